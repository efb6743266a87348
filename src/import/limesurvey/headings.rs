//! Headings of an export, in whichever style, matched with the columns that the questionnaire makes.
//!
//! Styles (`Writer::write`): code, code of the Expression Manager, full text, abbreviated text (pieces end in `.. `), code and
//! text with any separator. Headings in words may repeat: the order of the questionnaire decides then.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::fields::{Field, Part};
use super::fixed::fixed;
use super::plain::squeezed;
use super::structure::Structure;

/// What a column of an export is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Match {
    /// Place among the fields.
    Field(usize),
    Fixed(&'static str),
    /// Neither.
    Unknown,
}

/// Ends a piece that was abbreviated.
const ELLIPSIS: &str = "..";
/// Letters between a code and a text that may be a separator.
const SEPARATOR: usize = 12;
/// Letters that a code may have.
const CODE: usize = 200;
/// Comparisons of a heading in words with the texts of a field: what a large survey needs in full. Beyond, a heading that is
/// neither code nor whole text is not known.
const COMPARED: usize = 30_000_000;

/// Finds for each heading its column; no column is found twice.
pub(super) fn matched(structure: &Structure, fields: &[Field], headings: &[&str]) -> Vec<Match> {
    let index = Index::of(structure, fields);
    let mut taken = vec![false; fields.len()];
    let mut last = None;
    let mut found = Vec::with_capacity(headings.len());
    for heading in headings {
        let heading = heading.trim();
        let candidates = index.candidates(heading, &taken);
        // Headings come in the order of the questionnaire.
        let following = candidates.iter().find(|at| last.is_none_or(|last| **at > last));
        let this = match following.or(candidates.first()) {
            Some(at) => {
                taken[*at] = true;
                last = Some(*at);
                Match::Field(*at)
            }
            None => fixed(heading).map_or(Match::Unknown, Match::Fixed),
        };
        found.push(this);
    }
    found
}

/// Fields by what may stand in a heading.
struct Index<'a> {
    by_code: BTreeMap<&'a str, usize>,
    by_text: BTreeMap<String, Vec<usize>>,
    /// Texts of each field without blanks: the question, then its parts.
    pieces: Vec<Vec<Piece>>,
    compared: Cell<usize>,
}

struct Piece {
    text: String,
    /// LimeSurvey's own word, which depends on the language of the export.
    own: bool,
}

impl<'a> Index<'a> {
    fn of(structure: &Structure, fields: &'a [Field]) -> Index<'a> {
        let mut by_code = BTreeMap::new();
        for (at, field) in fields.iter().enumerate() {
            by_code.entry(field.name.as_str()).or_insert(at);
        }
        for (at, field) in fields.iter().enumerate() {
            for name in &field.also {
                by_code.entry(name.as_str()).or_insert(at);
            }
        }
        let mut by_text: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut pieces = Vec::with_capacity(fields.len());
        for (at, field) in fields.iter().enumerate() {
            let question = &structure.questions[field.question].text;
            let mut of_field = vec![Piece {
                text: squeezed(question),
                own: false,
            }];
            of_field.extend(field.parts.iter().map(|part| Piece {
                text: squeezed(part.text()),
                own: matches!(part, Part::Own(_)),
            }));
            let mut whole = of_field[0].text.clone();
            for piece in &of_field[1..] {
                whole.push_str(&format!("[{}]", piece.text));
            }
            by_text.entry(whole).or_default().push(at);
            pieces.push(of_field);
        }
        Index {
            by_code,
            by_text,
            pieces,
            compared: Cell::new(0),
        }
    }

    /// Fields that the heading may mean, in their order; those that fit best only.
    fn candidates(&self, heading: &str, taken: &[bool]) -> Vec<usize> {
        let free = |at: &usize| !taken[*at];
        if let Some(at) = self.by_code.get(heading).filter(|at| free(at)) {
            return vec![*at];
        }
        let with_code = self.code_and_text(heading);
        if let Some(at) = with_code.filter(free) {
            return vec![at];
        }
        let words = squeezed(heading);
        if words.is_empty() {
            return Vec::new();
        }
        let exact: Vec<usize> = self
            .by_text
            .get(&words)
            .into_iter()
            .flatten()
            .copied()
            .filter(free)
            .collect();
        if !exact.is_empty() {
            return exact;
        }
        let fitting = |own: bool| -> Vec<usize> {
            // Only a piece that was cut, or a word of LimeSurvey's own, can still make a difference.
            let compared = self.compared.get() + self.pieces.len();
            if compared > COMPARED || !words.contains(if own { "[" } else { ELLIPSIS }) {
                return Vec::new();
            }
            self.compared.set(compared);
            (0..self.pieces.len())
                .filter(|at| free(at) && fits(&words, &self.pieces[*at], own))
                .collect()
        };
        let abbreviated = fitting(false);
        if abbreviated.is_empty() {
            fitting(true)
        } else {
            abbreviated
        }
    }

    /// The field whose code the heading begins with, where its text follows after a separator.
    fn code_and_text(&self, heading: &str) -> Option<usize> {
        let ends = heading.char_indices().map(|(at, _)| at).take(CODE).skip(1);
        let mut ends: Vec<usize> = ends.collect();
        ends.reverse();
        ends.into_iter().find_map(|end| {
            let at = *self.by_code.get(&heading[..end])?;
            let rest = &heading[end..];
            let begins = rest.char_indices().map(|(at, _)| at).take(SEPARATOR);
            let follows = |from: usize| {
                let words = squeezed(&rest[from..]);
                fits(&words, &self.pieces[at], true)
            };
            begins.into_iter().any(follows).then_some(at)
        })
    }
}

/// Whether a heading without blanks is made of the pieces: `question[part][part]`, each whole or abbreviated. `any`: whether
/// LimeSurvey's own words may stand in another language.
fn fits(heading: &str, pieces: &[Piece], any: bool) -> bool {
    let Some((question, parts)) = pieces.split_first() else {
        return false;
    };
    after(heading, &question.text)
        .into_iter()
        .any(|rest| brackets(rest, parts, any))
}

fn brackets(rest: &str, parts: &[Piece], any: bool) -> bool {
    let Some((part, others)) = parts.split_first() else {
        return rest.is_empty();
    };
    let Some(inside) = rest.strip_prefix('[') else {
        return false;
    };
    if part.own && any {
        let mut closings = inside.match_indices(']').map(|(at, _)| at);
        return closings.any(|at| brackets(&inside[at + 1..], others, any));
    }
    after(inside, &part.text).into_iter().any(|rest| {
        rest.strip_prefix(']')
            .is_some_and(|rest| brackets(rest, others, any))
    })
}

/// What follows a text that is written whole, and what follows it abbreviated.
fn after<'h>(heading: &'h str, text: &str) -> [&'h str; 2] {
    // No heading goes on with this; so it fits nothing.
    const NOTHING: &str = "\0";
    let whole = heading.strip_prefix(text).unwrap_or(NOTHING);
    let cut = heading
        .match_indices(ELLIPSIS)
        .map(|(at, _)| at)
        .find(|at| *at > 0 && text.len() > *at && text.starts_with(&heading[..*at]))
        .map_or(NOTHING, |at| &heading[at + ELLIPSIS.len()..]);
    [whole, cut]
}
