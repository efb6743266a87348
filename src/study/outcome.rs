//! Outcomes as the study file writes them: a name, and ids of codes joined by `|`.

use crate::problem::{Problem, Result};
use crate::survey::Outcome;

/// An outcome without its codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Codes,
    NoneFits,
    NotCodable,
    Deferred,
    Begun,
    Withdrawn,
}

/// Before a code that was refused; ids of codes are letters, digits and underscores.
const REFUSED: char = '!';

impl What {
    /// As in the study file.
    fn id(self) -> &'static str {
        match self {
            What::Codes => "codes",
            What::NoneFits => "none_fits",
            What::NotCodable => "not_codable",
            What::Deferred => "deferred",
            What::Begun => "begun",
            What::Withdrawn => "withdrawn",
        }
    }

    pub fn of_id(id: &str) -> Result<What> {
        match id {
            "codes" => Ok(What::Codes),
            "none_fits" => Ok(What::NoneFits),
            "not_codable" => Ok(What::NotCodable),
            "deferred" => Ok(What::Deferred),
            "begun" => Ok(What::Begun),
            "withdrawn" => Ok(What::Withdrawn),
            other => Err(Problem::bug(format!("unknown outcome {other}"))),
        }
    }

    pub fn outcome(self, codes: &str) -> Outcome {
        let each = || codes.split('|').filter(|code| !code.is_empty());
        match self {
            What::Codes => Outcome::Codes(each().map(str::to_owned).collect()),
            What::Begun => Outcome::Begun {
                given: each()
                    .filter(|code| !code.starts_with(REFUSED))
                    .map(str::to_owned)
                    .collect(),
                refused: each()
                    .filter_map(|code| code.strip_prefix(REFUSED))
                    .map(str::to_owned)
                    .collect(),
            },
            What::NoneFits => Outcome::NoneFits,
            What::NotCodable => Outcome::NotCodable,
            What::Deferred => Outcome::Deferred,
            What::Withdrawn => Outcome::Withdrawn,
        }
    }
}

/// The outcome's name in the study file, and its codes.
pub(super) fn write_outcome(outcome: &Outcome) -> (&'static str, String) {
    let (what, codes) = match outcome {
        Outcome::Codes(codes) => (What::Codes, codes.join("|")),
        Outcome::NoneFits => (What::NoneFits, String::new()),
        Outcome::NotCodable => (What::NotCodable, String::new()),
        Outcome::Deferred => (What::Deferred, String::new()),
        Outcome::Begun { given, refused } => {
            let refused = refused.iter().map(|code| format!("{REFUSED}{code}"));
            let codes: Vec<String> = given.iter().cloned().chain(refused).collect();
            (What::Begun, codes.join("|"))
        }
        Outcome::Withdrawn => (What::Withdrawn, String::new()),
    };
    (what.id(), codes)
}

pub(super) fn read_outcome(outcome: &str, codes: &str) -> Result<Outcome> {
    Ok(What::of_id(outcome)?.outcome(codes))
}

/// The same set of codes, in any order.
pub(super) fn same_codes(one: &str, other: &str) -> bool {
    one == other
        || (one.len() == other.len() && one.split('|').all(|code| other.split('|').any(|its| its == code)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_a_set() {
        assert!(same_codes("", "") && same_codes("a|b", "b|a") && same_codes("a", "a"));
        assert!(!same_codes("a", "b") && !same_codes("a|b", "a|c") && !same_codes("ab", "a"));
        assert!(!same_codes("aa|b", "a|ab"));
    }
}
