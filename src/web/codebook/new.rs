//! A code that is to come.

use axum::response::{Html, IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::book::Book;
use super::edits::{keep, lines};
use super::page;
use crate::codebook::{Codebook, Edit, NewCode};
use crate::problem::{Fault, Problem};
use crate::web::failure::{Failure, notice};
use crate::web::fields::Fields;
use crate::web::visitor::{InStudy, Visitor};
use crate::words::Text;

/// `GET codebook/new?parent=&label=&unit=`; `unit`: the answer that somebody is at, who goes back to it.
pub async fn show(at: InStudy, fields: Fields) -> Result<Html<String>, Failure> {
    drawn(&at, Book::of(&at, &fields), fields, None).await
}

/// `POST codebook/new`
pub async fn add(at: InStudy, fields: Fields) -> Result<Response, Failure> {
    let book = Book::of(&at, &fields);
    let new = written(&fields);
    let kept = keep(&at, &book, move |_| Ok(vec![Edit::Add(new)])).await;
    match kept {
        Ok(edited) => {
            let added = edited.changes.iter().find_map(|change| change.code.clone());
            let address = match fields.get("unit") {
                Some(unit) => book.to("code", &[("unit", unit)]),
                None => book.to(
                    "codebook",
                    &[("code", &added.unwrap_or_default()), ("done", "saved")],
                ),
            };
            Ok(Redirect::to(&address).into_response())
        }
        Err(failure) if failure.problem.fault() == Fault::Bug => Err(failure),
        Err(Failure { problem, status }) => {
            Ok((status, drawn(&at, book, fields, Some(problem)).await?).into_response())
        }
    }
}

/// What the form says.
pub fn written(fields: &Fields) -> NewCode {
    let text = |name: &str| {
        let typed = lines(fields.get(name).unwrap_or_default());
        Text::new(typed.clone(), typed)
    };
    NewCode {
        id: fields
            .get("id")
            .map(|id| id.trim().to_owned())
            .filter(|id| !id.is_empty()),
        label: text("label"),
        parent: fields.get("parent").map(str::to_owned),
        definition: text("definition"),
        coding_rule: text("coding_rule"),
        anchor_examples: Vec::new(),
        match_rules: Vec::new(),
    }
}

async fn drawn(
    at: &InStudy,
    book: Book,
    fields: Fields,
    problem: Option<Problem>,
) -> Result<Html<String>, Failure> {
    let (own, visitor) = (book.clone(), at.visitor.clone());
    page(at, book, None, move |_, view| {
        Ok(form(
            &own,
            &view.board.codebook.codebook,
            &fields,
            problem.as_ref(),
            &visitor,
        ))
    })
    .await
}

fn form(
    book: &Book,
    codebook: &Codebook,
    fields: &Fields,
    problem: Option<&Problem>,
    visitor: &Visitor,
) -> Markup {
    let typed = |name: &str| fields.get(name).unwrap_or_default();
    html! {
        h2 { (book.say("Neue Kategorie", "New code")) }
        @if let Some(problem) = problem { (notice(problem, visitor)) }
        form.panel method="post" action=(book.pen.to("codebook/new")) {
            (book.hidden())
            @if let Some(unit) = fields.get("unit") { input type="hidden" name="unit" value=(unit); }
            div.cols {
                label.field {
                    span { (book.say("Bezeichnung", "Label")) }
                    input name="label" required autofocus value=(typed("label"));
                }
                label.field {
                    span { (book.say("Oberkategorie", "Parent")) }
                    (parents(book, codebook, typed("parent")))
                }
            }
            label.field {
                span { (book.say("Definition", "Definition")) }
                textarea name="definition" rows="2" { (typed("definition")) }
            }
            label.field {
                span { (book.say("Kodierregel", "Coding rule")) }
                textarea name="coding_rule" rows="2" { (typed("coding_rule")) }
            }
            label.field {
                span { (book.say("Id", "Id")) }
                input name="id" value=(typed("id")) maxlength="32" autocomplete="off" spellcheck="false";
                span.hint { (book.say(
                    "Name der Variable in Datensätzen; ändert sich nie. Leer: aus der Bezeichnung.",
                    "Name of the variable in data sets; never changes. Empty: made from the label.",
                )) }
            }
            div.row {
                button.primary { (book.say("Anlegen", "Add")) }
                a.button.quiet href=(book.to("codebook", &[])) { (book.say("Abbrechen", "Cancel")) }
            }
        }
    }
}

/// Codes that others may stand below.
pub fn parents(book: &Book, codebook: &Codebook, chosen: &str) -> Markup {
    html! {
        select name="parent" {
            option value="" { (book.say("– keine –", "– none –")) }
            @for code in codebook.codes.iter().filter(|code| code.is_in_use()) {
                option value=(code.id) selected[code.id == chosen] { (book.text(&code.label)) }
            }
        }
    }
}
