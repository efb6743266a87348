//! Tests of crosstabs from the command line, on the shipped measures: what is tested how, and what is said of it.

mod desk;

use desk::Desk;
use serde_json::Value;

fn study() -> Desk {
    let desk = Desk::new();
    let corpus = desk.corpus("massnahmen.csv");
    let columns = ["--text", "text", "--id", "id", "--respondent", "respondent"];
    let codings = [
        "--codes",
        "codes",
        "--coder",
        "Autorin",
        "--codebook",
        "handlungsfelder",
    ];
    desk.freitext(&[&["import", "s.freitext", &corpus][..], &columns, &codings].concat())
        .succeeds();
    desk
}

fn table(desk: &Desk, more: &[&str]) -> String {
    desk.freitext(&[&["table", "s.freitext", "--by", "amt", "--test"], more].concat())
        .succeeds()
}

fn test_of(desk: &Desk, more: &[&str]) -> Value {
    let json: Value = serde_json::from_str(&table(desk, &[&["--json"], more].concat())).unwrap();
    json["tables"][0]["test"].clone()
}

/// χ² and residuals as R gives them for the published table (`tests/statistics/r.json`, table `measures`).
#[test]
fn measures_of_one_office_are_not_independent_and_whole_offices_are_permuted() {
    let desk = study();
    let found = test_of(&desk, &["--counting", "exclusive"]);
    let test = &found["outcome"]["whole"]["test"];
    assert_eq!(test["by"], "permutation");
    assert!((test["chi_square"]["statistic"].as_f64().unwrap() - 140.489_553_902_459_2).abs() < 1e-9);
    assert_eq!(test["chi_square"]["df"], 40);
    assert!(test["p"]["p"].as_f64().unwrap() < 0.001);
    assert_eq!(test["p"]["draws"], 10_000);
    assert_eq!(found["dependence"]["same_respondent"]["cases"], 437);
    // Order offices and presence: the largest residual of all.
    let order = found["groups"]
        .as_array()
        .unwrap()
        .iter()
        .position(|name| name == "Ordnungsämter")
        .unwrap();
    let columns = found["outcome"]["whole"]["columns"].as_array().unwrap();
    let presence = columns
        .iter()
        .position(|column| column["id"] == "praesenz")
        .unwrap();
    let cell = &found["outcome"]["whole"]["cells"][order][presence];
    assert!(
        (cell["adjusted_residual"].as_f64().unwrap() - 7.660_720_442_886_215).abs() < 1e-9,
        "{cell}"
    );
    let text = table(&desk, &["--counting", "exclusive", "--lang", "de"]);
    for said in [
        "437 Kodiereinheiten stammen von 252 Befragten",
        "Permutationstest",
        "Haberman 1973",
        "+7,7 ▲",
        "Cramérs V = 0,25",
    ] {
        assert!(text.contains(said), "{said} is not in\n{text}");
    }
}

#[test]
fn of_mentions_each_code_is_tested_by_itself_and_never_all_together() {
    let desk = study();
    let found = test_of(&desk, &["--base", "respondents"]);
    assert_eq!(found["dependence"], "independent");
    let codes = found["outcome"]["per_code"].as_array().unwrap();
    assert_eq!(codes.len(), 8);
    let mut p: Vec<(f64, f64)> = codes
        .iter()
        .map(|code| {
            (
                code["test"]["p"]["p"].as_f64().unwrap(),
                code["p_holm"].as_f64().unwrap(),
            )
        })
        .collect();
    p.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert!((p[0].1 - p[0].0 * 8.0).abs() < 1e-12 && p[7].0 == p[7].1, "{p:?}");
    let text = table(&desk, &["--base", "respondents"]);
    assert!(
        text.contains("would count it several times and be wrong")
            && text.contains("Holm (1979) over 8 codes"),
        "{text}"
    );
}

#[test]
fn the_seed_repeats_a_test_and_says_so() {
    let desk = study();
    let of = |seed| test_of(&desk, &["--draws", "500", "--seed", seed]);
    assert_eq!(of("1"), of("1"));
    let p = |found: &Value| found["outcome"]["per_code"][0]["test"]["p"]["p"].clone();
    assert_ne!(p(&of("1")), p(&of("2")));
    let text = table(&desk, &["--draws", "500", "--seed", "7"]);
    assert!(text.contains("500 times (seed 7;"), "{text}");
}

#[test]
fn a_group_without_cases_to_compare_is_answered_and_not_computed() {
    let desk = Desk::new();
    desk.file(
        "a.csv",
        "id,text,amt,codes\n1,Beratung,Nord,a\n2,Beratung,Nord,a\n3,Bau,,b\n",
    );
    desk.file("k.toml", "format = 1\ntitle = \"K\"\nversion = \"1\"\n[[code]]\nid = \"a\"\nvalue = 1\nlabel = \"A\"\ndefinition = \"a\"\n[[code]]\nid = \"b\"\nvalue = 2\nlabel = \"B\"\ndefinition = \"b\"\n");
    desk.import_coded("s.freitext", "a.csv", "Eva", "k.toml");
    let text = table(&desk, &["--counting", "exclusive"]);
    assert!(
        text.contains("There is nothing to be tested here: one category only."),
        "{text}"
    );
    assert!(
        text.contains("Without amt and therefore not in the test: 1."),
        "{text}"
    );
    let text = table(&desk, &[]);
    assert!(
        text.contains("There is nothing to be tested here") && !text.contains("NaN"),
        "{text}"
    );
}

#[test]
fn draws_that_make_no_test_are_refused() {
    let desk = study();
    desk.freitext(&["table", "s.freitext", "--by", "amt", "--test", "--draws", "3"])
        .fails(2, &["cannot be drawn as often as this: 3", "99 to 1000000"]);
    desk.freitext(&["table", "s.freitext", "--test"])
        .fails(2, &["--by"]);
}

#[test]
fn a_test_stands_below_a_markdown_table_and_a_csv_says_that_it_has_none() {
    let desk = study();
    let text = table(&desk, &["--markdown", "--counting", "exclusive"]);
    assert!(
        text.contains("### Do the groups differ?") && text.contains("**Expected counts**"),
        "{text}"
    );
    let csv = desk.freitext(&["table", "s.freitext", "--by", "amt", "--test", "--csv"]);
    assert!(
        csv.err().contains("Tests are not in the CSV file"),
        "{}",
        csv.err()
    );
    assert!(!csv.succeeds().contains("differ"));
}
