//! `freitext evaluate`: figures of coded files and studies, and what was said of every unit.

mod desk;

use std::collections::{BTreeMap, BTreeSet};

use desk::Desk;
use serde_json::Value;

type Codes = BTreeMap<String, BTreeSet<String>>;

/// The shipped measures, coded by their authors: rows of odd respondents to learn from, of even ones to measure on.
fn halves(desk: &Desk) {
    let mut reader = csv::Reader::from_path(desk.corpus("massnahmen.csv")).unwrap();
    let headings = reader.headers().unwrap().clone();
    let mut halves = [
        csv::Writer::from_writer(Vec::new()),
        csv::Writer::from_writer(Vec::new()),
    ];
    for half in &mut halves {
        half.write_record(&headings).unwrap();
    }
    let respondent = headings
        .iter()
        .position(|heading| heading == "respondent")
        .unwrap();
    for row in reader.records() {
        let row = row.unwrap();
        let half: usize = row[respondent].parse().unwrap();
        halves[half % 2].write_record(&row).unwrap();
    }
    let [even, odd] = halves.map(|half| half.into_inner().unwrap());
    desk.file("train.csv", odd).file("test.csv", even);
}

/// Id → codes of a file with the columns `id` and `codes`.
fn given(text: &str) -> Codes {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let column = |name: &str| headings.iter().position(|heading| heading == name).unwrap();
    let (id, codes) = (column("id"), column("codes"));
    reader
        .records()
        .map(|row| {
            let row = row.unwrap();
            let codes = row[codes].split('|').filter(|code| !code.is_empty());
            (row[id].to_owned(), codes.map(str::to_owned).collect())
        })
        .collect()
}

/// The rows of a file of predictions: id, code, score, suggested.
fn predictions(text: &str) -> Vec<(String, String, f64, bool)> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(
        reader.headers().unwrap(),
        vec!["id", "code", "score", "suggested"]
    );
    reader
        .records()
        .map(|row| {
            let row = row.unwrap();
            let suggested = match &row[3] {
                "0" => false,
                "1" => true,
                other => panic!("suggested is {other}"),
            };
            (
                row[0].to_owned(),
                row[1].to_owned(),
                row[2].parse().unwrap(),
                suggested,
            )
        })
        .collect()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

const CODEBOOK: &str = "format = 1\ntitle = 'T'\nversion = '1'\n\
    [[code]]\nid = 'verkehr'\nvalue = 1\nlabel = 'Verkehr'\n\
    [[code]]\nid = 'rad_weg'\nvalue = 2\nlabel = 'Radverkehr'\nparent = 'verkehr'\nmatch_rules = ['[rad]']\n\
    [[code]]\nid = 'gruen'\nvalue = 3\nlabel = 'Grünes'\nmatch_rules = ['baum* OR bäume*']\n";

#[test]
fn figures_and_predictions_say_the_same_and_every_unit_has_every_code() {
    let desk = Desk::new();
    halves(&desk);
    let call = [
        "evaluate",
        "--codebook",
        "handlungsfelder",
        "--train",
        "train.csv",
        "--test",
        "test.csv",
    ];
    let more = [
        "--text",
        "text",
        "--codes",
        "codes",
        "--id",
        "id",
        "--predictions",
        "P.csv",
        "--json",
    ];
    let report = json(&desk.freitext(&[&call[..], &more[..]].concat()).succeeds());

    let given = given(&desk.read("test.csv"));
    let rows = predictions(&desk.read("P.csv"));
    let codes: BTreeSet<&str> = rows.iter().map(|row| &*row.1).collect();
    let units: BTreeSet<&str> = rows.iter().map(|row| &*row.0).collect();
    assert_eq!(rows.len(), given.len() * 8);
    assert_eq!((units.len(), codes.len()), (given.len(), 8));
    let (mut both, mut all) = (0, 0);
    for (id, code, score, suggested) in &rows {
        assert!((0.0..=1.0).contains(score), "{id} {code} {score}");
        let is_given = given[id].contains(code);
        both += usize::from(is_given && *suggested);
        all += usize::from(is_given) + usize::from(*suggested);
    }
    let f1 = 2.0 * both as f64 / all as f64;
    let reported = &report["micro"]["f1"];
    assert!(
        (reported["value"].as_f64().unwrap() - f1).abs() < 1e-12,
        "{f1} {reported}"
    );
    assert!(reported["low"].as_f64().unwrap() < f1 && f1 < reported["high"].as_f64().unwrap());
    assert_eq!(
        (&report["scores"], &report["design"]["kind"]),
        (&"probabilities".into(), &"test".into())
    );
    // Rules alone reach 0.825 on these rows (README).
    assert!(f1 > 0.8, "{f1}");
    assert!(
        report["calibration"]["expected_calibration_error"]["value"]
            .as_f64()
            .unwrap()
            < 0.06
    );
}

#[test]
fn every_way_of_evaluating_is_the_same_with_any_number_of_threads() {
    let desk = Desk::new();
    halves(&desk);
    let short: String = desk
        .read("train.csv")
        .lines()
        .take(61)
        .map(|line| format!("{line}\n"))
        .collect();
    desk.file("short.csv", short);
    let call = [
        "evaluate",
        "--codebook",
        "handlungsfelder",
        "--train",
        "short.csv",
        "--text",
        "text",
        "--id",
        "id",
        "--folds",
        "4",
        "--curve",
        "--draws",
        "2",
        "--replay",
        "mixed",
        "--json",
    ];
    let of = |threads: &str| {
        let program = std::process::Command::new(env!("CARGO_BIN_EXE_freitext"))
            .args(call)
            .current_dir(desk.path(""))
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .unwrap();
        String::from_utf8(program.stdout).unwrap()
    };
    let one = of("1");
    assert_eq!(one, of("4"));
    let report = json(&one);
    assert_eq!(report["design"]["folds"], 4);
    let reviewed = |points: &Value| -> Vec<u64> {
        let points = points.as_array().unwrap().iter();
        points.map(|point| point["reviewed"].as_u64().unwrap()).collect()
    };
    // Of the answers that are not missing a third is held out.
    let units = report["units"].as_u64().unwrap();
    let held_out = (units as f64 / 3.0).round() as u64;
    let sizes = [0, 25, units - held_out];
    assert_eq!(reviewed(&report["learning_curve"]["points"]), sizes);
    assert_eq!(reviewed(&report["replay"]["points"]), [0, 25, 50]);
    let point = &report["replay"]["points"][1];
    let mean = |name: &str| point[name]["mean"].as_f64().unwrap();
    assert!(mean("delivered_micro_f1") > mean("micro_f1"), "{point}");
}

#[test]
fn ids_that_the_files_share_or_lack_are_never_mixed_up() {
    let desk = Desk::new();
    desk.file("cb.toml", CODEBOOK)
        .file(
            "a.csv",
            "id,text,codes,wave\n1,Bäume pflanzen,gruen,x\n2,Radwege bauen,Rad-Weg,y\n3,Mehr Busse,1,y\n",
        )
        .file(
            "b.csv",
            "id,text,codes,wave\n1,Radwege und Bäume,rad weg|Grünes,z\n,Radfahrer,2,z\n3,k. A.,,z\n",
        );
    let call = [
        "evaluate",
        "--codebook",
        "cb.toml",
        "--method",
        "rules",
        "--text",
        "text",
        "--id",
        "id",
    ];
    let more = [
        "--train",
        "a.csv",
        "--test",
        "b.csv",
        "--predictions",
        "P.csv",
        "--json",
    ];
    let answer = desk.freitext(&[&call[..], &more[..]].concat());
    let report = json(&answer.succeeds());
    assert!(answer.err().contains("rad weg → rad_weg"), "{}", answer.err());
    // The missing answer is in the file of predictions and not in the figures; a sub-code brings its parent.
    assert_eq!((&report["units"], &report["given"]), (&2.into(), &5.into()));
    assert_eq!(report["micro"]["f1"]["value"], 1.0);
    assert_eq!(
        desk.read("P.csv"),
        "id,code,score,suggested\n1,verkehr,1,1\n1,rad_weg,1,1\n1,gruen,1,1\nr3,verkehr,1,1\nr3,rad_weg,1,1\nr3,gruen,0,0\n\
         3,verkehr,0,0\n3,rad_weg,0,0\n3,gruen,0,0\n"
    );
    let both = [&call[..], &["--train", "a.csv", "--test", "a.csv"]].concat();
    assert!(
        desk.freitext(&both)
            .err()
            .contains("stand in both files under the same id: 3")
    );
}

#[test]
fn a_study_is_judged_by_leaving_out_and_stays_as_it_was() {
    let desk = Desk::new();
    halves(&desk);
    desk.import_coded("s.freitext", "train.csv", "Eva", "handlungsfelder");
    let before = std::fs::read(desk.path("s.freitext")).unwrap();
    let printed = desk
        .freitext(&["evaluate", "s.freitext", "--lang", "de"])
        .succeeds();
    assert!(
        printed.contains("geprüften Einheiten aus s.freitext: jede beurteilt nach allen anderen."),
        "{printed}"
    );
    assert!(
        printed.contains("│ mikro ┆") && printed.contains("Krippendorffs α"),
        "{printed}"
    );
    let report = json(&desk.freitext(&["evaluate", "s.freitext", "--json"]).succeeds());
    assert_eq!(report["design"]["kind"], "leave_one_out");
    // What is left out is not known by heart: far below 1, and near what the other half says.
    let f1 = report["micro"]["f1"]["value"].as_f64().unwrap();
    assert!((0.85..0.99).contains(&f1), "{f1}");
    assert_eq!(std::fs::read(desk.path("s.freitext")).unwrap(), before);
}

/// A code above others takes over the probability of the best of them, and was then taken for the best itself.
#[test]
fn of_codes_with_sub_codes_the_dimension_alone_was_suggested_where_answers_have_one_code() {
    let desk = Desk::new();
    let mut rows = "id,text,codes\n".to_owned();
    let words = [
        ("rad_weg", ["Radweg", "Fahrrad", "Radfahrer"]),
        ("gruen", ["Baum", "Park", "Wiese"]),
    ];
    for at in 0..60 {
        let (code, words) = words[at % 2];
        let (first, second) = (words[at % 3], words[(at / 3 + 1) % 3]);
        rows.push_str(&format!("{at},{first} und {second} hier,{code}\n"));
    }
    desk.file("cb.toml", CODEBOOK).file("a.csv", rows);
    let call = [
        "evaluate",
        "--codebook",
        "cb.toml",
        "--train",
        "a.csv",
        "--method",
        "learned",
        "--json",
    ];
    let report = json(&desk.freitext(&call).succeeds());
    assert_eq!(report["per_answer"], "one");
    let found: Vec<&Value> = ["code", "given", "right"]
        .map(|name| &report["codes"][1][name])
        .to_vec();
    assert_eq!(found, [&Value::from("rad_weg"), &30.into(), &30.into()]);
    let several = [&call[..], &["--per-answer", "several"]].concat();
    assert_eq!(json(&desk.freitext(&several).succeeds())["per_answer"], "several");
}

#[test]
fn what_cannot_be_evaluated_is_said_with_what_to_do() {
    let desk = Desk::new();
    desk.file("cb.toml", CODEBOOK)
        .file(
            "a.csv",
            "id,text,codes\n1,Bäume pflanzen,grühn\n2,Radwege bauen,rad_weg\n",
        )
        .file(
            "empty.csv",
            "id,text,codes\n1,Bäume pflanzen,\n2,Radwege bauen,\n",
        );
    let evaluate = |arguments: &[&str]| desk.freitext(&[&["evaluate"], arguments].concat());
    evaluate(&[]).fails(2, &["not said what to measure on", "--train FILE"]);
    evaluate(&["--train", "a.csv"]).fails(2, &["which codebook", "--codebook CB"]);
    evaluate(&["--codebook", "cb.toml", "--train", "a.csv", "--text", "text"]).fails(
        1,
        &[
            "does not know the code \"grühn\"",
            "row 2",
            "Perhaps \"gruen\" is meant",
        ],
    );
    evaluate(&["--codebook", "cb.toml", "--train", "a.csv", "--codes", "kodes"])
        .fails(2, &["no column \"kodes\""]);
    evaluate(&[
        "--codebook",
        "cb.toml",
        "--train",
        "empty.csv",
        "--text",
        "text",
        "--skip-uncoded",
    ])
    .fails(1, &["found: 0, needed: 2"]);
    evaluate(&[
        "--codebook",
        "cb.toml",
        "--test",
        "empty.csv",
        "--predictions",
        "empty.csv",
    ])
    .fails(2, &["--test", "not written over"]);
    evaluate(&["nothing.freitext"]).fails(1, &["nothing.freitext"]);
    assert_eq!(desk.names(), ["a.csv", "cb.toml", "empty.csv"]);
}
