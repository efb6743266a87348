//! REFI-QDA projects: a study goes out and comes back into a new one with everything that people said, layer by layer.

use std::path::Path;

use freitext::export::{self, Options};
use freitext::import::{Choices, Split};
use freitext::problem::unwatched;
use freitext::study::{Act, ActionNumber, Change, Read, Study, Wanted};
use freitext::survey::{ActionKind, CodebookId, CoderId, CodingLayer, Decision, Outcome, UnitId};

use super::{Desk, bring};

const CODEBOOK: &str = "format = 1\ntitle = 'Wünsche'\nversion = '1'\n\
    [[code]]\nid = 'oben'\nvalue = 7\nlabel = 'Oben'\n\
    [[code]]\nid = 'bus'\nvalue = 2\nlabel = 'Bus'\nparent = 'oben'\n\
    [[code]]\nid = 'rad'\nvalue = 3\nlabel = 'Rad'\n";

/// 1 March 2025, 10:00 UTC.
const FIRST: i64 = 1_740_823_200;

fn said(unit: UnitId, layer: CodingLayer, outcome: Outcome, memo: &str) -> Decision {
    Decision {
        layer,
        memo: memo.to_owned(),
        ..Decision::of(unit, outcome)
    }
}

fn codes(ids: &[&str]) -> Outcome {
    Outcome::Codes(ids.iter().map(|id| (*id).to_owned()).collect())
}

fn act(change: &Change<'_>, coder: CoderId, codebook: CodebookId, at: i64, decisions: &[Decision]) -> String {
    let act = Act {
        coder,
        codebook,
        kind: ActionKind::Decide,
        undoes: None,
        time: FIRST + at,
    };
    let action = change.act(&act).unwrap();
    for decision in decisions {
        change.decide(&action, decision).unwrap();
    }
    action.uid
}

/// Two questions, one of them divided; two people, a machine, a second coding and a settled one.
fn coded(desk: &Desk) -> Study {
    let file = desk.file(
        "a.csv",
        "id;respondent;wave;F1 offen;F2 offen\n\
         1;A;1;\"Mehr Busse; weniger Autos\";Räder 😀 und Wege überall\n\
         2;A;2;\"Busse und auch Bahnen; nichts sonst\";\n\
         3;B;1;Weiß man nicht so recht;\"Wege; Plätze, Bänke und Räder\"\n",
    );
    let mut study = desk.study();
    let choices = Choices {
        text: vec!["F1 offen".into(), "F2 offen".into()],
        split: Split::Semicolon,
        ..Choices::default()
    };
    bring(&mut study, &file, &choices).unwrap();
    let mut units = Vec::new();
    study
        .walk(&Wanted::default(), |unit| {
            units.extend(unit.missing.is_none().then_some(unit.unit));
            Ok(())
        })
        .unwrap();
    assert!(units.len() >= 7, "{units:?}");
    let codebook = freitext::codebook::Codebook::read(CODEBOOK, "b").unwrap();
    study
        .change(|change| {
            let book = change.keep_codebook("wuensche", &codebook, FIRST)?;
            let (anna, bea) = (change.coder("Anna")?, change.coder("Bea (2)")?);
            let machine = change.machine("freitext")?;
            let own = CodingLayer::Own;
            let first = act(
                change,
                anna,
                book,
                0,
                &[
                    said(units[0], own, codes(&["bus", "rad"]), "sicher?\nja"),
                    said(units[1], own, Outcome::NoneFits, ""),
                    said(units[2], own, Outcome::NotCodable, ""),
                    said(units[3], own, codes(&["oben"]), ""),
                ],
            );
            let second = act(
                change,
                bea,
                book,
                60,
                &[
                    said(units[0], own, codes(&["bus"]), ""),
                    said(units[4], own, Outcome::Deferred, "später"),
                    said(units[5], own, codes(&["rad"]), ""),
                ],
            );
            act(
                change,
                anna,
                book,
                120,
                &[said(units[3], CodingLayer::Again, codes(&["rad"]), "")],
            );
            act(
                change,
                machine,
                book,
                180,
                &[said(units[6], own, codes(&["rad"]), "")],
            );
            let settled = Decision {
                settled: vec![first, second],
                ..said(units[0], CodingLayer::Final, codes(&["rad"]), "besprochen")
            };
            act(change, bea, book, 240, &[settled]);
            act(
                change,
                bea,
                book,
                300,
                &[said(units[5], own, Outcome::Withdrawn, "")],
            );
            Ok(())
        })
        .unwrap();
    study
}

/// Who said what of which words, and when; what was taken back left out.
fn everything(study: &Study) -> Vec<String> {
    let mut words = std::collections::BTreeMap::new();
    let wanted = Wanted {
        verbatim: Read::Yes,
        ..Wanted::default()
    };
    study
        .walk(&wanted, |unit| {
            let piece = unit.span.of(&unit.verbatim).to_owned();
            words.insert(unit.unit, format!("{} {:?}", unit.respondent_key, piece));
            Ok(())
        })
        .unwrap();
    let coders: std::collections::BTreeMap<_, _> = study.all_coders().unwrap().into_iter().collect();
    let name = study.codebook_names().unwrap().remove(0);
    let mut latest = std::collections::BTreeMap::new();
    study
        .record(&name, ActionNumber::default(), |recorded| {
            let decision = recorded.decision;
            let who = (decision.unit, coders[&recorded.coder].clone(), decision.layer);
            latest.insert(who, (decision.outcome, decision.memo, recorded.moment / 1000));
            Ok(())
        })
        .unwrap();
    latest.retain(|_, (outcome, _, _)| *outcome != Outcome::Withdrawn);
    let mut lines: Vec<String> = latest
        .into_iter()
        .map(|((unit, coder, layer), rest)| format!("{} {coder:?} {layer:?} {rest:?}", words[&unit]))
        .collect();
    lines.sort();
    lines
}

fn verdicts(study: &Study) -> Vec<String> {
    let name = study.codebook_names().unwrap().remove(0);
    let wanted = Wanted {
        codebook: Some(&name),
        verbatim: Read::Yes,
        ..Wanted::default()
    };
    let mut verdicts = Vec::new();
    study
        .walk(&wanted, |unit| {
            let piece = unit.span.of(&unit.verbatim);
            let of_anybody = format!("{:?}", unit.decision);
            if of_anybody != "Nothing" {
                verdicts.push(format!("{piece:?} {of_anybody}"));
            }
            Ok(())
        })
        .unwrap();
    verdicts.sort();
    verdicts
}

fn export(study: &Study, path: &Path) {
    export::export(study, path, None, &Options::default(), &unwatched).unwrap();
}

#[test]
fn a_study_comes_back_with_every_decision() {
    let desk = Desk::new();
    let before = coded(&desk);
    let project = desk.file("p.qdpx", "");
    export(&before, &project);

    let other = Desk::new();
    let mut after = other.study();
    let later = FIRST + 86_400;
    let imported =
        freitext::import::import(&mut after, &project, &Choices::default(), None, later, &unwatched).unwrap();
    assert_eq!(imported.decisions, 9);
    assert_eq!(everything(&after), everything(&before));
    assert_eq!(verdicts(&after), verdicts(&before));
    assert_eq!(after.codebook_names().unwrap(), ["wünsche"]);
    let questions: Vec<String> = after
        .questions()
        .unwrap()
        .into_iter()
        .map(|question| question.key)
        .collect();
    assert_eq!(questions, ["F1 offen", "F2 offen"]);
    let stored = after.codebooks().unwrap().remove(0).codebook;
    assert_eq!(stored.codes, before.codebooks().unwrap().remove(0).codebook.codes);

    // Once more, and into the study that it came from: nothing is new.
    let mut before = before;
    for study in [&mut after, &mut before] {
        let again =
            freitext::import::import(study, &project, &Choices::default(), None, later, &unwatched).unwrap();
        let new = again.decisions + again.units + again.answers + again.records + again.changed;
        assert_eq!(new, 0, "{again:?}");
    }
    assert_eq!(before.codebook_names().unwrap(), ["wuensche"]);
    let second = other.file("q.qdpx", "");
    export(&after, &second);
    let third = other.file("r.qdpx", "");
    export(&after, &third);
    assert_eq!(std::fs::read(second).unwrap(), std::fs::read(third).unwrap());
}

#[test]
fn sets_are_questions_of_their_own_however_they_are_numbered() {
    use freitext::refi::{Guid, Project, Set, TextSource, write_project};
    let source = |name: &str, text: &str| TextSource {
        guid: Guid::FREITEXT.of(name),
        name: name.into(),
        text: text.into(),
        ..TextSource::default()
    };
    let set = |name: &str, sources: &[&str]| Set {
        guid: Guid::FREITEXT.of(name),
        name: name.into(),
        sources: sources.iter().map(|name| Guid::FREITEXT.of(name)).collect(),
        ..Set::default()
    };
    let of = |sets: Vec<Set>, cases: Vec<freitext::refi::Case>| {
        let project = Project {
            name: "P".into(),
            sources: vec![source("a", "Mehr Busse"), source("b", "Mehr Bahnen")],
            sets,
            cases,
            ..Project::default()
        };
        let desk = Desk::new();
        let file = desk.file("p.qdpx", write_project(&project).unwrap());
        let mut study = desk.study();
        bring(&mut study, &file, &Choices::default()).unwrap();
        let questions = study.questions().unwrap().into_iter();
        questions.map(|question| question.key).collect::<Vec<_>>()
    };
    for names in [["F1", "F2"], ["Wunsch 1", "Wunsch 2"], ["Wunsch_1", "Wunsch_2"]] {
        let sets = vec![set(names[0], &["a"]), set(names[1], &["b"])];
        assert_eq!(of(sets, Vec::new()), names);
    }
    // Two texts of one case to one question are two mentions, whatever the question is called.
    let both = freitext::refi::Case {
        guid: Guid::FREITEXT.of("case"),
        name: "A".into(),
        sources: vec![Guid::FREITEXT.of("a"), Guid::FREITEXT.of("b")],
        ..Default::default()
    };
    let ours = |sets| {
        let mut project = Project {
            name: "P".into(),
            origin: freitext::refi::ORIGIN.into(),
            sources: vec![source("a", "Mehr Busse"), source("b", "Mehr Bahnen")],
            sets,
            ..Project::default()
        };
        project.cases.push(both.clone());
        let desk = Desk::new();
        let file = desk.file("p.qdpx", write_project(&project).unwrap());
        let mut study = desk.study();
        let done = bring(&mut study, &file, &Choices::default()).unwrap();
        let questions = study
            .questions()
            .unwrap()
            .into_iter()
            .map(|question| question.key);
        (questions.collect::<Vec<_>>(), done.records, done.answers)
    };
    assert_eq!(ours(Vec::new()), (vec!["text".to_owned()], 1, 2));
    assert_eq!(ours(vec![set("F", &["a", "b"])]), (vec!["F".to_owned()], 1, 2));
}
