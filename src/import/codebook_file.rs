//! A codebook in whatever file: TOML, a dictionary of another program, or a table as a spreadsheet or CSV.
//!
//! Deliberately absent: what the rows mean (`codebook`).

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::choices::Choices;
use super::delimited::{Delimited, unreadable};
use super::dialect;
use super::encoding::{self, Decoding};
use super::kind::{Kind, kind};
use super::row::Row;
use super::sheet::Sheet;
use crate::codebook::{Codebook, TableRow, is_foreign, name_of, of_table, read_foreign, shipped, text_in};
use crate::problem::{Notice, Problem, Result};

/// Endings of tables.
const TABLES: &[&str] = &["csv", "tsv", "xlsx", "xlsm", "xls", "ods"];
/// Bytes of a CSV that are read: a codebook of 20,000 rows has some 20 MB.
const LARGEST: u64 = 64 << 20;
/// Rows that are read; of more `codebook` says that they are too many.
const MOST: usize = 20_001;

/// Columns that are read; a codebook has a dozen, or one for each of its examples and rules.
const COLUMNS: usize = 2_000;

/// Whether the ending of a file's name is that of a table.
pub fn is_table(name: &str) -> bool {
    let ending = Path::new(name)
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| TABLES.contains(&&*ending))
}

/// A shipped codebook by its name, or a file by its path; its ending says what it is. `sheet`: that of a workbook, else the
/// first one with rows.
///
/// # Errors
/// No such file or codebook; all mistakes in it.
pub fn codebook_of(name_or_path: &str, sheet: Option<&str>) -> Result<(Codebook, Vec<Notice>)> {
    let path = Path::new(name_or_path);
    let is_shipped = shipped().iter().any(|shipped| shipped.name == name_or_path);
    if is_shipped || !path.exists() || !(is_foreign(name_or_path) || is_table(name_or_path)) {
        return Ok((Codebook::open(name_or_path)?, Vec::new()));
    }
    if is_foreign(name_or_path) {
        let mut bytes = Vec::new();
        let file = File::open(path).map_err(unreadable);
        file.and_then(|file| file.take(LARGEST).read_to_end(&mut bytes).map_err(unreadable))
            .map_err(|problem| problem.in_file_unless_known(path))?;
        return read_foreign(&bytes, name_or_path);
    }
    let (rows, mut notices) = rows_of(path, sheet).map_err(|problem| problem.in_file_unless_known(path))?;
    let (codebook, said) =
        of_table(&rows, &name_of(name_or_path)).map_err(|problem| problem.in_file_unless_known(path))?;
    notices.extend(said);
    Ok((
        codebook,
        notices
            .into_iter()
            .map(|notice| notice.in_file(name_or_path))
            .collect(),
    ))
}

/// The same of bytes, as they come with a form; the ending of `name` says what they are.
///
/// # Errors
/// All mistakes in them; a table cannot be put into a temporary file.
pub fn codebook_in(bytes: Vec<u8>, name: &str) -> Result<(Codebook, Vec<Notice>)> {
    if is_foreign(name) {
        return read_foreign(&bytes, name);
    }
    if !is_table(name) {
        return Ok((Codebook::read(&text_in(bytes, name)?, name)?, Vec::new()));
    }
    let folder = tempfile::tempdir().map_err(unreadable)?;
    // The name serves for the title and for messages, not as a path.
    let ending = Path::new(name).extension().unwrap_or_default();
    let path = folder.path().join("codebook").with_extension(ending);
    std::fs::write(&path, bytes).map_err(unreadable)?;
    let here = |problem: Problem| problem.in_file_unless_known(Path::new(name));
    let (rows, mut notices) = rows_of(&path, None).map_err(here)?;
    let (codebook, said) = of_table(&rows, &name_of(name)).map_err(here)?;
    notices.extend(said);
    Ok((codebook, notices))
}

/// The rows of a table that are not blank.
fn rows_of(path: &Path, sheet: Option<&str>) -> Result<(Vec<TableRow>, Vec<Notice>)> {
    let mut file = File::open(path).map_err(unreadable)?;
    let mut rows = Vec::new();
    let mut keep = |row: &Row| -> Result<bool> {
        let filled = (0..row.len()).rfind(|column| !row.cell(*column).trim().is_empty());
        if let Some(last) = filled {
            if last >= COLUMNS {
                return Err(too_wide().in_row(row.number));
            }
            rows.push(TableRow {
                number: row.number,
                cells: (0..=last).map(|column| row.cell(column).to_owned()).collect(),
            });
        }
        Ok(rows.len() < MOST)
    };
    let mut row = Row::default();
    let mut notices = Vec::new();
    match kind(&mut file, path)? {
        Kind::Text => {
            let decided = encoding::decide(&mut file, None)?;
            let mut decoding = Decoding::new(file, decided)?;
            let (mut bytes, mut piece) = (Vec::new(), vec![0; 64 << 10]);
            while (bytes.len() as u64) < LARGEST {
                match decoding.read(&mut piece).map_err(unreadable)? {
                    0 => break,
                    read => bytes.extend_from_slice(&piece[..read]),
                }
            }
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let dialect = dialect::sniff(&text, false, None);
            let skip = dialect::said_separator(&text).map_or(0, |(length, _)| length);
            let mut delimited = Delimited::new(&text.as_bytes()[skip..], dialect.separator);
            while delimited.next(&mut row)? && keep(&row)? {}
        }
        Kind::Sav | Kind::Dta | Kind::Lsa | Kind::Lsr => {
            return Err(Problem::input(
                "Die Datei enthält Antworten und keinen Kodierleitfaden.",
                "The file holds answers and no codebook.",
            )
            .hint(
                "Den Kodierleitfaden als Tabelle (XLSX, ODS, CSV) angeben.",
                "Name the codebook as a table (XLSX, ODS, CSV).",
            ));
        }
        kind => {
            let choices = Choices {
                sheets: sheet.map(str::to_owned).into_iter().collect(),
                ..Choices::default()
            };
            let (mut sheet, said) = Sheet::open(file, kind, &choices)?;
            notices.extend(said);
            while sheet.next(&mut row) && keep(&row)? {}
        }
    }
    Ok((rows, notices))
}

fn too_wide() -> Problem {
    Problem::input(
        format!("Die Tabelle hat mehr als {COLUMNS} Spalten; so breit ist kein Kodierleitfaden."),
        format!("The table has more than {COLUMNS} columns; no codebook is that wide."),
    )
    .hint(
        "Prüfen, ob es die richtige Datei ist.",
        "Check that it is the right file.",
    )
}
