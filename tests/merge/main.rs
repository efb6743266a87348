//! Two files of one study become one: without loss, and with the same result in either order.

#[path = "../desk/mod.rs"]
mod desk;
mod dump;
mod either_order;
mod files;

use std::path::{Path, PathBuf};

use freitext::codebook::Codebook;
use freitext::problem::Result;
use freitext::study::{Act, Change, NewRecord, NewSource, NewUnit, Study};
use freitext::survey::{
    ActionKind, CodebookId, CodingLayer, Decision, Missing, Outcome, QuestionId, Span, UnitId,
};

/// A study in a folder of its own, and copies of it.
struct Made {
    folder: tempfile::TempDir,
    path: PathBuf,
}

fn codebook(version: &str) -> Codebook {
    let toml = format!(
        "format = 1\ntitle = \"Felder\"\nversion = \"{version}\"\nlanguage = \"de\"\n\n\
         [[code]]\nid = \"a\"\nvalue = 1\nlabel = \"A\"\n\n[[code]]\nid = \"b\"\nvalue = 2\nlabel = \"B\"\n"
    );
    Codebook::read(&toml, "felder").expect("a codebook")
}

impl Made {
    /// Six records, the last two without an answer; Anna and Bert code.
    fn new(time: i64) -> Made {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("studie.freitext");
        import(&path, time);
        Made { folder, path }
    }

    fn copy(&self, name: &str) -> PathBuf {
        copy(&self.path, &self.folder.path().join(name))
    }
}

fn copy(from: &Path, to: &Path) -> PathBuf {
    std::fs::copy(from, to).unwrap();
    to.to_owned()
}

fn import(path: &Path, time: i64) {
    let mut draft = Study::draft(path).unwrap();
    draft
        .study()
        .change(|change| {
            let source = source(change, time)?;
            for row in 1..=6 {
                let words = ["Kurse", "Feste; Rat", "Kurse; Feste; Rat", "Rat", "", ""][row - 1];
                record(change, source, &format!("r{row}"), row as u64, words, &["Süd"])?;
            }
            change.keep_codebook("felder", &codebook("1"), time)?;
            change.coder("Anna")?;
            change.coder("Bert")?;
            Ok(())
        })
        .unwrap();
    draft.keep().unwrap();
}

fn source(change: &Change<'_>, time: i64) -> Result<i64> {
    change.add_source(&NewSource {
        file_name: "a.csv".into(),
        settings: "{}".into(),
        time,
    })
}

/// Adds a record with one answer; nothing where there is one of this key.
fn record(
    change: &Change<'_>,
    source: i64,
    key: &str,
    row: u64,
    words: &str,
    background: &[&str],
) -> Result<()> {
    for name in ["amt", "welle"] {
        change.background(name)?;
    }
    let question = change.question("text", "Was fehlt?")?;
    let background: Vec<Option<&str>> = background.iter().map(|value| Some(*value)).collect();
    let record = NewRecord {
        key,
        respondent: change.respondent(key)?,
        source,
        row,
        background: &background,
    };
    let Some(record) = change.add_record(&record)? else {
        return Ok(());
    };
    let missing = words.is_empty().then_some(Missing::Empty);
    let answer = change.add_answer(record, question, 1, missing, words)?;
    for unit in units(key, words) {
        change.add_unit(answer, unit.span, unit.key.as_deref())?;
    }
    Ok(())
}

/// Items of a list are units of their own; a key with a column stands in the unit.
fn units(key: &str, words: &str) -> Vec<NewUnit> {
    let mut start = 0;
    let mut units = Vec::new();
    for (at, piece) in words.split(';').enumerate() {
        let begin = start + piece.len() - piece.trim_start().len();
        units.push(NewUnit {
            span: Span::new(begin, start + piece.len()),
            key: match words.contains(';') {
                true => Some(format!("{key}#{}", at + 1)),
                false => key.contains('.').then(|| key.to_owned()),
            },
        });
        start += piece.len() + 1;
    }
    units
}

/// The latest version of the codebook.
fn latest(study: &Study) -> CodebookId {
    study.codebooks().unwrap()[0].id
}

/// Writes decisions as one action; gives its uid.
fn act(study: &mut Study, name: &str, kind: ActionKind, decisions: &[Decision], time: i64) -> String {
    let codebook = latest(study);
    study
        .change(|change| {
            let action = change.act(&Act {
                coder: change.coder(name)?,
                codebook,
                kind,
                undoes: None,
                time,
            })?;
            for decision in decisions {
                change.decide(&action, decision)?;
            }
            Ok(action.uid)
        })
        .unwrap()
}

fn says(study: &mut Study, name: &str, unit: i64, outcome: Outcome, time: i64) -> String {
    act(
        study,
        name,
        ActionKind::Decide,
        &[Decision::of(UnitId(unit), outcome)],
        time,
    )
}

fn settles(
    study: &mut Study,
    name: &str,
    unit: i64,
    outcome: Outcome,
    settled: Vec<String>,
    time: i64,
) -> String {
    let decision = Decision {
        layer: CodingLayer::Final,
        settled,
        memo: "besprochen".into(),
        ..Decision::of(UnitId(unit), outcome)
    };
    act(study, name, ActionKind::Settle, &[decision], time)
}

fn codes(ids: &[&str]) -> Outcome {
    Outcome::Codes(ids.iter().map(|id| (*id).to_owned()).collect())
}

const TEXT: QuestionId = QuestionId(1);
