//! The cells of a `.zsav` file: blocks of zlib, read one after the other.
//!
//! PSPP, "ZLIB Compressed Data Blocks": after the dictionary the places of header and trailer, 64 bits each, and the length of the
//! trailer; in the trailer 24 bytes, then 24 bytes for each block.

use std::io::{Error, Read, Result};

use flate2::read::ZlibDecoder;

use super::record::{Records, Source};

pub struct Blocks<'b> {
    /// Compressed bytes of the blocks that are left, the next one last.
    left: Vec<&'b [u8]>,
    current: Option<ZlibDecoder<&'b [u8]>>,
}

impl<'b> Blocks<'b> {
    /// `None` where the trailer does not fit the file.
    pub fn of(records: &Records<'b>) -> Option<Blocks<'b>> {
        let mut header = Source {
            rest: records.cells,
            order: records.order,
        };
        let _here = header.long()?;
        let trailer = usize::try_from(header.long()?).ok()?;
        let mut trailer = Source {
            rest: records.file.get(trailer..)?,
            order: records.order,
        };
        trailer.take(8 + 8 + 4)?;
        let number = trailer.int()?;
        let mut left = Vec::new();
        let mut sum = 0_usize;
        for _ in 0..number {
            trailer.long()?;
            let place = usize::try_from(trailer.long()?).ok()?;
            trailer.int()?;
            let length = usize::try_from(trailer.int()?).ok()?;
            left.push(records.file.get(place..place.checked_add(length)?)?);
            // Blocks lie side by side: many that are the same one would be much out of little.
            sum = sum.checked_add(length)?;
            if sum > records.file.len() {
                return None;
            }
        }
        left.reverse();
        Some(Blocks { left, current: None })
    }
}

impl Read for Blocks<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        loop {
            if let Some(current) = &mut self.current {
                let read = current.read(buffer).map_err(Error::other)?;
                if read > 0 || buffer.is_empty() {
                    return Ok(read);
                }
            }
            match self.left.pop() {
                Some(block) => self.current = Some(ZlibDecoder::new(block)),
                None => return Ok(0),
            }
        }
    }
}
