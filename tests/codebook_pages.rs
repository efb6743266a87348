//! The codebook's pages without a browser and without the script: what forms write, what is told before anything is done.

#[path = "asked/mod.rs"]
mod asked;

use asked::{Answer, Desk, Person};
use axum::http::StatusCode;
use freitext::codebook::{Codebook, Status};
use freitext::problem::unwatched;
use freitext::review::Board;
use freitext::search::Index;
use freitext::study::{NewRecord, NewSource, Study};
use freitext::suggest::{Asked, Rules, Settings, suggest};
use freitext::survey::{CodingLayer, Outcome, Span};

/// Labels and answers that would be markup if they were not escaped.
const CODEBOOK: &str = r#"
format = 1
title = "Felder"
version = "1"
[[code]]
id = "rat"
value = 1
label = { de = "Rat & <i>Tat</i>", en = "Advice" }
definition = "Wer <u>hilft</u>."
anchor_examples = ["Rat geben"]
match_rules = ["rat", { id = "tat", find = "tat*", weight = 0.8 }]
[[code]]
id = "bau"
value = 2
label = "Bau"
match_rules = ["bau*"]
[[code]]
id = "park"
value = 3
label = "Park"
"#;

const ANSWERS: [&str; 6] = [
    "Rat & <b>Bau</b>",
    "Rat im Park",
    "Tatkraft",
    "Bauen",
    "Straßenfest",
    "Straßenfest im Park",
];

fn desk() -> Desk {
    Desk::new(|study| {
        study
            .change(|change| {
                change.keep_codebook("felder", &Codebook::read(CODEBOOK, "felder")?, 0)?;
                let source = change.add_source(&NewSource {
                    file_name: "a.csv".into(),
                    settings: "{}".into(),
                    time: 0,
                })?;
                let question = change.question("was", "Was tun?")?;
                for (row, text) in (1..).zip(ANSWERS) {
                    let key = format!("r{row}");
                    let respondent = change.respondent(&key)?;
                    let record = NewRecord {
                        key: &key,
                        respondent,
                        source,
                        row,
                        background: &[],
                    };
                    let record = change.add_record(&record)?.expect("a new record");
                    let answer = change.add_answer(record, question, 1, None, text)?;
                    change.add_unit(answer, Span::new(0, text.len()), None)?;
                }
                change.answers_changed()
            })
            .unwrap();
        let stored = study.codebooks().unwrap().remove(0);
        let index = Index::of(study, &unwatched).unwrap();
        let asked = Asked {
            suggester: &Rules,
            settings: &Settings::default(),
            carried: None,
        };
        suggest(study, &index, &stored, asked, 1, &unwatched).unwrap();
    })
}

fn codebook(desk: &Desk) -> Codebook {
    desk.study().codebooks().unwrap().remove(0).codebook
}

fn versions(desk: &Desk) -> usize {
    desk.study().codebook_versions("felder").unwrap().len()
}

/// The latest version, as forms send it.
fn version(desk: &Desk) -> String {
    desk.study().codebooks().unwrap().remove(0).id.0.to_string()
}

#[track_caller]
fn says(answer: &Answer, pieces: &[&str]) {
    for piece in pieces {
        assert!(
            answer.text.contains(piece),
            "{piece:?} is not in\n{}",
            answer.text
        );
    }
}

/// What Anna said of a unit.
fn said(study: &Study, unit: i64) -> Option<Outcome> {
    let board = Board::of(study, "felder").unwrap();
    let anna = board.person("Anna").unwrap();
    let card = board.cards.iter().find(|card| card.unit.0 == unit).unwrap();
    card.said_by(anna, CodingLayer::Own)
        .map(|said| said.outcome.clone())
}

#[test]
fn an_entry_is_shown_and_only_what_is_changed_in_it_is_written() {
    let desk = desk();
    let anna = desk.person("Anna");
    let shown = anna.look("codebook?code=rat");
    says(
        &shown,
        &[
            "Rat &amp; &lt;i&gt;Tat&lt;/i&gt;",
            "Englisch: Advice",
            "Wer &lt;u&gt;hilft&lt;/u&gt;.",
            "Rat geben",
            "0 Antworten</a>, 3 nur vorgeschlagen",
        ],
    );
    assert!(!shown.text.contains("<i>Tat"), "{}", shown.text);
    says(&anna.look("codebook"), &["Codewert 1"]);
    let base = version(&desk);
    let form = |label: &str, definition: &str, rule: &str| {
        anna.send(
            "codebook",
            &[
                ("do", "entry"),
                ("code", "rat"),
                ("version", &base),
                ("label", label),
                ("definition", definition),
                ("coding_rule", rule),
                ("parent", ""),
            ],
        )
    };
    let label = "Rat & <i>Tat</i>";
    let same = form(label, "Wer <u>hilft</u>.", "");
    assert!(same.location.contains("code=rat&done=saved"), "{}", same.location);
    assert_eq!(versions(&desk), 1, "nothing was changed");
    form("Rat", "Wer <u>hilft</u>.", "Nicht\r\nbei Bau.");
    let code = codebook(&desk).code("rat").unwrap().clone();
    assert_eq!((&*code.label.de, &*code.label.en), ("Rat", "Advice"));
    assert_eq!(
        (&*code.coding_rule.de, &*code.coding_rule.en),
        ("Nicht\nbei Bau.", "Nicht\nbei Bau.")
    );
    assert_eq!(versions(&desk), 2);

    // From the same form: what somebody else has changed meanwhile is not written over, what stands beside it is kept.
    let late = form("Ratschlag", "Wer <u>hilft</u>.", "");
    assert_eq!(late.status, StatusCode::BAD_REQUEST);
    says(
        &late,
        &[
            "Inzwischen hat jemand anderes dasselbe geändert",
            "value=\"Ratschlag\"",
        ],
    );
    assert_eq!(versions(&desk), 2);
    let beside = form(label, "Wer hilft.", "");
    assert_eq!(beside.status, StatusCode::SEE_OTHER);
    let code = codebook(&desk).code("rat").unwrap().clone();
    assert_eq!(
        (&*code.label.de, &*code.definition.de, &*code.coding_rule.de),
        ("Rat", "Wer hilft.", "Nicht\nbei Bau.")
    );
    let now = version(&desk);
    let empty = anna.send(
        "codebook",
        &[
            ("do", "entry"),
            ("code", "bau"),
            ("version", &now),
            ("label", " "),
        ],
    );
    says(&empty, &["Ohne Namen ist die Kategorie nirgends zu erkennen."]);
    let unknown = anna.look("codebook?code=weg");
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
    says(&unknown, &["Einen Code »weg« hat der Kodierleitfaden nicht."]);
}

#[test]
fn codes_are_added_moved_and_given_examples() {
    let desk = desk();
    let anna = desk.person("Anna");
    let added = anna.send(
        "codebook/new",
        &[
            ("label", "Grünflächen"),
            ("parent", "park"),
            ("definition", "Wiesen."),
            ("id", ""),
        ],
    );
    says(&anna.follow(&added), &["gruenflaechen", "Wiesen.", "Gespeichert"]);
    let taken = anna.send("codebook/new", &[("label", "Noch ein Park"), ("id", "park")]);
    assert_eq!(taken.status, StatusCode::BAD_REQUEST);
    says(&taken, &["Die Id „park“ gibt es schon.", "Noch ein Park"]);
    let order = || -> Vec<String> { codebook(&desk).codes.iter().map(|code| code.id.clone()).collect() };
    assert_eq!(order(), ["rat", "bau", "park", "gruenflaechen"]);
    anna.send("codebook", &[("do", "up"), ("code", "park")]);
    assert_eq!(order(), ["rat", "park", "gruenflaechen", "bau"]);
    anna.send("codebook", &[("do", "down"), ("code", "rat")]);
    assert_eq!(order(), ["park", "gruenflaechen", "rat", "bau"]);
    anna.send("codebook", &[("do", "down"), ("code", "bau")]);
    assert_eq!(
        order(),
        ["park", "gruenflaechen", "rat", "bau"],
        "the last stays the last"
    );
    anna.send(
        "codebook",
        &[
            ("do", "add_example"),
            ("code", "bau"),
            ("example", " Wir\r\nbauen "),
        ],
    );
    assert_eq!(
        codebook(&desk).code("bau").unwrap().anchor_examples,
        ["Wir\nbauen"]
    );
    let twice = anna.send(
        "codebook",
        &[
            ("do", "add_example"),
            ("code", "bau"),
            ("example", "Wir\r\nbauen"),
        ],
    );
    says(&twice, &["steht dieses Ankerbeispiel schon."]);
    anna.send(
        "codebook",
        &[
            ("do", "remove_example"),
            ("code", "bau"),
            ("example", "Wir\r\nbauen"),
        ],
    );
    assert!(codebook(&desk).code("bau").unwrap().anchor_examples.is_empty());
}

#[test]
fn a_rule_is_previewed_by_a_button_and_kept_by_another() {
    let desk = desk();
    let anna = desk.person("Anna");
    says(
        &anna.look("codebook/rule?code=bau"),
        &["neue Regel", "Wie eine Regel geschrieben wird"],
    );
    let tried = anna.look("codebook/rule?code=bau&find=stra%C3%9Fenfest&weight=1");
    says(
        &tried,
        &[
            "+ 2",
            "− 0",
            "<mark class=\"ev c1\" title=\"Bau\">Straßenfest</mark> im Park",
            "noch nicht gespeichert",
        ],
    );
    assert_eq!(versions(&desk), 1);
    // The script gets the same without the page around it.
    let fragment = anna.look("codebook/preview?code=bau&find=park&weight=0,5");
    says(
        &fragment,
        &["data-said=\"2 kommen dazu, 0 fallen weg, 2 bleiben.\""],
    );
    assert!(!fragment.text.contains("<html"), "{}", fragment.text);
    says(
        &anna.look("codebook/preview?code=bau&find=park&weight=0.4"),
        &["0 kommen dazu"],
    );
    says(
        &anna.look("codebook/preview?code=bau&find=park+UND+("),
        &["<mark>(</mark>", "Die Klammer wird nicht geschlossen."],
    );
    says(
        &anna.look("codebook/preview?code=bau&find=&weight=1"),
        &["Die Regel ist leer."],
    );
    says(
        &anna.look("codebook/preview?code=bau&find=a*"),
        &["Das passt auf sehr viele Wörter.", "kommen dazu"],
    );
    let side = anna.look("codebook/rule?code=bau&find=park&side=gained&from=1");
    says(&side, &["Straßenfest im <mark"]);
    assert!(!side.text.contains("Behalten"), "{}", side.text);

    let kept = anna.send(
        "codebook/rule",
        &[
            ("do", "keep"),
            ("code", "bau"),
            ("find", "[fest]"),
            ("weight", "0,9"),
            ("note", "auch Feste"),
        ],
    );
    says(
        &anna.follow(&kept),
        &["[fest]", "Gewicht 0,9", "auch Feste", "2 Antworten"],
    );
    // Suggestions follow behind the coder's back.
    let begun = std::time::Instant::now();
    while !anna
        .look("codebook?code=bau")
        .text
        .contains("4 nur vorgeschlagen")
    {
        assert!(
            begun.elapsed().as_secs() < 20,
            "{}",
            anna.look("codebook?code=bau").text
        );
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let wrong = anna.send(
        "codebook/rule",
        &[("do", "keep"), ("code", "bau"), ("find", "a NAHE/0 b")],
    );
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    says(&wrong, &["a <mark>NAHE/0</mark> b"]);
    // Of an existing rule: what leaving it out loses.
    let without = anna.look("codebook/rule?code=rat&rule=rat.1&was=rat&find=rat&try=without");
    says(
        &without,
        &[
            "Diese Regel löschen?",
            "− 2",
            "<mark class=\"ev c0\" title=\"Rat &amp; &lt;i&gt;Tat&lt;/i&gt;\">Rat</mark> im Park",
        ],
    );
    let changed = anna.send(
        "codebook/rule",
        &[
            ("do", "keep"),
            ("code", "rat"),
            ("rule", "tat"),
            ("was", "tat*"),
            ("find", "tatkraft"),
            ("weight", "1"),
        ],
    );
    assert_eq!(changed.status, StatusCode::SEE_OTHER);
    let late = anna.send(
        "codebook/rule",
        &[
            ("do", "remove"),
            ("code", "rat"),
            ("rule", "tat"),
            ("was", "tat*"),
        ],
    );
    says(&late, &["steht so nicht mehr da."]);
    anna.send(
        "codebook/rule",
        &[
            ("do", "remove"),
            ("code", "rat"),
            ("rule", "rat.1"),
            ("was", "rat"),
        ],
    );
    let rules = codebook(&desk).code("rat").unwrap().match_rules.clone();
    assert_eq!(
        rules.iter().map(|rule| &*rule.find).collect::<Vec<_>>(),
        ["tatkraft"]
    );
    says(&anna.look("codebook/rule?find=park"), &["name=\"code\""]);
}

#[test]
fn what_people_decided_stands_beside_a_preview() {
    let desk = desk();
    let anna = desk.person("Anna");
    for (unit, codes) in [("5", "bau"), ("6", "park")] {
        let decided = anna.send("code/decide", &[("unit", unit), ("act", "take"), ("code", codes)]);
        assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.text);
    }
    let told = anna.look("codebook/preview?code=bau&find=stra%C3%9Fenfest&weight=1");
    says(
        &told,
        &["Von den gewonnenen sind 2 geprüft: 1 mit dieser Kategorie, 1 ohne."],
    );
}

fn decide(anna: &Person<'_>, unit: &str, code: &str) {
    let decided = anna.send("code/decide", &[("unit", unit), ("act", "take"), ("code", code)]);
    assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.text);
}

#[test]
fn a_merge_is_told_before_it_is_done_and_decisions_stay() {
    let desk = desk();
    let anna = desk.person("Anna");
    decide(&anna, "4", "bau");
    let told = anna.look("codebook/merge?code=bau&into=rat");
    says(
        &told,
        &[
            "„Bau“ mit „Rat &amp; &lt;i&gt;Tat&lt;/i&gt;“ zusammenlegen?",
            "<dd>1</dd>",
            "bau: zusammengelegt mit rat",
            "rat: Regel neu: rat.3: bau*",
        ],
    );
    assert_eq!(versions(&desk), 1);
    let done = anna.send("codebook/merge", &[("code", "bau"), ("into", "rat")]);
    says(&anna.follow(&done), &["1 Antwort"]);
    assert_eq!(
        said(&desk.study(), 4),
        Some(Outcome::Codes(vec!["bau".into()])),
        "the decision keeps its id"
    );
    says(
        &anna.look("codebook?code=bau"),
        &["Zusammengelegt: zählt als", "Wieder aufnehmen"],
    );
    let impossible = anna.look("codebook/merge?code=bau&into=park");
    says(&impossible, &["ist schon zusammengelegt oder aufgeteilt."]);
    let back = anna.send("codebook", &[("do", "bring_back"), ("code", "bau")]);
    says(&anna.follow(&back), &["1 Antwort"]);
}

#[test]
fn a_split_takes_rules_along_and_a_code_is_retired() {
    let desk = desk();
    let anna = desk.person("Anna");
    decide(&anna, "1", "rat");
    let parts = [
        ("code", "rat"),
        ("label1", "Rat"),
        ("definition1", "Worte."),
        ("label2", ""),
        ("existing2", "park"),
        ("find0", "rat"),
        ("weight0", "1"),
        ("rule0", "1"),
        ("find1", "tat*"),
        ("weight1", "0.8"),
        ("rule1", ""),
    ];
    let told = anna.send("codebook/split", &[&parts[..], &[("do", "tell")]].concat());
    says(
        &told,
        &[
            "rat: aufgeteilt in rat_2, park",
            "rat_2: Code neu",
            "<dd>1</dd>",
            "name=\"rule0\" value=\"1\"",
        ],
    );
    assert_eq!(versions(&desk), 1);
    let once_more = anna.send("codebook/split", &[&parts[..], &[("do", "back")]].concat());
    says(&once_more, &["value=\"Rat\"", "value=\"Worte.\""]);
    let one = anna.send(
        "codebook/split",
        &[("code", "rat"), ("label1", "Rat"), ("do", "tell")],
    );
    says(
        &one,
        &["wird in mindestens zwei Codes aufgeteilt.", "value=\"Rat\""],
    );
    anna.send("codebook/split", &[&parts[..], &[("do", "split")]].concat());
    let now = codebook(&desk);
    assert_eq!(
        now.code("rat").unwrap().status,
        Status::SplitInto(vec!["rat_2".into(), "park".into()])
    );
    let rules: Vec<&str> = now
        .code("rat_2")
        .unwrap()
        .match_rules
        .iter()
        .map(|rule| &*rule.find)
        .collect();
    assert_eq!(rules, ["rat"]);
    says(&anna.look("codebook?code=rat"), &["Aufgeteilt in Rat, Park."]);

    says(&anna.look("codebook/retire?code=bau"), &["„Bau“ stilllegen?"]);
    anna.send("codebook/retire", &[("code", "bau")]);
    assert_eq!(codebook(&desk).code("bau").unwrap().status, Status::Retired);
    says(
        &anna.look("codebook?code=bau"),
        &["Stillgelegt: Was kodiert ist, zählt weiter."],
    );
}

#[test]
fn versions_are_listed_and_compared_and_the_file_is_given_out() {
    let desk = desk();
    let anna = desk.person("Anna");
    let base = version(&desk);
    says(
        &anna.look("versions"),
        &["die erste", "Bisher gibt es eine Version"],
    );
    anna.send(
        "codebook",
        &[
            ("do", "entry"),
            ("code", "rat"),
            ("version", &base),
            ("definition", "Wer gern <u>hilft</u>."),
        ],
    );
    anna.send(
        "codebook/rule",
        &[
            ("do", "keep"),
            ("code", "rat"),
            ("rule", "tat"),
            ("was", "tat*"),
            ("find", "tat* ODER hilfe"),
            ("weight", "0.8"),
        ],
    );
    let latest = anna.look("versions");
    says(
        &latest,
        &[
            "rat: Definition geändert",
            "<code>tat* <ins>ODER hilfe </ins>(0,8)</code>",
        ],
    );
    let both = anna.look(&format!("versions?from={base}&to={}", version(&desk)));
    says(
        &both,
        &[
            "Wer <ins>gern </ins>&lt;u&gt;hilft&lt;/u&gt;.",
            "2 Änderungen",
            "an 1 Kategorie",
        ],
    );
    let file = anna.look("codebook/download");
    assert_eq!(Codebook::read(&file.text, "t").unwrap(), codebook(&desk));
}

#[test]
fn chosen_answers_become_a_category_and_are_undone_as_one() {
    let desk = desk();
    let anna = desk.person("Anna");
    let page = anna.look("uncaught");
    says(
        &page,
        &["2 Antworten ohne Kategorie und ohne Vorschlag", "Straßenfest"],
    );
    assert!(!page.text.contains("Tatkraft"), "{}", page.text);
    says(
        &anna.look("uncaught?residual=bau"),
        &["3 Antworten ohne Kategorie"],
    );
    let with_word = anna.look("uncaught?word=Park");
    says(&with_word, &["Straßenfest im Park"]);
    assert!(
        !with_word
            .text
            .contains("<span class=\"quote\">Straßenfest</span>"),
        "{}",
        with_word.text
    );

    let chosen = [
        ("unit", "5"),
        ("unit", "6"),
        ("label", "Feste & <Feiern>"),
        ("parent", ""),
    ];
    let told = anna.send("uncaught", &chosen);
    says(
        &told,
        &[
            "Feste &amp; &lt;Feiern&gt;",
            "feste_feiern",
            "2 Antworten kodieren",
        ],
    );
    assert_eq!((versions(&desk), said(&desk.study(), 5)), (1, None));
    let digest = told
        .text
        .split("name=\"digest\" value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let changed = anna.send(
        "uncaught",
        &[&chosen[..], &[("do", "code"), ("digest", "1")]].concat(),
    );
    says(
        &changed,
        &["Inzwischen ist in Ihrem Namen anders entschieden worden"],
    );
    assert_eq!(
        versions(&desk),
        1,
        "nothing is written where it is not what was told"
    );
    let done = anna.send(
        "uncaught",
        &[&chosen[..], &[("do", "code"), ("digest", digest)]].concat(),
    );
    says(&anna.follow(&done), &["2 Antworten"]);
    let given = Some(Outcome::Codes(vec!["feste_feiern".into()]));
    assert_eq!(
        (said(&desk.study(), 5), said(&desk.study(), 6)),
        (given.clone(), given)
    );
    says(&anna.look("uncaught"), &["Alles ist erfasst"]);
    anna.send("code/undo", &[]);
    assert_eq!((said(&desk.study(), 5), said(&desk.study(), 6)), (None, None));
    let nothing = anna.send("uncaught", &[("label", "Leer")]);
    says(&nothing, &["Keine Antwort ist ausgewählt."]);
    let both = anna.send(
        "uncaught",
        &[("unit", "5"), ("label", "Neu"), ("existing", "bau")],
    );
    says(&both, &["Genannt sind eine neue und eine vorhandene Kategorie."]);
}
