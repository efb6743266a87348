//! Where one is on the way from a file to suggestions.

use maud::{Markup, html};

use crate::web::visitor::Visitor;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    Columns,
    Codebook,
    Suggestions,
}

pub fn steps(at: At, visitor: &Visitor) -> Markup {
    let steps = [
        (None, visitor.say("Datei", "File")),
        (Some(At::Columns), visitor.say("Spalten", "Columns")),
        (Some(At::Codebook), visitor.say("Kodierleitfaden", "Codebook")),
        (Some(At::Suggestions), visitor.say("Vorschläge", "Suggestions")),
    ];
    html! {
        ol.steps aria-label=(visitor.say("Schritte zu einer neuen Studie", "Steps to a new study")) {
            @for (step, name) in steps {
                li aria-current=[(step == Some(at)).then_some("step")] { (name) }
            }
        }
    }
}
