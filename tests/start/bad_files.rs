//! Files that cannot become a study, names that are taken, and work that is ended: said in a sentence, with nothing half-written
//! left.

use axum::http::StatusCode;

use super::{House, LARGEST};

#[test]
fn a_file_that_is_no_table_is_answered_with_a_sentence() {
    let house = House::new();
    let nothing: Vec<String> = Vec::new();
    for (name, content, sentence) in [
        ("leer.csv", &b""[..], "The file is empty."),
        (
            "bild.png",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            "The file is no table but",
        ),
        ("kopf.csv", b"id;text\n", "only a heading row"),
        (
            "kaputt.xlsx",
            b"PK\x03\x04 and then nothing of a workbook",
            "damaged",
        ),
        ("null.csv", b"id;text\n1;a\0\0b\n", "text"),
    ] {
        let upload = house.drop_file(name, content);
        let page = house.get(&upload);
        assert_eq!(page.status, StatusCode::OK);
        page.says(&[sentence, name, "Choose another file"]);
        assert!(!page.text.contains("#columns"), "{name}");
        let gone = house.post(&format!("{upload}/drop"), &[]);
        assert_eq!(gone.to, "/");
        assert_eq!(house.get(&upload).status, StatusCode::NOT_FOUND);
        assert_eq!(house.names(), nothing);
    }
    let none = house.send("/new", &[("file", Some(""), b"")]);
    assert_eq!(none.status, StatusCode::BAD_REQUEST);
    none.says(&["No file is chosen."]);
}

#[test]
fn a_file_without_an_open_column_can_still_be_told_which_one_it_is() {
    let house = House::new();
    let upload = house.drop_file("kurz.csv", b"nr;wort\n1;ja\n2;nein\n3;ja\n");
    house
        .get(&upload)
        .says(&["No column looks like an open question.", "value=\"wort\""]);
    let said = house.say(&upload, "kurz", &[("text", "wort")]);
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text);
}

#[test]
fn a_file_that_is_too_large_is_refused_with_its_limit() {
    let house = House::new();
    let mut large = b"id;text\n".to_vec();
    large.resize(LARGEST as usize + 1, b'x');
    let refused = house.send("/new", &[("file", Some("groß.csv"), &large)]);
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    refused.says(&[
        "The file is larger than 1.0\u{a0}MB",
        "Export only the columns that are needed",
    ]);
}

#[test]
fn a_name_that_is_taken_is_said_before_anything_is_read() {
    let house = House::new();
    std::fs::write(house.path("da.freitext"), "something else").unwrap();
    let upload = house.drop_file(
        "a.csv",
        b"id;text\n1;mehr Licht in allen dunklen Ecken der Stadt\n",
    );
    let taken = house.say(&upload, "da", &[("text", "text")]);
    assert_eq!(taken.status, StatusCode::BAD_REQUEST);
    taken.says(&["exists already.", "Choose another name."]);
    let nowhere = house.post(
        &upload,
        &[
            ("do", "go"),
            ("text", "text"),
            ("name", "x"),
            ("folder", ""),
            ("other-folder", "/nowhere/at/all"),
        ],
    );
    nowhere.says(&["There is no folder “/nowhere/at/all”."]);
    assert_eq!(
        std::fs::read_to_string(house.path("da.freitext")).unwrap(),
        "something else"
    );
    assert_eq!(house.names(), ["da.freitext"]);

    // Taken only after the name was checked.
    let said = house.say(&upload, "frei", &[("text", "text")]);
    std::fs::write(house.path("frei.freitext"), "another program").unwrap();
    let refused = house.send(&said.to, &[("codebook", None, b"chancen")]);
    refused.says(&["exists already."]);
    assert_eq!(
        std::fs::read_to_string(house.path("frei.freitext")).unwrap(),
        "another program"
    );
}

#[test]
fn a_failing_import_leaves_nothing_behind() {
    let house = House::new();
    let upload = house.drop_file(
        "doppelt.csv",
        b"id;text\n1;mehr Licht in der Stadt\n1;mehr Wege in der Stadt\n",
    );
    let said = house.say(&upload, "doppelt", &[("text", "text"), ("id", "id")]);
    let begun = house.send(&said.to, &[("codebook", None, b"handlungsfelder")]);
    let failed = house.finished(&begun.to);
    failed.says(&[
        "Everything is as it was before.",
        "doppelt.csv",
        "“Respondent” id instead of “Response ID”",
    ]);
    assert_eq!(house.names(), Vec::<String>::new());
}

#[test]
fn mistakes_in_a_codebook_are_shown_with_line_and_piece() {
    let house = House::new();
    let upload = house.drop_file(
        "a.csv",
        b"id;text\n1;mehr Licht in allen dunklen Ecken der Stadt\n",
    );
    let said = house.say(&upload, "a", &[("text", "text")]);
    let wrong = "format = 1\ntitle = 'T'\nversion = '1'\n[[code]]\nid = 'a'\nvalue = 1\nlabel = 'A'\nmatch_rules = ['licht AND (']\n";
    let refused = house.send(
        &said.to,
        &[
            ("codebook", None, b"file"),
            ("file", Some("mein.toml"), wrong.as_bytes()),
        ],
    );
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    refused.says(&["mein.toml", "<mark", "licht AND"]);
    for (parts, sentence) in [
        (&[("codebook", None, &b"file"[..])][..], "No file is chosen."),
        (
            &[("codebook", None, &b"nirgends"[..])][..],
            "There is no codebook “nirgends”.",
        ),
        (&[("x", None, &b""[..])][..], "No codebook is chosen."),
        (
            &[("file", Some("a.toml"), &b"\xff\xfe"[..])][..],
            "not stored as UTF-8",
        ),
    ] {
        house.send(&said.to, parts).says(&[sentence]);
    }
    assert_eq!(house.names(), Vec::<String>::new());
}

#[test]
fn a_step_that_is_ended_leaves_nothing_behind() {
    let house = House::new();
    let rows: String = (0..12_000)
        .map(|row| format!("{row};mehr Licht in der Stadt {row}\n"))
        .collect();
    let upload = house.drop_file("lang.csv", format!("id;text\n{rows}").as_bytes());
    let said = house.say(&upload, "lang", &[("text", "text"), ("id", "id")]);
    // The answer waits a moment for the step; it is ended while it does.
    let begun = std::thread::scope(|scope| {
        let begun = scope.spawn(|| house.send(&said.to, &[("codebook", None, b"handlungsfelder")]));
        let mut step = 1;
        while !begun.is_finished() {
            house.post(&format!("/new/step/{step}/cancel"), &[]);
            step = 1;
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        begun.join().unwrap()
    });
    let ended = house.finished(&begun.to);
    ended.says(&["Cancelled.", "Everything is as it was before."]);
    assert_eq!(house.names(), Vec::<String>::new());
}
