//! `retired`, `merged_into` and `split_into` of a codebook file: reading them, and what must hold of them across codes.
//!
//! Deliberately absent: what they mean for decisions (`status`).

use std::collections::BTreeSet;
use std::ops::Range;

use toml::de::DeValue;

use super::fields::{Fields, Placed};
use super::read::CodePlaces;
use super::source::Source;
use super::status::Status;
use super::whole::unknown_code;
use super::{Code, Codebook};
use crate::problem::Problem;

/// The three fields; at most one of them stands in a code.
pub(super) const KEYS: [&str; 3] = ["retired", "merged_into", "split_into"];

/// Where it is said that a code is not in use: the place of each successor, or of `retired`.
pub(super) type Places = Vec<Range<usize>>;

pub(super) fn read(fields: &mut Fields<'_, '_, '_>) -> (Status, Places) {
    only_one(fields);
    let retired = fields.truth("retired");
    let merged = fields.string("merged_into");
    let split = split(fields);
    match (merged, split, retired) {
        (Some(Placed { value, span }), _, _) => (Status::MergedInto(value), vec![span]),
        (None, Some((into, places)), _) => (Status::SplitInto(into), places),
        (None, None, Some(Placed { value: true, span })) => (Status::Retired, vec![span]),
        (None, None, _) => (Status::InUse, Vec::new()),
    }
}

fn split(fields: &mut Fields<'_, '_, '_>) -> Option<(Vec<String>, Places)> {
    let (_, whole) = fields.get("split_into")?;
    let (mut into, mut places) = (Vec::new(), Vec::new());
    let before = fields.problems.len();
    for entry in fields.list("split_into") {
        match entry.get_ref() {
            DeValue::String(id) => {
                into.push(id.to_string());
                places.push(entry.span());
            }
            other => fields.not_a_string("split_into", other, &entry.span()),
        }
    }
    if into.is_empty() && fields.problems.len() == before {
        let problem = fields.source.mistake(
            &whole,
            "In welche Codes dieser aufgeteilt ist, steht nicht da.",
            "It is not said which codes this one is split into.",
        );
        fields.problems.push(problem.hint(
            "Zum Beispiel split_into = [\"kurse\", \"beratung\"], oder die Zeile löschen.",
            "For example split_into = [\"courses\", \"advice\"], or delete the line.",
        ));
    }
    (!into.is_empty()).then_some((into, places))
}

fn only_one(fields: &mut Fields<'_, '_, '_>) {
    let mut there = KEYS
        .iter()
        .filter_map(|key| fields.get(key).map(|(_, span)| (*key, span)));
    if let (Some((first, _)), Some((second, span))) = (there.next(), there.next()) {
        let problem = fields.source.mistake(
            &span,
            format!("„{first}“ und „{second}“ schließen einander aus."),
            format!("“{first}” and “{second}” exclude each other."),
        );
        fields.problems.push(problem.hint(
            "Ein Code ist stillgelegt, zusammengelegt oder aufgeteilt: eine der Zeilen löschen.",
            "A code is retired, merged or split: delete one of the lines.",
        ));
    }
}

/// All mistakes of this kind, in no particular order.
pub(super) fn mistakes(
    source: Source<'_>,
    codebook: &Codebook,
    places: &[CodePlaces],
    out: &mut Vec<Problem>,
) {
    let mut told: Vec<&str> = Vec::new();
    for (code, place) in codebook.codes.iter().zip(places) {
        let into = code.status.successors();
        for (at, (id, span)) in into.iter().zip(&place.status).enumerate() {
            if codebook.code(id).is_none() {
                out.push(unknown_code(source, span, id, codebook));
            } else if into[..at].contains(id) {
                out.push(
                    source
                        .mistake(
                            span,
                            format!("„{id}“ steht hier schon."),
                            format!("“{id}” stands here already."),
                        )
                        .hint("Einmal löschen.", "Delete one of them."),
                );
            }
        }
        if told.contains(&&*code.id) {
            continue;
        }
        if let (Some(circle), Some(span)) = (circle_of(codebook, code), place.status.first()) {
            let way = circle.join(" → ");
            told.extend(circle);
            out.push(
                source
                    .mistake(
                        span,
                        format!("Zusammengelegt und aufgeteilt geht es im Kreis: {way}."),
                        format!("Merged and split, the codes go in a circle: {way}."),
                    )
                    .hint(
                        "Bei einem der Codes die Zeile löschen; er ist dann wieder in Gebrauch.",
                        "Delete the line of one of the codes; it is then in use again.",
                    ),
            );
        }
    }
    below_merged(source, codebook, places, out);
    if !codebook.codes.is_empty() && !codebook.codes.iter().any(Code::is_in_use) {
        out.extend(
            places
                .iter()
                .find_map(|place| place.status.first())
                .map(|span| none_in_use(source, span)),
        );
    }
}

fn none_in_use(source: Source<'_>, span: &Range<usize>) -> Problem {
    source
        .mistake(
            span,
            "Kein Code dieses Kodierleitfadens ist noch in Gebrauch.",
            "No code of this codebook is still in use.",
        )
        .hint(
            "Bei mindestens einem Code die Zeile löschen.",
            "Delete the line of at least one code.",
        )
}

/// A merged code is no category any more, so nothing stands below it.
fn below_merged(source: Source<'_>, codebook: &Codebook, places: &[CodePlaces], out: &mut Vec<Problem>) {
    for (code, place) in codebook.codes.iter().zip(places) {
        let above = code.parent.as_deref().and_then(|parent| codebook.code(parent));
        if let (Some(above), Some(span)) = (above, &place.parent)
            && let Status::MergedInto(into) = &above.status
        {
            let id = &above.id;
            out.push(
                source
                    .mistake(
                        span,
                        format!("Die Oberkategorie „{id}“ ist mit „{into}“ zusammengelegt."),
                        format!("The parent “{id}” is merged into “{into}”."),
                    )
                    .hint(format!("parent = \"{into}\""), format!("parent = \"{into}\"")),
            );
        }
    }
}

/// The way from a code over its successors back to itself, the code first and last.
fn circle_of<'c>(codebook: &'c Codebook, code: &'c Code) -> Option<Vec<&'c str>> {
    // Each step of the way with those of its successors that were not yet followed.
    let mut way = vec![(code, code.status.successors().iter())];
    let mut followed: BTreeSet<&str> = BTreeSet::new();
    while let Some((_, open)) = way.last_mut() {
        let Some(next) = open.next() else {
            way.pop();
            continue;
        };
        if *next == code.id {
            let mut circle: Vec<&str> = way.iter().map(|(step, _)| step.id.as_str()).collect();
            circle.push(&code.id);
            return Some(circle);
        }
        if let Some(next) = codebook.code(next)
            && followed.insert(&next.id)
        {
            way.push((next, next.status.successors().iter()));
        }
    }
    None
}
