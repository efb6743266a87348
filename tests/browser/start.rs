//! Without a command line: a new study from a dropped file to a downloaded table, in both languages.

use std::path::{Path, PathBuf};

use crate::harness::{Browser, NARROW, WIDE};
use crate::questionnaire::{EXPORT, lss};
use crate::served::Served;

/// What somebody reads on the way.
struct Words {
    language: &'static str,
    studies: &'static str,
    codebook: &'static str,
    read: &'static str,
    suggestions: &'static str,
    made: &'static str,
    shares: &'static str,
    further: &'static str,
    brought: &'static str,
}

const GERMAN: Words = Words {
    language: "de",
    studies: "Studien",
    codebook: "Womit kodiert wird",
    read: "Zeilen gelesen: 458. Neu: Antworten 440, Befragte 268",
    suggestions: "Vorschläge",
    made: "für Einheiten: 426.",
    shares: "Zeilenprozent",
    further: "Weitere Datei",
    brought: "Zeilen gelesen: 2. Neu: Antworten 1, Befragte 1",
};

const ENGLISH: Words = Words {
    language: "en",
    studies: "Studies",
    codebook: "What to code with",
    read: "Rows read: 458. New: answers 440, respondents 268",
    suggestions: "Suggestions",
    made: "for units: 426.",
    shares: "row percents",
    further: "Further file",
    brought: "Rows read: 2. New: answers 1, respondents 1",
};

fn corpus(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora").join(name)
}

/// In order on a wide and on a narrow screen; both are kept as pictures.
fn look(browser: &Browser, name: &str) {
    for (screen, width) in [(NARROW, 380), (WIDE, 1280)] {
        browser.show_on(screen);
        browser.screenshot(&format!("start-{name}-{width}"));
        browser.is_in_order();
    }
}

fn whole_way(words: &Words) {
    let served = Served::start_page();
    let browser = Browser::new(words.language);
    let look = |name: &str| look(&browser, &format!("{name}-{}", words.language));
    browser.downloads_into(&served.path(""));

    browser.open(&served.fresh_link());
    browser.wait_for_text("h1", words.studies);
    look("1-empty");
    browser.drop_file("#drop", &corpus("massnahmen.csv"));
    browser.wait_for_text("h1", "massnahmen.csv");
    assert_eq!(browser.count("input[name=text]:checked"), 1);
    look("2-columns");
    browser.click("button[value=go]");
    browser.wait_for_text("h1", words.codebook);
    look("3-codebook");
    browser.click("input[value=handlungsfelder]");
    browser.click("button.primary");
    browser.wait_for_text("#step[data-finished]", words.read);
    look("4-read");
    browser.click("a.button.primary");
    browser.wait_for("input[name=name]");
    browser.fill("input[name=name]", "Anna Ott");
    browser.press("Enter");
    browser.wait_for_text("h1", words.suggestions);
    look("5-suggest");
    browser.click("button.primary");
    browser.wait_for_text("#step[data-finished]", words.made);
    look("6-suggested");

    let study = browser.url().split("/step").next().unwrap().to_owned();
    browser.open(&format!("{study}/tables"));
    browser.fill_choice("select[name=by]", "amt");
    browser.click(".filters button");
    browser.wait_for_text("main", words.shares);
    look("7-tables");
    browser.fill_choice("select[name=chart]", "bars");
    browser.click(".filters button");
    browser.wait_for("figure.chart svg");
    look("7-chart");
    browser.click("a[href*='charts/svg']");
    assert!(served.downloaded("svg").contains("Stadtplanungsämter"));
    browser.open(&format!("{study}/profiles?by=amt"));
    browser.wait_for("main svg");
    look("7-profiles");
    browser.open(&format!("{study}/tables?by=amt&test=yes&intervals=yes"));
    look("7-tests");
    browser.open(&format!("{study}/tables?by=amt&counting=exclusive&min_cell=5"));
    look("7-hidden");
    browser.open(&format!("{study}/tables?by=amt"));
    browser.click("a[href*='tables/csv']");
    let table = served.downloaded("csv");
    assert!(table.starts_with("group,ansprechpartner,"), "{table}");
    assert!(table.contains("Stadtplanungsämter,"), "{table}");

    browser.open(&format!("{study}/downloads"));
    look("8-files");
    browser.click("button[value=codebook]");
    assert!(served.downloaded("toml").contains("id = \"ansprechpartner\""));
    browser.open(&format!("{study}/study"));
    look("9-study");
    further(&served, &browser, &study, words);
    browser.open(&served.address());
    browser.wait_for_text("ul.lines", "massnahmen");
    look("10-recent");
}

/// A further file into the same study: one answer that is there already, and a new one.
fn further(served: &Served, browser: &Browser, study: &str, words: &Words) {
    let look = |name: &str| look(browser, &format!("{name}-{}", words.language));
    let massnahmen = std::fs::read_to_string(corpus("massnahmen.csv")).unwrap();
    let known: Vec<&str> = massnahmen.lines().take(2).collect();
    let columns = known[0].split(',').map(|heading| match heading {
        "id" => "neu-1",
        "respondent" => "neu",
        "text" => "mehr Licht und Sprachkurse in der ganzen Stadt",
        _ => "",
    });
    let new: Vec<&str> = columns.collect();
    let later = format!("{}\n{}\n{}\n", known[0], known[1], new.join(","));
    std::fs::write(served.path("später.csv"), later).unwrap();
    browser.open(&format!("{study}/import"));
    browser.wait_for_text("h2", words.further);
    look("import-1");
    browser.drop_file("#drop", &served.path("später.csv"));
    browser.wait_for_text("h1", "später.csv");
    assert_eq!(browser.count("input[name=text]:checked"), 1);
    look("import-2-columns");
    browser.click("button[value=go]");
    browser.wait_for_text("#step[data-finished]", words.brought);
    look("import-3-read");
    browser.open(&format!("{study}/log"));
    browser.wait_for_text("td", "später.csv");
    look("log");
    browser.open(&format!("{study}/study"));
    browser.click("form[action$='study/copy'] button");
    browser.wait_for_text("#step[data-finished]", ".safety-backup");
    browser.click("a.button.primary");
    browser.wait_for_text("ul.lines code", ".safety-backup");
    look("copied");
}

#[test]
fn a_new_study_from_a_dropped_file_to_a_downloaded_table() {
    whole_way(&GERMAN);
}

#[test]
fn the_same_in_english() {
    whole_way(&ENGLISH);
}

#[test]
fn a_long_step_shows_how_far_it_is_and_can_be_ended() {
    let served = Served::start_page();
    let rows: String = (0..60_000)
        .map(|row| format!("{row},mehr Licht und Sprachkurse in der ganzen Stadt {row}\n"))
        .collect();
    std::fs::write(served.path("lang.csv"), format!("id,text\n{rows}")).unwrap();
    let browser = Browser::new("de");
    browser.open(&served.fresh_link());
    browser.fill(
        "#drop input[type=file]",
        &served.path("lang.csv").display().to_string(),
    );
    browser.wait_for_text("h1", "lang.csv");
    browser.click("button[value=go]");
    browser.click("input[value=handlungsfelder]");
    browser.click("button.primary");
    browser.wait_for_text("#step[data-running]", "Antworten einlesen");
    look(&browser, "running-de");
    browser.click("#step button");
    browser.wait_for_text("main", "Alles ist so, wie es vorher war.");
    look(&browser, "cancelled-de");
    assert_eq!(served.names_of_studies(), Vec::<String>::new());
}

#[test]
fn an_export_of_limesurvey_gets_its_questionnaire_and_a_project_comes_back() {
    let served = Served::start_page();
    std::fs::write(served.path("export.csv"), EXPORT).unwrap();
    std::fs::write(served.path("survey_7.lss"), lss()).unwrap();
    let browser = Browser::new("de");
    let look = |name: &str| look(&browser, &format!("survey-{name}"));
    browser.downloads_into(&served.path(""));
    browser.open(&served.fresh_link());
    browser.drop_file("#drop", &served.path("export.csv"));
    browser.wait_for_text("main", "Die Datei ist ein Export von LimeSurvey.");
    look("1-alone");
    // It is sent as soon as it is chosen.
    let file = served.path("survey_7.lss").display().to_string();
    browser.fill("input[name=questionnaire]", &file);
    browser.wait_for_text("main", "Ohne diesen Fragebogen");
    look("2-questionnaire");
    browser.click("button[value=go]");
    browser.click("input[value=handlungsfelder]");
    browser.click("button.primary");
    browser.wait_for("#step[data-finished]");
    browser.click("a.button.primary");
    browser.wait_for("input[name=name]");
    browser.fill("input[name=name]", "Anna Ott");
    browser.press("Enter");
    browser.wait_for(".who");
    let study = browser.url().split("/suggest").next().unwrap().to_owned();
    for page in ["code", "grid", "tables?by=amt", "items", "progress?by=amt"] {
        browser.open(&format!("{study}/{page}"));
        browser.wait_for_text("main", "Ihr Amt");
        look(&format!("3-{}", page.split('?').next().unwrap()));
    }
    browser.open(&format!("{study}/downloads"));
    browser.click("button[value=qdpx]");
    let project = served.downloaded_file("qdpx");
    browser.open(&format!("{study}/import"));
    browser.drop_file("#drop", &project);
    browser.wait_for_text("main", "Das Projekt bringt Codes und Kodierungen mit");
    look("4-project");
    browser.open(&served.address());
    browser.drop_file("#drop", &project);
    browser.wait_for_text("main", "Das Projekt bringt Codes und Kodierungen mit");
    browser.click("button[value=go]");
    browser.wait_for_text("main", "Die Codes des Projekts");
    look("5-project-codebook");
}

#[test]
fn a_sheet_that_is_ticked_is_read_along_at_once() {
    let served = Served::start_page();
    let mut book = rust_xlsxwriter::Workbook::new();
    for wave in ["2024", "2026"] {
        let sheet = book.add_worksheet().set_name(wave).unwrap();
        sheet.write_row(0, 0, ["nr", "antwort"]).unwrap();
        for row in 1..4 {
            let cells = [
                row.to_string(),
                format!("mehr Licht und Sprachkurse {wave} in Straße {row}"),
            ];
            sheet.write_row(row, 0, cells).unwrap();
        }
    }
    book.save(served.path("wellen.xlsx")).unwrap();
    let browser = Browser::new("de");
    browser.open(&served.fresh_link());
    browser.drop_file("#drop", &served.path("wellen.xlsx"));
    browser.wait_for_text("main", "3 Zeilen");
    look(&browser, "sheets-1-one");
    browser.click("input[name=sheet][value='2026']");
    browser.wait_for_text("main", "6 Zeilen");
    look(&browser, "sheets-2-both");
}
