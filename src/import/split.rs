//! A list typed into one cell as several items: spans of the verbatim, which itself stays as it is.
//!
//! What lies between the items is separators only: blanks, line ends, semicolons, bullets.

use super::choices::Split;
use crate::survey::Span;

/// The items of a verbatim, ascending, none empty. A verbatim without words gives the whole of it as one item.
pub fn split(verbatim: &str, how: Split) -> Vec<Span> {
    let mut items = match how {
        Split::None => Vec::new(),
        Split::Semicolon => pieces(verbatim, ';'),
        Split::Lines => lines(verbatim)
            .map(|(start, end)| (start + bullet(&verbatim[start..end]), end))
            .collect(),
        Split::Bullets => bullets(verbatim),
    };
    items = items
        .into_iter()
        .filter_map(|(start, end)| trim(verbatim, start, end))
        .collect();
    if items.is_empty() {
        items.push((0, verbatim.len()));
    }
    items
        .into_iter()
        .map(|(start, end)| Span::new(start, end))
        .collect()
}

fn pieces(text: &str, separator: char) -> Vec<(usize, usize)> {
    let mut start = 0;
    let mut pieces = Vec::new();
    for piece in text.split(separator) {
        pieces.push((start, start + piece.len()));
        start += piece.len() + separator.len_utf8();
    }
    pieces
}

fn lines(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    text.split(['\n', '\r', '\u{2028}', '\u{b}']).map(|line| {
        // Where the line begins is told by the line itself: separators differ in length.
        let start = line.as_ptr() as usize - text.as_ptr() as usize;
        (start, start + line.len())
    })
}

/// Items begin at bullets; a line without one goes on with the item above it.
fn bullets(text: &str) -> Vec<(usize, usize)> {
    let mut items: Vec<(usize, usize)> = Vec::new();
    for (start, end) in lines(text) {
        let line = &text[start..end];
        let mark = bullet(line);
        if mark > 0 || items.is_empty() {
            items.push((start + mark, end));
        } else if !line.trim().is_empty()
            && let Some(item) = items.last_mut()
        {
            item.1 = end;
        }
    }
    items
}

/// Bytes of a bullet at the beginning of a line, blanks included: `- `, `• `, `* `, `– `, `1. `, `1) `, `a) `, `(1) `.
fn bullet(line: &str) -> usize {
    let rest = line.trim_start();
    let blank = line.len() - rest.len();
    let mut letters = rest.chars();
    let Some(first) = letters.next() else { return 0 };
    let after = letters.as_str();
    let is_round = matches!(
        first,
        '•' | '·' | '▪' | '●' | '◦' | '‣' | '■' | '➢' | '\u{f0b7}' | '\u{f0a7}'
    );
    let is_stroke = matches!(first, '-' | '–' | '—' | '*' | '+' | '>' | 'o');
    let mark = if is_round || is_stroke && after.starts_with(char::is_whitespace) {
        first.len_utf8()
    } else if matches!(first, '-' | '–' | '—' | '*') && after.starts_with(char::is_alphabetic) {
        // "-Sprachkurse": people leave the blank out.
        first.len_utf8()
    } else {
        numbered(rest)
    };
    if mark == 0 {
        return 0;
    }
    let after = &rest[mark..];
    blank + mark + (after.len() - after.trim_start().len())
}

/// `1.`, `12)`, `a)`, `(3)`, followed by a blank or, after a bracket, by anything.
fn numbered(line: &str) -> usize {
    let open = usize::from(line.starts_with('('));
    let body = &line[open..];
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let label = match digits {
        1..=2 => digits,
        0 if body.starts_with(|letter: char| letter.is_ascii_alphabetic()) => 1,
        _ => return 0,
    };
    let after = &body[label..];
    if after.starts_with(')') {
        open + label + 1
    } else if open == 0 && digits > 0 && after.starts_with('.') && after[1..].starts_with(char::is_whitespace)
    {
        label + 1
    } else {
        0
    }
}

fn trim(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let piece = &text[start..end];
    let inner = piece.trim_start();
    let start = start + piece.len() - inner.len();
    let inner = inner.trim_end();
    let says_something = inner
        .chars()
        .any(|letter| !matches!(letter, '-' | '–' | '—' | '•' | '*' | '.' | ',' | ';' | '/' | '_'));
    says_something.then_some((start, start + inner.len()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn items(text: &str, how: Split) -> Vec<&str> {
        split(text, how).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn lists_are_split_as_people_type_them() {
        for (text, how, expected) in [
            (" Kurse ", Split::None, vec![" Kurse "]),
            (
                "Kurse; Feste;; Rat ;",
                Split::Semicolon,
                vec!["Kurse", "Feste", "Rat"],
            ),
            (
                "Kurse\r\n\r\n  Feste\nRat",
                Split::Lines,
                vec!["Kurse", "Feste", "Rat"],
            ),
            ("- Kurse\n- Feste", Split::Lines, vec!["Kurse", "Feste"]),
            (
                "Wir tun viel:\n- Kurse für\n  Frauen\n• Feste\n– Rat",
                Split::Bullets,
                vec!["Wir tun viel:", "Kurse für\n  Frauen", "Feste", "Rat"],
            ),
            (
                "1. Kurse\n2) Feste\na) Rat\n(4) Hilfe",
                Split::Bullets,
                vec!["Kurse", "Feste", "Rat", "Hilfe"],
            ),
            // A date, a year and a hyphen within a word are no bullets.
            (
                "3.5.2015 Fest\n2015 Kurs",
                Split::Bullets,
                vec!["3.5.2015 Fest\n2015 Kurs"],
            ),
            ("-Kurse\n-Feste", Split::Bullets, vec!["Kurse", "Feste"]),
            (";;", Split::Semicolon, vec![";;"]),
        ] {
            assert_eq!(items(text, how), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn items_lie_in_the_verbatim_one_after_the_other_and_lose_no_word(
            text in "[ \\n\\r;a-zäß1-3.)(•–-]{0,60}", how in 0_usize..4,
        ) {
            let spans = split(&text, Split::ALL[how]);
            let mut at = 0;
            let mut between = String::new();
            for span in &spans {
                prop_assert!(span.start as usize >= at);
                prop_assert!(text.is_empty() || span.start < span.end);
                between.push_str(&text[at..span.start as usize]);
                prop_assert!(text.get(span.start as usize..span.end as usize).is_some());
                at = span.end as usize;
            }
            between.push_str(&text[at..]);
            // Nothing but separators and bullets stands outside the items; bullets may carry a digit or a letter.
            prop_assert!(between.split(|letter: char| !letter.is_alphanumeric()).all(|word| word.chars().count() <= 2));
        }
    }
}
