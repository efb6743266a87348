//! What can be said of a query without any text: whether another one covers it, and whether it can match at all.
//!
//! Sound, not complete: a "yes" is certain (under the reading given), a "no" only means that nothing is known.
//! Deliberately absent: stems, so two stems are the same only when the words are.

use super::{Form, Leaf, Query};

/// How a plain word is understood here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// `wort` stands for all forms of its stem, which may look different: a yes is certain.
    Forms,
    /// `wort` stands for itself only: a yes is likely, since most forms begin alike.
    AsWritten,
}

impl Query {
    /// No text can match: `a NOT a`, `a AND (b NOT a)`.
    pub fn never_matches(&self, reading: Reading) -> bool {
        match self {
            Query::Word(_) | Query::Phrase(_) => false,
            Query::Not { keep, drop } => keep.never_matches(reading) || keep.is_covered_by(drop, reading),
            Query::And(parts) => {
                parts.iter().any(|part| part.never_matches(reading))
                    || parts.iter().any(|part| match part {
                        Query::Not { drop, .. } => {
                            parts.iter().any(|other| other.is_covered_by(drop, reading))
                        }
                        _ => false,
                    })
            }
            Query::Or(parts) => parts.iter().all(|part| part.never_matches(reading)),
            Query::Near { left, right, .. } => left.never_matches(reading) || right.never_matches(reading),
            Query::Affirmed(inner) => inner.never_matches(reading),
        }
    }

    /// Whatever this query finds, `wider` finds as well: `=sprachkurs` is covered by `sprach*`.
    pub fn is_covered_by(&self, wider: &Query, reading: Reading) -> bool {
        if self == wider {
            return true;
        }
        let by_wider = match wider {
            Query::Or(parts) => parts.iter().any(|part| self.is_covered_by(part, reading)),
            Query::And(parts) => parts.iter().all(|part| self.is_covered_by(part, reading)),
            _ => false,
        };
        by_wider
            || match self {
                Query::Word(leaf) => {
                    matches!(wider, Query::Word(other) if leaf.is_covered_by(other, reading))
                }
                Query::Phrase(leaves) => match wider {
                    Query::Word(other) => leaves.iter().any(|leaf| leaf.is_covered_by(other, reading)),
                    Query::Phrase(others) => leaves.windows(others.len().max(1)).any(|window| {
                        window
                            .iter()
                            .zip(others)
                            .all(|(leaf, other)| leaf.is_covered_by(other, reading))
                    }),
                    _ => false,
                },
                Query::Near {
                    left,
                    right,
                    within,
                    order,
                } => {
                    let tighter = match wider {
                        Query::Near {
                            left: l,
                            right: r,
                            within: w,
                            order: o,
                        } => {
                            within <= w
                                && (order == o || *o == super::Order::Either)
                                && left.is_covered_by(l, reading)
                                && right.is_covered_by(r, reading)
                        }
                        _ => false,
                    };
                    tighter || left.is_covered_by(wider, reading) || right.is_covered_by(wider, reading)
                }
                Query::And(parts) => parts.iter().any(|part| part.is_covered_by(wider, reading)),
                Query::Or(parts) => parts.iter().all(|part| part.is_covered_by(wider, reading)),
                Query::Not { keep, .. } => keep.is_covered_by(wider, reading),
                Query::Affirmed(inner) => match wider {
                    Query::Affirmed(other) => inner.is_covered_by(other, reading),
                    _ => inner.is_covered_by(wider, reading),
                },
            }
    }
}

impl Leaf {
    fn is_covered_by(&self, wider: &Leaf, reading: Reading) -> bool {
        let (word, other) = (self.word.to_lowercase(), wider.word.to_lowercase());
        let itself = self.form == Form::Exact || (self.form == Form::Stem && reading == Reading::AsWritten);
        match wider.form {
            Form::Exact => itself && word == other,
            Form::Stem => matches!(self.form, Form::Stem | Form::Exact) && word == other,
            Form::Part => matches!(self.form, Form::Stem | Form::Exact | Form::Part) && word == other,
            Form::Fuzzy(errors) => match self.form {
                Form::Fuzzy(fewer) => word == other && fewer <= errors,
                _ => itself && word == other,
            },
            Form::Wildcard => (itself || self.form == Form::Wildcard) && fits(&word, &other),
            Form::PartWildcard => {
                (itself || matches!(self.form, Form::Wildcard | Form::PartWildcard)) && fits(&word, &other)
            }
        }
    }
}

/// Whether everything that `narrow` (a word, or itself a wildcard) stands for fits the wildcard `wide`.
fn fits(narrow: &str, wide: &str) -> bool {
    let narrow: Vec<char> = narrow.chars().collect();
    // reach[i]: the pattern so far can consume the first i characters.
    let mut reach = vec![false; narrow.len() + 1];
    reach[0] = true;
    for sign in wide.chars() {
        let mut next = vec![false; narrow.len() + 1];
        match sign {
            '*' => {
                let mut any = false;
                for (at, slot) in next.iter_mut().enumerate() {
                    any |= reach[at];
                    *slot = any;
                }
            }
            sign => {
                for (at, &c) in narrow.iter().enumerate() {
                    next[at + 1] = reach[at] && (c == sign || (sign == '?' && c != '*'));
                }
            }
        }
        reach = next;
    }
    reach[narrow.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{SideBySide, parse};

    fn read(text: &str) -> Query {
        parse(text, SideBySide::And).unwrap()
    }

    #[test]
    fn queries_that_exclude_what_they_ask_for_never_match() {
        for text in [
            "a NOT a",
            "a NOT (b OR a)",
            "(a AND b) NOT b",
            "a AND (b NOT a)",
            "=Sprachkurs NOT sprach*",
            "sprachkurs* NOT sprach*",
            "\"a b c\" NOT \"b c\"",
            "(a NEAR/3 b) NOT (a NEAR/5 b)",
            "(a NOT a) OR (b NOT b)",
            "affirmed(kurs NOT [kurs])",
            "x AND (kurs~ NOT kurs~2)",
        ] {
            assert!(read(text).never_matches(Reading::Forms), "{text}");
        }
    }

    #[test]
    fn nothing_is_claimed_where_forms_may_differ() {
        for text in [
            "haus NOT haus*",
            "kurs NOT =kurs",
            "[kurs] NOT kurs",
            "a NOT \"a b\"",
            "a NOT affirmed(a)",
            "sprach* NOT sprachkurs*",
            "(a OR b) NOT b",
            "a BEFORE b NOT (b BEFORE a)",
        ] {
            assert!(!read(text).never_matches(Reading::Forms), "{text}");
        }
        assert!(read("sicher NOT sicher*").never_matches(Reading::AsWritten));
    }
}
