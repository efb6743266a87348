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
