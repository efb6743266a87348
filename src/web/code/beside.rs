//! What stands beside an answer: whose it is, what else they answered, how to make it an anchor example.

use maud::{Markup, html};

use super::answer::outcome;
use super::here::Here;
use super::keys;
use super::opened::Opened;
use super::way::Way;
use crate::web::codes::Palette;

pub fn beside(opened: &Opened, palette: &Palette<'_>, way: &Way, here: &Here) -> Markup {
    html! {
        section {
            h2 { (here.say("Befragte/r", "Respondent")) " " (opened.respondent) }
            dl.facts.small {
                @for (name, value) in &opened.background { dt { (name) } dd { (value) } }
                dt { (here.say("Antwort-ID", "Response ID")) }
                dd { (opened.key) }
                @if let Some(position) = opened.position {
                    dt { (here.say("Reihenfolge", "Order")) }
                    dd { (here.language.count(position as u64 + 1)) ". " (here.say("Antwort", "answer")) }
                }
            }
        }
        @if !opened.beside.is_empty() {
            section {
                h2 { (here.say("Weitere Antworten", "Other answers")) }
                ul.lines { @for other in &opened.beside { (line(other, opened, palette, way, here)) } }
            }
        }
        (anchor(opened, palette, way, here))
    }
}

fn line(
    other: &super::opened::Beside,
    opened: &Opened,
    palette: &Palette<'_>,
    way: &Way,
    here: &Here,
) -> Markup {
    let address = format!(
        "{}?{}",
        here.to("code"),
        way.query(&[("unit", &other.unit.0.to_string())])
    );
    html! {
        li.stack {
            @if other.question != opened.question { p.small.muted { (other.question) } }
            p.quote lang=(opened.language.id()) { (other.text) }
            div.row {
                @match &other.outcome {
                    Some(said) => (outcome(said, palette, here)),
                    None => span.muted.small { (here.say("noch offen", "still open")) },
                }
                a.small href=(address) { (here.say("öffnen", "open")) span.vh { ": " (other.text) } }
            }
        }
    }
}

/// The answer, or the passage that is selected in it, as an anchor example of a code.
fn anchor(opened: &Opened, palette: &Palette<'_>, way: &Way, here: &Here) -> Markup {
    let codes = || {
        palette
            .codebook()
            .codes
            .iter()
            .enumerate()
            .filter(|(_, code)| code.is_in_use())
    };
    let preferred = opened.chosen.first().copied();
    html! {
        details #anchor {
            summary aria-keyshortcuts=(keys::ANCHOR.shortcut) title=(keys::ANCHOR.title(here.language)) {
                (here.say("Als Ankerbeispiel", "As an anchor example")) " " (keys::ANCHOR.face(here.language))
            }
            form.stack method="post" action=(here.to("code/anchor")) {
                @for (name, value) in way.fields() { input type="hidden" name=(name) value=(value); }
                input type="hidden" name="unit" value=(opened.unit.0);
                label.field {
                    span { (here.say("Kategorie", "Code")) }
                    select name="code" required {
                        @for (place, code) in codes() {
                            option value=(code.id) selected[preferred == Some(place)] { (code.label.get(here.language)) }
                        }
                    }
                }
                label.field {
                    span { (here.say("Beispiel", "Example")) }
                    textarea name="text" rows="3" required { (opened.text) }
                    span.hint { (here.say("Eine in der Antwort markierte Stelle steht hier von selbst.", "A passage selected in the answer stands here by itself.")) }
                }
                div.row { button.mini { (here.say("In den Kodierleitfaden", "Into the codebook")) } }
            }
        }
    }
}
