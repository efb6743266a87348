//! What a variable of an export has to hold, and a client's reading held against it.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::readers::{Keeps, Labels};

/// What one variable has to hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Cells {
    Numbers(Vec<Option<f64>>),
    Texts(Vec<String>),
}

pub struct Expected {
    pub name: String,
    /// None: whatever it says.
    pub label: Option<String>,
    pub values: Vec<(f64, String)>,
    pub cells: Cells,
}

/// A response set.
#[derive(Debug, Clone, PartialEq)]
pub struct Set {
    pub name: String,
    pub label: String,
    /// What is counted in each variable; none: each holds a code.
    pub counted: Option<f64>,
    pub members: Vec<String>,
}

impl Expected {
    /// Numbers below 0 say why a code is not known, but in the variables that tell just this.
    fn is_reason(&self, number: f64) -> bool {
        number < 0.0 && !self.name.contains("status") && !self.name.contains("missing")
    }

    fn labels(&self, labels: Labels) -> BTreeMap<String, String> {
        let is_there = |(value, _): &&(f64, String)| labels == Labels::All || !self.is_reason(*value);
        let told = self.values.iter().filter(is_there);
        told.map(|(value, label)| (format!("{value:.1}"), label.clone()))
            .collect()
    }
}

pub fn compare(client: &str, read: &Json, expected: &[&Expected], keeps: Keeps, labels: Labels) {
    for wanted in expected {
        let name = &wanted.name;
        let cells = read["cells"][name].as_array();
        let cells = cells.unwrap_or_else(|| panic!("{client}: no {name} in {}", read["names"]));
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
                    number.filter(|number| keeps == Keeps::Reasons || !wanted.is_reason(*number))
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
        let tells_labels = read["labels"]
            .as_object()
            .is_some_and(|labels| !labels.is_empty());
        if let Some(label) = wanted.label.as_ref().filter(|_| tells_labels) {
            assert_eq!(
                read["labels"][name].as_str().unwrap_or(""),
                label,
                "{client}: {name}"
            );
        }
        // SPSS alone says which values count as missing.
        if let Some(missing) = read.get("missing") {
            let is_reason = |(value, _): &(f64, String)| wanted.is_reason(*value);
            let range = match wanted.values.iter().any(is_reason) {
                true => serde_json::json!([{"lo": -17.0, "hi": -1.0}]),
                false => Json::Null,
            };
            assert_eq!(missing[name], range, "{client}: {name}");
        }
        if labels != Labels::None && !wanted.values.is_empty() {
            let said: BTreeMap<String, String> =
                serde_json::from_value(read["values"][name].clone()).unwrap_or_default();
            assert_eq!(said, wanted.labels(labels), "{client}: {name}");
        }
    }
}

/// The names of all variables, in their order.
pub fn names(client: &str, read: &Json, expected: &[&Expected]) {
    let names: Vec<&str> = expected.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(read["names"], serde_json::json!(names), "{client}");
}

pub fn sets(client: &str, read: &Json, expected: &[Set]) {
    let said = read["sets"]
        .as_object()
        .unwrap_or_else(|| panic!("{client}: {}", read["sets"]));
    assert_eq!(said.len(), expected.len(), "{client}: {said:?}");
    for set in expected {
        let wanted = serde_json::json!({"label": set.label, "counted": set.counted, "members": set.members});
        let mut found = said
            .get(&set.name)
            .cloned()
            .unwrap_or_else(|| panic!("{client}: no {} in {said:?}", set.name));
        if let Some(number) = found["counted"].as_f64() {
            found["counted"] = serde_json::json!(number);
        }
        assert_eq!(found, wanted, "{client}: {}", set.name);
    }
}
