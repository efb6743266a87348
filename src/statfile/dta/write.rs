//! A frame → release 118, little-endian. Layout: `help dta##118` of Stata.

use std::io::Write;

use crate::problem::{Notice, Problem, Result, cause};
use crate::statfile::Frame;

use super::number::Storage;
use super::plan::{Plan, Planned, plan};

/// Bytes of a name, a display format and a label of a variable, with the closing zero.
const NAME: usize = 129;
const FORMAT: usize = 57;
const LABEL: usize = 321;
/// Bytes of an entry of the long texts beside its text: `GSO`, variable, row, type, length, closing zero.
const LONG_TEXT: u64 = 3 + 4 + 8 + 1 + 4 + 1;
/// Rows are handed on in pieces of about this many bytes.
const PIECE: usize = 1 << 20;

/// Writes a Stata file that every Stata since 14 opens.
///
/// Numbers take the narrowest width without loss, texts over 2045 bytes are long texts (strL), dates `%td` or `%tc`.
/// Numbers that mean missing become `.a` … `.z` and keep their labels. Texts that all have a label become labelled
/// numbers. Names, labels and response sets that Stata has no place for are adapted; the notices tell which.
/// `made` is the time that the file says it was made, to the minute.
///
/// # Errors
/// More than 32,767 variables; what `out` refuses.
pub fn write(frame: &Frame, out: &mut dyn Write, made: Option<jiff::civil::DateTime>) -> Result<Vec<Notice>> {
    let (plan, notices) = plan(frame)?;
    to(&plan, out, made).map_err(|error| {
        let why = cause(&error);
        Problem::input(
            format!("Die Stata-Datei lässt sich nicht schreiben: {}.", why.de),
            format!("The Stata file cannot be written: {}.", why.en),
        )
    })?;
    Ok(notices)
}

fn to(plan: &Plan<'_>, out: &mut dyn Write, made: Option<jiff::civil::DateTime>) -> std::io::Result<()> {
    let mut head = header(plan, made);
    let map_at = head.len();
    // Offsets of the parts, in the order in which the map lists them; all are known before the data.
    let mut offsets = vec![0, map_at as u64];
    head.extend_from_slice(b"<map>");
    let entries_at = head.len();
    head.resize(entries_at + 14 * 8, 0);
    head.extend_from_slice(b"</map>");
    schema(plan, &mut head, &mut offsets);
    let characteristics = characteristics(plan);
    offsets.push(head.len() as u64);
    head.extend_from_slice(&characteristics);
    offsets.push(head.len() as u64);
    head.extend_from_slice(b"<data>");
    let width: usize = plan.variables.iter().map(|planned| planned.storage.width()).sum();
    let long_texts_at = head.len() as u64 + (width as u64) * (plan.rows as u64) + "</data>".len() as u64;
    let labels = value_labels(plan);
    let labels_at = long_texts_at + ("<strls>".len() + "</strls>".len()) as u64 + long_texts_length(plan);
    let end = labels_at + labels.len() as u64;
    offsets.extend([long_texts_at, labels_at, end, end + "</stata_dta>".len() as u64]);
    for (at, offset) in offsets.iter().enumerate() {
        head[entries_at + at * 8..][..8].copy_from_slice(&offset.to_le_bytes());
    }
    out.write_all(&head)?;
    rows(plan, out)?;
    out.write_all(b"</data><strls>")?;
    long_texts(plan, out)?;
    out.write_all(b"</strls>")?;
    out.write_all(&labels)?;
    out.write_all(b"</stata_dta>")?;
    out.flush()
}

fn header(plan: &Plan<'_>, made: Option<jiff::civil::DateTime>) -> Vec<u8> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let mut head = b"<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>".to_vec();
    head.extend_from_slice(&(plan.variables.len() as u16).to_le_bytes());
    head.extend_from_slice(b"</K><N>");
    head.extend_from_slice(&(plan.rows as u64).to_le_bytes());
    head.extend_from_slice(b"</N><label>");
    head.extend_from_slice(&(plan.label.len() as u16).to_le_bytes());
    head.extend_from_slice(plan.label.as_bytes());
    head.extend_from_slice(b"</label><timestamp>");
    let made = made.map_or_else(String::new, |at| {
        let month = MONTHS[usize::from(at.month().unsigned_abs()) - 1];
        format!(
            "{:02} {month} {:04} {:02}:{:02}",
            at.day(),
            at.year(),
            at.hour(),
            at.minute()
        )
    });
    head.push(made.len() as u8);
    head.extend_from_slice(made.as_bytes());
    head.extend_from_slice(b"</timestamp></header>");
    head
}

/// Types, names, order, formats, names of value labels, labels.
fn schema(plan: &Plan<'_>, head: &mut Vec<u8>, offsets: &mut Vec<u64>) {
    let mut part = |tag: &str, inside: Vec<u8>| {
        offsets.push(head.len() as u64);
        head.extend_from_slice(format!("<{tag}>").as_bytes());
        head.extend_from_slice(&inside);
        head.extend_from_slice(format!("</{tag}>").as_bytes());
    };
    let each = |field: fn(&Planned<'_>) -> Vec<u8>| plan.variables.iter().flat_map(field).collect();
    part(
        "variable_types",
        each(|planned| planned.storage.code().to_le_bytes().to_vec()),
    );
    part("varnames", each(|planned| padded(&planned.name, NAME)));
    part("sortlist", vec![0; 2 * (plan.variables.len() + 1)]);
    part("formats", each(|planned| padded(&planned.format, FORMAT)));
    part("value_label_names", each(|planned| padded(&planned.labels, NAME)));
    part("variable_labels", each(|planned| padded(&planned.label, LABEL)));
}

fn characteristics(plan: &Plan<'_>) -> Vec<u8> {
    let mut part = b"<characteristics>".to_vec();
    for note in &plan.notes {
        part.extend_from_slice(b"<ch>");
        let length = 2 * NAME + note.text.len() + 1;
        part.extend_from_slice(&(length as u32).to_le_bytes());
        part.extend(padded(&note.owner, NAME));
        part.extend(padded(&note.name, NAME));
        part.extend_from_slice(note.text.as_bytes());
        part.extend_from_slice(b"\0</ch>");
    }
    part.extend_from_slice(b"</characteristics>");
    part
}

fn rows(plan: &Plan<'_>, out: &mut dyn Write) -> std::io::Result<()> {
    let mut piece = Vec::with_capacity(PIECE);
    for row in 0..plan.rows {
        for (at, planned) in plan.variables.iter().enumerate() {
            match planned.storage {
                Storage::Text(width) => {
                    let end = piece.len() + usize::from(width);
                    piece.extend_from_slice(planned.text(row).as_bytes());
                    piece.resize(end, 0);
                }
                Storage::LongText if planned.text(row).is_empty() => piece.extend_from_slice(&[0; 8]),
                Storage::LongText => {
                    piece.extend_from_slice(&(at as u16 + 1).to_le_bytes());
                    piece.extend_from_slice(&(row as u64 + 1).to_le_bytes()[..6]);
                }
                number => number.put(planned.number(row), &mut piece),
            }
        }
        if piece.len() >= PIECE {
            out.write_all(&piece)?;
            piece.clear();
        }
    }
    out.write_all(&piece)
}

/// By row and then by variable, as Stata wants it.
fn long_texts(plan: &Plan<'_>, out: &mut dyn Write) -> std::io::Result<()> {
    let long = long_variables(plan);
    for row in 0..plan.rows {
        for (at, planned) in &long {
            let text = planned.text(row);
            if text.is_empty() {
                continue;
            }
            out.write_all(b"GSO")?;
            out.write_all(&(*at as u32 + 1).to_le_bytes())?;
            out.write_all(&(row as u64 + 1).to_le_bytes())?;
            out.write_all(&[130])?;
            out.write_all(&(text.len() as u32 + 1).to_le_bytes())?;
            out.write_all(text.as_bytes())?;
            out.write_all(&[0])?;
        }
    }
    Ok(())
}

fn long_texts_length(plan: &Plan<'_>) -> u64 {
    let long = long_variables(plan);
    let lengths = long
        .iter()
        .flat_map(|(_, planned)| (0..plan.rows).map(|row| planned.text(row).len() as u64));
    lengths
        .filter(|length| *length > 0)
        .map(|length| length + LONG_TEXT)
        .sum()
}

fn long_variables<'p, 'f>(plan: &'p Plan<'f>) -> Vec<(usize, &'p Planned<'f>)> {
    let all = plan.variables.iter().enumerate();
    all.filter(|(_, planned)| planned.storage == Storage::LongText)
        .collect()
}

fn value_labels(plan: &Plan<'_>) -> Vec<u8> {
    let mut part = b"<value_labels>".to_vec();
    for set in plan.sets.all() {
        let texts: usize = set.labels.iter().map(|(_, label)| label.len() + 1).sum();
        part.extend_from_slice(b"<lbl>");
        part.extend_from_slice(&((8 + 8 * set.labels.len() + texts) as u32).to_le_bytes());
        part.extend(padded(&set.name, NAME));
        part.extend_from_slice(&[0; 3]);
        part.extend_from_slice(&(set.labels.len() as u32).to_le_bytes());
        part.extend_from_slice(&(texts as u32).to_le_bytes());
        let mut offset = 0u32;
        for (_, label) in &set.labels {
            part.extend_from_slice(&offset.to_le_bytes());
            offset += label.len() as u32 + 1;
        }
        for (value, _) in &set.labels {
            part.extend_from_slice(&value.to_le_bytes());
        }
        for (_, label) in &set.labels {
            part.extend_from_slice(label.as_bytes());
            part.push(0);
        }
        part.extend_from_slice(b"</lbl>");
    }
    part.extend_from_slice(b"</value_labels>");
    part
}

/// A text filled up with zeros; names and labels are cut to characters before, of four bytes at most.
fn padded(text: &str, width: usize) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    bytes.resize(width, 0);
    bytes
}
