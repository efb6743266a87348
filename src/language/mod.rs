//! Text → tokens with normal forms; for each distinct form its stem and building blocks; negation.
//!
//! | member | what |
//! |---|---|
//! | `tokens` | the tokens of one text, in a buffer that is used again |
//! | `scan` | text → tokens |
//! | `form` | the normal form: case, umlauts, accents, invisible characters |
//! | `abbreviation` | "z. B." as one token |
//! | `address` | web and mail addresses as one token |
//! | `gender` | Bürger*innen and its other spellings as one token |
//! | `german`, `english` | what a language brings: its tables and its [`Morphology`] |
//! | `stem` | what the forms of a German word have in common |
//! | `compound` | the building blocks of a compound: the best split |
//! | `link` | linking elements and endings |
//! | `lexicon` | the words that compounds are built from |
//! | `suspension` | Sicherheits- und Ordnungspartnerschaften: both words in full |
//! | `negation` | which tokens a negator governs |
//! | `recognise` | in which language texts are |
//! | `tables` | reads the word tables (`*.md` beside this file), which a linguist can extend without Rust |
//!
//! The index stores normal forms only; stems and building blocks belong to distinct forms, and are asked for once per form.
//! Adding a language is one file beside `english`, its tables, and one line in [`Analyser::of`]. Deliberately absent: parsing of
//! sentences, anything learned.

mod abbreviation;
mod address;
mod compound;
mod english;
mod form;
mod gender;
mod german;
mod lexicon;
mod link;
mod negation;
mod recognise;
mod scan;
mod stem;
mod suspension;
mod tables;
mod tokens;

pub use recognise::{Foreign, answer_language, foreign};
pub use tokens::{Token, Tokens};

use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashMap;

use crate::survey::AnswerLanguage;
use abbreviation::Abbreviations;
use compound::Pieces;
use form::fold;
use gender::Gender;
use lexicon::Lexicon;
use negation::Negation;
use scan::Scanner;
use suspension::Suspension;
use tables::stable_hash;

/// The analyser of one language: tables of words, immutable, cheap to clone and to share between threads. Who holds one
/// need not know which language it is for.
#[derive(Debug, Clone)]
pub struct Analyser {
    grammar: Arc<Grammar>,
    /// A codebook's own stems by normal form.
    own: FxHashMap<String, String>,
    version: u64,
}

/// What a language brings. One that has no gender forms or compounds leaves their tables empty.
#[derive(Debug)]
struct Grammar {
    language: AnswerLanguage,
    abbreviations: Abbreviations,
    gender: Gender,
    lexicon: Lexicon,
    suspension: Suspension,
    negation: Negation,
    morphology: Box<dyn Morphology>,
    /// Of all tables, and of the code that reads them.
    version: u64,
}

/// The forms of a language's words.
trait Morphology: std::fmt::Debug + Send + Sync {
    /// The stem of a normal form.
    fn stem(&self, form: &str) -> String;

    /// Whether a normal form is of a closed class: article, pronoun, preposition, conjunction, auxiliary.
    fn is_function_word(&self, form: &str) -> bool;

    /// Whether two forms that share a stem are unlike words all the same.
    fn unlike(&self, a: &str, b: &str) -> bool;
}

/// Stem and building blocks of a form; `parts` is empty where the word is simple.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Word {
    pub stem: String,
    pub parts: Vec<Part>,
    /// Blocks that consist of several parts, shorter than the word: Jugendhilfe and Hilfeausschuss in Jugendhilfeausschuss.
    pub runs: Vec<Part>,
}

/// A building block of a compound, without its linking element: Sicherheit in Sicherheitspartnerschaft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub form: String,
    pub stem: String,
}

impl Analyser {
    /// The analyser with the tables that ship with the program.
    pub fn of(language: AnswerLanguage) -> &'static Analyser {
        static GERMAN: LazyLock<Analyser> = LazyLock::new(|| Analyser::new(german::grammar()));
        static ENGLISH: LazyLock<Analyser> = LazyLock::new(|| Analyser::new(english::grammar()));
        match language {
            AnswerLanguage::German => &GERMAN,
            AnswerLanguage::English => &ENGLISH,
        }
    }

    fn new(grammar: Grammar) -> Analyser {
        Analyser {
            own: FxHashMap::default(),
            version: grammar.version,
            grammar: Arc::new(grammar),
        }
    }

    pub fn language(&self) -> AnswerLanguage {
        self.grammar.language
    }

    /// The same analyser with a codebook's own stem exceptions: (word, stem) as written.
    pub fn with(&self, exceptions: &[(String, String)]) -> Analyser {
        let mut analyser = self.clone();
        let mut sorted: Vec<_> = exceptions
            .iter()
            .map(|(word, stem)| (fold(word), fold(stem)))
            .collect();
        sorted.sort();
        for (word, stem) in sorted {
            analyser.version = stable_hash(stable_hash(analyser.version, &word), &stem);
            analyser.own.insert(word, stem);
        }
        analyser
    }

    /// Changes when the same text may give other tokens, stems or blocks; the same on every platform.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The tokens of `text` in order, into a buffer whose earlier content is dropped.
    pub fn tokenize(&self, text: &str, tokens: &mut Tokens) {
        tokens.clear();
        let grammar = &*self.grammar;
        let scanner = Scanner {
            abbreviations: &grammar.abbreviations,
            gender: &grammar.gender,
        };
        scanner.scan(text, tokens);
        grammar.suspension.complete(&grammar.lexicon, text, tokens);
        grammar.negation.mark(&*grammar.morphology, text, tokens);
    }

    /// The normal form of one word as it stands in a query, the same as `tokenize` gives.
    pub fn normal_form(&self, word: &str) -> String {
        if let Some(form) = self.grammar.abbreviations.whole(word) {
            return form;
        }
        let mut tokens = Tokens::new();
        self.tokenize(word, &mut tokens);
        if tokens.len() == 1 {
            tokens.form(0).to_owned()
        } else {
            fold(word)
        }
    }

    /// Whether two forms with the same stem are unlike words all the same, as the rule debugger and the check of a codebook
    /// report it: a function word and another, or an umlaut that no plural explains (schon, schön).
    pub fn unlike(&self, a: &str, b: &str) -> bool {
        self.grammar.morphology.unlike(a, b)
    }

    /// Whether a normal form is of a closed class: article, pronoun, preposition, conjunction, auxiliary.
    pub fn is_function_word(&self, form: &str) -> bool {
        self.grammar.morphology.is_function_word(form)
    }

    /// The stem of a normal form.
    pub fn stem(&self, form: &str) -> String {
        self.own
            .get(form)
            .cloned()
            .unwrap_or_else(|| self.grammar.morphology.stem(form))
    }

    /// Stem and building blocks of a normal form. `seen(form)`: how often the form occurs in the answers of the study.
    pub fn word(&self, form: &str, seen: &dyn Fn(&str) -> u64) -> Word {
        let mut parts = Vec::new();
        let mut runs = Vec::new();
        for piece in form.split('-').filter(|piece| piece.len() > 1) {
            let alone = piece.len() == form.len();
            let pieces = self.pieces(piece, seen);
            parts.extend(pieces.parts().map(|form| self.part(form)));
            runs.extend(pieces.runs(alone).map(|form| self.part(form)));
        }
        if parts.len() == 1 {
            parts.clear();
        }
        Word {
            stem: self.stem(form),
            parts,
            runs,
        }
    }

    /// The blocks of a piece between hyphens; the piece itself where it is simple.
    fn pieces<'p>(&self, piece: &'p str, seen: &dyn Fn(&str) -> u64) -> Pieces<'p> {
        let solid = gender::without_mark(piece);
        let seen = |form: &str| {
            if self.grammar.morphology.is_function_word(form) {
                0
            } else {
                seen(form)
            }
        };
        let blocks = match self.grammar.morphology.is_function_word(piece) {
            true => Vec::new(),
            false => compound::split(&self.grammar.lexicon, &solid, &seen),
        };
        Pieces { piece, solid, blocks }
    }

    fn part(&self, form: &str) -> Part {
        Part {
            form: form.to_owned(),
            stem: self.stem(form),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn german() -> &'static Analyser {
        Analyser::of(AnswerLanguage::German)
    }

    fn forms(text: &str) -> Vec<String> {
        let mut tokens = Tokens::new();
        german().tokenize(text, &mut tokens);
        tokens.iter().map(|token| token.form.to_owned()).collect()
    }

    #[test]
    fn spellings_of_a_gender_form_are_one_token() {
        for written in [
            "Bürger*innen",
            "Bürger:innen",
            "Bürger_innen",
            "BürgerInnen",
            "Bürger/-innen",
            "Bürger(innen)",
            "Bürger/innen",
        ] {
            assert_eq!(
                forms(&format!("Die {written}, hier")),
                ["die", "buerger*innen", "hier"],
                "{written}"
            );
            assert_eq!(german().normal_form(written), "buerger*innen");
        }
        assert_eq!(german().stem("buerger*innen"), german().stem("buerger"));
    }

    #[test]
    fn a_codebook_brings_its_own_stems() {
        let own = german().with(&[("KODs".to_owned(), "kod".to_owned())]);
        assert_eq!(own.stem("kods"), "kod");
        assert_ne!(own.version(), german().version());
    }
}
