//! The order of names in a German list: DIN 5007-1 (ä as a, ß as ss, case only breaks ties), numbers by size.
//!
//! Deliberately absent: the phone book order (ä as ae) and other languages' alphabets.

use std::cmp::Ordering;

/// `Welle 2` before `Welle 10`, `Ärzte` between `Arzt` and `Asyl`.
pub fn natural(a: &str, b: &str) -> Ordering {
    natural_key(a).cmp(&natural_key(b)).then_with(|| a.cmp(b))
}

/// Names whose keys stand in order stand in order; names that differ in case or accents only have the same key.
pub fn natural_key(name: &str) -> String {
    let folded = folded(name);
    let mut rest = &folded[..];
    let mut key = String::with_capacity(name.len() + 2);
    while let Some(letter) = rest.first() {
        if letter.is_ascii_digit() {
            let (number, behind) = number(rest);
            // Without leading zeros the longer number is the larger one. The zero before it keeps numbers where digits stand.
            key.push('0');
            key.push(char::from_u32(number.len() as u32).unwrap_or(char::MAX));
            key.extend(number);
            rest = behind;
        } else {
            key.push(*letter);
            rest = &rest[1..];
        }
    }
    key
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

    #[test]
    fn numbers_are_ordered_by_size_and_stand_where_digits_stand() {
        for (smaller, larger) in [
            ("2", "10"),
            ("a 7", "a 07b"),
            ("a-1", "a1"),
            ("a1", "ab"),
            ("1", "1a"),
            ("99999999999999999999", "100000000000000000000"),
        ] {
            assert_eq!(natural(smaller, larger), Ordering::Less, "{smaller} {larger}");
            assert_eq!(natural(larger, smaller), Ordering::Greater, "{smaller} {larger}");
        }
        assert_eq!(natural("007", "7"), Ordering::Less, "zeros only break ties");
    }
}
