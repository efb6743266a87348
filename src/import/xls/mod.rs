//! Workbooks of Excel 5 to 2003 (`.xls`, BIFF5 and BIFF8; [MS-XLS]): names of sheets, and the cells of one.
//!
//! | member | what |
//! |---|---|
//! | `records` | the stream of a workbook as records |
//! | `letters` | texts within records, also where they go on in the next one |
//! | `globals` | sheets, texts that cells share, number formats |
//! | `cells` | the cells of a sheet |
//!
//! Not by calamine, which reads all other workbooks: its reader of these ends the program when a length in the file is a lie
//! (0.38: a slice of the container beyond its end, found by fuzzing within seconds), and makes room for whatever extent a
//! sheet says it has.
//!
//! A file that lies costs no more than one that does not: nothing is reserved because a header says so, no cell stands for
//! the empty ones around it, and what is read of all sheets together is no longer than the file.
//!
//! Deliberately absent: how formulas are worded (their values are in the file), and BIFF2 to BIFF4, which knew no workbooks.

mod cells;
mod globals;
mod letters;
mod records;

use std::fs::File;
use std::io::{BufReader, Read, Seek};

use globals::Globals;
use records::Records;

use super::book::put;
use super::delimited::unreadable;
use super::grid::Grid;
use super::sheet::damaged;
use crate::packed::compound;
use crate::problem::{Problem, Result};

/// Bytes that such a file may have: 65,536 rows of long answers are below.
const MOST: u64 = 64 << 20;

/// The two shapes of records that differ in how texts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Biff {
    Five,
    Eight,
}

pub(super) struct Xls {
    stream: Vec<u8>,
    globals: Globals,
    /// Bytes of sheets that may still be read: sheets that share their bytes would make a small file a long one.
    left: usize,
}

impl Xls {
    /// # Errors
    /// Damaged, protected by a password, older than Excel 5, larger than such a file can sensibly be.
    pub fn open(mut file: BufReader<File>) -> Result<Xls> {
        let length = file.get_ref().metadata().map_err(unreadable)?.len();
        if length > MOST {
            return Err(too_long());
        }
        let mut bytes = Vec::with_capacity(length as usize);
        file.rewind().map_err(unreadable)?;
        file.take(MOST).read_to_end(&mut bytes).map_err(unreadable)?;
        let stream = compound::stream(&bytes, &["Workbook", "Book"])?.ok_or_else(|| damaged(""))?;
        drop(bytes);
        Xls::of(stream)
    }

    fn of(stream: Vec<u8>) -> Result<Xls> {
        Ok(Xls {
            globals: Globals::of(&stream)?,
            left: stream.len(),
            stream,
        })
    }

    pub fn names(&self) -> Vec<String> {
        self.globals
            .sheets
            .iter()
            .map(|sheet| sheet.name.clone())
            .collect()
    }

    /// The cells of a sheet; a sheet of charts has none.
    ///
    /// # Errors
    /// Damaged; more than anybody's memory should hold.
    pub fn grid(&mut self, name: &str) -> Result<Grid> {
        let mut grid = Grid::default();
        let sheet = self.globals.sheets.iter().find(|sheet| sheet.name == name);
        let Some(start) = sheet.and_then(|sheet| sheet.start) else {
            return Ok(grid);
        };
        let mut records = Records::from(&self.stream, start)?;
        cells::each(&mut records, &self.globals, |at, cell| put(&mut grid, at, cell))?;
        let read = records.at().saturating_sub(start);
        self.left = self.left.checked_sub(read).ok_or_else(|| damaged(""))?;
        grid.close()?;
        Ok(grid)
    }
}

fn too_long() -> Problem {
    let most = MOST >> 20;
    Problem::input(
        format!("Die Datei ist größer als {most} MB; so große Dateien der Endung .xls werden nicht gelesen."),
        format!("The file is larger than {most} MB; files of the ending .xls that large are not read."),
    )
    .hint(
        "Im Tabellenprogramm als .xlsx oder CSV speichern und diese Datei einlesen.",
        "Save it as .xlsx or CSV in the spreadsheet program and import that file.",
    )
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::row::Row;
    use super::*;

    /// Written by LibreOffice 7.4.
    fn workbook() -> Xls {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/workbooks/libreoffice.xls");
        Xls::open(BufReader::new(File::open(path).unwrap())).unwrap()
    }

    #[test]
    fn cells_read_as_a_spreadsheet_program_wrote_them() {
        let mut workbook = workbook();
        assert_eq!(workbook.names(), ["Antworten", "Stammdaten"]);
        let grid = workbook.grid("Antworten").unwrap();
        let mut row = Row::default();
        let mut rows = Vec::new();
        for line in grid.lines() {
            grid.fill(line, &mut row);
            let cells: Vec<&str> = (0..row.len()).map(|at| row.cell(at)).collect();
            rows.push(cells.join("|").replace(&"lang".repeat(3000), "12000"));
        }
        assert_eq!(
            rows,
            [
                "id|text|Größe|Datum|Zeit|Dauer|ja|Formel|Folge|Fehler",
                "1|Mehr Übung – „Zitat“|-3|2024-05-28|2024-05-31 14:03:00|30:00:00|true|2|T1|",
                "2|Ein 😀 Emoji|-1.75|2024-05-29|2024-05-31 14:03:01|31:00:00|false|4|T2|",
                "3|12000|-0.5|2024-05-30|2024-05-31 14:03:02|32:00:00|true|6|T3|#DIV/0!",
                "4|Zeile 1\nZeile 2|0.75|2024-05-31|2024-05-31 14:03:03|33:00:00|false|8|T4|",
            ]
        );
        assert_eq!(workbook.grid("Stammdaten").unwrap().lines(), 0..3);
    }

    #[test]
    fn the_cells_are_those_that_another_reader_finds() {
        use calamine::Reader as _;
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/workbooks/libreoffice.xls");
        let mut other: calamine::Xls<_> = calamine::open_workbook(path).unwrap();
        for name in ["Antworten", "Stammdaten"] {
            let range = other.worksheet_range(name).unwrap();
            let mut expected = Grid::default();
            for (row, column, cell) in range.used_cells() {
                put(&mut expected, (row as u32, column as u32), cell).unwrap();
            }
            expected.close().unwrap();
            let found = workbook().grid(name).unwrap();
            assert_eq!(found.lines(), expected.lines());
            let (mut one, mut two) = (Row::default(), Row::default());
            for line in found.lines() {
                found.fill(line, &mut one);
                expected.fill(line, &mut two);
                assert_eq!(one.text(), two.text(), "{line}");
            }
        }
    }

    #[test]
    fn a_stream_that_is_cut_or_changed_anywhere_is_read_or_refused() {
        let whole = workbook().stream;
        let mut read = 0;
        let mut look = |stream: Vec<u8>| {
            let Ok(mut workbook) = Xls::of(stream) else { return };
            for name in workbook.names() {
                read += usize::from(workbook.grid(&name).is_ok());
            }
        };
        for at in (0..whole.len()).step_by(5) {
            look(whole[..at].to_vec());
            for byte in [0x00, 0x3c, 0xff] {
                let mut changed = whole.clone();
                changed[at] = byte;
                look(changed);
            }
        }
        assert!(read > 0);
    }
}
