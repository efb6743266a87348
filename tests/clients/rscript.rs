//! The script for R that stands beside its data: run where it lies, by R alone.

use std::collections::BTreeMap;
use std::process::Command;

use freitext::codebook::Codebook;
use freitext::statfile::{Column, Frame, rds, rscript};
use freitext::survey::{ResponseSet, SetKind, UserMissing, Value, Variable, VariableKind};
use freitext::words::Language;
use serde_json::{Value as Json, json};

use super::desk::Desk;
use super::frames::{self, Made};
use super::harness::{folder, r, with_r};
use super::measures::{Case, measures};
use super::readers::exported;

/// Rows of a printed table between two lines: label, numbers.
fn printed(said: &str, from: &str) -> Vec<(String, Vec<f64>)> {
    let mut lines = said.lines().skip_while(|line| !line.starts_with(from)).skip(2);
    let mut rows = Vec::new();
    for line in lines.by_ref().take_while(|line| !line.is_empty()) {
        let mut words: Vec<&str> = line.split_whitespace().collect();
        let mut numbers = Vec::new();
        while let Some(number) = words.last().and_then(|word| word.parse().ok()) {
            numbers.insert(0, number);
            words.pop();
        }
        rows.push((words.join(" "), numbers));
    }
    rows
}

/// What the script says on the way, as somebody reads it who calls `Rscript`.
fn run(desk: &Desk, script: &str) -> String {
    let mut command: Command = with_r();
    command.arg(script).current_dir(desk.path(""));
    let done = command.output().unwrap();
    let complaint = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success() && complaint.is_empty(), "{complaint}");
    String::from_utf8_lossy(&done.stdout).into_owned()
}

/// Of one decimal, as R rounds it.
fn percent(n: usize, of: usize) -> f64 {
    (1000.0 * n as f64 / of as f64).round() / 10.0
}

/// Label, n, percent of cases; the largest first.
fn frequencies(cases: &[&Case], codebook: &Codebook) -> Vec<(String, Vec<f64>)> {
    let valid: Vec<&Vec<String>> = cases.iter().filter_map(|case| case.held()).collect();
    let mut rows: Vec<(String, Vec<f64>)> = Vec::new();
    for code in &codebook.codes {
        let n = valid.iter().filter(|codes| codes.contains(&code.id)).count();
        rows.push((
            code.label.get(Language::De).to_owned(),
            vec![n as f64, percent(n, valid.len())],
        ));
    }
    rows.sort_by(|one, other| other.1[0].total_cmp(&one.1[0]));
    rows.push(("Basis (Fälle)".to_owned(), vec![valid.len() as f64, 100.0]));
    rows
}

#[test]
fn the_script_of_a_study_prints_its_frequencies_and_groups_them_by_what_came_in() {
    let (desk, cases, codebook) = measures();
    exported(&desk, "Maße.rds", &[]);
    exported(&desk, "Maße.R", &[]);
    let said = run(&desk, "Maße.R");

    let all: Vec<&Case> = cases.iter().collect();
    let wanted = frequencies(&all, &codebook);
    assert_eq!(printed(&said, "handlungsfelder_md:"), wanted, "{said}");

    // By the office: what came in, and not why an answer is missing.
    let by_office = printed(&said, "handlungsfelder_md nach amt");
    let tables = r("rscript.R", &[&desk.path("").to_string_lossy(), "Maße.R"]);
    let crosstab = &tables["crosstabs"]["handlungsfelder_md"];
    let mut offices: BTreeMap<&str, Vec<&Case>> = BTreeMap::new();
    for case in &cases {
        offices.entry(&case.amt).or_default().push(case);
    }
    let said: Vec<&str> = crosstab["groups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|group| group.as_str().unwrap())
        .collect();
    assert_eq!(said.len(), offices.len());
    let base = by_office.iter().find(|(label, _)| label == "Basis (Fälle)");
    let of_first = offices[said[0]].iter().filter(|case| case.held().is_some());
    assert_eq!(base.unwrap().1[0], of_first.count() as f64, "{by_office:?}");
    for (at, office) in said.into_iter().enumerate() {
        let wanted: BTreeMap<String, f64> = frequencies(&offices[office], &codebook)
            .into_iter()
            .map(|(label, numbers)| {
                let of_base = label == "Basis (Fälle)";
                (label, numbers[usize::from(!of_base)])
            })
            .collect();
        let rows = crosstab["rows"].as_array().unwrap().iter();
        let of_r: BTreeMap<String, f64> = rows
            .zip(crosstab["cells"][at].as_array().unwrap())
            .map(|(row, cell)| (row.as_str().unwrap().to_owned(), cell.as_f64().unwrap()))
            .collect();
        assert_eq!(of_r, wanted, "{office}");
    }
    assert_eq!(tables["packages"], serde_json::json!([]));
}

#[test]
fn a_study_without_groups_gets_frequencies_alone() {
    let desk = Desk::new();
    // Every background value is another, or always the same.
    desk.file(
        "in.csv",
        "id,plz,wave,text,codes\n1,20095,1,Kurse,sozial\n2,50667,1,Feste,sozial|kulturell\n3,80331,1,Feste,sozial\n",
    );
    desk.import_coded("s.freitext", "in.csv", "Eva", "handlungsfelder");
    exported(&desk, "s.rds", &[]);
    exported(&desk, "s.R", &[]);
    let said = run(&desk, "s.R");
    assert!(
        said.contains("Basis (Fälle)") && !said.contains(" nach "),
        "{said}"
    );
}

/// What the script makes of a frame.
fn of_frame(frame: &Frame, background: &[usize], language: Language) -> Json {
    let folder = folder("rscript");
    let name = "Daten \"ä\".rds";
    let mut script = Vec::new();
    rscript::write(frame, background, name, language, &mut script).unwrap();
    assert!(!String::from_utf8_lossy(&script).contains('@'));
    std::fs::write(folder.join("tabelle.R"), script).unwrap();
    let mut bytes = Vec::new();
    rds::write(frame, &mut bytes).unwrap();
    std::fs::write(folder.join(name), bytes).unwrap();
    let said = r("rscript.R", &[&folder.to_string_lossy(), "tabelle.R"]);
    std::fs::remove_dir_all(&folder).unwrap();
    said
}

#[test]
fn the_script_makes_the_tables() {
    let mut frame = frames::hard();
    frame.dictionary.sets.push(ResponseSet {
        name: "offen".into(),
        label: "Codes".into(),
        kind: SetKind::Categories,
        members: vec!["code1".into(), "code2".into()],
    });
    let names = frames::labels(&[(1.0, "Rad"), (2.0, "Bus")]);
    for (name, cells) in [
        ("code1", [Some(1.0), Some(2.0), None, Some(1.0)]),
        ("code2", [Some(2.0), None, None, None]),
    ] {
        let variable = Variable {
            labels: names.clone(),
            ..Variable::new(name, VariableKind::Number)
        };
        frame.dictionary.variables.push(variable);
        frame.columns.push(Column::Numbers(cells.to_vec()));
    }
    let unset = Frame {
        dictionary: freitext::survey::Dictionary {
            sets: Vec::new(),
            ..frame.dictionary.clone()
        },
        columns: frame.columns.clone(),
    };
    for (frame, language) in [
        (&frame, Language::De),
        (&frame, Language::En),
        (&unset, Language::De),
    ] {
        let said = of_frame(frame, &[0, 7], language);
        assert_eq!(said["packages"], json!([]));
        let tables = &said["tables"];
        if frame.dictionary.sets.is_empty() {
            assert_eq!(tables["meinung"]["n"], json!([1, 1]));
            continue;
        }
        // m_rad: 1 0 0 1, m_bus: 0 0 1 1; meinung: 1 – – 2. By hand.
        assert_eq!(tables["massnahmen"]["n"], json!([2, 2, 4]), "{said}");
        assert_eq!(tables["massnahmen"]["percent"], json!([50, 50, 100]));
        assert_eq!(tables["massnahmen"]["rows"][0], "Label von m_rad");
        let crosstab = &said["crosstabs"]["massnahmen"];
        assert_eq!(crosstab["groups"], json!(["stimme zu", "teils, teils"]));
        assert_eq!(crosstab["cells"], json!([[100, 0, 1], [100, 100, 1]]));
        assert_eq!(tables["offen"]["n"], json!([2, 2, 3]));
        assert_eq!(tables["offen"]["percent"], json!([66.7, 66.7, 100]));
        let wanted = if language == Language::De {
            "Prozent der Fälle"
        } else {
            "Percent of cases"
        };
        assert_eq!(tables["offen"]["names"][1], wanted);
        let printed = said["printed"].to_string();
        assert!(
            printed.contains("massnahmen") && printed.contains("meinung"),
            "{printed}"
        );
    }
}

#[test]
fn groups_are_labels_or_values_and_what_counts_as_missing_is_none() {
    let given = |name: &str, cells: [f64; 7]| {
        let variable = Variable {
            labels: frames::labels(&[(0.0, "nein"), (1.0, "ja")]),
            ..Variable::new(name, VariableKind::Number)
        };
        (variable, Column::Numbers(cells.map(Some).to_vec()))
    };
    let size = Variable {
        labels: frames::labels(&[(1.0, "klein"), (99.0, "keine Angabe")]),
        missing: UserMissing {
            values: vec![Value::Number(-9.0)],
            range: Some((90.0, 99.0)),
        },
        ..Variable::new("größe", VariableKind::Number)
    };
    let cells = [
        Some(1.0),
        Some(2.0),
        Some(2.0),
        Some(1.0),
        Some(-9.0),
        Some(99.0),
        None,
    ];
    let mut frame = Made::default().numbers(size, &cells).0;
    for (variable, column) in [
        given("m1", [1.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0]),
        given("m2", [0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0]),
    ] {
        frame.dictionary.variables.push(variable);
        frame.columns.push(column);
    }
    frame.dictionary.sets.push(ResponseSet {
        name: "m".into(),
        label: String::new(),
        kind: SetKind::Dichotomies(Value::Number(1.0)),
        members: vec!["m1".into(), "m2".into()],
    });
    // m1 has labels for all its values, but is itself what is counted.
    let said = of_frame(&frame, &[1, 0], Language::De);
    let crosstab = &said["crosstabs"]["m"];
    assert_eq!(crosstab["groups"], json!(["klein", "2"]), "{said}");
    assert_eq!(crosstab["rows"], json!(["m1", "m2", "Basis (Fälle)"]));
    // Of the two small ones one said m1; of the other two both, and one of them m2.
    assert_eq!(crosstab["cells"], json!([[50, 0, 2], [100, 50, 2]]));
}
