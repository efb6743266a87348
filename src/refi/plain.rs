//! Texts as the standard wants them: line feeds alone, no character that XML 1.0 forbids; offsets count code points.
//!
//! A selection is `start..end` in code points from 0, the end left out. The standard (1.5, section 10.2) says "first and last
//! character", but every program that was looked at leaves the end out.

/// A text and what had to be changed of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainText {
    pub text: String,
    /// Control characters that were left out.
    pub removed: usize,
}

/// `original` with line feeds for all line breaks and without forbidden characters.
pub fn plain(original: &str) -> PlainText {
    let mut text = String::with_capacity(original.len());
    let mut removed = 0;
    for (at, letter) in original.char_indices() {
        match kept(original, at, letter) {
            Kept::As(letter) => text.push(letter),
            Kept::Break => {}
            Kept::Not => removed += 1,
        }
    }
    PlainText { text, removed }
}

impl PlainText {
    /// Where the byte `at` of the original stands in its plain text, in code points.
    pub fn place(original: &str, at: usize) -> usize {
        let before = original.char_indices().take_while(|(place, _)| *place < at);
        before
            .filter(|(place, letter)| matches!(kept(original, *place, *letter), Kept::As(_)))
            .count()
    }

    /// The reverse: the bytes of the original where each code point of its plain text begins, and the end.
    pub fn places(original: &str) -> Vec<u32> {
        let letters = original.char_indices();
        letters
            .filter(|(at, letter)| matches!(kept(original, *at, *letter), Kept::As(_)))
            .map(|(at, _)| at as u32)
            .chain([original.len() as u32])
            .collect()
    }
}

/// Whether XML 1.0 (section 2.2) allows the character.
pub(super) fn is_allowed(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

enum Kept {
    As(char),
    /// The first half of a line break that has two.
    Break,
    Not,
}

fn kept(original: &str, at: usize, letter: char) -> Kept {
    match letter {
        '\r' if original[at + 1..].starts_with('\n') => Kept::Break,
        '\r' => Kept::As('\n'),
        // A mark in the midst of a text would be taken for one at its beginning.
        '\u{feff}' if at == 0 => Kept::Not,
        _ if is_allowed(letter) => Kept::As(letter),
        _ => Kept::Not,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_plain_and_places_follow() {
        let original = "Ä\r\n\0😀b\rc\u{b}\n";
        let made = plain(original);
        assert_eq!((made.text.as_str(), made.removed), ("Ä\n😀b\nc\n", 2));
        let letters: Vec<char> = made.text.chars().collect();
        for (at, letter) in original
            .char_indices()
            .filter(|(_, letter)| letter.is_alphabetic())
        {
            assert_eq!(letters[PlainText::place(original, at)], letter);
        }
        assert_eq!(PlainText::place(original, original.len()), letters.len());
        let places = PlainText::places(original);
        assert_eq!(places.len(), letters.len() + 1);
        assert!(original[places[2] as usize..].starts_with('😀'));
    }
}
