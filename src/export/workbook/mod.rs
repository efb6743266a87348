//! `tables.xlsx`: data, codebook, tables and evidence in one workbook. Numbers are numbers, answers are text.
//!
//! | member | what |
//! |---|---|
//! | `sheet` | one sheet being written: rows, styles, what Excel cannot hold |
//! | `dataset` | `data.xlsx`: the data wide and long, variables, codebook and frequencies |
//! | `data` | one row per unit, 0 and 1 per code |
//! | `guide` | the codebook |
//! | `codebook` | the codebook alone, to be read again |
//! | `tables` | frequencies and crosstabs |
//! | `evidence` | one row per evidence span |
//! | `long` | one row per unit and code |
//! | `variables` | what the columns of a data set are |
//!
//! The same study gives the same bytes: the file carries no time of its own. Deliberately absent: charts.

mod codebook;
mod data;
mod dataset;
mod evidence;
mod guide;
mod long;
mod sheet;
mod tables;
mod variables;

use std::fs::File;
use std::io;
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook as Book, XlsxError};

use self::sheet::{Memory, Sheet, Styles};
use super::coding::Codings;
use super::place::{outlasting, unwritten};
use super::{Exporter, Reading};
use crate::problem::{Notice, Problem, Result};
use crate::tables::{Counting, View, count};
use crate::words::{Language, Text};

pub(super) use codebook::of_codebook;
pub use dataset::DataWorkbook;

pub struct Workbook;

/// From so many units on, the long sheets are written row by row through a temporary file: 27 cells a row took some
/// 6 kB per unit otherwise (measured with 20,000 units).
const LONG: u64 = 5_000;

/// From so many units on, data and evidence stay out of the workbook: no spreadsheet program opens it with pleasure, and
/// writing them takes longer than all the rest. `matrix.csv` and `assignments.csv` hold the same.
const TOO_LONG: u64 = 100_000;

impl Exporter for Workbook {
    fn name(&self) -> &'static str {
        "tables"
    }

    fn ending(&self) -> &'static str {
        "xlsx"
    }

    fn what(&self) -> Text {
        Text::new(
            "Arbeitsmappe mit Daten, Kodierleitfaden, Tabellen und Fundstellen",
            "workbook with data, codebook, tables and evidence",
        )
    }

    fn can_hide(&self) -> bool {
        true
    }

    /// Data and evidence.
    fn readings(&self) -> u64 {
        2
    }

    fn write(&self, from: &Reading<'_>, file: &mut File, path: &Path) -> Result<Vec<Notice>> {
        let (study, options) = (from.study, from.options);
        let codings = Codings::of(study, options)?;
        let counted = count(study, &options.selection)?;
        let mut notices = counted.notices.clone();
        let memory = if study.extent()?.units > LONG {
            Memory::Rows
        } else {
            Memory::Whole
        };
        let mut book = Book::new();
        let day = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&day));
        let styles = Styles::new();
        let mut names = Names::new(options.language);

        let hiding = options.view.min_cell.is_some();
        let too_long = study.extent()?.units > TOO_LONG;
        let apart = !hiding && !too_long;
        if hiding {
            notices.push(Notice::new(
                "Kleine Anzahlen sind verdeckt; die Arbeitsmappe hat deshalb keine Blätter mit Daten und Fundstellen und zählt nur auf eine Weise.",
                "Small counts are hidden; the workbook therefore has no sheets of data and evidence and counts in one way only.",
            ));
        } else if too_long {
            notices.push(Notice::new(
                format!("Bei mehr als {TOO_LONG} Einheiten hat die Arbeitsmappe keine Blätter mit Daten und Fundstellen; sie stehen in matrix.csv und assignments.csv."),
                format!("With more than {TOO_LONG} units the workbook has no sheets of data and evidence; they are in matrix.csv and assignments.csv."),
            ));
        } else {
            let mut sheet = Sheet::add(&mut book, &names.own("Daten", "Data"), memory, &styles)?;
            notices.extend(data::fill(&mut sheet, from, &codings)?);
            notices.extend(sheet.finish(options.language));
        }

        let mut sheet = Sheet::add(
            &mut book,
            &names.own("Kodierleitfaden", "Codebook"),
            Memory::Whole,
            &styles,
        )?;
        guide::fill(&mut sheet, &codings.codebook.codebook, options.language)?;
        notices.extend(sheet.finish(options.language));

        // Both ways of counting together would tell more than each.
        let ways = match hiding {
            true => vec![options.view.counting],
            false => vec![Counting::Exclusive, Counting::Mentions],
        };
        let of_way = |counting| View {
            counting,
            ..options.view
        };
        let views: Vec<View> = ways.into_iter().map(of_way).collect();
        let all = views.iter().flat_map(|view| counted.frequencies(view)).collect();
        let mut sheet = Sheet::add(
            &mut book,
            &names.own("Häufigkeiten", "Frequencies"),
            Memory::Whole,
            &styles,
        )?;
        tables::fill(&mut sheet, all, options.language)?;
        notices.extend(sheet.finish(options.language));

        for by in &options.selection.by {
            let all = views
                .iter()
                .flat_map(|view| counted.crosstabs(view))
                .filter(|table| table.head.by.as_ref() == Some(by))
                .collect();
            let name = names.own(&format!("nach {by}"), &format!("by {by}"));
            let mut sheet = Sheet::add(&mut book, &name, Memory::Whole, &styles)?;
            tables::fill(&mut sheet, all, options.language)?;
            notices.extend(sheet.finish(options.language));
        }

        if apart {
            let mut sheet = Sheet::add(&mut book, &names.own("Fundstellen", "Evidence"), memory, &styles)?;
            evidence::fill(&mut sheet, from, &codings)?;
            notices.extend(sheet.finish(options.language));
        }

        save(&mut book, file, path)?;
        Ok(notices)
    }
}

/// Names of sheets: at most 31 characters as Excel counts them (UTF-16 units), without `[]:*?/\` and outer apostrophes, no two alike.
struct Names {
    language: Language,
    taken: Vec<String>,
}

impl Names {
    const LONGEST: usize = 31;

    fn new(language: Language) -> Names {
        Names {
            language,
            taken: Vec::new(),
        }
    }

    fn own(&mut self, de: &str, en: &str) -> String {
        let name = Text::new(de, en).get(self.language).to_owned();
        let plain: String = name
            .chars()
            .map(|letter| match letter {
                '[' | ']' | ':' | '*' | '?' | '/' | '\\' => '_',
                letter if letter.is_control() => '_',
                letter => letter,
            })
            .collect();
        let plain = plain.trim_start_matches('\'');
        let mut at = 1;
        loop {
            let mark = if at == 1 {
                String::new()
            } else {
                format!(" ({at})")
            };
            let kept = cut(plain, Self::LONGEST - mark.len()).trim_end_matches('\'');
            let own = format!("{kept}{mark}");
            // Excel compares names of sheets without case.
            let folded = own.to_lowercase();
            if !self.taken.contains(&folded) {
                self.taken.push(folded);
                return own;
            }
            at += 1;
        }
    }
}

/// The beginning of a text that takes at most so many units of UTF-16.
fn cut(text: &str, longest: usize) -> &str {
    let mut units = 0;
    let end = text.char_indices().find_map(|(at, letter)| {
        units += letter.len_utf16();
        (units > longest).then_some(at)
    });
    &text[..end.unwrap_or(text.len())]
}

/// A failure of writing a workbook as a sentence.
/// Writes a workbook into its file.
fn save(book: &mut Book, file: &mut File, path: &Path) -> Result<()> {
    let filled = outlasting(file, path, |out| book.save_to_writer(out).map_err(failed));
    filled.map_err(|problem| problem.in_file_unless_known(path))
}

fn failed(error: XlsxError) -> Problem {
    // The container hands on why the system refused.
    let refused = std::error::Error::source(&error).and_then(|source| source.downcast_ref::<io::Error>());
    if let Some(refused) = refused {
        return unwritten(refused);
    }
    match error {
        XlsxError::IoError(error) => unwritten(&error),
        XlsxError::RowColumnLimitError => Problem::input(
            "Die Arbeitsmappe hätte mehr als 16 384 Spalten; so viele fasst Excel nicht.",
            "The workbook would have more than 16,384 columns; Excel cannot hold as many.",
        )
        .hint("Als CSV exportieren (matrix.csv).", "Export as CSV (matrix.csv)."),
        other => Problem::bug(format!("workbook: {other}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_what_excel_takes() {
        let mut names = Names::new(Language::De);
        assert_eq!(names.own("nach Amt/Stelle?", ""), "nach Amt_Stelle_");
        assert_eq!(names.own("NACH amt/stelle?", ""), "NACH amt_stelle_ (2)");
        let long = names.own("nach einer Spalte mit einem sehr langen Namen", "");
        assert_eq!(long.chars().count(), 31);
        let again = names.own("nach einer Spalte mit einem sehr langen Namen", "");
        assert!(again.ends_with(" (2)") && again.chars().count() == 31, "{again}");
    }

    #[test]
    fn names_of_sheets_are_as_long_as_excel_counts() {
        let mut names = Names::new(Language::De);
        // "nach " takes 5 of 31 units of UTF-16, each face takes two.
        let faces = format!("nach {}", "😀".repeat(20));
        assert_eq!(names.own(&faces, ""), format!("nach {}", "😀".repeat(13)));
        // " (2)" takes four more.
        assert_eq!(names.own(&faces, ""), format!("nach {} (2)", "😀".repeat(11)));
        // An apostrophe that only the cut leaves at the end.
        let quoted = format!("{}'s", "x".repeat(30));
        assert_eq!(names.own(&quoted, ""), "x".repeat(30));
        let mut book = Book::new();
        for name in &names.taken {
            book.add_worksheet().set_name(name).unwrap();
        }
    }
}
