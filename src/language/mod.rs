//! German text → tokens with normal forms; for each distinct form its stem and building blocks; negation.
//!
//! | member | what |
//! |---|---|
//! | `tokens` | the tokens of one text, in a buffer that is used again |
//! | `scan` | text → tokens |
//! | `form` | the normal form: case, umlauts, accents, invisible characters |
//! | `abbreviation` | "z. B." as one token |
//! | `address` | web and mail addresses as one token |
//! | `gender` | Bürger*innen and its other spellings as one token |
//! | `stem` | what the forms of a word have in common |
//! | `compound` | the building blocks of a compound: the best split |
//! | `link` | linking elements and endings |
//! | `lexicon` | the words that compounds are built from |
//! | `suspension` | Sicherheits- und Ordnungspartnerschaften: both words in full |
//! | `negation` | which tokens a negator governs |
//! | `tables` | reads the word tables (`*.md` beside this file), which a linguist can extend without Rust |
//!
//! The index stores normal forms only; stems and building blocks belong to distinct forms, and are asked for once per form.
//! Deliberately absent: parsing of sentences, other languages, anything learned.

mod abbreviation;
mod address;
mod compound;
mod form;
mod gender;
mod lexicon;
mod link;
mod negation;
mod scan;
mod stem;
mod suspension;
mod tables;
mod tokens;

pub use tokens::{Token, Tokens};

use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashMap;

use abbreviation::Abbreviations;
use compound::Pieces;
use form::fold;
use gender::Gender;
use lexicon::Lexicon;
use negation::Negation;
use scan::Scanner;
use stem::Stems;
use suspension::Suspension;
use tables::{HASH_START, stable_hash};

/// Goes up when the code of this room gives other tokens, stems or blocks for the same tables.
const CODE: &str = "language 2";

const TABLES: [&str; 10] = [
    include_str!("abbreviations.md"),
    include_str!("gender.md"),
    include_str!("stems.md"),
    include_str!("function_words.md"),
    include_str!("er_plurals.md"),
    include_str!("adjectives.md"),
    include_str!("negation.md"),
    include_str!("blocks.md"),
    include_str!("whole.md"),
    include_str!("suspension.md"),
];

/// The German analyser: tables of words, immutable, cheap to clone and to share between threads.
#[derive(Debug, Clone)]
pub struct German {
    shared: Arc<Shared>,
    /// A codebook's own stems by normal form.
    own: FxHashMap<String, String>,
    version: u64,
}

#[derive(Debug)]
struct Shared {
    abbreviations: Abbreviations,
    gender: Gender,
    stems: Stems,
    lexicon: Lexicon,
    suspension: Suspension,
    negation: Negation,
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

impl German {
    /// The analyser with the tables that ship with the program.
    pub fn shipped() -> &'static German {
        static SHIPPED: LazyLock<German> = LazyLock::new(German::from_tables);
        &SHIPPED
    }

    fn from_tables() -> German {
        let [
            abbreviations,
            gender,
            stems,
            function_words,
            er_plurals,
            adjectives,
            negation,
            blocks,
            whole,
            suspension,
        ] = TABLES;
        German {
            shared: Arc::new(Shared {
                abbreviations: Abbreviations::parse(abbreviations),
                gender: Gender::parse(gender),
                stems: Stems::parse(stems, function_words, er_plurals, adjectives),
                lexicon: Lexicon::parse(blocks, whole),
                suspension: Suspension::parse(suspension),
                negation: Negation::parse(negation),
            }),
            own: FxHashMap::default(),
            version: TABLES.iter().fold(stable_hash(HASH_START, CODE), |hash, table| {
                stable_hash(hash, table)
            }),
        }
    }

    /// The same analyser with a codebook's own stem exceptions: (word, stem) as written.
    pub fn with(&self, exceptions: &[(String, String)]) -> German {
        let mut german = self.clone();
        let mut sorted: Vec<_> = exceptions
            .iter()
            .map(|(word, stem)| (fold(word), fold(stem)))
            .collect();
        sorted.sort();
        for (word, stem) in sorted {
            german.version = stable_hash(stable_hash(german.version, &word), &stem);
            german.own.insert(word, stem);
        }
        german
    }

    /// Changes when the same text may give other tokens, stems or blocks; the same on every platform.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The tokens of `text` in order, into a buffer whose earlier content is dropped.
    pub fn tokenize(&self, text: &str, tokens: &mut Tokens) {
        tokens.clear();
        let scanner = Scanner {
            abbreviations: &self.shared.abbreviations,
            gender: &self.shared.gender,
        };
        scanner.scan(text, tokens);
        self.shared
            .suspension
            .complete(&self.shared.lexicon, text, tokens);
        self.shared.negation.mark(&self.shared.stems, text, tokens);
    }

    /// The normal form of one word as it stands in a query, the same as `tokenize` gives.
    pub fn normal_form(&self, word: &str) -> String {
        if let Some(form) = self.shared.abbreviations.whole(word) {
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
        self.shared.stems.unlike(a, b)
    }

    /// The stem of a normal form.
    pub fn stem(&self, form: &str) -> String {
        self.own
            .get(form)
            .cloned()
            .unwrap_or_else(|| self.shared.stems.stem(form))
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
            if self.shared.stems.is_function_word(form) {
                0
            } else {
                seen(form)
            }
        };
        let blocks = match self.shared.stems.is_function_word(piece) {
            true => Vec::new(),
            false => compound::split(&self.shared.lexicon, &solid, &seen),
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

    fn forms(text: &str) -> Vec<String> {
        let mut tokens = Tokens::new();
        German::shipped().tokenize(text, &mut tokens);
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
            assert_eq!(German::shipped().normal_form(written), "buerger*innen");
        }
        assert_eq!(
            German::shipped().stem("buerger*innen"),
            German::shipped().stem("buerger")
        );
    }

    #[test]
    fn a_codebook_brings_its_own_stems() {
        let german = German::shipped().with(&[("KODs".to_owned(), "kod".to_owned())]);
        assert_eq!(german.stem("kods"), "kod");
        assert_ne!(german.version(), German::shipped().version());
    }
}
