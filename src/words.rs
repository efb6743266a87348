//! Sentences in German and English side by side, numbers as each language writes them, and the nearest of several names.
//!
//! Deliberately absent: message catalogues. A sentence stands where it is said, in both languages.

use serde::{Deserialize, Serialize};

/// The language of the interface (not of the answers).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    De,
    En,
}

impl Language {
    /// The language of a locale such as `de_AT.UTF-8`; everything that is not German is English.
    pub fn of_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("de") {
            Language::De
        } else {
            Language::En
        }
    }

    /// A number with `decimals` places, decimal comma in German: `11,6`.
    pub fn number(self, value: f64, decimals: usize) -> String {
        let text = format!("{value:.decimals$}");
        // What rounds to nothing has no sign; a sign is the one of typography, as wide as a plus.
        let text = match text.strip_prefix('-') {
            Some(digits) if digits.bytes().all(|byte| matches!(byte, b'0' | b'.')) => digits.to_owned(),
            Some(digits) => format!("−{digits}"),
            None => text,
        };
        match self {
            Language::De => text.replace('.', ","),
            Language::En => text,
        }
    }

    /// A share (0–1) as percent with one decimal: `11,6 %` in German, `11.6%` in English.
    pub fn percent(self, share: f64) -> String {
        match self {
            Language::De => format!("{}\u{a0}%", self.number(share * 100.0, 1)),
            Language::En => format!("{}%", self.number(share * 100.0, 1)),
        }
    }

    /// A number of bytes: `2,0 GB`, `16 kB`; a kilobyte has 1000 bytes, as file managers count.
    pub fn bytes(self, bytes: u64) -> String {
        let units = ["Byte", "kB", "MB", "GB", "TB"];
        let mut size = bytes as f64;
        let mut unit = 0;
        while size >= 999.5 && unit + 1 < units.len() {
            size /= 1000.0;
            unit += 1;
        }
        let decimals = usize::from(unit > 1 && size < 100.0);
        format!("{}\u{a0}{}", self.number(size, decimals), units[unit])
    }

    /// A count with its thousands separated: `1.169` in German, `1,169` in English.
    pub fn count(self, n: u64) -> String {
        let digits = n.to_string();
        let separator = if self == Language::De { '.' } else { ',' };
        let mut out = String::with_capacity(digits.len() + digits.len() / 3);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(separator);
            }
            out.push(digit);
        }
        out
    }
}

/// One sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    pub de: String,
    pub en: String,
}

impl Text {
    pub fn new(de: impl Into<String>, en: impl Into<String>) -> Self {
        Text {
            de: de.into(),
            en: en.into(),
        }
    }

    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::De => &self.de,
            Language::En => &self.en,
        }
    }
}

/// The name most like `wanted`, where one is near enough to be meant: at most a third of its letters differ.
pub fn nearest<'n>(wanted: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let wanted = wanted.to_lowercase();
    names
        .into_iter()
        .map(|name| (distance(&wanted, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= (name.chars().count() / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// Typing errors between two words: letters added, left out, replaced, or two neighbours exchanged (optimal string alignment,
/// after Damerau 1964).
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    let mut rows = vec![vec![0; right.len() + 1]; left.len() + 1];
    for i in 0..=left.len() {
        for j in 0..=right.len() {
            rows[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let replaced = rows[i - 1][j - 1] + usize::from(left[i - 1] != right[j - 1]);
                let exchanged = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
                let best = replaced.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                if exchanged {
                    best.min(rows[i - 2][j - 2] + 1)
                } else {
                    best
                }
            };
        }
    }
    rows[left.len()][right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_each_language_writes_them() {
        assert_eq!(Language::De.number(11.594, 1), "11,6");
        assert_eq!(Language::De.percent(8.0 / 69.0), "11,6\u{a0}%");
        assert_eq!(Language::De.number(-0.25, 2), "−0,25");
        assert_eq!(Language::En.number(-0.004, 2), "0.00");
        assert_eq!(Language::En.percent(8.0 / 69.0), "11.6%");
        assert_eq!(Language::De.count(1_169), "1.169");
        assert_eq!(Language::En.count(1_000_000), "1,000,000");
        assert_eq!(Language::De.count(437), "437");
        assert_eq!(Language::De.bytes(437), "437\u{a0}Byte");
        assert_eq!(Language::En.bytes(999_999), "1.0\u{a0}MB");
        assert_eq!(Language::De.bytes(2 << 30), "2,1\u{a0}GB");
    }

    #[test]
    fn only_german_locales_are_german() {
        assert_eq!(Language::of_locale("de_AT.UTF-8"), Language::De);
        assert_eq!(Language::of_locale("C"), Language::En);
    }

    #[test]
    fn the_nearest_name_is_one_that_may_be_meant() {
        assert_eq!(
            nearest("handlungsfeld", ["chancen", "handlungsfelder"]),
            Some("handlungsfelder")
        );
        assert_eq!(nearest("titel", ["title", "label"]), Some("title"));
        assert_eq!(nearest("lable", ["label", "value", "id"]), Some("label"));
        assert_eq!(nearest("übung", ["id", "value"]), None);
    }
}
