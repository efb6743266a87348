//! Studies that earlier programs made, in formats 1 and 2, read by this one (tests only).
//!
//! `tests/golden/studies/format1.freitext` was made by freitext 0.1.0 before format 2: eight answers, decisions of Eva
//! and Ömer, two suggestions of match rules. `format2.freitext` is the same study as the program with format 2 left it.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::file::version;
use super::{Current, FORMAT, Source, Study, Suggestion, Wanted};
use crate::study::Read;
use crate::survey::{Coder, CoderKind, Outcome, Picked, Span, UnitId};

/// The formats before this one.
const OLDER: [i64; 2] = [1, 2];

/// A copy of the study of a format in a folder of its own.
fn place(format: i64) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("studie.freitext");
    let kept = format!(
        "{}/tests/golden/studies/format{format}.freitext",
        env!("CARGO_MANIFEST_DIR")
    );
    std::fs::copy(kept, &path).expect("the kept study");
    (folder, path)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

/// Unit, who decided and what, and the suggestions.
fn codings(study: &Study) -> Vec<(i64, Option<Current>, Vec<Suggestion>)> {
    let run = study.latest_run("cb").unwrap().expect("a run");
    let wanted = Wanted {
        codebook: Some("cb"),
        run: Some(run.id),
        evidence: Read::Yes,
        ..Wanted::default()
    };
    let mut found = Vec::new();
    study
        .walk(&wanted, |unit| {
            found.push((
                unit.unit.0,
                unit.decision.clone().holding(),
                unit.suggestions.clone(),
            ));
            Ok(())
        })
        .unwrap();
    found
}

/// What the program that made the file showed of it.
fn holds_what_it_held(study: &Study) {
    let codes = |codes: &[&str]| Outcome::Codes(codes.iter().map(|code| (*code).to_owned()).collect());
    let found = codings(study);
    let decisions: Vec<_> = found
        .iter()
        .filter_map(|(unit, decision, _)| {
            let current = decision.clone()?;
            Some((*unit, current.coder.name, current.outcome))
        })
        .collect();
    assert_eq!(
        decisions,
        [
            (1, "Ömer".to_owned(), codes(&["sprache"])),
            (2, "Eva".to_owned(), codes(&["sprache"])),
            (3, "Ömer".to_owned(), codes(&["wohnen"])),
            (6, "Eva".to_owned(), Outcome::NoneFits),
            (7, "Eva".to_owned(), Outcome::NotCodable),
            (8, "Eva".to_owned(), Outcome::Deferred),
        ]
    );
    let suggestions: Vec<_> = found.iter().flat_map(|(_, _, all)| all).collect();
    assert_eq!(suggestions.len(), 2);
    assert_eq!((suggestions[0].unit, suggestions[0].code), (UnitId(5), 1));
    assert_eq!(suggestions[0].origin, None);
    assert_eq!(suggestions[0].evidence[0].source, Source::Rule(0));
    assert_eq!(suggestions[0].evidence[0].spans, [Span::new(16, 34)]);
    let person = |name: &str| Coder {
        kind: CoderKind::Person,
        name: name.into(),
    };
    assert_eq!(study.coders("cb").unwrap(), [person("Eva"), person("Ömer")]);
    let reviewed = study.reviewed("cb").unwrap();
    let units: Vec<i64> = reviewed.iter().map(|one| one.unit.0).collect();
    assert_eq!(units, [1, 2, 3, 6, 7]);
    assert!(reviewed.iter().all(|one| one.picked == Picked::Unknown));
}

/// Tables with their columns, and indexes, as SQLite sees them.
fn schema(path: &Path) -> Vec<String> {
    let connection = Connection::open(path).unwrap();
    let mut statement = connection
        .prepare(
            "SELECT m.type || ' ' || m.tbl_name || ' ' || i.cid || ' ' || i.name || ' ' || i.type || ' ' || i.\"notnull\"
                    || ' ' || coalesce(i.dflt_value, '–') || ' ' || i.pk
             FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS i ORDER BY 1",
        )
        .unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

#[test]
fn an_older_study_is_brought_up_to_date_with_a_copy_beside_it() {
    for format in OLDER {
        let (folder, path) = place(format);
        let study = Study::open(&path).unwrap();
        holds_what_it_held(&study);
        let said = study.notice().expect("a notice").what.clone();
        let start = format!("Die Studie hatte Format {format} und hat jetzt Format {FORMAT}.");
        assert!(said.de.starts_with(&start), "{}", said.de);
        let backup = format!("studie.freitext.format{format}-backup");
        assert!(said.en.contains(&backup), "{}", said.en);
        drop(study);
        assert_eq!(names(folder.path()), ["studie.freitext", &backup]);

        let backup = folder.path().join(backup);
        assert_eq!(version(&Connection::open(&backup).unwrap()).unwrap(), format);
        assert_eq!(version(&Connection::open(&path).unwrap()).unwrap(), FORMAT);
        let again = Study::open(&path).unwrap();
        assert_eq!(again.notice(), None, "a second time nothing is to do");
        holds_what_it_held(&again);
        drop(again);

        // The copy is a study like any other.
        let copy = Study::open(&backup).unwrap();
        holds_what_it_held(&copy);
    }
}

#[test]
fn a_copy_that_is_there_is_never_written_over() {
    let (folder, path) = place(1);
    let first = folder.path().join("studie.freitext.format1-backup");
    std::fs::write(&first, "von früher").unwrap();
    drop(Study::open(&path).unwrap());
    assert_eq!(std::fs::read_to_string(&first).unwrap(), "von früher");
    assert!(folder.path().join("studie.freitext.format1-backup-2").exists());
}

#[test]
fn an_older_study_that_is_only_looked_at_stays_as_it_is() {
    for format in OLDER {
        let (folder, path) = place(format);
        let before = std::fs::read(&path).unwrap();
        let study = Study::look(&path).unwrap();
        holds_what_it_held(&study);
        assert_eq!(study.notice(), None);
        drop(study);
        assert_eq!(names(folder.path()), ["studie.freitext"]);
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }
}

#[test]
fn what_is_only_looked_at_takes_no_change() {
    let (_folder, path) = place(1);
    let mut study = Study::look(&path).unwrap();
    let refused = study.change(|change| change.coder("Ida")).unwrap_err();
    assert_eq!(refused.fault(), crate::problem::Fault::Input);
}

#[test]
fn a_study_brought_up_to_date_has_the_columns_of_a_new_one() {
    for format in OLDER {
        let (folder, path) = place(format);
        drop(Study::open(&path).unwrap());
        let new = folder.path().join("neu.freitext");
        drop(Study::draft(&new).unwrap().keep().unwrap());
        let columns = schema(&new);
        assert!(columns.len() > 50, "{columns:?}");
        assert_eq!(schema(&path), columns);
    }
}

#[test]
fn decisions_of_an_older_study_become_actions_of_their_own() {
    for format in OLDER {
        let (_folder, path) = place(format);
        let viewed = actions(&Study::look(&path).unwrap());
        let study = Study::open(&path).unwrap();
        assert_eq!(actions(&study), viewed, "looked at or brought up to date");
        assert_eq!(viewed.len(), 7);
        let identity = study.identity().unwrap();
        assert!(viewed[0].0.starts_with(&format!("{identity}-000000000001-")));
        assert!(viewed.is_sorted_by_key(|(_, moment, _)| *moment));
        assert!(viewed.iter().all(|(_, _, decisions)| *decisions == 1));
    }
}

/// Uid, moment and number of decisions.
fn actions(study: &Study) -> Vec<(String, i64, i64)> {
    let mut statement = study
        .connection
        .prepare(
            "SELECT uid, moment, (SELECT count(*) FROM decision WHERE decision.action = action.id) FROM action
             ORDER BY action.id",
        )
        .unwrap();
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}
