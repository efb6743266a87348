//! What stands beside an answer: whose it is, what else they answered, how to make it an anchor example.

use maud::{Markup, html};

use super::alike::nearly;
use super::keys;
use super::opened::Opened;
use super::way::Way;
use crate::web::codes::Palette;
use crate::web::column_name::ColumnName;
use crate::web::pen::Pen;
use crate::web::plan::outcome;

pub fn beside(opened: &Opened, palette: &Palette<'_>, way: &Way, pen: &Pen) -> Markup {
    html! {
        section {
            h2 { (pen.say("Befragte/r", "Respondent")) " " (opened.respondent) }
            dl.facts.small {
                @for (name, label, value) in &opened.background { dt { (ColumnName { name, label }.draw()) } dd { (value) } }
                dt { (pen.say("Antwort-ID", "Response ID")) }
                dd { (opened.key) }
                @if let Some(position) = opened.position {
                    dt { (pen.say("Reihenfolge", "Order")) }
                    @let number = pen.language.count(position as u64 + 1);
                    dd { (pen.say(format!("{number}. Antwort"), format!("answer {number}"))) }
                }
            }
        }
        (nearly(opened, palette, way, pen))
        @if !opened.beside.is_empty() {
            section {
                h2 { (pen.say("Weitere Antworten", "Other answers")) }
                ul.lines { @for other in &opened.beside { (line(other, opened, palette, way, pen)) } }
            }
        }
        (anchor(opened, palette, way, pen))
    }
}

fn line(
    other: &super::opened::Beside,
    opened: &Opened,
    palette: &Palette<'_>,
    way: &Way,
    pen: &Pen,
) -> Markup {
    let address = format!(
        "{}?{}",
        pen.to("code"),
        way.query(&[("unit", &other.unit.0.to_string())])
    );
    html! {
        li.stack {
            @if other.question != opened.question { p.small.muted { (other.question) } }
            p.quote lang=(opened.language.id()) { (other.text) }
            div.row {
                (outcome(palette, pen, other.outcome.as_ref()))
                a.small href=(address) { (pen.say("öffnen", "open")) span.vh { ": " (other.text) } }
            }
        }
    }
}

/// The answer, or the passage that is selected in it, as an anchor example of a code.
fn anchor(opened: &Opened, palette: &Palette<'_>, way: &Way, pen: &Pen) -> Markup {
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
            summary aria-keyshortcuts=(keys::ANCHOR.shortcut) title=(keys::ANCHOR.title(pen.language)) {
                (pen.say("Als Ankerbeispiel", "As an anchor example")) " " (keys::ANCHOR.face(pen.language))
            }
            form.stack method="post" action=(pen.to("code/anchor")) {
                @for (name, value) in way.fields() { input type="hidden" name=(name) value=(value); }
                input type="hidden" name="unit" value=(opened.unit.0);
                label.field {
                    span { (pen.say("Kategorie", "Code")) }
                    select name="code" required {
                        @for (place, code) in codes() {
                            option value=(code.id) selected[preferred == Some(place)] { (code.label.get(pen.language)) }
                        }
                    }
                }
                label.field {
                    span { (pen.say("Beispiel", "Example")) }
                    textarea name="text" rows="3" required { (opened.text) }
                    span.hint { (pen.say("Eine in der Antwort markierte Stelle steht hier von selbst.", "A passage selected in the answer stands here by itself.")) }
                }
                div.row { button.mini { (pen.say("In den Kodierleitfaden", "Into the codebook")) } }
            }
        }
    }
}
