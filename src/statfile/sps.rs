//! SPSS syntax (`.sps`) that defines the same as the `.sav`, beside a CSV file with the cells: for who cannot open the one.
//!
//! After the SPSS Command Syntax Reference, in the part of it that PSPP runs too. Numbers and dates come in as numbers and get
//! their formats afterwards, so that no program guesses. Deliberately absent: line breaks, which SPSS does not take in a field
//! of a CSV file nor in a quoted text.

use std::io::{Result, Write};

use super::sav::{Fit, Fitted, FittedSet, Storage, fit, is_number};
use super::texts::{clean, first_bytes};
use super::{Column, Frame};
use crate::problem::Notice;
use crate::survey::{Measure, Value, VariableKind};

/// Bytes of a quoted piece of text: lines of older programs end after 256.
const PIECE: usize = 100;
/// Digits that a field of numbers may have.
const DIGITS: usize = 40;

/// Writes the syntax to `syntax` (UTF-8 with mark) and the cells to `cells`, a file that will be called `name` and lie in
/// the folder in which the syntax is run. What SPSS does not take is changed as in the `.sav`; besides, line breaks become
/// blanks. The notices say both.
///
/// # Errors
/// When one of them cannot be written.
pub fn write(
    frame: &Frame,
    name: &str,
    syntax: &mut dyn Write,
    cells: &mut dyn Write,
) -> Result<Vec<Notice>> {
    let mut fit = fit(frame);
    let mut notices = std::mem::take(&mut fit.notices);
    definition(frame, &fit, name, syntax)?;
    let broken = rows(&fit, cells)?;
    if broken > 0 {
        notices.push(Notice::new(
            format!("Texte, deren Zeilenumbrüche in den Daten zur SPSS-Syntax Leerzeichen sind: {broken}."),
            format!("Texts whose line breaks are blanks in the data of the SPSS syntax: {broken}."),
        ));
    }
    Ok(notices)
}

fn definition(frame: &Frame, fit: &Fit<'_>, name: &str, out: &mut dyn Write) -> Result<()> {
    writeln!(out, "\u{feff}* Encoding: UTF-8.")?;
    writeln!(out, "* freitext {}.", env!("CARGO_PKG_VERSION"))?;
    writeln!(out, "SET DECIMAL=DOT.")?;
    writeln!(out, "GET DATA /TYPE=TXT")?;
    writeln!(out, "  /FILE={}", quoted(name))?;
    writeln!(out, "  /ENCODING='UTF8'")?;
    writeln!(out, "  /ARRANGEMENT=DELIMITED")?;
    writeln!(out, "  /DELIMITERS=\",\"")?;
    writeln!(out, "  /QUALIFIER='\"'")?;
    writeln!(out, "  /FIRSTCASE=2")?;
    write!(out, "  /VARIABLES=")?;
    for variable in &fit.variables {
        let format = match variable.storage {
            Storage::Number { .. } => format!("F{DIGITS}"),
            Storage::Text { .. } => variable.format.to_string(),
        };
        write!(out, "\n    {} {format}", variable.name)?;
    }
    writeln!(out, ".")?;
    for variable in &fit.variables {
        of_variable(variable, out)?;
    }
    for set in &fit.sets {
        of_set(set, fit, out)?;
    }
    if let Some(weight) = fit.weight {
        writeln!(out, "WEIGHT BY {}.", fit.variables[weight].name)?;
    }
    if !frame.dictionary.label.is_empty() {
        writeln!(
            out,
            "FILE LABEL {}.",
            quoted(first_bytes(&flat(&frame.dictionary.label), 60))
        )?;
    }
    for note in frame.dictionary.notes.iter().flat_map(|note| note.lines()) {
        let note = flat(&clean(note));
        let mut rest = note.as_str();
        while !rest.is_empty() {
            let line = first_bytes(rest, 80);
            writeln!(out, "ADD DOCUMENT {}.", quoted(line))?;
            rest = &rest[line.len()..];
        }
    }
    writeln!(out, "EXECUTE.")
}

fn of_variable(variable: &Fitted<'_>, out: &mut dyn Write) -> Result<()> {
    let name = &variable.name;
    if !variable.label.is_empty() {
        writeln!(out, "VARIABLE LABELS {name} {}.", quoted(&variable.label))?;
    }
    if !variable.labels.is_empty() {
        write!(out, "VALUE LABELS {name}")?;
        for (value, label) in &variable.labels {
            write!(out, "\n  {} {}", literal(value), quoted(label))?;
        }
        writeln!(out, ".")?;
    }
    if !variable.missing.is_empty() {
        let range = variable.missing.range.map(|(low, high)| {
            let low = if low <= super::sav::LOWEST {
                "LO".to_owned()
            } else {
                number(low)
            };
            let high = if high >= f64::MAX {
                "HI".to_owned()
            } else {
                number(high)
            };
            format!("{low} THRU {high}")
        });
        let values = variable.missing.values.iter().map(literal);
        let missing: Vec<String> = range.into_iter().chain(values).collect();
        writeln!(out, "MISSING VALUES {name} ({}).", missing.join(", "))?;
    }
    let level = match variable.measure {
        Measure::Unknown => None,
        Measure::Nominal => Some("NOMINAL"),
        Measure::Ordinal => Some("ORDINAL"),
        Measure::Scale => Some("SCALE"),
    };
    if let Some(level) = level {
        writeln!(out, "VARIABLE LEVEL {name} ({level}).")?;
    }
    if variable.format.kind() != VariableKind::Text {
        writeln!(out, "FORMATS {name} ({}).", variable.format)?;
    }
    Ok(())
}

fn of_set(set: &FittedSet, fit: &Fit<'_>, out: &mut dyn Write) -> Result<()> {
    let (group, counted) = match &set.counted {
        None => ("MCGROUP", String::new()),
        Some(value) => {
            let is_text = matches!(fit.variables[set.members[0]].storage, Storage::Text { .. });
            let value = if is_text { quoted(value) } else { value.clone() };
            ("MDGROUP", format!("\n  VALUE={value}"))
        }
    };
    write!(out, "MRSETS /{group} NAME=${}", set.name)?;
    if !set.label.is_empty() {
        write!(out, "\n  LABEL={}", quoted(&set.label))?;
    }
    write!(out, "\n  VARIABLES=")?;
    for member in &set.members {
        write!(out, "\n    {}", fit.variables[*member].name)?;
    }
    writeln!(out, "{counted}.")
}

/// The cells, headed by the names; how many texts lost line breaks.
fn rows(fit: &Fit<'_>, out: &mut dyn Write) -> Result<u64> {
    let names: Vec<&str> = fit
        .variables
        .iter()
        .map(|variable| variable.name.as_str())
        .collect();
    writeln!(out, "{}", names.join(","))?;
    let mut broken = 0;
    let mut line = String::new();
    for row in 0..fit.rows {
        line.clear();
        for (at, variable) in fit.variables.iter().enumerate() {
            if at > 0 {
                line.push(',');
            }
            match (variable.column, variable.storage) {
                (Column::Numbers(cells), Storage::Number { shift }) => {
                    let cell = cells.get(row).copied().flatten();
                    if let Some(cell) = cell.filter(|cell| is_number(*cell)) {
                        line += &number(cell + shift);
                    }
                }
                (Column::Texts(cells), Storage::Text { width }) => {
                    let cell = cells.get(row).map_or("", String::as_str);
                    let kept = clean(cell);
                    let flat = flat(first_bytes(&kept, width));
                    broken += u64::from(kept.contains(['\n', '\r']));
                    line.push('"');
                    line += &flat.replace('"', "\"\"");
                    line.push('"');
                }
                _ => {}
            }
        }
        writeln!(out, "{line}")?;
    }
    Ok(broken)
}

/// Without line breaks.
fn flat(text: &str) -> String {
    text.replace("\r\n", " ").replace(['\n', '\r'], " ")
}

fn literal(value: &Value) -> String {
    match value {
        Value::Number(value) => number(*value),
        Value::Text(text) => quoted(text),
    }
}

/// The shortest number that reads back the same.
fn number(value: f64) -> String {
    let text = value.to_string();
    if text.len() <= DIGITS {
        text
    } else {
        format!("{value:E}")
    }
}

/// In quotes, those inside doubled, long texts in pieces that `+` joins.
fn quoted(text: &str) -> String {
    let text = flat(text);
    let mut rest = text.as_str();
    let mut pieces = Vec::new();
    loop {
        let piece = first_bytes(rest, PIECE);
        pieces.push(format!("'{}'", piece.replace('\'', "''")));
        rest = &rest[piece.len()..];
        if rest.is_empty() {
            return pieces.join("\n    + ");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statfile::sav::small;

    #[test]
    fn the_syntax_says_everything_that_the_file_says() {
        let frame = small();
        let (mut syntax, mut cells) = (Vec::new(), Vec::new());
        let notices = write(&frame, "daten 'neu'.csv", &mut syntax, &mut cells).unwrap();
        assert_eq!(notices.len(), 1, "{notices:?}");
        let syntax = String::from_utf8(syntax).unwrap();
        for part in [
            "\u{feff}* Encoding: UTF-8.\n",
            "/FILE='daten ''neu''.csv'",
            "\n    Maßnahme_übrig F40\n    tag F40",
            "VARIABLE LABELS Maßnahme_übrig 'Übrig: „ja“?'.",
            "VALUE LABELS Maßnahme_übrig\n  1 'genannt'\n  0 ''.",
            "MISSING VALUES Maßnahme_übrig (LO THRU -95.5, -9).",
            "MISSING VALUES kurz ('k. A.', 'x').",
            "VARIABLE LEVEL tag (SCALE).",
            "FORMATS moment (DATETIME23.3).",
            "MRSETS /MDGROUP NAME=$sets_ä\n  LABEL='Maßnahmen'\n  VARIABLES=\n    MASSNA0\n    Maßnahme_übrig\n  VALUE=1.",
            "WEIGHT BY MASSNA0.",
            "FILE LABEL 'Befragung in Köln'.",
        ] {
            assert!(syntax.contains(part), "{part}\n{syntax}");
        }
        let cells = String::from_utf8(cells).unwrap();
        // 22 November 2026 is day 162207 since 14 October 1582.
        let first = "1,14014684800,14014719000.123,34200,\"ü\",\"weiß nicht\",";
        assert!(cells.lines().nth(1).unwrap().starts_with(first), "{cells}");
        assert!(cells.contains("\"  ein Ab\""));
    }

    #[test]
    fn long_texts_are_joined_from_pieces() {
        let text = format!("{}'", "ü".repeat(60));
        let expected = format!("'{}'\n    + '{}'''", "ü".repeat(50), "ü".repeat(10));
        assert_eq!(quoted(&text), expected);
        assert_eq!(quoted(""), "''");
        assert_eq!(number(1e300), "1E300");
    }
}
