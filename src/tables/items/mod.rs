//! Closed questions that came along: means of scale items, their spread and distribution, for all and by group.
//!
//! | member | what |
//! |---|---|
//! | `scale` | what a cell says: a number, a step of a scale, or why there is none |
//! | `pass` | one pass over the study: what every respondent said |
//!
//! A respondent counts once, however many answers stand beside the item. Who says two things in the same column, in two waves for
//! example, is counted apart and not in the figures. Deliberately absent: scales made of several items, weights.

mod pass;
mod scale;

#[cfg(test)]
mod tests;

pub use pass::items;
pub use scale::MOST_STEPS;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::estimate::{Estimate, Quartiles, Values};
use crate::survey::Missing;

/// What is asked for, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// Background columns; a name that ends with `*` means all that begin so.
    pub columns: Vec<String>,
    /// The column of the groups.
    pub by: Option<String>,
    /// Only respondents who were asked this question.
    pub question: Option<String>,
    /// The steps in their order, `a|b|c` or `1=a|2=b`; empty: cells are numbers.
    pub steps: String,
    /// Cells that are no answers, beside those of the list of missing words.
    pub none: Vec<String>,
}

/// A step of a scale.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    pub value: f64,
    /// Empty where it is a bare number.
    pub label: String,
}

/// What items of one scale come to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Items {
    pub by: Option<String>,
    pub question: Option<String>,
    pub respondents: u64,
    /// Whether the user named the steps.
    pub named_steps: Named,
    /// Ascending; empty where the values are a measurement and no scale.
    pub steps: Vec<Step>,
    /// In order of appearance, who has none last; empty without `by`.
    pub groups: Vec<Option<String>>,
    pub items: Vec<Item>,
}

/// Where the steps come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Named {
    ByUser,
    /// From the smallest to the largest number of all items.
    BySight,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Item {
    pub name: String,
    pub total: Answers,
    /// One per group.
    pub groups: Vec<Answers>,
}

/// What respondents said in a column.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answers {
    pub values: Values,
    /// How many said nothing, by kind; only kinds that occur.
    pub missing: Vec<(Missing, u64)>,
    /// Respondents who said two things.
    pub differing: u64,
}

impl Step {
    pub fn new(value: f64, label: &str) -> Step {
        Step {
            value,
            label: label.to_owned(),
        }
    }
}

impl Answers {
    pub fn all_missing(&self) -> u64 {
        self.missing.iter().map(|(_, n)| n).sum()
    }

    /// How many chose this step.
    pub fn chose(&self, step: &Step) -> u64 {
        let pairs = self.values.pairs().iter();
        pairs
            .filter(|(value, _)| *value == step.value)
            .map(|(_, n)| n)
            .sum()
    }

    /// The share that chose this step, of all who gave a value.
    pub fn share(&self, step: &Step) -> Estimate {
        Estimate::share(self.chose(step), self.values.n())
    }
}

/// `{"n": 95, "mean": {…}, "sd": 0.5, "quartiles": {…}, "values": [[1, 3], …], "missing": {"empty": 2}, "differing": 0}`.
impl Serialize for Answers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Kinds<'k>(&'k [(Missing, u64)]);
        impl Serialize for Kinds<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_map(self.0.iter().map(|(kind, n)| (kind.id(), n)))
            }
        }
        let quartiles: Option<Quartiles> = self.values.quartiles();
        let mut map = serializer.serialize_map(Some(7))?;
        map.serialize_entry("n", &self.values.n())?;
        map.serialize_entry("mean", &self.values.mean())?;
        map.serialize_entry("sd", &self.values.deviation())?;
        map.serialize_entry("quartiles", &quartiles)?;
        map.serialize_entry("values", self.values.pairs())?;
        map.serialize_entry("missing", &Kinds(&self.missing))?;
        map.serialize_entry("differing", &self.differing)?;
        map.end()
    }
}
