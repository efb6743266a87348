//! What a questionnaire says of the columns of an export: labels, value labels, level of measurement, response sets.

use std::collections::{BTreeMap, BTreeSet};

use super::fields::{Field, Holds};
use super::fixed::fixed_labels;
use super::structure::{Question, Structure};
use crate::survey::{Dictionary, Measure, ResponseSet, SetKind, Value, Variable, VariableKind};

/// The dictionary of the columns `names`.
pub(super) fn dictionary(structure: &Structure, fields: &[Field], names: &[String]) -> Dictionary {
    let mut dictionary = Dictionary {
        label: structure.title.clone(),
        ..Dictionary::default()
    };
    let by_name: BTreeMap<&str, &Field> = fields.iter().map(|field| (&*field.name, field)).collect();
    let here: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    for name in names {
        if let Some(field) = by_name.get(name.as_str()) {
            let question = &structure.questions[field.question];
            dictionary.variables.push(variable(question, field));
        } else if let Some(variable) = fixed_labels(name) {
            dictionary.variables.push(variable);
        }
    }
    for (at, question) in structure.questions.iter().enumerate() {
        let kind = match question.kind {
            'M' | 'P' => SetKind::Dichotomies(Value::Text("Y".into())),
            'R' => SetKind::Categories,
            _ => continue,
        };
        let of_question = fields.iter().filter(|field| field.question == at);
        let members: Vec<String> = of_question
            .filter(|field| field.holds != Holds::Words && here.contains(&*field.name))
            .map(|field| field.name.clone())
            .collect();
        if members.len() > 1 {
            dictionary.sets.push(ResponseSet {
                name: question.code.clone(),
                label: question.text.clone(),
                kind,
                members,
            });
        }
    }
    dictionary
}

fn variable(question: &Question, field: &Field) -> Variable {
    let mut label = question.text.clone();
    for part in &field.parts {
        label.push_str(&format!(" [{}]", part.text()));
    }
    let (kind, measure) = match &field.holds {
        Holds::Words | Holds::Recorded => (VariableKind::Text, Measure::Nominal),
        Holds::Chosen => (VariableKind::Text, Measure::Nominal),
        Holds::Points => (VariableKind::Number, Measure::Ordinal),
        Holds::Number => (VariableKind::Number, Measure::Scale),
        Holds::Moment => (VariableKind::DateTime, Measure::Scale),
        Holds::One(answers) => {
            // A code such as 01 would not read back the same.
            let number = |code: &str| code.parse::<f64>().is_ok_and(|number| number.to_string() == code);
            let kind = match answers.iter().all(|(code, _)| number(code)) {
                true if !answers.is_empty() => VariableKind::Number,
                _ => VariableKind::Text,
            };
            let ordered = matches!(question.kind, 'F' | 'H' | '1' | 'E');
            (
                kind,
                if ordered {
                    Measure::Ordinal
                } else {
                    Measure::Nominal
                },
            )
        }
    };
    let mut variable = Variable::new(field.name.clone(), kind).labelled(label.trim());
    variable.measure = measure;
    let labels: Vec<(String, String)> = match &field.holds {
        Holds::One(answers) => answers.clone(),
        Holds::Chosen => vec![("Y".to_owned(), "Ja".to_owned())],
        _ => Vec::new(),
    };
    variable.labels = labels
        .into_iter()
        .filter(|(_, label)| !label.is_empty())
        .map(|(code, label)| (variable.value(&code), label))
        .collect();
    variable
}
