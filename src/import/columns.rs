//! What each column is: open question, id, respondent, codes or background, and why it is taken for that.
//!
//! Codings are never guessed: a column of codes is background unless the user says whose decisions they are.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::choices::Choices;
use super::coded;
use super::headings::{self, Given, slot};
use super::known::Known;
use super::named::{ID_HEADINGS, NAME_HEADINGS, OPEN_HEADINGS, RESPONDENT_HEADINGS};
use super::profile::{Looks, Profile, looks, profile};
use super::table::Table;
use crate::problem::{Problem, Result};
use crate::survey::{Dictionary, Variable, VariableKind};

/// What a column is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Answers to the question of this name; `slot` counts the columns of one question from 1, 0 where it has one.
    Open {
        question: String,
        slot: u32,
    },
    Id,
    Respondent,
    Codes,
    /// Who gave the codes of a row, and when.
    CodedBy,
    CodedOn,
    Background,
    /// Answers to a question of the study that the user did not name this time.
    LeftOut,
    /// No heading and nothing in it so far.
    Empty,
}

/// Why a column has its role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The user named it.
    Named,
    /// It is this in the study.
    Known,
    /// The questionnaire says so.
    Structure,
    /// LimeSurvey writes it into each of its exports.
    OfLimesurvey,
    /// Its heading says so.
    Heading,
    /// Words of many kinds.
    Words,
    /// Belongs to an open column of the same stem.
    Stem,
    /// Nothing else fits.
    Rest,
}

/// What a file that knows its questions says of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Proposed {
    Nothing,
    Open,
    /// Not open: answers to choose from, numbers, dates, what the program recorded.
    Closed,
    Id,
    Respondent,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    pub heading: String,
    pub role: Role,
    pub why: Why,
    pub looks: Looks,
    /// Filled cells among the rows looked at.
    pub filled: u64,
    /// The variable label; empty without.
    pub label: String,
    /// How many values have a label.
    pub labelled: usize,
}

/// Gives each column its role.
///
/// # Errors
/// A column that the user names is not there, or two choices name the same.
pub(super) fn assign(table: &Table, choices: &Choices, known: &Known) -> Result<Vec<Column>> {
    let (names, given, rows) = (&table.names[..], &table.given, &table.sample);
    let variables = variables(names, &table.dictionary);
    let proposed = |column: usize| table.proposed.get(column).copied().unwrap_or(Proposed::Nothing);
    let profiles: Vec<Profile> = (0..names.len())
        .map(|column| profile(rows.iter().map(|row| row.cell(column))))
        .collect();
    let mut roles: Vec<Option<(Role, Why)>> = vec![None; names.len()];
    let mut claim = |wanted: &Option<String>, role: Role| -> Result<()> {
        if let Some(wanted) = wanted {
            let column = headings::find(names, wanted)?;
            if roles[column].is_some() {
                return Err(named_twice(&names[column]));
            }
            roles[column] = Some((role, Why::Named));
        }
        Ok(())
    };
    claim(&choices.id, Role::Id)?;
    claim(&choices.coder_column, Role::CodedBy)?;
    claim(&choices.date_column, Role::CodedOn)?;
    if choices.respondent.is_some() && choices.respondent != choices.id {
        claim(&choices.respondent, Role::Respondent)?;
    }
    for wanted in choices.codings.iter().flat_map(|coding| &coding.columns) {
        for column in coded::columns(names, &table.dictionary, wanted)? {
            if roles[column].is_some() {
                return Err(named_twice(&names[column]));
            }
            roles[column] = Some((Role::Codes, Why::Named));
        }
    }
    let mut open: Vec<(usize, Why)> = Vec::new();
    for wanted in &choices.text {
        for column in find_open(names, wanted)? {
            if roles[column].is_some() {
                return Err(named_twice(&names[column]));
            }
            if !open.iter().any(|(known, _)| *known == column) {
                open.push((column, Why::Named));
            }
        }
    }
    let in_study = |column: usize| known.role(names, &names[column]);
    let by_study = |role: &Role, taken: &[Option<(Role, Why)>], open: &[(usize, Why)]| {
        (0..names.len()).find(|column| {
            taken[*column].is_none()
                && in_study(*column) == Some(role)
                && !open.iter().any(|(other, _)| other == column)
        })
    };
    let by_heading = |list: &[&str], taken: &[Option<(Role, Why)>], open: &[(usize, Why)]| {
        let candidates: Vec<usize> = list
            .iter()
            .filter_map(|heading| names.iter().position(|name| headings::fold(name) == *heading))
            .filter(|column| in_study(*column).is_none())
            .filter(|column| taken[*column].is_none() && !open.iter().any(|(other, _)| other == column))
            .collect();
        let names_rows = |column: &&usize| {
            let profile = &profiles[**column];
            profile.filled == rows.len() as u64 && profile.distinct.len() == rows.len()
        };
        candidates.iter().find(names_rows).or(candidates.first()).copied()
    };
    for (said, role, list, wanted) in [
        (&choices.id, Role::Id, &ID_HEADINGS[..], Proposed::Id),
        (
            &choices.respondent,
            Role::Respondent,
            &RESPONDENT_HEADINGS[..],
            Proposed::Respondent,
        ),
    ] {
        if said.is_some() {
            continue;
        }
        let found = by_study(&role, &roles, &open)
            .map(|column| (column, Why::Known))
            .or_else(|| {
                let is_this = |column: &usize| {
                    proposed(*column) == wanted && roles[*column].is_none() && in_study(*column).is_none()
                };
                (0..names.len())
                    .find(is_this)
                    .map(|column| (column, table.why_proposed(Why::OfLimesurvey)))
            })
            .or_else(|| by_heading(list, &roles, &open).map(|column| (column, Why::Heading)));
        if let Some((column, why)) = found {
            roles[column] = Some((role, why));
        }
    }
    let is_question = |column: usize| matches!(in_study(column), Some(Role::Open { .. }));
    if choices.text.is_empty() {
        open = recognise_open(table, (&profiles, &variables), &roles, known);
    } else {
        for (column, role) in roles.iter_mut().enumerate() {
            let named = open.iter().any(|(other, _)| *other == column);
            if role.is_none() && !named && is_question(column) {
                *role = Some((Role::LeftOut, Why::Known));
            }
        }
    }
    for (column, why) in &open {
        let role = match in_study(*column) {
            Some(role @ Role::Open { .. }) => role.clone(),
            _ => {
                let told = table.coded.as_ref().and_then(|coded| coded.role(&names[*column]));
                told.unwrap_or_else(|| open_role(names, &open, *column, known))
            }
        };
        roles[*column] = Some((role, *why));
    }
    for (column, role) in roles.iter_mut().enumerate() {
        if role.is_none() && in_study(column) == Some(&Role::Background) {
            *role = Some((Role::Background, Why::Known));
        }
    }
    Ok(names
        .iter()
        .zip(profiles)
        .zip(roles)
        .enumerate()
        .map(|(at, ((name, profile), role))| {
            let looks = looks(&profile);
            let (role, why) = role.unwrap_or(match (given[at], looks) {
                (Given::No, Looks::Empty) => (Role::Empty, Why::Rest),
                _ => (Role::Background, Why::Rest),
            });
            let variable = variables[at];
            Column {
                heading: name.clone(),
                role,
                why,
                looks,
                filled: profile.filled,
                label: variable.map_or_else(String::new, |variable| variable.label.trim().to_owned()),
                labelled: variable.map_or(0, |variable| variable.labels.len()),
            }
        })
        .collect())
}

/// One column of that name, or all columns with that stem.
pub(super) fn find_open(names: &[String], wanted: &str) -> Result<Vec<usize>> {
    headings::find(names, wanted)
        .map(|column| vec![column])
        .or_else(|problem| {
            let folded = headings::fold(wanted);
            let stem: Vec<usize> = (0..names.len())
                .filter(|column| {
                    slot(&names[*column]).is_some_and(|(stem, _)| headings::fold(stem) == folded)
                })
                .collect();
            if stem.is_empty() { Err(problem) } else { Ok(stem) }
        })
}

fn recognise_open(
    table: &Table,
    (profiles, variables): (&[Profile], &[Option<&Variable>]),
    taken: &[Option<(Role, Why)>],
    known: &Known,
) -> Vec<(usize, Why)> {
    let names = &table.names[..];
    let proposed = |column: usize| table.proposed.get(column).copied().unwrap_or(Proposed::Nothing);
    let mut open: Vec<(usize, Why)> = (0..names.len())
        .filter(|column| taken[*column].is_none())
        .filter_map(|column| {
            let why = match known.role(names, &names[column]) {
                Some(Role::Open { .. }) => Some(Why::Known),
                Some(_) => None,
                None => match proposed(column) {
                    Proposed::Open => Some(table.why_proposed(Why::Heading)),
                    Proposed::Nothing => is_open(&names[column], variables[column], &profiles[column]),
                    Proposed::Closed | Proposed::Id | Proposed::Respondent => None,
                },
            };
            why.map(|why| (column, why))
        })
        .collect();
    let stems: Vec<&str> = open
        .iter()
        .filter_map(|(column, _)| slot(&names[*column]).map(|(stem, _)| stem))
        .collect();
    for column in 0..names.len() {
        let profile = &profiles[column];
        if taken[column].is_none()
            && known.role(names, &names[column]).is_none()
            && proposed(column) == Proposed::Nothing
            && !open.iter().any(|(other, _)| *other == column)
            && slot(&names[column]).is_some_and(|(stem, _)| stems.contains(&stem))
            && profile.numbers + profile.dates == 0
            && !is_closed(variables[column])
        {
            open.push((column, Why::Stem));
        }
    }
    open.sort_by_key(|(column, _)| *column);
    open
}

/// What is known of each column.
fn variables<'d>(names: &[String], dictionary: &'d Dictionary) -> Vec<Option<&'d Variable>> {
    let known: FxHashMap<&str, &Variable> = dictionary
        .variables
        .iter()
        .map(|variable| (variable.name.as_str(), variable))
        .collect();
    let of = |name: &String| known.get(name.as_str()).copied();
    names.iter().map(of).collect()
}

/// Whether its file says that a column is a closed question: numbers, or words that have labels.
fn is_closed(variable: Option<&Variable>) -> bool {
    let closed = |variable: &Variable| variable.kind != VariableKind::Text || !variable.labels.is_empty();
    variable.is_some_and(closed)
}

pub(super) fn is_open(name: &str, variable: Option<&Variable>, profile: &Profile) -> Option<Why> {
    if is_closed(variable) {
        return None;
    }
    let filled = profile.filled as f64;
    if profile.filled == 0 || (profile.numbers + profile.dates) as f64 > 0.5 * filled {
        return None;
    }
    let words = profile.words as f64 / filled;
    let chars = profile.chars as f64 / filled;
    let distinct = profile.distinct.len() as f64 / filled;
    let folded = headings::fold(name);
    let label = variable.map(|variable| headings::fold(&variable.label));
    let label = label.unwrap_or_default();
    let says = |parts: &[&str]| {
        let mut parts = parts.iter();
        parts.any(|part| folded.contains(part) || label.contains(part))
    };
    let is_name = NAME_HEADINGS.iter().any(|part| {
        folded == *part || folded.starts_with(&format!("{part}_")) || folded.ends_with(&format!("_{part}"))
    });
    if is_name {
        return (words >= 10.0 && distinct >= 0.5).then_some(Why::Words);
    }
    if says(&OPEN_HEADINGS) && words >= 1.2 && distinct >= 0.3 {
        return Some(Why::Heading);
    }
    // The wording of a question above answers of which most are unlike all others: these were not there to choose from.
    if name.trim_end().ends_with('?') && words >= 2.0 && chars >= 15.0 && distinct >= 0.7 {
        return Some(Why::Heading);
    }
    (words >= 4.0 && chars >= 25.0 && distinct >= 0.5).then_some(Why::Words)
}

/// Columns of one stem are one question with several slots; any other column is a question of its own.
fn open_role(names: &[String], open: &[(usize, Why)], column: usize, known: &Known) -> Role {
    let alone = || Role::Open {
        question: names[column].clone(),
        slot: 0,
    };
    let Some((stem, number)) = slot(&names[column]) else {
        return alone();
    };
    // A sibling that is a question by itself in the study stays that.
    let same = open
        .iter()
        .filter(|(other, _)| known.role(names, &names[*other]).is_none() || known.has_slots(stem))
        .filter_map(|(other, _)| slot(&names[*other]))
        .filter(|(other, _)| *other == stem);
    let numbers: Vec<u32> = same.map(|(_, number)| number).collect();
    let repeated = numbers.iter().filter(|other| **other == number).count() > 1;
    let alone_here = numbers.len() < 2 && !known.has_slots(stem);
    if alone_here || repeated || names.iter().any(|name| name == stem) {
        return alone();
    }
    Role::Open {
        question: stem.to_owned(),
        slot: number,
    }
}

fn named_twice(name: &str) -> Problem {
    Problem::usage(
        format!("Die Spalte »{name}« ist für zweierlei genannt."),
        format!("The column \"{name}\" is named for two things."),
    )
    .hint("Jede Spalte nur einmal nennen.", "Name each column only once.")
}

/// That nothing can be read because no column looks open.
pub(super) fn no_open_column(names: &[String], other_sheets: &[String]) -> Problem {
    let list = names.join(", ");
    let sheets = other_sheets.join(", ");
    let (de, en) = if sheets.is_empty() {
        (String::new(), String::new())
    } else {
        (
            format!(" Stehen sie auf einem anderen Blatt, mit --sheet NAME: {sheets}."),
            format!(" If they are on another sheet, say --sheet NAME: {sheets}."),
        )
    };
    Problem::usage(
        "Keine Spalte sieht nach einer offenen Frage aus.",
        "No column looks like an open question.",
    )
    .hint(
        format!("Mit --text SPALTE sagen, wo die Antworten stehen. Die Spalten heißen: {list}.{de}"),
        format!("Say with --text COLUMN where the answers are. The columns are: {list}.{en}"),
    )
}
