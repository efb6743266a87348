//! Without a command line: from a file that a browser sends to a study, suggestions, tables and downloads. The router answers in
//! process; what a browser shows of it is tested in `browser`.

mod bad_files;
mod beside;
mod further;
mod joining;
mod log;
mod opening;
#[path = "../served/questionnaire.rs"]
mod questionnaire;
mod results;
mod whole_way;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use freitext::study::Study;
use freitext::web::{self, Address, Exposure, Machine, Server};
use freitext::words::Language;
use tower::ServiceExt;

const ORIGIN: &str = "http://127.0.0.1:8080";
/// Bytes of the largest file that is taken.
const LARGEST: u64 = 1 << 20;

/// A machine of its own with somebody who is signed in.
struct House {
    folder: tempfile::TempDir,
    server: Server,
    runtime: tokio::runtime::Runtime,
    cookie: String,
}

struct Answer {
    status: StatusCode,
    to: String,
    kind: String,
    file: String,
    cookie: String,
    text: String,
}

/// A field of a form with a file: name, name of the file, content.
type Part<'p> = (&'p str, Option<&'p str>, &'p [u8]);

impl House {
    fn new() -> House {
        House::with(Exposure::ThisMachine, None)
    }

    fn with(exposure: Exposure, study: Option<&Path>) -> House {
        let folder = tempfile::tempdir().unwrap();
        let address = Address { exposure, port: 8080 };
        let machine = Machine::within(folder.path(), LARGEST);
        let server = Server::on(machine, address, study, Language::En).unwrap();
        let mut house = House {
            folder,
            server,
            runtime: tokio::runtime::Builder::new_multi_thread()
                .worker_threads(1)
                .enable_all()
                .build()
                .unwrap(),
            cookie: String::new(),
        };
        let link = house.server.first_link().unwrap();
        let entered = house.get(link.strip_prefix(ORIGIN).unwrap());
        house.cookie = entered.cookie.split(';').next().unwrap().to_owned();
        house
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Names in the folder of the machine, sorted, without the list of recent studies and journals.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            // An open study has its journal beside it.
            .filter(|name| name != "recent.json" && !name.ends_with("-wal") && !name.ends_with("-shm"))
            .collect();
        names.sort();
        names
    }

    fn ask(&self, request: Request<Body>) -> Answer {
        self.runtime.block_on(async {
            let response = web::router(&self.server).oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
            let header = |name| {
                let value = parts.headers.get(name);
                value.map_or(String::new(), |value| value.to_str().unwrap().to_owned())
            };
            Answer {
                status: parts.status,
                to: header(header::LOCATION),
                kind: header(header::CONTENT_TYPE),
                file: header(header::CONTENT_DISPOSITION),
                cookie: header(header::SET_COOKIE),
                text: String::from_utf8_lossy(&bytes).into_owned(),
            }
        })
    }

    fn request(&self, method: Method, address: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(address)
            .header("host", "127.0.0.1:8080")
            .header("origin", ORIGIN)
            .header("cookie", &self.cookie)
    }

    fn get(&self, address: &str) -> Answer {
        let request = self.request(Method::GET, address);
        self.ask(request.body(Body::empty()).unwrap())
    }

    fn post(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let encoded: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", in_address(value)))
            .collect();
        let request = self
            .request(Method::POST, address)
            .header("content-type", "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(encoded.join("&"))).unwrap())
    }

    /// Sends a form with files.
    fn send(&self, address: &str, parts: &[Part<'_>]) -> Answer {
        let mut body = Vec::new();
        for (name, file, content) in parts {
            let file = file.map_or(String::new(), |file| format!("; filename=\"{file}\""));
            body.extend_from_slice(
                format!("--border\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n")
                    .as_bytes(),
            );
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--border--\r\n");
        let request = self
            .request(Method::POST, address)
            .header("content-type", "multipart/form-data; boundary=border");
        self.ask(request.body(Body::from(body)).unwrap())
    }

    /// Drops a file on the start page; gives the address of what was recognised.
    fn drop_file(&self, name: &str, content: &[u8]) -> String {
        let dropped = self.send("/new", &[("file", Some(name), content)]);
        assert_eq!(dropped.status, StatusCode::SEE_OTHER, "{}", dropped.text);
        dropped.to
    }

    /// Says what was recognised, and where the study is to stand; `more`: what is said beside.
    fn say(&self, upload: &str, name: &str, more: &[(&str, &str)]) -> Answer {
        let folder = self.folder.path().display().to_string();
        let mut fields = vec![("do", "go"), ("name", name), ("folder", folder.as_str())];
        fields.extend(more);
        self.post(upload, &fields)
    }

    /// Waits for a step; gives its last page.
    fn finished(&self, address: &str) -> Answer {
        let begun = Instant::now();
        loop {
            let page = self.get(address);
            if !page.text.contains("data-running") {
                return page;
            }
            assert!(begun.elapsed() < Duration::from_secs(60), "{}", page.text);
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// A study of shipped answers with a shipped codebook, made by way of the pages; its address, `/s/…`.
    fn study(&self) -> String {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/massnahmen.csv");
        let upload = self.drop_file("massnahmen.csv", &std::fs::read(corpus).unwrap());
        let said = self.say(&upload, "Welle 1", &[("text", "text"), ("id", "id")]);
        assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text);
        let begun = self.send(&said.to, &[("codebook", None, b"handlungsfelder")]);
        assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text);
        let done = self.finished(&begun.to);
        assert!(done.text.contains("data-finished"), "{}", done.text);
        let study = format!("/s/{}", self.id("Welle 1.freitext"));
        let named = self.post(&format!("{study}/who"), &[("name", "Anna")]);
        assert_eq!(named.status, StatusCode::SEE_OTHER, "{}", named.text);
        study
    }

    /// The id of a study in addresses.
    fn id(&self, name: &str) -> String {
        let study = Study::look(&self.path(name)).unwrap();
        study.identity().unwrap()[..12].to_owned()
    }
}

impl Answer {
    /// Every piece stands on the page.
    fn says(&self, pieces: &[&str]) {
        for piece in pieces {
            assert!(self.text.contains(piece), "{piece:?} is not in\n{}", self.text);
        }
    }
}

fn in_address(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
