//! Who reads which of our files, and what each of them makes of values that count as missing.

use serde_json::Value as Json;

use super::desk::Desk;
use super::expected::{Cells, Expected, Set, compare, names, sets};
use super::harness::{python, r};

/// What a client does to cells by its nature.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Keeps {
    Reasons,
    /// Numbers that mean missing come as missing.
    NoReasons,
}

/// The value labels that a client has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Labels {
    All,
    /// Those of values that do not count as missing.
    Valid,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Program {
    /// `exports.py`
    Python,
    /// `exports.R`
    R,
}

/// One way to read an export.
struct Reader {
    file: &'static str,
    program: Program,
    /// The name of the way in the script.
    name: &'static str,
    keeps: Keeps,
    labels: Labels,
    tells_sets: bool,
}

const fn reader(
    file: &'static str,
    program: Program,
    name: &'static str,
    keeps: Keeps,
    labels: Labels,
) -> Reader {
    Reader {
        file,
        program,
        name,
        keeps,
        labels,
        tells_sets: false,
    }
}

impl Reader {
    const fn with_sets(self) -> Reader {
        Reader {
            tells_sets: true,
            ..self
        }
    }
}

const READERS: [Reader; 11] = {
    use Keeps::{NoReasons, Reasons};
    use Program::{Python, R};
    [
        reader("s.sav", Python, "sav", Reasons, Labels::All).with_sets(),
        reader("s.sav", R, "sav", Reasons, Labels::All),
        reader("s.sav", R, "foreign", Reasons, Labels::None),
        reader("s.dta", Python, "dta", Reasons, Labels::All).with_sets(),
        reader("s.dta", Python, "pandas", NoReasons, Labels::None),
        reader("s.dta", R, "dta", NoReasons, Labels::Valid),
        reader("s.dta", R, "readstata13", NoReasons, Labels::None),
        reader("s.rds", R, "rds", NoReasons, Labels::Valid).with_sets(),
        reader("s.parquet", Python, "parquet", NoReasons, Labels::All).with_sets(),
        reader("s.parquet", Python, "pyarrow", NoReasons, Labels::None),
        reader("data.xlsx", Python, "xlsx", NoReasons, Labels::All).with_sets(),
    ]
};

/// An exported file as a program of Python reads it; see `exports.py`.
pub fn by_python(reader: &str, path: &str) -> Json {
    all_by(Program::Python, &[(reader, path)]).remove(0)
}

/// Several at once: starting takes longer than reading.
fn all_by(program: Program, files: &[(&str, &str)]) -> Vec<Json> {
    let arguments: Vec<&str> = files.iter().flat_map(|(reader, path)| [*reader, *path]).collect();
    let read = match program {
        Program::Python => python("exports.py", &arguments),
        Program::R => r("exports.R", &arguments),
    };
    match read {
        Json::Array(all) => all,
        other => panic!("{other:.200}"),
    }
}

/// What the data set has to hold.
pub enum Whole<'a> {
    /// All its variables in their order, and its sets.
    Yes(&'a [Set]),
    /// These variables among others.
    No,
}

/// Exports the study in all formats and holds each reading against what is expected. The same study gives the same bytes.
/// What the workbook says comes back.
pub fn everyone_reads(desk: &Desk, more: &[&str], expected: &[Expected], whole: &Whole<'_>) -> Json {
    let mut files: Vec<&str> = READERS.iter().map(|reader| reader.file).collect();
    files.dedup();
    for file in files {
        exported(desk, file, more);
    }
    let mut of_workbook = Json::Null;
    for program in [Program::Python, Program::R] {
        let readers: Vec<&Reader> = READERS
            .iter()
            .filter(|reader| reader.program == program)
            .collect();
        let paths: Vec<String> = readers
            .iter()
            .map(|reader| desk.path(reader.file).to_string_lossy().into_owned())
            .collect();
        let asked: Vec<(&str, &str)> = readers
            .iter()
            .zip(&paths)
            .map(|(reader, path)| (reader.name, path.as_str()))
            .collect();
        for (reader, read) in readers.iter().zip(all_by(program, &asked)) {
            let client = format!("{} with {program:?}, {} {more:?}", reader.file, reader.name);
            // foreign cuts texts after 255 bytes and names the rest otherwise.
            let is_carried = |one: &&Expected| reader.name != "foreign" || !is_long(&one.cells);
            let wanted: Vec<&Expected> = expected.iter().filter(is_carried).collect();
            let read = match reader.file {
                "s.rds" => numbered(read),
                "s.dta" => lettered(read, &wanted),
                _ => read,
            };
            if let Whole::Yes(of_study) = whole {
                names(&client, &read, &wanted);
                if reader.tells_sets {
                    sets(&client, &read, of_study);
                }
            }
            compare(&client, &read, &wanted, reader.keeps, reader.labels);
            if reader.file == "data.xlsx" {
                of_workbook = read;
            }
        }
    }
    of_workbook
}

pub fn exported(desk: &Desk, file: &str, more: &[&str]) -> String {
    let call = [&["export", "s.freitext", file, "--lang", "de"][..], more].concat();
    desk.freitext(&call).succeeds();
    let first = std::fs::read(desk.path(file)).unwrap();
    desk.freitext(&call).succeeds();
    assert!(
        first == std::fs::read(desk.path(file)).unwrap(),
        "{file}: the same study gives the same bytes"
    );
    desk.path(file).to_string_lossy().into_owned()
}

fn is_long(cells: &Cells) -> bool {
    matches!(cells, Cells::Texts(texts) if texts.iter().any(|text| text.len() > 255))
}

/// The same with the numbers of factors, which R keeps by their labels.
fn numbered(mut read: Json) -> Json {
    let values = read["values"].clone();
    for (name, cells) in read["cells"].as_object_mut().unwrap() {
        let known: std::collections::BTreeMap<String, String> =
            serde_json::from_value(values[name].clone()).unwrap_or_default();
        for cell in cells.as_array_mut().unwrap() {
            let value = known.iter().find(|(_, label)| cell.as_str() == Some(label));
            if let Some((value, _)) = value {
                *cell = serde_json::json!(value.parse::<f64>().unwrap());
            }
        }
    }
    read
}

/// The same with the numbers that Stata's letters stand for, by their labels.
fn lettered(mut read: Json, expected: &[&Expected]) -> Json {
    let is_letter = |text: &str| text.len() == 1;
    for wanted in expected {
        let Some(known) = read["values"].get_mut(&wanted.name).and_then(Json::as_object_mut) else {
            continue;
        };
        let mut numbers = std::collections::BTreeMap::new();
        for (letter, label) in std::mem::take(known) {
            let value = wanted
                .values
                .iter()
                .find(|(_, known)| label.as_str() == Some(known));
            match value.filter(|_| is_letter(&letter)) {
                Some((value, _)) => {
                    known.insert(format!("{value:.1}"), label);
                    numbers.insert(letter, *value);
                }
                None => {
                    known.insert(letter, label);
                }
            }
        }
        for cell in read["cells"][&wanted.name].as_array_mut().into_iter().flatten() {
            if let Some(number) = cell.as_str().and_then(|letter| numbers.get(letter)) {
                *cell = serde_json::json!(number);
            }
        }
    }
    read
}
