//! Answers as stems: what vocabularies are compared by.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::language::{Analyser, Tokens};

/// A stem, numbered as it first occurs.
pub type Stem = u32;

/// The stems of all answers that were taken, and how they were written.
pub struct Words<'a> {
    analyser: &'a Analyser,
    tokens: Tokens,
    of_form: FxHashMap<String, Stem>,
    of_stem: FxHashMap<String, Stem>,
    /// By stem, how often it was written in which way.
    written: Vec<BTreeMap<String, u64>>,
}

impl Words<'_> {
    pub fn new(analyser: &Analyser) -> Words<'_> {
        Words {
            analyser,
            tokens: Tokens::new(),
            of_form: FxHashMap::default(),
            of_stem: FxHashMap::default(),
            written: Vec::new(),
        }
    }

    /// The stems of a text, in order.
    pub fn take(&mut self, text: &str) -> Vec<Stem> {
        self.analyser.tokenize(text, &mut self.tokens);
        let mut stems = Vec::with_capacity(self.tokens.len());
        for token in self.tokens.iter() {
            let stem = match self.of_form.get(token.form) {
                Some(stem) => *stem,
                None => {
                    let next = self.written.len() as Stem;
                    let stem = *self.of_stem.entry(self.analyser.stem(token.form)).or_insert(next);
                    if stem == next {
                        self.written.push(BTreeMap::new());
                    }
                    self.of_form.insert(token.form.to_owned(), stem);
                    stem
                }
            };
            *self.written[stem as usize]
                .entry(token.span.of(text).to_owned())
                .or_default() += 1;
            stems.push(stem);
        }
        stems
    }

    /// Number of stems.
    pub fn len(&self) -> usize {
        self.written.len()
    }

    /// How a stem is written most often; of equals the first in the alphabet.
    pub fn written(&self, stem: Stem) -> &str {
        let mut most: (&str, u64) = ("", 0);
        for (word, times) in &self.written[stem as usize] {
            if *times > most.1 {
                most = (word, *times);
            }
        }
        most.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::AnswerLanguage;

    #[test]
    fn forms_of_a_word_are_one_stem_shown_as_it_is_written_most() {
        let mut words = Words::new(Analyser::of(AnswerLanguage::German));
        let taken = words.take("Radweg, Radwege und Radwege");
        assert_eq!(taken, [0, 0, 1, 0]);
        assert_eq!(words.take("Radwegen und"), [0, 1]);
        assert_eq!(
            (words.len(), words.written(0), words.written(1)),
            (2, "Radwege", "und")
        );
    }
}
