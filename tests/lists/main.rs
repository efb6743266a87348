//! Lists of units over the board: filters, sweeps, changes for many units at once, answers that say the same, progress.

mod blind;
mod bulk;
mod filter;
mod judge;
mod pages;
mod progress;
mod same;

use freitext::codebook::Codebook;
use freitext::review::{Board, View, decide};
use freitext::study::{NewRecord, NewRun, NewSource, Study, Suggestion};
use freitext::survey::{ActionKind, CoderId, Decision, MissingWords, Outcome, Span, UnitId};

pub const CODEBOOK: &str = r#"
format = 1
title = "Felder"
version = "1"
[[code]]
id = "a"
value = 1
label = "A"
[[code]]
id = "b"
value = 2
label = "B"
[[code]]
id = "c"
value = 3
label = "C"
[[code]]
id = "c1"
value = 4
label = "C1"
parent = "c"
"#;

/// An answer, and the codes that are suggested for it by place and score.
pub struct Row {
    pub text: &'static str,
    pub office: &'static str,
    pub suggested: Vec<(usize, f64)>,
}

pub fn row(text: &'static str, office: &'static str, suggested: &[(usize, f64)]) -> Row {
    Row {
        text,
        office,
        suggested: suggested.to_vec(),
    }
}

pub const ANNA: usize = 0;
pub const BERT: usize = 1;

/// A study with one background column `amt`, and two coders.
pub struct Made {
    _folder: tempfile::TempDir,
    pub study: Study,
    pub coders: [CoderId; 2],
}

pub fn made(codebook: &str, rows: &[Row]) -> Made {
    let folder = tempfile::tempdir().unwrap();
    let mut draft = Study::draft(&folder.path().join("studie.freitext")).unwrap();
    let missing = MissingWords::shipped();
    let fill = |change: &freitext::study::Change<'_>| {
        let source = change.add_source(&NewSource {
            file_name: "a.csv".into(),
            settings: "{}".into(),
            time: 0,
        })?;
        let question = change.question("text", "")?;
        change.background("amt")?;
        let codebook = Codebook::read(codebook, "felder").expect("a codebook");
        let codebook = change.keep_codebook("felder", &codebook, 0)?;
        let run = change.begin_run(&NewRun {
            method: "rules",
            codebook,
            settings: "{}".into(),
            analysis: "test".into(),
            time: 0,
        })?;
        for (at, row) in rows.iter().enumerate() {
            let key = format!("r{}", at + 1);
            let record = NewRecord {
                key: &key,
                respondent: change.respondent(&key)?,
                source,
                row: at as u64 + 2,
                background: &[Some(row.office).filter(|office| !office.is_empty())],
            };
            let record = change.add_record(&record)?.expect("a new record");
            let answer = change.add_answer(record, question, 1, missing.kind_of(row.text), row.text)?;
            let unit = change.add_unit(answer, Span::new(0, row.text.len()), None)?;
            for (code, score) in &row.suggested {
                change.suggest(
                    run,
                    &Suggestion {
                        unit,
                        code: *code,
                        score: *score,
                        origin: None,
                        evidence: Vec::new(),
                    },
                )?;
            }
        }
        Ok([change.coder("Anna")?, change.coder("Bert")?])
    };
    let coders = draft.study().change(fill).unwrap();
    Made {
        study: draft.keep().unwrap(),
        _folder: folder,
        coders,
    }
}

impl Made {
    pub fn board(&self) -> Board {
        Board::of(&self.study, "felder").unwrap()
    }

    /// One action.
    pub fn act(&mut self, coder: usize, kind: ActionKind, decisions: Vec<Decision>) {
        let codebook = self.study.codebooks().unwrap().remove(0);
        let coder = self.coders[coder];
        self.study
            .change(|change| decide(change, &codebook, coder, kind, decisions, 7))
            .unwrap();
    }

    /// Units by their row, from 1.
    pub fn say(&mut self, coder: usize, said: &[(i64, Outcome)]) {
        for (unit, outcome) in said {
            self.act(
                coder,
                ActionKind::Decide,
                vec![Decision::of(UnitId(*unit), outcome.clone())],
            );
        }
    }

    pub fn view<'b>(&self, board: &'b Board, coder: usize) -> View<'b> {
        View::new(board, self.coders[coder])
    }
}

pub fn codes(ids: &[&str]) -> Outcome {
    Outcome::Codes(ids.iter().map(|id| (*id).to_owned()).collect())
}

pub fn begun(given: &[&str], refused: &[&str]) -> Outcome {
    let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
    Outcome::Begun {
        given: ids(given),
        refused: ids(refused),
    }
}
