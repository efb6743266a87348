//! SPSS system files (`.sav`, `.zsav`): dictionary, response sets and cells.
//!
//! After the description of the format in GNU PSPP 1.6.2 (`system-file-format.texi`); the record types that comments name
//! ("7/21": type 7, subtype 21) are its. Everything is counted in bytes of the file's encoding.
//!
//! Deliberately absent: encrypted files, portable files (`.por`), custom attributes, sets of variables, date and role
//! information. SPSS fills texts with blanks: those at the end of a text are not kept.

mod cells;
mod encoding;
mod fit;
mod format;
mod labels;
mod missing;
mod read;
mod record;
mod sets;
mod short;
mod unpack;
mod write;
mod zlib;

#[cfg(test)]
mod foreign;
#[cfg(test)]
mod tests;

pub(super) use fit::{Fit, Fitted, Storage, fit, is_number};
pub use read::read;
pub(super) use sets::FittedSet;
#[cfg(test)]
pub(super) use tests::small;
pub use write::write;

/// The cell of a number without a value.
const SYSMIS: f64 = -f64::MAX;
/// "HI" in a range of missing values.
const HIGHEST: f64 = f64::MAX;
/// "LO" in a range of missing values: the number after [`SYSMIS`].
pub(super) const LOWEST: f64 = f64::from_bits(0xffef_ffff_ffff_fffe);
/// Seconds from 14 October 1582, where SPSS begins to count, to 1 January 1970: 141,428 days.
const SPSS_EPOCH: f64 = 141_428.0 * 86_400.0;

/// Longest text of one segment, and the bytes that each further segment of a very long text counts for.
const SEGMENT: usize = 255;
const SEGMENT_SHARE: usize = 252;

/// Widths of the segments in which a text variable of `width` bytes is kept; one for up to 255 bytes.
fn segments(width: usize) -> Vec<usize> {
    if width <= SEGMENT {
        return vec![width];
    }
    let number = width.div_ceil(SEGMENT_SHARE);
    let mut widths = vec![SEGMENT; number];
    widths[number - 1] = width - (number - 1) * SEGMENT_SHARE;
    widths
}
