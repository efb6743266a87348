//! The codebook of a study as a file: to be edited and read again (TOML, CSV, XLSX), or to be read by people (DOCX, Markdown).
//!
//! | member | what |
//! |---|---|
//! | `overview` | the codebook as the table of a paper |
//! | `docx`, `markdown` | that table as a document |
//!
//! As a table with all columns it comes from `codebook`; REFI-QDA is in `qda`.

mod docx;
mod markdown;
mod overview;

use std::fs::File;
use std::io::Write;
use std::path::Path;

use self::overview::Overview;
use super::place::{csv_failed, failed};
use super::{Exporter, Reading, workbook};
use crate::codebook::Codebook;
use crate::problem::{Notice, Problem, Result};
use crate::tables::choose_codebook;
use crate::words::{Language, Text};

/// A kind of file that holds a codebook.
pub struct CodebookFile {
    name: &'static str,
    ending: &'static str,
    what: (&'static str, &'static str),
    write: fn(&Codebook, Language, &mut File, &Path) -> Result<Vec<Notice>>,
}

pub const TOML: CodebookFile = CodebookFile {
    name: "codebook",
    ending: "toml",
    what: ("Kodierleitfaden der Studie", "codebook of the study"),
    write: |codebook, _, file, path| written(codebook.to_toml().as_bytes(), file, path),
};

pub const DOCX: CodebookFile = CodebookFile {
    name: "codebook-docx",
    ending: "docx",
    what: (
        "Kodierleitfaden als Tabelle eines Dokuments",
        "codebook as the table of a document",
    ),
    write: |codebook, language, file, path| {
        let (bytes, notice) = docx::file(&Overview::of(codebook, language), language)?;
        written(&bytes, file, path)?;
        Ok(notice.into_iter().collect())
    },
};

pub const MARKDOWN: CodebookFile = CodebookFile {
    name: "codebook-md",
    ending: "md",
    what: (
        "Kodierleitfaden als Tabelle in Markdown",
        "codebook as a table in Markdown",
    ),
    write: |codebook, language, file, path| {
        let text = markdown::drawn(&Overview::of(codebook, language));
        written(text.as_bytes(), file, path)
    },
};

pub const CSV: CodebookFile = CodebookFile {
    name: "codebook-csv",
    ending: "csv",
    what: (
        "Kodierleitfaden als Tabelle mit allen Spalten",
        "codebook as a table with all columns",
    ),
    write: |codebook, language, file, path| {
        let broken = |error| csv_failed(error, path);
        let mut out = csv::Writer::from_writer(std::io::BufWriter::new(file));
        for row in codebook.to_table(language) {
            out.write_record(row).map_err(broken)?;
        }
        out.flush().map_err(|error| broken(error.into()))?;
        Ok(Vec::new())
    },
};

pub const XLSX: CodebookFile = CodebookFile {
    name: "codebook-xlsx",
    ending: "xlsx",
    what: (
        "Kodierleitfaden als Arbeitsmappe mit allen Spalten",
        "codebook as a workbook with all columns",
    ),
    write: workbook::of_codebook,
};

impl Exporter for CodebookFile {
    fn name(&self) -> &'static str {
        self.name
    }

    fn called(&self) -> &'static str {
        "codebook"
    }

    fn ending(&self) -> &'static str {
        self.ending
    }

    fn what(&self) -> Text {
        Text::new(self.what.0, self.what.1)
    }

    fn tells_codings(&self) -> bool {
        false
    }

    fn write(&self, from: &Reading<'_>, file: &mut File, path: &Path) -> Result<Vec<Notice>> {
        let (study, options) = (from.study, from.options);
        let stored = choose_codebook(study, options.selection.codebook.as_deref())?;
        (self.write)(&stored.codebook, options.language, file, path)
    }
}

/// Writes a codebook that belongs to no study; the ending of `path` says how. A file that stood there stays on failure.
///
/// # Errors
/// An unknown ending; a place that cannot be written.
pub fn write_codebook(codebook: &Codebook, language: Language, path: &Path) -> Result<Vec<Notice>> {
    let all = [&TOML, &DOCX, &MARKDOWN, &CSV, &XLSX];
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    let kind = all
        .into_iter()
        .find(|kind| Some(kind.ending) == ending.as_deref());
    let kind = kind.ok_or_else(|| {
        let endings = all.map(|kind| kind.ending).join(", ");
        Problem::usage(
            "Aus der Endung der Datei geht nicht hervor, was geschrieben werden soll.",
            "The ending of the file does not say what is to be written.",
        )
        .in_file(path.display())
        .hint(
            format!("Möglich sind {endings}."),
            format!("Possible are {endings}."),
        )
    })?;
    super::refuse_study(path)?;
    super::put(path, |file| (kind.write)(codebook, language, file, path))
}

fn written(bytes: &[u8], file: &mut File, path: &Path) -> Result<Vec<Notice>> {
    file.write_all(bytes).map_err(|error| failed(&error, path))?;
    Ok(Vec::new())
}
