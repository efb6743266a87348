//! Studies that are there: by path, among recent ones, in folders, dropped; and none of this where the page is open to a network.

use axum::http::StatusCode;
use freitext::study::Study;
use freitext::web::Exposure;

use super::House;

#[test]
fn a_study_is_opened_by_its_path_and_remembered() {
    let house = House::new();
    let path = house.path("alt.freitext");
    drop(Study::draft(&path).unwrap().keep().unwrap());
    let path = path.display().to_string();
    let opened = house.post("/open", &[("path", &path)]);
    assert_eq!(opened.to, format!("/s/{}/", house.id("alt.freitext")));
    house.get("/").says(&["alt", "Forget"]);
    std::fs::remove_file(&path).unwrap();
    house.get("/").says(&["alt", "not found"]);
    house.post("/forget", &[("path", &path)]);
    assert!(!house.get("/").text.contains("not found"));

    let missing = house.post("/open", &[("path", "/nirgends.freitext")]);
    assert_eq!(missing.status, StatusCode::BAD_REQUEST);
    missing.says(&["There is no study file"]);
    std::fs::write(
        house.path("brief.txt"),
        "kein Kopf einer Datenbank, und doch lang genug, um einen zu haben; wirklich lang genug.",
    )
    .unwrap();
    let other = house.post(
        "/open",
        &[("path", &house.path("brief.txt").display().to_string())],
    );
    other.says(&["The file is no study file"]);
}

#[test]
fn folders_can_be_walked_through() {
    let house = House::new();
    std::fs::create_dir(house.path("Umfragen")).unwrap();
    drop(
        Study::draft(&house.path("Umfragen/b.freitext"))
            .unwrap()
            .keep()
            .unwrap(),
    );
    std::fs::write(house.path("Umfragen/brief.txt"), "").unwrap();
    let first = house.get("/browse");
    first.says(&["Umfragen/", "There is no study here.", "One level up"]);
    let inside = house.get(&format!(
        "/browse?at={}",
        super::in_address(&house.path("Umfragen").display().to_string())
    ));
    inside.says(&["b.freitext"]);
    assert!(!inside.text.contains("brief.txt"));
    house
        .get("/browse?at=/nowhere/at/all")
        .says(&["The folder cannot be read"]);
}

#[test]
fn a_dropped_study_is_found_again_or_kept_as_a_copy() {
    let house = House::new();
    drop(Study::draft(&house.path("da.freitext")).unwrap().keep().unwrap());
    let bytes = std::fs::read(house.path("da.freitext")).unwrap();
    let dropped = house.send("/new", &[("file", Some("da.freitext"), &bytes)]);
    assert_eq!(dropped.to, format!("/s/{}/", house.id("da.freitext")));

    let elsewhere = tempfile::tempdir().unwrap();
    let path = elsewhere.path().join("fern.freitext");
    drop(Study::draft(&path).unwrap().keep().unwrap());
    let bytes = std::fs::read(&path).unwrap();
    let dropped = house.send("/new", &[("file", Some("fern.freitext"), &bytes)]);
    dropped.says(&[
        "A browser does not say where a file is.",
        "Keep the copy and open it",
    ]);
    let action = dropped
        .text
        .split("action=\"")
        .find(|piece| piece.contains("/keep\""))
        .unwrap();
    let action = action.split('"').next().unwrap();
    let folder = house.folder.path().display().to_string();
    let taken = house.post(action, &[("name", "da"), ("folder", &folder)]);
    taken.says(&["exists already."]);
    let kept = house.post(action, &[("name", "fern"), ("folder", &folder)]);
    assert_eq!(kept.to, format!("/s/{}/", house.id("fern.freitext")));
    assert_eq!(
        std::fs::read(house.path("fern.freitext")).unwrap()[..16],
        bytes[..16]
    );

    let broken = house.send(
        "/new",
        &[("file", Some("x.freitext"), b"SQLite format 3\0 and nothing else")],
    );
    assert_eq!(broken.status, StatusCode::BAD_REQUEST);
    broken.says(&["is no study file, or it is damaged"]);
}

#[test]
fn on_a_network_nothing_of_this_machine_is_reached() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.freitext");
    drop(Study::draft(&path).unwrap().keep().unwrap());
    let network = Exposure::Network {
        host: "192.168.0.7".into(),
        coders: vec!["Anna".into()],
    };
    let mut house = House::new();
    let address = freitext::web::Address {
        exposure: network,
        port: 8080,
    };
    house.server = freitext::web::Server::on(
        freitext::web::Machine::nobodys(),
        address,
        Some(&path),
        freitext::words::Language::En,
    )
    .unwrap();
    house.cookie = String::new();
    for (address, fields) in [
        ("/open", &[("path", "/etc/passwd")][..]),
        ("/forget", &[("path", "/x")]),
        ("/new/abc", &[("do", "go")]),
        ("/new/abc/keep", &[("name", "x")]),
    ] {
        let refused = house.post(address, fields);
        assert!(
            matches!(
                refused.status,
                StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND
            ),
            "{address}: {}",
            refused.status
        );
    }
}

#[test]
fn keys_are_switched_off_in_one_browser_and_nowhere_else() {
    let house = House::new();
    let study = house.study();
    let settings = format!("{study}/settings");
    house
        .get(&settings)
        .says(&["Switch keys off", "<html lang=\"en\">"]);
    let off = house.post("/keys", &[("keys", "off"), ("back", &settings)]);
    assert_eq!((off.status, &off.to), (StatusCode::SEE_OTHER, &settings));
    assert!(
        off.cookie.starts_with("keys=off; Path=/; Max-Age="),
        "{}",
        off.cookie
    );
    let with = |house: &House| {
        let request = house
            .request(axum::http::Method::GET, &settings)
            .header("cookie", "keys=off");
        house.ask(request.body(axum::body::Body::empty()).unwrap())
    };
    with(&house).says(&[
        "<html lang=\"en\" data-keys=\"off\">",
        "Switch keys on",
        "value=\"on\"",
    ]);
    house.get(&settings).says(&["Switch keys off"]);
    let elsewhere = house.post("/keys", &[("keys", "on"), ("back", "//example.org/")]);
    assert_eq!(elsewhere.to, "/");
    let stranger = House::new();
    let refused = House {
        cookie: String::new(),
        ..stranger
    }
    .post("/keys", &[("keys", "off")]);
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
}
