//! Stata files: what we write as haven, readstata13, pandas and pyreadstat read it; what they write as we read it.
//!
//! foreign reads releases up to 115 only and can say nothing of ours; it writes old ones for us.

use std::path::Path;

use freitext::statfile::{Column, Frame, dta};
use freitext::survey::{UserMissing, Value, Variable, VariableKind};
use serde_json::{Value as Json, json};

use crate::frames::{self, DAY};
use crate::harness::{folder, python, r};
use crate::written::plain;

/// Writes a frame into a new folder, and has it read by everybody.
fn read_by_all(frame: &Frame) -> [(&'static str, Json); 4] {
    let folder = folder("stata");
    let path = folder.join("frame.dta");
    write(frame, &path);
    let path = path.to_string_lossy().into_owned();
    let mut by_r = r("stata.R", &[&path]);
    let mut by_python = python("stata.py", &[&path]);
    std::fs::remove_dir_all(&folder).unwrap();
    [
        ("haven", by_r["haven"].take()),
        ("readstata13", by_r["readstata13"].take()),
        ("pandas", by_python["pandas"].take()),
        ("pyreadstat", by_python["pyreadstat"].take()),
    ]
}

fn write(frame: &Frame, path: &Path) {
    let mut bytes = Vec::new();
    let made = jiff::civil::datetime(2026, 3, 1, 9, 5, 0, 0);
    dta::write(frame, &mut bytes, Some(made)).unwrap();
    std::fs::write(path, bytes).unwrap();
}

/// What a cell is in Stata, by hand: days and milliseconds since 1960, letters for what means missing.
fn cell(variable: &Variable, column: &Column, row: usize, client: &str) -> Json {
    let number = match column {
        // readstata13 takes an empty long text for a missing one.
        Column::Texts(cells) if cells[row].is_empty() && client == "readstata13" && is_long(cells) => {
            return Json::Null;
        }
        Column::Texts(cells) => return json!(cells[row].replace(['\0', '\u{7}'], "")),
        Column::Numbers(cells) => match cells[row] {
            None => return Json::Null,
            Some(number) => number,
        },
    };
    match number {
        -9.0 => return json!(".a"),
        -8.0 => return json!(".b"),
        _ => {}
    }
    // haven makes dates and times of R of them: days and seconds since 1970.
    let is_haven = client == "haven";
    match variable.kind {
        VariableKind::Date if is_haven => json!(number / 86_400.0),
        VariableKind::Date => json!(number / 86_400.0 + 3653.0),
        VariableKind::DateTime if is_haven => json!(number),
        VariableKind::DateTime => json!((number + 3653.0 * 86_400.0) * 1000.0),
        VariableKind::Time if is_haven => json!(number - 3653.0 * 86_400.0),
        VariableKind::Time => json!(number * 1000.0),
        VariableKind::Number | VariableKind::Text => json!(number),
    }
}

fn is_long(cells: &[String]) -> bool {
    cells.iter().any(|cell| cell.len() > 2045)
}

#[test]
fn every_client_reads_every_cell_and_label() {
    let frame = frames::hard();
    for (client, read) in read_by_all(&frame) {
        assert_eq!(read["label"], frame.dictionary.label, "{client}");
        for (at, (variable, column)) in frame.dictionary.variables.iter().zip(&frame.columns).enumerate() {
            let name = &variable.name;
            assert_eq!(read["names"][at], **name, "{client}");
            assert_eq!(read["labels"][at], variable.label, "{client} {name}");
            let cells: Vec<Json> = (0..column.len())
                .map(|row| cell(variable, column, row, client))
                .collect();
            assert_eq!(plain(&read["cells"][at]), plain(&json!(cells)), "{client} {name}");
            let mut labels = serde_json::Map::new();
            for (value, label) in &variable.labels {
                let key = match value {
                    Value::Number(-9.0) => ".a".to_owned(),
                    Value::Number(-8.0) => ".b".to_owned(),
                    Value::Number(number) => number.to_string(),
                    Value::Text(text) => text.clone(),
                };
                labels.insert(key, json!(label));
            }
            let found = &read["value_labels"][at];
            let found = if found.as_array().is_some_and(Vec::is_empty) {
                &json!({})
            } else {
                found
            };
            assert_eq!(*found, Json::Object(labels), "{client} {name}");
        }
        assert_eq!(
            read["names"].as_array().unwrap().len(),
            frame.columns.len(),
            "{client}"
        );
        if client == "haven" || client == "pyreadstat" {
            let notes = read["notes"].to_string();
            for part in [
                "Erste Notiz mit ß",
                "Zweite Notiz 😀",
                "massnahmen, = 1: Maßnahmen: m_rad m_bus",
                "gewicht",
            ] {
                assert!(notes.contains(part), "{client}: {notes}");
            }
        }
        if client == "pandas" {
            assert_eq!(read["made"], "01 Mar 2026 09:05");
        }
        if client == "haven" {
            for (name, class) in [
                ("tag", "Date"),
                ("zeitpunkt", "POSIXct"),
                ("meinung", "haven_labelled"),
            ] {
                let at = frame
                    .dictionary
                    .variables
                    .iter()
                    .position(|variable| variable.name == name);
                assert_eq!(read["classes"][at.unwrap()], class);
            }
        }
    }
}

/// With whole numbers as the floating point numbers that they are in some programs.
#[test]
fn five_thousand_variables_and_no_case_are_read() {
    for frame in [frames::wide(5_000, 8), frames::wide(3, 0)] {
        for (client, read) in read_by_all(&frame) {
            assert_eq!(
                read["names"].as_array().unwrap().len(),
                frame.columns.len(),
                "{client}"
            );
            // readstata13 makes one case up where there is none.
            if client == "readstata13" && frame.rows() == 0 {
                continue;
            }
            for at in [0, frame.columns.len() - 1] {
                let variable = &frame.dictionary.variables[at];
                assert_eq!(read["names"][at], *variable.name, "{client}");
                assert_eq!(read["labels"][at], variable.label, "{client}");
                let cells: Vec<Json> = (0..frame.rows())
                    .map(|row| cell(variable, &frame.columns[at], row, client))
                    .collect();
                assert_eq!(plain(&read["cells"][at]), plain(&json!(cells)), "{client}");
                if frame.rows() > 0 {
                    assert_eq!(read["value_labels"][at]["1"], "ja", "{client}");
                }
            }
        }
    }
}

#[test]
fn what_does_not_fit_is_changed_and_every_client_reads_on() {
    let of = |name: &str| Variable::new(name, VariableKind::Number).labelled("ß".repeat(100));
    let many: Vec<Value> = (1..=30).map(|code| frames::number(f64::from(-code))).collect();
    let frame = frames::Made::default()
        .numbers(of("if"), &[Some(1.0)])
        .numbers(of("Q1[SQ001]"), &[Some(2.0)])
        .numbers(of(&"ä".repeat(40)), &[Some(f64::INFINITY)])
        .numbers(
            Variable {
                missing: UserMissing {
                    values: many,
                    range: None,
                },
                labels: frames::labels(&[(0.5, "halb"), (1.0, &"ü".repeat(20_000))]),
                ..of("viele")
            },
            &[Some(-30.0)],
        )
        .texts(
            Variable {
                labels: vec![
                    (frames::text("A2"), "gut".into()),
                    (frames::text("A1"), "schlecht".into()),
                ],
                ..of("antwort")
            },
            &["A1"],
        )
        .0;
    let notices = dta::write(&frame, &mut Vec::new(), None).unwrap();
    let said: String = notices
        .iter()
        .map(|notice| format!("{}\n", notice.what.de))
        .collect();
    for part in [
        "if → ",
        "Q1[SQ001] → ",
        "teilen sich .z",
        "viele (1)",
        "gekürzt",
        "antwort",
        "darstellen",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    for (client, read) in read_by_all(&frame) {
        for at in 0..4 {
            let label = read["labels"][at].as_str().unwrap();
            assert_eq!(label, format!("{}…", "ß".repeat(79)), "{client}");
        }
        assert_eq!(plain(&read["cells"][0]), json!([1.0]), "{client}");
        assert_eq!(read["cells"][2], json!([null]), "{client}");
        assert_eq!(read["cells"][3], json!([".z"]), "{client}");
        assert_eq!(plain(&read["cells"][4]), json!([2.0]), "{client}");
        assert_eq!(
            read["value_labels"][4],
            json!({"1": "gut", "2": "schlecht"}),
            "{client}"
        );
        assert_eq!(read["value_labels"][3]["1"], "ü".repeat(16_000), "{client}");
    }
}

#[test]
fn what_the_clients_write_is_read() {
    let folder = folder("stata-in");
    let path = folder.to_string_lossy().into_owned();
    let of_r = r("stata_out.R", &[&path]);
    let of_python = python("stata_out.py", &[&path]);
    let files: Vec<&Json> = [&of_r, &of_python]
        .into_iter()
        .flat_map(|list| list.as_array().unwrap())
        .collect();
    assert!(files.len() >= 12, "{files:?}");
    for file in files {
        let name = file["name"].as_str().unwrap();
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let (frame, _) = dta::read(&bytes).unwrap_or_else(|problem| panic!("{name}: {problem}"));
        let numbers = |wanted: &str| {
            let at = frame
                .dictionary
                .variables
                .iter()
                .position(|variable| variable.name == wanted);
            match &frame.columns[at.unwrap_or_else(|| panic!("{name}: {wanted}"))] {
                Column::Numbers(cells) => cells.clone(),
                Column::Texts(_) => panic!("{name}: {wanted}"),
            }
        };
        assert_eq!(numbers("zahl"), [Some(1.5), None, Some(-3.0)], "{name}");
        assert_eq!(numbers("ganz"), [Some(1.0), Some(2.0), Some(100_000.0)], "{name}");
        let text = frame
            .dictionary
            .variables
            .iter()
            .position(|variable| variable.name == "text");
        let Column::Texts(texts) = &frame.columns[text.unwrap()] else {
            panic!("{name}")
        };
        let between = file["between"].as_str().unwrap_or_default();
        assert_eq!(*texts, ["Bäume", between, "Straße"], "{name}");
        if file["values"] != false {
            let codes = frame.dictionary.variable("code").unwrap();
            assert_eq!(codes.label_of(&Value::Number(1.0)), Some("ja"), "{name}");
            assert_eq!(codes.label_of(&Value::Number(2.0)), Some("ähnlich"), "{name}");
        }
        if file["label"] == true {
            assert_eq!(
                frame.dictionary.variable("zahl").unwrap().label,
                "Größe in Metern",
                "{name}"
            );
        }
        if file["date"] == true {
            assert_eq!(
                frame.dictionary.variable("tag").unwrap().kind,
                VariableKind::Date,
                "{name}"
            );
            assert_eq!(numbers("tag"), [Some(DAY), None, Some(0.0)], "{name}");
        }
        if file["tagged"] == true {
            let variable = frame.dictionary.variable("offen").unwrap();
            assert_eq!(
                numbers("offen"),
                [Some(1.0), Some(-901.0), Some(-926.0)],
                "{name}"
            );
            assert_eq!(
                variable.label_of(&Value::Number(-901.0)),
                Some("verweigert"),
                "{name}"
            );
            assert!(variable.missing.holds(&Value::Number(-926.0)), "{name}");
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
