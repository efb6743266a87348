//! The start page: a new study, a study that is there, a recent one.

use std::path::PathBuf;

use axum::Form;
use axum::extract::State;
use axum::response::{Html, Redirect};
use maud::html;
use serde::Deserialize;

use super::Server;
use super::failure::Failure;
use super::shell::Sheet;
use super::visitor::Visitor;
use crate::problem::Problem;

#[derive(Deserialize)]
pub struct Opening {
    path: String,
}

/// `GET /`.
pub async fn show(State(server): State<Server>, visitor: Visitor) -> Html<String> {
    let open = server.studies().all();
    Sheet::new(&visitor, visitor.say("Studien", "Studies")).narrow().draw(&html! {
        @if !open.is_empty() {
            section.stack {
                h2 { (visitor.say("Geöffnet", "Open")) }
                ul.lines {
                    @for study in &open {
                        li.pair {
                            a href=(format!("/s/{}/", study.id())) { (study.name()) }
                            span.muted.small { (study.path().display()) }
                        }
                    }
                }
            }
        }
        section.stack {
            h2 { (visitor.say("Studie öffnen", "Open a study")) }
            form.stack method="post" action="/open" {
                label.field {
                    span { (visitor.say("Studiendatei", "Study file")) }
                    input name="path" required autocomplete="off" spellcheck="false" placeholder="studie.freitext";
                }
                div { button.primary { (visitor.say("Öffnen", "Open")) } }
            }
        }
    })
}

/// `POST /open`: opens a study of this machine.
pub async fn open(State(server): State<Server>, Form(opening): Form<Opening>) -> Result<Redirect, Failure> {
    let path = PathBuf::from(opening.path.trim());
    let study = tokio::task::spawn_blocking(move || server.studies().open(&path))
        .await
        .map_err(|error| Problem::bug(format!("opening broke off: {error}")))??;
    Ok(Redirect::to(&format!("/s/{}/", study.id())))
}

/// `GET /` where the page is open to a network: the one study, no other.
pub async fn elsewhere(State(server): State<Server>) -> Redirect {
    Redirect::to(&server.first_page())
}
