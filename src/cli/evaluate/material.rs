//! What evaluation works on: coded files, read by the import into a study that is thrown away, or a study with decisions.
//!
//! Training and test file are kept apart in the study, so that their ids are never mixed up, whether they overlap or are missing.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use crate::cli::Desk;
use crate::cli::choices::choices;
use crate::cli::suggest::open_index;
use crate::codebook::{Codebook, name_of};
use crate::import::{self, Choices, CodedBy, CodesOf, WithoutCodes, codebook_of};
use crate::problem::{Notice, Problem, Result};
use crate::results::evaluation::Origin;
use crate::search::Index;
use crate::study::{Read, StoredCodebook, Study, Wanted};
use crate::suggest::evaluation::Coded;
use crate::survey::CodebookId;
use crate::tables::choose_codebook;

/// What the keys of units begin with, by file.
const TRAIN: &str = "train";
const TEST: &str = "test";
/// In whose name the codes of a file stand.
const CODER: &str = "people";

pub struct Material {
    pub study: Study,
    pub index: Index,
    /// The codes in use.
    pub codebook: StoredCodebook,
    pub coded: Coded,
    origin: Origin,
    /// Holds the study of files until the evaluation is done.
    _folder: Option<tempfile::TempDir>,
}

impl Material {
    pub fn read(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<Material> {
        let named = given.get_one::<String>("codebook");
        match given.get_one::<PathBuf>("study") {
            Some(path) => of_study(path, named, desk),
            None => of_files(given, named, desk),
        }
    }

    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Places of the units to learn from.
    pub fn pool(&self) -> Vec<usize> {
        let judged = self.coded.judged().into_iter();
        judged.filter(|unit| !self.is_of(*unit, TEST)).collect()
    }

    /// Places of the units of the test file.
    pub fn test(&self) -> Vec<usize> {
        let all = 0..self.coded.units.len();
        all.filter(|unit| self.is_of(*unit, TEST)).collect()
    }

    /// The name of a unit in its file or study.
    pub fn key(&self, unit: usize) -> &str {
        let key = &self.coded.keys[unit];
        match self.origin {
            Origin::Study { .. } => key,
            Origin::Files { .. } => without_part(key),
        }
    }

    fn is_of(&self, unit: usize, part: &str) -> bool {
        let key = &self.coded.keys[unit];
        matches!(self.origin, Origin::Files { .. }) && key.split_once('/').is_some_and(|(of, _)| of == part)
    }
}

fn without_part(key: &str) -> &str {
    key.split_once('/').map_or(key, |(_, key)| key)
}

/// A study is only read: what is judged with another codebook is judged in memory.
fn of_study(path: &Path, named: Option<&String>, desk: &mut Desk<'_>) -> Result<Material> {
    let study = Study::open(path)?;
    let codebook = match named {
        None => choose_codebook(&study, None)?,
        Some(named) => match codebook_of(named, None) {
            Ok((codebook, notices)) => {
                desk.remarks(&notices);
                in_memory(named, codebook)
            }
            Err(_) if study.codebooks()?.iter().any(|kept| kept.name == *named) => {
                choose_codebook(&study, Some(named))?
            }
            Err(problem) => return Err(problem),
        },
    };
    let coded = Coded::of_study(&study, &codebook)?;
    let codebook = codebook.in_use();
    let index = open_index(&study, desk)?.with_exceptions(&codebook.codebook.stem_exceptions);
    Ok(Material {
        origin: Origin::Study {
            path: path.to_owned(),
            codebook: (study.codebooks()?.len() > 1).then(|| codebook.name.clone()),
        },
        _folder: None,
        study,
        index,
        codebook,
        coded,
    })
}

fn in_memory(named: &str, codebook: Codebook) -> StoredCodebook {
    StoredCodebook {
        id: CodebookId(0),
        name: name_of(named),
        codebook,
    }
}

fn of_files(given: &ArgMatches, named: Option<&String>, desk: &mut Desk<'_>) -> Result<Material> {
    let file = |name: &str| given.get_one::<PathBuf>(name).cloned();
    let (train, test) = (file("train"), file("test"));
    if train.is_none() && test.is_none() {
        return Err(Problem::usage(
            "Woran gemessen werden soll, ist nicht gesagt.",
            "It is not said what to measure on.",
        )
        .hint(
            "Eine Studie nennen, oder --train DATEI, oder --train DATEI --test DATEI.",
            "Name a study, or --train FILE, or --train FILE --test FILE.",
        ));
    }
    let Some(named) = named else {
        return Err(Problem::usage(
            "Zu welchem Kodierleitfaden die Kategorien gehören, ist nicht gesagt.",
            "It is not said which codebook the codes belong to.",
        )
        .hint("--codebook CB ergänzen.", "Add --codebook CB."));
    };
    let (codebook, notices) = codebook_of(named, None)?;
    desk.remarks(&notices);
    let codebook = in_memory(named, codebook);
    let folder = tempfile::tempdir().map_err(no_folder)?;
    let mut draft = Study::draft(&folder.path().join("evaluation.freitext"))?;
    for (path, part) in [(&train, TRAIN), (&test, TEST)] {
        if let Some(path) = path {
            bring(draft.study(), path, part, given, &codebook, desk)?;
        }
    }
    let study = draft.keep()?;
    let coded = Coded::of(&study, &codebook, |_| true)?;
    let codebook = codebook.in_use();
    desk.remarks(&in_both(&study)?);
    let index = open_index(&study, desk)?.with_exceptions(&codebook.codebook.stem_exceptions);
    Ok(Material {
        origin: Origin::Files { train, test },
        _folder: Some(folder),
        study,
        index,
        codebook,
        coded,
    })
}

fn bring(
    study: &mut Study,
    path: &Path,
    part: &str,
    given: &ArgMatches,
    codebook: &StoredCodebook,
    desk: &mut Desk<'_>,
) -> Result<()> {
    let codes = given.get_one::<String>("codes").map_or("codes", String::as_str);
    let choices = Choices {
        codings: vec![CodedBy {
            columns: vec![codes.to_owned()],
            coder: Some(CODER.to_owned()),
        }],
        apart: Some(part.to_owned()),
        answers_in: Some(codebook.codebook.language),
        without_codes: if given.get_flag("skip_uncoded") {
            WithoutCodes::Undecided
        } else {
            WithoutCodes::NoneFits
        },
        ..choices(given)?
    };
    let of = CodesOf {
        name: &codebook.name,
        codebook: &codebook.codebook,
    };
    let now = desk.now();
    let bar = desk.progress("Einlesen", "Import");
    let imported = import::import(study, path, &choices, Some(of), now, &|done, all| {
        bar.at(done, all)
    })?;
    drop(bar);
    desk.notices(&imported.notices, imported.notices_more);
    Ok(())
}

/// Answers that stand in both files make figures better than they are.
fn in_both(study: &Study) -> Result<Vec<Notice>> {
    let mut train: BTreeSet<(String, String)> = BTreeSet::new();
    let mut twice = 0;
    let wanted = Wanted {
        verbatim: Read::Yes,
        ..Wanted::default()
    };
    study.walk(&wanted, |unit| {
        let own = (without_part(&unit.key).to_owned(), unit.verbatim.clone());
        if unit.key.starts_with(TRAIN) {
            train.insert(own);
        } else if train.contains(&own) {
            twice += 1;
        }
        Ok(())
    })?;
    if twice == 0 {
        return Ok(Vec::new());
    }
    Ok(vec![Notice::new(
        format!(
            "Antworten, die mit derselben Kennung in beiden Dateien stehen: {twice}. Woran gemessen wird, daraus darf nicht \
             gelernt werden; die Zahlen sind zu gut."
        ),
        format!(
            "Answers that stand in both files under the same id: {twice}. What is measured on must not be learned from; the \
             figures are too good."
        ),
    )])
}

fn no_folder(error: std::io::Error) -> Problem {
    Problem::input(
        format!(
            "Ein Ordner für die Auswertung ließ sich nicht anlegen: {}.",
            crate::problem::cause(&error).de
        ),
        format!(
            "A folder for the evaluation could not be made: {}.",
            crate::problem::cause(&error).en
        ),
    )
    .hint(
        "Platz und Rechte des Ordners für vorläufige Dateien prüfen.",
        "Check space and permissions of the folder for temporary files.",
    )
}
