//! An answer opened for coding: all that one coder may see of it. Read from study and board; drawn in `answer`.

use super::alike::{self, Alike};
use super::reasons::{Reason, reasons};
use super::way::Way;
use crate::problem::{Problem, Result};
use crate::review::{Board, Card, Near, Said, SameAnswers, Shown};
use crate::study::{Run, Share, Study, Suggestion};
use crate::survey::{AnswerLanguage, CoderId, CodingLayer, Outcome, Picked, Span, UnitId};
use crate::web::boards::Laid;
use crate::web::marks::Mark;

/// One answer and what stands around it. Codes are named by their places in the codebook.
pub struct Opened {
    pub unit: UnitId,
    pub key: String,
    pub respondent: String,
    pub question: String,
    /// What is to be coded.
    pub text: String,
    /// Of a piece of a list, the whole answer.
    pub whole: Option<String>,
    pub language: AnswerLanguage,
    pub marks: Vec<Mark>,
    pub offers: Offers,
    /// What is chosen when the page comes up.
    pub chosen: Vec<usize>,
    pub rejected: Vec<usize>,
    pub said: Option<Said>,
    /// What other coders said, by their names.
    pub others: Vec<(String, Said)>,
    /// Name, variable label, value.
    pub background: Vec<(String, String, String)>,
    /// Other answers of the same respondent.
    pub beside: Vec<Beside>,
    /// Open answers that say the same: unit and respondent.
    pub twins: Vec<(UnitId, String)>,
    pub near: Vec<Alike>,
    pub same: SameAnswers,
    pub picked: Picked,
    /// Place in the order, from 0, and the unit before this one.
    pub position: Option<usize>,
    pub before: Option<UnitId>,
}

/// What is suggested.
pub enum Offers {
    /// Surest first.
    Shown(Vec<Offer>),
    /// Kept back, to see whether suggestions sway.
    Withheld,
    /// Whoever codes blind sees none.
    Blind,
    /// Nothing has been suggested for anything yet.
    NoRun,
}

pub struct Offer {
    pub code: usize,
    pub score: f64,
    pub share: Share,
    pub reasons: Vec<Reason>,
    pub origin: Option<crate::study::Origin>,
}

/// Another answer of the respondent.
pub struct Beside {
    pub unit: UnitId,
    pub question: String,
    pub text: String,
    pub outcome: Option<Outcome>,
}

/// What was chosen before the page was drawn anew.
#[derive(Debug, Clone, Default)]
pub struct Given {
    pub codes: Vec<String>,
    pub rejected: Vec<String>,
}

/// Other answers of a respondent that are shown.
const MOST_BESIDE: usize = 12;

/// Opens the answer at a place of the board for a coder. `near`: none as long as it is not
/// known; `given`: what was chosen already; none: what stands.
pub fn open(
    study: &Study,
    laid: &Laid,
    place: usize,
    coder: CoderId,
    way: &Way,
    (near, given): (Option<&Near>, Option<&Given>),
) -> Result<Opened> {
    let board = &laid.board;
    let card = &board.cards[place];
    let missing = || Problem::bug(format!("unit {} is not in the study", card.unit.0));
    let view = study.unit_view(card.unit)?.ok_or_else(missing)?;
    let shown = board.shown(card, coder);
    let language = study.answer_language()?;
    let suggestions = match (&board.run, shown.suggestions) {
        (Some(run), [_, ..]) => suggestions(study, board, run, card)?,
        _ => Vec::new(),
    };
    let marks = suggestions
        .iter()
        .flat_map(|(code, suggestion)| Mark::of(suggestion, *code, view.span))
        .collect();
    let said = card.said_by(coder, CodingLayer::Own).cloned();
    let stands = || stands(said.as_ref());
    let Given { codes, rejected } = given.cloned().unwrap_or_else(stands);
    let sequence = way.sequence(laid);
    let whole = view.span != Span::new(0, view.verbatim.len());
    Ok(Opened {
        unit: card.unit,
        key: view.key,
        question: question(board, card),
        text: view.span.of(&view.verbatim).to_owned(),
        language,
        marks,
        offers: offers(board, card, coder, &shown, &suggestions, &view.verbatim, language),
        chosen: places(board, &codes),
        rejected: places(board, &rejected),
        others: others(board, &shown, coder),
        said,
        background: background(board, card),
        beside: beside(study, laid, card, coder)?,
        same: board.team.same,
        twins: alike::twins(study, laid, card, coder)?,
        near: match near {
            Some(near) => alike::near(study, laid, near, card, coder)?,
            None => Vec::new(),
        },
        picked: sequence.picked(place).unwrap_or(Picked::Chosen),
        position: sequence.position(place),
        before: sequence.before(place).map(|place| board.cards[place].unit),
        whole: whole.then_some(view.verbatim),
        respondent: view.respondent,
    })
}

/// What stands is chosen already; where only some of the suggested codes were looked at, those.
fn stands(said: Option<&Said>) -> Given {
    match said.map(|said| &said.outcome) {
        Some(Outcome::Codes(codes)) => Given {
            codes: codes.clone(),
            rejected: Vec::new(),
        },
        Some(Outcome::Begun { given, refused }) => Given {
            codes: given.clone(),
            rejected: refused.clone(),
        },
        _ => Given::default(),
    }
}

/// The suggestions for a unit with the codes as the codebook has them now; what cannot be given any more is left out.
fn suggestions(study: &Study, board: &Board, run: &Run, card: &Card) -> Result<Vec<(usize, Suggestion)>> {
    let mut found: Vec<(usize, Suggestion)> = Vec::new();
    let of_run = board.suggested_by.as_ref().map(|stored| &stored.codebook.codes);
    for suggestion in study.suggestions(run.id, card.unit)? {
        let then = of_run.and_then(|codes| codes.get(suggestion.code));
        let now = then.and_then(|code| in_use(board, &code.id));
        if let Some(place) = now
            && !found.iter().any(|(known, _)| *known == place)
        {
            found.push((place, suggestion));
        }
    }
    found.sort_by(|a, b| b.1.score.total_cmp(&a.1.score).then(a.0.cmp(&b.0)));
    Ok(found)
}

fn in_use(board: &Board, id: &str) -> Option<usize> {
    let codebook = &board.codebook.codebook;
    codebook.order(&codebook.resolve(id).in_use()?.id)
}

fn places(board: &Board, ids: &[String]) -> Vec<usize> {
    ids.iter().filter_map(|id| in_use(board, id)).collect()
}

fn offers(
    board: &Board,
    card: &Card,
    coder: CoderId,
    shown: &Shown<'_>,
    suggestions: &[(usize, Suggestion)],
    verbatim: &str,
    language: AnswerLanguage,
) -> Offers {
    if board.run.is_none() {
        return Offers::NoRun;
    }
    if shown.suggestions.is_empty() && board.withholds(card, coder) {
        return Offers::Withheld;
    }
    if shown.sight == crate::review::Sight::Own {
        return Offers::Blind;
    }
    let offer = |(code, suggestion): &(usize, Suggestion)| Offer {
        code: *code,
        score: suggestion.score,
        share: Share::largest(suggestion),
        reasons: reasons(board, suggestion, verbatim, language),
        origin: suggestion.origin,
    };
    Offers::Shown(suggestions.iter().map(offer).collect())
}

fn others(board: &Board, shown: &Shown<'_>, coder: CoderId) -> Vec<(String, Said)> {
    let of_others = shown.said.iter().filter(|said| said.coder != coder);
    of_others
        .filter_map(|said| Some((board.coder(said.coder)?.name.clone(), (*said).clone())))
        .collect()
}

fn question(board: &Board, card: &Card) -> String {
    let found = board
        .questions
        .iter()
        .find(|question| question.id == card.question);
    found.map_or_else(String::new, |question| match question.text.is_empty() {
        true => question.key.clone(),
        false => question.text.clone(),
    })
}

fn background(board: &Board, card: &Card) -> Vec<(String, String, String)> {
    let columns = board.background.iter().enumerate();
    columns
        .filter_map(|(at, name)| {
            let label = board.labels.heading(at).to_owned();
            Some((name.clone(), label, board.value(card, at)?.to_owned()))
        })
        .collect()
}

fn beside(study: &Study, laid: &Laid, card: &Card, coder: CoderId) -> Result<Vec<Beside>> {
    let board = &laid.board;
    let others = laid.of_respondent(card).map(|place| &board.cards[place]);
    let with_words = others.filter(|other| other.unit != card.unit && other.missing.is_none());
    let mut beside = Vec::new();
    for other in with_words.take(MOST_BESIDE) {
        if let Some(view) = study.unit_view(other.unit)? {
            let shown = board.shown_beside(other, card, coder);
            beside.push(Beside {
                unit: other.unit,
                question: question(board, other),
                text: view.span.of(&view.verbatim).to_owned(),
                outcome: shown.verdict.holding().map(|said| said.outcome.clone()),
            });
        }
    }
    Ok(beside)
}
