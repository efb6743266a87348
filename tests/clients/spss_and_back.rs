//! What came from SPSS goes back to SPSS whole, in its order and under its names, and the codes stand behind it.

use freitext::codebook::Codebook;
use serde_json::Value as Json;

use super::desk::Desk;
use super::harness::pspp;
use super::readers::{by_python, exported};

/// A survey as SPSS holds it: labels, values that mean missing, a date, response sets, documents, weight; three open columns.
const SURVEY: &str = r#"SET DECIMAL=DOT.
DATA LIST LIST (",") /nr (F4.0) groesse (F2.0) land (A2) tag (EDATE10) amt_lang (A40) gew (F6.3) m1 m2 m3 (F1.0) note (F4.1) offen1 (A120) offen2_1 (A120) offen2_2 (A120).
BEGIN DATA
1,1,BY,01.02.2023,Jugendamt Würzburg,1.25,1,0,1,2.5,Beratung für Eltern und Kinder,Sprachkurse,Streetwork im Viertel
2,2,NW,15.12.2022,Ordnungsamt Köln,.8,0,0,1,-9,k. A.,weiß nicht,
3,99,,,Sozialamt Öhringen,1,9,0,0,1.5,,,
4,3,HE,31.01.2023,,1,1,1,1,,Feste und Begegnung in den Stadtteilen,Sportvereine fördern,
END DATA.
VARIABLE LABELS nr 'Laufende Nummer' groesse 'Größe der Stadt' land 'Bundesland' tag 'Tag der Antwort' m1 'Maßnahme: Beratung' offen1 'Was tun Sie für das Zusammenleben?' offen2_1 'Was noch? (1)'.
VALUE LABELS groesse 1 'unter 20.000' 2 'bis 100.000' 3 'darüber' 99 'keine Angabe' /land 'BY' 'Bayern' 'NW' 'Nordrhein-Westfalen' /m1 m2 m3 0 'nein' 1 'ja' 9 'unleserlich'.
MISSING VALUES groesse (99) /m1 m2 m3 (9) /note (-9).
VARIABLE LEVEL groesse (ORDINAL) /land m1 m2 m3 (NOMINAL) /note gew (SCALE).
MRSETS /MDGROUP NAME=$massn LABEL='Maßnahmen' VARIABLES=m1 m2 m3 VALUE=1.
FILE LABEL Umfrage der Ämter.
ADD DOCUMENT 'Erhoben im Winter 2022/23.'.
WEIGHT BY gew.
"#;

#[test]
fn what_came_from_spss_goes_back_whole_and_the_codes_stand_behind_it() {
    let desk = Desk::new();
    let path = |name: &str| desk.path(name).to_string_lossy().into_owned();
    let said = pspp(&format!("{SURVEY}SAVE OUTFILE='{}'.", path("survey.sav")));
    assert!(!said.contains("error"), "{said}");
    desk.freitext(&[
        "import",
        "s.freitext",
        "survey.sav",
        "--id",
        "nr",
        "--text",
        "offen1",
        "offen2_1",
        "offen2_2",
    ])
    .succeeds();
    desk.freitext(&["suggest", "s.freitext", "--codebook", "handlungsfelder"])
        .succeeds();
    let sav = exported(&desk, "back.sav", &["--base", "respondents"]);
    let came = by_python("sav", &path("survey.sav"));
    let back = by_python("sav", &sav);
    let names = |read: &Json| -> Vec<String> { serde_json::from_value(read["names"].clone()).unwrap() };
    let all = names(&came);
    assert_eq!(names(&back)[..all.len()], all[..], "in their order");
    for name in &all {
        for part in ["values", "cells", "missing"] {
            assert_eq!(back[part][name], came[part][name], "{name}: {part}");
        }
        let label = came["labels"][name].as_str().unwrap_or("");
        if !label.is_empty() {
            assert_eq!(back["labels"][name].as_str(), Some(label), "{name}");
        }
    }
    for name in ["groesse", "land", "m1", "note", "gew"] {
        assert_eq!(back["measure"][name], came["measure"][name], "{name}");
    }
    assert_eq!(back["title"], came["title"]);
    let told = pspp(&format!(
        "GET FILE='{sav}'.\nMRSETS /DISPLAY NAME=ALL.\nSHOW WEIGHT.\nDISPLAY DOCUMENTS.\n"
    ));
    for kept in [
        "$massn",
        "Maßnahmen",
        "gew",
        "Erhoben im Winter 2022/23.",
        "$offen1_md",
    ] {
        assert!(told.contains(kept), "{kept}\n{told}");
    }

    // 1 exactly where assignments.csv has a row.
    desk.freitext(&["export", "s.freitext", "assignments.csv"])
        .succeeds();
    let mut ones: Vec<(String, String)> = Vec::new();
    for row in csv::Reader::from_path(desk.path("assignments.csv"))
        .unwrap()
        .into_records()
    {
        let row = row.unwrap();
        ones.push((row[1].to_owned(), format!("{}_{}", &row[2], &row[3])));
    }
    assert!(ones.len() > 4, "{ones:?}");
    ones.sort();
    ones.dedup();
    let codebook = Codebook::open("handlungsfelder").unwrap();
    let mut said = Vec::new();
    let numbers = back["cells"]["nr"].as_array().unwrap();
    for name in names(&back).iter().filter(|name| {
        let code = name
            .strip_prefix("offen1_")
            .or_else(|| name.strip_prefix("offen2_"));
        code.is_some_and(|code| codebook.code(code).is_some())
    }) {
        for (cell, nr) in back["cells"][name].as_array().unwrap().iter().zip(numbers) {
            if cell.as_f64() == Some(1.0) {
                said.push((format!("{}", nr.as_f64().unwrap()), name.clone()));
            }
        }
    }
    said.sort();
    assert_eq!(said, ones);
    // k. A., don't know beside an empty slot, nothing.
    assert_eq!(
        back["cells"]["offen1_missing"],
        serde_json::json!([null, -12.0, -16.0, null])
    );
    assert_eq!(
        back["cells"]["offen2_missing"],
        serde_json::json!([null, -11.0, -16.0, null])
    );
}
