//! One code at a time: all open answers for which it is suggested, surest first, to go through with two keys.
//!
//! Yes and no are said of this one code; what follows for the coding of the answer stands in `review::View::judge`.
//!
//! | member | what |
//! |---|---|
//! | `asked` | which page of which list |
//! | `drawn` | the list |
//! | `rest` | yes to all that is left, told first |
//! | `keys` | keys and what they do |

mod asked;
mod drawn;
pub mod keys;
mod rest;

use axum::extract::Path;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::json;

use super::Server;
use super::failure::Failure;
use super::fields::Fields;
use super::page::{Area, Page};
use super::reading::{Back, Working};
use super::visitor::InStudy;
use crate::problem::{self, Problem};
use crate::review::{Answer, Done, Say, View, Write};
use crate::survey::{ActionKind, UnitId};
use asked::Asked;

pub const PAGE: Page = Page {
    path: "sweep",
    de: "Je Kategorie",
    en: "By code",
    area: Some(Area::Code),
    routes,
};

/// Lines of a page.
const LINES: usize = 200;

fn routes() -> Router<Server> {
    Router::new()
        .route("/sweep", get(first))
        .route("/sweep/{code}", get(show).post(say))
        .route("/sweep/{code}/undo", post(undo))
        .route("/sweep/{code}/redo", post(redo))
        .route("/sweep/{code}/rest", get(rest::show).post(rest::accept))
}

/// `GET sweep`: the code with most to answer.
async fn first(at: InStudy, fields: Fields) -> Result<Response, Failure> {
    let asked = Asked::of(&fields)?;
    let found = at
        .view(asked.codebook.as_deref(), |_, _, view| {
            let open = view.open_by_code();
            let most = (0..open.len()).rev().max_by_key(|place| open[*place]);
            Ok(most
                .filter(|place| open[*place] > 0)
                .map(|place| view.id(place).to_owned()))
        })
        .await?;
    Ok(match found {
        Some(code) => Redirect::to(&at.to(&asked.address(&code))).into_response(),
        None => drawn::nothing(&at, &asked).await?.into_response(),
    })
}

/// `GET sweep/{code}`.
async fn show(
    at: InStudy,
    Path((_, code)): Path<(String, String)>,
    fields: Fields,
) -> Result<Html<String>, Failure> {
    let asked = Asked::of(&fields)?;
    drawn::list(&at, &code, &asked).await
}

/// `POST sweep/{code}`: yes or no for an answer.
async fn say(
    at: InStudy,
    Path((_, code)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let asked = Asked::of(&fields)?;
    let (unit, say) = said(&fields)?;
    let named = code.clone();
    let planned = at
        .view(asked.codebook.as_deref(), move |_, _, view| {
            let code = place(view, &named)?;
            let write = line(view, unit, code, say)?;
            Ok((Working::of(view), write))
        })
        .await?;
    if let (working, Some(write)) = planned {
        let uid = fields.get("uid").map(str::to_owned);
        at.carry_out(working, ActionKind::Decide, vec![write], uid)
            .await?;
    }
    told(&at, &code, &asked, vec![unit]).await
}

async fn undo(at: InStudy, path: Path<(String, String)>, fields: Fields) -> Result<Response, Failure> {
    back(at, path, fields, Back::Undo).await
}

async fn redo(at: InStudy, path: Path<(String, String)>, fields: Fields) -> Result<Response, Failure> {
    back(at, path, fields, Back::Redo).await
}

async fn back(
    at: InStudy,
    Path((_, code)): Path<(String, String)>,
    fields: Fields,
    back: Back,
) -> Result<Response, Failure> {
    let asked = Asked::of(&fields)?;
    let working = at
        .view(asked.codebook.as_deref(), |_, _, view| Ok(Working::of(view)))
        .await?;
    let uid = fields.get("uid").map(str::to_owned);
    let Done { decisions, .. } = at.go_back(working, back, uid).await?;
    let units = decisions.iter().map(|decision| decision.unit).collect();
    told(&at, &code, &asked, units).await
}

/// After writing: what the coder has said of these units, for the script; else the page once more.
async fn told(at: &InStudy, code: &str, asked: &Asked, units: Vec<UnitId>) -> Result<Response, Failure> {
    if !at.visitor.wants_json {
        return Ok(Redirect::to(&at.to(&asked.address(code))).into_response());
    }
    let named = code.to_owned();
    let told = at
        .view(asked.codebook.as_deref(), move |_, _, view| {
            let code = place(view, &named)?;
            let said = units.iter().take(LINES).filter_map(|unit| {
                let card = view.board.card(*unit)?;
                let said = drawn::said(view.answer(card, code));
                Some(json!({ "unit": unit.0, "said": said.unwrap_or_default() }))
            });
            let reached = view.reached();
            Ok(json!({
                "said": said.collect::<Vec<_>>(),
                "more": units.len() > LINES,
                "open": view.open_of(code),
                "decided": reached.decided(),
            }))
        })
        .await?;
    Ok(Json(told).into_response())
}

/// What one line is about to become; none where that was said before.
fn line(view: &View<'_>, unit: UnitId, code: usize, say: Say) -> problem::Result<Option<Write>> {
    let place = view.board.place(unit).ok_or_else(no_such_answer)?;
    let card = &view.board.cards[place];
    let suggested = view.suggestions(card).iter().any(|one| one.code == code);
    if !view.is_to_code(card) || !(suggested || view.answer(card, code) != Answer::Open) {
        return Err(no_such_answer());
    }
    Ok(view.judge(card, code, say).map(|decision| Write {
        place,
        before: view.mine(card).map(|said| said.outcome.clone()),
        decision,
    }))
}

/// The buttons of the lines name the answer; those below the list say yes or no to the one that is named beside them.
fn said(fields: &Fields) -> problem::Result<(UnitId, Say)> {
    for say in [Say::Yes, Say::No] {
        if fields.has(say.id()) {
            return Ok((UnitId(fields.need(say.id())?), say));
        }
    }
    Ok((UnitId(fields.need("unit")?), fields.need("say")?))
}

/// The place of a code that is given.
fn place(view: &View<'_>, id: &str) -> problem::Result<usize> {
    let codebook = &view.board.codebook.codebook;
    let found = codebook
        .order(id)
        .filter(|place| codebook.codes[*place].is_in_use());
    found.ok_or_else(|| {
        Problem::input(
            format!("Eine Kategorie »{id}«, die vergeben wird, hat der Kodierleitfaden nicht."),
            format!("The codebook has no code “{id}” that is in use."),
        )
        .hint("Links eine Kategorie wählen.", "Choose a code on the left.")
    })
}

fn no_such_answer() -> Problem {
    Problem::input(
        "Für diese Antwort ist die Kategorie nicht vorgeschlagen, oder andere kodieren sie.",
        "The code is not suggested for this answer, or others code it.",
    )
    .hint("Die Seite neu laden.", "Load the page again.")
}
