//! A new study from a file that was dropped or chosen: what was recognised, the codebook, then the work.
//!
//! | member | what |
//! |---|---|
//! | `columns` | the form of what was recognised; the same for a further file of a study |
//! | `wishes` | what is wished of a file |
//! | `steps` | where one is on the way |
//! | `place` | where the study is to stand |
//! | `codebook` | choosing a codebook |
//! | `begin` | the step that makes the study |

mod begin;
mod codebook;
pub mod columns;
pub mod place;
mod steps;
mod wishes;

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Multipart, Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::html;

pub use codebook::{Chosen, Origin, chosen, options as codebook_options};
pub use steps::{At, steps};
pub use wishes::Wishes;

use super::failure::{Failure, notice};
use super::fields::Fields;
use super::shell::Sheet;
use super::uploads::Upload;
use super::visitor::Visitor;
use super::{Server, browse, start};
use crate::import::{self, Recognised};
use crate::problem::Problem;

pub fn routes() -> Router<Server> {
    Router::new()
        .route("/new", post(drop_file).layer(DefaultBodyLimit::disable()))
        .route("/new/{upload}", get(show).post(say))
        .route(
            "/new/{upload}/codebook",
            get(codebook::show)
                .post(codebook::take)
                .layer(DefaultBodyLimit::disable()),
        )
        .route("/new/{upload}/drop", post(forget))
        .route("/new/{upload}/keep", post(browse::keep))
}

/// `POST /new`: a file comes in; a study is opened, everything else is looked at.
async fn drop_file(
    State(server): State<Server>,
    visitor: Visitor,
    mut form: Multipart,
) -> Result<Response, Failure> {
    while let Some(field) = form.next_field().await.map_err(|_| unreadable())? {
        if field.name() == Some("file") {
            let upload = server.machine().uploads.receive(field).await?;
            return match start::is_study(&upload.path) {
                true => start::dropped(server, visitor, upload).await,
                false => Ok(Redirect::to(&format!("/new/{}", upload.id)).into_response()),
            };
        }
    }
    Err(unreadable().into())
}

/// `GET /new/{upload}`: what was recognised.
async fn show(
    State(server): State<Server>,
    Path(id): Path<String>,
    visitor: Visitor,
) -> Result<Html<String>, Failure> {
    let upload = found(&server, &id)?;
    draw(&server, &upload, &visitor, None).await
}

/// `POST /new/{upload}`: what was said about the file; it is recognised again, or the codebook comes next.
async fn say(
    State(server): State<Server>,
    Path(id): Path<String>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, Failure> {
    let upload = found(&server, &id)?;
    let read = upload.wishes().read(&fields);
    let checked = match (read, fields.get("do").unwrap_or_default()) {
        (Ok(()), "again") => return Ok(Redirect::to(&format!("/new/{id}")).into_response()),
        (Ok(()), _) => check(&upload).await,
        (Err(problem), _) => Err(problem),
    };
    match checked {
        Ok(()) => Ok(Redirect::to(&format!("/new/{id}/codebook")).into_response()),
        Err(problem) => {
            let page = draw(&server, &upload, &visitor, Some(&problem)).await?;
            Ok((axum::http::StatusCode::BAD_REQUEST, page).into_response())
        }
    }
}

/// Whether file and place are such that the work could begin.
async fn check(upload: &Arc<Upload>) -> Result<(), Problem> {
    let wishes = upload.wishes().clone();
    place::check(&wishes)?;
    wishes.check_columns()?;
    let path = upload.path.clone();
    let said = wishes.said.clone();
    on_a_thread(move || import::glance(&path, &said.choices()?, None).map(|_| ()))
        .await
        .map_err(|problem| problem.in_file(&upload.name))
}

/// What was recognised, as far as it could be; a file that is no table has only its problem.
pub async fn recognised(
    upload: &Arc<Upload>,
    study: Option<std::path::PathBuf>,
) -> Result<(Recognised, Option<Problem>), Problem> {
    let said = upload.wishes().said.clone();
    let path = upload.path.clone();
    on_a_thread(move || {
        let study = study.map(|path| crate::study::Study::look(&path)).transpose()?;
        import::look(&path, &said.choices()?, study.as_ref())
    })
    .await
    .map_err(|problem| problem.in_file(&upload.name))
}

async fn draw(
    server: &Server,
    upload: &Arc<Upload>,
    visitor: &Visitor,
    problem: Option<&Problem>,
) -> Result<Html<String>, Failure> {
    let seen = recognised(upload, None).await;
    let wishes = upload.wishes().clone();
    let sheet = Sheet::new(visitor, upload.name.clone()).script("start.js");
    Ok(sheet.draw(&html! {
        (steps(At::Columns, visitor))
        @if let Some(problem) = problem { @for problem in problem.each() { (notice(problem, visitor)) } }
        @match &seen {
            Err(problem) => {
                @for problem in problem.each() { (notice(problem, visitor)) }
                @if wishes.says_anything() {
                    form method="post" action=(format!("/new/{}", upload.id)) {
                        button name="do" value="again" { (visitor.say("Noch einmal erkennen, wie die Datei ist", "Recognise the file anew")) }
                    }
                }
            }
            Ok((recognised, lacking)) => {
                form.stack #columns method="post" action=(format!("/new/{}", upload.id)) {
                    (columns::fields(recognised, lacking.as_ref().filter(|_| problem.is_none()), &wishes, visitor))
                    (place::fields(server.machine(), upload, &wishes, visitor))
                    div.row {
                        button.primary name="do" value="go" { (visitor.say("Weiter zum Kodierleitfaden", "On to the codebook")) }
                        button #again name="do" value="again" { (visitor.say("Neu erkennen", "Recognise again")) }
                    }
                }
            }
        }
        form method="post" action=(format!("/new/{}/drop", upload.id)) {
            button.quiet { (visitor.say("Andere Datei wählen", "Choose another file")) }
        }
    }))
}

/// `POST /new/{upload}/drop`: the file is not wanted.
async fn forget(State(server): State<Server>, Path(id): Path<String>) -> Redirect {
    server.machine().uploads.forget(&id);
    Redirect::to("/")
}

pub fn found(server: &Server, id: &str) -> Result<Arc<Upload>, Failure> {
    server.machine().uploads.find(id).ok_or_else(|| {
        Failure::not_found(
            Problem::input(
                "Diese Datei liegt nicht mehr bereit.",
                "This file is not at hand any more.",
            )
            .hint("Die Datei noch einmal wählen.", "Choose the file once more."),
        )
    })
}

/// Does work on a thread where waiting is allowed.
///
/// # Errors
/// Those of the work.
pub async fn on_a_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Problem::bug(format!("the work broke off: {error}")))?
}

fn unreadable() -> Problem {
    Problem::input(
        "Die Datei ist nicht vollständig angekommen.",
        "The file has not come in completely.",
    )
    .hint("Noch einmal versuchen.", "Try again.")
}
