//! What joining two files came to: how much each had, in what they differ, and where the file as it was is kept.

use std::path::Path;

use super::Part;
use crate::review::Merged;
use crate::study::Different;
use crate::tables::{Field, Grid};
use crate::words::{Language, Text};

/// Differences that are shown.
const SHOWN: usize = 20;

/// `here` and `there`: the files as people know them.
pub fn merged(merged: &Merged, here: &str, there: &str, language: Language) -> Vec<Part> {
    let joined = &merged.joined;
    let mut parts = vec![Part::Grid(contributions(merged, language))];
    let differ = [
        (
            &joined.reworded,
            Text::new(
                "Antworten, die verschieden lauten",
                "Answers that read differently",
            ),
        ),
        (
            &joined.background,
            Text::new("Merkmale, die verschieden sind", "Background values that differ"),
        ),
    ];
    for (all, title) in differ.iter().filter(|(all, _)| !all.is_empty()) {
        parts.push(Part::Grid(differences(all, title, language)));
    }
    let end = outcome(joined.backup.as_deref(), here, there);
    parts.push(Part::Sentence(end.get(language).to_owned()));
    parts
}

fn contributions(merged: &Merged, language: Language) -> Grid {
    let say = |de: &str, en: &str| Text::new(de, en).get(language).to_owned();
    let rows = merged.lines().into_iter().map(|line| {
        let side = line.side;
        let counts = [side.both, side.only_here, side.only_there].map(Field::Count);
        let what = Field::Text(line.what.get(language).to_owned());
        std::iter::once(what).chain(counts).collect()
    });
    Grid {
        title: say("Was in welcher Datei steht", "What stands in which file"),
        headings: vec![
            String::new(),
            say("in beiden", "in both"),
            say("nur hier", "only here"),
            say("neu von dort", "new from there"),
        ],
        rows: rows.collect(),
        sums: 0,
    }
}

/// The first of them, with what stands and what the other file has.
fn differences(all: &[Different], title: &Text, language: Language) -> Grid {
    let say = |de: &str, en: &str| Text::new(de, en).get(language).to_owned();
    let text = |text: &str| Field::Text(text.to_owned());
    let row = |one: &Different| {
        vec![
            text(&one.record),
            text(&one.column),
            text(&one.stands),
            text(&one.noted),
        ]
    };
    let title = match all.len() > SHOWN {
        true => {
            let of = language.count(all.len() as u64);
            format!("{} ({SHOWN} {} {of})", title.get(language), say("von", "of"))
        }
        false => title.get(language).to_owned(),
    };
    Grid {
        title,
        headings: vec![
            say("Antwort-ID", "Response ID"),
            say("Spalte", "Column"),
            say("es gilt", "stands"),
            say("in der anderen Datei", "in the other file"),
        ],
        rows: all.iter().take(SHOWN).map(row).collect(),
        sums: 0,
    }
}

fn outcome(backup: Option<&Path>, here: &str, there: &str) -> Text {
    let Some(backup) = backup else {
        return Text::new(
            format!("In »{there}« steht nichts, was nicht schon in »{here}« steht. Verändert ist nichts."),
            format!("“{there}” holds nothing that is not in “{here}” already. Nothing has changed."),
        );
    };
    let name = backup.file_name().unwrap_or(backup.as_os_str()).to_string_lossy();
    Text::new(
        format!(
            "»{here}« enthält jetzt auch, was in »{there}« stand. Die Datei von vorher bleibt daneben als »{name}« erhalten."
        ),
        format!(
            "“{here}” now also holds what “{there}” held. The file as it was is kept beside it as “{name}”."
        ),
    )
}
