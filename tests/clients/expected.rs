//! What a variable of an export has to hold, and a client's reading held against it.

use std::collections::BTreeMap;

use serde_json::Value as Json;

/// What one variable has to hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Cells {
    Numbers(Vec<Option<f64>>),
    Texts(Vec<String>),
}

pub struct Expected {
    pub name: String,
    pub label: Option<String>,
    pub cells: Cells,
}

/// What a client does to cells by its nature.
#[derive(Clone, Copy, PartialEq)]
pub enum Keeps {
    Reasons,
    /// Numbers that mean missing come as missing.
    NoReasons,
}

/// The same with the numbers of factors, which R keeps by their labels; `labels` is told by another client.
pub fn numbered(mut read: Json, labels: &Json) -> Json {
    for (name, cells) in read["cells"].as_object_mut().unwrap() {
        let known: BTreeMap<String, String> =
            serde_json::from_value(labels["values"][name].clone()).unwrap_or_default();
        for cell in cells.as_array_mut().unwrap() {
            let value = known.iter().find(|(_, label)| cell.as_str() == Some(label));
            if let Some((value, _)) = value {
                *cell = serde_json::json!(value.parse::<f64>().unwrap());
            }
        }
    }
    read
}

pub fn compare(client: &str, read: &Json, expected: &[&Expected], keeps: Keeps) {
    for wanted in expected {
        let name = &wanted.name;
        let cells = read["cells"][name].as_array();
        let cells = cells.unwrap_or_else(|| panic!("{client}: no {name} in {}", read["names"]));
        // Of a status nothing means missing.
        let is_status = name.starts_with("status");
        let wrong: Vec<String> = match &wanted.cells {
            Cells::Texts(texts) => {
                let pairs = cells.iter().zip(texts).enumerate();
                pairs
                    .filter(|(_, (cell, text))| cell.as_str().unwrap_or("") != *text)
                    .map(|(at, (cell, text))| format!("{at}: {cell:.80} and not {text:.80}"))
                    .collect()
            }
            Cells::Numbers(numbers) => {
                let kept = |number: &Option<f64>| {
                    number.filter(|number| keeps == Keeps::Reasons || *number >= 0.0 || is_status)
                };
                let pairs = cells.iter().zip(numbers).enumerate();
                pairs
                    .filter(|(_, (cell, number))| cell.as_f64() != kept(number))
                    .map(|(at, (cell, number))| format!("{at}: {cell} and not {number:?}"))
                    .collect()
            }
        };
        assert!(
            wrong.is_empty(),
            "{client}: {name}: {:?}",
            &wrong[..wrong.len().min(9)]
        );
        let rows = match &wanted.cells {
            Cells::Texts(texts) => texts.len(),
            Cells::Numbers(numbers) => numbers.len(),
        };
        assert_eq!(cells.len(), rows, "{client}: {name}");
        if let Some(label) = &wanted.label
            && read["labels"]
                .as_object()
                .is_some_and(|labels| !labels.is_empty())
        {
            let said = read["labels"][name].as_str().unwrap_or("");
            assert_eq!(said, label, "{client}: {name}");
        }
    }
}

/// Value labels of a variable of a code.
pub fn labels_of_codes(client: &str, read: &Json, expected: &[(&str, &str)], variable: &str) {
    let said: BTreeMap<String, String> =
        serde_json::from_value(read["values"][variable].clone()).unwrap_or_default();
    for (value, label) in expected {
        assert_eq!(
            said.get(*value).map(String::as_str),
            Some(*label),
            "{client}: {variable} {said:?}"
        );
    }
}

pub const LABELS: [(&str, &str); 4] = [
    ("0.0", "nicht genannt"),
    ("1.0", "genannt"),
    ("-1.0", "unbearbeitet"),
    ("-12.0", "fehlend: keine Angabe"),
];
