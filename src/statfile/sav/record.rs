//! The records of a system file up to the cells, as bytes of the file; nothing is believed that the file does not hold.

use crate::problem::{Problem, Result};

/// Bytes of a file from a place on, and the order in which it writes numbers.
#[derive(Debug, Clone, Copy)]
pub struct Source<'b> {
    pub rest: &'b [u8],
    pub order: Order,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    Little,
    Big,
}

impl Order {
    pub fn double(self, bytes: [u8; 8]) -> f64 {
        match self {
            Order::Little => f64::from_le_bytes(bytes),
            Order::Big => f64::from_be_bytes(bytes),
        }
    }
}

impl<'b> Source<'b> {
    pub fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    pub fn eight(&mut self) -> Option<[u8; 8]> {
        self.take(8)?.try_into().ok()
    }

    pub fn int(&mut self) -> Option<i32> {
        let bytes: [u8; 4] = self.take(4)?.try_into().ok()?;
        Some(match self.order {
            Order::Little => i32::from_le_bytes(bytes),
            Order::Big => i32::from_be_bytes(bytes),
        })
    }

    pub fn long(&mut self) -> Option<i64> {
        let bytes = self.eight()?;
        Some(match self.order {
            Order::Little => i64::from_le_bytes(bytes),
            Order::Big => i64::from_be_bytes(bytes),
        })
    }

    /// A length and so many bytes.
    pub fn counted(&mut self) -> Option<&'b [u8]> {
        let length = usize::try_from(self.int()?).ok()?;
        self.take(length)
    }
}

/// How the cells are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    Plain,
    /// Codes for small numbers and blanks.
    Codes,
    /// The same, in blocks of zlib.
    Zlib,
}

/// A record of type 2 with its followers.
#[derive(Debug)]
pub struct VariableRecord<'b> {
    /// Number of its first eight bytes, from 1.
    pub index: i32,
    /// Bytes of a text, 0 of a number.
    pub width: usize,
    pub label: &'b [u8],
    /// Negative where the first two values are a range.
    pub missing: i32,
    pub missing_values: Vec<[u8; 8]>,
    pub format: u32,
    pub name: &'b [u8],
}

/// Records of types 3 and 4.
#[derive(Debug)]
pub struct LabelRecord<'b> {
    pub labels: Vec<([u8; 8], &'b [u8])>,
    /// Indices of variables.
    pub variables: Vec<i32>,
}

#[derive(Debug)]
pub struct Records<'b> {
    pub order: Order,
    pub packing: Packing,
    /// What is added to a number to get its code.
    pub bias: f64,
    /// Index of the variable that weighs cases; 0: none.
    pub weight: i32,
    /// As the file says; negative: unknown.
    pub cases: i64,
    pub label: &'b [u8],
    pub variables: Vec<VariableRecord<'b>>,
    pub labels: Vec<LabelRecord<'b>>,
    pub documents: Vec<&'b [u8]>,
    /// Subtype and content of records of type 7.
    pub extensions: Vec<(i32, &'b [u8])>,
    /// Everything after the dictionary.
    pub cells: &'b [u8],
    pub file: &'b [u8],
}

impl<'b> Records<'b> {
    /// The first extension of a subtype.
    pub fn extension(&self, subtype: i32) -> Option<Source<'b>> {
        let found = self.extensions.iter().find(|(known, _)| *known == subtype)?;
        Some(Source {
            rest: found.1,
            order: self.order,
        })
    }
}

/// Reads everything but the cells.
///
/// # Errors
/// The file is none of SPSS, is encrypted, portable or of a mainframe, or ends too early.
pub fn records(file: &[u8]) -> Result<Records<'_>> {
    let packed = match file.get(..4) {
        Some(b"$FL2") => Packing::Codes,
        Some(b"$FL3") => Packing::Zlib,
        _ => return Err(no_system_file(file)),
    };
    header(file, packed)
        .and_then(|(records, source)| body(records, source))
        .ok_or_else(|| {
            damaged(
                "Die Beschreibung der Variablen bricht ab.",
                "The description of the variables breaks off.",
            )
        })
}

/// A file that cannot be what it says it is.
pub fn damaged(de: &str, en: &str) -> Problem {
    Problem::input(
        format!("Die SPSS-Datei ist beschädigt oder unvollständig: {de}"),
        format!("The SPSS file is damaged or incomplete: {en}"),
    )
    .hint(
        "Die Datei neu holen oder in SPSS oder PSPP öffnen und noch einmal speichern.",
        "Fetch the file again, or open it in SPSS or PSPP and save it once more.",
    )
}

fn no_system_file(file: &[u8]) -> Problem {
    // PSPP, "Encrypted System Files": 1c 00 00 00 00 00 00 00 ENCRYPTEDSAV.
    if file.starts_with(&[0x1c, 0, 0, 0]) {
        return Problem::input(
            "Die SPSS-Datei ist mit einem Passwort verschlüsselt.",
            "The SPSS file is encrypted with a password.",
        )
        .hint(
            "Die Datei in SPSS öffnen und ohne Verschlüsselung speichern.",
            "Open the file in SPSS and save it without encryption.",
        );
    }
    // PSPP, "Portable File Format": 200 bytes of splash strings, at 40 the first in ASCII, then the character table, then
    // SPSSPORT.
    let start = &file[..file.len().min(1000)];
    let is_portable = start.windows(8).any(|window| window == b"SPSSPORT")
        || start.windows(20).any(|window| window == b"ASCII SPSS PORT FILE");
    let (de, en) = if is_portable {
        (
            "Das ist eine portable SPSS-Datei (.por).",
            "This is a portable SPSS file (.por).",
        )
    // "$FL2" in EBCDIC.
    } else if file.starts_with(&[0x5b, 0xc6, 0xd3, 0xf2]) {
        (
            "Die SPSS-Datei stammt von einem Großrechner (EBCDIC).",
            "The SPSS file is of a mainframe (EBCDIC).",
        )
    } else {
        return Problem::input(
            "Das ist keine SPSS-Datei (.sav, .zsav).",
            "This is no SPSS file (.sav, .zsav).",
        )
        .hint(
            "In SPSS oder PSPP speichern als: SPSS Statistics (*.sav).",
            "Save it in SPSS or PSPP as: SPSS Statistics (*.sav).",
        );
    };
    Problem::input(de, en).hint(
        "Die Datei in SPSS oder PSPP öffnen und als .sav speichern.",
        "Open the file in SPSS or PSPP and save it as .sav.",
    )
}

/// The first 176 bytes.
fn header(file: &[u8], packed: Packing) -> Option<(Records<'_>, Source<'_>)> {
    // At 64: 2 or 3 in the order of bytes of the machine that wrote it.
    let order = match file.get(64..68)? {
        [2 | 3, 0, 0, 0] => Order::Little,
        [0, 0, 0, 2 | 3] => Order::Big,
        _ => return None,
    };
    let mut source = Source {
        rest: &file[68..],
        order,
    };
    let _size = source.int()?;
    let packing = match source.int()? {
        0 => Packing::Plain,
        1 => Packing::Codes,
        2 => Packing::Zlib,
        _ => packed,
    };
    let weight = source.int()?;
    let cases = i64::from(source.int()?);
    let bias = order.double(source.eight()?);
    source.take(9 + 8)?;
    let label = source.take(64)?;
    source.take(3)?;
    let records = Records {
        order,
        packing,
        bias,
        weight,
        cases,
        label,
        variables: Vec::new(),
        labels: Vec::new(),
        documents: Vec::new(),
        extensions: Vec::new(),
        cells: &[],
        file,
    };
    Some((records, source))
}

fn body<'b>(mut records: Records<'b>, mut source: Source<'b>) -> Option<Records<'b>> {
    let mut index = 1;
    loop {
        match source.int()? {
            2 => {
                let variable = variable(&mut source, &mut index)?;
                records.variables.push(variable);
            }
            3 => {
                let labels = label_record(&mut source)?;
                records.labels.push(labels);
            }
            6 => {
                let lines = usize::try_from(source.int()?).ok()?;
                let text = source.take(lines.checked_mul(80)?)?;
                records.documents.extend(text.chunks(80));
            }
            7 => {
                let subtype = source.int()?;
                let size = usize::try_from(source.int()?).ok()?;
                let count = usize::try_from(source.int()?).ok()?;
                let content = source.take(size.checked_mul(count)?)?;
                records.extensions.push((subtype, content));
            }
            999 => {
                source.int()?;
                records.cells = source.rest;
                break;
            }
            _ => return None,
        }
    }
    if records.cases < 0 {
        // 7/16: 1 and the number of cases, where 32 bits are too few.
        let cases = records
            .extension(16)
            .and_then(|mut of_64| of_64.take(8).and_then(|_| of_64.long()));
        records.cases = cases.unwrap_or(-1);
    }
    Some(records)
}

fn variable<'b>(source: &mut Source<'b>, index: &mut i32) -> Option<VariableRecord<'b>> {
    let width = usize::try_from(source.int()?).ok()?;
    let has_label = source.int()?;
    let missing = source.int()?;
    let format = source.int()? as u32;
    source.int()?;
    let name = source.take(8)?;
    let mut label: &[u8] = &[];
    if has_label != 0 {
        let length = usize::try_from(source.int()?).ok()?;
        label = source.take(length)?;
        source.take(length.next_multiple_of(4) - length)?;
    }
    let mut missing_values = Vec::new();
    for _ in 0..missing.unsigned_abs().min(4) {
        missing_values.push(source.eight()?);
    }
    let is_possible = width <= 255 && matches!(missing, -3 | -2 | 0..=3);
    let variable = VariableRecord {
        index: *index,
        width,
        label,
        missing,
        missing_values,
        format,
        name,
    };
    *index = index.checked_add(1)?;
    // Further eight bytes of a text.
    for _ in 1..width.div_ceil(8) {
        if source.int()? != 2 || source.int()? != -1 {
            return None;
        }
        let has_label = source.int()?;
        source.take(4 * 3 + 8)?;
        if has_label != 0 {
            return None;
        }
        *index = index.checked_add(1)?;
    }
    is_possible.then_some(variable)
}

fn label_record<'b>(source: &mut Source<'b>) -> Option<LabelRecord<'b>> {
    let mut labels = Vec::new();
    for _ in 0..source.int()? {
        let value = source.eight()?;
        let length = usize::from(*source.take(1)?.first()?);
        let padded = (1 + length).next_multiple_of(8) - 1;
        labels.push((value, &source.take(padded)?[..length]));
    }
    if source.int()? != 4 {
        return None;
    }
    let mut variables = Vec::new();
    for _ in 0..source.int()? {
        variables.push(source.int()?);
    }
    Some(LabelRecord { labels, variables })
}
