//! Answers to closed questions: written as codes or in words, kept as codes.
//!
//! Words are LimeSurvey's own where the question has no answers of its own (`SurveyObj::getFullAnswer`); what is known here
//! are the German and English ones.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::plain::{plain, squeezed};
use crate::import::row::Written;

/// Answers that a column may hold.
pub(super) struct Answers {
    codes: Vec<String>,
    /// Code by words, without those that two answers share.
    by_words: BTreeMap<String, String>,
    kind: Of,
    pub wording: Wording,
    /// Cells in words that none of them has.
    strange: Cell<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wording {
    Codes,
    Words,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    One,
    YesNo,
    /// `Y` or nothing.
    Chosen,
}

/// Words that LimeSurvey has for an answer, beside those of the questionnaire.
const OWN: [(&str, &[&str]); 11] = [
    ("Ja", &["Yes"]),
    ("Nein", &["No"]),
    ("Weiblich", &["Female"]),
    ("Männlich", &["Male"]),
    ("Unsicher", &["Uncertain"]),
    ("Zunahme", &["Increase", "Steigerung", "Erhöhung", "Zunehmen"]),
    ("Gleich", &["Same", "Gleichbleibend"]),
    ("Abnahme", &["Decrease", "Verringerung", "Abnehmen"]),
    ("Sonstiges", &["Other", "Andere", "Anderes", "Sonstige"]),
    ("weiblich", &["Female"]),
    ("männlich", &["Male"]),
];
/// That a question was not answered or not shown.
const NOTHING: [&str; 5] = ["n/a", "k.a.", "na", "n.a.", "nichtverfügbar"];

impl Answers {
    /// `others`: the same answers in other languages.
    pub fn one_of<'o>(
        known: &'o [(String, String)],
        others: impl Iterator<Item = &'o (String, String)>,
    ) -> Answers {
        let mut by_words: BTreeMap<String, Option<String>> = BTreeMap::new();
        for (code, label) in known.iter().chain(others) {
            // Whatever the survey calls it, answers in words say "Sonstiges".
            let is_other = code == "-oth-";
            let own = OWN
                .iter()
                .filter(|(word, _)| word == label || is_other && *word == "Sonstiges")
                .flat_map(|(word, own)| own.iter().chain([word]));
            let words = own.copied().chain([label.as_str()]).map(squeezed);
            for words in words {
                by_words
                    .entry(words)
                    .and_modify(|other| {
                        if other.as_ref() != Some(code) {
                            *other = None;
                        }
                    })
                    .or_insert_with(|| Some(code.clone()));
            }
        }
        let codes: Vec<String> = known.iter().map(|(code, _)| code.clone()).collect();
        Answers {
            kind: if codes == ["Y", "N"] { Of::YesNo } else { Of::One },
            codes,
            by_words: by_words
                .into_iter()
                .filter_map(|(words, code)| Some((words, code?)))
                .filter(|(words, _)| !words.is_empty())
                .collect(),
            wording: Wording::Codes,
            strange: Cell::new(0),
        }
    }

    pub fn chosen() -> Answers {
        let yes = ["ja", "yes"].map(|word| (word.to_owned(), "Y".to_owned()));
        let no = ["nein", "no"].map(|word| (word.to_owned(), String::new()));
        Answers {
            codes: vec!["Y".to_owned()],
            by_words: yes.into_iter().chain(no).collect(),
            kind: Of::Chosen,
            wording: Wording::Codes,
            strange: Cell::new(0),
        }
    }

    /// Whether a cell can only be a code, and whether it can only be words.
    pub fn tell(&self, cell: &str) -> (bool, bool) {
        let cell = cell.trim();
        if cell.is_empty() {
            return (false, false);
        }
        let code = self.codes.iter().any(|code| code == cell);
        let words = self.by_words.contains_key(&words(cell));
        (code && !words, words && !code)
    }

    /// What the cell is as a code, where it is written otherwise.
    pub fn code(&self, cell: &str, written: Written) -> Option<(String, Written)> {
        let trimmed = cell.trim();
        if trimmed.is_empty() {
            return None;
        }
        if self.wording == Wording::Codes {
            // Yes and no may be exported as 1 and 2 (`convertY`, `convertN`).
            let code = match (self.kind, trimmed) {
                (Of::YesNo | Of::Chosen, "1") => "Y",
                (Of::YesNo, "2") => "N",
                (Of::Chosen, "2" | "N") => "",
                _ => return None,
            };
            return Some((code.to_owned(), written));
        }
        let words = words(trimmed);
        if let Some(code) = self.by_words.get(&words) {
            return Some((code.clone(), written));
        }
        if self.codes.iter().any(|code| code == trimmed) {
            return None;
        }
        if NOTHING.contains(&&*words) {
            return Some((String::new(), Written::Bare));
        }
        self.strange.set(self.strange.get() + 1);
        None
    }

    /// How many cells were written in words that no answer has.
    pub fn strange(&self) -> u64 {
        self.strange.get()
    }

    /// Begins counting anew.
    pub fn forget_strange(&self) {
        self.strange.set(0);
    }
}

/// The words of a cell for comparing; an export may keep the HTML of answers.
fn words(cell: &str) -> String {
    if cell.contains(['<', '&']) {
        squeezed(&plain(cell))
    } else {
        squeezed(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written_in_words(answers: Answers) -> Answers {
        Answers {
            wording: Wording::Words,
            ..answers
        }
    }

    #[test]
    fn words_become_codes_and_codes_stay() {
        let known = [("A1", "Sehr gut"), ("A2", "Schlecht"), ("A3", "A1")]
            .map(|(code, label)| (code.to_owned(), label.to_owned()));
        let answers = Answers::one_of(&known, [].iter());
        assert_eq!(answers.tell("Sehr gut"), (false, true));
        assert_eq!(answers.tell("A2"), (true, false));
        assert_eq!(answers.tell("A1"), (false, false), "a code and a label");
        assert_eq!(answers.code("A2", Written::Quoted), None);
        let answers = written_in_words(answers);
        let code = |cell| answers.code(cell, Written::Quoted).map(|(code, _)| code);
        assert_eq!(code("Sehr  gut").as_deref(), Some("A1"));
        assert_eq!(code("A1").as_deref(), Some("A3"));
        assert_eq!(code("ganz anders"), None);
        assert_eq!(code("N/A").as_deref(), Some(""));
    }

    #[test]
    fn what_was_not_chosen_is_empty() {
        let answers = Answers::chosen();
        assert_eq!(
            answers.code("2", Written::Quoted),
            Some((String::new(), Written::Quoted))
        );
        assert_eq!(
            answers.code("1", Written::Quoted),
            Some(("Y".into(), Written::Quoted))
        );
        let answers = written_in_words(answers);
        assert_eq!(
            answers.code("Nein", Written::Quoted),
            Some((String::new(), Written::Quoted))
        );
        assert_eq!(
            answers.code("N/A", Written::Quoted),
            Some((String::new(), Written::Bare))
        );
    }
}
