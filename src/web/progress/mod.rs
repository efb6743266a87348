//! How far whoever codes has come: what is reviewed and open, by code and by office, how fast, how long it will take, how
//! often each code was given so far, and whether suggestions sway.
//!
//! The script fetches the page again every few seconds; without it, loading it anew does the same.

mod drawn;

use axum::Router;
use axum::response::Html;
use axum::routing::get;

use super::Server;
use super::failure::Failure;
use super::fields::Fields;
use super::page::{Area, Page};
use super::visitor::InStudy;
use crate::review::{Board, Frequencies, Group, Pace, Reached, Sway, View, Whose};
use crate::study::Study;
use drawn::draw;

pub const PAGE: Page = Page {
    path: "progress",
    de: "Fortschritt",
    en: "Progress",
    area: Some(Area::Progress),
    routes,
};

/// Units that the pace is told from: the last hours rather than the first day.
const LATEST: usize = 2_000;

fn routes() -> Router<Server> {
    Router::new().route("/progress", get(show))
}

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Asked {
    codebook: Option<String>,
    /// A background column.
    by: Option<String>,
    whose: Whose,
}

/// All that the page tells.
struct Told {
    reached: Reached,
    pace: Option<Pace>,
    frequencies: Frequencies,
    whose: Whose,
    /// Codings of several people can be told of.
    is_shared: bool,
    /// By place of the code.
    open: Vec<usize>,
    /// Names of background columns that tell something; the one that is shown, and its groups.
    columns: Vec<String>,
    by: Option<(String, Vec<Group>)>,
    sway: Sway,
}

async fn show(at: InStudy, fields: Fields) -> Result<Html<String>, Failure> {
    let asked = Asked::of(&fields);
    let pen = at.pen();
    let content = at
        .view(asked.codebook.clone().as_deref(), move |study, _, view| {
            let told = tell(study, view, &asked)?;
            Ok(draw(&pen, view, &asked, &told))
        })
        .await?;
    Ok(at
        .sheet(at.say("Fortschritt", "Progress"))
        .script("progress.js")
        .draw(&content))
}

impl Asked {
    fn of(fields: &Fields) -> Asked {
        Asked {
            codebook: fields.get("codebook").map(str::to_owned),
            by: fields.get("by").map(str::to_owned),
            whose: match fields.get("whose") {
                Some("all") => Whose::Everybodys,
                _ => Whose::Mine,
            },
        }
    }
}

fn tell(study: &Study, view: &View<'_>, asked: &Asked) -> crate::problem::Result<Told> {
    let board = view.board;
    let worked = study.worked(&board.codebook.name, view.coder, LATEST)?;
    let columns: Vec<usize> = (0..board.background.len())
        .filter(|column| tells(board, *column))
        .collect();
    let chosen = asked
        .by
        .as_deref()
        .and_then(|name| board.background.iter().position(|known| known == name));
    let by = chosen.or(columns.first().copied());
    Ok(Told {
        reached: view.reached(),
        pace: Pace::of(&worked),
        frequencies: view.frequencies(asked.whose),
        whose: asked.whose,
        is_shared: board.coders.len() > 1,
        open: view.open_by_code(),
        columns: columns
            .into_iter()
            .map(|column| board.background[column].clone())
            .collect(),
        by: by.map(|column| (board.background[column].clone(), view.reached_by(column))),
        sway: Sway::of(view, None),
    })
}

/// Groups of one unit each tell nothing, and one group tells nothing.
fn tells(board: &Board, column: usize) -> bool {
    const MOST: usize = 60;
    let mut numbers = rustc_hash::FxHashSet::default();
    for card in &board.cards {
        numbers.insert(card.background.get(column).copied().flatten());
        if numbers.len() > MOST {
            return false;
        }
    }
    numbers.len() > 1
}
