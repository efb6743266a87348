//! Answers that were chosen get a code, a new one or one that is there: told first, done then, and undone as one.

use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::book::Book;
use super::edits::{keep, lines};
use super::new::written;
use crate::codebook::{Codebook, Edit};
use crate::problem::{Problem, Result};
use crate::review::{self, View};
use crate::survey::{ActionKind, Outcome, UnitId};
use crate::web::codes::Palette;
use crate::web::failure::Failure;
use crate::web::fields::Fields;
use crate::web::plan::told;
use crate::web::reading::{Working, changed_meanwhile};
use crate::web::visitor::InStudy;

/// `POST uncaught`
pub async fn gather(at: InStudy, fields: Fields) -> std::result::Result<Response, Failure> {
    let book = Book::of(&at, &fields);
    let named = book.named().map(str::to_owned);
    let chosen = Chosen::of(&fields)?;
    if fields.get("do") != Some("code") {
        let title = at.say("Ausgewählte Antworten kodieren", "Code the chosen answers");
        let page = at
            .view(named.as_deref(), move |study, _, view| {
                let (id, after) = chosen.code(&view.board.codebook.codebook)?;
                let plan = chosen.plan(view, &id);
                let palette = Palette::of(&after);
                let told = told(study, view, &palette, &book.pen, &plan)?;
                Ok(confirm(
                    &book,
                    &fields,
                    &chosen,
                    (&id, &after),
                    &told.digest,
                    &told.body,
                    told.count,
                ))
            })
            .await?;
        return Ok(at.sheet(title).narrow().draw(&page).into_response());
    }
    // What was told is what is done, with the code and with the answers.
    let digest: String = fields.need("digest")?;
    let (of_plan, told_digest) = (chosen.clone(), digest.clone());
    let id = at
        .view(named.as_deref(), move |_, _, view| {
            let (id, _) = of_plan.code(&view.board.codebook.codebook)?;
            match of_plan.plan(view, &id).digest().to_string() == told_digest {
                true => Ok(id),
                false => Err(changed_meanwhile()),
            }
        })
        .await?;
    if let Some(edit) = chosen.new_code(&id) {
        keep(&at, &book, move |_| Ok(vec![edit])).await?;
    }
    let (of_plan, code) = (chosen.clone(), id.clone());
    let (working, writes) = at
        .view(named.as_deref(), move |_, _, view| {
            Ok((Working::of(view), of_plan.plan(view, &code).writes))
        })
        .await?;
    at.carry_out(working, ActionKind::Bulk, writes, Some(digest))
        .await?;
    Ok(Redirect::to(&book.to("codebook", &[("code", &id), ("done", "saved")])).into_response())
}

/// What is to become of which answers.
#[derive(Clone)]
struct Chosen {
    units: Vec<UnitId>,
    /// A code that is there.
    existing: Option<String>,
    fields: Fields,
}

impl Chosen {
    fn of(fields: &Fields) -> Result<Chosen> {
        let units: Vec<UnitId> = fields
            .all("unit")
            .filter_map(|unit| unit.parse().ok().map(UnitId))
            .collect();
        if units.is_empty() {
            return Err(
                Problem::input("Keine Antwort ist ausgewählt.", "No answer is chosen.").hint(
                    "Zurückgehen und Antworten ankreuzen.",
                    "Go back and tick answers.",
                ),
            );
        }
        Ok(Chosen {
            units,
            existing: fields.get("existing").map(str::to_owned),
            fields: fields.clone(),
        })
    }

    /// The id that the answers get, and the codebook as it is then.
    fn code(&self, codebook: &Codebook) -> Result<(String, Codebook)> {
        if let Some(id) = &self.existing {
            let is_given = codebook.code(id).is_some_and(|code| code.is_in_use());
            return match is_given && lines(self.fields.get("label").unwrap_or_default()).is_empty() {
                true => Ok((id.clone(), codebook.clone())),
                false => Err(Problem::input(
                    "Genannt sind eine neue und eine vorhandene Kategorie.",
                    "A new code and an existing one are named.",
                )
                .hint("Eines von beiden leer lassen.", "Leave one of them empty.")),
            };
        }
        let after = codebook.edited(&Edit::Add(written(&self.fields)))?;
        let new = after.codes.iter().find(|code| codebook.code(&code.id).is_none());
        let id = new.map(|code| code.id.clone());
        Ok((id.ok_or_else(|| Problem::bug("a code was not added"))?, after))
    }

    /// The code that has to be added first.
    fn new_code(&self, id: &str) -> Option<Edit> {
        let mut new = written(&self.fields);
        new.id = Some(id.to_owned());
        self.existing.is_none().then_some(Edit::Add(new))
    }

    fn plan(&self, view: &View<'_>, id: &str) -> review::Plan {
        let places: Vec<usize> = self
            .units
            .iter()
            .filter_map(|unit| view.board.place(*unit))
            .collect();
        view.plan(&places, &review::Edit::Set(Outcome::Codes(vec![id.to_owned()])))
    }
}

fn confirm(
    book: &Book,
    fields: &Fields,
    chosen: &Chosen,
    (id, after): (&str, &Codebook),
    digest: &str,
    body: &Markup,
    count: usize,
) -> Markup {
    let label = after.code(id).map_or(id, |code| book.text(&code.label));
    let names = ["label", "parent", "existing"];
    let kept = names.iter().filter_map(|name| Some((*name, fields.get(name)?)));
    html! {
        p {
            @if chosen.existing.is_some() { (book.say("Kategorie: ", "Code: ")) } @else { (book.say("Neue Kategorie: ", "New code: ")) }
            b { (label) } " " code { (id) }
        }
        (body)
        form.row method="post" action=(book.pen.to("uncaught")) {
            (book.hidden())
            input type="hidden" name="digest" value=(digest);
            @for (name, value) in kept { input type="hidden" name=(name) value=(value); }
            @for unit in &chosen.units { input type="hidden" name="unit" value=(unit.0); }
            @if count > 0 {
                button.primary name="do" value="code" {
                    (book.say(format!("{} kodieren", book.pen.answers(count)), format!("Code {}", book.pen.answers(count))))
                }
            }
            a.button.quiet href=(book.to("uncaught", &[])) { (book.say("Abbrechen", "Cancel")) }
        }
    }
}
