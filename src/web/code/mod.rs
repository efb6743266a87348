//! One answer at a time: what is suggested, what the coder decides, and the next one.
//!
//! | member | what |
//! |---|---|
//! | `keys` | the keys of the page, and which key gives which code |
//! | `way` | with which codebook, in which order, to which question |
//! | `opened`, `reasons` | an answer as one coder may see it; why codes are suggested |
//! | `alike` | answers that say the same, or nearly the same |
//! | `answer`, `find`, `beside`, `page` | drawing |
//! | `decide` | what is sent: decisions, undo, redo, anchor examples |
//!
//! | address | what |
//! |---|---|
//! | `GET code` | the next answer, or `unit=`, `after=`, `key=` |
//! | `GET code/ahead` | the next few for the script, as JSON |
//! | `POST code/decide`, `undo`, `redo`, `anchor` | as a form; the script asks for JSON |

mod alike;
mod answer;
mod beside;
mod decide;
mod find;
pub mod keys;
mod opened;
mod page;
mod reasons;
mod way;

use std::sync::Arc;

use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use super::Server;
use super::boards::Laid;
use super::codes::Palette;
use super::failure::Failure;
use super::fields::Fields;
use super::page::{Area, Page};
use super::pen::Pen;
use super::shell::Sheet;
use super::studies::OpenStudy;
use super::visitor::InStudy;
use crate::problem::{Problem, Result};
use crate::review::{Reached, View};
use crate::study::Study;
use crate::survey::{CoderId, UnitId};
use opened::{Given, open};
use page::Around;
use way::Way;

pub use way::Ways;

pub const PAGE: Page = Page {
    path: "code",
    de: "Einzeln",
    en: "One by one",
    area: Some(Area::Code),
    routes,
};

/// Where one may go when all is reviewed.
const AFTERWARDS: &[&str] = &["same", "progress", "tables"];
/// Answers that are fetched ahead at once, and at most.
const AHEAD: usize = 5;
const MOST_AHEAD: usize = 20;

fn routes() -> Router<Server> {
    Router::new()
        .route("/code", get(show))
        .route("/code/ahead", get(ahead))
        .route("/code/decide", post(decide::decide))
        .route("/code/undo", post(decide::undo))
        .route("/code/redo", post(decide::redo))
        .route("/code/anchor", post(decide::anchor))
}

/// A board and whose view of it is drawn.
struct Seat<'a> {
    open: &'a Arc<OpenStudy>,
    study: &'a Study,
    laid: &'a Laid,
    coder: CoderId,
    way: &'a Way,
    pen: &'a Pen,
}

async fn show(at: InStudy, fields: Fields) -> std::result::Result<Response, Failure> {
    let way = at.way(&fields);
    let sheet = at.sheet(at.say("Kodieren", "Code")).work();
    let sheet = ["send.js", "find.js", "code.js"]
        .into_iter()
        .fold(sheet, Sheet::script);
    let sheet = sheet.keys(keys::GROUPS);
    let drawn = seated(&at, way, move |seat| seat.page(&fields)).await?;
    Ok(match drawn {
        Drawn::Page {
            bar,
            content,
            actions,
        } => {
            let sheet = sheet.bar(bar);
            let sheet = match actions {
                Some(actions) => sheet.foot(actions),
                None => sheet,
            };
            sheet.draw(&content).into_response()
        }
        Drawn::Elsewhere(address) => Redirect::to(&address).into_response(),
    })
}

/// `GET code/ahead?…&after=UNIT&not=UNIT|UNIT…&n=5`, or `unit=` for one answer.
async fn ahead(at: InStudy, fields: Fields) -> std::result::Result<Json<Value>, Failure> {
    let way = Way::of(&fields);
    Ok(Json(seated(&at, way, move |seat| seat.ahead(&fields)).await?))
}

/// Reads from where the coder sits.
async fn seated<T: Send + 'static>(
    at: &InStudy,
    way: Way,
    read: impl FnOnce(&Seat<'_>) -> Result<T> + Send + 'static,
) -> std::result::Result<T, Failure> {
    let (pen, name, open) = (at.pen(), at.coder.clone(), at.study.clone());
    at.read_board(way.codebook.clone(), move |study, laid| {
        read(&Seat {
            open: &open,
            study,
            laid,
            coder: coder(laid, &name)?,
            way: &way,
            pen: &pen,
        })
    })
    .await
}

/// The coder who looks.
fn coder(laid: &Laid, name: &str) -> Result<CoderId> {
    laid.board
        .person(name)
        .ok_or_else(|| Problem::bug(format!("the coder {name} is not in the study")))
}

enum Drawn {
    Page {
        bar: maud::Markup,
        content: maud::Markup,
        actions: Option<maud::Markup>,
    },
    Elsewhere(String),
}

impl Seat<'_> {
    fn page(&self, fields: &Fields) -> Result<Drawn> {
        if let Some(key) = fields.get("key") {
            let unit = self.find(key)?;
            let query = self.way.query(&[("unit", &unit.0.to_string())]);
            return Ok(Drawn::Elsewhere(format!("{}?{query}", self.pen.to("code"))));
        }
        let board = &self.laid.board;
        let names = self.study.codebook_names()?;
        let around = Around {
            names: &names,
            questions: &board.questions,
            reached: self.reached(),
            renewal: self.open.renewal(self.laid),
        };
        let bar = page::bar(self.way, &around, self.pen);
        let place = match fields.get("unit") {
            Some(unit) => Some(self.place(unit)?),
            None => self.next(fields)?,
        };
        let Some(place) = place else {
            return Ok(Drawn::Page {
                bar,
                content: page::end(self.way, self.reached(), self.pen),
                actions: None,
            });
        };
        let given = given(fields);
        let near = self.open.near(self.study, self.laid)?;
        let known = (near.as_deref(), given.as_ref());
        let opened = open(self.study, self.laid, place, self.coder, self.way, known)?;
        let palette = Palette::of(&board.codebook.codebook);
        Ok(Drawn::Page {
            bar,
            content: page::content(&opened, &palette, self.way, self.pen),
            actions: Some(page::actions(self.way, opened.unit, opened.before, self.pen)),
        })
    }

    fn ahead(&self, fields: &Fields) -> Result<Value> {
        let board = &self.laid.board;
        let places = match fields.get("unit") {
            Some(unit) => vec![self.place(unit)?],
            None => {
                let not: Vec<UnitId> = units(fields.get("not"));
                let n = fields.get("n").and_then(|n| n.parse().ok()).unwrap_or(AHEAD);
                let sequence = self.way.sequence(self.laid);
                let after = fields.get("after").map(|unit| self.place(unit)).transpose()?;
                let ahead = self.way.ahead(board, &sequence, after, self.coder);
                let wanted = ahead.filter(|place| !not.contains(&board.cards[*place].unit));
                wanted.take(n.min(MOST_AHEAD)).collect()
            }
        };
        let palette = Palette::of(&board.codebook.codebook);
        let near = self.open.near(self.study, self.laid)?;
        let answers = places.into_iter().map(|place| {
            let known = (near.as_deref(), None);
            let opened = open(self.study, self.laid, place, self.coder, self.way, known)?;
            let before = opened.before.map(|unit| unit.0);
            Ok(json!({
                "unit": opened.unit.0,
                "before": before,
                "answer": answer::answer(&opened, &palette, self.way, self.pen).into_string(),
                "beside": beside::beside(&opened, &palette, self.way, self.pen).into_string(),
            }))
        });
        Ok(json!({
            "answers": answers.collect::<Result<Vec<Value>>>()?,
            "end": page::end(self.way, self.reached(), self.pen).into_string(),
        }))
    }

    fn reached(&self) -> Reached {
        View::new(&self.laid.board, self.coder).reached()
    }

    /// What comes up, behind `after=` where it is named.
    fn next(&self, fields: &Fields) -> Result<Option<usize>> {
        let after = fields.get("after").map(|unit| self.place(unit)).transpose()?;
        let sequence = self.way.sequence(self.laid);
        let board = &self.laid.board;
        let next = self.way.ahead(board, &sequence, after, self.coder).next();
        // Where nothing else is left, the answer that one comes from may be.
        Ok(next.or(after.filter(|place| self.way.leads_to(board, *place, self.coder))))
    }

    /// The place of a unit that the address names.
    fn place(&self, unit: &str) -> Result<usize> {
        let found = unit
            .parse()
            .ok()
            .and_then(|unit| self.laid.board.place(UnitId(unit)));
        found
            .filter(|place| self.laid.board.cards[*place].missing.is_none())
            .ok_or_else(|| {
                Problem::input("Diese Antwort gibt es nicht.", "There is no such answer.")
                    .hint("Zur nächsten offenen gehen.", "Go to the next open one.")
            })
    }

    /// The first answer with words that has this key.
    fn find(&self, key: &str) -> Result<UnitId> {
        let key = key.trim();
        let cards = self.laid.board.cards.iter().filter(|card| card.missing.is_none());
        let same = |card: &&crate::review::Card| card.key.eq_ignore_ascii_case(key);
        let found = cards
            .clone()
            .find(same)
            .or_else(|| cards.clone().find(|card| card.key.starts_with(key)));
        found.map(|card| card.unit).ok_or_else(|| {
            Problem::input(
                format!("Eine Antwort mit der ID »{key}« gibt es nicht."),
                format!("There is no answer with the ID “{key}”."),
            )
            .hint(
                "Die ID so schreiben, wie sie in der Datei steht.",
                "Write the ID as it stands in the file.",
            )
        })
    }
}

/// What was chosen on a page that is drawn anew, because a suggestion was turned down or codes are taken over from another
/// answer.
fn given(fields: &Fields) -> Option<Given> {
    let mut rejected: Vec<String> = fields.all("reject").map(str::to_owned).collect();
    let mut codes: Vec<String> = fields.all("code").map(str::to_owned).collect();
    match (fields.get("turn"), fields.get("as")) {
        (Some(turned), _) => match rejected.iter().position(|id| id == turned) {
            Some(at) => drop(rejected.remove(at)),
            None => rejected.push(turned.to_owned()),
        },
        (None, Some(taken_over)) => codes = taken_over.split('|').map(str::to_owned).collect(),
        (None, None) => return None,
    }
    codes.retain(|id| !rejected.contains(id));
    Some(Given { codes, rejected })
}

/// Units joined by `|`.
fn units(joined: Option<&str>) -> Vec<UnitId> {
    let ids = joined.unwrap_or_default().split('|');
    ids.filter_map(|id| id.parse().ok().map(UnitId)).collect()
}

/// A page, for who does not use the script.
fn back(pen: &Pen, way: &Way, more: &[(&str, &str)]) -> Redirect {
    Redirect::to(&format!("{}?{}", pen.to("code"), way.query(more)))
}
