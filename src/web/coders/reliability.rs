//! How far coders agree so far, how stable each codes, and the form for coding again.

use maud::{Markup, html};

use super::{Drawing, number};
use crate::estimate::Estimate;
use crate::problem::Result;
use crate::review::{Agreed, CodingAgain, Sample, agreed_so_far, disputed, due_again, stability};
use crate::survey::{CoderId, CoderKind};
use crate::web::fields::Fields;
use crate::web::pen::Pen;

/// What the form begins with.
const USUAL_DAYS: u32 = 14;
const USUAL_NUMBER: usize = 40;
const USUAL_PERCENT: u32 = 10;

/// Agreement between coders, on what each said before they could see what others said.
pub(super) fn agreement(drawing: &Drawing<'_>) -> Markup {
    let (pen, view) = (drawing.pen, drawing.view);
    let sofar = agreed_so_far(view.board);
    let disputed = disputed(view).len();
    let name = |coder: CoderId| view.board.coder(coder).map_or("", |coder| &*coder.name);
    let n = sofar.all.identical.n();
    html! {
        section.panel {
            div.pair {
                h2 { (pen.say("Intercoder-Übereinstimmung", "Intercoder agreement")) }
                @if n > 0 { span.muted.small { (pen.say("doppelt kodiert: ", "coded twice: ")) (pen.answers(n as usize)) } }
            }
            @if n == 0 {
                p.muted { (pen.say(
                    "Noch haben nicht zwei Personen dieselbe Antwort kodiert, ohne die andere Kodierung zu kennen.",
                    "No two people have coded the same answer yet without knowing the other coding.",
                )) }
            } @else {
                (figures(&sofar.all, pen))
                @if sofar.pairs.len() > 1 {
                    div.table-wrap tabindex="0" role="region" aria-label=(pen.say("Übereinstimmung je Paar", "Agreement of each pair")) {
                        table {
                            thead { tr {
                                th { (pen.say("Paar", "Pair")) }
                                th.num { (pen.say("gleich", "the same")) }
                                th.num { "α" }
                                th.num { "n" }
                            } }
                            tbody {
                                @for (one, other, agreed) in &sofar.pairs {
                                    tr {
                                        th scope="row" { (name(*one)) " – " (name(*other)) }
                                        td.num { (agreed.identical.value().map_or_else(|| "–".to_owned(), |share| pen.language.percent(share))) }
                                        td.num { (coefficient(agreed.alpha, pen)) }
                                        td.num { (pen.count(agreed.identical.n() as usize)) }
                                    }
                                }
                            }
                        }
                    }
                }
                p.hint {
                    (pen.say(
                        "Verglichen wird, was alle gesagt haben, bevor sie die anderen Kodierungen sehen konnten.",
                        "Compared is what everybody said before they could see the other codings.",
                    ))
                    @if sofar.mended > 0 { " " (pen.say(
                        format!("Danach geändert: {}.", pen.answers(sofar.mended as usize)),
                        format!("Changed afterwards: {}.", pen.answers(sofar.mended as usize)),
                    )) }
                }
            }
            @if n > 0 || disputed > 0 {
                div.row {
                    @if disputed > 0 { a.button href=(drawing.to("disagreements")) { (pen.say(
                        format!("Uneinige Kodierungen entscheiden ({})", pen.count(disputed)),
                        format!("Settle disagreements ({})", pen.count(disputed)),
                    )) } }
                    @if n > 0 { a.button href=(drawing.to("agreement")) { (pen.say("Alle Maße", "All coefficients")) } }
                }
            }
        }
    }
}

fn figures(agreed: &Agreed, pen: &Pen) -> Markup {
    let n = agreed.identical.n();
    let same = agreed
        .identical
        .value()
        .map_or(0, |share| (share * n as f64).round() as usize);
    html! {
        dl.facts {
            dt { (pen.say("Krippendorffs Alpha", "Krippendorff’s alpha")) }
            dd { (coefficient(agreed.alpha, pen)) " " span.muted.small { (pen.say("über Mengen von Kategorien (MASI)", "over sets of codes (MASI)")) } }
            dt { (pen.say("Prozentuale Übereinstimmung", "Percent agreement")) }
            dd { (agreed.identical.say_percent(pen.language)) " " span.muted.small { (pen.say(
                format!("{} von {} gleich", pen.count(same), pen.count(n as usize)),
                format!("{} of {} the same", pen.count(same), pen.count(n as usize)),
            )) } }
        }
    }
}

/// A number, or why there is none.
fn coefficient(estimate: Estimate, pen: &Pen) -> String {
    match estimate {
        Estimate::Known { value, .. } => pen.language.number(value, 2),
        Estimate::Undefined { why, .. } => format!("– ({})", why.label().get(pen.language)),
    }
}

/// A sample of own units once more, and how stable coding is.
pub(super) fn again(drawing: &Drawing<'_>) -> Markup {
    let (pen, board) = (drawing.pen, drawing.view.board);
    let again = board.team.again;
    let due = due_again(board, drawing.view.coder, drawing.now).len();
    let (percent, n) = match again.map(|again| again.sample) {
        Some(Sample::Percent(percent)) => (percent, USUAL_NUMBER),
        Some(Sample::Number(n)) => (USUAL_PERCENT, n),
        None => (USUAL_PERCENT, USUAL_NUMBER),
    };
    let days = again.map_or(USUAL_DAYS, |again| again.least_days);
    let seed = again.map_or(1, |again| again.seed);
    let is_percent = matches!(again.map(|again| again.sample), Some(Sample::Percent(_)));
    let content = html! {
        p.muted { (pen.say(
            "Dieselbe Person kodiert eine Auswahl nach einiger Zeit noch einmal, ohne ihre erste Kodierung zu sehen.",
            "The same person codes a sample once more after some time, without seeing the first coding.",
        )) }
        (stable(drawing))
        @if due > 0 {
            div.row { a.button href=(drawing.to("again")) { (pen.say(
                format!("Noch einmal kodieren ({})", pen.count(due)),
                format!("Code again ({})", pen.count(due)),
            )) } }
        }
        fieldset {
            legend.vh { (pen.say("Wie viele?", "How many?")) }
            (drawing.choice("sample", "none", again.is_none(), &html! { (pen.say("Keine", "None")) }))
            (drawing.choice("sample", "number", again.is_some() && !is_percent, &html! {
                input type="number" name="number" value=(n) min="1" aria-label=(pen.say("Anzahl", "number"));
                (pen.say(" Antworten je Person", " answers of each person"))
            }))
            (drawing.choice("sample", "percent", is_percent, &html! {
                input type="number" name="percent" value=(percent) min="1" max="100" aria-label=(pen.say("Prozent", "percent"));
                (pen.say(" % der eigenen Antworten", "% of the own answers"))
            }))
        }
        label.row {
            (pen.say("frühestens nach", "at the earliest after"))
            input type="number" name="days" value=(days) min="0";
            (pen.say("Tagen", "days"))
        }
        input type="hidden" name="seed" value=(seed);
    };
    drawing.form(
        "again",
        pen.say("Intracoder-Übereinstimmung", "Intracoder agreement"),
        &content,
    )
}

fn stable(drawing: &Drawing<'_>) -> Markup {
    let (pen, board) = (drawing.pen, drawing.view.board);
    let people = board
        .coders
        .iter()
        .filter(|(_, coder)| coder.kind == CoderKind::Person);
    let stable: Vec<(&str, Agreed)> = people
        .map(|(id, coder)| (coder.name.as_str(), stability(board, *id)))
        .filter(|(_, agreed)| agreed.identical.n() > 0)
        .collect();
    html! {
        @if !stable.is_empty() {
            dl.facts {
                @for (name, agreed) in stable {
                    dt { (name) }
                    dd {
                        (agreed.identical.say_percent(pen.language)) " " (pen.say("gleich", "the same")) ", α " (coefficient(agreed.alpha, pen))
                        " " span.muted.small { "n = " (pen.count(agreed.identical.n() as usize)) }
                    }
                }
            }
        }
    }
}

/// What was chosen; none: nothing is coded again.
///
/// # Errors
/// Those of [`CodingAgain::check`]; a field that cannot be read.
pub(super) fn read(fields: &Fields) -> Result<Option<CodingAgain>> {
    let sample = match fields.get("sample") {
        Some("number") => Sample::Number(number(fields, "number")?),
        Some("percent") => Sample::Percent(number(fields, "percent")?),
        _ => return Ok(None),
    };
    let again = CodingAgain {
        sample,
        least_days: number(fields, "days")?,
        seed: number(fields, "seed")?,
    };
    again.check()?;
    Ok(Some(again))
}
