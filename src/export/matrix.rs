//! `matrix.csv`: one row per unit (or respondent), background columns, one column of 0 and 1 per code.
//!
//! 1 stands exactly where `assignments.csv` has a row; a dimension is not 1 because one of its codes is. Cells are empty
//! where it is not known whether the code applies: missing answers, not codable, deferred, not coded yet. Where the
//! study has several questions and none was chosen, a column `question` tells them apart, the
//! last one before the codes.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use rustc_hash::FxHashMap;

use super::coding::Codings;
use super::headings::background_headings;
use super::place::csv_failed;
use super::{Exporter, Reading, Which};
use crate::problem::{Notice, Result};
use crate::study::{Background, CodedUnit, Study, Wanted};
use crate::survey::{Outcome, RespondentId};
use crate::tables::{Base, OutOfUse};
use crate::words::Text;

pub struct Matrix;

impl Exporter for Matrix {
    fn name(&self) -> &'static str {
        "matrix"
    }

    fn ending(&self) -> &'static str {
        "csv"
    }

    fn what(&self) -> Text {
        Text::new(
            "Datensatz, eine Zeile je Kodiereinheit (oder Befragten), 0 und 1 je Kategorie",
            "data set, one row per coding unit (or respondent), 0 and 1 per category",
        )
    }

    fn which(&self) -> &'static [Which] {
        &[Which::Held, Which::Final, Which::Suggested]
    }

    fn write(&self, from: &Reading<'_>, file: &mut File, path: &Path) -> Result<Vec<Notice>> {
        let (study, options) = (from.study, from.options);
        let codings = Codings::of(study, options)?;
        let columns = Columns::of(study, &codings, options.selection.base)?;
        let mut notices = codings.notices(study)?;
        notices.extend(columns.notices.iter().cloned());
        let broken = |error| csv_failed(error, path);
        let mut out = csv::Writer::from_writer(BufWriter::new(file));
        out.write_record(&columns.headings).map_err(broken)?;
        let wanted = Wanted {
            background: Background::Stored,
            ..codings.wanted()
        };
        let mut stray = Stray::with_out_of_use(&codings);
        match options.selection.base {
            Base::Units => from.walk(&wanted, |unit| {
                let codes = cells(&codings, unit, &mut stray)?;
                out.write_field(&unit.key).map_err(broken)?;
                out.write_field(&unit.respondent_key).map_err(broken)?;
                for at in 0..columns.background {
                    let value = unit.background.get(at).and_then(Option::as_deref);
                    out.write_field(value.unwrap_or("")).map_err(broken)?;
                }
                if columns.question {
                    out.write_field(codings.question(unit.question)).map_err(broken)?;
                }
                out.write_record(codes.iter().map(|cell| cell.text()))
                    .map_err(broken)
            })?,
            Base::Respondents => {
                for row in respondents(from, &wanted, &codings, &columns, &mut stray)? {
                    out.write_field(&row.key).map_err(broken)?;
                    for values in &row.background {
                        out.write_field(values.join(" | ")).map_err(broken)?;
                    }
                    out.write_record(row.codes.iter().map(|cell| cell.text()))
                        .map_err(broken)?;
                }
            }
        }
        out.flush().map_err(|error| broken(error.into()))?;
        notices.extend(stray.notices(&codings));
        Ok(notices)
    }
}

/// A cell of a code's column. The later ones win where a respondent has several units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cell {
    Unknown,
    No,
    Yes,
}

impl Cell {
    fn text(self) -> &'static str {
        match self {
            Cell::Unknown => "",
            Cell::No => "0",
            Cell::Yes => "1",
        }
    }
}

/// Codes that were assigned but that the codebook no longer holds: they have no column. And those that it does not give any
/// more, where these are to be told as well.
#[derive(Debug, Default)]
pub(super) struct Stray {
    ids: std::collections::BTreeSet<String>,
    units: u64,
    out_of_use: OutOfUse,
}

impl Stray {
    /// Tells of codes that are not given any more, too.
    pub(super) fn with_out_of_use(codings: &Codings) -> Stray {
        Stray {
            out_of_use: codings.out_of_use(),
            ..Stray::default()
        }
    }

    /// What was decided on a unit.
    pub(super) fn hear(&mut self, outcome: &Outcome) {
        self.out_of_use.hear(outcome);
    }

    /// An assignment of a code that has no column.
    pub(super) fn note(&mut self, code: &str) {
        self.ids.insert(code.to_owned());
        self.units += 1;
    }

    pub(super) fn notices(&self, codings: &Codings) -> Vec<Notice> {
        let ids: Vec<&str> = self.ids.iter().map(String::as_str).collect();
        let (ids, units) = (ids.join(", "), self.units);
        let unknown = (units > 0).then(|| {
            Notice::new(
                format!("Ohne Spalte, weil nicht im Kodierleitfaden: {ids} ({units} Zuordnungen)."),
                format!("Without a column, because not in the codebook: {ids} ({units} assignments)."),
            )
        });
        let out_of_use = self.out_of_use.notices(&codings.codebook.codebook);
        unknown.into_iter().chain(out_of_use).collect()
    }
}

/// One cell per column of the codebook.
pub(super) fn cells(codings: &Codings, unit: &CodedUnit, stray: &mut Stray) -> Result<Vec<Cell>> {
    let codes = codings.columns().count();
    if let Some(decision) = unit.decision.as_ref().holding() {
        stray.hear(&decision.outcome);
    }
    if !codings.standing(unit).is_valid() {
        return Ok(vec![Cell::Unknown; codes]);
    }
    let mut cells = vec![Cell::No; codes];
    for assigned in codings.assigned(unit)? {
        match codings.place(assigned.code()) {
            Some(at) => cells[at] = Cell::Yes,
            None => stray.note(assigned.code()),
        }
    }
    Ok(cells)
}

struct Columns {
    headings: Vec<String>,
    background: usize,
    question: bool,
    notices: Vec<Notice>,
}

impl Columns {
    fn of(study: &Study, codings: &Codings, base: Base) -> Result<Columns> {
        let codes: Vec<&str> = codings.columns().map(|code| code.id.as_str()).collect();
        let question = base == Base::Units && codings.questions.len() > 1;
        let mut headings: Vec<String> = match base {
            Base::Units => vec!["unit".to_owned(), "respondent".to_owned()],
            Base::Respondents => vec!["respondent".to_owned()],
        };
        let names = study.background_names()?;
        let taken: Vec<String> = headings
            .iter()
            .cloned()
            .chain(question.then(|| "question".to_owned()))
            .chain(codes.iter().map(|code| (*code).to_owned()))
            .collect();
        let (background, notices) = background_headings(&names, &taken);
        headings.extend(background);
        headings.extend(question.then(|| "question".to_owned()));
        headings.extend(codes.into_iter().map(str::to_owned));
        Ok(Columns {
            headings,
            background: names.len(),
            question,
            notices,
        })
    }
}

struct Row {
    key: String,
    /// Different values of several questionnaires, in their order.
    background: Vec<Vec<String>>,
    codes: Vec<Cell>,
}

fn respondents(
    from: &Reading<'_>,
    wanted: &Wanted<'_>,
    codings: &Codings,
    columns: &Columns,
    stray: &mut Stray,
) -> Result<Vec<Row>> {
    let mut rows: Vec<Row> = Vec::new();
    let mut places: FxHashMap<RespondentId, usize> = FxHashMap::default();
    from.walk(wanted, |unit| {
        let codes = cells(codings, unit, stray)?;
        let at = *places.entry(unit.respondent).or_insert_with(|| {
            rows.push(Row {
                key: unit.respondent_key.clone(),
                background: vec![Vec::new(); columns.background],
                codes: vec![Cell::Unknown; codes.len()],
            });
            rows.len() - 1
        });
        let row = &mut rows[at];
        for (values, value) in row.background.iter_mut().zip(&unit.background) {
            if let Some(value) = value
                && !values.contains(value)
            {
                values.push(value.clone());
            }
        }
        for (known, cell) in row.codes.iter_mut().zip(codes) {
            *known = (*known).max(cell);
        }
        Ok(())
    })?;
    Ok(rows)
}
