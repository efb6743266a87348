//! Numbers as Stata stores them: four widths, and at the top of each the missing values `.`, `.a` … `.z`.

/// How a cell is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Storage {
    Byte,
    Int,
    Long,
    /// Read only: what it holds is written as double.
    Float,
    Double,
    /// So many bytes, filled up with zeros.
    Text(u16),
    /// strL: a reference to a text that stands elsewhere.
    LongText,
}

/// A cell of numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Cell {
    Number(f64),
    /// 0 is `.`, 1 is `.a`, 26 is `.z`.
    Missing(u8),
}

/// The largest whole numbers of byte, int and long; one more is `.`.
const MOST: [(Storage, i32, i32); 3] = [
    (Storage::Byte, -127, 100),
    (Storage::Int, -32_767, 32_740),
    (Storage::Long, -2_147_483_647, 2_147_483_620),
];
/// Bits of `.`, and how far it is to `.a`.
const FLOAT_MISSING: (u32, u32) = (0x7f00_0000, 0x800);
const DOUBLE_MISSING: (u64, u64) = (0x7fe0_0000_0000_0000, 1 << 40);

impl Storage {
    /// Bytes in a row.
    pub fn width(self) -> usize {
        match self {
            Storage::Byte => 1,
            Storage::Int => 2,
            Storage::Long | Storage::Float => 4,
            Storage::Double | Storage::LongText => 8,
            Storage::Text(width) => usize::from(width),
        }
    }

    /// The type code of releases 117 to 119.
    pub fn code(self) -> u16 {
        match self {
            Storage::Byte => 65_530,
            Storage::Int => 65_529,
            Storage::Long => 65_528,
            Storage::Float => 65_527,
            Storage::Double => 65_526,
            Storage::LongText => 32_768,
            Storage::Text(width) => width,
        }
    }

    /// What a type code means in a release; `None` for one that it does not have.
    pub fn of_code(code: u16, release: u8) -> Option<Storage> {
        const NUMBERS: [Storage; 5] = [
            Storage::Byte,
            Storage::Int,
            Storage::Long,
            Storage::Float,
            Storage::Double,
        ];
        match (release, code) {
            (117.., 65_526..=65_530) => Some(NUMBERS[usize::from(65_530 - code)]),
            (117.., 32_768) => Some(Storage::LongText),
            (117.., 0..=2045) => Some(Storage::Text(code)),
            (111..117, 251..=255) => Some(NUMBERS[usize::from(code - 251)]),
            (111..117, 0..=244) => Some(Storage::Text(code)),
            (..111, 0x7f..=0xcf) => Some(Storage::Text(code - 0x7f)),
            (..111, _) => b"bilfd"
                .iter()
                .position(|letter| u16::from(*letter) == code)
                .map(|at| NUMBERS[at]),
            _ => None,
        }
    }

    /// The narrowest that holds a number without loss.
    pub fn of_number(number: f64) -> Storage {
        let whole = number.fract() == 0.0;
        MOST.iter()
            .find(|(_, least, most)| whole && (f64::from(*least)..=f64::from(*most)).contains(&number))
            .map_or(Storage::Double, |(storage, _, _)| *storage)
    }

    /// Appends the bytes of a cell, lowest first; a number must fit.
    pub fn put(self, cell: Cell, row: &mut Vec<u8>) {
        if let Some((_, _, most)) = MOST.iter().find(|(storage, _, _)| *storage == self) {
            let number = match cell {
                Cell::Number(number) => number as i32,
                Cell::Missing(reason) => most + 1 + i32::from(reason),
            };
            row.extend_from_slice(&number.to_le_bytes()[..self.width()]);
        } else {
            let number = match cell {
                Cell::Number(number) => number,
                Cell::Missing(reason) => {
                    f64::from_bits(DOUBLE_MISSING.0 + DOUBLE_MISSING.1 * u64::from(reason))
                }
            };
            row.extend_from_slice(&number.to_le_bytes());
        }
    }

    /// The cell behind the bytes of a number, lowest first. Before release 113 there is one missing value only.
    pub fn get(self, bytes: [u8; 8], release: u8) -> Cell {
        let known = |reason: u64, exact: bool| match u8::try_from(reason) {
            Ok(reason @ 0..=26) if exact && release >= 113 => Cell::Missing(reason),
            _ => Cell::Missing(0),
        };
        let [a, b, c, d, ..] = bytes;
        let whole = match self {
            Storage::Byte => i32::from(a as i8),
            Storage::Int => i32::from(i16::from_le_bytes([a, b])),
            Storage::Long => i32::from_le_bytes([a, b, c, d]),
            Storage::Float => {
                let bits = u32::from_le_bytes([a, b, c, d]);
                let above = u64::from(bits.wrapping_sub(FLOAT_MISSING.0));
                let number = f64::from(f32::from_bits(bits));
                return if number.is_finite() && number < f64::from(f32::from_bits(FLOAT_MISSING.0)) {
                    Cell::Number(number)
                } else {
                    let step = u64::from(FLOAT_MISSING.1);
                    known(above / step, above.is_multiple_of(step))
                };
            }
            Storage::Double | Storage::Text(_) | Storage::LongText => {
                let bits = u64::from_le_bytes(bytes);
                let above = bits.wrapping_sub(DOUBLE_MISSING.0);
                let number = f64::from_bits(bits);
                // 2^333 was `.` up to release 105.
                let old = release <= 105 && bits == 0x54c0_0000_0000_0000;
                return if number.is_finite() && number < f64::from_bits(DOUBLE_MISSING.0) && !old {
                    Cell::Number(number)
                } else {
                    known(above / DOUBLE_MISSING.1, above.is_multiple_of(DOUBLE_MISSING.1))
                };
            }
        };
        match missing_of(self, whole, release) {
            Some(reason) => Cell::Missing(reason),
            None => Cell::Number(f64::from(whole)),
        }
    }
}

/// Whether a number is one that a double of Stata holds; its largest is 2^1023 − 2^970.
pub(super) fn fits(number: f64) -> bool {
    number.is_finite() && number < f64::from_bits(DOUBLE_MISSING.0)
}

/// The number under which a value label names a missing value.
pub(super) fn label_of_missing(reason: u8) -> i32 {
    MOST[2].2 + 1 + i32::from(reason)
}

/// The missing value that a value label names.
pub(super) fn missing_of_label(value: i32) -> Option<u8> {
    u8::try_from(i64::from(value) - i64::from(MOST[2].2) - 1).ok()
}

fn missing_of(storage: Storage, number: i32, release: u8) -> Option<u8> {
    let (_, _, most) = MOST.iter().find(|(known, _, _)| *known == storage)?;
    let above = i64::from(number) - i64::from(*most) - 1;
    if release >= 113 {
        return u8::try_from(above).ok();
    }
    let highest = match storage {
        Storage::Byte => i32::from(i8::MAX),
        Storage::Int => i32::from(i16::MAX),
        _ => i32::MAX,
    };
    (number == highest).then_some(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_width_reads_back_to_its_limits() {
        for (number, storage) in [
            (0.0, Storage::Byte),
            (-127.0, Storage::Byte),
            (100.0, Storage::Byte),
            (101.0, Storage::Int),
            (-128.0, Storage::Int),
            (32_740.0, Storage::Int),
            (32_741.0, Storage::Long),
            (2_147_483_620.0, Storage::Long),
            (-2_147_483_647.0, Storage::Long),
            (2_147_483_621.0, Storage::Double),
            (0.5, Storage::Double),
        ] {
            assert_eq!(Storage::of_number(number), storage, "{number}");
            for wider in [storage, Storage::Double] {
                assert_eq!(
                    again(wider, Cell::Number(number)),
                    Cell::Number(number),
                    "{wider:?} {number}"
                );
            }
        }
        for storage in [Storage::Byte, Storage::Int, Storage::Long, Storage::Double] {
            for reason in 0..=26 {
                assert_eq!(
                    again(storage, Cell::Missing(reason)),
                    Cell::Missing(reason),
                    "{storage:?}"
                );
            }
        }
        assert!(fits(-f64::MAX) && fits(8.98e307) && !fits(8.99e307) && !fits(f64::NAN));
        assert_eq!(missing_of_label(label_of_missing(26)), Some(26));
        assert_eq!(missing_of_label(2_147_483_620), None);
    }

    #[test]
    fn floats_and_old_releases_have_missing_values_of_their_own() {
        let float = |bits: u32, release| {
            let mut bytes = [0; 8];
            bytes[..4].copy_from_slice(&bits.to_le_bytes());
            Storage::Float.get(bytes, release)
        };
        assert_eq!(float(0.5f32.to_bits(), 118), Cell::Number(0.5));
        assert_eq!(float(0x7f00_0000, 118), Cell::Missing(0));
        assert_eq!(float(0x7f00_0800, 118), Cell::Missing(1));
        assert_eq!(float(f32::NAN.to_bits(), 118), Cell::Missing(0));
        assert_eq!(
            Storage::Byte.get([127, 0, 0, 0, 0, 0, 0, 0], 112),
            Cell::Missing(0)
        );
        assert_eq!(
            Storage::Byte.get([101, 0, 0, 0, 0, 0, 0, 0], 112),
            Cell::Number(101.0)
        );
        assert_eq!(Storage::of_code(0x7f + 8, 105), Some(Storage::Text(8)));
        assert_eq!(Storage::of_code(255, 114), Some(Storage::Double));
        assert_eq!(Storage::of_code(2046, 118), None);
    }

    fn again(storage: Storage, cell: Cell) -> Cell {
        let mut bytes = Vec::new();
        storage.put(cell, &mut bytes);
        assert_eq!(bytes.len(), storage.width());
        bytes.resize(8, 0);
        storage.get(bytes.try_into().unwrap(), 118)
    }
}
