//! What a file will hold, decided before its first byte: names, widths, labels, reasons for missing, notes.

use crate::problem::{Notice, Problem, Result};
use crate::statfile::names::Program;
use crate::statfile::renamed::Renamed;
use crate::statfile::texts::{clean, cut, line};
use crate::statfile::{Column, Frame};
use crate::survey::Variable;
use std::borrow::Cow;

use super::codes;
use super::labels::LabelSets;
use super::moment::{Clock, is_whole_day};
use super::notes::{self, Note};
use super::number::{Cell, Storage, fits};
use super::reasons::{self, Reasons, shown};
use super::said::Said;

/// Variables of release 118, and bytes of a row in Stata/SE and MP.
const MOST_VARIABLES: usize = 32_767;
const WIDEST_ROW: usize = 1_048_576;
/// Characters of a label of a variable or of the data set.
const LONGEST_LABEL: usize = 80;
/// Bytes of a text of fixed width.
const LONGEST_TEXT: usize = 2045;

pub(super) struct Plan<'f> {
    pub label: String,
    pub variables: Vec<Planned<'f>>,
    pub sets: LabelSets,
    pub notes: Vec<Note>,
    pub rows: usize,
}

/// A variable of the file.
pub(super) struct Planned<'f> {
    pub name: String,
    pub label: String,
    pub storage: Storage,
    pub format: String,
    /// Name of its value labels; empty where there are none.
    pub labels: String,
    cells: Cells<'f>,
    reasons: Reasons,
    clock: Clock,
}

enum Cells<'f> {
    Numbers(Cow<'f, [Option<f64>]>),
    Texts(&'f [String]),
}

impl Planned<'_> {
    /// The number of a row; `.` for a variable of texts.
    pub fn number(&self, row: usize) -> Cell {
        let Cells::Numbers(cells) = &self.cells else {
            return Cell::Missing(0);
        };
        cells[row].map_or(Cell::Missing(0), |number| self.stata(number))
    }

    /// The text of a row; empty for a variable of numbers.
    pub fn text(&self, row: usize) -> Cow<'_, str> {
        match &self.cells {
            Cells::Numbers(_) => Cow::Borrowed(""),
            Cells::Texts(cells) => clean(&cells[row]),
        }
    }

    fn stata(&self, number: f64) -> Cell {
        match self.reasons.letter(number) {
            Some(letter) => Cell::Missing(letter),
            None => Some(self.clock.stata(number))
                .filter(|number| fits(*number))
                .map_or(Cell::Missing(0), Cell::Number),
        }
    }
}

/// # Errors
/// More variables than the format has.
pub(super) fn plan(frame: &Frame) -> Result<(Plan<'_>, Vec<Notice>)> {
    let dictionary = &frame.dictionary;
    if frame.columns.len() > MOST_VARIABLES {
        let many = frame.columns.len();
        return Err(Problem::input(
            format!("Eine Stata-Datei fasst höchstens 32.767 Variablen; hier sind es {many}."),
            format!("A Stata file holds 32,767 variables at most; here are {many}."),
        )
        .hint(
            "Weniger Codes oder Fragen ausgeben oder Parquet wählen.",
            "Export fewer codes or questions, or choose Parquet.",
        ));
    }
    let rows = frame.rows();
    let is_whole = frame.columns.iter().all(|column| column.len() == rows);
    if dictionary.variables.len() != frame.columns.len() || !is_whole {
        return Err(Problem::bug(
            "columns of a frame without variable or of different lengths",
        ));
    }

    let mut said = Said::default();
    let renamed = Renamed::of(dictionary, Program::Stata);
    let names: Vec<&str> = renamed.names().collect();
    said.renamed.clone_from(&renamed.changes);

    // Texts that all have labels become numbers first: their values that mean missing get letters like others.
    let coded: Vec<Option<codes::Coded>> = dictionary
        .variables
        .iter()
        .zip(&frame.columns)
        .map(|(variable, column)| match column {
            Column::Texts(cells) => codes::coded(variable, cells),
            Column::Numbers(_) => None,
        })
        .collect();
    let wanted: Vec<(&str, Vec<f64>)> = dictionary
        .variables
        .iter()
        .zip(&frame.columns)
        .zip(&coded)
        .map(|((variable, column), coded)| {
            let numbers = match (coded, column) {
                (Some(coded), _) => reasons::numbers(&coded.variable, column),
                (None, Column::Numbers(_)) => reasons::numbers(variable, column),
                (None, Column::Texts(_)) => Vec::new(),
            };
            (variable.name.as_str(), numbers)
        })
        .collect();
    let (all_reasons, mut notices) = reasons::assign(&wanted);

    let mut made = Plan {
        label: line(&dictionary.label),
        variables: Vec::with_capacity(names.len()),
        sets: LabelSets::new(names.iter().map(|name| (*name).to_owned()).collect()),
        notes: Vec::new(),
        rows,
    };
    let full = shorten(&mut made.label, LONGEST_LABEL);
    made.notes = notes::of_data_set(&renamed.dictionary, full.as_deref());
    let parts = dictionary.variables.iter().zip(&frame.columns).zip(coded);
    for (((variable, column), coded), (name, reasons)) in parts.zip(names.iter().copied().zip(all_reasons)) {
        let planned = planned(variable, column, coded, name, reasons, &mut made, &mut said);
        made.variables.push(planned);
    }
    narrow(&mut made.variables);
    if !dictionary.sets.is_empty() {
        notices.push(Notice::new(
            "Stata kennt keine Mehrfachantworten-Sets; sie stehen in den Notizen des Datensatzes (notes).",
            "Stata has no response sets; they are in the notes of the data set.",
        ));
    }
    notices.extend(said.notices());
    Ok((made, notices))
}

fn planned<'f>(
    variable: &Variable,
    column: &'f Column,
    coded: Option<codes::Coded>,
    name: &str,
    reasons: Reasons,
    made: &mut Plan<'f>,
    said: &mut Said,
) -> Planned<'f> {
    let mut label = line(&variable.label);
    let full = shorten(&mut label, LONGEST_LABEL);
    if full.is_some() {
        said.shortened.push(name.to_owned());
    }
    let mut codes: Vec<(String, String)> = Vec::new();
    let mut planned = Planned {
        name: name.to_owned(),
        label,
        storage: Storage::Byte,
        format: String::new(),
        labels: String::new(),
        cells: Cells::Texts(&[]),
        reasons,
        clock: Clock::Number,
    };
    let numbers =
        |planned: &mut Planned<'f>, variable: &Variable, cells: Cow<'f, [Option<f64>]>, said: &mut Said| {
            let is_valid = |number: &&f64| planned.reasons.letter(**number).is_none();
            planned.clock = Clock::of_kind(variable.kind, || {
                cells
                    .iter()
                    .flatten()
                    .filter(is_valid)
                    .all(|number| is_whole_day(*number))
            });
            let mut lost = 0;
            for number in cells.iter().flatten() {
                match planned.stata(*number) {
                    Cell::Number(number) => planned.storage = planned.storage.max(Storage::of_number(number)),
                    Cell::Missing(0) => lost += 1,
                    Cell::Missing(_) => {}
                }
            }
            if lost > 0 {
                said.too_large.push(format!("{name} ({lost})"));
            }
            planned.format = format_of(variable, planned.clock, planned.storage);
            planned.cells = Cells::Numbers(cells);
        };
    let labelled = match (coded, column) {
        (Some(coded), _) => {
            numbers(&mut planned, &coded.variable, Cow::Owned(coded.cells), said);
            codes.extend(coded.texts.into_iter().map(|(number, text)| {
                let shown = match planned.stata(number) {
                    Cell::Number(number) => number.to_string(),
                    Cell::Missing(letter) => shown(letter),
                };
                (shown, text)
            }));
            said.coded.push(name.to_owned());
            Some(coded.variable)
        }
        (None, Column::Numbers(cells)) => {
            numbers(&mut planned, variable, Cow::Borrowed(cells), said);
            Some(variable.clone())
        }
        (None, Column::Texts(cells)) => {
            planned.cells = Cells::Texts(cells);
            let longest = cells.iter().map(|cell| clean(cell).len()).max().unwrap_or(0);
            planned.storage = match longest {
                0..=LONGEST_TEXT => Storage::Text(longest.max(1) as u16),
                _ => Storage::LongText,
            };
            planned.format = format_of_text(planned.storage);
            let changed = cells
                .iter()
                .filter(|cell| matches!(clean(cell), Cow::Owned(_)))
                .count();
            if changed > 0 {
                said.cleaned.push(format!("{name} ({changed})"));
            }
            if !variable.missing.is_empty() {
                said.text_missing.push(name.to_owned());
            }
            if !variable.labels.is_empty() {
                said.unlabelled.push(name, variable.labels.len());
            }
            None
        }
    };
    if let Some(variable) = labelled {
        let (clock, reasons) = (planned.clock, &planned.reasons);
        planned.labels = made.sets.add(
            &variable,
            name,
            |number| match reasons.letter(number) {
                Some(letter) => Cell::Missing(letter),
                None => Cell::Number(clock.stata(number)),
            },
            &mut said.unlabelled,
        );
    }
    made.notes
        .extend(notes::of_variable(name, full.as_deref(), &codes));
    planned
}

/// Texts as long texts, widest first, until a row is one that Stata takes.
fn narrow(variables: &mut [Planned<'_>]) {
    let mut width: usize = variables.iter().map(|variable| variable.storage.width()).sum();
    let mut widest: Vec<usize> = (0..variables.len()).collect();
    widest.sort_by_key(|at| std::cmp::Reverse(variables[*at].storage.width()));
    for at in widest {
        let variable = &mut variables[at];
        if width <= WIDEST_ROW || variable.storage.width() <= Storage::LongText.width() {
            break;
        }
        width -= variable.storage.width() - Storage::LongText.width();
        variable.storage = Storage::LongText;
        variable.format = format_of_text(variable.storage);
    }
}

/// Cuts a label and gives it back as it was, where it is too long.
fn shorten(label: &mut String, most: usize) -> Option<String> {
    let short = cut(label, most)?;
    Some(std::mem::replace(label, short))
}

/// `%9.2f` of `F9.2`; else what Stata itself takes.
fn format_of(variable: &Variable, clock: Clock, storage: Storage) -> String {
    if clock != Clock::Number {
        return clock.format().to_owned();
    }
    let decimals = variable
        .format
        .strip_prefix('F')
        .and_then(|rest| rest.split_once('.'))
        .and_then(|(width, decimals)| Some((width.parse::<u8>().ok()?, decimals.parse::<u8>().ok()?)))
        .filter(|(width, decimals)| (1..=16).contains(decimals) && decimals < width);
    match (decimals, storage) {
        (Some((width, decimals)), _) => format!("%{width}.{decimals}f"),
        (None, Storage::Byte | Storage::Int) => "%8.0g".to_owned(),
        (None, Storage::Long) => "%12.0g".to_owned(),
        (None, _) => "%10.0g".to_owned(),
    }
}

fn format_of_text(storage: Storage) -> String {
    match storage {
        Storage::Text(width) => format!("%-{}s", width.clamp(9, 80)),
        _ => "%-80s".to_owned(),
    }
}
