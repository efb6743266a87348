//! Codebooks and dictionaries of other programs → codebook.
//!
//! A category becomes a code, the category that holds it its dimension, its patterns become match rules. What has no equivalent
//! here is said with its line and left out. Adding a format is one file and one line in [`FORMATS`].
//!
//! | member | what |
//! |---|---|
//! | `letters` | bytes → text |
//! | `dictionary` | categories with patterns, as all these formats have them → codebook |
//! | `pattern` | one pattern → a query |
//! | `ids` | names of categories → ids |
//! | `said` | what is said of the lines that were left out |
//! | `yaml` | quanteda: nested keys in YAML |
//! | `liwc` | LIWC: `.dic` |
//! | `wordstat` | WordStat: `.cat` |
//! | `lexicoder` | Lexicoder: `.lc3` |
//! | `yoshikoder` | Yoshikoder: `.ykd`, and Lexicoder's `.lcd`, which is the same |
//!
//! Source of the formats: how quanteda reads them (`R/dictionaries.R`, <https://github.com/quanteda/quanteda>). Deliberately
//! absent: REFI-QDA (`of_refi`), and tables
//! (`table`), whose rows room `import` reads.

mod dictionary;
mod ids;
mod letters;
mod lexicoder;
mod liwc;
mod pattern;
mod said;
mod wordstat;
mod yaml;
mod yoshikoder;

use dictionary::Dictionary;
pub(super) use ids::Ids;

use super::{Codebook, from_refi, name_of};
use crate::problem::{Notice, Problem, Result};
use crate::refi::read_codebook;

/// A kind of file.
pub struct Format {
    /// The program it comes from.
    pub program: &'static str,
    /// Endings of its files, without the full stop, in small letters.
    pub endings: &'static [&'static str],
    read: Read,
}

enum Read {
    /// Categories with patterns.
    Text(fn(&str, &mut Dictionary) -> Result<()>),
    /// Another room's format.
    Bytes(fn(&[u8]) -> Result<Made>),
}

type Made = (Codebook, Vec<Notice>);

pub const FORMATS: &[Format] = &[
    Format {
        program: "quanteda",
        endings: &["yml", "yaml"],
        read: Read::Text(yaml::read),
    },
    Format {
        program: "LIWC",
        endings: &["dic"],
        read: Read::Text(liwc::read),
    },
    Format {
        program: "WordStat",
        endings: &["cat"],
        read: Read::Text(wordstat::read),
    },
    Format {
        program: "Lexicoder",
        endings: &["lc3"],
        read: Read::Text(lexicoder::read),
    },
    Format {
        program: "Yoshikoder",
        endings: &["ykd", "lcd"],
        read: Read::Text(yoshikoder::read),
    },
    Format {
        program: "REFI-QDA",
        endings: &["qdc"],
        read: Read::Bytes(|bytes| from_refi(&read_codebook(bytes)?)),
    },
];

/// Bytes that a file may have: the largest dictionaries known have less than 5 MB.
const LARGEST: usize = 32 << 20;

/// Whether the ending of a file's name is that of a format of [`FORMATS`].
pub fn is_foreign(name: &str) -> bool {
    format_of(name).is_some()
}

/// Reads a dictionary of another program. The ending of `name` says which; the rest of it becomes the title.
///
/// # Errors
/// No such format; a file that is none of its kind, too large, or without a category.
pub fn read_foreign(bytes: &[u8], name: &str) -> Result<(Codebook, Vec<Notice>)> {
    let format = format_of(name).ok_or_else(|| unknown(name))?;
    let here = |problem: Problem| problem.in_file_unless_known(std::path::Path::new(name));
    if bytes.len() > LARGEST {
        return Err(here(too_large()));
    }
    let (codebook, notices) = match format.read {
        Read::Bytes(read) => read(bytes),
        Read::Text(read) => {
            let (text, notice) = letters::text_of(bytes);
            let mut dictionary = Dictionary::default();
            dictionary.said.extend(notice);
            read(&text, &mut dictionary).and_then(|()| dictionary.codebook(&name_of(name)))
        }
    }
    .map_err(here)?;
    Ok((
        codebook,
        notices.into_iter().map(|notice| notice.in_file(name)).collect(),
    ))
}

fn format_of(name: &str) -> Option<&'static Format> {
    let ending = std::path::Path::new(name).extension()?.to_str()?.to_lowercase();
    FORMATS
        .iter()
        .find(|format| format.endings.contains(&ending.as_str()))
}

fn unknown(name: &str) -> Problem {
    let endings: Vec<String> = FORMATS
        .iter()
        .flat_map(|format| format.endings)
        .map(|ending| format!(".{ending}"))
        .collect();
    let list = endings.join(", ");
    Problem::usage(
        "Aus der Endung der Datei geht nicht hervor, welches Wörterbuch es ist.",
        "The ending of the file does not say which dictionary it is.",
    )
    .hint(format!("Möglich sind {list}."), format!("Possible are {list}."))
    .in_file(name)
}

fn too_large() -> Problem {
    let most = LARGEST >> 20;
    Problem::input(
        format!("Die Datei hat mehr als {most} MB; so groß ist kein Wörterbuch."),
        format!("The file has more than {most} MB; no dictionary is that large."),
    )
    .hint(
        "Prüfen, ob es die richtige Datei ist.",
        "Check that it is the right file.",
    )
}
