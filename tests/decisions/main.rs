//! What people and machines decide, and what of it holds.

mod anchoring;
mod blind;
mod board;
mod dispute;
mod edited;
mod final_rule;
mod kept;
mod machine;
mod standing;
mod undo;

use std::collections::BTreeMap;

use freitext::codebook::Codebook;
use freitext::study::{Act, NewRecord, NewSource, Study, Wanted};
use freitext::survey::{
    ActionKind, CodebookId, Coder, CoderId, CoderKind, Decision, Outcome, Picked, Span, UnitId,
};

const CODEBOOK: &str = "format = 1\ntitle = \"Felder\"\nversion = \"1\"\nlanguage = \"de\"\n\n\
    [[code]]\nid = \"a\"\nvalue = 1\nlabel = \"A\"\n\n[[code]]\nid = \"b\"\nvalue = 2\nlabel = \"B\"\n";

/// A study with `units` answers, a codebook, and the coders Anna, Bert and the machine Anna.
struct Made {
    _folder: tempfile::TempDir,
    study: Study,
    codebook: CodebookId,
    coders: [CoderId; 3],
}

fn made(units: u64) -> Made {
    let folder = tempfile::tempdir().unwrap();
    let mut draft = Study::draft(&folder.path().join("studie.freitext")).unwrap();
    let (codebook, coders) = draft
        .study()
        .change(|change| {
            let source = change.add_source(&NewSource {
                file_name: "a.csv".into(),
                settings: "{}".into(),
                time: 0,
            })?;
            let question = change.question("text", "")?;
            for row in 1..=units {
                let key = row.to_string();
                let record = NewRecord {
                    key: &key,
                    respondent: change.respondent(&key)?,
                    source,
                    row,
                    background: &[],
                };
                let record = change.add_record(&record)?.expect("a new record");
                let answer = change.add_answer(record, question, 1, None, "Kurse")?;
                change.add_unit(answer, Span::new(0, 5), None)?;
            }
            let codebook = Codebook::read(CODEBOOK, "felder").expect("a codebook");
            let codebook = change.keep_codebook("felder", &codebook, 0)?;
            let coders = [
                change.coder("Anna")?,
                change.coder("Bert")?,
                change.machine("Anna")?,
            ];
            Ok((codebook, coders))
        })
        .unwrap();
    Made {
        study: draft.keep().unwrap(),
        _folder: folder,
        codebook,
        coders,
    }
}

/// Unit, coder (2 is the machine), outcome, how the unit was picked.
type Step = (i64, usize, Outcome, Picked);

impl Made {
    fn decide(&mut self, steps: &[Step]) {
        let (codebook, coders) = (self.codebook, self.coders);
        self.study
            .change(|change| {
                for (unit, coder, outcome, picked) in steps {
                    let action = change.act(&Act {
                        coder: coders[*coder],
                        codebook,
                        kind: ActionKind::Decide,
                        undoes: None,
                        time: 0,
                    })?;
                    let decision = Decision::of(UnitId(*unit), outcome.clone());
                    change.decide(
                        &action,
                        &Decision {
                            picked: *picked,
                            ..decision
                        },
                    )?;
                }
                Ok(())
            })
            .unwrap();
    }

    /// Unit → coder and outcome that hold.
    fn holding(&self, coder: Option<&Coder>) -> BTreeMap<i64, (Coder, Outcome)> {
        let wanted = Wanted {
            codebook: Some("felder"),
            coder,
            ..Wanted::default()
        };
        let mut found = BTreeMap::new();
        self.study
            .walk(&wanted, |unit| {
                let current = unit.decision.clone().holding();
                found.extend(current.map(|current| (unit.unit.0, (current.coder, current.outcome))));
                Ok(())
            })
            .unwrap();
        found
    }
}

fn coder(at: usize) -> Coder {
    let (kind, name) = [
        (CoderKind::Person, "Anna"),
        (CoderKind::Person, "Bert"),
        (CoderKind::Machine, "Anna"),
    ][at];
    Coder {
        kind,
        name: name.into(),
    }
}

fn codes(ids: &[&str]) -> Outcome {
    Outcome::Codes(ids.iter().map(|id| (*id).to_owned()).collect())
}

/// Given a, refused b.
fn begun() -> Outcome {
    Outcome::Begun {
        given: vec!["a".into()],
        refused: vec!["b".into()],
    }
}
