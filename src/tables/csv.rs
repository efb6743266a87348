//! Tables as CSV for other programs: comma, decimal point, ids as headings, percents 0–100 with up to six digits, in
//! every language of the interface (only labels and the name of the total row are in it). An undefined percent is empty.
//!
//! A crosstab has one row per group and one for the total: `group`, a column per code, `several`, `none_fits`, `total`
//! (cases in the base), the row percents as `<id>_pct`, then what is not in the base. A frequency table has one row
//! per code; `kind` says what a row is.

use std::collections::HashSet;

use super::form::Drawing;
use super::head::{uncoded, unsettled};
use super::pass::Whose;
use super::table::{Cell, Group, Hidden, Line, Share, Table};
use super::tally::Standing;
use crate::estimate::{Interval, Undefined};
use crate::problem::{Problem, Result};
use crate::survey::Missing;
use crate::words::{Language, Text};

pub(super) fn draw(tables: &[Table], drawing: &Drawing) -> Result<String> {
    let mut out = csv::Writer::from_writer(Vec::new());
    let crosstabs = tables.iter().any(|table| table.head.by.is_some());
    let written = if crosstabs {
        write_crosstabs(tables, drawing.language, &mut out)
    } else {
        write_frequencies(tables, drawing.language, &mut out)
    };
    written.map_err(|error| Problem::bug(format!("table as CSV: {error}")))?;
    let bytes = out
        .into_inner()
        .map_err(|error| Problem::bug(format!("table as CSV: {error}")))?;
    String::from_utf8(bytes).map_err(Problem::bug)
}

fn write_crosstabs(tables: &[Table], language: Language, out: &mut csv::Writer<Vec<u8>>) -> csv::Result<()> {
    // `--top` may keep other codes in one table than in the next.
    let mut lines: Vec<&Line> = Vec::new();
    for line in tables.iter().flat_map(|table| &table.lines) {
        if !lines
            .iter()
            .any(|known| known.kind == line.kind && known.id == line.id)
        {
            lines.push(line);
        }
    }
    lines.sort_by_key(|line| line.kind);

    let mut names = Names::default();
    let codes: Vec<String> = lines.iter().map(|line| names.own(&line.id)).collect();
    let percents: Vec<String> = codes
        .iter()
        .map(|code| names.own(&format!("{code}_pct")))
        .collect();
    let mut headings = vec![names.own("group")];
    headings.extend(codes);
    headings.push(names.own("total"));
    headings.extend(percents);
    let sampled = tables.iter().any(|table| table.head.sample.is_some());
    if sampled {
        for code in lines.iter().map(|line| &line.id) {
            headings.extend(["low", "high"].map(|end| names.own(&format!("{code}_{end}"))));
        }
    }
    headings.push(names.own("mentions"));
    headings.extend(outside(&Standing::default()).map(|(name, _)| names.own(&name)));
    headings.extend(["row", "by", "question"].map(|name| names.own(name)));
    out.write_record(&headings)?;

    for table in tables {
        let rows = table.groups.iter().map(|group| {
            let row = if group.name.is_some() { "group" } else { "empty" };
            (group, group.name.clone().unwrap_or_default(), row)
        });
        let total = Text::new("Gesamt", "Total").get(language).to_owned();
        for (group, name, row) in rows.chain([(&table.total, total, "total")]) {
            let places: Vec<Option<usize>> = lines.iter().map(|line| table.place(line)).collect();
            let cells = || places.iter().map(|at| at.map(|at| &group.cells[at]));
            out.write_field(name)?;
            for cell in cells() {
                out.write_field(cell.map_or(String::new(), |cell| number(table, cell.n, cell.hidden)))?;
            }
            out.write_field(number(table, group.base, group.hidden))?;
            for cell in cells() {
                out.write_field(cell.map_or(String::new(), |cell| percent(cell.row_pct)))?;
            }
            if sampled {
                for cell in cells() {
                    let bounds = cell.map_or(Default::default(), |cell| bounds(table, cell, group));
                    for bound in bounds {
                        out.write_field(bound)?;
                    }
                }
            }
            out.write_field(kept(table.shows_mentions(), group.mentions))?;
            for (_, n) in outside(&group.standing) {
                out.write_field(kept(table.hiding.is_none(), n))?;
            }
            let by = table.head.by.as_deref().unwrap_or_default();
            out.write_record([row, by, &table.head.question.key])?;
        }
    }
    Ok(())
}

fn write_frequencies(
    tables: &[Table],
    language: Language,
    out: &mut csv::Writer<Vec<u8>>,
) -> csv::Result<()> {
    let mut headings = vec![
        "kind",
        "code",
        "value",
        "label",
        "n",
        "pct_cases",
        "pct_responses",
        "reviewed",
        "suggested",
        "question",
    ];
    let sampled = tables.iter().any(|table| table.head.sample.is_some());
    let ranked = tables
        .iter()
        .any(|table| table.lines.iter().any(|line| line.rank.is_some()));
    headings.extend(["pct_low", "pct_high"].iter().filter(|_| sampled));
    headings.extend(["rank"].iter().filter(|_| ranked));
    let width = headings.len();
    let mut write = |mut record: Vec<String>| {
        record.resize(width, String::new());
        out.write_record(&record)
    };
    write(headings.into_iter().map(str::to_owned).collect())?;
    for table in tables {
        let question = &table.head.question.key;
        let all = &table.total;
        for (line, cell) in table.lines.iter().zip(&all.cells) {
            let mut record = vec![
                line.kind.id().to_owned(),
                line.id.clone(),
                line.value.map_or(String::new(), |value| value.to_string()),
                line.label.get(language).to_owned(),
                number(table, cell.n, cell.hidden),
                percent(cell.row_pct),
                percent(cell.pct_responses),
                kept(table.hiding.is_none(), cell.reviewed),
                kept(table.hiding.is_none(), cell.suggested),
                question.clone(),
            ];
            if sampled {
                record.extend(bounds(table, cell, all));
            }
            if ranked {
                record.push(line.rank.map_or(String::new(), |rank| rank.to_string()));
            }
            write(record)?;
        }
        for (kind, label, n, cases, responses) in sums(table) {
            let label = label.get(language).to_owned();
            let mut record = vec![kind, String::new(), String::new(), label, n, cases, responses];
            record.extend([String::new(), String::new(), question.clone()]);
            write(record)?;
        }
    }
    Ok(())
}

/// A count as it may be shown: `<5` where it is small, `hidden` where it would tell a small one.
fn number(table: &Table, n: u64, hidden: Hidden) -> String {
    table.count(n, hidden).plain()
}

/// What may not be shown is empty.
fn kept(shown: bool, n: u64) -> String {
    if shown { n.to_string() } else { String::new() }
}

fn bounds(table: &Table, cell: &Cell, group: &Group) -> [String; 2] {
    let interval = table.head.sample.and(table.interval(cell, group).ok());
    let bound = |bound: fn(Interval) -> f64| percent(interval.map(bound).ok_or(Undefined::EmptyBase));
    [bound(|interval| interval.low), bound(|interval| interval.high)]
}

/// Name, label, count, percent of cases, percent of mentions.
type Sum = (String, Text, String, String, String);

fn sums(table: &Table) -> Vec<Sum> {
    let all = &table.total;
    let whole = |n: u64, of: u64| percent(super::table::share(n, of));
    let mut rows: Vec<Sum> = vec![(
        "base".to_owned(),
        Text::new("Basis", "base"),
        number(table, all.base, all.hidden),
        match all.hidden {
            Hidden::No => whole(all.base, all.base),
            Hidden::Small | Hidden::Other => String::new(),
        },
        String::new(),
    )];
    if table.shows_mentions() {
        rows.push((
            "mentions".to_owned(),
            Text::new("Nennungen", "mentions"),
            all.mentions.to_string(),
            whole(all.mentions, all.base),
            whole(all.mentions, all.mentions),
        ));
    }
    if table.hiding.is_none() {
        for (name, n) in outside(&all.standing) {
            let label = label(&name, table.head.whose);
            rows.push((name, label, n.to_string(), String::new(), String::new()));
        }
    }
    rows
}

fn label(name: &str, whose: Whose) -> Text {
    match name {
        "only_suggested" => Text::new("nur vorgeschlagen", "only suggested"),
        "not_codable" => Text::new("nicht kodierbar", "not codable"),
        "deferred" => Text::new("zurückgestellt", "deferred"),
        "unsettled" => unsettled(),
        "uncoded" => uncoded(whose),
        missing => {
            Missing::of_id(missing.trim_start_matches("missing_")).map_or(Text::default(), Missing::label)
        }
    }
}

/// What stands beside the decided cases, by name.
pub(super) fn outside(standing: &Standing) -> impl Iterator<Item = (String, u64)> + use<> {
    let missing = standing.missing;
    [
        ("only_suggested".to_owned(), standing.suggested),
        ("not_codable".to_owned(), standing.not_codable),
        ("deferred".to_owned(), standing.deferred),
        ("unsettled".to_owned(), standing.unsettled),
        ("uncoded".to_owned(), standing.uncoded),
    ]
    .into_iter()
    .chain((0..missing.len()).map(move |at| (format!("missing_{}", Missing::ALL[at].id()), missing[at])))
}

/// Percent from 0 to 100, six digits at most.
fn percent(share: Share) -> String {
    share.map_or(String::new(), |share| rounded_percent(share).to_string())
}

/// A share as percent with six digits.
pub(super) fn rounded_percent(share: f64) -> f64 {
    (share * 1e8).round() / 1e6
}

/// Headings, each only once: code ids come first and keep their names.
#[derive(Default)]
struct Names(HashSet<String>);

impl Names {
    fn own(&mut self, name: &str) -> String {
        let mut own = name.to_owned();
        let mut at = 1;
        while !self.0.insert(own.clone()) {
            at += 1;
            own = format!("{name}_{at}");
        }
        own
    }
}
