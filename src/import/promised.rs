//! How many texts the cells of a workbook share, as its headers say, looked at before a program makes room for them.
//!
//! Deliberately absent: old workbooks (`xls`), whose headers nobody relies on.

use std::fs::File;
use std::io::{BufReader, Read, Seek};

use super::delimited::unreadable;
use super::grid::too_large;
use super::sheet::damaged;
use crate::packed::{Archive, MOST};
use crate::problem::Result;

/// Texts that room is made for, 24 bytes each.
const TEXTS: u64 = 4_000_000;
/// Bytes at the beginning of the XML in which its first tag stands.
const BEGINNING: u64 = 1 << 20;

/// # Errors
/// More texts than anybody's memory should hold; damaged.
pub(super) fn check(file: &mut BufReader<File>) -> Result<()> {
    file.rewind().map_err(unreadable)?;
    let mut archive = Archive::open(&mut *file, MOST)?;
    for name in archive.names() {
        let folded = name.to_ascii_lowercase().replace('\\', "/");
        if !folded.ends_with("sharedstrings.xml") {
            continue;
        }
        archive.look(&name, |entry| {
            let mut beginning = Vec::new();
            entry
                .take(BEGINNING)
                .read_to_end(&mut beginning)
                .map_err(|_| damaged(""))?;
            of_xml(&beginning)
        })?;
    }
    Ok(())
}

/// ECMA-376, 18.4.9: `uniqueCount` of the first tag.
fn of_xml(beginning: &[u8]) -> Result<()> {
    let attribute = b"uniqueCount";
    for at in 0..beginning.len() {
        let Some(behind) = beginning[at..].strip_prefix(attribute) else {
            continue;
        };
        let digits = behind.iter().skip_while(|byte| b" \t\r\n=\"'+".contains(byte));
        let number = digits
            .take_while(|byte| byte.is_ascii_digit())
            .fold(0u64, |number, digit| {
                number.saturating_mul(10).saturating_add(u64::from(digit - b'0'))
            });
        if number > TEXTS {
            return Err(too_large());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_texts_is_heard_before_room_is_made() {
        assert!(of_xml(b"<sst count='7' uniqueCount='4000000'><si/>").is_ok());
        assert!(of_xml(b"<sst uniqueCount = \"4000001\">").is_err());
        assert!(of_xml(b"<sst uniqueCount=\"99999999999999999999999999\">").is_err());
        assert!(of_xml(b"<sst uniqueCount").is_ok());
    }
}
