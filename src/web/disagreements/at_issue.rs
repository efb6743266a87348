//! The codes on which coders differ: who gave them, and what the codebook says about them.

use maud::{Markup, html};

use super::drawn::Drawing;
use crate::codebook::Code;
use crate::review::Dispute;
use crate::web::codes::Palette;

/// Nothing where no code is in use any more, or all gave the same ones and differ in something else.
pub fn at_issue(drawing: &Drawing<'_>, dispute: &Dispute<'_>, palette: &Palette<'_>) -> Markup {
    let (pen, view) = (drawing.pen, drawing.view);
    let given: Vec<(&str, Vec<usize>)> = dispute
        .codings
        .iter()
        .map(|said| {
            let name = view.board.coder(said.coder).map_or("", |coder| &*coder.name);
            (name, view.given(&said.outcome))
        })
        .collect();
    let by = |place: usize| -> Vec<&str> {
        let gave = given.iter().filter(|(_, places)| places.contains(&place));
        gave.map(|(name, _)| *name).collect()
    };
    let codes: Vec<(&Code, Vec<&str>)> = palette
        .codebook()
        .codes
        .iter()
        .enumerate()
        .map(|(place, code)| (code, by(place)))
        .filter(|(_, by)| !by.is_empty() && by.len() < given.len())
        .collect();
    let chip = |code: &Code| palette.chip(&code.id, pen.language);
    html! {
        @if !codes.is_empty() {
            details {
                summary {
                    (pen.say("Strittig", "At issue")) ": "
                    @for (code, _) in &codes { (chip(code)) " " }
                    span.vh { (pen.say("– was der Kodierleitfaden dazu sagt", "– what the codebook says about it")) }
                }
                div.panel { ul.lines { @for (code, by) in &codes {
                    li.stack {
                        div.row {
                            @if codes.len() > 1 { (chip(code)) }
                            span.small.muted { (pen.say("gegeben von ", "given by ")) (by.join(", ")) }
                        }
                        (text(drawing, code))
                    }
                } } }
            }
        }
    }
}

/// Definition and coding rule.
fn text(drawing: &Drawing<'_>, code: &Code) -> Markup {
    let pen = drawing.pen;
    let [definition, rule] = [&code.definition, &code.coding_rule].map(|text| text.get(pen.language));
    html! {
        @if definition.is_empty() && rule.is_empty() {
            p.small.muted { (pen.say("Im Kodierleitfaden steht dazu nichts.", "The codebook says nothing about it.")) }
        }
        @if !definition.is_empty() { p { (definition) } }
        @if !rule.is_empty() { p { b { (pen.say("Kodierregel", "Coding rule")) ": " } (rule) } }
    }
}
