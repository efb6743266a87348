//! Files of people who mean harm, or of a disk that broke: refused with a sentence, in little memory and little time.
//!
//! Each case is run by the program itself, whose data segment may not grow beyond 512 MB (`RLIMIT_DATA`, which on Linux
//! covers everything that it allocates), and which is given ten seconds of a processor (`RLIMIT_CPU`): how long that takes on
//! the clock depends on what else the machine does, and is bounded only so that a test that waits for ever ends.

mod bombs;
mod kept;
mod lies;
mod old_workbooks;

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// In units of 1024 bytes, as the shell counts.
const MEMORY: u64 = 512 << 10;
/// Seconds of processor time.
const TIME: u64 = 10;
const PATIENCE: Duration = Duration::from_secs(300);

/// A file and what is done with it.
pub struct Case {
    pub name: String,
    pub file: String,
    pub bytes: Vec<u8>,
    /// A piece of the English sentence, in lower case; empty where any will do.
    pub says: &'static str,
}

pub fn case(file: &str, name: &str, bytes: Vec<u8>, says: &'static str) -> Case {
    Case {
        name: name.to_owned(),
        file: file.to_owned(),
        bytes,
        says,
    }
}

/// Files that hold answers; the others are codebooks.
const ANSWERS: &[&str] = &[
    "csv", "txt", "tsv", "xlsx", "xlsb", "xls", "ods", "sav", "zsav", "dta", "lsa", "lss", "qdpx",
];

impl Case {
    fn is_of_answers(&self) -> bool {
        let ending = Path::new(&self.file).extension().unwrap_or_default();
        ANSWERS.iter().any(|known| ending == *known)
    }

    /// What the program says to the file, under the limits, in a folder of its own.
    fn run(&self, language: &str) -> Output {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(&self.file), &self.bytes).unwrap();
        let arguments: &[&str] = match self.is_of_answers() {
            true => &["import", "s.freitext", &self.file],
            false => &["codebook", "import", &self.file, "--to", "a.toml"],
        };
        let mut program = Command::new("sh")
            .arg("-c")
            .arg(format!("ulimit -d {MEMORY}; ulimit -t {TIME}; exec \"$@\""))
            .arg("sh")
            .arg(env!("CARGO_BIN_EXE_freitext"))
            .args(arguments)
            .args(["--lang", language])
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let begun = Instant::now();
        while program.try_wait().unwrap().is_none() {
            if begun.elapsed() > PATIENCE {
                program.kill().unwrap();
                panic!("{} waits for ever", self.name);
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        let output = program.wait_with_output().unwrap();
        let study = folder.path().join("s.freitext");
        assert!(
            output.status.success() || !study.exists(),
            "{}: half a study",
            self.name
        );
        output
    }

    /// That the file is refused, in both languages, with what to do.
    pub fn is_refused(&self) {
        for language in ["en", "de"] {
            let output = self.run(language);
            let said = String::from_utf8_lossy(&output.stderr);
            let code = output.status.code();
            assert!(
                matches!(code, Some(1 | 2)),
                "{} ended with {code:?}: {said}",
                self.name
            );
            assert!(said.lines().count() >= 2, "{} without advice: {said}", self.name);
            if language == "en" {
                assert!(said.to_lowercase().contains(self.says), "{}: {said}", self.name);
            }
        }
    }

    /// That the program ends of itself, whatever it makes of the file.
    pub fn is_survived(&self) {
        let output = self.run("en");
        let code = output.status.code();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            matches!(code, Some(0..=2)),
            "{} ended with {code:?}: {said}",
            self.name
        );
    }
}
