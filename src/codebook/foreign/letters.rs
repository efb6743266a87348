//! The bytes of a dictionary → text: a byte-order mark or UTF-8, else Windows-1252, as quanteda takes them.

use encoding_rs::WINDOWS_1252;

use crate::packed::xml;
use crate::problem::Notice;

/// The text, and a notice where its letters were guessed.
pub(super) fn text_of(bytes: &[u8]) -> (String, Option<Notice>) {
    if let Ok(text) = xml::letters(bytes) {
        return (text, None);
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    let notice = Notice::new(
        "Die Datei ist nicht UTF-8; sie wurde als Windows-1252 gelesen. Wenn Umlaute falsch sind: als UTF-8 speichern.",
        "The file is not UTF-8; it was read as Windows-1252. If umlauts are wrong, save it as UTF-8.",
    );
    (text.into_owned(), Some(notice))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn umlauts_of_old_files_are_read() {
        assert_eq!(text_of("Übung".as_bytes()), ("Übung".to_owned(), None));
        let (text, notice) = text_of(b"\xdcbung \x80");
        assert_eq!(text, "Übung €");
        assert!(notice.unwrap().what.de.contains("Windows-1252"));
    }
}
