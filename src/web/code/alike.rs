//! Answers that say the same as the one at hand, or nearly the same: decided along with it where the coder wants, or an
//! example of how to decide.

use maud::{Markup, html};

use super::keys;
use super::opened::Opened;
use super::way::Way;
use crate::problem::Result;
use crate::review::{Board, Card, Near, SameAnswers, Sight};
use crate::study::Study;
use crate::survey::{CoderId, CodingLayer, Outcome, UnitId};
use crate::web::boards::Laid;
use crate::web::codes::Palette;
use crate::web::pen::Pen;
use crate::web::plan::outcome;

/// Answers that are nearly the same and shown.
const MOST: usize = 3;
/// Respondents that are named.
const NAMED: usize = 8;

/// Answers that say nearly the same as the one at hand, and among each other the same.
pub struct Alike {
    /// The first of them.
    pub unit: UnitId,
    pub text: String,
    /// Share of three-letter sequences that both have.
    pub share: f64,
    /// Those that the coder still has to decide.
    pub open: Vec<UnitId>,
    /// How they are coded, where one of them is and it may be seen.
    pub outcome: Option<Outcome>,
}

/// Open answers that say the same: unit and respondent.
pub fn twins(study: &Study, laid: &Laid, card: &Card, coder: CoderId) -> Result<Vec<(UnitId, String)>> {
    let board = &laid.board;
    let alike = laid
        .saying(card.twin, card.question)
        .map(|place| &board.cards[place]);
    let open = alike.filter(|other| other.unit != card.unit && board.is_open(other, coder));
    let mut twins = Vec::new();
    for other in open {
        let view = study.unit_view(other.unit)?;
        twins.extend(view.map(|view| (other.unit, view.respondent)));
    }
    Ok(twins)
}

/// Answers to the same question that say nearly the same, the most alike first.
pub fn near(study: &Study, laid: &Laid, near: &Near, card: &Card, coder: CoderId) -> Result<Vec<Alike>> {
    let board = &laid.board;
    let mut found = Vec::new();
    for (number, share) in near.to(card.twin).iter().copied() {
        let cards: Vec<&Card> = laid
            .saying(number, card.question)
            .map(|place| &board.cards[place])
            .collect();
        let Some(first) = cards.first() else {
            continue;
        };
        let Some(view) = study.unit_view(first.unit)? else {
            continue;
        };
        let open = cards.iter().filter(|other| board.is_open(other, coder));
        found.push(Alike {
            unit: first.unit,
            text: view.span.of(&view.verbatim).to_owned(),
            share,
            open: open.map(|other| other.unit).collect(),
            outcome: cards.iter().find_map(|other| coded(board, other, card, coder)),
        });
        if found.len() == MOST {
            break;
        }
    }
    Ok(found)
}

/// How another answer is coded. Whoever codes the one at hand blind is told only what they said themselves.
fn coded(board: &Board, other: &Card, at_hand: &Card, coder: CoderId) -> Option<Outcome> {
    let outcome = match board.sight(at_hand, coder) {
        Sight::Everything => board
            .shown(other, coder)
            .verdict
            .holding()
            .map(|said| said.outcome.clone()),
        Sight::Own | Sight::OwnAndSuggestions => other
            .said_by(coder, CodingLayer::Own)
            .map(|said| said.outcome.clone()),
    };
    outcome.filter(Outcome::is_whole)
}

/// The offer to decide on answers that say the same together.
pub fn offer(opened: &Opened, pen: &Pen) -> Markup {
    let n = opened.twins.len();
    let units: Vec<String> = opened.twins.iter().map(|(unit, _)| unit.0.to_string()).collect();
    let respondents = opened.twins.iter().map(|(_, respondent)| &**respondent);
    let whose: Vec<&str> = respondents.take(NAMED).collect();
    let more = if n > whose.len() { ", …" } else { "" };
    html! {
        @if n > 0 {
            div.offer {
                span {
                    @if n == 1 { (pen.say("Eine weitere offene Antwort sagt dasselbe", "One more open answer says the same")) }
                    @else { b { (pen.count(n)) } " " (pen.say("weitere offene Antworten sagen dasselbe", "more open answers say the same")) }
                    span.muted { " (" (whose.join(", ")) (more) ")" }
                }
                label.choice title=(keys::TWINS.title(pen.language)) {
                    input #twins type="checkbox" name="along" value=(units.join("|")) aria-keyshortcuts=(keys::TWINS.shortcut)
                      checked[opened.same == SameAnswers::Together];
                    " " (pen.say("gemeinsam entscheiden", "decide together"))
                }
                (keys::TWINS.face(pen.language))
            }
        }
    }
}

/// Answers that say nearly the same. What is ticked or pressed here belongs to the form of the answer.
pub fn nearly(opened: &Opened, palette: &Palette<'_>, way: &Way, pen: &Pen) -> Markup {
    html! {
        @if !opened.near.is_empty() {
            section {
                h2 { (pen.say("Beinahe gleich", "Nearly the same")) }
                ul.lines { @for alike in &opened.near { (line(alike, opened, palette, way, pen)) } }
            }
        }
    }
}

fn line(alike: &Alike, opened: &Opened, palette: &Palette<'_>, way: &Way, pen: &Pen) -> Markup {
    let units: Vec<String> = alike.open.iter().map(|unit| unit.0.to_string()).collect();
    let address = format!(
        "{}?{}",
        pen.to("code"),
        way.query(&[("unit", &alike.unit.0.to_string())])
    );
    html! {
        li.stack {
            p.quote lang=(opened.language.id()) { (alike.text) }
            div.row {
                span.small.muted title=(pen.say("Anteil gemeinsamer Folgen von drei Buchstaben", "Share of three-letter sequences in common")) {
                    (pen.language.percent(alike.share))
                }
                @if let Some(said) = &alike.outcome {
                    (outcome(palette, pen, Some(said)))
                    @if let Outcome::Codes(codes) = said {
                        button.mini form="decision" name="as" value=(codes.join("|")) formmethod="get" formaction=(pen.to("code")) formnovalidate {
                            (pen.say("so wählen", "choose the same"))
                        }
                    }
                }
                a.small href=(address) { (pen.say("öffnen", "open")) span.vh { ": " (alike.text) } }
                @if !units.is_empty() {
                    label.choice.small {
                        input type="checkbox" form="decision" name="along" value=(units.join("|"));
                        @if units.len() == 1 { (pen.say("mitentscheiden", "decide along")) }
                        @else { (pen.say("mitentscheiden", "decide along")) " (" (units.len()) ")" }
                    }
                }
            }
        }
    }
}
