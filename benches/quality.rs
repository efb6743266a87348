//! Prints how well match rules agree with the codes that people gave: precision, recall and F1, micro and macro.
//!
//! Shipped corpora: respondents with odd numbers (on which the rules were developed) against even ones (never looked at
//! while writing rules). Ottensen: the public CIMT PartEval texts, where they lie beside the project; rules were written
//! from the training part only. All rows count: what is suggested for a row without codes is wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use freitext::codebook::Codebook;
use freitext::import::{self, Choices};
use freitext::problem::unwatched;
use freitext::search::Index;
use freitext::study::Study;
use freitext::suggest::{Rules, Settings, Suggester, Work};

type Codes = BTreeSet<String>;

fn main() {
    println!(
        "{:<34} {:>5} {:>10} {:>7} {:>9} {:>9} {:>9}",
        "", "units", "precision", "recall", "micro F1", "macro F1", "exact"
    );
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in [
        "handlungsfelder",
        "chancen",
        "herausforderungen",
        "strukturen",
        "foerderung",
        "hemmnisse",
        "zusammenhalt",
    ] {
        let file = if name == "handlungsfelder" {
            "massnahmen"
        } else {
            name
        };
        let csv = root.join("corpora").join(format!("{file}.csv"));
        let codebook = Codebook::open(name).expect("a shipped codebook");
        let units = coded(&csv, &codebook, &|code| code.to_owned());
        for (half, rest) in [("odd (developed on)", 1), ("even (unseen)", 0)] {
            let of_half: Vec<&Unit> = units.iter().filter(|unit| unit.respondent % 2 == rest).collect();
            report(&format!("{name}, {half}"), &of_half, &codebook);
        }
    }
    let ottensen = root.join("../shared/data/cimt_ottensen");
    if !ottensen.exists() {
        println!("Ottensen: the texts are not here, left out");
        return;
    }
    let toml = root.join("tests/cimt/cimt.toml");
    let codebook = Codebook::open(&toml.to_string_lossy()).expect("the codebook of the tests");
    let readme = std::fs::read_to_string(root.join("tests/cimt/README.md")).expect("the table of ids");
    let ids = ids_of_ottensen(&readme);
    let id_of = |code: &str| {
        ids.get(code)
            .cloned()
            .unwrap_or_else(|| panic!("{code} is not in the table"))
    };
    for part in ["train", "test"] {
        let units = coded(&ottensen.join(format!("{part}.csv")), &codebook, &id_of);
        report(
            &format!("Ottensen, {part}"),
            &units.iter().collect::<Vec<_>>(),
            &codebook,
        );
    }
}

struct Unit {
    respondent: u64,
    given: Codes,
    suggested: Codes,
}

/// The id in the codebook of a code of the corpus, from the table in the README beside the codebook.
fn ids_of_ottensen(readme: &str) -> BTreeMap<String, String> {
    readme
        .lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .filter_map(|row| {
            let (id, rest) = row.split_once("` | ")?;
            Some((rest.split(" | ").next()?.trim().to_owned(), id.to_owned()))
        })
        .collect()
}

/// The units of a file, with what the rules suggest; a code brings its parents.
fn coded(csv: &PathBuf, codebook: &Codebook, id_of: &dyn Fn(&str) -> String) -> Vec<Unit> {
    let mut given: BTreeMap<String, (u64, Codes)> = BTreeMap::new();
    let mut reader = csv::Reader::from_path(csv).expect("a corpus");
    let headings = reader.headers().expect("headings").clone();
    let column = |name: &str| headings.iter().position(|heading| heading == name);
    let (id, codes) = (column("id").expect("id"), column("codes").expect("codes"));
    for record in reader.records() {
        let record = record.expect("a row");
        let respondent = column("respondent").map_or(0, |at| record[at].parse().expect("a number"));
        let codes = record[codes]
            .split('|')
            .filter(|code| !code.is_empty())
            .map(id_of)
            .collect();
        given.insert(record[id].to_owned(), (respondent, with_parents(codes, codebook)));
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut draft = Study::draft(&folder.path().join("study.freitext")).expect("a study");
    let choices = Choices {
        text: vec!["text".into()],
        id: Some("id".into()),
        ..Choices::default()
    };
    import::import(draft.study(), csv, &choices, None, 0, &unwatched).expect("imported");
    let mut study = draft.keep().expect("a study");
    let kept = study
        .change(|change| change.keep_codebook("quality", codebook, 0))
        .expect("kept");
    let kept = study.codebook(kept).expect("a codebook");
    let index = Index::of(&study, &unwatched)
        .expect("an index")
        .with_exceptions(&codebook.stem_exceptions);
    let mut suggested: BTreeMap<String, Codes> = BTreeMap::new();
    let work = Work {
        texts: &study,
        index: &index,
        codebook: &kept,
        reviewed: &[],
        carried: None,
        settings: &Settings::default(),
    };
    Rules
        .propose(&work, &mut |suggestion| {
            let view = study.unit_view(suggestion.unit)?.expect("the unit");
            suggested
                .entry(view.key)
                .or_default()
                .insert(codebook.codes[suggestion.code].id.clone());
            Ok(())
        })
        .expect("suggested");
    given
        .into_iter()
        .map(|(id, (respondent, given))| Unit {
            respondent,
            given,
            suggested: with_parents(suggested.remove(&id).unwrap_or_default(), codebook),
        })
        .collect()
}

fn with_parents(mut codes: Codes, codebook: &Codebook) -> Codes {
    loop {
        let parents: Codes = codes
            .iter()
            .filter_map(|id| codebook.codes.iter().find(|code| code.id == *id))
            .filter_map(|code| code.parent.clone())
            .filter(|parent| !codes.contains(parent))
            .collect();
        if parents.is_empty() {
            return codes;
        }
        codes.extend(parents);
    }
}

fn report(name: &str, units: &[&Unit], codebook: &Codebook) {
    let count = |right: &dyn Fn(&Unit) -> usize| units.iter().map(|unit| right(unit)).sum::<usize>() as f64;
    let both = count(&|unit| unit.given.intersection(&unit.suggested).count());
    let (given, suggested) = (
        count(&|unit| unit.given.len()),
        count(&|unit| unit.suggested.len()),
    );
    let exact = count(&|unit| usize::from(unit.given == unit.suggested));
    let of_code: Vec<f64> = codebook
        .codes
        .iter()
        .filter_map(|code| {
            let has = |codes: &Codes| usize::from(codes.contains(&code.id));
            let both = count(&|unit| has(&unit.given) * has(&unit.suggested));
            let all = count(&|unit| has(&unit.given) + has(&unit.suggested));
            (count(&|unit| has(&unit.given)) > 0.0).then(|| 2.0 * both / all)
        })
        .collect();
    println!(
        "{name:<34} {:>5} {:>10.3} {:>7.3} {:>9.3} {:>9.3} {:>9.3}",
        units.len(),
        both / suggested,
        both / given,
        2.0 * both / (given + suggested),
        of_code.iter().sum::<f64>() / of_code.len() as f64,
        exact / units.len() as f64
    );
}
