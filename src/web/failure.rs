//! A problem as a page: what is wrong, where, what to do next, and under which status.

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::excerpt;
use super::shell::Sheet;
use super::spoken::in_browser;
use super::studies::OpenStudy;
use super::visitor::Visitor;
use crate::problem::{Fault, Problem};

/// What a page answers where it cannot do what it was asked. `?` makes one of a [`Problem`].
#[derive(Debug, Clone)]
pub struct Failure {
    pub problem: Problem,
    pub status: StatusCode,
}

impl Failure {
    /// What was asked for is not there.
    pub fn not_found(problem: Problem) -> Failure {
        Failure {
            problem,
            status: StatusCode::NOT_FOUND,
        }
    }

    /// Whoever asks may not.
    pub fn forbidden(problem: Problem) -> Failure {
        Failure {
            problem,
            status: StatusCode::FORBIDDEN,
        }
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Failure {
        let status = match problem.fault() {
            Fault::Input | Fault::Usage => StatusCode::BAD_REQUEST,
            Fault::Bug => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Failure { problem, status }
    }
}

impl IntoResponse for Failure {
    /// Drawn at the door, where the language is known.
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Draws what failed on the way, within the study where it is one; what did not fail stays as it is.
pub fn drawn(response: Response, visitor: &Visitor, study: Option<&OpenStudy>) -> Response {
    let failure = match response.extensions().get::<Failure>() {
        Some(failure) => failure.clone(),
        None => match unsaid(&response) {
            Some(problem) => Failure {
                problem,
                status: response.status(),
            },
            None => return response,
        },
    };
    let language = visitor.language;
    if visitor.wants_json {
        let body = Json(serde_json::json!({
            "problem": in_browser(failure.problem.what().get(language), language),
            "hint": failure.problem.advice().map(|hint| in_browser(hint.get(language), language)),
        }));
        return (failure.status, body).into_response();
    }
    let title = match failure.problem.fault() {
        Fault::Bug => visitor.say("Fehler im Programm", "Error in the program"),
        Fault::Input | Fault::Usage => visitor.say("Das ging nicht", "That did not work"),
    };
    let sheet = match study {
        Some(study) => Sheet::of(visitor, study, title),
        None => Sheet::new(visitor, title),
    };
    let back = match study {
        Some(study) => (
            format!("/s/{}/", study.id()),
            visitor.say("Zurück zur Studie", "Back to the study"),
        ),
        None => ("/".to_owned(), visitor.say("Zum Anfang", "Back to the start")),
    };
    let page = sheet.narrow().draw(&html! {
        @for problem in failure.problem.each() { (notice(problem, visitor)) }
        @if visitor.session.is_some() {
            div.row { a.button.primary href=(back.0) { (back.1) } }
        }
    });
    (failure.status, page).into_response()
}

/// A problem on a page that goes on: sentence, place and hint.
pub fn notice(problem: &Problem, visitor: &Visitor) -> Markup {
    let place = problem.place().say(visitor.language);
    html! {
        div.notice.bad role="alert" {
            p { (in_browser(problem.what().get(visitor.language), visitor.language)) }
            @if !place.is_empty() { p.small { (place) } }
            @if let Some(excerpt) = &problem.place().excerpt { (excerpt::lines(excerpt)) }
            @if let Some(hint) = problem.advice() { p { (in_browser(hint.get(visitor.language), visitor.language)) } }
        }
    }
}

/// What the framework refused by itself, as a sentence.
fn unsaid(response: &Response) -> Option<Problem> {
    let status = response.status();
    let drawn = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| !kind.as_bytes().starts_with(b"text/plain"));
    if !(status.is_client_error() || status.is_server_error()) || drawn {
        return None;
    }
    Some(match status {
        StatusCode::NOT_FOUND => Problem::input("Diese Seite gibt es nicht.", "There is no such page."),
        StatusCode::METHOD_NOT_ALLOWED => Problem::input(
            "So lässt sich diese Seite nicht aufrufen.",
            "This page cannot be called that way.",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => Problem::input("Das ist zu groß.", "That is too large."),
        status if status.is_client_error() => Problem::input(
            "In der Anfrage fehlt etwas, oder es steht etwas Unlesbares darin.",
            "Something is missing in the request, or something in it cannot be read.",
        )
        .hint("Zurückgehen und noch einmal versuchen.", "Go back and try again."),
        status => Problem::bug(format!("status {status}")),
    })
}
