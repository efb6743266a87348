//! Coefficients of agreement against independent programs, on random ratings that `reference.py` drew.

#[path = "../desk/mod.rs"]
mod desk;

use desk::Desk;
use freitext::agreement::{
    Agreement, COEFFICIENTS, CodeSet, Intervals, Ratings, Scale, SetDistance, Sums, alpha, alpha_of_sets,
    measure,
};
use freitext::estimate::Draws;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Reference {
    nominal: Vec<Nominal>,
    sets: OfSets,
}

#[derive(Deserialize)]
struct Nominal {
    q: usize,
    units: Vec<Vec<Option<usize>>>,
    figures: BTreeMap<String, f64>,
}

#[derive(Deserialize)]
struct OfSets {
    units: Vec<Vec<Option<CodeSet>>>,
    masi: f64,
    jaccard: f64,
}

fn reference() -> Reference {
    serde_json::from_str(include_str!("reference.json")).unwrap()
}

/// No intervals.
fn none() -> Intervals {
    Intervals {
        draws: Draws { n: 0, seed: 1 },
        ..Intervals::default()
    }
}

fn value(id: &str, sums: &Sums) -> f64 {
    let kind = COEFFICIENTS.iter().find(|kind| id.starts_with(kind.id)).unwrap();
    (kind.of)(sums).unwrap()
}

fn is_near(what: &str, here: f64, there: f64) {
    assert!((here - there).abs() < 1e-9, "{what}: {here} here, {there} there");
}

/// irrCAC 0.4.4 (`CAC.conger`, `.fleiss`, `.gwet`, `.bp`), krippendorff 0.9.0, scikit-learn 1.9.1 (`cohen_kappa_score`) and
/// statsmodels 0.15.0 (`fleiss_kappa`); positive and negative agreement by their definition from the fourfold table.
#[test]
fn coefficients_are_those_of_independent_programs() {
    let mut compared = 0;
    for (at, case) in reference().nominal.iter().enumerate() {
        let sums = Ratings::new(case.q, &case.units).sums();
        for (id, there) in &case.figures {
            let here = match id.as_str() {
                "krippendorff_alpha_ordinal" => alpha(&case.units, case.q, Scale::Ordinal).unwrap(),
                id => value(id, &sums),
            };
            is_near(&format!("case {at}, {id}"), here, *there);
            compared += 1;
        }
    }
    assert_eq!(compared, 60);
}

/// `alpha_of` in `reference.py`: Krippendorff's definition, pair by pair.
#[test]
fn alpha_over_sets_is_that_of_its_definition() {
    let OfSets { units, masi, jaccard } = reference().sets;
    let whole = measure(&units, 5, none()).whole;
    is_near("MASI", whole.masi.value().unwrap(), masi);
    is_near("Jaccard", whole.jaccard.value().unwrap(), jaccard);
    is_near(
        "MASI by coincidences",
        alpha_of_sets(&units, SetDistance::Masi).unwrap(),
        masi,
    );
}

/// What is computed for a code among others is what is computed for it alone, and the means are means.
#[test]
fn codes_are_measured_each_by_itself() {
    let units = reference().sets.units;
    let Agreement { codes, means, .. } = measure(&units, 5, none());
    for (code, measured) in codes.iter().enumerate() {
        let said = |codes: &CodeSet| usize::from(codes.contains(&code));
        let rows: Vec<Vec<Option<usize>>> = units
            .iter()
            .map(|unit| unit.iter().map(|codes| codes.as_ref().map(said)).collect())
            .collect();
        let sums = Ratings::new(2, &rows).sums();
        for (kind, figure) in COEFFICIENTS.iter().zip(&measured.figures) {
            let alone = (kind.of)(&sums).unwrap();
            is_near(&format!("{code} {}", kind.id), figure.value().unwrap(), alone);
        }
    }
    for (kind, mean) in means.iter().enumerate() {
        let sum: f64 = codes.iter().map(|code| code.figures[kind].value().unwrap()).sum();
        is_near(COEFFICIENTS[kind].id, mean.value().unwrap(), sum / 5.0);
    }
}

/// Twelve answers, each coded by Anna and by Bert, the last two by Cara as well.
fn coded_by_three() -> Desk {
    let desk = Desk::new();
    desk.file(
        "felder.toml",
        "format = 1\ntitle = \"Felder\"\nversion = \"1\"\nlanguage = \"de\"\n\
         [[code]]\nid = \"a\"\nvalue = 1\nlabel = \"Ämter\"\n[[code]]\nid = \"b\"\nvalue = 2\nlabel = \"Bau\"\n",
    );
    let said = [
        ("Anna", "a a a a a a b b b ab ab none"),
        ("Bert", "a a a a a b b b b ab a none"),
        ("Cara", "- - - - - - - - - - ab b"),
    ];
    for (coder, codes) in said {
        let mut rows = "id,text,amt,codes\n".to_owned();
        for (id, codes) in (1..).zip(codes.split_whitespace()) {
            let codes = match codes {
                "-" => String::new(),
                "none" => "none_fits".to_owned(),
                codes => codes
                    .split("")
                    .filter(|code| !code.is_empty())
                    .collect::<Vec<_>>()
                    .join("|"),
            };
            rows += &format!("{id},Mehr Licht in Straße {id},amt {},{codes}\n", id % 2);
        }
        desk.file("kodiert.csv", rows);
        desk.import_coded("s.freitext", "kodiert.csv", coder, "felder.toml");
    }
    desk
}

/// Counted by hand; κ after Cohen (1960): observed 11/12, by chance (8·7 + 4·5)/12², so 56/68.
#[test]
fn a_study_tells_how_far_two_coders_agree() {
    let desk = coded_by_three();
    let call = ["agreement", "s.freitext", "--coder", "Anna", "Bert", "--json"];
    let said = desk.freitext(&call).succeeds();
    assert_eq!(desk.freitext(&call).succeeds(), said, "the same bytes");
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    let all = &said["all"];
    assert_eq!((&all["n"], &all["coders"]), (&12.into(), &2.into()));
    let of_a = &all["codes"][0];
    assert_eq!(
        of_a["fourfold"],
        serde_json::json!({ "both": 7, "first_only": 1, "second_only": 0, "neither": 4 })
    );
    assert_eq!(of_a["units_that_differ"], 1);
    let kappa = &of_a["figures"]["cohen_kappa"];
    let number = |at: &str| kappa[at].as_f64().unwrap();
    is_near("κ", number("value"), 56.0 / 68.0);
    assert!(number("low") < number("value") && number("value") < number("high"));
    is_near("exact", all["exact"]["value"].as_f64().unwrap(), 10.0 / 12.0);
}

#[test]
fn three_coders_are_compared_in_pairs_and_in_groups() {
    let desk = coded_by_three();
    let said = desk
        .freitext(&["agreement", "s.freitext", "--by", "amt", "--json"])
        .succeeds();
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    let pairs = said["pairs"].as_array().unwrap();
    let of = |pair: &serde_json::Value| (pair["coders"].to_string(), pair["agreement"]["n"].to_string());
    let expected = [
        (r#"["Anna","Bert"]"#, "12"),
        (r#"["Anna","Cara"]"#, "2"),
        (r#"["Bert","Cara"]"#, "2"),
    ];
    let expected = expected.map(|(coders, n)| (coders.to_owned(), n.to_owned()));
    assert_eq!(pairs.iter().map(of).collect::<Vec<_>>(), expected);
    let groups = &said["groups"][0];
    assert_eq!(groups["column"], "amt");
    let of = |group: &serde_json::Value| group["agreement"]["n"].as_u64().unwrap();
    assert_eq!(
        groups["groups"].as_array().unwrap().iter().map(of).sum::<u64>(),
        12
    );
}

#[test]
fn it_is_said_in_the_words_of_the_reader() {
    let desk = coded_by_three();
    let german = desk
        .freitext(&["agreement", "s.freitext", "--lang", "de", "--draws", "50"])
        .succeeds();
    for said in [
        "Kodierende: Anna, Bert, Cara. Einheiten, die zwei oder mehr kodiert haben: 12.",
        "Perzentile aus 50 Bootstrap-Ziehungen",
        "Krippendorffs α",
        "Ämter",
        "Zu selten vergeben",
    ] {
        assert!(german.contains(said), "{said} is not in\n{german}");
    }
    desk.freitext(&["agreement", "s.freitext", "--coder", "Zoe", "Anna"])
        .fails(2, &["“Zoe” has decided nothing", "Anna, Bert, Cara"]);
    desk.freitext(&["agreement", "s.freitext", "--by", "land"])
        .fails(2, &["The study has no column “land”."]);
}
