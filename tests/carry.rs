//! A study that starts from what was decided in another: the next wave.

mod desk;

use std::collections::{BTreeMap, BTreeSet};

use desk::Desk;
use freitext::study::Study;
use serde_json::Value;

/// The codebook of the corpus without its rules, so that decisions have something to teach.
fn without_rules(desk: &Desk, name: &str) {
    let shown = desk.freitext(&["codebook", "show", "handlungsfelder"]).succeeds();
    let mut text = String::new();
    let mut inside = false;
    for line in shown.lines() {
        inside |= line.starts_with("match_rules");
        if !inside {
            text.push_str(line);
            text.push('\n');
        }
        inside &= !line.starts_with(']');
    }
    assert!(text.len() < shown.len() && !text.contains("match_rules"));
    desk.file(name, text);
}

/// Every second row of a corpus with its heading; `first`: 0 or 1.
fn half(desk: &Desk, corpus: &str, first: usize) -> String {
    let mut rows = csv::Reader::from_path(desk.corpus(corpus)).unwrap();
    let mut written = csv::Writer::from_writer(Vec::new());
    written.write_record(rows.headers().unwrap()).unwrap();
    for row in rows.records().skip(first).step_by(2) {
        written.write_record(&row.unwrap()).unwrap();
    }
    String::from_utf8(written.into_inner().unwrap()).unwrap()
}

/// Wave 1 coded, wave 2 not.
fn waves() -> Desk {
    let desk = Desk::new();
    without_rules(&desk, "felder.toml");
    desk.file("w1.csv", half(&desk, "massnahmen.csv", 0));
    desk.file("w2.csv", half(&desk, "massnahmen.csv", 1));
    desk.import_coded("w1.freitext", "w1.csv", "Eva", "felder.toml");
    desk.import("w2.freitext", "w2.csv");
    desk
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Codes by id, as a corpus has them.
fn coded(file: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut rows = csv::Reader::from_reader(file.as_bytes());
    let headings = rows.headers().unwrap().clone();
    let at = |name: &str| headings.iter().position(|heading| heading == name).unwrap();
    let mut coded = BTreeMap::new();
    for row in rows.records() {
        let row = row.unwrap();
        let codes = row[at("codes")].split('|').filter(|code| !code.is_empty());
        coded.insert(row[at("id")].to_owned(), codes.map(str::to_owned).collect());
    }
    coded
}

/// F1 of the suggestions against what the corpus says, of all assignments.
fn f1(desk: &Desk) -> f64 {
    let given = coded(&desk.read("w2.csv"));
    let (mut right, mut suggested) = (0, 0);
    desk.freitext(&["export", "w2.freitext", "a.csv", "--as", "assignments"])
        .succeeds();
    let file = desk.read("a.csv");
    let mut rows = csv::Reader::from_reader(file.as_bytes());
    let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
    let headings = rows.headers().unwrap().clone();
    let at = |name: &str| headings.iter().position(|heading| heading == name).unwrap();
    for row in rows.records() {
        let row = row.unwrap();
        let (unit, code) = (row[at("unit")].to_owned(), row[at("code")].to_owned());
        if !code.is_empty() && seen.insert((unit.clone(), code.clone())) {
            suggested += 1;
            right += usize::from(given[&unit].contains(&code));
        }
    }
    let all: usize = given.values().map(BTreeSet::len).sum();
    2.0 * right as f64 / (all + suggested) as f64
}

#[test]
fn the_wave_before_raises_the_number_of_right_codes() {
    let desk = waves();
    desk.freitext(&["suggest", "w2.freitext", "--codebook", "felder.toml"])
        .succeeds();
    let without = f1(&desk);
    let before = std::fs::read(desk.path("w1.freitext")).unwrap();
    let said = desk
        .freitext(&[
            "suggest",
            "w2.freitext",
            "--codebook",
            "felder.toml",
            "--from",
            "w1.freitext",
        ])
        .succeeds();
    assert!(
        said.contains("Reviewed units from w1.freitext: 219, from this study: 0."),
        "{said}"
    );
    assert!(
        said.contains("only as far as the answers have not drifted"),
        "{said}"
    );
    let with = f1(&desk);
    assert!(with > without + 0.1, "{without} {with}");
    assert_eq!(
        std::fs::read(desk.path("w1.freitext")).unwrap(),
        before,
        "the other study is only read"
    );

    let study = Study::look(&desk.path("w2.freitext")).unwrap();
    let run = study.latest_run("felder").unwrap().unwrap();
    let settings = json(&run.settings);
    let other = Study::look(&desk.path("w1.freitext")).unwrap();
    assert_eq!(run.method, "combined");
    assert_eq!(settings["from"]["study"], other.identity().unwrap());
    assert_eq!(
        (&settings["from"]["file"], &settings["from"]["reviewed"]),
        (&Value::from("w1.freitext"), &Value::from(219))
    );
}

#[test]
fn a_study_without_codebook_takes_the_one_of_the_wave_before() {
    let desk = waves();
    let answer = desk.freitext(&["suggest", "w2.freitext", "--from", "w1.freitext", "--json"]);
    let said = json(&answer.succeeds());
    assert_eq!(
        (&said["method"], &said["reviewed"]),
        (&"combined".into(), &219.into())
    );
    assert_eq!(said["from"]["dropped_codes"], Value::Array(Vec::new()));
    assert!(
        answer.err().contains("The codebook \"felder\" from there"),
        "{}",
        answer.err()
    );
    let again = desk.freitext(&["suggest", "w2.freitext", "--from", "w1.freitext", "--json"]);
    assert_eq!(
        json(&again.succeeds()),
        said,
        "the same answers, the same suggestions"
    );
}

#[test]
fn codes_that_are_gone_and_codes_that_are_new_are_named() {
    let desk = waves();
    let text = desk.read("felder.toml");
    assert!(text.contains("id = \"kulturell\""));
    desk.file("neu.toml", text.replace("id = \"kulturell\"", "id = \"kultur\""));
    let answer = desk.freitext(&[
        "suggest",
        "w2.freitext",
        "--codebook",
        "neu.toml",
        "--from",
        "w1.freitext",
        "--json",
    ]);
    let said = json(&answer.succeeds());
    let dropped = &said["from"]["dropped_codes"][0];
    assert_eq!(dropped["code"], "kulturell");
    let with = coded(&desk.read("w1.csv"))
        .values()
        .filter(|codes| codes.contains("kulturell"))
        .count() as u64;
    assert_eq!(dropped["decisions"].as_u64().unwrap(), with);
    assert!(said["from"]["reviewed"].as_u64().unwrap() < 219);
    for piece in [
        "called \"felder\" there and \"neu\" here",
        &format!("no longer has or gives, with the number of decisions: kulturell ({with})"),
        "did not exist there: kultur.",
    ] {
        assert!(answer.err().contains(piece), "{piece}\n{}", answer.err());
    }
}

#[test]
fn what_cannot_be_a_start_is_refused() {
    let desk = waves();
    for method in ["rules", "text"] {
        desk.freitext(&[
            "suggest",
            "w2.freitext",
            "--from",
            "w1.freitext",
            "--method",
            method,
        ])
        .fails(2, &["learns nothing from decisions", "combined or learned"]);
    }
    desk.freitext(&["suggest", "w2.freitext", "--from", "w0.freitext"])
        .fails(1, &["There is no study file w0.freitext"]);
    desk.freitext(&["suggest", "w1.freitext", "--from", "w1.freitext"])
        .fails(2, &["is the same study"]);
    desk.freitext(&["suggest", "w1.freitext", "--from", "w2.freitext"])
        .fails(1, &["nobody has decided anything"]);
    desk.freitext(&[
        "suggest",
        "w2.freitext",
        "--codebook",
        "chancen",
        "--from",
        "w1.freitext",
    ])
    .fails(
        1,
        &["nothing was decided with the codebook \"chancen\", but with: felder"],
    );

    desk.freitext(&["new", "en.freitext", "--answers-in", "en"])
        .succeeds();
    desk.freitext(&[
        "suggest",
        "en.freitext",
        "--codebook",
        "felder.toml",
        "--from",
        "w1.freitext",
    ])
    .fails(1, &["count as German, those of the study as English"]);

    // A file where the index belongs: as if nothing could be written there.
    desk.file("w1.freitext.index", "");
    desk.freitext(&[
        "suggest",
        "w2.freitext",
        "--codebook",
        "felder.toml",
        "--from",
        "w1.freitext",
    ])
    .fails(
        1,
        &["No search index can be made beside w1.freitext", "Copy the study"],
    );
}

/// What `--from` says of the drift between wave 1 and a second file, as JSON and as text.
fn drift(desk: &Desk, study: &str) -> (Value, String) {
    let call = [
        "suggest",
        study,
        "--codebook",
        "felder.toml",
        "--from",
        "w1.freitext",
    ];
    let text = desk.freitext(&call).succeeds();
    let whole = json(&desk.freitext(&[&call[..], &["--json"]].concat()).succeeds());
    (whole["drift"].clone(), text)
}

#[test]
fn a_half_of_the_same_answers_has_not_drifted_and_another_question_has() {
    let desk = waves();
    let (found, text) = drift(&desk, "w2.freitext");
    assert_eq!(found["conclusion"], "nothing_noticeable_in_words");
    assert!(text.contains("Nothing noticeable in the vocabulary."), "{text}");
    assert!(
        text.contains("Code shares") && text.contains("as soon as 10 are reviewed"),
        "{text}"
    );
    assert!(found["codes"][0]["before"]["value"].is_number() && found["codes"][0]["now"].is_null());
    assert!(found["codes"][0]["expected"].is_number());

    // Coded as the corpus is, shares can be compared as well.
    desk.import_coded("w2.freitext", "w2.csv", "Eva", "felder.toml");
    let (found, text) = drift(&desk, "w2.freitext");
    assert_eq!(found["conclusion"], "nothing_noticeable", "{text}");
    assert!(!text.contains("only as far as"), "{text}");
    assert!(found["codes"][0]["difference"]["low"].is_number());

    desk.import("other.freitext", &desk.corpus("hemmnisse.csv"));
    let (found, text) = drift(&desk, "other.freitext");
    assert_eq!(found["conclusion"], "vocabulary_moved", "{text}");
    assert!(text.contains("review some 25 random answers"), "{text}");
    assert_eq!(found["vocabulary"]["typical_now"].as_array().unwrap().len(), 8);
}

#[test]
fn codes_that_are_given_to_others_than_before_have_moved() {
    let desk = waves();
    // Of wave 2 only those answers are reviewed that people gave "sozial".
    let sozial: BTreeSet<String> = coded(&desk.read("w2.csv"))
        .into_iter()
        .filter(|(_, codes)| codes.contains("sozial"))
        .map(|(id, _)| id)
        .collect();
    assert!(sozial.len() >= 20);
    let file = desk.read("w2.csv");
    let mut table = csv::Reader::from_reader(file.as_bytes());
    let mut written = csv::Writer::from_writer(Vec::new());
    written.write_record(table.headers().unwrap()).unwrap();
    for row in table.records() {
        let row = row.unwrap();
        if sozial.contains(&row[0]) {
            written.write_record(&row).unwrap();
        }
    }
    desk.file("c.csv", written.into_inner().unwrap());
    desk.import_coded("w2.freitext", "c.csv", "Eva", "felder.toml");
    let (found, text) = drift(&desk, "w2.freitext");
    assert_eq!(found["conclusion"], "shares_moved", "{text}");
    let moved: Vec<&Value> = found["codes"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|code| code["moved"] == true)
        .collect();
    assert!(moved.iter().any(|code| code["code"] == "sozial"), "{text}");
    assert!(moved.iter().all(|code| {
        let interval = &code["difference"];
        interval["low"].as_f64().unwrap() > 0.0 || interval["high"].as_f64().unwrap() < 0.0
    }));
}
