//! Texts made to fit a program: no control characters, not too long; and how notices list what was changed.
//!
//! Deliberately absent: names of variables, whose rules differ from program to program.

use std::borrow::Cow;

use crate::problem::Notice;

/// How many of the things concerned a notice names.
const NAMED: usize = 8;

/// The text without control characters other than tab and line breaks, which no program shows and some end a text at.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let unwanted = |letter: char| letter.is_control() && !matches!(letter, '\t' | '\n' | '\r');
    if text.contains(unwanted) {
        Cow::Owned(text.chars().filter(|letter| !unwanted(*letter)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// The text as one line: every run of white space and control characters is one blank.
pub(super) fn line(text: &str) -> String {
    let words = text.split(|letter: char| letter.is_whitespace() || letter.is_control());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The first characters of a text with a sign that it goes on, `most` in all; `None` where it is not longer than that.
pub(super) fn cut(text: &str, most: usize) -> Option<String> {
    text.char_indices().nth(most)?;
    let mut short: String = text.chars().take(most - 1).collect();
    short.push('…');
    Some(short)
}

/// The beginning of a text, at most so many bytes, cut between letters.
pub(super) fn first_bytes(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// `a, b, c … (40)`: the first few, and how many there are.
pub(super) fn listed<T: std::fmt::Display>(things: &[T]) -> String {
    let first: Vec<String> = things.iter().take(NAMED).map(T::to_string).collect();
    let mut list = first.join(", ");
    if things.len() > NAMED {
        list.push_str(&format!(" … ({})", things.len()));
    }
    list
}

/// Says something once of all things that it concerns; nothing where there are none.
pub(super) fn tell(notices: &mut Vec<Notice>, things: &[String], de: &str, en: &str) {
    if !things.is_empty() {
        let list = listed(things);
        notices.push(Notice::new(format!("{de}: {list}."), format!("{en}: {list}.")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_between_characters_and_lose_what_nobody_sees() {
        assert_eq!(clean("ä\0\u{7}b\u{85}\r\n\tc"), "äb\r\n\tc");
        assert!(matches!(clean("ä\nb"), Cow::Borrowed(_)));
        assert_eq!(line(" a\r\n\0b  c "), "a b c");
        assert_eq!(cut("ääää", 4), None);
        assert_eq!(cut("äääää", 4).as_deref(), Some("äää…"));
        assert_eq!((first_bytes("aä😀", 2), first_bytes("aä😀", 3)), ("a", "aä"));
        assert_eq!(listed(&[1, 2]), "1, 2");
        assert_eq!(
            listed(&(0..9).collect::<Vec<_>>()),
            "0, 1, 2, 3, 4, 5, 6, 7 … (9)"
        );
    }
}
