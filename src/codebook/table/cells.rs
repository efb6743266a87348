//! What stands in a cell: lines, a match rule with its details, a status.

use toml::{Table, Value};

use crate::codebook::{MatchRule, Status};
use crate::problem::{Problem, Result};
use crate::query::{SideBySide, parse};

/// Lines that are not blank, without blanks around them.
pub(super) fn lines(cell: &str) -> impl Iterator<Item = &str> {
    cell.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// Whether a text is a line of its own when it is read again.
pub(super) fn is_line(text: &str) -> bool {
    !text.contains(['\n', '\r']) && text.trim() == text
}

/// The `n`th rule (from 1) of a code: a query, or `{ find = "…", weight = 0.8 }` as in a codebook file.
///
/// # Errors
/// No query; no such table.
pub(super) fn rule(text: &str, code: &str, n: usize) -> Result<MatchRule> {
    let mut rule = MatchRule {
        id: MatchRule::numbered_id(code, n),
        find: text.to_owned(),
        query: crate::query::Query::Or(Vec::new()),
        weight: 1.0,
        note: String::new(),
    };
    if text.trim_start().starts_with('{') {
        detailed(text, &mut rule)?;
    }
    rule.query = parse(&rule.find, SideBySide::Or)?;
    Ok(rule)
}

fn detailed(text: &str, rule: &mut MatchRule) -> Result<()> {
    let read: Table = toml::from_str(&format!("rule = {}", text.trim())).map_err(|_| no_rule(text))?;
    let Some(Value::Table(fields)) = read.get("rule").filter(|_| read.len() == 1) else {
        return Err(no_rule(text));
    };
    rule.find.clear();
    for (key, value) in fields {
        match (key.as_str(), value) {
            ("find", Value::String(find)) => rule.find.clone_from(find),
            ("note", Value::String(note)) => rule.note.clone_from(note),
            ("id", Value::String(id)) if is_rule_id(id) => rule.id.clone_from(id),
            ("weight", Value::Float(weight)) if *weight > 0.0 && *weight <= 1.0 => rule.weight = *weight,
            ("weight", Value::Integer(1)) => rule.weight = 1.0,
            _ => return Err(no_rule(text)),
        }
    }
    Ok(())
}

fn is_rule_id(id: &str) -> bool {
    !id.is_empty()
        && !id.contains(|letter: char| letter.is_whitespace() || letter.is_control() || letter == '|')
}

fn no_rule(text: &str) -> Problem {
    let shown: String = text.chars().take(60).collect();
    Problem::input(
        format!("»{shown}« ist keine Zuordnungsregel."),
        format!("“{shown}” is no match rule."),
    )
    .hint(
        "Eine Suche schreiben, oder { find = \"sprachkurs*\", weight = 0.8 } mit einem Gewicht über 0 und bis 1.",
        "Write a search, or { find = \"sprachkurs*\", weight = 0.8 } with a weight above 0 and up to 1.",
    )
}

/// What `Status::label` says, in either language; nothing is in use.
pub(super) fn status(cell: &str) -> Option<Status> {
    let cell = cell.trim();
    for known in [Status::InUse, Status::Retired] {
        let label = known.label();
        if cell.is_empty() || cell.eq_ignore_ascii_case(&label.de) || cell.eq_ignore_ascii_case(&label.en) {
            return Some(known);
        }
    }
    let after = |words: [&str; 2]| words.into_iter().find_map(|words| cell.strip_prefix(words));
    if let Some(into) = after(["zusammengelegt mit ", "merged into "]) {
        return Some(Status::MergedInto(into.trim().to_owned()));
    }
    let into = after(["aufgeteilt in ", "split into "])?;
    let ids: Vec<String> = into.split(',').map(|id| id.trim().to_owned()).collect();
    (!ids.iter().any(String::is_empty)).then_some(Status::SplitInto(ids))
}

/// `ja`, `x`, `1`; nothing is no.
pub(super) fn truth(cell: &str) -> Option<bool> {
    match cell.trim().to_lowercase().as_str() {
        "" | "0" | "nein" | "no" | "false" | "falsch" => Some(false),
        "1" | "ja" | "yes" | "true" | "wahr" | "x" => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_with_details_are_read() {
        let read = rule(
            "{ id = \"w\", find = \"a OR b\", weight = 0.5, note = \"n\" }",
            "c",
            2,
        )
        .unwrap();
        assert_eq!(
            (&*read.id, &*read.find, read.weight, &*read.note),
            ("w", "a OR b", 0.5, "n")
        );
        let plain = rule("[kurs] NEAR/3 deutsch", "c", 2).unwrap();
        assert_eq!((&*plain.id, plain.weight), ("c.2", 1.0));
        for wrong in [
            "{ find = \"a\", weight = 2 }",
            "{ find = \"a\", weight = 0.0 }",
            "{ find = \"a\", other = 1 }",
            "{ find = \"a\" }\nb = 1",
            "{ id = \"a b\", find = \"a\" }",
            "{ find = ",
            "{}",
            "a AND",
            "{{{{{{{{{{",
        ] {
            assert!(rule(wrong, "c", 1).is_err(), "{wrong}");
        }
        let deep = format!("{{ find = {}", "[".repeat(100_000));
        assert!(rule(&deep, "c", 1).is_err());
    }

    #[test]
    fn a_status_is_read_as_it_is_written() {
        for one in [
            Status::InUse,
            Status::Retired,
            Status::MergedInto("a".into()),
            Status::SplitInto(vec!["a".into(), "b".into()]),
        ] {
            let label = one.label();
            assert_eq!(status(&label.de), Some(one.clone()));
            assert_eq!(status(&label.en), Some(one));
        }
        assert_eq!(status(""), Some(Status::InUse));
        assert_eq!(status("vielleicht"), None);
        assert_eq!(status("aufgeteilt in ,"), None);
    }
}
