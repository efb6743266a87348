//! Short names of eight bytes, by which the records of a file name its variables; people see the long ones.
//!
//! Deliberately absent: which long names SPSS takes (`statfile::names`).

use std::collections::{HashMap, HashSet};

use crate::statfile::texts::first_bytes;

/// Short names: eight capital letters or digits of ASCII, unlike each other and unlike all long names but their own.
pub(super) struct ShortNames {
    taken: HashSet<String>,
    next: HashMap<String, usize>,
}

impl ShortNames {
    pub fn new(long: &[String]) -> ShortNames {
        ShortNames {
            taken: long.iter().map(|name| name.to_uppercase()).collect(),
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
            let name = format!("{}{ending}", first_bytes(&stem, 8 - ending.len()));
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
    fn short_names_are_nobody_elses() {
        let long = ["alter", "verkehr_und_mehr", "VERKE0", "verkehr_und_weniger", "ü"].map(str::to_owned);
        let mut short = ShortNames::new(&long);
        let given = long.each_ref().map(|name| short.of(name));
        assert_eq!(given, ["ALTER", "VERKE1", "VERKE0", "VERKE2", "V0"]);
        assert_eq!(short.further("alter"), "ALTER0");
    }
}
