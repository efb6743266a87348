//! From a dropped file to suggestions, tables and files, and what stands on the way.

use axum::http::StatusCode;
use freitext::codebook::Codebook;
use freitext::study::Study;

use super::House;

const ANSWERS: &str = "nr;amt;Was hilft gegen die Hitze in der Stadt?\n\
    1;Nord;mehr Bäume und Schatten in den Straßen\n\
    2;Süd;Brunnen mit Trinkwasser an jedem Platz\n\
    3;Nord;k. A.\n\
    4;Süd;die Dächer begrünen und die Höfe entsiegeln\n";

const CODEBOOK: &str = "format = 1\ntitle = 'Hitze'\nversion = '1'\n\
    [[code]]\nid = 'gruen'\nvalue = 1\nlabel = 'Grün'\nmatch_rules = ['baum OR begrün*']\n\
    [[code]]\nid = 'wasser'\nvalue = 2\nlabel = 'Wasser'\nmatch_rules = ['brunnen']\n";

#[test]
fn a_dropped_file_becomes_a_study_with_suggestions() {
    let house = House::new();
    let upload = house.drop_file("Hitze.csv", ANSWERS.as_bytes());
    let seen = house.get(&upload);
    seen.says(&[
        "CSV, UTF-8, semicolon, 4 rows, 3 columns",
        "Was hilft gegen die Hitze in der Stadt?",
        "open question (",
        "Brunnen mit Trinkwasser",
        "k. A.",
        "value=\"Hitze\"",
    ]);
    let said = house.say(
        &upload,
        "Hitze",
        &[("text", "Was hilft gegen die Hitze in der Stadt?")],
    );
    house
        .get(&said.to)
        .says(&["Fields of action", "A file of your own", "Begin an empty one"]);
    let begun = house.send(
        &said.to,
        &[
            ("codebook", None, b"file"),
            ("file", Some("hitze.toml"), CODEBOOK.as_bytes()),
        ],
    );
    let done = house.finished(&begun.to);
    done.says(&[
        "Rows read: 4. New: answers 3,",
        "missing answers 1.",
        "On to the suggestions",
    ]);
    assert_eq!(house.names(), ["Hitze.freitext", "Hitze.freitext.index"]);
    let study = Study::look(&house.path("Hitze.freitext")).unwrap();
    assert_eq!(study.codebook_names().unwrap(), ["hitze"]);
    assert!(
        house.get(&upload).status == StatusCode::NOT_FOUND,
        "the upload is gone"
    );

    let address = format!("/s/{}", house.id("Hitze.freitext"));
    let asked = house.get(&format!("{address}/suggest"));
    assert!(asked.to.contains("/who"), "a name is asked for first");
    house.post(&format!("{address}/who"), &[("name", "Anna")]);
    house
        .get(&format!("{address}/suggest"))
        .says(&["Match rules", "usual", "Suggests what the match rules"]);
    let begun = house.post(&format!("{address}/suggest"), &[("codebook", "hitze")]);
    house
        .finished(&begun.to)
        .says(&["Suggestions: 3, for units: 3.", "Next: coding"]);

    let table = house.get(&format!("{address}/tables?by=amt&layer=suggested"));
    table.says(&[
        "Hitze by amt",
        "Based on suggestions that nobody has reviewed yet.",
        "Nord",
        "Base: 3 of 4 coding units.",
    ]);
    let csv = house.get(&format!("{address}/tables/csv?by=amt&layer=suggested"));
    assert!(csv.text.starts_with("group,gruen,wasser,"), "{}", csv.text);
    assert!(csv.text.contains("\nNord,1,0,"), "{}", csv.text);
    assert_eq!(csv.kind, "text/csv; charset=utf-8");
    assert!(
        csv.file.starts_with("attachment; filename=\"Hitze_tables.csv\""),
        "{}",
        csv.file
    );
    house
        .get("/")
        .says(&["Hitze", &house.folder.path().display().to_string()]);
}

#[test]
fn what_is_said_is_recognised_again_and_kept() {
    let house = House::new();
    let bytes = encoding_of_windows(
        "id;Maßnahme\n1;Bäume fördern und Straßen begrünen\n2;über Höfe nachdenken, schöner bauen\n",
    );
    let upload = house.drop_file("a.csv", &bytes);
    house.get(&upload).says(&["windows-1252", "Maßnahme"]);
    let again = house.post(
        &upload,
        &[
            ("do", "again"),
            ("encoding", "macintosh"),
            ("text", "Maßnahme"),
            ("wave", "2024"),
        ],
    );
    assert_eq!(
        (again.status, again.to.as_str()),
        (StatusCode::SEE_OTHER, upload.as_str())
    );
    let seen = house.get(&upload);
    seen.says(&["macintosh", "value=\"2024\""]);
    assert!(
        !seen.text.contains("Maßnahme"),
        "columns are called as they are read"
    );

    let lost = house.say(&upload, "a", &[("encoding", "macintosh")]);
    assert_eq!(lost.status, StatusCode::BAD_REQUEST);
    lost.says(&["No column is ticked", "Tick at least one column."]);
    let nobody = house.say(
        &upload,
        "a",
        &[
            ("encoding", "windows-1252"),
            ("text", "Maßnahme"),
            ("codes", "id"),
        ],
    );
    assert_eq!(
        nobody.status,
        StatusCode::SEE_OTHER,
        "columns are forgotten with the encoding"
    );
    let nobody = house.say(
        &upload,
        "a",
        &[
            ("encoding", "windows-1252"),
            ("text", "Maßnahme"),
            ("codes", "id"),
        ],
    );
    nobody.says(&["It is not said who gave the codes", "Add “Coded by”."]);
}

#[test]
fn a_codebook_can_begin_empty_or_be_chosen_later() {
    let house = House::new();
    let english = "id,answer\n1,more trees along the streets would help a lot\n2,drinking fountains on every square of the town\n\
        3,we would need more shade in the summer months\n";
    let upload = house.drop_file("heat.csv", english.as_bytes());
    let said = house.say(&upload, "heat", &[("text", "answer")]);
    let missing = house.send(
        &said.to,
        &[
            ("codebook", None, b"empty"),
            ("title", None, b"Heat"),
            ("first", None, b""),
        ],
    );
    assert_eq!(missing.status, StatusCode::BAD_REQUEST);
    missing.says(&["needs a title and a first code"]);
    let begun = house.send(
        &said.to,
        &[
            ("codebook", None, b"empty"),
            ("title", None, b"Heat"),
            ("first", None, b"Other"),
        ],
    );
    house.finished(&begun.to).says(&["data-finished"]);
    let study = Study::look(&house.path("heat.freitext")).unwrap();
    let codebook = &study.codebooks().unwrap()[0];
    assert_eq!(
        (codebook.name.as_str(), codebook.codebook.codes[0].id.as_str()),
        ("heat", "other")
    );
    assert_eq!(codebook.codebook.language, study.answer_language().unwrap());

    let upload = house.drop_file("heat.csv", english.as_bytes());
    let said = house.say(&upload, "later", &[("text", "answer")]);
    let begun = house.send(&said.to, &[("codebook", None, b"later")]);
    house.finished(&begun.to).says(&["codebook and suggestions"]);
    let address = format!("/s/{}", house.id("later.freitext"));
    house.post(&format!("{address}/who"), &[("name", "Anna")]);
    let suggest = house.get(&format!("{address}/suggest"));
    assert_eq!(suggest.to, format!("{address}/suggest/codebook"));
    let taken = house.send(&suggest.to, &[("codebook", None, b"chancen")]);
    // The answers are English, the rules German.
    taken.says(&["Taken in", "are for answers in German"]);
    house
        .get(&format!("{address}/suggest?codebook=chancen"))
        .says(&["Make suggestions"]);
}

#[test]
fn codings_of_a_file_become_decisions() {
    let house = House::new();
    let coded =
        "id;text;codes\n1;mehr Bäume an den Straßen pflanzen;gruen\n2;Brunnen aufstellen;wasser|gruen\n";
    let upload = house.drop_file("kodiert.csv", coded.as_bytes());
    let said = house.say(
        &upload,
        "kodiert",
        &[("text", "text"), ("codes", "codes"), ("coder", "Berta")],
    );
    let page = house.get(&said.to);
    assert!(!page.text.contains("Choose later"), "codes belong to a codebook");
    let begun = house.send(
        &said.to,
        &[
            ("codebook", None, b""),
            ("file", Some("hitze.toml"), CODEBOOK.as_bytes()),
        ],
    );
    house.finished(&begun.to).says(&["Codings taken over: 2."]);
    let study = Study::look(&house.path("kodiert.freitext")).unwrap();
    assert_eq!(study.reviewed("hitze").unwrap().len(), 2);
    assert_eq!(study.coders("hitze").unwrap()[0].name, "Berta");
    assert_eq!(
        study.codebooks().unwrap()[0].codebook,
        Codebook::read(CODEBOOK, "hitze.toml").unwrap()
    );
}

fn encoding_of_windows(text: &str) -> Vec<u8> {
    text.chars()
        .map(|letter| u8::try_from(u32::from(letter)).unwrap())
        .collect()
}
