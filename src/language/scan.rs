//! Text → tokens: a fast way for plain German words between blanks, Unicode word boundaries (UAX #29) for all else.
//!
//! What stands between tokens (blanks, punctuation, emoji) is no token. Deliberately absent: what is done to the tokens
//! of a whole text afterwards (`suspension`, `negation`).

use unicode_segmentation::UnicodeSegmentation;

use super::abbreviation::Abbreviations;
use super::address::Chunk;
use super::form::{fold_into, is_invisible};
use super::gender::{Gender, MARK};
use super::tokens::{Hyphen, Tokens};

/// Bytes in which a piece is looked for first.
const WINDOW: usize = 32;
const SIGNS: [char; 7] = ['§', '%', '€', '&', '$', '‰', '£'];

pub(super) struct Scanner<'s> {
    pub abbreviations: &'s Abbreviations,
    pub gender: &'s Gender,
}

impl Scanner<'_> {
    pub fn scan(&self, text: &str, tokens: &mut Tokens) {
        let bytes = text.as_bytes();
        let mut chunk = Chunk::default();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if is_letter(byte, bytes.get(at + 1)) {
                let (end, plain) = plain_word(bytes, at);
                if plain {
                    let start = tokens.forms.len();
                    fold_into(&text[at..end], &mut tokens.forms);
                    tokens.push(at, end, start, Hyphen::None);
                    at = end;
                } else {
                    at = self.word(text, at, &mut chunk, tokens);
                }
            } else if byte.is_ascii_digit() || byte == b'@' {
                at = self.word(text, at, &mut chunk, tokens);
            } else if byte < 0x80 {
                at = self.ascii_sign(text, at, &mut chunk, tokens);
            } else {
                at = self.rare(text, at, &mut chunk, tokens);
            }
        }
    }

    fn ascii_sign(&self, text: &str, at: usize, chunk: &mut Chunk, tokens: &mut Tokens) -> usize {
        let bytes = text.as_bytes();
        match bytes[at] {
            b'%' | b'&' | b'$' => sign(text, at, 1, tokens),
            b'-' if at > 0
                && (bytes[at - 1].is_ascii_whitespace() || bytes[at - 1] == b'/')
                && text[at + 1..].starts_with(char::is_alphabetic) =>
            {
                let before = tokens.len();
                let end = self.word(text, at + 1, chunk, tokens);
                if tokens.len() > before {
                    tokens.items[before].span.start -= 1;
                    tokens.items[before].hyphen = Hyphen::PartPrecedes;
                }
                end
            }
            _ => at + 1,
        }
    }

    fn rare(&self, text: &str, at: usize, chunk: &mut Chunk, tokens: &mut Tokens) -> usize {
        let c = text[at..].chars().next().unwrap_or(' ');
        if SIGNS.contains(&c) {
            sign(text, at, c.len_utf8(), tokens)
        } else if c.is_alphanumeric() {
            self.word(text, at, chunk, tokens)
        } else {
            at + c.len_utf8()
        }
    }

    /// The token that begins at `at` with a letter or digit; returns where it ends.
    fn word(&self, text: &str, at: usize, chunk: &mut Chunk, tokens: &mut Tokens) -> usize {
        let form_start = tokens.forms.len();
        if let Some(end) = chunk.address(text, at) {
            fold_into(&text[at..end], &mut tokens.forms);
            tokens.push(at, end, form_start, Hyphen::None);
            return end;
        }
        let mut end = at;
        let mut hyphen = Hyphen::None;
        loop {
            let piece = piece(&text[end..]);
            if piece.is_empty() {
                break;
            }
            if end == at
                && text[end + piece.len()..].starts_with('.')
                && let Some(length) = self
                    .abbreviations
                    .at_start(&text[at..], piece.len(), &mut tokens.forms)
            {
                end = at + length;
                break;
            }
            self.fold_piece(piece, &mut tokens.forms);
            end += piece.len();
            if let Some((length, ending, more)) = self.gender_ending(text, at, end) {
                tokens.forms.push(MARK);
                fold_into(ending, &mut tokens.forms);
                fold_into(more, &mut tokens.forms);
                end += length;
            }
            match joint(text, end) {
                Joint::Hyphen(length) => {
                    tokens.forms.push('-');
                    end += length;
                }
                Joint::Number => {
                    tokens.forms.push(text.as_bytes()[end] as char);
                    end += 1;
                }
                Joint::Invisible(length) => end += length,
                Joint::PartFollows(length) => {
                    end += length;
                    hyphen = Hyphen::PartFollows;
                    break;
                }
                Joint::None => break,
            }
        }
        if end == at {
            return at + text[at..].chars().next().map_or(1, char::len_utf8);
        }
        tokens.push(at, end, form_start, hyphen);
        end
    }

    /// A piece's form; BürgerInnen gets its mark.
    fn fold_piece(&self, piece: &str, form: &mut String) {
        match self.gender.inner_capital(piece) {
            Some(at) => {
                fold_into(&piece[..at], form);
                form.push(MARK);
                fold_into(&piece[at..], form);
            }
            None => fold_into(piece, form),
        }
    }

    fn gender_ending<'t>(
        &self,
        text: &'t str,
        start: usize,
        end: usize,
    ) -> Option<(usize, &'t str, &'t str)> {
        let before = &text[start..end];
        let last = before.chars().next_back()?;
        // A mark needs a word before it: "A/in" and "1:n" are none; "BÜRGER*INNEN" is written too seldom.
        if !last.is_lowercase() || before.len() < 3 {
            return None;
        }
        self.gender.ending(&text[end..])
    }
}

fn sign(text: &str, at: usize, length: usize, tokens: &mut Tokens) -> usize {
    let start = tokens.forms.len();
    fold_into(&text[at..at + length], &mut tokens.forms);
    tokens.push(at, at + length, start, Hyphen::None);
    at + length
}

fn is_letter(byte: u8, next: Option<&u8>) -> bool {
    byte.is_ascii_alphabetic()
        || (byte == 0xc3 && matches!(next, Some(0xa4 | 0xb6 | 0xbc | 0x9f | 0x84 | 0x96 | 0x9c)))
}

/// Where the letters from `at` end, and whether what follows lets them be a word without a closer look.
fn plain_word(bytes: &[u8], at: usize) -> (usize, bool) {
    let mut end = at;
    let mut inner_capital = false;
    while let Some(&byte) = bytes.get(end) {
        if byte.is_ascii_alphabetic() {
            inner_capital |= byte == b'I' && end > at && !bytes[end - 1].is_ascii_uppercase();
            end += 1;
        } else if byte == 0xc3 && is_letter(byte, bytes.get(end + 1)) {
            end += 2;
        } else {
            break;
        }
    }
    let next = bytes.get(end + 1).copied().unwrap_or(b' ');
    let plain = match bytes.get(end) {
        None | Some(b' ' | b',' | b'\n' | b'\r' | b'\t' | b';' | b'!' | b'?' | b')' | b'"') => true,
        // General punctuation: dashes, quotes, ellipsis; not the invisible ones, hyphens and the apostrophe.
        Some(0xe2) if next == 0x80 => matches!(
            bytes.get(end + 2),
            Some(0x92..=0x98 | 0x9a..=0x9f | 0xa0..=0xa6 | 0xaf | 0xb9 | 0xba)
        ),
        Some(b':' | b'(' | b'/' | b'*' | b'_' | b'\'') => {
            !(next.is_ascii_alphabetic() || next >= 0x80 || next == b'-' || next == b'/')
        }
        _ => false,
    };
    (end, plain && !inner_capital)
}

enum Joint {
    None,
    Hyphen(usize),
    Number,
    Invisible(usize),
    PartFollows(usize),
}

/// What joins the piece that ends at `end` to what follows.
fn joint(text: &str, end: usize) -> Joint {
    let mut rest = text[end..].chars();
    let Some(sign) = rest.next() else {
        return Joint::None;
    };
    let next = rest.next();
    let last = text[..end].chars().next_back().unwrap_or(' ');
    let digits = last.is_ascii_digit() && next.is_some_and(|c| c.is_ascii_digit());
    match sign {
        '-' | '\u{2010}' | '\u{2011}' => match next {
            Some(_) if digits => Joint::None,
            Some(c) if c.is_alphanumeric() => Joint::Hyphen(sign.len_utf8()),
            // "Sicherheits- und", "Sprach-, Integrations-", "Kinder-/Jugendarbeit"
            Some(' ' | ',' | '/' | ';' | ')' | '\u{a0}' | '\n' | '\r') if last.is_alphabetic() => {
                Joint::PartFollows(sign.len_utf8())
            }
            _ => Joint::None,
        },
        '/' | ':' if digits => Joint::Number,
        c if is_invisible(c) && next.is_some_and(char::is_alphanumeric) => Joint::Invisible(c.len_utf8()),
        _ => Joint::None,
    }
}

/// The first Unicode word of `text` if it begins with a letter or digit, cut where German punctuation lacks a blank.
fn piece(text: &str) -> &str {
    // "a.b.c." is one Unicode word: a look at a short window at a time keeps long texts without blanks linear.
    let mut size = WINDOW;
    loop {
        let end = (size..size + 4).find(|&end| text.is_char_boundary(end));
        let window = &text[..end.unwrap_or(text.len())];
        let piece = first_piece(window);
        if piece.len() + WINDOW / 2 <= window.len() || window.len() == text.len() {
            return piece;
        }
        size *= 2;
    }
}

fn first_piece(text: &str) -> &str {
    let word = text.split_word_bounds().next().unwrap_or("");
    let Some(first) = word.chars().next() else {
        return "";
    };
    if !first.is_alphanumeric() {
        return "";
    }
    let bytes = word.as_bytes();
    let cut = word.char_indices().find_map(|(at, c)| match c {
        ':' | '_' => Some(at),
        '.' | ',' | ';' if !bytes[at - 1].is_ascii_digit() => Some(at),
        // A narrow blank joins Unicode words.
        c if c.is_whitespace() => Some(at),
        _ => None,
    });
    &word[..cut.unwrap_or(word.len())]
}
