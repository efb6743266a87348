//! `addon.csv`: the add-on data set (Zusatzdatensatz), one row per returned questionnaire with its id and what was coded, to be
//! merged into the survey's own file by that id.
//!
//! The first column bears the name and holds the values that the id has in the survey's file; behind it stand the variables
//! that the program adds, under the names that they have in files of statistics programs too. Cells are empty where it is
//! not known whether a code applies; the status column says why. UTF-8 without a byte order mark, commas, as the other CSV files.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use super::frame::{self, Rows};
use super::place::csv_failed;
use super::{Exporter, Reading, Which};
use crate::problem::{Notice, Result};
use crate::statfile::Column;
use crate::survey::{Value, Variable};
use crate::tables::Choice;
use crate::words::Text;

pub struct Addon;

impl Exporter for Addon {
    fn name(&self) -> &'static str {
        "addon"
    }

    fn ending(&self) -> &'static str {
        "csv"
    }

    fn what(&self) -> Text {
        Text::new(
            "Zusatzdatensatz: Kennung und Codes, eine Zeile je Fragebogen, zum Anspielen an die Umfrage",
            "add-on data set: id and codes, one row per questionnaire, to merge into the survey",
        )
    }

    fn which(&self) -> &'static [Which] {
        Which::ALL
    }

    fn write(&self, from: &Reading<'_>, file: &mut File, path: &Path) -> Result<Vec<Notice>> {
        let mut set = frame::data_set(from, Rows::Records)?;
        set.empty_reasons();
        let broken = |error| csv_failed(error, path);
        let mut out = csv::Writer::from_writer(BufWriter::new(file));
        let variables = &set.frame.dictionary.variables;
        let places: Vec<usize> = set.id.into_iter().chain(set.came_in..variables.len()).collect();
        let names = places.iter().map(|at| &variables[*at].name);
        out.write_record(names).map_err(broken)?;
        for row in 0..set.frame.rows() {
            let cells = places.iter().map(|at| {
                let is_id = set.id == Some(*at);
                cell(&variables[*at], &set.frame.columns[*at], row, is_id)
            });
            out.write_record(cells).map_err(broken)?;
        }
        out.flush().map_err(|error| broken(error.into()))?;
        Ok(set.notices)
    }
}

/// A cell as text: a number of 0 and 1 or of a code as it is, of a status its label.
fn cell(variable: &Variable, column: &Column, row: usize, is_id: bool) -> String {
    match column {
        Column::Texts(cells) => cells[row].clone(),
        Column::Numbers(cells) => {
            let Some(number) = cells[row].map(Value::Number) else {
                return String::new();
            };
            let is_told = variable.missing.is_empty() && !is_id;
            match variable.label_of(&number) {
                Some(label) if is_told => label.to_owned(),
                _ => variable.stored(&number),
            }
        }
    }
}
