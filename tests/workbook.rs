//! From match rules to files: evidence hit by hit, and the workbook read back by another program.

use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx};
use freitext::codebook::Codebook;
use freitext::export::{Options, export};
use freitext::problem::{Notice, unwatched};
use freitext::search::Index;
use freitext::study::{Act, NewRecord, NewSource, Study};
use freitext::suggest::{Asked, Rules, Settings, suggest};
use freitext::survey::{ActionKind, Decision, MissingWords, Outcome, Span};
use freitext::tables::Counting;
use freitext::words::Language;

/// Key, office, answer, what Anna decided.
type Row = (&'static str, &'static str, &'static str, Option<Outcome>);

/// A study with these rows and suggestions by the rules of the codebook.
fn study(folder: &Path, codebook: &str, rows: &[Row]) -> Study {
    let mut draft = Study::draft(&folder.join("study.freitext")).unwrap();
    let codebook = Codebook::read(codebook, "fields").unwrap();
    let words = MissingWords::shipped();
    let filled = draft.study().change(|change| {
        let id = change.keep_codebook("fields", &codebook, 0)?;
        let action = change.act(&Act {
            coder: change.coder("Anna")?,
            codebook: id,
            kind: ActionKind::Decide,
            undoes: None,
            time: 0,
        })?;
        let question = change.question("text", "")?;
        change.background("amt")?;
        let source = change.add_source(&NewSource {
            file_name: "rows.csv".into(),
            settings: "{}".into(),
            time: 0,
        })?;
        for (at, (key, office, text, outcome)) in rows.iter().enumerate() {
            let respondent = change.respondent(key)?;
            let record = change.add_record(&NewRecord {
                key,
                respondent,
                source,
                row: at as u64 + 2,
                background: &[Some(office)],
            })?;
            let record = record.expect("the keys differ");
            let answer = change.add_answer(record, question, 1, words.kind_of(text), text)?;
            let unit = change.add_unit(answer, Span::new(0, text.len()), None)?;
            if let Some(outcome) = outcome {
                change.decide(&action, &Decision::of(unit, outcome.clone()))?;
            }
        }
        change.answers_changed()
    });
    filled.unwrap();
    let mut study = draft.keep().unwrap();
    let stored = study.codebooks().unwrap().remove(0);
    let index = Index::of(&study, &unwatched).unwrap();
    let asked = Asked {
        suggester: &Rules,
        settings: &Settings::default(),
        carried: None,
    };
    suggest(&mut study, &index, &stored, asked, 0, &unwatched).unwrap();
    study
}

fn written(study: &Study, folder: &Path, name: &str, options: &Options) -> (PathBuf, Vec<Notice>) {
    let path = folder.join(name);
    let notices = export(study, &path, None, options, &unwatched).unwrap();
    (path, notices)
}

fn one_rule(find: &str) -> String {
    format!(
        "format = 1\ntitle = \"T\"\nversion = \"1\"\n[[code]]\nid = \"a\"\nvalue = 1\nlabel = \"A\"\n\
         match_rules = ['{find}']\n"
    )
}

/// The quotation that `assignments.csv` gives for a rule in one answer.
fn quotation(find: &str, answer: &'static str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let study = study(folder.path(), &one_rule(find), &[("1", "Nord", answer, None)]);
    let (path, _) = written(&study, folder.path(), "assignments.csv", &Options::default());
    let mut file = csv::Reader::from_path(path).unwrap();
    let row = file.records().next().unwrap().unwrap();
    let (start, end): (usize, usize) = (row[8].parse().unwrap(), row[9].parse().unwrap());
    assert_eq!(&answer[start..end], &row[10]);
    row[10].to_owned()
}

#[test]
fn the_quotation_is_the_first_hit_of_the_rule() {
    let answer = "Ämter: Streetwork am Bahnhof, Beratung für Eltern und Streetwork im Park";
    assert_eq!(quotation("streetwork", answer), "Streetwork");
    assert_eq!(quotation("streetwork NEAR/3 park", answer), "Streetwork im Park");
    // Words that must meet anywhere prove it only together.
    assert_eq!(
        quotation("bahnhof AND eltern", answer),
        "Bahnhof, Beratung für Eltern"
    );
}

const FIELDS: &str = r#"
format = 1
title = { de = "Felder", en = "Fields" }
version = "1.0"
[[code]]
id = "beratung"
value = 1
label = { de = "Beratung", en = "Advice" }
match_rules = ["beratung"]
[[code]]
id = "bau"
value = 2
label = { de = "Bauen", en = "Building" }
match_rules = ["bau*"]
"#;

fn codes(codes: &[&str]) -> Option<Outcome> {
    Some(Outcome::Codes(
        codes.iter().map(|code| (*code).to_owned()).collect(),
    ))
}

fn mixed(folder: &Path) -> Study {
    study(
        folder,
        FIELDS,
        &[
            ("1", "Nord", "=Bau+Beratung", codes(&["beratung", "bau"])),
            ("2", "Nord", "Beratung vor dem Bau und beim Bauen", None),
            ("3", "Süd", "k. A.", None),
            ("4", "Süd", "anders", Some(Outcome::NoneFits)),
            ("5", "Süd", "-\u{1}etwas\r\nmehr", None),
        ],
    )
}

#[test]
fn the_workbook_keeps_answers_as_text_and_counts_as_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let study = mixed(folder.path());
    let mut options = Options::default();
    options.selection.by = vec!["amt".to_owned()];
    let (path, notices) = written(&study, folder.path(), "tables.xlsx", &options);
    let mut book: Xlsx<_> = calamine::open_workbook(&path).unwrap();
    assert_eq!(
        book.sheet_names(),
        [
            "Daten",
            "Kodierleitfaden",
            "Häufigkeiten",
            "nach amt",
            "Fundstellen"
        ]
    );
    let text = |text: &str| Data::String(text.to_owned());
    let data = book.worksheet_range("Daten").unwrap();
    let row = |at: u32| -> Vec<Data> { data.rows().nth(at as usize).unwrap().to_vec() };
    assert_eq!(
        row(0),
        [
            "Einheit", "Befragte", "Antwort", "Stand", "amt", "beratung", "bau"
        ]
        .map(text)
    );
    let one = Data::Float(1.0);
    assert_eq!(
        row(1)[2..],
        [
            text("=Bau+Beratung"),
            text("geprüft"),
            text("Nord"),
            one.clone(),
            one
        ]
    );
    assert_eq!(
        row(3)[2..],
        [
            text("k. A."),
            text("fehlend: keine Angabe"),
            text("Süd"),
            Data::Empty,
            Data::Empty
        ]
    );
    assert_eq!(data.get((5, 2)), Some(&text("-etwas\nmehr")));
    assert!(
        notices
            .iter()
            .any(|notice| notice.what.de.contains("Steuerzeichen"))
    );
    assert!(book.worksheet_formula("Daten").unwrap().is_empty());

    // Reviewed: unit 1 has both codes, for unit 4 none fits; base 2, so exclusively half is "several".
    let table = book.worksheet_range("Häufigkeiten").unwrap();
    let several = table
        .rows()
        .find(|row| row[0] == text("mehrere Kategorien"))
        .unwrap();
    assert_eq!(several[1..3], [Data::Float(1.0), Data::Float(0.5)]);

    // Unit 2: one hit for Beratung, two for bau*.
    let found = book.worksheet_range("Fundstellen").unwrap();
    let column = |name: &str| -> Vec<String> {
        let at = found
            .rows()
            .next()
            .unwrap()
            .iter()
            .position(|cell| *cell == text(name));
        let at = at.expect(name);
        found.rows().skip(1).map(|row| row[at].to_string()).collect()
    };
    assert_eq!(column("Fundstelle"), ["Beratung", "Bau", "Bauen"]);
    assert_eq!(column("Herkunft"), ["Zuordnungsregel"; 3]);
}

#[test]
fn the_workbook_holds_both_ways_of_counting_in_either_language() {
    let folder = tempfile::tempdir().unwrap();
    let study = mixed(folder.path());
    let mut options = Options::default();
    options.view.counting = Counting::Exclusive;
    options.language = Language::En;
    let (path, _) = written(&study, folder.path(), "tables.xlsx", &options);
    let mut book: Xlsx<_> = calamine::open_workbook(&path).unwrap();
    let table = book.worksheet_range("Frequencies").unwrap();
    let first: Vec<String> = table.rows().map(|row| row[0].to_string()).collect();
    for beginning in [
        "Every coding unit counts exactly once",
        "Mentions are counted",
        "Advice",
    ] {
        assert!(
            first.iter().any(|cell| cell.starts_with(beginning)),
            "{beginning}"
        );
    }
}
