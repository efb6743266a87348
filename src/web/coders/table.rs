//! Everybody who codes, and how far they have come. Numbers of decisions only: what anybody coded is nobody else's as long
//! as they code blind.

use maud::{Markup, html};

use super::Drawing;
use crate::survey::{CoderId, CoderKind, CodingLayer, Outcome, Stage, natural};
use crate::web::moments::ago;

/// What is known of a coder.
#[derive(Default)]
struct Known {
    open: usize,
    coded: usize,
    codes: usize,
    /// Milliseconds since 1970 UTC.
    last: Option<i64>,
}

pub(super) fn draw(drawing: &Drawing<'_>) -> Markup {
    let (pen, board) = (drawing.pen, drawing.view.board);
    let language = pen.language;
    let mut people: Vec<(CoderId, &str)> = board
        .coders
        .iter()
        .filter(|(_, coder)| coder.kind == CoderKind::Person)
        .map(|(id, coder)| (*id, coder.name.as_str()))
        .collect();
    people.sort_by(|(_, one), (_, other)| natural(one, other));
    html! {
        div.table-wrap tabindex="0" role="region" aria-label=(pen.say("Kodierende", "Coders")) {
            table {
                thead { tr {
                    th { (pen.say("Name", "Name")) }
                    th.num { (pen.say("geprüft", "reviewed")) }
                    th.num { (pen.say("zurückgestellt", "deferred")) }
                    th.num { (pen.say("noch zu kodieren", "still to code")) }
                    th.num { (pen.say("Kategorien je Antwort", "codes per answer")) }
                    th { (pen.say("zuletzt", "last")) }
                } }
                tbody {
                    @for (coder, name) in people {
                        @let tally = board.tally(coder);
                        @let known = known(drawing, coder);
                        tr aria-current=[(coder == drawing.view.coder).then_some("true")] {
                            th scope="row" {
                                (name)
                                @if coder == drawing.view.coder { " " span.tag { (pen.say("Sie", "you")) } }
                            }
                            td.num { (pen.count(tally.decided)) }
                            td.num { (pen.count(tally.deferred)) }
                            td.num { (pen.count(known.open)) }
                            td.num {
                                @if known.coded > 0 { (language.number(known.codes as f64 / known.coded as f64, 2)) }
                                @else { span.muted { "–" } }
                            }
                            td {
                                @match known.last {
                                    Some(moment) => (ago(language, drawing.now, moment)),
                                    None => span.muted { (pen.say("noch nicht angefangen", "not begun yet")) },
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn known(drawing: &Drawing<'_>, coder: CoderId) -> Known {
    let board = drawing.view.board;
    let mut known = Known::default();
    for card in &board.cards {
        known.open += usize::from(board.is_open(card, coder));
        for said in card.said.iter().filter(|said| said.coder == coder) {
            known.last = known.last.max(Some(said.moment));
            if said.layer == CodingLayer::Own && said.stage() == Stage::Decided && card.missing.is_none() {
                known.coded += 1;
                if let Outcome::Codes(codes) = &said.outcome {
                    known.codes += codes.len();
                }
            }
        }
    }
    known
}
