//! What stands before the cells: size, variables, characteristics. Widths by release after `help dta` and ReadStat.

use crate::problem::{Problem, Result};

use super::bytes::{Bytes, damaged};
use super::notes::Note;
use super::number::Storage;

/// The schema of a file.
#[derive(Debug)]
pub(super) struct Head {
    pub label: String,
    pub rows: usize,
    pub variables: Vec<Raw>,
}

/// A variable as it stands in the file.
#[derive(Debug)]
pub(super) struct Raw {
    pub name: String,
    pub label: String,
    pub storage: Storage,
    pub format: String,
    /// Name of its value labels.
    pub labels: String,
}

/// Reads header and schema; release and byte order are known to `from` afterwards.
///
/// # Errors
/// No Stata file, a release that is not known, damage.
pub(super) fn head(from: &mut Bytes<'_>) -> Result<Head> {
    if from.goes_on("<stata_dta>") {
        from.release = 117;
        tagged(from)
    } else {
        plain(from)
    }
}

/// Bytes of a name of a variable or of value labels, with its closing zero.
pub(super) fn name_width(release: u8) -> usize {
    match release {
        118.. => 129,
        110.. => 33,
        _ => 9,
    }
}

/// Releases 117 to 119: tags around every part.
fn tagged(from: &mut Bytes<'_>) -> Result<Head> {
    from.tag("<header><release>")?;
    let release = std::str::from_utf8(from.take(3)?)
        .ok()
        .and_then(|text| text.parse::<u8>().ok());
    from.release = release
        .filter(|release| (117..=119).contains(release))
        .ok_or_else(|| unknown(release))?;
    from.tag("</release><byteorder>")?;
    from.is_big_endian = match from.take(3)? {
        b"LSF" => false,
        b"MSF" => true,
        _ => return Err(damaged("<byteorder>")),
    };
    from.tag("</byteorder><K>")?;
    let count = from.length(if from.release == 119 { 4 } else { 2 })?;
    from.tag("</K><N>")?;
    let rows = from.length(if from.release == 117 { 4 } else { 8 })?;
    from.tag("</N><label>")?;
    let width = from.length(if from.release == 117 { 1 } else { 2 })?;
    let label = from.take(width)?;
    let label = from.text(label);
    from.tag("</label><timestamp>")?;
    let width = from.length(1)?;
    from.take(width)?;
    from.tag("</timestamp></header><map>")?;
    // The parts follow one another without gap, so that their offsets are not needed.
    from.take(14 * 8)?;
    from.tag("</map>")?;
    schema(from, label, rows, count)
}

/// Releases 102 to 115.
fn plain(from: &mut Bytes<'_>) -> Result<Head> {
    let start = from.take(from.left().min(4))?;
    let [release, order, kind, _] = *start else {
        return Err(foreign());
    };
    from.release = release;
    from.is_big_endian = match order {
        1 => true,
        0 | 2 => false,
        _ => return Err(foreign()),
    };
    if kind != 1 || !(100..=130).contains(&release) {
        return Err(foreign());
    }
    if !(102..=115).contains(&release) {
        return Err(unknown(Some(release)));
    }
    let count = from.length(2)?;
    let rows = from.length(if release >= 103 { 4 } else { 2 })?;
    let label = from.take(if release >= 108 { 81 } else { 32 })?;
    let label = from.text(label);
    from.take(if release >= 105 { 18 } else { 0 })?;
    schema(from, label, rows, count)
}

fn schema(from: &mut Bytes<'_>, label: String, rows: usize, count: usize) -> Result<Head> {
    let release = from.release;
    from.tag("<variable_types>")?;
    let codes = from.table(count, if release >= 117 { 2 } else { 1 })?;
    let mut storages = Vec::new();
    for code in codes {
        let code = u16::from_le_bytes([from.eight(code)[0], from.eight(code)[1]]);
        storages.push(Storage::of_code(code, release).ok_or_else(|| damaged("<variable_types>"))?);
    }
    from.tag("</variable_types><varnames>")?;
    let names = texts(from, count, name_width(release))?;
    from.tag("</varnames><sortlist>")?;
    from.take((count + 1) * if release == 119 { 4 } else { 2 })?;
    from.tag("</sortlist><formats>")?;
    let formats = match release {
        118.. => 57,
        114.. => 49,
        105.. => 12,
        _ => 7,
    };
    let formats = texts(from, count, formats)?;
    from.tag("</formats><value_label_names>")?;
    let sets = texts(from, count, name_width(release))?;
    from.tag("</value_label_names><variable_labels>")?;
    let labels = match release {
        118.. => 321,
        108.. => 81,
        _ => 32,
    };
    let labels = texts(from, count, labels)?;
    from.tag("</variable_labels>")?;
    let parts = storages.into_iter().zip(names).zip(formats).zip(sets).zip(labels);
    let variables = parts
        .map(|((((storage, name), format), labels), label)| Raw {
            name,
            label,
            storage,
            format,
            labels,
        })
        .collect();
    Ok(Head {
        label,
        rows,
        variables,
    })
}

fn texts(from: &mut Bytes<'_>, count: usize, width: usize) -> Result<Vec<String>> {
    let entries = from.table(count, width)?;
    Ok(entries.map(|entry| from.text(entry)).collect())
}

/// Notes and other characteristics.
pub(super) fn characteristics(from: &mut Bytes<'_>) -> Result<Vec<Note>> {
    let mut notes = Vec::new();
    let release = from.release;
    if release >= 117 {
        from.tag("<characteristics>")?;
        while from.goes_on("<ch>") {
            let length = from.length(4)?;
            let entry = from.take(length)?;
            notes.extend(note(from, entry));
            from.tag("</ch>")?;
        }
        from.tag("</characteristics>")?;
        return Ok(notes);
    }
    if release < 105 {
        return Ok(notes);
    }
    loop {
        let kind = from.length(1)?;
        let length = from.length(if release >= 110 { 4 } else { 2 })?;
        let entry = from.take(length)?;
        match kind {
            0 => return Ok(notes),
            1 => notes.extend(note(from, entry)),
            _ => {}
        }
    }
}

fn note(from: &mut Bytes<'_>, entry: &[u8]) -> Option<Note> {
    let width = name_width(from.release);
    let (owner, rest) = entry.split_at_checked(width)?;
    let (name, text) = rest.split_at_checked(width)?;
    Some(Note {
        owner: from.text(owner),
        name: from.text(name),
        text: from.text(text),
    })
}

fn foreign() -> Problem {
    Problem::input("Das ist keine Stata-Datei.", "This is no Stata file.").hint(
        "Eine Stata-Datei (.dta) beginnt mit <stata_dta> oder mit der Nummer ihrer Version; vielleicht trägt eine andere Datei diese Endung.",
        "A Stata file (.dta) begins with <stata_dta> or the number of its release; perhaps another file bears this ending.",
    )
}

fn unknown(release: Option<u8>) -> Problem {
    let release = release.map_or_else(|| "?".to_owned(), |release| release.to_string());
    Problem::input(
        format!("Die Stata-Datei ist in Version {release} geschrieben; gelesen werden 102 bis 115 und 117 bis 119."),
        format!("The Stata file is written in release {release}; 102 to 115 and 117 to 119 are read."),
    )
    .hint(
        "Bitte in Stata mit „saveold“ für Stata 14 speichern.",
        "Please save it for Stata 14 in Stata, with “saveold”.",
    )
}
