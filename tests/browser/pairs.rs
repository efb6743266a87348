//! Two people in two browsers: they code the same answers blind, and settle what they differ on.

use freitext::review::{Board, decide};
use freitext::study::Study;
use freitext::survey::{ActionKind, Decision, Outcome, UnitId, Verdict};

use crate::harness::{Browser, NARROW, WIDE};
use crate::served::Served;

/// Opens an answer by its place in the study.
fn open(browser: &Browser, served: &Served, unit: usize) {
    browser.open(&format!(
        "{}/code?order=respondent&unit={unit}",
        served.study_address()
    ));
    browser.wait_for("#decision");
}

/// Gives codes by their keys, with a memo.
fn code(browser: &Browser, served: &Served, unit: usize, keys: &[&str], memo: &str) {
    open(browser, served, unit);
    for key in keys {
        browser.press(key);
    }
    if !memo.is_empty() {
        browser.press("a");
        browser.press(memo);
        browser.press("Escape");
    }
    browser.press("Enter");
    browser.wait_for_text("#saved[data-state=saved]", "");
}

fn verdicts(served: &Served, units: usize) -> Vec<Verdict<Vec<String>>> {
    let study = Study::look(&served.study()).unwrap();
    let board = Board::of(&study, "handlungsfelder").unwrap();
    let codes = |outcome: &Outcome| outcome.given().to_vec();
    let verdict = |card| board.verdict(card).map(|said| codes(&said.outcome));
    board.cards[..units].iter().map(verdict).collect()
}

/// Ids of codes by their keys `1`, `2`, …
fn ids(served: &Served, keys: &[usize]) -> Vec<String> {
    let study = Study::look(&served.study()).unwrap();
    let codes = &study.codebooks().unwrap()[0].codebook.codes;
    keys.iter().map(|key| codes[key - 1].id.clone()).collect()
}

#[test]
fn two_people_code_blind_and_settle_what_they_differ_on() {
    let served = Served::review();
    let anna = Browser::of_coder(&served, "Anna Ott", "de");
    let bert = Browser::of_coder(&served, "Bert Yıldız", "en");

    // Anna states on the page who codes what.
    anna.open(&format!("{}/coders", served.study_address()));
    anna.is_in_order();
    anna.click("#double input[name=share][value=all]");
    assert_eq!(anna.count("#double input[name=coder]:checked"), 2);
    anna.click("#double button.primary");
    anna.wait_for_text("#double .saved", "Gespeichert");
    anna.click("#rule input[name=several][value=identical]");
    anna.click("#rule button.primary");
    anna.wait_for_text("#rule .saved", "Gespeichert");

    for (unit, keys, memo) in [
        (1, &["2"][..], ""),
        (2, &["2", "3"], "der Vollzugsdienst gehört dazu"),
        (3, &["1"], ""),
        (4, &["5"], ""),
        (5, &["6"], ""),
    ] {
        code(&anna, &served, unit, keys, memo);
    }

    // Bert sees nothing of it, on no page, and no suggestions.
    for unit in 1..=5 {
        open(&bert, &served, unit);
        assert_eq!(bert.count(".suggestions"), 0);
        assert_eq!(bert.count("#decision [name=code]:checked"), 0);
        let text = bert.text("main");
        assert!(
            !text.contains("Anna") && !text.contains("Vollzugsdienst gehört"),
            "{text}"
        );
        assert!(text.contains("Coded twice, without suggestions"), "{text}");
    }
    bert.is_in_order();
    bert.open(&format!("{}/disagreements", served.study_address()));
    bert.wait_for_text(".empty", "No disagreements");
    bert.is_in_order();

    for (unit, keys, memo) in [
        (1, &["2"][..], ""),
        (2, &["2"], ""),
        (3, &["2"], "only in passing"),
        (4, &["5", "6"], ""),
        (5, &["1"], ""),
    ] {
        code(&bert, &served, unit, keys, memo);
    }

    // What differs comes as a queue, the same for both, Anna always on the left.
    bert.open(&format!("{}/disagreements", served.study_address()));
    bert.wait_for_text(".tree [aria-current]", "");
    assert_eq!(bert.count(".tree li"), 4);
    assert_eq!(bert.texts(".sides h2"), ["Anna Ott", "Bert Yıldız"]);
    assert_eq!(
        bert.texts(".sides .panel > p"),
        ["der Vollzugsdienst gehört dazu", "no memo"]
    );
    bert.click("#settle details summary");
    bert.wait_for_text("#settle details", "given by Anna Ott");
    bert.is_in_order();
    bert.screenshot("disagreements-en");
    bert.press("ArrowLeft");
    bert.wait_for_text(".notice.good", "Settled.");
    bert.press("u");
    bert.wait("the answer to come back", || {
        (bert.count(".tree li") == 4).then_some(())
    });
    bert.press("ArrowLeft");
    bert.wait_for_text(".notice.good", "Settled.");

    // Anna goes on where Bert stopped: right, both, and codes of her own with a reason.
    anna.open(&format!("{}/disagreements", served.study_address()));
    anna.wait_for(".tree");
    assert_eq!(anna.count(".tree li"), 3);
    anna.press("ArrowRight");
    anna.wait_for_text(".notice.good", "Entschieden.");
    anna.press("b");
    anna.wait("one to be left", || (anna.count(".tree li") == 1).then_some(()));
    anna.is_in_order();
    anna.press("3");
    anna.press("a");
    anna.press("beides trifft es nicht");
    anna.press("Escape");
    anna.show_on(NARROW);
    anna.is_in_order();
    anna.screenshot("disagreements-de-narrow");
    anna.show_on(WIDE);
    anna.screenshot("disagreements-de");
    anna.press("Enter");
    anna.wait_for_text(".empty", "Keine uneinigen Kodierungen");

    let [agreed, settled] = [Verdict::Agreed, Verdict::Settled];
    assert_eq!(
        verdicts(&served, 5),
        [
            agreed(ids(&served, &[2])),
            settled(ids(&served, &[2, 3])),
            settled(ids(&served, &[2])),
            settled(ids(&served, &[5, 6])),
            settled(ids(&served, &[3])),
        ]
    );

    // A change of mind brings one of them back, and only that.
    code(&bert, &served, 4, &["5", "6", "7"], "");
    anna.open(&format!("{}/disagreements", served.study_address()));
    anna.wait_for_text(".notice", "Schon einmal entschieden");
    assert_eq!(anna.count(".tree li"), 1);

    for (browser, language) in [(&anna, "de"), (&bert, "en")] {
        browser.open(&format!("{}/coders", served.study_address()));
        browser.wait_for("#again");
        browser.is_in_order();
        browser.screenshot(&format!("coders-{language}"));
        browser.show_on(NARROW);
        browser.is_in_order();
        browser.screenshot(&format!("coders-{language}-narrow"));
        browser.show_on(WIDE);
    }
    let facts = anna.texts("dd").join(" ");
    assert!(facts.contains("1 von 5 gleich"), "{facts}");
    for (browser, language) in [(&anna, "de"), (&bert, "en")] {
        browser.open(&format!("{}/agreement?over_time=fourth", served.study_address()));
        browser.wait_for("figure.chart svg");
        browser.wait_for("main table");
        browser.is_in_order();
        browser.screenshot(&format!("agreement-{language}"));
        browser.show_on(NARROW);
        browser.is_in_order();
        browser.screenshot(&format!("agreement-{language}-narrow"));
        browser.show_on(WIDE);
    }
    // From a code to the answers on which the two differ.
    anna.click("main td a[href*='code=']");
    anna.wait_for("main .quote");
    let said = anna.texts("main .facts");
    assert!(said.iter().any(|one| one.contains("entschieden")), "{said:?}");
    anna.is_in_order();
    anna.screenshot("differing-de");
    anna.show_on(NARROW);
    anna.is_in_order();
    anna.screenshot("differing-de-narrow");
    anna.click("main .pair a");
    anna.wait_for("#decision");
}

#[test]
fn own_answers_are_coded_again_by_keyboard() {
    let served = Served::review();
    let anna = Browser::of_coder(&served, "Anna Ott", "de");
    for unit in 1..=3 {
        code(&anna, &served, unit, &["2"], "");
    }
    anna.open(&format!("{}/coders", served.study_address()));
    anna.click("#again input[name=sample][value=number]");
    anna.fill("#again input[name=number]", "2");
    anna.fill("#again input[name=days]", "0");
    anna.click("#again button.primary");
    anna.wait_for_text("#again .saved", "Gespeichert");
    anna.click("#again a.button");
    anna.wait_for("#decision");
    assert_eq!(anna.count(":checked"), 0);
    anna.is_in_order();
    anna.screenshot("again-de");
    anna.press("2");
    anna.press("Enter");
    anna.wait_for_text("main", "Noch 1 Antwort Ihrer Auswahl.");
    anna.press("k");
    anna.wait_for_text(".empty", "Nichts ist noch einmal zu kodieren");
    anna.is_in_order();
    anna.open(&format!("{}/coders", served.study_address()));
    anna.wait_for_text("#again dd", "50,0");
}

#[test]
fn the_file_of_somebody_else_is_joined() {
    let served = Served::review();
    let other = served.path("von Bert.freitext");
    let connection = rusqlite::Connection::open(served.study()).unwrap();
    connection
        .execute("VACUUM INTO ?1", [other.display().to_string()])
        .unwrap();
    let mut study = Study::open(&other).unwrap();
    let codebook = study.codebooks().unwrap().remove(0);
    study
        .change(|change| {
            let bert = change.coder("Bert Yıldız")?;
            let none_fits = (1..=12).map(|unit| Decision::of(UnitId(unit), Outcome::NoneFits));
            decide(change, &codebook, bert, ActionKind::Bulk, none_fits.collect(), 1)
        })
        .unwrap();
    drop(study);

    for (language, title, said) in [
        (
            "de",
            "Was in welcher Datei steht",
            "enthält jetzt auch, was in »von Bert.freitext« stand",
        ),
        (
            "en",
            "What stands in which file",
            "holds nothing that is not in “studie” already",
        ),
    ] {
        let anna = Browser::of_coder(&served, "Anna Ott", language);
        anna.open(&format!("{}/coders", served.study_address()));
        anna.fill("#merge input[name=other]", &other.display().to_string());
        anna.click("#merge button");
        anna.wait_for_text("#step[data-finished] caption", title);
        anna.wait_for_text("#step", said);
        for (screen, width) in [(WIDE, 1280), (NARROW, 380)] {
            anna.show_on(screen);
            anna.is_in_order();
            anna.screenshot(&format!("joined-{language}-{width}"));
        }
        anna.click("a.button.primary");
        anna.wait_for_text("tbody th", "Bert Yıldız");
    }
}
