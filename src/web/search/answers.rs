//! The answers of a page, with what was found in them; and keyword in context.

use maud::{Markup, html};

use super::asked::Asked;
use super::found::{Coding, Found};
use crate::problem::Result;
use crate::search::kwic;
use crate::study::{Study, UnitView};
use crate::web::marks::{found_in, inside};
use crate::web::pen::Pen;

/// Letters that are shown on each side of a keyword.
const CONTEXT: usize = 50;

/// Each answer with its evidence marked, and where it is coded.
pub fn list(pen: &Pen, study: &Study, asked: &Asked, found: &Found) -> Result<Markup> {
    let several = study.questions()?.len() > 1;
    Ok(html! {
        div.panel {
            ul.lines {
                @for (hit, view) in &found.hits {
                    li.pair {
                        p.quote {
                            (found_in(view.span.of(&view.verbatim), hit.apart().into_iter().filter_map(|span| inside(span, view.span))))
                        }
                        p.small.muted {
                            @if several { (view.question) " · " }
                            @if view.respondent != view.key { (pen.say("Befragte/r", "respondent")) " " (view.respondent) " · " }
                            (key(pen, asked, found, view))
                        }
                    }
                }
            }
        }
    })
}

/// Each place that was found between its neighbours, one below the other.
pub fn context(pen: &Pen, asked: &Asked, found: &Found) -> Markup {
    let title = pen.say("Stichwort im Kontext", "Keyword in context");
    html! {
        div.table-wrap tabindex="0" role="region" aria-label=(title) {
            table.kwic {
                thead { tr {
                    th.before { (pen.say("davor", "before")) }
                    th { (pen.say("Stichwort und was folgt", "Keyword and what follows")) }
                    th { (pen.say("Antwort-ID", "Response ID")) }
                } }
                tbody {
                    @for (hit, view) in &found.hits {
                        @for line in kwic(&view.verbatim, view.span, &hit.evidence, CONTEXT) {
                            tr {
                                td.before { (line.before.trim_start()) }
                                // Punctuation stands close to the word.
                                td { mark.hit { (line.keyword) } (line.behind) }
                                td { (key(pen, asked, found, view)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The answer's id, leading to where it is coded.
fn key(pen: &Pen, asked: &Asked, found: &Found, view: &UnitView) -> Markup {
    let unit = view.unit.0.to_string();
    html! {
        @match found.coding {
            Coding::Begun => { a href=(pen.to(&asked.to("code", [("unit", &*unit)]))) { (view.key) } },
            Coding::WithoutCodebook => { (view.key) },
        }
    }
}
