//! Numbers that stand where it is not known whether a code applies, and for how far a coding is.
//!
//! All reasons are negative, so that one range of SPSS holds them; of several units of a row the largest number stands: what
//! may still get a code before what never will.

use super::super::coding::Standing;
use crate::survey::{Missing, UserMissing, Value};
use crate::words::{Language, Text};

/// Lowest and highest reason.
const RANGE: (f64, f64) = (-17.0, -1.0);
/// A valid coding without a code, among codes side by side.
pub(super) const NO_CODE: i8 = -6;

const REASONS: [Standing; 12] = [
    Standing::Untouched,
    Standing::Differing,
    Standing::Waiting,
    Standing::Deferred,
    Standing::NotCodable,
    Standing::Missing(Missing::DontKnow),
    Standing::Missing(Missing::NoAnswer),
    Standing::Missing(Missing::NotApplicable),
    Standing::Missing(Missing::Reference),
    Standing::Missing(Missing::Dash),
    Standing::Missing(Missing::Empty),
    Standing::Missing(Missing::NotShown),
];

const VALID: [Standing; 6] = [
    Standing::Reviewed,
    Standing::Accepted,
    Standing::NoneFits,
    Standing::Suggested,
    Standing::Begun,
    Standing::NothingSuggested,
];

/// The number of a standing in the variable that tells it; of what is not valid also in those of codes.
pub(super) fn number(standing: Standing) -> i8 {
    match standing {
        Standing::Reviewed => 1,
        Standing::Accepted => 2,
        Standing::NoneFits => 3,
        Standing::Suggested => 4,
        Standing::Begun => 5,
        Standing::NothingSuggested => 6,
        Standing::Untouched => -1,
        Standing::Differing => -2,
        Standing::Waiting => -3,
        Standing::Deferred => -4,
        Standing::NotCodable => -5,
        Standing::Missing(kind) => of_missing(kind),
    }
}

pub(super) fn of_missing(kind: Missing) -> i8 {
    match kind {
        Missing::DontKnow => -11,
        Missing::NoAnswer => -12,
        Missing::NotApplicable => -13,
        Missing::Reference => -14,
        Missing::Dash => -15,
        Missing::Empty => -16,
        Missing::NotShown => -17,
    }
}

/// How little is done: of several units of a row the least finished tells where it stands.
pub(super) fn unfinished(number: i8) -> u8 {
    match number {
        -4..=-1 => 20 - number.unsigned_abs(),
        5 => 13,
        4 => 12,
        6 => 11,
        2 => 10,
        1 => 9,
        3 => 8,
        -5 => 7,
        // Reasons of the answer itself, -11 to -17: 6 to 0.
        reason => reason.saturating_add(17).max(0).unsigned_abs(),
    }
}

pub(super) fn missing() -> UserMissing {
    UserMissing {
        values: Vec::new(),
        range: Some(RANGE),
    }
}

fn labelled(standings: &[Standing], language: Language) -> Vec<(Value, String)> {
    let of = |standing: &Standing| {
        let label = standing.label().get(language).to_owned();
        (Value::Number(f64::from(number(*standing))), label)
    };
    let mut labels: Vec<(Value, String)> = standings.iter().map(of).collect();
    labels.reverse();
    labels
}

/// Labels of all reasons, ascending.
pub(super) fn reasons(language: Language) -> Vec<(Value, String)> {
    labelled(&REASONS, language)
}

/// Labels of the variable that tells where a coding stands, ascending.
pub(super) fn standings(language: Language) -> Vec<(Value, String)> {
    let mut labels = reasons(language);
    let mut valid = labelled(&VALID, language);
    valid.reverse();
    labels.extend(valid);
    labels
}

/// Labels of the variable that tells why an answer is missing, ascending.
pub(super) fn kinds(language: Language) -> Vec<(Value, String)> {
    let of = |kind: &Missing| {
        let label = kind.label().get(language).to_owned();
        (f64::from(of_missing(*kind)), label)
    };
    let mut kinds: Vec<(f64, String)> = Missing::ALL.iter().map(of).collect();
    kinds.sort_by(|one, other| one.0.total_cmp(&other.0));
    kinds
        .into_iter()
        .map(|(number, label)| (Value::Number(number), label))
        .collect()
}

/// Label of [`NO_CODE`].
pub(super) fn no_code(language: Language) -> (Value, String) {
    let label = Text::new("kein Code", "no code");
    (Value::Number(f64::from(NO_CODE)), label.get(language).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_row_stands_is_not_told_by_an_answer_that_is_missing_while_another_is_coded() {
        let of = |standing: &Standing| unfinished(number(*standing));
        let is_missing = |standing: &&Standing| matches!(standing, Standing::Missing(_));
        let most = REASONS.iter().filter(is_missing).map(of).max();
        let least = REASONS
            .iter()
            .filter(|one| !is_missing(one))
            .chain(&VALID)
            .map(of)
            .min();
        assert!(most < least, "{most:?} {least:?}");
        let mut all: Vec<u8> = REASONS.iter().chain(&VALID).map(of).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), REASONS.len() + VALID.len(), "no two are equal");
    }
}
