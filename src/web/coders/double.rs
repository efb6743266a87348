//! Double coding: the form, and reading it.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::{Drawing, number};
use crate::problem::Result;
use crate::review::{DoubleCoding, Rest, Share, Suggestions, View};
use crate::survey::{CoderKind, natural};
use crate::web::fields::Fields;

/// Columns with more values than this are no groups.
const MOST_VALUES: usize = 40;
/// Percent that the form begins with.
const USUAL_SHARE: u32 = 20;
/// The seed that the form begins with.
const FIRST_SEED: u64 = 1;

pub(super) fn draw(drawing: &Drawing<'_>) -> Markup {
    let (pen, board) = (drawing.pen, drawing.view.board);
    let double = board.team.double.as_ref();
    let share = double.map_or(&Share::Nothing, |double| &double.share);
    let (percent, seed) = match (share, double) {
        (Share::Random { percent }, _) => (*percent, double.map_or(FIRST_SEED, |double| double.seed)),
        (_, Some(double)) => (USUAL_SHARE, double.seed),
        _ => (USUAL_SHARE, FIRST_SEED),
    };
    let taken = board
        .cards
        .iter()
        .filter(|card| card.missing.is_none() && card.people.are_several())
        .count();
    let suggestions = double.map_or(Suggestions::Hidden, |double| double.suggestions);
    let rest = double.map_or(Rest::Anybody, |double| double.rest);
    let hint = |text: String| html! { span.hint { (text) } };
    let share = html! {
        fieldset {
            legend.vh { (pen.say("Welche Antworten kodieren mehrere?", "Which answers do several people code?")) }
            (drawing.choice("share", "nothing", *share == Share::Nothing, &html! {
                (pen.say("Keine", "None"))
                (hint(pen.say("Jede Antwort wird einmal kodiert.", "Every answer is coded once.").to_owned()))
            }))
            (drawing.choice("share", "random", matches!(share, Share::Random { .. }), &html! {
                (pen.say("Eine Zufallsauswahl von ", "A random share of "))
                input type="number" name="percent" value=(percent) min="1" max="100" aria-label=(pen.say("Prozent der Antworten", "percent of the answers"));
                (pen.say(" % der Antworten, Startwert ", "% of the answers, seed "))
                input type="number" name="seed" value=(seed) min="0" aria-label=(pen.say("Startwert der Auslosung", "seed of the draw"));
                (hint(pen.say("Die Auswahl bleibt, wenn Antworten dazukommen, und ist in jeder Kopie der Studie dieselbe.", "The draw stays when answers come in, and is the same in every copy of the study.").to_owned()))
            }))
            (groups(drawing, share))
            (drawing.choice("share", "all", *share == Share::All, &html! { (pen.say("Alle", "All")) }))
        }
    };
    let content = html! {
        @if double.is_some() { p.muted { (pen.say(
            format!("Zurzeit kodieren mehrere: {}.", pen.answers(taken)),
            format!("At present several people code {}.", pen.answers(taken)),
        )) } }
        (share)
        (people(drawing, double))
        fieldset {
            legend { (pen.say("Blind?", "Blind?")) }
            p.hint { (pen.say(
                "Was andere kodiert haben, sieht niemand, bevor selbst entschieden ist. Auch nicht in Tabellen, Listen und Dateien.",
                "Nobody sees what others have coded before the own decision. Not in tables, lists and files either.",
            )) }
            (drawing.choice("suggestions", "hidden", suggestions == Suggestions::Hidden, &html! { (pen.say("Auch ohne Vorschläge", "Without suggestions, too")) }))
            (drawing.choice("suggestions", "shown", suggestions == Suggestions::Shown, &html! {
                (pen.say("Mit Vorschlägen", "With suggestions"))
                (hint(pen.say("Vorschläge können aus dem gelernt haben, was andere bei anderen Antworten entschieden haben; wo schon jemand entschieden hat, bleiben sie, wie sie davor waren.", "Suggestions may have learned from what others decided on other answers; where somebody has decided they stay as they were before.").to_owned()))
            }))
        }
        fieldset {
            legend { (pen.say("Alle übrigen Antworten", "All other answers")) }
            (drawing.choice("rest", "anybody", rest == Rest::Anybody, &html! { (pen.say("kodiert, wer zuerst kommt", "are coded by whoever comes first")) }))
            (drawing.choice("rest", "divided", rest == Rest::Divided, &html! {
                (pen.say("werden aufgeteilt", "are divided"))
                (hint(pen.say("Nötig, wenn jede Person in ihrer eigenen Datei kodiert.", "Needed where everybody codes in a file of their own.").to_owned()))
            }))
        }
    };
    drawing.form("double", pen.say("Doppelkodierung", "Double coding"), &content)
}

/// Values of the background columns that can be groups.
fn groups(drawing: &Drawing<'_>, share: &Share) -> Markup {
    let (pen, board) = (drawing.pen, drawing.view.board);
    let is_chosen = |name: &str, value: &str| match share {
        Share::Group { column, values } => column == name && values.iter().any(|one| one == value),
        _ => false,
    };
    let columns: Vec<(usize, &String, Vec<&str>)> = board
        .background
        .iter()
        .enumerate()
        .map(|(at, name)| (at, name, values(drawing.view, at)))
        .filter(|(_, _, values)| (2..=MOST_VALUES).contains(&values.len()))
        .collect();
    html! {
        @if !columns.is_empty() {
            (drawing.choice("share", "group", matches!(share, Share::Group { .. }), &html! {
                (pen.say("Alle Antworten dieser Gruppen:", "All answers of these groups:"))
                span.stack {
                    select name="group" multiple size="5" aria-label=(pen.say("Gruppen", "groups")) {
                        @for (at, name, values) in &columns {
                            optgroup label=(name) {
                                @for value in values { option value={ (at) ":" (value) } selected[is_chosen(name, value)] { (value) } }
                            }
                        }
                    }
                    span.hint { (pen.say("Mehrere: mit gedrückter Strg-Taste, auf dem Mac ⌘.", "Several: with Ctrl held down, on a Mac ⌘.")) }
                }
            }))
        }
    }
}

/// Values of a column, as its labels stand or as a German list.
fn values<'b>(view: &View<'b>, column: usize) -> Vec<&'b str> {
    let mut values = BTreeSet::new();
    for card in &view.board.cards {
        values.extend(view.board.value(card, column));
        if values.len() > MOST_VALUES {
            break;
        }
    }
    let mut values: Vec<&str> = values.into_iter().collect();
    values.sort_by_cached_key(|value| view.board.labels.key(column, value));
    values
}

fn people(drawing: &Drawing<'_>, double: Option<&DoubleCoding>) -> Markup {
    let (pen, board) = (drawing.pen, drawing.view.board);
    let named = double.map_or(&[][..], |double| &double.coders);
    let mut people: Vec<&str> = board
        .coders
        .iter()
        .filter(|(_, coder)| coder.kind == CoderKind::Person)
        .map(|(_, coder)| coder.name.as_str())
        .chain(named.iter().map(String::as_str))
        .collect();
    people.sort_by(|one, other| natural(one, other));
    people.dedup();
    let each = double.map_or(2, |double| double.each.max(2));
    html! {
        fieldset {
            legend { (pen.say("Wer?", "Who?")) }
            @for name in people {
                label.choice { input type="checkbox" name="coder" value=(name) checked[double.is_none() || named.iter().any(|one| one == name)]; span { (name) } }
            }
            label.field {
                span { (pen.say("Weitere Namen", "Further names")) }
                input name="more" placeholder=(pen.say("durch Komma getrennt", "separated by commas"));
                span.hint { (pen.say("Wer noch nicht angefangen hat; geschrieben wie später bei der Anmeldung.", "Whoever has not begun yet; written as they will sign in.")) }
            }
            label {
                input type="number" name="each" value=(each) min="2" max="64";
                " " (pen.say("Personen kodieren jede dieser Antworten", "people code each of these answers"))
            }
        }
    }
}

/// What was chosen.
///
/// # Errors
/// Those of [`DoubleCoding::check`]; a field that cannot be read.
pub(super) fn read(view: &View<'_>, fields: &Fields) -> Result<DoubleCoding> {
    let columns = &view.board.background;
    let share = match fields.get("share") {
        Some("random") => Share::Random {
            percent: number(fields, "percent")?,
        },
        Some("all") => Share::All,
        Some("group") => groups_of(columns, fields),
        _ => Share::Nothing,
    };
    let more = fields.get("more").unwrap_or_default().split(',').map(str::trim);
    let mut coders: Vec<String> = fields
        .all("coder")
        .chain(more)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    coders.sort();
    coders.dedup();
    let setting = DoubleCoding {
        share,
        coders,
        each: number(fields, "each")?,
        suggestions: match fields.get("suggestions") {
            Some("shown") => Suggestions::Shown,
            _ => Suggestions::Hidden,
        },
        rest: match fields.get("rest") {
            Some("divided") => Rest::Divided,
            _ => Rest::Anybody,
        },
        seed: number(fields, "seed")?,
    };
    setting.check(columns)?;
    Ok(setting)
}

/// The values that were chosen, of the first column of which any was.
fn groups_of(columns: &[String], fields: &Fields) -> Share {
    let chosen: Vec<(&str, &str)> = fields
        .all("group")
        .filter_map(|one| one.split_once(':'))
        .collect();
    let first = chosen.first().map(|(at, _)| *at);
    let column = first.and_then(|at| columns.get(at.parse::<usize>().ok()?));
    let values = chosen.iter().filter(|(at, _)| Some(*at) == first);
    Share::Group {
        column: column.cloned().unwrap_or_default(),
        values: values.map(|(_, value)| (*value).to_owned()).collect(),
    }
}
