//! The cells of a sheet, as its records give them ([MS-XLS] 2.1.7.20.6, CELLTABLE).

use calamine::{CellErrorType, Data, ExcelDateTime, ExcelDateTimeType};

use super::super::sheet::damaged;
use super::Biff;
use super::globals::{Globals, Shows};
use super::letters::{Count, text};
use super::records::{BOF, EOF, Record, Records};
use crate::problem::Result;

/// Row and column, both from 0.
type Place = (u32, u32);

/// Gives each cell that is not empty to `each`.
///
/// # Errors
/// Damaged; what `each` reports.
pub(super) fn each(
    records: &mut Records<'_>,
    globals: &Globals,
    mut each: impl FnMut(Place, &Data) -> Result<()>,
) -> Result<()> {
    // A chart within the sheet has records like cells.
    let mut depth = 0;
    // A formula whose text comes in a record of its own.
    let mut waiting: Option<Place> = None;
    while let Some(record) = records.next()? {
        match record.kind {
            BOF => depth += 1,
            EOF if depth <= 1 => break,
            EOF => depth -= 1,
            _ if depth == 0 => return Err(damaged("")),
            _ if depth > 1 => {}
            // String: the text of the formula before it
            0x0207 => {
                if let Some(at) = waiting.take() {
                    each(at, &Data::String(long_text(&record, globals, 0)?))?;
                }
            }
            kind if is_cell(kind) => {
                if let Some(at) = waiting.take() {
                    each(at, &Data::Error(CellErrorType::NA))?;
                }
                cells(&record, globals, &mut waiting, &mut each)?;
            }
            _ => {}
        }
    }
    match waiting {
        Some(at) => each(at, &Data::Error(CellErrorType::NA)),
        None => Ok(()),
    }
}

fn is_cell(kind: u16) -> bool {
    matches!(
        kind,
        0x0203 | 0x027e | 0x00bd | 0x00fd | 0x0204 | 0x00d6 | 0x0205 | 0x0006
    )
}

fn cells(
    record: &Record<'_>,
    globals: &Globals,
    waiting: &mut Option<Place>,
    each: &mut impl FnMut(Place, &Data) -> Result<()>,
) -> Result<()> {
    let row = u32::from(record.short(0)?);
    let column = u32::from(record.short(2)?);
    let at = (row, column);
    match record.kind {
        // Number
        0x0203 => each(at, &number(record.number(6)?, record.short(4)?, globals)),
        // RK
        0x027e => each(
            at,
            &number(short_number(record.long(6)?), record.short(4)?, globals),
        ),
        // MulRk: format and number of one cell after the other, at the end the last column
        0x00bd => {
            let end = record.data.len().saturating_sub(2).max(4);
            let cells = record
                .data
                .get(4..end)
                .ok_or_else(|| damaged(""))?
                .as_chunks::<6>()
                .0;
            for (column, [format @ .., a, b, c, d]) in (column..).zip(cells) {
                let value = short_number(u32::from_le_bytes([*a, *b, *c, *d]));
                each(
                    (row, column),
                    &number(value, u16::from_le_bytes(*format), globals),
                )?;
            }
            Ok(())
        }
        // LabelSst
        0x00fd => match globals.text(record.long(6)?) {
            Some(text) => each(at, &Data::String(text.to_owned())),
            None => Err(damaged("")),
        },
        // Label, RString
        0x0204 | 0x00d6 => each(at, &Data::String(long_text(record, globals, 6)?)),
        // BoolErr
        0x0205 => {
            let [value, is_error] = record.bytes(6)?;
            each(
                at,
                &if is_error == 0 {
                    Data::Bool(value != 0)
                } else {
                    error(value)
                },
            )
        }
        // Formula: its value; 2.5.133 FormulaValue
        _ => match record.bytes::<8>(6)? {
            [0, .., 0xff, 0xff] => {
                *waiting = Some(at);
                Ok(())
            }
            [1, _, value, .., 0xff, 0xff] => each(at, &Data::Bool(value != 0)),
            [2, _, value, .., 0xff, 0xff] => each(at, &error(value)),
            [.., 0xff, 0xff] => Ok(()),
            bytes => each(at, &number(f64::from_le_bytes(bytes), record.short(4)?, globals)),
        },
    }
}

fn long_text(record: &Record<'_>, globals: &Globals, from: usize) -> Result<String> {
    match globals.biff {
        Biff::Eight => text(record, from, Count::TwoBytes),
        Biff::Five => globals.page.text(record, from, Count::TwoBytes),
    }
}

fn number(value: f64, format: u16, globals: &Globals) -> Data {
    let time = |kind| Data::DateTime(ExcelDateTime::new(value, kind, globals.from_1904));
    match globals.shows(format) {
        Shows::Number => Data::Float(value),
        Shows::Time => time(ExcelDateTimeType::DateTime),
        Shows::Duration => time(ExcelDateTimeType::TimeDelta),
    }
}

/// 2.5.217 RkNumber: the upper 30 bits of a number, or an integer of 30 bits; perhaps a hundredth of it.
fn short_number(rk: u32) -> f64 {
    let value = match rk & 2 {
        0 => f64::from_bits(u64::from(rk & !3) << 32),
        _ => f64::from(rk as i32 >> 2),
    };
    if rk & 1 == 0 { value } else { value / 100.0 }
}

/// 2.5.10 BErr.
fn error(code: u8) -> Data {
    Data::Error(match code {
        0x00 => CellErrorType::Null,
        0x07 => CellErrorType::Div0,
        0x0f => CellErrorType::Value,
        0x17 => CellErrorType::Ref,
        0x1d => CellErrorType::Name,
        0x24 => CellErrorType::Num,
        _ => CellErrorType::NA,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers_are_read_as_excel_packs_them() {
        // [MS-XLS] 2.5.217 and the examples of OpenOffice's "Excel File Format", 2.5.5.
        for (rk, expected) in [
            (0x3ff0_0000, 1.0),
            (0x3ff0_0001, 0.01),
            (0x004b_5646, 1_234_321.0),
            (0x004b_5647, 12_343.21),
            (0xffff_fffe, -1.0),
        ] {
            assert_eq!(short_number(rk), expected, "{rk:x}");
        }
    }

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes(), &(data.len() as u16).to_le_bytes(), data].concat()
    }

    #[test]
    fn a_workbook_of_excel_95_is_read_in_its_code_page() {
        let bof = |of| record(BOF, &[0, 5, of, 0, 0, 0, 0, 0]);
        let page = record(0x0042, &1252u16.to_le_bytes());
        let format = record(0x041e, b"\xa4\0\x0add.mm.yyyy");
        let used = [record(0x00e0, &[0; 16]), record(0x00e0, &[0, 0, 0xa4, 0, 0, 0])].concat();
        let globals = |start: u32| {
            let bound = record(0x0085, &[&start.to_le_bytes()[..], &[0, 0, 2], b"\xdcb"].concat());
            [&bof(5)[..], &page, &format, &used, &bound, &record(EOF, &[])].concat()
        };
        let day = [&[1, 0, 0, 0, 1, 0][..], &45_443f64.to_le_bytes()].concat();
        let cells = [
            record(0x0204, b"\0\0\0\0\0\0\x05\0\xdcbung"),
            record(0x0203, &day),
            // A formula whose text never came, and one whose text did.
            record(6, &[2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]),
            record(6, &[3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]),
            record(0x0207, b"\x02\0ja"),
        ];
        let start = globals(0).len();
        let stream = [globals(start as u32), bof(0x10), cells.concat(), record(EOF, &[])].concat();
        let globals = Globals::of(&stream).unwrap();
        assert_eq!(globals.sheets[0].name, "Üb");
        let mut records = Records::from(&stream, globals.sheets[0].start.unwrap()).unwrap();
        let mut seen = Vec::new();
        each(&mut records, &globals, |(row, _), cell| {
            seen.push((row, cell.clone()));
            Ok(())
        })
        .unwrap();
        let day = ExcelDateTime::new(45_443.0, ExcelDateTimeType::DateTime, false);
        assert_eq!(
            seen,
            [
                (0, Data::String("Übung".into())),
                (1, Data::DateTime(day)),
                (2, Data::Error(CellErrorType::NA)),
                (3, Data::String("ja".into())),
            ]
        );
    }
}
