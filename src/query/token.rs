//! The text of a query → tokens.
//!
//! Deliberately absent: what stands where an operand is missing (`parser`).

use std::ops::Range;

use super::leaf;
use super::{DEFAULT_WITHIN, Leaf, MAX_WITHIN, Order};
use crate::problem::{Problem, Result};

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Open,
    Close,
    /// `affirmed` or `bejaht` before a bracket.
    Affirmed,
    Word(Leaf),
    Phrase(Vec<Leaf>),
    Operator(Operator),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    And,
    Or,
    Not,
    Near { within: u32, order: Order },
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    pub token: Token,
    pub span: Range<usize>,
}

/// All tokens of `text` with their bytes.
pub(super) fn tokens(text: &str) -> Result<Vec<Placed>> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let after = at + c.len_utf8();
        let (token, end) = match c {
            _ if leaf::is_blank(c) => {
                at = after;
                continue;
            }
            '(' => (Token::Open, after),
            ')' => (Token::Close, after),
            '[' => part(text, at)?,
            ']' => return Err(bracket_never_opened(text, at..after)),
            _ if leaf::is_quote(c) => phrase(text, at)?,
            _ => word_or_operator(text, at)?,
        };
        out.push(Placed { token, span: at..end });
        at = end;
    }
    Ok(out)
}

/// A word that must stand in quotation marks, because without them it is an operator or nearly one.
pub(super) fn is_reserved(word: &str) -> bool {
    !matches!(operator(word, word, 0..word.len()), Ok(None))
}

fn part(text: &str, start: usize) -> Result<(Token, usize)> {
    let inside = &text[start + 1..];
    let stop = inside.find(|c: char| matches!(c, '[' | ']') || leaf::is_quote(c));
    let Some(end) = stop
        .filter(|&at| inside[at..].starts_with(']'))
        .map(|at| start + 1 + at + 1)
    else {
        return Err(Problem::input(
            "Die eckige Klammer wird nicht geschlossen.",
            "The square bracket is not closed.",
        )
        .hint("Ein „]“ ergänzen: [wort]", "Add a “]”: [word]")
        .at(text, start..start + 1));
    };
    let leaf = leaf::read_part(text, start..end)?;
    if let Some(c) = text[end..].chars().next().filter(|&c| leaf::is_word_character(c)) {
        return Err(Problem::input(
            format!("Nach „]“ geht das Wort mit „{c}“ weiter."),
            format!("After “]” the word goes on with “{c}”."),
        )
        .hint(
            "Ein Leerzeichen setzen. [wort] findet auch Zusammensetzungen mit wort.",
            "Put a blank. [word] finds compounds with word as well.",
        )
        .at(text, end..end + c.len_utf8()));
    }
    Ok((Token::Word(leaf), end))
}

/// From one quotation mark to the next. Punctuation between words is skipped.
fn phrase(text: &str, start: usize) -> Result<(Token, usize)> {
    let opening = text[start..].chars().next().map_or(1, char::len_utf8);
    let Some(length) = text[start + opening..].find(leaf::is_quote) else {
        return Err(Problem::input(
            "Das Anführungszeichen wird nicht geschlossen.",
            "The quotation mark is not closed.",
        )
        .hint(
            "Am Ende der Wortfolge ein Anführungszeichen ergänzen.",
            "Add a quotation mark after the phrase.",
        )
        .at(text, start..start + opening));
    };
    let close = start + opening + length;
    let end = close + text[close..].chars().next().map_or(0, char::len_utf8);
    let mut leaves = Vec::new();
    let mut at = start + opening;
    while let Some(c) = text[at..close].chars().next() {
        if c == '[' {
            let (token, after) = part(&text[..close], at).map_err(|problem| placed_in(problem, text))?;
            leaves.extend(match token {
                Token::Word(leaf) => Some(leaf),
                _ => None,
            });
            at = after;
        } else if leaf::may_start_word(c) || matches!(c, '*' | '?' | '=' | '~') {
            let after = word_end(&text[..close], at);
            leaves.push(leaf::read(text, at..after)?);
            at = after;
        } else if c == ']' {
            return Err(bracket_never_opened(text, at..at + 1));
        } else {
            at += c.len_utf8();
        }
    }
    let token = match leaves.len() {
        0 => {
            return Err(Problem::input(
                "Zwischen den Anführungszeichen steht kein Wort.",
                "There is no word between the quotation marks.",
            )
            .hint(
                "Wörter hineinschreiben oder die Zeichen löschen.",
                "Write words between them or delete them.",
            )
            .at(text, start..end));
        }
        1 => Token::Word(Leaf {
            span: start..end,
            ..leaves.remove(0)
        }),
        _ => Token::Phrase(leaves),
    };
    Ok((token, end))
}

fn word_or_operator(text: &str, start: usize) -> Result<(Token, usize)> {
    let mut end = start;
    for (at, c) in text[start..].char_indices() {
        if start + at < end {
            continue; // within a gender ending in brackets
        }
        if leaf::is_blank(c) || leaf::is_quote(c) || matches!(c, '[' | ']' | ')') {
            break;
        }
        if c == '(' {
            match ending_here(text, start, start + at) {
                Some(length) => end += length,
                None => break,
            }
        } else {
            end = start + at + c.len_utf8();
        }
    }
    let piece = &text[start..end];
    if let Some(operator) = operator(text, piece, start..end)? {
        return Ok((Token::Operator(operator), end));
    }
    let rest = &text[end..];
    if is_function(piece) && rest.trim_start_matches(leaf::is_blank).starts_with('(') {
        return Ok((Token::Affirmed, end));
    }
    if rest.starts_with('(') && leaf::read(text, start..end).is_ok() {
        return Err(Problem::input(
            format!("Eine Funktion „{piece}“ gibt es nicht."),
            format!("There is no function “{piece}”."),
        )
        .hint(
            format!("Es gibt bejaht(…). War „{piece}“ als Wort gemeint: Leerzeichen vor die Klammer."),
            format!("There is affirmed(…). If “{piece}” is meant as a word, put a blank before the bracket."),
        )
        .at(text, start..end));
    }
    if let Some(c) = rest.chars().next().filter(|&c| c == '[' || leaf::is_quote(c))
        && piece != "="
        && leaf::read(text, start..end).is_ok()
    {
        return Err(Problem::input(
            format!("Zwischen „{piece}“ und „{c}“ fehlt ein Leerzeichen."),
            format!("A blank is missing between “{piece}” and “{c}”."),
        )
        .hint(
            "Leerzeichen setzen. [wort] findet auch Zusammensetzungen mit wort.",
            "Put a blank. [word] finds compounds with word as well.",
        )
        .at(text, end..end + c.len_utf8()));
    }
    Ok((Token::Word(leaf::read(text, start..end)?), end))
}

/// The end of the word that starts at `start` of a phrase.
fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    while let Some(c) = text[end..].chars().next() {
        if leaf::is_word_character(c) {
            end += c.len_utf8();
        } else if let Some(length) = ending_here(text, start, end).filter(|_| c == '(') {
            end += length;
        } else {
            break;
        }
    }
    end
}

/// The length of a gender ending in brackets at `at`, directly after a letter: `Bürger(innen)`.
fn ending_here(text: &str, word: usize, at: usize) -> Option<usize> {
    let before = &text[word..at];
    let after_letter = before.chars().next_back().is_some_and(char::is_alphabetic);
    (after_letter && !is_function(before))
        .then(|| leaf::bracketed_ending(&text[at..]))
        .flatten()
}

fn is_function(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "affirmed" | "bejaht")
}

/// The operator that `piece` (the bytes `span` of `text`) is; an error where it is nearly one.
fn operator(text: &str, piece: &str, span: Range<usize>) -> Result<Option<Operator>> {
    let simple = match piece {
        "AND" | "UND" => Some(Operator::And),
        "OR" | "ODER" => Some(Operator::Or),
        "NOT" | "OHNE" => Some(Operator::Not),
        "&&" | "||" | "|" | "&" | "NICHT" => {
            let mend = if piece.contains('&') {
                "UND/AND"
            } else if piece.contains('|') {
                "ODER/OR"
            } else {
                "OHNE/NOT"
            };
            return Err(Problem::input(
                format!("„{piece}“ ist kein Operator."),
                format!("“{piece}” is not an operator."),
            )
            .hint(
                format!("{mend} schreiben; ist das Wort gemeint: klein oder in Anführungszeichen."),
                format!("Write {mend}; if the word is meant, in lower case or quotation marks."),
            )
            .at(text, span));
        }
        _ => None,
    };
    if simple.is_some() {
        return Ok(simple);
    }
    let Some((name, order)) = [
        ("NEAR", Order::Either),
        ("NAHE", Order::Either),
        ("BEFORE", Order::AsWritten),
        ("VOR", Order::AsWritten),
    ]
    .into_iter()
    .find(|(name, _)| piece.starts_with(name)) else {
        return Ok(None);
    };
    let number = &piece[name.len()..];
    if number.is_empty() {
        return Ok(Some(Operator::Near {
            within: DEFAULT_WITHIN,
            order,
        }));
    }
    let slashed = number.strip_prefix('/');
    if slashed.is_none()
        && !number
            .trim_start_matches([':', '-'])
            .starts_with(|c: char| c.is_ascii_digit())
    {
        return Ok(None); // NAHERHOLUNG is a word
    }
    match slashed.map(str::parse::<u32>) {
        Some(Ok(within)) if (1..=MAX_WITHIN).contains(&within) && !number.contains('+') => {
            Ok(Some(Operator::Near { within, order }))
        }
        _ => Err(Problem::input(
            format!("„{piece}“: der Abstand ist keine Zahl von 1 bis {MAX_WITHIN}."),
            format!("“{piece}”: the distance is not a number from 1 to {MAX_WITHIN}."),
        )
        .hint(
            format!("{name}/5 schreiben (höchstens 5 Wörter weiter) oder nur {name}."),
            format!("Write {name}/5 (at most 5 words on) or just {name}."),
        )
        .at(text, span)),
    }
}

fn bracket_never_opened(text: &str, span: Range<usize>) -> Problem {
    Problem::input("„]“ ohne „[“ davor.", "“]” without “[” before it.")
        .hint(
            "[wort] schreiben oder „]“ löschen.",
            "Write [word] or delete “]”.",
        )
        .at(text, span)
}

/// The same problem with the whole query as its source.
fn placed_in(problem: Problem, text: &str) -> Problem {
    match problem.place().excerpt.clone() {
        Some(excerpt) => problem.at(text, excerpt.span),
        None => problem,
    }
}
