//! Chromium by way of WebDriver (W3C Recommendation, "WebDriver"): one driver for all tests of this program, a session for
//! each browser. What is missing is installed.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use serde_json::{Value, json};

/// The key under which WebDriver names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// What the driver says of an element that was redrawn, covered or hidden between finding it and clicking.
const MOVED: [&str; 3] = ["stale element", "click intercepted", "not interactable"];

/// A session: one browser with an empty profile.
pub struct Session {
    url: String,
}

impl Session {
    /// `language`: what the browser asks pages for, `de` or `en`.
    pub fn new(language: &str) -> Session {
        let options = json!({
            "args": [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage", format!("--accept-lang={language}"),
            ],
            "binary": browser(),
        });
        let capabilities = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": options,
            "goog:loggingPrefs": { "browser": "ALL" },
        }}});
        let driver = driver();
        let opened = call("POST", &format!("{driver}/session"), &capabilities);
        let id = opened["sessionId"].as_str().expect("a session has an id");
        Session {
            url: format!("{driver}/session/{id}"),
        }
    }

    /// Clicks; whether the element was still on the page, and still where the driver aimed when the click came.
    pub fn click(&self, element: &str) -> bool {
        let url = format!("{}/element/{element}/click", self.url);
        match asked("POST", &url, &serde_json::json!({})) {
            Ok(_) => true,
            Err(error) if MOVED.iter().any(|why| error.contains(why)) => false,
            Err(error) => panic!("WebDriver click: {error}"),
        }
    }

    /// A command of the session: `post("url", json!({"url": …}))`.
    pub fn post(&self, command: &str, body: &Value) -> Value {
        call("POST", &format!("{}/{command}", self.url), body)
    }

    /// As [`Session::post`], where the page may change under the command.
    pub fn try_post(&self, command: &str, body: &Value) -> Result<Value, String> {
        asked("POST", &format!("{}/{command}", self.url), body)
    }

    pub fn get(&self, command: &str) -> Value {
        call("GET", &format!("{}/{command}", self.url), &Value::Null)
    }

    /// The elements of a CSS selector, in the order of the page.
    pub fn elements(&self, css: &str) -> Vec<String> {
        let found = self.post("elements", &json!({ "using": "css selector", "value": css }));
        let found = found.as_array().expect("a list of elements");
        found
            .iter()
            .map(|one| one[ELEMENT].as_str().expect("an element").to_owned())
            .collect()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = asked("DELETE", &self.url, &Value::Null);
    }
}

/// An element as an argument of a script.
pub fn argument(element: &str) -> Value {
    json!({ ELEMENT: element })
}

fn call(method: &str, url: &str, body: &Value) -> Value {
    asked(method, url, body).unwrap_or_else(|error| panic!("WebDriver {method} {url}: {error}"))
}

fn asked(method: &str, url: &str, body: &Value) -> Result<Value, String> {
    let agent = crate::served::agent();
    let answer = match method {
        "POST" => agent.post(url).send_json(body),
        "DELETE" => agent.delete(url).call(),
        _ => agent.get(url).call(),
    };
    let mut answer = answer.map_err(|error| error.to_string())?;
    let good = answer.status().is_success();
    let read = answer
        .body_mut()
        .with_config()
        .limit(1 << 28)
        .read_json::<Value>();
    let value = read.map_err(|error| error.to_string())?["value"].take();
    if good {
        Ok(value)
    } else {
        Err(format!(
            "{}: {}",
            value["error"],
            value["message"].as_str().unwrap_or_default()
        ))
    }
}

/// The address of the driver, which ends with this program: it runs behind a shell that waits for our end of its input.
fn driver() -> &'static str {
    static DRIVER: OnceLock<(Child, String)> = OnceLock::new();
    let (_, address) = DRIVER.get_or_init(|| {
        browser();
        let mut shell = Command::new("sh")
            .args(["-c", "chromedriver --port=0 & read _; kill $!"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("chromedriver does not start: {error}"));
        let output = BufReader::new(shell.stdout.take().expect("the output of the driver"));
        let mut port = None;
        for line in output.lines().map_while(Result::ok) {
            if let Some((_, rest)) = line.split_once("started successfully on port ") {
                port = rest.trim_end_matches('.').parse::<u16>().ok();
                break;
            }
        }
        let port = port.expect("chromedriver names its port");
        (shell, format!("http://127.0.0.1:{port}"))
    });
    address
}

/// The browser's program; installed where there is none.
fn browser() -> &'static str {
    static BROWSER: OnceLock<String> = OnceLock::new();
    BROWSER.get_or_init(|| {
        let found = || {
            let browser = ["chromium", "chromium-browser", "google-chrome"]
                .into_iter()
                .find_map(which)?;
            which("chromedriver").map(|_| browser)
        };
        found().unwrap_or_else(|| {
            install(&["chromium", "chromium-driver"]);
            found().expect("Chromium and chromedriver are installed and not found in PATH")
        })
    })
}

pub fn which(program: &str) -> Option<String> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
        .map(|file| file.to_string_lossy().into_owned())
}

/// Installs packages of the system.
pub fn install(packages: &[&str]) {
    let names = packages.join(" ");
    let command = format!("apt-get update -q && apt-get install -y -q --no-install-recommends {names}");
    let script = format!("if [ \"$(id -u)\" = 0 ]; then {command}; else sudo -n sh -c '{command}'; fi");
    let installed = Command::new("sh")
        .args(["-c", &script])
        .stdin(Stdio::null())
        .status();
    assert!(
        installed.is_ok_and(|status| status.success()),
        "These tests drive a real browser and need: {names}. They could not be installed with apt-get; please install \
         them by hand (chromedriver belongs into PATH) and run the tests again."
    );
}
