//! `data.xlsx`: the data set wide (one row per case) and long (one row per unit and code), what its columns are, the codebook
//! and the frequencies.

use std::fs::File;
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook as Book};

use super::sheet::{Memory, Sheet, Styles, Weight};
use super::{LONG, Names, failed, guide, long, save, tables, variables};
use crate::export::coding::Codings;
use crate::export::frame::{self, DataSet, Rows};
use crate::export::{Exporter, Reading, Which};
use crate::problem::{Notice, Result};
use crate::statfile::Column;
use crate::survey::{Value, Variable, VariableKind};
use crate::tables::{Choice, Counting, Layer, View, count};
use crate::words::Text;

pub struct DataWorkbook;

impl Exporter for DataWorkbook {
    fn name(&self) -> &'static str {
        "data"
    }

    fn ending(&self) -> &'static str {
        "xlsx"
    }

    fn what(&self) -> Text {
        Text::new(
            "Excel: Datensatz breit und lang, Variablen, Kodierleitfaden, Häufigkeiten",
            "Excel: data set wide and long, variables, codebook, frequencies",
        )
    }

    fn which(&self) -> &'static [Which] {
        Which::ALL
    }

    /// Wide and long.
    fn readings(&self) -> u64 {
        2
    }

    fn write(&self, from: &Reading<'_>, file: &mut File, path: &Path) -> Result<Vec<Notice>> {
        let (study, options) = (from.study, from.options);
        let language = options.language;
        let mut set = frame::data_set(from, Rows::from(options.selection.base))?;
        set.empty_reasons();
        let codings = Codings::of(study, options)?;
        let mut notices = set.notices.clone();
        let memory = match set.frame.rows() as u64 > LONG {
            true => Memory::Rows,
            false => Memory::Whole,
        };
        let mut book = Book::new();
        let day = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&day));
        let styles = Styles::new();
        let mut names = Names::new(language);

        let mut sheet = Sheet::add(&mut book, &names.own("Daten", "Data"), memory, &styles)?;
        wide(&mut sheet, &set)?;
        notices.extend(sheet.finish(language));

        let mut sheet = Sheet::add(&mut book, &names.own("Lang", "Long"), memory, &styles)?;
        long::fill(&mut sheet, from, &codings)?;
        notices.extend(sheet.finish(language));

        let whole = Memory::Whole;
        let mut sheet = Sheet::add(&mut book, &names.own("Variablen", "Variables"), whole, &styles)?;
        variables::fill(&mut sheet, &set.frame.dictionary, language)?;
        notices.extend(sheet.finish(language));

        let mut sheet = Sheet::add(
            &mut book,
            &names.own("Kodierleitfaden", "Codebook"),
            whole,
            &styles,
        )?;
        guide::fill(&mut sheet, &codings.codebook.codebook, language)?;
        notices.extend(sheet.finish(language));

        let counted = count(study, &options.selection)?;
        let layer = match options.which {
            Which::Final => Some(Layer::Reviewed),
            Which::Held | Which::EachCoder if codings.run.is_some() => Some(Layer::Both),
            _ => None,
        };
        // Of suggestions for units that somebody has decided on there is no table.
        if options.which != Which::Suggested {
            let view = View {
                counting: Counting::Mentions,
                layer,
                ..options.view
            };
            let mut sheet = Sheet::add(
                &mut book,
                &names.own("Häufigkeiten", "Frequencies"),
                whole,
                &styles,
            )?;
            tables::fill(&mut sheet, counted.frequencies(&view), language)?;
            notices.extend(sheet.finish(language));
        }
        save(&mut book, file, path)?;
        Ok(notices)
    }
}

fn wide(sheet: &mut Sheet<'_>, set: &DataSet) -> Result<()> {
    let frame = &set.frame;
    let width = |variable: &Variable| match variable.kind {
        VariableKind::Text => 20.0,
        _ => (variable.name.chars().count() as f64 + 2.0).clamp(8.0, 30.0),
    };
    let all = &frame.dictionary.variables;
    let headings: Vec<(String, f64)> = all
        .iter()
        .map(|variable| (variable.name.clone(), width(variable)))
        .collect();
    sheet.headings(&headings)?;
    sheet.freeze(1)?;
    for row in 0..frame.rows() {
        for (at, (variable, column)) in all.iter().zip(&frame.columns).enumerate() {
            match column {
                Column::Texts(cells) => sheet.text(at, &cells[row], Weight::Plain)?,
                Column::Numbers(cells) => number(sheet, at, variable, cells[row])?,
            }
        }
        sheet.next_row();
    }
    Ok(())
}

/// A number; a date as it is written.
fn number(sheet: &mut Sheet<'_>, at: usize, variable: &Variable, cell: Option<f64>) -> Result<()> {
    let Some(number) = cell else { return Ok(()) };
    match variable.kind {
        VariableKind::Number | VariableKind::Text => sheet.number(at, number),
        VariableKind::Date | VariableKind::DateTime | VariableKind::Time => {
            sheet.text(at, &variable.stored(&Value::Number(number)), Weight::Plain)
        }
    }
}
