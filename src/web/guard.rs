//! The door: every request passes here. Who is foreign or not signed in is turned away, what failed is drawn, and every
//! answer leaves with the headers that keep a browser from doing more with it than showing it.

use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use super::Server;
use super::address::{Exposure, Foreign};
use super::failure::{Failure, drawn};
use super::sign_in;
use super::visitor::{LANGUAGE_COOKIE, Visitor, language, parameter};
use crate::problem::Problem;

/// Nothing but our own files, and never inside another page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// `same-origin` rather than `no-referrer`: with that a browser would not name the origin of our own forms either (Fetch
/// standard, "append a request Origin header"). Nothing is told to others either way.
const HEADERS: [(HeaderName, &str); 5] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// A year in seconds.
pub const YEAR: u32 = 365 * 24 * 60 * 60;

pub async fn guard(State(server): State<Server>, mut request: Request, next: Next) -> Response {
    let mut visitor = Visitor::of(&server, request.method(), request.uri(), request.headers());
    let admitted = match server.address().check(&visitor.method, request.headers()) {
        Ok(()) => admit(&server, &visitor, request.headers()),
        Err(foreign) => {
            // What a foreign page gets it can read: nobody is signed in there, whatever the cookie says.
            visitor.session = None;
            visitor.coder = None;
            Err(turned_away(foreign))
        }
    };
    let answer = match admitted {
        Ok(Admitted::In) => {
            request.extensions_mut().insert(visitor.clone());
            next.run(request).await
        }
        Ok(Admitted::Instead(answer)) => answer,
        Err(failure) => failure.into_response(),
    };
    // Whoever is not signed in does not get to know which studies are open.
    let study = visitor
        .study_id()
        .filter(|_| visitor.session.is_some())
        .and_then(|id| server.studies().find(id));
    let mut response = drawn(answer, &visitor, study.as_deref());
    let chosen = parameter(&visitor.uri, "lang").filter(|written| language(written).is_some());
    if let Some(chosen) = chosen {
        set_cookie(
            response.headers_mut(),
            &format!("{LANGUAGE_COOKIE}={chosen}; Path=/; Max-Age={YEAR}; HttpOnly; SameSite=Strict"),
        );
    }
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

enum Admitted {
    In,
    Instead(Response),
}

fn admit(server: &Server, visitor: &Visitor, headers: &HeaderMap) -> Result<Admitted, Failure> {
    let path = visitor.uri.path();
    if visitor.method == Method::GET
        && path == "/"
        && let Some(token) = parameter(&visitor.uri, "token")
    {
        return enter(server, visitor, headers, &token).map(Admitted::Instead);
    }
    if visitor.session.is_some() || path.starts_with("/assets/") {
        return Ok(Admitted::In);
    }
    match server.address().exposure {
        Exposure::ThisMachine => Err(not_signed_in()),
        Exposure::Network { .. } if path == sign_in::PATH => Ok(Admitted::In),
        Exposure::Network { .. } if visitor.wants_json || !visitor.method.is_safe() => Err(not_signed_in()),
        Exposure::Network { .. } => Ok(Admitted::Instead(Redirect::to(sign_in::PATH).into_response())),
    }
}

/// Exchanges a one-time link for a session.
fn enter(server: &Server, visitor: &Visitor, headers: &HeaderMap, token: &str) -> Result<Response, Failure> {
    // A browser that looks ahead must not use the link up before anybody follows it.
    if headers.contains_key("sec-purpose") || headers.contains_key("purpose") {
        return Ok(StatusCode::SERVICE_UNAVAILABLE.into_response());
    }
    let Some(key) = server.enter(token, Instant::now())? else {
        return match visitor.session {
            Some(_) => Ok(Redirect::to(&server.first_page()).into_response()),
            None => Err(Failure::forbidden(
                Problem::input(
                    "Dieser Link ist schon benutzt worden oder abgelaufen.",
                    "This link has been used before, or it has expired.",
                )
                .hint(
                    "Im angemeldeten Browser auf »Weiteren Browser anmelden« gehen, oder freitext neu starten.",
                    "Choose \"Sign in a further browser\" in the browser that is signed in, or start freitext again.",
                ),
            )),
        };
    };
    let mut response = sign_in::entered(visitor, &server.first_page()).into_response();
    set_cookie(response.headers_mut(), &server.session_cookie(&key));
    Ok(response)
}

pub fn set_cookie(headers: &mut HeaderMap, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        headers.append(header::SET_COOKIE, value);
    }
}

fn turned_away(foreign: Foreign) -> Failure {
    Failure::forbidden(match foreign {
        Foreign::Host => Problem::input(
            "Unter diesem Namen gibt freitext keine Auskunft.",
            "freitext does not answer under this name.",
        )
        .hint(
            "Die Adresse so öffnen, wie sie im Terminal steht.",
            "Open the address as it stands on the terminal.",
        ),
        Foreign::Origin => Problem::input(
            "Diese Anfrage kam nicht von einer Seite von freitext; geändert ist nichts.",
            "This request did not come from a page of freitext; nothing has changed.",
        )
        .hint(
            "Die Adresse so öffnen, wie sie im Terminal steht, und dort noch einmal versuchen.",
            "Open the address as it stands on the terminal, and try again there.",
        ),
    })
}

fn not_signed_in() -> Failure {
    Failure {
        problem: Problem::input(
            "Dieser Browser ist nicht angemeldet.",
            "This browser is not signed in.",
        )
        .hint(
            "Den Link öffnen, der im Terminal steht. Ist er schon benutzt, im angemeldeten Browser auf »Weiteren Browser anmelden« gehen.",
            "Open the link that stands on the terminal. If it has been used, choose \"Sign in a further browser\" in the browser that is signed in.",
        ),
        status: StatusCode::UNAUTHORIZED,
    }
}
