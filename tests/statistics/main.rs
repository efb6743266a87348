//! Statistics of tables against independent programs: R 4.2.2 (`chisq.test`, `fisher.test`, `p.adjust`) in `r.json`, written by
//! `reference.R`; scipy 1.12.0 and statsmodels 0.15.0 (`chi2_contingency`, `fisher_exact`, `ncx2` solved for the noncentrality,
//! `Table.standardized_resids`, `multipletests`, `proportion_confint`) in `python.json`, written by `reference.py`. The tables
//! are published ones, hard ones and random ones; `reference.py` names the sources.

use std::collections::BTreeMap;
use std::path::Path;

use freitext::estimate::{Contingency, Draws, PValue, Response, fisher, fisher_drawn, holm};
use serde_json::Value;

/// As near as two programs come that compute the same.
const EQUAL: f64 = 1e-9;

fn read(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/statistics");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

fn json(name: &str) -> Value {
    serde_json::from_str(&read(name)).unwrap()
}

fn tables() -> BTreeMap<String, Vec<Vec<u64>>> {
    let mut tables: BTreeMap<String, Vec<Vec<u64>>> = BTreeMap::new();
    let text = read("tables.csv");
    for row in csv::Reader::from_reader(text.as_bytes()).records() {
        let row = row.unwrap();
        let rows = tables.entry(row[0].to_owned()).or_default();
        let at: usize = row[1].parse().unwrap();
        rows.resize(rows.len().max(at + 1), Vec::new());
        rows[at].push(row[3].parse().unwrap());
    }
    assert!(tables.len() > 50);
    tables
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

/// Equal, as a share of the larger one where it is large.
fn same(found: f64, expected: f64, what: &str) {
    let scale = expected.abs().max(1.0);
    assert!(
        (found - expected).abs() <= EQUAL * scale,
        "{what}: {found} is not {expected}"
    );
}

#[test]
fn chi_square_expected_counts_and_residuals_are_those_of_r_and_of_python() {
    let (r, python) = (json("r.json"), json("python.json"));
    for (name, rows) in tables() {
        let (r, python) = (&r["tables"][&name], &python["tables"][&name]);
        let table = Contingency::of(&rows).unwrap();
        let test = table.chi_square();
        for other in [r, python] {
            same(test.statistic, number(&other["statistic"]), &name);
            assert_eq!(test.df, other["df"].as_u64().unwrap(), "{name}");
            same(test.p, number(&other["p"]), &name);
        }
        let mut smallest = f64::INFINITY;
        for (i, row) in rows.iter().enumerate() {
            for j in 0..row.len() {
                let cell = table.at(i, j).unwrap();
                same(cell.expected, number(&python["expected"][i][j]), &name);
                same(cell.adjusted_residual, number(&python["adjusted"][i][j]), &name);
                same(
                    cell.adjusted_residual,
                    number(&r["stdres"][i * row.len() + j]),
                    &name,
                );
                smallest = smallest.min(cell.expected);
            }
        }
        assert_eq!(smallest, test.smallest_expected);
    }
}

/// Small probabilities are not only near 0 but right in their digits.
#[test]
fn small_probabilities_agree_in_their_digits() {
    let python = json("python.json");
    let mut small = 0;
    for (name, rows) in tables() {
        let expected = number(&python["tables"][&name]["p"]);
        if expected < 1e-4 && expected > 1e-200 {
            let found = Contingency::of(&rows).unwrap().chi_square().p;
            assert!(
                (found / expected - 1.0).abs() < 1e-8,
                "{name}: {found} is not {expected}"
            );
            small += 1;
        }
    }
    assert!(small >= 4, "{small}");
}

#[test]
fn cramers_v_its_correction_and_its_interval_are_those_of_python() {
    let python = json("python.json");
    for (name, rows) in tables() {
        let expected = &python["tables"][&name];
        let v = Contingency::of(&rows).unwrap().cramers_v();
        same(v.v, number(&expected["v"]), &name);
        same(
            v.corrected.value().unwrap(),
            number(&expected["corrected"]),
            &name,
        );
        let interval = v.corrected.interval().unwrap();
        // scipy's own noncentral distribution is good to some eight digits; its root is no better.
        for (found, expected) in [interval.low, interval.high].iter().zip(0..2) {
            let expected = number(&python["tables"][&name]["interval"][expected]);
            assert!(
                (found - expected).abs() < 1e-8,
                "{name}: {found} is not {expected}"
            );
        }
    }
}

#[test]
fn fishers_test_is_that_of_r_and_of_scipy() {
    let (r, python) = (json("r.json"), json("python.json"));
    let (mut exact, mut drawn) = (0, 0);
    for (name, rows) in tables() {
        let p = fisher(&Contingency::of(&rows).unwrap(), Draws { n: 10_000, seed: 1 });
        if let (PValue::Exact(p), Some(expected)) = (p, r["tables"][&name]["fisher"].as_f64()) {
            // R's network algorithm for tables larger than 2×2 is good to seven digits.
            let near = if rows.len() == 2 && rows[0].len() == 2 {
                EQUAL
            } else {
                1e-6
            };
            assert!((p - expected).abs() < near, "{name}: {p} is not {expected}");
            exact += 1;
        }
        if let Some(expected) = python["tables"][&name]["fisher"].as_f64() {
            assert!(
                (p.value() - expected).abs() < 1e-7,
                "{name}: {p:?} is not {expected}"
            );
        }
        // 100,000 tables drawn by R: both intervals hold the other within the luck of a test over fifty tables.
        let simulated = number(&r["tables"][&name]["simulated"]);
        if let Some(interval) = p.interval() {
            let half = (interval.high - interval.low) + 4e-4;
            assert!(
                (p.value() - simulated).abs() < half,
                "{name}: {p:?} is not {simulated}"
            );
            drawn += 1;
        }
    }
    assert!(exact >= 25 && drawn >= 5, "{exact} exact, {drawn} drawn");
}

#[test]
fn drawing_comes_to_what_looking_at_every_table_comes_to() {
    let mut compared = 0;
    for (name, rows) in tables() {
        let table = Contingency::of(&rows).unwrap();
        if table.n() > 2000 {
            continue;
        }
        let draws = Draws { n: 4000, seed: 9 };
        if let PValue::Exact(p) = fisher(&table, draws) {
            let drawn = fisher_drawn(&table, draws);
            let spread = (p * (1.0 - p) / 4000.0).sqrt();
            assert!(
                (drawn.value() - p).abs() < 4.5 * spread + 5e-4,
                "{name}: {drawn:?} is not {p}"
            );
            compared += 1;
        }
    }
    assert!(compared >= 25, "{compared}");
}

#[test]
fn corrected_probabilities_are_those_of_r_and_of_statsmodels() {
    let (r, python) = (json("r.json"), json("python.json"));
    let numbers = |list: &Value| -> Vec<f64> { list.as_array().unwrap().iter().map(number).collect() };
    let mut families: Vec<(Vec<f64>, Vec<f64>)> = python["holm"]
        .as_array()
        .unwrap()
        .iter()
        .map(|family| (numbers(&family["p"]), numbers(&family["holm"])))
        .collect();
    families.push((numbers(&r["p"]), numbers(&r["holm"])));
    for (p, expected) in families {
        let given: Vec<Option<f64>> = p.iter().copied().map(Some).collect();
        for (found, expected) in holm(&given).iter().zip(&expected) {
            same(found.unwrap(), *expected, "holm");
        }
    }
}

#[test]
fn shares_of_a_known_population_have_the_interval_of_the_effective_number() {
    for case in json("python.json")["finite"].as_array().unwrap() {
        let count = |name: &str| case[name].as_u64().unwrap();
        let response = Response {
            answered: count("answered"),
            contacted: count("contacted"),
        };
        let share = response.share(count("part"), count("whole"));
        let interval = share.interval().unwrap();
        same(interval.low, number(&case["low"]), "low");
        same(interval.high, number(&case["high"]), "high");
    }
}
