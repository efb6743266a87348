//! Which separator a delimited text uses: the one that cuts its rows into equally many fields.

use super::delimited::Delimited;
use super::row::{Row, Written};
use crate::problem::{Problem, Result};

/// Tried in this order; the first of equally good ones is taken.
const SEPARATORS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// Rows looked at.
const ROWS: usize = 300;

/// How a delimited text is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    /// None: each line is one field.
    pub separator: Option<u8>,
    /// The file says `sep=…` in its first line, which is no row.
    pub says: bool,
    pub quoting: Quoting,
}

/// Which fields stand in quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quoting {
    None,
    /// Where needed.
    Some,
    /// All that hold something.
    All,
}

/// Length of a first line `sep=;` with its line end, and the separator it names.
pub(super) fn said_separator(sample: &str) -> Option<(usize, u8)> {
    let bytes = sample.as_bytes();
    let rest = sample.get(..4).filter(|said| said.eq_ignore_ascii_case("sep="));
    rest?;
    let separator = *bytes.get(4).filter(|byte| byte.is_ascii())?;
    let end = &bytes[5..];
    let length = if end.starts_with(b"\r\n") {
        7
    } else if end.starts_with(b"\n") || end.starts_with(b"\r") {
        6
    } else if end.is_empty() {
        5
    } else {
        return None;
    };
    Some((length, separator))
}

/// Recognises the dialect of the beginning of a text; `whole` is false where the text goes on after the sample.
pub(super) fn sniff(sample: &str, cut: bool, chosen: Option<u8>) -> Dialect {
    let said = said_separator(sample);
    let text = &sample[said.map_or(0, |(length, _)| length)..];
    let separator = chosen
        .or(said.map(|(_, separator)| separator))
        .or_else(|| best(text, cut));
    Dialect {
        separator,
        says: said.is_some(),
        quoting: quoting(text, separator),
    }
}

fn best(text: &str, cut: bool) -> Option<u8> {
    let mut best = None;
    let mut best_score = 0.0;
    for separator in SEPARATORS {
        let score = score(text, cut, separator);
        if score > best_score {
            best = Some(separator);
            best_score = score;
        }
    }
    best
}

/// Share of the rows with as many fields as the heading, a little more for more fields; 0 for no table.
fn score(text: &str, cut: bool, separator: u8) -> f64 {
    let mut counts = Vec::new();
    let mut short_heading = true;
    let mut rows = Delimited::new(text.as_bytes(), Some(separator));
    let mut row = Row::default();
    let mut trailing_empty = 0;
    while counts.len() < ROWS && rows.next(&mut row).unwrap_or(false) {
        if counts.is_empty() {
            short_heading = (0..row.len()).all(|column| row.cell(column).chars().count() <= 40);
            trailing_empty = (0..row.len())
                .rev()
                .take_while(|column| row.cell(*column).trim().is_empty())
                .count();
        }
        counts.push(row.len());
    }
    if cut && counts.len() > 1 && counts.len() < ROWS {
        counts.pop();
    }
    let Some((&heading, body)) = counts.split_first() else {
        return 0.0;
    };
    if heading < 2 || heading == trailing_empty {
        return 0.0;
    }
    if body.is_empty() {
        return if short_heading {
            heading as f64 / 1000.0
        } else {
            0.0
        };
    }
    let share = |fits: &dyn Fn(usize) -> bool| {
        body.iter().filter(|count| fits(**count)).count() as f64 / body.len() as f64
    };
    let equal = share(&|count| count == heading);
    let several = share(&|count| count > 1);
    let bonus = (heading.min(100) as f64) / 10_000.0;
    if equal >= 0.6 {
        equal + bonus
    } else if short_heading && several >= 0.9 {
        // Answers with separators that nobody quoted, or rows that were cut off.
        0.5 * several + bonus
    } else {
        0.0
    }
}

fn quoting(text: &str, separator: Option<u8>) -> Quoting {
    let mut rows = Delimited::new(text.as_bytes(), separator);
    let mut row = Row::default();
    let (mut quoted, mut bare) = (0, 0);
    let mut seen = 0;
    while seen < ROWS && rows.next(&mut row).unwrap_or(false) {
        seen += 1;
        for column in 0..row.len() {
            match row.written(column) {
                Written::Quoted => quoted += 1,
                _ if row.cell(column).is_empty() => {}
                _ => bare += 1,
            }
        }
    }
    match (quoted, bare) {
        (0, _) => Quoting::None,
        (_, 0) => Quoting::All,
        _ => Quoting::Some,
    }
}

/// A separator that was said.
///
/// # Errors
/// One that cannot be: no ASCII, or one that rows and cells are marked with.
pub(super) fn chosen_separator(said: Option<char>) -> Result<Option<u8>> {
    match said {
        None => Ok(None),
        Some(letter) if letter.is_ascii() && !matches!(letter, '"' | '\n' | '\r') => Ok(Some(letter as u8)),
        Some(letter) => Err(Problem::usage(
            format!("»{letter}« kann kein Trennzeichen sein."),
            format!("\"{letter}\" cannot be a separator."),
        )
        .hint(
            "Üblich sind Komma, Semikolon, Tabulator und senkrechter Strich.",
            "Common are comma, semicolon, tab and vertical bar.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_the_one_that_cuts_rows_alike() {
        for (text, separator) in [
            ("id;text;amt\n1;Kurse, Feste;A\n2;Rat, Tat, Hilfe;B\n", Some(b';')),
            ("id,text,amt\n1,\"Kurse; Feste\",A\n2,Rat,B\n", Some(b',')),
            ("id\ttext\n1\tKurse, Feste\n2\tRat; Tat\n", Some(b'\t')),
            ("id|text\n1|Kurse, Feste\n2|Rat; Tat\n", Some(b'|')),
            // Codes joined by bars are no columns.
            ("id,text,codes\n1,Kurse,a|b\n2,Rat,b|c\n", Some(b',')),
            // Answers with commas that nobody quoted.
            ("id,text\n1,Kurse, Feste\n2,Rat\n3,a, b, c, d\n", Some(b',')),
            // Rows that were cut off.
            ("id,text,amt\n1,Kurse\n2,Rat\n", Some(b',')),
            // One column of prose.
            (
                "Welche Maßnahmen?\nKurse, Feste\nRat\nKurse; Beratung, Hilfe\n",
                None,
            ),
            ("text\nKurse, Feste\nRat\n", None),
            ("sep=|\nid|text\n1|a;b;c\n", Some(b'|')),
            ("id;text\n", Some(b';')),
        ] {
            assert_eq!(sniff(text, false, None).separator, separator, "{text}");
        }
    }

    #[test]
    fn quotation_marks_are_noticed() {
        assert_eq!(sniff("a,b\n1,2\n", false, None).quoting, Quoting::None);
        assert_eq!(sniff("a,b\n1,\"2\"\n", false, None).quoting, Quoting::Some);
        assert_eq!(sniff("\"a\",\"b\"\n\"1\",\n", false, None).quoting, Quoting::All);
    }
}
