//! What English brings: its tables, and stems by Snowball.
//!
//! Snowball's English stemmer (Porter2) joins derivations (organise, organisation, organiser), as English retrieval is used
//! to; what it joins wrongly (parking, park; business, busy) and parts wrongly (children, child; colour, color) stands in
//! `stems.en.md`. Deliberately absent: compounds and gender forms, whose tables are empty here; strong verbs (teach, taught):
//! search for them with OR.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::{FxHashMap, FxHashSet};

use super::abbreviation::Abbreviations;
use super::form::fold;
use super::gender::Gender;
use super::lexicon::Lexicon;
use super::negation::Negation;
use super::suspension::Suspension;
use super::tables::{rows, version, words};
use super::{Grammar, Morphology};
use crate::survey::AnswerLanguage;

/// Goes up when the code of this room gives other tokens or stems for the same tables.
const CODE: &str = "english 1";

const ABBREVIATIONS: &str = include_str!("abbreviations.en.md");
const STEMS: &str = include_str!("stems.en.md");
const FUNCTION_WORDS: &str = include_str!("function_words.en.md");
const NEGATION: &str = include_str!("negation.en.md");
const SUSPENSION: &str = include_str!("suspension.en.md");

/// What is written together with the word before: it's, we've, they're, she'd, I'll, I'm.
const CLITICS: [&str; 7] = ["'s", "'ve", "'re", "'d", "'ll", "'m", "'"];

/// American and British endings of one verb; the British one goes to Snowball, because words like "exercise" have no other.
/// The shortest word that changes is "idolize": "size" and "prize" have no s.
const SPELLINGS: [(&str, &str); 10] = [
    ("ize", "ise"),
    ("izes", "ises"),
    ("ized", "ised"),
    ("izing", "ising"),
    ("izer", "iser"),
    ("izers", "isers"),
    ("ization", "isation"),
    ("izations", "isations"),
    ("izational", "isational"),
    ("izable", "isable"),
];
const SHORTEST_BASE: usize = 4;

pub(super) fn grammar() -> Grammar {
    Grammar {
        language: AnswerLanguage::English,
        abbreviations: Abbreviations::parse(ABBREVIATIONS),
        gender: Gender::parse(""),
        lexicon: Lexicon::parse("", ""),
        suspension: Suspension::parse(SUSPENSION),
        negation: Negation::parse(NEGATION),
        morphology: Box::new(Stems::parse(STEMS, FUNCTION_WORDS)),
        version: version(&[CODE, ABBREVIATIONS, STEMS, FUNCTION_WORDS, NEGATION, SUSPENSION]),
    }
}

#[derive(Debug)]
struct Stems {
    whole: FxHashMap<String, String>,
    function_words: FxHashMap<String, String>,
    /// The stems of function words, which no other word may have.
    taken: FxHashSet<String>,
}

impl Stems {
    fn parse(stems: &str, function_words: &str) -> Self {
        let mut whole = FxHashMap::default();
        for row in rows(stems).filter(|row| row.len() >= 2) {
            for form in words(row[0]) {
                whole.insert(fold(form), fold(row[1]));
            }
        }
        let mut particles = FxHashMap::default();
        for row in rows(function_words) {
            let stem = row.get(1).copied().unwrap_or("");
            for word in words(row[0]) {
                let stem = if stem.is_empty() { word } else { stem };
                particles.entry(fold(word)).or_insert(fold(stem));
            }
        }
        let taken = particles.values().cloned().collect();
        Stems {
            whole,
            function_words: particles,
            taken,
        }
    }

    fn listed(&self, form: &str) -> Option<&String> {
        self.whole.get(form).or_else(|| self.function_words.get(form))
    }
}

impl Morphology for Stems {
    fn stem(&self, form: &str) -> String {
        if let Some(stem) = self.listed(form) {
            return stem.clone();
        }
        let plain = without_clitic(form);
        // Hyphens do not part forms: well-being, wellbeing.
        let solid: Cow<str> = if plain.contains('-') {
            plain.replace('-', "").into()
        } else {
            plain.into()
        };
        if let Some(stem) = self.listed(&solid) {
            return stem.clone();
        }
        if !solid.bytes().all(|byte| byte.is_ascii_lowercase()) || solid.len() < 3 {
            return solid.into_owned();
        }
        let british = british(&solid);
        let stem = Stemmer::create(Algorithm::English).stem(&british).into_owned();
        // Evenings are not even, wills and cans are no auxiliaries.
        if self.taken.contains(&stem) {
            solid.into_owned()
        } else {
            stem
        }
    }

    fn is_function_word(&self, form: &str) -> bool {
        self.function_words.contains_key(form) || self.function_words.contains_key(without_clitic(form))
    }

    /// Snowball's derivations are wanted; only a function word never joins another word.
    fn unlike(&self, a: &str, b: &str) -> bool {
        self.is_function_word(a) != self.is_function_word(b)
    }
}

fn without_clitic(form: &str) -> &str {
    let plain = CLITICS.iter().find_map(|clitic| form.strip_suffix(clitic));
    plain.filter(|plain| !plain.is_empty()).unwrap_or(form)
}

fn british(form: &str) -> Cow<'_, str> {
    SPELLINGS
        .iter()
        .find_map(|(american, british)| {
            let base = form.strip_suffix(american)?;
            (base.len() >= SHORTEST_BASE).then(|| Cow::Owned(format!("{base}{british}")))
        })
        .unwrap_or(Cow::Borrowed(form))
}
