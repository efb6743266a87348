//! `run` on real answers that are no part of the project: contributions to a city's online dialogue, coded by trained
//! coders (CIMT PartEval Corpus, Romberg, Mark and Escher, LREC 2022). Skipped aloud where they do not lie beside the
//! project.

mod desk;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use desk::Desk;

type Codes = BTreeMap<String, BTreeSet<String>>;

/// Unit → ids of codes, from the corpus; names become ids by the table in the README beside the codebook.
fn given(file: &Path, readme: &str) -> Codes {
    let ids: BTreeMap<&str, &str> = readme
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` | "))
        .filter_map(|(id, rest)| Some((rest.split(" | ").next()?.trim(), id)))
        .collect();
    let mut reader = csv::Reader::from_path(file).unwrap();
    reader
        .records()
        .map(|row| {
            let row = row.unwrap();
            let codes = row[2].split('|').filter(|code| !code.is_empty());
            (
                row[0].to_owned(),
                codes.map(|code| ids[code].to_owned()).collect(),
            )
        })
        .collect()
}

#[test]
fn a_file_that_was_not_prepared_is_coded_at_the_first_try() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = root.join("../shared/data/cimt_ottensen/test.csv");
    if !file.exists() {
        eprintln!("skipped: the texts of Ottensen are not beside the project");
        return;
    }
    let desk = Desk::new();
    let codebook = root.join("tests/cimt/cimt.toml");
    desk.freitext(&[
        "run",
        &file.to_string_lossy(),
        "--codebook",
        &codebook.to_string_lossy(),
        "--out",
        "aus",
    ])
    .succeeds();

    let mut parents: BTreeMap<&str, &str> = BTreeMap::new();
    let toml: toml::Table = std::fs::read_to_string(&codebook).unwrap().parse().unwrap();
    for code in toml["code"].as_array().unwrap() {
        if let Some(parent) = code.get("parent") {
            parents.insert(code["id"].as_str().unwrap(), parent.as_str().unwrap());
        }
    }
    let given = given(&file, include_str!("cimt/README.md"));
    let mut suggested = Codes::new();
    for row in csv::Reader::from_path(desk.path("aus/assignments.csv"))
        .unwrap()
        .records()
    {
        let row = row.unwrap();
        let codes = suggested.entry(row[0].to_owned()).or_default();
        codes.insert(row[3].to_owned());
        // In the corpus a sub-category brings its parent.
        codes.extend(parents.get(&row[3]).map(|parent| (*parent).to_owned()));
    }
    let nothing = BTreeSet::new();
    let (mut both, mut all) = (0, 0);
    for (unit, codes) in &given {
        let found = suggested.get(unit).unwrap_or(&nothing);
        both += codes.intersection(found).count();
        all += codes.len() + found.len();
    }
    let f1 = 2.0 * both as f64 / all as f64;
    println!("micro F1 on {} unseen contributions: {f1:.3}", given.len());
    // Measured 0.875 when the rules were written; far below it something is broken.
    assert!(f1 > 0.8, "micro F1 fell to {f1:.3}");
}
