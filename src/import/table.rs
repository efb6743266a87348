//! A file opened as a table: what kind it is, its headings, and its rows one after the other.

use std::fs::File;
use std::path::Path;

use super::choices::Choices;
use super::columns::Proposed;
use super::delimited::{Delimited, unreadable};
use super::dialect::{Dialect, Quoting};
use super::encoding::{Decided, Decoding};
use super::headings::{Given, name_columns};
use super::held::Held;
use super::kind::{Kind, kind};
use super::labelled::{Cases, renamed, whole};
use super::limesurvey::{self, Export, Fate, Writes};
use super::qda::{self, Coded};
use super::qualtrics;
use super::row::Row;
use super::sheet::Sheet;
use super::title;
use crate::problem::{Notice, Problem, Result};
use crate::statfile::dta as stata;
use crate::statfile::{Frame, sav};
use crate::survey::Dictionary;

mod refused;
mod survey;
mod text;

use refused::{no_answers, too_wide};
use survey::{is_in_braces, not_heeded, said_structures};

/// Rows that are looked at to recognise columns.
const SAMPLE_ROWS: usize = 2_000;
/// Columns that a file may have: twice what the largest surveys have is far below, and more is a text that is no table.
const COLUMNS: usize = 50_000;

/// A table whose headings are read; rows follow.
pub(super) struct Table {
    pub form: Form,
    pub names: Vec<String>,
    pub given: Vec<Given>,
    /// The first rows, for recognising columns; they come again from [`Table::next`].
    pub sample: Vec<Row>,
    pub notices: Vec<Notice>,
    /// What the file says of its variables; nothing where it has only headings.
    pub dictionary: Dictionary,
    /// What the file or its questionnaire says that columns are for; empty where nothing does.
    pub proposed: Vec<Proposed>,
    export: Option<Export>,
    /// Headings as they are written, where a questionnaire has other names for them.
    written: Vec<String>,
    /// Codings of a project, beside its texts.
    pub coded: Option<Box<Coded>>,
    rows: Rows,
    of: u64,
}

/// What was recognised of the file as a whole.
pub(super) enum Form {
    Text {
        decided: Decided,
        dialect: Dialect,
    },
    Sheet {
        kind: &'static str,
        /// Sheets that are read.
        read: Vec<String>,
        /// Sheets that are not read.
        others: Vec<String>,
    },
    Held {
        ending: &'static str,
    },
}

enum Rows {
    Text(Box<Delimited<Decoding>>),
    Sheet(Sheet),
    Held { held: Held, at: usize },
    Cases(Cases),
}

impl Table {
    /// Opens a file.
    ///
    /// # Errors
    /// The file cannot be read, is no table, is empty or has only headings.
    pub fn open(path: &Path, choices: &Choices) -> Result<Table> {
        let mut file = File::open(path).map_err(unreadable)?;
        let length = file.metadata().map_err(unreadable)?.len();
        if length == 0 {
            return Err(Problem::input("Die Datei ist leer.", "The file is empty.").hint(
                "Die Antworten noch einmal aus der Befragungssoftware exportieren.",
                "Export the answers from the survey tool once more.",
            ));
        }
        let kind = kind(&mut file, path)?;
        match kind {
            Kind::Text => Self::open_text(&mut file, length, choices),
            Kind::Sav => {
                let (frame, notices) = sav::read(&whole(&mut file, length)?, choices.encoding.as_deref())?;
                Self::of_frame(frame, kind.ending(), notices)
            }
            Kind::Dta => {
                let (frame, notices) = stata::read(&whole(&mut file, length)?)?;
                Self::of_frame(frame, kind.ending(), notices)
            }
            Kind::Lsa => Self::open_lsa(file, choices),
            Kind::Lsr => Self::open_lsr(&mut file, length, choices),
            Kind::Qdpx => qda::open(file),
            kind => Self::open_sheet(file, kind, choices),
        }
    }

    fn open_sheet(file: File, kind: Kind, choices: &Choices) -> Result<Table> {
        let (mut sheet, notices) = Sheet::open(file, kind, choices)?;
        let mut sample = Vec::new();
        let mut row = Row::default();
        while sample.len() <= SAMPLE_ROWS && sheet.next(&mut row) {
            sample.push(row.compact());
        }
        sheet.rewind();
        let form = Form::Sheet {
            kind: kind.ending(),
            read: sheet.read.clone(),
            others: sheet.others.clone(),
        };
        let (_, of) = sheet.progress();
        Self::with_rows(form, Rows::Sheet(sheet), sample, notices, of, choices)
    }

    fn with_rows(
        form: Form,
        rows: Rows,
        mut sample: Vec<Row>,
        mut notices: Vec<Notice>,
        of: u64,
        choices: &Choices,
    ) -> Result<Table> {
        sample.iter_mut().for_each(Row::clean);
        let blank = sample.iter().take_while(|row| row.is_blank()).count();
        sample.drain(..blank);
        if sample.is_empty() {
            return Err(Problem::input(
                "Die Datei enthält nur leere Zeilen.",
                "The file holds only blank rows.",
            )
            .hint(
                "Die Antworten noch einmal aus der Befragungssoftware exportieren.",
                "Export the answers from the survey tool once more.",
            ));
        }
        if matches!(form, Form::Text { .. }) {
            notices.extend(title::take_off(&mut sample));
        }
        let in_braces = is_in_braces(&sample);
        if in_braces {
            sample.remove(0);
        }
        let heading = sample.remove(0);
        if heading.len() > COLUMNS {
            return Err(too_wide(heading.len()).in_row(heading.number));
        }
        let cells: Vec<&str> = (0..heading.len()).map(|column| heading.cell(column)).collect();
        let writes = if in_braces {
            Writes::InBraces
        } else {
            Writes::Plainly
        };
        let export = Export::of(&cells, &said_structures(choices)?, choices, writes);
        let (names, given, doubtful) = name_columns(cells.into_iter(), heading.number);
        if export.is_none() {
            notices.extend(doubtful);
            notices.extend(not_heeded(choices));
        }
        let rows_below = sample.len();
        sample.retain(|row| !row.is_blank());
        if sample.is_empty() {
            return Err(match export {
                Some(_) => limesurvey::no_responses(),
                None => no_answers(rows_below, heading.number),
            });
        }
        let below = qualtrics::rows_of_names(&sample);
        let last = sample[..below].last().map_or(heading.number, |row| row.number);
        let (dictionary, told) = qualtrics::take_off(&mut sample, below, (&names, &given));
        notices.extend(told);
        if sample.is_empty() {
            return Err(no_answers(0, last));
        }
        let mut table = Table {
            form,
            names,
            given,
            sample,
            notices,
            dictionary,
            proposed: Vec::new(),
            export: None,
            written: Vec::new(),
            coded: None,
            rows,
            of,
        };
        let mut skipped = Row::default();
        while table.next(&mut skipped)? && skipped.number < last {}
        table.with_export(export)
    }

    /// A table that a reader of a structured format holds in memory.
    ///
    /// # Errors
    /// It has no cases.
    pub fn of_held(mut held: Held, mut notices: Vec<Notice>) -> Result<Table> {
        let headings = held.headings.iter().map(String::as_str);
        let (names, given, doubtful) = name_columns(headings, 1);
        notices.extend(doubtful);
        if held.rows.is_empty() {
            return Err(no_answers(0, 1));
        }
        let mut sample = Vec::new();
        for at in 0..held.rows.len().min(SAMPLE_ROWS) {
            let mut row = Row::default();
            held.fill(at, &mut row);
            row.clean();
            sample.push(row);
        }
        let dictionary = renamed(std::mem::take(&mut held.dictionary), &held.headings, &names);
        Ok(Table {
            form: Form::Held { ending: held.ending },
            names,
            given,
            sample,
            notices,
            dictionary,
            proposed: Vec::new(),
            export: None,
            written: Vec::new(),
            coded: None,
            of: held.rows.len() as u64,
            rows: Rows::Held { held, at: 0 },
        })
    }

    /// The cases of a statistics program; `ending` is that of its files.
    ///
    /// # Errors
    /// There are none.
    pub fn of_frame(frame: Frame, ending: &'static str, mut notices: Vec<Notice>) -> Result<Table> {
        let (mut cases, dictionary) = Cases::of(frame);
        let headings: Vec<String> = dictionary
            .variables
            .iter()
            .map(|variable| variable.name.clone())
            .collect();
        let (names, given, doubtful) = name_columns(headings.iter().map(String::as_str), 1);
        notices.extend(doubtful);
        let (_, of) = cases.progress();
        if of == 0 {
            return Err(no_answers(0, 1));
        }
        let mut sample = Vec::new();
        let mut row = Row::default();
        while sample.len() < SAMPLE_ROWS && cases.next(&mut row) {
            row.clean();
            sample.push(row.compact());
        }
        cases.rewind();
        Ok(Table {
            form: Form::Held { ending },
            dictionary: renamed(dictionary, &headings, &names),
            coded: None,
            names,
            given,
            sample,
            notices,
            proposed: Vec::new(),
            export: None,
            written: Vec::new(),
            rows: Rows::Cases(cases),
            of,
        })
    }

    /// Reads the next row that is wanted; `false` at the end.
    pub fn next(&mut self, row: &mut Row) -> Result<bool> {
        while self.read(row)? {
            row.clean();
            let fate = self.export.as_mut().map(|export| export.take(row));
            if fate != Some(Fate::LeftOut) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What can be said only after the last row.
    pub fn last_notices(&self) -> Vec<Notice> {
        self.export.as_ref().map(Export::last_notices).unwrap_or_default()
    }

    fn read(&mut self, row: &mut Row) -> Result<bool> {
        match &mut self.rows {
            Rows::Text(rows) => rows.next(row),
            Rows::Sheet(rows) => Ok(rows.next(row)),
            Rows::Held { held, at } => {
                let is_there = *at < held.rows.len();
                if is_there {
                    held.fill(*at, row);
                    *at += 1;
                }
                Ok(is_there)
            }
            Rows::Cases(cases) => Ok(cases.next(row)),
        }
    }

    /// How far the reading is, and of how much: bytes of a text, rows of a sheet.
    pub fn progress(&self) -> (u64, u64) {
        match &self.rows {
            Rows::Text(rows) => (rows.input().done, self.of),
            Rows::Sheet(rows) => rows.progress(),
            Rows::Held { at, .. } => (*at as u64, self.of),
            Rows::Cases(cases) => cases.progress(),
        }
    }

    /// Blank lines met so far.
    pub fn blank_lines(&self) -> u64 {
        match &self.rows {
            Rows::Text(rows) => rows.blank_lines,
            Rows::Sheet(_) | Rows::Held { .. } | Rows::Cases(_) => 0,
        }
    }

    /// Sheets of the same file that are not read.
    pub fn other_sheets(&self) -> &[String] {
        match &self.form {
            Form::Text { .. } | Form::Held { .. } => &[],
            Form::Sheet { others, .. } => others,
        }
    }

    /// The separator between the cells of a row.
    pub fn separator(&self) -> u8 {
        match &self.form {
            Form::Text { dialect, .. } => dialect.separator.unwrap_or(b' '),
            Form::Sheet { .. } | Form::Held { .. } => b' ',
        }
    }

    /// Whether several sheets are read as one table.
    pub fn has_parts(&self) -> bool {
        matches!(&self.rows, Rows::Sheet(rows) if rows.has_parts())
    }

    /// The sheet that the latest row stands in, where several are read as one table.
    pub fn part(&self) -> Option<&str> {
        match &self.rows {
            Rows::Sheet(rows) => rows.part(),
            Rows::Text(_) | Rows::Held { .. } | Rows::Cases(_) => None,
        }
    }

    /// Whether blanks around a value belong to it: a program wrote it, nobody typed it into a cell.
    pub fn keeps_blanks(&self) -> bool {
        matches!(self.form, Form::Held { .. }) && self.export.is_none()
    }

    /// LimeSurvey writes `""` for an empty answer and nothing for a question that was not shown; other programs mean
    /// nothing by it. Taken so where all else is quoted and its columns are there.
    pub fn tells_not_shown(&self) -> bool {
        let in_braces = self.export.as_ref().is_some_and(Export::tells_not_shown);
        match &self.form {
            Form::Text { dialect, .. } => {
                in_braces || self.export.is_some() && dialect.quoting == Quoting::All
            }
            Form::Sheet { .. } => false,
            // Whoever holds a table knows.
            Form::Held { .. } => true,
        }
    }
}
