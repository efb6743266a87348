//! What is sent of an entry. Of a form only what was changed in it is written, and not over what somebody else has changed
//! meanwhile.

use axum::response::{IntoResponse, Redirect, Response};

use super::book::Book;
use super::entry::{Refused, drawn};
use crate::codebook::{Code, Codebook, Edit};
use crate::problem::{Fault, Problem, Result};
use crate::review::{Edited, edit_codebook};
use crate::survey::CodebookId;
use crate::web::failure::Failure;
use crate::web::fields::Fields;
use crate::web::renew::Renewal;
use crate::web::visitor::InStudy;
use crate::words::{Language, Text};

/// `POST codebook`.
pub async fn edit(at: InStudy, fields: Fields) -> std::result::Result<Response, Failure> {
    let book = Book::of(&at, &fields);
    let code: String = fields.need("code")?;
    let kept = match fields.get("do") {
        Some("entry") => entry(&at, &book, &fields).await,
        _ => {
            let edit = one(&fields, &code)?;
            keep(&at, &book, move |codebook| edit.of(codebook))
                .await
                .map(|_| ())
        }
    };
    match kept {
        Ok(()) => {
            let address = book.to("codebook", &[("code", &code), ("done", "saved")]);
            Ok(Redirect::to(&address).into_response())
        }
        Err(failure) if failure.problem.fault() == Fault::Bug => Err(failure),
        Err(failure) => {
            let refused = Refused {
                fields,
                problem: failure.problem,
            };
            let page = drawn(&at, book, Some(code), None, Some(refused)).await?;
            Ok((failure.status, page).into_response())
        }
    }
}

/// Edits the latest version, in one step with what others do. `edits`: what the latest version makes of it.
pub async fn keep(
    at: &InStudy,
    book: &Book,
    edits: impl FnOnce(&Codebook) -> Result<Vec<Edit>> + Send + 'static,
) -> std::result::Result<Edited, Failure> {
    let name = at
        .view(book.named(), |_, _, view| Ok(view.board.codebook.name.clone()))
        .await?;
    let now = at.now();
    let edited = at
        .write(move |change| {
            let latest = change.latest_codebook(&name)?;
            let edits = match &latest {
                Some(latest) => edits(&latest.codebook)?,
                None => Vec::new(),
            };
            edit_codebook(change, &name, &edits, now)
        })
        .await?;
    // Suggestions follow behind the coder's back where that takes a moment.
    let (open, named) = (at.study.clone(), book.named().map(str::to_owned));
    let renewal = at
        .read_board(named, move |_, laid| Ok(open.renewal(laid)))
        .await?;
    if let Renewal::AtOnce(due) = renewal {
        at.study.renew(*due, now);
    }
    Ok(edited)
}

/// Buttons of an entry.
enum One {
    Edit(Edit),
    /// Forms send other line endings than stand in the codebook.
    RemoveExample(String, String),
    Up(String),
    Down(String),
}

fn one(fields: &Fields, code: &str) -> Result<One> {
    let code = code.to_owned();
    Ok(match fields.get("do") {
        Some("add_example") => One::Edit(Edit::AddAnchorExample {
            code,
            example: lines(&fields.need::<String>("example")?),
        }),
        Some("remove_example") => One::RemoveExample(code, fields.need("example")?),
        Some("bring_back") => One::Edit(Edit::BringBack { code }),
        Some("up") => One::Up(code),
        Some("down") => One::Down(code),
        _ => {
            return Err(Problem::input(
                "Was geschehen soll, ist nicht gesagt.",
                "It is not said what is to be done.",
            )
            .hint("Die Seite neu laden.", "Load the page again."));
        }
    })
}

impl One {
    fn of(self, codebook: &Codebook) -> Result<Vec<Edit>> {
        let (code, is_up) = match self {
            One::Edit(edit) => return Ok(vec![edit]),
            One::RemoveExample(code, sent) => {
                let known = codebook.code(&code).map_or(&[][..], |code| &code.anchor_examples);
                let same = known.iter().find(|known| lines(known) == lines(&sent));
                let example = same.cloned().unwrap_or(sent);
                return Ok(vec![Edit::RemoveAnchorExample { code, example }]);
            }
            One::Up(code) => (code, true),
            One::Down(code) => (code, false),
        };
        let Some(own) = codebook.code(&code) else {
            return Ok(Vec::new());
        };
        let siblings: Vec<&Code> = codebook
            .codes
            .iter()
            .filter(|other| other.parent == own.parent && (other.is_in_use() || other.id == code))
            .collect();
        let at = siblings.iter().position(|other| other.id == code).unwrap_or(0);
        let before = match is_up {
            true if at == 0 => return Ok(Vec::new()),
            true => Some(siblings[at - 1].id.clone()),
            false if at + 1 >= siblings.len() => return Ok(Vec::new()),
            false => siblings.get(at + 2).map(|other| other.id.clone()),
        };
        Ok(vec![Edit::Move {
            parent: own.parent.clone(),
            before,
            code,
        }])
    }
}

/// The form of an entry: what differs from the version that it was made from.
async fn entry(at: &InStudy, book: &Book, fields: &Fields) -> std::result::Result<(), Failure> {
    let version = CodebookId(fields.need("version")?);
    let (code, language, fields): (String, _, _) = (fields.need("code")?, at.language(), fields.clone());
    let was = at.read(move |study| study.codebook(version)).await?;
    keep(at, book, move |now| {
        let (Some(was), Some(now)) = (was.codebook.code(&code), now.code(&code)) else {
            return Err(changed_meanwhile());
        };
        changed(was, now, &fields, language)
    })
    .await?;
    Ok(())
}

/// What the form changes of a code. `was`: as the form showed it; `now`: as it is.
fn changed(was: &Code, now: &Code, fields: &Fields, language: Language) -> Result<Vec<Edit>> {
    let mut edits = Vec::new();
    let code = || was.id.clone();
    let mut text = |name: &str, was: &Text, now: &Text, edit: &dyn Fn(Text) -> Edit| {
        let typed = fields
            .all(name)
            .next()
            .and_then(|typed| retyped(was, typed, language));
        let Some(typed) = typed else { return Ok(()) };
        if was != now && typed != *now {
            return Err(changed_meanwhile());
        }
        edits.push(edit(typed));
        Ok(())
    };
    text("label", &was.label, &now.label, &|label| Edit::Label {
        code: code(),
        label,
    })?;
    text("definition", &was.definition, &now.definition, &|text| {
        Edit::Definition { code: code(), text }
    })?;
    text("coding_rule", &was.coding_rule, &now.coding_rule, &|text| {
        Edit::CodingRule { code: code(), text }
    })?;
    if let Some(parent) = fields.all("parent").next() {
        let parent = (!parent.is_empty()).then(|| parent.to_owned());
        if parent != was.parent {
            if was.parent != now.parent && parent != now.parent {
                return Err(changed_meanwhile());
            }
            edits.push(Edit::Move {
                code: code(),
                parent,
                before: None,
            });
        }
    }
    Ok(edits)
}

/// A text with what was typed in one language: in the other as well, where both were the same. None where it is as it was.
pub fn retyped(was: &Text, typed: &str, language: Language) -> Option<Text> {
    let typed = lines(typed);
    if typed == lines(was.get(language)) {
        return None;
    }
    Some(match (was.de == was.en, language) {
        (true, _) => Text::new(typed.clone(), typed),
        (false, Language::De) => Text::new(typed, was.en.clone()),
        (false, Language::En) => Text::new(was.de.clone(), typed),
    })
}

/// What a form sends, with line endings as in files.
pub fn lines(typed: &str) -> String {
    typed.replace("\r\n", "\n").trim().to_owned()
}

fn changed_meanwhile() -> Problem {
    Problem::input(
        "Inzwischen hat jemand anderes dasselbe geändert; gespeichert ist nichts.",
        "Somebody else has changed the same meanwhile; nothing is saved.",
    )
    .hint(
        "Den eigenen Text kopieren, die Seite neu laden und beides zusammenführen.",
        "Copy your own text, load the page again and bring both together.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_one_in_both_languages_stays_one() {
        let one = Text::new("alt", "alt");
        assert_eq!(
            retyped(&one, " neu\r\nmehr ", Language::De),
            Some(Text::new("neu\nmehr", "neu\nmehr"))
        );
        let two = Text::new("alt", "old");
        assert_eq!(retyped(&two, "new", Language::En), Some(Text::new("alt", "new")));
        assert_eq!(retyped(&two, "alt ", Language::De), None);
        assert_eq!(retyped(&two, "", Language::De), Some(Text::new("", "old")));
    }
}
