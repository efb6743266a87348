//! Keys switched off in a browser: pressing one does nothing, buttons do everything.

use serde_json::json;

use crate::harness::{Browser, NARROW, WIDE};
use crate::served::Served;

/// The unit that is shown.
fn unit(browser: &Browser) -> i64 {
    let script = "return Number(document.getElementById('decision').dataset.unit)";
    browser.run(script, &[]).as_i64().unwrap()
}

/// After these keys everything on the page is as it was.
fn nothing_happens(browser: &Browser, keys: &[&str]) {
    let shown = || {
        let script = "return [location.href, document.activeElement.outerHTML.slice(0, 200), document.getElementById('main').innerHTML]";
        browser.run(script, &[])
    };
    let before = shown();
    for key in keys {
        browser.press(key);
    }
    std::thread::sleep(std::time::Duration::from_millis(200));
    assert_eq!(shown(), before, "after {keys:?}");
}

#[test]
fn keys_that_are_switched_off_do_nothing_and_buttons_do_everything() {
    let served = Served::review();
    let browser = Browser::of_coder(&served, "Anna Ott", "de");
    let page = |path: &str| browser.open(&format!("{}/{path}", served.study_address()));
    page("settings");
    browser.wait_for_text("main", "Tasten in diesem Browser");
    browser.is_in_order();
    browser.screenshot("keys-on-settings-de");
    browser.click("main form[action='/keys'] button");
    browser.wait_for_text("main", "Die Tasten sind in diesem Browser abgeschaltet");
    browser.wait_for_address("/settings");
    for (screen, width) in [(NARROW, 380), (WIDE, 1280)] {
        browser.show_on(screen);
        browser.is_in_order();
        browser.screenshot(&format!("keys-off-settings-de-{width}"));
    }

    page("code");
    browser.wait_for("#decision .verbatim");
    nothing_happens(
        &browser,
        &["1", "k", "x", "z", "l", "?", "/", "a", "Shift+u", "ArrowRight"],
    );
    assert_eq!(
        browser.count("[aria-keyshortcuts]"),
        0,
        "nothing is announced that does not work"
    );
    let seen = "return [...document.querySelectorAll('main kbd, .actions kbd')].filter((key) => key.checkVisibility()).length";
    assert_eq!(browser.run(seen, &[]), json!(0));
    let title = browser.run("return document.querySelector('[value=none_fits]').title", &[]);
    assert_eq!(title, json!("keine Kategorie trifft zu"));
    browser.is_in_order();
    browser.screenshot("keys-off-code-de");
    let first = unit(&browser);
    browser.click("button[value=none_fits]");
    browser.wait("the next answer", || (unit(&browser) != first).then_some(()));
    browser.wait_for_text("#reached", "1 von 440 geprüft");
    // What is drawn later carries no key either.
    nothing_happens(&browser, &["k", "b", "w"]);
    browser.click("#undo button");
    browser.wait_for_text("#reached", "0 von 440 geprüft");

    page("sweep");
    browser.wait_for(".sweep > li[aria-current]");
    nothing_happens(&browser, &["j", "f", "ArrowDown", "u"]);
    browser.click("#say button[value=yes]");
    browser.wait_for_text("#yes", "1");

    // Another browser has its keys; this one gets them back from the help.
    let other = Browser::of_coder(&served, "Bert", "en");
    other.wait_for("#decision .verbatim");
    let first = unit(&other);
    other.press("k");
    other.wait("the next answer", || (unit(&other) != first).then_some(()));
    other.press("?");
    other.wait_for_text("#keys", "Single keys do something here.");
    other.is_in_order();
    other.screenshot("keys-help-en");
    page("code");
    browser.click("[popovertarget=keys]");
    browser.wait_for_text("#keys", "Die Tasten sind in diesem Browser abgeschaltet");
    browser.is_in_order();
    browser.screenshot("keys-off-help-de");
    browser.click("#keys form[action='/keys'] button");
    browser.wait_for_address("/code");
    browser.wait_for("#decision .verbatim");
    assert!(browser.count("[aria-keyshortcuts]") > 10);
    let first = unit(&browser);
    browser.press("k");
    browser.wait("the next answer", || (unit(&browser) != first).then_some(()));
}
