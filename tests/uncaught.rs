//! Answers that no code caught, and the words in which they differ from those that one did.

mod desk;

use std::collections::{BTreeMap, BTreeSet};

use desk::Desk;
use freitext::codebook::Edit;
use freitext::language::Tokens;
use freitext::problem::unwatched;
use freitext::review::{Board, View};
use freitext::search::Index;
use freitext::study::{Act, Study, UnitTexts};
use freitext::suggest::{Asked, Rules, Settings, suggest};
use freitext::survey::{ActionKind, CoderId, Decision, Outcome, UnitId};

struct Corpus {
    _desk: Desk,
    study: Study,
    index: Index,
    codebook: String,
}

/// A shipped corpus with what the rules suggest, some codes retired.
fn corpus(file: &str, codebook: &str, retired: &[&str]) -> Corpus {
    let desk = Desk::new();
    let path = desk.corpus(file);
    desk.freitext(&[
        "import",
        "s.freitext",
        &path,
        "--text",
        "text",
        "--id",
        "id",
        "--codebook",
        codebook,
    ])
    .succeeds();
    desk.freitext(&[
        "suggest",
        "s.freitext",
        "--codebook",
        codebook,
        "--method",
        "rules",
    ])
    .succeeds();
    let mut study = Study::open(&desk.path("s.freitext")).unwrap();
    let stored = study.codebooks().unwrap().remove(0);
    let retire = |code: &&str| Edit::Retire {
        code: (*code).to_owned(),
    };
    let edited = retired
        .iter()
        .map(retire)
        .fold(stored.codebook, |codebook, edit| codebook.edited(&edit).unwrap());
    study
        .change(|change| change.keep_codebook(codebook, &edited, 1))
        .unwrap();
    let stored = study.codebooks().unwrap().remove(0);
    let index = Index::of(&study, &unwatched)
        .unwrap()
        .with_exceptions(&stored.codebook.stem_exceptions);
    let asked = Asked {
        suggester: &Rules,
        settings: &Settings::default(),
        carried: None,
    };
    suggest(&mut study, &index, &stored, asked, 1, &unwatched).unwrap();
    Corpus {
        _desk: desk,
        study,
        index,
        codebook: codebook.to_owned(),
    }
}

impl Corpus {
    fn groups(&self, residual: &[&str]) -> (Vec<UnitId>, Vec<UnitId>) {
        let board = Board::of(&self.study, &self.codebook).unwrap();
        let places: Vec<usize> = residual
            .iter()
            .map(|id| board.codebook.codebook.order(id).unwrap())
            .collect();
        let all = View::new(&board, CoderId(1)).uncaught(&places);
        (all.uncaught, all.caught)
    }
}

/// What the sentences promise, counted again word by word: an answer has each stem once.
#[test]
fn words_are_counted_once_an_answer() {
    let corpus = corpus("massnahmen.csv", "handlungsfelder", &["kulturell"]);
    let (units, others) = corpus.groups(&[]);
    assert!(
        units.len() > 20 && others.len() > 200,
        "{} {}",
        units.len(),
        others.len()
    );
    let mut counts: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    let analyser = corpus.index.analyser();
    let mut tokens = Tokens::new();
    corpus
        .study
        .each_unit_text(UnitId(0), &mut |text| {
            analyser.tokenize(text.span.of(text.verbatim), &mut tokens);
            let stems: BTreeSet<String> = tokens.iter().map(|token| analyser.stem(token.form)).collect();
            for stem in stems {
                let count = counts.entry(stem).or_default();
                count.0 += u64::from(units.contains(&text.unit));
                count.1 += u64::from(others.contains(&text.unit));
            }
            Ok(())
        })
        .unwrap();
    let words = corpus
        .index
        .keywords(&corpus.study, &units, &others, 1_000)
        .unwrap();
    assert!(words.len() > 10);
    for word in &words {
        assert_eq!(
            counts.get(&word.stem),
            Some(&(word.units, word.others)),
            "{}",
            word.stem
        );
    }
    let keyness: Vec<f64> = words.iter().map(|word| word.keyness.unwrap()).collect();
    assert!(keyness.is_sorted_by(|a, b| a >= b) && keyness.iter().all(|keyness| *keyness >= 3.841));
}

#[test]
fn words_of_a_category_that_is_missing_stand_before_words_that_are_everywhere() {
    let corpus = corpus("massnahmen.csv", "handlungsfelder", &["kulturell"]);
    let (units, others) = corpus.groups(&[]);
    let words = corpus.index.keywords(&corpus.study, &units, &others, 10).unwrap();
    let written: Vec<&str> = words.iter().map(|word| &*word.written).collect();
    // Courses and values: what was coded as cultural integration.
    for word in ["Integrationskurse", "Grundgesetz", "Religion", "Kurs"] {
        assert!(written.contains(&word), "{written:?}");
    }
    let analyser = corpus.index.analyser();
    for word in &words {
        assert!(
            word.forms.iter().all(|form| !analyser.is_function_word(form)),
            "{written:?}"
        );
    }
    let course = words.iter().find(|word| word.written == "Kurs").unwrap();
    let lines = corpus
        .index
        .lines_with(&corpus.study, &course.forms, &units, (30, 2))
        .unwrap();
    assert_eq!(lines.len(), 2);
    for (unit, line) in lines {
        assert!(units.contains(&unit));
        assert!(line.keyword.to_lowercase().starts_with("kurs"), "{line:?}");
    }
}

#[test]
fn where_nothing_is_caught_the_most_frequent_words_are_shown() {
    let corpus = corpus("massnahmen.csv", "handlungsfelder", &[]);
    let (mut units, others) = corpus.groups(&[]);
    units.extend(others);
    units.sort_unstable();
    let words = corpus.index.keywords(&corpus.study, &units, &[], 8).unwrap();
    assert!(
        words
            .iter()
            .all(|word| word.keyness.is_none() && word.others == 0)
    );
    assert!(words.is_sorted_by_key(|word| std::cmp::Reverse(word.units)));
    assert_eq!(words[0].written, "Polizei");
    assert!(
        corpus
            .index
            .keywords(&corpus.study, &[], &units, 8)
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_word_that_the_codebook_keeps_apart_is_a_word_of_its_own() {
    let corpus = corpus("massnahmen.csv", "handlungsfelder", &[]);
    let own = [("Kurs".to_owned(), "kurs-allein".to_owned())];
    let index = corpus.index.with_exceptions(&own);
    let units: Vec<UnitId> = (1..=458).map(UnitId).collect();
    let words = index.keywords(&corpus.study, &units, &[], 10_000).unwrap();
    let forms = |stem: &str| {
        words
            .iter()
            .find(|word| word.stem == stem)
            .map(|word| word.forms.clone())
    };
    assert_eq!(forms("kurs-allein"), Some(vec!["kurs".to_owned()]));
    assert!(forms("kurs").is_some_and(|forms| !forms.contains(&"kurs".to_owned())));
}

#[test]
fn an_answer_is_uncaught_where_nobody_and_nothing_gave_it_a_code() {
    let mut corpus = corpus("massnahmen.csv", "handlungsfelder", &[]);
    let (uncaught, caught) = corpus.groups(&[]);
    let (open, suggested) = (uncaught[0], caught[..4].to_vec());
    let codes = |ids: &[&str]| Outcome::Codes(ids.iter().map(|id| (*id).to_owned()).collect());
    let said = [
        (open, codes(&["sozial"])),
        (suggested[0], Outcome::NoneFits),
        (suggested[1], Outcome::NotCodable),
        (suggested[2], Outcome::Deferred),
        (suggested[3], codes(&["politisch"])),
    ];
    let codebook = corpus.study.codebooks().unwrap()[0].id;
    corpus
        .study
        .change(|change| {
            let anna = change.coder("Anna")?;
            let act = Act {
                coder: anna,
                codebook,
                kind: ActionKind::Decide,
                undoes: None,
                time: 5,
            };
            let action = change.act(&act)?;
            said.iter()
                .try_for_each(|(unit, outcome)| change.decide(&action, &Decision::of(*unit, outcome.clone())))
        })
        .unwrap();
    let (uncaught, caught) = corpus.groups(&[]);
    let stands = |unit: UnitId| (uncaught.contains(&unit), caught.contains(&unit));
    assert_eq!(stands(open), (false, true));
    assert_eq!(
        stands(suggested[0]),
        (true, false),
        "none fits, whatever is suggested"
    );
    assert_eq!(stands(suggested[1]), (false, false));
    assert_eq!(
        stands(suggested[2]),
        (false, true),
        "put off, and something is suggested"
    );
    assert_eq!(stands(suggested[3]), (false, true));
    let (uncaught, _) = corpus.groups(&["politisch"]);
    assert!(
        uncaught.contains(&suggested[3]),
        "what is left over counts as nothing"
    );
}
