//! Which responses are wanted: complete ones, and those that are no tests; both counted, whatever is chosen.
//!
//! A response is complete where `submitdate` is filled; anonymised surveys have 1980-01-01 there for everybody. LimeSurvey does
//! not mark tests: taken for one is what came before a date that the researcher names.

use jiff::civil::DateTime;

use super::fixed::fixed;
use super::structure::Structure;
use crate::import::choices::{Choices, Incomplete};
use crate::import::row::Row;
use crate::problem::Notice;

/// Columns that tell when a response was given, the best first.
const MOMENTS: [&str; 3] = ["startdate", "datestamp", "submitdate"];
/// The year that anonymised surveys have.
const ANONYMOUS: i16 = 1980;

#[derive(Default)]
pub(super) struct Responses {
    submitted: Option<usize>,
    moments: Vec<usize>,
    incomplete: Incomplete,
    from: Option<DateTime>,
    /// When the survey was opened, after its questionnaire.
    begins: Option<DateTime>,
    counts: Counts,
}

#[derive(Default)]
struct Counts {
    all: u64,
    incomplete: u64,
    tests: u64,
    /// Before the survey was opened, where no date was named.
    early: u64,
    /// Without a date that tells.
    undated: u64,
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Fate {
    Taken,
    LeftOut,
}

impl Responses {
    pub fn of(names: &[String], choices: &Choices, structure: Option<&Structure>) -> Responses {
        let column = |wanted: &str| names.iter().position(|name| fixed(name) == Some(wanted));
        Responses {
            submitted: column("submitdate"),
            moments: MOMENTS.iter().filter_map(|name| column(name)).collect(),
            incomplete: choices.incomplete,
            from: choices.tests_before,
            begins: structure
                .and_then(|structure| structure.begins.as_deref())
                .and_then(|begins| begins.trim().parse().ok()),
            counts: Counts::default(),
        }
    }

    /// What becomes of a row; counted.
    pub fn take(&mut self, row: &Row) -> Fate {
        let moment = self.moment(row);
        let counts = &mut self.counts;
        counts.all += 1;
        counts.undated += u64::from(moment.is_none());
        let early =
            |date: Option<DateTime>| date.is_some_and(|date| moment.is_some_and(|moment| moment < date));
        if early(self.from) {
            counts.tests += 1;
            return Fate::LeftOut;
        }
        if self.from.is_none() && early(self.begins) {
            counts.early += 1;
        }
        if self.is_incomplete(row) {
            self.counts.incomplete += 1;
        }
        self.fate(row)
    }

    pub fn fate(&self, row: &Row) -> Fate {
        let early = self
            .from
            .is_some_and(|from| self.moment(row).is_some_and(|moment| moment < from));
        if early || self.incomplete == Incomplete::LeaveOut && self.is_incomplete(row) {
            Fate::LeftOut
        } else {
            Fate::Taken
        }
    }

    fn is_incomplete(&self, row: &Row) -> bool {
        self.submitted
            .is_some_and(|column| matches!(row.cell(column).trim(), "" | "NULL" | "N" | "N/A"))
    }

    fn moment(&self, row: &Row) -> Option<DateTime> {
        let mut cells = self.moments.iter().map(|column| row.cell(*column).trim());
        cells.find_map(|cell| {
            let moment: DateTime = cell.parse().ok()?;
            (moment.year() > ANONYMOUS).then_some(moment)
        })
    }

    pub fn notices(&self) -> Vec<Notice> {
        let counts = &self.counts;
        let mut notices = Vec::new();
        let (n, all) = (counts.incomplete, counts.all);
        match (n, self.incomplete) {
            (0, _) if self.submitted.is_some() || self.incomplete == Incomplete::Keep => {}
            (0, _) => notices.push(Notice::new(
                "Der Export hat keine Spalte »submitdate«; welche Antworten unvollständig sind, ist nicht zu sagen, und keine \
                 wurde ausgelassen. Beim Export alle Spalten wählen.",
                "The export has no column \"submitdate\"; which responses are incomplete cannot be told, and none was left out. \
                 Choose all columns when exporting.",
            )),
            (_, Incomplete::Keep) => notices.push(Notice::new(
                format!(
                    "Unvollständige Antworten (nicht abgeschickt): {n} von {all}; sie sind mit eingelesen. Ohne sie: \
                     --incomplete leave-out."
                ),
                format!(
                    "Incomplete responses (not submitted): {n} of {all}; they were imported, too. Without them: \
                     --incomplete leave-out."
                ),
            )),
            (_, Incomplete::LeaveOut) => notices.push(Notice::new(
                format!("Unvollständige Antworten (nicht abgeschickt): {n} von {all}; sie wurden ausgelassen."),
                format!("Incomplete responses (not submitted): {n} of {all}; they were left out."),
            )),
        }
        if let Some(from) = self.from {
            let (n, undated) = (counts.tests, counts.undated);
            notices.push(Notice::new(
                format!(
                    "Antworten vor dem {from} gelten als Probe: {n} ausgelassen; ohne brauchbares Datum und deshalb behalten: \
                     {undated}."
                ),
                format!(
                    "Responses before {from} count as tests: {n} left out; without a usable date and therefore kept: {undated}."
                ),
            ));
        }
        if let (n @ 1.., Some(begins)) = (counts.early, self.begins) {
            let day = begins.date();
            notices.push(Notice::new(
                format!(
                    "Vor dem Beginn der Befragung ({begins}) liegen {n} Antworten; sie sind mit eingelesen. Waren es Proben: \
                     --tests-before {day}."
                ),
                format!(
                    "{n} responses lie before the beginning of the survey ({begins}); they were imported, too. If they were \
                     tests: --tests-before {day}."
                ),
            ));
        }
        notices
    }
}
