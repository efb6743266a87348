//! A delimited text opened as a table: its letters, its separator, its first rows.

use std::fs::File;
use std::io::Read;

use encoding_rs::Encoding;

use super::{Form, Rows, SAMPLE_ROWS, Table};
use crate::import::choices::Choices;
use crate::import::delimited::{Delimited, unreadable};
use crate::import::dialect;
use crate::import::encoding::{self, Decoding, EncodingOrigin};
use crate::import::row::Row;
use crate::problem::{Notice, Result};

/// Bytes that are looked at to recognise separator and columns.
const SAMPLE: usize = 1 << 20;

impl Table {
    pub(super) fn open_text(file: &mut File, length: u64, choices: &Choices) -> Result<Table> {
        let decided = encoding::decide(file, choices.encoding.as_deref())?;
        let again = || file.try_clone().map_err(unreadable);
        let (text, cut) = beginning(Decoding::new(again()?, decided)?)?;
        let dialect = dialect::sniff(&text, cut, dialect::chosen_separator(choices.separator)?);
        let skip = dialect::said_separator(&text).map_or(0, |(length, _)| length);

        let mut sample = Vec::new();
        let mut rows = Delimited::new(&text.as_bytes()[skip..], dialect.separator);
        let mut row = Row::default();
        while sample.len() <= SAMPLE_ROWS && rows.next(&mut row)? {
            sample.push(row.compact());
        }
        if cut && sample.len() > 2 && sample.len() <= SAMPLE_ROWS {
            sample.pop();
        }

        let mut decoding = Decoding::new(again()?, decided)?;
        let mut said = vec![0; skip];
        decoding.read_exact(&mut said).map_err(unreadable)?;
        let rows = Delimited::new(decoding, dialect.separator);
        let mut notices = Vec::new();
        notices.extend(encoding::doubtful(decided, &text));
        if decided.origin == EncodingOrigin::ByteOrderMark
            && let Some(label) = &choices.encoding
            && Encoding::for_label(label.trim().as_bytes()) != Some(decided.encoding)
        {
            let name = decided.encoding.name();
            notices.push(Notice::new(
                format!(
                    "Gesagt war {label}; die Datei beginnt mit dem Zeichen für {name} und wurde so gelesen."
                ),
                format!("{label} was said; the file begins with the mark of {name} and was read so."),
            ));
        }
        Self::with_rows(
            Form::Text { decided, dialect },
            Rows::Text(Box::new(rows)),
            sample,
            notices,
            length,
            choices,
        )
    }
}

/// The first megabyte as text, and whether more follows.
fn beginning(decoding: Decoding) -> Result<(String, bool)> {
    let mut bytes = Vec::with_capacity(SAMPLE);
    decoding
        .take(SAMPLE as u64)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    let cut = bytes.len() == SAMPLE;
    let valid = match std::str::from_utf8(&bytes) {
        Ok(_) => bytes.len(),
        Err(error) => error.valid_up_to(),
    };
    bytes.truncate(valid);
    Ok((String::from_utf8(bytes).unwrap_or_default(), cut))
}
