//! Signing in: who codes, with a passphrase where the page is open to a network, and a link for a further browser.

use std::time::Instant;

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use maud::html;
use serde::Deserialize;

use super::address::Exposure;
use super::failure::Failure;
use super::guard::set_cookie;
use super::shell::Sheet;
use super::studies::OpenStudy;
use super::visitor::Visitor;
use super::{Server, failure};
use crate::problem::Problem;

/// Where one signs in with a passphrase.
pub const PATH: &str = "/sign-in";

/// Letters that a name may have: it stands in tables and headings.
const LONGEST_NAME: usize = 80;

#[derive(Deserialize)]
pub struct Back {
    /// Where to go on afterwards.
    to: Option<String>,
}

#[derive(Deserialize)]
pub struct Who {
    #[serde(default)]
    name: String,
    /// Somebody who is known.
    known: Option<String>,
    to: Option<String>,
}

#[derive(Deserialize)]
pub struct Passphrase {
    name: String,
    passphrase: String,
}

/// The address of the question who codes, coming back to what was asked for.
pub fn who_address(visitor: &Visitor, study: &OpenStudy) -> String {
    let to = if visitor.method.is_safe() {
        visitor.uri.path_and_query().map_or("", |asked| asked.as_str())
    } else {
        ""
    };
    let mut query = String::new();
    for byte in to.bytes() {
        // Everything that could mean something in a query is written as its number.
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            query.push(char::from(byte));
        } else {
            query.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("/s/{}/who?to={query}", study.id())
}

/// After a one-time link: goes on by itself. A redirection would not do, since a link that was clicked elsewhere (a mail)
/// stays foreign through all redirections, and the browser keeps the new cookie back from them.
pub fn entered(visitor: &Visitor, to: &str) -> Html<String> {
    Sheet::new(visitor, visitor.say("Angemeldet", "Signed in"))
        .narrow()
        .going_on_to(to)
        .draw(&html! {
            p { a.button.primary href=(to) { (visitor.say("Weiter", "Go on")) } }
        })
}

/// `GET /s/{study}/who`: who codes?
pub async fn who(
    State(server): State<Server>,
    Path(study): Path<String>,
    Query(back): Query<Back>,
    visitor: Visitor,
) -> Result<Html<String>, Failure> {
    let study = server.study(&study)?;
    let people = study.read(|study| study.people()).await?;
    let here = server.address().exposure == Exposure::ThisMachine;
    let to = local(back.to, &study);
    let title = visitor.say("Wer kodiert?", "Who codes?");
    Ok(Sheet::of(&visitor, &study, title).narrow().draw(&html! {
        @if here {
            p.muted { (visitor.say(
                "Jede Entscheidung trägt den Namen der Person, die sie getroffen hat.",
                "Every decision carries the name of the person who made it.",
            )) }
            div.panel {
                // Two forms: Enter in the field must not take the first of those who are known.
                @if !people.is_empty() {
                    form.row method="post" aria-label=(visitor.say("Bekannte Kodierende", "Known coders")) {
                        input type="hidden" name="to" value=(to);
                        @for name in &people { button name="known" value=(name) { (name) } }
                    }
                }
                form.stack method="post" {
                    input type="hidden" name="to" value=(to);
                    label.field {
                        span { @if people.is_empty() { (visitor.say("Name", "Name")) } @else { (visitor.say("Oder ein neuer Name", "Or a new name")) } }
                        input name="name" required maxlength=(LONGEST_NAME) autocomplete="off" autofocus[people.is_empty()];
                    }
                    div.row { button.primary { (visitor.say("Weiter", "Go on")) } }
                }
            }
            @if visitor.coder.is_some() {
                form method="post" action="/another" {
                    button.quiet { (visitor.say("Weiteren Browser anmelden", "Sign in a further browser")) }
                }
            }
        } @else {
            p { (visitor.say("Angemeldet ist", "Signed in:")) " " strong { (visitor.coder.as_deref().unwrap_or_default()) } }
            form method="post" action="/sign-out" {
                button { (visitor.say("Abmelden", "Sign out")) }
            }
        }
    }))
}

/// `POST /s/{study}/who`: the name is kept for this browser, and the person is known to the study from now on.
pub async fn name(
    State(server): State<Server>,
    Path(study): Path<String>,
    visitor: Visitor,
    Form(who): Form<Who>,
) -> Result<Redirect, Failure> {
    let study = server.study(&study)?;
    if server.address().exposure != Exposure::ThisMachine {
        return Err(Failure::forbidden(
            Problem::input(
                "Wer angemeldet ist, bestimmt hier das Kennwort.",
                "The passphrase says who is signed in here.",
            )
            .hint("Abmelden und neu anmelden.", "Sign out and sign in again."),
        ));
    }
    let name = checked_name(who.known.as_deref().unwrap_or(&who.name))?;
    study
        .write({
            let name = name.clone();
            move |change| change.coder(&name)
        })
        .await?;
    if let Some(key) = &visitor.session {
        server.name_session(key, &name);
    }
    Ok(Redirect::to(&local(who.to, &study)))
}

/// A name as it stands in tables: one line, no blanks around it.
pub fn checked_name(written: &str) -> Result<String, Problem> {
    let name = written.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(Problem::input("Es fehlt ein Name.", "A name is missing.").hint(
            "Den eigenen Namen oder ein Kürzel eingeben.",
            "Enter your name or initials.",
        ));
    }
    if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(Problem::input(
            format!("Ein Name hat höchstens {LONGEST_NAME} Zeichen."),
            format!("A name has at most {LONGEST_NAME} letters."),
        )
        .hint("Einen kürzeren nehmen.", "Take a shorter one."));
    }
    Ok(name)
}

/// Only addresses of this study: a link from elsewhere must not lead away.
fn local(to: Option<String>, study: &OpenStudy) -> String {
    let begin = format!("/s/{}/", study.id());
    to.filter(|to| to.starts_with(&begin) && to.bytes().all(|byte| byte.is_ascii_graphic()))
        .unwrap_or(begin)
}

/// `POST /another`: a fresh one-time link.
pub async fn another(State(server): State<Server>, visitor: Visitor) -> Result<Html<String>, Failure> {
    let link = server.further_link(Instant::now())?;
    let title = visitor.say("Weiteren Browser anmelden", "Sign in a further browser");
    Ok(Sheet::new(&visitor, title).narrow().draw(&html! {
        p { (visitor.say(
            "Dieser Link meldet einen weiteren Browser auf diesem Rechner an. Er gilt einmal und zehn Minuten lang.",
            "This link signs in one further browser on this machine. It works once, within ten minutes.",
        )) }
        p { code #link { (link) } }
    }))
}

/// `GET /sign-in`: name and passphrase.
pub async fn form(visitor: Visitor) -> Html<String> {
    asking(&visitor, "", None)
}

/// `name`: who tried before.
fn asking(visitor: &Visitor, name: &str, wrong: Option<&Problem>) -> Html<String> {
    Sheet::new(visitor, visitor.say("Anmelden", "Sign in"))
        .narrow()
        .draw(&html! {
            @if let Some(problem) = wrong { (failure::notice(problem, visitor)) }
            form.panel method="post" action=(PATH) {
                label.field {
                    span { (visitor.say("Name", "Name")) }
                    input name="name" value=(name) required maxlength=(LONGEST_NAME) autocomplete="username" autofocus[name.is_empty()];
                }
                label.field {
                    span { (visitor.say("Kennwort", "Passphrase")) }
                    input name="passphrase" type="password" required autocomplete="current-password" autofocus[!name.is_empty()];
                }
                div.row { button.primary { (visitor.say("Anmelden", "Sign in")) } }
            }
        })
}

/// `POST /sign-in`.
pub async fn sign_in(
    State(server): State<Server>,
    visitor: Visitor,
    Form(written): Form<Passphrase>,
) -> Result<Response, Failure> {
    let name = checked_name(&written.name)?;
    match server.try_passphrase(&name, written.passphrase).await {
        Ok(key) => {
            let mut response = Redirect::to(&server.first_page()).into_response();
            set_cookie(response.headers_mut(), &server.session_cookie(&key));
            Ok(response)
        }
        Err(failure) if failure.status.is_client_error() => {
            Ok((failure.status, asking(&visitor, &name, Some(&failure.problem))).into_response())
        }
        Err(failure) => Err(failure),
    }
}

/// `POST /sign-out`.
pub async fn sign_out(State(server): State<Server>, visitor: Visitor) -> Redirect {
    if let Some(key) = &visitor.session {
        server.end_session(key);
    }
    Redirect::to("/")
}
