//! A frame → a data frame of R.

use std::io::Write;

use flate2::{Compression, GzBuilder};

use crate::problem::{Notice, Problem, Result, cause};
use crate::statfile::Frame;
use crate::statfile::names::Program;
use crate::statfile::renamed::Renamed;
use crate::statfile::texts::{clean, line, tell};
use crate::survey::{Dictionary, ResponseSet, SetKind, Value};

use super::column::vector;
use super::xdr::{Cells, NA_INTEGER, Vector, Xdr};

/// Writes an `.rds` file, compressed as R does it and always with the same bytes.
///
/// Empty texts are `NA`. Variables whose values all have a label are factors, in which values that count as missing are
/// `NA`; dates are `Date`, moments `POSIXct` in UTC, times of day `hms`. The notices tell what got lost.
///
/// # Errors
/// What `out` refuses.
pub fn write(frame: &Frame, out: &mut dyn Write) -> Result<Vec<Notice>> {
    let renamed = Renamed::of(&frame.dictionary, Program::R);
    let mut said = Said {
        renamed: renamed.changes,
        ..Said::default()
    };
    to(frame, &renamed.dictionary, out, &mut said).map_err(|error| {
        let why = cause(&error);
        Problem::input(
            format!("Die R-Datei lässt sich nicht schreiben: {}.", why.de),
            format!("The R file cannot be written: {}.", why.en),
        )
    })?;
    Ok(said.notices())
}

/// `dictionary` has the names of R.
fn to(frame: &Frame, dictionary: &Dictionary, out: &mut dyn Write, said: &mut Said) -> std::io::Result<()> {
    let packed = GzBuilder::new()
        .mtime(0)
        .operating_system(255)
        .write(out, Compression::default());
    let mut xdr = Xdr::begin(std::io::BufWriter::new(packed))?;
    let attributes = attributes(dictionary, frame.rows());
    xdr.begin_list(frame.columns.len(), &attributes)?;
    for (variable, column) in dictionary.variables.iter().zip(&frame.columns) {
        let name = &variable.name;
        let (vector, lost) = vector(variable, column);
        xdr.vector(&vector)?;
        if lost.reasons > 0 {
            said.reasons.push(format!("{name} ({})", lost.reasons));
        }
        if lost.cleaned > 0 {
            said.cleaned.push(format!("{name} ({})", lost.cleaned));
        }
        if lost.is_labelled {
            said.labelled.push(name.clone());
        }
    }
    xdr.attributes(&attributes)?;
    let packed = xdr
        .end()
        .into_inner()
        .map_err(std::io::IntoInnerError::into_error)?;
    packed.finish()?.flush()
}

/// Of the data frame.
fn attributes(dictionary: &Dictionary, rows: usize) -> Vec<(&'static str, Vector)> {
    let rows = -i32::try_from(rows).unwrap_or(i32::MAX);
    let names = dictionary.variables.iter().map(|variable| &variable.name);
    let mut made = vec![
        ("names", Vector::strings(names)),
        ("class", Vector::strings(["data.frame"])),
        // Rows without names are numbered: missing, and minus their number.
        ("row.names", Vector::new(Cells::Integers(vec![NA_INTEGER, rows]))),
    ];
    let Dictionary {
        label,
        notes,
        sets,
        weight,
        ..
    } = dictionary;
    if !label.is_empty() {
        made.push(("label", Vector::strings([line(label)])));
    }
    if !notes.is_empty() {
        made.push(("notes", Vector::strings(notes.iter().map(|note| clean(note)))));
    }
    if let Some(weight) = weight {
        made.push(("weight", Vector::strings([weight])));
    }
    if !sets.is_empty() {
        let names = Vector::strings(sets.iter().map(|set| line(&set.name)));
        let sets = sets.iter().map(response_set).collect();
        made.push((
            "response_sets",
            Vector::new(Cells::List(sets)).with("names", names),
        ));
    }
    made
}

/// `list(label, kind, counted, variables)`; `counted` is missing where each variable holds one of the answers.
fn response_set(set: &ResponseSet) -> Vector {
    let (kind, counted) = match &set.kind {
        SetKind::Dichotomies(Value::Number(number)) => ("dichotomies", Vector::reals([*number])),
        SetKind::Dichotomies(Value::Text(text)) => ("dichotomies", Vector::strings([clean(text)])),
        SetKind::Categories => ("categories", Vector::new(Cells::Reals(vec![None]))),
    };
    let parts = vec![
        Vector::strings([line(&set.label)]),
        Vector::strings([kind]),
        counted,
        Vector::strings(&set.members),
    ];
    Vector::new(Cells::List(parts)).with(
        "names",
        Vector::strings(["label", "kind", "counted", "variables"]),
    )
}

/// What is said once for many variables.
#[derive(Default)]
struct Said {
    renamed: Vec<String>,
    reasons: Vec<String>,
    cleaned: Vec<String>,
    labelled: Vec<String>,
}

impl Said {
    fn notices(self) -> Vec<Notice> {
        let mut notices = Vec::new();
        let mut say = |things: &[String], de: &str, en: &str| tell(&mut notices, things, de, en);
        say(
            &self.renamed,
            "Variablennamen, die doppelt oder leer wären, heißen in R anders",
            "Names of variables that would stand twice or be empty are different in R",
        );
        say(
            &self.reasons,
            "Faktoren und Daten haben in R nur NA für Werte, die als fehlend gelten (wie viele je Variable)",
            "Factors and dates have nothing but NA in R for values that count as missing (how many in each variable)",
        );
        say(
            &self.labelled,
            "Diese Variablen sind in R vom Typ haven_labelled (library(haven)), weil nicht alle Werte ein Label haben \
             oder Werte als fehlend gelten",
            "These variables are of the type haven_labelled in R (library(haven)), because not all values have a label \
             or values count as missing",
        );
        say(
            &self.cleaned,
            "Steuerzeichen sind aus Texten entfernt (wie viele je Variable)",
            "Control characters are removed from texts (how many in each variable)",
        );
        notices
    }
}
