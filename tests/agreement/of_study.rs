//! How far the coders of a study agree, as the command says it.

use freitext::agreement::{Intervals, Scale, alpha, measure_ordered};
use freitext::review::{Stamp, decide};
use freitext::study::Study;
use freitext::survey::{ActionKind, CodingLayer, Decision, Outcome, UnitId};

use crate::desk::Desk;
use crate::is_near;

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

const STRENGTHS: &str = "format = 1\ntitle = \"Stärke\"\nversion = \"1\"\nlanguage = \"de\"\n\
    [[code]]\nid = \"staerke\"\nvalue = 9\nlabel = \"Stärke\"\nordered = true\n\
    [[code]]\nid = \"stark\"\nvalue = 3\nlabel = \"stark\"\nparent = \"staerke\"\n\
    [[code]]\nid = \"schwach\"\nvalue = 1\nlabel = \"schwach\"\nparent = \"staerke\"\n\
    [[code]]\nid = \"mittel\"\nvalue = 2\nlabel = \"mittel\"\nparent = \"staerke\"\n";

/// Twelve answers without codings, and a codebook of strengths.
fn uncoded() -> Desk {
    let desk = Desk::new();
    let rows: String = (1..=12)
        .map(|id| format!("{id},Mehr Licht in Straße {id}\n"))
        .collect();
    desk.file("staerke.toml", STRENGTHS)
        .file("antworten.csv", format!("id,text\n{rows}"));
    let call = [
        "import",
        "s.freitext",
        "antworten.csv",
        "--text",
        "text",
        "--id",
        "id",
        "--codebook",
        "staerke.toml",
    ];
    desk.freitext(&call).succeeds();
    desk
}

/// One action for each unit from the first on, all at one moment (in milliseconds).
fn says(desk: &Desk, coder: &str, kind: ActionKind, moment: i64, decisions: Vec<Decision>) {
    let mut study = Study::open(&desk.path("s.freitext")).unwrap();
    let codebook = study.codebooks().unwrap().remove(0);
    study
        .change(|change| {
            let coder = change.coder(coder)?;
            for decision in decisions {
                let stamp = Stamp { moment, uid: None };
                decide(change, &codebook, coder, kind, vec![decision], stamp)?;
            }
            Ok(())
        })
        .unwrap();
}

/// The codes of units from the first on; `-`: none.
fn coded(codes: &str) -> Vec<Decision> {
    let units = (1..).map(UnitId).zip(codes.split(' '));
    units
        .filter(|(_, code)| *code != "-")
        .map(|(unit, code)| Decision::of(unit, Outcome::Codes(vec![code.to_owned()])))
        .collect()
}

fn told(desk: &Desk, more: &[&str]) -> serde_json::Value {
    let call = [&["agreement", "s.freitext", "--json", "--draws", "100"], more].concat();
    serde_json::from_str(&desk.freitext(&call).succeeds()).unwrap()
}

/// Against `alpha` and `measure_ordered`, which are checked against independent programs.
#[test]
fn ordered_codes_have_ordinal_coefficients() {
    let desk = uncoded();
    let [anna, bert] = [
        "schwach mittel stark stark mittel schwach schwach stark mittel mittel stark -",
        "schwach mittel stark mittel mittel mittel schwach stark schwach mittel stark stark",
    ];
    says(&desk, "Anna", ActionKind::Import, 1000, coded(anna));
    says(&desk, "Bert", ActionKind::Import, 2000, coded(bert));
    let step = |code: &str| {
        ["schwach", "mittel", "stark"]
            .iter()
            .position(|step| *step == code)
    };
    let units: Vec<Vec<Option<usize>>> = anna
        .split(' ')
        .zip(bert.split(' '))
        .map(|(one, other)| vec![step(one), step(other)])
        .collect();
    let scale = &told(&desk, &[])["scales"][0];
    assert_eq!(
        (scale["code"].as_str(), scale["n"].as_u64()),
        (Some("staerke"), Some(11))
    );
    let here = |figure: &str| scale[figure]["value"].as_f64().unwrap();
    is_near(
        "α",
        here("krippendorff_alpha_ordinal"),
        alpha(&units, 3, Scale::Ordinal).unwrap(),
    );
    is_near("%", here("percent_agreement"), 8.0 / 11.0);
    let kappa = measure_ordered(&units, 3, Intervals::default()).kappa;
    is_near("κ", here("weighted_kappa"), kappa.value().unwrap());
    let german = desk
        .freitext(&["agreement", "s.freitext", "--lang", "de"])
        .succeeds();
    assert!(german.contains("Geordnete Kategorien"), "{german}");
}

/// 2026-01-12 and 2026-02-09 are Mondays.
#[test]
fn agreement_is_told_over_time() {
    let desk = uncoded();
    let (january, february) = (1_768_176_000_000, 1_770_595_200_000);
    let steps = "stark stark mittel mittel schwach schwach";
    says(
        &desk,
        "Anna",
        ActionKind::Import,
        january,
        coded(&format!("{steps} {steps}")),
    );
    says(&desk, "Bert", ActionKind::Import, january, coded(steps));
    let rest = format!("- - - - - - {}", steps.replace("stark", "mittel"));
    says(&desk, "Bert", ActionKind::Import, february, coded(&rest));
    for (by, names) in [
        ("month", ["2026-01", "2026-02"]),
        ("week", ["2026-01-12", "2026-02-09"]),
    ] {
        let said = told(&desk, &["--over-time", by]);
        let stretches = said["over_time"]["stretches"].as_array().unwrap();
        let of = |at: usize| &stretches[at];
        assert_eq!(stretches.len(), 2, "{by}");
        for (at, (name, exact)) in names.into_iter().zip([1.0, 4.0 / 6.0]).enumerate() {
            assert_eq!(
                (of(at)["stretch"].as_str(), of(at)["agreement"]["n"].as_u64()),
                (Some(name), Some(6))
            );
            is_near(by, of(at)["agreement"]["exact"]["value"].as_f64().unwrap(), exact);
        }
    }
    // Each action has a moment of its own.
    let said = told(&desk, &["--over-time", "fourth"]);
    let fourths = said["over_time"]["stretches"].as_array().unwrap();
    let n: Vec<u64> = fourths
        .iter()
        .map(|one| one["agreement"]["n"].as_u64().unwrap())
        .collect();
    assert_eq!(
        (n, fourths[3]["stretch"].as_str()),
        (vec![3; 4], Some("fourth 4"))
    );
    assert!(told(&desk, &[])["over_time"].is_null());
    desk.freitext(&["agreement", "s.freitext", "--over-time", "year"])
        .fails(2, &["year"]);
}

#[test]
fn a_coder_is_compared_with_an_earlier_self_and_with_the_machine() {
    let desk = uncoded();
    let first = "stark stark mittel mittel schwach schwach stark";
    let mut shown = coded(first);
    for (at, decision) in shown.iter_mut().enumerate() {
        let suggested = vec!["stark".to_owned()];
        match at {
            0..4 => decision.seen = Some(suggested),
            4..6 => decision.withheld = Some(suggested),
            _ => decision.seen = Some(Vec::new()),
        }
    }
    says(&desk, "Anna", ActionKind::Decide, 1000, shown);
    let again = coded("stark mittel mittel mittel")
        .into_iter()
        .map(|decision| Decision {
            layer: CodingLayer::Again,
            ..decision
        });
    says(&desk, "Anna", ActionKind::Decide, 2000, again.collect());
    let said = told(&desk, &[]);
    let again = &said["again"][0];
    assert_eq!(
        (again["coder"].as_str(), again["agreement"]["n"].as_u64()),
        (Some("Anna"), Some(4))
    );
    is_near(
        "again",
        again["agreement"]["exact"]["value"].as_f64().unwrap(),
        3.0 / 4.0,
    );
    let machine = said["machine"].as_array().unwrap();
    let found: Vec<(&str, u64, f64)> = machine
        .iter()
        .map(|one| {
            let agreement = &one["agreement"];
            let exact = agreement["exact"]["value"].as_f64().unwrap();
            (
                one["aid"].as_str().unwrap(),
                agreement["n"].as_u64().unwrap(),
                exact,
            )
        })
        .collect();
    // What nothing was suggested for is not counted.
    assert_eq!(found, [("unaided", 2, 0.0), ("suggested", 4, 0.5)]);
    let english = desk.freitext(&["agreement", "s.freitext"]).succeeds();
    for said in [
        "No two people have coded the same unit yet",
        "Intracoder agreement",
        "Machine – Anna, suggestions in sight",
        "this agreement is no reliability",
    ] {
        assert!(english.contains(said), "{said} is not in\n{english}");
    }
}

#[test]
fn intervals_are_of_the_kind_that_is_asked_for() {
    let desk = coded_by_three();
    for (kind, said) in [
        ("percentile", "percentiles of 300 bootstrap draws"),
        ("bca", "BCa (Efron 1987) of 300 bootstrap draws"),
        ("jackknife", "jackknife over units"),
    ] {
        let call = ["agreement", "s.freitext", "--interval", kind, "--draws", "300"];
        let text = desk.freitext(&call).succeeds();
        assert!(text.contains(said), "{text}");
        let json: serde_json::Value =
            serde_json::from_str(&desk.freitext(&[&call[..], &["--json"]].concat()).succeeds()).unwrap();
        assert_eq!(json["intervals"], kind);
        assert_eq!(json["all"]["alpha_masi"]["interval"], kind);
    }
}
