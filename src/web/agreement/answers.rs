//! The answers on which coders differ in a code, with what each said and what holds.
//!
//! Whether it was settled since makes no difference: the coefficients rest on what was said before.

use maud::{Markup, html};

use crate::problem::Result;
use crate::review::{Board, Differing, View, differing};
use crate::study::Study;
use crate::survey::Verdict;
use crate::web::codes::Palette;
use crate::web::disagreements::outcome;
use crate::web::fields::query;
use crate::web::pen::Pen;
use crate::web::rows::{Marked, row};

/// Answers on a page.
const SHOWN: usize = 50;

/// `page` counts from 1; one that does not exist is the nearest that does. `code`: by id.
pub fn draw(study: &Study, view: &View<'_>, pen: &Pen, code: &str, page: usize) -> Result<Markup> {
    let board = view.board;
    let palette = Palette::of(&board.codebook.codebook);
    let all = differing(board, code);
    let pages = all.len().div_ceil(SHOWN).max(1);
    let page = page.clamp(1, pages);
    let language = study.answer_language()?;
    let shown = all.iter().skip((page - 1) * SHOWN).take(SHOWN);
    let shown: Vec<(&Differing<'_>, _)> = shown
        .map(|one| Ok((one, row(study, view, one.place, Marked::Nothing)?)))
        .collect::<Result<_>>()?;
    let name = |coder| board.coder(coder).map_or("", |coder| &*coder.name);
    let to_answer = |place: usize| {
        let unit = board.cards[place].unit.0.to_string();
        pen.to(&format!(
            "code?{}",
            query([("codebook", &*board.codebook.name), ("unit", &unit)])
        ))
    };
    Ok(html! {
        p.row {
            a href=(pen.to(&format!("agreement?{}", query([("codebook", &*board.codebook.name)])))) {
                (pen.say("Alle Maße", "All coefficients"))
            }
        }
        h2 { (pen.say("Worin sie auseinandergehen:", "On what they differ:")) " " (palette.chip(code, pen.language)) }
        @if all.is_empty() {
            p { (pen.say(
                "Bei dieser Kategorie gehen die Kodierungen in keiner Antwort auseinander.",
                "The codings of no answer differ in this code.",
            )) }
        } @else {
            p.muted { (pen.say(
                format!("{}, denen manche die Kategorie gaben und andere nicht. Zu sehen ist, was jede Person gesagt hat, bevor sie die anderen \
                         Kodierungen sehen konnte, und was jetzt gilt.", pen.answers(all.len())),
                format!("{} that some gave the code and others did not: what everybody said before they could see the other codings, \
                         and what holds now.", pen.answers(all.len())),
            )) }
        }
        ol.lines start=((page - 1) * SHOWN + 1) {
            @for (one, row) in &shown {
                li.stack {
                    div.pair {
                        div.quote lang=(language.id()) { (row.text) }
                        a href=(to_answer(one.place)) { (pen.say("Antwort", "Answer")) " " (row.key) }
                    }
                    dl.facts {
                        @for said in &one.said {
                            dt { (name(said.coder)) }
                            dd { (outcome(&said.outcome, &palette, pen)) }
                        }
                        (holds(board, one.place, &palette, pen))
                    }
                }
            }
        }
        @if pages > 1 {
            nav.row aria-label=(pen.say("Seiten", "Pages")) {
                @if page > 1 {
                    a.button rel="prev" href=(address(board, pen, code, page - 1)) { (pen.say("Vorige Seite", "Previous page")) }
                }
                span.muted.small { (pen.say("Seite", "Page")) " " (pen.count(page)) " " (pen.say("von", "of")) " " (pen.count(pages)) }
                @if page < pages {
                    a.button rel="next" href=(address(board, pen, code, page + 1)) { (pen.say("Nächste Seite", "Next page")) }
                }
            }
        }
    })
}

/// What the final coding is.
fn holds(board: &Board, place: usize, palette: &Palette<'_>, pen: &Pen) -> Markup {
    let verdict = board.verdict(&board.cards[place]);
    let how = match verdict {
        Verdict::Agreed(_) => pen.say("jetzt einig", "agreed now"),
        Verdict::Settled(_) => pen.say("entschieden", "settled"),
        Verdict::Ruled(_) => pen.say("nach der Regel der Studie", "by the study’s rule"),
        Verdict::Nothing | Verdict::Differ | Verdict::Waits => pen.say("noch offen", "still open"),
    };
    html! {
        dt { (pen.say("Endgültig", "Final")) }
        dd {
            @if let Some(said) = verdict.holding() { (outcome(&said.outcome, palette, pen)) }
            span.muted.small { (how) }
        }
    }
}

/// Where the answers are listed.
pub fn address(board: &Board, pen: &Pen, code: &str, page: usize) -> String {
    let page = page.to_string();
    let fields = [
        ("codebook", &*board.codebook.name),
        ("code", code),
        ("page", &page),
    ];
    let said = fields.into_iter().filter(|field| *field != ("page", "1"));
    pen.to(&format!("agreement?{}", query(said)))
}
