//! The pages without a browser and without a script: forms and links alone do everything. The router answers in process.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use freitext::review::{DoubleCoding, Rest, Share, Suggestions};
use freitext::study::Study;
use freitext::survey::{Outcome, UnitId};
use freitext::web::{self, Exposure, Server};
use freitext::words::Language;
use tower::ServiceExt;

use super::{ANNA, BERT, CODEBOOK, Made, begun, codes, made, row};

const PORT: u16 = 8080;
const ORIGIN: &str = "http://127.0.0.1:8080";

/// A study that is served, and Anna who is signed in.
struct House {
    made: Made,
    server: Server,
    cookie: String,
}

struct Answer {
    status: StatusCode,
    location: String,
    cookie: String,
    text: String,
}

impl House {
    fn of(made: Made) -> House {
        let path = made.study.path().to_owned();
        let server = Server::new(Exposure::ThisMachine, PORT, Some(&path), Language::De).unwrap();
        let mut house = House {
            made,
            server,
            cookie: String::new(),
        };
        let link = house.server.first_link().unwrap();
        let entered = house.ask(Method::GET, link.strip_prefix(ORIGIN).unwrap(), "");
        house.cookie = entered.cookie.split(';').next().unwrap().to_owned();
        house.post("who", "name=Anna");
        house
    }

    fn ask(&self, method: Method, address: &str, body: &str) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header("host", "127.0.0.1:8080")
            .header("origin", ORIGIN)
            .header("cookie", &self.cookie)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body.to_owned()))
            .unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let response = web::router(&self.server).oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
            let header = |name| {
                let value = parts.headers.get(name);
                value
                    .map_or("", |value: &header::HeaderValue| value.to_str().unwrap())
                    .to_owned()
            };
            Answer {
                status: parts.status,
                location: header(header::LOCATION),
                cookie: header(header::SET_COOKIE),
                text: String::from_utf8_lossy(&bytes).into_owned(),
            }
        })
    }

    /// A page of the study: `sweep/a`.
    fn get(&self, page: &str) -> Answer {
        self.ask(Method::GET, &self.page(page), "")
    }

    fn post(&self, page: &str, body: &str) -> Answer {
        self.ask(Method::POST, &self.page(page), body)
    }

    fn page(&self, page: &str) -> String {
        let first = self.server.first_page();
        let study: Vec<&str> = first.split('/').take(3).collect();
        format!("{}/{page}", study.join("/"))
    }

    /// What stands for Anna, by unit from 1.
    fn stands(&self) -> Vec<Option<Outcome>> {
        let study = Study::look(self.made.study.path()).unwrap();
        let board = freitext::review::Board::of(&study, "felder").unwrap();
        let view = self.made.view(&board, ANNA);
        let said = |card| view.mine(card).map(|said| said.outcome.clone());
        board.cards.iter().map(said).collect()
    }
}

impl Answer {
    #[track_caller]
    fn says(&self, pieces: &[&str]) -> &Answer {
        for piece in pieces {
            assert!(self.text.contains(piece), "{piece:?} is not in\n{}", self.text);
        }
        self
    }

    #[track_caller]
    fn lacks(&self, piece: &str) {
        assert!(!self.text.contains(piece), "{piece:?} is in\n{}", self.text);
    }

    #[track_caller]
    fn leads_to(&self, end: &str) {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text);
        assert!(
            self.location.ends_with(end),
            "{} does not end with {end}",
            self.location
        );
    }

    /// What a hidden field of the page holds.
    fn field(&self, name: &str) -> String {
        let begin = format!("name=\"{name}\" value=\"");
        let at = self
            .text
            .find(&begin)
            .unwrap_or_else(|| panic!("no field {name} in\n{}", self.text))
            + begin.len();
        self.text[at..].split('"').next().unwrap().to_owned()
    }
}

fn four() -> House {
    House::of(made(
        CODEBOOK,
        &[
            row("Kurse <b>", "Nord", &[(0, 0.9), (1, 0.4)]),
            row("Licht", "Süd", &[(0, 0.7)]),
            row("Bau", "", &[(1, 0.8)]),
            row("k. A.", "Süd", &[]),
        ],
    ))
}

#[test]
fn a_code_is_swept_without_a_script() {
    let house = four();
    house.get("sweep").leads_to("/sweep/a");
    let page = house.get("sweep/a");
    page.says(&["Kurse &lt;b&gt;", "0,90", "0,70", "auch vorgeschlagen: B"])
        .lacks("Bau</p>");
    house.post("sweep/a", "yes=1").leads_to("/sweep/a");
    house.post("sweep/a", "unit=2&say=no").leads_to("/sweep/a");
    assert_eq!(
        house.stands(),
        [Some(begun(&["a"], &[])), Some(begun(&[], &["a"])), None, None]
    );
    house
        .get("sweep/a")
        .says(&["Hier ist kein Vorschlag mehr offen", "sweep/b"]);
    house
        .get("sweep/a?show=all")
        .says(&["data-said=\"yes\"", "data-said=\"no\""]);
    house.post("sweep/b", "yes=1").leads_to("/sweep/b");
    assert_eq!(house.stands()[0], Some(codes(&["a", "b"])));
    house.post("sweep/b/undo", "").leads_to("/sweep/b");
    house.post("sweep/b/undo", "").leads_to("/sweep/b");
    assert_eq!(house.stands()[..2], [Some(begun(&["a"], &[])), None]);
    house
        .post("sweep/b/redo", "show=all")
        .leads_to("/sweep/b?show=all");
    assert_eq!(house.stands()[1], Some(begun(&[], &["a"])));
}

#[test]
fn a_page_of_a_sweep_begins_behind_the_one_before() {
    let texts: Vec<String> = (1..=450).map(|number| format!("Antwort {number}.")).collect();
    let rows: Vec<_> = texts
        .iter()
        .map(|text| row(text.clone().leak(), "", &[(0, 0.5)]))
        .collect();
    let house = House::of(made(CODEBOOK, &rows));
    let first = house.get("sweep/a");
    first
        .says(&["Antwort 1.", "Antwort 200.", "after=0.5~200"])
        .lacks("Antwort 201.");
    let second = house.get("sweep/a?after=0.5~200");
    second
        .says(&["Antwort 201.", "Antwort 400.", "until=0.5~400"])
        .lacks("Antwort 200.");
    // What is left of the page, told first.
    house
        .post("sweep/a", "no=300&after=0.5~200")
        .leads_to("/sweep/a?after=0.5~200");
    let told = house.get("sweep/a/rest?after=0.5~200&until=0.5~400");
    told.says(&["199 Antworten annehmen", "und 191 Antworten mehr"]);
    let body = format!("after=0.5~200&until=0.5~400&digest={}", told.field("digest"));
    // Something else happens meanwhile: what was told is not done.
    house.post("sweep/a", "yes=201");
    let refused = house.post("sweep/a/rest", &body);
    refused.says(&["geändert ist nichts"]);
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    house.post("sweep/a/undo", "");
    house.post("sweep/a/rest", &body).leads_to("/sweep/a");
    let given = |house: &House| {
        house
            .stands()
            .iter()
            .filter(|said| **said == Some(codes(&["a"])))
            .count()
    };
    assert_eq!(given(&house), 199);
    house.post("sweep/a/undo", "");
    assert_eq!(
        (given(&house), house.stands()[299].clone()),
        (0, Some(begun(&[], &["a"])))
    );
    house
        .get("sweep/a/rest?from=0,5")
        .says(&["449 Antworten annehmen"]);
    house
        .get("sweep/a/rest?from=viel")
        .says(&["»viel« ist kein Wert zwischen 0 und 1."]);
}

#[test]
fn what_cannot_be_swept_is_refused() {
    let house = four();
    for (page, body, said) in [
        ("sweep/x", "yes=1", "Eine Kategorie »x«"),
        ("sweep/a", "yes=3", "nicht vorgeschlagen"),
        ("sweep/a", "yes=99", "nicht vorgeschlagen"),
        ("sweep/a", "unit=1&say=vielleicht", "»say«"),
        ("sweep/a", "yes=eins", "»yes«"),
        ("sweep/a/undo", "", "Es gibt nichts zurückzunehmen."),
    ] {
        let refused = house.post(page, body);
        refused.says(&[said]);
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{page} {body}");
    }
    assert_eq!(house.stands(), [None, None, None, None]);
}

#[test]
fn a_grid_is_filtered_by_its_address() {
    let house = four();
    house
        .get("grid")
        .says(&["<b>4 Antworten</b>", "»k. A.« · keine Angabe"]);
    let south = house.get("grid?where=amt%3DS%C3%BCd&sort=score&down=1");
    south
        .says(&["<b>2 Antworten</b>", "Licht", "aria-sort=\"descending\""])
        .lacks("Kurse");
    house.get("grid?where=amt").says(&["<b>1 Antwort</b>", "Bau"]);
    house
        .get("grid?code=b&by=suggested&from=0,5")
        .says(&["<b>1 Antwort</b>", "Bau"]);
    house
        .get("grid?q=licht%20ODER%20bau")
        .says(&["<b>2 Antworten</b>", "<mark class=\"hit\">Licht</mark>"]);
    house.get("grid?q=%28licht").says(&["role=\"alert\""]);
    house.get("grid?q=nirgendwo").says(&["Keine Antwort passt dazu"]);
    let wrong = house.get("grid?status=opem&code=aa");
    wrong.says(&["»opem«", "Gemeint ist vielleicht »open«.", "»aa«"]);
    house
        .get("grid?lang=en&sort=id&down=1")
        .says(&["4 answers", "Response ID"]);
}

#[test]
fn many_answers_are_changed_without_a_script() {
    let house = four();
    let told = house.post("grid/change", "edit=accept&unit=1&unit=3&unit=4&where=amt");
    told.says(&[
        "2 Antworten ändern",
        "1 ohne Worte",
        "Die Vorschläge werden angenommen.",
    ]);
    assert_eq!(house.stands(), [None, None, None, None], "it is only told");
    let body = format!(
        "edit=accept&unit=1&unit=3&unit=4&where=amt&digest={}",
        told.field("digest")
    );
    house.post("grid/do", &body).leads_to("/grid?where=amt&changed=2");
    assert_eq!(
        house.stands(),
        [Some(codes(&["a", "b"])), None, Some(codes(&["b"])), None]
    );
    house.post("grid/do", &body).says(&["geändert ist nichts"]);
    house
        .get("grid?where=amt&changed=2")
        .says(&["2 Antworten geändert.", "zurücknehmen"]);

    // All that are found, whatever is ticked.
    let told = house.post("grid/change", "edit=take&give=b&all=1&unit=2&code=b&by=decided");
    told.says(&[
        "2 Antworten ändern",
        "eigene frühere Entscheidungen ändern sich",
        "offen",
    ]);
    house
        .post("grid/undo", "where=amt")
        .leads_to("/grid?where=amt&changed=2");
    assert_eq!(house.stands(), [None, None, None, None]);
    house.post("grid/redo", "").leads_to("/grid?changed=2");

    house
        .post("grid/change", "edit=accept")
        .says(&["Es ist keine Antwort ausgewählt."]);
    house
        .post("grid/change", "edit=give&give=x&unit=1")
        .says(&["keine Kategorie gewählt"]);
}

#[test]
fn others_decisions_are_never_written() {
    let mut made = made(
        CODEBOOK,
        &[row("Kurse", "", &[(0, 0.9)]), row("Licht", "", &[(0, 0.9)])],
    );
    made.say(BERT, &[(1, codes(&["b"]))]);
    let house = House::of(made);
    let told = house.post("grid/change", "edit=not_codable&unit=1&unit=2");
    told.says(&["2 Antworten ändern", "haben andere anders entschieden"]);
    house.post(
        "grid/do",
        &format!("edit=not_codable&unit=1&unit=2&digest={}", told.field("digest")),
    );
    let study = Study::look(house.made.study.path()).unwrap();
    let board = freitext::review::Board::of(&study, "felder").unwrap();
    let card = board.card(UnitId(1)).unwrap();
    let of = |who: usize| {
        let said = card.own().find(|said| said.coder == house.made.coders[who]);
        said.map(|said| said.outcome.clone())
    };
    assert_eq!(
        (of(ANNA), of(BERT)),
        (Some(Outcome::NotCodable), Some(codes(&["b"])))
    );
}

#[test]
fn answers_that_say_the_same_are_decided_as_one() {
    let mut made = made(
        CODEBOOK,
        &[
            row("Kurse für alle Frauen", "Nord", &[]),
            row("kurse für alle frauen!", "Süd", &[]),
            row("Licht", "", &[]),
            row("LICHT", "", &[]),
            row("Kurse für fast alle Frauen", "", &[]),
        ],
    );
    made.say(
        ANNA,
        &[(1, codes(&["a"])), (2, Outcome::NotCodable), (3, codes(&["b"]))],
    );
    let house = House::of(made);
    let page = house.get("same");
    page.says(&[
        "1 von 2 Gruppen",
        "Kurse für alle Frauen",
        "Nord 1, Süd 1",
        "nicht kodierbar",
        "noch nicht alle entschieden",
        "So für alle 2, ändert 1",
        "So auch die offene",
        "<ins>fast </ins>alle Frauen",
    ]);
    // Left as it is, until it is coded otherwise.
    house.post("same/leave", "unit=1").leads_to("/same?");
    house
        .get("same")
        .says(&["0 von 2 Gruppen", "soll es bleiben", "Verschieden gelassen"]);
    let log = house.get("log");
    log.says(&["die verschieden kodiert bleiben", "Gruppen: 1"]);
    log.lacks("not_codable");
    house.post("same/report", "unit=1").leads_to("/same?");
    house.get("same").says(&["1 von 2 Gruppen"]);
    house
        .post("same/all", "unit=2&of=all&as=%3Da%7Cc1")
        .leads_to("/same?changed=2");
    assert_eq!(
        house.stands()[..2],
        [Some(codes(&["a", "c1"])), Some(codes(&["a", "c1"]))]
    );
    house.post("same/undo", "").leads_to("/same?changed=2");
    assert_eq!(
        house.stands()[..2],
        [Some(codes(&["a"])), Some(Outcome::NotCodable)]
    );
    house
        .post("same/all", "unit=5&of=open&as=none_fits")
        .leads_to("/same?changed=1");
    house.get("same").says(&["1 von 2 Gruppen"]);
    house
        .post("same/all", "unit=4&of=open&as=%3Db")
        .leads_to("/same?changed=1");
    assert_eq!(house.stands()[3], Some(codes(&["b"])));
    house.get("same").lacks("noch nicht alle entschieden");

    house
        .post("same/all", "unit=4&as=%3Dx")
        .says(&["Diese Kodierung gibt es nicht mehr."]);
    house
        .post("same/all", "unit=99&as=none_fits")
        .says(&["Diese Antworten gibt es nicht mehr."]);
    house
        .post("same/leave", "unit=5")
        .says(&["Diese Antworten gibt es nicht mehr."]);
}

/// Anna and Bert code two answers that say the same, blind; she has decided on one.
#[test]
fn who_codes_blind_is_not_told_how_the_same_was_coded() {
    let mut made = made(
        CODEBOOK,
        &[
            row("Kurse für alle Frauen", "", &[]),
            row("kurse für alle frauen", "", &[]),
            row("Kurse für fast alle Frauen", "", &[]),
        ],
    );
    let double = DoubleCoding {
        share: Share::All,
        coders: vec!["Anna".into(), "Bert".into()],
        each: 2,
        suggestions: Suggestions::Shown,
        rest: Rest::Anybody,
        seed: 1,
    };
    made.study
        .change(|change| change.state(DoubleCoding::SETTING, &double, 1))
        .unwrap();
    made.say(ANNA, &[(1, codes(&["a"]))]);
    made.say(
        BERT,
        &[(1, codes(&["b"])), (2, Outcome::NotCodable), (3, codes(&["c"]))],
    );
    let house = House::of(made);
    let page = house.get("same");
    page.says(&["0 von 1 Gruppen", "So auch die offene"]);
    for hidden in ["Bert", "nicht kodierbar", "Verschieden lassen"] {
        page.lacks(hidden);
    }
    house
        .post("same/leave", "unit=1")
        .says(&["Diese Antworten gibt es nicht mehr."]);
    // Once she has decided on both she may see what he has said.
    house.post("same/all", "unit=2&of=open&as=none_fits");
    house
        .get("same")
        .says(&["1 von 1 Gruppen", "Bert", "nicht kodierbar", "Verschieden lassen"]);
}
