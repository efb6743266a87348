//! A survey archive (`.lsa`): questionnaire and responses in one file. A file of responses alone (`.lsr`) is read the same way.
//!
//! Left out, and said: the list of participants, which has names and addresses, and the times that pages took.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use super::structure::Structure;
use super::tables::{COLUMNS, Entry, Values, absurd, entries};
use crate::import::held::{Cell, Held};
use crate::packed::Archive;
use crate::packed::xml::letters;
use crate::problem::{Notice, Problem, Result};

/// Bytes that an archive may unpack to, and that its responses may then take: together well below what a small machine has.
const MOST: u64 = 150 << 20;
const HELD: usize = 200 << 20;
/// What a cell takes beside its letters.
const CELL: usize = size_of::<Cell>();

/// What an archive holds.
pub(in crate::import) struct Opened {
    pub held: Held,
    /// In each language.
    pub structures: Vec<Structure>,
    pub notices: Vec<Notice>,
}

/// # Errors
/// No archive, a damaged one; without questionnaire or responses.
pub(in crate::import) fn open(reader: impl Read + Seek) -> Result<Opened> {
    let mut archive = Archive::open(reader, MOST)?;
    let names = archive.names();
    let with = |ending: &str| {
        names
            .iter()
            .find(|name| name.to_ascii_lowercase().ends_with(ending))
    };
    let Some(questionnaire) = with(".lss") else {
        return Err(lacks("der Fragebogen (.lss)", "the questionnaire (.lss)"));
    };
    let Some(responses) = with("_responses.lsr").or_else(|| with(".lsr")) else {
        return Err(lacks("die Antworten (.lsr)", "the responses (.lsr)"));
    };
    let mut read = |name: &str| {
        let bytes = archive.read(name)?;
        bytes.ok_or_else(|| Problem::bug("an entry that is listed is not there"))
    };
    let structures = Structure::read(&read(questionnaire)?)?;
    let held = self::responses(read(responses)?)?;
    let mut notices = Vec::new();
    if with("_tokens.lst").is_some() {
        notices.push(Notice::new(
            "Das Archiv enthält auch die Teilnehmenden mit Namen und Adressen; sie werden nicht eingelesen.",
            "The archive also holds the participants with names and addresses; they are not imported.",
        ));
    }
    if with("_timings.lsi").is_some() {
        notices.push(Notice::new(
            "Das Archiv enthält auch Antwortzeiten; sie werden nicht eingelesen. Wer sie braucht, exportiert die Antworten als CSV.",
            "The archive also holds response times; they are not imported. If you need them, export the responses as CSV.",
        ));
    }
    Ok(Opened {
        held,
        structures,
        notices,
    })
}

/// The questionnaire out of a `.lss` or a `.lsa`, in each language.
///
/// # Errors
/// Neither of them, or damaged.
pub(in crate::import) fn structures_of(bytes: &[u8]) -> Result<Vec<Structure>> {
    if !bytes.starts_with(b"PK") {
        return Structure::read(bytes);
    }
    let mut archive = Archive::open(std::io::Cursor::new(bytes), MOST)?;
    let names = archive.names();
    let name = names
        .iter()
        .find(|name| name.to_ascii_lowercase().ends_with(".lss"));
    match name.map(|name| archive.read(name)).transpose()?.flatten() {
        Some(bytes) => Structure::read(&bytes),
        None => Err(lacks("der Fragebogen (.lss)", "the questionnaire (.lss)")),
    }
}

/// The responses of a `.lsr`.
///
/// # Errors
/// No such file; no responses in it; more than any survey has.
pub(in crate::import) fn responses(bytes: Vec<u8>) -> Result<Held> {
    // Without a mark the bytes are the letters; two copies of a large file would be one too many.
    let text = match String::from_utf8(bytes) {
        Ok(text) if !text.starts_with('\u{feff}') => text,
        Ok(text) => letters(text.as_bytes())?,
        Err(error) => letters(error.as_bytes())?,
    };
    let mut held = Held {
        ending: "lsa",
        ..Held::default()
    };
    let mut columns = Columns::default();
    let mut rows = Vec::new();
    let mut taken = 0;
    let kind = entries(
        &text,
        |table| table == "responses",
        |_, entry| {
            let row = match entry {
                Entry::Column(name) => return columns.place(&name).map(|_| ()),
                Entry::Row(row) => columns.cells(row)?,
            };
            let letters = row.iter().map(|cell| match cell {
                Cell::Text(text) => text.len() + size_of::<usize>() * 2,
                Cell::NotShown => 0,
            });
            taken += CELL * (row.len() + 1) + letters.sum::<usize>();
            if taken > HELD {
                return Err(too_many());
            }
            rows.push(row);
            Ok(())
        },
    )?;
    held.rows = rows;
    held.headings = columns.names;
    if kind.holds != "Responses" {
        let holds = kind.holds;
        return Err(Problem::input(
            format!("Die Datei ist von LimeSurvey, enthält aber keine Antworten, sondern »{holds}«."),
            format!("The file is one of LimeSurvey but holds no responses but \"{holds}\"."),
        )
        .hint(
            "In LimeSurvey »Exportieren → Umfragearchiv (.lsa)« wählen oder die Antworten als CSV exportieren.",
            "In LimeSurvey choose \"Export → Survey archive (.lsa)\", or export the responses as CSV.",
        ));
    }
    if held.rows.is_empty() {
        return Err(no_responses());
    }
    Ok(held)
}

/// Columns of the responses in the order in which they were met.
#[derive(Default)]
struct Columns {
    names: Vec<String>,
    places: BTreeMap<String, usize>,
}

impl Columns {
    fn place(&mut self, element: &str) -> Result<usize> {
        let name = column_name(element);
        if let Some(at) = self.places.get(&name) {
            return Ok(*at);
        }
        if self.names.len() == COLUMNS {
            return Err(absurd());
        }
        let at = self.names.len();
        self.names.push(name.clone());
        self.places.insert(name, at);
        Ok(at)
    }

    /// The cells of a row, each at its place; what stands behind the last one was not shown either.
    fn cells(&mut self, row: Values) -> Result<Vec<Cell>> {
        let mut cells = Vec::new();
        for (name, value) in row {
            let at = self.place(&name)?;
            if cells.len() <= at {
                cells.resize(at + 1, Cell::NotShown);
            }
            cells[at] = Cell::Text(value);
        }
        Ok(cells)
    }
}

/// The name of a column of the table of responses behind that of an element.
fn column_name(element: &str) -> String {
    let name = match element.strip_prefix('_') {
        Some(rest) if rest.starts_with(|first: char| first.is_ascii_digit()) => rest,
        _ => element,
    };
    name.replace('-', "#")
}

fn lacks(de: &str, en: &str) -> Problem {
    Problem::input(
        format!("Im Archiv fehlt {de}."),
        format!("The archive lacks {en}."),
    )
    .hint(
        "In LimeSurvey »Exportieren → Umfragearchiv (.lsa)« wählen; die Befragung muss dazu aktiviert sein.",
        "In LimeSurvey choose \"Export → Survey archive (.lsa)\"; the survey has to be active for that.",
    )
}

/// That nobody has answered so far.
pub(in crate::import) fn no_responses() -> Problem {
    Problem::input(
        "Die Befragung hat noch keine Antworten.",
        "The survey has no responses so far.",
    )
    .hint(
        "Noch einmal exportieren, wenn jemand geantwortet hat.",
        "Export once more when somebody has answered.",
    )
}

fn too_many() -> Problem {
    Problem::input(
        "Das Archiv enthält mehr Antworten, als auf einmal in den Speicher passen.",
        "The archive holds more responses than fit into memory at once.",
    )
    .hint(
        "Die Antworten als CSV exportieren und das Archiv mit --structure dazu nennen.",
        "Export the responses as CSV and name the archive with --structure beside it.",
    )
}
