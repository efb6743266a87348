//! Pages of a study: suggestions with their settings, what the machine accepts, tables and files.

use axum::http::StatusCode;
use freitext::study::Study;

use super::House;

#[test]
fn settings_that_cannot_be_meant_are_said_on_the_page() {
    let house = House::new();
    let study = house.study();
    let page = format!("{study}/suggest");
    for (fields, sentence) in [
        (
            &[("min-score", "2")][..],
            "“Suggest from” 2 does not lie between 0 and 1.",
        ),
        (&[("min-score", "viel")], "“viel” is no number."),
        (&[("method", "magic")], "There is no method “magic”."),
        (&[("accept-above", "0")], "“Accept from” 0 is no probability"),
        (
            &[("accept-above", "0.9"), ("method", "rules")],
            "gives no probabilities",
        ),
        (
            &[("from", "/x"), ("method", "rules")],
            "learns nothing from decisions",
        ),
    ] {
        let mut all = vec![("codebook", "handlungsfelder")];
        all.extend(fields);
        let refused = house.post(&page, &all);
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{sentence}");
        refused.says(&[sentence]);
    }
    let begun = house.post(
        &page,
        &[("codebook", "handlungsfelder"), ("from", "/nirgends.freitext")],
    );
    house
        .finished(&begun.to)
        .says(&["There is no study file", "Everything is as it was before."]);
    let begun = house.post(&page, &[("codebook", "handlungsfelder"), ("accept-above", "0,9")]);
    house
        .finished(&begun.to)
        .says(&["So far 0 units are reviewed", "Everything is as it was before."]);
    let read = Study::look(&house.path("Welle 1.freitext")).unwrap();
    assert!(read.latest_run("handlungsfelder").unwrap().is_none());
    let begun = house.post(
        &page,
        &[
            ("codebook", "handlungsfelder"),
            ("min-score", "0,5"),
            ("method", "rules"),
        ],
    );
    house.finished(&begun.to).says(&["Suggestions: "]);
    let run = read.latest_run("handlungsfelder").unwrap().unwrap();
    assert!(run.settings.contains("\"min_score\":0.5"), "{}", run.settings);
    let back = house.post(&page, &[("codebook", "handlungsfelder"), ("take-back", "1")]);
    house.finished(&back.to).says(&["Taken back, for units: 0."]);
}

#[test]
fn every_export_can_be_fetched() {
    let house = House::new();
    let study = house.study();
    let begun = house.post(&format!("{study}/suggest"), &[("codebook", "handlungsfelder")]);
    house.finished(&begun.to);
    for exporter in freitext::export::ALL {
        let made = house.post(
            &format!("{study}/downloads"),
            &[("as", exporter.name()), ("by", "amt"), ("language", "de")],
        );
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        let step = made.to.trim_end_matches("/file");
        house.finished(step);
        let file = house.get(&format!("{step}/file"));
        assert_eq!(file.status, StatusCode::OK, "{}", exporter.name());
        assert!(
            file.file.contains(&format!(".{}\"", exporter.ending())),
            "{}",
            file.file
        );
        assert!(file.text.len() > 500, "{}: {}", exporter.name(), file.text);
    }
    let none = house.post(&format!("{study}/downloads"), &[("as", "spss")]);
    none.says(&["There is no such file."]);
    assert_eq!(
        house.get(&format!("{study}/step/99/file")).status,
        StatusCode::NOT_FOUND
    );
}

#[test]
fn tables_are_made_as_they_are_asked_for() {
    let house = House::new();
    let study = house.study();
    let begun = house.post(&format!("{study}/suggest"), &[("codebook", "handlungsfelder")]);
    house.finished(&begun.to);
    let page = |asked: &str| house.get(&format!("{study}/tables?{asked}"));
    page("").says(&["Percent of cases", "Percent of mentions", "Mentions are counted"]);
    page("counting=exclusive&base=respondents&order=count&top=3&level=dimensions")
        .says(&["Every respondent counts exactly once"]);
    page("by=amt&by=wave&groups=alphabetical").says(&["by amt", "by wave", "row percents"]);
    page("by=amt&counting=exclusive&test=yes&intervals=yes&draws=200").says(&[
        "Do the groups differ? Fields of action by amt",
        "Adjusted standardised residuals",
        "row percents with 95 % interval",
    ]);
    page("contacted=5000&order=count").says(&["finite population correction: contacted 5,000", "Rank"]);
    page("contacted=1").says(&["1 were contacted, but"]);
    page("by=amt&min_cell=5&test=yes").says(&[
        "Counts from 1 to 4 are hidden",
        "No test stands beside hidden counts",
    ]);
    page("by=amt&test=yes&draws=3").says(&["It cannot be drawn as often as this: 3."]);
    page("by=nirgends").says(&["The study has no column “nirgends”."]);
    page("top=viele").says(&["is no number."]);
    page("codebook=anders").says(&["The study has no codebook “anders”."]);
    for (form, begin) in [
        ("csv", "kind,code,"),
        ("json", "{"),
        ("markdown", "## Fields of action"),
        ("text", "Question “text”"),
    ] {
        let file = house.get(&format!("{study}/tables/{form}"));
        assert!(file.text.starts_with(begin), "{form}: {}", &file.text[..60]);
    }
    assert_eq!(
        house.get(&format!("{study}/tables/sav")).status,
        StatusCode::NOT_FOUND
    );
}
