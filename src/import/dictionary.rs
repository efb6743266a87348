//! What a further file says of its variables joins what the study knows of them: what is new is added, what is said
//! otherwise stays as it was and is named.

use rustc_hash::FxHashMap;

use super::plan::Plan;
use crate::problem::{Notice, Result};
use crate::study::Change;
use crate::survey::{Dictionary, Value, Variable};

/// Labels that a notice lists.
const LISTED: usize = 5;

/// Joins what the file says of its variables to what the study knows of them.
pub(super) fn keep(
    change: &Change<'_>,
    mut of_file: Dictionary,
    plan: &Plan,
    now: i64,
) -> Result<Vec<Notice>> {
    if of_file == Dictionary::default() {
        return Ok(Vec::new());
    }
    of_file
        .variables
        .retain(|variable| !plan.left_out.contains(&variable.name));
    let known = change.dictionary()?;
    let (both, notices) = joined(known.clone(), of_file);
    if both != known {
        change.keep_dictionary(&both, now)?;
    }
    Ok(notices)
}

/// Both together, and what they disagree about.
pub(super) fn joined(mut known: Dictionary, later: Dictionary) -> (Dictionary, Vec<Notice>) {
    let mut notices = Vec::new();
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    for (at, variable) in known.variables.iter().enumerate() {
        places.entry(variable.name.clone()).or_insert(at);
    }
    for variable in later.variables {
        match places.get(&variable.name) {
            Some(at) => notices.extend(learn(&mut known.variables[*at], variable)),
            None => {
                places.insert(variable.name.clone(), known.variables.len());
                known.variables.push(variable);
            }
        }
    }
    for set in later.sets {
        match known.sets.iter().find(|other| other.name == set.name) {
            None => known.sets.push(set),
            Some(other) if *other == set => {}
            Some(other) => {
                let name = &other.name;
                notices.push(Notice::new(
                    format!(
                        "Das Mehrfachantworten-Set »{name}« ist hier anders bestimmt; es bleibt, wie es war."
                    ),
                    format!("The response set “{name}” is defined otherwise here; it stays as it was."),
                ));
            }
        }
    }
    for note in later.notes {
        if !known.notes.contains(&note) {
            known.notes.push(note);
        }
    }
    if known.label.is_empty() {
        known.label = later.label;
    }
    known.weight = known.weight.or(later.weight);
    (known, notices)
}

/// The same of one variable.
fn learn(known: &mut Variable, later: Variable) -> Vec<Notice> {
    let mut notices = Vec::new();
    let column = known.name.clone();
    if known.label.is_empty() {
        known.label = later.label;
    } else if !later.label.is_empty() && known.label != later.label {
        let (before, now) = (&known.label, &later.label);
        notices.push(Notice::new(
            format!("Das Variablenlabel lautet hier »{now}«; es gilt weiter »{before}«."),
            format!("The variable label reads “{now}” here; “{before}” stands."),
        ));
    }
    let mut others = Vec::new();
    let ascends = is_ascending(&known.labels);
    for (value, label) in later.labels {
        match known.labels.iter().find(|(other, _)| *other == value) {
            Some((_, before)) if before.trim() == label.trim() => {}
            Some((_, before)) => others.push((known.stored(&value), before.clone(), label)),
            None => known.labels.push((value, label)),
        }
    }
    // A step that is new stands where it belongs in the scale.
    if ascends {
        known.labels.sort_by(|(one, _), (other, _)| match (one, other) {
            (Value::Number(one), Value::Number(other)) => one.total_cmp(other),
            _ => std::cmp::Ordering::Equal,
        });
    }
    if !others.is_empty() {
        let more = others.len().saturating_sub(LISTED);
        let list = |now: &str, stands: &str, more_of: &str| {
            let shown = others.iter().take(LISTED);
            let mut list: Vec<String> = shown
                .map(|(value, before, label)| format!("{value} {now} »{label}« ({stands} »{before}«)"))
                .collect();
            if more > 0 {
                list.push(format!("… {more} {more_of}"));
            }
            list.join(", ")
        };
        let (de, en) = (list("=", "gilt:", "weitere"), list("=", "stands:", "more"));
        notices.push(Notice::new(
            format!("Werte heißen hier anders; es gelten weiter die ersten Wertelabels: {de}."),
            format!("Values are labelled otherwise here; the first value labels stand: {en}."),
        ));
    }
    if known.missing.is_empty() {
        known.missing = later.missing;
    } else if !later.missing.is_empty() && known.missing != later.missing {
        notices.push(Notice::new(
            "Als fehlend gelten hier andere Werte; es gelten weiter die der ersten Datei.",
            "Other values mean missing here; those of the first file stand.",
        ));
    }
    if known.kind != later.kind {
        notices.push(Notice::new(
            "Die Variable ist hier von anderer Art (Zahl, Text, Datum) als in einer früheren Datei; Werte, die dazu nicht passen, bleiben Text.",
            "The variable is of another kind here (number, text, date) than in an earlier file; values that do not fit stay text.",
        ));
    }
    if known.measure == crate::survey::Measure::Unknown {
        known.measure = later.measure;
    }
    if known.format.is_empty() {
        known.format = later.format;
    }
    notices
        .into_iter()
        .map(|notice| notice.in_column(column.clone()))
        .collect()
}

fn is_ascending(labels: &[(Value, String)]) -> bool {
    let number = |value: &Value| match value {
        Value::Number(number) => Some(*number),
        Value::Text(_) => None,
    };
    labels.iter().all(|(value, _)| number(value).is_some())
        && labels.is_sorted_by(|(one, _), (other, _)| number(one) <= number(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::{UserMissing, VariableKind};

    fn variable(name: &str, label: &str, labels: &[(f64, &str)]) -> Variable {
        Variable {
            labels: labels
                .iter()
                .map(|(value, label)| (Value::Number(*value), (*label).to_owned()))
                .collect(),
            ..Variable::new(name, VariableKind::Number).labelled(label)
        }
    }

    fn of(variables: Vec<Variable>) -> Dictionary {
        Dictionary {
            variables,
            ..Dictionary::default()
        }
    }

    #[test]
    fn a_later_file_adds_what_is_new_and_changes_nothing() {
        let first = of(vec![
            variable("a", "Wie oft?", &[(1.0, "nie"), (3.0, "oft")]),
            variable("c", "", &[]),
        ]);
        let later = of(vec![
            variable("c", "Alter", &[]),
            variable("b", "neu", &[]),
            Variable {
                missing: UserMissing {
                    values: vec![Value::Number(9.0)],
                    range: None,
                },
                ..variable(
                    "a",
                    "Wie oft genau?",
                    &[(1.0, "nie "), (2.0, "manchmal"), (3.0, "immer")],
                )
            },
        ]);
        let (joined, notices) = joined(first, later);
        let names: Vec<(&str, &str)> = joined
            .variables
            .iter()
            .map(|variable| (&*variable.name, &*variable.label))
            .collect();
        assert_eq!(names, [("a", "Wie oft?"), ("c", "Alter"), ("b", "neu")]);
        let labels: Vec<&str> = joined.variables[0]
            .labels
            .iter()
            .map(|(_, label)| &**label)
            .collect();
        assert_eq!(labels, ["nie", "manchmal", "oft"]);
        assert_eq!(joined.variables[0].missing.values, [Value::Number(9.0)]);
        let said: Vec<&str> = notices.iter().map(|notice| &*notice.what.de).collect();
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].contains("»Wie oft genau?«") && said[1].contains("3 = »immer« (gilt: »oft«)"));
    }

    #[test]
    fn a_dictionary_joined_with_itself_stays() {
        let dictionary = of(vec![variable("a", "b", &[(2.0, "x"), (1.0, "y")])]);
        assert_eq!(
            joined(dictionary.clone(), dictionary.clone()),
            (dictionary, Vec::new())
        );
    }
}
