//! Entries of the log as lines of a table. What a coder decided one by one, one after the other, is one line that can be
//! opened: hundreds of them must not hide everything else.

use maud::{Markup, html};

use super::words::{Books, Said, said, title};
use crate::study::{Happened, LogEntry, LoggedAct, Stands};
use crate::survey::{ActionKind, CoderKind};
use crate::web::fields::query;
use crate::web::moment::moment;
use crate::web::visitor::InStudy;

/// So many decisions one after the other become one line.
const FOLDED_FROM: usize = 3;
/// Milliseconds.
const MINUTE: i64 = 60_000;

/// Whose decisions lead to the answers that they are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Links {
    All,
    Own,
}

/// The entries as a table; `all`: how many the log has.
pub fn draw(at: &InStudy, entries: &[LogEntry], books: &Books, links: Links, all: u64) -> Markup {
    let lines = entries.chunk_by(
        |one, next| matches!((single(one), single(next)), (Some(one), Some(next)) if goes_on(one, next)),
    );
    let caption = format!(
        "{} {}",
        at.language().count(all),
        match all {
            1 => at.say("Eintrag", "entry"),
            _ => at.say("Einträge", "entries"),
        }
    );
    html! {
        div.table-wrap tabindex="0" role="region" aria-label=(at.say("Protokoll", "Audit log")) {
            table {
                caption { (caption) }
                thead { tr {
                    th scope="col" { (at.say("Wann", "When")) }
                    th scope="col" { (at.say("Wer", "Who")) }
                    th scope="col" { (at.say("Was", "What")) }
                } }
                tbody {
                    @for line in lines {
                        @if line.len() >= FOLDED_FROM { (many(at, line, links)) }
                        @else { @for entry in line { (one(at, entry, books, links)) } }
                    }
                }
            }
        }
    }
}

fn one(at: &InStudy, entry: &LogEntry, books: &Books, links: Links) -> Markup {
    let Said { what, more } = said(&entry.happened, books, &at.pen());
    html! {
        tr {
            td { (moment(entry.moment / 1000, at.language())) }
            td { @if let Happened::Acted(act) = &entry.happened { (who(at, act)) } }
            td {
                (what)
                @if let Happened::Acted(act) = &entry.happened {
                    @if act.stands == Stands::TakenBack { " " span.tag { (at.say("zurückgenommen", "taken back")) } }
                    (answer(at, act, links))
                }
                @for line in more { div.hint { (line) } }
            }
        }
    }
}

/// Decisions one after the other, the latest first.
fn many(at: &InStudy, entries: &[LogEntry], links: Links) -> Markup {
    let (last, first) = (&entries[0], &entries[entries.len() - 1]);
    let n = at.language().count(entries.len() as u64);
    html! {
        tr {
            td {
                (moment(first.moment / 1000, at.language()))
                @if first.moment / MINUTE != last.moment / MINUTE { " – " (moment(last.moment / 1000, at.language())) }
            }
            td { @if let Some(act) = single(last) { (who(at, act)) } }
            td {
                details {
                    summary { (n) " " (at.say("Antworten, eine nach der anderen", "answers, one after the other")) }
                    ul.lines.small {
                        @for entry in entries {
                            @if let Some(act) = single(entry) {
                                li {
                                    (moment(entry.moment / 1000, at.language()))
                                    " · " (title(act, &at.pen()))
                                    (answer(at, act, links))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A decision on one answer that stands.
fn single(entry: &LogEntry) -> Option<&LoggedAct> {
    match &entry.happened {
        Happened::Acted(act)
            if act.kind == ActionKind::Decide && act.only.is_some() && act.stands == Stands::Yes =>
        {
            Some(act)
        }
        _ => None,
    }
}

fn goes_on(one: &LoggedAct, next: &LoggedAct) -> bool {
    one.coder == next.coder && one.codebook == next.codebook && one.layer == next.layer
}

fn who(at: &InStudy, act: &LoggedAct) -> Markup {
    html! {
        (act.by.name)
        @match act.by.kind {
            CoderKind::Machine => { " " span.tag { (at.say("Maschine", "machine")) } },
            CoderKind::Person if act.by.name == at.coder => { " " span.tag { (at.say("Sie", "you")) } },
            CoderKind::Person => {},
        }
    }
}

/// A way to the only answer that an action is about.
fn answer(at: &InStudy, act: &LoggedAct, links: Links) -> Markup {
    let own = act.by.kind == CoderKind::Person && act.by.name == at.coder;
    let only = act.only.as_ref().filter(|_| own || links == Links::All);
    let codebook = query([("codebook", &*act.codebook)]);
    html! {
        @if let Some((unit, key)) = only {
            " · " a href=(at.to(&format!("code?unit={}&{codebook}", unit.0))) title=(at.say("zur Antwort", "to the answer")) { (key) }
        }
    }
}
