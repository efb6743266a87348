//! Files: a study written out for other programs.
//!
//! [`export`] picks an exporter of [`ALL`] by name or by the ending of the file and puts the file in its place whole.
//! Adding a format is one file and one line in [`ALL`]; the command line's choices and the help come from there.
//!
//! | member | what |
//! |---|---|
//! | `coding` | what holds for a unit: decision, else suggestions; where a suggestion comes from |
//! | `assignments` | CSV, one row per unit and code |
//! | `matrix` | CSV, one row per unit or respondent |
//! | `addon` | CSV to merge back into a survey: ids and codes |
//! | `headings` | names of background columns beside other columns |
//! | `codebook` | the codebook: TOML, DOCX, Markdown, CSV, XLSX |
//! | `document` | how a document for word processors looks |
//! | `qda` | projects and codebooks for MAXQDA, ATLAS.ti, NVivo, QualCoder |
//! | `workbook` | XLSX with data, codebook, tables and evidence |
//! | `statistics` | SPSS, Stata, R, Parquet |
//! | `which` | which codings go into a file |
//! | `frame` | the study as labelled variables, for files of statistics programs |
//! | `reading` | a study as an exporter reads it |
//! | `place` | written beside, then renamed |

mod addon;
mod assignments;
mod codebook;
mod coding;
pub mod document;
mod frame;
mod headings;
mod matrix;
mod place;
mod qda;
mod reading;
mod statistics;
mod which;
mod workbook;
#[cfg(test)]
mod worked;

use std::fs::File;
use std::path::Path;

use crate::problem::{Notice, Problem, Progress, Result};
use crate::study::Study;
use crate::tables::{Choice, Selection, View};
use crate::words::{Language, Text};

pub use codebook::write_codebook;
pub use place::{failed, put, put_rows};
pub use reading::Reading;
pub use which::Which;

/// What goes into a file. `selection.by` gives the crosstabs of a workbook, `selection.base` the rows of a matrix.
#[derive(Debug, Clone, Default)]
pub struct Options {
    pub selection: Selection,
    pub view: View,
    pub language: Language,
    pub which: Which,
}

/// One kind of file.
pub trait Exporter: Sync {
    /// The name on the command line.
    fn name(&self) -> &'static str;
    /// The word in the name of a file by which it is meant, where several have its ending.
    fn called(&self) -> &'static str {
        self.name()
    }
    /// The ending of its files, without the full stop.
    fn ending(&self) -> &'static str;
    /// One line for the help.
    fn what(&self) -> Text;
    /// Writes the file; `path` is the place that it will have.
    fn write(&self, from: &Reading<'_>, file: &mut File, path: &Path) -> Result<Vec<Notice>>;
    /// Whether it tells how single units are coded.
    fn tells_codings(&self) -> bool {
        true
    }
    /// Which codings it can hold.
    fn which(&self) -> &'static [Which] {
        &[Which::Held]
    }
    /// Whether small counts can be hidden in it.
    fn can_hide(&self) -> bool {
        false
    }
    /// How often it reads all units.
    fn readings(&self) -> u64 {
        1
    }
}

/// All exporters; of several with one ending the first is meant where the file's name does not name another.
pub const ALL: &[&dyn Exporter] = &[
    &assignments::Assignments,
    &matrix::Matrix,
    &addon::Addon,
    &statistics::SAV,
    &statistics::DTA,
    &statistics::RDS,
    &statistics::RSCRIPT,
    &statistics::PARQUET,
    &statistics::SPS,
    &statistics::SPS_DATA,
    &workbook::Workbook,
    &workbook::DataWorkbook,
    &codebook::TOML,
    &codebook::DOCX,
    &codebook::MARKDOWN,
    &codebook::CSV,
    &codebook::XLSX,
    &qda::Qdpx,
    &qda::Qdc,
];

/// Writes `path`. `name` is the exporter's; without it the file's name or its ending decides (`matrix.csv`, `x.xlsx`).
/// `progress` hears of units.
///
/// # Errors
/// An unknown ending or name; what the exporter reports; a place that cannot be written. A file that stood there stays.
pub fn export(
    study: &Study,
    path: &Path,
    name: Option<&str>,
    options: &Options,
    progress: Progress<'_>,
) -> Result<Vec<Notice>> {
    let exporter = choose(path, name)?;
    if options.view.min_cell.is_some() && exporter.tells_codings() && !exporter.can_hide() {
        return Err(Problem::usage(
            "In dieser Datei steht jede Einheit für sich; kleine Anzahlen lassen sich darin nicht verdecken.",
            "Every unit stands in this file by itself; small counts cannot be hidden in it.",
        )
        .hint(
            "Verdecken kann sie die Arbeitsmappe (tables.xlsx).",
            "The workbook (tables.xlsx) can hide them.",
        ));
    }
    if !exporter.which().contains(&options.which) {
        return Err(cannot_hold(exporter, options.which));
    }
    refuse_study(path)?;
    let from = Reading::of(study, options, exporter.readings(), progress)?;
    put(path, |file| exporter.write(&from, file, path))
}

fn cannot_hold(exporter: &dyn Exporter, which: Which) -> Problem {
    let able: Vec<&str> = ALL
        .iter()
        .filter(|other| other.which().contains(&which))
        .map(|other| other.name())
        .collect();
    let (name, id, able) = (exporter.name(), which.id(), able.join(", "));
    Problem::usage(
        format!("In »{name}« lassen sich die Kodierungen nicht so wählen: {id}."),
        format!("The codings cannot be chosen so in “{name}”: {id}."),
    )
    .hint(
        format!("Möglich ist es in: {able}."),
        format!("It is possible in: {able}."),
    )
}

/// A study is never written over, whatever it is called.
///
/// # Errors
/// A study file stands at `path`.
pub fn refuse_study(path: &Path) -> Result<()> {
    use std::io::Read;
    let mut magic = [0; 16];
    let is_study = File::open(path)
        .and_then(|mut file| file.read_exact(&mut magic))
        .is_ok()
        && magic == *b"SQLite format 3\0";
    if is_study {
        return Err(Problem::usage(
            "An dieser Stelle liegt eine Studiendatei; sie wird nicht überschrieben.",
            "A study file stands there; it is not written over.",
        )
        .in_file(path.display())
        .hint(
            "Einen anderen Namen für die Ausgabe wählen.",
            "Choose another name for the output.",
        ));
    }
    Ok(())
}

fn choose(path: &Path, name: Option<&str>) -> Result<&'static dyn Exporter> {
    if let Some(name) = name {
        let found = ALL.iter().find(|exporter| exporter.name() == name);
        return found.copied().ok_or_else(|| {
            let names: Vec<&str> = ALL.iter().map(|exporter| exporter.name()).collect();
            Problem::usage(
                format!("Einen Export »{name}« gibt es nicht."),
                format!("There is no export “{name}”."),
            )
            .hint(
                format!("Möglich sind {}.", names.join(", ")),
                format!("Possible are {}.", names.join(", ")),
            )
        });
    }
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    let stem = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let fitting = || {
        ALL.iter().filter(|exporter| {
            ending
                .as_deref()
                .is_some_and(|given| exporter.ending().eq_ignore_ascii_case(given))
        })
    };
    let found = fitting()
        .find(|exporter| stem.contains(exporter.called()))
        .or_else(|| fitting().next());
    found.copied().ok_or_else(|| {
        let mut endings: Vec<&str> = Vec::new();
        for exporter in ALL {
            if !endings.contains(&exporter.ending()) {
                endings.push(exporter.ending());
            }
        }
        Problem::usage(
            "Aus der Endung der Datei geht nicht hervor, was geschrieben werden soll.",
            "The ending of the file does not say what is to be written.",
        )
        .in_file(path.display())
        .hint(
            format!("Möglich sind {}.", endings.join(", ")),
            format!("Possible are {}.", endings.join(", ")),
        )
    })
}
