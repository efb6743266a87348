//! A survey as LimeSurvey exports it, in every format and style of heading: the same study comes of all of them.
//!
//! The survey is made up; files are written by the authors after what LimeSurvey's source writes (`export_helper.php`,
//! `Writer.php`, `CsvWriter.php`, `viewHelper.php`, `createFieldMap` in `common_helper.php`).

#[path = "../brought/mod.rs"]
mod brought;

mod archive;
mod hostile;
mod later;
mod responses;
mod styles;
mod survey;

use brought::{Desk, bring};
use freitext::import::{Choices, Imported};
use freitext::study::{Background, Read, Study, Wanted};

/// Choices with the questionnaire of the survey.
fn with_structure(desk: &Desk) -> Choices {
    Choices {
        structure: Some(desk.file("survey.lss", survey::lss(survey::Version::Six))),
        ..Choices::default()
    }
}

/// What the study holds after the archive came in.
fn of_archive() -> Vec<String> {
    let desk = Desk::new();
    let mut study = desk.study();
    let file = desk.file(
        "survey.lsa",
        survey::lsa(survey::Version::Six, &survey::RESPONSES),
    );
    bring(&mut study, &file, &Choices::default()).expect("an import");
    dump(&study)
}

/// That one of the notices says this.
fn is_told(imported: &Imported, piece: &str) {
    let said: Vec<&str> = imported.notices.iter().map(|notice| &*notice.what.de).collect();
    assert!(said.iter().any(|what| what.contains(piece)), "{piece}: {said:#?}");
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
