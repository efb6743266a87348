//! Files written from small studies and read back.

use std::path::PathBuf;

use super::*;
use crate::problem::unwatched;
use crate::survey::Outcome;
use crate::tables::Base;
use crate::tables::fixture::{CODEBOOK, Coded, Fixture, Row, row, study};

/// A decision, suggestions of two rules, an answer that looks like a formula, missing, none fits, not codable.
fn mixed() -> Fixture {
    study(
        CODEBOOK,
        &["amt", "b"],
        &[
            row("1", &["Nord", "x"], "=Bau+Beratung", Coded::By("b|a1")),
            row(
                "2",
                &["Nord", ""],
                "Rat und Überberatung, Beratung; \"Bau\"",
                Coded::Suggested(&[
                    ("b", 0, "Bau"),
                    ("a1", 0, "Rat"),
                    ("a1", 1, "Beratung"),
                    ("a1", 1, "beratung"),
                ]),
            ),
            row("3", &["Süd", ""], "k. A.", Coded::Not),
            row("4", &["Süd", ""], "anders", Coded::Decided(Outcome::NoneFits)),
            row("5", &["Süd", ""], "asdf", Coded::Decided(Outcome::NotCodable)),
            row("6", &["Süd", ""], "-\u{1}etwas\r\nmehr", Coded::Not),
        ],
    )
}

fn written(fixture: &Fixture, name: &str, options: &Options) -> (PathBuf, Vec<Notice>) {
    let path = fixture.folder.path().join(name);
    let notices = export(&fixture.study, &path, None, options, &unwatched).unwrap();
    (path, notices)
}

fn rows(path: &Path) -> Vec<Vec<String>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .from_path(path)
        .unwrap()
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn assignments_say_where_each_code_comes_from() {
    let fixture = mixed();
    let (path, _) = written(&fixture, "assignments.csv", &Options::default());
    let rows = rows(&path);
    assert_eq!(
        rows[0].join(","),
        "unit,respondent,question,code,origin,coder,rule,score,evidence_start,evidence_end,evidence"
    );
    let expected = [
        // In the order of the codebook.
        ["1", "1", "text", "a1", "decision", "Anna", "", "", "", "", ""],
        ["1", "1", "text", "b", "decision", "Anna", "", "", "", "", ""],
        // Rule "stark" weighs more than "schwach"; its first hit is within "Überberatung": "Rat und Überberatung" has
        // 8 bytes before Ü (2 bytes), then "ber": 8 + 2 + 3 = 13.
        [
            "2", "2", "text", "a1", "rule", "", "stark", "0.75", "13", "21", "beratung",
        ],
        [
            "2", "2", "text", "b", "rule", "", "bau", "0.75", "34", "37", "Bau",
        ],
    ];
    assert_eq!(rows[1..], expected.map(|row| row.map(str::to_owned).to_vec()));
}

#[test]
fn the_matrix_has_a_row_per_unit_and_no_heading_twice() {
    let fixture = mixed();
    let (path, notices) = written(&fixture, "matrix.csv", &Options::default());
    let rows = rows(&path);
    let expected = [
        ["unit", "respondent", "amt", "b_background", "a", "a1", "a2", "b"],
        ["1", "1", "Nord", "x", "0", "1", "0", "1"],
        ["2", "2", "Nord", "", "0", "1", "0", "1"],
        ["3", "3", "Süd", "", "", "", "", ""],
        ["4", "4", "Süd", "", "0", "0", "0", "0"],
        ["5", "5", "Süd", "", "", "", "", ""],
        // Looked at by the run, nothing found.
        ["6", "6", "Süd", "", "0", "0", "0", "0"],
    ];
    assert_eq!(rows, expected.map(|row| row.map(str::to_owned).to_vec()));
    assert_eq!(notices.len(), 1);
    assert_eq!(notices[0].place.column.as_deref(), Some("b"));
}

#[test]
fn without_a_run_what_nobody_coded_is_unknown_and_not_zero() {
    let fixture = study(
        CODEBOOK,
        &[],
        &[
            row("1", &[], "Bau", Coded::By("b")),
            row("2", &[], "Bau", Coded::Not),
        ],
    );
    let (path, _) = written(&fixture, "matrix.csv", &Options::default());
    assert_eq!(rows(&path)[2].join(","), "2,2,,,,");
}

#[test]
fn a_matrix_of_respondents_joins_their_units() {
    let one = |key, respondent, wave, coded| Row {
        key,
        respondent,
        background: wave,
        text: "Bau",
        coded,
    };
    let fixture = study(
        CODEBOOK,
        &["welle"],
        &[
            one("1", "R1", &["1"], Coded::By("b")),
            one("2", "R2", &["1"], Coded::Decided(Outcome::NotCodable)),
            one("3", "R1", &["2"], Coded::By("a1")),
        ],
    );
    let mut options = Options::default();
    options.selection.base = Base::Respondents;
    let (path, _) = written(&fixture, "matrix.csv", &options);
    let rows: Vec<String> = rows(&path).iter().map(|row| row.join(",")).collect();
    assert_eq!(
        rows,
        ["respondent,welle,a,a1,a2,b", "R1,1 | 2,0,1,0,1", "R2,1,,,,"]
    );
}

#[test]
fn the_same_study_gives_the_same_bytes() {
    let fixture = mixed();
    for name in [
        "tables.xlsx",
        "data.xlsx",
        "matrix.csv",
        "addon.csv",
        "assignments.csv",
        "codebook.toml",
        "s.sav",
        "s.dta",
        "s.rds",
        "s.R",
        "s.parquet",
    ] {
        let (path, _) = written(&fixture, name, &Options::default());
        let first = std::fs::read(&path).unwrap();
        let (path, _) = written(&fixture, name, &Options::default());
        assert!(first == std::fs::read(path).unwrap(), "{name}");
    }
}

#[test]
fn the_exported_codebook_is_the_study_s() {
    let fixture = mixed();
    let (path, _) = written(&fixture, "felder.toml", &Options::default());
    let text = std::fs::read_to_string(path).unwrap();
    let codebook = crate::codebook::Codebook::read(&text, "felder").unwrap();
    assert_eq!(codebook, fixture.study.codebooks().unwrap()[0].codebook);
}

#[test]
fn an_unknown_ending_is_answered_with_those_that_exist() {
    let fixture = mixed();
    let path = fixture.folder.path().join("out.pdf");
    let problem = export(&fixture.study, &path, None, &Options::default(), &unwatched).unwrap_err();
    assert!(
        problem
            .advice()
            .unwrap()
            .en
            .contains("csv, sav, dta, rds, R, parquet, sps, xlsx"),
        "{problem:?}"
    );
    assert!(!path.exists());
    let problem = export(
        &fixture.study,
        &path,
        Some("spss"),
        &Options::default(),
        &unwatched,
    )
    .unwrap_err();
    assert!(
        problem
            .advice()
            .unwrap()
            .en
            .contains("assignments, matrix, addon, sav, dta, rds")
    );
}

/// Anna, Bert, a suggestion, nothing suggested, missing.
fn of_two() -> Fixture {
    study(
        CODEBOOK,
        &[],
        &[
            row("1", &[], "Beratung", Coded::By("a1")),
            row("2", &[], "Bau", Coded::ByBert("b")),
            row("3", &[], "Bau", Coded::Suggested(&[("b", 0, "Bau")])),
            row("4", &[], "anderes", Coded::Not),
            row("5", &[], "", Coded::Not),
            row("6", &[], "nichts davon", Coded::Decided(Outcome::NoneFits)),
        ],
    )
}

#[test]
fn what_one_person_has_not_decided_is_unknown_in_that_person_s_data_set() {
    let fixture = of_two();
    let mut options = Options::default();
    options.selection.coder = Some("Anna".into());
    let (path, _) = written(&fixture, "matrix.csv", &options);
    let lines: Vec<String> = rows(&path).iter().map(|row| row.join(",")).collect();
    let expected = [
        "unit,respondent,a,a1,a2,b",
        "1,1,0,1,0,0",
        "2,2,,,,",
        "3,3,,,,",
        "4,4,,,,",
        "5,5,,,,",
        "6,6,0,0,0,0",
    ];
    assert_eq!(lines, expected);
    let (path, _) = written(&fixture, "assignments.csv", &options);
    let lines: Vec<String> = rows(&path)[1..].iter().map(|row| row.join(",")).collect();
    assert_eq!(lines, ["1,1,text,a1,decision,Anna,,,,,"]);
}

#[test]
fn a_column_with_a_name_of_faces_has_its_sheet() {
    let faces = "😀".repeat(20);
    let fixture = study(CODEBOOK, &[&faces], &[row("1", &["x"], "Bau", Coded::By("b"))]);
    let mut options = Options::default();
    options.selection.by = vec![faces];
    let (path, _) = written(&fixture, "tables.xlsx", &options);
    assert!(path.exists());
}

#[cfg(target_os = "linux")]
#[test]
fn every_exporter_says_the_same_of_a_full_disk() {
    let fixture = mixed();
    let full = Path::new("/dev/full");
    let expected = failed(&std::io::ErrorKind::StorageFull.into(), full);
    for exporter in ALL {
        let mut file = File::options().write(true).open(full).unwrap();
        let options = Options::default();
        let from = Reading::of(&fixture.study, &options, 1, &unwatched).unwrap();
        let problem = exporter.write(&from, &mut file, full).unwrap_err();
        assert_eq!(problem, expected, "{}", exporter.name());
    }
}

#[test]
fn the_question_stands_last_before_the_codes() {
    let mut fixture = mixed();
    fixture
        .study
        .change(|change| change.question("zweite", "Und sonst?"))
        .unwrap();
    let (path, _) = written(&fixture, "matrix.csv", &Options::default());
    let rows = rows(&path);
    assert_eq!(
        rows[0].join(","),
        "unit,respondent,amt,b_background,question,a,a1,a2,b"
    );
    assert_eq!(rows[1].join(","), "1,1,Nord,x,text,0,1,0,1");
    assert_eq!(rows[2].join(","), "2,2,Nord,,text,0,1,0,1");
}
