//! Pages of figures that need two files in one study: closed questions, codes together, change between waves, corrected shares.

use crate::harness::{Browser, NARROW, WIDE};
use crate::served::Served;

#[test]
fn figures_of_two_waves_are_in_order_in_both_languages_and_widths() {
    let served = Served::review_of_two_waves();
    let browser = Browser::of_coder(&served, "Anna Ott", "de");
    let pages = [
        (
            "items",
            "items?column=wichtig_vielfalt&column=wichtig_sicherheit&by=amt&question=hemmnis",
        ),
        (
            "scale",
            "items?column=haltung_bereicherung&column=haltung_konflikte&column=haltung_anpassung&by=amt",
        ),
        ("words", "items?column=zustimmung_netzwerk"),
        ("together", "cooccurrence?codebook=handlungsfelder&question=text"),
        (
            "between",
            "cooccurrence?codebook=handlungsfelder&question=text&with=hemmnisse&with-question=hemmnis",
        ),
        ("change", "change?codebook=handlungsfelder"),
        ("corrected", "corrected?codebook=handlungsfelder"),
    ];
    for (language, screen, size) in [("de", "wide", WIDE), ("en", "narrow", NARROW)] {
        browser.show_on(size);
        for (name, page) in pages {
            browser.open(&format!("{}/{page}&lang={language}", served.study_address()));
            browser.is_in_order();
            browser.screenshot(&format!("counts-{name}-{language}-{screen}"));
        }
    }
    // Too few were picked at random: the step says so.
    browser.click("main form button.primary");
    browser.wait_for("#step[data-finished] table");
    browser.wait_for_text("main", "Correcting takes at least 25 units");
    browser.is_in_order();
    browser.show_on(WIDE);
    browser.open(&format!("{}?lang=de", browser.url()));
    browser.is_in_order();
    browser.screenshot("counts-corrected-told-de");
}
