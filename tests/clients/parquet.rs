//! Parquet files: what we write as pyarrow, DuckDB and pandas read it.

use freitext::statfile::{Column, Frame, parquet};
use freitext::survey::{Dictionary, UserMissing, Value, Variable, VariableKind};
use serde_json::{Value as Json, json};

use crate::frames::{self, DAY, Made};
use crate::harness::python;
use crate::written::{plain, written};

fn read(frame: &Frame) -> Json {
    written(frame, "parquet", parquet::write, |path| {
        python("parquet.py", &[path])
    })
}

#[test]
fn every_client_reads_every_cell_and_the_dictionary() {
    let frame = frames::hard();
    let read = read(&frame);
    let dictionary: Dictionary = serde_json::from_value(read["dictionary"].clone()).unwrap();
    assert_eq!(dictionary, frame.dictionary);
    assert_eq!(read["made_by"], "freitext");
    assert_eq!(read["pandas"]["rows"], 4);
    for client in ["pyarrow", "duckdb"] {
        for (at, (variable, column)) in frame.dictionary.variables.iter().zip(&frame.columns).enumerate() {
            let name = variable.name.as_str();
            assert_eq!(read[client]["names"][at], name);
            assert_eq!(read["pandas"]["names"][at], name);
            let cells: Vec<Json> = match (name, column) {
                ("tag", _) => vec![
                    json!("2026-11-22"),
                    json!("1959-01-19"),
                    Json::Null,
                    json!("1970-01-01"),
                ],
                ("zeitpunkt", _) => vec![
                    json!("2026-11-22T09:30:00.500000"),
                    json!("1969-12-31T23:59:59.500000"),
                    Json::Null,
                    json!("1970-01-01T00:00:00"),
                ],
                ("uhrzeit", _) => vec![
                    json!("09:30:00"),
                    json!("00:00:00"),
                    Json::Null,
                    json!("23:59:59"),
                ],
                (_, Column::Numbers(cells)) => cells.iter().map(|cell| json!(cell)).collect(),
                (_, Column::Texts(cells)) => cells
                    .iter()
                    .map(|cell| {
                        if cell.is_empty() {
                            Json::Null
                        } else {
                            json!(cell.replace(['\0', '\u{7}'], ""))
                        }
                    })
                    .collect(),
            };
            assert_eq!(
                plain(&read[client]["cells"][at]),
                plain(&json!(cells)),
                "{client} {name}"
            );
        }
    }
    let types = |client: &str, name: &str| {
        let at = frame
            .dictionary
            .variables
            .iter()
            .position(|variable| variable.name == name);
        read[client]["types"][at.unwrap()].clone()
    };
    for (name, arrow, duckdb) in [
        ("id", "int32", "INTEGER"),
        ("big", "int64", "BIGINT"),
        ("größe", "double", "DOUBLE"),
        ("kurz", "string", "VARCHAR"),
        ("tag", "date32[day]", "DATE"),
        ("zeitpunkt", "timestamp[us]", "TIMESTAMP"),
        ("uhrzeit", "time64[us]", "TIME"),
    ] {
        assert_eq!(types("pyarrow", name), arrow);
        assert_eq!(types("duckdb", name), duckdb);
    }
}

#[test]
fn names_and_missing_values_are_told() {
    let missing = UserMissing {
        values: vec![Value::Number(-9.0)],
        range: None,
    };
    let frame = Made::default()
        .numbers(
            Variable {
                missing: missing.clone(),
                ..Variable::new("Alter", VariableKind::Number)
            },
            &[Some(-9.0), Some(30.0)],
        )
        .numbers(Variable::new("alter", VariableKind::Number), &[Some(0.5), None])
        .numbers(
            Variable {
                missing,
                ..Variable::new("tag", VariableKind::Date)
            },
            &[Some(-9.0), Some(DAY)],
        )
        .0;
    let read = read(&frame);
    assert_eq!(read["pyarrow"]["cells"][0], json!([-9, 30]));
    assert_eq!(read["pyarrow"]["cells"][2], json!([null, "2026-11-22"]));
    assert_ne!(read["duckdb"]["names"][1], "alter");
    let notices = parquet::write(&frame, &mut Vec::new()).unwrap();
    let said: String = notices.iter().map(|notice| notice.what.de.as_str()).collect();
    for part in ["alter → ", "Alter (1)", "tag (1)"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(parquet::write(&Frame::default(), &mut Vec::new()).is_err());
}

#[test]
fn five_thousand_variables_many_rows_and_none_are_read() {
    for (variables, rows, groups) in [(5_000, 3, 1), (1, 250_000, 3), (3, 0, 0)] {
        let read = read(&frames::wide(variables, rows));
        assert_eq!(read["groups"], groups);
        for client in ["pyarrow", "duckdb"] {
            assert_eq!(
                read[client]["names"].as_array().unwrap().len(),
                variables,
                "{client}"
            );
            let last = read[client]["cells"][variables - 1].as_array().unwrap();
            assert_eq!(last.len(), rows, "{client}");
            if rows > 100_000 {
                // Row 100,003 is the fourth of the second group: 100003 mod 7 = 1, odd.
                assert_eq!(last[100_003], json!(1), "{client}");
                assert_eq!(
                    last.iter().filter(|cell| cell.is_null()).count(),
                    rows.div_ceil(7),
                    "{client}"
                );
            }
        }
    }
}
