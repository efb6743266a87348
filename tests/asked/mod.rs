//! The router asked in process, by somebody who codes.

#![allow(dead_code)]

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use freitext::study::Study;
use freitext::web::{self, Exposure, Server};
use freitext::words::Language;
use tower::ServiceExt;

const ORIGIN: &str = "http://127.0.0.1:8080";

/// A server for one study.
pub struct Desk {
    folder: tempfile::TempDir,
    server: Server,
    runtime: tokio::runtime::Runtime,
}

/// A browser without a script in which somebody codes.
pub struct Person<'d> {
    desk: &'d Desk,
    cookie: String,
}

pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub text: String,
    cookie: String,
}

impl Desk {
    /// `fill` makes the study.
    pub fn new(fill: impl FnOnce(&mut Study)) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("studie.freitext");
        let mut study = Study::draft(&path).unwrap().keep().unwrap();
        fill(&mut study);
        drop(study);
        let server = Server::new(Exposure::ThisMachine, 8080, Some(&path), Language::De).unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        Desk {
            folder,
            server,
            runtime,
        }
    }

    /// The study beside the server, as another program opens it.
    pub fn study(&self) -> Study {
        Study::open(&self.folder.path().join("studie.freitext")).unwrap()
    }

    pub fn person(&self, name: &str) -> Person<'_> {
        let link = self.server.first_link().unwrap();
        let link = link.strip_prefix(ORIGIN).unwrap();
        let entered = self.ask(Method::GET, link, &[], "");
        let person = Person {
            desk: self,
            cookie: entered.cookie,
        };
        let named = person.send("who", &[("name", name)]);
        assert_eq!(named.status, StatusCode::SEE_OTHER, "{}", named.text);
        person
    }

    fn ask(&self, method: Method, address: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(address)
            .header("host", "127.0.0.1:8080")
            .header("origin", ORIGIN)
            .header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        self.runtime.block_on(async {
            let response = web::router(&self.server).oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
            let header = |name| {
                parts
                    .headers
                    .get(name)
                    .map_or("", |value| value.to_str().unwrap())
            };
            Answer {
                status: parts.status,
                location: header(header::LOCATION).to_owned(),
                cookie: header(header::SET_COOKIE).split(';').next().unwrap().to_owned(),
                text: String::from_utf8_lossy(&bytes).into_owned(),
            }
        })
    }
}

impl Person<'_> {
    /// An address of the study: `code?unit=3`.
    fn to(&self, page: &str) -> String {
        format!("{}{page}", self.desk.server.first_page())
    }

    pub fn look(&self, page: &str) -> Answer {
        self.desk
            .ask(Method::GET, &self.to(page), &[("cookie", &self.cookie)], "")
    }

    /// Looks where an answer leads to.
    pub fn follow(&self, answer: &Answer) -> Answer {
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        self.desk
            .ask(Method::GET, &answer.location, &[("cookie", &self.cookie)], "")
    }

    /// Sends a form.
    pub fn send(&self, page: &str, fields: &[(&str, &str)]) -> Answer {
        let headers = [("cookie", &*self.cookie)];
        self.desk.ask(
            Method::POST,
            &self.to(page),
            &headers,
            &web::query(fields.iter().copied()),
        )
    }

    /// Sends a form as the script does.
    pub fn send_for_json(&self, page: &str, fields: &[(&str, &str)]) -> (StatusCode, serde_json::Value) {
        let headers = [("cookie", &*self.cookie), ("accept", "application/json")];
        let body = web::query(fields.iter().copied());
        let answer = self.desk.ask(Method::POST, &self.to(page), &headers, &body);
        (
            answer.status,
            serde_json::from_str(&answer.text).unwrap_or_default(),
        )
    }

    pub fn look_for_json(&self, page: &str) -> serde_json::Value {
        let headers = [("cookie", &*self.cookie), ("accept", "application/json")];
        let answer = self.desk.ask(Method::GET, &self.to(page), &headers, "");
        serde_json::from_str(&answer.text).unwrap_or_else(|_| panic!("{}", answer.text))
    }
}

impl Answer {
    #[track_caller]
    pub fn is(&self, status: u16, piece: &str) {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        assert!(self.text.contains(piece), "{piece:?} is not in\n{}", self.text);
    }

    #[track_caller]
    pub fn lacks(&self, piece: &str) {
        assert!(!self.text.contains(piece), "{piece:?} is in\n{}", self.text);
    }
}
