//! A new study from a file that was dropped or chosen: what was recognised, the codebook, then the work.
//!
//! | member | what |
//! |---|---|
//! | `file` | what was recognised of a file and what is said about it; the same for a further file of a study |
//! | `columns`, `coded` | the form of what was recognised; what it says about codings in the file |
//! | `questionnaire` | the questionnaire beside an export of LimeSurvey, and which responses are read |
//! | `wishes` | what is wished of a file |
//! | `steps` | where one is on the way |
//! | `place` | where the study is to stand |
//! | `codebook` | choosing a codebook |
//! | `begin` | the step that makes the study |

mod begin;
mod codebook;
mod coded;
mod columns;
mod file;
pub mod place;
pub mod questionnaire;
mod steps;
mod wishes;

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Multipart, Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::html;

pub use begin::told;
pub use codebook::{Chosen, Origin, chosen, options as codebook_options};
pub use file::{Looked, Then, check, found, recognised, said};
pub use questionnaire::received;
pub use steps::{At, steps};
pub use wishes::Wishes;

use super::failure::Failure;
use super::fields::Fields;
use super::job::Place;
use super::shell::Sheet;
use super::uploads::Upload;
use super::visitor::Visitor;
use super::{Server, browse, start};
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
        .route(
            "/new/{upload}/questionnaire",
            post(ask_with).layer(DefaultBodyLimit::disable()),
        )
        .route("/new/{upload}/drop", post(forget))
        .route("/new/{upload}/keep", post(browse::keep))
}

/// `POST /new`: a file comes in; a study is opened, everything else is looked at.
async fn drop_file(
    State(server): State<Server>,
    visitor: Visitor,
    form: Multipart,
) -> Result<Response, Failure> {
    match received(&server, form, &Place::Start).await {
        Ok(upload) if start::is_study(&upload.path) => start::dropped(server, visitor, upload).await,
        Ok(upload) => Ok(Redirect::to(&format!("/new/{}", upload.id)).into_response()),
        Err(failure) => Ok(start::refused(&server, &visitor, &failure.problem)),
    }
}

/// `GET /new/{upload}`: what was recognised.
async fn show(
    State(server): State<Server>,
    Path(id): Path<String>,
    visitor: Visitor,
) -> Result<Html<String>, Failure> {
    let upload = found(&server, &Place::Start, &id)?;
    draw(&server, &upload, &visitor, None).await
}

/// `POST /new/{upload}`: what was said about the file; it is recognised again, or the codebook comes next.
async fn say(
    State(server): State<Server>,
    Path(id): Path<String>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, Failure> {
    let upload = found(&server, &Place::Start, &id)?;
    let checked = match said(&upload, &fields) {
        Ok(Then::Again) => return Ok(Redirect::to(&format!("/new/{id}")).into_response()),
        Ok(Then::GoOn) => check_all(&upload).await,
        Err(problem) => Err(problem),
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
async fn check_all(upload: &Arc<Upload>) -> Result<(), Problem> {
    place::check(&upload.wishes())?;
    check(upload, None).await
}

async fn draw(
    server: &Server,
    upload: &Arc<Upload>,
    visitor: &Visitor,
    problem: Option<&Problem>,
) -> Result<Html<String>, Failure> {
    let wishes = upload.wishes().clone();
    let looked = Looked {
        seen: recognised(upload, None).await,
        wishes: &wishes,
        problem,
        address: &format!("/new/{}", upload.id),
        codebooks: &[],
        answers_in: None,
    };
    let sheet = Sheet::new(visitor, upload.name.clone()).script("start.js");
    Ok(sheet.draw(&html! {
        (steps(At::Columns, visitor))
        (looked.draw(
            &place::fields(server.machine(), upload, &wishes, visitor),
            visitor.say("Weiter zum Kodierleitfaden", "On to the codebook"),
            visitor,
        ))
    }))
}

/// `POST /new/{upload}/questionnaire`: the questionnaire of the survey, or none any more.
async fn ask_with(
    State(server): State<Server>,
    Path(id): Path<String>,
    visitor: Visitor,
    form: Multipart,
) -> Result<Response, Failure> {
    let upload = found(&server, &Place::Start, &id)?;
    match questionnaire::take(&server, &upload, None, form).await {
        Ok(()) => Ok(Redirect::to(&format!("/new/{id}")).into_response()),
        Err(failure) => {
            let page = draw(&server, &upload, &visitor, Some(&failure.problem)).await?;
            Ok((axum::http::StatusCode::BAD_REQUEST, page).into_response())
        }
    }
}

/// `POST /new/{upload}/drop`: the file is not wanted.
async fn forget(State(server): State<Server>, Path(id): Path<String>) -> Redirect {
    server.machine().uploads.forget(&id);
    Redirect::to("/")
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

/// A form with a file broke off.
pub fn unreadable() -> Problem {
    Problem::input(
        "Die Datei ist nicht vollständig angekommen.",
        "The file has not come in completely.",
    )
    .hint("Noch einmal versuchen.", "Try again.")
}
