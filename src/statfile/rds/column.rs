//! A variable → a vector of R: factor, labelled, date, number or text.

use std::collections::{BTreeSet, HashMap};

use crate::statfile::Column;
use crate::statfile::texts::{clean, line};
use crate::survey::{Measure, Value, Variable, VariableKind};

use super::xdr::{Cells, NA_INTEGER, Vector};

/// What is lost in a vector, for notices.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lost {
    /// Cells whose value counts as missing and is only NA now.
    pub reasons: usize,
    /// Texts without their control characters.
    pub cleaned: usize,
    /// The class is of haven.
    pub is_labelled: bool,
}

/// Seconds of a day.
const DAY: f64 = 86_400.0;

pub(super) fn vector(variable: &Variable, column: &Column) -> (Vector, Lost) {
    let mut lost = Lost::default();
    let made = match column {
        Column::Numbers(cells) => match variable.kind {
            VariableKind::Date => {
                dates(variable, cells, DAY, &mut lost).with("class", Vector::strings(["Date"]))
            }
            VariableKind::DateTime => dates(variable, cells, 1.0, &mut lost)
                .with("class", Vector::strings(["POSIXct", "POSIXt"]))
                .with("tzone", Vector::strings(["UTC"])),
            VariableKind::Time => dates(variable, cells, 1.0, &mut lost)
                .with("class", Vector::strings(["hms", "difftime"]))
                .with("units", Vector::strings(["secs"])),
            VariableKind::Number | VariableKind::Text => {
                let values: Vec<Option<Value>> = cells.iter().map(|cell| cell.map(Value::Number)).collect();
                match factor(variable, &values, &mut lost) {
                    Some(factor) => factor,
                    None => numbers(variable, cells, &mut lost),
                }
            }
        },
        Column::Texts(cells) => {
            let values: Vec<Option<Value>> = cells
                .iter()
                .map(|cell| (!cell.is_empty()).then(|| Value::Text(cell.clone())))
                .collect();
            match factor(variable, &values, &mut lost) {
                Some(factor) => factor,
                None => texts(variable, cells, &mut lost),
            }
        }
    };
    (made.labelled(&line(&variable.label)), lost)
}

/// The hash of a value; `f64` has none of its own.
fn key(value: &Value) -> (bool, u64, &str) {
    match value {
        Value::Number(number) => (false, (number + 0.0).to_bits(), ""),
        Value::Text(text) => (true, 0, text),
    }
}

/// Where every value that occurs and does not count as missing has a label. `attr(x, "codes")` are the values behind the
/// levels, which are in the order of the labels.
fn factor(variable: &Variable, cells: &[Option<Value>], lost: &mut Lost) -> Option<Vector> {
    let valid: Vec<&(Value, String)> = variable
        .labels
        .iter()
        .filter(|(value, _)| !variable.missing.holds(value))
        .collect();
    if valid.is_empty() || variable.measure == Measure::Scale {
        return None;
    }
    let mut levels: HashMap<_, i32> = HashMap::new();
    let (mut names, mut codes) = (Vec::new(), Vec::new());
    let mut taken = BTreeSet::new();
    for (value, label) in valid {
        if levels.contains_key(&key(value)) {
            continue;
        }
        let shown = match value {
            Value::Number(number) => number.to_string(),
            Value::Text(text) => clean(text).into_owned(),
        };
        // Levels are unlike each other; two answers may bear one label.
        let mut name = line(label);
        if name.is_empty() {
            name.clone_from(&shown);
        }
        while !taken.insert(name.clone()) {
            name = format!("{name} ({shown})");
        }
        names.push(name);
        codes.push(value);
        levels.insert(key(value), names.len() as i32);
    }
    let mut reasons = 0;
    let numbers: Vec<i32> = cells
        .iter()
        .map(|cell| match cell {
            None => Some(NA_INTEGER),
            Some(value) if variable.missing.holds(value) => {
                reasons += 1;
                Some(NA_INTEGER)
            }
            Some(value) => levels.get(&key(value)).copied(),
        })
        .collect::<Option<_>>()?;
    lost.reasons = reasons;
    Some(
        Vector::new(Cells::Integers(numbers))
            .with("levels", Vector::strings(names))
            .with("class", Vector::strings(["factor"]))
            .with("codes", values(codes.into_iter())),
    )
}

/// Values of one kind; numbers among texts are written as texts.
fn values<'v>(values: impl Iterator<Item = &'v Value> + Clone) -> Vector {
    let numbers: Option<Vec<f64>> = values
        .clone()
        .map(|value| match value {
            Value::Number(number) => Some(*number),
            Value::Text(_) => None,
        })
        .collect();
    match numbers {
        Some(numbers) => Vector::reals(numbers),
        None => Vector::strings(values.map(|value| match value {
            Value::Number(number) => number.to_string(),
            Value::Text(text) => clean(text).into_owned(),
        })),
    }
}

fn dates(variable: &Variable, cells: &[Option<f64>], unit: f64, lost: &mut Lost) -> Vector {
    let cell = |cell: &Option<f64>| {
        let number = (*cell)?;
        if variable.missing.holds(&Value::Number(number)) {
            lost.reasons += 1;
            return None;
        }
        Some(number / unit)
    };
    Vector::new(Cells::Reals(cells.iter().map(cell).collect()))
}

fn numbers(variable: &Variable, cells: &[Option<f64>], lost: &mut Lost) -> Vector {
    let is_own = |value: &Value| matches!(value, Value::Number(_));
    if variable.labels.iter().any(|(value, _)| is_own(value)) || !variable.missing.is_empty() {
        return labelled(
            Vector::new(Cells::Reals(cells.to_vec())),
            variable,
            "double",
            is_own,
            lost,
        );
    }
    let whole = |number: &f64| number.fract() == 0.0 && number.abs() <= f64::from(i32::MAX);
    Vector::new(if cells.iter().flatten().all(whole) {
        let cell = |cell: &Option<f64>| cell.map_or(NA_INTEGER, |number| number as i32);
        Cells::Integers(cells.iter().map(cell).collect())
    } else {
        Cells::Reals(cells.to_vec())
    })
}

fn texts(variable: &Variable, cells: &[String], lost: &mut Lost) -> Vector {
    let cell = |cell: &String| {
        let text = clean(cell);
        lost.cleaned += usize::from(text.len() < cell.len());
        (!cell.is_empty()).then(|| text.into_owned())
    };
    let vector = Vector::new(Cells::Strings(cells.iter().map(cell).collect()));
    let is_own = |value: &Value| matches!(value, Value::Text(_));
    if variable.labels.iter().any(|(value, _)| is_own(value)) || !variable.missing.values.is_empty() {
        return labelled(vector, variable, "character", is_own, lost);
    }
    vector
}

/// `haven_labelled`, or `haven_labelled_spss` where values count as missing.
fn labelled(
    mut vector: Vector,
    variable: &Variable,
    kind: &str,
    is_own: impl Fn(&Value) -> bool,
    lost: &mut Lost,
) -> Vector {
    lost.is_labelled = true;
    let own: Vec<&(Value, String)> = variable
        .labels
        .iter()
        .filter(|(value, _)| is_own(value))
        .collect();
    if !own.is_empty() {
        let names = Vector::strings(own.iter().map(|(_, label)| line(label)));
        vector = vector.with(
            "labels",
            values(own.iter().map(|(value, _)| value)).with("names", names),
        );
    }
    let missing: Vec<&Value> = variable
        .missing
        .values
        .iter()
        .filter(|value| is_own(value))
        .collect();
    if !missing.is_empty() {
        vector = vector.with("na_values", values(missing.into_iter()));
    }
    if let Some((lowest, highest)) = variable.missing.range.filter(|_| kind == "double") {
        vector = vector.with("na_range", Vector::reals([lowest, highest]));
    }
    let mut classes = vec!["haven_labelled", "vctrs_vctr", kind];
    if !variable.missing.is_empty() {
        classes.insert(0, "haven_labelled_spss");
    }
    vector.with("class", Vector::strings(classes))
}
