//! A table that is an export of LimeSurvey, or its archive.

use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;

use super::Table;
use crate::import::choices::{Choices, Incomplete};
use crate::import::columns::Why;
use crate::import::delimited::unreadable;
use crate::import::headings::name_columns;
use crate::import::held::Held;
use crate::import::known::Known;
use crate::import::limesurvey::{self, Export, Structure, Writes};
use crate::import::recognised::Survey;
use crate::import::row::Row;
use crate::import::sheet::damaged;
use crate::packed::MOST;
use crate::problem::{Notice, Result};

impl Table {
    pub(super) fn open_lsa(file: File, choices: &Choices) -> Result<Table> {
        let limesurvey::Opened {
            held,
            structures,
            mut notices,
        } = limesurvey::open(file)?;
        if choices.structure.is_some() {
            notices.push(Notice::new(
                "Das Archiv bringt seinen Fragebogen mit; der mit --structure genannte wird nicht gebraucht.",
                "The archive brings its questionnaire along; the one named with --structure is not needed.",
            ));
        }
        Self::of_responses(held, &structures, notices, choices)
    }

    pub(super) fn open_lsr(file: &mut File, length: u64, choices: &Choices) -> Result<Table> {
        let held = limesurvey::responses(whole(file, length)?)?;
        Self::of_responses(held, &said_structures(choices)?, Vec::new(), choices)
    }

    /// What is known of the survey that the table is an export of.
    pub fn survey(&self) -> Survey {
        match &self.export {
            None => Survey::Unknown,
            Some(export) if export.has_questionnaire => Survey::WithQuestionnaire,
            Some(_) => Survey::OfLimesurvey,
        }
    }

    /// Why a column is what it is proposed for: the questionnaire says so, or `without` one.
    pub fn why_proposed(&self, without: Why) -> Why {
        match self.survey() {
            Survey::OfLimesurvey => without,
            Survey::WithQuestionnaire | Survey::Unknown => Why::Structure,
        }
    }

    /// Calls a column as the study does where it came in under its written heading, before there was a questionnaire.
    pub fn call_as_known(&mut self, known: &Known) {
        let written = std::mem::take(&mut self.written);
        let names = self.names.clone();
        let is_known = |name: &String, among: &[String]| known.role(among, name).is_some();
        for (at, heading) in written.iter().enumerate() {
            let name = &names[at];
            if heading == name || is_known(name, &names) || !is_known(heading, &written) {
                continue;
            }
            for variable in &mut self.dictionary.variables {
                if variable.name == *name {
                    variable.name = heading.clone();
                }
            }
            let members = self.dictionary.sets.iter_mut().flat_map(|set| &mut set.members);
            for member in members.filter(|member| *member == name) {
                *member = heading.clone();
            }
            self.names[at] = heading.clone();
        }
    }

    fn of_responses(
        held: Held,
        structures: &[Structure],
        notices: Vec<Notice>,
        choices: &Choices,
    ) -> Result<Table> {
        let headings: Vec<&str> = held.headings.iter().map(String::as_str).collect();
        let export = Export::of(&headings, structures, choices, Writes::Plainly);
        Self::of_held(held, notices)?.with_export(export)
    }

    /// The same with what is known of an export of LimeSurvey.
    pub(super) fn with_export(mut self, export: Option<Export>) -> Result<Table> {
        let Some(mut export) = export else {
            return Ok(self);
        };
        self.notices.extend(export.learn(&mut self.sample));
        self.sample.retain(|row| export.is_wanted(row));
        let (names, given, doubtful) = name_columns(export.names().into_iter(), 1);
        self.written = std::mem::replace(&mut self.names, names);
        self.given = given;
        self.notices.extend(doubtful);
        self.proposed = std::mem::take(&mut export.proposed);
        self.dictionary = std::mem::take(&mut export.dictionary);
        self.export = Some(export);
        Ok(self)
    }
}

/// Whether the first row says in words what the second, of codes, is called: the VV export of LimeSurvey.
pub(super) fn is_in_braces(rows: &[Row]) -> bool {
    let own = |at: usize| {
        rows.get(at).is_some_and(|row| {
            let names = ["id", "submitdate", "lastpage", "startlanguage"];
            let has = |name: &&&str| (0..row.len()).any(|column| row.cell(column) == **name);
            names.iter().filter(has).count() >= 3
        })
    };
    !own(0) && own(1)
}

/// The questionnaire that was named, in each language; none where none was.
pub(super) fn said_structures(choices: &Choices) -> Result<Vec<Structure>> {
    let Some(path) = &choices.structure else {
        return Ok(Vec::new());
    };
    let read = |path: &Path| {
        let mut file = File::open(path).map_err(unreadable)?;
        let length = file.metadata().map_err(unreadable)?.len();
        limesurvey::structures_of(&whole(&mut file, length)?)
    };
    read(path).map_err(|problem| problem.in_file_unless_known(path))
}

/// That something was said which only exports of LimeSurvey can heed.
pub(super) fn not_heeded(choices: &Choices) -> Option<Notice> {
    let said = choices.incomplete != Incomplete::default() || choices.tests_before.is_some();
    said.then(|| {
        Notice::new(
            "--incomplete und --tests-before gelten für Exporte von LimeSurvey mit den Spalten submitdate, lastpage und startlanguage; \
             diese Datei ist keiner, und keine Zeile wurde ausgelassen.",
            "--incomplete and --tests-before are for exports of LimeSurvey with the columns submitdate, lastpage and startlanguage; this \
             file is none, and no row was left out.",
        )
    })
}

/// All bytes of a file whose format has to be read whole.
fn whole(file: &mut File, length: u64) -> Result<Vec<u8>> {
    if length > MOST {
        return Err(damaged("> 200 MB"));
    }
    file.rewind().map_err(unreadable)?;
    let mut bytes = Vec::with_capacity(length as usize);
    file.read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}
