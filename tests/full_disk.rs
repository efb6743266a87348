//! A disk that is full while a file is written: one sentence, no half file, and what stood there before stays.
//!
//! The shell lets no file grow beyond a size (`ulimit -f`, in blocks of 512 bytes); its signal is ignored, so that writing fails as it does
//! on a full disk.

#![cfg(unix)]

#[path = "desk/mod.rs"]
mod desk;

use std::process::{Command, Output};

use desk::Desk;

/// Larger than the files beside a study that is read, smaller than what is written.
const BLOCKS: u64 = 72;

fn on_a_full_disk(desk: &Desk, arguments: &[&str]) -> Output {
    Command::new("sh")
        .arg("-c")
        .arg(format!("trap '' XFSZ; ulimit -f {BLOCKS}; exec \"$@\""))
        .arg("sh")
        .arg(env!("CARGO_BIN_EXE_freitext"))
        .args(arguments)
        .args(["--lang", "de"])
        .current_dir(desk.path(""))
        .output()
        .unwrap()
}

#[test]
fn nothing_but_our_sentence_is_said_and_no_half_file_stays() {
    let desk = Desk::new().half_coded("handlungsfelder", |code| Some(code.to_owned()));
    desk.freitext(&["suggest", "s.freitext"]).succeeds();
    let mut written = Vec::new();
    for file in [
        "tables.xlsx",
        "data.xlsx",
        "p.qdpx",
        "matrix.csv",
        "a.sav",
        "a.dta",
        "a.rds",
    ] {
        desk.freitext(&["export", "s.freitext", file]).succeeds();
        let whole = std::fs::read(desk.path(file)).unwrap();
        if whole.len() as u64 <= BLOCKS * 512 {
            continue;
        }
        written.push(file);
        let before = desk.names();
        let output = on_a_full_disk(&desk, &["export", "s.freitext", file]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{file}: {said}");
        assert!(said.contains("ließ sich nicht schreiben"), "{file}: {said}");
        assert!(
            !said.contains("ZipWriter") && !said.contains("panicked"),
            "{file}: {said}"
        );
        assert_eq!(desk.names(), before, "{file}");
        assert_eq!(std::fs::read(desk.path(file)).unwrap(), whole, "{file}");
    }
    for file in ["tables.xlsx", "data.xlsx", "p.qdpx"] {
        assert!(written.contains(&file), "{file} is too small to prove anything");
    }
}
