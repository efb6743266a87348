//! What is past: codes that are not given any more, suggestions that were made with other rules.

use maud::{Markup, html};

use super::book::Book;
use crate::codebook::{Code, Codebook, Status};
use crate::review::Board;
use crate::suggest::{named, unknown_changes};

/// Suggestions that were made with other rules or codes.
pub fn stale(book: &Book, board: &Board, is_renewing: bool) -> Markup {
    let (Some(then), Some(run)) = (&board.suggested_by, &board.run) else {
        return html! {};
    };
    let now = &board.codebook.codebook;
    let changes = named(&run.method).map_or(0, |suggester| unknown_changes(suggester, &then.codebook, now));
    html! {
        @if changes > 0 && is_renewing {
            p.notice role="status" { (book.say("Die Vorschläge werden gerade erneuert.", "The suggestions are being renewed.")) }
        } @else if changes > 0 {
            div.notice {
                p { (book.say("Die Vorschläge sind älter als der Kodierleitfaden.", "The suggestions are older than the codebook.")) }
                p.small {
                    (book.several(changes, ("Änderung kennen sie noch nicht.", "change is not known to them yet."),
                        ("Änderungen kennen sie noch nicht.", "changes are not known to them yet.")))
                    " "
                    @if is_page("suggest") {
                        a href=(book.to("suggest", &[])) { (book.say("Neue vorschlagen lassen", "Have new ones made")) }
                    }
                }
            }
        }
    }
}

/// What became of a code that is not given any more.
pub fn out_of_use(book: &Book, codebook: &Codebook, code: &Code) -> Markup {
    let label = |id: &String| {
        codebook
            .code(id)
            .map_or(id.clone(), |code| book.text(&code.label).to_owned())
    };
    let said = match &code.status {
        Status::InUse => String::new(),
        Status::Retired => book
            .say(
                "Stillgelegt: Was kodiert ist, zählt weiter.",
                "Retired: what is coded still counts.",
            )
            .to_owned(),
        Status::MergedInto(into) => {
            let into = label(into);
            book.say(
                format!("Zusammengelegt: zählt als „{into}“."),
                format!("Merged: counts as “{into}”."),
            )
        }
        Status::SplitInto(into) => {
            let into: Vec<String> = into.iter().map(label).collect();
            let into = into.join(", ");
            book.say(
                format!("Aufgeteilt in {into}. Was so kodiert ist, zählt hier, bis es neu entschieden ist."),
                format!("Split into {into}. What is coded so counts here until it is decided anew."),
            )
        }
    };
    let is_split = matches!(code.status, Status::SplitInto(_));
    html! {
        div.notice {
            p { (said) }
            @if is_split && is_page("grid") {
                p { a href=(book.to("grid", &[("code", &code.id), ("status", "anew")])) { (book.say("Antworten, die darauf warten", "Answers that wait for it")) } }
            }
            form method="post" action=(book.pen.to("codebook")) {
                (book.hidden())
                input type="hidden" name="code" value=(code.id);
                button.mini name="do" value="bring_back" { (book.say("Wieder aufnehmen", "Bring back")) }
            }
        }
    }
}

/// Its entry, to be read.
pub fn facts(book: &Book, code: &Code) -> Markup {
    let texts = [
        (book.say("Definition", "Definition"), &code.definition),
        (book.say("Kodierregel", "Coding rule"), &code.coding_rule),
    ];
    html! {
        dl.facts {
            @for (name, text) in texts {
                @if !book.text(text).is_empty() { dt { (name) } dd { (book.text(text)) } }
            }
            @for rule in &code.match_rules { dt { (book.say("Regel", "Rule")) } dd { code { (rule.find) } } }
            @for example in &code.anchor_examples { dt { (book.say("Ankerbeispiel", "Anchor example")) } dd.quote { (example) } }
        }
    }
}

/// Whether there is such a page.
fn is_page(path: &str) -> bool {
    crate::web::PAGES.iter().any(|page| page.path == path)
}
