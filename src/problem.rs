//! What went wrong, where, and what to do: `Problem` stops, `Notice` goes on.
//!
//! Deliberately absent: drawing. The command line and the page draw from the same fields.

use std::ops::Range;

use crate::words::{Language, Text};

pub type Result<T> = std::result::Result<T, Problem>;

/// Where something was found. All fields optional; rows count as a spreadsheet counts them, the heading being row 1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    pub file: Option<String>,
    pub row: Option<u64>,
    pub column: Option<String>,
    pub excerpt: Option<Excerpt>,
}

/// A piece of a text (a query, a codebook file) with the faulty bytes marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    pub source: String,
    /// Bytes of `source`.
    pub span: Range<usize>,
}

/// Whose fault it is; the exit code follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The input or the study: exit code 1.
    Input,
    /// The call: exit code 2.
    Usage,
    /// The program: exit code 70.
    Bug,
}

/// Something that stops the work. `also` holds further mistakes found in the same pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem(Box<Details>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Details {
    fault: Fault,
    what: Text,
    hint: Option<Text>,
    place: Place,
    also: Vec<Problem>,
}

impl Problem {
    /// Input or study at fault; both sentences end with a full stop.
    pub fn input(de: impl Into<String>, en: impl Into<String>) -> Self {
        Self::of(Fault::Input, Text::new(de, en))
    }

    /// The call is at fault (unknown column, missing option).
    pub fn usage(de: impl Into<String>, en: impl Into<String>) -> Self {
        Self::of(Fault::Usage, Text::new(de, en))
    }

    /// The program is at fault.
    pub fn bug(what: impl std::fmt::Display) -> Self {
        Self::of(
            Fault::Bug,
            Text::new(
                format!("Interner Fehler: {what}."),
                format!("Internal error: {what}."),
            ),
        )
        .hint(
            "Bitte mit der Eingabe, die dazu führte, melden.",
            "Please report it with the input that led to it.",
        )
    }

    fn of(fault: Fault, what: Text) -> Self {
        Problem(Box::new(Details {
            fault,
            what,
            hint: None,
            place: Place::default(),
            also: Vec::new(),
        }))
    }

    /// What to do next.
    pub fn hint(mut self, de: impl Into<String>, en: impl Into<String>) -> Self {
        self.0.hint = Some(Text::new(de, en));
        self
    }

    pub fn in_file(mut self, file: impl std::fmt::Display) -> Self {
        self.0.place.file = Some(file.to_string());
        self
    }

    /// Names the file by its path for this problem and all found with it, where none is named yet.
    pub fn in_file_unless_known(mut self, path: &std::path::Path) -> Self {
        let name = path.display().to_string();
        self.0.place.file.get_or_insert_with(|| name.clone());
        for problem in &mut self.0.also {
            problem.0.place.file.get_or_insert_with(|| name.clone());
        }
        self
    }

    pub fn in_row(mut self, row: u64) -> Self {
        self.0.place.row = Some(row);
        self
    }

    pub fn in_column(mut self, column: impl Into<String>) -> Self {
        self.0.place.column = Some(column.into());
        self
    }

    /// Marks the bytes `span` of `source`.
    pub fn at(mut self, source: impl Into<String>, span: Range<usize>) -> Self {
        self.0.place.excerpt = Some(Excerpt {
            source: source.into(),
            span,
        });
        self
    }

    /// All mistakes of one pass as one problem; `None` where there is none.
    pub fn all(problems: Vec<Problem>) -> Option<Problem> {
        let mut problems = problems.into_iter();
        let mut first = problems.next()?;
        first.0.also.extend(problems);
        Some(first)
    }

    pub fn fault(&self) -> Fault {
        self.0.fault
    }

    pub fn what(&self) -> &Text {
        &self.0.what
    }

    pub fn advice(&self) -> Option<&Text> {
        self.0.hint.as_ref()
    }

    pub fn place(&self) -> &Place {
        &self.0.place
    }

    /// This problem and all found with it.
    pub fn each(&self) -> impl Iterator<Item = &Problem> {
        std::iter::once(self).chain(self.0.also.iter())
    }
}

/// Hears how much of a long piece of work is done, and of how much; maybe from several threads. An error from it ends the
/// work, of which nothing is kept then.
pub type Progress<'p> = &'p (dyn Fn(u64, u64) -> Result<()> + Sync);

/// Nobody watches.
pub fn unwatched(_done: u64, _all: u64) -> Result<()> {
    Ok(())
}

/// Why the system refused to read or write, in both languages where it is one of the usual reasons.
pub fn cause(error: &std::io::Error) -> Text {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => Text::new("nicht vorhanden", "it is not there"),
        ErrorKind::PermissionDenied => Text::new("keine Berechtigung", "no permission"),
        ErrorKind::ReadOnlyFilesystem => Text::new(
            "hier darf nicht geschrieben werden",
            "nothing may be written here",
        ),
        ErrorKind::IsADirectory => Text::new("dort ist ein Ordner", "a folder is there"),
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
            Text::new("dort ist schon eine Datei", "a file is there already")
        }
        ErrorKind::StorageFull => Text::new("die Festplatte ist voll", "the disk is full"),
        _ => Text::new(error.to_string(), error.to_string()),
    }
}

impl Place {
    /// `datei.csv, Zeile 7, Spalte text`; empty where nothing is known.
    pub fn say(&self, language: Language) -> String {
        let mut parts = Vec::new();
        if let Some(file) = &self.file {
            parts.push(file.clone());
        }
        if let Some(row) = self.row {
            parts.push(match language {
                Language::De => format!("Zeile {row}"),
                Language::En => format!("row {row}"),
            });
        }
        if let Some(column) = &self.column {
            parts.push(match language {
                Language::De => format!("Spalte {column}"),
                Language::En => format!("column {column}"),
            });
        }
        parts.join(", ")
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let place = self.0.place.say(Language::En);
        if !place.is_empty() {
            write!(f, "{place}: ")?;
        }
        write!(f, "{}", self.0.what.en)
    }
}

impl std::error::Error for Problem {}

/// Something doubtful that does not stop the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub what: Text,
    pub place: Place,
}

impl Notice {
    pub fn new(de: impl Into<String>, en: impl Into<String>) -> Self {
        Notice {
            what: Text::new(de, en),
            place: Place::default(),
        }
    }

    pub fn in_file(mut self, file: impl std::fmt::Display) -> Self {
        self.place.file = Some(file.to_string());
        self
    }

    pub fn in_row(mut self, row: u64) -> Self {
        self.place.row = Some(row);
        self
    }

    pub fn in_column(mut self, column: impl Into<String>) -> Self {
        self.place.column = Some(column.into());
        self
    }
}
