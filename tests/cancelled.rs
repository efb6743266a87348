//! Long work that somebody ends: it stops at once, and everything is as it was before.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use freitext::codebook::Codebook;
use freitext::import::{Choices, import};
use freitext::problem::{Problem, Result, unwatched};
use freitext::search::{Index, folder_of};
use freitext::study::{StoredCodebook, Study};
use freitext::suggest::{self, Asked, COMBINED, Settings, Suggester};
use freitext::{export, suggest::Rules};

/// More answers than pass between two reports of progress; an import reports less often.
const ANSWERS: usize = 1_200;
const IMPORTED: usize = 9_000;

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn with(answers: usize) -> Desk {
        let desk = Desk {
            folder: tempfile::tempdir().unwrap(),
        };
        let rows: String = (0..answers)
            .map(|row| format!("{row},mehr Licht und Sprachkurse {}\n", row % 97))
            .collect();
        std::fs::write(desk.path("a.csv"), format!("id,text\n{rows}")).unwrap();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    fn study(&self) -> (Study, StoredCodebook) {
        let mut draft = Study::draft(&self.path("s.freitext")).unwrap();
        import(
            draft.study(),
            &self.path("a.csv"),
            &choices(),
            None,
            0,
            &unwatched,
        )
        .unwrap();
        let mut study = draft.keep().unwrap();
        let codebook = Codebook::open("handlungsfelder").unwrap();
        let id = study
            .change(|change| change.keep_codebook("handlungsfelder", &codebook, 0))
            .unwrap();
        let kept = study.codebook(id).unwrap();
        (study, kept)
    }
}

fn choices() -> Choices {
    Choices {
        text: vec!["text".to_owned()],
        ..Choices::default()
    }
}

/// Ends the work at its `nth` report.
struct Ended {
    nth: u64,
    heard: AtomicU64,
}

impl Ended {
    fn at(nth: u64) -> Ended {
        Ended {
            nth,
            heard: AtomicU64::new(0),
        }
    }

    fn hear(&self, done: u64, all: u64) -> Result<()> {
        assert!(done <= all, "{done} of {all}");
        let heard = self.heard.fetch_add(1, Ordering::Relaxed) + 1;
        if heard == self.nth {
            return Err(Problem::input("Genug.", "Enough."));
        }
        assert!(heard < self.nth, "the work went on");
        Ok(())
    }
}

fn says_enough<T>(made: Result<T>) {
    assert_eq!(made.err().expect("the work went on").what().en, "Enough.");
}

fn suggestions(
    study: &Study,
    index: &Index,
    codebook: &StoredCodebook,
    suggester: &dyn Suggester,
) -> Vec<String> {
    let mut all = Vec::new();
    let work = suggest::Work {
        texts: study,
        index,
        codebook,
        reviewed: &[],
        carried: None,
        settings: &Settings::default(),
    };
    suggester
        .propose(&work, &mut |suggestion| {
            all.push(suggestion.to_line());
            Ok(())
        })
        .unwrap();
    all
}

fn kept(study: &Study, codebook: &StoredCodebook) -> Vec<String> {
    let run = study.latest_run(&codebook.name).unwrap().expect("a run");
    let wanted = freitext::study::Wanted {
        codebook: Some(&codebook.name),
        run: Some(run.id),
        evidence: freitext::study::Read::Yes,
        ..freitext::study::Wanted::default()
    };
    let mut all = Vec::new();
    study
        .walk(&wanted, |unit| {
            all.extend(unit.suggestions.iter().map(|suggestion| suggestion.to_line()));
            Ok(())
        })
        .unwrap();
    all
}

#[test]
fn an_import_that_is_ended_leaves_no_file_and_no_answer() {
    let desk = Desk::with(IMPORTED);
    let file = desk.path("a.csv");
    let choices = choices();
    let ended = Ended::at(2);
    let mut draft = Study::draft(&desk.path("s.freitext")).unwrap();
    let watch = |done, all| ended.hear(done, all);
    says_enough(import(draft.study(), &file, &choices, None, 0, &watch));
    drop(draft);
    assert_eq!(desk.names(), ["a.csv"]);

    let mut study = Study::draft(&desk.path("s.freitext")).unwrap().keep().unwrap();
    let ended = Ended::at(2);
    let watch = |done, all| ended.hear(done, all);
    says_enough(import(&mut study, &file, &choices, None, 0, &watch));
    assert_eq!(study.extent().unwrap().records, 0);
    assert!(study.questions().unwrap().is_empty());
}

#[test]
fn an_index_that_is_ended_leaves_the_old_one() {
    let desk = Desk::with(ANSWERS);
    let (mut study, _) = desk.study();
    Index::of(&study, &unwatched).unwrap();
    let stamp = folder_of(study.path()).join("stamp.json");
    let before = std::fs::read(&stamp).unwrap();
    study.change(|change| change.answers_changed()).unwrap();
    let ended = Ended::at(1);
    says_enough(Index::of(&study, &|done, all| ended.hear(done, all)));
    assert_eq!(std::fs::read(&stamp).unwrap(), before);
    let left: Vec<String> = desk
        .names()
        .into_iter()
        .filter(|name| name.ends_with(".part"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn suggestions_that_are_ended_leave_those_of_the_run_before() {
    let desk = Desk::with(ANSWERS);
    let (mut study, codebook) = desk.study();
    let index = Index::of(&study, &unwatched).unwrap();
    let settings = Settings::default();
    for suggester in [&Rules as &dyn Suggester, &COMBINED] {
        let asked = Asked {
            suggester,
            settings: &settings,
            carried: None,
        };
        suggest::suggest(&mut study, &index, &codebook, asked, 0, &unwatched).unwrap();
        let before = (study.latest_run(&codebook.name).unwrap(), kept(&study, &codebook));
        let ended = Ended::at(2);
        let watch = |done, all| ended.hear(done, all);
        says_enough(suggest::suggest(&mut study, &index, &codebook, asked, 0, &watch));
        let ended = Ended::at(2);
        let watch = |done, all| ended.hear(done, all);
        says_enough(suggest::propose(&study, &index, &codebook, asked, 0, &watch));
        let after = (study.latest_run(&codebook.name).unwrap(), kept(&study, &codebook));
        assert!(!after.1.is_empty());
        assert_eq!(after, before, "{}", suggester.id());
    }
}

#[test]
fn suggestions_set_aside_are_kept_as_if_they_had_been_kept_at_once() {
    let desk = Desk::with(ANSWERS);
    let (mut study, codebook) = desk.study();
    let index = Index::of(&study, &unwatched).unwrap();
    let settings = Settings::default();
    for suggester in [&Rules as &dyn Suggester, &COMBINED] {
        let asked = Asked {
            suggester,
            settings: &settings,
            carried: None,
        };
        let aside = suggest::propose(&study, &index, &codebook, asked, 0, &unwatched).unwrap();
        let (_, told) = study.change(|change| aside.keep(change)).unwrap();
        assert_eq!(
            kept(&study, &codebook),
            suggestions(&study, &index, &codebook, suggester)
        );
        let (_, at_once) = suggest::suggest(&mut study, &index, &codebook, asked, 0, &unwatched).unwrap();
        assert_eq!(told, at_once);
    }
    let asked = Asked {
        suggester: &Rules,
        settings: &settings,
        carried: None,
    };
    let aside = suggest::propose(&study, &index, &codebook, asked, 0, &unwatched).unwrap();
    study.change(|change| change.answers_changed()).unwrap();
    let stale = study.change(|change| aside.keep(change)).unwrap_err();
    assert!(stale.what().en.contains("while suggestions were made"), "{stale}");
}

#[test]
fn an_export_that_is_ended_leaves_the_old_file_and_nothing_else() {
    let desk = Desk::with(ANSWERS);
    let (study, _) = desk.study();
    for name in ["assignments.csv", "matrix.csv", "tables.xlsx"] {
        let path: &Path = &desk.path(name);
        std::fs::write(path, "old").unwrap();
        let names = desk.names();
        let ended = Ended::at(1);
        let watch = |done, all| ended.hear(done, all);
        says_enough(export::export(
            &study,
            path,
            None,
            &export::Options::default(),
            &watch,
        ));
        assert_eq!(std::fs::read_to_string(path).unwrap(), "old", "{name}");
        assert_eq!(desk.names(), names);
    }
}
