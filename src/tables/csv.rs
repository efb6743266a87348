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
use super::table::{Group, Line, Share, Table};
use super::tally::Standing;
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
                out.write_field(cell.map_or(String::new(), |cell| cell.n.to_string()))?;
            }
            out.write_field(group.base.to_string())?;
            for cell in cells() {
                out.write_field(cell.map_or(String::new(), |cell| percent(cell.row_pct)))?;
            }
            out.write_field(group.mentions.to_string())?;
            for (_, n) in outside(&group.standing) {
                out.write_field(n.to_string())?;
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
    out.write_record([
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
    ])?;
    for table in tables {
        let question = &table.head.question.key;
        let all = &table.total;
        for (line, cell) in table.lines.iter().zip(&all.cells) {
            out.write_record([
                line.kind.id(),
                &line.id,
                &line.value.map_or(String::new(), |value| value.to_string()),
                line.label.get(language),
                &cell.n.to_string(),
                &percent(cell.row_pct),
                &percent(cell.pct_responses),
                &cell.reviewed.to_string(),
                &cell.suggested.to_string(),
                question,
            ])?;
        }
        for (kind, label, n, cases, responses) in sums(all, table.head.whose) {
            out.write_record([
                kind.as_str(),
                "",
                "",
                label.get(language),
                &n.to_string(),
                &cases,
                &responses,
                "",
                "",
                question,
            ])?;
        }
    }
    Ok(())
}

fn sums(all: &Group, whose: Whose) -> Vec<(String, Text, u64, String, String)> {
    let mut rows = vec![
        (
            "base".to_owned(),
            Text::new("Basis", "base"),
            all.base,
            percent(super::table::share(all.base, all.base)),
            String::new(),
        ),
        (
            "mentions".to_owned(),
            Text::new("Nennungen", "mentions"),
            all.mentions,
            percent(super::table::share(all.mentions, all.base)),
            percent(super::table::share(all.mentions, all.mentions)),
        ),
    ];
    for (name, n) in outside(&all.standing) {
        rows.push((name.clone(), label(&name, whose), n, String::new(), String::new()));
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
