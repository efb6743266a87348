//! What German brings: its tables and the version that an index is stamped with.
//!
//! Deliberately absent: the rules that read the tables (`stem`, `compound`, `gender`, …).

use super::Grammar;
use super::abbreviation::Abbreviations;
use super::gender::Gender;
use super::lexicon::Lexicon;
use super::negation::Negation;
use super::stem::Stems;
use super::suspension::Suspension;
use super::tables::version;
use crate::survey::AnswerLanguage;

/// Goes up when the code of this room gives other tokens, stems or blocks for the same tables.
const CODE: &str = "language 2";

const ABBREVIATIONS: &str = include_str!("abbreviations.md");
const GENDER: &str = include_str!("gender.md");
const STEMS: &str = include_str!("stems.md");
const FUNCTION_WORDS: &str = include_str!("function_words.md");
const ER_PLURALS: &str = include_str!("er_plurals.md");
const ADJECTIVES: &str = include_str!("adjectives.md");
const NEGATION: &str = include_str!("negation.md");
const BLOCKS: &str = include_str!("blocks.md");
const WHOLE: &str = include_str!("whole.md");
const SUSPENSION: &str = include_str!("suspension.md");

pub(super) fn grammar() -> Grammar {
    let stems = Stems::parse(STEMS, FUNCTION_WORDS, ER_PLURALS, ADJECTIVES);
    Grammar {
        language: AnswerLanguage::German,
        abbreviations: Abbreviations::parse(ABBREVIATIONS),
        gender: Gender::parse(GENDER),
        lexicon: Lexicon::parse(BLOCKS, WHOLE),
        suspension: Suspension::parse(SUSPENSION),
        negation: Negation::parse(NEGATION),
        morphology: Box::new(stems),
        version: version(&[
            CODE,
            ABBREVIATIONS,
            GENDER,
            STEMS,
            FUNCTION_WORDS,
            ER_PLURALS,
            ADJECTIVES,
            NEGATION,
            BLOCKS,
            WHOLE,
            SUSPENSION,
        ]),
    }
}
