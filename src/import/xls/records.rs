//! The stream of a workbook as records: two bytes kind, two bytes length, and so many bytes ([MS-XLS] 2.1.4).

use super::super::sheet::damaged;
use crate::problem::Result;

/// What does not fit into a record goes on in such ones right behind it.
pub(super) const CONTINUE: u16 = 0x003c;
pub(super) const BOF: u16 = 0x0809;
pub(super) const EOF: u16 = 0x000a;

pub(super) struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

pub(super) struct Record<'a> {
    pub kind: u16,
    pub data: &'a [u8],
    /// Everything behind it.
    pub rest: &'a [u8],
}

impl<'a> Records<'a> {
    /// # Errors
    /// The stream ends before.
    pub fn from(stream: &'a [u8], start: usize) -> Result<Records<'a>> {
        match start < stream.len() {
            true => Ok(Records { stream, at: start }),
            false => Err(damaged("")),
        }
    }

    /// The next record; `None` at the end of the stream.
    ///
    /// # Errors
    /// It says that it is longer than the stream.
    pub fn next(&mut self) -> Result<Option<Record<'a>>> {
        let rest = &self.stream[self.at..];
        // Writers fill the last sector with zeros.
        if rest.len() < 4 {
            return Ok(None);
        }
        let (kind, data, rest) = split(rest).ok_or_else(|| damaged(""))?;
        self.at = self.stream.len() - rest.len();
        Ok(Some(Record { kind, data, rest }))
    }

    /// Where the next record begins.
    pub fn at(&self) -> usize {
        self.at
    }
}

/// Kind and bytes of the first record, and what stands behind it; `None` where it is cut.
pub(super) fn split(stream: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let (kind, stream) = stream.split_first_chunk()?;
    let (length, stream) = stream.split_first_chunk()?;
    let (data, rest) = stream.split_at_checked(u16::from_le_bytes(*length).into())?;
    Some((u16::from_le_bytes(*kind), data, rest))
}

impl<'a> Record<'a> {
    /// # Errors
    /// The record is shorter.
    pub fn bytes<const N: usize>(&self, at: usize) -> Result<[u8; N]> {
        let piece = self.data.get(at..).and_then(<[u8]>::first_chunk);
        piece.copied().ok_or_else(|| damaged(""))
    }

    /// # Errors
    /// As [`Record::bytes`].
    pub fn short(&self, at: usize) -> Result<u16> {
        self.bytes(at).map(u16::from_le_bytes)
    }

    /// # Errors
    /// As [`Record::bytes`].
    pub fn long(&self, at: usize) -> Result<u32> {
        self.bytes(at).map(u32::from_le_bytes)
    }

    /// # Errors
    /// As [`Record::bytes`].
    pub fn number(&self, at: usize) -> Result<f64> {
        self.bytes(at).map(f64::from_le_bytes)
    }
}
