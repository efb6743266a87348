//! The programs that people open our files with, and whose files we open: SPSS by way of PSPP, R, Python.
//!
//! `harness` installs and runs them. A format alone is tested in the file of its name, on `frames`; a whole study in `exports`
//! (the shipped `measures`) and `codings` (`coded`: several questions, three coders), read by all `readers` and held against
//! what is `expected`. A script gets its arguments from the command line and prints one JSON document.

mod codebooks;
mod coded;
mod coded_expected;
mod codings;
#[path = "../desk/mod.rs"]
mod desk;
mod expected;
mod exports;
mod frames;
mod harness;
mod labels;
mod measures;
mod parquet;
mod plain;
mod rds;
mod readers;
mod refi;
mod rscript;
mod sav;
mod sav_said;
mod sav_same;
mod spss_and_back;
mod stata;
mod written;

use harness::{pspp, python, r};

#[test]
fn every_client_says_which_version_it_is() {
    let of_python = python("versions.py", &[]);
    let wanted = include_str!("requirements.txt");
    for (package, version) in wanted.lines().filter_map(|line| line.split_once("==")) {
        assert!(of_python[package].is_string(), "{package}: {of_python}");
        if std::env::var_os(harness::PYTHON).is_none() {
            assert_eq!(of_python[package], version, "{package}");
        }
    }
    let of_r = r("versions.R", &["ä\"\\\n😀"]);
    for package in ["haven", "foreign", "readstata13"] {
        assert!(of_r["versions"][package].is_string(), "{of_r}");
    }
    assert_eq!(of_r["said"], "ä\"\\\n😀");
    assert_eq!(
        of_r["numbers"],
        serde_json::json!([1, 0.1, -1e300, null, null, 0.30000000000000004])
    );
    let of_pspp = pspp("SHOW VERSION.");
    assert!(of_pspp.contains("GNU pspp"), "{of_pspp}");
}
