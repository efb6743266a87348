//! SPSS files: what PSPP, haven, foreign and pyreadstat make of ours, and what we make of theirs.

use std::path::{Path, PathBuf};

use freitext::statfile::{Column, Frame, sav, sps};
use freitext::survey::{
    Dictionary, Measure, ResponseSet, SetKind, UserMissing, Value, Variable, VariableKind,
};
use jiff::civil::date;

use crate::harness::{folder, pspp, python, r};
use crate::sav_said::{Client, agree};
use crate::sav_same::{Before, same};

/// Writes a frame; the frame as SPSS has it.
fn written(frame: &Frame, path: &Path) -> Frame {
    let mut bytes = Vec::new();
    sav::write(frame, date(2026, 11, 22).at(9, 30, 0, 0), &mut bytes).unwrap();
    std::fs::write(path, &bytes).unwrap();
    opened(path)
}

fn opened(path: &Path) -> Frame {
    let bytes = std::fs::read(path).unwrap();
    let (frame, notices) =
        sav::read(&bytes, None).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()));
    assert_eq!(notices, [], "{}", path.display());
    frame
}

/// All clients read the file as the frame says; R needs not read it twice.
fn everyone_agrees(frame: &Frame, path: &Path) {
    let file = path.to_str().unwrap();
    agree(Client::Pyreadstat, frame, &python("sav_read.py", &[file]));
    agree(Client::Haven, frame, &r("sav_read.R", &[file, "haven"]));
    same(frame, &by_pspp(path), Before::SameProgram);
}

/// The file as PSPP opens it and saves it, in blocks of zlib.
fn by_pspp(path: &Path) -> Frame {
    let (file, saved) = (path.display(), path.with_extension("zsav"));
    let said = pspp(&format!(
        "GET FILE='{file}'.\nMRSETS /DISPLAY NAME=ALL.\nDISPLAY DICTIONARY.\nSAVE OUTFILE='{}' /ZCOMPRESSED.\n",
        saved.display()
    ));
    assert!(
        !said.contains("warning") && !said.contains("error"),
        "{said:.3000}"
    );
    opened(&saved)
}

fn number(value: f64) -> Value {
    Value::Number(value)
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

fn missing(values: Vec<Value>, range: Option<(f64, f64)>) -> UserMissing {
    UserMissing { values, range }
}

/// Umlauts at every limit, all kinds of missing values, dates, sets, names that are too long or differ in capitals only.
/// `long`: what stands for missing in long texts.
fn hard(long: &[&str]) -> Frame {
    let day = 20_779.0 * 86_400.0;
    let mut variables = Vec::new();
    let mut columns = Vec::new();
    let mut add = |variable: Variable, column: Column| {
        variables.push(variable);
        columns.push(column);
    };
    let texts = |cells: [&str; 4]| Column::Texts(cells.map(str::to_owned).to_vec());
    let numbers = |cells: [f64; 4]| {
        Column::Numbers(
            cells
                .iter()
                .map(|cell| Some(*cell).filter(|n| !n.is_nan()))
                .collect(),
        )
    };
    for (at, missing) in [
        missing(vec![number(-9.0)], None),
        missing(vec![number(-9.0), number(-8.5), number(99.0)], None),
        missing(vec![], Some((-99.0, -90.0))),
        missing(vec![number(7.0)], Some((-f64::MAX, -90.0))),
        missing(vec![], Some((90.0, f64::MAX))),
        missing((1..=5).map(|value| number(-f64::from(value))).collect(), None),
    ]
    .into_iter()
    .enumerate()
    {
        let variable = Variable {
            // Labels of 250 to 260 bytes and of 115 to 125, whose limit falls into a letter.
            label: format!("{}{}", "x".repeat(at), "ü".repeat(127)),
            labels: vec![
                (number(1.0), format!("{}{}", "x".repeat(at), "ü".repeat(59))),
                (number(0.0), format!("{}{}", "😀".repeat(30), "x".repeat(at))),
                (number(-9.0), "k. A. – weiß nicht".into()),
            ],
            measure: [Measure::Nominal, Measure::Ordinal, Measure::Scale][at % 3],
            missing,
            ..Variable::new(format!("Maßnahme_{at}"), VariableKind::Number)
        };
        add(variable, numbers([1.0, -9.0, f64::NAN, 0.1 + 0.2]));
    }
    let dated = |name: &str, kind, format: &str| Variable {
        format: format.into(),
        ..Variable::new(name, kind)
    };
    add(
        dated("tag", VariableKind::Date, ""),
        numbers([day, -day, f64::NAN, 0.0]),
    );
    add(
        dated("tag2", VariableKind::Date, "ADATE10"),
        numbers([day, -day, f64::NAN, 0.0]),
    );
    add(
        dated("moment", VariableKind::DateTime, ""),
        numbers([day + 0.5, -1.0, f64::NAN, 0.0]),
    );
    add(
        dated("zeit", VariableKind::Time, ""),
        numbers([34_200.0, 0.0, f64::NAN, 86_399.0]),
    );
    for longest in [7, 8, 9, 40, 255, 256, 600] {
        let values = if longest <= 9 { &["k. A.", "nö"][..] } else { long };
        let variable = Variable {
            labels: vec![(text("ja"), "ja, schon".into()), (text("nö"), "nein".into())],
            missing: missing(values.iter().map(|value| text(value)).collect(), None),
            ..Variable::new(format!("Text.{longest}"), VariableKind::Text)
        };
        let umlauts = "ü".repeat(longest / 2);
        add(variable, texts(["nö", &umlauts, "", "k. A."]));
    }
    let answer = format!(
        "Zeile\nUmbruch\r\n\tTab „Zitat“ 'a' \"b\" {}",
        "ä😀 ".repeat(4_000)
    );
    add(
        Variable::new("antwort", VariableKind::Text),
        texts([&answer, &"ß".repeat(30_000), " vorn", "a\0b\u{7}c"]),
    );
    for name in [
        "Gleich",
        "gleich",
        "GLEICH",
        "with",
        "Q1[SQ001]",
        "1x",
        "überlanger_name_überlanger_name_überlanger_name_überlanger_name",
    ] {
        add(
            Variable::new(name, VariableKind::Number),
            numbers([0.0, 1.0, -9.0, 1e10]),
        );
    }
    let set = |name: &str, kind, members: &[&str]| ResponseSet {
        name: name.into(),
        label: "Maßnahmen: „ja“".into(),
        kind,
        members: members.iter().map(|name| (*name).to_owned()).collect(),
    };
    Frame {
        dictionary: Dictionary {
            label: "ü".repeat(40),
            variables,
            sets: vec![
                set(
                    "gezählt",
                    SetKind::Dichotomies(number(1.0)),
                    &["Maßnahme_0", "gleich", "1x"],
                ),
                set("genannt", SetKind::Categories, &["gleich", "GLEICH"]),
                set("worte", SetKind::Dichotomies(text("nö")), &["Text.7", "Text.600"]),
            ],
            notes: vec!["Erhoben in Köln.".into(), "ü".repeat(60)],
            weight: Some("Maßnahme_5".into()),
        },
        columns,
    }
}

#[test]
fn hard_values_arrive_everywhere() {
    let folder = folder("sav");
    let path = folder.join("schwer.sav");
    let file = path.to_str().unwrap();
    let frame = written(&hard(&["k. A.", "nö", "weiß"]), &path);
    agree(Client::Pyreadstat, &frame, &python("sav_read.py", &[file]));
    agree(Client::Haven, &frame, &r("sav_read.R", &[file, "haven"]));
    // PSPP up to 1.6 reads one missing value of a long text.
    let hard = hard(&["k. A."]);
    let frame = written(&hard, &path);
    for (cells, there) in hard.columns.iter().zip(&frame.columns) {
        if let (Column::Numbers(_), Column::Numbers(_)) = (cells, there) {
            assert_eq!(cells, there);
        }
    }
    assert_eq!(frame.dictionary.sets.len(), 3);
    everyone_agrees(&frame, &path);
    agree(Client::Foreign, &frame, &r("sav_read.R", &[file, "foreign"]));
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn texts_of_every_width_around_the_borders_of_segments_arrive_everywhere() {
    let mut widths: Vec<usize> = (1..=18).chain([32_764, 32_765, 32_766]).collect();
    for segments in [1, 2, 3, 4, 10, 65, 128, 129] {
        widths.extend(segments * 252 - 1..=segments * 252 + 1);
        widths.extend(segments * 255 - 1..=segments * 255 + 1);
    }
    widths.retain(|width| *width <= 32_766);
    widths.sort_unstable();
    widths.dedup();
    let column = |width: usize| {
        let umlauts = format!("{}{}", "x".repeat(width % 2), "ü".repeat(width / 2));
        Column::Texts(vec![
            "z".repeat(width),
            umlauts,
            String::new(),
            "einWort".chars().take(width).collect(),
        ])
    };
    let frame = Frame {
        dictionary: Dictionary {
            variables: widths
                .iter()
                .map(|width| Variable {
                    format: format!("A{width}"),
                    ..Variable::new(format!("breit{width}"), VariableKind::Text)
                })
                .collect(),
            ..Dictionary::default()
        },
        columns: widths.iter().map(|width| column(*width)).collect(),
    };
    let folder = folder("sav");
    let path = folder.join("breit.sav");
    assert_eq!(written(&frame, &path), frame);
    everyone_agrees(&frame, &path);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn five_thousand_variables_arrive_everywhere() {
    let name = |at: usize| format!("Ein_langer_Name_mit_Nummer_{at}");
    let members: Vec<String> = (0..5_000).map(name).collect();
    let frame = Frame {
        dictionary: Dictionary {
            variables: members
                .iter()
                .map(|name| Variable {
                    labels: vec![
                        (number(0.0), "nicht genannt".into()),
                        (number(1.0), "genannt".into()),
                    ],
                    measure: Measure::Nominal,
                    format: "F1".into(),
                    ..Variable::new(name, VariableKind::Number).labelled("Maßnahme")
                })
                .collect(),
            sets: vec![ResponseSet {
                name: "alle".into(),
                label: "Alle".into(),
                kind: SetKind::Dichotomies(number(1.0)),
                members,
            }],
            ..Dictionary::default()
        },
        columns: (0..5_000)
            .map(|at| Column::Numbers(vec![Some((at % 2) as f64), None]))
            .collect(),
    };
    let folder = folder("sav");
    let path = folder.join("viele.sav");
    assert_eq!(written(&frame, &path), frame);
    everyone_agrees(&frame, &path);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_syntax_defines_the_same() {
    let folder = folder("sps");
    let frame = written(&hard(&["k. A.", "nö"]), &folder.join("daten.sav"));
    let (mut syntax, mut cells) = (Vec::new(), Vec::new());
    sps::write(&hard(&["k. A.", "nö"]), "daten.csv", &mut syntax, &mut cells).unwrap();
    std::fs::write(folder.join("daten.csv"), cells).unwrap();
    std::fs::write(folder.join("daten.sps"), syntax).unwrap();
    let saved = folder.join("aus-der-syntax.sav");
    let (here, there) = (folder.display(), saved.display());
    let said = pspp(&format!(
        "CD '{here}'.\nINSERT FILE='daten.sps' ENCODING='UTF-8'.\nSAVE OUTFILE='{there}'.\n"
    ));
    assert!(
        !said.contains("warning") && !said.contains("error"),
        "{said:.5000}"
    );
    same(&frame, &opened(&saved), Before::Syntax);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn files_of_other_programs_are_read_as_they_read_them() {
    let folder = folder("sav");
    for packing in ["plain", "codes", "zlib"] {
        let file = |name: &str| {
            folder
                .join(format!("{name}-{packing}.sav"))
                .to_string_lossy()
                .into_owned()
        };
        let (of_python, of_r) = (file("pyreadstat"), file("haven"));
        python("sav_write.py", &[&of_python, packing]);
        r("sav_write.R", &[&of_r, packing]);
        for path in [&of_python, &of_r] {
            let frame = opened(Path::new(path));
            agree(Client::Pyreadstat, &frame, &python("sav_read.py", &[path]));
            agree(Client::Haven, &frame, &r("sav_read.R", &[path, "haven"]));
        }
        // haven fills up labelled texts to eight bytes, which PSPP takes amiss.
        let of_python = Path::new(&of_python);
        same(&opened(of_python), &by_pspp(of_python), Before::SameProgram);
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_samples_of_the_programs_are_read_as_they_read_them() {
    let mut samples: Vec<PathBuf> = Vec::new();
    for (folder, package) in [("examples", "haven"), ("files", "foreign")] {
        let found = r("samples.R", &[folder, package]);
        let found = found.as_array().unwrap().iter();
        samples.extend(found.map(|path| PathBuf::from(path.as_str().unwrap())));
    }
    if let Ok(found) = std::fs::read_dir("/usr/share/pspp/examples") {
        let found = found.map(|entry| entry.unwrap().path());
        samples.extend(found.filter(|path| path.extension().is_some_and(|ending| ending == "sav")));
    }
    assert!(samples.len() >= 3, "{samples:?}");
    for path in samples {
        let bytes = std::fs::read(&path).unwrap();
        let (frame, _) =
            sav::read(&bytes, None).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()));
        agree(
            Client::Pyreadstat,
            &frame,
            &python("sav_read.py", &[path.to_str().unwrap()]),
        );
    }
}
