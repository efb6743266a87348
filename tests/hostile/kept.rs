//! The small corpus of the fuzz targets: whatever was found there ends in a sentence or is read.

use std::path::Path;

use crate::case;

/// With which endings the files of a target are given to the program; where a first byte chooses (see
/// `fuzz/fuzz_targets`), it is taken off.
const TARGETS: &[(&str, &[&str], First)] = &[
    ("sav", &["sav"], First::Belongs),
    ("dta", &["dta"], First::Belongs),
    ("limesurvey", &["lss"], First::Belongs),
    ("table", &["csv", "txt", "xlsx", "ods"], First::Chooses),
    ("qda", &["qdpx", "qdpx", "qdc"], First::Chooses),
    (
        "dictionary",
        &["yml", "dic", "cat", "lc3", "ykd", "qdc"],
        First::Chooses,
    ),
];

/// Whether the first byte of an input is part of the file.
#[derive(PartialEq, Eq)]
enum First {
    Belongs,
    Chooses,
}

#[test]
fn what_the_fuzz_targets_keep_is_survived() {
    let mut files = 0;
    for (target, endings, first) in TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fuzz/corpus")
            .join(target);
        let mut kept: Vec<_> = std::fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
            .map(|entry| entry.unwrap().path())
            .collect();
        kept.sort();
        files += kept.len();
        for path in kept {
            let mut bytes = std::fs::read(&path).unwrap();
            let chosen = match first {
                First::Chooses if !bytes.is_empty() => usize::from(bytes.remove(0)),
                _ => 0,
            };
            let ending = endings[chosen % endings.len()];
            let name = format!("{target}/{}", path.file_name().unwrap().to_string_lossy());
            case(&format!("a.{ending}"), &name, bytes, "").is_survived();
        }
    }
    assert!(files > 0, "the corpus is not there");
}
