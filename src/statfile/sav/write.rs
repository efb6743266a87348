//! Writes a system file: UTF-8, cells compressed, records in the order in which SPSS writes them.

use std::io::{Result, Write};

use jiff::civil::DateTime;

use super::fit::{Fit, Fitted, Storage, fit};
use super::short::ShortNames;
use super::{HIGHEST, LOWEST, SYSMIS, cells, segments, sets};
use crate::problem::Notice;
use crate::statfile::Frame;
use crate::statfile::texts::{clean, first_bytes, line};
use crate::survey::{Measure, Value, VariableKind};

/// UTF-8, as Windows numbers it.
const UTF_8: i32 = 65_001;
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
/// The file has room for 64, the command for 60.
const LONGEST_FILE_LABEL: usize = 60;
const DOCUMENT_LINE: usize = 80;
/// Texts up to here have their values in the records of numbers.
const SHORT_TEXT: usize = 8;

/// Writes a frame as a `.sav` file that is said to have been made at `written`; the same frame and moment give the same
/// bytes. What SPSS does not take is changed as little as possible; the notices say what. Blanks at the end of a text are
/// not kept.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(frame: &Frame, written: DateTime, out: &mut dyn Write) -> Result<Vec<Notice>> {
    let mut fit = fit(frame);
    let mut notices = std::mem::take(&mut fit.notices);
    let dictionary = Placed::new(&fit);
    let label = line(&frame.dictionary.label);
    let short_label = first_bytes(&label, LONGEST_FILE_LABEL);
    if short_label.len() < label.len() {
        notices.push(Notice::new(
            format!("Der Titel der SPSS-Datei ist auf {LONGEST_FILE_LABEL} Byte gekürzt."),
            format!("The label of the SPSS file is cut to {LONGEST_FILE_LABEL} bytes."),
        ));
    }
    let mut bytes = Vec::new();
    header(&mut bytes, &fit, &dictionary, written, short_label);
    for (variable, short) in fit.variables.iter().zip(&dictionary.short) {
        variable_records(&mut bytes, variable, short);
    }
    for (variable, index) in fit.variables.iter().zip(&dictionary.index) {
        value_labels(&mut bytes, variable, *index);
    }
    documents(&mut bytes, &frame.dictionary.notes);
    extensions(&mut bytes, &fit, &dictionary);
    int(&mut bytes, 999);
    int(&mut bytes, 0);
    out.write_all(&bytes)?;
    cells::write(&fit.variables, fit.rows, out)?;
    Ok(notices)
}

/// Where variables stand in the file.
struct Placed {
    /// Short names of all segments.
    short: Vec<Vec<String>>,
    /// Numbers of the first eight bytes of a variable, from 1.
    index: Vec<i32>,
    /// Groups of eight bytes in a case.
    size: i32,
}

impl Placed {
    fn new(fit: &Fit<'_>) -> Placed {
        let long: Vec<String> = fit
            .variables
            .iter()
            .map(|variable| variable.name.clone())
            .collect();
        let mut given = ShortNames::new(&long);
        let (mut short, mut index, mut size) = (Vec::new(), Vec::new(), 0);
        for variable in &fit.variables {
            let widths = segment_widths(variable);
            let mut names = vec![given.of(&variable.name)];
            names.extend(widths.iter().skip(1).map(|_| given.further(&variable.name)));
            short.push(names);
            index.push(size + 1);
            size += widths.iter().map(|width| places(*width)).sum::<i32>();
        }
        Placed { short, index, size }
    }
}

/// Of a number: one segment of no width.
fn segment_widths(variable: &Fitted<'_>) -> Vec<usize> {
    match variable.storage {
        Storage::Number { .. } => vec![0],
        Storage::Text { width } => segments(width),
    }
}

/// Groups of eight bytes.
fn places(width: usize) -> i32 {
    width.div_ceil(8).max(1) as i32
}

fn header(bytes: &mut Vec<u8>, fit: &Fit<'_>, placed: &Placed, written: DateTime, label: &str) {
    bytes.extend(b"$FL2");
    let product = format!("@(#) SPSS DATA FILE freitext {}", env!("CARGO_PKG_VERSION"));
    padded(bytes, &product, 60);
    int(bytes, 2);
    int(bytes, placed.size);
    // Compressed.
    int(bytes, 1);
    int(bytes, fit.weight.map_or(0, |at| placed.index[at]));
    int(bytes, i32::try_from(fit.rows).unwrap_or(-1));
    double(bytes, cells::BIAS);
    let month = MONTHS[usize::from(written.month().unsigned_abs()) - 1];
    let year = written.year().rem_euclid(100);
    padded(bytes, &format!("{:02} {month} {year:02}", written.day()), 9);
    let (hour, minute, second) = (written.hour(), written.minute(), written.second());
    padded(bytes, &format!("{hour:02}:{minute:02}:{second:02}"), 8);
    padded(bytes, label, 64);
    bytes.extend([0; 3]);
}

/// Type 2: a record for each group of eight bytes; label and missing values stand in the first.
fn variable_records(bytes: &mut Vec<u8>, variable: &Fitted<'_>, short: &[String]) {
    for (at, (width, short)) in segment_widths(variable).into_iter().zip(short).enumerate() {
        let is_first = at == 0;
        let label = if is_first { variable.label.as_str() } else { "" };
        let mut format = variable.format;
        if width > 0 {
            format.width = width as u16;
        }
        let missing = if is_first {
            inline_missing(variable)
        } else {
            (0, Vec::new())
        };
        int(bytes, 2);
        int(bytes, width as i32);
        int(bytes, i32::from(!label.is_empty()));
        int(bytes, missing.0);
        int(bytes, format.code() as i32);
        int(bytes, format.code() as i32);
        padded(bytes, short, 8);
        if !label.is_empty() {
            int(bytes, label.len() as i32);
            padded(bytes, label, label.len().next_multiple_of(4));
        }
        bytes.extend(missing.1);
        for _ in 1..places(width) {
            int(bytes, 2);
            int(bytes, -1);
            for _ in 0..4 {
                int(bytes, 0);
            }
            padded(bytes, "", 8);
        }
    }
}

/// How many missing values stand in the record, a range being -2, a range and a value -3; and their bytes.
fn inline_missing(variable: &Fitted<'_>) -> (i32, Vec<u8>) {
    let missing = &variable.missing;
    let mut bytes = Vec::new();
    if is_long(variable) {
        return (0, bytes);
    }
    if let Some((low, high)) = missing.range {
        double(&mut bytes, low);
        double(&mut bytes, high);
    }
    for value in &missing.values {
        eight(&mut bytes, value);
    }
    let number = (bytes.len() / 8) as i32;
    (if missing.range.is_some() { -number } else { number }, bytes)
}

/// Whether it is a text whose values stand in extensions.
fn is_long(variable: &Fitted<'_>) -> bool {
    matches!(variable.storage, Storage::Text { width } if width > SHORT_TEXT)
}

/// Types 3 and 4, of numbers and short texts.
fn value_labels(bytes: &mut Vec<u8>, variable: &Fitted<'_>, index: i32) {
    if variable.labels.is_empty() || is_long(variable) {
        return;
    }
    int(bytes, 3);
    int(bytes, variable.labels.len() as i32);
    for (value, label) in &variable.labels {
        eight(bytes, value);
        bytes.push(label.len() as u8);
        padded(bytes, label, (1 + label.len()).next_multiple_of(8) - 1);
    }
    int(bytes, 4);
    int(bytes, 1);
    int(bytes, index);
}

/// Type 6; what is longer than a line goes on in the next.
fn documents(bytes: &mut Vec<u8>, notes: &[String]) {
    let mut lines: Vec<String> = Vec::new();
    for note in notes {
        for line in clean(note).replace('\t', " ").split(['\n', '\r']) {
            let mut rest = line.trim_end();
            while rest.len() > DOCUMENT_LINE {
                let most = first_bytes(rest, DOCUMENT_LINE);
                let end = most.rfind(' ').filter(|end| *end > 0).unwrap_or(most.len());
                lines.push(rest[..end].to_owned());
                rest = rest[end..].trim_start();
            }
            lines.push(rest.to_owned());
        }
    }
    if lines.is_empty() {
        return;
    }
    int(bytes, 6);
    int(bytes, lines.len() as i32);
    for line in lines {
        padded(bytes, &line, DOCUMENT_LINE);
    }
}

/// Type 7, ascending.
fn extensions(bytes: &mut Vec<u8>, fit: &Fit<'_>, placed: &Placed) {
    let ints = |values: &[i32]| {
        values
            .iter()
            .flat_map(|value| value.to_le_bytes())
            .collect::<Vec<u8>>()
    };
    let doubles = |values: &[f64]| {
        values
            .iter()
            .flat_map(|value| value.to_le_bytes())
            .collect::<Vec<u8>>()
    };
    // Version 20.0.0 of no machine, IEEE 754, compressed, little-endian.
    extension(bytes, 3, 4, &ints(&[20, 0, 0, -1, 1, 1, 2, UTF_8]));
    extension(bytes, 4, 8, &doubles(&[SYSMIS, HIGHEST, LOWEST]));
    let short: Vec<String> = placed.short.iter().map(|names| names[0].clone()).collect();
    extension(bytes, 7, 1, sets::text(&fit.sets, &short).as_bytes());
    extension(bytes, 11, 4, &ints(&display(fit)));
    let long: Vec<String> = fit
        .variables
        .iter()
        .zip(&short)
        .map(|(variable, short)| format!("{short}={}", variable.name))
        .collect();
    extension(bytes, 13, 1, long.join("\t").as_bytes());
    let mut very_long = Vec::new();
    for (variable, short) in fit.variables.iter().zip(&short) {
        if let Storage::Text { width: width @ 256.. } = variable.storage {
            very_long.extend(format!("{short}={width:05}").into_bytes());
            very_long.extend(b"\0\t");
        }
    }
    extension(bytes, 14, 1, &very_long);
    let rows = [1_u64, fit.rows as u64];
    extension(bytes, 16, 8, &rows.map(u64::to_le_bytes).concat());
    extension(bytes, 20, 1, b"UTF-8");
    extension(bytes, 21, 1, &long_value_labels(fit));
    extension(bytes, 22, 1, &long_missing(fit));
}

/// 7/11: measure, places on the screen, alignment of each segment.
fn display(fit: &Fit<'_>) -> Vec<i32> {
    let mut display = Vec::new();
    for variable in &fit.variables {
        let measure = match variable.measure {
            Measure::Unknown => 0,
            Measure::Nominal => 1,
            Measure::Ordinal => 2,
            Measure::Scale => 3,
        };
        for width in segment_widths(variable) {
            let (places, alignment) = match variable.format.kind() {
                VariableKind::Text => (width.clamp(8, 40), 0),
                _ => (usize::from(variable.format.width).clamp(8, 40), 1),
            };
            display.extend([measure, places as i32, alignment]);
        }
    }
    display
}

/// 7/21: name, width, number of labels; length and bytes of each value, filled up to the width, and of its label.
fn long_value_labels(fit: &Fit<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for variable in fit.variables.iter().filter(|variable| is_long(variable)) {
        let Storage::Text { width } = variable.storage else {
            continue;
        };
        if variable.labels.is_empty() {
            continue;
        }
        counted(&mut bytes, &variable.name);
        int(&mut bytes, width as i32);
        int(&mut bytes, variable.labels.len() as i32);
        for (value, label) in &variable.labels {
            let Value::Text(value) = value else { continue };
            int(&mut bytes, width as i32);
            padded(&mut bytes, value, width);
            counted(&mut bytes, label);
        }
    }
    bytes
}

/// 7/22: name, number of values, their length (8), values. PSPP up to 1.6 expects the length before each value and takes
/// no more than the first; SPSS and ReadStat read it as it is here.
fn long_missing(fit: &Fit<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for variable in fit.variables.iter().filter(|variable| is_long(variable)) {
        if variable.missing.values.is_empty() {
            continue;
        }
        counted(&mut bytes, &variable.name);
        bytes.push(variable.missing.values.len() as u8);
        int(&mut bytes, 8);
        for value in &variable.missing.values {
            eight(&mut bytes, value);
        }
    }
    bytes
}

/// A record of type 7, where there is something in it.
fn extension(bytes: &mut Vec<u8>, subtype: i32, size: usize, content: &[u8]) {
    if content.is_empty() {
        return;
    }
    int(bytes, 7);
    int(bytes, subtype);
    int(bytes, size as i32);
    int(bytes, (content.len() / size) as i32);
    bytes.extend_from_slice(content);
}

fn int(bytes: &mut Vec<u8>, value: i32) {
    bytes.extend(value.to_le_bytes());
}

fn double(bytes: &mut Vec<u8>, value: f64) {
    bytes.extend(value.to_le_bytes());
}

/// A number, or a text of up to eight bytes.
fn eight(bytes: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Number(number) => double(bytes, *number),
        Value::Text(text) => padded(bytes, text, 8),
    }
}

fn counted(bytes: &mut Vec<u8>, text: &str) {
    int(bytes, text.len() as i32);
    bytes.extend(text.as_bytes());
}

/// Filled up with blanks, or cut between letters.
fn padded(bytes: &mut Vec<u8>, text: &str, width: usize) {
    let text = first_bytes(text, width);
    bytes.extend(text.as_bytes());
    bytes.resize(bytes.len() + width - text.len(), b' ');
}
