//! What is said of a file that is not TOML.
//!
//! Deliberately absent: finding out; the `toml` crate does.

use super::source::Source;
use crate::problem::Problem;

pub(super) fn not_toml(source: Source<'_>, mistake: &toml::de::Error) -> Problem {
    let detail = mistake.message();
    let detail_de = german_detail(detail);
    let span = mistake.span().unwrap_or(0..0);
    source
        .mistake(
            &span,
            format!("An dieser Stelle ist die Datei kein gültiges TOML ({detail_de})."),
            format!("At this place the file is not valid TOML ({detail})."),
        )
        .hint(
            "Oft fehlt ein Anführungszeichen, ein Komma oder „]“. Steht im Text selbst ein \", außen '…' schreiben.",
            "Often a quotation mark, a comma or “]” is missing. Where the text itself holds a \", write '…' around it.",
        )
}

/// The messages of the `toml` crate that authors meet most; others stay as they are.
fn german_detail(detail: &str) -> &str {
    [
        ("duplicate key", "das Feld steht schon da"),
        ("string values must be quoted", "ein Text ohne Anführungszeichen"),
        ("invalid basic string", "ein Anführungszeichen fehlt"),
        ("invalid literal string", "ein Anführungszeichen fehlt"),
        ("missing escaped value", "auf „\\“ folgt kein bekanntes Zeichen"),
        ("key with no value", "nach dem Feld fehlt „= Wert“"),
        (
            "invalid unquoted key",
            "ein Zeichen, das in Feldnamen nicht vorkommt",
        ),
        ("missing value", "der Wert fehlt"),
        ("missing comma", "ein Komma fehlt"),
        ("extra comma", "ein Komma zu viel"),
        ("unclosed inline table", "„}“ fehlt"),
        ("unclosed", "„]“ fehlt"),
    ]
    .into_iter()
    .find(|(english, _)| detail.starts_with(english))
    .map_or(detail, |(_, german)| german)
}
