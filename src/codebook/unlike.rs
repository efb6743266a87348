//! Words of a rule whose stem is also that of a word with another meaning: Sicherheit and sicher.
//!
//! Two words with one stem are reported where one of them goes on with an ending that makes another word (-heit, -ung,
//! -lich …). Deliberately absent: words that differ by an ending of inflection only. Park and parken are not told apart
//! here; `search --explain` lists every form that a rule finds in the answers.

use std::collections::BTreeMap;

use super::Codebook;
use crate::language::{German, Tokens};

/// Endings that make another word (Duden, Die Grammatik: suffixes of derivation).
const DERIVATION: [&str; 14] = [
    "heit", "keit", "ung", "lich", "isch", "schaft", "nis", "los", "bar", "sam", "ig", "tum", "haft", "ismus",
];

/// The words known, by stem: normal form → as first written.
pub(super) struct Vocabulary {
    german: German,
    by_stem: BTreeMap<String, BTreeMap<String, String>>,
}

impl Vocabulary {
    /// The words of the codebook's own German texts and rules, and `words` (of answers, where there are any).
    pub fn new(codebook: &Codebook, words: &[String]) -> Self {
        let german = German::shipped().with(&codebook.stem_exceptions);
        let mut vocabulary = Vocabulary {
            german,
            by_stem: BTreeMap::new(),
        };
        for code in &codebook.codes {
            for text in [&code.label.de, &code.definition.de, &code.coding_rule.de] {
                vocabulary.learn(text);
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
        self.german.tokenize(text, &mut tokens);
        for token in tokens.iter() {
            let written = token.span.of(text).to_owned();
            let forms = self.by_stem.entry(self.german.stem(token.form)).or_default();
            forms.entry(token.form.to_owned()).or_insert(written);
        }
    }

    /// Known words that `word` finds through its stem, and that are another word; sorted.
    pub fn unlike(&self, word: &str) -> Vec<String> {
        let form = self.german.normal_form(word);
        let Some(forms) = self.by_stem.get(&self.german.stem(&form)) else {
            return Vec::new();
        };
        let others = forms.iter().filter(|(other, _)| are_unlike(&form, other));
        let mut found: Vec<String> = others.map(|(_, written)| written.clone()).collect();
        found.sort();
        found.dedup();
        found
    }

    /// The first of these words with one stem that would leave the others if it were its own stem.
    pub fn to_keep_apart<'w>(&self, words: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
        words.into_iter().find(|word| {
            let form = self.german.normal_form(word);
            self.german.stem(&form) != form
        })
    }
}

/// Whether two normal forms with one stem are unlike words: one of them goes on with an ending of derivation after what
/// the two have in common.
pub fn are_unlike(left: &str, right: &str) -> bool {
    let common = left
        .chars()
        .zip(right.chars())
        .take_while(|(l, r)| l == r)
        .map(|(l, _)| l.len_utf8())
        .sum();
    let derived = |word: &str| DERIVATION.iter().any(|ending| word[common..].contains(ending));
    derived(left) != derived(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_endings_of_derivation_make_another_word() {
        for (left, right) in [
            ("haus", "haeusern"),
            ("buerger", "buergerinnen"),
            ("buerger", "buerger*innen"),
            ("kenntnis", "kenntnissen"),
            ("sitzung", "sitzungen"),
            ("thema", "themen"),
            ("ist", "waren"),
        ] {
            assert!(!are_unlike(left, right), "{left} {right}");
        }
        for (left, right) in [
            ("sicherheit", "sicher"),
            ("sich", "sicherheit"),
            ("bildung", "bilder"),
            ("minderheiten", "minder"),
            ("freundlich", "freund"),
        ] {
            assert!(are_unlike(left, right), "{left} {right}");
        }
    }
}
