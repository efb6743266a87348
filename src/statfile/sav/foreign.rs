//! Files of old programs, made by hand; files that are broken, and files that are none.

use proptest::prelude::*;

use super::read;
use super::tests::{number, small, written};
use crate::statfile::{Column, Frame};
use crate::survey::{Dictionary, Variable, VariableKind};

/// Numbers in either order of bytes.
struct Made {
    bytes: Vec<u8>,
    is_big: bool,
}

impl Made {
    fn int(&mut self, value: i32) -> &mut Self {
        let bytes = if self.is_big {
            value.to_be_bytes()
        } else {
            value.to_le_bytes()
        };
        self.raw(&bytes)
    }

    fn double(&mut self, value: f64) -> &mut Self {
        let bytes = if self.is_big {
            value.to_be_bytes()
        } else {
            value.to_le_bytes()
        };
        self.raw(&bytes)
    }

    fn raw(&mut self, bytes: &[u8]) -> &mut Self {
        self.bytes.extend(bytes);
        self
    }
}

/// As SPSS 11 wrote it: Windows-1252, nothing compressed, no long names; `page`: what record 7/3 says, if there is one.
fn old(is_big: bool, page: Option<i32>) -> Vec<u8> {
    let mut made = Made {
        bytes: Vec::new(),
        is_big,
    };
    made.raw(b"$FL2")
        .raw(&[b' '; 60])
        .int(2)
        .int(3)
        .int(0)
        .int(0)
        .int(2)
        .double(100.0);
    made.raw(&[b' '; 9 + 8 + 64 + 3]);
    // A number with a label in Windows-1252: "Größe".
    made.int(2)
        .int(0)
        .int(1)
        .int(1)
        .int(0x05_08_02)
        .int(0x05_08_02)
        .raw(b"GR\xd6SSE  ");
    made.int(5).raw(b"Gr\xf6\xdfe\0\0\0").double(-1.0);
    // A text of ten bytes.
    made.int(2)
        .int(10)
        .int(0)
        .int(0)
        .int(0x01_0a_00)
        .int(0x01_0a_00)
        .raw(b"TEXT    ");
    made.int(2).int(-1).int(0).int(0).int(0).int(0).raw(&[b' '; 8]);
    made.int(3)
        .int(1)
        .double(-1.0)
        .raw(b"\x05wei\xdf?  ")
        .int(4)
        .int(1)
        .int(1);
    if let Some(page) = page {
        made.int(7).int(3).int(4).int(8);
        for value in [11, 0, 0, -1, 1, 1, 2, page] {
            made.int(value);
        }
    }
    made.int(999).int(0);
    made.double(1.75)
        .raw(b"M\xfcll\x80      ".get(..8).unwrap())
        .raw(b"am Weg  ");
    made.double(-f64::MAX).raw(&[b' '; 16]);
    made.bytes
}

#[test]
fn files_of_old_programs_are_read_in_their_encoding_and_order_of_bytes() {
    for (is_big, page) in [(false, None), (true, None), (true, Some(2)), (false, Some(1252))] {
        let (frame, notices) = read(&old(is_big, page), None).unwrap();
        // Where the file does not say it, the reader does.
        assert_eq!(notices.len(), usize::from(page != Some(1252)), "{notices:?}");
        let [size, text_variable] = &frame.dictionary.variables[..] else {
            panic!()
        };
        assert_eq!((size.name.as_str(), size.label.as_str()), ("GRÖSSE", "Größe"));
        assert_eq!(size.labels, [(number(-1.0), "weiß?".to_owned())]);
        assert_eq!(size.missing.values, [number(-1.0)]);
        assert_eq!(text_variable.format, "A10");
        assert_eq!(frame.columns[0], Column::Numbers(vec![Some(1.75), None]));
        assert_eq!(
            frame.columns[1],
            Column::Texts(vec!["Müll€   am".into(), String::new()])
        );
    }
    let (frame, _) = read(&old(false, Some(1252)), Some("macintosh")).unwrap();
    assert_ne!(frame.dictionary.variables[0].label, "Größe");
    assert!(read(&old(false, None), Some("klingonisch")).is_err());
    assert!(read(&old(false, Some(1)), None).is_err());
    let (_, notices) = read(&old(false, None), Some("utf-8")).unwrap();
    assert_eq!(notices.len(), 1, "{notices:?}");
}

/// The same file with its cells in blocks of zlib, each of so many bytes.
fn zlib(sav: &[u8], size: usize) -> Vec<u8> {
    use std::io::Write;
    let end = sav
        .windows(8)
        .position(|eight| eight == [0xe7, 3, 0, 0, 0, 0, 0, 0])
        .unwrap()
        + 8;
    let mut bytes = sav[..end].to_vec();
    bytes[3] = b'3';
    bytes[72] = 2;
    let blocks: Vec<Vec<u8>> = sav[end..]
        .chunks(size)
        .map(|block| {
            let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
            packed.write_all(block).unwrap();
            packed.finish().unwrap()
        })
        .collect();
    let trailer = end + 24 + blocks.concat().len();
    for place in [end, trailer, 24 + 24 * blocks.len()] {
        bytes.extend((place as u64).to_le_bytes());
    }
    bytes.extend(blocks.concat());
    bytes.extend((-100_i64).to_le_bytes());
    bytes.extend([0; 8]);
    bytes.extend([size as u32, blocks.len() as u32].map(u32::to_le_bytes).concat());
    let mut place = end + 24;
    for block in blocks {
        bytes.extend([0, place as u64].map(u64::to_le_bytes).concat());
        bytes.extend([size as u32, block.len() as u32].map(u32::to_le_bytes).concat());
        place += block.len();
    }
    bytes
}

#[test]
fn blocks_of_zlib_are_unpacked() {
    let frame = small();
    assert_eq!(read(&zlib(&written(&frame), 100), None).unwrap().0, frame);
}

#[test]
fn a_file_that_breaks_off_is_refused_or_read_never_more() {
    let sav = written(&small());
    for file in [zlib(&sav, 100), old(true, Some(2)), sav] {
        for end in 0..file.len() {
            // Padding may be missing without harm.
            if read(&file[..end], None).is_ok() {
                assert!(
                    end + 24 >= file.len() || file.starts_with(b"$FL3"),
                    "{end} of {}",
                    file.len()
                );
            }
        }
    }
}

#[test]
fn no_changed_byte_makes_the_reader_stumble() {
    let sav = written(&small());
    for file in [zlib(&sav, 100), old(false, None), sav] {
        for at in 0..file.len() {
            for value in [0, 0x7f, 0xff] {
                let mut other = file.clone();
                other[at] = value;
                let _ = read(&other, None);
            }
        }
    }
}

#[test]
fn what_is_no_system_file_is_refused_with_what_it_is() {
    let mut portable = vec![b' '; 400];
    portable[0..20].copy_from_slice(b"ASCII SPSS PORT FILE");
    for (bytes, part) in [
        (&b"\x1c\0\0\0\0\0\0\0ENCRYPTEDSAV"[..], "Passwort"),
        (&portable, ".por"),
        (b"\x5b\xc6\xd3\xf2\x40", "EBCDIC"),
        (b"id;text\n", "keine SPSS-Datei"),
        (b"", "keine SPSS-Datei"),
        (b"$FL2", "beschädigt"),
    ] {
        let problem = read(bytes, None).unwrap_err();
        assert!(problem.what().de.contains(part), "{problem:?}");
        assert!(problem.advice().is_some());
    }
}

#[test]
fn lying_numbers_take_no_memory() {
    // A record of type 7 of 2^31 - 1 pieces of 2^31 - 1 bytes, of documents, of labels, and so many cases.
    let head = old(false, None);
    let end = head.windows(4).position(|four| four == [3, 0, 0, 0]).unwrap();
    for record in [
        [7, 1, i32::MAX, i32::MAX],
        [6, i32::MAX, 0, 0],
        [3, i32::MAX, 0, 0],
        [7, 21, 1, 0],
    ] {
        let mut bytes = head[..end].to_vec();
        bytes.extend(record.map(i32::to_le_bytes).concat());
        assert!(read(&bytes, None).is_err());
    }
    // 2,000 labels for 2,000 variables, which are one and the same.
    let mut many = Made {
        bytes: head[..end].to_vec(),
        is_big: false,
    };
    many.int(3).int(2_000);
    for _ in 0..2_000 {
        many.double(1.0).raw(b"\x07sieben ");
    }
    many.int(4).int(2_000);
    for _ in 0..2_000 {
        many.int(1);
    }
    many.int(999).int(0);
    assert!(read(&many.bytes, None).is_err());
    let mut bytes = head;
    bytes[80..84].copy_from_slice(&i32::MAX.to_le_bytes());
    let problem = read(&bytes, None).unwrap_err();
    assert!(problem.what().de.contains("nach 2 ab"), "{problem:?}");
}

#[test]
fn a_small_file_that_unpacks_to_a_large_one_is_refused() {
    let frame = Frame {
        dictionary: Dictionary {
            variables: vec![Variable::new("a", VariableKind::Number)],
            ..Dictionary::default()
        },
        columns: vec![Column::Numbers(Vec::new())],
    };
    let mut sav = written(&frame);
    // 30 million cases of the number 1, in 30 kB.
    sav.resize(sav.len() + 30_000_000, 101);
    let bomb = zlib(&sav, 4 << 20);
    assert!(bomb.len() < 60_000);
    let problem = read(&bomb, None).unwrap_err();
    assert!(problem.what().de.contains("zu groß"), "{problem:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_refused_or_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let mut file = b"$FL2".to_vec();
        file.extend([b' '; 60]);
        file.extend([2, 0, 0, 0]);
        file.extend(&bytes);
        let _ = read(&bytes, None);
        let _ = read(&file, None);
    }
}
