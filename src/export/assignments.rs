//! `assignments.csv`: one row per unit and code, with where it comes from.
//!
//! `origin` is `decision` for what a person decided or a machine accepted (with the name in `coder`). For what is only
//! suggested it is `rule`, `text` (of the codebook) or `learned`, whichever contributes most; beside it stand the score
//! and its strongest evidence: the id where it is a rule, bytes of the UTF-8 verbatim and the words there.
//! A code that was merged into another stands under the other's id. Units stand in the order of the study, codes in that
//! of the codebook. A unit without a code has no row. Texts are written as they are: CSV has no types, and a spreadsheet may read an answer that begins with `=` as a formula; the
//! workbook (`xlsx`) keeps it as text.

use std::borrow::Cow;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use super::coding::{Assigned, Codings};
use super::place::csv_failed;

use super::{Exporter, Reading, Which};
use crate::problem::{Notice, Problem, Result};
use crate::study::{CodedUnit, Read, Share, Wanted};
use crate::words::{Language, Text};

pub struct Assignments;

pub const HEADINGS: [&str; 11] = [
    "unit",
    "respondent",
    "question",
    "code",
    "origin",
    "coder",
    "rule",
    "score",
    "evidence_start",
    "evidence_end",
    "evidence",
];

impl Exporter for Assignments {
    fn name(&self) -> &'static str {
        "assignments"
    }

    fn ending(&self) -> &'static str {
        "csv"
    }

    fn what(&self) -> Text {
        Text::new(
            "Zuordnungen, eine Zeile je Kodiereinheit und Kategorie, mit Fundstelle",
            "assignments, one row per coding unit and category, with evidence",
        )
    }

    fn which(&self) -> &'static [Which] {
        &[Which::Held, Which::Final, Which::Suggested]
    }

    fn write(&self, from: &Reading<'_>, file: &mut File, path: &Path) -> Result<Vec<Notice>> {
        let (study, options) = (from.study, from.options);
        let codings = Codings::of(study, options)?;
        let broken = |error| csv_failed(error, path);
        let mut out = csv::Writer::from_writer(BufWriter::new(file));
        out.write_record(HEADINGS).map_err(broken)?;
        let wanted = Wanted {
            evidence: Read::Yes,
            verbatim: Read::Yes,
            ..codings.wanted()
        };
        let mut out_of_use = codings.out_of_use();
        from.walk(&wanted, |unit| {
            if let Some(decision) = unit.decision.as_ref().holding() {
                out_of_use.hear(&decision.outcome);
            }
            for assigned in codings.assigned(unit)? {
                let common = [
                    unit.key.as_str(),
                    &unit.respondent_key,
                    codings.question(unit.question),
                    assigned.code(),
                ];
                let origin = origin(&codings, unit, assigned, options.language)?;
                let row = common.into_iter().chain(origin.iter().map(Cow::as_ref));
                out.write_record(row).map_err(broken)?;
            }
            Ok(())
        })?;
        out.flush().map_err(|error| broken(error.into()))?;
        let mut notices = codings.notices(study)?;
        notices.extend(out_of_use.notices(&codings.codebook.codebook));
        Ok(notices)
    }
}

/// Origin, coder, rule, score, start and end of the evidence, its words.
fn origin<'a>(
    codings: &'a Codings,
    unit: &'a CodedUnit,
    assigned: Assigned<'a>,
    language: Language,
) -> Result<[Cow<'a, str>; 7]> {
    let mut row = [const { Cow::Borrowed("") }; 7];
    match assigned {
        Assigned::Decided { coder, .. } => {
            row[0] = "decision".into();
            row[1] = coder.label().get(language).to_owned().into();
        }
        Assigned::Suggested { suggestion, .. } => {
            row[0] = Share::largest(suggestion).id().into();
            row[3] = ((suggestion.score * 1e6).round() / 1e6).to_string().into();
            if let Some((rule, span)) = codings.strongest(suggestion)? {
                let words = unit.verbatim.get(span.start as usize..span.end as usize);
                row[2] = rule.unwrap_or_default().into();
                row[4] = span.start.to_string().into();
                row[5] = span.end.to_string().into();
                row[6] = words
                    .ok_or_else(|| Problem::bug(format!("evidence outside of unit {}", unit.key)))?
                    .into();
            }
        }
    }
    Ok(row)
}
