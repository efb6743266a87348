//! Signing in: the link of the terminal, the question who codes, a further browser, both languages.

use crate::harness::{Browser, NARROW};
use crate::served::Served;

#[test]
fn the_printed_link_leads_to_the_study_once() {
    let served = Served::review();
    let browser = Browser::new("de");
    browser.open(served.printed_link());
    browser.wait_for_text("h1", "Wer kodiert?");
    browser.is_in_order();
    browser.screenshot("who-de");
    browser.fill("input[name=name]", "Anna Ott");
    browser.press("Enter");
    browser.wait_for_text(".who", "Anna Ott");
    browser.wait_for_address("/code");
    browser.open(&format!("{}/study", served.study_address()));
    browser.wait_for_text("dl.figures", "440");
    assert_eq!(browser.count("dl.figures dd"), 3);
    browser.is_in_order();
    browser.screenshot("study-de");

    let stranger = Browser::new("en");
    stranger.open(served.printed_link());
    stranger.wait_for_text("[role=alert]", "This link has been used before");
    stranger.screenshot("used-link-en");
    stranger.open(&served.study_address());
    stranger.wait_for_text("[role=alert]", "This browser is not signed in.");

    // A further browser is signed in by one that is.
    browser.click(".who");
    browser.wait_for_text("main", "Anna Ott");
    browser.is_in_order();
    browser.click("form[action='/another'] button");
    let link = browser.text("#link");
    browser.is_in_order();
    stranger.console_errors();
    stranger.open(&link);
    stranger.wait_for_text("h1", "Who codes?");
    stranger.click("button[value='Anna Ott']");
    stranger.wait_for_text(".who", "Anna Ott");
    stranger.is_in_order();
    stranger.screenshot("study-en");
}

#[test]
fn the_language_is_the_browsers_until_another_is_chosen() {
    let served = Served::review();
    let browser = Browser::of_coder(&served, "Bert", "en");
    browser.open(&format!("{}/study", served.study_address()));
    browser.wait_for_text("dl.figures", "Open-ended answers");
    browser.show_on(NARROW);
    browser.is_in_order();
    browser.screenshot("study-en-narrow");
    browser.click(".lang a[lang=de]");
    browser.wait_for_text("dl.figures", "Freitextantworten");
    browser.is_in_order();
    browser.open(&format!("{}/study", served.study_address()));
    browser.wait_for_text("dl.figures", "Freitextantworten");
    browser.press("?");
    browser.wait_for_text("#keys", "Tasten zeigen");
    browser.is_in_order();
    browser.screenshot("keys-de-narrow");
    browser.press("Escape");
    browser.open(&format!("{}/nirgends", served.study_address()));
    browser.wait_for_text("[role=alert]", "Diese Seite gibt es nicht.");
    browser.screenshot("nowhere-de-narrow");
}

#[test]
fn the_start_page_opens_a_study_of_this_machine() {
    let served = Served::review();
    let start = Served::start_page();
    let browser = Browser::new("de");
    browser.open(&start.fresh_link());
    browser.wait_for_text("h1", "Studien");
    browser.is_in_order();
    browser.screenshot("start-de");
    browser.fill("input[name=path]", "/nirgends.freitext");
    browser.press("Enter");
    browser.wait_for_text("[role=alert]", "gibt es nicht");
    browser.console_errors();
    browser.open(&start.address());
    browser.fill("input[name=path]", &served.study().to_string_lossy());
    browser.press("Enter");
    browser.wait_for_text("h1", "Wer kodiert?");
}

#[test]
fn in_a_network_a_coder_signs_in_with_a_passphrase() {
    let network = ["--host", "127.0.0.1", "--coder", "Anna Ott", "Bert"];
    let served = Served::review_of("massnahmen.csv", "handlungsfelder", &network);
    let passphrase = served.new_passphrase("Anna Ott");
    let browser = Browser::new("de");
    browser.open(served.printed_link());
    browser.wait_for_text("h1", "Anmelden");
    browser.is_in_order();
    browser.screenshot("sign-in-de");
    browser.fill("input[name=name]", "Anna Ott");
    browser.fill("input[name=passphrase]", "geraten");
    browser.press("Enter");
    browser.wait_for_text("[role=alert]", "Name oder Kennwort stimmt nicht.");
    browser.console_errors();
    browser.show_on(NARROW);
    browser.is_in_order();
    browser.screenshot("sign-in-wrong-de-narrow");
    browser.fill("input[name=passphrase]", &passphrase.to_uppercase());
    browser.press("Enter");
    browser.wait_for_text(".who", "Anna Ott");
    browser.click(".who");
    browser.wait_for_text("h1", "Wer kodiert?");
    browser.is_in_order();
    browser.screenshot("signed-in-de-narrow");
    browser.click("form[action='/sign-out'] button");
    browser.wait_for_text("h1", "Anmelden");
}
