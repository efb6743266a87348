//! Sentences, tables and notices of a step as a page shows them.

use maud::{Markup, PreEscaped, html};

use super::spoken::in_browser;
use super::visitor::Visitor;
use crate::chart::{Chart, Frame};
use crate::problem::Notice;
use crate::results::Part;
use crate::tables::{Field, Grid};

/// Notices that are shown before the rest is folded.
const SHOWN: usize = 5;

/// A report: headings open a section.
pub fn parts(parts: &[Part], visitor: &Visitor) -> Markup {
    html! {
        @for part in parts {
            @match part {
                Part::Heading(heading) => { h2 { (heading) } },
                Part::Sentence(sentence) => { p { (in_browser(sentence, visitor.language)) } },
                Part::Grid(grid) => { (table(grid, visitor)) },
                Part::Chart(chart) => { (figure(chart, visitor)) },
            }
        }
    }
}

/// A chart with its figures, and the drawing as a file.
fn figure(chart: &Chart, visitor: &Visitor) -> Markup {
    let svg = chart.svg(Frame::Titled, visitor.language);
    html! {
        (drawing(chart, visitor))
        div.row {
            a.button.mini href={ "data:image/svg+xml," (percent_encoded(&svg)) } download={ (chart.title) ".svg" } {
                (visitor.say("Abbildung als SVG", "Chart as SVG"))
            }
        }
    }
}

/// Everything but letters and digits as `%XX`.
fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// A chart with its title and note as text of the page, and its figures folded beneath.
pub fn drawing(chart: &Chart, visitor: &Visitor) -> Markup {
    html! {
        figure.chart {
            // The drawing escapes its labels itself.
            div.drawing tabindex="0" role="region" aria-label=(chart.title) {
                (PreEscaped(chart.svg(Frame::Captioned, visitor.language)))
            }
            figcaption {
                (chart.title)
                @if !chart.note.is_empty() { small { (in_browser(&chart.note, visitor.language)) } }
            }
            details {
                summary { (visitor.say("Zahlen", "Figures")) }
                (table(&chart.grid(visitor.language), visitor))
            }
        }
    }
}

/// A table with its title; numbers stand on the right.
pub fn table(grid: &Grid, visitor: &Visitor) -> Markup {
    let sums = grid.rows.len().saturating_sub(grid.sums);
    let is_text = |field: Option<&Field>| matches!(field, Some(Field::Text(text)) if is_words(text));
    let class = |at: usize| (!grid.rows.iter().any(|row| is_text(row.get(at)))).then_some("num");
    let row = |row: &[Field]| {
        html! {
            tr {
                @for (at, field) in row.iter().enumerate() {
                    @if at == 0 { th scope="row" { (field.say(visitor.language)) } }
                    @else { td class=[class(at)] { (unbroken(&field.say(visitor.language))) } }
                }
            }
        }
    };
    html! {
        div.table-wrap tabindex="0" role="region" aria-label=(grid.title) {
            table {
                caption { (grid.title) }
                thead {
                    tr {
                        @for (at, heading) in grid.headings.iter().enumerate() {
                            @if heading.is_empty() { td {} }
                            @else { th scope="col" class=[class(at).filter(|_| at > 0)] { (heading) } }
                        }
                    }
                }
                tbody { @for fields in &grid.rows[..sums] { (row(fields)) } }
                @if sums < grid.rows.len() {
                    tfoot { @for fields in &grid.rows[sums..] { (row(fields)) } }
                }
            }
        }
    }
}

/// Not a figure with its sign, its interval or its mark.
fn is_words(text: &str) -> bool {
    let figure = |letter: char| letter.is_ascii_digit() || "+−-<–".contains(letter);
    !text.starts_with(figure)
}

/// An interval behind its figure stays on one line: `89,1 % (87,0–91,3)`.
fn unbroken(said: &str) -> Markup {
    let behind = said
        .split_once('(')
        .filter(|(_, behind)| behind.ends_with(')') && !behind.contains(' '));
    html! {
        @match behind {
            Some((figure, interval)) => { (figure) span.nowrap { "(" (interval) } },
            None => { (said) },
        }
    }
}

/// What is doubtful: the first in full, the rest folded. `more`: notices that were not kept.
pub fn notices(notices: &[Notice], more: u64, visitor: &Visitor) -> Markup {
    let (first, rest) = notices.split_at(notices.len().min(SHOWN));
    let behind = rest.len() as u64 + more;
    html! {
        @if !notices.is_empty() {
            section.notice.warn aria-label=(visitor.say("Hinweise", "Notices")) {
                h2 { (visitor.say("Hinweise", "Notices")) }
                @for notice in first { (one(notice, visitor)) }
                @if behind > 0 {
                    details {
                        summary {
                            (visitor.language.count(behind)) " " (visitor.say("weitere Hinweise", "more notices"))
                        }
                        div.stack { @for notice in rest { (one(notice, visitor)) } }
                        @if more > 0 {
                            p {
                                (visitor.language.count(more)) " "
                                (visitor.say("wurden nicht aufgehoben.", "were not kept."))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn one(notice: &Notice, visitor: &Visitor) -> Markup {
    let place = notice.place.say(visitor.language);
    html! {
        p {
            @if !place.is_empty() { span.muted { (place) ": " } }
            (in_browser(notice.what.get(visitor.language), visitor.language))
        }
    }
}
