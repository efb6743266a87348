//! How a file turns bytes into letters: byte-order mark, else strict UTF-8 over the whole file, else a guess with
//! German in mind; and reading it so, piece by piece.
//!
//! MacRoman cannot be told from Windows-1252 by a guesser that knows web pages only; it is taken by choice, and hinted
//! at where the bytes look like it.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use serde::Serialize;

use super::delimited::unreadable;
use super::row::is_control;
use crate::problem::{Notice, Problem, Result};

/// Why the encoding was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EncodingOrigin {
    /// The user said so.
    Chosen,
    /// The file begins with a byte-order mark.
    ByteOrderMark,
    /// All bytes are UTF-8.
    Valid,
    /// Nearly all bytes are UTF-8; the others are reported where they stand.
    Damaged,
    /// Every other byte is zero, as in UTF-16.
    ZeroBytes,
    /// The guesser's answer.
    Guessed,
    /// The guesser's answer; the bytes look like MacRoman.
    LooksLikeMac,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Decided {
    pub encoding: &'static Encoding,
    pub origin: EncodingOrigin,
    /// Bytes of the byte-order mark.
    pub skip: u64,
}

/// What the bytes of a file say about its encoding.
///
/// # Errors
/// Unknown label; zero bytes in what is no UTF-16: not a text.
pub(super) fn decide(file: &mut File, label: Option<&str>) -> Result<Decided> {
    let chosen = label.map(of_label).transpose()?;
    let mut head = vec![0; 4096];
    rewind(file, 0)?;
    let read = read_up_to(file, &mut head)?;
    head.truncate(read);
    if let Some((encoding, skip)) = Encoding::for_bom(&head) {
        return Ok(Decided {
            encoding,
            origin: EncodingOrigin::ByteOrderMark,
            skip: skip as u64,
        });
    }
    let of = |encoding, origin| {
        Ok(Decided {
            encoding,
            origin,
            skip: 0,
        })
    };
    if let Some(encoding) = chosen {
        return of(encoding, EncodingOrigin::Chosen);
    }
    if let Some(encoding) = wide(&head) {
        return of(encoding, EncodingOrigin::ZeroBytes);
    }
    let scan = scan_utf8(file)?;
    if scan.invalid == 0 {
        return of(UTF_8, EncodingOrigin::Valid);
    }
    // In a one-byte encoding of German, two bytes almost never happen to form a UTF-8 letter.
    if scan.letters > scan.invalid {
        return of(UTF_8, EncodingOrigin::Damaged);
    }
    let (encoding, mac) = guess(file)?;
    of(
        encoding,
        if mac {
            EncodingOrigin::LooksLikeMac
        } else {
            EncodingOrigin::Guessed
        },
    )
}

/// What is doubtful about the encoding of a text that begins so.
pub(super) fn doubtful(decided: Decided, text: &str) -> Option<Notice> {
    let name = decided.encoding.name();
    match decided.origin {
        EncodingOrigin::LooksLikeMac => Some(Notice::new(
            format!(
                "Die Datei ist nicht UTF-8; sie wurde als {name} gelesen, sieht aber nach einer Datei vom Mac aus \
                 (Š statt ä, Ÿ statt ü). Wenn Umlaute falsch sind: --encoding macintosh."
            ),
            format!(
                "The file is not UTF-8; it was read as {name} but looks like a file from a Mac (Š for ä, Ÿ for ü). \
                 If umlauts are wrong: --encoding macintosh."
            ),
        )),
        EncodingOrigin::Guessed | EncodingOrigin::ZeroBytes => Some(Notice::new(
            format!(
                "Die Datei ist nicht UTF-8; sie wurde als {name} gelesen. Wenn Umlaute falsch sind: --encoding angeben."
            ),
            format!("The file is not UTF-8; it was read as {name}. If umlauts are wrong, say --encoding."),
        )),
        EncodingOrigin::Damaged => Some(Notice::new(
            "Die Datei ist UTF-8, enthält aber einzelne Bytes, die keine Zeichen sind; sie erscheinen als �.",
            "The file is UTF-8 but holds some bytes that are no letters; they appear as �.",
        )),
        _ if ["Ã¤", "Ã¶", "Ã¼", "ÃŸ"].iter().any(|pair| text.contains(pair)) => Some(Notice::new(
            "In der Datei stehen Zeichenpaare wie »Ã¤«: Umlaute wurden schon vor dem Export falsch umgewandelt.",
            "The file holds pairs such as \"Ã¤\": umlauts were already damaged before the export.",
        )),
        _ => None,
    }
}

fn of_label(label: &str) -> Result<&'static Encoding> {
    let folded = label.trim().to_ascii_lowercase().replace('_', "-");
    let known = match folded.as_str() {
        "macroman" | "mac-roman" | "mac-os-roman" | "apple" => "macintosh",
        "ansi" | "excel" => "windows-1252",
        "utf16" | "utf-16" => "utf-16le",
        other => other,
    };
    Encoding::for_label_no_replacement(known.as_bytes()).ok_or_else(|| {
        Problem::usage(
            format!("Die Zeichenkodierung »{label}« ist nicht bekannt."),
            format!("The encoding \"{label}\" is not known."),
        )
        .hint(
            "Zum Beispiel utf-8, windows-1252, macintosh, utf-16le oder iso-8859-15.",
            "For example utf-8, windows-1252, macintosh, utf-16le or iso-8859-15.",
        )
    })
}

/// UTF-16 without a mark: Latin letters have a zero byte beside them, always on the same side.
fn wide(head: &[u8]) -> Option<&'static Encoding> {
    let zeros = |odd: usize| {
        head.iter()
            .skip(odd)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let pairs = head.len() / 2;
    if pairs == 0 {
        None
    } else if odd * 2 > pairs && even * 10 < pairs {
        Some(UTF_16LE)
    } else if even * 2 > pairs && odd * 10 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Control bytes that do not make a file binary.
const SINGLE: u64 = 3;

struct Scan {
    /// Sequences that are no UTF-8.
    invalid: u64,
    /// Letters of more than one byte.
    letters: u64,
    /// Zero bytes, all control bytes, and bytes in all.
    zeros: u64,
    controls: u64,
    bytes: u64,
}

impl Scan {
    /// Whether it is no text: single zero bytes come into answers by programs that went wrong, but nobody writes many.
    fn is_binary(&self) -> bool {
        self.zeros > 0 && self.controls > SINGLE && self.controls * 100 > self.bytes
    }
}

fn scan_utf8(file: &mut File) -> Result<Scan> {
    let mut scan = Scan {
        invalid: 0,
        letters: 0,
        zeros: 0,
        controls: 0,
        bytes: 0,
    };
    let mut chunk = vec![0; 1 << 20];
    let mut kept = 0;
    rewind(file, 0)?;
    loop {
        let read = read_up_to(file, &mut chunk[kept..])?;
        let bytes = &chunk[..kept + read];
        let new = &bytes[kept..];
        scan.bytes += new.len() as u64;
        if new.iter().any(|byte| is_control(*byte)) {
            scan.zeros += new.iter().filter(|byte| **byte == 0).count() as u64;
            scan.controls += new.iter().filter(|byte| is_control(**byte)).count() as u64;
        }
        let mut rest = bytes;
        kept = loop {
            match std::str::from_utf8(rest) {
                Ok(text) => {
                    scan.letters += letters(text.as_bytes());
                    break 0;
                }
                Err(error) => {
                    scan.letters += letters(&rest[..error.valid_up_to()]);
                    match error.error_len() {
                        Some(bad) => {
                            scan.invalid += 1;
                            rest = &rest[error.valid_up_to() + bad..];
                        }
                        None if read == 0 => {
                            scan.invalid += 1;
                            break 0;
                        }
                        None => break rest.len() - error.valid_up_to(),
                    }
                }
            }
        };
        if read == 0 {
            return match scan.is_binary() {
                true => Err(no_text()),
                false => Ok(scan),
            };
        }
        let filled = bytes.len();
        chunk.copy_within(filled - kept..filled, 0);
    }
}

fn letters(valid: &[u8]) -> u64 {
    valid.iter().filter(|byte| **byte >= 0xc0).count() as u64
}

fn guess(file: &mut File) -> Result<(&'static Encoding, bool)> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut chunk = vec![0; 1 << 20];
    let (mut mac, mut windows) = (0, 0);
    rewind(file, 0)?;
    loop {
        let read = read_up_to(file, &mut chunk)?;
        let bytes = &chunk[..read];
        detector.feed(bytes, read == 0);
        for around in bytes.windows(2) {
            // Within a word: a letter before it.
            if around[0].is_ascii_alphabetic() {
                match around[1] {
                    0x8a | 0x9a | 0x9f | 0xa7 => mac += 1, // ä ö ü ß in MacRoman
                    0xe4 | 0xf6 | 0xfc | 0xdf => windows += 1,
                    _ => {}
                }
            }
        }
        if read == 0 {
            return Ok((detector.guess(Some(b"de"), Utf8Detection::Deny), mac > windows));
        }
    }
}

fn no_text() -> Problem {
    Problem::input(
        "Die Datei ist keine Tabelle: Sie enthält Nullbytes und ist deshalb kein Text.",
        "The file is no table: it holds zero bytes and so is no text.",
    )
    .hint(
        "Die Antworten als CSV oder XLSX exportieren und diese Datei angeben.",
        "Export the answers as CSV or XLSX and name that file.",
    )
}

fn rewind(file: &mut File, to: u64) -> Result<()> {
    file.seek(SeekFrom::Start(to)).map(|_| ()).map_err(unreadable)
}

pub(super) fn read_up_to(file: &mut File, buffer: &mut [u8]) -> Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(unreadable(error)),
        }
    }
    Ok(filled)
}

/// Room in which a decoder can write any letter.
const LETTER: usize = 16;

/// Reads a file as UTF-8, whatever it is written in. Bytes that mean nothing become U+FFFD.
pub(super) struct Decoding {
    file: File,
    decoder: Option<encoding_rs::Decoder>,
    raw: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
    /// Letters that did not fit into what the last caller gave.
    kept: Vec<u8>,
    /// Bytes of the file read so far.
    pub done: u64,
}

impl Decoding {
    pub fn new(mut file: File, decided: Decided) -> Result<Self> {
        rewind(&mut file, decided.skip)?;
        let plain = decided.encoding == UTF_8 && decided.origin == EncodingOrigin::Valid;
        Ok(Decoding {
            file,
            decoder: (!plain).then(|| decided.encoding.new_decoder_without_bom_handling()),
            raw: if plain { Vec::new() } else { vec![0; 128 << 10] },
            start: 0,
            end: 0,
            ended: false,
            kept: Vec::new(),
            done: decided.skip,
        })
    }
}

impl Read for Decoding {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        if !self.kept.is_empty() {
            let read = self.kept.len().min(out.len());
            out[..read].copy_from_slice(&self.kept[..read]);
            self.kept.drain(..read);
            return Ok(read);
        }
        if out.is_empty() {
            return Ok(0);
        }
        if self.decoder.is_some() && out.len() < LETTER {
            // The decoder writes whole letters: into less room it would write nothing, for ever.
            let mut room = [0; LETTER];
            let read = self.read(&mut room)?;
            self.kept.extend_from_slice(&room[..read]);
            return if read == 0 { Ok(0) } else { self.read(out) };
        }
        let Some(decoder) = &mut self.decoder else {
            let read = self.file.read(out)?;
            self.done += read as u64;
            return Ok(read);
        };
        loop {
            if self.start == self.end && !self.ended {
                self.start = 0;
                self.end = self.file.read(&mut self.raw)?;
                self.done += self.end as u64;
                self.ended = self.end == 0;
            }
            let last = self.ended;
            let (result, read, written, _) =
                decoder.decode_to_utf8(&self.raw[self.start..self.end], out, last);
            self.start += read;
            if last && result == CoderResult::InputEmpty {
                // The decoder is spent; what comes now is the end.
                self.decoder = None;
                return Ok(written);
            }
            if written > 0 {
                return Ok(written);
            }
        }
    }
}
