//! Places in the text of a codebook file: lines, and bytes within a quoted string.
//!
//! Deliberately absent: TOML itself; the `toml` crate says where a value stands.

use std::ops::Range;

use crate::problem::Problem;

/// The text of a codebook file and its name in messages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'t> {
    pub text: &'t str,
    pub name: &'t str,
}

impl Source<'_> {
    /// A mistake with file, line and bytes.
    pub fn mistake(&self, span: &Range<usize>, de: impl Into<String>, en: impl Into<String>) -> Problem {
        self.place(Problem::input(de, en), span)
    }

    pub fn place(&self, problem: Problem, span: &Range<usize>) -> Problem {
        problem
            .in_file(self.name)
            .in_row(self.line(span.start))
            .at(self.text, span.clone())
    }

    /// Counted from 1.
    pub fn line(&self, at: usize) -> u64 {
        1 + self.text.as_bytes()[..at.min(self.text.len())]
            .iter()
            .filter(|&&byte| byte == b'\n')
            .count() as u64
    }

    /// Where the bytes `part` of `content` stand in the file, `value` being the whole string with its quotes; the whole
    /// string where that cannot be said (a line ending escaped within it).
    pub fn within(&self, value: &Range<usize>, content: &str, part: &Range<usize>) -> Range<usize> {
        let places = self.text.get(value.clone()).and_then(|raw| places(raw, content));
        match places {
            Some(places) => match (places.get(part.start), places.get(part.end)) {
                (Some(start), Some(end)) => value.start + start..value.start + end,
                _ => value.clone(),
            },
            None => value.clone(),
        }
    }
}

/// For each byte of `content`, and its end, the byte of the quoted string `raw`.
fn places(raw: &str, content: &str) -> Option<Vec<usize>> {
    let (quote, escapes) = ["\"\"\"", "'''", "\"", "'"]
        .into_iter()
        .find(|quote| raw.len() >= 2 * quote.len() && raw.starts_with(quote) && raw.ends_with(quote))
        .map(|quote| (quote, quote.starts_with('"')))?;
    let mut at = quote.len();
    let end = raw.len() - quote.len();
    if quote.len() == 3 {
        // The line ending right after the opening quotes does not belong to the string.
        at += ["\r\n", "\n"]
            .iter()
            .find(|ending| raw[at..].starts_with(**ending))
            .map_or(0, |ending| ending.len());
    }
    let mut places = Vec::with_capacity(content.len() + 1);
    for c in content.chars() {
        places.extend(std::iter::repeat_n(at, c.len_utf8()));
        let rest = raw.get(at..end)?;
        at += if escapes && rest.starts_with('\\') {
            match rest.as_bytes().get(1)? {
                b'u' => 6,
                b'U' => 10,
                b'x' => 4,
                b'b' | b't' | b'n' | b'f' | b'r' | b'e' | b'"' | b'\\' => 2,
                _ => return None,
            }
        } else if rest.starts_with(c) {
            c.len_utf8()
        } else {
            return None;
        };
    }
    places.push(at);
    (at == end).then_some(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_of_a_string_is_found_behind_its_escapes() {
        for (raw, content, piece) in [
            (r#""a OR b""#, "a OR b", "OR"),
            (r"'ä OR b'", "ä OR b", "OR"),
            (r#""\"zwei w\" OR b""#, "\"zwei w\" OR b", "OR"),
            (r#""\u00e4 OR b""#, "ä OR b", "OR"),
            ("\"\"\"\na\n OR b\"\"\"", "a\n OR b", "OR"),
        ] {
            let text = format!("find = {raw}");
            let source = Source {
                text: &text,
                name: "x",
            };
            let start = content.find(piece).unwrap();
            let span = source.within(&(7..text.len()), content, &(start..start + piece.len()));
            assert_eq!(&text[span], piece, "{raw}");
        }
        let text = "'''a'''";
        let source = Source { text, name: "x" };
        assert_eq!(source.within(&(0..7), "something else", &(0..1)), 0..7);
    }
}
