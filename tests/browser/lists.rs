//! Lists of answers in a real browser: sweeping through one code by keyboard, changing many answers at once and taking it
//! back, filters that a bookmark keeps.

use crate::harness::{Browser, NARROW, WIDE};
use crate::served::Served;

/// `sweep/{code}` of the code with most to answer.
fn sweep(served: &Served, language: &str) -> Browser {
    let browser = Browser::of_coder(served, "Anna Ott", language);
    browser.open(&format!("{}/sweep", served.study_address()));
    browser.wait_for(".sweep > li[aria-current]");
    browser
}

#[test]
fn one_code_is_swept_through_by_keyboard() {
    let served = Served::review();
    let browser = sweep(&served, "de");
    browser.is_in_order();
    browser.screenshot("sweep-de");
    let open: usize = browser.text("#open .n").parse().unwrap();
    assert!(open > 20, "{open}");
    for key in ["j", "j", "f", "ArrowDown", "j"] {
        browser.press(key);
    }
    let said = |number: usize| {
        let script = "return document.querySelectorAll('.sweep > li')[arguments[0]].dataset.said ?? ''";
        browser.run(script, &[number.into()]).as_str().unwrap().to_owned()
    };
    let all = || (0..6).map(said).collect::<Vec<_>>();
    assert_eq!(all(), ["yes", "yes", "no", "", "yes", ""], "shown at once");
    browser.wait_for_text("#saved", "Gespeichert");
    browser.wait_for_text("#open", &(open - 4).to_string());
    assert_eq!(browser.text(".tree [aria-current] .n"), (open - 4).to_string());
    browser.is_in_order();
    browser.screenshot("sweep-said-de");
    browser.press("u");
    browser.press("u");
    browser.wait_for_text("#open", &(open - 2).to_string());
    assert_eq!(all(), ["yes", "yes", "", "", "", ""]);
    browser.press("Shift+U");
    browser.wait_for_text("#no", "1");
    assert_eq!(all(), ["yes", "yes", "no", "", "", ""]);

    // What is on disk is what is shown.
    browser.open(&format!("{}?show=all", browser.url()));
    browser.wait_for(".sweep");
    let count = |said: &str| browser.count(&format!(".sweep > li[data-said={said}]"));
    assert_eq!((count("yes"), count("no")), (2, 1));
    browser.show_on(NARROW);
    browser.is_in_order();
    browser.screenshot("sweep-de-narrow");

    // All that is left, told first and undone as one.
    browser.show_on(WIDE);
    let url = browser.url();
    browser.open(url.trim_end_matches("?show=all"));
    browser.click("a[href*='/rest']");
    browser.wait_for_text("h1", "Was sich ändert");
    browser.is_in_order();
    browser.screenshot("sweep-rest-de");
    browser.click(".panel button.primary");
    browser.wait_for_text(".panel.empty", "Hier ist kein Vorschlag mehr offen");
    browser.is_in_order();
    browser.screenshot("sweep-empty-de");
    browser.press("u");
    browser.wait_for(".sweep");
    assert_eq!(browser.count(".sweep > li"), open - 3);
}

#[test]
fn many_answers_are_changed_at_once_and_taken_back_as_one() {
    let served = Served::review();
    let browser = Browser::of_coder(&served, "Anna Ott", "de");
    browser.open(&format!("{}/grid", served.study_address()));
    browser.wait_for_text("#grid p", "458 Antworten");
    browser.is_in_order();
    browser.screenshot("grid-de");

    // What is filtered stands in the address.
    browser.fill("#q", "streetwork* ODER [quartier]");
    browser.press("Enter");
    browser.wait_for(".grid mark.hit");
    let found: usize = browser
        .text("#grid p b")
        .split(' ')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    assert!((5..200).contains(&found), "{found}");
    assert!(
        browser.url().contains("q=streetwork*+ODER+%5Bquartier%5D"),
        "{}",
        browser.url()
    );
    browser.is_in_order();
    browser.screenshot("grid-search-de");

    browser.click(".grid tbody tr:nth-child(2) input");
    browser.run(
        "document.querySelector('.grid tbody tr:nth-child(5) input')
           .dispatchEvent(new MouseEvent('click', { shiftKey: true, bubbles: true }))",
        &[],
    );
    browser.wait_for_text("#chosen", "4 Antworten ausgewählt");
    browser.click("button[value=accept]");
    browser.wait_for_text("dialog h2", "Was sich ändert");
    browser.wait_for_text("dialog dl.figures", "werden geändert");
    browser.is_in_order();
    browser.screenshot("grid-change-de");
    browser.click("dialog button.primary");
    browser.wait_for_text(".notice", "4 Antworten geändert.");
    assert_eq!(browser.count(".grid .tag.good"), 4);
    browser.is_in_order();
    browser.show_on(NARROW);
    browser.is_in_order();
    browser.screenshot("grid-changed-de-narrow");
    browser.show_on(WIDE);
    browser.press("u");
    browser.wait("nothing to be coded", || {
        (browser.count(".grid .tag.good") == 0).then_some(())
    });

    // All that are found, on whatever page.
    browser.open(&format!("{}/grid?lang=en", served.study_address()));
    browser.press("ArrowRight");
    browser.wait_for("nav a[rel=prev]");
    browser.click("#all");
    browser.wait_for_text("#chosen", "458 answers selected");
    browser.run("document.querySelector('.more-edits').open = true", &[]);
    browser.click("button[value=defer]");
    browser.wait_for_text("dialog button.primary", "Change 440 answers");
    browser.is_in_order();
    browser.screenshot("grid-change-en");
    browser.click("dialog button.primary");
    browser.wait_for_text(".notice", "440 answers changed.");
    browser.screenshot("grid-deferred-en");
    browser.click(".notice button");
    browser.wait("nothing to be deferred", || {
        (browser.count(".grid .tag.warn") == 0).then_some(())
    });

    // Columns are chosen, and kept in the address with the order.
    browser.run(
        "for (const one of document.querySelectorAll('#main details')) one.open = true",
        &[],
    );
    browser.click("input[name=col][value=score]");
    browser.click("#main details form button.mini");
    browser.wait_for_address("col=codes&col=status&col=coders&col=%3Damt&col=%3Dcodes");
    browser.click("thead th:nth-child(2) a");
    browser.wait_for("th[aria-sort=ascending]");
    assert!(
        browser.url().contains("col=%3Damt") && browser.url().ends_with("sort=id"),
        "{}",
        browser.url()
    );
}

#[test]
fn answers_are_searched_and_a_search_becomes_a_rule() {
    let served = Served::review();
    let browser = Browser::of_coder(&served, "Anna Ott", "de");
    browser.open(&format!("{}/search", served.study_address()));
    browser.wait_for(".query:focus");
    browser.is_in_order();
    browser.press("streetwork* ODER [quartier]");
    browser.press("Enter");
    browser.wait_for(".lines mark.hit");
    browser.wait_for_text("main p", "von 440 Antworten");
    browser.is_in_order();
    browser.screenshot("search-de");
    browser.press("/");
    browser.wait_for(".query:focus");
    for (shown, seen) in [("context", ".kwic mark.hit"), ("forms", "caption code")] {
        for (language, screen) in [("de", WIDE), ("en", NARROW)] {
            browser.show_on(screen);
            let query = "[sprache]%20OR%20sicherheit";
            browser.open(&format!(
                "{}/search?q={query}&as={shown}&lang={language}",
                served.study_address()
            ));
            browser.wait_for(seen);
            browser.is_in_order();
            browser.screenshot(&format!("search-{shown}-{language}"));
        }
    }
    browser.open(&format!(
        "{}/search?q=licht%20AND%20(&lang=en",
        served.study_address()
    ));
    browser.wait_for(".notice pre mark");
    browser.is_in_order();
    browser.show_on(WIDE);

    // From an answer to where it is coded, and from a search to a rule.
    browser.open(&format!("{}/search?q=streetwork*", served.study_address()));
    browser.click(".lines a");
    browser.wait_for(".verbatim");
    browser.open(&format!("{}/search?q=skate*", served.study_address()));
    browser.click("a[href*='codebook/rule']");
    browser.click(".panel button.primary");
    browser.wait_for("[data-said]");
    browser.is_in_order();
}

#[test]
fn suggestions_are_measured_on_what_is_reviewed() {
    let served = Served::review();
    let browser = Browser::of_coder(&served, "Anna Ott", "de");
    browser.open(&format!("{}/evaluation", served.study_address()));
    browser.wait_for_text("main", "Noch ist zu wenig geprüft");
    browser.is_in_order();
    browser.open(&format!("{}/grid", served.study_address()));
    browser.click("#all-of-page");
    browser.click("button[value=accept]");
    browser.click("dialog button.primary");
    browser.wait_for(".notice");
    browser.open(&format!("{}/evaluation", served.study_address()));
    browser.run("document.querySelector('main details').open = true", &[]);
    browser.is_in_order();
    browser.screenshot("evaluation-de");
    browser.click("input[value=rules]");
    browser.click("input[name=predictions]");
    browser.click("main form button.primary");
    browser.wait_for("#step[data-finished] table");
    browser.wait_for_text("#file", "predictions.csv");
    browser.is_in_order();
    browser.screenshot("evaluation-told-de");
    browser.show_on(NARROW);
    browser.open(&format!("{}?lang=en", browser.url()));
    browser.wait_for_text("main", "each judged by all others");
    browser.is_in_order();
    browser.open(&format!("{}/evaluation?lang=en", served.study_address()));
    browser.run("document.querySelector('main details').open = true", &[]);
    browser.is_in_order();
    browser.screenshot("evaluation-en-narrow");
}

#[test]
fn progress_tells_what_is_reviewed_and_how_fast() {
    let served = Served::review();
    let browser = sweep(&served, "de");
    for _ in 0..12 {
        browser.press("j");
    }
    browser.wait_for_text("#saved", "Gespeichert");
    browser.open(&format!("{}/progress", served.study_address()));
    browser.wait_for_text("dl.figures", "Antworten in der Minute");
    browser.wait_for_text("main", "Nach amt");
    browser.is_in_order();
    browser.screenshot("progress-de");
    browser.show_on(NARROW);
    browser.is_in_order();
    browser.screenshot("progress-de-narrow");
    browser.show_on(WIDE);

    // Somebody decides in another window; the page follows by itself.
    let reviewed = || browser.texts("dl.figures dd").swap_remove(0);
    let decided = reviewed();
    let other = sweep(&served, "en");
    other.run(
        "document.querySelectorAll('.sweep [name=no]').forEach((button, at) => at < 5 && button.click())",
        &[],
    );
    other.wait_for_text("#saved", "Saved");
    other.open(&format!(
        "{}/grid?code=praesenz&by=suggested",
        served.study_address()
    ));
    other.wait_for("#all-of-page");
    other.click("#all-of-page");
    other.click("button[value=accept]");
    other.click("dialog button.primary");
    other.wait_for(".notice");
    browser.wait("more to be decided", || (reviewed() != decided).then_some(()));
    browser.is_in_order();
    other.open(&format!("{}/progress?whose=all&by=codes", served.study_address()));
    other.wait_for_text("main", "By codes");
    other.is_in_order();
    other.screenshot("progress-en");
    other.run("window.scrollTo(0, 900)", &[]);
    other.screenshot("progress-end-en");
}

#[test]
fn answers_that_say_the_same_are_decided_together() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("answers.csv");
    let answers = [
        ("Ordnungsamt", "Streetwork am Busbahnhof"),
        ("Ordnungsamt", "Streetwork am Busbahnhof"),
        ("Jugendamt", "streetwork am busbahnhof!"),
        ("Sozialamt", "Streetwork am Busbahnhof."),
        ("Ordnungsamt", "Integrationsbeirat"),
        ("Jugendamt", "Integrationsbeirat"),
        ("Sozialamt", "Beleuchtung am Fußweg zum Bahnhof"),
        ("Sozialamt", "Beleuchtung am Fußweg zum Südbahnhof"),
        ("Jugendamt", "Fahrradkurse für geflüchtete Frauen"),
        ("Jugendamt", "Fahrradkurse für Frauen"),
    ];
    let mut csv = "id,respondent,amt,text\n".to_owned();
    for (at, (office, text)) in answers.iter().enumerate() {
        csv += &format!("a{at},{at},{office},{text}\n");
    }
    std::fs::write(&file, csv).unwrap();
    let served = Served::review_of(&file.to_string_lossy(), "handlungsfelder", &[]);
    let browser = Browser::of_coder(&served, "Anna Ott", "de");
    let grid = |rows: &[usize], edit: &str, code: &str| {
        browser.open(&format!("{}/grid?sort=id", served.study_address()));
        browser.wait_for(".grid");
        for row in rows {
            browser.click(&format!(".grid tbody tr:nth-child({row}) input"));
        }
        browser.run(
            "document.querySelector('[name=give]').value = arguments[0]; document.querySelector('.more-edits').open = true",
            &[code.into()],
        );
        browser.click(&format!("button[value={edit}]"));
        browser.wait_for("dialog dl.figures");
        // What has no other suggestions is whole already.
        if browser.count("dialog button.primary") > 0 {
            browser.click("dialog button.primary");
            browser.wait_for(".notice");
        }
    };
    grid(&[1, 3], "give", "sozialraum");
    grid(&[1, 3], "finish", "sozialraum");
    grid(&[2], "not_codable", "sozialraum");
    grid(&[5], "give", "politisch");
    grid(&[7, 10], "give", "planen");
    grid(&[7, 10], "finish", "planen");
    browser.open(&format!("{}/same", served.study_address()));
    browser.wait_for_text("main", "1 von 2 Gruppen");
    browser.wait_for_text("main", "Beinahe gleich");
    browser.is_in_order();
    browser.screenshot("same-de");
    browser.show_on(NARROW);
    browser.is_in_order();
    browser.screenshot("same-de-narrow");
    browser.show_on(WIDE);
    browser.click("form[action$='same/all'] button");
    browser.wait_for_text(".notice", "geändert");
    browser.wait_for_text("main", "0 von 2 Gruppen");
    browser.is_in_order();
    browser.press("u");
    browser.wait_for_text("main", "1 von 2 Gruppen");
    browser.click("form[action$='same/leave'] button");
    browser.wait_for_text("main", "0 von 2 Gruppen");
    browser.click(".lang a[lang=en]");
    browser.wait_for_text("h1", "Same answer, coded differently");
    browser.is_in_order();
    browser.screenshot("same-en");
}
