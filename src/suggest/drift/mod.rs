//! Whether answers have changed since the study that was taken as a start: other words, other shares of codes.
//!
//! | member | what |
//! |---|---|
//! | `side` | what is compared of a study |
//! | `vocabulary` | the words of all answers, against what chance makes of them |
//! | `typical` | words that are typical of one study |
//! | `words` | answers as stems |
//! | `shares` | the codes of the reviewed answers |
//!
//! All but `side` is pure. Deliberately absent: correcting for what has changed; new answers have to be reviewed for that.

mod shares;
mod side;
mod typical;
mod vocabulary;
mod words;

pub use shares::{CodeShare, ENOUGH_TO_COMPARE};
pub use side::Side;
pub use typical::Typical;
pub use vocabulary::Vocabulary;

use serde::Serialize;

use crate::language::Analyser;
use crate::words::Text;

/// How two studies differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Drift {
    pub conclusion: Conclusion,
    /// Reviewed answers that stand for all: in the other study, in this one.
    pub reviewed_before: u64,
    pub reviewed_now: u64,
    pub vocabulary: Vocabulary,
    pub codes: Vec<CodeShare>,
}

/// What the differences come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Conclusion {
    NothingNoticeable,
    /// The words are the same; too few answers are reviewed for a word on the codes.
    NothingNoticeableInWords,
    VocabularyMoved,
    SharesMoved,
    BothMoved,
}

/// Repeats the comparison.
const SEED: u64 = 1;
/// Answers to review first.
const FIRST: u64 = 25;

impl Drift {
    /// Compares the study that was taken as a start with this one. `codes`: ids, with whether a code could be given in the
    /// other study; `expected`: mean probabilities in this study, by code.
    pub fn of(
        before: &Side,
        now: &Side,
        codes: &[(&str, bool)],
        expected: &[f64],
        analyser: &Analyser,
    ) -> Drift {
        let vocabulary = Vocabulary::of(&before.texts, &now.texts, analyser, SEED);
        let codes = shares::shares(codes, &before.given, &now.given, expected);
        let compared = codes.iter().any(|code| code.p.is_some());
        let conclusion = match (vocabulary.moved(), codes.iter().any(|code| code.moved)) {
            (true, true) => Conclusion::BothMoved,
            (true, false) => Conclusion::VocabularyMoved,
            (false, true) => Conclusion::SharesMoved,
            (false, false) if compared => Conclusion::NothingNoticeable,
            (false, false) => Conclusion::NothingNoticeableInWords,
        };
        Drift {
            conclusion,
            reviewed_before: before.given.answers,
            reviewed_now: now.given.answers,
            vocabulary,
            codes,
        }
    }
}

impl Conclusion {
    /// What was found and what to do.
    pub fn sentence(self) -> Text {
        match self {
            Conclusion::NothingNoticeable => Text::new(
                "Auffällig ist nichts: Weder der Wortschatz noch die Anteile der Kategorien haben sich mehr verschoben, als der Zufall erklärt.",
                "Nothing noticeable: neither vocabulary nor code shares have moved more than chance explains.",
            ),
            Conclusion::NothingNoticeableInWords => Text::new(
                format!(
                    "Am Wortschatz ist nichts auffällig. Ob sich die Anteile der Kategorien verschoben haben, zeigt sich erst, wenn hier etwa {FIRST} zufällig gezogene Antworten geprüft sind."
                ),
                format!(
                    "Nothing noticeable in the vocabulary. Whether code shares have moved shows only after some {FIRST} answers drawn at random are reviewed here."
                ),
            ),
            Conclusion::VocabularyMoved => Text::new(
                format!(
                    "Der Wortschatz hat sich verschoben: zuerst etwa {FIRST} zufällig gezogene Antworten dieser Studie prüfen, dann noch einmal vorschlagen lassen."
                ),
                format!(
                    "The vocabulary has moved: review some {FIRST} random answers of this study first, then have codes suggested again."
                ),
            ),
            Conclusion::SharesMoved => Text::new(
                format!(
                    "Die Anteile der Kategorien haben sich verschoben: zuerst etwa {FIRST} weitere zufällig gezogene Antworten dieser Studie prüfen, dann noch einmal vorschlagen lassen."
                ),
                format!(
                    "Code shares have moved: review some {FIRST} more random answers of this study first, then have codes suggested again."
                ),
            ),
            Conclusion::BothMoved => Text::new(
                format!(
                    "Wortschatz und Anteile der Kategorien haben sich verschoben: zuerst etwa {FIRST} weitere zufällig gezogene Antworten dieser Studie prüfen, dann noch einmal vorschlagen lassen."
                ),
                format!(
                    "Vocabulary and code shares have moved: review some {FIRST} more random answers of this study first, then have codes suggested again."
                ),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::shares::Given;
    use super::*;
    use crate::survey::AnswerLanguage;

    fn side(texts: &[&str], times: usize, answers: u64, with_code: u64) -> Side {
        Side {
            texts: texts
                .repeat(times)
                .iter()
                .map(|text| (*text).to_owned())
                .collect(),
            given: Given {
                answers,
                with_code: vec![with_code],
            },
        }
    }

    #[test]
    fn the_conclusion_names_what_has_moved() {
        let kurse = || side(&["Sprachkurse anbieten", "Feste feiern"], 20, 100, 50);
        let drift = |now: Side| {
            let analyser = Analyser::of(AnswerLanguage::German);
            Drift::of(&kurse(), &now, &[("a", true)], &[0.5], analyser).conclusion
        };
        assert_eq!(drift(kurse()), Conclusion::NothingNoticeable);
        let same =
            |answers, with_code| side(&["Sprachkurse anbieten", "Feste feiern"], 20, answers, with_code);
        assert_eq!(drift(same(5, 0)), Conclusion::NothingNoticeableInWords);
        assert_eq!(drift(same(100, 10)), Conclusion::SharesMoved);
        let other = |answers, with_code| side(&["Radwege bauen"], 40, answers, with_code);
        assert_eq!(drift(other(100, 50)), Conclusion::VocabularyMoved);
        assert_eq!(drift(other(100, 10)), Conclusion::BothMoved);
    }
}
