//! Keys switched off in one browser: whoever speaks to a browser or shares a keyboard presses keys without meaning them
//! (WCAG 2.1, success criterion 2.1.4). Buttons do everything then.

use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::fields::Fields;
use super::guard::{YEAR, set_cookie};
use super::visitor::Visitor;

/// The cookie that keeps the choice.
pub const COOKIE: &str = "keys";
/// Where the form goes.
pub const PATH: &str = "/keys";

/// Whether keys do something in a browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum KeyUse {
    #[default]
    On,
    Off,
}

impl KeyUse {
    pub fn id(self) -> &'static str {
        match self {
            KeyUse::On => "on",
            KeyUse::Off => "off",
        }
    }

    /// What is not said is on.
    pub fn of_id(id: &str) -> KeyUse {
        match id {
            "off" => KeyUse::Off,
            _ => KeyUse::On,
        }
    }

    fn other(self) -> KeyUse {
        match self {
            KeyUse::On => KeyUse::Off,
            KeyUse::Off => KeyUse::On,
        }
    }
}

/// How it is, and a button that makes it otherwise.
pub fn form(visitor: &Visitor) -> Markup {
    let (is, does) = match visitor.keys {
        KeyUse::On => (
            visitor.say(
                "Einzelne Tasten lösen hier etwas aus. Wer mit Sprache arbeitet, kann sie abschalten; alles geht auch mit Knöpfen.",
                "Single keys do something here. Who works by voice can switch them off; buttons do everything as well.",
            ),
            visitor.say("Tasten abschalten", "Switch keys off"),
        ),
        KeyUse::Off => (
            visitor.say(
                "Die Tasten sind in diesem Browser abgeschaltet; alles geht mit Knöpfen.",
                "Keys are switched off in this browser; buttons do everything.",
            ),
            visitor.say("Tasten einschalten", "Switch keys on"),
        ),
    };
    html! {
        form.stack method="post" action=(PATH) {
            p.small.muted { (is) }
            input type="hidden" name="back" value=(here(visitor));
            div.row { button.mini name="keys" value=(visitor.keys.other().id()) { (does) } }
        }
    }
}

/// The page that is shown; what was not asked for by its address leads to the start of the study.
fn here(visitor: &Visitor) -> String {
    match (visitor.method.is_safe(), visitor.study_id()) {
        (true, _) => visitor
            .uri
            .path_and_query()
            .map_or("/", |here| here.as_str())
            .to_owned(),
        (false, Some(id)) => format!("/s/{id}/"),
        (false, None) => "/".to_owned(),
    }
}

/// `POST /keys`: switches keys off or on in this browser, and goes back.
pub async fn state(fields: Fields) -> Response {
    let chosen = KeyUse::of_id(fields.get("keys").unwrap_or_default());
    let mut response = Redirect::to(&local(fields.get("back").unwrap_or_default())).into_response();
    let cookie = format!(
        "{COOKIE}={}; Path=/; Max-Age={YEAR}; HttpOnly; SameSite=Strict",
        chosen.id()
    );
    set_cookie(response.headers_mut(), &cookie);
    response
}

/// An address of this page; anything else leads to its beginning.
fn local(written: &str) -> String {
    // Browsers read \ as /, and // as the beginning of another host.
    let is_local = written.starts_with('/') && !written.starts_with("//") && !written.contains('\\');
    let uri: Option<Uri> = Some(written)
        .filter(|_| is_local)
        .and_then(|written| written.parse().ok());
    let path = uri.as_ref().and_then(Uri::path_and_query);
    path.map_or("/", |path| path.as_str()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_leads_back_to_pages_of_this_program_only() {
        for (written, leads_to) in [
            ("/s/0123456789ab/code?unit=3", "/s/0123456789ab/code?unit=3"),
            ("", "/"),
            ("//example.org/", "/"),
            ("https://example.org/", "/"),
            ("/a b", "/"),
            ("/\r\nx: y", "/"),
            ("/\\example.org", "/"),
        ] {
            assert_eq!(local(written), leads_to, "{written:?}");
        }
    }
}
