//! Value labels: sets by name, shared by the variables that have the same ones.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::statfile::texts::line;
use crate::survey::{Value, Variable};

use super::number::{Cell, Storage, label_of_missing};

/// Bytes of a label; Stata's limit is 32,000 characters.
const LONGEST: usize = 32_000;
/// Characters of the name of a set.
const LONGEST_NAME: usize = 32;

/// The sets of a file, in the order in which variables first need them.
pub(super) struct LabelSets {
    sets: Vec<LabelSet>,
    by_labels: HashMap<Labels, usize>,
    names: HashSet<String>,
}

/// Labels by the number they stand at, in ascending order.
type Labels = Vec<(i32, String)>;

pub(super) struct LabelSet {
    pub name: String,
    pub labels: Labels,
}

/// Labels that found no place, by variable.
#[derive(Default)]
pub(super) struct Losses(Vec<(String, usize)>);

impl Losses {
    pub fn push(&mut self, variable: &str, labels: usize) {
        self.0.push((variable.to_owned(), labels));
    }

    pub fn texts(&self) -> Vec<String> {
        self.0
            .iter()
            .map(|(name, count)| format!("{name} ({count})"))
            .collect()
    }
}

impl LabelSets {
    /// `variables`: names that a set has only where it is of that variable.
    pub fn new(variables: HashSet<String>) -> LabelSets {
        LabelSets {
            sets: Vec::new(),
            by_labels: HashMap::new(),
            names: variables,
        }
    }

    pub fn all(&self) -> &[LabelSet] {
        &self.sets
    }

    /// The name of the set of a variable; empty where it has no labels. `cell` is what a number is in Stata.
    pub fn add(
        &mut self,
        variable: &Variable,
        name: &str,
        cell: impl Fn(f64) -> Cell,
        losses: &mut Losses,
    ) -> String {
        let mut labels = BTreeMap::new();
        let mut lost = 0;
        for (value, label) in &variable.labels {
            let at = match value {
                Value::Number(number) => match cell(*number) {
                    Cell::Missing(letter) => Some(label_of_missing(letter)),
                    Cell::Number(number) => {
                        (Storage::of_number(number) < Storage::Float).then_some(number as i32)
                    }
                },
                Value::Text(_) => None,
            };
            let mut label = line(label);
            if label.len() > LONGEST {
                let border = (0..=LONGEST).rev().find(|at| label.is_char_boundary(*at));
                label.truncate(border.unwrap_or(0));
            }
            match at {
                Some(at) => {
                    labels.entry(at).or_insert(label);
                }
                None => lost += 1,
            }
        }
        if lost > 0 {
            losses.push(name, lost);
        }
        if labels.is_empty() {
            return String::new();
        }
        let labels: Labels = labels.into_iter().collect();
        if let Some(at) = self.by_labels.get(&labels) {
            return self.sets[*at].name.clone();
        }
        let set_name = self.name_for(name);
        self.by_labels.insert(labels.clone(), self.sets.len());
        self.sets.push(LabelSet {
            name: set_name.clone(),
            labels,
        });
        set_name
    }

    /// `alter_l` for the variable `alter`.
    fn name_for(&mut self, variable: &str) -> String {
        let mut number = 1;
        loop {
            let ending = match number {
                1 => "_l".to_owned(),
                number => format!("_l{number}"),
            };
            let mut name: String = variable.chars().take(LONGEST_NAME - ending.len()).collect();
            name.push_str(&ending);
            if self.names.insert(name.clone()) {
                return name;
            }
            number += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::VariableKind;

    #[test]
    fn variables_with_the_same_labels_share_a_set() {
        let yes_no = Variable {
            labels: vec![
                (Value::Number(1.0), "ja".into()),
                (Value::Number(0.0), "nein".into()),
            ],
            ..Variable::new("x", VariableKind::Number)
        };
        let odd = Variable {
            labels: vec![
                (Value::Number(0.5), "halb".into()),
                (Value::Number(-9.0), "weiß nicht".into()),
                (Value::Text("x".into()), "?".into()),
            ],
            ..yes_no.clone()
        };
        let cell = |number: f64| {
            if number < 0.0 {
                Cell::Missing(1)
            } else {
                Cell::Number(number)
            }
        };
        let mut losses = Losses::default();
        let mut sets = LabelSets::new(HashSet::from(["a_l".to_owned()]));
        assert_eq!(sets.add(&yes_no, "a", cell, &mut losses), "a_l2");
        assert_eq!(sets.add(&yes_no, "b", cell, &mut losses), "a_l2");
        assert_eq!(sets.add(&odd, "c", cell, &mut losses), "c_l");
        assert_eq!(sets.all()[0].labels, [(0, "nein".into()), (1, "ja".into())]);
        assert_eq!(sets.all()[1].labels, [(2_147_483_622, "weiß nicht".into())]);
        assert_eq!(losses.texts(), ["c (2)"]);
    }
}
