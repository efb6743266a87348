//! A survey as LimeSurvey exports it, in every format and style of heading: the same study comes of all of them.
//!
//! The survey is made up; files are written by the authors after what LimeSurvey's source writes (`export_helper.php`,
//! `Writer.php`, `CsvWriter.php`, `viewHelper.php`, `createFieldMap` in `common_helper.php`).

mod archive;
mod hostile;
mod later;
mod responses;
mod styles;
mod survey;

use std::path::{Path, PathBuf};

use freitext::import::{Choices, Imported, import};
use freitext::problem::{Result, unwatched};
use freitext::study::{Background, Read, Study, Wanted};

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        Desk {
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    }

    fn study(&self) -> Study {
        let path = self.folder.path().join("studie.freitext");
        if path.exists() {
            Study::open(&path).expect("a study")
        } else {
            Study::draft(&path)
                .and_then(|draft| draft.keep())
                .expect("a new study")
        }
    }
}

fn bring(study: &mut Study, file: &Path, choices: &Choices) -> Result<Imported> {
    import(study, file, choices, None, 0, &unwatched)
}

/// Choices with the questionnaire of the survey.
fn with_structure(desk: &Desk) -> Choices {
    Choices {
        structure: Some(desk.file("survey.lss", survey::lss(survey::Version::Six))),
        ..Choices::default()
    }
}

/// Everything that a study holds of its answers and closed questions, a line each.
fn dump(study: &Study) -> Vec<String> {
    let names = study.background_names().expect("names");
    let mut lines = Vec::new();
    let wanted = Wanted {
        verbatim: Read::Yes,
        background: Background::Stored,
        ..Wanted::default()
    };
    study
        .walk(&wanted, |unit| {
            let words = match unit.missing {
                Some(kind) => format!("<{}>", kind.id()),
                None => unit.verbatim.to_string(),
            };
            lines.push(format!("{} {} {words}", unit.key, unit.respondent_key));
            for (name, cell) in names.iter().zip(unit.background.iter()) {
                if let Some(cell) = cell {
                    lines.push(format!("{} {name}={cell}", unit.key));
                }
            }
            Ok(())
        })
        .expect("a walk");
    lines.sort();
    lines.dedup();
    lines
}
