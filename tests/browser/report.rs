//! The report: chosen on its page, looked at in both languages and widths.

use crate::harness::{Browser, NARROW, WIDE};
use crate::served::Served;

#[test]
fn the_report_is_in_order_in_both_languages_and_widths() {
    let served = Served::review();
    let browser = Browser::of_coder(&served, "Anna Ott", "de");
    for (language, screen, size) in [("de", "wide", WIDE), ("en", "narrow", NARROW)] {
        browser.show_on(size);
        browser.open(&format!("{}/report?lang={language}", served.study_address()));
        browser.is_in_order();
        browser.screenshot(&format!("report-asked-{language}-{screen}"));
        browser.click("main form button.primary");
        browser.wait_for("#origins");
        browser.is_in_order();
        browser.screenshot(&format!("report-{language}-{screen}"));
        // A figure leads to where it comes from.
        browser.click("p.said a.figure");
        assert!(browser.url().contains("#z"), "{}", browser.url());
    }
}
