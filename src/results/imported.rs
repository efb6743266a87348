//! What an import did, in numbers and in sentences.

use crate::import::Imported;
use crate::words::{Language, Text};

/// What an import did, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    rows: u64,
    respondents: u64,
    records: u64,
    answers: u64,
    missing: u64,
    units: u64,
    decisions: u64,
    unchanged: u64,
    filled: u64,
    changed: u64,
    notices: u64,
}

impl Counts {
    pub fn of(imported: &Imported) -> Counts {
        Counts {
            rows: imported.rows,
            respondents: imported.respondents,
            records: imported.records,
            answers: imported.answers,
            missing: imported.missing,
            units: imported.units,
            decisions: imported.decisions,
            unchanged: imported.unchanged,
            filled: imported.filled,
            changed: imported.changed + imported.known_changes,
            notices: imported.notices.len() as u64 + imported.notices_more,
        }
    }
}

/// One sentence for what is new, and one for each other thing that happened.
pub fn imported(imported: &Imported) -> Vec<Text> {
    let counts = Counts::of(imported);
    let new = |language: Language| {
        [
            counts.rows,
            counts.answers,
            counts.respondents,
            counts.units,
            counts.missing,
        ]
        .map(|n| language.count(n))
    };
    let (
        [rows_de, answers_de, respondents_de, units_de, missing_de],
        [rows, answers, respondents, units, missing],
    ) = (new(Language::De), new(Language::En));
    let mut said = vec![Text::new(
        format!(
            "Zeilen gelesen: {rows_de}. Neu: Antworten {answers_de}, Befragte {respondents_de}, Kodiereinheiten {units_de}, fehlende Angaben {missing_de}."
        ),
        format!(
            "Rows read: {rows}. New: answers {answers}, respondents {respondents}, coding units {units}, missing answers {missing}."
        ),
    )];
    let mut more = |n: u64, de: &str, en: &str| {
        if n > 0 {
            let (n_de, n_en) = (Language::De.count(n), Language::En.count(n));
            said.push(Text::new(format!("{de}: {n_de}."), format!("{en}: {n_en}.")));
        }
    };
    more(
        counts.unchanged,
        "Antworten, die schon da waren",
        "Answers that were there already",
    );
    more(
        counts.filled,
        "Antworten, die bisher fehlten und jetzt da sind",
        "Answers that had been missing and have come",
    );
    more(
        counts.changed,
        "Antworten, die jetzt anders lauten (die erste Fassung bleibt stehen, siehe Hinweise)",
        "Answers that read differently now (the first wording stands, see the notices)",
    );
    more(counts.decisions, "Übernommene Kodierungen", "Codings taken over");
    said
}
