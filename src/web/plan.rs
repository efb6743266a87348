//! What a change of many answers will do, in numbers, codes and examples, before it is done.

use maud::{Markup, html};

use super::codes::Palette;
use super::pen::Pen;
use super::rows::{Marked, row};
use crate::problem::Result;
use crate::review::{Plan, Turn, View, Write};
use crate::study::Study;
use crate::survey::Outcome;

/// Answers that are shown with what becomes of them.
const EXAMPLES: usize = 8;

/// A plan in words.
pub struct Told {
    pub body: Markup,
    /// Whoever agrees sends it back: only what was told is done.
    pub digest: String,
    /// Answers that are changed.
    pub count: usize,
}

/// Tells a plan.
pub fn told(study: &Study, view: &View<'_>, palette: &Palette<'_>, pen: &Pen, plan: &Plan) -> Result<Told> {
    let mut examples = Vec::new();
    for write in spread(&plan.writes) {
        let row = row(study, view, write.place, Marked::Nothing)?;
        examples.push(html! {
            li.stack {
                p.quote { (row.text) }
                div.row {
                    (outcome(palette, pen, write.before.as_ref()))
                    span.muted { "→" }
                    (outcome(palette, pen, Some(&write.decision.outcome)))
                }
            }
        });
    }
    let left = plan.writes.len().saturating_sub(examples.len());
    let body = html! {
        dl.figures {
            @for (count, label) in figures(pen, plan) { div { dt { (label) } dd { (pen.count(count)) } } }
        }
        @if plan.is_empty() { p { strong { (pen.say("Nichts wird geändert.", "Nothing will change.")) } } }
        (codes(palette, pen, plan))
        @if !examples.is_empty() {
            h2 { (pen.say("Beispiele", "Examples")) }
            ul.lines { @for example in &examples { (example) } }
            @if left > 0 { p.muted.small { (pen.say(format!("und {} mehr", pen.answers(left)), format!("and {} more", pen.answers(left)))) } }
        }
        (unchanged(pen, plan))
        p.hint { (pen.say(
            "Entscheidungen anderer bleiben, wie sie sind. Die Änderung lässt sich als Ganzes zurücknehmen.",
            "Decisions of others stay as they are. The change can be undone as a whole.",
        )) }
    };
    Ok(Told {
        body,
        digest: plan.digest().to_string(),
        count: plan.writes.len(),
    })
}

/// What a coder has said of an answer: chips or a word.
pub fn outcome(palette: &Palette<'_>, pen: &Pen, outcome: Option<&Outcome>) -> Markup {
    let language = pen.language;
    let tag = |de: &'static str, en: &'static str| html! { span.tag { (pen.say(de, en)) } };
    match outcome {
        None | Some(Outcome::Withdrawn) => tag("offen", "open"),
        Some(Outcome::Codes(codes)) => palette.chips(codes, language),
        Some(Outcome::NoneFits) => tag("keine Kategorie trifft zu", "no category fits"),
        Some(Outcome::NotCodable) => tag("nicht kodierbar", "not codable"),
        Some(Outcome::Deferred) => html! { span.tag.warn { (pen.say("zurückgestellt", "deferred")) } },
        Some(Outcome::Begun { given, refused }) => html! {
            span.tag { (pen.say("angefangen", "begun")) }
            @if !given.is_empty() { (palette.chips(given, language)) }
            @if !refused.is_empty() { span.small.muted { (pen.say("ohne", "without")) } (palette.chips(refused, language)) }
        },
    }
}

/// Of each way in which answers are turned some, in the order of the study.
fn spread(writes: &[Write]) -> Vec<&Write> {
    let turns = [Turn::Changed, Turn::Withdrawn, Turn::Open, Turn::First];
    let kinds = turns
        .iter()
        .filter(|turn| writes.iter().any(|write| write.turn() == **turn));
    let each = EXAMPLES / kinds.count().max(1);
    let mut shown: Vec<&Write> = turns
        .iter()
        .flat_map(|turn| {
            writes
                .iter()
                .filter(move |write| write.turn() == *turn)
                .take(each)
        })
        .collect();
    shown.sort_by_key(|write| write.place);
    shown
}

fn figures(pen: &Pen, plan: &Plan) -> Vec<(usize, &'static str)> {
    let of = |turn| plan.count(turn);
    let figures = [
        (plan.writes.len(), pen.say("werden geändert", "will change")),
        (
            of(Turn::First),
            pen.say("werden erstmals entschieden", "get their first decision"),
        ),
        (
            of(Turn::Changed),
            pen.say(
                "eigene frühere Entscheidungen ändern sich",
                "own earlier decisions change",
            ),
        ),
        (
            of(Turn::Open),
            pen.say("sind danach noch offen", "will still be open"),
        ),
        (
            of(Turn::Withdrawn),
            pen.say("werden zurückgenommen", "are taken back"),
        ),
        (
            plan.beside,
            pen.say("haben andere anders entschieden", "others have decided otherwise"),
        ),
    ];
    let said = figures.into_iter().enumerate();
    said.filter(|(at, (count, _))| *at == 0 || *count > 0)
        .map(|(_, figure)| figure)
        .collect()
}

fn codes(palette: &Palette<'_>, pen: &Pen, plan: &Plan) -> Markup {
    let turned = plan.codes.iter().enumerate();
    let turned: Vec<_> = turned
        .filter(|(_, turnover)| turnover.given + turnover.taken > 0)
        .collect();
    html! {
        @if !turned.is_empty() {
            div.table-wrap tabindex="0" role="region" aria-label=(pen.say("Kategorien, die sich ändern", "Codes that change")) {
                table {
                    thead { tr {
                        th { (pen.say("Kategorie", "Code")) }
                        th.num { (pen.say("kommt dazu", "is given")) }
                        th.num { (pen.say("fällt weg", "is taken")) }
                    } }
                    tbody { @for (place, turnover) in turned { tr {
                        th scope="row" class=(palette.class(place)) { span.dot {} (palette.label(place, pen.language)) }
                        td.num { (pen.count(turnover.given)) }
                        td.num { (pen.count(turnover.taken)) }
                    } } }
                }
            }
        }
    }
}

fn unchanged(pen: &Pen, plan: &Plan) -> Markup {
    let left = plan.left;
    let reasons = [
        (plan.unchanged, pen.say("haben das schon", "have this already")),
        (
            left.whole,
            pen.say("sind schon entschieden", "are decided already"),
        ),
        (
            left.nothing,
            pen.say("ohne passenden Vorschlag", "nothing to take over"),
        ),
        (left.others, pen.say("kodieren andere", "are coded by others")),
        (left.missing, pen.say("ohne Worte", "without words")),
    ];
    let reasons: Vec<String> = reasons
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, reason)| format!("{} {reason}", pen.count(*count)))
        .collect();
    html! {
        @if !reasons.is_empty() {
            p.muted { (pen.say("Unverändert bleiben: ", "Left as they are: ")) (reasons.join(", ")) "." }
        }
    }
}
