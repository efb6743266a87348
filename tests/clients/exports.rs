//! A study as every client reads it: cell by cell, label by label, set by set. What is expected is reckoned from the files
//! that went in, not from what the program makes of them.

use std::collections::BTreeMap;

use freitext::codebook::Codebook;
use freitext::words::Language;
use serde_json::Value as Json;

use super::desk::Desk;
use super::harness::{pspp, python, r};

const CODERS: [&str; 3] = ["Autorin", "Bert", "Clara"];

/// A row of the corpus with what each coder said of it; none: nothing.
struct Case {
    id: String,
    respondent: String,
    amt: String,
    text: String,
    codes: [Option<Vec<String>>; 3],
}

/// The measures with the codings of their author; Bert saw every second and gave one code, Clara every third and gave two
/// at most. Behind them answers that are hard to carry.
fn cases() -> Vec<Case> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/corpora/massnahmen.csv");
    let rows = csv::Reader::from_path(path).unwrap().into_records();
    let mut cases: Vec<Case> = rows
        .map(|row| {
            let row = row.unwrap();
            let codes: Vec<String> = row[5]
                .split('|')
                .filter(|code| !code.is_empty())
                .map(str::to_owned)
                .collect();
            Case {
                id: row[0].to_owned(),
                respondent: row[1].to_owned(),
                amt: row[3].to_owned(),
                text: row[4].to_owned(),
                codes: [Some(codes).filter(|codes| !codes.is_empty()), None, None],
            }
        })
        .collect();
    let hard = [
        "😀 Ängste, Öfen, Überforderung: ß".to_owned(),
        "Zeile eins\nZeile zwei\n\nZeile vier".to_owned(),
        "=1+1".to_owned(),
        "\"Zitat\", Komma; Semikolon\tTabulator".to_owned(),
        "ä".repeat(16_000),
        "Wort ".repeat(5_999) + "Ende.",
    ];
    for (at, text) in hard.into_iter().enumerate() {
        cases.push(Case {
            id: format!("x-{at}"),
            respondent: format!("{}", 1000 + at),
            amt: "Ämter für „Übriges“".to_owned(),
            text,
            codes: [Some(vec!["sozial".to_owned()]), None, None],
        });
    }
    for (at, case) in cases.iter_mut().enumerate() {
        let first = |n: usize| {
            case.codes[0]
                .as_ref()
                .map(|codes| codes.iter().take(n).cloned().collect())
        };
        let (bert, clara) = (first(1), first(2));
        case.codes[1] = bert.filter(|_| at % 2 == 0);
        case.codes[2] = clara.filter(|_| at % 3 == 0);
    }
    cases
}

fn study(desk: &Desk, cases: &[Case]) {
    for (at, coder) in CODERS.into_iter().enumerate() {
        let mut out = csv::Writer::from_writer(Vec::new());
        out.write_record(["id", "respondent", "amt", "text", "codes"])
            .unwrap();
        for case in cases {
            let codes = case.codes[at]
                .as_ref()
                .map(|codes| codes.join("|"))
                .unwrap_or_default();
            out.write_record([&case.id, &case.respondent, &case.amt, &case.text, &codes])
                .unwrap();
        }
        let file = format!("{coder}.csv");
        desk.file(&file, out.into_inner().unwrap());
        let call = [
            "import",
            "s.freitext",
            &file,
            "--text",
            "text",
            "--id",
            "id",
            "--respondent",
            "respondent",
            "--codes",
            "codes",
            "--coder",
            coder,
            "--codebook",
            "handlungsfelder",
        ];
        desk.freitext(&call).succeeds();
    }
}

/// Why an answer of the corpus is missing, as the exports number it (README of the exports: -11 … -17).
fn missing(text: &str) -> Option<f64> {
    Some(match text.trim() {
        "" => -16.0,
        "-" => -15.0,
        "siehe oben" | "s.o." | "s. o." => -14.0,
        "entfällt" => -13.0,
        "k. A." | "keine Angabe" => -12.0,
        "weiß nicht" => -11.0,
        _ => return None,
    })
}

/// What one variable has to hold.
#[derive(Debug, Clone, PartialEq)]
enum Cells {
    Numbers(Vec<Option<f64>>),
    Texts(Vec<String>),
}

struct Expected {
    name: String,
    label: Option<String>,
    cells: Cells,
}

/// Units as rows, and each coder beside what holds: the latest decision.
fn expected(cases: &[Case], codebook: &Codebook) -> Vec<Expected> {
    let text = |name: &str, of: fn(&Case) -> &String| Expected {
        name: name.to_owned(),
        label: None,
        cells: Cells::Texts(cases.iter().map(|case| of(case).clone()).collect()),
    };
    let mut all = vec![
        text("id", |case| &case.id),
        text("amt", |case| &case.amt),
        text("text", |case| &case.text),
    ];
    all[2].label = Some(String::new());
    all.push(Expected {
        name: "respondent".to_owned(),
        label: None,
        cells: Cells::Numbers(cases.iter().map(|case| case.respondent.parse().ok()).collect()),
    });
    let held = |case: &Case| case.codes.iter().rev().flatten().next().cloned();
    let of = |case: &Case, coder: Option<usize>| match coder {
        None => held(case),
        Some(at) => case.codes[at].clone(),
    };
    let reason = |case: &Case| missing(&case.text).unwrap_or(-1.0);
    for coder in [None, Some(0), Some(1), Some(2)] {
        let ending = coder.map(|at| format!("_{}", CODERS[at])).unwrap_or_default();
        let numbers = |cell: &dyn Fn(&Case) -> Option<f64>| Cells::Numbers(cases.iter().map(cell).collect());
        all.push(Expected {
            name: format!("status{ending}"),
            label: None,
            cells: numbers(&|case| Some(of(case, coder).map_or(reason(case), |_| 1.0))),
        });
        for code in &codebook.codes {
            let label = code.label.get(Language::De);
            all.push(Expected {
                name: format!("{}{ending}", code.id),
                label: Some(coder.map_or(label.to_owned(), |at| format!("{label} ({})", CODERS[at]))),
                cells: numbers(&|case| {
                    Some(of(case, coder).map_or(reason(case), |codes| {
                        f64::from(u8::from(codes.contains(&code.id)))
                    }))
                }),
            });
        }
        let most = cases
            .iter()
            .filter_map(|case| of(case, coder))
            .map(|codes| codes.len())
            .max()
            .unwrap();
        for nth in 0..most {
            all.push(Expected {
                name: format!("code{}{ending}", nth + 1),
                label: None,
                cells: numbers(&|case| {
                    let Some(codes) = of(case, coder) else {
                        return (nth == 0).then(|| reason(case));
                    };
                    let mut values: Vec<(usize, i64)> = codes
                        .iter()
                        .map(|id| (codebook.order(id).unwrap(), codebook.code(id).unwrap().value))
                        .collect();
                    values.sort_unstable();
                    values.get(nth).map(|(_, value)| *value as f64)
                }),
            });
        }
    }
    all
}

/// What a client does to cells by its nature.
#[derive(Clone, Copy, PartialEq)]
enum Keeps {
    Reasons,
    /// Numbers that mean missing come as missing.
    NoReasons,
}

/// The same with the numbers of factors, which R keeps by their labels; `labels` is told by another client.
fn numbered(mut read: Json, labels: &Json) -> Json {
    for (name, cells) in read["cells"].as_object_mut().unwrap() {
        let known: BTreeMap<String, String> =
            serde_json::from_value(labels["values"][name].clone()).unwrap_or_default();
        for cell in cells.as_array_mut().unwrap() {
            let value = known.iter().find(|(_, label)| cell.as_str() == Some(label));
            if let Some((value, _)) = value {
                *cell = serde_json::json!(value.parse::<f64>().unwrap());
            }
        }
    }
    read
}

fn compare(client: &str, read: &Json, expected: &[&Expected], keeps: Keeps) {
    for wanted in expected {
        let name = &wanted.name;
        let cells = read["cells"][name].as_array();
        let cells = cells.unwrap_or_else(|| panic!("{client}: no {name} in {}", read["names"]));
        // Of a status nothing means missing.
        let is_status = name.starts_with("status");
        let wrong: Vec<String> = match &wanted.cells {
            Cells::Texts(texts) => {
                let pairs = cells.iter().zip(texts).enumerate();
                pairs
                    .filter(|(_, (cell, text))| cell.as_str().unwrap_or("") != *text)
                    .map(|(at, (cell, text))| format!("{at}: {cell:.80} and not {text:.80}"))
                    .collect()
            }
            Cells::Numbers(numbers) => {
                let kept = |number: &Option<f64>| {
                    number.filter(|number| keeps == Keeps::Reasons || *number >= 0.0 || is_status)
                };
                let pairs = cells.iter().zip(numbers).enumerate();
                pairs
                    .filter(|(_, (cell, number))| cell.as_f64() != kept(number))
                    .map(|(at, (cell, number))| format!("{at}: {cell} and not {number:?}"))
                    .collect()
            }
        };
        assert!(
            wrong.is_empty(),
            "{client}: {name}: {:?}",
            &wrong[..wrong.len().min(9)]
        );
        let rows = match &wanted.cells {
            Cells::Texts(texts) => texts.len(),
            Cells::Numbers(numbers) => numbers.len(),
        };
        assert_eq!(cells.len(), rows, "{client}: {name}");
        if let Some(label) = &wanted.label
            && read["labels"]
                .as_object()
                .is_some_and(|labels| !labels.is_empty())
        {
            let said = read["labels"][name].as_str().unwrap_or("");
            assert_eq!(said, label, "{client}: {name}");
        }
    }
}

/// Value labels of a variable of a code.
fn labels_of_codes(client: &str, read: &Json, expected: &[(&str, &str)], variable: &str) {
    let said: BTreeMap<String, String> =
        serde_json::from_value(read["values"][variable].clone()).unwrap_or_default();
    for (value, label) in expected {
        assert_eq!(
            said.get(*value).map(String::as_str),
            Some(*label),
            "{client}: {variable} {said:?}"
        );
    }
}

const LABELS: [(&str, &str); 4] = [
    ("0.0", "nicht genannt"),
    ("1.0", "genannt"),
    ("-1.0", "unbearbeitet"),
    ("-12.0", "fehlend: keine Angabe"),
];

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

fn measures() -> (Desk, Vec<Case>, Codebook) {
    let desk = Desk::new();
    let cases = cases();
    study(&desk, &cases);
    (desk, cases, Codebook::open("handlungsfelder").unwrap())
}

#[test]
fn every_client_reads_the_measures_as_they_were_coded() {
    let (desk, cases, codebook) = measures();
    let expected = expected(&cases, &codebook);
    let all: Vec<&Expected> = expected.iter().collect();
    let each = &["--codings", "each-coder"];

    let sav = exported(&desk, "s.sav", each);
    for (client, read, keeps) in [
        ("pyreadstat", python("exports.py", &["sav", &sav]), Keeps::Reasons),
        ("haven", r("exports.R", &["sav", &sav]), Keeps::Reasons),
        ("foreign", r("exports.R", &["foreign", &sav]), Keeps::Reasons),
    ] {
        // foreign cuts texts after 255 bytes and names the rest otherwise.
        let of_client = |one: &&Expected| client != "foreign" || one.name != "text";
        let wanted: Vec<&Expected> = expected.iter().filter(of_client).collect();
        compare(&format!("sav with {client}"), &read, &wanted, keeps);
        if client != "foreign" {
            labels_of_codes(client, &read, &LABELS, "sozial");
            labels_of_codes(client, &read, &LABELS, "sozial_Clara");
        }
    }
    of_pspp(&sav, &cases, &codebook);

    let rds = exported(&desk, "s.rds", each);
    let read = numbered(
        r("exports.R", &["rds", &rds]),
        &python("exports.py", &["sav", &sav]),
    );
    compare("rds", &read, &all, Keeps::NoReasons);
    let parquet = exported(&desk, "s.parquet", each);
    compare(
        "parquet",
        &python("exports.py", &["parquet", &parquet]),
        &all,
        Keeps::Reasons,
    );

    let dta = exported(&desk, "s.dta", each);
    for (client, read) in [
        ("pyreadstat", python("exports.py", &["dta", &dta])),
        ("pandas", python("exports.py", &["pandas", &dta])),
        ("haven", r("exports.R", &["dta", &dta])),
        ("readstata13", r("exports.R", &["readstata13", &dta])),
    ] {
        compare(&format!("dta with {client}"), &read, &all, Keeps::NoReasons);
        if client == "pyreadstat" || client == "haven" {
            labels_of_codes(client, &read, &LABELS[..2], "sozial");
        }
    }

    let xlsx = exported(&desk, "data.xlsx", each);
    let read = python("exports.py", &["xlsx", &xlsx]);
    compare("openpyxl", &read, &all, Keeps::NoReasons);
    long_sheet(&read, &cases, &codebook);
}

/// PSPP counts the codes, knows the sets and says nothing against the file.
fn of_pspp(sav: &str, cases: &[Case], codebook: &Codebook) {
    let said = pspp(&format!(
        "GET FILE='{sav}'.\nMRSETS /DISPLAY NAME=ALL.\nFREQUENCIES /VARIABLES=sozial sozial_Bert status.\nDISPLAY DOCUMENTS.\n"
    ));
    for bad in ["warning", "error"] {
        assert!(!said.contains(bad), "{said:.4000}");
    }
    let held = |coder: Option<usize>| {
        let of = |case: &Case| match coder {
            None => {
                case.codes.iter().rev().flatten().any(|_| true)
                    && case
                        .codes
                        .iter()
                        .rev()
                        .flatten()
                        .next()
                        .unwrap()
                        .contains(&"sozial".to_owned())
            }
            Some(at) => case.codes[at]
                .as_ref()
                .is_some_and(|codes| codes.contains(&"sozial".to_owned())),
        };
        cases.iter().filter(|case| of(case)).count()
    };
    for n in [held(None), held(Some(1))] {
        let is_told = |line: &str| line.contains("genannt") && line.contains(&format!(",{n},"));
        assert!(said.lines().any(is_told), "{n}\n{said:.6000}");
    }
    for set in ["$handlungs", "Dichotomies", "Categories", "sozial", "code2_Clara"] {
        assert!(said.contains(set), "{set}\n{said:.4000}");
    }
    let line = format!(
        "{} (handlungsfelder), Version {}",
        codebook.title.get(Language::De),
        codebook.version
    );
    let squeezed: String = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(squeezed.contains(&line), "{line}\n{said:.6000}");
}

/// A row for each code of what holds, and of each coder.
fn long_sheet(read: &Json, cases: &[Case], codebook: &Codebook) {
    let rows = read["sheets"]["Lang"].as_array().unwrap();
    let mut said: Vec<String> = rows[1..]
        .iter()
        .map(|row| format!("{} {} {} {}", row[0], row[3], row[4], row[6]))
        .collect();
    let mut wanted = Vec::new();
    for case in cases {
        let held = case.codes.iter().rev().flatten().next();
        let all = std::iter::once(("gilt", held))
            .chain(CODERS.into_iter().zip(case.codes.iter().map(Option::as_ref)));
        for (whose, codes) in all {
            for id in codes.into_iter().flatten() {
                let value = codebook.code(id).unwrap().value;
                wanted.push(format!("{:?} {id:?} {value} {whose:?}", case.id));
            }
        }
    }
    said.sort();
    wanted.sort();
    assert_eq!(said, wanted);
}

#[test]
fn the_add_on_data_set_can_be_merged_by_the_id() {
    let (desk, cases, codebook) = measures();
    let csv = exported(&desk, "addon.csv", &[]);
    let read = python("exports.py", &["csv", &csv]);
    let cells = |name: &str| -> Vec<&str> {
        read["cells"][name]
            .as_array()
            .unwrap()
            .iter()
            .map(|cell| cell.as_str().unwrap())
            .collect()
    };
    assert_eq!(
        cells("id"),
        cases.iter().map(|case| case.id.as_str()).collect::<Vec<_>>()
    );
    for code in &codebook.codes {
        let wanted: Vec<&str> = cases
            .iter()
            .map(|case| match case.codes.iter().rev().flatten().next() {
                None => "",
                Some(codes) if codes.contains(&code.id) => "1",
                Some(_) => "0",
            })
            .collect();
        assert_eq!(cells(&format!("text_{}", code.id)), wanted, "{}", code.id);
    }
}
