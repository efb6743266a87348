//! The published figures of the third wave come out of the file that ships (`corpora/welle3.csv`, written so that they hold; none of it
//! is data), beside the measures of the first wave in one study, from the command line.
//!
//! Source: the report's ranking of 22 barriers (share of 95 offices that put it among their top five), the means of four
//! attitudes on a scale from 1 to 4, and the shares of offices that expect a field of action to grow.

mod desk;

use std::collections::{BTreeMap, BTreeSet};

use desk::Desk;
use serde_json::Value;

/// Label, offices, percent of 95 as published.
const BARRIERS: [(&str, u64, &str); 5] = [
    ("Staff shortage", 60, "63.2"),
    ("Lack of time", 59, "62.1"),
    ("No city-wide strategy", 38, "40.0"),
    ("Little exchange of information between offices", 37, "38.9"),
    ("Different understandings between offices", 31, "32.6"),
];

/// Measures with exactly one field, several fields, all (wave 1).
const MEASURES: (&str, &str) = ("247", "437");

fn study() -> Desk {
    let desk = Desk::new();
    for (file, text, codebook) in [
        ("massnahmen.csv", "text", "handlungsfelder"),
        ("welle3.csv", "hemmnis", "hemmnisse"),
    ] {
        desk.codings_come(&desk.corpus(file), text, "Autorin", codebook);
    }
    desk
}

fn json(printed: &str) -> Value {
    serde_json::from_str(printed).unwrap()
}

#[test]
fn the_five_most_frequent_barriers_are_the_published_ones() {
    let desk = study();
    let printed = desk
        .freitext(&[
            "table",
            "s.freitext",
            "--codebook",
            "hemmnisse",
            "--question",
            "hemmnis",
            "--base",
            "respondents",
            "--top",
            "5",
            "--json",
        ])
        .succeeds();
    let table = &json(&printed)["tables"][0];
    assert_eq!(table["total"]["base"], 95, "{printed}");
    for (at, (label, offices, percent)) in BARRIERS.iter().enumerate() {
        assert_eq!(table["codes"][at]["label"], *label);
        let cell = &table["total"]["cells"][at];
        assert_eq!(cell["n"], *offices, "{label}");
        assert_eq!(
            format!("{:.1}", cell["row_pct"].as_f64().unwrap()),
            *percent,
            "{label}"
        );
    }
}

#[test]
fn the_measures_of_the_first_wave_stay_what_they_are_beside_them() {
    let desk = study();
    let csv = desk
        .freitext(&[
            "table",
            "s.freitext",
            "--codebook",
            "handlungsfelder",
            "--question",
            "text",
            "--by",
            "amt",
            "--counting",
            "exclusive",
            "--csv",
        ])
        .succeeds();
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let last = reader.records().map(Result::unwrap).last().unwrap();
    let cell = |name: &str| &last[headings.iter().position(|heading| heading == name).unwrap()];
    assert_eq!((cell("several"), cell("total")), MEASURES);
}

#[test]
fn profiles_are_of_the_question_that_is_coded_with_the_codebook() {
    let desk = study();
    let printed = desk
        .freitext(&[
            "profiles",
            "s.freitext",
            "--codebook",
            "handlungsfelder",
            "--by",
            "amt",
            "--draws",
            "10",
            "--json",
        ])
        .succeeds();
    let questions = json(&printed)["questions"].as_array().unwrap().clone();
    assert_eq!(questions.len(), 1, "{printed}");
    assert_eq!(questions[0]["question"], "text");
}

#[test]
fn attitudes_have_the_published_means() {
    let desk = study();
    let printed = desk
        .freitext(&[
            "items",
            "s.freitext",
            "haltung_*",
            "--question",
            "hemmnis",
            "--by",
            "amt",
            "--json",
        ])
        .succeeds();
    let items = json(&printed);
    assert_eq!(items["respondents"], 95);
    let means: Vec<String> = items["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| format!("{:.1}", item["total"]["mean"]["value"].as_f64().unwrap()))
        .collect();
    assert_eq!(means, ["3.7", "3.6", "2.8", "1.8"]);
    for item in items["items"].as_array().unwrap() {
        let missing: u64 = item["total"]["missing"]
            .as_object()
            .unwrap()
            .values()
            .filter_map(Value::as_u64)
            .sum();
        assert_eq!(item["total"]["n"].as_u64().unwrap() + missing, 95, "{item}");
        assert_eq!(
            item["groups"].as_array().unwrap().len(),
            5,
            "no housing office in wave 3"
        );
    }
}

#[test]
fn fields_of_action_grow_as_published() {
    let desk = study();
    let printed = desk
        .freitext(&[
            "items",
            "s.freitext",
            "zukunft_*",
            "--question",
            "hemmnis",
            "--steps",
            "wird abnehmen|bleibt gleich|wird wachsen",
            "--json",
        ])
        .succeeds();
    let items = json(&printed);
    let mut grows: Vec<(f64, String)> = Vec::new();
    for item in items["items"].as_array().unwrap() {
        let values = item["total"]["values"].as_array().unwrap();
        let wachsen = values.iter().find(|pair| pair[0] == 3.0).unwrap()[1]
            .as_f64()
            .unwrap();
        let share = wachsen / item["total"]["n"].as_f64().unwrap();
        grows.push((share * 100.0, item["name"].as_str().unwrap().to_owned()));
    }
    grows.sort_by(|a, b| b.0.total_cmp(&a.0));
    assert_eq!(grows.len(), 8);
    let said = |(percent, name): &(f64, String)| format!("{percent:.1} {name}");
    assert_eq!(said(&grows[0]), "88.5 zukunft_sozialraum");
    assert_eq!(said(&grows[7]), "58.3 zukunft_kulturell");
}

/// What `corpora/README.md` says of the file.
#[test]
fn every_office_names_five_different_barriers_and_stands_in_the_first_wave() {
    let desk = Desk::new();
    let rows = |name: &str| {
        let mut reader = csv::Reader::from_path(desk.corpus(name)).unwrap();
        let headings = reader.headers().unwrap().clone();
        let rows: Vec<BTreeMap<String, String>> = reader
            .records()
            .map(|row| {
                let row = row.unwrap();
                headings
                    .iter()
                    .zip(row.iter())
                    .map(|(name, cell)| (name.to_owned(), cell.to_owned()))
                    .collect()
            })
            .collect();
        rows
    };
    let offices: BTreeMap<String, String> = rows("massnahmen.csv")
        .into_iter()
        .map(|row| (row["respondent"].clone(), row["amt"].clone()))
        .collect();
    let mut named: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows("welle3.csv") {
        assert_eq!(offices[&row["respondent"]], row["amt"], "{}", row["id"]);
        assert!(!row["hemmnis"].trim().is_empty(), "{}", row["id"]);
        let new = named
            .entry(row["respondent"].clone())
            .or_default()
            .insert(row["codes"].clone());
        assert!(new, "{} names {} twice", row["id"], row["codes"]);
    }
    assert_eq!(named.len(), 95);
    assert!(named.values().all(|codes| codes.len() == 5));
    let all: BTreeSet<&String> = named.values().flatten().collect();
    assert_eq!(all.len(), 22);
}

#[test]
fn a_column_of_words_is_answered_with_the_steps_to_name() {
    let desk = study();
    desk.freitext(&["items", "s.freitext", "zustimmung_netzwerk"])
        .fails(
            1,
            &[
                "holds words instead of numbers",
                "--steps \"stimme eher nicht zu|",
            ],
        );
    desk.freitext(&["items", "s.freitext", "hemmnis"])
        .fails(2, &["The study has no column “hemmnis”"]);
    desk.freitext(&["items", "s.freitext"]).fails(2, &["Missing"]);
    let said = desk
        .freitext(&[
            "items",
            "s.freitext",
            "zustimmung_*",
            "--question",
            "hemmnis",
            "--steps",
            "stimme gar nicht zu|stimme eher nicht zu|stimme eher zu|stimme voll zu",
            "--lang",
            "de",
        ])
        .succeeds();
    assert!(
        said.contains("1 = stimme gar nicht zu") && said.contains("45,7\u{a0}%"),
        "{said}"
    );
}
