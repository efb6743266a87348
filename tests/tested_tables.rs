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

/// Wilson's interval of 268 of 1,169 with n′ = 437 · (N − 1) / (N − 437), N = 437 · 1169 / 268, by statsmodels 0.15
/// `proportion_confint(161 / 437 * n, n, method="wilson")`.
#[test]
fn shares_have_intervals_of_the_population_that_was_contacted() {
    let desk = study();
    let csv = desk
        .freitext(&[
            "table",
            "s.freitext",
            "--contacted",
            "1169",
            "--sort",
            "count",
            "--csv",
        ])
        .succeeds();
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let column = |name: &str| headings.iter().position(|heading| heading == name).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cell = |row: usize, name: &str| rows[row][column(name)].to_owned();
    assert_eq!(
        (cell(0, "code"), cell(0, "n"), cell(0, "rank")),
        ("sozialraum".into(), "161".into(), "1".into())
    );
    let near = |found: String, expected: f64| {
        assert!((found.parse::<f64>().unwrap() - expected).abs() < 1e-5, "{found}")
    };
    near(cell(0, "pct_low"), LOW);
    near(cell(0, "pct_high"), HIGH);
    assert_eq!(cell(7, "rank"), "8");
    let text = desk
        .freitext(&["table", "s.freitext", "--contacted", "1169", "--lang", "de"])
        .succeeds();
    for said in [
        "Endlichkeitskorrektur: angeschrieben 1.169, in der Studie 268 Befragte (22,9",
        "95 % von",
        "Kodiereinheiten gelten dabei als unabhängig",
    ] {
        assert!(text.contains(said), "{said} is not in\n{text}");
    }
    let plain = desk
        .freitext(&[
            "table",
            "s.freitext",
            "--by",
            "amt",
            "--intervals",
            "--markdown",
            "--lang",
            "de",
        ])
        .succeeds();
    // statsmodels: 41 of 69 is 0.476…–0.702….
    assert!(plain.contains("59,4\u{a0}% (47,6–70,2)"), "{plain}");
    desk.freitext(&["table", "s.freitext", "--contacted", "100"])
        .fails(2, &["100 were contacted, but 268 respondents are in the study"]);
}

const LOW: f64 = 32.971529;
const HIGH: f64 = 40.88987;

#[test]
fn small_counts_are_in_no_form_of_a_table() {
    let desk = study();
    let of = |more: &[&str]| {
        let asked = [
            "table",
            "s.freitext",
            "--by",
            "amt",
            "--counting",
            "exclusive",
            "--min-cell",
            "5",
        ];
        desk.freitext(&[&asked[..], more].concat()).succeeds()
    };
    for form in [&["--csv"][..], &["--json"], &["--markdown"], &[]] {
        let text = of(form);
        // Order offices, presence: 13 of 69 would tell the small ones beside it.
        assert!(!text.contains("18.8"), "{form:?}\n{text}");
    }
    let csv = of(&["--csv"]);
    let total = csv.lines().find(|line| line.starts_with("Total,")).unwrap();
    assert!(
        total.starts_with("Total,5,59,15,14,24,19,42,12,247,0,437,"),
        "{total}"
    );
    let wohnung = csv
        .lines()
        .find(|line| line.starts_with("Wohnungsämter,"))
        .unwrap();
    assert!(
        wohnung.starts_with("Wohnungsämter,0,<5,0,0,<5,0,<5,0,14,0,20,"),
        "{wohnung}"
    );
    let json: Value = serde_json::from_str(&of(&["--json"])).unwrap();
    let table = &json["tables"][0];
    assert_eq!(table["hiding"]["below"], 5);
    // 20 counts are small; few others are needed.
    let hidden = table["hiding"]["cells"].as_u64().unwrap();
    assert!((20..=26).contains(&hidden), "{hidden}");
    let text = of(&["--lang", "de"]);
    assert!(
        text.contains("Anzahlen von 1 bis 4 sind verdeckt (<5)") && text.contains("Cox 1980"),
        "{text}"
    );
    desk.freitext(&["table", "s.freitext", "--min-cell", "2"])
        .fails(2, &["From 3 on"]);
    desk.freitext(&["table", "s.freitext", "--by", "amt", "--min-cell", "5", "--test"])
        .fails(2, &["--test"]);
}

#[test]
fn a_workbook_for_publication_has_tables_only_and_single_answers_cannot_be_hidden() {
    use calamine::{Data, Reader, open_workbook_auto};
    let desk = study();
    desk.freitext(&[
        "export",
        "s.freitext",
        "t.xlsx",
        "--by",
        "amt",
        "--min-cell",
        "5",
        "--counting",
        "exclusive",
    ])
    .succeeds();
    let mut book = open_workbook_auto(desk.path("t.xlsx")).unwrap();
    let names = book.sheet_names();
    assert_eq!(names, ["Codebook", "Frequencies", "by amt"]);
    let sheet = book.worksheet_range("by amt").unwrap();
    let row = sheet
        .rows()
        .find(|row| row[0] == Data::String("Ordnungsämter".into()))
        .unwrap();
    let said: Vec<String> = row.iter().map(ToString::to_string).collect();
    assert_eq!(&said[1..6], ["<5", "8", "hidden", "<5", "<5"]);
    desk.freitext(&["export", "s.freitext", "matrix.csv", "--min-cell", "5"])
        .fails(2, &["small counts cannot be hidden"]);
}
