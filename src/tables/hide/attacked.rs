//! Random tables, hidden, written as JSON and attacked with all that is in the file, with the frequency table beside the crosstab.

use std::collections::HashMap;

use proptest::prelude::*;
use serde_json::Value;

use super::attacker::Puzzle;
use crate::survey::Outcome;
use crate::tables::fixture::{CODEBOOK, Coded, Fixture, Row, row, study};
use crate::tables::{Counting, Drawing, Selection, Table, View, count, form};
use crate::words::Language;

const LIMIT: i64 = 5;

const GIVEN: [&str; 9] = ["a1", "a2", "b", "a", "a1|a2", "a1|b", "a2|b", "a1|a2|b", "none"];
const GROUPS: [&str; 4] = ["Nord", "Süd", "West", ""];

fn of(cells: &[(usize, usize, usize)]) -> Fixture {
    let mut rows: Vec<Row> = Vec::new();
    for (group, given, times) in cells {
        for _ in 0..*times {
            let key: &'static str = Box::leak(rows.len().to_string().into_boxed_str());
            let coded = match GIVEN[*given] {
                "none" => Coded::Decided(Outcome::NoneFits),
                codes => Coded::By(codes),
            };
            let background: &'static [&'static str] = Box::leak(Box::new([GROUPS[*group]]));
            rows.push(row(key, background, "Beratung", coded));
        }
    }
    study(CODEBOOK, &["amt"], &rows)
}

struct Drawn {
    json: Value,
    truth: Table,
}

/// Crosstab and frequency table, as they are and as they are published.
fn drawn(fixture: &Fixture, counting: Counting) -> Vec<Drawn> {
    let selection = Selection {
        by: vec!["amt".into()],
        ..Selection::default()
    };
    let counted = count(&fixture.study, &selection).unwrap();
    let open = View {
        counting,
        ..View::default()
    };
    let hiding = View {
        min_cell: Some(LIMIT as u64),
        ..open
    };
    let drawing = Drawing {
        language: Language::En,
        width: None,
    };
    let json = |tables: &[Table]| -> Value {
        let text = (form("json").unwrap().draw)(tables, &drawing).unwrap();
        serde_json::from_str::<Value>(&text).unwrap()["tables"][0].clone()
    };
    vec![
        Drawn {
            json: json(&counted.crosstabs(&hiding)),
            truth: counted.crosstabs(&open).remove(0),
        },
        Drawn {
            json: json(&counted.frequencies(&hiding)),
            truth: counted.frequencies(&open).remove(0),
        },
    ]
}

/// Whatever a hidden count could be computed from by itself must not be in the file.
fn no_figure_stands_beside_a_hidden_one(json: &Value) {
    let rows: Vec<&Value> = json["groups"]
        .as_array()
        .unwrap()
        .iter()
        .chain([&json["total"]])
        .collect();
    let any = rows.iter().any(|row| {
        row["base"].is_null()
            || row["cells"]
                .as_array()
                .unwrap()
                .iter()
                .any(|cell| cell["n"].is_null())
    });
    for row in &rows {
        assert_eq!(row["mentions"].is_null(), any);
        assert!(row.get("missing").is_none() && row.get("reviewed").is_none());
        for (at, cell) in row["cells"].as_array().unwrap().iter().enumerate() {
            let hidden = cell["n"].is_null();
            if hidden || row["base"].is_null() {
                assert!(cell["row_pct"].is_null(), "{cell}");
            }
            if hidden || json["total"]["cells"][at]["n"].is_null() {
                assert!(cell["col_pct"].is_null(), "{cell}");
            }
            if any {
                assert!(
                    cell["pct_responses"].is_null() && cell["mentions"].is_null(),
                    "{cell}"
                );
            }
            assert!(cell["reviewed"].is_null() && cell["only_suggested"].is_null());
        }
    }
}

/// The file as equations. Gives where the counts stand that nobody may find out, with what they are.
fn puzzle(drawn: &[Drawn], counting: Counting) -> (Puzzle, Vec<(usize, i64, String)>) {
    let mut puzzle = Puzzle::default();
    let mut secret = Vec::new();
    let most = 3 * drawn[0].truth.total.base as i64 + 20;
    let mut totals: HashMap<String, usize> = HashMap::new();
    for Drawn { json, truth } in drawn {
        let rows: Vec<(&Value, _)> = json["groups"]
            .as_array()
            .unwrap()
            .iter()
            .zip(&truth.groups)
            .chain([(&json["total"], &truth.total)])
            .collect();
        let ids: Vec<&str> = truth.lines.iter().map(|line| line.id.as_str()).collect();
        let at = |id: &str| ids.iter().position(|known| *known == id).unwrap();
        let marked = |row: &Value| {
            let small = |cell: &Value| cell["hidden"] == "small";
            row["cells"].as_array().unwrap().iter().any(small) || row["base_hidden"] == "small"
        };
        let in_groups = rows[..rows.len() - 1].iter().any(|(row, _)| marked(row));
        let mut sums: Vec<Vec<(usize, i64)>> = vec![Vec::new(); ids.len() + 4];
        for (place, (shown, true_row)) in rows.iter().enumerate() {
            let is_total = place + 1 == rows.len();
            let told = if is_total { marked(shown) } else { in_groups };
            let mut number = |n: &Value, hidden: &Value, truth: u64, name: String| {
                let truth = truth as i64;
                let range = match (n.as_i64(), hidden.as_str()) {
                    (Some(n), _) => (n, n),
                    (None, Some("small")) => (1, LIMIT - 1),
                    (None, _) if told => (LIMIT, most),
                    (None, _) => (0, most),
                };
                // What stands in both tables is one count.
                let at = match totals.get(&name).filter(|_| is_total) {
                    Some(known) => {
                        let known_range = &mut puzzle.ranges[*known];
                        *known_range = (known_range.0.max(range.0), known_range.1.min(range.1));
                        *known
                    }
                    None => puzzle.count(range, truth),
                };
                if is_total {
                    totals.insert(name.clone(), at);
                }
                if (1..LIMIT).contains(&truth) {
                    assert!(n.is_null(), "{name} {truth} is shown");
                    secret.push((at, truth, format!("{name} in row {place}")));
                }
                at
            };
            let mut cells = Vec::new();
            for (line, id) in ids.iter().enumerate() {
                let cell = &shown["cells"][line];
                cells.push(number(
                    &cell["n"],
                    &cell["hidden"],
                    true_row.cells[line].n,
                    (*id).to_owned(),
                ));
            }
            let base = number(
                &shown["base"],
                &shown["base_hidden"],
                true_row.base,
                "base".to_owned(),
            );
            // What is in no table: given the dimension alone, counted twice within it, counted twice in all.
            let cell = |row: &crate::tables::Group, id: &str| row.cells[at(id)].n as i64;
            let of_row = |row: &crate::tables::Group| {
                let mentions = |id: &str| row.cells[at(id)].mentions as i64;
                let alone = match counting {
                    Counting::Exclusive => cell(row, "a") - cell(row, "a1") - cell(row, "a2"),
                    Counting::Mentions => mentions("a") - mentions("a1") - mentions("a2"),
                };
                let below = cell(row, "a1") + cell(row, "a2") + alone;
                let several = ids
                    .iter()
                    .position(|id| *id == "several")
                    .map_or(0, |at| row.cells[at].n as i64);
                let all = cell(row, "a") + cell(row, "b") + several + cell(row, "none_fits");
                [alone, below - cell(row, "a"), all - row.base as i64]
            };
            let (here, everywhere) = (of_row(true_row), of_row(&truth.total));
            let apart: Vec<usize> = (0..3)
                .map(|kind| {
                    let name = format!("apart {kind}");
                    match totals.get(&name).filter(|_| is_total) {
                        Some(known) => *known,
                        None => {
                            let unknown = if everywhere[kind] == 0 { (0, 0) } else { (0, most) };
                            let at = puzzle.count(unknown, here[kind]);
                            if is_total {
                                totals.insert(name, at);
                            }
                            at
                        }
                    }
                })
                .collect();
            if (1..LIMIT).contains(&here[0]) {
                secret.push((apart[0], here[0], format!("a alone in row {place}")));
            }
            let (a, a1, a2) = (cells[at("a")], cells[at("a1")], cells[at("a2")]);
            puzzle
                .equations
                .push(vec![(a1, 1), (a2, 1), (apart[0], 1), (apart[1], -1), (a, -1)]);
            let tops = ids
                .iter()
                .enumerate()
                .filter(|(_, id)| !["a1", "a2"].contains(id));
            let mut whole: Vec<(usize, i64)> = tops.map(|(line, _)| (cells[line], 1)).collect();
            whole.extend([(base, -1), (apart[2], -1)]);
            puzzle.equations.push(whole);
            puzzle.at_most.extend([(a1, a), (a2, a)]);
            puzzle.at_most.extend(cells.iter().map(|cell| (*cell, base)));
            let sign = if is_total { -1 } else { 1 };
            for (sum, part) in sums.iter_mut().zip(cells.iter().chain([&base]).chain(&apart)) {
                sum.push((*part, sign));
            }
        }
        if rows.len() > 1 {
            puzzle.equations.extend(sums);
        }
    }
    (puzzle, secret)
}

fn attack(cells: &[(usize, usize, usize)]) {
    let fixture = of(cells);
    for counting in [Counting::Exclusive, Counting::Mentions] {
        let drawn = drawn(&fixture, counting);
        for table in &drawn {
            no_figure_stands_beside_a_hidden_one(&table.json);
        }
        let (puzzle, secret) = puzzle(&drawn, counting);
        for (at, truth, name) in secret {
            assert!(!puzzle.tells(at), "{counting:?}: {name} is {truth}\n{cells:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_small_count_can_be_computed_from_what_is_shown(
        cells in prop::collection::vec((0usize..4, 0usize..9, prop_oneof![1usize..5, 1usize..14]), 1..14)
    ) {
        attack(&cells);
    }
}

#[test]
fn hard_tables_do_not_tell_either() {
    for cells in [
        // One group only; one case only; one count of exactly the limit; two small ones that add up to 2.
        vec![(0, 0, 3), (0, 2, 20)],
        vec![(0, 0, 1)],
        vec![(0, 0, 1), (0, 2, 5)],
        vec![(0, 0, 1), (1, 0, 1), (0, 2, 9), (1, 2, 9)],
        // A dimension with one code, and a dimension given alone.
        vec![(0, 0, 2), (1, 0, 30), (0, 2, 30), (1, 2, 30)],
        vec![(0, 3, 2), (0, 0, 30), (1, 0, 30), (1, 3, 7), (0, 2, 11)],
        // Every case with one code: percents of mentions add up.
        vec![(0, 0, 4), (0, 2, 6), (1, 0, 8), (1, 2, 7)],
        // Nothing small.
        vec![(0, 0, 8), (1, 2, 8)],
        vec![],
    ] {
        attack(&cells);
    }
}
