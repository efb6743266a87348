//! Files as they come out of survey tools, imported into a study: what arrives, what is noticed, what is refused.
//!
//! Deliberately absent: what cells mean one by one (unit tests of the room).

#[path = "../brought/mod.rs"]
mod brought;

mod again;
mod coded_when;
mod codings;
mod dialects;
mod doubtful;
mod labelled;
mod later;
mod projects;
mod refused;
mod sheets;
mod units;

use std::path::{Path, PathBuf};

use brought::{Desk, bring};
use freitext::import::{Choices, CodedBy, Imported, import};
use freitext::problem::Result;
use freitext::study::{Background, CodedUnit, Read, Study, Wanted};

/// Key, respondent and words of all units.
fn units(study: &Study) -> Vec<(String, String, String)> {
    let mut units = Vec::new();
    each(study, |unit| {
        let words = match unit.missing {
            Some(kind) => format!("<{}>", kind.id()),
            None => unit.span.of(&unit.verbatim).to_owned(),
        };
        units.push((unit.key.clone(), unit.respondent_key.clone(), words));
    });
    units
}

fn each(study: &Study, mut each: impl FnMut(&CodedUnit)) {
    let wanted = Wanted {
        verbatim: Read::Yes,
        background: Background::Stored,
        ..Wanted::default()
    };
    study
        .walk(&wanted, |unit| {
            each(unit);
            Ok(())
        })
        .expect("a walk");
}

/// The words of all units of a file.
fn texts(bytes: &[u8], choices: &Choices) -> Vec<String> {
    let desk = Desk::new();
    let mut study = desk.study();
    bring(&mut study, &desk.file("antworten.csv", bytes), choices).expect("an import");
    units(&study).into_iter().map(|(_, _, words)| words).collect()
}

fn named(text: &[&str]) -> Choices {
    Choices {
        text: text.iter().map(|name| name.to_string()).collect(),
        ..Choices::default()
    }
}

/// Two answers that are in the study before a mistake comes along.
fn with_two_answers(desk: &Desk) -> Study {
    let mut study = desk.study();
    let file = desk.file("vorher.csv", "id,text\na,Sprachkurse\nb,Streetwork\n");
    bring(&mut study, &file, &named(&["text"])).expect("an import");
    study
}
