//! Units that may be quoted for a code: those with exactly this one.

use std::collections::BTreeMap;

use super::people::People;
use super::typical::{Candidate, LOOKED_AT};
use crate::problem::Result;
use crate::study::{CodedUnit, Read, StoredCodebook, Study, Wanted};
use crate::survey::{CoderKind, Outcome, Question, UnitId};
use crate::tables::{Counted, Layer};

/// Units with exactly one code, by code.
pub fn candidates(
    study: &Study,
    stored: &StoredCodebook,
    counted: &Counted,
    people: &People,
    layer: Layer,
    questions: &[Question],
) -> Result<BTreeMap<String, Vec<Candidate>>> {
    let run_codes = match &counted.run {
        Some(run) => study.codebook(run.codebook)?.codebook.codes,
        None => Vec::new(),
    };
    let wanted = Wanted {
        codebook: Some(&stored.name),
        run: counted.run.as_ref().map(|run| run.id),
        verbatim: Read::Yes,
        ..Wanted::default()
    };
    let mut candidates: BTreeMap<String, Vec<Candidate>> = BTreeMap::new();
    study.walk(&wanted, |unit| {
        let asked = questions.iter().any(|question| question.id == unit.question);
        let code = only_code(unit, layer, |place| {
            run_codes.get(place).map(|code| code.id.as_str())
        });
        let (Some(code), true, None) = (code, asked, unit.missing) else {
            return Ok(());
        };
        let code = stored
            .codebook
            .resolve(&code)
            .counts_as()
            .map_or(code.clone(), |code| code.id.clone());
        let units = candidates.entry(code).or_default();
        if units.len() < LOOKED_AT {
            units.push(candidate(
                unit,
                people.alike.get(&unit.unit).copied().unwrap_or(0),
            ));
        }
        Ok(())
    })?;
    Ok(candidates)
}

fn candidate(unit: &CodedUnit, alike: u32) -> Candidate {
    Candidate {
        unit: UnitId(unit.unit.0),
        key: unit.key.clone(),
        respondent: unit.respondent,
        words: unit.span.of(&unit.verbatim).to_owned(),
        alike,
    }
}

/// The only code that a person gave; where nothing is reviewed, the only one that is suggested.
fn only_code<'c>(unit: &CodedUnit, layer: Layer, code: impl Fn(usize) -> Option<&'c str>) -> Option<String> {
    match (layer, unit.decision.as_ref().holding()) {
        (Layer::Suggested, None) => match &unit.suggestions[..] {
            [only] => code(only.code).map(str::to_owned),
            _ => None,
        },
        (Layer::Reviewed | Layer::Both, Some(current)) if current.coder.kind == CoderKind::Person => {
            match &current.outcome {
                Outcome::Codes(codes) if codes.len() == 1 => codes.first().cloned(),
                _ => None,
            }
        }
        _ => None,
    }
}
