//! The order of names in a German list: DIN 5007-1 (ä as a, ß as ss, case only breaks ties), numbers by size.
//!
//! Deliberately absent: the phone book order (ä as ae) and other languages' alphabets.

use std::cmp::Ordering;

/// `Welle 2` before `Welle 10`, `Ärzte` between `Arzt` and `Asyl`.
pub fn natural(a: &str, b: &str) -> Ordering {
    let (left, right) = (folded(a), folded(b));
    let (mut left, mut right) = (&left[..], &right[..]);
    loop {
        match (left.first(), right.first()) {
            (None, None) => return a.cmp(b),
            (None, _) => return Ordering::Less,
            (_, None) => return Ordering::Greater,
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let (x, rest_x) = number(left);
                let (y, rest_y) = number(right);
                // Without leading zeros the longer number is the larger one.
                match x.len().cmp(&y.len()).then_with(|| x.cmp(y)) {
                    Ordering::Equal => (left, right) = (rest_x, rest_y),
                    unlike => return unlike,
                }
            }
            (Some(x), Some(y)) if x == y => (left, right) = (&left[1..], &right[1..]),
            (Some(x), Some(y)) => return x.cmp(y),
        }
    }
}

fn number(text: &[char]) -> (&[char], &[char]) {
    let zeros = text.iter().take_while(|digit| **digit == '0').count();
    let digits = text[zeros..]
        .iter()
        .take_while(|digit| digit.is_ascii_digit())
        .count();
    (&text[zeros..zeros + digits], &text[zeros + digits..])
}

fn folded(text: &str) -> Vec<char> {
    use unicode_normalization::UnicodeNormalization;
    let mut out = Vec::with_capacity(text.len());
    for letter in text.to_lowercase().nfd() {
        match letter {
            'ß' => out.extend(['s', 's']),
            // Combining marks: the dots of ä, the accent of é.
            '\u{300}'..='\u{36f}' => {}
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_as_in_a_german_list() {
        let mut names = [
            "Welle 10",
            "Straße",
            "Asyl",
            "Welle 2",
            "Ärzte",
            "Strasse",
            "arzt",
            "Zoo",
            "Österreich",
        ];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(
            names,
            [
                "arzt",
                "Ärzte",
                "Asyl",
                "Österreich",
                "Strasse",
                "Straße",
                "Welle 2",
                "Welle 10",
                "Zoo"
            ]
        );
    }
}
