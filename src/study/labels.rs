//! What people are shown of a closed question: the label where a value has one, nothing where it means missing, and the
//! values in the order of the scale.
//!
//! Deliberately absent: what files are given, which is the value as it was recorded ([`Background::Stored`]).
//!
//! [`Background::Stored`]: super::Background::Stored

use rustc_hash::FxHashMap;

use super::file::Study;
use crate::problem::Result;
use crate::survey::{Dictionary, Value, Variable, VariableKind, natural_key};

/// Labels by background column.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Labels {
    columns: Vec<Option<OfColumn>>,
    /// Variable labels; empty where a column has none that says more than its name.
    headings: Vec<String>,
}

/// See [`Labels::key`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    place: i64,
    natural: String,
    shown: String,
}

#[derive(Debug, Clone, PartialEq)]
struct OfColumn {
    variable: Variable,
    /// What is stored → what is shown.
    shown: FxHashMap<String, Option<String>>,
    /// What is shown → its place in the scale.
    places: FxHashMap<String, f64>,
    by: By,
}

/// How the values of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    /// Labels ascend with the numbers: values without a label (the steps between two poles) stand between.
    Number,
    /// The same from the largest number on.
    NumberDown,
    /// As the labels stand; what has none comes behind.
    Label,
}

impl Labels {
    /// Of the columns `names`, in their order.
    pub fn of(dictionary: &Dictionary, names: &[String]) -> Labels {
        let known: FxHashMap<&str, &Variable> = dictionary
            .variables
            .iter()
            .map(|variable| (variable.name.as_str(), variable))
            .collect();
        let of = |name: &String| known.get(name.as_str()).and_then(|known| OfColumn::of(known));
        let mut columns: Vec<Option<OfColumn>> = names.iter().map(of).collect();
        while columns.last().is_some_and(Option::is_none) {
            columns.pop();
        }
        let heading = |name: &String| match known.get(name.as_str()).map(|known| known.label.trim()) {
            Some(label) if label.to_lowercase() != name.to_lowercase() => label.to_owned(),
            _ => String::new(),
        };
        Labels {
            columns,
            headings: names.iter().map(heading).collect(),
        }
    }

    /// The variable label of a column; empty where it has none that says more than its name.
    pub fn heading(&self, column: usize) -> &str {
        self.headings.get(column).map_or("", String::as_str)
    }

    /// Whether no value is shown otherwise than it is stored.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// Whether values of a column have labels, or some of them mean missing.
    pub fn has(&self, column: usize) -> bool {
        self.columns.get(column).is_some_and(Option::is_some)
    }

    /// What people are shown for a value of a column; `None` where the value means missing.
    pub fn shown<'s>(&'s self, column: usize, stored: &'s str) -> Option<&'s str> {
        let Some(Some(of)) = self.columns.get(column) else {
            return Some(stored);
        };
        of.shown(stored)
    }

    /// The same for all columns of a unit, in place.
    pub fn show(&self, background: &mut [Option<String>]) {
        for (of, cell) in self.columns.iter().zip(background) {
            if let (Some(of), Some(stored)) = (of, &*cell) {
                let shown = of.shown(stored).map(str::to_owned);
                *cell = shown;
            }
        }
    }

    /// What values of a column, as they are shown, are sorted by: the place in the scale, else as names stand in a German list.
    pub fn key(&self, column: usize, shown: &str) -> Key {
        let of = self.columns.get(column).and_then(Option::as_ref);
        let place = of.and_then(|of| of.place(shown)).unwrap_or(f64::INFINITY);
        // The order of `f64::total_cmp`, as whole numbers.
        let bits = place.to_bits() as i64;
        Key {
            place: bits ^ (((bits >> 63) as u64) >> 1) as i64,
            natural: natural_key(shown),
            shown: shown.to_owned(),
        }
    }

    /// What is shown for something that somebody named: by its label, or by the value behind it.
    pub fn meant<'s>(&'s self, column: usize, said: &'s str) -> &'s str {
        match self.columns.get(column) {
            Some(Some(of)) if !of.places.contains_key(said) => of.shown(said).unwrap_or(said),
            _ => said,
        }
    }
}

impl OfColumn {
    /// `None` where nothing is shown otherwise than it is stored.
    fn of(variable: &Variable) -> Option<OfColumn> {
        let is_plain = variable.labels.is_empty() && variable.missing.is_empty();
        if is_plain {
            return None;
        }
        let mut of = OfColumn {
            variable: Variable {
                labels: Vec::new(),
                ..variable.clone()
            },
            shown: FxHashMap::default(),
            places: FxHashMap::default(),
            by: by(variable),
        };
        let mut times: FxHashMap<&str, usize> = FxHashMap::default();
        for (_, label) in &variable.labels {
            *times.entry(label.trim()).or_default() += 1;
        }
        for (place, (value, label)) in variable.labels.iter().enumerate() {
            if variable.missing.holds(value) {
                continue;
            }
            let stored = variable.stored(value);
            // Two values of one label stay two.
            let shown = match (label.trim(), times[label.trim()]) {
                ("", _) => stored.clone(),
                (label, 1) => label.to_owned(),
                (label, _) => format!("{label} ({stored})"),
            };
            let place = match (of.by, value) {
                (By::Number, Value::Number(number)) => *number,
                (By::NumberDown, Value::Number(number)) => -*number,
                _ => place as f64,
            };
            of.places.entry(shown.clone()).or_insert(place);
            of.shown.entry(stored).or_insert(Some(shown));
        }
        for value in &variable.missing.values {
            of.shown.insert(variable.stored(value), None);
        }
        Some(of)
    }

    fn shown<'s>(&'s self, stored: &'s str) -> Option<&'s str> {
        if let Some(known) = self.shown.get(stored) {
            return known.as_deref();
        }
        // What other files write otherwise (`1.0`, `01`) is the same value.
        let value = match self.variable.kind {
            VariableKind::Text => return Some(stored),
            _ => self.variable.value(stored),
        };
        if self.variable.missing.holds(&value) {
            return None;
        }
        match self.shown.get(&self.variable.stored(&value)) {
            Some(known) => known.as_deref(),
            None => Some(stored),
        }
    }

    fn place(&self, shown: &str) -> Option<f64> {
        self.places.get(shown).copied().or_else(|| {
            let Value::Number(number) = self.variable.value(shown) else {
                return None;
            };
            match self.by {
                By::Number => Some(number),
                By::NumberDown => Some(-number),
                By::Label => None,
            }
        })
    }
}

fn by(variable: &Variable) -> By {
    let labelled = variable.labels.iter();
    let valid = labelled.filter(|(value, _)| !variable.missing.holds(value));
    let numbers: Option<Vec<f64>> = valid
        .map(|(value, _)| match value {
            Value::Number(number) => Some(*number),
            Value::Text(_) => None,
        })
        .collect();
    match numbers {
        Some(numbers) if numbers.is_sorted() => By::Number,
        Some(numbers) if numbers.iter().rev().is_sorted() => By::NumberDown,
        _ => By::Label,
    }
}

impl Study {
    /// The labels of the background columns.
    ///
    /// # Errors
    /// The study cannot be read.
    pub fn labels(&self) -> Result<Labels> {
        let dictionary = self.dictionary()?;
        if dictionary.variables.is_empty() {
            return Ok(Labels::default());
        }
        Ok(Labels::of(&dictionary, &self.background_names()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::UserMissing;

    fn scale(values: &[(f64, &str)]) -> Labels {
        let variable = Variable {
            labels: values
                .iter()
                .map(|(value, label)| (Value::Number(*value), (*label).to_owned()))
                .collect(),
            missing: UserMissing {
                values: vec![Value::Number(9.0)],
                range: Some((-99.0, -90.0)),
            },
            ..Variable::new("v", VariableKind::Number)
        };
        let dictionary = Dictionary {
            variables: vec![variable],
            ..Dictionary::default()
        };
        Labels::of(&dictionary, &["other".into(), "v".into(), "third".into()])
    }

    fn ordered<'v>(labels: &Labels, mut values: Vec<&'v str>) -> Vec<&'v str> {
        values.sort_by_cached_key(|value| labels.key(1, value));
        values
    }

    #[test]
    fn a_heading_is_what_says_more_than_the_name() {
        let variable = |name: &str, label: &str| Variable::new(name, VariableKind::Number).labelled(label);
        let dictionary = Dictionary {
            variables: vec![variable("v1", " Wie oft? "), variable("amt", "Amt")],
            ..Dictionary::default()
        };
        let labels = Labels::of(&dictionary, &["amt".into(), "v1".into(), "other".into()]);
        let headings: Vec<&str> = (0..4).map(|column| labels.heading(column)).collect();
        assert_eq!(headings, ["", "Wie oft?", "", ""]);
    }

    #[test]
    fn values_are_shown_by_their_label_and_missing_ones_not_at_all() {
        let labels = scale(&[(1.0, "nie"), (2.0, "oft"), (9.0, "k. A."), (3.0, " ")]);
        for (stored, shown) in [
            ("1", Some("nie")),
            ("1.0", Some("nie")),
            ("2", Some("oft")),
            ("3", Some("3")),
            ("7", Some("7")),
            ("9", None),
            ("-95", None),
            ("sonst", Some("sonst")),
        ] {
            assert_eq!(labels.shown(1, stored), shown, "{stored}");
            assert_eq!(labels.shown(0, stored), Some(stored), "a column without labels");
            assert_eq!(labels.shown(7, stored), Some(stored), "a column that came later");
        }
        let mut background = vec![Some("1".into()), Some("1".into()), Some("1".into()), None];
        labels.show(&mut background);
        assert_eq!(
            background,
            [Some("1".into()), Some("nie".into()), Some("1".into()), None]
        );
        assert_eq!(labels.meant(1, "2"), "oft");
        assert_eq!(labels.meant(1, "oft"), "oft");
    }

    #[test]
    fn two_values_of_one_label_stay_two() {
        let labels = scale(&[(1.0, "Stadt"), (2.0, "Land"), (3.0, "Land")]);
        let shown: Vec<_> = ["1", "2", "3"]
            .map(|value| labels.shown(1, value).unwrap())
            .into();
        assert_eq!(shown, ["Stadt", "Land (2)", "Land (3)"]);
    }

    #[test]
    fn values_stand_in_the_order_of_the_scale() {
        let poles = scale(&[(1.0, "stimme zu"), (5.0, "lehne ab")]);
        assert_eq!(
            ordered(&poles, vec!["lehne ab", "2", "10", "stimme zu", "andere", "4"]),
            ["stimme zu", "2", "4", "lehne ab", "10", "andere"]
        );
        let down = scale(&[(3.0, "oft"), (2.0, "selten"), (1.0, "nie")]);
        assert_eq!(
            ordered(&down, vec!["nie", "oft", "selten"]),
            ["oft", "selten", "nie"]
        );
        let any = scale(&[(3.0, "c"), (1.0, "b"), (2.0, "a")]);
        assert_eq!(
            ordered(&any, vec!["7", "a", "b", "c", "6"]),
            ["c", "b", "a", "6", "7"]
        );
        assert!(any.key(0, "b 2") < any.key(0, "b 10"), "a column without labels");
        let below = scale(&[(-2.0, "a"), (-1.0, "b"), (0.0, "c"), (1.0, "d")]);
        assert_eq!(ordered(&below, vec!["d", "c", "b", "a"]), ["a", "b", "c", "d"]);
    }
}
