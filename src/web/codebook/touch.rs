//! Merging and retiring a code: what it touches, before it is done.

use axum::response::{Html, IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::book::{self, Book};
use super::edits::keep;
use super::page;
use crate::codebook::{Change, Codebook, Edit, diff};
use crate::problem::Result;
use crate::review::{Touched, View};
use crate::web::failure::Failure;
use crate::web::fields::Fields;
use crate::web::visitor::InStudy;

/// `GET codebook/merge?code=&into=`
pub async fn merge(at: InStudy, fields: Fields) -> std::result::Result<Html<String>, Failure> {
    let edit = merging(&fields)?;
    told(at, fields, edit).await
}

/// `POST codebook/merge`
pub async fn do_merge(at: InStudy, fields: Fields) -> std::result::Result<Response, Failure> {
    let (edit, into): (Edit, String) = (merging(&fields)?, fields.need("into")?);
    done(&at, &fields, edit, &into).await
}

/// `GET codebook/retire?code=`
pub async fn retire(at: InStudy, fields: Fields) -> std::result::Result<Html<String>, Failure> {
    let code = fields.need("code")?;
    told(at, fields, Edit::Retire { code }).await
}

/// `POST codebook/retire`
pub async fn do_retire(at: InStudy, fields: Fields) -> std::result::Result<Response, Failure> {
    let code: String = fields.need("code")?;
    done(&at, &fields, Edit::Retire { code: code.clone() }, &code).await
}

fn merging(fields: &Fields) -> Result<Edit> {
    Ok(Edit::Merge {
        code: fields.need("code")?,
        into: fields.need("into")?,
    })
}

async fn done(
    at: &InStudy,
    fields: &Fields,
    edit: Edit,
    show: &str,
) -> std::result::Result<Response, Failure> {
    let book = Book::of(at, fields);
    keep(at, &book, move |_| Ok(vec![edit])).await?;
    let address = book.to("codebook", &[("code", show), ("done", "saved")]);
    Ok(Redirect::to(&address).into_response())
}

async fn told(at: InStudy, fields: Fields, edit: Edit) -> std::result::Result<Html<String>, Failure> {
    let book = Book::of(&at, &fields);
    let (own, code): (Book, String) = (book.clone(), fields.need("code")?);
    let chosen = Some(code.clone());
    page(&at, book, chosen, move |_, view| {
        let codebook = &view.board.codebook.codebook;
        // What is impossible is said here and not after the button.
        let changes = after(codebook, &edit)?;
        let place = book::place(view, &code)?;
        Ok(match &edit {
            Edit::Merge { into, .. } => {
                let into = book::place(view, into)?;
                merge_told(
                    &own,
                    view,
                    (place, into),
                    &view.touched(place, Some(into)),
                    &changes,
                )
            }
            _ => retire_told(&own, view, place, &view.touched(place, None)),
        })
    })
    .await
}

fn merge_told(
    book: &Book,
    view: &View<'_>,
    (place, into): (usize, usize),
    touched: &Touched,
    changes: &[Change],
) -> Markup {
    let codes = &view.board.codebook.codebook.codes;
    let (code, target) = (&codes[place], &codes[into]);
    let (name, to) = (book.text(&code.label), book.text(&target.label));
    html! {
        h2 { (book.say(format!("„{name}“ mit „{to}“ zusammenlegen?"), format!("Merge “{name}” into “{to}”?"))) }
        (figures(book, touched, &book.say(format!("Antworten sind so kodiert und zählen dann als „{to}“"), format!("answers are coded so and will count as “{to}”"))))
        @if touched.both > 0 {
            p { (book.say(
                format!("{} davon haben beide Kategorien und zählen dann einmal.", book.pen.answers(touched.both)),
                format!("{} of them have both codes and will count once.", book.pen.answers(touched.both)),
            )) }
        }
        (list(book, changes))
        p.hint { (book.say(
            "Was Menschen entschieden haben, bleibt, wie sie es gesagt haben; gezählt wird es unter dem Ziel. Die Kategorie lässt sich wieder aufnehmen.",
            "What people have decided stays as they said it; it is counted under the target. The code can be brought back.",
        )) }
        form.row method="post" action=(book.pen.to("codebook/merge")) {
            (book.hidden())
            input type="hidden" name="code" value=(code.id);
            input type="hidden" name="into" value=(target.id);
            button.primary { (book.say("Zusammenlegen", "Merge")) }
            a.button.quiet href=(book.entry(&code.id)) { (book.say("Abbrechen", "Cancel")) }
        }
    }
}

fn retire_told(book: &Book, view: &View<'_>, place: usize, touched: &Touched) -> Markup {
    let code = &view.board.codebook.codebook.codes[place];
    let name = book.text(&code.label);
    html! {
        h2 { (book.say(format!("„{name}“ stilllegen?"), format!("Retire “{name}”?"))) }
        (figures(book, touched, book.say("Antworten sind so kodiert und zählen weiter", "answers are coded so and still count")))
        p.hint { (book.say(
            "Die Kategorie wird nicht mehr angeboten und nicht mehr vorgeschlagen. Sie lässt sich jederzeit wieder aufnehmen.",
            "The code is offered and suggested no more. It can be brought back at any time.",
        )) }
        form.row method="post" action=(book.pen.to("codebook/retire")) {
            (book.hidden())
            input type="hidden" name="code" value=(code.id);
            button.danger { (book.say("Stilllegen", "Retire")) }
            a.button.quiet href=(book.entry(&code.id)) { (book.say("Abbrechen", "Cancel")) }
        }
    }
}

/// How many answers hang on a code, and what becomes of them.
pub fn figures(book: &Book, touched: &Touched, becoming: &str) -> Markup {
    html! {
        dl.figures {
            div {
                dt { (becoming) }
                dd { (book.pen.count(touched.given.len())) }
            }
            div {
                dt { (book.say("weitere Vorschläge, noch nicht entschieden", "further suggestions, not decided yet")) }
                dd { (book.pen.count(touched.suggested.len())) }
            }
        }
    }
}

/// What changes in the codebook, sentence by sentence.
pub fn list(book: &Book, changes: &[Change]) -> Markup {
    html! {
        @if !changes.is_empty() {
            section.stack {
                h3 { (book.say("Im Kodierleitfaden", "In the codebook")) }
                ul { @for change in changes { li { (book.text(&change.say())) } } }
            }
        }
    }
}

/// What an edit would change.
pub fn after(codebook: &Codebook, edit: &Edit) -> Result<Vec<Change>> {
    Ok(diff(codebook, &codebook.edited(edit)?))
}
