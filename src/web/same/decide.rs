//! Deciding on several answers as one, or leaving them different.

use axum::response::Redirect;

use crate::problem::Problem;
use crate::review::{Edit, Leaving, LeftDifferent, View};
use crate::survey::{ActionKind, Outcome, UnitId};
use crate::web::failure::Failure;
use crate::web::fields::{Fields, query};
use crate::web::reading::{Back, Working};
use crate::web::visitor::InStudy;

/// Which of the answers that say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    All,
    /// Those that whoever codes still has to decide.
    Open,
}

impl Of {
    pub fn id(self) -> &'static str {
        match self {
            Of::All => "all",
            Of::Open => "open",
        }
    }
}

/// `POST same/all`: the answers that say the same as the one that is named are coded alike, in the name of whoever codes.
pub async fn all(at: InStudy, fields: Fields) -> Result<Redirect, Failure> {
    let unit = UnitId(fields.need("unit")?);
    let of = match fields.get("of") {
        Some(of) if of == Of::Open.id() => Of::Open,
        _ => Of::All,
    };
    let written = fields.need::<String>("as")?;
    let codebook = fields.get("codebook").map(str::to_owned);
    let (working, writes) = at
        .view(codebook.as_deref(), move |_, laid, view| {
            let outcome = read(view, &written)?;
            let card = view.board.card(unit).ok_or_else(no_such_answers)?;
            let of_them = |place: &usize| of == Of::All || view.is_open(&view.board.cards[*place]);
            let places: Vec<usize> = laid.saying(card.twin, card.question).filter(of_them).collect();
            let plan = view.plan(&places, &Edit::Set(outcome));
            Ok((Working::of(view), plan.writes))
        })
        .await?;
    let count = writes.len();
    if count > 0 {
        at.carry_out(working, ActionKind::Bulk, writes, None).await?;
    }
    Ok(to(&at, codebook.as_deref(), count))
}

/// `POST same/leave`: they may stay different.
pub async fn leave(at: InStudy, fields: Fields) -> Result<Redirect, Failure> {
    state(at, fields, |left, group| left.with(group)).await
}

/// `POST same/report`: they are reported again.
pub async fn report(at: InStudy, fields: Fields) -> Result<Redirect, Failure> {
    state(at, fields, |left, group| left.without(&group)).await
}

async fn state(
    at: InStudy,
    fields: Fields,
    change_of: fn(LeftDifferent, Leaving) -> LeftDifferent,
) -> Result<Redirect, Failure> {
    let first = UnitId(fields.need("unit")?);
    let codebook = fields.get("codebook").map(str::to_owned);
    let (setting, group) = at
        .view(codebook.as_deref(), move |_, _, view| {
            let same = view.same();
            let place = view.board.place(first);
            let group = same.iter().find(|group| Some(group.places[0]) == place);
            let leaving = group.and_then(|group| Leaving::of(view, group));
            let setting = LeftDifferent::setting(&view.board.codebook.name);
            Ok((setting, leaving.ok_or_else(no_such_answers)?))
        })
        .await?;
    let time = at.now();
    at.write(move |change| {
        let left: LeftDifferent = change.stated(&setting)?.unwrap_or_default();
        change.state(&setting, &change_of(left, group), time)
    })
    .await?;
    Ok(to(&at, codebook.as_deref(), 0))
}

/// `POST same/undo`.
pub async fn undo(at: InStudy, fields: Fields) -> Result<Redirect, Failure> {
    let codebook = fields.get("codebook").map(str::to_owned);
    let working = at
        .view(codebook.as_deref(), |_, _, view| Ok(Working::of(view)))
        .await?;
    let done = at.go_back(working, Back::Undo, None).await?;
    Ok(to(&at, codebook.as_deref(), done.decisions.len()))
}

/// As a form names an outcome: ids of codes joined by `|`, behind `=`; else its name.
pub fn written(outcome: &Outcome) -> String {
    match outcome {
        Outcome::NoneFits => "none_fits".to_owned(),
        Outcome::NotCodable => "not_codable".to_owned(),
        other => format!("={}", other.given().join("|")),
    }
}

/// The outcome that a form names.
fn read(view: &View<'_>, written: &str) -> Result<Outcome, Problem> {
    let named = match written {
        "none_fits" => Some(Outcome::NoneFits),
        "not_codable" => Some(Outcome::NotCodable),
        codes => codes
            .strip_prefix('=')
            .map(|codes| Outcome::Codes(codes.split('|').map(str::to_owned).collect())),
    };
    let now = named.and_then(|outcome| still(view, &outcome));
    match now.ok_or_else(no_such_coding)? {
        Outcome::Codes(codes) => view.chosen(&codes),
        other => Ok(other),
    }
}

/// The same coding with codes that are still given; none where one of them is not.
pub fn still(view: &View<'_>, outcome: &Outcome) -> Option<Outcome> {
    let Outcome::Codes(codes) = outcome else {
        return Some(outcome.clone());
    };
    let codebook = &view.board.codebook.codebook;
    let in_use = |id: &String| Some(codebook.resolve(id).in_use()?.id.clone());
    Some(Outcome::Codes(codes.iter().map(in_use).collect::<Option<_>>()?))
}

fn no_such_coding() -> Problem {
    Problem::input(
        "Diese Kodierung gibt es nicht mehr.",
        "There is no such coding any more.",
    )
    .hint("Die Seite neu laden.", "Load the page again.")
}

fn no_such_answers() -> Problem {
    Problem::input(
        "Diese Antworten gibt es nicht mehr.",
        "There are no such answers any more.",
    )
    .hint("Die Seite neu laden.", "Load the page again.")
}

/// The page once more, saying how many answers were changed.
fn to(at: &InStudy, codebook: Option<&str>, changed: usize) -> Redirect {
    let count = changed.to_string();
    let changed = (changed > 0).then_some(("changed", count.as_str()));
    let fields = codebook.map(|name| ("codebook", name)).into_iter().chain(changed);
    Redirect::to(&at.to(&format!("same?{}", query(fields))))
}
