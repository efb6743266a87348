//! What happened, in words: a sentence, and what there is to know beside it.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde_json::Value;

use super::stated::stated;
use crate::problem::Result;
use crate::study::{Happened, ImportedFile, LogEntry, LoggedAct, Run, Study, Topic};
use crate::suggest;
use crate::survey::{ActionKind, CodebookId, CodingLayer};
use crate::web::moment::plainly;
use crate::web::pen::Pen;
use crate::words::Text;

/// What the log calls entries of a topic.
pub fn topic(topic: Topic) -> Text {
    match topic {
        Topic::Coding => Text::new("Kodierungen", "coding"),
        Topic::Suggestions => Text::new("Vorschläge", "suggestions"),
        Topic::Files => Text::new("Dateien", "files"),
        Topic::Settings => Text::new("Festlegungen", "settings"),
        Topic::Codebooks => Text::new("Kodierleitfäden", "codebooks"),
    }
}

/// The versions of codebooks that entries are about.
pub struct Books(BTreeMap<i64, Book>);

struct Book {
    name: String,
    /// 1: the first that was kept.
    number: usize,
    codes: usize,
}

impl Books {
    pub fn of(study: &Study, entries: &[LogEntry]) -> Result<Books> {
        let mut books = BTreeMap::new();
        for entry in entries {
            let id = match &entry.happened {
                Happened::Ran(run) => run.codebook,
                Happened::Kept { codebook } => *codebook,
                _ => continue,
            };
            if let Entry::Vacant(place) = books.entry(id.0) {
                let stored = study.codebook(id)?;
                let before = study.codebook_versions(&stored.name)?;
                let book = Book {
                    number: before.iter().filter(|version| version.id <= id).count(),
                    codes: stored.codebook.codes.len(),
                    name: stored.name,
                };
                place.insert(book);
            }
        }
        Ok(Books(books))
    }

    /// `»felder«, Version 3`
    fn named(&self, id: CodebookId, pen: &Pen) -> String {
        let Some(Book { name, number, .. }) = self.0.get(&id.0) else {
            return String::new();
        };
        pen.say(
            format!("»{name}«, Version {number}"),
            format!("“{name}”, version {number}"),
        )
    }
}

/// What happened, and what there is to know beside it.
pub struct Said {
    pub what: String,
    pub more: Vec<String>,
}

pub fn said(happened: &Happened, books: &Books, pen: &Pen) -> Said {
    match happened {
        Happened::Acted(act) => Said {
            what: title(act, pen),
            more: Vec::new(),
        },
        Happened::Ran(run) => ran(run, books, pen),
        Happened::Imported(file) => imported(file, pen),
        Happened::Stated(statement) => stated(statement, pen),
        Happened::Kept { codebook } => {
            let codes = books.0.get(&codebook.0).map_or(0, |book| book.codes);
            Said {
                what: format!(
                    "{} {}",
                    pen.say("Kodierleitfaden", "Codebook"),
                    books.named(*codebook, pen)
                ),
                more: vec![format!("{codes} {}", pen.say("Kategorien", "codes"))],
            }
        }
    }
}

/// What a coder did at once.
pub fn title(act: &LoggedAct, pen: &Pen) -> String {
    let n = pen.language.count(act.units);
    let answers = match act.units {
        1 => pen.say("1 Antwort", "1 answer").to_owned(),
        _ => format!("{n} {}", pen.say("Antworten", "answers")),
    };
    let meant = act.meant.map(|moment| plainly(moment / 1000, pen.language));
    let meant = |de: &str, en: &str| match &meant {
        Some(moment) => pen.say(format!(" ({de} {moment})"), format!(" ({en} {moment})")),
        None => String::new(),
    };
    let (de, en) = match act.kind {
        ActionKind::Decide if act.layer == CodingLayer::Again => ("noch einmal kodiert", "coded once more"),
        ActionKind::Decide => ("kodiert", "coded"),
        ActionKind::Bulk => ("auf einmal geändert", "changed at once"),
        ActionKind::Import => ("mit Kodierungen aus einer Datei", "with codings from a file"),
        ActionKind::Accept if act.withdrawn == act.units => {
            ("wieder zum Prüfen geöffnet", "opened for review again")
        }
        ActionKind::Accept => ("mit sicheren Vorschlägen", "with sure suggestions"),
        ActionKind::Settle => ("endgültig entschieden", "settled"),
        ActionKind::Undo => {
            let meant = meant("vom", "of");
            return pen.say(
                format!("Zurückgenommen: {answers}{meant}"),
                format!("Taken back: {answers}{meant}"),
            );
        }
        ActionKind::Redo => {
            let meant = meant("vom", "of");
            return pen.say(
                format!("Wiederhergestellt: {answers}{meant}"),
                format!("Brought back: {answers}{meant}"),
            );
        }
    };
    format!("{answers} {}", pen.say(de, en))
}

fn ran(run: &Run, books: &Books, pen: &Pen) -> Said {
    let method = suggest::named(&run.method).map_or_else(
        || run.method.clone(),
        |method| method.label().get(pen.language).to_owned(),
    );
    let mut more = vec![books.named(run.codebook, pen)];
    if let Ok(Value::Object(settings)) = serde_json::from_str(&run.settings) {
        more.extend(
            settings
                .iter()
                .filter_map(|(name, value)| setting(name, value, pen)),
        );
    }
    more.push(format!(
        "freitext {}, {} {}",
        run.program,
        pen.say("Sprachanalyse", "analysis of the language"),
        run.analysis
    ));
    Said {
        what: format!("{}: {method}", pen.say("Vorschläge", "Suggestions")),
        more: vec![more.join("; ")],
    }
}

/// A setting of a run that says something.
fn setting(name: &str, value: &Value, pen: &Pen) -> Option<String> {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    Some(match (name, value) {
        (_, Value::Null) => return None,
        ("min_score", Value::Number(number)) => format!(
            "{} {}",
            pen.say("Vorschlagen ab", "Suggest from"),
            pen.language.number(number.as_f64().unwrap_or_default(), 2)
        ),
        ("per_answer", Value::String(per_answer)) => match &per_answer[..] {
            "one" => pen
                .say("genau eine Kategorie je Antwort", "exactly one code per answer")
                .to_owned(),
            _ => pen
                .say(
                    "mehrere Kategorien je Antwort möglich",
                    "several codes per answer possible",
                )
                .to_owned(),
        },
        ("from", Value::Object(from)) => format!(
            "{} {} ({})",
            pen.say("gelernt auch aus", "learned from as well:"),
            from.get("file").map(text).unwrap_or_default(),
            from.get("codebook").map(text).unwrap_or_default(),
        ),
        (name, value) => format!("{name}: {}", text(value)),
    })
}

fn imported(file: &ImportedFile, pen: &Pen) -> Said {
    let settings: Value = serde_json::from_str(&file.settings).unwrap_or_default();
    let recognised = &settings["recognised"];
    let word = |value: &Value| value.as_str().filter(|word| !word.is_empty()).map(str::to_owned);
    let questions: Vec<&str> = settings["questions"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let separator = word(&recognised["separator"]).map(|separator| match &separator[..] {
        "," => pen.say("Komma", "comma").to_owned(),
        ";" => pen.say("Semikolon", "semicolon").to_owned(),
        "\t" => pen.say("Tabulator", "tab").to_owned(),
        _ => separator,
    });
    let said = [
        (
            pen.say("neue Zeilen", "new rows"),
            Some(pen.language.count(file.records)),
        ),
        (
            pen.say("Freitextantworten", "open-ended answers"),
            Some(questions.join(", ")).filter(|questions| !questions.is_empty()),
        ),
        (pen.say("Welle", "wave"), word(&settings["wave"])),
        (pen.say("Blatt", "sheet"), word(&recognised["sheet"])),
        (pen.say("Zeichensatz", "encoding"), word(&recognised["encoding"])),
        (pen.say("Trennzeichen", "separator"), separator),
        (
            pen.say("Listen geteilt", "lists split"),
            word(&settings["split"]).filter(|split| split != "none"),
        ),
    ];
    let more: Vec<String> = said
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}: {}", value?)))
        .collect();
    Said {
        what: format!("{}: {}", pen.say("Datei eingelesen", "File imported"), file.name),
        more: vec![more.join("; ")],
    }
}
