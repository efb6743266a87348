//! Corrected shares of the shipped measures, of which the truth is known: some are reviewed at random as their author coded them, the
//! rest is left to the machine.

mod desk;

use std::collections::BTreeMap;

use desk::Desk;
use freitext::codebook::Codebook;
use freitext::study::{Act, Study, Wanted};
use freitext::survey::{ActionKind, Decision, Outcome, Picked, UnitId};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use serde_json::Value;

/// Codes of each measure as the author gave them, by id of the measure.
fn truth(desk: &Desk) -> BTreeMap<String, Vec<String>> {
    let mut reader = csv::Reader::from_path(desk.corpus("massnahmen.csv")).unwrap();
    let rows = reader.records().map(Result::unwrap);
    rows.map(|row| {
        let codes = row[5]
            .split('|')
            .filter(|code| !code.is_empty())
            .map(str::to_owned);
        (row[0].to_owned(), codes.collect())
    })
    .collect()
}

/// A study in which Anna has decided on so many units at random, and on some that she chose.
fn reviewed(random: usize, chosen: usize, seed: u64) -> Desk {
    let desk = Desk::new();
    desk.freitext(&[
        "import",
        "s.freitext",
        &desk.corpus("massnahmen.csv"),
        "--text",
        "text",
        "--id",
        "id",
        "--respondent",
        "respondent",
    ])
    .succeeds();
    let truth = truth(&desk);
    let mut study = Study::open(&desk.path("s.freitext")).unwrap();
    let mut units: Vec<(UnitId, String)> = Vec::new();
    let read = study.walk(&Wanted::default(), |unit| {
        if unit.missing.is_none() {
            units.push((unit.unit, unit.key.clone()));
        }
        Ok(())
    });
    read.unwrap();
    let mut random_order = ChaCha8Rng::seed_from_u64(seed);
    for at in (1..units.len()).rev() {
        let other = random_order.random_range(0..=at);
        units.swap(at, other);
    }
    let written = study.change(|change| {
        let codebook = Codebook::open("handlungsfelder")?;
        let anna = change.act(&Act {
            coder: change.coder("Anna")?,
            codebook: change.keep_codebook("handlungsfelder", &codebook, 0)?,
            kind: ActionKind::Decide,
            undoes: None,
            time: 0,
        })?;
        for (at, (unit, key)) in units.iter().take(random + chosen).enumerate() {
            let codes = &truth[key];
            let outcome = match codes.is_empty() {
                true => Outcome::NoneFits,
                false => Outcome::Codes(codes.clone()),
            };
            let picked = if at < random {
                Picked::Random
            } else {
                Picked::Chosen
            };
            let decision = Decision {
                picked,
                ..Decision::of(*unit, outcome)
            };
            change.decide(&anna, &decision)?;
        }
        Ok(())
    });
    written.unwrap();
    desk
}

fn corrected(desk: &Desk) -> Value {
    let printed = desk.freitext(&["corrected", "s.freitext", "--json"]).succeeds();
    serde_json::from_str(&printed).unwrap()
}

/// Eight codes in three random samples: 24 intervals of 95 %. That fewer than 20 of them hold the truth has a probability of about
/// one in a hundred even if they were independent, and less than that of being wrong about it: the share at least is near.
#[test]
fn intervals_hold_the_shares_that_the_author_gave() {
    let (mut held, mut all) = (0, 0);
    for seed in 1..=3 {
        let desk = reviewed(110, 30, seed);
        let found = corrected(&desk);
        assert_eq!(
            (found["reviewed"].as_u64(), found["random"].as_u64()),
            (Some(140), Some(110))
        );
        let truth = truth(&desk);
        let units = found["units"].as_u64().unwrap();
        assert_eq!(units, found["rest"].as_u64().unwrap() + 140);
        for code in found["codes"].as_array().unwrap() {
            let id = code["id"].as_str().unwrap();
            let have = truth
                .values()
                .filter(|codes| codes.iter().any(|code| code == id))
                .count();
            let share = have as f64 / units as f64;
            let estimate = &code["of_all"];
            let figure = |name: &str| estimate[name].as_f64().unwrap();
            assert!(
                (figure("value") - share).abs() < 0.12,
                "{id}: {estimate} is far from {share}"
            );
            held += usize::from(figure("low") <= share && share <= figure("high"));
            all += 1;
        }
    }
    assert_eq!(all, 24);
    assert!(held >= 20, "{held} of {all}");
}

#[test]
fn without_a_random_sample_nothing_is_corrected() {
    let desk = reviewed(10, 80, 1);
    let found = corrected(&desk);
    assert_eq!(found["random"], 10);
    for code in found["codes"].as_array().unwrap() {
        assert_eq!(code["of_all"]["undefined"], "too_few_reviewed", "{code}");
        assert!(code["raw"].as_f64().is_some());
    }
    let said = desk
        .freitext(&["corrected", "s.freitext", "--lang", "de"])
        .succeeds();
    assert!(said.contains("mindestens 25 zufällig gezogene"), "{said}");
    desk.freitext(&["corrected", "s.freitext", "--question", "frage"])
        .fails(2, &["The study has no question “frage”"]);
}

#[test]
fn rules_are_put_right_like_any_other_method() {
    let desk = reviewed(120, 0, 7);
    let printed = desk
        .freitext(&[
            "corrected",
            "s.freitext",
            "--method",
            "rules",
            "--question",
            "text",
            "--json",
        ])
        .succeeds();
    let found: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(
        (&found["method"], &found["question"]),
        (&"rules".into(), &"text".into())
    );
    let all = found["codes"].as_array().unwrap();
    assert!(
        all.iter().all(|code| code["of_all"]["value"].as_f64().is_some()),
        "{printed}"
    );
    // The machine errs both ways, and the sample shows it.
    assert!(all.iter().any(|code| code["right"]["value"].as_f64() < Some(1.0)));
    assert!(
        all.iter()
            .any(|code| code["missed"]["value"].as_f64() > Some(0.0))
    );
}
