//! How it was coded: codebook, what is still open, coders, what the machine suggested.
//!
//! | member | what |
//! |---|---|
//! | `together` | who coded how much, double coding, agreement |
//! | `machine` | what the machine suggested and how often it was right |

mod machine;
mod together;

pub use together::rule;

use super::document::Draft;
use super::material::Material;
use super::origin::{Origin, OriginId};
use super::{BASE, CODEBOOK, LEFT_OUT};
use crate::tables::{Base, Field, Grid, Layer, Table};
use crate::words::{Language, Text};

pub fn write(draft: &mut Draft, material: &Material<'_>) {
    draft.section("coded", "Wie kodiert wurde", "How it was coded");
    codebook(draft, material);
    standing(draft, material);
    together::write(draft, material);
    machine::write(draft, material);
}

/// A count in both languages.
fn n(count: u64) -> (String, String) {
    (Language::De.count(count), Language::En.count(count))
}

fn codebook(draft: &mut Draft, material: &Material<'_>) {
    let codebook = material.codebook();
    let in_use = codebook.codes.iter().filter(|code| code.is_in_use()).count() as u64;
    let dimensions = codebook
        .codes
        .iter()
        .filter(|code| codebook.children(&code.id).next().is_some())
        .count() as u64;
    let origin = draft.origin(
        Origin::new("Der Kodierleitfaden", "The codebook")
            .named(CODEBOOK, material.stored.name.clone())
            .printed_by(material.call("export", &[&format!("{}.toml", material.stored.name)])),
    );
    let (title, version) = (&codebook.title, &codebook.version);
    let (codes, dims, versions) = (n(in_use), n(dimensions), n(material.versions as u64));
    let mut said = Text::new(
        format!(
            "Kodiert wurde mit dem Kodierleitfaden »{}«, Version {version}, Kategorien: {}",
            title.de, codes.0
        ),
        format!(
            "Coding used the codebook “{}”, version {version}, codes: {}",
            title.en, codes.1
        ),
    );
    if dimensions > 0 {
        said.de.push_str(&format!(", davon Dimensionen: {}", dims.0));
        said.en.push_str(&format!(", dimensions among them: {}", dims.1));
    }
    said.de.push('.');
    said.en.push('.');
    if material.versions > 1 {
        said.de.push_str(&format!(
            " Die Studie enthält {} Fassungen davon; gezählt wird nach der letzten.",
            versions.0
        ));
        said.en.push_str(&format!(
            " The study holds {} versions of it; the latest counts.",
            versions.1
        ));
    }
    draft.sentence(&said, origin);
}

/// Where all coding units are, and what is open, said so that nobody overlooks it.
fn standing(draft: &mut Draft, material: &Material<'_>) {
    let origin = draft.origin(
        Origin::new("Stand der Kodierung", "State of the coding")
            .fact(
                BASE,
                "alle Kodiereinheiten der Frage",
                "all coding units of the question",
            )
            .fact(
                LEFT_OUT,
                "nichts: Jede Einheit steht in genau einer Spalte",
                "nothing: every unit stands in exactly one column",
            )
            .printed_by(material.call("table", &[])),
    );
    let tables = &material.mentions.frequencies;
    type Figure = fn(&Table) -> u64;
    let columns: [(&str, &str, Figure); 8] = [
        ("mit Kategorien", "with codes", |table| {
            table.total.standing.reviewed
        }),
        ("keine trifft zu", "none fits", |table| {
            table.total.standing.none_fits
        }),
        ("nur vorgeschlagen", "only suggested", |table| {
            table.total.standing.suggested
        }),
        ("nicht kodierbar", "not codable", |table| {
            table.total.standing.not_codable
        }),
        ("zurückgestellt", "deferred", |table| {
            table.total.standing.deferred
        }),
        ("ohne Einigung", "without agreement", |table| {
            table.total.standing.unsettled
        }),
        ("ohne Zuordnung", "no code", |table| table.total.standing.uncoded),
        ("fehlend", "missing", |table| table.total.standing.all_missing()),
    ];
    let shown = columns
        .iter()
        .enumerate()
        .filter(|(at, (_, _, figure))| *at == 0 || tables.iter().any(|table| figure(table) > 0));
    let shown: Vec<&(&str, &str, Figure)> = shown.map(|(_, column)| column).collect();
    let mut headings = vec![draft.say("Frage", "Question").to_owned()];
    headings.extend(shown.iter().map(|(de, en, _)| draft.say(de, en).to_owned()));
    headings.push(draft.say("alle", "all").to_owned());
    let rows = tables.iter().map(|table| {
        let mut row = vec![Field::Text(table.head.question.key.clone())];
        row.extend(shown.iter().map(|(_, _, figure)| Field::Count(figure(table))));
        row.push(Field::Count(table.total.standing.all()));
        row
    });
    let what = match material.wish.selection.base {
        Base::Units => draft.say("Stand der Kodiereinheiten", "Where the coding units stand"),
        Base::Respondents => draft.say("Stand der Befragten", "Where the respondents stand"),
    };
    let grid = Grid {
        title: what.to_owned(),
        headings,
        rows: rows.collect(),
        sums: 0,
    };
    warnings(draft, material, origin);
    if !grid.rows.is_empty() {
        draft.table(grid, origin);
    }
}

fn warnings(draft: &mut Draft, material: &Material<'_>, origin: OriginId) {
    let sum = |of: fn(&Table) -> u64| material.mentions.frequencies.iter().map(of).sum::<u64>();
    let mut warn = |count: u64, de: &str, en: &str| {
        if count > 0 {
            let (count_de, count_en) = n(count);
            let text = Text::new(de.replace("{n}", &count_de), en.replace("{n}", &count_en));
            draft.warning(&text, origin);
        }
    };
    let suggested = sum(|table| table.total.standing.suggested);
    match material.layer {
        Layer::Reviewed => warn(
            suggested,
            "Nur vorgeschlagen und von niemandem geprüft: {n}. Sie zählen in diesem Bericht nicht.",
            "Only suggested and reviewed by nobody: {n}. They do not count in this report.",
        ),
        _ => warn(
            suggested,
            "Nur vorgeschlagen und von niemandem geprüft: {n}. Sie zählen in diesem Bericht mit; als Ergebnis taugen sie erst nach einer Prüfung.",
            "Only suggested and reviewed by nobody: {n}. They count in this report; they are results only once they are reviewed.",
        ),
    }
    warn(
        sum(|table| table.total.standing.uncoded),
        "Weder entschieden noch vorgeschlagen: {n}.",
        "Neither decided nor suggested: {n}.",
    );
    warn(
        sum(|table| table.total.standing.unsettled),
        "Ohne Einigung der Kodierenden: {n}. Sie zählen nicht, bis jemand sie entscheidet.",
        "Coders have not come to terms: {n}. They do not count until somebody settles them.",
    );
    warn(
        sum(|table| table.total.standing.deferred),
        "Zurückgestellt: {n}.",
        "Deferred: {n}.",
    );
    let accepted = material.machine.map_or(0, |machine| machine.units);
    warn(
        accepted,
        "Von der Maschine übernommen und von niemandem geprüft: {n}. Sie zählen als geprüft.",
        "Accepted by the machine and reviewed by nobody: {n}. They count as reviewed.",
    );
}
