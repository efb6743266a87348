//! The small corpus of the fuzz targets: whatever was found there ends in a sentence or is read, by the program and by the
//! functions that are fuzzed.

use std::path::{Path, PathBuf};

use crate::case;

#[path = "../../fuzz/src/lib.rs"]
mod targets;

/// A target, what it is called, and with which endings its files are given to the program; where there are several, the
/// first byte chooses one and is no part of the file.
struct Target {
    name: &'static str,
    run: fn(&[u8]),
    endings: &'static [&'static str],
}

const TARGETS: &[Target] = &[
    Target {
        name: "sav",
        run: targets::sav,
        endings: &["sav"],
    },
    Target {
        name: "dta",
        run: targets::dta,
        endings: &["dta"],
    },
    Target {
        name: "limesurvey",
        run: targets::limesurvey,
        endings: &["lss"],
    },
    Target {
        name: "table",
        run: targets::table,
        endings: targets::TABLES,
    },
    Target {
        name: "qda",
        run: targets::qda,
        endings: targets::PROJECTS,
    },
    Target {
        name: "dictionary",
        run: targets::dictionary,
        endings: targets::CODEBOOKS,
    },
    Target {
        name: "query",
        run: targets::query,
        endings: &["toml"],
    },
];

impl Target {
    fn kept(&self) -> Vec<PathBuf> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fuzz/corpus")
            .join(self.name);
        let mut kept: Vec<_> = std::fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
            .map(|entry| entry.unwrap().path())
            .collect();
        assert!(!kept.is_empty(), "nothing is kept for {}", self.name);
        kept.sort();
        kept
    }
}

#[test]
fn what_the_fuzz_targets_keep_is_survived_by_the_program() {
    for target in TARGETS {
        for path in target.kept() {
            let mut bytes = std::fs::read(&path).unwrap();
            let chosen = match target.endings.len() {
                1 => 0,
                _ if bytes.is_empty() => 0,
                _ => usize::from(bytes.remove(0)),
            };
            let ending = target.endings[chosen % target.endings.len()];
            let name = path.file_name().unwrap().to_string_lossy();
            let name = format!("{}/{name}", target.name);
            case(&format!("a.{ending}"), &name, bytes, "").is_survived();
        }
    }
}

#[test]
fn what_the_fuzz_targets_keep_runs_through_what_is_fuzzed() {
    for target in TARGETS {
        for path in target.kept() {
            let bytes = std::fs::read(&path).unwrap();
            (target.run)(&bytes);
        }
    }
}
