//! Frequencies and crosstabs as tables of a report.

use super::shown;
use crate::estimate::Estimate;
use crate::tables::{Base, Counting, Field, Grid, Group, Kind, Layer, Line, Table};
use crate::words::{Language, Text};

fn name(line: &Line, language: Language) -> Field {
    let indent = "\u{a0}\u{a0}".repeat(line.depth);
    Field::Text(format!("{indent}{}", line.label.get(language)))
}

/// Count, percent of cases with Wilson's interval, percent of mentions.
pub fn frequencies(table: &Table, language: Language) -> Grid {
    let say = |de: &str, en: &str| Text::new(de, en).get(language).to_owned();
    let mentions = table.head.counting == Counting::Mentions;
    let total = &table.total;
    let interval = |n: u64| {
        let estimate = Estimate::share(n, total.base);
        let bound = |share: f64| language.number(share * 100.0, 1);
        Field::Text(estimate.interval().map_or_else(
            || "–".to_owned(),
            |interval| format!("{}–{}", bound(interval.low), bound(interval.high)),
        ))
    };
    let rows = shown(table).map(|(at, line)| {
        let cell = &total.cells[at];
        let mut row = vec![
            name(line, language),
            Field::Count(cell.n),
            Field::Share(cell.row_pct),
            interval(cell.n),
        ];
        if mentions {
            row.push(match line.kind {
                Kind::Code => Field::Share(cell.pct_responses),
                _ => Field::Nothing,
            });
        }
        row
    });
    let mut rows: Vec<Vec<Field>> = rows.collect();
    let mut sums = 1;
    if mentions {
        rows.push(vec![
            Field::Text(say("Nennungen", "Mentions")),
            Field::Count(total.mentions),
            Field::Share(crate::tables::share(total.mentions, total.base)),
            Field::Nothing,
            Field::Share(crate::tables::share(total.mentions, total.mentions)),
        ]);
        sums = 2;
    }
    let mut base = vec![
        Field::Text(base_name(table, language)),
        Field::Count(total.base),
        Field::Share(crate::tables::share(total.base, total.base)),
    ];
    let mut headings = vec![
        say("Kategorie", "Code"),
        "n".to_owned(),
        match table.head.base {
            _ if !mentions => say("Prozent", "Percent"),
            Base::Units => say("Prozent der Fälle", "Percent of cases"),
            Base::Respondents => say("Prozent der Befragten", "Percent of respondents"),
        },
        say("95-%-Intervall", "95% interval"),
    ];
    if mentions {
        headings.push(say("Prozent der Nennungen", "Percent of mentions"));
    }
    base.resize(headings.len(), Field::Nothing);
    rows.push(base);
    Grid {
        title: titled(table, language),
        headings,
        rows,
        sums,
    }
}

fn base_name(table: &Table, language: Language) -> String {
    let name = match (table.head.counting, table.head.base) {
        (Counting::Exclusive, _) => Text::new("Gesamt", "Total"),
        (_, Base::Units) => Text::new("Fälle (Basis)", "Cases (base)"),
        (_, Base::Respondents) => Text::new("Befragte (Basis)", "Respondents (base)"),
    };
    name.get(language).to_owned()
}

/// `Handlungsfelder nach amt: Nennungen`
pub fn titled(table: &Table, language: Language) -> String {
    let title = table.head.title();
    let way = match table.head.counting {
        Counting::Mentions => Text::new("Nennungen", "mentions"),
        Counting::Exclusive => Text::new("jeder Fall einmal gezählt", "every case counted once"),
    };
    let layer = match table.head.layer {
        Layer::Reviewed => String::new(),
        Layer::Suggested => Text::new(" (nur vorgeschlagen)", " (only suggested)")
            .get(language)
            .to_owned(),
        Layer::Both => Text::new(" (geprüft und vorgeschlagen)", " (reviewed and suggested)")
            .get(language)
            .to_owned(),
    };
    format!("{}: {}{layer}", title.get(language), way.get(language))
}

/// Codes as rows, groups as columns: `8 (11,6 %)`.
pub fn crosstab(table: &Table, language: Language) -> Grid {
    let say = |de: &str, en: &str| Text::new(de, en).get(language).to_owned();
    let groups: Vec<(String, &Group)> = table
        .groups
        .iter()
        .map(|group| {
            (
                group.name.clone().unwrap_or_else(|| say("(leer)", "(empty)")),
                group,
            )
        })
        .chain([(say("Gesamt", "Total"), &table.total)])
        .collect();
    let mut headings = vec![say("Kategorie", "Code")];
    headings.extend(groups.iter().map(|(name, _)| name.clone()));
    let cell = |group: &Group, at: usize| {
        let cell = &group.cells[at];
        let n = language.count(cell.n);
        Field::Text(match cell.row_pct {
            Ok(share) => format!("{n} ({})", language.percent(share)),
            Err(_) => format!("{n} (–)"),
        })
    };
    let mut rows: Vec<Vec<Field>> = shown(table)
        .map(|(at, line)| {
            let mut row = vec![name(line, language)];
            row.extend(groups.iter().map(|(_, group)| cell(group, at)));
            row
        })
        .collect();
    let mut base = vec![Field::Text(base_name(table, language))];
    base.extend(groups.iter().map(|(_, group)| Field::Count(group.base)));
    rows.push(base);
    Grid {
        title: titled(table, language),
        headings,
        rows,
        sums: 1,
    }
}
