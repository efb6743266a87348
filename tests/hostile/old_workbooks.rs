//! Workbooks of Excel 97 to 2003 (`.xls`) whose container or records lie. Compound files after [MS-CFB] 2.1–2.6, records after
//! [MS-XLS] 2.4.

use crate::case;

const END: u32 = 0xffff_fffe;
const FREE: u32 = 0xffff_ffff;
/// The sector of the table of sectors, of the directory, and the first of the workbook.
const TABLE: usize = 0;
const DIRECTORY: usize = 1;

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes(), &(data.len() as u16).to_le_bytes(), data].concat()
}

fn shorts(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn longs(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn bof(of: u16) -> Vec<u8> {
    record(0x0809, &shorts(&[0x0600, of, 0, 0, 0, 0, 0, 0]))
}

fn eof() -> Vec<u8> {
    record(0x000a, &[])
}

/// A cell with a text of its own.
fn label(row: u16, column: u16, text: &str) -> Vec<u8> {
    let data = [
        shorts(&[row, column, 0, text.len() as u16]),
        vec![0],
        text.as_bytes().to_vec(),
    ];
    record(0x0204, &data.concat())
}

/// A cell with a shared text.
fn shared(row: u16, column: u16, number: u32) -> Vec<u8> {
    record(0x00fd, &[shorts(&[row, column, 0]), longs(&[number])].concat())
}

fn dimensions(rows: u32, columns: u16) -> Vec<u8> {
    record(0x0200, &[longs(&[0, rows]), shorts(&[0, columns, 0])].concat())
}

/// The stream of a workbook with `sheets` names for one sheet; `globals` and `sheet` are records.
fn stream(sheets: usize, globals: &[u8], sheet: &[u8]) -> Vec<u8> {
    let named = |at: usize, start: u32| {
        let name = format!("S{at}");
        let data = [
            &longs(&[start])[..],
            &[0, 0, name.len() as u8, 0],
            name.as_bytes(),
        ];
        record(0x0085, &data.concat())
    };
    let names = |start| (0..sheets).flat_map(|at| named(at, start)).collect::<Vec<u8>>();
    let start = bof(5).len() + names(0).len() + globals.len() + eof().len();
    [
        &bof(5)[..],
        &names(start as u32),
        globals,
        &eof(),
        &bof(0x10),
        sheet,
        &eof(),
    ]
    .concat()
}

/// A compound file with that stream, as [MS-CFB] wants it; `lies` go into sectors: which one, which number of it, what.
fn workbook(stream: &[u8], lies: &[(usize, usize, u32)]) -> Vec<u8> {
    let sectors = stream.len().max(4096).div_ceil(512);
    let tables = (2 + sectors).div_ceil(127);
    let mut chains: Vec<u32> = vec![0xffff_fffd, END];
    chains.extend((3..2 + sectors as u32).chain([END]));
    chains.extend(vec![0xffff_fffd; tables - 1]);
    chains.resize(tables * 128, FREE);
    // The first table stands in sector 0, the others behind the stream; those that the header has no room for in no list, so
    // that such a file is longer than it can say.
    let mut header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    header.resize(24, 0);
    header.extend(shorts(&[0x3e, 3, 0xfffe, 9, 6, 0, 0, 0]));
    header.extend(longs(&[0, tables as u32, DIRECTORY as u32, 0, 4096, END, 0]));
    let listed: Vec<u32> = (0..tables as u32)
        .map(|at| if at == 0 { 0 } else { (1 + sectors) as u32 + at })
        .collect();
    let further = listed.len().saturating_sub(109);
    let lists = further.div_ceil(127);
    let first_list = (2 + sectors + tables - 1) as u32;
    header.extend(longs(&[if lists == 0 { END } else { first_list }, lists as u32]));
    let mut in_header: Vec<u32> = listed.iter().take(109).copied().collect();
    in_header.resize(109, FREE);
    header.extend(longs(&in_header));
    let entry = |name: &str, of: u8, child: u32, start: u32, length: u32| {
        let mut bytes: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.resize(64, 0);
        bytes.extend(shorts(&[2 * (name.len() as u16 + 1)]));
        bytes.extend([of, 1]);
        bytes.extend(longs(&[FREE, FREE, child]));
        bytes.resize(116, 0);
        bytes.extend(longs(&[start, length, 0]));
        bytes
    };
    let mut directory = entry("Root Entry", 5, 1, END, 0);
    directory.extend(entry("Workbook", 2, FREE, 2, (sectors * 512) as u32));
    directory.resize(512, 0);
    let mut file = [header, longs(&chains[..128]), directory, stream.to_vec()].concat();
    file.resize(512 * (3 + sectors), 0);
    file.extend(longs(&chains[128..]));
    for list in 0..lists {
        let mut numbers: Vec<u32> = listed[109..].iter().skip(127 * list).take(127).copied().collect();
        numbers.resize(127, FREE);
        numbers.push(if list + 1 == lists {
            END
        } else {
            first_list + list as u32 + 1
        });
        file.extend(longs(&numbers));
    }
    for (sector, number, lie) in lies {
        let at = 512 * (sector + 1) + 4 * number;
        file[at..at + 4].copy_from_slice(&lie.to_le_bytes());
    }
    file
}

fn answers() -> Vec<u8> {
    [
        label(0, 0, "id"),
        label(0, 1, "text"),
        label(1, 0, "1"),
        label(1, 1, "Mehr Licht am Bahnhof und mehr Streife"),
        label(2, 0, "2"),
        label(2, 1, "Ein Runder Tisch mit allen Schulen"),
    ]
    .concat()
}

#[test]
fn what_the_lies_are_made_from_is_read() {
    let bytes = workbook(&stream(1, &[], &answers()), &[]);
    let output = case("a.xls", "an honest workbook", bytes, "").run("en");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn a_workbook_that_promises_a_field_of_cells_takes_no_room_for_it() {
    let corners = [answers(), label(65_535, 16_383, "Ecke")].concat();
    let of = |sheet: &[u8]| workbook(&stream(1, &[], sheet), &[]);
    for (name, bytes) in [
        (
            "a field without cells",
            of(&[dimensions(u32::MAX, u16::MAX), answers()].concat()),
        ),
        (
            "a field and two cells",
            of(&[dimensions(65_535, 16_384), corners.clone()].concat()),
        ),
        ("two corners", of(&corners)),
    ] {
        case("a.xls", name, bytes, "").is_survived();
    }
    let far: Vec<u8> = (0..65_535)
        .flat_map(|row| label(row, row % 16_384, "x"))
        .collect();
    case("a.xls", "cells on a slope", of(&far), "too large").is_refused();
}

#[test]
fn chains_of_sectors_in_a_circle_or_out_of_the_file_are_refused() {
    let stream = stream(1, &[], &answers());
    let directory_length = 32 + 30;
    for (name, lies) in [
        ("the workbook in a circle", &[(TABLE, 5, 2)][..]),
        ("the workbook out of the file", &[(TABLE, 5, 0x00ff_ffff)]),
        (
            "the directory in a circle",
            &[(TABLE, DIRECTORY, DIRECTORY as u32)],
        ),
        (
            "a workbook without end",
            &[(TABLE, 2, 2), (DIRECTORY, directory_length, u32::MAX)],
        ),
        (
            "a workbook longer than its file",
            &[(DIRECTORY, directory_length, 0x7fff_ffff)],
        ),
    ] {
        case("a.xls", name, workbook(&stream, lies), "damaged").is_refused();
    }
    let mut bytes = workbook(&stream, &[]);
    // The list of tables goes on in a sector that names itself (bytes 68 to 76 of the header).
    bytes[68..72].copy_from_slice(&3u32.to_le_bytes());
    let list = [vec![FREE; 127], vec![3]].concat();
    bytes[512 * 4..512 * 5].copy_from_slice(&longs(&list));
    case("a.xls", "the list of tables in a circle", bytes, "damaged").is_refused();
}

#[test]
fn texts_and_sheets_that_are_not_there_are_not_waited_for() {
    let text = |letters: u16, flags: u8, more: &[u8]| [&letters.to_le_bytes()[..], &[flags], more].concat();
    let sst = |texts: &[u8]| record(0x00fc, &[&longs(&[u32::MAX, u32::MAX])[..], texts].concat());
    let of = |globals: &[u8], sheet: &[u8]| workbook(&stream(1, globals, sheet), &[]);
    case(
        "a.xls",
        "four thousand million texts",
        of(&sst(&text(1, 0, b"a")), &answers()),
        "",
    )
    .is_survived();
    for (name, bytes) in [
        (
            "a text longer than its record",
            of(&sst(&text(u16::MAX, 0, b"a")), &answers()),
        ),
        (
            "a text spoken for ever",
            of(&sst(&text(1, 4, &[255, 255, 255, 127, b'a'])), &answers()),
        ),
        (
            "a text that nobody wrote",
            of(&[], &[answers(), shared(3, 1, 7)].concat()),
        ),
        (
            "a record longer than the file",
            of(&[0xfc, 0, 0xff, 0xff], &answers()),
        ),
        ("a sheet beyond the end", {
            let bound = record(0x0085, &[&longs(&[u32::MAX])[..], &[0, 0, 1, 0, b'S']].concat());
            workbook(&[bof(5), bound, eof()].concat(), &[])
        }),
        (
            "sheets without number",
            workbook(&stream(100_000, &[], &answers()), &[]),
        ),
    ] {
        case("a.xls", name, bytes, "").is_refused();
    }
}

#[test]
fn a_small_file_does_not_become_a_large_one_by_what_is_shared() {
    // One text of 8,000 letters in 65,535 cells of four columns: two thousand megabytes.
    let long = [&shorts(&[8_000])[..], &[0], &[b'a'; 8_000]].concat();
    let sst = record(0x00fc, &[longs(&[1, 1]), long].concat());
    let cells: Vec<u8> = (0..=65_534)
        .flat_map(|row| (0..4).flat_map(move |column| shared(row, column, 0)))
        .collect();
    let bytes = workbook(&stream(1, &sst, &cells), &[]);
    assert!(bytes.len() < 8 << 20);
    case("a.xls", "one long text everywhere", bytes, "too large").is_refused();
    // Sheets that all begin at the same byte, each of one line, so that the next one is looked at.
    let line: Vec<u8> = (0..200_000).flat_map(|_| label(0, 0, "x")).collect();
    let bytes = workbook(&stream(3_000, &[], &line), &[]);
    case("a.xls", "three thousand names of one sheet", bytes, "damaged").is_refused();
    // Nested pages of charts.
    let nested: Vec<u8> = (0..200_000).flat_map(|_| bof(0x20)).collect();
    case(
        "a.xls",
        "charts in charts",
        workbook(&stream(1, &[], &nested), &[]),
        "",
    )
    .is_refused();
    // As large as the program takes: texts of one letter, each once.
    let mut sst = Vec::new();
    for part in 0..400 {
        let kind = if part == 0 { 0x00fc } else { 0x003c };
        let mut texts = if part == 0 { longs(&[0, 0]) } else { Vec::new() };
        texts.extend([1, 0, 1, 0xe9, 0x20].repeat(13_000));
        sst.extend(record(kind, &texts));
    }
    let cells: Vec<u8> = (0..=65_534)
        .flat_map(|row| {
            (0..30).flat_map(move |column| shared(row, column, u32::from(row) * 30 + column as u32))
        })
        .collect();
    let bytes = workbook(&stream(1, &sst, &cells), &[]);
    assert!(
        bytes.len() > 50 << 20 && bytes.len() < 64 << 20,
        "{}",
        bytes.len()
    );
    case("a.xls", "as large as may be", bytes, "").is_survived();
}

#[test]
fn a_cut_workbook_is_refused_at_every_sector() {
    let whole = workbook(&stream(1, &[], &answers()), &[]);
    for length in [0, 7, 8, 100, 511, 512, 1000, 1024, 1500, 1536, 1700, 2048, 5000] {
        let bytes = whole[..length].to_vec();
        case("a.xls", &format!("cut at {length}"), bytes, "").is_refused();
    }
}
