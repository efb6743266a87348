//! Variables as statistics programs know them: name, label, value labels, values that mean missing, response sets.
//!
//! The study keeps cells as texts; [`Variable::stored`] and [`Variable::value`] lead from one to the other and back.
//! Deliberately absent: file formats (`statfile`).

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

/// What a cell of a closed question holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Of a date: seconds since 1 January 1970 on the clock of whoever answered, without a time zone; of a time of day:
    /// seconds since midnight.
    Number(f64),
    Text(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VariableKind {
    Number,
    #[default]
    Text,
    Date,
    DateTime,
    /// Time of day, or a duration.
    Time,
}

/// Level of measurement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    #[default]
    Unknown,
    Nominal,
    Ordinal,
    Scale,
}

/// Values that stand for no answer although something was recorded.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct UserMissing {
    pub values: Vec<Value>,
    /// Both ends included.
    pub range: Option<(f64, f64)>,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Variable {
    pub name: String,
    /// The wording of the question.
    pub label: String,
    pub kind: VariableKind,
    pub measure: Measure,
    /// Value labels, in the order of the file.
    pub labels: Vec<(Value, String)>,
    pub missing: UserMissing,
    /// How SPSS prints it: `F8.2`, `A40`, `DATE11`; empty where no program said.
    pub format: String,
}

/// Variables that are one question with several answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResponseSet {
    /// Without the leading `$` of SPSS.
    pub name: String,
    pub label: String,
    pub kind: SetKind,
    /// Names of variables.
    pub members: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetKind {
    /// One variable per answer; this value means that it was given.
    Dichotomies(Value),
    /// Each variable holds one of the answers given.
    Categories,
}

/// What is known of the columns of a file, beside the cells.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Dictionary {
    pub label: String,
    /// In the order of the file.
    pub variables: Vec<Variable>,
    pub sets: Vec<ResponseSet>,
    /// Documents of an SPSS file, notes of a Stata file: a line each.
    pub notes: Vec<String>,
    /// Name of the variable that weighs cases.
    pub weight: Option<String>,
}

impl Dictionary {
    pub fn variable(&self, name: &str) -> Option<&Variable> {
        self.variables.iter().find(|variable| variable.name == name)
    }
}

impl UserMissing {
    pub fn is_empty(&self) -> bool {
        self.values.is_empty() && self.range.is_none()
    }

    pub fn holds(&self, value: &Value) -> bool {
        let within = match (value, self.range) {
            (Value::Number(number), Some((lowest, highest))) => (lowest..=highest).contains(number),
            _ => false,
        };
        within || self.values.contains(value)
    }
}

impl Variable {
    /// A variable of which only name and kind are known.
    pub fn new(name: impl Into<String>, kind: VariableKind) -> Variable {
        Variable {
            name: name.into(),
            kind,
            ..Variable::default()
        }
    }

    pub fn labelled(self, label: impl Into<String>) -> Variable {
        Variable {
            label: label.into(),
            ..self
        }
    }

    /// The text under which the study keeps a value: the shortest decimal number that reads back the same, dates as ISO 8601
    /// (`2026-11-22`, `2026-11-22T09:30:00`), times as `09:30:00`; a moment without such a form as its seconds.
    pub fn stored(&self, value: &Value) -> String {
        let number = match value {
            Value::Text(text) => return text.clone(),
            Value::Number(number) => *number,
        };
        let dated = match self.kind {
            VariableKind::Number | VariableKind::Text => None,
            VariableKind::Date => moment(number)
                .map(|at| at.date().to_string())
                .filter(|_| number % 86_400.0 == 0.0),
            VariableKind::DateTime => moment(number).map(|at| at.to_string()),
            VariableKind::Time => (0.0..86_400.0)
                .contains(&number)
                .then(|| moment(number).map(|at| at.time().to_string()))
                .flatten(),
        };
        // What would not read back the same is kept as the number it is.
        dated
            .filter(|text| self.value(text) == Value::Number(number))
            .unwrap_or_else(|| number.to_string())
    }

    /// The value behind a text of the study; a text that is none of the variable's kind stays a text.
    pub fn value(&self, stored: &str) -> Value {
        let text = stored.trim();
        let number = match self.kind {
            VariableKind::Text => return Value::Text(stored.to_owned()),
            VariableKind::Number => None,
            VariableKind::Date => text
                .parse::<jiff::civil::Date>()
                .ok()
                .map(|day| seconds(day.into())),
            VariableKind::DateTime => text.parse::<DateTime>().ok().map(seconds),
            VariableKind::Time => text.parse::<jiff::civil::Time>().ok().map(|time| {
                let since = DateTime::from_parts(EPOCH, time);
                seconds(since)
            }),
        };
        let is_number = |text: &str| {
            let digits = text.trim_start_matches(['-', '+']);
            digits.starts_with(|first: char| first.is_ascii_digit() || first == '.')
        };
        number
            .or_else(|| is_number(text).then(|| text.parse().ok()).flatten())
            .filter(|number: &f64| number.is_finite())
            .map_or_else(|| Value::Text(stored.to_owned()), Value::Number)
    }

    /// The label of a value.
    pub fn label_of(&self, value: &Value) -> Option<&str> {
        self.labels
            .iter()
            .find(|(known, _)| known == value)
            .map(|(_, label)| label.as_str())
    }
}

const EPOCH: jiff::civil::Date = jiff::civil::date(1970, 1, 1);

/// The moment so many seconds after the beginning of 1970, to the nanosecond.
fn moment(seconds: f64) -> Option<DateTime> {
    // The years 1 to 9999 that a date can be written in.
    if !(-62_135_596_800.0..253_402_300_800.0).contains(&seconds) {
        return None;
    }
    let whole = seconds.floor();
    let nanos = ((seconds - whole) * 1e9).round();
    let span = jiff::SignedDuration::new(whole as i64, nanos as i32);
    EPOCH.at(0, 0, 0, 0).checked_add(span).ok()
}

fn seconds(moment: DateTime) -> f64 {
    let since = EPOCH.at(0, 0, 0, 0).duration_until(moment);
    since.as_secs() as f64 + f64::from(since.subsec_nanos()) / 1e9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_reads_back_from_what_the_study_keeps() {
        let of = |kind| Variable::new("v", kind);
        // 22 November 2026 is day 20779 of 1970 (calendar: 56 years of 365 days, 14 leap days, 325 days into the year).
        let day = 20_779.0 * 86_400.0;
        for (kind, number, text) in [
            (VariableKind::Number, 1.0, "1"),
            (VariableKind::Number, -2.5, "-2.5"),
            (VariableKind::Number, 0.1 + 0.2, "0.30000000000000004"),
            (VariableKind::Date, day, "2026-11-22"),
            (VariableKind::Date, day + 1.0, "1795305601"),
            (VariableKind::DateTime, day + 34_200.0, "2026-11-22T09:30:00"),
            (VariableKind::DateTime, -0.5, "1969-12-31T23:59:59.5"),
            (VariableKind::Time, 34_200.0, "09:30:00"),
            (VariableKind::Time, 90_000.0, "90000"),
        ] {
            let stored = of(kind).stored(&Value::Number(number));
            assert_eq!(stored, text, "{kind:?}");
            assert_eq!(of(kind).value(&stored), Value::Number(number), "{kind:?} {text}");
        }
        for (kind, text) in [
            (VariableKind::Text, "007"),
            (VariableKind::Number, "nan"),
            (VariableKind::Number, "inf"),
            (VariableKind::Number, "keine"),
            (VariableKind::Date, "gestern"),
        ] {
            assert_eq!(of(kind).value(text), Value::Text(text.into()), "{kind:?}");
        }
        let extreme = Value::Number(-f64::MAX);
        let kept = of(VariableKind::Number).stored(&extreme);
        assert_eq!(of(VariableKind::Number).value(&kept), extreme);
    }

    #[test]
    fn values_that_mean_missing_are_a_list_or_a_range() {
        let missing = UserMissing {
            values: vec![Value::Number(9.0)],
            range: Some((-99.0, -90.0)),
        };
        for (number, is_missing) in [
            (9.0, true),
            (-99.0, true),
            (-90.0, true),
            (-89.5, false),
            (1.0, false),
        ] {
            assert_eq!(missing.holds(&Value::Number(number)), is_missing, "{number}");
        }
        assert!(!missing.holds(&Value::Text("9".into())));
    }

    #[test]
    fn a_dictionary_reads_back() {
        let dictionary = Dictionary {
            variables: vec![Variable {
                labels: vec![
                    (Value::Number(1.0), "ja".into()),
                    (Value::Text("x".into()), "sonst".into()),
                ],
                ..Variable::new("f1", VariableKind::Number).labelled("Gibt es das?")
            }],
            sets: vec![ResponseSet {
                name: "f".into(),
                label: String::new(),
                kind: SetKind::Dichotomies(Value::Number(1.0)),
                members: vec!["f1".into()],
            }],
            ..Dictionary::default()
        };
        let written = serde_json::to_string(&dictionary).unwrap();
        assert_eq!(serde_json::from_str::<Dictionary>(&written).unwrap(), dictionary);
    }
}
