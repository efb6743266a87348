//! Texts that all have a label: written as numbers with value labels, because Stata labels whole numbers only.
//!
//! As Stata's own `encode`, but that texts which are whole numbers keep them; the texts stand in a characteristic and
//! come back in reading.

use std::collections::HashMap;

use crate::survey::{UserMissing, Value, Variable, VariableKind};

/// A variable of texts as one of numbers.
#[derive(Debug, PartialEq)]
pub(super) struct Coded {
    pub variable: Variable,
    pub cells: Vec<Option<f64>>,
    /// Number and text.
    pub texts: Vec<(f64, String)>,
}

/// `None` where a cell has no label, or nothing has one.
pub(super) fn coded(variable: &Variable, cells: &[String]) -> Option<Coded> {
    let mut texts: Vec<&str> = Vec::new();
    for (value, _) in &variable.labels {
        match value {
            Value::Text(text) if text.is_empty() || texts.contains(&text.as_str()) => {}
            Value::Text(text) => texts.push(text),
            Value::Number(_) => return None,
        }
    }
    // More than this are no answers to choose from, and `contains` would take long.
    if texts.is_empty() || texts.len() > 2000 {
        return None;
    }
    let whole = |text: &&str| {
        text.parse::<i32>()
            .ok()
            .filter(|number| number.to_string() == **text)
    };
    let own: Option<Vec<i32>> = texts.iter().map(whole).collect();
    let numbers: Vec<f64> = match own {
        Some(numbers) => numbers.into_iter().map(f64::from).collect(),
        None => (1..=texts.len()).map(|number| number as f64).collect(),
    };
    let by_text: HashMap<&str, f64> = texts.iter().copied().zip(numbers.iter().copied()).collect();
    let cells = cells
        .iter()
        .map(|cell| match cell.as_str() {
            "" => Some(None),
            text => by_text.get(text).map(|number| Some(*number)),
        })
        .collect::<Option<Vec<_>>>()?;
    let number_of = |value: &Value| match value {
        Value::Text(text) => by_text.get(text.as_str()).map(|number| Value::Number(*number)),
        Value::Number(_) => None,
    };
    let variable = Variable {
        kind: VariableKind::Number,
        labels: variable
            .labels
            .iter()
            .filter_map(|(value, label)| Some((number_of(value)?, label.clone())))
            .collect(),
        missing: UserMissing {
            values: variable.missing.values.iter().filter_map(number_of).collect(),
            range: None,
        },
        format: String::new(),
        ..variable.clone()
    };
    let texts = numbers
        .into_iter()
        .zip(texts.into_iter().map(str::to_owned))
        .collect();
    Some(Coded {
        variable,
        cells,
        texts,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variable(texts: &[&str]) -> Variable {
        Variable {
            labels: texts
                .iter()
                .map(|text| (Value::Text((*text).into()), format!("L {text}")))
                .collect(),
            ..Variable::new("v", VariableKind::Text)
        }
    }

    fn cells(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).into()).collect()
    }

    #[test]
    fn texts_with_labels_become_numbers() {
        let made = coded(&variable(&["A2", "A1"]), &cells(&["A1", "", "A2"])).unwrap();
        assert_eq!(made.cells, [Some(2.0), None, Some(1.0)]);
        assert_eq!(made.variable.labels[0], (Value::Number(1.0), "L A2".into()));
        assert_eq!(made.texts, [(1.0, "A2".into()), (2.0, "A1".into())]);
        let own = coded(&variable(&["10", "-2"]), &cells(&["-2"])).unwrap();
        assert_eq!(own.cells, [Some(-2.0)]);
        let padded = coded(&variable(&["01", "02"]), &cells(&["02"])).unwrap();
        assert_eq!(padded.cells, [Some(2.0)]);
    }

    #[test]
    fn texts_without_label_stay() {
        assert_eq!(coded(&variable(&["A1"]), &cells(&["A1", "anderes"])), None);
        assert_eq!(coded(&variable(&[]), &cells(&["A1"])), None);
    }
}
