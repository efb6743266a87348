//! Rows of a table become records, answers and units of the study; what is there already is compared.

use std::rc::Rc;

use super::Imported;
use super::choices::{Choices, Split};
use super::codes::Codes;
use super::duplicates::Duplicates;
use super::keys::Keys;
use super::known::Known;
use super::notices::Notices;
use super::plan::{OpenQuestion, Plan, Said};
use super::qda::Coded;
use super::row::Row;
use super::sample::Sample;
use super::table::Table;
use crate::problem::{Notice, Progress, Result};
use crate::study::{Change, NewRecord, NewSource};
use crate::survey::{QuestionId, RecordId, UnitId};

/// Rows between two reports of progress.
const STRIDE: u64 = 4096;

/// The name of the background column that `--wave` fills.
const WAVE: &str = "wave";
/// The same of the names of sheets, where several are read.
pub(super) const SHEET: &str = "sheet";

/// One import under way.
pub(super) struct Bringing<'a, 'c> {
    pub change: &'a Change<'c>,
    pub plan: &'a Plan,
    pub choices: &'a Choices,
    pub questions: Vec<BroughtQuestion<'a>>,
    pub background: Vec<(usize, usize)>,
    wave: Option<usize>,
    /// The sheet of the row, where several are read, and its background column.
    pub sheet: Option<(Rc<str>, usize)>,
    width: usize,
    keeps_blanks: bool,
    pub names: Vec<String>,
    pub source: i64,
    respondents_before: u64,
    pub duplicates: Duplicates,
    comparison: Comparison,
    /// The ways in which answers of the study were divided so far.
    pub splits: &'a [Split],
    /// Whether an answer of the study would be divided otherwise now.
    pub divided_otherwise: bool,
    codes: Option<Codes>,
    /// Where the file is a project: which pieces of its texts were coded.
    pub coded: Option<&'a Coded>,
    /// Of the answers that are new.
    pub sample: Sample,
    pub notices: Notices,
    pub done: Imported,
}

/// Whether the study is prepared for looking up units and decisions of stored answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    NotYet,
    Prepared,
}

pub(super) struct BroughtQuestion<'a> {
    pub id: QuestionId,
    pub open: &'a OpenQuestion,
    /// Whether unit keys carry the question's name.
    pub keys: Keys,
}

impl<'a, 'c> Bringing<'a, 'c> {
    pub fn new(
        change: &'a Change<'c>,
        table: &Table,
        plan: &'a Plan,
        choices: &'a Choices,
        known: &'a Known,
        source: NewSource,
        codes: Option<Codes>,
    ) -> Result<Self> {
        // Where there is no file yet, this one is the first.
        let alone = known.first_questions.unwrap_or(plan.questions.len()) == 1;
        let mut questions = Vec::new();
        for open in &plan.questions {
            let wording = match &*open.wording {
                "" if open.key.contains(' ') => &open.key,
                wording => wording,
            };
            let id = change.question(&open.key, wording)?;
            let keys = if alone && id == QuestionId(1) {
                Keys::OfRecord
            } else {
                Keys::WithQuestion
            };
            questions.push(BroughtQuestion { id, open, keys });
        }
        let mut background = Vec::new();
        let mut width = 0;
        for (column, name) in &plan.background {
            let at = change.background(name)?.0 as usize - 1;
            width = width.max(at + 1);
            background.push((*column, at));
        }
        let mut wave = None;
        if choices.wave.is_some() {
            let at = change.background(WAVE)?.0 as usize - 1;
            width = width.max(at + 1);
            wave = Some(at);
        }
        let mut sheet = None;
        if table.has_parts() {
            let at = change.background(SHEET)?.0 as usize - 1;
            width = width.max(at + 1);
            sheet = Some(("".into(), at));
        }
        Ok(Bringing {
            change,
            plan,
            choices,
            questions,
            background,
            wave,
            sheet,
            width,
            keeps_blanks: table.keeps_blanks(),
            names: table.names.clone(),
            notices: Notices::of_file(&source.file_name),
            source: change.add_source(&source)?,
            respondents_before: change.count_respondents()?,
            duplicates: Duplicates::default(),
            comparison: Comparison::NotYet,
            splits: &known.splits,
            divided_otherwise: false,
            codes,
            coded: None,
            sample: Sample::default(),
            done: Imported::default(),
        })
    }

    /// Reads all rows.
    pub fn all(&mut self, table: &mut Table, progress: Progress<'_>) -> Result<()> {
        let mut row = Row::default();
        let mut key = String::new();
        while table.next(&mut row)? {
            if row.is_blank() {
                self.done.blank_rows += 1;
                continue;
            }
            self.done.rows += 1;
            self.sample.row = row.number;
            self.look_at_sheet(table.part());
            if self.done.rows.is_multiple_of(STRIDE) {
                let (done, of) = table.progress();
                progress(done, of)?;
            }
            self.mend_length(&mut row, table.separator());
            self.look_at_cells(&row);
            self.write_key(&row, &mut key);
            self.bring(&row, &key)?;
        }
        self.done.blank_rows += table.blank_lines();
        self.notices.extend_first(table.last_notices());
        let (_, of) = table.progress();
        progress(of, of)
    }

    /// Ends the import.
    ///
    /// # Errors
    /// Code ids that the codebook does not know.
    pub fn finish(mut self) -> Result<Imported> {
        if let Some(codes) = self.codes.take() {
            self.notices.extend(codes.finish(self.change)?);
        }
        if self.plan.id.is_none() {
            self.notices.push(Notice::new(
                "Keine Spalte benennt die Zeilen; ein erneuter Import vergleicht nach der Zeilennummer. Mit --id SPALTE \
                 eine Kennung nennen.",
                "No column names the rows; another import compares by row number. Name an id with --id COLUMN.",
            ));
        }
        if self.done.blank_rows > 0 {
            let n = self.done.blank_rows;
            self.notices.push(Notice::new(
                format!("Leere Zeilen übergangen: {n}."),
                format!("Blank rows passed over: {n}."),
            ));
        }
        if self.done.changed > 4 && self.done.changed > self.done.unchanged {
            self.notices.push(Notice::new(
                "Die meisten Antworten zu schon vorhandenen Kennungen lauten anders. Wenn dies eine andere Welle ist: \
                 mit --wave NAME einlesen.",
                "Most answers of ids that are there already read differently. If this is another wave, import it with \
                 --wave NAME.",
            ));
        }
        if self.divided_otherwise {
            self.notices.push(Notice::new(
                "Mit diesem --split würden Antworten, die schon in der Studie sind, anders geteilt; sie bleiben geteilt, wie \
                 sie es waren. Anders nur in einer neuen Studie.",
                "With this --split, answers that are in the study already would be divided otherwise; they stay divided as \
                 they were. Otherwise only in a new study.",
            ));
        }
        if self.comparison == Comparison::Prepared {
            self.change.end_comparison()?;
        }
        self.done.respondents = self.change.count_respondents()? - self.respondents_before;
        let done = &self.done;
        if done.records + done.answers + done.missing + done.filled > 0 {
            self.change.answers_changed()?;
        } else if done.changed == 0 {
            // Nothing came of this file: the study stays as it was.
            self.change.drop_source(self.source)?;
        }
        let (kept, more) = self.notices.finish();
        self.done.notices = kept;
        self.done.notices_more = more;
        Ok(self.done)
    }

    /// To be called before units of stored answers are looked up.
    pub fn prepare_comparison(&mut self) -> Result<()> {
        if self.comparison == Comparison::NotYet {
            self.change.begin_comparison()?;
            self.comparison = Comparison::Prepared;
        }
        Ok(())
    }

    pub fn brings_codes(&self) -> bool {
        self.codes.is_some()
    }

    pub fn name(&self, column: usize) -> String {
        self.names[column].clone()
    }

    fn bring(&mut self, row: &Row, key: &str) -> Result<()> {
        let respondent_key = match self.plan.respondent.map(|column| row.cell(column).trim()) {
            Some(respondent) if !respondent.is_empty() => respondent,
            _ => key,
        };
        let mut background: Vec<Option<&str>> = vec![None; self.width];
        for (column, at) in &self.background {
            let cell = match self.keeps_blanks {
                true => row.cell(*column),
                false => row.cell(*column).trim(),
            };
            background[*at] = (!cell.is_empty()).then_some(cell);
        }
        if let Some(at) = self.wave {
            background[at] = self.choices.wave.as_deref();
        }
        let sheet = self.sheet.clone();
        if let Some((sheet, at)) = &sheet {
            background[*at] = Some(sheet);
        }
        for column in &self.plan.empty {
            let cell = row.cell(*column).trim();
            if !cell.is_empty() {
                let at = self.change.background(&self.names[*column])?.0 as usize - 1;
                background.resize(background.len().max(at + 1), None);
                background[at] = Some(cell);
            }
        }
        let respondent = self.change.respondent(respondent_key)?;
        let record = NewRecord {
            key,
            respondent,
            source: self.source,
            row: row.number,
            background: &background,
        };
        match self.change.add_record(&record)? {
            Some(id) => {
                self.duplicates.first_time(id);
                self.done.records += 1;
                self.bring_answers(row, key, id)
            }
            None => self.compare(row, key, respondent, background),
        }
    }

    fn bring_answers(&mut self, row: &Row, key: &str, record: RecordId) -> Result<()> {
        let mut said = Vec::new();
        let mut units = Vec::new();
        for at in 0..self.questions.len() {
            self.plan
                .said(row, self.questions[at].open, &self.choices.missing, &mut said);
            for said in &said {
                self.add(at, record, key, said, &mut units)?;
            }
        }
        self.decide(row, &units)
    }

    /// Brings the codings of a row along.
    pub fn decide(&mut self, row: &Row, units: &[UnitId]) -> Result<()> {
        let Some(codes) = &mut self.codes else {
            return Ok(());
        };
        let decided = codes.decide(self.change, row, units)?;
        self.done.decisions += decided.decisions;
        if let Some(column) = decided.several_units {
            let n = units.len();
            let notice = Notice::new(
                format!(
                    "Die Zeile hat {n} Kodiereinheiten; zu welcher die Codes gehören, ist nicht zu sagen."
                ),
                format!("The row has {n} coding units; which of them the codes belong to cannot be told."),
            );
            self.notices
                .push(notice.in_row(row.number).in_column(self.names[column].clone()));
        }
        Ok(())
    }

    /// Adds an answer and its units; their ids go to `added`.
    pub fn add(
        &mut self,
        question: usize,
        record: RecordId,
        key: &str,
        said: &Said<'_>,
        added: &mut Vec<UnitId>,
    ) -> Result<()> {
        let answer = self.change.add_answer(
            record,
            self.questions[question].id,
            said.slot,
            said.missing,
            said.words,
        )?;
        let units = self.units(question, key, said);
        for unit in &units {
            added.push(self.change.add_unit(answer, unit.span, unit.key.as_deref())?);
        }
        if said.missing.is_none() {
            self.sample.take(said.words);
            self.done.answers += 1;
            self.done.units += units.len() as u64;
        } else {
            self.done.missing += 1;
        }
        Ok(())
    }
}
