//! What is sent from the page: decisions, undo, redo, anchor examples. Told as done only when it is on disk.

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::way::Way;
use super::{back, coder, units};
use crate::codebook::{Codebook, Edit};
use crate::problem::{Problem, Result};
use crate::review::{self, Board, Done, Stamp, View};
use crate::study::{Change, StoredCodebook};
use crate::survey::{ActionKind, CoderId, CodingLayer, Decision, Outcome, PerAnswer, Picked, UnitId};
use crate::web::failure::Failure;
use crate::web::fields::Fields;
use crate::web::reached;
use crate::web::renew::Renewal;
use crate::web::visitor::InStudy;

/// What the buttons say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    /// The codes that are chosen; where none is, all suggestions that were not turned down.
    Take,
    NoneFits,
    NotCodable,
    Defer,
    /// What stands, with another memo.
    Memo,
}

/// A decision as it is sent.
struct Sent {
    act: Act,
    unit: UnitId,
    /// Others that the coder wants to decide in the same way: those that say the same, or nearly the same.
    along: Vec<UnitId>,
    codes: Vec<String>,
    rejected: Vec<String>,
    /// None: no suggestions were shown.
    seen: Option<Vec<String>>,
    picked: Picked,
    memo: String,
}

/// `POST code/decide`.
pub async fn decide(at: InStudy, fields: Fields) -> std::result::Result<Response, Failure> {
    let (sent, way, uid) = (Sent::of(&fields)?, Way::of(&fields), uid(&fields)?);
    let name = at.coder.clone();
    let unit = sent.unit;
    let (codebook, coder, decisions) = at
        .read_board(way.codebook.clone(), move |_, laid| {
            let coder = coder(laid, &name)?;
            let decisions = decisions(&laid.board, coder, &sent)?;
            Ok((laid.board.codebook.clone(), coder, decisions))
        })
        .await?;
    let kind = match decisions.len() {
        1 => ActionKind::Decide,
        _ => ActionKind::Bulk,
    };
    let moment = at.moment();
    let done = at
        .write(move |change| {
            let stamp = Stamp {
                moment,
                uid: uid.as_deref(),
            };
            review::decide(change, &codebook, coder, kind, decisions, stamp)
        })
        .await?;
    told(&at, &way, &done, ("after", unit)).await
}

/// `POST code/undo`.
pub async fn undo(at: InStudy, fields: Fields) -> std::result::Result<Response, Failure> {
    let undo: Turn = |change, codebook, coder, stamp| review::undo(change, codebook, coder, stamp);
    turn(at, fields, undo).await
}

/// `POST code/redo`.
pub async fn redo(at: InStudy, fields: Fields) -> std::result::Result<Response, Failure> {
    let redo: Turn = |change, codebook, coder, stamp| review::redo(change, codebook, coder, stamp);
    turn(at, fields, redo).await
}

type Turn = fn(&Change<'_>, &StoredCodebook, CoderId, Stamp<'_>) -> Result<Done>;

async fn turn(at: InStudy, fields: Fields, turn: Turn) -> std::result::Result<Response, Failure> {
    let (way, uid) = (Way::of(&fields), uid(&fields)?);
    let name = at.coder.clone();
    let (codebook, coder) = at
        .read_board(way.codebook.clone(), move |_, laid| {
            Ok((laid.board.codebook.clone(), coder(laid, &name)?))
        })
        .await?;
    let moment = at.moment();
    let done = at
        .write(move |change| {
            let stamp = Stamp {
                moment,
                uid: uid.as_deref(),
            };
            turn(change, &codebook, coder, stamp)
        })
        .await?;
    let unit = done.decisions.first().map_or(UnitId(0), |decision| decision.unit);
    told(&at, &way, &done, ("unit", unit)).await
}

/// `POST code/anchor`: one more anchor example, in a new version of the codebook.
pub async fn anchor(at: InStudy, fields: Fields) -> std::result::Result<Response, Failure> {
    let way = Way::of(&fields);
    let unit: i64 = fields.need("unit")?;
    let edit = Edit::AddAnchorExample {
        code: fields.need("code")?,
        example: fields.need("text")?,
    };
    let name = at
        .read_board(way.codebook.clone(), |_, laid| {
            Ok(laid.board.codebook.name.clone())
        })
        .await?;
    let time = at.now();
    at.write(move |change| review::edit_codebook(change, &name, &[edit], time))
        .await?;
    if at.visitor.wants_json {
        return Ok(Json(json!({ "kept": true })).into_response());
    }
    Ok(back(&at.pen(), &way, &[("unit", &unit.to_string())]).into_response())
}

/// To the script how far the coder has come; to a person the next page.
async fn told(
    at: &InStudy,
    way: &Way,
    done: &Done,
    (then, unit): (&str, UnitId),
) -> std::result::Result<Response, Failure> {
    let pen = at.pen();
    let name = at.coder.clone();
    let study = at.study.clone();
    let (reached, run, renewal) = at
        .read_board(way.codebook.clone(), move |_, laid| {
            let reached = View::new(&laid.board, coder(laid, &name)?).reached();
            let run = laid.board.run.as_ref().map(|run| run.id);
            Ok((reached, run, study.renewal(laid)))
        })
        .await?;
    let is_offered = matches!(renewal, Renewal::Offered);
    if let Renewal::AtOnce(due) = renewal {
        at.study.renew(*due, at.now());
    }
    if !at.visitor.wants_json {
        return Ok(back(&pen, way, &[(then, &unit.0.to_string())]).into_response());
    }
    let units: Vec<i64> = done.decisions.iter().map(|decision| decision.unit.0).collect();
    let told = json!({
        "action": done.action.uid,
        "units": units,
        "decided": reached.decided(),
        "of": reached.all,
        "reached": reached::said(&pen, reached),
        "run": run,
        "offered": is_offered,
    });
    Ok(Json(told).into_response())
}

impl Sent {
    fn of(fields: &Fields) -> Result<Sent> {
        let act = match fields.get("act") {
            Some("take") => Act::Take,
            Some("none_fits") => Act::NoneFits,
            Some("not_codable") => Act::NotCodable,
            Some("defer") => Act::Defer,
            Some("memo") => Act::Memo,
            _ => {
                return Err(fields
                    .need::<String>("act")
                    .err()
                    .unwrap_or_else(|| unknown("act")));
            }
        };
        let owned = |name: &str| -> Vec<String> { fields.all(name).map(str::to_owned).collect() };
        let picked = fields.get("picked").unwrap_or_default();
        Ok(Sent {
            act,
            unit: UnitId(fields.need("unit")?),
            along: fields
                .all("along")
                .flat_map(|joined| units(Some(joined)))
                .collect(),
            codes: owned("code"),
            rejected: owned("reject"),
            seen: fields.has("seen").then(|| ids(fields.get("seen"))),
            picked: Picked::of_id(picked).ok_or_else(|| unknown("picked"))?,
            memo: fields.get("memo").unwrap_or_default().trim().to_owned(),
        })
    }
}

/// The decision on the unit and on those that were to be decided along with it.
fn decisions(board: &Board, coder: CoderId, sent: &Sent) -> Result<Vec<Decision>> {
    let gone = || {
        Problem::input("Diese Antwort gibt es nicht.", "There is no such answer.")
            .hint("Die Seite neu laden.", "Load the page again.")
    };
    let card = board
        .card(sent.unit)
        .filter(|card| card.missing.is_none())
        .ok_or_else(gone)?;
    let outcome = outcome(board, coder, sent)?;
    let decision = |unit, picked| Decision {
        unit,
        outcome: outcome.clone(),
        memo: sent.memo.clone(),
        picked,
        layer: CodingLayer::Own,
        seen: sent.seen.clone(),
        settled: Vec::new(),
        withheld: None,
    };
    let withheld = (sent.seen.is_none() && board.withholds(card, coder)).then(|| {
        let suggested = card.suggestions.iter();
        let ids = suggested.map(|proposed| board.codebook.codebook.codes[proposed.code].id.clone());
        ids.collect()
    });
    let mut decisions = vec![Decision {
        withheld,
        ..decision(sent.unit, sent.picked)
    }];
    for along in &sent.along {
        let other = board.card(*along).ok_or_else(gone)?;
        let is_there = decisions.iter().any(|decision| decision.unit == *along);
        // Whoever decided on one of them meanwhile keeps what they said.
        if other.question == card.question && !is_there && board.is_open(other, coder) {
            decisions.push(decision(*along, Picked::Chosen));
        }
    }
    Ok(decisions)
}

fn outcome(board: &Board, coder: CoderId, sent: &Sent) -> Result<Outcome> {
    Ok(match sent.act {
        Act::Take => Outcome::Codes(taken(&board.codebook.codebook, sent)?),
        Act::NoneFits => Outcome::NoneFits,
        Act::NotCodable => Outcome::NotCodable,
        Act::Defer => Outcome::Deferred,
        Act::Memo => {
            let said = board
                .card(sent.unit)
                .and_then(|card| card.said_by(coder, CodingLayer::Own));
            said.map_or(Outcome::Deferred, |said| said.outcome.clone())
        }
    })
}

/// The codes that are taken, in the order of the codebook.
fn taken(codebook: &Codebook, sent: &Sent) -> Result<Vec<String>> {
    let chosen: Vec<&String> = match sent.codes.is_empty() {
        false => sent.codes.iter().collect(),
        true => {
            let seen = sent.seen.iter().flatten();
            let left = seen.filter(|id| !sent.rejected.contains(id));
            // The surest comes first.
            let most = match codebook.codes_per_answer {
                Some(PerAnswer::One) => 1,
                Some(PerAnswer::Several) | None => usize::MAX,
            };
            left.take(most).collect()
        }
    };
    let mut places = Vec::new();
    for id in chosen {
        let place = codebook
            .order(id)
            .filter(|place| codebook.codes[*place].is_in_use());
        places.push(place.ok_or_else(|| not_given(id))?);
    }
    places.sort_unstable();
    places.dedup();
    if places.is_empty() {
        return Err(
            Problem::input("Es ist keine Kategorie gewählt.", "No code is chosen.").hint(
                "Eine Kategorie wählen, oder »Keine trifft zu«.",
                "Choose a code, or “None fits”.",
            ),
        );
    }
    if places.len() > 1 && codebook.codes_per_answer == Some(PerAnswer::One) {
        return Err(Problem::input(
            "Nach diesem Kodierleitfaden hat eine Antwort eine Kategorie; gewählt sind mehrere.",
            "By this codebook an answer has one code; several are chosen.",
        )
        .hint("Eine davon wählen.", "Choose one of them."));
    }
    Ok(places
        .into_iter()
        .map(|place| codebook.codes[place].id.clone())
        .collect())
}

fn not_given(id: &str) -> Problem {
    Problem::input(
        format!("Die Kategorie »{id}« gibt es im Kodierleitfaden nicht (mehr)."),
        format!("The codebook has no code “{id}” (any more)."),
    )
    .hint(
        "Die Seite neu laden und neu wählen.",
        "Load the page again and choose anew.",
    )
}

/// The name that the script gives an action, so that sending it again does nothing again.
fn uid(fields: &Fields) -> Result<Option<String>> {
    match fields.get("uid") {
        None => Ok(None),
        Some(uid) if uid.len() == 32 && uid.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            Ok(Some(uid.to_lowercase()))
        }
        Some(_) => Err(unknown("uid")),
    }
}

/// Ids joined by `|`.
fn ids(joined: Option<&str>) -> Vec<String> {
    let ids = joined.unwrap_or_default().split('|');
    ids.filter(|id| !id.is_empty()).map(str::to_owned).collect()
}

fn unknown(field: &str) -> Problem {
    Problem::input(
        format!("Im Formular ist »{field}« unlesbar."),
        format!("“{field}” cannot be read in the form."),
    )
    .hint("Die Seite neu laden.", "Load the page again.")
}
