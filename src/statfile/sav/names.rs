//! Names that SPSS takes: long ones for people, short ones of eight bytes for the file.
//!
//! The rules are those of "Variable Names" in the reference of SPSS and of PSPP.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

/// Bytes of a name.
pub const LONGEST: usize = 64;

/// Words of the language.
const RESERVED: &[&str] = &[
    "ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH",
];

/// What SPSS compares names by: it does not tell capitals from small letters.
pub fn key(name: &str) -> String {
    name.to_uppercase()
}

/// The nearest name that SPSS takes, at most `longest` bytes long.
pub fn legal(name: &str, longest: usize) -> String {
    let is_within = |letter: char| letter.is_alphanumeric() || "_.$#@".contains(letter);
    let mut legal: String = name
        .nfc()
        .map(|letter| if is_within(letter) { letter } else { '_' })
        .collect();
    // A first # or $ stands for variables of the moment and of the system.
    let starts_well = |first: char| first == '@' || (first.is_alphabetic() && !first.is_numeric());
    if !legal.starts_with(starts_well) {
        legal.insert(0, 'V');
    }
    legal.truncate(cut(&legal, longest).len());
    if legal.ends_with('.') {
        legal.pop();
        legal.push('_');
    }
    if RESERVED.contains(&key(&legal).as_str()) {
        legal.push('_');
    }
    legal
}

/// Names that are legal and differ from each other, one for each of `names`.
pub fn unique(names: impl Iterator<Item = String>, longest: usize) -> Vec<String> {
    let wanted: Vec<String> = names.map(|name| legal(&name, longest)).collect();
    let all: HashSet<String> = wanted.iter().map(|name| key(name)).collect();
    let mut given = HashSet::new();
    let mut next: HashMap<String, usize> = HashMap::new();
    let mut names = Vec::with_capacity(wanted.len());
    for name in wanted {
        let name = if given.contains(&key(&name)) {
            let number = next.entry(key(&name)).or_insert(2);
            loop {
                let ending = format!("_{number}");
                *number += 1;
                let other = format!("{}{ending}", cut(&name, longest - ending.len()));
                if !all.contains(&key(&other)) && !given.contains(&key(&other)) {
                    break other;
                }
            }
        } else {
            name
        };
        given.insert(key(&name));
        names.push(name);
    }
    names
}

/// The beginning of a text, at most so many bytes, cut between letters.
pub fn cut(text: &str, longest: usize) -> &str {
    let mut end = longest.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Short names: eight capital letters or digits of ASCII, unlike each other and unlike all long names but their own.
pub struct ShortNames {
    taken: HashSet<String>,
    next: HashMap<String, usize>,
}

impl ShortNames {
    pub fn new(long: &[String]) -> ShortNames {
        ShortNames {
            taken: long.iter().map(|name| key(name)).collect(),
            next: HashMap::new(),
        }
    }

    /// The short name of a variable: its own name where that is short.
    pub fn of(&mut self, long: &str) -> String {
        let own = long.to_ascii_uppercase();
        if own.len() <= 8 && own.is_ascii() {
            return own;
        }
        self.further(long)
    }

    /// A name nobody has, with the same beginning.
    pub fn further(&mut self, long: &str) -> String {
        let mut stem: String = long.chars().filter(char::is_ascii_alphanumeric).take(5).collect();
        if !stem.starts_with(|first: char| first.is_ascii_alphabetic()) {
            stem.insert(0, 'V');
        }
        let stem = stem.to_ascii_uppercase();
        let next = self.next.entry(stem.clone()).or_default();
        loop {
            let ending = base_36(*next);
            *next += 1;
            let name = format!("{}{ending}", cut(&stem, 8 - ending.len()));
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }
}

fn base_36(mut number: usize) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number % 36]);
        number /= 36;
        if number == 0 {
            break;
        }
    }
    digits.iter().rev().map(|digit| char::from(*digit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_legal() {
        for (name, expected) in [
            ("alter", "alter"),
            ("Maßnahme.übrig", "Maßnahme.übrig"),
            ("1a", "V1a"),
            ("$x", "V$x"),
            ("_x", "V_x"),
            ("@x", "@x"),
            ("Ⅷ", "VⅧ"),
            ("Q1[SQ001]", "Q1_SQ001_"),
            ("ende.", "ende_"),
            ("with", "with_"),
            ("", "V"),
            ("😀", "V_"),
            ("a\u{308}b", "äb"),
        ] {
            assert_eq!(legal(name, LONGEST), expected, "{name}");
        }
        assert_eq!(legal(&"ü".repeat(40), LONGEST), "ü".repeat(32));
        assert_eq!(legal(&format!("x{}", "ü".repeat(40)), LONGEST).len(), 63);
    }

    #[test]
    fn names_differ_also_for_who_does_not_see_capitals() {
        let names = ["a", "A", "a_2", "Ä", "ä", "maß", "MASS"].map(str::to_owned);
        let unique = unique(names.into_iter(), LONGEST);
        assert_eq!(unique, ["a", "A_3", "a_2", "Ä", "ä_2", "maß", "MASS_2"]);
        let same = super::unique((0..3).map(|_| "ü".repeat(32)), LONGEST);
        assert_eq!(same[2], format!("{}_3", "ü".repeat(31)));
    }

    #[test]
    fn short_names_are_nobody_elses() {
        let long = ["alter", "verkehr_und_mehr", "VERKE0", "verkehr_und_weniger", "ü"].map(str::to_owned);
        let mut short = ShortNames::new(&long);
        let given = long.each_ref().map(|name| short.of(name));
        assert_eq!(given, ["ALTER", "VERKE1", "VERKE0", "VERKE2", "V0"]);
        assert_eq!(short.further("alter"), "ALTER0");
    }
}
