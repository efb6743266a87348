//! One sheet being written, row by row: headings, texts, numbers, percents, and what Excel cannot hold.
//!
//! Excel's limits: 1,048,576 rows, 32,767 characters (UTF-16 units) in a cell, no control characters
//! (support.microsoft.com, "Excel specifications and limits"). What is beyond them is left out here and said in a notice;
//! the study and the CSV files keep all of it. Line ends become single line feeds, as Excel writes them.

use std::borrow::Cow;

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook as Book, Worksheet};

use super::{cut, failed};
use crate::problem::{Notice, Result};
use crate::words::{Language, Text};

const ROWS: u32 = 1_048_576;
const CELL: usize = 32_767;

/// How a sheet keeps what is written until the file is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Memory {
    Whole,
    /// Every row goes to a temporary file as soon as the next begins.
    Rows,
}

/// The looks of cells.
pub(super) struct Styles {
    title: Format,
    heading: Format,
    bold: Format,
    count: Format,
    count_sum: Format,
    percent: Format,
    percent_sum: Format,
    dash: Format,
    wrapped: Format,
}

impl Styles {
    pub fn new() -> Styles {
        let top = |format: Format| format.set_bold().set_border_top(FormatBorder::Thin);
        Styles {
            title: Format::new().set_bold().set_font_size(14.0),
            heading: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Top)
                .set_border_bottom(FormatBorder::Thin),
            bold: top(Format::new()),
            count: Format::new().set_num_format("#,##0"),
            count_sum: top(Format::new().set_num_format("#,##0")),
            percent: Format::new().set_num_format("0.0%"),
            percent_sum: top(Format::new().set_num_format("0.0%")),
            dash: Format::new().set_align(FormatAlign::Right),
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
        }
    }
}

/// Height of a line of a heading in points; Excel's default row.
const HEADING_LINE: f64 = 15.0;

/// Whether a row is one of the sums below a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Plain,
    Sum,
}

pub(super) struct Sheet<'a> {
    sheet: &'a mut Worksheet,
    styles: &'a Styles,
    name: String,
    row: u32,
    cut: u64,
    stripped: u64,
    left_out: u64,
}

impl<'a> Sheet<'a> {
    pub fn add(book: &'a mut Book, name: &str, memory: Memory, styles: &'a Styles) -> Result<Sheet<'a>> {
        let sheet = match memory {
            Memory::Whole => book.add_worksheet(),
            Memory::Rows => book.add_worksheet_with_constant_memory().map_err(failed)?,
        };
        sheet.set_name(name).map_err(failed)?;
        Ok(Sheet {
            sheet,
            styles,
            name: name.to_owned(),
            row: 0,
            cut: 0,
            stripped: 0,
            left_out: 0,
        })
    }

    /// Headings with the widths of their columns (in characters).
    pub fn headings(&mut self, headings: &[(String, f64)]) -> Result<()> {
        let lines = headings
            .iter()
            .map(|(heading, width)| lines_of(heading, *width))
            .max();
        self.sheet
            .set_row_height(self.row, HEADING_LINE * lines.unwrap_or(1) as f64)
            .map_err(failed)?;
        for (at, (heading, width)) in headings.iter().enumerate() {
            let words = self.fitting(heading).into_owned();
            self.sheet
                .write_string_with_format(self.row, column(at), words, &self.styles.heading)
                .and_then(|sheet| sheet.set_column_width(column(at), *width))
                .map_err(failed)?;
        }
        self.next_row();
        Ok(())
    }

    /// Keeps the rows above the current one and `columns` columns in sight.
    pub fn freeze(&mut self, columns: usize) -> Result<()> {
        self.sheet
            .set_freeze_panes(self.row, column(columns))
            .map_err(failed)?;
        Ok(())
    }

    /// Keeps `columns` columns in sight.
    pub fn freeze_columns(&mut self, columns: usize) -> Result<()> {
        self.sheet.set_freeze_panes(0, column(columns)).map_err(failed)?;
        Ok(())
    }

    /// A large title in a row of its own.
    pub fn title(&mut self, title: &str) -> Result<()> {
        let words = self.fitting(title).into_owned();
        self.sheet
            .write_string_with_format(self.row, 0, words, &self.styles.title)
            .map_err(failed)?;
        self.next_row();
        Ok(())
    }

    /// A text; never a formula, whatever it begins with.
    pub fn text(&mut self, at: usize, text: &str, weight: Weight) -> Result<()> {
        if self.is_full() || (text.is_empty() && weight == Weight::Plain) {
            return Ok(());
        }
        let words = self.fitting(text).into_owned();
        match weight {
            Weight::Plain => self.sheet.write_string(self.row, column(at), words),
            Weight::Sum => {
                self.sheet
                    .write_string_with_format(self.row, column(at), words, &self.styles.bold)
            }
        }
        .map_err(failed)?;
        Ok(())
    }

    /// A text over several lines.
    pub fn long_text(&mut self, at: usize, text: &str) -> Result<()> {
        let words = self.fitting(text).into_owned();
        self.sheet
            .write_string_with_format(self.row, column(at), words, &self.styles.wrapped)
            .map_err(failed)?;
        Ok(())
    }

    pub fn count(&mut self, at: usize, n: u64, weight: Weight) -> Result<()> {
        if self.is_full() {
            return Ok(());
        }
        let format = match weight {
            Weight::Plain => &self.styles.count,
            Weight::Sum => &self.styles.count_sum,
        };
        self.sheet
            .write_number_with_format(self.row, column(at), n as f64, format)
            .map_err(failed)?;
        Ok(())
    }

    /// A number without thousands: a code value, 0 or 1, a place in a text, a score.
    pub fn number(&mut self, at: usize, number: f64) -> Result<()> {
        if self.is_full() {
            return Ok(());
        }
        self.sheet
            .write_number(self.row, column(at), number)
            .map_err(failed)?;
        Ok(())
    }

    /// A share as a percentage; an undefined one is a dash.
    pub fn share(&mut self, at: usize, share: crate::tables::Share, weight: Weight) -> Result<()> {
        let format = match weight {
            Weight::Plain => &self.styles.percent,
            Weight::Sum => &self.styles.percent_sum,
        };
        match share {
            Ok(share) => self
                .sheet
                .write_number_with_format(self.row, column(at), share, format),
            Err(_) => self
                .sheet
                .write_string_with_format(self.row, column(at), "–", &self.styles.dash),
        }
        .map_err(failed)?;
        Ok(())
    }

    pub fn next_row(&mut self) {
        if self.is_full() {
            self.left_out += 1;
        } else {
            self.row += 1;
        }
    }

    fn is_full(&self) -> bool {
        self.row >= ROWS
    }

    /// What could not be written as it is.
    pub fn finish(self, language: Language) -> Vec<Notice> {
        let name = &self.name;
        let mut notices = Vec::new();
        if self.left_out > 0 {
            let n = language.count(self.left_out);
            notices.push(Notice::new(
                format!("Blatt »{name}«: {n} Zeilen fehlen, weil Excel nur 1.048.576 fasst; die CSV-Dateien sind vollständig."),
                format!("Sheet “{name}”: {n} rows are left out, because Excel holds only 1,048,576; the CSV files are complete."),
            ));
        }
        if self.cut > 0 {
            let n = language.count(self.cut);
            notices.push(Notice::new(
                format!("Blatt »{name}«: {n} Texte sind nach 32.767 Zeichen abgeschnitten, weil Excel nicht mehr fasst."),
                format!("Sheet “{name}”: {n} texts are cut after 32,767 characters, because Excel holds no more."),
            ));
        }
        if self.stripped > 0 {
            let n = language.count(self.stripped);
            notices.push(Notice::new(
                format!("Blatt »{name}«: {n} Texte stehen ohne ihre Steuerzeichen da, weil Excel keine zulässt."),
                format!("Sheet “{name}”: {n} texts are without their control characters, because Excel allows none."),
            ));
        }
        notices
    }

    fn fitting<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        let fitted = fit(text);
        self.stripped += u64::from(fitted.stripped);
        self.cut += u64::from(fitted.cut);
        fitted.words
    }
}

struct Fitted<'t> {
    words: Cow<'t, str>,
    stripped: bool,
    cut: bool,
}

/// The text as a cell can hold it.
fn fit(text: &str) -> Fitted<'_> {
    let unfit = |letter: char| {
        (letter.is_control() && !matches!(letter, '\n' | '\t')) || matches!(letter, '\u{fffe}' | '\u{ffff}')
    };
    let mut words = Cow::Borrowed(text);
    if words.contains('\r') {
        words = Cow::Owned(words.replace("\r\n", "\n").replace('\r', "\n"));
    }
    let stripped = words.contains(unfit);
    if stripped {
        words = Cow::Owned(words.chars().filter(|letter| !unfit(*letter)).collect());
    }
    let end = cut(&words, CELL).len();
    let is_cut = end < words.len();
    if is_cut {
        words = Cow::Owned(words[..end].to_owned());
    }
    Fitted {
        words,
        stripped,
        cut: is_cut,
    }
}

/// Excel's last column is 16,384; one beyond it is refused when it is written.
/// Lines that a bold heading takes in a column of so many characters: words are not broken.
fn lines_of(heading: &str, width: f64) -> usize {
    // Bold letters are some tenth wider than those that Excel measures a column by.
    let fits = |length: usize| length as f64 * 1.1 <= width;
    let mut lines = 1;
    let mut length = 0;
    for word in heading.split_whitespace() {
        let with = length + word.chars().count() + usize::from(length > 0);
        if length > 0 && !fits(with) {
            lines += 1;
            length = word.chars().count();
        } else {
            length = with;
        }
    }
    lines
}

fn column(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// A heading in the language of the file, with its width.
pub(super) fn heading(de: &str, en: &str, width: f64, language: Language) -> (String, f64) {
    (Text::new(de, en).get(language).to_owned(), width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_excel_cannot_hold_is_left_out_and_known() {
        let plain = fit("=1+1\nzweite Zeile");
        assert_eq!(
            (plain.words.as_ref(), plain.stripped, plain.cut),
            ("=1+1\nzweite Zeile", false, false)
        );
        let odd = fit("a\u{1}b\r\nc\u{b}");
        assert_eq!(
            (odd.words.as_ref(), odd.stripped, odd.cut),
            ("ab\nc", true, false)
        );
        // 𝄞 takes two units of UTF-16; half of it does not fit.
        let long = format!("{}𝄞", "x".repeat(CELL - 1));
        let cut = fit(&long);
        assert_eq!((cut.words.len(), cut.cut), (CELL - 1, true));
        assert!(!fit(&"x".repeat(CELL)).cut);
    }
}
