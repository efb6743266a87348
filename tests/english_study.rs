//! An English study from the file to the tables, and the language of the answers: recognised, said, changed.
//!
//! All answers and the codebook were written for these tests. Deliberately absent: the analysis itself (`english.rs`).

mod desk;

use desk::Desk;

const ANSWERS: &str = "id,district,answer
1,North,We have a strategy against drug dealing at the station
2,North,Two strategies were adopted by the council last year
3,South,No strategy at all and nobody who writes one
4,South,Language courses for newcomers and their children
5,North,There are not enough language courses
6,West,Buses that run late at night so that women get home safely
7,West,No buses after nine o'clock
8,South,Organisation of neighbourhood parties
9,South,They organize a street festival with the neighbors
10,North,More parking at the hospital
11,West,A bigger park with playgrounds for the kids
12,West,Better lighting and fewer dark corners
13,North,The business owners complain that the police are too busy
14,South,n/a
";

const CODEBOOK: &str = r#"format = 1
title = "Measures"
version = "1"
language = "en"

[[code]]
id = "planning"
value = 1
label = "Strategy"
match_rules = ["affirmed(strategy)"]

[[code]]
id = "language"
value = 2
label = "Language"
match_rules = ["language BEFORE/2 course"]

[[code]]
id = "transport"
value = 3
label = "Transport"
match_rules = ["affirmed(bus)", "parking"]

[[code]]
id = "community"
value = 4
label = "Community"
match_rules = ["organise NEAR/6 neighbour", "organise NEAR/6 neighbourhood", "park"]
"#;

const GERMAN: &str = "id,antwort
1,Mehr Sprachkurse für Mütter mit kleinen Kindern
2,Wir brauchen eine Strategie für den Bahnhof und das Viertel
3,Beratung für Familien und bessere Beleuchtung
4,We need more language courses for parents with small children and less paperwork in the office
5,Daha fazla park ve çocuklar için oyun alanı istiyoruz
6,Urban Gardening
7,Keine Zeit
";

const RUN: [&str; 10] = [
    "run",
    "answers.csv",
    "--codebook",
    "measures.toml",
    "--text",
    "answer",
    "--id",
    "id",
    "--out",
    "out",
];
const STUDY: &str = "out/study.freitext";

/// A desk with the English study.
fn english() -> (Desk, String) {
    let desk = Desk::new();
    desk.file("answers.csv", ANSWERS).file("measures.toml", CODEBOOK);
    let answer = desk.freitext(&RUN);
    answer.succeeds();
    let said = answer.err();
    (desk, said)
}

/// Unit and code of each suggestion.
fn suggested(assignments: &str) -> Vec<(String, String)> {
    let mut reader = csv::Reader::from_reader(assignments.as_bytes());
    let rows = reader.records().map(|row| row.unwrap());
    rows.map(|row| (row[0].to_owned(), row[3].to_owned())).collect()
}

#[test]
fn an_english_study_goes_from_file_to_tables() {
    let (desk, said) = english();
    assert!(said.contains("The answers are in English"), "{said}");
    assert!(!said.contains("clearly not"), "{said}");

    let freitext = |arguments: &[&str]| desk.freitext(arguments).succeeds();
    freitext(&[
        "suggest",
        STUDY,
        "--codebook",
        "measures.toml",
        "--method",
        "rules",
    ]);
    freitext(&["export", STUDY, "rules.csv", "--as", "assignments"]);
    let found = suggested(&desk.read("rules.csv"));
    let wanted = [
        ("1", "planning"),
        ("2", "planning"),
        ("4", "language"),
        ("5", "language"),
        ("6", "transport"),
        ("8", "community"),
        ("9", "community"),
        ("10", "transport"),
        ("11", "community"),
    ];
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(unit, code)| (unit.as_str(), code.as_str()))
        .collect();
    assert_eq!(
        found, wanted,
        "neither \"No strategy\" nor \"No buses\", and a park is no parking"
    );

    let table = freitext(&["table", STUDY]);
    assert!(table.contains("Strategy"), "{table}");
}

#[test]
fn search_finds_english_forms() {
    let (desk, _) = english();
    let found = |query: &str| desk.freitext(&["search", STUDY, query]).succeeds();
    assert!(found("strategies").contains("»strategy«"));
    assert!(found("strategy").contains("Two »strategies« were"));
    assert!(found("affirmed(strategy)").contains("Units found: 2."));
    assert!(found("organise neighbour").contains("They »organize« a street festival with the »neighbors«"));
    assert!(found("child").contains("their »children«"));
    assert!(found("parking").contains("Units found: 1."));
    assert!(found("busy").contains("too »busy«"));
    let explained = desk.freitext(&["search", STUDY, "--explain", "bus"]).succeeds();
    assert!(
        explained.contains("(stem bus)") && explained.contains("Buses"),
        "{explained}"
    );
}

#[test]
fn a_codebook_is_checked_in_its_own_language() {
    let (desk, _) = english();
    let check = |name: &str| desk.freitext(&["codebook", "check", name, "--study", STUDY]);
    let checked = check("measures.toml");
    assert!(checked.succeeds().contains("0 mistakes"), "{}", checked.err());
    assert_eq!(checked.err(), "");
    check("handlungsfelder").succeeds();
    assert!(
        check("handlungsfelder")
            .err()
            .contains("are for answers in German")
    );
}

#[test]
fn answers_in_another_language_are_said_by_row() {
    let desk = Desk::new();
    desk.file("antworten.csv", GERMAN);
    let imported = desk.freitext(&["import", "s.freitext", "antworten.csv", "--lang", "de"]);
    imported.succeeds();
    assert!(
        imported.err().contains(
            "2 Antworten sind eindeutig nicht auf Deutsch (Zeilen 5, 6): Englisch 1, Türkisch 1. Sie bleiben stehen"
        ),
        "{}",
        imported.err()
    );
}

#[test]
fn the_language_can_be_said_and_changed() {
    let desk = Desk::new();
    desk.file("antworten.csv", GERMAN).file("measures.toml", CODEBOOK);
    desk.freitext(&["new", "s.freitext", "--answers-in", "en"])
        .succeeds();
    let imported = desk.freitext(&["import", "s.freitext", "antworten.csv"]);
    imported.succeeds();
    let said = imported.err();
    assert!(said.contains("are clearly not in English (rows 2, 3"), "{said}");
    assert!(
        said.contains("import the file again with --answers-in de"),
        "{said}"
    );

    let again = desk.freitext(&["import", "s.freitext", "antworten.csv", "--answers-in", "de"]);
    again.succeeds();
    assert!(
        again.err().contains("count as German from now on"),
        "{}",
        again.err()
    );
    let found = desk.freitext(&["search", "s.freitext", "[sprache]"]).succeeds();
    assert!(found.contains("»Sprachkurse«"), "{found}");

    let suggested = desk.freitext(&["suggest", "s.freitext", "--codebook", "measures.toml"]);
    suggested.succeeds();
    assert!(
        suggested
            .err()
            .contains("are for answers in English, the answers of the study count as German"),
        "{}",
        suggested.err()
    );
}
