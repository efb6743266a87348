//! In which language the answers of a study are, and the rules of a codebook are written for.
//!
//! Deliberately absent: the language of the interface (`words::Language`), and how a language is analysed (`language`).

use crate::words::Text;

/// A language that answers can be analysed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AnswerLanguage {
    #[default]
    German,
    English,
}

impl AnswerLanguage {
    pub const ALL: [AnswerLanguage; 2] = [AnswerLanguage::German, AnswerLanguage::English];

    /// `de` or `en`, as in codebooks, in the study and on the command line.
    pub fn id(self) -> &'static str {
        match self {
            AnswerLanguage::German => "de",
            AnswerLanguage::English => "en",
        }
    }

    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.id() == id)
    }

    /// "The answers are in …".
    pub fn name(self) -> Text {
        match self {
            AnswerLanguage::German => Text::new("Deutsch", "German"),
            AnswerLanguage::English => Text::new("Englisch", "English"),
        }
    }
}
