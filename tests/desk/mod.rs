//! A desk for the tests of the command line: a folder of its own, the program, and answers that read as sentences.

#![allow(dead_code)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub struct Desk {
    folder: tempfile::TempDir,
    /// How many threads the program may use; as many as it likes where none is said.
    threads: Option<usize>,
}

/// What a call gave.
pub struct Answer {
    call: String,
    output: Output,
}

impl Desk {
    pub fn new() -> Desk {
        Desk {
            folder: tempfile::tempdir().unwrap(),
            threads: None,
        }
    }

    /// Where the program uses so many threads.
    pub fn with_threads(threads: usize) -> Desk {
        Desk {
            threads: Some(threads),
            ..Desk::new()
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The path of a shipped corpus.
    pub fn corpus(&self, name: &str) -> String {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("corpora")
            .join(name)
            .to_string_lossy()
            .into_owned()
    }

    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Desk {
        std::fs::write(self.path(name), bytes).unwrap();
        self
    }

    /// Runs the program in the folder, in English unless `--lang` says otherwise.
    pub fn freitext(&self, arguments: &[&str]) -> Answer {
        let mut command = Command::new(env!("CARGO_BIN_EXE_freitext"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("LC_ALL", "C")
            .env("LANG", "C")
            .env_remove("LANGUAGE");
        if let Some(threads) = self.threads {
            command.env("RAYON_NUM_THREADS", threads.to_string());
        }
        let output = command.output().unwrap();
        Answer {
            call: arguments.join(" "),
            output,
        }
    }

    /// Reads the answers of a file with the columns `id` and `text` into a study.
    pub fn import(&self, study: &str, file: &str) {
        self.freitext(&["import", study, file, "--text", "text", "--id", "id"])
            .succeeds();
    }

    /// The same with the codings of its column `codes`, as decisions of a coder.
    pub fn import_coded(&self, study: &str, file: &str, coder: &str, codebook: &str) {
        let answers = ["import", study, file, "--text", "text", "--id", "id"];
        let codings = ["--codes", "codes", "--coder", coder, "--codebook", codebook];
        self.freitext(&[&answers[..], &codings].concat()).succeeds();
    }

    /// A file in the form of the shipped measures comes into `s.freitext`: answers in the column `text`, respondents, codings of a
    /// coder.
    pub fn codings_come(&self, file: &str, text: &str, coder: &str, codebook: &str) {
        let answers = ["import", "s.freitext", file, "--text", text, "--id", "id"];
        let codings = ["--respondent", "respondent", "--codes", "codes"];
        let whose = ["--coder", coder, "--codebook", codebook];
        self.freitext(&[&answers[..], &codings, &whose].concat())
            .succeeds();
    }

    /// The shipped measures, in a study; those of respondents with an odd number coded, by Eva. `code` gives what stands in place of a code.
    pub fn half_coded(self, codebook: &str, code: impl Fn(&str) -> Option<String>) -> Desk {
        let mut reader = csv::Reader::from_path(self.corpus("massnahmen.csv")).unwrap();
        let headings = reader.headers().unwrap().clone();
        let column = |name: &str| headings.iter().position(|heading| heading == name).unwrap();
        let (respondent, codes) = (column("respondent"), column("codes"));
        let mut half = csv::Writer::from_writer(Vec::new());
        half.write_record(&headings).unwrap();
        for row in reader.records() {
            let row = row.unwrap();
            let is_coded = row[respondent].parse::<usize>().unwrap() % 2 == 1;
            let kept = match is_coded {
                true => {
                    let given: Vec<String> = row[codes].split('|').filter_map(&code).collect();
                    given.join("|")
                }
                false => String::new(),
            };
            let cells = row.iter().enumerate();
            half.write_record(cells.map(|(at, cell)| if at == codes { &kept } else { cell }))
                .unwrap();
        }
        self.file("half.csv", half.into_inner().unwrap());
        self.codings_come("half.csv", "text", "Eva", codebook);
        self
    }

    /// Names in the folder, sorted.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }
}

impl Answer {
    pub fn out(&self) -> String {
        String::from_utf8_lossy(&self.output.stdout).into_owned()
    }

    pub fn err(&self) -> String {
        String::from_utf8_lossy(&self.output.stderr).into_owned()
    }

    /// Exit code 0; gives what was printed.
    pub fn succeeds(&self) -> String {
        assert_eq!(
            self.output.status.code(),
            Some(0),
            "freitext {}\n{}",
            self.call,
            self.err()
        );
        self.out()
    }

    /// The exit code, and every piece in what was said on standard error.
    pub fn fails(&self, code: i32, pieces: &[&str]) {
        let err = self.err();
        assert_eq!(
            self.output.status.code(),
            Some(code),
            "freitext {}\n{err}",
            self.call
        );
        for piece in pieces {
            assert!(
                err.contains(piece),
                "freitext {}\n{piece:?} is not in\n{err}",
                self.call
            );
        }
        assert!(!err.contains("panicked"), "{err}");
    }
}
