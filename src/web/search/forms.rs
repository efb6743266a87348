//! Which written forms each word of the search finds, how often, and why: through a stem, a building block or a wildcard.

use maud::{Markup, html};

use super::asked::{Asked, Forms};
use super::found::Found;
use crate::problem::Result;
use crate::query::{SideBySide, parse};
use crate::search::{MatchedForm, WordExplanation, explain};
use crate::study::Study;
use crate::web::pen::Pen;

/// Forms of a word that are shown at first.
const SHOWN: usize = 25;

pub fn draw(pen: &Pen, study: &Study, asked: &Asked, found: &Found) -> Result<Markup> {
    let explanation = explain(&found.index, study, &found.query, pen.language)?;
    Ok(html! {
        div.cols { @for word in &explanation.words { (of_word(pen, asked, word)) } }
    })
}

fn of_word(pen: &Pen, asked: &Asked, word: &WordExplanation) -> Markup {
    let shown = match asked.forms {
        Forms::All => word.forms.len(),
        Forms::MostFrequent => SHOWN.min(word.forms.len()),
    };
    let more = word.forms.len() - shown;
    let title = html! {
        code { (word.written) }
        @if let Some(stem) = &word.stem { small { (pen.say("Stamm", "stem")) " " (stem) } }
    };
    html! {
        section.stack {
            div.table-wrap tabindex="0" role="region" aria-label={ (pen.say("Wortformen zu ", "Word forms of ")) (word.written) } {
                table {
                    caption { (title) }
                    thead { tr {
                        th { (pen.say("Wortform", "Word form")) }
                        th.num { (pen.say("Antworten", "Answers")) }
                        th { (pen.say("Teile", "Parts")) }
                    } }
                    tbody {
                        @for form in &word.forms[..shown] { (row(pen, asked, form)) }
                        @if word.forms.is_empty() {
                            tr { td.muted colspan="3" { (pen.say("Kommt in den Antworten nicht vor.", "Does not occur in the answers.")) } }
                        }
                    }
                }
            }
            @if more > 0 {
                a.small href=(pen.to(&Asked { forms: Forms::All, ..asked.clone() }.address())) {
                    (pen.say(format!("und {} weitere", pen.count(more)), format!("and {} more", pen.count(more))))
                }
            }
            @if let Some(warning) = word.warning() { div.notice.warn { p { (warning.get(pen.language)) } } }
        }
    }
}

fn row(pen: &Pen, asked: &Asked, form: &MatchedForm) -> Markup {
    let only_this = format!("={}", form.written);
    let leads = parse(&only_this, SideBySide::And).is_ok();
    html! {
        tr {
            td {
                @if leads { a href=(pen.to(&asked.instead(&only_this).address())) { (form.written) } }
                @else { (form.written) }
            }
            td.num { (pen.count(form.units as usize)) }
            td.muted {
                @for (at, block) in form.blocks.iter().enumerate() {
                    @if at > 0 { "|" wbr; }
                    @if form.hit_block.as_ref() == Some(block) { mark.hit { (block) } } @else { (block) }
                }
            }
        }
    }
}
