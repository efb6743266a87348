//! The texts of the sources, wherever a project keeps them: in the archive, or in the XML itself.
//!
//! Deliberately absent: rich texts (DOCX), which lie beside the plain ones in most projects, and files outside of the archive.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use super::elements::Place;
use super::plain::is_allowed;
use super::project::TextSource;
use crate::packed::{Archive, xml};
use crate::problem::{Notice, Result};

/// Names that a notice lists.
const LISTED: usize = 5;

/// Files of an archive by name, whatever the case: programs differ in it.
pub(super) struct Files<R> {
    archive: Archive<R>,
    names: BTreeMap<String, String>,
}

/// Sources that come without their text, or with another than they had.
#[derive(Debug, Default)]
pub(super) struct Doubtful {
    rich_only: Vec<String>,
    absent: Vec<String>,
    not_utf8: Vec<String>,
    /// Control characters that were left out.
    removed: usize,
    /// Selections that lie outside of their text, and those that were cut at its end.
    outside: usize,
    cut: usize,
}

impl<R: Read + Seek> Files<R> {
    pub fn of(archive: Archive<R>) -> Files<R> {
        let names = archive.names();
        Files {
            names: names.into_iter().map(|name| (folded(&name), name)).collect(),
            archive,
        }
    }

    /// # Errors
    /// As [`Archive::read`].
    pub fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>> {
        match self.names.get(&folded(name)) {
            Some(name) => self.archive.read(name),
            None => Ok(None),
        }
    }

    /// The file at a path of the standard (section 10.1): `internal://…` lies in `sources`; a relative one is tried there, too.
    fn at(&mut self, path: &str) -> Result<Option<Vec<u8>>> {
        let inner = ["internal://", "relative://", "relative:///"]
            .iter()
            .find_map(|scheme| path.strip_prefix(scheme));
        let name = inner.unwrap_or(path).trim_start_matches(['/', '.']);
        match self.read(&format!("sources/{name}"))? {
            Some(bytes) => Ok(Some(bytes)),
            None => self.read(name),
        }
    }
}

/// Gives a source its text and mends its selections. `false`: there is no text to be had.
pub(super) fn fill<R: Read + Seek>(
    source: &mut TextSource,
    place: Place,
    files: &mut Files<R>,
    doubtful: &mut Doubtful,
) -> Result<bool> {
    let original = match (place.inline, place.plain) {
        (Some(inline), _) => inline,
        (None, Some(path)) => match files.at(&path)? {
            Some(bytes) => letters(bytes, &source.name, doubtful),
            None => {
                doubtful.absent.push(source.name.clone());
                return Ok(false);
            }
        },
        (None, None) if place.rich.is_some() => {
            doubtful.rich_only.push(source.name.clone());
            return Ok(false);
        }
        (None, None) => {
            doubtful.absent.push(source.name.clone());
            return Ok(false);
        }
    };
    // Characters that are left out move what stands behind them.
    let gone: Vec<usize> = original
        .chars()
        .enumerate()
        .filter(|(_, letter)| !is_allowed(*letter))
        .map(|(at, _)| at)
        .collect();
    let moved = |at: usize| at - gone.partition_point(|gone| *gone < at);
    doubtful.removed += gone.len();
    source.text = match gone.is_empty() {
        true => original,
        false => original.chars().filter(|letter| is_allowed(*letter)).collect(),
    };
    let length = source.text.chars().count();
    source.selections.retain_mut(|selection| {
        let whole = selection.start == 0 && selection.end == usize::MAX;
        (selection.start, selection.end) = (moved(selection.start), moved(selection.end));
        doubtful.cut += usize::from(selection.end > length && selection.start < length && !whole);
        selection.end = selection.end.min(length);
        let lies_in = selection.start < selection.end;
        doubtful.outside += usize::from(!lies_in);
        lies_in
    });
    Ok(true)
}

fn letters(bytes: Vec<u8>, name: &str, doubtful: &mut Doubtful) -> String {
    let marked = matches!(
        &bytes[..],
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0xef, 0xbb, 0xbf, ..]
    );
    let bytes = match String::from_utf8(bytes) {
        Ok(text) if !marked => return text,
        Ok(text) => return text.trim_start_matches('\u{feff}').to_owned(),
        Err(error) => error.into_bytes(),
    };
    xml::letters(&bytes).unwrap_or_else(|_| {
        doubtful.not_utf8.push(name.to_owned());
        // Latin-1: a byte is a letter, so that offsets stay what they are.
        bytes.into_iter().map(char::from).collect()
    })
}

fn folded(name: &str) -> String {
    name.replace('\\', "/").to_lowercase()
}

impl Doubtful {
    pub fn notices(self) -> Vec<Notice> {
        let mut notices = Vec::new();
        if !self.rich_only.is_empty() {
            let (n, list) = (self.rich_only.len(), list(&self.rich_only));
            notices.push(Notice::new(
                format!("Texte, die nur als Word-Dokument im Projekt liegen: {n} ({list}). Sie sind nicht gelesen; im anderen Programm in reinen Text umwandeln."),
                format!("Texts that are in the project as Word documents only: {n} ({list}). They are not read; make plain texts of them in the other program."),
            ));
        }
        if !self.absent.is_empty() {
            let (n, list) = (self.absent.len(), list(&self.absent));
            notices.push(Notice::new(
                format!("Texte, die im Projekt fehlen: {n} ({list}). Sie liegen außerhalb der Datei; das Projekt mit allen Quellen exportieren."),
                format!("Texts that are missing from the project: {n} ({list}). They lie outside of the file; export the project with all sources."),
            ));
        }
        if !self.not_utf8.is_empty() {
            let (n, list) = (self.not_utf8.len(), list(&self.not_utf8));
            notices.push(Notice::new(
                format!("Texte, die nicht UTF-8 sind: {n} ({list}). Sie sind als ISO-8859-1 gelesen; Umlaute prüfen."),
                format!("Texts that are not UTF-8: {n} ({list}). They are read as ISO-8859-1; check umlauts."),
            ));
        }
        let mut count = |n: usize, de: &str, en: &str| {
            if n > 0 {
                notices.push(Notice::new(format!("{de}: {n}."), format!("{en}: {n}.")));
            }
        };
        count(
            self.removed,
            "Steuerzeichen, die entfernt sind",
            "Control characters that are removed",
        );
        count(
            self.outside,
            "Markierungen, die nicht im Text liegen und entfallen",
            "Selections that do not lie in their text and are left out",
        );
        count(
            self.cut,
            "Markierungen, die über das Ende des Textes reichten und dort enden",
            "Selections that went beyond the end of the text and now end there",
        );
        notices
    }
}

pub(super) fn list(names: &[String]) -> String {
    let mut list: Vec<&str> = names.iter().take(LISTED).map(String::as_str).collect();
    if names.len() > LISTED {
        list.push("…");
    }
    list.join(", ")
}
