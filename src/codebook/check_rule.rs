//! What can be wrong with a single match rule: it contradicts itself, or a word of it finds more than is meant.
//!
//! Deliberately absent: rules compared with each other (`check`), and answers.

use std::ops::Range;

use super::check::{Finding, Kind};
use super::unlike::Vocabulary;
use super::{Codebook, MatchRule};
use crate::problem::Problem;
use crate::query::{Form, Leaf, Query, Reading};

/// Says where in its source a part of a rule stands.
pub(super) type Placing<'c> = &'c dyn Fn(Problem, &Range<usize>) -> Problem;

/// Examines single rules while they are being written.
pub struct RuleDoubts {
    vocabulary: Vocabulary,
}

impl RuleDoubts {
    /// `words`: of answers, where there are any. To be kept while the codebook stays the same: it reads all its texts.
    pub fn new(codebook: &Codebook, words: &[String]) -> RuleDoubts {
        RuleDoubts {
            vocabulary: Vocabulary::new(codebook, words),
        }
    }

    /// Without any words, for what is wrong with the rule itself.
    pub(super) fn whatever_the_words() -> RuleDoubts {
        RuleDoubts {
            vocabulary: Vocabulary::empty(),
        }
    }

    /// What is wrong or doubtful with a rule, each with its place in the text of the rule.
    pub fn of(&self, rule: &MatchRule) -> Vec<Finding> {
        let mut out = Vec::new();
        let mut check = RuleCheck {
            code: None,
            rule,
            place: &|problem, part| problem.at(&rule.find, part.clone()),
            out: &mut out,
        };
        check.matches_at_all();
        check.words(&self.vocabulary);
        out
    }
}

/// One rule under examination; what is found goes to `out`.
pub(super) struct RuleCheck<'c> {
    pub code: Option<&'c str>,
    pub rule: &'c MatchRule,
    pub place: Placing<'c>,
    pub out: &'c mut Vec<Finding>,
}

impl RuleCheck<'_> {
    /// Whether the rule, or one of its alternatives, contradicts itself.
    pub fn matches_at_all(&mut self) {
        let whole = 0..self.rule.find.len();
        let query = &self.rule.query;
        if query.never_matches(Reading::Forms) {
            self.found(
                Kind::NeverMatches,
                &whole,
                (
                    "Diese Regel schließt aus, was sie sucht, und passt nie.",
                    "This rule excludes what it looks for and never matches.",
                ),
                (
                    "Den Teil nach OHNE enger fassen oder die Regel löschen.".into(),
                    "Narrow the part after NOT, or delete the rule.".into(),
                ),
            );
        } else if query.never_matches(Reading::AsWritten) {
            self.found(
                Kind::HardlyMatches,
                &whole,
                (
                    "Diese Regel schließt fast alle Formen des Wortes aus, das sie sucht.",
                    "This rule excludes nearly all forms of the word that it looks for.",
                ),
                (
                    "Den Teil nach OHNE enger fassen, etwa mit =wort.".into(),
                    "Narrow the part after NOT, for example with =word.".into(),
                ),
            );
        } else if let Some(part) = impossible_alternative(query) {
            let printed = part.to_string();
            self.found(
                Kind::NeverMatches,
                &whole,
                (
                    "Eine Alternative dieser Regel passt nie.",
                    "One alternative of this rule never matches.",
                ),
                (
                    format!("Löschen oder ändern: {printed}"),
                    format!("Delete or change: {printed}"),
                ),
            );
        }
    }

    /// Words that find more than is meant.
    pub fn words(&mut self, vocabulary: &Vocabulary) {
        let query = &self.rule.query;
        for leaf in query.leaves() {
            if let Some(mend) = too_broad(leaf) {
                self.found(
                    Kind::MatchesNearlyAll,
                    &leaf.span,
                    (
                        "Das passt auf sehr viele Wörter.",
                        "This matches very many words.",
                    ),
                    (
                        format!("Mehr Buchstaben schreiben oder {mend}."),
                        format!("Write more letters, or {mend}."),
                    ),
                );
            }
            if leaf.form != Form::Stem {
                continue;
            }
            let others = vocabulary.unlike(&leaf.word);
            if !others.is_empty() {
                let (word, list) = (&leaf.word, others.join(", "));
                let apart = vocabulary
                    .to_keep_apart(std::iter::once(word.as_str()).chain(others.iter().map(String::as_str)))
                    .unwrap_or(word);
                let row = format!("{apart} = \"{}\"", apart.to_lowercase());
                self.found(
                    Kind::JoinedStems,
                    &leaf.span,
                    (
                        &format!("„{word}“ findet auch: {list}."),
                        &format!("“{word}” also finds: {list}."),
                    ),
                    (
                        format!("={word} schreiben, oder unter [stem_exceptions]: {row}"),
                        format!("Write ={word}, or under [stem_exceptions]: {row}"),
                    ),
                );
            }
        }
    }

    fn found(&mut self, kind: Kind, part: &Range<usize>, what: (&str, &str), hint: (String, String)) {
        let problem = Problem::input(what.0, what.1).hint(hint.0, hint.1);
        self.out.push(Finding {
            kind,
            problem: (self.place)(problem, part),
            code: self.code.map(str::to_owned),
            rule: Some(self.rule.id.clone()),
        });
    }
}

/// The first alternative that can never match, in a query that as a whole can.
fn impossible_alternative(query: &Query) -> Option<&Query> {
    match query {
        Query::Or(parts) => parts.iter().find_map(|part| {
            if part.never_matches(Reading::Forms) {
                Some(part)
            } else {
                impossible_alternative(part)
            }
        }),
        Query::And(parts) => parts.iter().find_map(impossible_alternative),
        Query::Near { left, right, .. } => {
            impossible_alternative(left).or_else(|| impossible_alternative(right))
        }
        Query::Not { keep, .. } => impossible_alternative(keep),
        Query::Affirmed(inner) => impossible_alternative(inner),
        Query::Word(_) | Query::Phrase(_) => None,
    }
}

/// Fewer letters than this beside a `*` fit words that have nothing to do with each other. Each typing error allowed wants
/// two more, less one. A rule of thumb, not measured.
const FEWEST_LETTERS: usize = 3;

/// What to write instead of a wildcard or a typing error on very few letters.
fn too_broad(leaf: &Leaf) -> Option<String> {
    let letters = leaf.word.chars().filter(|c| c.is_alphanumeric()).count();
    let plain: String = leaf.word.chars().filter(|c| !matches!(c, '*' | '?')).collect();
    match leaf.form {
        Form::Wildcard | Form::PartWildcard if leaf.word.contains('*') && letters < FEWEST_LETTERS => {
            Some(format!("={plain}"))
        }
        Form::Fuzzy(errors) if letters < FEWEST_LETTERS + 2 * usize::from(errors) - 1 => Some(plain),
        _ => None,
    }
}
