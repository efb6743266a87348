//! Answers as a table: filtered and sorted by anything, and changed many at once.
//!
//! | member | what |
//! |---|---|
//! | `asked`, `meant` | which answers, in which order, with which columns: as the address has it, and as the board knows it |
//! | `found` | the answers that are meant |
//! | `filters`, `table` | drawing |
//! | `change` | what becomes of many answers: told first, then done |
//! | `keys` | keys and what they do |

mod asked;
mod change;
mod filters;
mod found;
pub mod keys;
mod meant;
mod table;

use axum::Router;
use axum::response::Html;
use axum::routing::{get, post};
use maud::{Markup, html};

use super::Server;
use super::codes::Palette;
use super::failure::{Failure, notice};
use super::fields::Fields;
use super::page::{Area, Page};
use super::pen::hidden;
use super::reached::bar;
use super::visitor::InStudy;
use asked::Asked;
use found::find;

pub const PAGE: Page = Page {
    path: "grid",
    de: "Als Tabelle",
    en: "As a table",
    area: Some(Area::Code),
    routes,
};

/// Answers of a page.
const ROWS: usize = 100;

fn routes() -> Router<Server> {
    Router::new()
        .route("/grid", get(show))
        .route("/grid/change", post(change::show))
        .route("/grid/do", post(change::carry_out))
        .route("/grid/undo", post(change::undo))
        .route("/grid/redo", post(change::redo))
}

async fn show(at: InStudy, fields: Fields) -> Result<Html<String>, Failure> {
    let asked = Asked::of(&fields);
    let (pen, visitor, open) = (at.pen(), at.visitor.clone(), at.study.clone());
    let said = changed(&at, &fields, &asked);
    let (content, reached) = at
        .view(asked.codebook.clone().as_deref(), move |study, _, view| {
            let palette = Palette::of(&view.board.codebook.codebook);
            let filters = filters::draw(&pen, view, &palette, &asked);
            let table = match find(study, &open, view, &asked) {
                Ok(found) => table::draw(study, &pen, view, &palette, &asked, &found)?,
                // A mistake in the search stands beside it, and the rest of the page goes on.
                Err(problem) => html! { @for problem in problem.each() { (notice(problem, &visitor)) } },
            };
            Ok((html! { (filters) (said) (table) }, view.reached()))
        })
        .await?;
    let pen = at.pen();
    let sheet = at
        .sheet(at.say("Antworten als Tabelle", "Answers as a table"))
        .untitled();
    let sheet = sheet.keys(keys::GROUPS);
    Ok(sheet.script("grid.js").bar(bar(&pen, reached)).draw(&content))
}

/// How many answers were just changed.
fn changed(at: &InStudy, fields: &Fields, asked: &Asked) -> Markup {
    let pen = at.pen();
    let count = fields
        .get("changed")
        .and_then(|count| count.parse::<usize>().ok());
    html! {
        @if let Some(count) = count {
            form.notice.good.pair method="post" action=(pen.to("grid/undo")) {
                p role="status" { (pen.say(format!("{} geändert.", pen.answers(count)), format!("{} changed.", pen.answers(count)))) }
                (hidden(&asked.fields()))
                button.mini { (keys::UNDO.does(pen.language)) }
            }
        }
    }
}
