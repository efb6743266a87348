//! Answers on which coders differ: both codings with their memos side by side, to be settled one after the other.
//!
//! | member | what |
//! |---|---|
//! | `drawn` | the queue and the answer at hand |
//! | `at_issue` | the codes on which they differ, with what the codebook says |
//! | `sent` | what was settled on |
//! | `keys` | keys and what they do |

mod at_issue;
mod drawn;
pub mod keys;
mod sent;

use axum::Router;
use axum::response::{Html, Redirect};
use axum::routing::{get, post};

use super::Server;
use super::failure::Failure;
use super::fields::{Fields, query};
use super::page::{Area, Page};
use super::reading::{Back, Working};
use super::visitor::InStudy;
use crate::problem;
use crate::review::{Stamp, View, disputed, settle};
use crate::survey::UnitId;
pub use drawn::outcome;
use sent::Sent;

pub const PAGE: Page = Page {
    path: "disagreements",
    de: "Uneinige Kodierungen",
    en: "Disagreements",
    area: Some(Area::Coders),
    routes,
};

fn routes() -> Router<Server> {
    Router::new()
        .route("/disagreements", get(show).post(take))
        .route("/disagreements/undo", post(undo))
}

/// `GET disagreements`: the first of the queue, or `unit=`, or the one behind `after=`.
async fn show(at: InStudy, fields: Fields) -> Result<Html<String>, Failure> {
    let pen = at.pen();
    let sheet = at.sheet(PAGE.title(at.language())).untitled();
    let sheet = sheet.keys(keys::GROUPS);
    let content = at
        .view(fields.get("codebook"), {
            let fields = fields.clone();
            move |study, _, view| {
                let queue = disputed(view);
                let here = chosen(view, &queue, &fields);
                let drawing = drawn::Drawing {
                    study,
                    view,
                    pen: &pen,
                    queue: &queue,
                    codebook: fields.get("codebook"),
                    settled: fields
                        .get("settled")
                        .and_then(|unit| unit.parse().ok())
                        .map(UnitId),
                };
                drawing.page(here)
            }
        })
        .await?;
    Ok(sheet.draw(&content))
}

/// The place in the queue that is shown.
fn chosen(view: &View<'_>, queue: &[usize], fields: &Fields) -> Option<usize> {
    let place = |name: &str| {
        let unit = fields.get(name)?.parse().ok()?;
        view.board.place(UnitId(unit))
    };
    let named = place("unit").and_then(|place| queue.iter().position(|at| *at == place));
    let behind = place("after").and_then(|place| queue.iter().position(|at| *at > place));
    named.or(behind).or((!queue.is_empty()).then_some(0))
}

/// `POST disagreements`.
async fn take(at: InStudy, fields: Fields) -> Result<Redirect, Failure> {
    let sent = Sent::of(&fields)?;
    let unit = sent.unit;
    let (working, settling) = at
        .view(fields.get("codebook"), move |_, _, view| {
            Ok((Working::of(view), sent.settling(view)?))
        })
        .await?;
    let moment = at.moment();
    at.write(move |change| {
        let Working { codebook, coder } = &working;
        settle(change, codebook, *coder, settling, Stamp { moment, uid: None })
    })
    .await?;
    Ok(on(&at, &fields, &[("after", unit), ("settled", unit)]))
}

/// `POST disagreements/undo`.
async fn undo(at: InStudy, fields: Fields) -> Result<Redirect, Failure> {
    let working = at
        .view(fields.get("codebook"), |_, _, view| Ok(Working::of(view)))
        .await?;
    let done = at.go_back(working, Back::Undo, None).await?;
    let unit = done.decisions.first().map(|decision| ("unit", decision.unit));
    Ok(on(&at, &fields, unit.as_slice()))
}

fn on(at: &InStudy, fields: &Fields, units: &[(&'static str, UnitId)]) -> Redirect {
    let units: Vec<(&str, String)> = units
        .iter()
        .map(|(name, unit)| (*name, unit.0.to_string()))
        .collect();
    let codebook = fields.get("codebook").map(|name| ("codebook", name));
    let said = units.iter().map(|(name, unit)| (*name, unit.as_str()));
    Redirect::to(&at.to(&format!(
        "disagreements?{}",
        query(codebook.into_iter().chain(said))
    )))
}

/// What is shown is not what stands any more.
fn changed_meanwhile() -> problem::Problem {
    problem::Problem::input(
        "Inzwischen hat jemand anders kodiert; entschieden ist nichts.",
        "Somebody has coded otherwise meanwhile; nothing is settled.",
    )
    .hint("Die Seite neu laden.", "Load the page again.")
}
