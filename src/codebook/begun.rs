//! A codebook that begins with one code: codes come up while the answers are read (inductive work).

use super::{Codebook, Edit, NewCode};
use crate::problem::{Problem, Result};
use crate::survey::AnswerLanguage;
use crate::words::Text;

impl Codebook {
    /// A codebook of one code. `language`: that of the answers.
    ///
    /// # Errors
    /// No title; those of adding a code.
    pub fn begun(title: Text, first: NewCode, language: AnswerLanguage) -> Result<Codebook> {
        if title.de.trim().is_empty() || title.en.trim().is_empty() {
            return Err(Problem::usage("Der Titel fehlt.", "The title is missing.")
                .hint("Einen Titel schreiben.", "Write a title."));
        }
        let none = Codebook {
            language,
            ..Codebook::without_codes(title)
        };
        none.edited(&Edit::Add(first))
    }

    /// What a codebook is before its first code: of version 1.
    pub(super) fn without_codes(title: Text) -> Codebook {
        Codebook {
            title,
            version: "1".to_owned(),
            language: AnswerLanguage::default(),
            codes_per_answer: None,
            description: Text::default(),
            stem_exceptions: Vec::new(),
            codes: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_codebook_begins_with_one_code_and_can_be_read_again() {
        let both = |words: &str| Text::new(words, words);
        let first = |label: &str| NewCode {
            label: both(label),
            ..NewCode::default()
        };
        let begun = Codebook::begun(both("Hemmnisse"), first("Sonstiges"), AnswerLanguage::German).unwrap();
        assert_eq!((begun.codes.len(), begun.codes[0].value), (1, 1));
        assert_eq!(Codebook::read(&begun.to_toml(), "x.toml").unwrap(), begun);
        assert!(Codebook::begun(both(" "), first("A"), AnswerLanguage::German).is_err());
        assert!(Codebook::begun(both("A"), first(" "), AnswerLanguage::German).is_err());
    }
}
