//! Answers come in: a file is recognised, shown, and brought into the study.
//!
//! | member | what |
//! |---|---|
//! | `choices`, `said` | what the researcher said, and how it was typed; everything else is recognised |
//! | `encoding` | bytes → letters |
//! | `kind` | what a file is; what is no table |
//! | `dialect`, `delimited` | which separator; rows of a delimited text |
//! | `sheet`, `parts` | which sheets of a spreadsheet are read; several of one form as one table |
//! | `joined` | a sheet of another form joined to them by ids |
//! | `xls` | workbooks of Excel 5 to 2003 |
//! | `book`, `grid` | cells of a sheet |
//! | `unfolded`, `promised` | how many cells an OpenDocument file has when unfolded, and texts a workbook says that it has |
//! | `limesurvey` | the questionnaire and the exports of LimeSurvey |
//! | `held` | a table in memory, with what its file says of the variables |
//! | `labelled`, `dictionary` | cases of a statistics program; what it says of the variables joins what the study knows |
//! | `qda` | texts, codes and codings of a REFI-QDA project |
//! | `table`, `row` | a file opened as a table, whatever its kind |
//! | `headings`, `named`, `profile`, `columns`, `plan` | names of columns, what stands in them, what each is for, what is read |
//! | `known` | what the columns of earlier files are in the study |
//! | `first_row`, `title`, `qualtrics` | whether the headings look like answers; lines above them, and below |
//! | `split` | a list typed into one cell as several units |
//! | `bring`, `compare`, `duplicates` | a row into the study; against what is there; ids twice |
//! | `codes`, `coded`, `coded_when`, `unknown_codes` | codings along: whose; what a cell says; when; what is no code |
//! | `sample`, `spoken` | answers evenly spread over the file; in which language they are |
//! | `keys` | how rows and coding units are called |
//! | `doubt`, `notices` | what is doubtful about a row |
//! | `codebook_file` | a codebook in whatever file |
//! | `recognised` | what is shown before anything is changed |
//!
//! Answers are read row by row; memory does not grow with the file (spreadsheets excepted: their format has to be
//! unpacked whole). Nothing is dropped in silence: what is doubtful becomes a notice with file, row and column.

mod book;
mod bring;
mod choices;
mod codebook_file;
mod coded;
mod coded_when;
mod codes;
mod columns;
mod compare;
mod delimited;
mod dialect;
mod dictionary;
mod doubt;
mod duplicates;
mod encoding;
mod first_row;
mod grid;
mod headings;
mod held;
mod joined;
mod keys;
mod kind;
mod known;
mod labelled;
mod limesurvey;
mod named;
mod notices;
mod parts;
mod plan;
mod profile;
mod promised;
mod qda;
mod qualtrics;
mod recognised;
mod row;
mod said;
mod sample;
mod sheet;
mod split;
mod spoken;
mod table;
mod title;
mod unfolded;
mod unknown_codes;
mod xls;

pub use choices::{Choices, CodedBy, Incomplete, Split, WithoutCodes};
pub use codebook_file::{codebook_in, codebook_of, is_table};
pub use codes::CodesOf;
pub use columns::{Column, Role, Why};
pub use encoding::EncodingOrigin;
pub use headings::fold as fold_heading;
pub use limesurvey::Structure as LimesurveyStructure;
pub use profile::Looks;
pub use recognised::{Recognised, Survey};
pub use said::Said;
pub use split::split;

use std::path::{Path, PathBuf};

use known::Known;
use serde::Serialize;

use crate::problem::{Notice, Problem, Progress, Result};
use crate::study::{Change, NewSource, Study};

/// Bytes of a file whose rows are counted while somebody waits.
const COUNTED: u64 = 32 << 20;

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    /// Rows with something in them, the heading not counted.
    pub rows: u64,
    /// New in the study:
    pub respondents: u64,
    pub records: u64,
    /// Answers with words.
    pub answers: u64,
    /// Answers that are missing, of whatever kind.
    pub missing: u64,
    /// Coding units with words.
    pub units: u64,
    pub decisions: u64,
    /// Answers with words that were there and read the same.
    pub unchanged: u64,
    /// Answers that had been missing.
    pub filled: u64,
    /// Answers that read differently; the first wording stands.
    pub changed: u64,
    /// The same, noted at an earlier import already.
    pub known_changes: u64,
    pub filled_background: u64,
    pub changed_background: u64,
    pub blank_rows: u64,
    pub notices: Vec<Notice>,
    /// Notices beyond those kept.
    pub notices_more: u64,
}

/// Shows what a file is, without changing anything. With the study it is to come into, if there is one: columns of
/// earlier files keep their role.
///
/// # Errors
/// The file cannot be read or is no table; a named column is not there; no column looks open.
pub fn recognise(path: &Path, choices: &Choices, study: Option<&Study>) -> Result<Recognised> {
    Opened::open(path, choices, &known(study)?)
        .and_then(|opened| opened.count())
        .map_err(|problem| problem.in_file_unless_known(path))
}

/// As [`recognise`], from the beginning of the file only: rows are not counted.
///
/// # Errors
/// As [`recognise`].
pub fn glance(path: &Path, choices: &Choices, study: Option<&Study>) -> Result<Recognised> {
    Opened::open(path, choices, &known(study)?)
        .map(|opened| opened.recognised)
        .map_err(|problem| problem.in_file_unless_known(path))
}

/// As [`recognise`], for somebody who is about to say which columns hold the answers: where no column looks open, that is told
/// beside what was recognised. Rows of a long file are not counted.
///
/// # Errors
/// The file cannot be read or is no table; a named column is not there.
pub fn look(path: &Path, choices: &Choices, study: Option<&Study>) -> Result<(Recognised, Option<Problem>)> {
    let here = |problem: Problem| problem.in_file_unless_known(path);
    let opened = Opened::look(path, choices, &known(study)?).map_err(here)?;
    let lacking = opened.lacking().map(here);
    let is_short = std::fs::metadata(path).is_ok_and(|file| file.len() <= COUNTED);
    let recognised = if is_short {
        opened.count().map_err(here)?
    } else {
        opened.recognised
    };
    Ok((recognised, lacking))
}

/// The questionnaire in a `.lss` or a `.lsa` of LimeSurvey.
///
/// # Errors
/// Neither of them, damaged, or without questions.
pub fn limesurvey_structure(bytes: &[u8]) -> Result<LimesurveyStructure> {
    let first = limesurvey::structures_of(bytes)?.into_iter().next();
    first.ok_or_else(|| Problem::bug("a questionnaire without a language"))
}

/// How answers of the latest file of a study were divided: those of a further one are likely to be divided the same way.
///
/// # Errors
/// The study cannot be read.
pub fn latest_split(study: &Study) -> Result<Split> {
    Known::latest_split(study)
}

fn known(study: Option<&Study>) -> Result<Known> {
    study.map_or_else(|| Ok(Known::default()), Known::of)
}

/// Brings a file into a study: all of it or, where there is a problem, nothing. `now` in seconds since 1970 UTC;
/// `progress` hears how much is done, and of how much. `codebook` is kept in the study together with the answers.
///
/// # Errors
/// As [`recognise`]; ids that stand in two rows; codes without coder or codebook, or that the codebook does not know.
pub fn import(
    study: &mut Study,
    path: &Path,
    choices: &Choices,
    codebook: Option<CodesOf<'_>>,
    now: i64,
    progress: Progress<'_>,
) -> Result<Imported> {
    let ready = Ready::of(study, path, choices)?;
    study.change(|change| ready.bring(change, codebook, now, progress))
}

/// A file that is about to come into a study: what can be wrong with it as a whole has been looked for.
pub struct Ready {
    opened: Opened,
    known: Known,
    path: PathBuf,
    choices: Choices,
}

impl Ready {
    /// # Errors
    /// As [`recognise`].
    pub fn of(study: &Study, path: &Path, choices: &Choices) -> Result<Ready> {
        let known = Known::of(study)?;
        Ok(Ready {
            opened: Opened::open(path, choices, &known)
                .map_err(|problem| problem.in_file_unless_known(path))?,
            known,
            path: path.to_owned(),
            choices: choices.clone(),
        })
    }

    /// As [`import`], into the same study.
    ///
    /// # Errors
    /// As [`import`].
    pub fn bring(
        self,
        change: &Change<'_>,
        codebook: Option<CodesOf<'_>>,
        now: i64,
        progress: Progress<'_>,
    ) -> Result<Imported> {
        let Ready {
            opened,
            known,
            path,
            choices,
        } = self;
        bring_all(opened, change, (&path, &choices, &known), codebook, now, progress)
            .map_err(|problem| problem.in_file_unless_known(&path))
    }
}

fn bring_all(
    opened: Opened,
    change: &Change<'_>,
    (path, choices, known): (&Path, &Choices, &Known),
    codebook: Option<CodesOf<'_>>,
    now: i64,
    progress: Progress<'_>,
) -> Result<Imported> {
    let Opened {
        mut table,
        recognised,
        plan,
    } = opened;
    codes::check(choices, codebook)?;
    let settings = Settings {
        questions: plan
            .questions
            .iter()
            .map(|question| question.key.clone())
            .collect(),
        split: choices.split,
        wave: choices.wave.clone(),
    };
    let source = NewSource {
        file_name: recognised.file.clone(),
        settings: settings.write(&recognised)?,
        time: now,
    };
    let kept = match codebook {
        // A project keeps it when its codes are known.
        _ if table.coded.is_some() => None,
        Some(of) => Some((change.keep_codebook(of.name, of.codebook, now)?, of.codebook)),
        None => None,
    };
    let codes = match kept {
        Some(kept) if !choices.codings.is_empty() => {
            Some(codes::Codes::new(&table, &plan, kept, choices, now)?)
        }
        _ => None,
    };
    let coded = table.coded.take();
    let mut bringing = bring::Bringing::new(change, &table, &plan, choices, known, source, codes)?;
    bringing.coded = coded.as_deref();
    bringing.notices.extend(std::mem::take(&mut table.notices));
    bringing.all(&mut table, progress)?;
    if !bringing.duplicates.is_empty() {
        let again = table::Table::open(path, choices)?;
        return Err(bringing.duplicates.problem(again, plan.id.unwrap_or(0))?);
    }
    bringing.notices.extend(dictionary::keep(
        change,
        std::mem::take(&mut table.dictionary),
        &plan,
        now,
    )?);
    if let Some(coded) = &coded {
        bringing.code(coded, codebook, &known.codebooks, now)?;
    }
    bringing.look_at_language(known, codebook.map(|of| of.codebook.language))?;
    bringing.finish()
}

/// A file with everything recognised, before its first row.
struct Opened {
    table: table::Table,
    recognised: Recognised,
    plan: plan::Plan,
}

impl Opened {
    fn open(path: &Path, choices: &Choices, known: &Known) -> Result<Opened> {
        let opened = Opened::look(path, choices, known)?;
        opened.lacking().map_or(Ok(opened), Err)
    }

    /// The same where it is not settled yet which columns hold the answers.
    fn look(path: &Path, choices: &Choices, known: &Known) -> Result<Opened> {
        let table = table::Table::open(path, choices)?;
        Opened::of(table, path, choices, known)
    }

    fn of(mut table: table::Table, path: &Path, choices: &Choices, known: &Known) -> Result<Opened> {
        table.call_as_known(known);
        let said = table.coded.as_ref().map(|coded| coded.said(choices));
        let choices = said.as_ref().unwrap_or(choices);
        let columns = columns::assign(&table, choices, known)?;
        let plan = plan::Plan::new(&table, &columns, choices)?;
        let guessed = columns.iter().any(|column| {
            matches!(column.role, Role::Open { .. }) && !matches!(column.why, Why::Known | Why::Structure)
        });
        if choices.text.is_empty() && plan.questions.len() > 1 && guessed {
            table.notices.push(plan.several_questions());
        }
        table.notices.extend(plan.says_left_out());
        table
            .notices
            .extend(first_row::doubt(&table.names, &table.given, &table.sample));
        let recognised = Recognised::of(path, &table, columns);
        Ok(Opened {
            table,
            recognised,
            plan,
        })
    }

    /// What keeps the file from being imported.
    fn lacking(&self) -> Option<Problem> {
        let sheets = self.table.other_sheets();
        let lacks = self.plan.questions.is_empty();
        lacks.then(|| columns::no_open_column(&self.table.names, sheets))
    }

    /// Counts the rows, which takes one reading of the file.
    fn count(mut self) -> Result<Recognised> {
        let mut row = row::Row::default();
        let mut rows = 0;
        while self.table.next(&mut row)? {
            rows += u64::from(!row.is_blank());
        }
        let file = self.recognised.file.clone();
        let last = self.table.last_notices();
        self.recognised
            .notices
            .extend(last.into_iter().map(|notice| notice.in_file(&file)));
        self.recognised.rows = Some(rows);
        Ok(self.recognised)
    }
}

/// How a file was read, as the study keeps it.
#[derive(Debug, Serialize)]
struct Settings {
    questions: Vec<String>,
    split: Split,
    wave: Option<String>,
}

impl Settings {
    fn write(&self, recognised: &Recognised) -> Result<String> {
        let mut value = serde_json::to_value(self).map_err(Problem::bug)?;
        value["recognised"] = serde_json::to_value(recognised).map_err(Problem::bug)?;
        Ok(value.to_string())
    }
}
