//! Names of sources: programs make names of files of them, show them in lists, and know sources by them.

use std::collections::BTreeSet;

/// Letters of a name; MAXQDA's documents have 63 at most.
const LONGEST: usize = 60;

#[derive(Debug, Default)]
pub(super) struct Names {
    /// In lower case: some file systems do not tell the cases apart.
    taken: BTreeSet<String>,
}

impl Names {
    /// `wanted` as a name that a file may have, with a number where it is taken.
    pub fn free(&mut self, wanted: &str) -> String {
        let safe = safe(wanted);
        let numbered = (2..).map(|n| {
            let mark = format!(" ({n})");
            let kept = safe.chars().take(LONGEST - mark.len());
            format!("{}{mark}", kept.collect::<String>().trim_end())
        });
        let name = std::iter::once(safe.clone())
            .chain(numbered)
            .find(|name| !self.taken.contains(&name.to_lowercase()))
            .unwrap_or_default();
        self.taken.insert(name.to_lowercase());
        name
    }
}

/// Without what Windows forbids in names of files, and without blanks and full stops at the ends.
fn safe(wanted: &str) -> String {
    let letter = |letter: char| match letter {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
        letter if letter.is_control() || letter.is_whitespace() => ' ',
        letter => letter,
    };
    let words: String = wanted.chars().map(letter).collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = words.chars().take(LONGEST).collect();
    match cut.trim_matches(['.', ' ']) {
        "" => "_".to_owned(),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_short_and_unique() {
        let mut names = Names::default();
        for (wanted, name) in [
            ("7", "7"),
            ("7", "7 (2)"),
            ("Was/fehlt?", "Was_fehlt_"),
            ("was_fehlt_", "was_fehlt_ (2)"),
            (" a\n\tb. ", "a b"),
            ("..", "_"),
        ] {
            assert_eq!(names.free(wanted), name, "{wanted:?}");
        }
        let long = "Ä".repeat(100);
        assert_eq!(names.free(&long).chars().count(), 60);
        let second = names.free(&long);
        assert!(
            second.chars().count() <= 60 && second.ends_with(" (2)"),
            "{second}"
        );
    }
}
