//! The figures of a sentence, found so that each can lead to where it comes from.
//!
//! A figure is a number with its percent sign and with the interval behind it: `83,1 % (79,0–87,2)`. What somebody said, between
//! quotation marks or backticks, holds none; nor does a number that is part of a name (`f1`, `m-001`).

use super::document::Run;
use super::origin::OriginId;

/// The sentence in pieces; together they are the sentence as it was.
pub fn runs(text: &str, origin: OriginId) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut words = String::new();
    let mut rest = text;
    let mut before = None;
    while let Some(first) = rest.chars().next() {
        if let Some(length) = quoted(rest) {
            words.push_str(&rest[..length]);
            rest = &rest[length..];
            before = Some('»');
            continue;
        }
        let begins = first.is_ascii_digit()
            && before.is_none_or(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '.');
        if begins {
            let length = figure(rest);
            if !words.is_empty() {
                runs.push(Run::Words(std::mem::take(&mut words)));
            }
            runs.push(Run::Figure(rest[..length].to_owned(), origin));
            before = rest[..length].chars().next_back();
            rest = &rest[length..];
        } else {
            words.push(first);
            before = Some(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    if !words.is_empty() {
        runs.push(Run::Words(words));
    }
    runs
}

/// How long what somebody said is, with its marks, where the text begins with it.
fn quoted(text: &str) -> Option<usize> {
    const MARKS: [(char, char); 4] = [('»', '«'), ('“', '”'), ('„', '“'), ('`', '`')];
    let first = text.chars().next()?;
    let (_, close) = MARKS.iter().find(|(open, _)| *open == first)?;
    let inside = &text[first.len_utf8()..];
    let end = inside.find(*close)?;
    Some(first.len_utf8() + end + close.len_utf8())
}

/// How long the figure is that the text begins with.
fn figure(text: &str) -> usize {
    let mut length = with_percent(text);
    let behind = &text[length..];
    if let Some(interval) = behind.strip_prefix(" (").and_then(interval) {
        length += 2 + interval;
    }
    length
}

/// How long an interval with its closing bracket is: `79,0–87,2)`, `-0,1 bis 0,3)`.
fn interval(text: &str) -> Option<usize> {
    let close = text.find(')')?;
    let inside = &text[..close];
    let sign = |part: &str| part.trim_start_matches(['-', '−']).to_owned();
    let (low, high) = ["–", " bis ", " to "]
        .iter()
        .find_map(|to| inside.split_once(to))?;
    let is_number = |part: &str| {
        let part = sign(part);
        part.starts_with(|first: char| first.is_ascii_digit()) && with_percent(&part) == part.len()
    };
    (is_number(low) && is_number(high)).then_some(close + 1)
}

/// A number and the percent sign behind it.
fn with_percent(text: &str) -> usize {
    let length = number(text);
    let behind = &text[length..];
    ["\u{a0}%", "%", " %"]
        .iter()
        .find(|sign| behind.starts_with(**sign))
        .map_or(length, |sign| length + sign.len())
}

/// Digits, with separators between them.
fn number(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut end = 0;
    while end < bytes.len() {
        let digit = bytes[end].is_ascii_digit();
        let between = matches!(bytes[end], b'.' | b',') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !digit && !between {
            break;
        }
        end += 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(text: &str) -> Vec<String> {
        let found = runs(text, OriginId::at(0));
        let whole: String = found
            .iter()
            .map(|run| match run {
                Run::Words(text) | Run::Figure(text, _) | Run::Section(text, _) => text.as_str(),
            })
            .collect();
        assert_eq!(whole, text);
        found
            .into_iter()
            .filter_map(|run| match run {
                Run::Figure(text, _) => Some(text),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn figures_are_found_with_percent_sign_and_interval() {
        assert_eq!(
            figures("Basis: 1.169, davon 83,1\u{a0}% (79,0–87,2), α 0,81 (-0,10 bis 0,90)."),
            ["1.169", "83,1\u{a0}% (79,0–87,2)", "0,81 (-0,10 bis 0,90)"]
        );
        assert_eq!(figures("Base: 1,169 of 2 (12%)."), ["1,169", "2", "12%"]);
    }

    #[test]
    fn names_and_quotations_hold_no_figures() {
        assert!(figures("Frage »f 12«, “wave 2”, `freitext table 3`, m001 und Frage_2.").is_empty());
        assert_eq!(figures("»offen, 3"), ["3"]);
        assert!(figures("").is_empty());
    }
}
