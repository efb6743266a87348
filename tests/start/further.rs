//! A further file into a study that is open, on this machine and over a trusted network.

use axum::http::StatusCode;
use freitext::codebook::Codebook;
use freitext::review::Board;
use freitext::study::Study;
use freitext::survey::Outcome;
use freitext::web::{Address, Exposure, Machine, Server, admit};
use freitext::words::Language;

use super::House;

const FIRST: &str = "nr;amt;antwort\n\
    1;Nord;mehr Bäume und Schatten in den Straßen\n\
    2;Süd;Brunnen mit Trinkwasser an jedem Platz\n\
    3;Nord;\n";
const LATER: &str = "nr;amt;antwort;codes\n\
    1;Nord;mehr Bäume und Schatten in den Straßen;\n\
    2;Süd;Brunnen mit Trinkwasser an jedem großen Platz;wasser\n\
    3;Nord;die Dächer begrünen und die Höfe entsiegeln;gruen\n\
    4;West;an heißen Tagen die Bäder länger öffnen;\n";
const CODEBOOK: &str = "format = 1\ntitle = 'Hitze'\nversion = '1'\n\
    [[code]]\nid = 'gruen'\nvalue = 1\nlabel = 'Grün'\nmatch_rules = ['baum OR begrün*']\n\
    [[code]]\nid = 'wasser'\nvalue = 2\nlabel = 'Wasser'\nmatch_rules = ['brunnen']\n";

/// A study of the first file, with a codebook, in which Anna codes; its address, `/s/…`.
fn study(house: &House) -> String {
    let upload = house.drop_file("Hitze.csv", FIRST.as_bytes());
    let said = house.say(&upload, "Hitze", &[("text", "antwort"), ("id", "nr")]);
    let codebook = [
        ("codebook", None, &b"file"[..]),
        ("file", Some("hitze.toml"), CODEBOOK.as_bytes()),
    ];
    let begun = house.send(&said.to, &codebook);
    house.finished(&begun.to).says(&["New: answers 2"]);
    let study = format!("/s/{}", house.id("Hitze.freitext"));
    house.post(&format!("{study}/who"), &[("name", "Anna")]);
    study
}

/// Drops a further file; the address of what was recognised.
fn dropped(house: &House, study: &str, content: &[u8]) -> String {
    let dropped = house.send(
        &format!("{study}/import"),
        &[("file", Some("später.csv"), content)],
    );
    assert_eq!(dropped.status, StatusCode::SEE_OTHER, "{}", dropped.text);
    dropped.to
}

fn look(house: &House) -> Study {
    Study::look(&house.path("Hitze.freitext")).unwrap()
}

#[test]
fn a_further_file_is_read_as_the_study_knows_its_columns() {
    let house = House::new();
    let study = study(&house);
    house.get(&format!("{study}/import")).says(&[
        "Further file",
        "A new wave, late comers",
        "no answer is written over",
    ]);
    let upload = dropped(&house, &study, LATER.as_bytes());
    house.get(&upload).says(&[
        "CSV, UTF-8, semicolon, 4 rows, 4 columns",
        "value=\"antwort\" checked",
        "nr (recognised)",
        "<option value=\"hitze\"",
        "decisions are saved a little later",
    ]);
    let begun = house.post(&upload, &[("do", "go"), ("text", "antwort")]);
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text);
    let done = house.finished(&begun.to);
    done.says(&[
        "Rows read: 4. New: answers 1, respondents 1, coding units 2, missing answers 0.",
        "Answers that were there already: 1.",
        "Answers that had been missing and have come: 1.",
        "Answers that read differently now (the first wording stands, see the notices): 1.",
        "später.csv",
        "On to the suggestions",
        &format!("href=\"{study}/\""),
    ]);
    let extent = look(&house).extent().unwrap();
    assert_eq!((extent.records, extent.answers), (4, 4));
    assert_eq!(
        house.get(&upload).status,
        StatusCode::NOT_FOUND,
        "the upload is gone"
    );
    // What the page shows of the study is up to date.
    house
        .get(&format!("{study}/code?unit=5"))
        .says(&["die Bäder länger öffnen"]);
    let again = dropped(&house, &study, LATER.as_bytes());
    let begun = house.post(&again, &[("do", "go"), ("text", "antwort"), ("wave", "2")]);
    house.finished(&begun.to).says(&["New: answers 4, respondents 4"]);
}

#[test]
fn codings_of_a_further_file_become_decisions_with_a_codebook_of_the_study() {
    let house = House::new();
    let study = study(&house);
    let upload = dropped(&house, &study, LATER.as_bytes());
    let said = [("do", "go"), ("text", "antwort"), ("codes", "codes")];
    house
        .post(&upload, &said)
        .says(&["It is not said who gave the codes", "Add “Coded by”."]);
    let coder = [&said[..], &[("coder", "Bert")]].concat();
    let without = house.post(&upload, &coder);
    assert_eq!(without.status, StatusCode::BAD_REQUEST);
    without.says(&["which codebook the codes in “codes” belong to"]);
    assert_eq!(look(&house).extent().unwrap().records, 3);
    let begun = house.post(&upload, &[&coder[..], &[("codebook", "hitze")]].concat());
    house.finished(&begun.to).says(&["Codings taken over: 2."]);
    let read = look(&house);
    let board = Board::of(&read, "hitze").unwrap();
    let bert = board.person("Bert").unwrap();
    let said: Vec<&Outcome> = board
        .cards
        .iter()
        .filter_map(|card| card.own().find(|said| said.coder == bert))
        .map(|said| &said.outcome)
        .collect();
    let codes = |id: &str| Outcome::Codes(vec![id.to_owned()]);
    assert_eq!(said, [&codes("wasser"), &codes("gruen")]);
    assert_eq!(
        read.codebook_versions("hitze").unwrap().len(),
        1,
        "the codebook is kept once"
    );
}

#[test]
fn what_cannot_be_read_in_leaves_the_study_as_it_was() {
    let house = House::new();
    let study = study(&house);
    let before = look(&house).data_revision().unwrap();
    let nothing = house.send(&format!("{study}/import"), &[("file", Some(""), b"")]);
    assert_eq!(nothing.status, StatusCode::BAD_REQUEST);
    nothing.says(&["No file is chosen."]);
    let itself = std::fs::read(house.path("Hitze.freitext")).unwrap();
    house
        .send(
            &format!("{study}/import"),
            &[("file", Some("andere.freitext"), &itself)],
        )
        .says(&["andere.freitext", "can be joined on the page “Coders”"]);
    let picture = dropped(&house, &study, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    house
        .get(&picture)
        .says(&["The file is no table but", "Choose another file"]);
    let gone = house.post(&format!("{picture}/drop"), &[]);
    assert_eq!(gone.to, format!("{study}/import"));
    let twice = dropped(
        &house,
        &study,
        b"nr;antwort\n5;mehr Licht in der Stadt\n5;mehr Wege in der Stadt\n",
    );
    let begun = house.post(&twice, &[("do", "go"), ("text", "antwort")]);
    house
        .finished(&begun.to)
        .says(&["Everything is as it was before.", "später.csv"]);
    house
        .post(&twice, &[("do", "go")])
        .says(&["No column is ticked", "Tick at least one column."]);
    assert_eq!(look(&house).data_revision().unwrap(), before);

    // Ended while it runs.
    let rows: String = (0..12_000)
        .map(|row| format!("n{row};mehr Licht in der Stadt {row}\n"))
        .collect();
    let long = dropped(&house, &study, format!("nr;antwort\n{rows}").as_bytes());
    let begun = std::thread::scope(|scope| {
        let begun = scope.spawn(|| house.post(&long, &[("do", "go"), ("text", "antwort")]));
        while !begun.is_finished() {
            for step in 1..8 {
                house.post(&format!("{study}/step/{step}/cancel"), &[]);
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        begun.join().unwrap()
    });
    house
        .finished(&begun.to)
        .says(&["Cancelled.", "Everything is as it was before."]);
    assert_eq!(look(&house).data_revision().unwrap(), before);
    assert_eq!(look(&house).extent().unwrap().records, 3);
}

#[test]
fn a_file_belongs_to_the_place_where_it_was_dropped() {
    let house = House::new();
    let study = study(&house);
    let of_start = house.drop_file("a.csv", FIRST.as_bytes());
    let of_study = dropped(&house, &study, LATER.as_bytes());
    let id = |address: &str| address.rsplit('/').next().unwrap().to_owned();
    for foreign in [
        format!("{study}/import/{}", id(&of_start)),
        format!("/new/{}", id(&of_study)),
    ] {
        assert_eq!(house.get(&foreign).status, StatusCode::NOT_FOUND, "{foreign}");
    }
    assert_eq!(house.get(&of_study).status, StatusCode::OK);
}

#[test]
fn over_a_network_only_coders_bring_files_and_codings_only_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.freitext");
    let mut made = Study::draft(&path).unwrap().keep().unwrap();
    let codebook = Codebook::read(CODEBOOK, "hitze.toml").unwrap();
    made.change(|change| change.keep_codebook("hitze", &codebook, 0))
        .unwrap();
    let coders = vec!["Anna".to_owned()];
    let passphrase = admit(&mut made, &coders).unwrap().remove(0).passphrase;
    let id = made.identity().unwrap()[..12].to_owned();
    drop(made);
    let exposure = Exposure::Network {
        host: "127.0.0.1".into(),
        coders,
    };
    let address = Address { exposure, port: 8080 };
    let mut house = House::new();
    house.server = Server::on(Machine::nobodys(), address, Some(&path), Language::En).unwrap();
    house.cookie = String::new();
    let page = format!("/s/{id}/import");
    let stranger = house.send(&page, &[("file", Some("a.csv"), LATER.as_bytes())]);
    assert_eq!(stranger.status, StatusCode::UNAUTHORIZED);
    let entered = house.post("/sign-in", &[("name", "Anna"), ("passphrase", &passphrase)]);
    house.cookie = entered.cookie.split(';').next().unwrap().to_owned();
    house.get(&page).says(&[
        "data-largest=\"268435456\"",
        "everybody who codes here sees what is in it",
    ]);
    let sent = house.send(&page, &[("file", Some("a.csv"), LATER.as_bytes())]);
    let said = |coder| {
        let fields = [
            ("do", "go"),
            ("text", "antwort"),
            ("id", "nr"),
            ("codes", "codes"),
            ("codebook", "hitze"),
            ("coder", coder),
        ];
        house.post(&sent.to, &fields)
    };
    let refused = said("Bert");
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    refused.says(&["Codings by “Bert” cannot be brought along"]);
    // A column of names would decide in the names of others, and so would a project.
    let fields = [
        ("do", "go"),
        ("text", "antwort"),
        ("id", "nr"),
        ("codes", "codes"),
        ("codebook", "hitze"),
        ("coder", "Anna"),
        ("coder-column", "amt"),
    ];
    let named = house.post(&sent.to, &fields);
    assert_eq!(named.status, StatusCode::BAD_REQUEST);
    named.says(&["in the names of those who coded", "Whoever started freitext"]);
    let begun = said("Anna");
    house
        .finished(&begun.to)
        .says(&["New: answers 4", "Codings taken over: 2."]);
}
