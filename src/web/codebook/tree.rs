//! All codes beside an entry, with how many answers have them.

use maud::{Markup, html};

use super::book::Book;
use crate::codebook::{Code, Codebook};
use crate::review::{Hangs, View};
use crate::web::codes::Palette;

/// The tree on the left, `content` beside it.
pub fn beside(book: &Book, view: &View<'_>, chosen: Option<&str>, content: &Markup) -> Markup {
    let codebook = &view.board.codebook.codebook;
    let tree = Tree {
        book,
        palette: Palette::of(codebook),
        codebook,
        hangs: view.hanging(),
        chosen,
    };
    html! {
        div.split {
            (tree.draw())
            div.stack { (content) }
        }
    }
}

struct Tree<'t> {
    book: &'t Book,
    palette: Palette<'t>,
    codebook: &'t Codebook,
    hangs: Vec<Hangs>,
    chosen: Option<&'t str>,
}

impl Tree<'_> {
    fn draw(&self) -> Markup {
        let book = self.book;
        let out: Vec<&Code> = self
            .codebook
            .codes
            .iter()
            .filter(|code| !code.is_in_use())
            .collect();
        let top: Vec<&Code> = self.codebook.top().filter(|code| self.is_shown(code)).collect();
        let is_out = self.chosen.is_some_and(|id| out.iter().any(|code| code.id == id));
        html! {
            div.stack {
                nav aria-label=(book.say("Kategorien", "Codes")) { (self.list(&top)) }
                div.row { a.button.mini href=(book.to("codebook/new", &[])) { (book.say("Neue Kategorie", "New code")) } }
                @if !out.is_empty() {
                    details open[is_out] {
                        summary.small { (book.say("Nicht mehr in Gebrauch", "Not in use any more")) " (" (out.len()) ")" }
                        ul.tree { @for code in out { li { (self.line(code)) } } }
                    }
                }
            }
        }
    }

    fn list(&self, codes: &[&Code]) -> Markup {
        html! {
            ul.tree {
                @for code in codes {
                    @let below: Vec<&Code> = self.codebook.children(&code.id).filter(|code| self.is_shown(code)).collect();
                    li {
                        (self.line(code))
                        @if !below.is_empty() { (self.list(&below)) }
                    }
                }
            }
        }
    }

    /// What is in use, and what such codes stand below.
    fn is_shown(&self, code: &Code) -> bool {
        let has_in_use = |other: &Code| {
            other.is_in_use()
                && self
                    .codebook
                    .ancestors(&other.id)
                    .any(|above| above.id == code.id)
        };
        code.is_in_use() || self.codebook.codes.iter().any(has_in_use)
    }

    fn line(&self, code: &Code) -> Markup {
        let place = self.codebook.order(&code.id).unwrap_or_default();
        let hangs = self.hangs.get(place).copied().unwrap_or_default();
        let (given, suggested) = (
            self.book.pen.count(hangs.given),
            self.book.pen.count(hangs.suggested),
        );
        html! {
            a class=(self.palette.class(place)) href=(self.book.entry(&code.id))
              aria-current=[(self.chosen == Some(&*code.id)).then_some("page")] {
                span.dot {}
                span { (self.book.text(&code.label)) }
                span.num title=(self.book.say("Antworten, die diese Kategorie haben, und weitere, für die sie vorgeschlagen ist", "Answers that have this code, and further ones for which it is suggested")) {
                    (given) @if hangs.suggested > 0 { " + " (suggested) }
                }
            }
        }
    }
}
