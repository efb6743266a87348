//! Words of a rule whose stem is also that of a word with another meaning: Sicherheit and sicher.
//!
//! Deliberately absent: words that differ by an ending of inflection only. `search --explain` lists every form that a rule
//! finds in the answers.

use std::collections::BTreeMap;

use super::Codebook;
use crate::language::{Analyser, Tokens};
use crate::survey::AnswerLanguage;

/// The words known, by stem: normal form → as first written.
pub(super) struct Vocabulary {
    analyser: Analyser,
    by_stem: BTreeMap<String, BTreeMap<String, String>>,
}

impl Vocabulary {
    pub fn empty() -> Self {
        Vocabulary {
            analyser: Analyser::of(AnswerLanguage::default()).clone(),
            by_stem: BTreeMap::new(),
        }
    }

    /// The words of the codebook's own texts, in the language of the answers, and of its rules, and `words` (of answers, where there are any).
    pub fn new(codebook: &Codebook, words: &[String]) -> Self {
        let analyser = Analyser::of(codebook.language).with(&codebook.stem_exceptions);
        let mut vocabulary = Vocabulary {
            analyser,
            by_stem: BTreeMap::new(),
        };
        for code in &codebook.codes {
            for text in [&code.label, &code.definition, &code.coding_rule] {
                vocabulary.learn(match codebook.language {
                    AnswerLanguage::German => &text.de,
                    AnswerLanguage::English => &text.en,
                });
            }
            code.anchor_examples
                .iter()
                .for_each(|example| vocabulary.learn(example));
            for rule in &code.match_rules {
                rule.query.leaves().iter().for_each(|leaf| {
                    if !leaf.word.contains(['*', '?']) {
                        vocabulary.learn(&leaf.word);
                    }
                });
            }
        }
        words.iter().for_each(|word| vocabulary.learn(word));
        vocabulary
    }

    fn learn(&mut self, text: &str) {
        let mut tokens = Tokens::new();
        self.analyser.tokenize(text, &mut tokens);
        for token in tokens.iter() {
            let written = token.span.of(text).to_owned();
            let forms = self.by_stem.entry(self.analyser.stem(token.form)).or_default();
            forms.entry(token.form.to_owned()).or_insert(written);
        }
    }

    /// Known words that `word` finds through its stem, and that are another word; sorted.
    pub fn unlike(&self, word: &str) -> Vec<String> {
        let form = self.analyser.normal_form(word);
        let Some(forms) = self.by_stem.get(&self.analyser.stem(&form)) else {
            return Vec::new();
        };
        let others = forms
            .iter()
            .filter(|(other, _)| self.analyser.unlike(&form, other));
        let mut found: Vec<String> = others.map(|(_, written)| written.clone()).collect();
        found.sort();
        found.dedup();
        found
    }

    /// The first of these words with one stem that would leave the others if it were its own stem.
    pub fn to_keep_apart<'w>(&self, words: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
        words.into_iter().find(|word| {
            let form = self.analyser.normal_form(word);
            self.analyser.stem(&form) != form
        })
    }
}
