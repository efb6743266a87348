//! The cells of a file, case by case, out of plain numbers or codes.

use std::io::{BufReader, Read};

use super::cells::{BLANKS, END, MISSING, PADDING, RAW};
use super::encoding::Decoder;
use super::labels::Known;
use super::record::{Order, Packing, Records, damaged};
use super::zlib::Blocks;
use super::{SEGMENT, SYSMIS};
use crate::problem::{Notice, Problem, Result};
use crate::statfile::Column;

/// Bytes that all cells may take in memory.
const MOST_BYTES: usize = 300 << 20;
/// Groups of eight bytes that are looked at: far more than those bytes hold, for texts are mostly blanks.
const MOST_GROUPS: u64 = 500_000_000;
/// Codes for nothing in a row, after which nothing comes.
const MOST_PADDING: u32 = 64;

/// Eight bytes of a case.
enum Eight {
    Bytes([u8; 8]),
    Number(f64),
    Blanks,
    Missing,
}

/// The columns, one for each variable.
///
/// # Errors
/// The cells break off, are damaged, or are more than fits into memory.
pub fn cells(
    records: &Records<'_>,
    known: &[Known],
    decoder: &Decoder,
    notices: &mut Vec<Notice>,
) -> Result<Vec<Column>> {
    let mut columns: Vec<Column> = known
        .iter()
        .map(|known| match known.is_text() {
            true => Column::Texts(Vec::new()),
            false => Column::Numbers(Vec::new()),
        })
        .collect();
    if known.is_empty() {
        return Err(damaged("Sie enthält keine Variablen.", "It has no variables."));
    }
    let mut groups = Groups::of(records)?;
    let mut rows = 0_i64;
    let mut used = 0;
    let mut text = Vec::new();
    'cases: loop {
        for (at, (known, column)) in known.iter().zip(&mut columns).enumerate() {
            match column {
                Column::Numbers(cells) => {
                    let Some(cell) = groups.next()? else {
                        if at == 0 {
                            break 'cases;
                        }
                        return Err(breaks_off(rows, records.cases));
                    };
                    cells.push(number(cell, records.order).map(|number| known.number(number)));
                    used += size_of::<Option<f64>>();
                }
                Column::Texts(cells) => {
                    text.clear();
                    for (segment, width) in known.segments.iter().enumerate() {
                        let start = text.len();
                        for place in 0..width.div_ceil(8) {
                            match groups.next()? {
                                Some(Eight::Bytes(bytes)) => text.extend(bytes),
                                Some(Eight::Blanks) => text.extend([b' '; 8]),
                                Some(Eight::Number(_) | Eight::Missing) => {
                                    return Err(damaged(
                                        "Wo ein Text stehen müsste, steht eine Zahl.",
                                        "There is a number where a text should be.",
                                    ));
                                }
                                None if at == 0 && segment == 0 && place == 0 => break 'cases,
                                None => return Err(breaks_off(rows, records.cases)),
                            }
                        }
                        text.truncate(start + (*width).min(SEGMENT));
                    }
                    text.truncate(known.width);
                    let cell = decoder.text(&text);
                    used += size_of::<String>() + cell.capacity();
                    cells.push(cell);
                }
            }
        }
        rows += 1;
        if used > MOST_BYTES {
            return Err(too_large());
        }
    }
    if rows < records.cases {
        return Err(breaks_off(rows, records.cases));
    }
    if records.cases >= 0 && rows > records.cases {
        notices.push(Notice::new(
            format!(
                "Die SPSS-Datei nennt {} Fälle und enthält {rows}; gelesen sind alle.",
                records.cases
            ),
            format!(
                "The SPSS file says {} cases and holds {rows}; all of them are read.",
                records.cases
            ),
        ));
    }
    Ok(columns)
}

fn number(cell: Eight, order: Order) -> Option<f64> {
    let number = match cell {
        Eight::Number(number) => number,
        Eight::Bytes(bytes) => order.double(bytes),
        Eight::Blanks | Eight::Missing => SYSMIS,
    };
    (number != SYSMIS && number.is_finite()).then_some(number)
}

fn breaks_off(rows: i64, cases: i64) -> Problem {
    if cases > rows {
        damaged(
            &format!("Sie nennt {cases} Fälle und bricht nach {rows} ab."),
            &format!("It says {cases} cases and breaks off after {rows}."),
        )
    } else {
        damaged(
            &format!("Sie bricht nach {rows} Fällen mitten in einem ab."),
            &format!("It breaks off after {rows} cases, in the middle of one."),
        )
    }
}

fn too_large() -> Problem {
    Problem::input(
        "Die SPSS-Datei ist zu groß für den Arbeitsspeicher.",
        "The SPSS file is too large for the memory.",
    )
    .hint(
        "In SPSS oder PSPP nur die Variablen speichern, die gebraucht werden (SAVE OUTFILE … /KEEP=…).",
        "Save only the variables that are needed in SPSS or PSPP (SAVE OUTFILE … /KEEP=…).",
    )
}

/// Eight bytes after the other.
struct Groups<'b> {
    bytes: Box<dyn Read + 'b>,
    /// Codes that are left of the last eight; `None` where there are no codes.
    codes: Option<([u8; 8], usize)>,
    bias: f64,
    number: u64,
}

impl<'b> Groups<'b> {
    fn of(records: &Records<'b>) -> Result<Groups<'b>> {
        let (bytes, codes): (Box<dyn Read + 'b>, _) = match records.packing {
            Packing::Plain => (Box::new(records.cells), None),
            Packing::Codes => (Box::new(records.cells), Some(([0; 8], 8))),
            Packing::Zlib => {
                let blocks = Blocks::of(records).ok_or_else(|| {
                    damaged(
                        "Das Verzeichnis der Blöcke fehlt.",
                        "The list of its blocks is missing.",
                    )
                })?;
                (Box::new(BufReader::new(blocks)), Some(([0; 8], 8)))
            }
        };
        let bias = if records.bias.is_finite() {
            records.bias
        } else {
            super::cells::BIAS
        };
        Ok(Groups {
            bytes,
            codes,
            bias,
            number: 0,
        })
    }

    /// `None` at the end.
    fn next(&mut self) -> Result<Option<Eight>> {
        self.number += 1;
        if self.number > MOST_GROUPS {
            return Err(too_large());
        }
        if self.codes.is_none() {
            return Ok(self.eight()?.map(Eight::Bytes));
        }
        let mut padding = 0;
        loop {
            match self.code()? {
                None | Some(END) => return Ok(None),
                Some(PADDING) => {
                    padding += 1;
                    if padding > MOST_PADDING {
                        return Ok(None);
                    }
                }
                Some(RAW) => {
                    return match self.eight()? {
                        Some(bytes) => Ok(Some(Eight::Bytes(bytes))),
                        None => Err(damaged(
                            "Sie bricht mitten in einer Zelle ab.",
                            "It breaks off within a cell.",
                        )),
                    };
                }
                Some(BLANKS) => return Ok(Some(Eight::Blanks)),
                Some(MISSING) => return Ok(Some(Eight::Missing)),
                Some(code) => return Ok(Some(Eight::Number(f64::from(code) - self.bias))),
            }
        }
    }

    fn code(&mut self) -> Result<Option<u8>> {
        if let Some((codes, at)) = &mut self.codes
            && *at < 8
        {
            *at += 1;
            return Ok(Some(codes[*at - 1]));
        }
        let next = self.eight()?;
        self.codes = Some((next.unwrap_or([END; 8]), 1));
        Ok(next.map(|codes| codes[0]))
    }

    /// `None` where fewer than eight bytes are left.
    fn eight(&mut self) -> Result<Option<[u8; 8]>> {
        let mut eight = [0; 8];
        match self.bytes.read_exact(&mut eight) {
            Ok(()) => Ok(Some(eight)),
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Ok(None),
            Err(_) => Err(damaged(
                "Ein Block lässt sich nicht entpacken.",
                "A block cannot be unpacked.",
            )),
        }
    }
}
