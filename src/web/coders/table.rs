//! Everybody who codes, and how far they have come. Numbers of decisions only: what anybody coded is nobody else's as long
//! as they code blind.

use maud::{Markup, html};

use super::Drawing;
use crate::review::Said;
use crate::survey::{CoderId, CoderKind, Outcome, Stage, natural};
use crate::web::moment::moment;

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
                                    Some(last) => (moment(last / 1000, language)),
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
    let view = drawing.view;
    let mut known = Known::default();
    for card in &view.board.cards {
        known.open += usize::from(view.board.is_open(card, coder));
        let of_coder = |said: &&Said| said.coder == coder;
        let last = card.said.iter().filter(of_coder).map(|said| said.moment).max();
        known.last = known.last.max(last);
        // How many codes an answer was given is told of answers that whoever looks may see.
        let decided = |said: &&Said| of_coder(said) && said.stage() == Stage::Decided;
        for said in view.own(card).filter(decided).filter(|_| card.missing.is_none()) {
            known.coded += 1;
            known.codes += match &said.outcome {
                Outcome::Codes(codes) => codes.len(),
                _ => 0,
            };
        }
    }
    known
}
