//! Why a code is suggested, in words: the rule that hit, or the words that speak for it and where the codebook has them.

use crate::language::{Analyser, Tokens};
use crate::review::Board;
use crate::study::{Evidence, Source, Suggestion};
use crate::survey::AnswerLanguage;
use crate::web::marks::loud;

/// What speaks for a code.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    Rule {
        id: String,
        /// As the codebook has it.
        find: String,
        weight: f64,
        /// The words of the answer that it found.
        words: Vec<String>,
        /// What it brings in log odds, where the method knows.
        brings: Option<f64>,
    },
    /// Words of the answer that stand in the codebook, each with what it brings, and an anchor example that has one of them.
    Similar {
        words: Vec<(String, f64)>,
        example: Option<String>,
    },
    /// Words of the answer that were found where people gave the code.
    Learned { words: Vec<(String, f64)> },
}

/// The reasons for a suggestion: rules in their order, then words, those that bring most first.
pub fn reasons(
    board: &Board,
    suggestion: &Suggestion,
    verbatim: &str,
    language: AnswerLanguage,
) -> Vec<Reason> {
    let code = board
        .suggested_by
        .as_ref()
        .and_then(|stored| stored.codebook.codes.get(suggestion.code));
    let mut reasons: Vec<Reason> = Vec::new();
    let (mut similar, mut learned) = (Vec::new(), Vec::new());
    for piece in &suggestion.evidence {
        let words = words(piece, verbatim);
        let brings = piece.weight.unwrap_or(0.0);
        match piece.source {
            Source::Rule(place) => {
                if let Some(rule) = code.and_then(|code| code.match_rules.get(place)) {
                    add_rule(&mut reasons, rule, words, piece.weight);
                }
            }
            Source::Text => similar.extend(words.into_iter().map(|word| (word, brings))),
            Source::Learned => learned.extend(words.into_iter().map(|word| (word, brings))),
        }
    }
    if !similar.is_empty() {
        let examples = code.map_or(&[][..], |code| &code.anchor_examples);
        let analyser = Analyser::of(language);
        let loud = loud(&suggestion.evidence).filter(|piece| piece.source == Source::Text);
        let example = loud
            .flat_map(|piece| words(piece, verbatim))
            .find_map(|word| example_with(&word, examples, analyser));
        reasons.push(Reason::Similar {
            words: similar,
            example,
        });
    }
    if !learned.is_empty() {
        reasons.push(Reason::Learned { words: learned });
    }
    reasons
}

/// A rule that hit several times is one reason.
fn add_rule(
    reasons: &mut Vec<Reason>,
    rule: &crate::codebook::MatchRule,
    found: Vec<String>,
    weight: Option<f64>,
) {
    for reason in reasons.iter_mut() {
        if let Reason::Rule {
            id, words, brings, ..
        } = reason
            && *id == rule.id
        {
            words.extend(
                found
                    .iter()
                    .filter(|word| !words.contains(word))
                    .cloned()
                    .collect::<Vec<_>>(),
            );
            *brings = brings.zip(weight).map(|(one, other)| one + other);
            return;
        }
    }
    reasons.push(Reason::Rule {
        id: rule.id.clone(),
        find: rule.find.clone(),
        weight: rule.weight,
        words: found,
        brings: weight,
    });
}

fn words(piece: &Evidence, verbatim: &str) -> Vec<String> {
    let bytes = piece
        .spans
        .iter()
        .map(|span| span.start as usize..span.end as usize);
    bytes
        .filter_map(|bytes| verbatim.get(bytes))
        .map(str::to_owned)
        .collect()
}

/// The first example that has a form of the word.
fn example_with(word: &str, examples: &[String], analyser: &Analyser) -> Option<String> {
    let stem = analyser.stem(&analyser.normal_form(word));
    let mut tokens = Tokens::new();
    let has = |example: &&String| {
        analyser.tokenize(example, &mut tokens);
        tokens.iter().any(|token| analyser.stem(token.form) == stem)
    };
    examples.iter().find(has).cloned()
}
