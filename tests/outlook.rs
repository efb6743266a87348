//! The outlook during a study: what is said of answers that nobody has reviewed holds when they are.

mod desk;

use std::collections::{BTreeMap, BTreeSet};

use desk::Desk;
use freitext::study::{Act, Read, Study, Wanted};
use freitext::survey::{ActionKind, Decision, Outcome, Picked};
use serde_json::Value;

const STUDY: &str = "s.freitext";
/// All rows of the measures.
const ALL: usize = usize::MAX;

/// The shipped measures, coded by their authors.
fn measures(desk: &Desk) -> Vec<(String, String, String)> {
    let mut reader = csv::Reader::from_path(desk.corpus("massnahmen.csv")).unwrap();
    let headings = reader.headers().unwrap().clone();
    let column = |name: &str| headings.iter().position(|heading| heading == name).unwrap();
    let columns = [column("id"), column("text"), column("codes")];
    reader
        .records()
        .map(|row| {
            let row = row.unwrap();
            let [id, text, codes] = columns.map(|column| row[column].to_owned());
            (id, text, codes)
        })
        .collect()
}

/// A study of the first `rows` in which Eva has coded those that `coded` names; gives the true codes of the others.
fn study(desk: &Desk, rows: usize, coded: impl Fn(usize) -> bool) -> BTreeMap<String, BTreeSet<String>> {
    let mut file = csv::Writer::from_writer(Vec::new());
    file.write_record(["id", "text", "codes"]).unwrap();
    let mut open = BTreeMap::new();
    for (row, (id, text, codes)) in measures(desk).into_iter().take(rows).enumerate() {
        if coded(row) {
            let codes = if codes.is_empty() { "none_fits" } else { &codes };
            file.write_record([&*id, &*text, codes]).unwrap();
        } else {
            file.write_record([&*id, &*text, ""]).unwrap();
            let codes = codes.split('|').filter(|code| !code.is_empty());
            open.insert(id, codes.map(str::to_owned).collect());
        }
    }
    desk.file("a.csv", file.into_inner().unwrap());
    let call = ["import", STUDY, "a.csv", "--text", "text", "--id", "id"];
    let codes = [
        "--codes",
        "codes",
        "--coder",
        "Eva",
        "--codebook",
        "handlungsfelder",
    ];
    desk.freitext(&[call.as_slice(), codes.as_slice()].concat())
        .succeeds();
    open
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn outlook(desk: &Desk) -> Value {
    json(&desk.freitext(&["evaluate", STUDY, "--json"]).succeeds())["outlook"].clone()
}

/// Suggestions after `suggest`, and how many of them are right and how many codes are missing.
fn truth(desk: &Desk, open: &BTreeMap<String, BTreeSet<String>>) -> [f64; 3] {
    desk.freitext(&["export", STUDY, "assignments.csv"]).succeeds();
    let mut reader = csv::Reader::from_reader(desk.read("assignments.csv").into_bytes().leak() as &[u8]);
    let headings = reader.headers().unwrap().clone();
    let column = |name: &str| headings.iter().position(|heading| heading == name).unwrap();
    let (unit, code) = (column("unit"), column("code"));
    let rows = reader.records().map(|row| row.unwrap());
    let suggested: BTreeSet<(String, String)> = rows
        .map(|row| (row[unit].to_owned(), row[code].to_owned()))
        .filter(|(unit, _)| open.contains_key(unit))
        .collect();
    let right = suggested
        .iter()
        .filter(|(unit, code)| open[unit].contains(code))
        .count();
    let given: usize = open.values().map(BTreeSet::len).sum();
    [suggested.len() as f64, right as f64, (given - right) as f64]
}

fn holds(estimate: &Value, truth: f64) -> bool {
    let bound = |name: &str| estimate[name].as_f64().unwrap();
    bound("low") <= truth && truth <= bound("high")
}

#[test]
fn what_is_said_of_the_open_half_is_true_of_its_real_codes() {
    for part in [0, 1] {
        let desk = Desk::new();
        let open = study(&desk, ALL, |row| row % 2 == part);
        let outlook = outlook(&desk);
        let rest = &outlook["rest"];
        let said = json(&desk.freitext(&["suggest", STUDY, "--json"]).succeeds());
        let [suggested, right, missing] = truth(&desk, &open);
        assert_eq!(rest["suggestions"].as_f64(), Some(suggested));
        assert!(holds(&rest["right"], right), "{right} {rest}");
        assert!(holds(&rest["missing"], missing), "{missing} {rest}");
        // `suggest` says the same.
        assert_eq!(
            (&said["right"]["right"], &said["right"]["basis"]),
            (&rest["right"], &rest["basis"])
        );
        // Imported codings are not known to be a random part.
        let basis = (&rest["basis"]["kind"], &rest["basis"]["random"]);
        assert_eq!(basis, (&"all_reviewed".into(), &0.into()));
        // Rules written for these answers leave little to learn.
        let gain = outlook["gain"]["gain"]["value"].as_f64().unwrap();
        assert!((0.0..0.01).contains(&gain), "{outlook}");
        assert_eq!(outlook["advice"], "stop");
    }
}

#[test]
fn the_outlook_is_said_in_sentences_and_the_same_with_any_number_of_threads() {
    let desk = Desk::new();
    study(&desk, 220, |row| row % 2 == 0);
    let of = |threads: &str, lang: &str| {
        let program = std::process::Command::new(env!("CARGO_BIN_EXE_freitext"))
            .args(["evaluate", STUDY, "--method", "learned", "--lang", lang])
            .current_dir(desk.path(""))
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .unwrap();
        String::from_utf8(program.stdout).unwrap()
    };
    let german = of("1", "de");
    assert_eq!(german, of("4", "de"));
    let (_, outlook) = german.split_once("Ausblick\n").unwrap();
    for sentence in [
        "Vorschlägen für Ungeprüftes stimmen etwa ",
        "sofern die geprüften Einheiten den übrigen gleichen",
        "zufällig gezogen sind davon 0, zu wenige",
        "Mit 50 weiteren geprüften Antworten läge F1 voraussichtlich bei 0,",
        "Empfehlung: weiter prüfen. Die nächsten 50 Antworten bringen voraussichtlich 0,01 F1 oder mehr.",
    ] {
        assert!(outlook.contains(sentence), "{sentence} is not in\n{outlook}");
    }
    let english = of("2", "en");
    assert!(english.contains("suggestions not reviewed about"), "{english}");
    let suggested = desk.freitext(&["suggest", STUDY, "--lang", "de"]).succeeds();
    assert!(
        suggested.contains("stimmen etwa ") && suggested.contains("Mehr: »freitext evaluate s.freitext«.")
    );
    // Rules alone learn nothing from review: there is nothing to look out for.
    let rules = desk
        .freitext(&["evaluate", STUDY, "--method", "rules", "--json"])
        .succeeds();
    assert!(json(&rules).get("outlook").is_none());
}

/// The first answers reviewed at random, others because somebody chose them.
#[test]
fn the_part_picked_at_random_speaks_for_the_rest() {
    let desk = Desk::new();
    study(&desk, ALL, |row| row == 0);
    let codes: BTreeMap<String, String> = measures(&desk)
        .into_iter()
        .map(|(id, _, codes)| (id, codes))
        .collect();
    let mut study = Study::open(&desk.path(STUDY)).unwrap();
    let mut units = Vec::new();
    let wanted = Wanted {
        verbatim: Read::No,
        ..Wanted::default()
    };
    study
        .walk(&wanted, |unit| {
            if unit.missing.is_none() {
                units.push((unit.unit, unit.key.clone()));
            }
            Ok(())
        })
        .unwrap();
    let codebook = study.codebooks().unwrap()[0].id;
    study
        .change(|change| {
            let action = change.act(&Act {
                coder: change.coder("Ada")?,
                codebook,
                kind: ActionKind::Decide,
                undoes: None,
                time: 0,
            })?;
            for (at, (unit, key)) in units.iter().enumerate().skip(1).filter(|(at, _)| at % 7 < 2) {
                change.decide(
                    &action,
                    &Decision {
                        unit: *unit,
                        outcome: Outcome::Codes(codes[key].split('|').map(str::to_owned).collect()),
                        picked: if at % 7 == 0 {
                            Picked::Random
                        } else {
                            Picked::Chosen
                        },
                        ..Decision::of(*unit, Outcome::NoneFits)
                    },
                )?;
            }
            Ok(())
        })
        .unwrap();
    drop(study);
    let outlook = outlook(&desk);
    assert_eq!(outlook["rest"]["basis"]["kind"], "random");
    assert_eq!(outlook["rest"]["basis"]["units"], 62);
    assert_eq!(outlook["gain"]["f1"]["n"], 62);
    let printed = desk.freitext(&["evaluate", STUDY, "--lang", "de"]).succeeds();
    assert!(printed.contains("Geschätzt an den 62 geprüften Einheiten, die zufällig gezogen waren."));
    assert!(!printed.contains("sofern die geprüften"), "{printed}");
}

#[test]
fn where_little_is_reviewed_nothing_is_claimed() {
    let desk = Desk::new();
    study(&desk, 100, |row| row < 20);
    let outlook = outlook(&desk);
    let undefined = |figure: &Value| (figure["value"].is_null(), figure["undefined"].clone());
    let too_few = (true, Value::from("too_few_reviewed"));
    assert_eq!(undefined(&outlook["rest"]["right"]), too_few);
    assert_eq!(undefined(&outlook["rest"]["missing"]), too_few);
    assert_eq!(undefined(&outlook["gain"]["gain"]), too_few);
    let printed = desk.freitext(&["evaluate", STUDY, "--lang", "de"]).succeeds();
    assert!(printed.contains("lässt sich noch nicht sagen") && printed.contains("ab 50 geprüften sagen"));
    assert!(printed.contains("Empfehlung: weiter prüfen. Unter 100 geprüften"));
    let suggested = desk.freitext(&["suggest", STUDY, "--lang", "de"]).succeeds();
    assert!(!suggested.contains("stimmen etwa"), "{suggested}");
    let desk = Desk::new();
    study(&desk, 60, |_| true);
    let printed = desk.freitext(&["evaluate", STUDY, "--lang", "de"]).succeeds();
    let (_, outlook) = printed.split_once("Ausblick\n").unwrap();
    assert!(
        outlook.ends_with("Alles ist geprüft.\n") && !outlook.contains("Ungeprüftes"),
        "{outlook}"
    );
}
