//! A frame → a Parquet file.

use std::io::Write;
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use crate::problem::{Notice, Problem, Result, cause};
use crate::statfile::names::Program;
use crate::statfile::renamed::Renamed;
use crate::statfile::texts::{clean, tell};
use crate::statfile::{Column, Frame};
use crate::survey::Value;

use super::DICTIONARY;
use super::column::{Kind, kind};

/// Rows of a group; readers take a group at a time.
const GROUP: usize = 100_000;

/// Writes a Parquet file, compressed by Snappy and always with the same bytes.
///
/// Numbers that are all whole are INT32 or INT64, others DOUBLE; texts are UTF-8 and null where empty; dates DATE, moments
/// TIMESTAMP without a time zone in microseconds, times of day TIME. Values that count as missing are kept as values, but
/// null among dates. Everything else that is known of the variables is JSON under [`DICTIONARY`].
///
/// # Errors
/// A frame without variables; what `out` refuses.
pub fn write(frame: &Frame, out: &mut dyn Write) -> Result<Vec<Notice>> {
    if frame.columns.is_empty() {
        return Err(Problem::input(
            "Eine Parquet-Datei braucht mindestens eine Variable.",
            "A Parquet file needs one variable at least.",
        )
        .hint(
            "Bitte Spalten zum Ausgeben wählen.",
            "Please choose columns to export.",
        ));
    }
    let renamed = Renamed::of(&frame.dictionary, Program::Sql);
    let kinds: Vec<Kind> = frame
        .dictionary
        .variables
        .iter()
        .zip(&frame.columns)
        .map(|(variable, column)| kind(variable, column))
        .collect();
    let bytes = bytes(frame, &renamed, &kinds).map_err(Problem::bug)?;
    out.write_all(&bytes)
        .and_then(|()| out.flush())
        .map_err(|error| {
            let why = cause(&error);
            Problem::input(
                format!("Die Parquet-Datei lässt sich nicht schreiben: {}.", why.de),
                format!("The Parquet file cannot be written: {}.", why.en),
            )
        })?;
    Ok(notices(frame, &renamed, &kinds))
}

fn bytes(frame: &Frame, renamed: &Renamed, kinds: &[Kind]) -> std::result::Result<Vec<u8>, ParquetError> {
    let columns = renamed.names().zip(kinds).map(|(name, kind)| kind.schema(name));
    let schema =
        Type::group_type_builder("schema").with_fields(columns.collect::<std::result::Result<_, _>>()?);
    let dictionary = serde_json::to_string(&renamed.dictionary)
        .map_err(|error| ParquetError::General(error.to_string()))?;
    let properties = WriterProperties::builder()
        .set_created_by("freitext".to_owned())
        .set_compression(Compression::SNAPPY)
        .set_key_value_metadata(Some(vec![KeyValue::new(DICTIONARY.to_owned(), dictionary)]))
        .build();
    let mut file = SerializedFileWriter::new(Vec::new(), Arc::new(schema.build()?), Arc::new(properties))?;
    let rows = frame.rows();
    for start in (0..rows).step_by(GROUP) {
        let mut group = file.next_row_group()?;
        let parts = frame.dictionary.variables.iter().zip(&frame.columns).zip(kinds);
        for ((variable, column), kind) in parts {
            let Some(mut out) = group.next_column()? else {
                break;
            };
            kind.put(variable, column, start..rows.min(start + GROUP), &mut out)?;
            out.close()?;
        }
        group.close()?;
    }
    file.into_inner()
}

fn notices(frame: &Frame, renamed: &Renamed, kinds: &[Kind]) -> Vec<Notice> {
    let (mut missing, mut dates, mut cleaned) = (Vec::new(), Vec::new(), Vec::new());
    let variables = &renamed.dictionary.variables;
    for ((variable, column), kind) in variables.iter().zip(&frame.columns).zip(kinds) {
        let name = &variable.name;
        match column {
            Column::Numbers(cells) => {
                let holds = |number: &&f64| variable.missing.holds(&Value::Number(**number));
                let many = cells.iter().flatten().filter(holds).count();
                let list = if kind.is_dated() { &mut dates } else { &mut missing };
                if many > 0 {
                    list.push(format!("{name} ({many})"));
                }
            }
            Column::Texts(cells) => {
                let many = cells.iter().filter(|cell| clean(cell).len() < cell.len()).count();
                if many > 0 {
                    cleaned.push(format!("{name} ({many})"));
                }
            }
        }
    }
    let mut notices = Vec::new();
    let mut say = |things: &[String], de: &str, en: &str| tell(&mut notices, things, de, en);
    say(
        &renamed.changes,
        "Variablennamen, die leer oder ohne Unterschied von Groß und klein doppelt wären, heißen in Parquet anders",
        "Names of variables that would be empty or, ignoring case, stand twice are different in Parquet",
    );
    say(
        &missing,
        "Parquet kennt keine Werte, die als fehlend gelten; sie stehen als Zahlen in der Datei (wie viele je Variable)",
        "Parquet has no values that count as missing; they are in the file as numbers (how many in each variable)",
    );
    say(
        &dates,
        "Daten und Zeiten, die als fehlend gelten, sind in Parquet leer (wie viele je Variable)",
        "Dates and times that count as missing are empty in Parquet (how many in each variable)",
    );
    say(
        &cleaned,
        "Steuerzeichen sind aus Texten entfernt (wie viele je Variable)",
        "Control characters are removed from texts (how many in each variable)",
    );
    notices
}
