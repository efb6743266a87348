//! A browser as a person uses it: open, press, click, fill, look. Every wait ends after some seconds with what was on the
//! page instead.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::driver::{Session, argument};

/// How long a page may take until it shows what a test waits for.
const PATIENCE: Duration = Duration::from_secs(10);

/// A screen, in CSS pixels.
#[derive(Debug, Clone, Copy)]
pub struct Screen {
    pub width: u32,
    pub height: u32,
}

pub const WIDE: Screen = Screen {
    width: 1280,
    height: 800,
};
pub const NARROW: Screen = Screen {
    width: 380,
    height: 760,
};

pub struct Browser {
    session: Session,
}

impl Browser {
    /// A wide screen and a person who reads `language` (`de` or `en`).
    pub fn new(language: &str) -> Browser {
        let browser = Browser {
            session: Session::new(language),
        };
        browser.show_on(WIDE);
        browser
    }

    /// A browser that is signed in, in which somebody codes; it stands on the first page of the study.
    pub fn of_coder(served: &crate::served::Served, name: &str, language: &str) -> Browser {
        let browser = Browser::new(language);
        browser.open(&served.fresh_link());
        browser.wait_for("input[name=name]");
        browser.fill("input[name=name]", name);
        browser.press("Enter");
        browser.wait_for(".who");
        browser
    }

    /// Takes another size from now on.
    pub fn show_on(&self, screen: Screen) {
        self.session.post(
            "goog/cdp/execute",
            &json!({ "cmd": "Emulation.setDeviceMetricsOverride", "params": {
                "width": screen.width, "height": screen.height, "deviceScaleFactor": 1, "mobile": false,
            }}),
        );
    }

    pub fn open(&self, url: &str) {
        self.session.post("url", &json!({ "url": url }));
    }

    pub fn url(&self) -> String {
        self.session.get("url").as_str().expect("an address").to_owned()
    }

    /// Presses keys one after the other: `press("j")`, `press("Enter")`, `press("Shift+Tab")`, `press("Control+z")`. What is no
    /// name of a key is typed letter by letter.
    pub fn press(&self, keys: &str) {
        let mut actions = Vec::new();
        let mut down = |key: &str| actions.push(json!({ "type": "keyDown", "value": key }));
        let named: Option<Vec<String>> = keys
            .split('+')
            .map(|key| match (named_key(key), key.chars().count()) {
                (Some(named), _) => Some(named.to_string()),
                (None, 1) => Some(key.to_owned()),
                _ => None,
            })
            .collect();
        match named {
            Some(chord) => {
                chord.iter().for_each(|key| down(key));
                for key in chord.iter().rev() {
                    actions.push(json!({ "type": "keyUp", "value": key }));
                }
            }
            None => {
                for letter in keys.chars().map(String::from) {
                    actions.push(json!({ "type": "keyDown", "value": letter }));
                    actions.push(json!({ "type": "keyUp", "value": letter }));
                }
            }
        }
        self.session.post(
            "actions",
            &json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] }),
        );
    }

    /// Clicks the first element of a selector; where the page was drawn anew or moved meanwhile, where it is now.
    pub fn click(&self, css: &str) {
        self.wait(&format!("{css} to take a click"), || {
            self.session.click(&self.wait_for(css)).then_some(())
        });
    }

    /// Writes into a field instead of what stands in it; a file field takes a path.
    pub fn fill(&self, css: &str, text: &str) {
        let element = self.wait_for(css);
        if self.run("return arguments[0].type !== 'file'", &[argument(&element)]) == json!(true) {
            self.session.post(&format!("element/{element}/clear"), &json!({}));
        }
        self.session
            .post(&format!("element/{element}/value"), &json!({ "text": text }));
    }

    /// Chooses an option of a list by its value.
    pub fn fill_choice(&self, css: &str, value: &str) {
        let element = self.wait_for(css);
        let choose = "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('change', { bubbles: true }))";
        self.run(choose, &[argument(&element), json!(value)]);
    }

    /// Drops a file on an element as a person does with a mouse.
    pub fn drop_file(&self, css: &str, file: &Path) {
        let element = self.wait_for(css);
        let point = self.run(
            "arguments[0].scrollIntoView({ block: 'center' }); const box = arguments[0].getBoundingClientRect(); \
             return [box.x + box.width / 2, box.y + box.height / 2]",
            &[argument(&element)],
        );
        for kind in ["dragEnter", "dragOver", "drop"] {
            self.session.post(
                "goog/cdp/execute",
                &json!({ "cmd": "Input.dispatchDragEvent", "params": {
                    "type": kind, "x": point[0], "y": point[1],
                    "data": { "items": [], "files": [file], "dragOperationsMask": 1 },
                }}),
            );
        }
    }

    /// Puts what is downloaded into a folder without asking.
    pub fn downloads_into(&self, folder: &Path) {
        self.session.post(
            "goog/cdp/execute",
            &json!({ "cmd": "Browser.setDownloadBehavior", "params": { "behavior": "allow", "downloadPath": folder }}),
        );
    }

    /// The text of the first element of a selector, as it is seen.
    pub fn text(&self, css: &str) -> String {
        let element = self.wait_for(css);
        let text = self.session.get(&format!("element/{element}/text"));
        text.as_str().unwrap_or_default().to_owned()
    }

    /// The texts of all elements of a selector that are there now.
    pub fn texts(&self, css: &str) -> Vec<String> {
        let script = "return [...document.querySelectorAll(arguments[0])].map((one) => one.innerText)";
        let texts = self.run(script, &[json!(css)]);
        let texts = texts.as_array().expect("a list of texts");
        texts
            .iter()
            .map(|text| text.as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// How many elements a selector finds now.
    pub fn count(&self, css: &str) -> usize {
        self.session.elements(css).len()
    }

    /// Waits until an element is there and seen; gives WebDriver's name of it.
    pub fn wait_for(&self, css: &str) -> String {
        self.wait(&format!("{css} to be seen"), || {
            let element = self.session.elements(css).into_iter().next()?;
            let seen =
                "const box = arguments[0].getBoundingClientRect(); return box.width > 0 && box.height > 0";
            (self.session.try_post(
                "execute/sync",
                &json!({ "script": seen, "args": [argument(&element)] }),
            ) == Ok(json!(true)))
            .then_some(element)
        })
    }

    /// Waits until an element holds a text.
    pub fn wait_for_text(&self, css: &str, text: &str) {
        self.wait(&format!("{css} to say {text:?}"), || {
            self.texts(css)
                .iter()
                .any(|found| found.contains(text))
                .then_some(())
        });
    }

    /// Waits until the address ends this way.
    pub fn wait_for_address(&self, end: &str) {
        self.wait(&format!("an address that ends with {end}"), || {
            self.url().ends_with(end).then_some(())
        });
    }

    /// Waits for anything.
    pub fn wait<T>(&self, what: &str, until: impl Fn() -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(found) = until() {
                return found;
            }
            if begun.elapsed() > PATIENCE {
                let shown = self.run("return document.body.innerText", &[]);
                panic!(
                    "waited for {what}; {} shows instead:\n{}",
                    self.url(),
                    shown.as_str().unwrap_or_default()
                );
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Runs a script in the page (`arguments[0]` …) and gives what it returns. The page's content security policy stays as
    /// it is.
    pub fn run(&self, script: &str, arguments: &[Value]) -> Value {
        self.session
            .post("execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// As [`Browser::run`] for a script that calls its last argument when it is done.
    pub fn run_later(&self, script: &str, arguments: &[Value]) -> Value {
        self.session
            .post("execute/async", &json!({ "script": script, "args": arguments }))
    }

    /// Errors in the browser's console since it was last asked: of scripts, of the content security policy, of requests.
    pub fn console_errors(&self) -> Vec<String> {
        let log = self.session.post("se/log", &json!({ "type": "browser" }));
        let entries = log.as_array().expect("a list of log entries");
        entries
            .iter()
            .filter(|entry| entry["level"] == "SEVERE")
            .map(|entry| entry["message"].as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// The page is in order: nothing in the console, nothing for axe, nothing wider than the screen.
    pub fn is_in_order(&self) {
        assert_eq!(self.console_errors(), Vec::<String>::new(), "{}", self.url());
        let violations = crate::axe::violations(self);
        assert!(violations.is_empty(), "{}\n{}", self.url(), violations.join("\n"));
        let over = self.run(
            "const root = document.scrollingElement; return root.scrollWidth - root.clientWidth",
            &[],
        );
        assert_eq!(over, json!(0), "{} is wider than the screen", self.url());
    }

    /// What the screen shows, as `target/tmp/screens/NAME.png`.
    pub fn screenshot(&self, name: &str) -> PathBuf {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("screens");
        std::fs::create_dir_all(&folder).unwrap();
        let picture = self.session.get("screenshot");
        let path = folder.join(format!("{name}.png"));
        std::fs::write(&path, from_base64(picture.as_str().expect("a picture"))).unwrap();
        path
    }
}

/// WebDriver's letters for keys without a letter of their own (W3C WebDriver, "Keyboard actions").
fn named_key(name: &str) -> Option<char> {
    Some(match name {
        "Backspace" => '\u{e003}',
        "Tab" => '\u{e004}',
        "Enter" => '\u{e007}',
        "Shift" => '\u{e008}',
        "Control" => '\u{e009}',
        "Alt" => '\u{e00a}',
        "Escape" => '\u{e00c}',
        "Space" => ' ',
        "PageUp" => '\u{e00e}',
        "PageDown" => '\u{e00f}',
        "End" => '\u{e010}',
        "Home" => '\u{e011}',
        "ArrowLeft" => '\u{e012}',
        "ArrowUp" => '\u{e013}',
        "ArrowRight" => '\u{e014}',
        "ArrowDown" => '\u{e015}',
        "Delete" => '\u{e017}',
        _ => return None,
    })
}

fn from_base64(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0u32, 0);
    for letter in text.bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    bytes
}
