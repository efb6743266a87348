//! Tables as JSON: `{"tables": […]}`, percents 0–100 with up to six digits, `null` where undefined.

use serde::Serialize;

use super::choice::{Base, Level};
use super::csv::rounded_percent;
use super::form::Drawing;
use super::sample::Sample;
use super::table::{Cell, Counting, Group, Hidden, Hiding, Kind, Share, Table};
use super::tally::Layer;
use super::tested::Tested;
use crate::estimate::Interval;
use crate::problem::{Problem, Result};
use crate::survey::Missing;

pub(super) fn draw(tables: &[Table], drawing: &Drawing) -> Result<String> {
    let file = File {
        tables: tables.iter().map(|table| whole(table, drawing)).collect(),
    };
    let mut text = serde_json::to_string_pretty(&file).map_err(Problem::bug)?;
    text.push('\n');
    Ok(text)
}

#[derive(Serialize)]
struct File<'a> {
    tables: Vec<Whole<'a>>,
}

#[derive(Serialize)]
struct Whole<'a> {
    question: &'a str,
    question_text: &'a str,
    codebook: &'a str,
    codebook_version: &'a str,
    coders: Vec<String>,
    counting: Counting,
    layer: Layer,
    unit_of_base: &'static str,
    level: &'static str,
    by: Option<&'a str>,
    codes: Vec<Heading<'a>>,
    groups: Vec<Row<'a>>,
    total: Row<'a>,
    /// Codes not shown because of `--top`.
    left_out: usize,
    /// Codes shown because they tie with the last one.
    ties: usize,
    /// What intervals rest on, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    sample: Option<Sample>,
    /// Where small counts are hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    hiding: Option<Hiding>,
    /// Only where a test was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    test: Option<&'a Tested>,
}

#[derive(Serialize)]
struct Heading<'a> {
    kind: Kind,
    id: &'a str,
    label: &'a str,
    value: Option<i64>,
    depth: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    rank: Option<u64>,
}

#[derive(Serialize)]
struct Row<'a> {
    /// `null`: the column is empty there; in `total`, everybody.
    group: Option<&'a str>,
    /// `null` where it is hidden.
    base: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    base_hidden: Option<&'static str>,
    mentions: Option<u64>,
    cells: Vec<Count<'a>>,
    /// Not where small counts are hidden.
    #[serde(flatten)]
    standing: Option<Outside>,
}

#[derive(Serialize)]
struct Outside {
    reviewed: u64,
    only_suggested: u64,
    none_fits: u64,
    not_codable: u64,
    deferred: u64,
    unsettled: u64,
    uncoded: u64,
    missing: Kinds,
}

#[derive(Serialize)]
struct Count<'a> {
    id: &'a str,
    /// `null` where it is hidden.
    n: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hidden: Option<&'static str>,
    row_pct: Option<f64>,
    /// The 95 % interval of `row_pct`, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    row_low: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row_high: Option<f64>,
    col_pct: Option<f64>,
    pct_responses: Option<f64>,
    mentions: Option<u64>,
    reviewed: Option<u64>,
    only_suggested: Option<u64>,
}

/// Cases by kind of missing, all kinds, in their order.
struct Kinds([u64; Missing::ALL.len()]);

impl Serialize for Kinds {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_map(Missing::ALL.iter().map(|kind| kind.id()).zip(self.0))
    }
}

fn whole<'a>(table: &'a Table, drawing: &Drawing) -> Whole<'a> {
    let head = &table.head;
    Whole {
        question: &head.question.key,
        question_text: &head.question.text,
        codebook: &head.codebook,
        codebook_version: &head.codebook_version,
        coders: head.coders.iter().map(|coder| coder.label().en).collect(),
        counting: head.counting,
        layer: head.layer,
        unit_of_base: match head.base {
            Base::Units => "units",
            Base::Respondents => "respondents",
        },
        level: match head.level {
            Level::Codes => "codes",
            Level::Dimensions => "dimensions",
        },
        by: head.by.as_deref(),
        codes: table
            .lines
            .iter()
            .map(|line| Heading {
                kind: line.kind,
                id: &line.id,
                label: line.label.get(drawing.language),
                value: line.value,
                depth: line.depth,
                rank: line.rank,
            })
            .collect(),
        groups: table.groups.iter().map(|group| row(table, group)).collect(),
        total: row(table, &table.total),
        left_out: table.left_out,
        ties: table.ties,
        sample: head.sample,
        hiding: table.hiding,
        test: table.tested.as_ref(),
    }
}

fn row<'a>(table: &'a Table, group: &'a Group) -> Row<'a> {
    let percent = |share: Share| share.ok().map(rounded_percent);
    let bound = |cell: &Cell, end: fn(Interval) -> f64| {
        let interval = table.head.sample.and(table.interval(cell, group).ok());
        interval.map(|interval| rounded_percent(end(interval)))
    };
    Row {
        group: group.name.as_deref(),
        base: shown(group.base, group.hidden),
        base_hidden: hidden(group.hidden),
        mentions: table.shows_mentions().then_some(group.mentions),
        cells: table
            .lines
            .iter()
            .zip(&group.cells)
            .map(|(line, cell)| Count {
                id: &line.id,
                n: shown(cell.n, cell.hidden),
                hidden: hidden(cell.hidden),
                row_pct: percent(cell.row_pct),
                row_low: bound(cell, |interval| interval.low),
                row_high: bound(cell, |interval| interval.high),
                col_pct: percent(cell.col_pct),
                pct_responses: percent(cell.pct_responses),
                mentions: table.shows_mentions().then_some(cell.mentions),
                reviewed: table.hiding.is_none().then_some(cell.reviewed),
                only_suggested: table.hiding.is_none().then_some(cell.suggested),
            })
            .collect(),
        standing: table.hiding.is_none().then_some(Outside {
            reviewed: group.standing.reviewed,
            only_suggested: group.standing.suggested,
            none_fits: group.standing.none_fits,
            not_codable: group.standing.not_codable,
            deferred: group.standing.deferred,
            unsettled: group.standing.unsettled,
            uncoded: group.standing.uncoded,
            missing: Kinds(group.standing.missing),
        }),
    }
}

fn shown(n: u64, hidden: Hidden) -> Option<u64> {
    (hidden == Hidden::No).then_some(n)
}

/// Why a count is not there.
fn hidden(hidden: Hidden) -> Option<&'static str> {
    match hidden {
        Hidden::No => None,
        Hidden::Small => Some("small"),
        Hidden::Other => Some("other"),
    }
}
