//! Closed questions drawn: distributions as stacked bars, profiles of groups as a radar, measurements as box plots.

use super::{DECIMALS, heading, say};
use crate::chart::{Arrangement, BoxGroup, Boxes, Chart, Kind, Radar, Series, Stack, Stacked, Unit};
use crate::tables::items::{Answers, Item, Items};
use crate::words::Language;

/// More steps than this cannot be told apart in a bar.
const MOST_PARTS: usize = 7;
/// From so many steps on a box says more than a bar.
const MEASURED: usize = 6;
/// Where there are more items, what would be a chart for each stays a table.
const MOST_CHARTS: usize = 6;
/// Fewer spokes make no net.
const LEAST_SPOKES: usize = 3;

/// How all items are distributed; none where there are too many steps.
pub fn distribution(items: &Items, language: Language) -> Option<Chart> {
    let stacks = items
        .items
        .iter()
        .map(|item| stack(item.name.clone(), &item.total, items));
    stacked(
        items,
        say(language, "Verteilung", "Distribution"),
        say(language, "Spalte", "Column"),
        stacks.collect(),
        language,
    )
}

/// How each item is distributed by group; none where that would be too many charts, or there are too many steps.
pub fn by_group(items: &Items, language: Language) -> Option<Vec<Chart>> {
    let by = items.by.as_ref().filter(|_| items.items.len() <= MOST_CHARTS)?;
    let of_item = |item: &Item| {
        let groups = items.groups.iter().zip(&item.groups);
        let stacks = groups.map(|(name, answers)| stack(named(name, language), answers, items));
        stacked(
            items,
            format!(
                "{}: {}",
                item.name,
                say(
                    language,
                    format!("Verteilung nach {by}"),
                    format!("distribution by {by}")
                )
            ),
            by.clone(),
            stacks.collect(),
            language,
        )
    };
    items.items.iter().map(of_item).collect()
}

fn stacked(
    items: &Items,
    title: String,
    of: String,
    stacks: Vec<Stack>,
    language: Language,
) -> Option<Chart> {
    (2..=MOST_PARTS).contains(&items.steps.len()).then(|| Chart {
        title,
        note: say(language, "n: gültige Werte.", "n: valid values."),
        kind: Kind::Stacked(Stacked {
            arrangement: Arrangement::Steps,
            of,
            parts: items.steps.iter().map(|step| heading(step, language)).collect(),
            stacks,
        }),
    })
}

fn stack(label: String, answers: &Answers, items: &Items) -> Stack {
    Stack {
        label,
        counts: items.steps.iter().map(|step| answers.chose(step)).collect(),
    }
}

/// Means of several items by group.
pub fn profiles(items: &Items, language: Language) -> Option<Chart> {
    let by = items.by.as_ref().filter(|_| items.items.len() >= LEAST_SPOKES)?;
    let groups = items.groups.iter().enumerate().map(|(at, name)| Series {
        name: named(name, language),
        values: items
            .items
            .iter()
            .map(|item| item.groups[at].values.mean())
            .collect(),
    });
    let ends = match items.steps.as_slice() {
        [first, .., last] => Some((first.value, last.value)),
        _ => None,
    };
    Some(Chart {
        title: say(
            language,
            format!("Profile nach {by}"),
            format!("Profiles by {by}"),
        ),
        note: match ends {
            Some((low, high)) => say(
                language,
                format!(
                    "Mittelwerte, von {low} in der Mitte bis {high} am äußersten Ring; n und Intervalle stehen in der Tabelle."
                ),
                format!(
                    "Means, from {low} in the centre to {high} on the outermost ring; n and intervals stand in the table."
                ),
            ),
            None => say(
                language,
                "Mittelwerte; n und Intervalle stehen in der Tabelle.",
                "Means; n and intervals stand in the table.",
            ),
        },
        kind: Kind::Radar(Radar {
            unit: Unit::Number { decimals: DECIMALS },
            ends,
            of: say(language, "Spalte", "Column"),
            spokes: items.items.iter().map(|item| item.name.clone()).collect(),
            groups: groups.collect(),
        }),
    })
}

/// Box plots of measurements, one chart for each item.
pub fn boxes(items: &Items, language: Language) -> Vec<Chart> {
    let Some(by) = &items.by else {
        return Vec::new();
    };
    let is_scale = !items.steps.is_empty() && items.steps.len() < MEASURED;
    if is_scale || items.items.len() > MOST_CHARTS {
        return Vec::new();
    }
    let of_item = |item: &Item| Chart {
        title: format!(
            "{}: {}",
            item.name,
            say(language, format!("nach {by}"), format!("by {by}"))
        ),
        note: say(
            language,
            "Kasten: mittlere Hälfte der Werte mit dem Median; Linien bis zum letzten Wert innerhalb von anderthalb Kastenlängen (Tukey 1977).",
            "Box: middle half of the values with the median; lines to the last value within one and a half box lengths (Tukey 1977).",
        ),
        kind: Kind::Boxes(Boxes {
            unit: Unit::Number { decimals: 1 },
            of: by.clone(),
            groups: items
                .groups
                .iter()
                .zip(&item.groups)
                .map(|(name, answers)| BoxGroup {
                    label: named(name, language),
                    values: each(answers),
                })
                .collect(),
        }),
    };
    items.items.iter().map(of_item).collect()
}

fn each(answers: &Answers) -> Vec<f64> {
    let pairs = answers.values.pairs().iter();
    pairs
        .flat_map(|(value, times)| std::iter::repeat_n(*value, *times as usize))
        .collect()
}

fn named(group: &Option<String>, language: Language) -> String {
    group
        .clone()
        .unwrap_or_else(|| say(language, "(leer)", "(empty)"))
}
