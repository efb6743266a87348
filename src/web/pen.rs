//! What drawing needs to know of a request: the language and the addresses of the study, on whatever thread.

use maud::{Markup, html};

use super::visitor::InStudy;
use crate::words::Language;

/// Cheap to make; goes along to the thread that reads.
#[derive(Debug, Clone)]
pub struct Pen {
    pub language: Language,
    /// `/s/0123456789ab/`.
    base: String,
}

impl InStudy {
    pub fn pen(&self) -> Pen {
        Pen {
            language: self.language(),
            base: self.to(""),
        }
    }
}

impl Pen {
    /// One of two sentences.
    pub fn say<T>(&self, de: T, en: T) -> T {
        match self.language {
            Language::De => de,
            Language::En => en,
        }
    }

    /// The address of a page of the study.
    pub fn to(&self, page: &str) -> String {
        format!("{}{page}", self.base)
    }

    /// `1.169` in German.
    pub fn count(&self, n: usize) -> String {
        self.language.count(n as u64)
    }

    /// How many answers: `1 Antwort`, `1.169 Antworten`.
    pub fn answers(&self, n: usize) -> String {
        let noun = match n {
            1 => self.say("Antwort", "answer"),
            _ => self.say("Antworten", "answers"),
        };
        format!("{} {noun}", self.count(n))
    }
}

/// What a form sends along without being asked.
pub fn hidden(fields: &[(&'static str, String)]) -> Markup {
    html! { @for (name, value) in fields { input type="hidden" name=(name) value=(value); } }
}
