//! Objects of R as bytes: version 2 of its serialization, XDR, after "R Internals" 1.8 and `serialize.c`.

use std::collections::HashMap;
use std::io::{Result, Write};

/// Types of objects, and marks in the upper bits of the word that begins one.
const SYMBOL: u32 = 1;
const PAIRS: u32 = 2;
const CHARACTERS: u32 = 9;
const INTEGERS: u32 = 13;
const REALS: u32 = 14;
const STRINGS: u32 = 16;
const LIST: u32 = 19;
const NOTHING: u32 = 254;
const REFERENCE: u32 = 255;
const IS_OBJECT: u32 = 1 << 8;
const HAS_ATTRIBUTES: u32 = 1 << 9;
const HAS_TAG: u32 = 1 << 10;
/// Of a string: UTF-8, ASCII.
const IS_UTF8: u32 = 1 << 15;
const IS_ASCII: u32 = 1 << 18;

/// `NA_integer_`, and the bits of `NA_real_`: the NaN that ends in 1954.
pub(super) const NA_INTEGER: i32 = i32::MIN;
const NA_REAL: u64 = 0x7ff0_0000_0000_07a2;

/// A vector with its attributes.
pub(super) struct Vector {
    pub cells: Cells,
    pub attributes: Vec<(&'static str, Vector)>,
}

pub(super) enum Cells {
    /// [`NA_INTEGER`] is missing.
    Integers(Vec<i32>),
    Reals(Vec<Option<f64>>),
    Strings(Vec<Option<String>>),
    List(Vec<Vector>),
}

impl Vector {
    pub fn new(cells: Cells) -> Vector {
        Vector {
            cells,
            attributes: Vec::new(),
        }
    }

    pub fn strings<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Vector {
        let texts = texts.into_iter().map(|text| Some(text.into())).collect();
        Vector::new(Cells::Strings(texts))
    }

    pub fn reals(numbers: impl IntoIterator<Item = f64>) -> Vector {
        Vector::new(Cells::Reals(numbers.into_iter().map(Some).collect()))
    }

    pub fn with(mut self, name: &'static str, value: Vector) -> Vector {
        self.attributes.push((name, value));
        self
    }

    /// With an attribute that says something only where it is not empty.
    pub fn labelled(self, label: &str) -> Vector {
        match label {
            "" => self,
            label => self.with("label", Vector::strings([label])),
        }
    }
}

/// Writes objects one after another; symbols are written once and referred to afterwards.
pub(super) struct Xdr<W> {
    out: W,
    symbols: HashMap<&'static str, u32>,
}

impl<W: Write> Xdr<W> {
    /// Begins a file: XDR, version 2, written by R 4.0.0, readable since R 2.3.0.
    pub fn begin(mut out: W) -> Result<Xdr<W>> {
        out.write_all(b"X\n")?;
        let mut xdr = Xdr {
            out,
            symbols: HashMap::new(),
        };
        for word in [2, 0x0004_0000, 0x0002_0300] {
            xdr.word(word)?;
        }
        Ok(xdr)
    }

    pub fn end(self) -> W {
        self.out
    }

    pub fn vector(&mut self, vector: &Vector) -> Result<()> {
        let marks = marks(&vector.attributes);
        match &vector.cells {
            Cells::Integers(cells) => {
                self.word(INTEGERS | marks)?;
                self.length(cells.len())?;
                for cell in cells {
                    self.word(*cell as u32)?;
                }
            }
            Cells::Reals(cells) => {
                self.word(REALS | marks)?;
                self.length(cells.len())?;
                for cell in cells {
                    let bits = cell.map_or(NA_REAL, f64::to_bits);
                    self.out.write_all(&bits.to_be_bytes())?;
                }
            }
            Cells::Strings(cells) => {
                self.word(STRINGS | marks)?;
                self.length(cells.len())?;
                for cell in cells {
                    self.string(cell.as_deref())?;
                }
            }
            Cells::List(cells) => {
                self.word(LIST | marks)?;
                self.length(cells.len())?;
                for cell in cells {
                    self.vector(cell)?;
                }
            }
        }
        self.attributes(&vector.attributes)
    }

    /// Begins a list of so many vectors with attributes; the vectors follow, then [`Xdr::attributes`].
    pub fn begin_list(&mut self, length: usize, attributes: &[(&'static str, Vector)]) -> Result<()> {
        self.word(LIST | marks(attributes))?;
        self.length(length)
    }

    pub fn attributes(&mut self, attributes: &[(&'static str, Vector)]) -> Result<()> {
        for (name, value) in attributes {
            self.word(PAIRS | HAS_TAG)?;
            self.symbol(name)?;
            self.vector(value)?;
        }
        if attributes.is_empty() {
            return Ok(());
        }
        self.word(NOTHING)
    }

    fn symbol(&mut self, name: &'static str) -> Result<()> {
        if let Some(known) = self.symbols.get(name) {
            return self.word(REFERENCE | known << 8);
        }
        let number = self.symbols.len() as u32 + 1;
        self.symbols.insert(name, number);
        self.word(SYMBOL)?;
        self.string(Some(name))
    }

    fn string(&mut self, text: Option<&str>) -> Result<()> {
        let Some(text) = text else {
            self.word(CHARACTERS)?;
            return self.word(u32::MAX);
        };
        self.word(CHARACTERS | if text.is_ascii() { IS_ASCII } else { IS_UTF8 })?;
        self.length(text.len())?;
        self.out.write_all(text.as_bytes())
    }

    fn length(&mut self, length: usize) -> Result<()> {
        let length = u32::try_from(length)
            .ok()
            .filter(|length| *length <= i32::MAX as u32);
        let too_long = || std::io::Error::new(std::io::ErrorKind::InvalidInput, "vector of 2^31 cells");
        self.word(length.ok_or_else(too_long)?)
    }

    fn word(&mut self, word: u32) -> Result<()> {
        self.out.write_all(&word.to_be_bytes())
    }
}

fn marks(attributes: &[(&'static str, Vector)]) -> u32 {
    let is_object = attributes.iter().any(|(name, _)| *name == "class");
    let of_object = if is_object { IS_OBJECT } else { 0 };
    of_object | if attributes.is_empty() { 0 } else { HAS_ATTRIBUTES }
}
