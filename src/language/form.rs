//! The normal form of a written word: one spelling for Bürger, Buerger and a decomposed Bürger.
//!
//! NFC, lower case, ä→ae ö→oe ü→ue ß→ss, other accents off, soft hyphens and zero-width characters out; control
//! characters too, which the index keeps for itself. Deliberately absent: anything that needs to know the word; that is
//! `stem`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_canonical;

/// Appends the normal form of `word` to `out`.
pub(super) fn fold_into(word: &str, out: &mut String) {
    let bytes = word.as_bytes();
    let before = out.len();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte < 0x80 {
            if !byte.is_ascii_control() {
                out.push(byte.to_ascii_lowercase() as char);
            }
            at += 1;
        } else if let Some(folded) = umlaut(byte, bytes.get(at + 1).copied()) {
            out.push_str(folded);
            at += 2;
        } else {
            out.truncate(before);
            return fold_rare(word, out);
        }
    }
}

pub(super) fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len() + 4);
    fold_into(word, &mut out);
    out
}

/// Umlauts back for the stemmer: ae→ä, oe→ö, ue→ü, but not the ue after q or a vowel (Quelle, neue, Bauer).
pub(super) fn unfold(form: &str) -> String {
    let bytes = form.as_bytes();
    let mut out = String::with_capacity(form.len());
    let mut copied = 0;
    let mut at = 0;
    while at + 1 < bytes.len() {
        let umlaut = match (bytes[at], bytes[at + 1]) {
            (b'a', b'e') => Some('ä'),
            (b'o', b'e') => Some('ö'),
            (b'u', b'e') if at == 0 || !b"aeiouq".contains(&bytes[at - 1]) => Some('ü'),
            _ => None,
        };
        if let Some(umlaut) = umlaut {
            out.push_str(&form[copied..at]);
            out.push(umlaut);
            at += 2;
            copied = at;
        } else {
            at += 1;
        }
    }
    out.push_str(&form[copied..]);
    out
}

/// The last vowel turned into an umlaut, lower case: Haus → häus, Stadt → städt; the word itself where it has none to turn.
pub(super) fn umlauted(word: &str) -> String {
    let mut letters: Vec<char> = word.to_lowercase().chars().collect();
    if let Some(last) = last_stressable_vowel(&letters) {
        let at = if last > 0 && letters[last - 1] == 'a' && letters[last] == 'u' {
            last - 1
        } else {
            last
        };
        letters[at] = match letters[at] {
            'a' => 'ä',
            'o' => 'ö',
            'u' => 'ü',
            other => other,
        };
    }
    letters.into_iter().collect()
}

/// The last vowel, passing over a final -er, -el, -en (Mutter, Vogel, Garten).
fn last_stressable_vowel(letters: &[char]) -> Option<usize> {
    let weak = matches!(letters, [.., 'e', 'r' | 'l' | 'n']);
    let until = if weak { letters.len() - 2 } else { letters.len() };
    letters[..until].iter().rposition(|c| "aeiouäöü".contains(*c))
}

/// Zero-width characters that word processors leave inside words.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{fe0e}' | '\u{fe0f}'
    )
}

fn umlaut(first: u8, second: Option<u8>) -> Option<&'static str> {
    if first != 0xc3 {
        return None;
    }
    match second? {
        0xa4 | 0x84 => Some("ae"),
        0xb6 | 0x96 => Some("oe"),
        0xbc | 0x9c => Some("ue"),
        0x9f => Some("ss"),
        _ => None,
    }
}

fn fold_rare(word: &str, out: &mut String) {
    for c in word
        .chars()
        .filter(|c| !is_invisible(*c) && !c.is_control())
        .nfc()
    {
        match c {
            'ä' | 'Ä' | 'æ' | 'Æ' => out.push_str("ae"),
            'ö' | 'Ö' | 'ø' | 'Ø' | 'œ' | 'Œ' => out.push_str("oe"),
            'ü' | 'Ü' => out.push_str("ue"),
            'ß' | 'ẞ' => out.push_str("ss"),
            '\u{2010}' | '\u{2011}' => out.push('-'),
            '\u{2019}' | '\u{2bc}' | '´' | '`' => out.push('\''),
            '\u{300}'..='\u{36f}' => {}
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => {
                let mut base = None;
                decompose_canonical(c, |part| base = base.or(Some(part)));
                match base {
                    Some(base) if base.is_ascii() => out.push(base.to_ascii_lowercase()),
                    _ => out.extend(c.to_lowercase()),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_meet() {
        for written in [
            "Bürger",
            "BÜRGER",
            "Buerger",
            "Bu\u{308}rger",
            "Bür\u{ad}ger",
            "Bür\u{200b}ger",
        ] {
            assert_eq!(fold(written), "buerger", "{written:?}");
        }
        assert_eq!(fold("Straße"), "strasse");
        assert_eq!(fold("STRAẞE"), "strasse");
        assert_eq!(fold("Sprachcafé"), "sprachcafe");
        assert_eq!(fold("Cafe\u{301}s"), "cafes");
        assert_eq!(fold("привет"), "привет");
    }

    #[test]
    fn umlauts_come_back_by_rule() {
        assert_eq!(unfold("buerger"), "bürger");
        assert_eq!(unfold("neue"), "neue");
        assert_eq!(unfold("quelle"), "quelle");
        assert_eq!(unfold("bauer"), "bauer");
        assert_eq!(unfold("haeuser"), "häuser");
    }
}
