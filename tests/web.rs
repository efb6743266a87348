//! The review page without a browser: who gets in, what leaves, and what problems look like. The router answers in process.

use std::path::PathBuf;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use freitext::study::Study;
use freitext::web::{self, Exposure, PAGES, Server};
use freitext::words::Language;
use tower::ServiceExt;

const PORT: u16 = 8080;
const ORIGIN: &str = "http://127.0.0.1:8080";

/// A study whose name would be markup if it were not escaped, and a router.
struct House {
    folder: tempfile::TempDir,
    server: Server,
}

struct Answer {
    status: StatusCode,
    headers: axum::http::HeaderMap,
    text: String,
}

impl House {
    fn with(exposure: Exposure) -> House {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("<b>studie & co.freitext");
        drop(Study::draft(&path).unwrap().keep().unwrap());
        let server = Server::new(exposure, PORT, Some(&path), Language::En).unwrap();
        House { folder, server }
    }

    fn here() -> House {
        House::with(Exposure::ThisMachine)
    }

    fn study(&self) -> PathBuf {
        self.folder.path().join("<b>studie & co.freitext")
    }

    /// An address of the study: `/s/…/page`.
    fn page(&self, page: &str) -> String {
        format!("{}{page}", self.server.first_page())
    }

    fn ask(&self, method: Method, address: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut request = Request::builder().method(method).uri(address);
        if !headers.iter().any(|(name, _)| *name == "host") {
            request = request.header("host", "127.0.0.1:8080");
        }
        if !body.is_empty() {
            request = request.header("content-type", "application/x-www-form-urlencoded");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let response = web::router(&self.server).oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
            Answer {
                status: parts.status,
                headers: parts.headers,
                text: String::from_utf8_lossy(&bytes).into_owned(),
            }
        })
    }

    fn get(&self, address: &str, cookie: &str) -> Answer {
        self.ask(Method::GET, address, &[("cookie", cookie)], "")
    }

    fn post(&self, address: &str, cookie: &str, body: &str) -> Answer {
        self.ask(
            Method::POST,
            address,
            &[("cookie", cookie), ("origin", ORIGIN)],
            body,
        )
    }

    /// The path of a link that signs in.
    fn link(&self) -> String {
        let link = self.server.first_link().unwrap();
        link.strip_prefix(ORIGIN).unwrap().to_owned()
    }

    /// The cookie of a browser that is signed in.
    fn signed_in(&self) -> String {
        self.get(&self.link(), "").cookie()
    }

    /// The cookie of a browser in which somebody codes.
    fn coding(&self) -> String {
        let cookie = self.signed_in();
        let named = self.post(&self.page("who"), &cookie, "name=Anna");
        assert_eq!(named.status, StatusCode::SEE_OTHER, "{}", named.text);
        cookie
    }
}

impl Answer {
    fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn cookie(&self) -> String {
        self.header(header::SET_COOKIE)
            .split(';')
            .next()
            .unwrap()
            .to_owned()
    }

    #[track_caller]
    fn is(&self, status: u16, piece: &str) {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        assert!(self.text.contains(piece), "{piece:?} is not in\n{}", self.text);
    }

    #[track_caller]
    fn leads_to(&self, address: &str) {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text);
        assert_eq!(self.header(header::LOCATION), address);
    }
}

#[test]
fn a_link_signs_in_once() {
    let house = House::here();
    let link = house.link();
    // Looking ahead and asking for the head only do not use it up.
    house
        .ask(Method::GET, &link, &[("sec-purpose", "prefetch")], "")
        .is(503, "");
    assert!(
        house
            .ask(Method::HEAD, &link, &[], "")
            .headers
            .get(header::SET_COOKIE)
            .is_none()
    );

    let entered = house.get(&link, "");
    entered.is(200, &format!("0; url={}", house.server.first_page()));
    let cookie = entered.header(header::SET_COOKIE);
    assert!(cookie.starts_with("freitext-8080="), "{cookie}");
    assert!(
        cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"),
        "{cookie}"
    );

    let again = house.get(&link, "");
    again.is(403, "This link has been used before, or it has expired.");
    assert!(again.headers.get(header::SET_COOKIE).is_none());
    house
        .get("/?token=0000", "")
        .is(403, "This link has been used before");
    // Whoever is signed in already just goes on.
    house
        .get(&link, &entered.cookie())
        .leads_to(&house.server.first_page());
}

#[test]
fn without_a_session_there_is_nothing_to_see() {
    let house = House::here();
    for address in [
        "/",
        "/another",
        &house.page(""),
        &house.page("study"),
        &house.page("who"),
        "/nowhere",
    ] {
        let turned_away = house.get(address, "freitext-8080=guessed");
        turned_away.is(401, "This browser is not signed in.");
        assert!(!turned_away.text.contains("studie"), "{}", turned_away.text);
    }
    house
        .post("/open", "", "path=x")
        .is(401, "This browser is not signed in.");
    house.get("/assets/app.css", "").is(200, "--page");
    house
        .get("/assets/..%2F..%2F..%2FCargo.toml", "")
        .is(404, "There is no such page.");
}

#[test]
fn a_page_that_is_not_ours_gets_nothing_and_changes_nothing() {
    let house = House::here();
    let cookie = house.coding();
    let rebound = house.ask(
        Method::GET,
        &house.page("study"),
        &[("host", "evil.example:8080"), ("cookie", &cookie)],
        "",
    );
    rebound.is(403, "freitext does not answer under this name.");
    assert!(!rebound.text.contains("studie"), "{}", rebound.text);

    let who = house.page("who");
    for foreign in [
        ("origin", "http://evil.example"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("x-nothing", "no origin at all"),
    ] {
        let refused = house.ask(
            Method::POST,
            &who,
            &[("cookie", &cookie), foreign],
            "name=Mallory",
        );
        refused.is(
            403,
            "This request did not come from a page of freitext; nothing has changed.",
        );
    }
    let study = Study::look(&house.study()).unwrap();
    assert_eq!(study.people().unwrap(), ["Anna"]);
    let without_origin = [("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin")];
    let named = house.ask(Method::POST, &who, &without_origin, "name=Bert");
    assert_eq!(named.status, StatusCode::SEE_OTHER);
}

/// Every page, and every way of failing.
#[test]
fn every_answer_forbids_what_no_page_needs() {
    let house = House::here();
    let cookie = house.coding();
    let mut answers = vec![
        house.get("/", &cookie),
        house.get("/", ""),
        house.get(&house.link(), ""),
        house.get("/nowhere", &cookie),
        house.get("/assets/app.js", ""),
        house.get("/assets/nothing.js", &cookie),
        house.get(&house.page("who"), &cookie),
        house.post("/another", &cookie, ""),
        house.ask(Method::GET, "/", &[("host", "evil.example")], ""),
    ];
    answers.extend(
        PAGES
            .iter()
            .map(|page| house.get(&house.page(page.path), &cookie)),
    );
    for answer in answers {
        let policy = answer.header(header::CONTENT_SECURITY_POLICY);
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"),
            "{policy}"
        );
        assert!(
            policy.ends_with("base-uri 'none'; frame-ancestors 'none'"),
            "{policy}"
        );
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(answer.header(header::REFERRER_POLICY), "same-origin");
        let kept = answer.header(header::CACHE_CONTROL);
        let is_page = answer.header(header::CONTENT_TYPE).starts_with("text/html");
        assert!(!is_page || kept == "no-store", "{kept}");
        if is_page {
            for inside in [" style=", " onclick=", "<style", "<script>", "javascript:"] {
                assert!(!answer.text.contains(inside), "{inside} in {}", answer.text);
            }
        }
    }
}

#[test]
fn names_are_text_and_never_markup() {
    let house = House::here();
    let cookie = house.signed_in();
    let script = "%3Cscript%3Ealert(1)%3C/script%3E";
    house
        .post(
            &house.page("who"),
            &cookie,
            &format!("name={script}&to=http://evil.example"),
        )
        .leads_to(&house.page(""));
    let page = house.get(&house.page("study"), &cookie);
    page.is(200, "&lt;script&gt;alert(1)&lt;/script&gt;");
    assert!(page.text.contains("&lt;b&gt;studie &amp; co"), "{}", page.text);
    assert!(
        !page.text.contains("<b>") && !page.text.contains("<script>"),
        "{}",
        page.text
    );
    let missing = house.post("/open", &cookie, &format!("path={script}"));
    missing.is(400, "&lt;script&gt;");
}

#[test]
fn who_codes_is_asked_once_and_then_known() {
    let house = House::here();
    let cookie = house.signed_in();
    let asked = house.get(&house.page("study?from=1&to=2"), &cookie);
    let who = format!(
        "{}?to={}",
        house.page("who"),
        house.page("study%3Ffrom%3D1%26to%3D2")
    );
    asked.leads_to(&who);
    house
        .get(&who, &cookie)
        .is(200, &format!("value=\"{}\"", house.page("study?from=1&amp;to=2")));
    for (body, sentence) in [
        ("name=++", "A name is missing."),
        (&*format!("name={}", "x".repeat(81)), "at most 80"),
    ] {
        house.post(&who, &cookie, body).is(400, sentence);
    }
    let to = house.page("study%3Ffrom%3D1");
    house
        .post(&who, &cookie, &format!("name=+Anna++Ott+&to={to}"))
        .leads_to(&house.page("study?from=1"));
    house.get(&house.page("study"), &cookie).is(200, "Anna Ott");
    for elsewhere in [
        "//evil.example",
        "/s/other/",
        "%0D%0ASet-Cookie:+x=y",
        "https://evil.example/s/",
    ] {
        house
            .post(&who, &cookie, &format!("name=Anna+Ott&to={elsewhere}"))
            .leads_to(&house.page(""));
    }
    house
        .post(
            &who,
            &cookie,
            &format!("name=Anna+Ott&to={}%0D%0Ax", house.page("study")),
        )
        .leads_to(&house.page(""));
    // The next browser finds the name to choose.
    let other = house.signed_in();
    house
        .get(&house.page("who"), &other)
        .is(200, "value=\"Anna Ott\"");
    house
        .post(&house.page("who"), &other, "known=Anna+Ott")
        .leads_to(&house.page(""));
    house
        .get(&house.page(""), &other)
        // With nothing to code with, what to do next.
        .leads_to(&house.page("study"));
}

#[test]
fn a_signed_in_browser_signs_in_another() {
    let house = House::here();
    let cookie = house.signed_in();
    let page = house.post("/another", &cookie, "");
    page.is(200, "It works once");
    let begin = page.text.find("/?token=").unwrap();
    let link = &page.text[begin..begin + "/?token=".len() + 64];
    let other = house.get(link, "").cookie();
    assert_ne!(other, cookie);
    house.get("/", &other).is(200, "Studies");
    house.get(link, "").is(403, "used before");
    house.post("/sign-out", &other, "").leads_to("/");
    house.get("/", &other).is(401, "not signed in");
    house.get("/", &cookie).is(200, "Studies");
}

#[test]
fn problems_are_pages_in_the_language_of_the_browser() {
    let house = House::here();
    let cookie = house.coding();
    let asked = |address: &str, more: &[(&str, &str)]| {
        house.ask(
            Method::GET,
            address,
            &[&[("cookie", cookie.as_str())], more].concat(),
            "",
        )
    };
    let german = [("accept-language", "de-DE,de;q=0.9,en;q=0.8")];
    asked("/nowhere", &german).is(404, "Diese Seite gibt es nicht.");
    asked("/nowhere", &[]).is(404, "There is no such page.");
    asked("/s/000000000000/study", &german).is(404, "Diese Studie ist nicht geöffnet.");
    // A problem within a study keeps its menu.
    let within = asked(&house.page("nowhere"), &[]);
    within.is(404, &format!("href=\"{}\"", house.page(PAGES[0].path)));
    within.is(404, "Back to the study");
    asked("/another", &[]).is(405, "This page cannot be called that way.");
    house
        .post("/open", &cookie, "nothing=1")
        .is(400, "No path is given.");
    house
        .post("/open", &cookie, "path=/nirgends")
        .is(400, "There is no study file /nirgends.");

    // A language that was chosen is kept and goes before that of the browser.
    let chosen = asked(&house.page("study?lang=de"), &[]);
    chosen.is(200, "<html lang=\"de\">");
    assert!(
        chosen
            .header(header::SET_COOKIE)
            .starts_with("lang=de; Path=/; Max-Age=")
    );
    let kept = house.ask(
        Method::GET,
        "/nowhere",
        &[("cookie", &format!("lang=de; {cookie}"))],
        "",
    );
    kept.is(404, "Diese Seite gibt es nicht.");
    asked(&house.page("study?lang=fr"), &[]).is(200, "<html lang=\"en\">");

    // The script gets the same sentences as data.
    let data = asked("/nowhere", &[("accept", "application/json")]);
    assert_eq!(data.status, StatusCode::NOT_FOUND);
    let data: serde_json::Value = serde_json::from_str(&data.text).unwrap();
    assert_eq!(data["problem"], "There is no such page.");
}

#[test]
fn an_open_study_is_found_again_and_a_copy_of_it_is_another() {
    let house = House::here();
    let cookie = house.coding();
    let copy = house.folder.path().join("copy.freitext");
    std::fs::copy(house.study(), &copy).unwrap();
    let open = |path: &std::path::Path| {
        let path = path
            .to_string_lossy()
            .replace('%', "%25")
            .replace('&', "%26")
            .replace('<', "%3C");
        house
            .post("/open", &cookie, &format!("path={path}"))
            .header(header::LOCATION)
            .to_owned()
    };
    assert_eq!(open(&house.study()), house.page(""));
    let other = open(&copy);
    assert_eq!(other, format!("{}-2/", house.page("").trim_end_matches('/')));
    assert_eq!(open(&copy), other);
}

fn network(coders: &[&str]) -> House {
    House::with(Exposure::Network {
        host: "192.168.0.7".into(),
        coders: coders.iter().map(|&coder| coder.to_owned()).collect(),
    })
}

#[test]
fn in_a_network_everybody_signs_in_with_a_passphrase_of_their_own() {
    let house = network(&["Anna", "Bert"]);
    let mut study = Study::open(&house.study()).unwrap();
    let made = web::admit(&mut study, &["Anna".into(), "Bert".into(), "Carl".into()]).unwrap();
    let host = ("host", "192.168.0.7:8080");
    let origin = ("origin", "http://192.168.0.7:8080");
    let sign_in = |name: &str, passphrase: &str| {
        let body = format!("name={name}&passphrase={passphrase}");
        house.ask(Method::POST, "/sign-in", &[host, origin], &body)
    };
    let get = |address: &str, cookie: &str| house.ask(Method::GET, address, &[host, ("cookie", cookie)], "");

    assert_eq!(house.server.first_link().unwrap(), "http://192.168.0.7:8080/");
    get("/", "").leads_to("/sign-in");
    get(&house.page("study"), "").leads_to("/sign-in");
    let form = get("/sign-in", "");
    form.is(200, "type=\"password\"");
    assert!(
        !form.text.contains("Anna") && !form.text.contains("studie"),
        "{}",
        form.text
    );

    sign_in("Anna", &made[1].passphrase).is(403, "Name or passphrase is wrong.");
    // Carl has a passphrase and was not named when the page began; Dora is nobody.
    sign_in("Carl", &made[2].passphrase).is(403, "Name or passphrase is wrong.");
    sign_in("Dora", "").is(403, "Name or passphrase is wrong.");
    let anna = sign_in("Anna", &made[0].passphrase.to_uppercase().replace('-', "+"));
    anna.leads_to(&house.page(""));
    let cookie = anna.cookie();
    get(&house.page("study"), &cookie).is(200, "Anna");

    // The name is the passphrase's, other studies are out of reach, and links for others do not exist.
    let who = house.page("who");
    let renamed = house.ask(
        Method::POST,
        &who,
        &[host, origin, ("cookie", &cookie)],
        "name=Bert",
    );
    renamed.is(403, "The passphrase says who is signed in here.");
    get(&who, &cookie).is(200, "Sign out");
    for address in ["/open", "/another"] {
        let refused = house.ask(
            Method::POST,
            address,
            &[host, origin, ("cookie", &cookie)],
            "path=x",
        );
        refused.is(404, "There is no such page.");
    }
    get("/", &cookie).leads_to(&house.page(""));

    // A renewed passphrase counts at once, and whoever came in with the one before is out.
    let bert = sign_in("Bert", &made[1].passphrase).cookie();
    get(&house.page("study"), &bert).is(200, "Bert");
    let renewed = web::renew(&mut study, &["Bert".into()]).unwrap();
    get(&house.page("study"), &bert).leads_to("/sign-in");
    get("/", &bert).leads_to("/sign-in");
    sign_in("Bert", &made[1].passphrase).is(403, "wrong");
    let bert = sign_in("Bert", &renewed[0].passphrase);
    bert.leads_to(&house.page(""));
    get(&house.page("study"), &bert.cookie()).is(200, "Bert");
    get(&house.page("study"), &cookie).is(200, "Anna");
}

#[test]
fn whoever_guesses_passphrases_waits() {
    let house = network(&["Anna", "Bert"]);
    let mut study = Study::open(&house.study()).unwrap();
    let made = web::admit(&mut study, &["Anna".into(), "Bert".into()]).unwrap();
    let sign_in = |name: &str, passphrase: &str| {
        let headers = [
            ("host", "192.168.0.7:8080"),
            ("origin", "http://192.168.0.7:8080"),
            ("accept-language", "de"),
        ];
        house.ask(
            Method::POST,
            "/sign-in",
            &headers,
            &format!("name={name}&passphrase={passphrase}"),
        )
    };
    for _ in 0..3 {
        sign_in("Anna", "guessed").is(403, "Name oder Kennwort stimmt nicht.");
    }
    // Even the right one has to wait now; somebody else has not.
    sign_in("Anna", &made[0].passphrase).is(429, "Zu viele falsche Kennwörter für diesen Namen.");
    sign_in("Bert", &made[1].passphrase).leads_to(&house.page(""));
    std::thread::sleep(std::time::Duration::from_millis(1100));
    sign_in("Anna", &made[0].passphrase).leads_to(&house.page(""));
}
