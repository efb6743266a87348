//! Abbreviations as one token: "z. B.", "z.B.", "i. d. R.", "ggf.".
//!
//! Deliberately absent: words written without their full stop ("bzw"), which are plain words with the same normal form.

use rustc_hash::FxHashMap;

use super::form::{fold, is_invisible};
use super::tables::rows;

/// The abbreviations by their first piece, the longest first.
#[derive(Debug)]
pub(super) struct Abbreviations {
    by_first: FxHashMap<String, Vec<Vec<String>>>,
}

impl Abbreviations {
    pub fn parse(table: &str) -> Self {
        let mut by_first: FxHashMap<String, Vec<Vec<String>>> = FxHashMap::default();
        for row in rows(table) {
            let mut pieces = row[0]
                .split('.')
                .map(str::trim)
                .filter(|piece| !piece.is_empty())
                .map(fold)
                .collect::<Vec<_>>();
            if !pieces.is_empty() {
                let first = pieces.remove(0);
                by_first.entry(first).or_default().push(pieces);
            }
        }
        for all in by_first.values_mut() {
            all.sort_by_key(|pieces| std::cmp::Reverse(pieces.len()));
        }
        Abbreviations { by_first }
    }

    /// Whether an abbreviation stands at the start of `text`, whose first piece is the first `first` bytes and followed by
    /// a full stop: its length in bytes; the normal form is appended to `form`.
    pub fn at_start(&self, text: &str, first: usize, form: &mut String) -> Option<usize> {
        // No first piece of the table is longer.
        if first > 10 {
            return None;
        }
        let folded = fold(&text[..first]);
        for rest in self.by_first.get(folded.as_str())? {
            if let Some(end) = rest_ends(text, first, rest) {
                form.push_str(&folded);
                rest.iter().for_each(|piece| form.push_str(piece));
                return Some(end);
            }
        }
        None
    }

    /// The normal form of a whole abbreviation as it stands in a query.
    pub fn whole(&self, word: &str) -> Option<String> {
        let first = word.find('.')?;
        let mut form = String::new();
        let end = self.at_start(word, first, &mut form)?;
        (end == word.len()).then_some(form)
    }
}

fn rest_ends(text: &str, first: usize, rest: &[String]) -> Option<usize> {
    let mut at = first;
    for piece in rest {
        at = after_stop(text, at)?;
        at += text[at..].len()
            - text[at..]
                .trim_start_matches([' ', '\u{a0}', '\u{202f}', '\u{2009}'])
                .len();
        let end = at
            + text[at..]
                .find(|c: char| !c.is_alphabetic() && !is_invisible(c))
                .unwrap_or(text.len() - at);
        if end == at || fold(&text[at..end]) != *piece {
            return None;
        }
        at = end;
    }
    match after_stop(text, at) {
        // "z.Bitte" and "d.hier" are no abbreviations, but the pieces compared above already end at a letter's end.
        Some(end) => Some(end),
        None if !rest.is_empty() => Some(at),
        None => None,
    }
}

fn after_stop(text: &str, at: usize) -> Option<usize> {
    text[at..].starts_with('.').then_some(at + 1)
}
