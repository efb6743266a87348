//! The files without types, `matrix.csv` and `assignments.csv`, and the workbook of tables, as pandas and openpyxl read them:
//! the codes that the corpus has, and no others.

use std::collections::{BTreeMap, BTreeSet};

use freitext::codebook::Codebook;
use serde_json::Value as Json;

use crate::desk::Desk;
use crate::harness::python;

type Codes = BTreeMap<String, BTreeSet<String>>;

/// Units with their codes and their answer, as they stand in the corpus.
fn of_corpus(desk: &Desk) -> (Codes, BTreeMap<String, String>) {
    let mut codes = Codes::new();
    let mut texts = BTreeMap::new();
    let mut rows = csv::Reader::from_path(desk.corpus("massnahmen.csv")).unwrap();
    for row in rows.deserialize::<BTreeMap<String, String>>() {
        let row = row.unwrap();
        let given = row["codes"].split('|').filter(|code| !code.is_empty());
        codes.insert(row["id"].clone(), given.map(str::to_owned).collect());
        texts.insert(row["id"].clone(), row["text"].clone());
    }
    (codes, texts)
}

/// Rows by heading.
fn rows(read: &Json, table: &str) -> Vec<BTreeMap<String, String>> {
    let rows: Vec<Vec<String>> =
        serde_json::from_value(read[table].clone()).unwrap_or_else(|error| panic!("{table}: {error}"));
    let (headings, rows) = rows.split_first().expect("headings");
    let of = |row: &Vec<String>| headings.iter().cloned().zip(row.iter().cloned()).collect();
    rows.iter().map(of).collect()
}

/// Units with the codes whose columns hold 1.
fn ones(rows: &[BTreeMap<String, String>], unit: &str, codebook: &Codebook) -> Codes {
    let codes = |row: &BTreeMap<String, String>| {
        let ids = codebook.codes.iter().map(|code| code.id.to_string());
        ids.filter(|id| row[id] == "1").collect()
    };
    rows.iter().map(|row| (row[unit].clone(), codes(row))).collect()
}

#[test]
fn pandas_and_openpyxl_read_the_codes_of_the_corpus() {
    let desk = Desk::new();
    desk.codings_come(
        &desk.corpus("massnahmen.csv"),
        "text",
        "Autorin",
        "handlungsfelder",
    );
    let files = ["matrix.csv", "assignments.csv", "tables.xlsx"].map(|file| {
        desk.freitext(&["export", "s.freitext", file]).succeeds();
        desk.path(file).to_string_lossy().into_owned()
    });
    let read = python("plain.py", &files.each_ref().map(String::as_str));
    let (codes, texts) = of_corpus(&desk);
    assert!(codes.len() > 400 && codes.values().any(|codes| codes.len() > 1));
    let codebook = Codebook::open("handlungsfelder").unwrap();

    assert_eq!(ones(&rows(&read, "matrix.csv"), "unit", &codebook), codes);

    let mut assigned = Codes::new();
    for row in rows(&read, "assignments.csv") {
        assert_eq!(
            (&*row["origin"], &*row["coder"]),
            ("decision", "Autorin"),
            "{row:?}"
        );
        assert!(
            assigned
                .entry(row["unit"].clone())
                .or_default()
                .insert(row["code"].clone()),
            "{row:?}"
        );
    }
    let coded = codes.iter().filter(|(_, codes)| !codes.is_empty());
    assert_eq!(
        assigned,
        coded.map(|(unit, codes)| (unit.clone(), codes.clone())).collect()
    );

    let data = rows(&read, "Data");
    assert_eq!(ones(&data, "Unit", &codebook), codes);
    for row in &data {
        assert_eq!(
            row["Answer"].trim(),
            texts[&row["Unit"]].trim(),
            "{}",
            row["Unit"]
        );
    }
    let listed: Vec<String> = rows(&read, "Codebook")
        .iter()
        .map(|row| row["Code"].clone())
        .collect();
    let ids: Vec<String> = codebook.codes.iter().map(|code| code.id.to_string()).collect();
    assert_eq!(listed, ids);
}
