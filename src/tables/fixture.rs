//! Small studies for tests, told row by row.

use std::collections::BTreeMap;

use crate::codebook::{Codebook, Edit};
use crate::study::{Act, Evidence, NewRecord, NewRun, NewSource, Source, Study, Suggestion};
use crate::survey::{ActionKind, CodebookId, Decision, MissingWords, Outcome, Span};

/// How a unit of the fixture is coded.
pub(crate) enum Coded {
    Not,
    /// By Anna, codes joined by `|`.
    By(&'static str),
    /// By Bert, in the same way.
    ByBert(&'static str),
    Decided(Outcome),
    /// Code, rule, words that made it fire.
    Suggested(&'static [(&'static str, usize, &'static str)]),
    /// By Anna, with suggestions.
    Begun(Outcome, &'static [(&'static str, usize, &'static str)]),
}

/// One record with one answer to the question `text`.
pub(crate) struct Row {
    pub key: &'static str,
    pub respondent: &'static str,
    pub background: &'static [&'static str],
    pub text: &'static str,
    pub coded: Coded,
}

pub(crate) fn row(key: &'static str, amt: &'static [&'static str], text: &'static str, coded: Coded) -> Row {
    Row {
        key,
        respondent: key,
        background: amt,
        text,
        coded,
    }
}

/// A study in a folder that goes away with it.
pub(crate) struct Fixture {
    pub study: Study,
    pub folder: tempfile::TempDir,
}

impl Fixture {
    /// The latest version of the codebook, edited.
    pub fn edit(&mut self, edits: &[Edit]) {
        let stored = self.study.codebooks().unwrap().remove(0);
        let edited = edits
            .iter()
            .fold(stored.codebook, |codebook, edit| codebook.edited(edit).unwrap());
        let kept = self
            .study
            .change(|change| change.keep_codebook(&stored.name, &edited, 1));
        kept.unwrap();
    }
}

/// `columns` are the names of the background columns; an empty value is an empty cell.
pub(crate) fn study(codebook: &str, columns: &[&str], rows: &[Row]) -> Fixture {
    let folder = tempfile::tempdir().unwrap();
    let mut draft = Study::draft(&folder.path().join("test.freitext")).unwrap();
    let codebook = Codebook::read(codebook, "test").unwrap();
    let words = MissingWords::shipped();
    let filled = draft.study().change(|change| {
        let id: CodebookId = change.keep_codebook("test", &codebook, 0)?;
        let anna = change.coder("Anna")?;
        let bert = change.coder("Bert")?;
        let question = change.question("text", "Was tun Sie?")?;
        for column in columns {
            change.background(column)?;
        }
        let source = change.add_source(&NewSource {
            file_name: "test.csv".into(),
            settings: "{}".into(),
            time: 0,
        })?;
        let mut suggestions = BTreeMap::new();
        for (at, row) in rows.iter().enumerate() {
            let background: Vec<Option<&str>> = row
                .background
                .iter()
                .map(|value| (!value.is_empty()).then_some(*value))
                .collect();
            let respondent = change.respondent(row.respondent)?;
            let record = change.add_record(&NewRecord {
                key: row.key,
                respondent,
                source,
                row: at as u64 + 2,
                background: &background,
            })?;
            let record = record.expect("the keys differ");
            let answer = change.add_answer(record, question, 1, words.kind_of(row.text), row.text)?;
            let unit = change.add_unit(answer, Span::new(0, row.text.len()), None)?;
            let decide = |coder, outcome| {
                let action = change.act(&Act {
                    coder,
                    codebook: id,
                    kind: ActionKind::Decide,
                    undoes: None,
                    time: 0,
                })?;
                change.decide(&action, &Decision::of(unit, outcome))
            };
            match &row.coded {
                Coded::Not => {}
                Coded::By(codes) => decide(anna, split(codes))?,
                Coded::ByBert(codes) => decide(bert, split(codes))?,
                Coded::Decided(outcome) | Coded::Begun(outcome, _) => decide(anna, outcome.clone())?,
                Coded::Suggested(_) => {}
            }
            if let Coded::Suggested(hits) | Coded::Begun(_, hits) = &row.coded {
                for (code, rule, words) in *hits {
                    let place = codebook.codes.iter().position(|known| known.id == *code);
                    let start = row.text.find(words).expect("the words are in the text");
                    suggestions
                        .entry((unit, place.expect("the code is in the codebook")))
                        .or_insert_with(Vec::new)
                        .push(Evidence {
                            source: Source::Rule(*rule),
                            weight: None,
                            spans: vec![Span::new(start, start + words.len())],
                        });
                }
            }
        }
        if !suggestions.is_empty() {
            let run = change.begin_run(&NewRun {
                method: "rules",
                codebook: id,
                settings: "{}".into(),
                analysis: "test".into(),
                time: 0,
            })?;
            for ((unit, code), evidence) in suggestions {
                change.suggest(
                    run,
                    &Suggestion {
                        unit,
                        code,
                        score: 0.75,
                        origin: None,
                        evidence,
                    },
                )?;
            }
        }
        Ok(())
    });
    filled.unwrap();
    Fixture {
        study: draft.keep().unwrap(),
        folder,
    }
}

fn split(codes: &str) -> Outcome {
    Outcome::Codes(codes.split('|').map(str::to_owned).collect())
}

/// Dimension `a` with the codes `a1` and `a2`, and `b`.
pub(crate) const CODEBOOK: &str = r#"
format = 1
title = "Felder"
version = "1.0"
[[code]]
id = "a"
value = 1
label = "Ansprache"
definition = "x"
[[code]]
id = "a1"
value = 2
label = "Beratung"
parent = "a"
definition = "x"
match_rules = [{ id = "schwach", find = "rat", weight = 0.5 }, { id = "stark", find = "beratung", weight = 1.0 }]
[[code]]
id = "a2"
value = 3
label = "Auskunft"
parent = "a"
definition = "x"
match_rules = [{ id = "auskunft", find = "auskunft" }]
[[code]]
id = "b"
value = 4
label = "Bauen"
definition = "x"
match_rules = [{ id = "bau", find = "bau*" }]
"#;
