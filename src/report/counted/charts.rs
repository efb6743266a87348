//! Frequencies and crosstabs as charts of a report.

use super::grids::titled;
use super::{codes_below, shown};
use crate::chart::{self, Bars, Chart, Heat, HeatCell, Mark, Series, Unit};
use crate::estimate::Estimate;
use crate::tables::{Group, Kind, Line, Table};
use crate::words::{Language, Text};

/// Percent of cases with Wilson's intervals, the most frequent code first; dimensions left out.
pub fn bars(table: &Table, language: Language) -> Chart {
    let base = table.total.base;
    let mut codes: Vec<(&Line, u64)> = shown(table)
        .filter(|(_, line)| line.kind == Kind::Code && !codes_below(table, line))
        .map(|(at, line)| (line, table.total.cells[at].n))
        .collect();
    codes.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let n = language.count(base);
    let note = match language {
        Language::De => format!("Prozent der Fälle; Basis: {n}. Linien: 95-%-Intervalle nach Wilson."),
        Language::En => format!("Percent of cases; base: {n}. Lines: 95% intervals after Wilson."),
    };
    Chart {
        title: titled(table, language),
        note,
        kind: chart::Kind::Bars(Bars {
            unit: Unit::Share,
            of: Text::new("Kategorie", "Code").get(language).to_owned(),
            labels: codes
                .iter()
                .map(|(line, _)| line.label.get(language).to_owned())
                .collect(),
            groups: vec![Series {
                name: String::new(),
                values: codes.iter().map(|(_, n)| Estimate::share(*n, base)).collect(),
            }],
        }),
    }
}

/// Percent of cases of each group, by code.
pub fn heat(table: &Table, language: Language) -> Chart {
    let codes: Vec<(usize, &Line)> = shown(table)
        .filter(|(_, line)| line.kind == Kind::Code && !codes_below(table, line))
        .collect();
    let empty = Text::new("(leer)", "(empty)");
    let cell = |group: &Group, at: usize| HeatCell {
        value: group.cells[at].row_pct.ok(),
        mark: Mark::None,
    };
    Chart {
        title: titled(table, language),
        note: Text::new(
            "Prozent der Fälle jeder Gruppe.",
            "Percent of the cases of each group.",
        )
        .get(language)
        .to_owned(),
        kind: chart::Kind::Heat(Heat {
            unit: Unit::Share,
            of: Text::new("Kategorie", "Code").get(language).to_owned(),
            rows: codes
                .iter()
                .map(|(_, line)| line.label.get(language).to_owned())
                .collect(),
            columns: table
                .groups
                .iter()
                .map(|group| {
                    group
                        .name
                        .clone()
                        .unwrap_or_else(|| empty.get(language).to_owned())
                })
                .collect(),
            cells: codes
                .iter()
                .map(|(at, _)| table.groups.iter().map(|group| cell(group, *at)).collect())
                .collect(),
        }),
    }
}
