//! What is known of the variables, under the names that another program takes.

use std::collections::HashMap;

use super::names::{Names, Program};
use crate::survey::{Dictionary, ResponseSet, Variable};

/// A dictionary whose names are all legal.
pub(super) struct Renamed {
    /// Also where sets and the weight name variables.
    pub dictionary: Dictionary,
    /// `old → new`, of the names that had to change.
    pub changes: Vec<String>,
}

impl Renamed {
    pub fn of(dictionary: &Dictionary, program: Program) -> Renamed {
        let mut names = Names::new(program);
        let mut changes = Vec::new();
        let mut new_names: HashMap<&str, String> = HashMap::new();
        let mut variables = Vec::with_capacity(dictionary.variables.len());
        for variable in &dictionary.variables {
            let name = names.own(&variable.name);
            if name != variable.name {
                changes.push(format!("{} → {name}", variable.name));
            }
            // Of two with one name sets and weight mean the first.
            new_names.entry(&variable.name).or_insert_with(|| name.clone());
            variables.push(Variable {
                name,
                ..variable.clone()
            });
        }
        let new = |name: &String| new_names.get(name.as_str()).unwrap_or(name).clone();
        let sets = dictionary.sets.iter().map(|set| ResponseSet {
            members: set.members.iter().map(new).collect(),
            ..set.clone()
        });
        Renamed {
            dictionary: Dictionary {
                variables,
                sets: sets.collect(),
                weight: dictionary.weight.as_ref().map(new),
                label: dictionary.label.clone(),
                notes: dictionary.notes.clone(),
            },
            changes,
        }
    }

    /// The names, in the order of the variables.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.dictionary
            .variables
            .iter()
            .map(|variable| variable.name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::{SetKind, VariableKind};

    #[test]
    fn sets_and_the_weight_follow_their_variables() {
        let of = |name: &str| Variable::new(name, VariableKind::Number);
        let renamed = Renamed::of(
            &Dictionary {
                variables: vec![of("gewicht"), of("a"), of("Gewicht"), of("")],
                sets: vec![ResponseSet {
                    name: "s".into(),
                    label: String::new(),
                    kind: SetKind::Categories,
                    members: vec!["a".into(), "Gewicht".into()],
                }],
                weight: Some("Gewicht".into()),
                ..Dictionary::default()
            },
            Program::Sql,
        );
        let names: Vec<&str> = renamed.names().collect();
        assert_eq!(names[..2], ["gewicht", "a"]);
        assert_eq!(names[3], "v");
        assert_eq!(
            renamed.changes,
            [format!("Gewicht → {}", names[2]), " → v".to_owned()]
        );
        assert_eq!(renamed.dictionary.sets[0].members, ["a", names[2]]);
        assert_eq!(renamed.dictionary.weight.as_deref(), Some(names[2]));
    }
}
