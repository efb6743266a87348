//! Cells as compressed bytes: groups of eight codes, each followed by the numbers and texts that have no code.
//!
//! PSPP, "Data Record": 1 to 251 is the number plus 100, 253 stands for eight bytes that follow, 254 for eight blanks,
//! 255 for a missing number, 0 for nothing.

use std::io::{Result, Write};

use super::fit::{Fitted, Storage, is_number};
use super::{SEGMENT, SYSMIS, segments};
use crate::statfile::Column;
use crate::statfile::texts::{clean, first_bytes};

/// What is added to a number to get its code.
pub const BIAS: f64 = 100.0;
/// Codes.
pub const PADDING: u8 = 0;
pub const END: u8 = 252;
pub const RAW: u8 = 253;
pub const BLANKS: u8 = 254;
pub const MISSING: u8 = 255;

/// Writes all cells, case by case.
pub fn write(variables: &[Fitted<'_>], rows: usize, out: &mut dyn Write) -> Result<()> {
    let mut groups = Groups {
        codes: Vec::with_capacity(8),
        raw: Vec::new(),
        out,
    };
    for row in 0..rows {
        for variable in variables {
            match (variable.column, variable.storage) {
                (Column::Numbers(cells), Storage::Number { shift }) => {
                    let cell = cells.get(row).copied().flatten();
                    let cell = cell.filter(|number| is_number(*number));
                    groups.number(cell.map_or(SYSMIS, |number| number + shift))?;
                }
                (Column::Texts(cells), Storage::Text { width }) => {
                    let cell = cells.get(row).map_or("", String::as_str);
                    groups.text(first_bytes(&clean(cell), width), width)?;
                }
                _ => unreachable!("the storage follows from the column"),
            }
        }
    }
    groups.finish()
}

struct Groups<'w> {
    codes: Vec<u8>,
    raw: Vec<u8>,
    out: &'w mut dyn Write,
}

impl Groups<'_> {
    fn number(&mut self, number: f64) -> Result<()> {
        if number == SYSMIS {
            self.code(MISSING, &[])
        } else if number.fract() == 0.0 && (1.0..=251.0).contains(&(number + BIAS)) {
            self.code((number + BIAS) as u8, &[])
        } else {
            self.code(RAW, &number.to_le_bytes())
        }
    }

    /// A text in segments, each of 255 bytes and a blank that is not counted.
    fn text(&mut self, text: &str, width: usize) -> Result<()> {
        let mut rest = text.as_bytes();
        for segment in segments(width) {
            let (here, after) = rest.split_at(rest.len().min(SEGMENT.min(segment)));
            rest = after;
            for place in 0..segment.div_ceil(8) {
                let piece = here.get(place * 8..).unwrap_or_default();
                let piece = &piece[..piece.len().min(8)];
                if piece.iter().all(|byte| *byte == b' ') {
                    self.code(BLANKS, &[])?;
                } else {
                    let mut eight = [b' '; 8];
                    eight[..piece.len()].copy_from_slice(piece);
                    self.code(RAW, &eight)?;
                }
            }
        }
        Ok(())
    }

    fn code(&mut self, code: u8, raw: &[u8]) -> Result<()> {
        self.codes.push(code);
        self.raw.extend_from_slice(raw);
        if self.codes.len() == 8 {
            self.flush()
        } else {
            Ok(())
        }
    }

    fn flush(&mut self) -> Result<()> {
        self.out.write_all(&self.codes)?;
        self.out.write_all(&self.raw)?;
        self.codes.clear();
        self.raw.clear();
        Ok(())
    }

    fn finish(mut self) -> Result<()> {
        if self.codes.is_empty() {
            return Ok(());
        }
        self.codes.resize(8, PADDING);
        self.flush()
    }
}
