//! Headers that promise what is not there, files cut off, files nobody can open.

use crate::{Case, case};

/// The header of an SPSS system file (PSPP, "System File Format", File Header Record): 176 bytes.
fn sav_header(nominal_case_size: i32, compression: i32, cases: i32) -> Vec<u8> {
    let mut bytes = b"$FL2".to_vec();
    bytes.extend(format!("{:<60}", "@(#) SPSS DATA FILE").bytes());
    for number in [2, nominal_case_size, compression, 0, cases] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend(100f64.to_le_bytes());
    bytes.extend(format!("{:<9}{:<8}{:<64}", "22 Nov 26", "12:00:00", "").bytes());
    bytes.extend([0; 3]);
    assert_eq!(bytes.len(), 176);
    bytes
}

fn numbers(of: &[i32]) -> Vec<u8> {
    of.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// A numeric variable (type 0) or a text of so many bytes, without label.
fn sav_variable(width: i32, name: &str) -> Vec<u8> {
    let mut bytes = numbers(&[2, width, 0, 0, 0x0005_0800, 0x0005_0800]);
    bytes.extend(format!("{name:<8}").bytes());
    bytes
}

fn sav(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

#[test]
fn an_spss_file_that_promises_too_much_is_refused() {
    let most = i32::MAX;
    let variable = sav_variable(0, "V1");
    let end = numbers(&[999, 0]);
    let head = sav_header(1, 0, most);
    let many_labels = numbers(&[3, most]);
    let long_extension = numbers(&[7, 3, most, most]);
    let negative = numbers(&[7, 11, -1, -1]);
    let documents = numbers(&[6, most]);
    let wide = b"\0\0\0\0\0\0\0\0".repeat(3);
    for (name, bytes) in [
        ("no records", sav_header(most, 0, most)),
        (
            "cases that are not there",
            sav(&[&head, &variable, &end, &wide[..12]]),
        ),
        ("value labels without end", sav(&[&head, &variable, &many_labels])),
        ("a record without end", sav(&[&head, &variable, &long_extension])),
        (
            "a record of negative length",
            sav(&[&head, &variable, &negative, &end]),
        ),
        ("documents without end", sav(&[&head, &variable, &documents])),
        (
            "a text wider than any",
            sav(&[&head, &sav_variable(most, "T1"), &end]),
        ),
        ("a cut header", sav_header(1, 1, 1)[..100].to_vec()),
        (
            "an unknown compression",
            sav(&[&sav_header(1, 77, 1), &variable, &end]),
        ),
    ] {
        case("a.sav", name, bytes, "").is_refused();
    }
}

#[test]
fn a_stata_file_that_promises_too_much_is_refused() {
    let head = |variables: u16, cases: u64| {
        let mut bytes = b"<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>".to_vec();
        bytes.extend(variables.to_le_bytes());
        bytes.extend(b"</K><N>");
        bytes.extend(cases.to_le_bytes());
        bytes.extend(b"</N><label>\0\0</label><timestamp>\0</timestamp></header>");
        bytes
    };
    let map = |mut bytes: Vec<u8>, offset: u64| {
        bytes.extend(b"<map>");
        for _ in 0..14 {
            bytes.extend(offset.to_le_bytes());
        }
        bytes.extend(b"</map><variable_types>");
        bytes
    };
    let old = [&[114u8, 2, 1, 0, 0xff, 0x7f][..], &[0xff; 4], &[0; 99]].concat();
    for (name, bytes) in [
        ("cut behind its mark", b"<stata_dta>".to_vec()),
        ("cut behind its header", head(1, 1)),
        ("variables that are not there", map(head(u16::MAX, 1), 0)),
        ("cases that are not there", map(head(1, u64::MAX), 0)),
        ("offsets beyond the end", map(head(1, 1), u64::MAX)),
        ("an old one with absurd counts", old),
    ] {
        case("a.dta", name, bytes, "").is_refused();
    }
}

#[test]
fn what_is_locked_is_called_so() {
    // SPSS, encrypted: PSPP, "SPSS Encrypted File Format".
    let sav = [
        &b"\x1c\0\0\0\0\0\0\0"[..],
        b"ENCRYPTEDSAV",
        &[0x15, 0, 0, 0],
        &[7; 400],
    ]
    .concat();
    case("a.sav", "an encrypted SPSS file", sav, "encrypted").is_refused();
    // ZIP, general purpose bit 0 set: APPNOTE.TXT 4.4.4.
    let mut zipped = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zipped.start_file("project.qde", options).unwrap();
    std::io::Write::write_all(&mut zipped, b"<Project/>").unwrap();
    let mut zipped = zipped.finish().unwrap().into_inner();
    let directory = zipped
        .windows(4)
        .position(|bytes| bytes == b"PK\x01\x02")
        .unwrap();
    zipped[6] |= 1;
    zipped[directory + 8] |= 1;
    case("a.qdpx", "an archive with a password", zipped, "password").is_refused();
}

#[test]
fn a_cut_file_is_refused_or_read_as_far_as_it_goes() {
    let desk = include_bytes!("../../corpora/massnahmen.csv");
    for part in [1, 2, 3, 10, 100, 1000, 20_001] {
        case("a.csv", "a cut text", desk[..part].to_vec(), "").is_survived();
    }
}

#[test]
fn a_text_that_is_one_line_is_survived() {
    for (name, bytes) in [
        ("one long word", "a".repeat(50 << 20)),
        ("one long row", "a;".repeat(1 << 20)),
        (
            "one open quotation",
            format!("id;text\n1;\"{}", "a\n".repeat(10 << 20)),
        ),
    ] {
        case("a.csv", name, bytes.into_bytes(), "").is_survived();
    }
}

#[test]
fn an_endless_line_of_a_dictionary_is_survived() {
    for (file, bytes) in [
        ("a.dic", "%\n1\ta\n%\n".to_owned() + &"w".repeat(10 << 20)),
        ("a.cat", "\t".repeat(10 << 20)),
        ("a.lc3", "+A\n".repeat(1 << 20)),
        ("a.yml", format!("a: {}", "b".repeat(10 << 20))),
    ] {
        let one: Case = case(file, file, bytes.into_bytes(), "");
        one.is_survived();
    }
}
