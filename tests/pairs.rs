//! Several coders on the page, without a browser: settings, blindness on every page, disagreements, coding again.

#[path = "asked/mod.rs"]
mod asked;

use asked::{Answer, Desk, Person};
use freitext::codebook::Codebook;
use freitext::export;
use freitext::review::{Board, CodingAgain, DoubleCoding, Rest, Sample, Share, Suggestions};
use freitext::study::{NewRecord, NewSource, Study};
use freitext::survey::{Alone, CodingLayer, FinalRule, Outcome, Several, Span, UnitId, Verdict};
use freitext::web::PAGES;

const CODEBOOK: &str = r#"
format = 1
title = "Felder"
version = "1"
[[code]]
id = "rat"
value = 1
label = "Rat & <i>Tat</i>"
coding_rule = "Nur wo jemand hilft"
[[code]]
id = "bau"
value = 2
label = "Bau"
[[code]]
id = "fest"
value = 3
label = "Fest"
definition = "Feste feiern"
"#;

const ANSWERS: [(&str, &str); 4] = [
    ("Rat <script>alert(1)</script>", "Süd"),
    ("Bau & Rat", "Nord"),
    ("Straßenfest", "Süd"),
    ("Spielplatz", "Nord"),
];

fn fill(study: &mut Study) {
    study
        .change(|change| {
            change.keep_codebook("felder", &Codebook::read(CODEBOOK, "felder")?, 0)?;
            let source = change.add_source(&NewSource {
                file_name: "a.csv".into(),
                settings: "{}".into(),
                time: 0,
            })?;
            change.background("amt")?;
            let question = change.question("was", "Was fehlt?")?;
            for (row, (text, office)) in (1..).zip(ANSWERS) {
                let key = format!("m{row}");
                let record = change.add_record(&NewRecord {
                    key: &key,
                    respondent: change.respondent(&key)?,
                    source,
                    row,
                    background: &[Some(office)],
                })?;
                let answer = change.add_answer(record.expect("new"), question, 1, None, text)?;
                change.add_unit(answer, Span::new(0, text.len()), None)?;
            }
            change.answers_changed()
        })
        .unwrap();
}

fn desk() -> Desk {
    Desk::new(fill)
}

/// All answers are coded by Anna and Bert; what both code alike holds.
fn desk_of_pairs() -> Desk {
    let desk = desk();
    let double = DoubleCoding {
        share: Share::All,
        coders: vec!["Anna".into(), "Bert".into()],
        each: 2,
        suggestions: Suggestions::Hidden,
        rest: Rest::Anybody,
        seed: 1,
    };
    let rule = FinalRule {
        several: Several::Identical,
        alone: Alone::Counts,
    };
    desk.study()
        .change(|change| {
            change.state(DoubleCoding::SETTING, &double, 0)?;
            change.state(FinalRule::SETTING, &rule, 0)
        })
        .unwrap();
    desk
}

fn decides(person: &Person<'_>, unit: i64, codes: &[&str], memo: &str) {
    let unit = unit.to_string();
    let mut fields = vec![
        ("unit", &*unit),
        ("act", "take"),
        ("memo", memo),
        ("picked", "chosen"),
    ];
    fields.extend(codes.iter().map(|code| ("code", *code)));
    let answer = person.send("code/decide", &fields);
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.text);
}

fn board(desk: &Desk) -> Board {
    Board::of(&desk.study(), "felder").unwrap()
}

/// What holds for a unit.
fn holds(desk: &Desk, unit: i64) -> Verdict<String> {
    let board = board(desk);
    board
        .verdict(board.card(UnitId(unit)).unwrap())
        .map(|said| match &said.outcome {
            Outcome::Codes(codes) => codes.join(" "),
            other => format!("{other:?}"),
        })
}

/// A hidden field of a page.
fn field(page: &Answer, name: &str) -> String {
    let begin = format!("name=\"{name}\" value=\"");
    let from = page.text.find(&begin).expect("the field") + begin.len();
    page.text[from..from + page.text[from..].find('"').unwrap()].to_owned()
}

#[test]
fn nobody_learns_from_any_page_what_others_coded_before_the_own_decision() {
    let desk = desk_of_pairs();
    let (anna, bert) = (desk.person("Anna"), desk.person("Bert"));
    for unit in 1..=4 {
        decides(&anna, unit, &["rat"], "streng geheim");
    }
    for page in PAGES {
        for more in ["", "?unit=1", "?unit=3", "?show=all", "?coder=Anna", "?code=rat"] {
            let shown = bert.look(&format!("{}{more}", page.path));
            shown.lacks("streng geheim");
            shown.lacks("class=\"chip c");
        }
    }
    let own = anna.look("code?unit=1");
    own.is(200, "streng geheim");
    // Decided on three of four: what is said of them is open, the fourth is not.
    for unit in 1..=3 {
        decides(&bert, unit, &["bau"], "");
    }
    bert.look("disagreements").is(200, "streng geheim");
    bert.look("code?unit=4").lacks("streng geheim");
}

#[test]
fn whoever_codes_blind_gets_no_table_and_no_file_of_what_others_coded() {
    let desk = desk_of_pairs();
    let (anna, bert) = (desk.person("Anna"), desk.person("Bert"));
    for unit in 1..=4 {
        decides(&anna, unit, &["rat"], "streng geheim");
    }
    const KEPT_BACK: &str = "4 Antworten kodieren Sie noch blind: Tabellen und Dateien würden zeigen";
    let tells_codings = |name: &&str| *name != "qdc" && !name.starts_with("codebook");
    let names: Vec<&str> = export::ALL.iter().map(|one| one.name()).collect();
    for name in names.iter().copied().filter(tells_codings) {
        bert.send("downloads", &[("as", name)]).is(400, KEPT_BACK);
    }
    assert_eq!(bert.send("downloads", &[("as", "codebook")]).status.as_u16(), 303);
    for table in [
        "tables",
        "report",
        "tables?by=amt",
        "tables?coder=Anna",
        "tables?by=amt&test=yes",
        "tables?by=amt&min_cell=5",
        "tables?chart=bars",
        "tables?layer=suggested",
        "cooccurrence",
        "cooccurrence?base=respondents",
        "change?column=amt&from=S%C3%BCd&to=Nord",
        "corrected",
        "profiles?by=amt",
        "profiles?by=amt&coder=Anna",
    ] {
        let shown = bert.look(table);
        shown.is(200, KEPT_BACK);
        shown.lacks("<table");
    }
    bert.look("tables/csv").is(400, KEPT_BACK);
    for file in ["report/look", "report/file/html", "report/file/docx"] {
        bert.look(file).is(400, KEPT_BACK);
    }
    anna.look("report/look?quotes=none").is(200, "</html>");
    bert.look("charts/svg?chart=bars&place=0").is(400, KEPT_BACK);
    bert.look("tables?lang=en")
        .is(200, "4 answers are still blind for you");
    // Nor the file that somebody else had made.
    let made = anna.send("downloads", &[("as", "matrix")]);
    assert!(made.location.ends_with("/file"), "{}", made.location);
    anna.follow(&made).is(200, "rat");
    bert.follow(&made).is(400, KEPT_BACK);

    // One's own codings are nobody else's.
    decides(&bert, 1, &["bau"], "");
    let own = bert.look("tables?coder=Bert");
    own.lacks("noch blind");
    own.is(200, "<table");
    for unit in 2..=3 {
        decides(&bert, unit, &["bau"], "");
    }
    bert.look("tables")
        .is(200, "Eine Antwort kodieren Sie noch blind");
    let agreement = bert.look("agreement");
    agreement.is(200, "Eine Antwort kodieren Sie noch blind");
    agreement.lacks("<table");
    let differing = bert.look("agreement?code=rat");
    differing.is(200, "Eine Antwort kodieren Sie noch blind");
    differing.lacks("Anna");
    decides(&bert, 4, &["bau"], "");
    bert.look("tables").is(200, "<table");
    bert.look("agreement?each=1&over_time=week").is(200, "Woche ab");
    let agreement = bert.look("agreement?by=amt");
    agreement.is(200, "Krippendorffs α");
    agreement.is(200, "agreement?codebook=felder&amp;code=bau");
    bert.look("agreement?code=bau")
        .is(200, "4 Antworten, denen manche");
    bert.look("charts/svg?chart=bars&place=0").is(200, "<svg");
    assert_eq!(bert.look("charts/svg?chart=bars&place=7").status.as_u16(), 404);
    assert_eq!(bert.look("charts/pdf?chart=bars&place=0").status.as_u16(), 404);
    assert_eq!(bert.look("charts/svg?chart=kuchen&place=0").status.as_u16(), 400);
    bert.follow(&made).is(200, "rat");
}

#[test]
fn no_count_tells_how_others_coded_what_is_still_blind() {
    let desk = desk_of_pairs();
    let (anna, bert) = (desk.person("Anna"), desk.person("Bert"));
    let pages = [
        "progress?whose=all",
        "codebook",
        "codebook?code=rat",
        "codebook/merge?code=rat&into=bau",
        "codebook/retire?code=rat",
        "uncaught",
        "sweep/rat",
        "grid",
        "grid?code=rat",
        "grid?code=rat&by=decided",
        "grid?coder=Anna",
        "grid?status=coded",
        "grid?mark=memo",
        "grid?mark=uncoded",
        "grid?mark=disagreed",
        "grid?q=Rat&code=rat",
        "grid?sort=codes",
        "grid?sort=coders&down=1",
        "grid?sort=status",
        "grid?sort=score",
        "search?q=Rat",
        "search?q=Rat&kwic=1",
        "code?unit=2",
        "code?order=respondent&unit=3",
    ];
    // Who has decided how much and when, and that there is something to be kept back, may be told.
    let may_change = [
        "coders",
        "agreement",
        "tables",
        "report",
        "profiles",
        "cooccurrence",
        "change",
        "corrected",
        "disagreements",
        "evaluation",
        "suggest",
        "step",
        "log",
        "study",
    ];
    let of_all = PAGES.iter().map(|page| page.path);
    let of_all = of_all.filter(|path| !may_change.contains(path));
    let pages: Vec<&str> = of_all.chain(pages).collect();
    // A page goes on where somebody was before: what is compared has been walked through once.
    let look = || -> Vec<String> { pages.iter().map(|page| bert.look(page).text).collect() };
    look();
    let before = look();
    for unit in 1..=4 {
        let codes: &[&str] = if unit == 2 { &["bau", "fest"] } else { &["rat"] };
        decides(&anna, unit, codes, "streng geheim");
    }
    for (page, before) in pages.iter().zip(before) {
        let now = bert.look(page);
        now.is(200, "");
        assert_eq!(now.text, before, "{page} tells that Anna has coded");
    }
    bert.look("coders").lacks("1,25");
    anna.look("coders").is(200, "1,25");
}

#[test]
fn disagreements_come_one_after_the_other_and_are_settled() {
    let desk = desk_of_pairs();
    let (anna, bert) = (desk.person("Anna"), desk.person("Bert"));
    for (unit, by_anna, by_bert) in [(1, "rat", "rat"), (2, "rat", "bau"), (3, "fest", "bau")] {
        decides(&anna, unit, &[by_anna], "von <b>Anna</b>");
        decides(&bert, unit, &[by_bert], "");
    }
    assert_eq!(holds(&desk, 1), Verdict::Agreed("rat".into()));
    assert_eq!(holds(&desk, 2), Verdict::Differ);

    let page = anna.look("disagreements");
    page.is(200, "Bau &amp; Rat");
    page.is(200, "von &lt;b&gt;Anna&lt;/b&gt;");
    page.is(200, "keine Anmerkung");
    page.is(
        200,
        "Doppelt kodiert: 3 Antworten; 33,3\u{a0}% davon gleich, Krippendorffs Alpha",
    );
    page.lacks("<b>Anna");
    let [unit, compared] = ["unit", "compared"].map(|name| field(&page, name));
    assert_eq!(unit, "2");
    // What is at issue is named, with what the codebook says about it.
    page.is(200, "gegeben von Anna");
    page.is(200, "Nur wo jemand hilft");
    page.lacks("Feste feiern");

    let sent = [
        ("unit", &*unit),
        ("compared", &*compared),
        ("take", "both"),
        ("memo", "besprochen"),
    ];
    let settled = anna.send("disagreements", &sent);
    assert_eq!(holds(&desk, 2), Verdict::Settled("rat bau".into()));
    let next = anna.follow(&settled);
    next.is(200, "Entschieden.");
    next.is(200, "Straßenfest");
    assert_eq!(field(&next, "unit"), "3");
    let board = board(&desk);
    let said = board
        .card(UnitId(2))
        .unwrap()
        .said
        .iter()
        .find(|said| said.layer == CodingLayer::Final);
    assert_eq!(&*said.unwrap().memo, "besprochen");

    // Undo leads back to it.
    let back = anna.send("disagreements/undo", &[]);
    assert_eq!(holds(&desk, 2), Verdict::Differ);
    assert_eq!(field(&anna.follow(&back), "unit"), "2");

    // On the left stands Anna, on the right Bert, whoever looks.
    let page = bert.look("disagreements?unit=2");
    let compared = field(&page, "compared");
    bert.send(
        "disagreements",
        &[("unit", "2"), ("compared", &compared), ("take", "1")],
    );
    assert_eq!(holds(&desk, 2), Verdict::Settled("bau".into()));
    let page = bert.look("disagreements");
    let compared = field(&page, "compared");
    bert.send(
        "disagreements",
        &[("unit", "3"), ("compared", &compared), ("take", "none_fits")],
    );
    assert_eq!(holds(&desk, 3), Verdict::Settled("NoneFits".into()));
    bert.look("disagreements").is(200, "Keine uneinigen Kodierungen");

    // A change re-opens the one that it touches, and says what was settled.
    decides(&bert, 2, &["fest"], "");
    assert_eq!(holds(&desk, 2), Verdict::Differ);
    bert.look("disagreements").is(200, "Schon einmal entschieden");
}

#[test]
fn what_was_not_shown_is_not_settled() {
    let desk = desk_of_pairs();
    let (anna, bert) = (desk.person("Anna"), desk.person("Bert"));
    decides(&anna, 2, &["rat"], "");
    decides(&bert, 2, &["bau"], "");
    let compared = field(&anna.look("disagreements"), "compared");
    decides(&bert, 2, &["fest"], "");
    let sent = [("unit", "2"), ("compared", &*compared), ("take", "1")];
    anna.send("disagreements", &sent)
        .is(400, "Inzwischen hat jemand anders kodiert");
    assert_eq!(holds(&desk, 2), Verdict::Differ);
    let compared = field(&anna.look("disagreements"), "compared");
    let sent = [("unit", "2"), ("compared", &*compared), ("take", "own")];
    anna.send("disagreements", &sent)
        .is(400, "Es ist keine Kategorie gewählt.");
    let sent = [("unit", "2"), ("compared", &*compared), ("take", "7")];
    anna.send("disagreements", &sent).is(400, "Inzwischen");
    anna.send("disagreements", &[("unit", "2")])
        .is(400, "Im Formular fehlt");
}

#[test]
fn double_coding_is_stated_on_the_page_and_read_back() {
    let desk = desk();
    let anna = desk.person("Anna");
    anna.look("coders").is(200, "Doppelkodierung");
    let fields = [
        ("share", "group"),
        ("group", "0:Süd"),
        ("percent", "20"),
        ("seed", "7"),
        ("coder", "Anna"),
        ("more", " Bert , Carla"),
        ("each", "2"),
        ("suggestions", "shown"),
        ("rest", "divided"),
    ];
    let saved = anna.send("coders/double", &fields);
    let page = anna.follow(&saved);
    page.is(200, "Zurzeit kodieren mehrere: 2 Antworten.");
    page.is(200, "<option value=\"0:Süd\" selected>Süd</option>");
    page.is(200, "Gespeichert");
    let stated: DoubleCoding = desk.study().stated(DoubleCoding::SETTING).unwrap().unwrap();
    let expected = DoubleCoding {
        share: Share::Group {
            column: "amt".into(),
            values: vec!["Süd".into()],
        },
        coders: ["Anna", "Bert", "Carla"].map(str::to_owned).to_vec(),
        each: 2,
        suggestions: Suggestions::Shown,
        rest: Rest::Divided,
        seed: 7,
    };
    assert_eq!(stated, expected);

    let alone = [("share", "all"), ("seed", "7"), ("coder", "Anna"), ("each", "2")];
    anna.send("coders/double", &alone)
        .is(400, "Doppelt kodieren geht so nicht: 2 von 1 Personen");
    anna.send("coders/double?lang=en", &alone)
        .is(400, "Double coding cannot work like this");
    assert_eq!(
        board(&desk).team.double,
        Some(expected),
        "nothing was changed by that"
    );
}

#[test]
fn the_rule_of_the_final_coding_is_stated_on_the_page() {
    let desk = desk();
    let anna = desk.person("Anna");
    let saved = anna.send("coders/rule", &[("several", "majority"), ("alone", "waits")]);
    anna.follow(&saved).is(200, "value=\"majority\" checked");
    let rule: FinalRule = desk.study().stated(FinalRule::SETTING).unwrap().unwrap();
    assert_eq!((rule.several, rule.alone), (Several::Majority, Alone::Waits));
}

#[test]
fn own_answers_come_again_without_what_was_said_of_them() {
    let desk = desk();
    let anna = desk.person("Anna");
    for unit in 1..=3 {
        decides(&anna, unit, &["rat"], "mein erster Gedanke");
    }
    let saved = anna.send(
        "coders/again",
        &[
            ("sample", "number"),
            ("number", "2"),
            ("percent", "10"),
            ("days", "0"),
            ("seed", "1"),
        ],
    );
    anna.follow(&saved).is(200, "Noch einmal kodieren (2)");
    let stated: Option<CodingAgain> = desk.study().stated(CodingAgain::SETTING).unwrap().flatten();
    assert_eq!(stated.unwrap().sample, Sample::Number(2));

    let page = anna.look("again");
    page.is(200, "Noch 2 Antworten Ihrer Auswahl.");
    // What was done on other pages is not taken back here.
    page.lacks("again/undo");
    page.lacks("mein erster Gedanke");
    page.lacks(" checked");
    let unit = field(&page, "unit");
    let coded = anna.send("again", &[("unit", &*unit), ("code", "rat"), ("act", "take")]);
    let page = anna.follow(&coded);
    page.is(200, "Noch 1 Antwort Ihrer Auswahl.");
    page.is(200, "again/undo");
    anna.send("again", &[("unit", &*unit), ("code", "rat")])
        .is(400, "nicht noch einmal zu kodieren");
    let other = field(&page, "unit");
    anna.send("again", &[("unit", &*other), ("act", "none_fits")]);
    anna.look("again").is(200, "Nichts ist noch einmal zu kodieren");
    let page = anna.look("coders");
    page.is(200, "50,0\u{a0}% (9,5–90,5) gleich");
    page.is(200, "n = 2");
    anna.send("again/undo", &[]);
    anna.look("again").is(200, "Noch 1 Antwort Ihrer Auswahl.");
    // What stands is still the first coding.
    assert_eq!(
        holds(&desk, other.parse().unwrap()),
        Verdict::Agreed("rat".into())
    );

    let none = anna.send("coders/again", &[("sample", "none")]);
    anna.follow(&none).is(200, "Intracoder-Übereinstimmung");
    anna.look("again").is(200, "Nichts ist noch einmal zu kodieren");
}

#[test]
fn the_pages_speak_english_too() {
    let desk = desk_of_pairs();
    let (anna, bert) = (desk.person("Anna"), desk.person("Bert"));
    decides(&anna, 2, &["rat"], "");
    decides(&bert, 2, &["bau"], "");
    let page = anna.look("disagreements?lang=en");
    page.is(200, "Settle on this");
    page.is(200, "Coded twice: 1 answer; 0.0% of them the same");
    let page = anna.look("coders?lang=en");
    page.is(200, "Intercoder agreement");
    page.is(200, "0.0% (0.0–79.3)");
    page.is(200, "<time class=\"nowrap\"");
}
