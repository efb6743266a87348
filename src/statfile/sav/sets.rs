//! Response sets: made to fit, and as the text of records 7/7 and 7/19.
//!
//! A line a set, all lengths in bytes, members by their short names in small letters (PSPP, "Multiple Response Sets Records"):
//! `$name=D<length> <counted value> <length> <label> v1 v2`, `$name=C <length> <label> v1 v2`,
//! `$name=E <1 or 11> <length> <counted value> <length> <label> v1 v2` in 7/19.

use std::collections::HashMap;

use super::fit::{Fitted, Storage};
use crate::problem::Notice;
use crate::statfile::names::{Names, Program};
use crate::statfile::texts::{clean, first_bytes, line};
use crate::survey::{Dictionary, SetKind, Value};

const LONGEST_LABEL: usize = 255;

/// A set that SPSS takes as it is.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::statfile) struct FittedSet {
    /// Without `$`.
    pub name: String,
    pub label: String,
    /// The value that means that an answer was given; `None` where each variable holds an answer.
    pub counted: Option<String>,
    /// Numbers of the variables, two at least, all numbers or all texts.
    pub members: Vec<usize>,
}

/// Sets of which SPSS takes what it can.
pub(super) fn fit(
    dictionary: &Dictionary,
    variables: &[Fitted<'_>],
    notices: &mut Vec<Notice>,
) -> Vec<FittedSet> {
    let mut numbers = HashMap::new();
    for (at, variable) in dictionary.variables.iter().enumerate().take(variables.len()) {
        numbers.entry(variable.name.as_str()).or_insert(at);
    }
    let mut names = Names::new(Program::SpssSet);
    let mut fitted = Vec::new();
    for set in &dictionary.sets {
        let name = names.own(&set.name);
        let mut members = Vec::new();
        for member in &set.members {
            match numbers.get(member.as_str()) {
                Some(at) if !members.contains(at) => members.push(*at),
                _ => {}
            }
        }
        let why_not = match &set.kind {
            _ if members.len() < 2 => Some(("es braucht zwei Variablen", "it takes two variables")),
            _ if !are_of_one_type(&members, variables) => Some((
                "die Variablen sind teils Zahlen, teils Texte",
                "some of its variables are numbers, some are texts",
            )),
            SetKind::Dichotomies(value) if counted(value, &members, variables).is_none() => Some((
                "den gezählten Wert kann keine der Variablen haben",
                "none of its variables can have the counted value",
            )),
            _ => None,
        };
        if let Some((de, en)) = why_not {
            let old = &set.name;
            notices.push(Notice::new(
                format!("Das Mehrfachantworten-Set „{old}“ steht nicht in der SPSS-Datei: {de}."),
                format!("The multiple response set \"{old}\" is not in the SPSS file: {en}."),
            ));
            continue;
        }
        let label = line(&set.label);
        fitted.push(FittedSet {
            name,
            label: first_bytes(&label, LONGEST_LABEL).to_owned(),
            counted: match &set.kind {
                SetKind::Dichotomies(value) => counted(value, &members, variables),
                SetKind::Categories => None,
            },
            members,
        });
    }
    fitted
}

fn are_of_one_type(members: &[usize], variables: &[Fitted<'_>]) -> bool {
    let mut numbers = members
        .iter()
        .map(|at| matches!(variables[*at].storage, Storage::Number { .. }));
    let first = numbers.next();
    numbers.all(|number| Some(number) == first)
}

/// The counted value as the file has it: whole numbers, or texts that fit into each variable.
fn counted(value: &Value, members: &[usize], variables: &[Fitted<'_>]) -> Option<String> {
    let width = |at: &usize| match variables[*at].storage {
        Storage::Number { .. } => None,
        Storage::Text { width } => Some(width),
    };
    let narrowest = members.iter().filter_map(width).min();
    match (narrowest, value) {
        (None, Value::Number(number)) => {
            (number.fract() == 0.0 && number.abs() < 1e15).then(|| number.to_string())
        }
        (None, Value::Text(text)) => {
            let number: i64 = text.trim().parse().ok()?;
            Some(number.to_string())
        }
        (Some(width), value) => {
            let text = match value {
                Value::Text(text) => clean(text).trim_end_matches(' ').to_owned(),
                Value::Number(number) => number.to_string(),
            };
            (!text.is_empty() && text.len() <= width).then_some(text)
        }
    }
}

/// The text of record 7/7; `short`: the short name of each variable.
pub(super) fn text(sets: &[FittedSet], short: &[String]) -> String {
    let mut text = String::new();
    for set in sets {
        let kind = match &set.counted {
            Some(value) => format!("D{} {value}", value.len()),
            None => "C".to_owned(),
        };
        text += &format!("${}={kind} {} {}", set.name, set.label.len(), set.label);
        for member in &set.members {
            text.push(' ');
            text += &short[*member].to_ascii_lowercase();
        }
        text.push('\n');
    }
    text
}

/// A set as it stands in a file.
#[derive(Debug, PartialEq)]
pub(super) struct SetBytes<'b> {
    pub name: &'b [u8],
    pub label: &'b [u8],
    pub counted: Option<&'b [u8]>,
    pub members: Vec<&'b [u8]>,
}

/// Reads records 7/7 and 7/19; `None` in place of a line that is none.
pub(super) fn parse(bytes: &[u8]) -> Vec<Option<SetBytes<'_>>> {
    let mut rest = bytes;
    let mut sets = Vec::new();
    loop {
        while let [b'\n' | b'\r' | 0, after @ ..] = rest {
            rest = after;
        }
        if rest.is_empty() {
            return sets;
        }
        let mut at = rest;
        let set = parse_set(&mut at);
        if set.is_none() {
            // On with the next line.
            let end = rest.iter().position(|byte| *byte == b'\n');
            at = end.map_or(&[], |end| &rest[end..]);
        }
        sets.push(set);
        rest = at;
    }
}

fn parse_set<'b>(rest: &mut &'b [u8]) -> Option<SetBytes<'b>> {
    let name = until(rest, b'=')?;
    let kind = *rest.first()?;
    *rest = &rest[1..];
    let counted = match kind {
        b'C' => None,
        b'D' => Some(counted_bytes(rest)?),
        b'E' => {
            *rest = rest.strip_prefix(b" ")?;
            until(rest, b' ')?;
            Some(counted_bytes(rest)?)
        }
        _ => return None,
    };
    *rest = rest.strip_prefix(b" ")?;
    let label = counted_bytes(rest)?;
    let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
    let (line, after) = rest.split_at(end);
    *rest = after;
    let members = line
        .split(|byte| matches!(byte, b' ' | b'\r' | 0))
        .filter(|name| !name.is_empty());
    Some(SetBytes {
        name: name.strip_prefix(b"$").unwrap_or(name),
        label,
        counted,
        members: members.collect(),
    })
}

fn until<'b>(rest: &mut &'b [u8], end: u8) -> Option<&'b [u8]> {
    let at = rest.iter().position(|byte| *byte == end || *byte == b'\n')?;
    let (before, after) = rest.split_at(at);
    *rest = after.strip_prefix(&[end])?;
    Some(before)
}

/// `<length> <bytes>`.
fn counted_bytes<'b>(rest: &mut &'b [u8]) -> Option<&'b [u8]> {
    let length: usize = std::str::from_utf8(until(rest, b' ')?).ok()?.parse().ok()?;
    let (bytes, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_description_are_read() {
        // PSPP, system-file-format.texi, "Multiple Response Sets Records".
        let text = b"$a=C 10 my mcgroup a b c\n$b=D2 55 0  g e f d\n$c=D3 Yes 10 mdgroup #2 h i j\n\
                     $d=E 1 2 34 13 third mdgroup k l m\n$e=E 11 6 choice 0  n o p\n";
        let sets: Vec<SetBytes<'_>> = parse(text).into_iter().map(Option::unwrap).collect();
        let said: Vec<_> = sets
            .iter()
            .map(|set| (set.name, set.label, set.counted, set.members.len()))
            .collect();
        assert_eq!(
            said,
            [
                (&b"a"[..], &b"my mcgroup"[..], None, 3),
                (b"b", b"", Some(&b"55"[..]), 4),
                (b"c", b"mdgroup #2", Some(b"Yes"), 3),
                (b"d", b"third mdgroup", Some(b"34"), 3),
                (b"e", b"", Some(b"choice"), 3),
            ]
        );
        assert_eq!(sets[1].members, [&b"g"[..], b"e", b"f", b"d"]);
    }

    #[test]
    fn lines_that_are_no_sets_are_told_from_those_that_are() {
        let broken = parse(b"$a=X\n$b=D99999999999999999999 1 0  a b\n$c=C 99 x a\n\n$d=C 0  a b\n$e");
        assert_eq!(
            broken.iter().map(Option::is_some).collect::<Vec<_>>(),
            [false, false, false, true, false]
        );
    }
}
