//! The shipped measures as every client reads them: cell by cell, label by label, set by set. What is expected is reckoned
//! from the files that went in, not from what the program makes of them.

use freitext::codebook::Codebook;
use freitext::words::Language;
use serde_json::Value as Json;

use super::expected::{Cells, Expected};
use super::harness::{pspp, python};
use super::labels::{of_code, of_codes};
use super::measures::{CODERS, Case, measures, missing};
use super::readers::{Whole, by_python, everyone_reads, exported};

/// Units as rows, and each coder beside what holds: the latest decision.
fn expected(cases: &[Case], codebook: &Codebook) -> Vec<Expected> {
    let text = |name: &str, of: fn(&Case) -> &String| Expected {
        name: name.to_owned(),
        label: None,
        values: Vec::new(),
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
        values: Vec::new(),
        cells: Cells::Numbers(cases.iter().map(|case| case.respondent.parse().ok()).collect()),
    });
    let of = |case: &Case, coder: Option<usize>| match coder {
        None => case.held().cloned(),
        Some(at) => case.codes[at].clone(),
    };
    let reason = |case: &Case| missing(&case.text).unwrap_or(-1.0);
    for coder in [None, Some(0), Some(1), Some(2)] {
        let ending = coder.map(|at| format!("_{}", CODERS[at])).unwrap_or_default();
        let numbers = |cell: &dyn Fn(&Case) -> Option<f64>| Cells::Numbers(cases.iter().map(cell).collect());
        all.push(Expected {
            name: format!("status{ending}"),
            label: None,
            values: Vec::new(),
            cells: numbers(&|case| Some(of(case, coder).map_or(reason(case), |_| 1.0))),
        });
        for code in &codebook.codes {
            let label = code.label.get(Language::De);
            all.push(Expected {
                name: format!("{}{ending}", code.id),
                label: Some(coder.map_or(label.to_owned(), |at| format!("{label} ({})", CODERS[at]))),
                values: of_code(),
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
                values: of_codes(codebook),
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

#[test]
fn every_client_reads_the_measures_as_they_were_coded() {
    let (desk, cases, codebook) = measures();
    let expected = expected(&cases, &codebook);
    let read = everyone_reads(&desk, &["--codings", "each-coder"], &expected, &Whole::No);
    long_sheet(&read, &cases, &codebook);
    let path = |file: &str| desk.path(file).to_string_lossy().into_owned();
    of_pspp(&path("s.sav"), &cases, &codebook);
    means(&path("s.parquet"), &expected);
}

/// A mean is the share of those of whom it is known.
fn means(parquet: &str, expected: &[Expected]) {
    let said = python("means.py", &[parquet, "sozial", "sozial_Bert", "planen_Clara"]);
    for (name, means) in said.as_object().unwrap() {
        let Some(Cells::Numbers(cells)) = expected
            .iter()
            .find(|one| one.name == *name)
            .map(|one| &one.cells)
        else {
            panic!("no {name}");
        };
        let known: Vec<f64> = cells
            .iter()
            .flatten()
            .copied()
            .filter(|cell| *cell >= 0.0)
            .collect();
        let mean = known.iter().sum::<f64>() / known.len() as f64;
        assert!(mean > 0.05 && known.len() < cells.len(), "{name}");
        for client in ["duckdb", "pandas", "pyarrow"] {
            let said = means[client].as_f64().unwrap();
            assert!(
                (said - mean).abs() < 1e-12,
                "{client} {name}: {said} and not {mean}"
            );
        }
    }
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
        let gave = |case: &&Case| {
            let codes = match coder {
                None => case.held(),
                Some(at) => case.codes[at].as_ref(),
            };
            codes.is_some_and(|codes| codes.contains(&"sozial".to_owned()))
        };
        cases.iter().filter(gave).count()
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
        let held = case.held();
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
    let read = by_python("csv", &csv);
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
            .map(|case| match case.held() {
                None => "",
                Some(codes) if codes.contains(&code.id) => "1",
                Some(_) => "0",
            })
            .collect();
        assert_eq!(cells(&format!("text_{}", code.id)), wanted, "{}", code.id);
    }
}
