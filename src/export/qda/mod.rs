//! A study for programs of qualitative data analysis: a REFI-QDA project (`.qdpx`) or its codebook alone (`.qdc`).
//!
//! | member | what |
//! |---|---|
//! | `voices` | who said what of which unit |
//! | `variables` | background columns as variables with types |
//! | `project` | study → project |
//! | `names` | names of sources, which become names of files |

mod names;
mod project;
mod variables;
mod voices;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write;
use std::path::Path;

use super::place::failed;
use super::{Exporter, Reading, Which};
use crate::codebook::to_refi;
use crate::problem::{Notice, Result};
use crate::refi::{self, Guid};
use crate::study::Study;
use crate::tables::choose_codebook;
use crate::words::Text;

pub struct Qdpx;
pub struct Qdc;

impl Exporter for Qdpx {
    fn name(&self) -> &'static str {
        "qdpx"
    }

    fn ending(&self) -> &'static str {
        "qdpx"
    }

    fn what(&self) -> Text {
        Text::new(
            "Projekt für MAXQDA, ATLAS.ti, NVivo und QualCoder (REFI-QDA): Antworten, Codes, Kodierungen aller Kodierenden",
            "project for MAXQDA, ATLAS.ti, NVivo and QualCoder (REFI-QDA): answers, codes, codings of all coders",
        )
    }

    /// Every coder is a user of the project, so that what holds and what each said is the same.
    fn which(&self) -> &'static [Which] {
        &[Which::Held, Which::EachCoder, Which::Suggested]
    }

    fn write(&self, from: &Reading<'_>, file: &mut File, path: &Path) -> Result<Vec<Notice>> {
        let (project, notices) = project::of(from)?;
        file.write_all(&refi::write_project(&project)?)
            .map_err(|error| failed(&error, path))?;
        Ok(notices)
    }
}

impl Exporter for Qdc {
    fn name(&self) -> &'static str {
        "qdc"
    }

    fn ending(&self) -> &'static str {
        "qdc"
    }

    fn what(&self) -> Text {
        Text::new(
            "Kodierleitfaden für MAXQDA, ATLAS.ti, NVivo und QualCoder (REFI-QDA)",
            "codebook for MAXQDA, ATLAS.ti, NVivo and QualCoder (REFI-QDA)",
        )
    }

    fn tells_codings(&self) -> bool {
        false
    }

    fn write(&self, from: &Reading<'_>, file: &mut File, path: &Path) -> Result<Vec<Notice>> {
        let (study, options) = (from.study, from.options);
        let stored = choose_codebook(study, options.selection.codebook.as_deref())?;
        let space = space(study, &stored.name)?;
        let book = to_refi(&stored.codebook, space, options.language, &BTreeSet::new());
        file.write_all(&refi::write_codebook(&book))
            .map_err(|error| failed(&error, path))?;
        let with_rules = stored.codebook.codes.iter();
        let rules: usize = with_rules.map(|code| code.match_rules.len()).sum();
        Ok(Vec::from_iter((rules > 0).then(|| rules_stay(rules))))
    }
}

/// In which GUIDs are made: the same study and codebook always give the same.
fn space(study: &Study, codebook: &str) -> Result<Guid> {
    let study = Guid::FREITEXT.of(&study.identity()?);
    Ok(study.of(&format!("codebook {codebook}")))
}

fn rules_stay(rules: usize) -> Notice {
    Notice::new(
        format!("Zuordnungsregeln haben in REFI-QDA keinen Platz und bleiben in der Studie: {rules}."),
        format!("Match rules have no place in REFI-QDA and stay in the study: {rules}."),
    )
}
