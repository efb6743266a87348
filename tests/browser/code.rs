//! One answer at a time, by keyboard alone, and the study file afterwards.

use freitext::review::{Board, Said};
use freitext::study::Study;
use freitext::survey::{CodingLayer, Outcome};
use serde_json::json;

use crate::harness::{Browser, NARROW};
use crate::served::Served;

/// The unit that is shown.
fn unit(browser: &Browser) -> i64 {
    let unit = browser.run(
        "return Number(document.getElementById('decision').dataset.unit)",
        &[],
    );
    unit.as_i64().unwrap()
}

/// What the boxes say: ids of the codes that are chosen.
fn chosen(browser: &Browser) -> Vec<String> {
    let script =
        "return [...document.querySelectorAll('#decision [name=code]:checked')].map((box) => box.value)";
    serde_json::from_value(browser.run(script, &[])).unwrap()
}

fn suggested(browser: &Browser) -> Vec<String> {
    let script = "return [...document.querySelectorAll('.suggestions [name=code]')].map((box) => box.value)";
    serde_json::from_value(browser.run(script, &[])).unwrap()
}

/// The key of a code on the page.
fn key(browser: &Browser, code: &str) -> String {
    let script = "return document.querySelector(`#decision [name=code][value='${arguments[0]}']`).closest('label').dataset.press";
    browser.run(script, &[json!(code)]).as_str().unwrap().to_owned()
}

/// Waits until everything is on disk, and the server has said so.
fn is_saved(browser: &Browser, reached: &str) {
    browser.wait_for_text("#saved[data-state=saved]", "");
    browser.wait_for_text("#reached", reached);
}

/// What Anna has said, in the order of the study.
fn said(served: &Served) -> Vec<(i64, Said)> {
    let study = Study::look(&served.study()).unwrap();
    let board = Board::of(&study, "handlungsfelder").unwrap();
    let anna = board.person("Anna").unwrap();
    let own =
        |card: &freitext::review::Card| Some((card.unit.0, card.said_by(anna, CodingLayer::Own)?.clone()));
    board.cards.iter().filter_map(own).collect()
}

fn outcome_of(served: &Served, unit: i64) -> Option<Outcome> {
    let said = said(served).into_iter().find(|(of, _)| *of == unit);
    said.map(|(_, said)| said.outcome)
}

fn codes(ids: &[&str]) -> Option<Outcome> {
    Some(Outcome::Codes(ids.iter().map(|id| (*id).to_owned()).collect()))
}

#[test]
fn ten_answers_are_coded_by_keyboard_alone() {
    let served = Served::review();
    let browser = Browser::of_coder(&served, "Anna", "de");
    browser.wait_for("#decision .verbatim");
    browser.is_in_order();
    let mut units = Vec::new();
    let mut expected = Vec::new();
    for turn in 0..10 {
        let (here, suggestions) = (unit(&browser), suggested(&browser));
        assert!(!units.contains(&here), "answer {here} comes twice");
        units.push(here);
        let ids: Vec<&str> = suggestions.iter().map(String::as_str).collect();
        match turn {
            3 => {
                browser.press("k");
                expected.push((here, Outcome::NoneFits));
            }
            5 => {
                browser.press("x");
                expected.push((here, Outcome::NotCodable));
            }
            7 => {
                browser.press("z");
                expected.push((here, Outcome::Deferred));
            }
            // A code by its key, whatever is suggested.
            _ if turn % 2 == 0 || ids.is_empty() => {
                browser.press(&key(&browser, "politisch"));
                assert_eq!(chosen(&browser), ["politisch"]);
                browser.press("Enter");
                expected.push((here, Outcome::Codes(vec!["politisch".into()])));
            }
            _ => {
                browser.press("Enter");
                let mut sorted = suggestions.clone();
                let order = codebook_order();
                sorted.sort_by_key(|id| order.iter().position(|known| known == id));
                expected.push((here, Outcome::Codes(sorted)));
            }
        }
        browser.wait("the next answer", || (unit(&browser) != here).then_some(()));
    }
    is_saved(&browser, "9 von 440 geprüft");
    browser.is_in_order();
    let mut said: Vec<(i64, Outcome)> = said(&served)
        .into_iter()
        .map(|(unit, said)| (unit, said.outcome))
        .collect();
    said.sort_by_key(|(unit, _)| *unit);
    expected.sort_by_key(|(unit, _)| *unit);
    assert_eq!(said, expected);
}

/// Ids of the codebook, in order.
fn codebook_order() -> Vec<String> {
    let codebook = freitext::codebook::Codebook::open("handlungsfelder").unwrap();
    codebook.codes.into_iter().map(|code| code.id).collect()
}

#[test]
fn undo_and_redo_show_what_they_did() {
    let served = Served::review();
    let browser = Browser::of_coder(&served, "Anna", "en");
    browser.wait_for("#decision .verbatim");
    let first = unit(&browser);
    browser.press("k");
    browser.wait("the second answer", || (unit(&browser) != first).then_some(()));
    let second = unit(&browser);
    browser.press("x");
    is_saved(&browser, "2 of 440 reviewed");
    browser.press("u");
    browser.wait("the second answer again", || {
        (unit(&browser) == second).then_some(())
    });
    is_saved(&browser, "1 of 440 reviewed");
    assert_eq!(
        (outcome_of(&served, first), outcome_of(&served, second)),
        (Some(Outcome::NoneFits), None)
    );
    browser.press("u");
    browser.wait("the first answer again", || {
        (unit(&browser) == first).then_some(())
    });
    is_saved(&browser, "0 of 440 reviewed");
    browser.press("Shift+u");
    browser.press("Shift+u");
    is_saved(&browser, "2 of 440 reviewed");
    assert_eq!(outcome_of(&served, second), Some(Outcome::NotCodable));
    // Beyond what this page knows: another page, another day.
    browser.open(&format!("{}/code?unit={first}", served.study_address()));
    browser.wait_for_text("#stands", "no category fits");
    browser.press("u");
    browser.wait("the answer that was undone", || {
        (unit(&browser) == second).then_some(())
    });
    is_saved(&browser, "1 of 440 reviewed");
    browser.is_in_order();
}

#[test]
fn any_code_is_added_by_typing_a_few_of_its_letters() {
    let served = Served::review();
    let browser = Browser::of_coder(&served, "Anna", "de");
    browser.wait_for("#decision .verbatim");
    let here = unit(&browser);
    browser.press("/");
    browser.press("präs");
    browser.wait_for_text("#found [aria-selected=true]", "Präsenz und Kontrolle");
    browser.is_in_order();
    browser.screenshot("code-find-de");
    browser.press("Enter");
    assert_eq!(chosen(&browser), ["praesenz"]);
    browser.press("/");
    browser.press("kultur");
    browser.press("Enter");
    browser.press("a");
    browser.press("zwei Wörter");
    browser.press("Escape");
    browser.press("Enter");
    is_saved(&browser, "1 von 440 geprüft");
    assert_eq!(outcome_of(&served, here), codes(&["praesenz", "kulturell"]));
    let said = said(&served);
    assert_eq!(&*said[0].1.memo, "zwei Wörter");
}

#[test]
fn what_no_code_is_called_becomes_one_while_coding() {
    let served = Served::review();
    let browser = Browser::of_coder(&served, "Anna", "de");
    browser.wait_for("#decision .verbatim");
    let here = unit(&browser);
    browser.press("/");
    browser.press("Tiere & Parks");
    browser.wait_for_text("#found [aria-selected=true]", "Neue Kategorie: Tiere & Parks");
    browser.is_in_order();
    browser.press("Enter");
    browser.wait_for("form input[name=label]");
    browser.is_in_order();
    browser.press("Enter");
    browser.wait_for("#decision [name=code][value=tiere_parks]");
    assert_eq!(unit(&browser), here);
    browser.press("/");
    browser.press("tiere");
    browser.press("Enter");
    browser.press("Enter");
    is_saved(&browser, "1 von 440 geprüft");
    assert_eq!(outcome_of(&served, here), codes(&["tiere_parks"]));
}

#[test]
fn the_page_is_in_order_on_both_screens_and_in_both_languages() {
    let served = Served::review();
    for language in ["de", "en"] {
        let browser = Browser::of_coder(&served, "Anna", language);
        browser.wait_for("#decision .verbatim");
        browser.press("w");
        browser.press("i");
        browser.is_in_order();
        browser.screenshot(&format!("code-{language}"));
        browser.show_on(NARROW);
        browser.is_in_order();
        browser.screenshot(&format!("code-{language}-narrow"));
        browser.press("?");
        browser.wait_for("#keys h3");
        browser.is_in_order();
        browser.screenshot(&format!("code-keys-{language}-narrow"));
    }
}

#[test]
fn what_is_not_saved_is_said_and_sent_again() {
    let served = Served::review();
    let browser = Browser::of_coder(&served, "Anna", "de");
    browser.wait_for("#decision .verbatim");
    let first = unit(&browser);
    // The network is gone for a while. The page would try again by itself: here only when it is told to, so that what comes
    // first does not depend on how fast the machine is.
    browser.run(
        "window.there = window.fetch; window.fetch = () => Promise.reject(new TypeError('gone'));
         const later = window.setTimeout; window.setTimeout = (go, pause) => later(go, pause >= 500 ? 1e8 : pause); return 0",
        &[],
    );
    browser.press("k");
    browser.wait_for_text("#saved.bad", "Nicht gespeichert");
    browser.wait("the next answer all the same", || {
        (unit(&browser) != first).then_some(())
    });
    browser.press("x");
    assert_eq!(said(&served).len(), 0);
    let warns = "const event = new Event('beforeunload', { cancelable: true }); return !dispatchEvent(event)";
    assert_eq!(
        browser.run(warns, &[]),
        json!(true),
        "leaving now would lose something"
    );
    // It comes back, and the first answer gets lost on the way: what was sent twice is done once.
    browser.run(
        "window.lost = 0; window.fetch = async (...call) => { const answer = await window.there(...call);
         if (String(call[0]).endsWith('decide') && window.lost === 0) { window.lost = 1; throw new TypeError('lost'); } return answer; }; return 0",
        &[],
    );
    browser.click("#again");
    browser.wait("the answer to get lost", || {
        (browser.run("return window.lost", &[]) == json!(1)).then_some(())
    });
    browser.wait_for_text("#saved.bad", "Nicht gespeichert");
    browser.click("#again");
    is_saved(&browser, "2 von 440 geprüft");
    assert_eq!(browser.run(warns, &[]), json!(false));
    assert_eq!(said(&served).len(), 2);
    browser.press("u");
    browser.press("u");
    is_saved(&browser, "0 von 440 geprüft");
    assert_eq!(said(&served).len(), 0, "two actions, not three");
}

/// Ten answers, four of which say the same and one nearly.
fn with_twins() -> (tempfile::TempDir, Served) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("antworten.csv");
    let answers = [
        "Mehr Polizei am Bahnhof",
        "mehr Polizei am Bahnhof!",
        "Straßenfeste im Quartier",
        "Mehr  Polizei am Bahnhof",
        "MEHR POLIZEI AM BAHNHOF",
        "Mehr Polizei am Banhof",
        "Sprachkurse",
        "Spielplätze sauber halten",
        "Beratung auf Arabisch",
        "Licht im Park",
    ];
    let mut rows = "id,respondent,text\n".to_owned();
    for (id, text) in (1..).zip(answers) {
        rows += &format!("m-{id},{id},{text}\n");
    }
    std::fs::write(&path, rows).unwrap();
    let served = Served::review_of(&path.to_string_lossy(), "handlungsfelder", &[]);
    (folder, served)
}

#[test]
fn identical_answers_are_decided_with_one_key_and_undone_as_one() {
    let (_folder, served) = with_twins();
    let browser = Browser::of_coder(&served, "Anna", "de");
    browser.open(&format!(
        "{}/code?unit=1&order=respondent",
        served.study_address()
    ));
    browser.wait_for_text(".offer", "3 weitere offene Antworten sagen dasselbe (2, 4, 5)");
    browser.wait_for_text("#beside", "Mehr Polizei am Banhof");
    browser.is_in_order();
    browser.screenshot("code-same-de");
    browser.press("g");
    browser.press(&key(&browser, "praesenz"));
    browser.press("Enter");
    browser.wait("the next answer that is not the same", || {
        (unit(&browser) == 3).then_some(())
    });
    is_saved(&browser, "4 von 10 geprüft");
    let together = said(&served);
    assert_eq!(
        together.iter().map(|(unit, _)| *unit).collect::<Vec<_>>(),
        [1, 2, 4, 5]
    );
    assert!(together.iter().all(|(_, said)| said.uid == together[0].1.uid));
    browser.press("u");
    browser.wait("the first answer again", || (unit(&browser) == 1).then_some(()));
    is_saved(&browser, "0 von 10 geprüft");
    assert_eq!(said(&served).len(), 0);
    browser.press("Shift+u");
    is_saved(&browser, "4 von 10 geprüft");
    // What is nearly the same shows how it was decided.
    browser.open(&format!("{}/code?unit=6", served.study_address()));
    browser.click("#beside button[name=as]");
    assert_eq!(chosen(&browser), ["praesenz"]);
    browser.is_in_order();
}

#[test]
fn a_passage_becomes_an_anchor_example_and_a_code_that_is_gone_is_said() {
    let (_folder, served) = with_twins();
    let browser = Browser::of_coder(&served, "Anna", "en");
    browser.open(&format!("{}/code?unit=3", served.study_address()));
    browser.wait_for(".verbatim");
    browser.press(&key(&browser, "sozial"));
    browser.run(
        "const text = document.querySelector('.verbatim'); getSelection().selectAllChildren(text); return 0",
        &[],
    );
    browser.press("b");
    browser.wait_for("#anchor textarea");
    browser.click("#anchor button");
    browser.wait_for_text("#saved", "In the codebook");
    let codebook = || {
        Study::look(&served.study())
            .unwrap()
            .codebooks()
            .unwrap()
            .remove(0)
            .codebook
    };
    let examples = codebook().code("sozial").unwrap().anchor_examples.clone();
    assert_eq!(
        examples.last().map(String::as_str),
        Some("Straßenfeste im Quartier")
    );

    // Somebody retires the code that is chosen here.
    let retired = codebook()
        .edited(&freitext::codebook::Edit::Retire {
            code: "sozial".into(),
        })
        .unwrap();
    let mut study = Study::open(&served.study()).unwrap();
    study
        .change(|change| change.keep_codebook("handlungsfelder", &retired, 7))
        .unwrap();
    drop(study);
    browser.press("Escape");
    browser.click("#take");
    browser.wait_for_text("#decision [role=alert]", "has no code “sozial” (any more)");
    assert_eq!((unit(&browser), said(&served).len()), (3, 0));
    browser.press("x");
    is_saved(&browser, "1 of 10 reviewed");
}
