//! The audit log and the facts of a study: everything from the study file, and nothing that a blind coder must not know.

use axum::http::StatusCode;
use freitext::review::{Board, DoubleCoding, Rest, Share, Suggestions};
use freitext::study::{AskedOfLog, Happened, Study, Topic};
use freitext::survey::CoderId;

use super::House;

/// The pieces stand on the page in this order.
fn in_order(page: &str, pieces: &[&str]) {
    let mut rest = page;
    for piece in pieces {
        let at = rest.find(piece);
        assert!(at.is_some(), "{piece:?} does not come next in\n{rest}");
        rest = &rest[at.unwrap() + piece.len()..];
    }
}

/// Whoever codes says that no code fits a unit.
fn none_fits(house: &House, study: &str, unit: i64) {
    let unit = unit.to_string();
    let fields = [("unit", unit.as_str()), ("order", "mixed"), ("act", "none_fits")];
    let said = house.post(&format!("{study}/code/decide"), &fields);
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text);
}

fn as_coder(house: &House, study: &str, name: &str) {
    house.post(&format!("{study}/who"), &[("name", name)]);
}

#[test]
fn what_happened_stands_in_the_log_the_latest_first() {
    let house = House::new();
    let study = house.study();
    let begun = house.post(
        &format!("{study}/suggest"),
        &[
            ("codebook", "handlungsfelder"),
            ("min-score", "0.5"),
            ("method", "rules"),
        ],
    );
    house.finished(&begun.to);
    for unit in 1..=4 {
        none_fits(&house, &study, unit);
    }
    house.post(&format!("{study}/code/undo"), &[("order", "mixed")]);
    house.post(
        &format!("{study}/settings"),
        &[("without", "10"), ("same", "together")],
    );
    let log = house.get(&format!("{study}/log"));
    // What people do is known to the millisecond, all else to the second: within one the order may be another.
    log.says(&[
        "Stated: Shown without suggestions",
        "10%",
        "Stated: Answers that say the same",
        "decided together",
        "Suggestions: Match rules",
        "“handlungsfelder”, version 1; Suggest from 0.50; freitext 0.",
        "Codebook “handlungsfelder”, version 1",
        "File imported: massnahmen.csv",
        "new rows: 458; open-ended answers: text; encoding: UTF-8; separator: comma",
        "<caption>10 entries</caption>",
    ]);
    let coding = house.get(&format!("{study}/log?topic=coding"));
    in_order(
        &coding.text,
        &[
            "Taken back: 1 answer (of ",
            "1 answer coded",
            "taken back",
            "3 answers, one after the other",
        ],
    );
    let own = format!("{study}/code?unit=4&amp;codebook=handlungsfelder");
    coding.says(&[&own, "<span class=\"tag\">you</span>"]);
    house
        .get(&format!("{study}/log?topic=files"))
        .says(&["<caption>1 entry</caption>"]);
    let anna = read(&house).all_coders().unwrap()[0].0;
    let of_anna = house.get(&format!("{study}/log?coder={}", anna.0));
    of_anna.says(&["<caption>5 entries</caption>"]);
    assert!(!of_anna.text.contains("File imported"));
    house.get(&format!("{study}/log?coder=99")).says(&["No entries."]);
    house
        .get(&format!("{study}/log?page=7"))
        .says(&["No entries.", "Page 8 / 1"]);
    house.post(&format!("{study}/code/redo"), &[("order", "mixed")]);
    let log = house.get(&format!("{study}/log?topic=coding"));
    in_order(
        &log.text,
        &[
            "Brought back: 1 answer (of ",
            "Taken back: 1 answer",
            "4 answers, one after the other",
        ],
    );
}

fn read(house: &House) -> Study {
    Study::look(&house.path("Welle 1.freitext")).unwrap()
}

#[test]
fn pages_of_the_log_leave_nothing_out_and_tell_nothing_twice() {
    let house = House::new();
    let study = house.study();
    let board = Board::of(&read(&house), "handlungsfelder").unwrap();
    let with_words = board.cards.iter().filter(|card| card.missing.is_none());
    for card in with_words.take(12) {
        none_fits(&house, &study, card.unit.0);
    }
    let (address, study) = (study, read(&house));
    let asked = |skip, most| AskedOfLog {
        skip,
        most,
        ..AskedOfLog::default()
    };
    let (whole, all) = study.audit_log(&asked(0, 1000)).unwrap();
    assert_eq!((whole.len() as u64, all), (14, 14));
    let paged: Vec<_> = (0..5)
        .flat_map(|page| study.audit_log(&asked(page * 3, 3)).unwrap().0)
        .collect();
    assert_eq!(paged, whole);
    assert!(whole.windows(2).all(|pair| pair[0].moment >= pair[1].moment));
    let by_topic: u64 = Topic::ALL
        .into_iter()
        .map(|topic| {
            let asked = AskedOfLog {
                topic: Some(topic),
                ..asked(0, 1)
            };
            study.audit_log(&asked).unwrap().1
        })
        .sum();
    assert_eq!(by_topic, all);
    let last = house.get(&format!("{}/log?page=9223372036854775807", address));
    last.says(&["No entries.", "/log\">← Newer"]);
    let mut other = Study::open(&house.path("Welle 1.freitext")).unwrap();
    other
        .change(|change| (1..=100).try_for_each(|n| change.state("unheard_of", &n, n)))
        .unwrap();
    house.get(&format!("{address}/log")).says(&[
        "<caption>114 entries</caption>",
        "log?page=1\">Older",
        "Stated: unheard_of",
    ]);
    house
        .get(&format!("{address}/log?topic=settings"))
        .says(&["<caption>100 entries</caption>"]);
    house
        .get(&format!("{address}/log?page=1"))
        .says(&["Page 2 / 2", "/log\">← Newer"]);
    let nobody = AskedOfLog {
        coder: Some(CoderId(99)),
        ..asked(0, 9)
    };
    assert_eq!(study.audit_log(&nobody).unwrap(), (Vec::new(), 0));
}

#[test]
fn whoever_codes_blind_learns_from_the_log_that_others_worked_and_no_more() {
    let house = House::new();
    let study = house.study();
    let mut other = Study::open(&house.path("Welle 1.freitext")).unwrap();
    let double = DoubleCoding {
        share: Share::All,
        coders: vec!["Anna".into(), "Bert".into()],
        each: 2,
        suggestions: Suggestions::Hidden,
        rest: Rest::Anybody,
        seed: 1,
    };
    other
        .change(|change| change.state(DoubleCoding::SETTING, &double, 0))
        .unwrap();
    for unit in [1, 2] {
        none_fits(&house, &study, unit);
    }
    let codes = [
        ("unit", "4"),
        ("order", "mixed"),
        ("act", "take"),
        ("code", "planen"),
    ];
    house.post(&format!("{study}/code/decide"), &codes);
    as_coder(&house, &study, "Bert");
    none_fits(&house, &study, 4);
    let log = house.get(&format!("{study}/log"));
    log.says(&[
        "3 answers, one after the other",
        "all answers; 2 each of Anna, Bert; blind, without suggestions too; all others by whoever comes first",
    ]);
    let main = log.text.split("<main").nth(1).unwrap();
    assert!(main.contains("code?unit=4&amp;"), "the own answer");
    for secret in ["planen", "Planung", "unit=1&", "unit=2&"] {
        assert!(!main.contains(secret), "{secret:?} is told:\n{main}");
    }
    let acted = |happened: &Happened| matches!(happened, Happened::Acted(act) if act.by.name == "Anna");
    let (entries, _) = other
        .audit_log(&AskedOfLog {
            most: 50,
            ..AskedOfLog::default()
        })
        .unwrap();
    assert_eq!(entries.iter().filter(|entry| acted(&entry.happened)).count(), 3);
    // As soon as nothing is blind any more, everything can be followed.
    for unit in [1, 2] {
        none_fits(&house, &study, unit);
    }
    let log = house.get(&format!("{study}/log"));
    let main = log.text.split("<main").nth(1).unwrap();
    assert_eq!(main.matches("code?unit=1&amp;").count(), 2, "{main}");
}

#[test]
fn the_study_is_known_by_its_facts_and_copied_while_it_is_open() {
    let house = House::new();
    let study = house.study();
    let page = house.get(&format!("{study}/study"));
    page.says(&[
        "Welle 1.freitext</code>",
        "<dt>Missing answers</dt><dd>18</dd>",
        "1 file</a>",
        "freitext 0.",
        "file format 3",
        "version 1</a>",
    ]);
    none_fits(&house, &study, 1);
    let begun = house.post(&format!("{study}/study/copy"), &[]);
    house
        .finished(&begun.to)
        .says(&["Made: ", "Welle 1.freitext.safety-backup."]);
    none_fits(&house, &study, 2);
    let begun = house.post(&format!("{study}/study/copy"), &[]);
    house
        .finished(&begun.to)
        .says(&["Welle 1.freitext.safety-backup-2."]);
    house.get(&format!("{study}/study")).says(&[
        "Welle 1.freitext.safety-backup<",
        "Welle 1.freitext.safety-backup-2<",
    ]);
    let reviewed = |name: &str| {
        let copy = Study::look(&house.path(name)).unwrap();
        copy.reviewed("handlungsfelder").unwrap().len()
    };
    assert_eq!(reviewed("Welle 1.freitext.safety-backup"), 1);
    assert_eq!(reviewed("Welle 1.freitext.safety-backup-2"), 2);
    assert!(!house.names().iter().any(|name| name.ends_with(".copy")));
}
