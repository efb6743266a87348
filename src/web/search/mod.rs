//! Searching in the query language: answers with what was found in them, keyword in context, and which written forms each
//! word of the search finds. A plain form that leads to an address; it tells no codings, so nothing is hidden from anybody.
//!
//! | member | what |
//! |---|---|
//! | `asked` | what is searched for, as the address has it |
//! | `found` | what was found: how much, and where it leads to |
//! | `answers` | the answers of a page, and keyword in context |
//! | `forms` | the forms that each word of the search finds |
//! | `keys` | keys and what they do |
//!
//! Deliberately absent: filters and changing many answers. That is the grid, which knows the same search.

mod answers;
mod asked;
mod forms;
mod found;
pub mod keys;

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use maud::{Markup, html};

use super::failure::{Failure, notice};
use super::fields::Fields;
use super::page::{Area, Page};
use super::pen::Pen;
use super::query_language::{Folded, help};
use super::visitor::InStudy;
use crate::problem::Fault;
use crate::query::{SideBySide, parse};
use asked::Asked;
use found::Found;

pub const PAGE: Page = Page {
    path: "search",
    de: "Suche",
    en: "Search",
    area: Some(Area::Code),
    routes: || Router::new().route("/search", get(show)),
};

/// `GET search?q=&as=&page=&codebook=`
async fn show(at: InStudy, fields: Fields) -> Result<Html<String>, Failure> {
    let asked = Asked::of(&fields);
    let (pen, visitor, open) = (at.pen(), at.visitor.clone(), at.study.clone());
    let content = at
        .read(move |study| {
            let form = form(&pen, &asked);
            let Some(written) = &asked.query else {
                return Ok(html! { (form) (help(&pen, SideBySide::And, Folded::Open)) });
            };
            let told = parse(written, SideBySide::And)
                .and_then(|query| Found::of(&open, study, &asked, query)?.draw(&pen, study, &asked));
            let told = match told {
                // A mistake in the search stands below it.
                Err(problem) if problem.fault() != Fault::Bug => {
                    html! { @for problem in problem.each() { (notice(problem, &visitor)) } }
                }
                told => told?,
            };
            Ok(html! { (form) (told) (help(&pen, SideBySide::And, Folded::Closed)) })
        })
        .await?;
    let sheet = at.sheet(at.say("Suche", "Search")).untitled();
    let sheet = sheet.keys(&[keys::FIND]);
    Ok(sheet.draw(&content))
}

fn form(pen: &Pen, asked: &Asked) -> Markup {
    html! {
        form.filters method="get" action=(pen.to("search")) role="search" {
            @if let Some(codebook) = &asked.codebook { input type="hidden" name="codebook" value=(codebook); }
            @if let Some(shown) = asked.shown.id() { input type="hidden" name="as" value=(shown); }
            label.field.wide {
                span { (pen.say("Suche in den Antworten", "Search the answers")) }
                input.query type="search" name="q" value=[asked.query.as_deref()] autocomplete="off" spellcheck="false" autofocus[asked.query.is_none()]
                    aria-keyshortcuts=(keys::SEARCH.shortcut) placeholder=(pen.say("[licht] ODER streife*", "[licht] OR streife*"));
            }
            button.primary { (pen.say("Suchen", "Search")) }
        }
    }
}
