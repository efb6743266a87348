//! What a client says of an SPSS file, held against what we say of it: names, labels, values, missing values, sets, cells.

use freitext::statfile::{Column, Frame};
use freitext::survey::{Measure, SetKind, Value, Variable, VariableKind};
use serde_json::Value as Json;

/// Seconds from 14 October 1582, where SPSS begins to count, to 1970.
const SPSS_EPOCH: f64 = 12_219_379_200.0;

/// Who says it, and how.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Client {
    /// Dates as the file has them.
    Pyreadstat,
    /// Dates since 1970.
    Haven,
    /// Dates as the file has them; texts of up to 255 bytes, values of up to 8; no missing values.
    Foreign,
}

/// Panics where the client says something else than the frame.
pub fn agree(client: Client, frame: &Frame, said: &Json) {
    let said = if client == Client::Foreign {
        whole(frame, said)
    } else {
        said.clone()
    };
    let dictionary = &frame.dictionary;
    let names: Vec<&str> = dictionary
        .variables
        .iter()
        .map(|variable| variable.name.as_str())
        .collect();
    assert_eq!(texts(&said["names"]), names, "{client:?}");
    for (at, (variable, column)) in dictionary.variables.iter().zip(&frame.columns).enumerate() {
        let name = format!("{client:?}: {}", variable.name);
        let shift = match variable.kind {
            VariableKind::Date | VariableKind::DateTime if client != Client::Haven => SPSS_EPOCH,
            _ => 0.0,
        };
        assert_eq!(said["labels"][at], variable.label, "{name}");
        if client != Client::Foreign || width(variable) <= 8 {
            let labels = variable
                .labels
                .iter()
                .map(|(value, label)| (value_text(value, OfFile(variable)), label.clone()));
            let of_client = pairs(&said["values"][at]).into_iter().map(|(value, label)| {
                let value = if client == Client::Foreign {
                    value.trim_end().to_owned()
                } else {
                    value
                };
                (plain(&value), label)
            });
            assert_eq!(sorted(of_client), sorted(labels), "{name}");
        }
        if client != Client::Foreign || width(variable) <= 255 {
            cells(&name, column, &said["cells"][at], shift);
        }
        if client == Client::Foreign {
            continue;
        }
        let missing = &variable.missing;
        let range = missing.range.map(|(low, high)| {
            let of = |end: f64| {
                if end.abs() > 1e308 {
                    end
                } else {
                    end + OfFile(variable).shift()
                }
            };
            (plain(&of(low).to_string()), plain(&of(high).to_string()))
        });
        let values = missing.values.iter().map(|value| {
            let text = value_text(value, OfFile(variable));
            (text.clone(), text)
        });
        let of_client = pairs(&said["missing"][at])
            .into_iter()
            .map(|(low, high)| (plain(&low), plain(&high)));
        assert_eq!(sorted(of_client), sorted(values.chain(range)), "{name}");
        let measure = match variable.measure {
            Measure::Unknown => "unknown",
            Measure::Nominal => "nominal",
            Measure::Ordinal => "ordinal",
            Measure::Scale => "scale",
        };
        if client == Client::Pyreadstat {
            assert_eq!(said["measures"][at], measure, "{name}");
        }
        let format = said["formats"][at].as_str().unwrap();
        let format = format.strip_suffix(".0").unwrap_or(format);
        assert_eq!(format, variable.format, "{name}");
    }
    if client == Client::Foreign {
        return;
    }
    assert_eq!(said["label"], dictionary.label);
    assert_eq!(texts(&said["notes"]), dictionary.notes);
    if client == Client::Pyreadstat {
        sets(frame, &said["sets"]);
    }
}

fn sets(frame: &Frame, said: &Json) {
    let said = said.as_object().unwrap();
    assert_eq!(said.len(), frame.dictionary.sets.len(), "{said:?}");
    for set in &frame.dictionary.sets {
        let of_client = said
            .get(&set.name)
            .or_else(|| said.get(&format!("${}", set.name)));
        let of_client = of_client.unwrap_or_else(|| panic!("{}: {said:?}", set.name));
        assert_eq!(of_client["label"], set.label);
        assert_eq!(texts(&of_client["members"]), set.members);
        let counted = match &set.kind {
            SetKind::Categories => None,
            SetKind::Dichotomies(Value::Number(number)) => Some(number.to_string()),
            SetKind::Dichotomies(Value::Text(text)) => Some(text.clone()),
        };
        let of_client = match &of_client["counted"] {
            Json::Null => None,
            Json::String(text) => Some(plain(text)),
            other => Some(other.to_string()),
        };
        // ReadStat knows counted numbers only.
        let is_text = matches!(set.kind, SetKind::Dichotomies(Value::Text(_)));
        assert!(
            of_client == counted || is_text && of_client.is_none(),
            "{}: {of_client:?}",
            set.name
        );
    }
}

fn cells(name: &str, column: &Column, said: &Json, shift: f64) {
    let said = said.as_array().unwrap();
    assert_eq!(said.len(), column.len(), "{name}");
    for (row, cell) in said.iter().enumerate() {
        match column {
            Column::Numbers(numbers) => {
                let of_client = cell.as_str().map(|text| text.parse::<f64>().unwrap());
                let here = numbers[row].map(|number| number + shift);
                // Whoever takes dates apart may lose the last bit.
                let same = match (of_client, here) {
                    (Some(there), Some(here)) => (there - here).abs() <= 4e-16 * here.abs(),
                    (there, here) => there.is_none() && here.is_none(),
                };
                assert!(same, "{name}, {row}: {of_client:?} {here:?}");
            }
            Column::Texts(texts) => {
                let of_client = cell.as_str().unwrap_or_default();
                assert!(
                    of_client.trim_end_matches(' ') == texts[row].trim_end_matches(' '),
                    "{name}, {row}: {of_client:.300} {:.300}",
                    texts[row]
                );
            }
        }
    }
}

/// Values of a variable as the file has them.
struct OfFile<'v>(&'v Variable);

impl OfFile<'_> {
    fn shift(&self) -> f64 {
        match self.0.kind {
            VariableKind::Date | VariableKind::DateTime => SPSS_EPOCH,
            _ => 0.0,
        }
    }
}

fn value_text(value: &Value, of: OfFile<'_>) -> String {
    match value {
        Value::Number(number) => plain(&(number + of.shift()).to_string()),
        Value::Text(text) => plain(text),
    }
}

/// A number as we print it, the ends of all numbers by their names; a text as it is.
fn plain(text: &str) -> String {
    match text.parse::<f64>() {
        Ok(number) if number <= -1e308 => "LO".to_owned(),
        Ok(number) if number >= 1e308 => "HI".to_owned(),
        Ok(number) if number.is_finite() => number.to_string(),
        _ => text.to_owned(),
    }
}

/// What foreign says, without the further segments that it takes for variables.
fn whole(frame: &Frame, said: &Json) -> Json {
    let names = texts(&said["names"]);
    let mut whole = said.clone();
    for list in ["names", "labels", "values", "cells"] {
        let of = names.iter().zip(said[list].as_array().unwrap());
        let known = of.filter(|(name, _)| frame.dictionary.variable(name).is_some());
        whole[list] = known.map(|(_, one)| one.clone()).collect();
    }
    whole
}

fn width(variable: &Variable) -> usize {
    let width = variable.format.strip_prefix('A').map(str::parse::<usize>);
    width.and_then(Result::ok).unwrap_or(0)
}

fn texts(list: &Json) -> Vec<String> {
    let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter()
        .map(|text| text.as_str().unwrap_or_default().to_owned())
        .collect()
}

fn pairs(list: &Json) -> Vec<(String, String)> {
    let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
    let pair = |pair: &Json| {
        let both = texts(pair);
        (both[0].clone(), both[1].clone())
    };
    list.iter().map(pair).collect()
}

fn sorted<T: Ord>(list: impl Iterator<Item = T>) -> Vec<T> {
    let mut list: Vec<T> = list.collect();
    list.sort();
    list
}
