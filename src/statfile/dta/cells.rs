//! The cells: rows of fixed width, and the long texts (strL) that stand behind them.

use std::collections::HashMap;

use crate::problem::{Problem, Result};

use super::bytes::{Bytes, truncated};
use super::head::Head;
use super::number::{Cell, Storage};

/// Bytes that the long texts of a file may come to, where many cells refer to the same one.
const MOST_TEXT: usize = 256 << 20;
/// Cells of texts without any byte.
const MOST_EMPTY: usize = 10_000_000;

/// The rows of a file.
pub(super) struct Rows<'b> {
    bytes: &'b [u8],
    width: usize,
    starts: Vec<usize>,
}

/// Long texts by variable and row, from 1.
#[derive(Default)]
pub(super) struct LongTexts<'b> {
    texts: HashMap<(u64, u64), &'b [u8]>,
    /// How many are marked as bytes that are no text.
    pub binary: usize,
}

/// # Errors
/// Fewer bytes than the header says.
pub(super) fn rows<'b>(from: &mut Bytes<'b>, head: &Head) -> Result<Rows<'b>> {
    from.tag("<data>")?;
    let mut width = 0;
    let mut starts = Vec::with_capacity(head.variables.len());
    let mut empty = 0;
    for variable in &head.variables {
        starts.push(width);
        width += variable.storage.width();
        empty += usize::from(variable.storage.width() == 0);
    }
    if head.rows.saturating_mul(empty) > MOST_EMPTY {
        return Err(truncated());
    }
    let bytes = from.take(head.rows.checked_mul(width).ok_or_else(truncated)?)?;
    from.tag("</data>")?;
    Ok(Rows { bytes, width, starts })
}

impl<'b> Rows<'b> {
    /// The bytes of the cells of a variable, row by row.
    fn of(&self, head: &Head, at: usize) -> impl Iterator<Item = &'b [u8]> + use<'b> {
        let (bytes, row_width, start) = (self.bytes, self.width, self.starts[at]);
        let width = head.variables[at].storage.width();
        (0..head.rows).map(move |row| &bytes[row * row_width + start..][..width])
    }

    pub fn numbers(&self, from: &Bytes<'_>, head: &Head, at: usize) -> Vec<Cell> {
        let storage = head.variables[at].storage;
        self.of(head, at)
            .map(|bytes| storage.get(from.eight(bytes), from.release))
            .collect()
    }

    /// `spent` counts the bytes of long texts over all variables.
    ///
    /// # Errors
    /// Far more text than the file has.
    pub fn texts(
        &self,
        from: &mut Bytes<'_>,
        head: &Head,
        at: usize,
        long: &LongTexts<'_>,
        spent: &mut usize,
    ) -> Result<Vec<String>> {
        let is_long = head.variables[at].storage == Storage::LongText;
        let mut texts = Vec::with_capacity(head.rows);
        for bytes in self.of(head, at) {
            if !is_long {
                texts.push(from.text(bytes));
                continue;
            }
            let found = long.texts.get(&reference(from, bytes));
            let found = found.copied().unwrap_or_default();
            *spent += found.len();
            if *spent > MOST_TEXT {
                return Err(too_much());
            }
            texts.push(from.whole_text(found));
        }
        Ok(texts)
    }
}

/// Variable and row of the text of a cell; `(0, 0)` is the empty one.
fn reference(from: &Bytes<'_>, cell: &[u8]) -> (u64, u64) {
    let variable_width = match from.release {
        117 => 4,
        118 => 2,
        _ => 3,
    };
    let (variable, row) = cell.split_at(variable_width);
    let number = |bytes: &[u8]| u64::from_le_bytes(from.eight(bytes));
    (number(variable), number(row))
}

/// The long texts of releases 117 and later.
pub(super) fn long_texts<'b>(from: &mut Bytes<'b>) -> Result<LongTexts<'b>> {
    let mut long = LongTexts::default();
    if from.release < 117 {
        return Ok(long);
    }
    from.tag("<strls>")?;
    while from.goes_on("GSO") {
        let variable = from.number(4)?;
        let row = from.number(if from.release == 117 { 4 } else { 8 })?;
        let kind = from.number(1)?;
        let length = from.length(4)?;
        let mut text = from.take(length)?;
        if kind == 130 {
            text = text.strip_suffix(&[0]).unwrap_or(text);
        } else {
            long.binary += 1;
        }
        long.texts.insert((variable, row), text);
    }
    from.tag("</strls>")?;
    Ok(long)
}

fn too_much() -> Problem {
    Problem::input(
        "Die langen Texte (strL) der Stata-Datei sind zusammen größer als 256 MB, weil viele Zellen auf dieselben verweisen.",
        "The long texts (strL) of the Stata file come to more than 256 MB, because many cells refer to the same ones.",
    )
    .hint(
        "Bitte nur die Variablen behalten, die gebraucht werden, und neu speichern.",
        "Please keep only the variables that are needed and save again.",
    )
}
