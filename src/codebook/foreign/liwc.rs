//! LIWC, `.dic`: `%`, lines `number⇥category` (2015: indented by a tab for each level), `%`, lines `word⇥number⇥number`.
//!
//! Blanks instead of tabs occur. What holds only in certain company, `<of>131/125` and `(02 134)125/464`, has no equivalent: it
//! is said, and the numbers without a condition on the same line count.

use std::collections::BTreeMap;

use super::Dictionary;
use crate::problem::{Problem, Result};
use crate::words::Text;

pub(super) fn read(text: &str, dictionary: &mut Dictionary) -> Result<()> {
    let mut lines = (1u64..).zip(text.lines());
    if !lines.by_ref().any(|(_, line)| line.trim() == "%") {
        return Err(no_legend());
    }
    let mut places: BTreeMap<u64, usize> = BTreeMap::new();
    let mut above: Vec<(usize, usize)> = Vec::new();
    let mut closed = false;
    for (number, line) in lines.by_ref() {
        if line.trim() == "%" {
            closed = true;
            break;
        }
        if !line.trim().is_empty() {
            category(line, number, &mut places, &mut above, dictionary)?;
        }
    }
    if !closed {
        return Err(no_legend());
    }
    for (number, line) in lines {
        word(line, number, &places, dictionary);
    }
    Ok(())
}

fn category(
    line: &str,
    number: u64,
    places: &mut BTreeMap<u64, usize>,
    above: &mut Vec<(usize, usize)>,
    dictionary: &mut Dictionary,
) -> Result<()> {
    let depth = line.chars().take_while(|letter| *letter == '\t').count();
    let line = line.trim();
    let (digits, name) = line.split_at(
        line.find(|letter: char| !letter.is_ascii_digit())
            .unwrap_or(line.len()),
    );
    let (Ok(id), name) = (digits.parse::<u64>(), name.trim()) else {
        let why = Text::new("keine Nummer einer Kategorie", "no number of a category");
        dictionary.left_out(number, line, &why);
        return Ok(());
    };
    if places.contains_key(&id) {
        let why = Text::new(
            format!("die Nummer {id} hat schon eine Kategorie"),
            format!("another category has the number {id}"),
        );
        dictionary.left_out(number, line, &why);
        return Ok(());
    }
    while above.last().is_some_and(|(last, _)| *last >= depth) {
        above.pop();
    }
    let parent = above.last().map(|(_, place)| *place);
    let name = if name.is_empty() { digits } else { name };
    let place = dictionary.numbered(parent, name, i64::try_from(id).unwrap_or(i64::MAX), number)?;
    above.push((depth, place));
    places.insert(id, place);
    Ok(())
}

fn word(line: &str, number: u64, places: &BTreeMap<u64, usize>, dictionary: &mut Dictionary) {
    let line = line.trim();
    if line.is_empty() || line == "%" {
        return;
    }
    let (word, rest) = match line.split_once('\t') {
        Some((word, rest)) => (word.trim(), rest),
        None => by_blanks(line),
    };
    let (numbers, conditions) = numbers(rest);
    for condition in conditions {
        let shown = format!("{word} {condition}");
        let why = Text::new(
            "gilt nur in Gesellschaft bestimmter Wörter",
            "holds only in the company of certain words",
        );
        dictionary.left_out(number, &shown, &why);
    }
    if numbers.is_empty() && rest.trim().is_empty() {
        let why = Text::new("ohne Nummer einer Kategorie", "without the number of a category");
        dictionary.left_out(number, line, &why);
    }
    for piece in numbers {
        match piece.parse::<u64>().ok().and_then(|id| places.get(&id)) {
            Some(place) => dictionary.entry(*place, word, number),
            None => {
                let shown = format!("{word} {piece}");
                let why = Text::new(
                    format!("eine Kategorie {piece} gibt es nicht"),
                    format!("there is no category {piece}"),
                );
                dictionary.left_out(number, &shown, &why);
            }
        }
    }
}

/// `two words  125 464`: the numbers at the end are those of the categories, and so is what begins a condition.
fn by_blanks(line: &str) -> (&str, &str) {
    let condition = line
        .find(['(', '<'])
        .filter(|at| line[..*at].ends_with(char::is_whitespace));
    let mut end = condition.unwrap_or(line.len());
    loop {
        let before = line[..end].trim_end();
        let start = before
            .rfind(char::is_whitespace)
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let last = &before[start..];
        if start == 0 || last.is_empty() || !last.bytes().all(|byte| byte.is_ascii_digit()) {
            return (before, &line[before.len()..]);
        }
        end = start;
    }
}

/// Numbers without a condition, and conditions.
fn numbers(rest: &str) -> (Vec<&str>, Vec<&str>) {
    let (mut numbers, mut conditions) = (Vec::new(), Vec::new());
    let mut rest = rest.trim_start();
    while let Some(first) = rest.chars().next() {
        // Blanks within brackets belong to the condition.
        let inside = match first {
            '(' => rest.find(')').unwrap_or(0),
            '<' => rest.find('>').unwrap_or(0),
            _ => 0,
        };
        let end = rest[inside..]
            .find(char::is_whitespace)
            .map_or(rest.len(), |at| inside + at);
        let piece = &rest[..end];
        if piece.bytes().all(|byte| byte.is_ascii_digit()) {
            numbers.push(piece);
        } else {
            conditions.push(piece);
        }
        rest = rest[end..].trim_start();
    }
    (numbers, conditions)
}

fn no_legend() -> Problem {
    Problem::input(
        "Die Liste der Kategorien fehlt: Sie steht zwischen zwei Zeilen mit %.",
        "The list of categories is missing: it stands between two lines with %.",
    )
    .hint(
        "Prüfen, ob es ein Wörterbuch von LIWC ist (2007 oder 2015).",
        "Check that it is a dictionary of LIWC (2007 or 2015).",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_with_blanks_and_conditions_are_taken_apart() {
        assert_eq!(by_blanks("two words  125 464"), ("two words", "  125 464"));
        assert_eq!(by_blanks("24 125"), ("24", " 125"));
        assert_eq!(by_blanks("wort"), ("wort", ""));
        assert_eq!(
            by_blanks("kind (02 134)125/464 1"),
            ("kind", " (02 134)125/464 1")
        );
        let read = numbers("253 (02 134)125/464 <of>131/125 7");
        assert_eq!(read, (vec!["253", "7"], vec!["(02 134)125/464", "<of>131/125"]));
        assert_eq!(numbers(" (a b"), (vec![], vec!["(a", "b"]));
    }
}
