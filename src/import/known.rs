//! What the columns of earlier files are in the study: a later file is read the same way unless the user says otherwise.
//!
//! It is read from what each import left in `source.settings`. Deliberately absent: columns of codes, which are never
//! decisions unless the user says whose.

use serde::Deserialize;

use super::choices::Split;
use super::columns::Role;
use super::headings::fold;
use crate::problem::Result;
use crate::study::Study;

/// Columns of a study by heading; nothing for a study without answers.
#[derive(Debug, Default)]
pub(super) struct Known {
    columns: Vec<KnownColumn>,
    /// Questions of the first file; none where there is no file yet.
    pub first_questions: Option<usize>,
    /// The ways in which answers were divided so far.
    pub splits: Vec<Split>,
    /// Names of the study's codebooks.
    pub codebooks: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct KnownColumn {
    heading: String,
    role: Role,
}

/// The part of the settings that says how a file was read.
#[derive(Deserialize)]
struct Earlier {
    questions: Vec<String>,
    #[serde(default)]
    split: Split,
    recognised: EarlierColumns,
}

#[derive(Deserialize)]
struct EarlierColumns {
    columns: Vec<KnownColumn>,
}

impl Known {
    /// # Errors
    /// The study cannot be read.
    pub fn of(study: &Study) -> Result<Known> {
        let mut known = Known {
            codebooks: study.codebook_names()?,
            ..Known::default()
        };
        for written in study.source_settings()? {
            // Settings of another shape say nothing about columns.
            let Ok(earlier) = serde_json::from_str::<Earlier>(&written) else {
                continue;
            };
            known.first_questions.get_or_insert(earlier.questions.len());
            if !known.splits.contains(&earlier.split) {
                known.splits.push(earlier.split);
            }
            for column in earlier.recognised.columns {
                known.learn(column);
            }
        }
        Ok(known)
    }

    /// The latest role of a heading stands; but once a question, always a question.
    fn learn(&mut self, column: KnownColumn) {
        if matches!(
            column.role,
            Role::Empty | Role::Codes | Role::CodedBy | Role::CodedOn | Role::LeftOut
        ) {
            return;
        }
        match self
            .columns
            .iter_mut()
            .find(|other| other.heading == column.heading)
        {
            Some(other) if matches!(other.role, Role::Open { .. }) => {}
            Some(other) => other.role = column.role,
            None => self.columns.push(column),
        }
    }

    /// How answers of the latest file were divided.
    pub fn latest_split(study: &Study) -> Result<Split> {
        let written = study.source_settings()?;
        let earlier = written.iter().rev();
        let mut read = earlier.filter_map(|written| serde_json::from_str::<Earlier>(written).ok());
        Ok(read.next().map(|earlier| earlier.split).unwrap_or_default())
    }

    /// What the column `name` of a file with the headings `names` is in the study.
    pub fn role(&self, names: &[String], name: &str) -> Option<&Role> {
        let exact = self.columns.iter().find(|column| column.heading == name);
        let folded = fold(name);
        exact
            .or_else(|| {
                self.columns
                    .iter()
                    .find(|column| fold(&column.heading) == folded && !names.contains(&column.heading))
            })
            .map(|column| &column.role)
    }

    /// Whether the study has a question of several columns with this stem.
    pub fn has_slots(&self, stem: &str) -> bool {
        self.columns.iter().any(
            |column| matches!(&column.role, Role::Open { question, slot } if *slot > 0 && question == stem),
        )
    }
}
