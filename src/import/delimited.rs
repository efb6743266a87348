//! Rows of a delimited text: fields, quotation marks, line breaks inside, blank lines, and what is wrong with them.
//!
//! The grammar is csv-core's. Watched here, because it decides what an answer means and the parser does not tell:
//! whether a field stood in quotation marks, text after a closing mark, and a mark that is never closed.
//! Deliberately absent: guessing the separator (`dialect`).

use std::io::Read;

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::row::{Row, Written};
use crate::problem::{Problem, Result, cause};

/// A separator that no text contains: the whole line is one field.
const NO_SEPARATOR: u8 = 0x1f;
/// No answer is that long: a quotation mark was not closed.
const LONGEST_FIELD: usize = 16 << 20;
const CHUNK: usize = 256 << 10;

/// Reads rows from UTF-8 text.
pub(super) struct Delimited<R> {
    input: R,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    finished: bool,
    parser: Reader,
    /// The field as written, marks included; only for fields that begin with one.
    raw: Vec<u8>,
    /// Number of the row read last.
    row: u64,
    /// The last row ended with a carriage return: a line feed that follows belongs to it.
    after_return: bool,
    pub blank_lines: u64,
    /// First row with text after a closing quotation mark.
    first_stray: Option<u64>,
}

impl<R: Read> Delimited<R> {
    /// `separator` is ASCII; none means that each line is one field.
    pub fn new(input: R, separator: Option<u8>) -> Self {
        Delimited {
            input,
            buffer: vec![0; CHUNK],
            start: 0,
            end: 0,
            finished: false,
            parser: ReaderBuilder::new()
                .delimiter(separator.unwrap_or(NO_SEPARATOR))
                .build(),
            raw: Vec::new(),
            row: 0,
            after_return: false,
            blank_lines: 0,
            first_stray: None,
        }
    }

    /// Reads the next row that is no blank line; `false` at the end.
    ///
    /// # Errors
    /// The file cannot be read; a quotation mark is never closed.
    pub fn next(&mut self, row: &mut Row) -> Result<bool> {
        row.clear(self.row + 1);
        loop {
            let mut quoted = None;
            self.raw.clear();
            let (record_end, at_end) = loop {
                if self.start == self.end && !self.finished {
                    self.refill()?;
                }
                let input = &self.buffer[self.start..self.end];
                let (result, read, written) = self.parser.read_field(input, row.room(input.len().max(1)));
                let mut piece = &input[..read];
                if row.len() == 0 && quoted.is_none() {
                    piece = skip_blank_lines(
                        piece,
                        &mut self.after_return,
                        &mut self.blank_lines,
                        &mut row.number,
                    );
                }
                if let Some(&first) = piece.first() {
                    let quoted = *quoted.get_or_insert(first == b'"');
                    if quoted {
                        self.raw.extend_from_slice(piece);
                    }
                    self.after_return = piece.last() == Some(&b'\r');
                }
                self.start += read;
                row.grow(written);
                if row.text().len() - row.open_at() > LONGEST_FIELD {
                    return Err(unclosed(self.first_stray.unwrap_or(row.number)));
                }
                match result {
                    ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                    ReadFieldResult::Field { record_end } => break (record_end, read == 0),
                    ReadFieldResult::End => return Ok(false),
                }
            };
            self.close(row, quoted == Some(true), at_end)?;
            if record_end {
                self.row = row.number;
                return Ok(true);
            }
        }
    }

    pub fn input(&self) -> &R {
        &self.input
    }

    fn close(&mut self, row: &mut Row, quoted: bool, at_end: bool) -> Result<()> {
        if !quoted {
            row.close(Written::Bare);
            return Ok(());
        }
        let written = if at_end {
            &self.raw[..]
        } else {
            &self.raw[..self.raw.len() - 1]
        };
        if at_end && written.iter().filter(|byte| **byte == b'"').count() % 2 == 1 {
            return Err(unclosed(self.first_stray.unwrap_or(row.number)));
        }
        let trimmed = written.trim_ascii_end();
        if trimmed.len() > 1 && trimmed.ends_with(b"\"") {
            row.close(Written::Quoted);
        } else {
            self.first_stray.get_or_insert(row.number);
            row.close_with(written, Written::Stray);
        }
        Ok(())
    }

    fn refill(&mut self) -> Result<()> {
        self.start = 0;
        self.end = 0;
        let read = self.input.read(&mut self.buffer).map_err(unreadable)?;
        self.end = read;
        self.finished = read == 0;
        Ok(())
    }
}

/// Counts the blank lines before a row; a line feed after a carriage return still belongs to the row before.
fn skip_blank_lines<'a>(
    mut piece: &'a [u8],
    after_return: &mut bool,
    blank: &mut u64,
    row: &mut u64,
) -> &'a [u8] {
    while let Some((&byte @ (b'\r' | b'\n'), rest)) = piece.split_first() {
        if !(byte == b'\n' && *after_return) {
            *blank += 1;
            *row += 1;
        }
        *after_return = byte == b'\r';
        piece = rest;
    }
    piece
}

fn unclosed(row: u64) -> Problem {
    Problem::input(
        "Ein Anführungszeichen wird nicht wieder geschlossen; von hier an ist nicht zu erkennen, wo Felder enden.",
        "A quotation mark is never closed; from here on it cannot be told where fields end.",
    )
    .hint(
        "In dieser Zeile das schließende \" ergänzen; Anführungszeichen innerhalb einer Antwort werden verdoppelt (\"\").",
        "Add the closing \" in this row; quotation marks inside an answer are doubled (\"\").",
    )
    .in_row(row)
}

pub(super) fn unreadable(error: std::io::Error) -> Problem {
    Problem::input(
        format!("Die Datei lässt sich nicht lesen: {}.", cause(&error).de),
        format!("The file cannot be read: {}.", cause(&error).en),
    )
    .hint(
        "Prüfen, ob es die Datei gibt und ob sie gelesen werden darf.",
        "Check that the file exists and may be read.",
    )
}
