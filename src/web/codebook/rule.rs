//! A match rule being written: what it finds, what is wrong or doubtful with it, and what it would change, before it is kept.
//!
//! Without the script a button asks for the preview; with it the preview follows what is typed.

use std::time::Instant;

use axum::response::{Html, IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::book::{self, Book};
use super::edits::{keep, lines};
use super::effect::{Drawing, effect, mistakes};
use super::entry::weight;
use super::page;
use super::preview::{self, Part};
use crate::codebook::{Code, Codebook, Edit, Finding, MatchRule, NewRule, RuleMeant, Severity};
use crate::problem::{Fault, Problem, Result};
use crate::query::SideBySide;
use crate::review::View;
use crate::study::Study;
use crate::web::failure::Failure;
use crate::web::fields::Fields;
use crate::web::query_language::{Folded, help};
use crate::web::studies::OpenStudy;
use crate::web::visitor::InStudy;

/// Answers of each side that are shown at first, and on a page of their own.
const FEW: usize = 6;
const MANY: usize = 100;

/// `GET codebook/rule?code=`; `rule=`: one that is there; with `find=`: as it was typed.
pub async fn show(at: InStudy, fields: Fields) -> std::result::Result<Html<String>, Failure> {
    drawn(&at, fields, None).await
}

/// `GET codebook/preview?…`: what the typed rule would change, for the script.
pub async fn preview(at: InStudy, fields: Fields) -> std::result::Result<Html<String>, Failure> {
    let (book, open) = (Book::of(&at, &fields), at.study.clone());
    let named = book.named().map(str::to_owned);
    let told = at
        .view(named.as_deref(), move |study, _, view| {
            Trying::of(&book, &open, study, view, &fields)?.told()
        })
        .await?;
    Ok(Html(told.into_string()))
}

/// `POST codebook/rule`
pub async fn keep_rule(at: &InStudy, fields: &Fields) -> std::result::Result<(), Failure> {
    let book = Book::of(at, fields);
    let (code, meant) = (fields.need("code")?, meant(fields));
    let edit = match (fields.get("do"), meant) {
        (Some("remove"), Some(rule)) => Edit::RemoveRule { code, rule },
        (_, None) => Edit::AddRule {
            code,
            rule: typed(fields)?,
        },
        (_, Some(rule)) => Edit::ChangeRule {
            code,
            rule,
            to: typed(fields)?,
        },
    };
    keep(at, &book, move |_| Ok(vec![edit])).await?;
    Ok(())
}

/// `POST codebook/rule`: the rule is kept or removed; one with a mistake is shown once more.
pub async fn keep_or_show(at: InStudy, fields: Fields) -> std::result::Result<Response, Failure> {
    let (book, code): (Book, String) = (Book::of(&at, &fields), fields.need("code")?);
    match keep_rule(&at, &fields).await {
        Ok(()) => {
            let address = book.to("codebook", &[("code", &code), ("done", "saved")]);
            Ok(Redirect::to(&address).into_response())
        }
        Err(failure) if failure.problem.fault() == Fault::Bug => Err(failure),
        Err(Failure { problem, status }) => {
            let page = drawn(&at, fields, Some(problem)).await?;
            Ok((status, page).into_response())
        }
    }
}

async fn drawn(
    at: &InStudy,
    fields: Fields,
    refused: Option<Problem>,
) -> std::result::Result<Html<String>, Failure> {
    let (book, open) = (Book::of(at, &fields), at.study.clone());
    let (own, chosen) = (book.clone(), fields.get("code").map(str::to_owned));
    page(at, book, chosen, move |study, view| {
        if fields.get("code").is_none() {
            return Ok(for_which(&own, &view.board.codebook.codebook, &fields));
        }
        Trying::of(&own, &open, study, view, &fields)?.page(refused.as_ref())
    })
    .await
}

/// A rule that came from elsewhere: of which code?
fn for_which(book: &Book, codebook: &Codebook, fields: &Fields) -> Markup {
    html! {
        h2 { (book.say("Neue Zuordnungsregel", "New match rule")) }
        form.panel method="get" action=(book.pen.to("codebook/rule")) {
            (book.hidden())
            label.field {
                span { (book.say("Findet", "Finds")) }
                input.query name="find" required value=(fields.get("find").unwrap_or_default());
            }
            label.field {
                span { (book.say("Kategorie", "Code")) }
                select name="code" {
                    @for code in codebook.codes.iter().filter(|code| code.is_in_use()) {
                        option value=(code.id) { (book.text(&code.label)) }
                    }
                }
            }
            div.row { button.primary { (book.say("Weiter", "Go on")) } }
        }
    }
}

/// Which rule the form is of; none: a new one.
fn meant(fields: &Fields) -> Option<RuleMeant> {
    Some(RuleMeant {
        id: fields.get("rule")?.to_owned(),
        find: fields.all("was").next()?.to_owned(),
    })
}

fn typed(fields: &Fields) -> Result<NewRule> {
    let find = lines(fields.get("find").unwrap_or_default()).replace('\n', " ");
    if find.is_empty() {
        return Err(Problem::input("Die Regel ist leer.", "The rule is empty.").hint(
            "Ein Wort eingeben, das in Antworten steht.",
            "Enter a word that stands in answers.",
        ));
    }
    Ok(NewRule {
        find,
        weight: match fields.get("weight").map(|typed| typed.trim().replace(',', ".")) {
            None => 1.0,
            // What is no number is refused as a weight.
            Some(typed) => typed.parse().unwrap_or(0.0),
        },
        note: lines(fields.get("note").unwrap_or_default()),
    })
}

/// A rule and the code that it is tried for.
struct Trying<'t> {
    book: &'t Book,
    open: &'t OpenStudy,
    study: &'t Study,
    view: &'t View<'t>,
    fields: &'t Fields,
    place: usize,
    code: &'t Code,
    /// The rule as it is kept; none: a new one.
    kept: Option<&'t MatchRule>,
}

impl<'t> Trying<'t> {
    fn of(
        book: &'t Book,
        open: &'t OpenStudy,
        study: &'t Study,
        view: &'t View<'t>,
        fields: &'t Fields,
    ) -> Result<Trying<'t>> {
        let place = book::place(view, &fields.need::<String>("code")?)?;
        let code = &view.board.codebook.codebook.codes[place];
        let kept = fields
            .get("rule")
            .and_then(|id| code.match_rules.iter().find(|rule| rule.id == id));
        Ok(Trying {
            book,
            open,
            study,
            view,
            fields,
            place,
            code,
            kept,
        })
    }

    fn page(&self, refused: Option<&Problem>) -> Result<Markup> {
        let book = self.book;
        let palette = crate::web::codes::Palette::of(&self.view.board.codebook.codebook);
        let is_asked = self.fields.has("find") && refused.is_none();
        Ok(html! {
            div class={ "head " (palette.class(self.place)) } {
                h2 { span.dot {} (book.text(&self.code.label)) ": " @if self.kept.is_some() { (book.say("Regel", "rule")) } @else { (book.say("neue Regel", "new rule")) } }
            }
            @if self.fields.has("rule") && self.kept.is_none() {
                div.notice.warn { p { (book.say("Diese Regel gibt es nicht mehr; gespeichert würde eine neue.", "This rule is not there any more; a new one would be saved.")) } }
            }
            (self.form())
            div #preview.stack data-failed=(book.say("Die Vorschau ist gerade nicht zu haben.", "The preview is not to be had right now.")) {
                @if let Some(problem) = refused { (mistakes(book, problem)) }
                @if is_asked || self.kept.is_some() { (self.told()?) }
            }
            (help(&book.pen, SideBySide::Or, Folded::Closed))
        })
    }

    fn form(&self) -> Markup {
        let book = self.book;
        let typed = |name: &str, kept: String| self.fields.all(name).next().map_or(kept, str::to_owned);
        let kept = self.kept;
        let find = typed("find", kept.map(|rule| rule.find.clone()).unwrap_or_default());
        let strength = typed("weight", weight(book, kept.map_or(1.0, |rule| rule.weight)));
        let note = typed("note", kept.map(|rule| rule.note.clone()).unwrap_or_default());
        html! {
            form.panel method="post" action=(book.pen.to("codebook/rule")) data-preview=(book.pen.to("codebook/preview")) {
                (book.hidden())
                input type="hidden" name="code" value=(self.code.id);
                @if let Some(rule) = kept {
                    input type="hidden" name="rule" value=(rule.id);
                    input type="hidden" name="was" value=(typed("was", rule.find.clone()));
                }
                label.field {
                    span { (book.say("Findet", "Finds")) }
                    textarea.query name="find" rows="2" required spellcheck="false" aria-describedby="preview" { (find) }
                }
                div.row {
                    label.row { (book.say("Gewicht", "Weight")) input name="weight" size="4" inputmode="decimal" value=(strength); }
                    label.row { (book.say("Notiz", "Note")) input name="note" size="34" value=(note); }
                }
                div.row {
                    button.primary name="do" value="keep" { (book.say("Regel speichern", "Save the rule")) }
                    button formmethod="get" formaction=(book.pen.to("codebook/rule")) { (book.say("Vorschau", "Preview")) }
                    a.button.quiet href=(book.entry(&self.code.id)) { (book.say("Abbrechen", "Cancel")) }
                    @if kept.is_some() {
                        button.danger.spring name="try" value="without" formmethod="get" formaction=(book.pen.to("codebook/rule")) {
                            (book.say("Löschen …", "Delete …"))
                        }
                    }
                }
                p.hint #preview-said role="status" hidden {}
            }
        }
    }

    /// What the typed rule would change, or what is wrong with it.
    fn told(&self) -> Result<Markup> {
        let book = self.book;
        let begun = Instant::now();
        let without = self.fields.get("try") == Some("without");
        let after = match self.after(without) {
            Ok(after) => after,
            Err(problem) if problem.fault() == Fault::Bug => return Err(problem),
            Err(problem) => return Ok(mistakes(book, &problem)),
        };
        let doubts = match after.tried {
            Some(at) => preview::doubts(self.open, self.study, self.view, self.place, &after.rules[at])?,
            None => Vec::new(),
        };
        let (wrong, doubtful): (Vec<Finding>, Vec<Finding>) = doubts
            .into_iter()
            .partition(|finding| finding.kind.severity() == Severity::Mistake);
        let wrong = Problem::all(wrong.into_iter().map(|finding| finding.problem).collect());
        let doubtful = Problem::all(doubtful.into_iter().map(|finding| finding.problem).collect());
        let part = self.part();
        let told = preview::effect(self.open, self.study, self.view, self.place, &after.rules, part)?;
        let drawing = Drawing {
            book,
            view: self.view,
            part,
            more: &|side, from| self.address(&[("side", side), ("from", &from.to_string())]),
            side: self.fields.get("side"),
        };
        Ok(html! {
            @if let Some(problem) = &wrong { (mistakes(book, problem)) }
            @if let Some(problem) = &doubtful { (super::effect::doubts(book, problem)) }
            @if without {
                form.notice.warn method="post" action=(book.pen.to("codebook/rule")) {
                    p { (book.say("Diese Regel löschen?", "Delete this rule?")) }
                    (book.hidden())
                    input type="hidden" name="code" value=(self.code.id);
                    @if let Some(rule) = self.kept {
                        input type="hidden" name="rule" value=(rule.id);
                        input type="hidden" name="was" value=(rule.find);
                        p { code { (rule.find) } }
                    }
                    div.row { button.danger name="do" value="remove" { (book.say("Löschen", "Delete")) } }
                }
            }
            (effect(&drawing, &told, begun.elapsed().as_millis()))
        })
    }

    /// The rules of the code after the change.
    fn after(&self, without: bool) -> Result<After> {
        let mut rules = self.code.match_rules.clone();
        let own = self
            .kept
            .and_then(|kept| rules.iter().position(|rule| rule.id == kept.id));
        if without {
            if let Some(own) = own {
                rules.remove(own);
            }
            return Ok(After { rules, tried: None });
        }
        let typed = match (self.fields.has("find"), self.kept) {
            (false, Some(kept)) => NewRule {
                find: kept.find.clone(),
                weight: kept.weight,
                note: kept.note.clone(),
            },
            _ => typed(self.fields)?,
        };
        let rule = typed.read()?;
        let tried = match own {
            Some(own) => {
                rules[own] = MatchRule {
                    id: rules[own].id.clone(),
                    ..rule
                };
                own
            }
            None => {
                rules.push(rule);
                rules.len() - 1
            }
        };
        Ok(After {
            rules,
            tried: Some(tried),
        })
    }

    fn part(&self) -> Part {
        let from = self
            .fields
            .get("from")
            .and_then(|from| from.parse().ok())
            .unwrap_or(0);
        match self.fields.get("side") {
            Some(_) => Part { from, most: MANY },
            None => Part { from: 0, most: FEW },
        }
    }

    /// This page with what is typed, and more.
    fn address(&self, more: &[(&str, &str)]) -> String {
        let typed = ["code", "rule", "was", "find", "weight", "note", "try"];
        let typed = typed
            .iter()
            .filter_map(|name| Some((*name, self.fields.get(name)?)));
        let all: Vec<(&str, &str)> = typed.chain(more.iter().copied()).collect();
        self.book.to("codebook/rule", &all)
    }
}

/// The rules of a code after a change, and which of them is tried.
struct After {
    rules: Vec<MatchRule>,
    tried: Option<usize>,
}
