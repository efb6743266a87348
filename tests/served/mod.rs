//! The program answering browsers on a study of its own, made from a shipped corpus; for tests over the wire.

#![allow(dead_code)]

pub mod scripted;

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

pub struct Served {
    folder: tempfile::TempDir,
    child: Child,
    link: String,
    /// The cookie of a browser that gives out further links; begun when the first is asked for.
    session: Mutex<Option<String>>,
}

impl Served {
    /// `freitext review` of 440 answers with suggestions of the codebook `handlungsfelder`.
    pub fn review() -> Served {
        Served::review_of("massnahmen.csv", "handlungsfelder", &[])
    }

    /// `freitext review` of a corpus that ships with the project, with suggestions of a codebook; `more`: further arguments.
    pub fn review_of(corpus: &str, codebook: &str, more: &[&str]) -> Served {
        let folder = tempfile::tempdir().unwrap();
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora").join(corpus);
        let corpus = corpus.to_string_lossy().into_owned();
        let study = "studie.freitext";
        freitext(
            folder.path(),
            &[
                "import",
                study,
                &corpus,
                "--text",
                "text",
                "--id",
                "id",
                "--respondent",
                "respondent",
            ],
        );
        freitext(folder.path(), &["suggest", study, "--codebook", codebook]);
        Served::start(folder, &[&["review", study, "--no-open"], more].concat())
    }

    /// `freitext review` of the measures of the first wave and the barriers of the third, both coded by their author, and the
    /// measures once more as wave 2.
    pub fn review_of_two_waves() -> Served {
        let folder = tempfile::tempdir().unwrap();
        let study = "studie.freitext";
        let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora");
        // The same offices say the same a year later.
        let mut first = csv::Reader::from_path(corpora.join("massnahmen.csv")).unwrap();
        let mut again = csv::Writer::from_path(folder.path().join("again.csv")).unwrap();
        let headings = first.headers().unwrap().clone();
        again.write_record(&headings).unwrap();
        for row in first.records() {
            let row = row.unwrap();
            let cells = headings.iter().zip(&row).map(|(heading, cell)| match heading {
                "id" => format!("again-{cell}"),
                "wave" => "2".to_owned(),
                _ => cell.to_owned(),
            });
            again.write_record(cells).unwrap();
        }
        again.flush().unwrap();
        for (file, text, codebook) in [
            (corpora.join("massnahmen.csv"), "text", "handlungsfelder"),
            (folder.path().join("again.csv"), "text", "handlungsfelder"),
            (corpora.join("welle3.csv"), "hemmnis", "hemmnisse"),
        ] {
            let file = file.to_string_lossy().into_owned();
            let columns = ["--text", text, "--id", "id", "--respondent", "respondent"];
            let codings = ["--codes", "codes", "--coder", "Autorin", "--codebook", codebook];
            freitext(
                folder.path(),
                &[&["import", study, &file][..], &columns, &codings].concat(),
            );
        }
        Served::start(folder, &["review", study, "--no-open"])
    }

    /// `freitext review` of `n` answers that were made up for a test, with a codebook of the codes `a` and `b` and no
    /// suggestions.
    pub fn review_of_made_up(n: usize) -> Served {
        let folder = tempfile::tempdir().unwrap();
        let rows: String = (1..=n).map(|row| format!("{row},Antwort {row}\n")).collect();
        std::fs::write(folder.path().join("a.csv"), format!("id,text\n{rows}")).unwrap();
        let code =
            |id: &str, value: u8| format!("[[code]]\nid = \"{id}\"\nvalue = {value}\nlabel = \"{id}\"\n");
        let head = "format = 1\ntitle = \"Felder\"\nversion = \"1\"\nlanguage = \"de\"\n";
        let codebook = [head, &code("a", 1), &code("b", 2)].concat();
        std::fs::write(folder.path().join("felder.toml"), codebook).unwrap();
        let study = "studie.freitext";
        freitext(
            folder.path(),
            &["import", study, "a.csv", "--text", "text", "--id", "id"],
        );
        freitext(folder.path(), &["suggest", study, "--codebook", "felder.toml"]);
        Served::start(folder, &["review", study, "--no-open"])
    }

    /// Kills the program and starts it on the same study again.
    pub fn start_again(&mut self) {
        self.kill();
        (self.child, self.link) = started(self.folder.path(), &["review", "studie.freitext", "--no-open"]);
        self.session = Mutex::default();
    }

    /// `freitext` alone, in an empty folder.
    pub fn start_page() -> Served {
        Served::start(tempfile::tempdir().unwrap(), &["--no-open"])
    }

    fn start(folder: tempfile::TempDir, arguments: &[&str]) -> Served {
        let (child, link) = started(folder.path(), arguments);
        Served {
            folder,
            child,
            link,
            session: Mutex::default(),
        }
    }

    /// `http://127.0.0.1:PORT`.
    pub fn address(&self) -> String {
        let end = self.link[7..].find('/').map_or(self.link.len(), |at| at + 7);
        self.link[..end].to_owned()
    }

    /// The link that the program printed. It signs in once; [`Served::fresh_link`] uses it up.
    pub fn printed_link(&self) -> &str {
        &self.link
    }

    /// A link that signs in one more browser.
    pub fn fresh_link(&self) -> String {
        let mut session = self.session.lock().unwrap();
        let cookie = session.get_or_insert_with(|| self.enter(&self.link));
        let page = agent()
            .post(format!("{}/another", self.address()))
            .header("origin", self.address())
            .header("cookie", cookie.as_str())
            .send_empty()
            .unwrap()
            .body_mut()
            .read_to_string()
            .unwrap();
        let begin = page.find("<code id=\"link\">").expect("a link on the page") + 16;
        let end = begin + page[begin..].find('<').unwrap();
        page[begin..end].to_owned()
    }

    /// A new passphrase for somebody who codes.
    pub fn new_passphrase(&self, name: &str) -> String {
        let printed = freitext(
            self.folder.path(),
            &["review", "studie.freitext", "--new-passphrase", name],
        );
        printed.trim().rsplit(' ').next().unwrap().to_owned()
    }

    /// Signs a script in by a link; gives the cookie to send along.
    pub fn enter(&self, link: &str) -> String {
        let response = agent().get(link).call().unwrap();
        let cookie = response
            .headers()
            .get("set-cookie")
            .expect("a link that signs in");
        cookie.to_str().unwrap().split(';').next().unwrap().to_owned()
    }

    /// The address of the study's pages: `http://127.0.0.1:PORT/s/0123456789ab`.
    pub fn study_address(&self) -> String {
        format!("{}/s/{}", self.address(), self.study_id())
    }

    /// The id of the study in addresses: the beginning of its identity.
    pub fn study_id(&self) -> String {
        let study = freitext::study::Study::look(&self.study()).unwrap();
        study.identity().unwrap()[..12].to_owned()
    }

    pub fn study(&self) -> PathBuf {
        self.path("studie.freitext")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The text of a downloaded file with this ending, as soon as it is there.
    pub fn downloaded(&self, ending: &str) -> String {
        std::fs::read_to_string(self.downloaded_file(ending)).unwrap()
    }

    /// The file itself.
    pub fn downloaded_file(&self, ending: &str) -> PathBuf {
        let begun = std::time::Instant::now();
        loop {
            let mut names = self.names().into_iter();
            let found = names.find(|name| name.ends_with(&format!(".{ending}")));
            match found.map(|name| self.path(&name)) {
                Some(path) if std::fs::metadata(&path).is_ok_and(|file| file.len() > 0) => return path,
                _ => assert!(
                    begun.elapsed().as_secs() < 30,
                    "no .{ending} came: {:?}",
                    self.names()
                ),
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    }

    /// Studies in the folder and what belongs to them, sorted.
    pub fn names_of_studies(&self) -> Vec<String> {
        let of_study = |name: &String| name.contains(".freitext");
        self.names().into_iter().filter(of_study).collect()
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Ends the program the hard way, as a power cut would.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Asks without following redirections, without a proxy; a status of 400 and more is an answer like any other.
pub fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .proxy(None)
        .max_redirects(0)
        .http_status_as_error(false)
        .build()
        .into()
}

/// The program, answering browsers, and the link that it printed.
fn started(folder: &Path, arguments: &[&str]) -> (Child, String) {
    let mut child = command(folder, arguments).stdout(Stdio::piped()).spawn().unwrap();
    let mut link = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut link)
        .unwrap();
    let link = link.trim().to_owned();
    assert!(
        link.starts_with("http://"),
        "freitext {arguments:?} begins with {link:?}"
    );
    (child, link)
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_freitext"));
    command
        .args(arguments)
        .current_dir(folder)
        .env("LC_ALL", "C")
        .env("LANG", "C")
        .env_remove("LANGUAGE")
        .env("HOME", folder)
        .env("XDG_DATA_HOME", folder)
        .env("XDG_CONFIG_HOME", folder);
    command
}

/// Runs the program to its end; gives what it printed.
fn freitext(folder: &Path, arguments: &[&str]) -> String {
    let output = command(folder, arguments).output().unwrap();
    assert!(
        output.status.success(),
        "freitext {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}
