//! The codebooks in the program, and how a codebook is named: by its shipped name or by a path.
//!
//! A codebook is added to the program by its file in `codebooks/` and a line in the table below.

use std::path::Path;

use crate::problem::{Problem, Result, cause};
use crate::words::nearest;

/// A codebook file that ships with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shipped {
    pub name: &'static str,
    pub toml: &'static str,
}

macro_rules! shipped {
    ($($name:literal)*) => {
        &[$(Shipped { name: $name, toml: include_str!(concat!("../../codebooks/", $name, ".toml")) }),*]
    };
}

const SHIPPED: &[Shipped] = shipped! {
    "handlungsfelder" "chancen" "herausforderungen" "strukturen" "foerderung" "hemmnisse" "zusammenhalt"
};

/// In the order in which they are listed.
pub fn shipped() -> &'static [Shipped] {
    SHIPPED
}

/// The text of a codebook file: a shipped one by its name, or any file by its path.
pub fn text_of(name_or_path: &str) -> Result<String> {
    if let Some(shipped) = SHIPPED.iter().find(|shipped| shipped.name == name_or_path) {
        return Ok(shipped.toml.to_owned());
    }
    let path = Path::new(name_or_path);
    if path.is_file() && super::is_foreign(name_or_path) {
        return Err(other_program(name_or_path));
    }
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(unknown(name_or_path)),
        Err(error) => {
            return Err(Problem::input(
                format!(
                    "Der Kodierleitfaden lässt sich nicht lesen: {}.",
                    cause(&error).de
                ),
                format!("The codebook cannot be read: {}.", cause(&error).en),
            )
            .hint(
                "Nachsehen, ob es eine Datei ist und ob sie gelesen werden darf.",
                "See whether it is a file and may be read.",
            )
            .in_file(name_or_path));
        }
    };
    text_in(bytes, name_or_path)
}

/// The bytes of a codebook file as text. `name`: that of the file, for messages.
///
/// # Errors
/// They are no UTF-8.
pub fn text_in(bytes: Vec<u8>, name: &str) -> Result<String> {
    String::from_utf8(bytes).map_err(|error| {
        let row = 1 + error.as_bytes()[..error.utf8_error().valid_up_to()]
            .iter()
            .filter(|&&b| b == b'\n')
            .count();
        Problem::input(
            "Der Kodierleitfaden ist nicht als UTF-8 gespeichert.",
            "The codebook is not stored as UTF-8.",
        )
        .hint(
            "Im Editor „Speichern unter …“ mit der Kodierung UTF-8 wählen.",
            "Choose “Save as …” with the encoding UTF-8 in the editor.",
        )
        .in_file(name)
        .in_row(row as u64)
    })
}

/// The name of a codebook within a study: the shipped name, or that of the file without its ending.
pub fn name_of(name_or_path: &str) -> String {
    if SHIPPED.iter().any(|shipped| shipped.name == name_or_path) {
        return name_or_path.to_owned();
    }
    Path::new(name_or_path).file_stem().map_or_else(
        || name_or_path.to_owned(),
        |stem| stem.to_string_lossy().into_owned(),
    )
}

fn other_program(path: &str) -> Problem {
    let own = Path::new(path).with_extension("toml");
    let own = own.display();
    Problem::usage(
        "Die Datei ist ein Wörterbuch eines anderen Programms.",
        "The file is a dictionary of another program.",
    )
    .hint(
        format!("Zuerst mit codebook import als {own} einlesen."),
        format!("First read it with codebook import as {own}."),
    )
    .in_file(path)
}

fn unknown(name_or_path: &str) -> Problem {
    let names = SHIPPED.iter().map(|shipped| shipped.name);
    let list = names.clone().collect::<Vec<_>>().join(", ");
    let problem = Problem::usage(
        format!("Einen Kodierleitfaden „{name_or_path}“ gibt es nicht, weder mitgeliefert noch als Datei."),
        format!("There is no codebook “{name_or_path}”, neither shipped nor as a file."),
    );
    let stem = Path::new(name_or_path)
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned());
    match nearest(stem.as_deref().unwrap_or(name_or_path), names) {
        Some(meant) => problem.hint(
            format!("Gemeint ist vielleicht „{meant}“. Mitgeliefert sind: {list}."),
            format!("Perhaps “{meant}” is meant. Shipped are: {list}."),
        ),
        None => problem.hint(
            format!("Mitgeliefert sind: {list}. Sonst den Pfad einer Datei nennen."),
            format!("Shipped are: {list}. Otherwise name the path of a file."),
        ),
    }
}
