//! Which codebook is meant, and the addresses of its pages.

use maud::{Markup, html};

use crate::problem::{Problem, Result};
use crate::review::View;
use crate::study::StoredCodebook;
use crate::web::fields::{Fields, query};
use crate::web::pen::Pen;
use crate::web::visitor::InStudy;
use crate::words::Text;

/// Taken along to the thread that reads.
#[derive(Debug, Clone)]
pub struct Book {
    pub pen: Pen,
    /// As the address has it; none: the study's first.
    named: Option<String>,
}

impl Book {
    pub fn of(at: &InStudy, fields: &Fields) -> Book {
        Book {
            pen: at.pen(),
            named: fields.get("codebook").map(str::to_owned),
        }
    }

    pub fn named(&self) -> Option<&str> {
        self.named.as_deref()
    }

    pub fn say<T>(&self, de: T, en: T) -> T {
        self.pen.say(de, en)
    }

    pub fn text<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.pen.language)
    }

    /// The address of a page, with the codebook that is meant.
    pub fn to(&self, page: &str, more: &[(&str, &str)]) -> String {
        let own = self.named().map(|name| ("codebook", name));
        let query = query(own.into_iter().chain(more.iter().copied()));
        let mark = if query.is_empty() { "" } else { "?" };
        self.pen.to(&format!("{page}{mark}{query}"))
    }

    /// The entry of a code.
    pub fn entry(&self, code: &str) -> String {
        self.to("codebook", &[("code", code)])
    }

    /// What every form sends along.
    pub fn hidden(&self) -> Markup {
        html! { @if let Some(name) = self.named() { input type="hidden" name="codebook" value=(name); } }
    }

    /// `3 Regeln`
    pub fn several(&self, n: usize, one: (&str, &str), several: (&str, &str)) -> String {
        let noun = if n == 1 { one } else { several };
        format!("{} {}", self.pen.count(n), self.say(noun.0, noun.1))
    }
}

/// Which codebook it is, and its file, beside the views of the area.
pub fn bar(book: &Book, codebook: &StoredCodebook, names: &[String]) -> Markup {
    html! {
        @if names.len() > 1 {
            form method="get" {
                label.small.muted for="codebook" { (book.say("Kodierleitfaden", "Codebook")) }
                select #codebook.mini name="codebook" {
                    @for name in names { option value=(name) selected[*name == codebook.name] { (name) } }
                }
                button.quiet.mini { (book.say("Zeigen", "Show")) }
            }
        }
        a.button.quiet.mini.spring href=(book.pen.to("suggest/codebook")) {
            (book.say("Aus einer Datei", "From a file"))
        }
        a.button.quiet.mini href=(book.to("codebook/download", &[])) download {
            (book.say("Als Datei herunterladen", "Download as a file"))
        }
        a.button.quiet.mini href=(book.pen.to("downloads#codebook")) {
            (book.say("Word, Excel, REFI-QDA …", "Word, Excel, REFI-QDA …"))
        }
    }
}

/// The place of a code.
///
/// # Errors
/// The codebook has no such code.
pub fn place(view: &View<'_>, code: &str) -> Result<usize> {
    view.board.codebook.codebook.order(code).ok_or_else(|| {
        Problem::input(
            format!("Einen Code »{code}« hat der Kodierleitfaden nicht."),
            format!("The codebook has no code “{code}”."),
        )
        .hint(
            "Einen Code aus dem Leitfaden wählen.",
            "Choose a code of the codebook.",
        )
    })
}
