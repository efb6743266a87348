//! Equal to R 4.2.2 with ca 0.71.1, MASS 7.3-58.2 and cluster 2.1.4, to 1e-9; `reference.R` beside this file wrote `reference.json`.
//!
//! Tables: `smoke` (Greenacre 1984), `caith` (Fisher 1940), the published table of 437 measures with and without its column of
//! several fields. Axes may be mirrored: each is compared up to its sign.

use freitext::profile::{
    Correspondence, Counts, Distance, Method, Point, average, correspondence, distances, silhouettes, tree,
    typical,
};
use serde_json::Value;

fn reference() -> Value {
    serde_json::from_str(include_str!("reference.json")).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|number| number.as_f64().unwrap())
        .collect()
}

fn rows(value: &Value) -> Vec<Vec<f64>> {
    value.as_array().unwrap().iter().map(numbers).collect()
}

fn counts(table: &Value) -> Counts {
    let rows: Vec<Vec<u64>> = rows(&table["counts"])
        .iter()
        .map(|row| row.iter().map(|n| *n as u64).collect())
        .collect();
    Counts::of_rows(&rows)
}

#[track_caller]
fn close(found: f64, expected: f64, what: &str) {
    assert!(
        (found - expected).abs() < 1e-9,
        "{what}: {found} is not {expected}"
    );
}

fn tables() -> Vec<(String, Value)> {
    let all = reference()["tables"].as_object().unwrap().clone();
    assert_eq!(all.len(), 4);
    all.into_iter().collect()
}

#[test]
fn correspondence_equals_ca() {
    for (name, table) in tables() {
        let map = correspondence(&counts(&table)).unwrap();
        close(map.inertia, table["inertia"].as_f64().unwrap(), &name);
        let singular = numbers(&table["singular_values"]);
        assert_eq!(map.axes.len(), singular.len(), "{name}");
        for (axis, expected) in map.axes.iter().zip(&singular) {
            close(axis.singular_value, *expected, &name);
            close(axis.share, expected * expected / map.inertia, &name);
        }
        let signs = signs(&map, &rows(&table["rows"]["standard"]));
        same_points(&map.rows, &table["rows"], &signs, &name);
        same_points(&map.columns, &table["columns"], &signs, &name);
    }
}

/// `corresp` gives standard coordinates and canonical correlations.
#[test]
fn correspondence_equals_corresp() {
    for (name, table) in tables() {
        let map = correspondence(&counts(&table)).unwrap();
        let expected = rows(&table["corresp_rows"]);
        let signs = signs(&map, &expected);
        for (axis, correlation) in map.axes.iter().zip(numbers(&table["corresp"])) {
            close(axis.singular_value, correlation, &name);
        }
        for (point, expected) in map.rows.iter().zip(&expected) {
            for (axis, sign) in signs.iter().enumerate() {
                close(point.standard[axis] * sign, expected[axis], &name);
            }
        }
    }
}

/// Whether an axis is mirrored.
fn signs(map: &Correspondence, standard: &[Vec<f64>]) -> Vec<f64> {
    let product = |axis: usize| -> f64 {
        let pairs = map.rows.iter().zip(standard);
        pairs
            .map(|(point, expected)| point.standard[axis] * expected[axis])
            .sum()
    };
    (0..map.axes.len()).map(|axis| product(axis).signum()).collect()
}

fn same_points(points: &[Point], expected: &Value, signs: &[f64], name: &str) {
    let field = |field: &str| rows(&expected[field]);
    let (standard, principal) = (field("standard"), field("principal"));
    let (contribution, quality) = (field("contribution"), field("quality"));
    let (mass, distance) = (numbers(&expected["mass"]), numbers(&expected["distance"]));
    let inertia = numbers(&expected["inertia_share"]);
    assert_eq!(points.len(), mass.len());
    for (at, point) in points.iter().enumerate() {
        close(point.mass, mass[at], name);
        close(point.distance, distance[at], name);
        close(point.inertia_share, inertia[at], name);
        for (axis, sign) in signs.iter().enumerate() {
            close(point.standard[axis] * sign, standard[at][axis], name);
            close(point.principal[axis] * sign, principal[at][axis], name);
            close(point.contribution[axis], contribution[at][axis], name);
            close(point.quality[axis], quality[at][axis], name);
        }
    }
}

/// `hclust` with `ward.D2` and `average`, `cutree`, and the average `silhouette` of every cut, of rows and of columns.
#[test]
fn trees_cuts_and_silhouettes_equal_r() {
    for (name, table) in tables() {
        let rows_of = counts(&table);
        for (side, counts) in [
            ("row_trees", rows_of.clone()),
            ("column_trees", rows_of.transposed()),
        ] {
            let expected = &table[side];
            for (distance, id) in [
                (Distance::ChiSquare, "chi_square"),
                (Distance::Hellinger, "hellinger"),
            ] {
                let what = format!("{name} {side} {id}");
                let unlike = distances(&counts, distance);
                for (found, expected) in unlike.iter().zip(numbers(&expected[id])) {
                    close(*found, expected, &what);
                }
                for (method, ending) in [(Method::Ward, "ward"), (Method::Average, "average")] {
                    same_tree(
                        &unlike,
                        counts.rows(),
                        method,
                        &expected[format!("{id}_{ending}")],
                        &what,
                    );
                }
            }
        }
    }
}

fn same_tree(unlike: &[f64], n: usize, method: Method, expected: &Value, what: &str) {
    let tree = tree(unlike, n, method);
    let heights = numbers(&expected["heights"]);
    assert_eq!(tree.joins.len(), heights.len());
    for (join, height) in tree.joins.iter().zip(&heights) {
        close(join.height, *height, what);
    }
    let (cuts, averages) = (rows(&expected["cuts"]), numbers(&expected["silhouettes"]));
    for (k, (cut, width)) in (2..).zip(cuts.iter().zip(averages)) {
        let own = tree.cut(k);
        for a in 0..n {
            for b in 0..n {
                assert_eq!(
                    own[a] == own[b],
                    cut[a] == cut[b],
                    "{what}: {k} clusters, {a} and {b}"
                );
            }
        }
        close(average(&silhouettes(unlike, &own)), width, what);
    }
}

/// `chisq.test(...)$stdres`.
#[test]
fn residuals_equal_those_of_chisq_test() {
    for (name, table) in tables() {
        let expected = rows(&table["residuals"]);
        let counts = counts(&table);
        let mut shown = 0;
        for (row, typical) in typical(&counts).iter().enumerate() {
            for one in typical {
                close(one.residual, expected[row][one.code], &name);
                shown += 1;
            }
        }
        let notable = expected
            .iter()
            .flatten()
            .filter(|residual| residual.abs() >= 1.96)
            .count();
        assert_eq!(shown, notable, "{name}: nothing notable is left out");
    }
}
