//! The codebook while it is in use: a rule with its preview, an entry, codes merged and split, words that no code caught.

use crate::harness::{Browser, NARROW, WIDE};
use crate::served::Served;

#[test]
fn a_rule_shows_what_it_changes_while_it_is_typed() {
    let served = Served::review();
    let browser = Browser::of_coder(&served, "Anna", "de");
    browser.open(&format!("{}/codebook?code=kulturell", served.study_address()));
    browser.wait_for_text("h2", "Kulturelle Integration");
    browser.is_in_order();
    browser.screenshot("codebook-de");

    browser.click("a[href*='codebook/rule?code=kulturell']:not([href*='rule='])");
    browser.wait_for_text("h2", "neue Regel");
    browser.is_in_order();
    browser.fill("textarea[name=find]", "[fest]");
    browser.wait_for_text("#preview-said", "kommen dazu");
    browser.wait_for_text("#preview h3", "Gewonnen");
    let gained = browser.text("#preview .tag.good");
    assert!(gained.starts_with("+ ") && gained != "+ 0", "{gained}");
    assert!(browser.count("#preview mark.ev") > 2);
    browser.is_in_order();
    browser.screenshot("rule-de");

    // Narrower as one types; nothing is saved yet.
    browser.press(" OHNE [straße]");
    browser.wait("fewer gains", || {
        (browser.texts("#preview .tag.good") != [gained.clone()]).then_some(())
    });
    browser.press(" UND (");
    browser.wait_for("#preview .notice.bad .excerpt mark");
    browser.is_in_order();
    browser.screenshot("rule-mistake-de");
    browser.show_on(NARROW);
    browser.is_in_order();
    browser.screenshot("rule-mistake-de-narrow");
    browser.show_on(WIDE);

    browser.fill("textarea[name=find]", "[fest]");
    browser.wait_for_text("#preview .tag.good", &gained);
    browser.click("button[value=keep]");
    browser.wait_for_text(".saved", "Gespeichert");
    browser.wait_for_text("section.panel code", "[fest]");
    browser.is_in_order();
    // Suggestions follow behind the coder's back.
    browser.wait("suggestions by the new rule", || {
        browser.open(&format!("{}/codebook?code=kulturell", served.study_address()));
        browser
            .text(".head")
            .contains("92 nur vorgeschlagen")
            .then_some(())
    });

    // Taken away again, by keyboard alone.
    browser.click("a[aria-label='Regel bearbeiten: [fest]']");
    browser.wait_for_text("#preview h3", "Behalten");
    browser.click("button[value=without]");
    browser.wait_for_text("#preview .notice", "Diese Regel löschen?");
    browser.is_in_order();
    browser.screenshot("rule-delete-de");
    browser.click("button[value=remove]");
    browser.wait_for_text(".saved", "Gespeichert");
    assert!(!browser.texts("section.panel code").contains(&"[fest]".to_owned()));
    browser.open(&format!("{}/versions", served.study_address()));
    browser.wait_for_text("table", "Regel neu: ");
    browser.is_in_order();
    browser.screenshot("versions-de");
}

#[test]
fn codes_are_added_merged_split_and_retired_with_what_it_touches() {
    let served = Served::review();
    let browser = Browser::of_coder(&served, "Bert", "en");
    let page = |path: &str| browser.open(&format!("{}/{path}", served.study_address()));
    page("codebook/new");
    browser.is_in_order();
    browser.screenshot("code-new-en");
    browser.fill("input[name=label]", "Total");
    browser.press("Enter");
    browser.wait_for_text("h2", "Total");
    browser.fill("textarea[name=definition]", "Everything.");
    browser.click("form.panel button.primary");
    browser.wait_for_text(".saved", "Saved");
    browser.click("details.panel summary");
    browser.is_in_order();
    browser.screenshot("codebook-en");
    browser.run("document.querySelector('#into').value = 'sozial'", &[]);
    browser.click("form[action$='codebook/merge'] button");
    browser.wait_for_text("h2", "Merge “Total” into");
    browser.is_in_order();
    browser.screenshot("merge-en");
    browser.click("form[action$='codebook/merge'] button.primary");
    browser.wait_for_text("summary", "Not in use any more (1)");
    page("codebook?code=total_2");
    browser.wait_for_text(".notice", "Merged: counts as");
    browser.is_in_order();
    browser.screenshot("merged-en");

    page("codebook/split?code=sozialraum");
    browser.fill("input[name=label1]", "Light");
    browser.fill("input[name=label2]", "Greenery");
    browser.is_in_order();
    browser.screenshot("split-en");
    browser.click("button[value=tell]");
    browser.wait_for_text("h2", "like this?");
    browser.is_in_order();
    browser.screenshot("split-told-en");
    browser.click("button[value=split]");
    browser.wait_for_text(".notice", "Split into Light, Greenery.");
    page("codebook/retire?code=politisch");
    browser.is_in_order();
    browser.screenshot("retire-en");
    browser.click("button.danger");
    browser.wait_for_text(".notice", "Retired");
    browser.click("button[value=bring_back]");
    browser.wait_for("form.panel input[name=label]");
    page("versions");
    browser.is_in_order();
    browser.screenshot("versions-en");
    browser.show_on(NARROW);
    for (path, name) in [
        ("codebook?code=sozial", "codebook-en-narrow"),
        ("versions", "versions-en-narrow"),
    ] {
        page(path);
        browser.is_in_order();
        browser.screenshot(name);
    }
}

#[test]
fn what_no_code_caught_becomes_a_category() {
    let served = Served::review();
    let browser = Browser::of_coder(&served, "Anna", "de");
    browser.open(&format!("{}/uncaught", served.study_address()));
    browser.wait_for_text("h1", "Noch nicht erfasst");
    browser.is_in_order();
    browser.screenshot("uncaught-de");
    let all = browser.count("input[name=unit]");
    assert!(all > 5, "{all}");
    browser.click("tbody tr:first-child th a");
    browser.wait_for_text("form.panel h2", "Antworten mit");
    browser.is_in_order();
    browser.click("li:first-child input[name=unit]");
    browser.fill("input[name=label]", "Gemeinsam");
    browser.press("Enter");
    browser.wait_for_text("main", "1 Antwort kodieren");
    browser.is_in_order();
    browser.screenshot("gather-de");
    browser.click("button[value=code]");
    browser.wait_for_text("h2", "Gemeinsam");
    browser.wait_for_text(".head", "1 Antwort");
    browser.show_on(NARROW);
    browser.open(&format!("{}/uncaught", served.study_address()));
    browser.wait_for_text("h1", "Noch nicht erfasst");
    browser.is_in_order();
    browser.screenshot("uncaught-de-narrow");
}
