//! Formats of SPSS: `F8.2`, `A40`, `DATE11`; their numbers in a file, and what kind of variable they make.

use crate::survey::VariableKind;

/// How SPSS prints a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::statfile) struct Format {
    /// Number of the type, as the file has it.
    pub kind: u8,
    pub width: u16,
    pub decimals: u8,
}

pub const A: u8 = 1;
pub const F: u8 = 5;
pub const DATE: u8 = 20;
pub const TIME: u8 = 21;
pub const DATETIME: u8 = 22;

/// Numbers and names (PSPP, "Variable Record": table of format types).
const NAMES: &[(u8, &str)] = &[
    (A, "A"),
    (2, "AHEX"),
    (3, "COMMA"),
    (4, "DOLLAR"),
    (F, "F"),
    (6, "IB"),
    (7, "PIBHEX"),
    (8, "P"),
    (9, "PIB"),
    (10, "PK"),
    (11, "RB"),
    (12, "RBHEX"),
    (15, "Z"),
    (16, "N"),
    (17, "E"),
    (DATE, "DATE"),
    (TIME, "TIME"),
    (DATETIME, "DATETIME"),
    (23, "ADATE"),
    (24, "JDATE"),
    (25, "DTIME"),
    (26, "WKDAY"),
    (27, "MONTH"),
    (28, "MOYR"),
    (29, "QYR"),
    (30, "WKYR"),
    (31, "PCT"),
    (32, "DOT"),
    (33, "CCA"),
    (34, "CCB"),
    (35, "CCC"),
    (36, "CCD"),
    (37, "CCE"),
    (38, "EDATE"),
    (39, "SDATE"),
    (40, "MTIME"),
    (41, "YMDHMS"),
];

impl Format {
    pub fn new(kind: u8, width: u16, decimals: u8) -> Format {
        Format {
            kind,
            width,
            decimals,
        }
    }

    /// From the four bytes of a variable record: 0, type, width, decimals, from the highest byte down.
    pub fn of_code(code: u32) -> Format {
        let [_, kind, width, decimals] = code.to_be_bytes();
        Format::new(kind, u16::from(width), decimals)
    }

    /// For a variable record; widths over 255 bytes are said elsewhere (7/14).
    pub fn code(self) -> u32 {
        let width = u8::try_from(self.width).unwrap_or(u8::MAX);
        u32::from_be_bytes([0, self.kind, width, self.decimals])
    }

    /// Reads `F8.2`; `None` where SPSS has no such format.
    pub fn parse(text: &str) -> Option<Format> {
        let text = text.trim().to_ascii_uppercase();
        let digits = text.find(|letter: char| letter.is_ascii_digit())?;
        let (name, size) = text.split_at(digits);
        let kind = NAMES.iter().find(|(_, known)| *known == name)?.0;
        let (width, decimals) = size.split_once('.').unwrap_or((size, "0"));
        let format = Format::new(kind, width.parse().ok()?, decimals.parse().ok()?);
        (format.width > 0).then_some(format)
    }

    pub fn kind(self) -> VariableKind {
        match self.kind {
            1 | 2 => VariableKind::Text,
            20 | 23 | 24 | 28 | 29 | 30 | 38 | 39 => VariableKind::Date,
            22 | 41 => VariableKind::DateTime,
            21 | 25 | 40 => VariableKind::Time,
            _ => VariableKind::Number,
        }
    }

    /// Whether SPSS takes it for a number; the binary formats are only for raw data and are not kept.
    pub fn is_printable(self) -> bool {
        !matches!(self.kind, 6..=12) && self.width <= 40 && self.decimals <= 16 && {
            u16::from(self.decimals) < self.width
        }
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let known = NAMES.iter().find(|(number, _)| *number == self.kind);
        write!(f, "{}{}", known.map_or("F", |(_, name)| name), self.width)?;
        if self.decimals > 0 {
            write!(f, ".{}", self.decimals)?;
        }
        Ok(())
    }
}

/// The narrowest `F` format, of at least 8 places, in which all numbers can be read.
pub fn of_numbers(numbers: impl Iterator<Item = f64>) -> Format {
    let (mut before, mut after) = (1, 0);
    for number in numbers.filter(|number| number.is_finite()) {
        let text = number.to_string();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        before = before.max(whole.len());
        after = after.max(fraction.len());
    }
    let after = after.min(16);
    let width = before + if after > 0 { after + 1 } else { 0 };
    let width = width.clamp(8, 40);
    Format::new(F, width as u16, after as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_read_as_they_are_written() {
        for text in [
            "F8.2",
            "F1",
            "A32766",
            "DATE11",
            "DATETIME20",
            "COMMA12.2",
            "E15.3",
        ] {
            assert_eq!(Format::parse(text).unwrap().to_string(), text);
        }
        // F8.2 is 5 × 65536 + 8 × 256 + 2 (PSPP, "Variable Record").
        assert_eq!(Format::parse("F8.2").unwrap().code(), 0x05_08_02);
        assert_eq!(Format::of_code(0x14_0b_00).to_string(), "DATE11");
        for text in ["", "F", "8.2", "X9", "F0", "Fä"] {
            assert_eq!(Format::parse(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_find_a_format_in_which_they_can_be_read() {
        let of = |numbers: &[f64]| of_numbers(numbers.iter().copied()).to_string();
        assert_eq!(of(&[1.0, 0.0]), "F8");
        assert_eq!(of(&[0.25, -1000.5]), "F8.2");
        assert_eq!(of(&[123_456_789.125]), "F13.3");
        assert_eq!(of(&[1e300, 1e-300]), "F40.16");
    }
}
