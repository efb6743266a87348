//! The bytes of a file from front to back: nothing is taken that is not there.

use crate::problem::{Problem, Result};

/// Where reading stands in a file, and how its numbers and texts are to be understood.
pub(super) struct Bytes<'b> {
    rest: &'b [u8],
    pub is_big_endian: bool,
    pub release: u8,
    /// A text was not UTF-8 and was read as Windows-1252, which releases before 118 mostly are.
    pub guessed: bool,
    /// A text of release 118 or later was not UTF-8.
    pub damaged: bool,
}

impl<'b> Bytes<'b> {
    pub fn new(all: &'b [u8]) -> Bytes<'b> {
        Bytes {
            rest: all,
            is_big_endian: false,
            release: 0,
            guessed: false,
            damaged: false,
        }
    }

    pub fn left(&self) -> usize {
        self.rest.len()
    }

    /// # Errors
    /// Fewer bytes than that are left.
    pub fn take(&mut self, many: usize) -> Result<&'b [u8]> {
        let (taken, rest) = self.rest.split_at_checked(many).ok_or_else(truncated)?;
        self.rest = rest;
        Ok(taken)
    }

    /// So many entries of a width.
    pub fn table(&mut self, entries: usize, width: usize) -> Result<std::slice::Chunks<'b, u8>> {
        let bytes = entries.checked_mul(width).ok_or_else(truncated)?;
        Ok(self.take(bytes)?.chunks(width.max(1)))
    }

    /// A whole number of so many bytes, eight at most.
    pub fn number(&mut self, width: usize) -> Result<u64> {
        let bytes = self.take(width)?;
        Ok(u64::from_le_bytes(self.eight(bytes)))
    }

    /// [`Bytes::number`] as a length or count.
    pub fn length(&mut self, width: usize) -> Result<usize> {
        usize::try_from(self.number(width)?).map_err(|_| truncated())
    }

    /// Up to eight bytes of the file, lowest first, filled up with zeros.
    pub fn eight(&self, bytes: &[u8]) -> [u8; 8] {
        let mut eight = [0; 8];
        for (at, byte) in bytes.iter().take(8).enumerate() {
            let to = if self.is_big_endian {
                bytes.len().min(8) - 1 - at
            } else {
                at
            };
            eight[to] = *byte;
        }
        eight
    }

    /// Goes past a tag of releases 117 and later; earlier ones have none.
    pub fn tag(&mut self, tag: &str) -> Result<()> {
        if self.release >= 117 && !self.goes_on(tag) {
            return Err(if self.rest.len() < tag.len() {
                truncated()
            } else {
                damaged(&format!("<{}>", tag.trim_matches(['<', '>'])))
            });
        }
        Ok(())
    }

    /// Goes past these letters where they come next.
    pub fn goes_on(&mut self, with: &str) -> bool {
        match self.rest.strip_prefix(with.as_bytes()) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// The text up to the first zero.
    pub fn text(&mut self, bytes: &[u8]) -> String {
        let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
        self.whole_text(&bytes[..end])
    }

    /// A text with all its bytes.
    pub fn whole_text(&mut self, bytes: &[u8]) -> String {
        let error = match std::str::from_utf8(bytes) {
            Ok(text) => return text.to_owned(),
            Err(error) => error,
        };
        let good = &bytes[..error.valid_up_to()];
        // A character cut in half at the end of a field of fixed width.
        let is_cut = error.error_len().is_none() && (self.release >= 118 || !good.is_ascii());
        if is_cut {
            String::from_utf8_lossy(good).into_owned()
        } else if self.release >= 118 {
            self.damaged = true;
            String::from_utf8_lossy(bytes).into_owned()
        } else {
            self.guessed = true;
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
            text.into_owned()
        }
    }
}

/// The file ends too early.
pub(super) fn truncated() -> Problem {
    Problem::input(
        "Die Stata-Datei endet zu früh oder nennt Längen, die nicht stimmen.",
        "The Stata file ends too early, or states lengths that are not true.",
    )
    .hint(
        "Vermutlich ist sie unvollständig kopiert; bitte noch einmal kopieren oder in Stata neu speichern.",
        "It was probably copied in part; please copy it again or save it anew in Stata.",
    )
}

/// Something else stands where `what` should be.
pub(super) fn damaged(what: &str) -> Problem {
    Problem::input(
        format!("Die Stata-Datei ist beschädigt: {what} ist nicht, wie es sein muss."),
        format!("The Stata file is damaged: {what} is not what it must be."),
    )
    .hint(
        "Bitte die Datei in Stata öffnen und neu speichern.",
        "Please open the file in Stata and save it anew.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_old_releases_are_utf_8_or_windows_1252() {
        let mut from = Bytes::new(&[]);
        from.release = 114;
        assert_eq!(from.text("für\0x".as_bytes()), "für");
        assert_eq!(from.text(&"fürü".as_bytes()[..5]), "für");
        assert!(!from.guessed);
        assert_eq!(from.text(b"f\xfcr"), "für");
        assert_eq!(from.text(b"f\xfc"), "fü");
        assert!(from.guessed);
        from.release = 118;
        assert_eq!(from.text(&"fü".as_bytes()[..2]), "f");
        assert!(!from.damaged);
        assert_eq!(from.text(b"f\xfcr"), "f\u{fffd}r");
        assert!(from.damaged);
    }

    #[test]
    fn nothing_is_taken_that_is_not_there() {
        let mut from = Bytes::new(&[1, 2, 3]);
        assert_eq!(from.number(2).unwrap(), 0x0201);
        assert!(from.take(2).is_err());
        assert!(from.table(usize::MAX, 2).is_err());
        from.is_big_endian = true;
        assert_eq!(from.eight(&[1, 2])[..2], [2, 1]);
    }
}
