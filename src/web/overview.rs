//! The front page of a study: how much it holds, and which codebooks.

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use maud::html;

use super::Server;
use super::failure::Failure;
use super::page::{Area, Page};
use super::visitor::InStudy;

pub const PAGE: Page = Page {
    path: "study",
    de: "Studie",
    en: "Study",
    area: Some(Area::Study),
    routes,
};

fn routes() -> Router<Server> {
    Router::new().route("/study", get(show))
}

async fn show(at: InStudy) -> Result<Html<String>, Failure> {
    let (extent, codebooks) = at
        .read(|study| study.steady(|| Ok((study.extent()?, study.codebooks()?))))
        .await?;
    let mut names: Vec<&str> = codebooks.iter().map(|codebook| codebook.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let count = |n| at.language().count(n);
    Ok(at.sheet(at.study.name()).narrow().draw(&html! {
        @if let Some(notice) = at.study.notice() {
            div.notice { p { (notice.what.get(at.language())) } }
        }
        dl.figures {
            div { dt { (at.say("Befragte", "Respondents")) } dd { (count(extent.respondents)) } }
            div { dt { (at.say("Freitextantworten", "Open-ended answers")) } dd { (count(extent.answers)) } }
            div { dt { (at.say("Kodiereinheiten", "Coding units")) } dd { (count(extent.units)) } }
        }
        section.stack {
            h2 { (at.say("Kodierleitfäden", "Codebooks")) }
            @if names.is_empty() {
                p.muted { (at.say("Noch keiner.", "None yet.")) }
            } @else {
                ul.lines { @for name in names { li { (name) } } }
            }
        }
    }))
}
