//! What groups of offices come out of the measures, and how surely.
//!
//! The shipped corpus has the published counts of the exclusive table; which codes stand behind "several fields" was written
//! for the corpus by its authors. What mentions show is therefore said of the corpus, not of the survey. Bands hold for
//! several seeds; nothing is pinned that a draw more or less would change.

use std::collections::BTreeSet;
use std::path::Path;

use freitext::estimate::Draws;
use freitext::profile::{Code, Counts, Material, Profiles, Sample, Settings, of_table};
use freitext::words::Text;
use serde_json::Value;

use crate::desk::Desk;

const ORDER: &str = "Ordnungsämter";
const PLANNING: &str = "Stadtplanungsämter";
const HOUSING: &str = "Wohnungsämter";
const SOCIAL_YOUTH_INTEGRATION: [&str; 3] = ["Integrationsbeauftragte", "Jugendämter", "Sozialämter"];

fn study() -> Desk {
    let desk = Desk::new();
    let file = desk.corpus("massnahmen.csv");
    let import = ["import", "s.freitext", &file, "--text", "text", "--id", "id"];
    let coded = [
        "--respondent",
        "respondent",
        "--codes",
        "codes",
        "--coder",
        "Autorin",
    ];
    desk.freitext(&[&import[..], &coded, &["--codebook", "handlungsfelder"]].concat())
        .succeeds();
    desk
}

fn profiles(desk: &Desk, options: &[&str]) -> Value {
    let call = ["profiles", "s.freitext", "--by", "amt", "--json"];
    let printed = desk.freitext(&[&call[..], options].concat()).succeeds();
    let all: Value = serde_json::from_str(&printed).unwrap();
    all["questions"][0].clone()
}

/// The groups of each cluster, in a fixed order.
fn clusters(question: &Value) -> BTreeSet<Vec<String>> {
    let profiles = &question["profiles"];
    let clusters = profiles["group_clusters"]["clusters"].as_array().unwrap();
    let names = |cluster: &Value| {
        let members = cluster["members"].as_array().unwrap().iter();
        let mut names: Vec<String> = members
            .map(|at| {
                profiles["groups"][at.as_u64().unwrap() as usize]
                    .as_str()
                    .unwrap()
                    .to_owned()
            })
            .collect();
        names.sort();
        names
    };
    clusters.iter().map(names).collect()
}

fn sets(sets: &[&[&str]]) -> BTreeSet<Vec<String>> {
    sets.iter()
        .map(|set| set.iter().map(|name| (*name).to_owned()).collect())
        .collect()
}

/// In what share of the draws the branch with exactly these groups comes out.
fn branch(profiles: &Profiles, groups: &[&str]) -> f64 {
    let wanted: BTreeSet<&str> = groups.iter().copied().collect();
    let joins = profiles.group_clusters.tree.joins.iter();
    joins
        .zip(&profiles.group_clusters.joins)
        .find(|(join, _)| {
            join.members
                .iter()
                .map(|at| profiles.groups[*at].as_str())
                .collect::<BTreeSet<_>>()
                == wanted
        })
        .unwrap_or_else(|| panic!("no branch {groups:?}"))
        .1
        .exactly
}

/// Mentions: order, planning, and social, youth and integration are three clusters of the corpus; housing stands alone.
#[test]
fn mentions_of_the_corpus_show_order_planning_and_social_with_youth_and_integration() {
    let desk = study();
    for seed in ["1", "2"] {
        let question = profiles(
            &desk,
            &["--counting", "mentions", "--draws", "400", "--seed", seed],
        );
        let expected = sets(&[&SOCIAL_YOUTH_INTEGRATION, &[ORDER], &[PLANNING], &[HOUSING]]);
        assert_eq!(clusters(&question), expected, "by the silhouette");
        let again = question["profiles"]["group_clusters"]["all_again"]
            .as_f64()
            .unwrap();
        assert!(again > 0.95, "{again}");
        assert_eq!(question["respondents"], 252);
    }
}

/// The exclusive counts, as published: order stands apart, the rest is not surely divided.
#[test]
fn exclusive_counts_set_order_apart_and_leave_the_rest_in_doubt() {
    let desk = study();
    for seed in ["1", "2"] {
        let question = profiles(
            &desk,
            &["--counting", "exclusive", "--draws", "400", "--seed", seed],
        );
        let found = clusters(&question);
        assert!(
            found.contains(&vec![ORDER.to_owned()]) && found.len() == 2,
            "{found:?}"
        );
        let again = question["profiles"]["group_clusters"]["all_again"]
            .as_f64()
            .unwrap();
        assert!((0.6..0.85).contains(&again), "{again}");
        let four = profiles(
            &desk,
            &[
                "--counting",
                "exclusive",
                "--draws",
                "400",
                "--groups",
                "4",
                "--seed",
                seed,
            ],
        );
        let expected = sets(&[&SOCIAL_YOUTH_INTEGRATION, &[ORDER], &[PLANNING], &[HOUSING]]);
        assert_eq!(clusters(&four), expected, "cut into four");
        let again = four["profiles"]["group_clusters"]["all_again"].as_f64().unwrap();
        assert!(
            (0.35..0.65).contains(&again),
            "no more than half of the draws: {again}"
        );
    }
}

/// The published table where it lies, drawn by its own shares; without it nothing is tested, and that is said.
#[test]
fn the_published_table_alone_does_not_carry_the_three_clusters() {
    let Some((material, columns)) = published() else {
        eprintln!("NOT TESTED: the published table is not there");
        return;
    };
    let of = |codes: &[usize], groups: &[&str], seed: u64| {
        let rows: Vec<usize> = (0..material.groups.len())
            .filter(|at| groups.contains(&material.groups[*at].as_str()))
            .collect();
        let kept = Material {
            groups: rows.iter().map(|at| material.groups[*at].clone()).collect(),
            codes: codes.iter().map(|at| material.codes[*at].clone()).collect(),
            counts: material.counts.only(&rows, codes),
            sample: Sample::Table,
        };
        let draws = Draws { n: 400, seed };
        of_table(
            &kept,
            Settings {
                draws,
                ..Settings::default()
            },
        )
        .unwrap()
    };
    let all: Vec<&str> = material.groups.iter().map(String::as_str).collect();
    let without_housing: Vec<&str> = all.iter().copied().filter(|name| *name != HOUSING).collect();
    let every: Vec<usize> = (0..columns).collect();
    let one_field: Vec<usize> = (0..columns - 1).collect();
    for codes in [&every, &one_field] {
        for groups in [&all, &without_housing] {
            let profiles = of(codes, groups, 1);
            // It is a branch of the tree each time, and not a sure one.
            let found = branch(&profiles, &SOCIAL_YOUTH_INTEGRATION);
            assert!((0.35..0.8).contains(&found), "{found}");
        }
        // Two clusters of all but housing: order, and the others.
        let others = without_housing.iter().copied().filter(|name| *name != ORDER);
        let found = branch(&of(codes, &without_housing, 1), &others.collect::<Vec<_>>());
        assert!(found > 0.8, "{found}");
    }
}

/// The table as published: its offices and columns, without sums.
fn published() -> Option<(Material, usize)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut reader = csv::Reader::from_path(root.join("../shared/reference/measures_by_office.csv")).ok()?;
    let headings = reader.headers().unwrap().clone();
    let first = headings
        .iter()
        .position(|heading| heading == "ansprechpartner")
        .unwrap();
    let last = headings.iter().position(|heading| heading == "mehrere").unwrap();
    let (mut groups, mut rows) = (Vec::new(), Vec::new());
    for row in reader.records() {
        let row = row.unwrap();
        if &row[0] != "Gesamt" {
            groups.push(row[0].to_owned());
            rows.push(
                (first..=last)
                    .map(|at| row[at].parse().unwrap())
                    .collect::<Vec<u64>>(),
            );
        }
    }
    let codes = (first..=last).map(|at| Code {
        id: headings[at].to_owned(),
        label: Text::new(&headings[at], &headings[at]),
    });
    let material = Material {
        groups,
        codes: codes.collect(),
        counts: Counts::of_rows(&rows),
        sample: Sample::Table,
    };
    assert_eq!((material.groups.len(), material.counts.total()), (6, 437.0));
    Some((material, last - first + 1))
}
