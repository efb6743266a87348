//! Gender forms as one word: Bürger*innen, Bürger:innen, Bürger_innen, Bürger/-innen, Bürger(innen), BürgerInnen, jede*r.
//!
//! Deliberately absent: which word is meant; the stemmer takes what stands before the mark.

use std::borrow::Cow;

use super::tables::{rows, words};

/// The one mark of the normal form.
pub(super) const MARK: char = '*';

/// The marks and their endings, longest first.
#[derive(Debug)]
pub(super) struct Gender {
    marks: Vec<Mark>,
}

#[derive(Debug)]
struct Mark {
    sign: String,
    endings: Vec<String>,
    in_compounds: bool,
}

impl Gender {
    pub fn parse(table: &str) -> Self {
        let mut marks: Vec<Mark> = rows(table)
            .filter(|row| row.len() >= 2 && !row[0].is_empty())
            .map(|row| {
                let mut endings: Vec<String> = words(row[1]).map(str::to_owned).collect();
                endings.sort_by_key(|ending| std::cmp::Reverse(ending.len()));
                Mark {
                    sign: row[0].to_owned(),
                    endings,
                    in_compounds: row.get(2) == Some(&"yes"),
                }
            })
            .collect();
        marks.sort_by_key(|mark| std::cmp::Reverse(mark.sign.len()));
        Gender { marks }
    }

    /// Whether `rest`, the text right after some letters, begins with a mark and an ending: the bytes they take and the
    /// letters of the ending.
    pub fn ending<'t>(&self, rest: &'t str) -> Option<(usize, &'t str, &'t str)> {
        self.marks.iter().find_map(|mark| mark.ending(rest))
    }

    /// Where a capital I marks a gender form: BürgerInnen, BürgerIn, but LinkedIn in a language without marks.
    pub fn inner_capital(&self, word: &str) -> Option<usize> {
        if self.marks.is_empty() {
            None
        } else {
            inner_capital(word)
        }
    }
}

impl Mark {
    fn ending<'t>(&self, rest: &'t str) -> Option<(usize, &'t str, &'t str)> {
        let after = rest.strip_prefix(self.sign.as_str())?;
        if self.sign == "(" {
            return in_brackets(after, &self.endings);
        }
        let letters = &after[..after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len())];
        let capital = letters.starts_with('I');
        let known = self.endings.iter().any(|ending| ending == letters)
            || (capital && matches!(letters, "Innen" | "In"));
        // "Ort:Innenstadt" and "Ziel:informieren" lack a blank; only a small "innen" goes on.
        let goes_on = self.in_compounds && letters.len() > "innen".len() && letters.starts_with("innen");
        (known || goes_on).then(|| (self.sign.len() + letters.len(), letters, ""))
    }
}

/// `innen)`, and the old `in)nen`.
fn in_brackets<'t>(after: &'t str, endings: &[String]) -> Option<(usize, &'t str, &'t str)> {
    // No look at a bracket further away than an ending is long: a text may have many that never close.
    let inner = endings.iter().find_map(|ending| {
        let inner = after.get(..ending.len())?;
        (ending.eq_ignore_ascii_case(inner) && after[inner.len()..].starts_with(')')).then_some(inner)
    })?;
    let close = inner.len();
    let behind = &after[close + 1..];
    let tail = &behind[..behind.find(|c: char| !c.is_alphabetic()).unwrap_or(behind.len())];
    let used = "(".len() + close + ")".len();
    let letters = inner.trim_start_matches('-');
    match (inner, tail) {
        (_, "") => Some((used, letters, "")),
        ("in", "nen") | ("inn", "en") => Some((used + tail.len(), letters, tail)),
        // "Schüler(innen)vertretung"
        ("innen" | "-innen", tail) => Some((used + tail.len(), letters, tail)),
        _ => None,
    }
}

/// The form as if written without a gender mark: Bürger*innenbeteiligung as Bürgerinnenbeteiligung, jede*r as jede.
pub(super) fn without_mark(form: &str) -> Cow<'_, str> {
    let Some(mark) = form.find(MARK) else {
        return Cow::Borrowed(form);
    };
    let (base, ending) = (&form[..mark], &form[mark + 1..]);
    Cow::Owned(if ending.starts_with("in") {
        base.to_owned() + ending
    } else {
        base.to_owned()
    })
}

/// Where a capital I within `word` begins "Innen" or a final "In": BürgerInnen, BürgerIn.
fn inner_capital(word: &str) -> Option<usize> {
    let at = word.char_indices().skip(1).find_map(|(at, c)| {
        let before = word[..at].chars().next_back()?;
        (c == 'I' && before.is_lowercase()).then_some(at)
    })?;
    let rest = &word[at..];
    (rest == "In" || rest.starts_with("Innen")).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_blank_is_no_gender_mark() {
        let gender = Gender::parse(include_str!("gender.md"));
        assert_eq!(gender.ending("*innen, "), Some((6, "innen", "")));
        assert_eq!(gender.ending("(in)nen "), Some((7, "in", "nen")));
        assert_eq!(gender.ending("/-innen"), Some((7, "innen", "")));
        assert_eq!(gender.ending(":Innenstadt"), None);
        assert_eq!(gender.ending(":informieren"), None);
        assert_eq!(gender.ending("/Ordnungsamt"), None);
        assert_eq!(inner_capital("BürgerInnen"), Some(7));
        assert_eq!(inner_capital("YouTube"), None);
    }
}
