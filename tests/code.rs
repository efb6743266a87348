//! One answer at a time, without a browser and without the script: what the forms write, and what the page shows.

#[path = "asked/mod.rs"]
mod asked;

use asked::{Answer, Desk, Person};
use freitext::codebook::Codebook;
use freitext::review::{Board, Said, WithoutSuggestions};
use freitext::study::{Change, Evidence, NewRecord, NewRun, NewSource, Source, Study, Suggestion};
use freitext::survey::{CodingLayer, Outcome, Picked, Span, UnitId};

/// Labels and answers that would be markup if they were not escaped.
const CODEBOOK: &str = r#"
format = 1
title = "Felder"
version = "1"
[[code]]
id = "rat"
value = 1
label = "Rat & <i>Tat</i>"
definition = "Wer <u>hilft</u>."
anchor_examples = ["Rat geben"]
match_rules = [{ id = "rat", find = "rat*", weight = 0.9 }]
[[code]]
id = "bau"
value = 2
label = "Bau"
match_rules = [{ id = "bau", find = "bau*", weight = 0.8 }]
[[code]]
id = "fest"
value = 3
label = "Fest"
"#;

/// Respondent, question, answer, suggested codes.
const ANSWERS: [(&str, &str, &str, &[usize]); 7] = [
    ("r1", "was", "Rat & <script>alert(1)</script>", &[0]),
    ("r2", "was", "Bau und Rat", &[0, 1]),
    ("r3", "was", "Straßenfest", &[]),
    ("r4", "was", "straßenfest!", &[]),
    ("r1", "wer", "Straßenfest", &[]),
    ("r5", "was", "STRASSENFEST", &[]),
    ("r6", "was", "ein Straßenfest", &[]),
];

fn fill(study: &mut Study, codebook: &str) {
    study
        .change(|change| {
            let codebook = change.keep_codebook("felder", &Codebook::read(codebook, "felder")?, 0)?;
            let source = change.add_source(&NewSource {
                file_name: "a.csv".into(),
                settings: "{}".into(),
                time: 0,
            })?;
            change.background("<b>Amt</b>")?;
            for (row, (respondent, question, text, _)) in (1..).zip(&ANSWERS) {
                add(change, source, row, respondent, question, text)?;
            }
            let run = change.begin_run(&NewRun {
                method: "rules",
                codebook,
                settings: "{}".into(),
                analysis: String::new(),
                time: 0,
            })?;
            for (unit, (_, _, text, codes)) in (1..).zip(&ANSWERS) {
                for code in *codes {
                    let word = ["Rat", "Bau"][*code];
                    let start = text.find(word).unwrap();
                    change.suggest(
                        run,
                        &Suggestion {
                            unit: UnitId(unit),
                            code: *code,
                            score: 0.9 - 0.1 * *code as f64,
                            origin: None,
                            evidence: vec![Evidence {
                                source: Source::Rule(0),
                                weight: None,
                                spans: vec![Span::new(start, start + word.len())],
                            }],
                        },
                    )?;
                }
            }
            change.answers_changed()
        })
        .unwrap();
}

fn add(
    change: &Change<'_>,
    source: i64,
    row: u64,
    respondent: &str,
    question: &str,
    text: &str,
) -> freitext::problem::Result<()> {
    let record = change.add_record(&NewRecord {
        key: &format!("m{row}"),
        respondent: change.respondent(respondent)?,
        source,
        row,
        background: &[Some("<b>Süd</b>")],
    })?;
    let record = record.expect("a new record");
    let answer = change.add_answer(record, change.question(question, "")?, 1, None, text)?;
    change.add_unit(answer, Span::new(0, text.len()), None)?;
    Ok(())
}

fn desk() -> Desk {
    Desk::new(|study| fill(study, CODEBOOK))
}

/// What Anna has said about a unit.
fn said(desk: &Desk, unit: i64) -> Option<Said> {
    let board = Board::of(&desk.study(), "felder").unwrap();
    let anna = board.person("Anna").unwrap();
    board
        .card(UnitId(unit))
        .unwrap()
        .said_by(anna, CodingLayer::Own)
        .cloned()
}

fn codes(desk: &Desk, unit: i64) -> Option<String> {
    match said(desk, unit)?.outcome {
        Outcome::Codes(codes) => Some(codes.join(" ")),
        other => Some(format!("{other:?}")),
    }
}

fn decide(anna: &Person<'_>, fields: &[(&str, &str)]) -> Answer {
    let way = [("order", "respondent"), ("picked", "chosen")];
    anna.send("code/decide", &[&way, fields].concat())
}

#[test]
fn nothing_that_somebody_wrote_is_markup() {
    let desk = desk();
    let anna = desk.person("Anna");
    let page = anna.look("code?unit=1");
    page.is(
        200,
        "<mark class=\"ev c0\" title=\"Rat &amp; &lt;i&gt;Tat&lt;/i&gt;\">Rat</mark> &amp; &lt;script&gt;",
    );
    page.is(200, "&lt;b&gt;Amt&lt;/b&gt;");
    page.is(200, "Wer &lt;u&gt;hilft&lt;/u&gt;.");
    for markup in ["<script>alert", "<i>Tat", "<b>Amt", "<b>Süd", "<u>hilft"] {
        page.lacks(markup);
    }
    let ahead = anna.look_for_json("code/ahead?unit=1");
    let drawn = ahead["answers"][0]["answer"].as_str().unwrap();
    assert!(
        drawn.contains("&lt;script&gt;") && !drawn.contains("<script>"),
        "{drawn}"
    );
}

#[test]
fn a_morning_of_coding_without_the_script() {
    let desk = desk();
    let anna = desk.person("Anna");
    // By respondent: both answers of r1 first.
    let first = anna.look("code?order=respondent");
    first.is(200, "data-unit=\"1\"");
    first.is(200, "0 von 7 geprüft");
    let taken = decide(
        &anna,
        &[("unit", "1"), ("seen", "rat"), ("act", "take"), ("memo", " so ")],
    );
    let second = anna.follow(&taken);
    second.is(200, "data-unit=\"5\"");
    second.is(200, "1 von 7 geprüft");
    let one = said(&desk, 1).unwrap();
    assert_eq!(one.outcome, Outcome::Codes(vec!["rat".into()]));
    assert_eq!((&*one.memo, one.picked), ("so", Picked::Chosen));
    assert_eq!((one.seen, one.withheld), (Some(vec!["rat".into()]), None));

    // Codes in the order of the codebook, whatever the order of the boxes.
    decide(
        &anna,
        &[
            ("unit", "5"),
            ("seen", ""),
            ("code", "fest"),
            ("code", "rat"),
            ("act", "take"),
        ],
    );
    assert_eq!(codes(&desk, 5).as_deref(), Some("rat fest"));
    assert_eq!(
        said(&desk, 5).unwrap().seen,
        Some(Vec::new()),
        "shown that nothing is suggested"
    );

    // One suggestion is turned down: the page comes again, then the other is taken.
    let turned = anna.look("code?unit=2&turn=rat&code=rat");
    turned.is(200, "data-said=\"no\"");
    turned.is(200, "name=\"reject\" value=\"rat\"");
    turned.lacks("value=\"rat\" checked");
    decide(
        &anna,
        &[
            ("unit", "2"),
            ("seen", "rat|bau"),
            ("reject", "rat"),
            ("act", "take"),
        ],
    );
    assert_eq!(codes(&desk, 2).as_deref(), Some("bau"));

    for (unit, act, outcome) in [
        ("3", "none_fits", Outcome::NoneFits),
        ("4", "not_codable", Outcome::NotCodable),
        ("7", "none_fits", Outcome::NoneFits),
        ("6", "defer", Outcome::Deferred),
    ] {
        decide(&anna, &[("unit", unit), ("act", act)]);
        assert_eq!(said(&desk, unit.parse().unwrap()).unwrap().outcome, outcome);
    }
    let end = anna.look("code?order=respondent");
    end.is(200, "Hier ist nichts mehr offen");
    end.is(200, "Zurückgestellt: 1. Geprüft: 6 von 7 geprüft.");
    anna.look("code?which=deferred").is(200, "data-unit=\"6\"");
    anna.look("code?unit=3").is(200, "keine Kategorie trifft zu");

    // Undo and redo go over everything, and lead to the answer.
    let undone = anna.send("code/undo", &[("order", "respondent")]);
    anna.follow(&undone).is(200, "data-unit=\"6\"");
    anna.send("code/undo", &[]);
    assert_eq!((said(&desk, 6), said(&desk, 7)), (None, None));
    let redone = anna.send("code/redo", &[]);
    anna.follow(&redone).is(200, "data-unit=\"7\"");
    assert_eq!(said(&desk, 7).unwrap().outcome, Outcome::NoneFits);
}

#[test]
fn what_cannot_be_decided_is_said_and_not_written() {
    let desk = desk();
    let anna = desk.person("Anna");
    decide(&anna, &[("unit", "3"), ("seen", ""), ("act", "take")]).is(400, "Es ist keine Kategorie gewählt.");
    decide(
        &anna,
        &[
            ("unit", "2"),
            ("seen", "rat|bau"),
            ("reject", "rat"),
            ("reject", "bau"),
            ("act", "take"),
        ],
    )
    .is(400, "Es ist keine Kategorie gewählt.");
    decide(&anna, &[("unit", "3"), ("code", "weg"), ("act", "take")]).is(400, "»weg«");
    decide(&anna, &[("unit", "99"), ("act", "none_fits")]).is(400, "Diese Antwort gibt es nicht.");
    decide(&anna, &[("unit", "3")]).is(400, "»act«");
    decide(&anna, &[("act", "none_fits")]).is(400, "»unit«");
    anna.send("code/undo", &[])
        .is(400, "Es gibt nichts zurückzunehmen.");
    anna.look("code?unit=99").is(400, "Diese Antwort gibt es nicht.");
    anna.look("code?key=nirgends").is(400, "»nirgends«");
    assert!((1..=7).all(|unit| said(&desk, unit).is_none()));
    anna.follow(&anna.look("code?key=M4")).is(200, "data-unit=\"4\"");
}

#[test]
fn an_answer_that_is_sent_twice_is_decided_once() {
    let desk = desk();
    let anna = desk.person("Anna");
    let uid = "0123456789abcdef0123456789ABCDEF";
    let fields = [
        ("unit", "3"),
        ("act", "none_fits"),
        ("uid", uid),
        ("picked", "random"),
    ];
    let (status, first) = anna.send_for_json("code/decide", &fields);
    assert_eq!(
        (status.as_u16(), &first["decided"], &first["of"]),
        (200, &1.into(), &7.into())
    );
    assert_eq!(anna.send_for_json("code/decide", &fields).1, first);
    assert_eq!(said(&desk, 3).unwrap().picked, Picked::Random);
    anna.send("code/undo", &[]);
    anna.send("code/undo", &[]).is(400, "nichts zurückzunehmen");
    let (status, refused) =
        anna.send_for_json("code/decide", &[("unit", "3"), ("act", "take"), ("uid", "kurz")]);
    assert_eq!(status.as_u16(), 400);
    assert!(
        refused["problem"].as_str().unwrap().contains("»uid«"),
        "{refused}"
    );
}

#[test]
fn answers_that_say_the_same_are_decided_together_where_they_are_open() {
    let desk = desk();
    let anna = desk.person("Anna");
    // The same words to another question are another answer.
    let page = anna.look("code?unit=3");
    page.is(200, "weitere offene Antworten sagen dasselbe");
    page.is(200, "value=\"4|6\"");
    anna.look("code?unit=5").lacks("sagen dasselbe");
    decide(&anna, &[("unit", "4"), ("act", "none_fits")]);
    anna.look("code?unit=3")
        .is(200, "Eine weitere offene Antwort sagt dasselbe");
    // The page was drawn before the other one was decided.
    let together = [
        ("unit", "3"),
        ("along", "4|6|5|3"),
        ("code", "fest"),
        ("act", "take"),
        ("picked", "random"),
    ];
    anna.send("code/decide", &together);
    assert_eq!(codes(&desk, 4).as_deref(), Some("NoneFits"));
    assert_eq!(codes(&desk, 5), None);
    let (three, six) = (said(&desk, 3).unwrap(), said(&desk, 6).unwrap());
    assert_eq!((three.outcome, three.uid), (six.outcome, six.uid));
    assert_eq!((three.picked, six.picked), (Picked::Random, Picked::Chosen));
    anna.send("code/undo", &[]);
    assert_eq!((said(&desk, 3), said(&desk, 6)), (None, None), "one action");
}

#[test]
fn suggestions_that_are_kept_back_are_nowhere_on_the_page_and_in_the_record() {
    let desk = desk();
    let anna = desk.person("Anna");
    // A share that takes one of the two answers with suggestions.
    let mut shares = (1..=50).map(|percent| WithoutSuggestions::percent(percent).unwrap());
    let share = shares
        .find(|share| share.takes("m1") != share.takes("m2"))
        .unwrap();
    let stated = |change: &Change<'_>| change.state(WithoutSuggestions::SETTING, &share, 1);
    desk.study().change(stated).unwrap();
    let board = Board::of(&desk.study(), "felder").unwrap();
    let person = board.person("Anna").unwrap();
    let kept_back = |unit: &i64| board.withholds(board.card(UnitId(*unit)).unwrap(), person);
    let (withheld, shown): (Vec<i64>, Vec<i64>) = [1, 2].iter().partition(|unit| kept_back(unit));
    assert_eq!((withheld.len(), shown.len()), (1, 1),);
    let page = anna.look(&format!("code?unit={}", withheld[0]));
    page.is(200, "Ohne Vorschläge");
    for trace in [
        "<mark",
        "class=\"suggestions\"",
        "class=\"score\"",
        "name=\"seen\"",
    ] {
        page.lacks(trace);
    }
    anna.look(&format!("code?unit={}", shown[0]))
        .is(200, "class=\"suggestions\"");
    decide(
        &anna,
        &[
            ("unit", &withheld[0].to_string()),
            ("code", "fest"),
            ("act", "take"),
        ],
    );
    let decided = said(&desk, withheld[0]).unwrap();
    assert_eq!(decided.seen, None);
    assert!(decided.withheld.unwrap().contains(&"rat".to_owned()));
    decide(&anna, &[("unit", "3"), ("act", "none_fits")]);
    let nothing = said(&desk, 3).unwrap();
    let expected = board
        .withholds(board.card(UnitId(3)).unwrap(), person)
        .then(Vec::new);
    assert_eq!(nothing.withheld, expected);
}

#[test]
fn where_an_answer_has_one_code_one_is_chosen() {
    let one = CODEBOOK.replace("version = \"1\"", "version = \"1\"\ncodes_per_answer = \"one\"");
    let desk = Desk::new(|study| fill(study, &one));
    let anna = desk.person("Anna");
    let page = anna.look("code?unit=2");
    page.is(200, "type=\"radio\"");
    page.lacks("type=\"checkbox\" name=\"code\"");
    decide(&anna, &[("unit", "2"), ("seen", "rat|bau"), ("act", "take")]);
    assert_eq!(codes(&desk, 2).as_deref(), Some("rat"), "the surest");
    decide(
        &anna,
        &[("unit", "1"), ("code", "rat"), ("code", "bau"), ("act", "take")],
    )
    .is(400, "gewählt sind mehrere");
}

#[test]
fn an_anchor_example_goes_into_the_codebook_at_once() {
    let desk = desk();
    let anna = desk.person("Anna");
    let kept = anna.send(
        "code/anchor",
        &[
            ("unit", "3"),
            ("code", "fest"),
            ("text", "Straßenfest"),
            ("order", "code"),
        ],
    );
    let page = anna.follow(&kept);
    page.is(200, "data-unit=\"3\"");
    page.is(200, "<li class=\"quote\">Straßenfest</li>");
    let codebook = desk.study().codebooks().unwrap().remove(0).codebook;
    assert_eq!(codebook.code("fest").unwrap().anchor_examples, ["Straßenfest"]);
    anna.send(
        "code/anchor",
        &[("unit", "3"), ("code", "fest"), ("text", "Straßenfest")],
    )
    .is(400, "schon");
}

#[test]
fn the_next_answers_are_told_ahead_without_those_that_are_there() {
    let desk = desk();
    let anna = desk.person("Anna");
    let units = |ahead: serde_json::Value| -> Vec<i64> {
        let answers = ahead["answers"].as_array().unwrap().clone();
        answers
            .iter()
            .map(|answer| answer["unit"].as_i64().unwrap())
            .collect()
    };
    let ahead = |query: &str| units(anna.look_for_json(&format!("code/ahead?order=respondent&{query}")));
    assert_eq!(ahead("after=1"), [5, 2, 3, 4, 6]);
    assert_eq!(ahead("after=1&n=9"), [5, 2, 3, 4, 6, 7]);
    assert_eq!(ahead("after=1&n=2"), [5, 2]);
    assert_eq!(ahead("after=4&not=1|2"), [6, 7, 5, 3]);
    assert_eq!(ahead("question=2"), [5]);
    decide(&anna, &[("unit", "5"), ("act", "defer")]);
    assert_eq!(ahead("after=1"), [2, 3, 4, 6, 7]);
    assert_eq!(ahead("which=deferred"), [5]);
    let bert = desk.person("Bert");
    let for_bert = units(bert.look_for_json("code/ahead?order=respondent&after=1"));
    assert_eq!(for_bert, [5, 2, 3, 4, 6], "putting off is for oneself");
}

#[test]
fn the_page_says_why_a_code_is_suggested() {
    let desk = desk();
    let page = desk.person("Anna").look("code?unit=2");
    page.is(
        200,
        "Zuordnungsregel <b>rat</b>, Gewicht 0,9, trifft „Rat“. <code>rat*</code>",
    );
    page.is(200, "0,80");
    let english = desk.person("Anna").look("code?unit=2&lang=en");
    english.is(200, "Match rule <b>bau</b>, weight 0.8, hits “Bau”.");
}

#[test]
fn suggestions_are_made_again_after_a_handful_of_decisions() {
    let desk = desk();
    let anna = desk.person("Anna");
    let latest = || desk.study().latest_run("felder").unwrap().unwrap();
    for (unit, code) in [("1", "rat"), ("3", "fest"), ("4", "fest"), ("5", "fest")] {
        decide(&anna, &[("unit", unit), ("code", code), ("act", "take")]);
    }
    let first = latest();
    assert_eq!(first.method, "rules");
    let (_, told) = anna.send_for_json("code/decide", &[("unit", "2"), ("code", "bau"), ("act", "take")]);
    assert_eq!(told["run"], first.id.0, "nobody waits for it");
    let begun = std::time::Instant::now();
    while latest().id == first.id {
        assert!(begun.elapsed().as_secs() < 60, "no suggestions were made");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_eq!(latest().method, "combined");
    // What is open has new suggestions, what is decided keeps those that were shown.
    let study = desk.study();
    let suggested = |run| -> Vec<Suggestion> {
        let of = |unit| study.suggestions(run, UnitId(unit)).unwrap();
        (1..=5).flat_map(of).collect()
    };
    assert!(!suggested(first.id).is_empty());
    assert_eq!(suggested(latest().id), suggested(first.id));
    let (_, told) = anna.send_for_json("code/undo", &[]);
    assert_eq!(told["run"], latest().id.0);
}

#[test]
fn answers_that_say_nearly_the_same_are_offered_and_show_the_way() {
    let desk = desk();
    let anna = desk.person("Anna");
    let page = anna.look("code?unit=7");
    page.is(200, "Beinahe gleich");
    page.is(200, "name=\"along\" value=\"3|4|6\"");
    // Another question is another thing.
    page.lacks("value=\"3|4|5|6\"");
    decide(&anna, &[("unit", "3"), ("code", "fest"), ("act", "take")]);
    let page = anna.look("code?unit=7");
    page.is(200, "name=\"as\" value=\"fest\"");
    page.is(200, "name=\"along\" value=\"4|6\"");
    anna.look("code?unit=7&as=fest").is(200, "value=\"fest\" checked");
    decide(
        &anna,
        &[("unit", "7"), ("along", "4|6"), ("code", "fest"), ("act", "take")],
    );
    assert_eq!(
        (codes(&desk, 4), codes(&desk, 6)),
        (codes(&desk, 7), codes(&desk, 3))
    );
    anna.look("code?unit=1").lacks("Beinahe gleich");
}

#[test]
fn what_a_study_states_about_coding_is_stated_on_its_page() {
    let desk = desk();
    let anna = desk.person("Anna");
    anna.look("settings")
        .is(200, "name=\"without\" min=\"0\" max=\"50\" value=\"0\"");
    anna.look("code?unit=3")
        .lacks("id=\"twins\" type=\"checkbox\" name=\"along\" value=\"4|6\" aria-keyshortcuts=\"G\" checked");
    let saved = anna.send("settings", &[("without", "10"), ("same", "together")]);
    let page = anna.follow(&saved);
    page.is(200, "value=\"10\"");
    page.is(200, "value=\"together\" checked");
    page.is(200, "Gespeichert");
    anna.look("code?unit=3")
        .is(200, "aria-keyshortcuts=\"G\" checked");
    anna.send("settings", &[("without", "51")])
        .is(400, "höchstens 50 %");
    anna.send("settings", &[("without", "-1")])
        .is(400, "nicht kleiner als 0 %");
    anna.send("settings", &[("without", "viel")]).is(400, "»without«");
    let without: Option<WithoutSuggestions> = desk.study().stated(WithoutSuggestions::SETTING).unwrap();
    assert_eq!(without.map(WithoutSuggestions::of_a_hundred), Some(10));
}

#[test]
fn whoever_comes_back_goes_on_the_same_way() {
    let desk = desk();
    let anna = desk.person("Anna");
    anna.look("code").is(200, "<option value=\"mixed\" selected>");
    anna.look("code?order=code&question=2").is(200, "data-unit=\"5\"");
    anna.look("code").is(200, "<option value=\"code\" selected>");
    anna.look("code?unit=1").is(200, "<option value=\"2\" selected>");
    desk.person("Bert")
        .look("code")
        .is(200, "<option value=\"mixed\" selected>");
}
