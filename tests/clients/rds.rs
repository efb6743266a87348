//! R files: what we write as R reads it, without packages and with haven.

use freitext::statfile::{Column, Frame, rds};
use freitext::survey::{Measure, UserMissing, Value, Variable, VariableKind};
use serde_json::{Value as Json, json};

use crate::frames::{self, DAY, Made};
use crate::harness::r;
use crate::written::{plain, written};

fn read(frame: &Frame) -> Json {
    written(frame, "rds", rds::write, |path| r("rds.R", &[path]))
}

#[test]
fn r_reads_every_cell_and_label() {
    let frame = frames::hard();
    let read = read(&frame);
    assert_eq!(read["class"], json!(["data.frame"]));
    assert_eq!(read["rows"], 4);
    assert_eq!(read["identical"], true);
    assert_eq!(read["label"], json!([frame.dictionary.label]));
    assert_eq!(read["notes"], json!(frame.dictionary.notes));
    assert_eq!(read["weight"], json!(["gewicht"]));
    let set = &read["sets"]["massnahmen"];
    assert_eq!(set["label"], json!(["Maßnahmen"]));
    assert_eq!(
        (&set["kind"], &set["counted"]),
        (&json!(["dichotomies"]), &json!([1]))
    );
    assert_eq!(set["variables"], json!(["m_rad", "m_bus"]));
    for (at, (variable, column)) in frame.dictionary.variables.iter().zip(&frame.columns).enumerate() {
        let name = &variable.name;
        let found = &read["columns"][at];
        assert_eq!(read["names"][at], **name);
        assert_eq!(found["label"], json!([variable.label]), "{name}");
        let labelled = !variable.labels.is_empty();
        let unit = if variable.kind == VariableKind::Date {
            86_400.0
        } else {
            1.0
        };
        let cells: Vec<Json> = match column {
            Column::Texts(cells) => cells
                .iter()
                .map(|cell| {
                    if cell.is_empty() {
                        Json::Null
                    } else {
                        json!(cell.replace(['\0', '\u{7}'], ""))
                    }
                })
                .collect(),
            Column::Numbers(cells) => cells
                .iter()
                .map(|cell| match cell {
                    Some(number) if labelled && !variable.missing.holds(&Value::Number(*number)) => {
                        json!(variable.label_of(&Value::Number(*number)))
                    }
                    Some(number) if !labelled => json!(number / unit),
                    _ => Json::Null,
                })
                .collect(),
        };
        assert_eq!(plain(&found["cells"]), plain(&json!(cells)), "{name}");
        let class = match (variable.kind, column) {
            (VariableKind::Date, _) => json!(["Date"]),
            (VariableKind::DateTime, _) => json!(["POSIXct", "POSIXt"]),
            (VariableKind::Time, _) => json!(["hms", "difftime"]),
            (_, Column::Texts(_)) => json!(["character"]),
            _ if labelled => json!(["factor"]),
            _ if ["größe", "big", "gewicht"].contains(&name.as_str()) => json!(["numeric"]),
            _ => json!(["integer"]),
        };
        assert_eq!(found["class"], class, "{name}");
    }
    let opinion = &read["columns"][7];
    assert_eq!(opinion["levels"], json!(["stimme zu", "teils, teils"]));
    assert_eq!(opinion["codes"], json!([1, 2]));
}

#[test]
fn partly_labelled_variables_are_those_of_haven() {
    let missing = |values: &[f64], range| UserMissing {
        values: values.iter().copied().map(Value::Number).collect(),
        range,
    };
    let of = |name: &str, kind| Variable::new(name, kind);
    let frame = Made::default()
        .numbers(
            Variable {
                labels: frames::labels(&[(-9.0, "weiß nicht")]),
                missing: missing(&[-9.0], Some((-99.0, -90.0))),
                ..of("alter", VariableKind::Number)
            },
            &[Some(34.0), Some(-9.0), Some(-95.0), None],
        )
        .numbers(
            Variable {
                labels: frames::labels(&[(0.0, "gar nicht"), (10.0, "sehr")]),
                ..of("skala", VariableKind::Number)
            },
            &[Some(0.0), Some(10.0), Some(5.0), None],
        )
        .numbers(
            Variable {
                labels: frames::labels(&[(0.0, "Berlin"), (1.0, "Berlin")]),
                ..of("zwei mal", VariableKind::Number)
            },
            &[Some(0.0), Some(1.0), None, None],
        )
        .numbers(
            Variable {
                labels: frames::labels(&[(1.0, "ja")]),
                measure: Measure::Scale,
                ..of("messung", VariableKind::Number)
            },
            &[Some(1.0), None, None, None],
        )
        .texts(
            Variable {
                labels: vec![
                    (frames::text("A1"), "gut".into()),
                    (frames::text("A2"), "schlecht".into()),
                ],
                ..of("texte", VariableKind::Text)
            },
            &["A2", "", "A1", "A2"],
        )
        .texts(
            Variable {
                labels: vec![(frames::text("A1"), "gut".into())],
                ..of("texte", VariableKind::Text)
            },
            &["A2", "", "A1", "😀"],
        )
        .numbers(
            Variable {
                missing: missing(&[-9.0], None),
                ..of("tag", VariableKind::Date)
            },
            &[Some(DAY), Some(-9.0), None, None],
        )
        .0;
    let read = read(&frame);
    let age = &read["columns"][0];
    assert_eq!(
        age["class"],
        json!(["haven_labelled_spss", "haven_labelled", "vctrs_vctr", "double"])
    );
    assert_eq!(age["cells"], json!([34, -9, -95, null]));
    assert_eq!(
        (&age["na_values"], &age["na_range"]),
        (&json!([-9]), &json!([-99, -90]))
    );
    assert_eq!(
        (&age["labels"], &age["label_names"]),
        (&json!([-9]), &json!(["weiß nicht"]))
    );
    assert_eq!(read["is_na"][0], json!([false, true, true, true]));
    let scale = &read["columns"][1];
    assert_eq!(scale["class"], json!(["haven_labelled", "vctrs_vctr", "double"]));
    assert_eq!(scale["labels"], json!([0, 10]));
    assert_eq!(read["columns"][2]["levels"], json!(["Berlin", "Berlin (1)"]));
    assert_eq!(read["columns"][3]["class"][0], "haven_labelled");
    assert_eq!(
        read["columns"][4]["cells"],
        json!(["schlecht", null, "gut", "schlecht"])
    );
    assert_eq!(read["columns"][4]["codes"], json!(["A1", "A2"]));
    assert_eq!(
        read["columns"][5]["class"],
        json!(["haven_labelled", "vctrs_vctr", "character"])
    );
    assert_eq!(read["columns"][5]["labels"], json!(["A1"]));
    assert_eq!(
        plain(&read["columns"][6]["cells"]),
        json!([20_779.0, null, null, null])
    );
    assert_eq!(read["names"][2], "zwei mal");
    assert_ne!(read["names"][5], "texte");
    assert_eq!(read["identical"], true);
    let notices = rds::write(&frame, &mut Vec::new()).unwrap();
    let said: String = notices.iter().map(|notice| notice.what.de.as_str()).collect();
    for part in ["tag (1)", "alter, skala, messung", "texte → "] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn r_reads_five_thousand_variables_and_no_case() {
    for (variables, rows) in [(5_000, 3), (3, 0)] {
        let read = read(&frames::wide(variables, rows));
        assert_eq!(read["names"].as_array().unwrap().len(), variables);
        assert_eq!(read["rows"], rows);
        let last = &read["columns"][variables - 1];
        assert_eq!(last["levels"], json!(["nein", "ja"]));
        if rows > 0 {
            assert_eq!(last["cells"], json!([null, "nein", "ja"]));
        }
    }
}
