//! What must hold across the codes of a codebook: ids and values that are legal and unique, parents that exist.
//!
//! Deliberately absent: doubts (`check`).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::code_id::LARGEST_VALUE;
use super::read::CodePlaces;
use super::source::Source;
use super::{Codebook, code_id, succession};
use crate::problem::Problem;
use crate::words::nearest;

/// All mistakes of this kind, in no particular order.
pub(super) fn mistakes(source: Source<'_>, codebook: &Codebook, places: &[CodePlaces]) -> Vec<Problem> {
    let mut out = Vec::new();
    ids(source, codebook, places, &mut out);
    values(source, places, &mut out);
    parents(source, codebook, places, &mut out);
    rule_ids(source, codebook, places, &mut out);
    succession::mistakes(source, codebook, places, &mut out);
    out
}

fn ids(source: Source<'_>, codebook: &Codebook, places: &[CodePlaces], out: &mut Vec<Problem>) {
    // Names of variables do not differ by case alone (SPSS).
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    for (code, place) in codebook.codes.iter().zip(places) {
        let id = &code.id;
        out.extend(code_id::mistake(id).map(|problem| source.place(problem, &place.id)));
        let line = source.line(place.id.start);
        match seen.entry(id.to_lowercase()) {
            std::collections::btree_map::Entry::Vacant(slot) => {
                slot.insert(line);
            }
            std::collections::btree_map::Entry::Occupied(first) => out.push(
                source
                    .mistake(
                        &place.id,
                        format!("Die Id „{id}“ gibt es schon in Zeile {}.", first.get()),
                        format!("The id “{id}” exists already in line {}.", first.get()),
                    )
                    .hint(
                        "Jedem Code eine eigene Id geben; Groß- und Kleinschreibung unterscheidet nicht.",
                        "Give each code an id of its own; case makes no difference.",
                    ),
            ),
        }
    }
}

fn values(source: Source<'_>, places: &[CodePlaces], out: &mut Vec<Problem>) {
    let mut seen: BTreeMap<i64, u64> = BTreeMap::new();
    let free = (1..).find(|n| {
        !places
            .iter()
            .any(|place| place.value.as_ref().is_some_and(|v| v.value == *n))
    });
    let free = free.unwrap_or_default();
    for value in places.iter().filter_map(|place| place.value.as_ref()) {
        let number = value.value;
        if !(0..=LARGEST_VALUE).contains(&number) {
            out.push(
                source
                    .mistake(
                        &value.span,
                        format!("Der Wert {number} liegt nicht zwischen 0 und {LARGEST_VALUE}."),
                        format!("The value {number} does not lie between 0 and {LARGEST_VALUE}."),
                    )
                    .hint(
                        format!("Zum Beispiel value = {free}"),
                        format!("For example value = {free}"),
                    ),
            );
        }
        let line = source.line(value.span.start);
        if let Some(first) = seen.get(&number) {
            out.push(
                source
                    .mistake(
                        &value.span,
                        format!("Den Wert {number} gibt es schon in Zeile {first}."),
                        format!("The value {number} exists already in line {first}."),
                    )
                    .hint(
                        format!("Frei ist zum Beispiel {free}."),
                        format!("{free}, for example, is free."),
                    ),
            );
        } else {
            seen.insert(number, line);
        }
    }
}

fn parents(source: Source<'_>, codebook: &Codebook, places: &[CodePlaces], out: &mut Vec<Problem>) {
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for (code, place) in codebook.codes.iter().zip(places) {
        let (Some(parent), Some(span)) = (code.parent.as_deref(), place.parent.as_ref()) else {
            continue;
        };
        if codebook.code(parent).is_none() {
            out.push(unknown_code(source, span, parent, codebook));
            continue;
        }
        let circle = circle_of(codebook, &code.id);
        if circle.is_empty() || !told.insert(&code.id) {
            continue;
        }
        told.extend(circle.iter().copied());
        let way = circle.join(" → ");
        out.push(
            source
                .mistake(
                    span,
                    format!("Die Oberkategorien gehen im Kreis: {way}."),
                    format!("The parents go in a circle: {way}."),
                )
                .hint(
                    "Bei einem der Codes die Zeile „parent“ löschen.",
                    "Delete the line “parent” of one of the codes.",
                ),
        );
    }
}

pub(super) fn unknown_code(
    source: Source<'_>,
    span: &Range<usize>,
    id: &str,
    codebook: &Codebook,
) -> Problem {
    let problem = source.mistake(
        span,
        format!("Einen Code „{id}“ gibt es nicht."),
        format!("There is no code “{id}”."),
    );
    match nearest(id, codebook.codes.iter().map(|code| code.id.as_str())) {
        Some(meant) => problem.hint(
            format!("Gemeint ist vielleicht „{meant}“."),
            format!("Perhaps “{meant}” is meant."),
        ),
        None => problem.hint(
            "Die Id eines Codes dieser Datei nennen oder die Zeile löschen.",
            "Name the id of a code in this file, or delete the line.",
        ),
    }
}

/// The circle of parents that `id` belongs to, `id` first and last; empty where it belongs to none.
fn circle_of<'c>(codebook: &'c Codebook, id: &'c str) -> Vec<&'c str> {
    let mut way = vec![id];
    let mut at = id;
    while let Some(parent) = codebook.code(at).and_then(|code| code.parent.as_deref()) {
        if parent == id {
            way.push(id);
            return way;
        }
        if way.contains(&parent) {
            break; // a circle further up, told at its own codes
        }
        way.push(parent);
        at = parent;
    }
    Vec::new()
}

fn rule_ids(source: Source<'_>, codebook: &Codebook, places: &[CodePlaces], out: &mut Vec<Problem>) {
    for (code, place) in codebook.codes.iter().zip(places) {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for (rule, rule_place) in code.match_rules.iter().zip(&place.rules) {
            let span = rule_place.id.as_ref().unwrap_or(&rule_place.find);
            let id = &rule.id;
            if id
                .chars()
                .any(|c| c.is_whitespace() || c.is_control() || c == '|')
            {
                out.push(
                    source
                        .mistake(
                            span,
                            format!("Die Id „{id}“ einer Regel enthält ein Leerzeichen oder „|“."),
                            format!("The id “{id}” of a rule holds a blank or “|”."),
                        )
                        .hint(
                            "Zum Beispiel id = \"werte_vermitteln\"",
                            "For example id = \"werte_vermitteln\"",
                        ),
                );
            }
            if let Some(first) = seen.get(id.as_str()) {
                let first = source.line(*first);
                out.push(
                    source
                        .mistake(
                            span,
                            format!("Eine Regel „{id}“ hat dieser Code schon in Zeile {first}."),
                            format!("This code has a rule “{id}” already in line {first}."),
                        )
                        .hint(
                            "Die Regeln eines Codes haben verschiedene Ids: die Id ändern oder weglassen.",
                            "The rules of a code have different ids: change the id or leave it out.",
                        ),
                );
            } else {
                seen.insert(id, span.start);
            }
        }
    }
}
