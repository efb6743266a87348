//! Who codes: how far everybody has come, double coding, the rule of the final coding, how far coders agree, coding again.
//!
//! | member | what |
//! |---|---|
//! | `table` | everybody who codes |
//! | `double` | the form for double coding, and reading it |
//! | `rule` | the same for the final coding |
//! | `joining` | another file of the study |
//! | `reliability` | agreement, stability, and the form for coding again |

mod double;
mod joining;
mod reliability;
mod rule;
mod table;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::response::{Html, Redirect};
use axum::routing::{get, post};
use maud::{Markup, html};

use super::Server;
use super::failure::Failure;
use super::fields::{Fields, query};
use super::page::{Area, Page};
use super::pen::Pen;
use super::visitor::InStudy;
use crate::problem::Result;
use crate::review::{CodingAgain, DoubleCoding, View};
use crate::survey::FinalRule;

pub const PAGE: Page = Page {
    path: "coders",
    de: "Kodierende",
    en: "Coders",
    area: Some(Area::Coders),
    routes,
};

fn routes() -> Router<Server> {
    Router::new()
        .route("/coders", get(show))
        .route("/coders/double", post(state_double))
        .route("/coders/rule", post(state_rule))
        .route("/coders/again", post(state_again))
        .route(
            "/coders/merge",
            post(joining::take).layer(DefaultBodyLimit::disable()),
        )
}

/// What the parts of the page are drawn with.
struct Drawing<'d> {
    view: &'d View<'d>,
    pen: &'d Pen,
    /// Seconds since 1970 UTC.
    now: i64,
    codebook: Option<&'d str>,
    /// Which form was saved just now.
    saved: Option<&'d str>,
}

impl Drawing<'_> {
    /// The address of a page, with the codebook that is looked at.
    fn to(&self, page: &str) -> String {
        let codebook = self.codebook.map(|name| query([("codebook", name)]));
        self.pen.to(&match codebook {
            Some(codebook) => format!("{page}?{codebook}"),
            None => page.to_owned(),
        })
    }

    /// A form of the page, with its button, and whether it was saved just now.
    fn form(&self, name: &str, heading: &str, content: &Markup) -> Markup {
        let pen = self.pen;
        html! {
            form.panel #(name) method="post" action=(pen.to(&format!("coders/{name}"))) {
                h2 { (heading) }
                @if let Some(codebook) = self.codebook { input type="hidden" name="codebook" value=(codebook); }
                (content)
                div.row {
                    button.primary { (pen.say("Speichern", "Save")) }
                    @if self.saved == Some(name) { span.saved role="status" { (pen.say("Gespeichert", "Saved")) } }
                }
            }
        }
    }

    /// One of several choices of a form.
    fn choice(&self, name: &str, value: &str, is_chosen: bool, label: &Markup) -> Markup {
        html! {
            label.choice { input type="radio" name=(name) value=(value) checked[is_chosen]; span { (label) } }
        }
    }
}

async fn show(at: InStudy, fields: Fields) -> std::result::Result<Html<String>, Failure> {
    let (pen, now) = (at.pen(), at.now());
    let content = at
        .view(fields.get("codebook"), {
            let fields = fields.clone();
            move |_, _, view| {
                let drawing = Drawing {
                    view,
                    pen: &pen,
                    now,
                    codebook: fields.get("codebook"),
                    saved: fields.get("saved"),
                };
                Ok(html! {
                    (table::draw(&drawing))
                    div.cols {
                        div.stack { (reliability::agreement(&drawing)) (double::draw(&drawing)) }
                        div.stack { (rule::draw(&drawing)) (reliability::again(&drawing)) (joining::draw(&drawing)) }
                    }
                })
            }
        })
        .await?;
    Ok(at.sheet(PAGE.title(at.language())).draw(&content))
}

async fn state_double(at: InStudy, fields: Fields) -> std::result::Result<Redirect, Failure> {
    let setting = at
        .view(fields.get("codebook"), {
            let fields = fields.clone();
            move |_, _, view| double::read(view, &fields)
        })
        .await?;
    state(&at, &fields, "double", DoubleCoding::SETTING, setting).await
}

async fn state_rule(at: InStudy, fields: Fields) -> std::result::Result<Redirect, Failure> {
    let setting: FinalRule = rule::read(&fields)?;
    state(&at, &fields, "rule", FinalRule::SETTING, setting).await
}

async fn state_again(at: InStudy, fields: Fields) -> std::result::Result<Redirect, Failure> {
    let setting: Option<CodingAgain> = reliability::read(&fields)?;
    state(&at, &fields, "again", CodingAgain::SETTING, setting).await
}

/// Keeps a setting, and says so at the form that it came from.
async fn state(
    at: &InStudy,
    fields: &Fields,
    form: &str,
    setting: &'static str,
    value: impl serde::Serialize + Send + 'static,
) -> std::result::Result<Redirect, Failure> {
    let time = at.now();
    at.write(move |change| change.state(setting, &value, time))
        .await?;
    let codebook = fields.get("codebook").map(|name| ("codebook", name));
    let said = query(codebook.into_iter().chain([("saved", form)]));
    Ok(Redirect::to(&at.to(&format!("coders?{said}#{form}"))))
}

/// A number that a form has to hold where something else is chosen in it.
fn number<T: std::str::FromStr>(fields: &Fields, name: &str) -> Result<T> {
    fields.need(name)
}
