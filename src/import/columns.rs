//! What each column is: open question, id, respondent, codes or background, and why it is taken for that.
//!
//! Codings are never guessed: a column of codes is background unless the user says whose decisions they are.

use serde::Serialize;

use super::choices::Choices;
use super::headings::{self, Given, slot};
use super::profile::{Looks, Profile, looks, profile};
use super::row::Row;
use crate::problem::{Problem, Result};

/// What a column is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
    Background,
    /// No heading and nothing in it so far.
    Empty,
}

/// Why a column has its role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The user named it.
    Named,
    /// Its heading says so.
    Heading,
    /// Words of many kinds.
    Words,
    /// Belongs to an open column of the same stem.
    Stem,
    /// Nothing else fits.
    Rest,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    pub heading: String,
    pub role: Role,
    pub why: Why,
    pub looks: Looks,
    /// Filled cells among the rows looked at.
    pub filled: u64,
}

const ID_HEADINGS: [&str; 22] = [
    "id",
    "response id",
    "response_id",
    "responseid",
    "antwort-id",
    "antwort id",
    "antwort_id",
    "antwortid",
    "lfdn",
    "lfd",
    "lfd. nr.",
    "lfd. nr",
    "lfd.nr.",
    "lfdnr",
    "lfd_nr",
    "lfd-nr",
    "laufende nummer",
    "laufnummer",
    "fallnummer",
    "fall-id",
    "case",
    "token",
];
const RESPONDENT_HEADINGS: [&str; 25] = [
    "respondent",
    "respondent_id",
    "respondent id",
    "respondent-id",
    "respondentid",
    "befragte",
    "befragter",
    "befragte/r",
    "befragte_r",
    "befragte-id",
    "befragten-id",
    "befragten_id",
    "teilnehmer",
    "teilnehmer-id",
    "teilnehmer_id",
    "participant",
    "participant_id",
    "participant id",
    "office_id",
    "office id",
    "amt_id",
    "amts-id",
    "dienststelle_id",
    "vp",
    "panel_id",
];
/// Parts of headings of open questions.
const OPEN_HEADINGS: [&str; 22] = [
    "text",
    "antwort",
    "answer",
    "verbatim",
    "offen",
    "freitext",
    "massnahme",
    "maßnahme",
    "kommentar",
    "comment",
    "bemerkung",
    "anmerkung",
    "nennung",
    "warum",
    "welche",
    "beschreib",
    "begründ",
    "hemmnis",
    "chance",
    "herausforderung",
    "sonstige",
    "other",
];
/// Parts of headings whose wordy values are still names of things.
const NAME_HEADINGS: [&str; 16] = [
    "amt",
    "office",
    "stadt",
    "city",
    "ort",
    "name",
    "dienststelle",
    "abteilung",
    "position",
    "funktion",
    "land",
    "kreis",
    "codes",
    "code",
    "gruppe",
    "group",
];

/// Gives each column its role. `sample` calls its argument for each row looked at.
///
/// # Errors
/// A column that the user names is not there, or two choices name the same; no column looks open.
pub(super) fn assign(
    names: &[String],
    given: &[Given],
    rows: &[Row],
    choices: &Choices,
) -> Result<Vec<Column>> {
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
    claim(&choices.codes, Role::Codes)?;
    if choices.respondent.is_some() && choices.respondent != choices.id {
        claim(&choices.respondent, Role::Respondent)?;
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
    let by_heading = |known: &[&str], taken: &[Option<(Role, Why)>], open: &[(usize, Why)]| {
        let candidates: Vec<usize> = known
            .iter()
            .filter_map(|heading| names.iter().position(|name| headings::fold(name) == *heading))
            .filter(|column| taken[*column].is_none() && !open.iter().any(|(other, _)| other == column))
            .collect();
        let names_rows = |column: &&usize| {
            let profile = &profiles[**column];
            profile.filled == rows.len() as u64 && profile.distinct.len() == rows.len()
        };
        candidates.iter().find(names_rows).or(candidates.first()).copied()
    };
    if choices.id.is_none()
        && let Some(column) = by_heading(&ID_HEADINGS, &roles, &open)
    {
        roles[column] = Some((Role::Id, Why::Heading));
    }
    if choices.respondent.is_none()
        && let Some(column) = by_heading(&RESPONDENT_HEADINGS, &roles, &open)
    {
        roles[column] = Some((Role::Respondent, Why::Heading));
    }
    if choices.text.is_empty() {
        open = recognise_open(names, &profiles, &roles);
        if open.is_empty() {
            return Err(no_open_column(names));
        }
    }
    for (column, why) in &open {
        roles[*column] = Some((open_role(names, &open, *column), *why));
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
            Column {
                heading: name.clone(),
                role,
                why,
                looks,
                filled: profile.filled,
            }
        })
        .collect())
}

/// One column of that name, or all columns with that stem.
fn find_open(names: &[String], wanted: &str) -> Result<Vec<usize>> {
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
    names: &[String],
    profiles: &[Profile],
    taken: &[Option<(Role, Why)>],
) -> Vec<(usize, Why)> {
    let mut open: Vec<(usize, Why)> = (0..names.len())
        .filter(|column| taken[*column].is_none())
        .filter_map(|column| is_open(&names[column], &profiles[column]).map(|why| (column, why)))
        .collect();
    let stems: Vec<&str> = open
        .iter()
        .filter_map(|(column, _)| slot(&names[*column]).map(|(stem, _)| stem))
        .collect();
    for column in 0..names.len() {
        let profile = &profiles[column];
        if taken[column].is_none()
            && !open.iter().any(|(other, _)| *other == column)
            && slot(&names[column]).is_some_and(|(stem, _)| stems.contains(&stem))
            && profile.numbers + profile.dates == 0
        {
            open.push((column, Why::Stem));
        }
    }
    open.sort_by_key(|(column, _)| *column);
    open
}

fn is_open(name: &str, profile: &Profile) -> Option<Why> {
    let filled = profile.filled as f64;
    if profile.filled == 0 || (profile.numbers + profile.dates) as f64 > 0.5 * filled {
        return None;
    }
    let words = profile.words as f64 / filled;
    let chars = profile.chars as f64 / filled;
    let distinct = profile.distinct.len() as f64 / filled;
    let folded = headings::fold(name);
    let says = |parts: &[&str]| parts.iter().any(|part| folded.contains(part));
    let is_name = NAME_HEADINGS.iter().any(|part| {
        folded == *part || folded.starts_with(&format!("{part}_")) || folded.ends_with(&format!("_{part}"))
    });
    if is_name {
        return (words >= 10.0 && distinct >= 0.5).then_some(Why::Words);
    }
    if says(&OPEN_HEADINGS) && words >= 1.2 && distinct >= 0.3 {
        return Some(Why::Heading);
    }
    (words >= 4.0 && chars >= 25.0 && distinct >= 0.5).then_some(Why::Words)
}

/// Columns of one stem are one question with several slots; any other column is a question of its own.
fn open_role(names: &[String], open: &[(usize, Why)], column: usize) -> Role {
    let alone = || Role::Open {
        question: names[column].clone(),
        slot: 0,
    };
    let Some((stem, number)) = slot(&names[column]) else {
        return alone();
    };
    let same = open
        .iter()
        .filter_map(|(other, _)| slot(&names[*other]))
        .filter(|(other, _)| *other == stem);
    let numbers: Vec<u32> = same.map(|(_, number)| number).collect();
    let repeated = numbers.iter().filter(|other| **other == number).count() > 1;
    if numbers.len() < 2 || repeated || names.iter().any(|name| name == stem) {
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

fn no_open_column(names: &[String]) -> Problem {
    let list = names.join(", ");
    Problem::usage(
        "Keine Spalte sieht nach einer offenen Frage aus.",
        "No column looks like an open question.",
    )
    .hint(
        format!("Mit --text SPALTE sagen, wo die Antworten stehen. Die Spalten heißen: {list}."),
        format!("Say with --text COLUMN where the answers are. The columns are: {list}."),
    )
}
