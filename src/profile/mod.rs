//! Profiles of groups: which groups name the same codes, as a map, as a tree, and how sure that is.
//!
//! [`profiles`] reads the crosstab of a study; [`of_table`] takes any table of counts. Both make a correspondence map and
//! clusters of groups and of codes, and draw the sample again to say how stable each of them is.
//!
//! | member | what |
//! |---|---|
//! | `counts` | the table as plain numbers |
//! | `correspondence` | the map: coordinates, inertia, contributions, quality |
//! | `distance` | how unlike two profiles are |
//! | `tree` | hierarchical clustering |
//! | `silhouette` | what speaks for a number of clusters |
//! | `clustered` | clusters with silhouettes and stability |
//! | `sample` | whom the counts come from; drawing them again |
//! | `support` | how often clusters come out again |
//! | `region` | how sure the places on the map are |
//! | `typical` | what characterises a cluster |
//! | `said` | how profiles are compared, as it was typed |
//! | `study` | the crosstab of a study, by respondent |
//!
//! Deliberately absent: tests of whether groups differ at all (`tables`), and words (`results`).

mod clustered;
mod correspondence;
mod counts;
mod distance;
mod region;
mod said;
mod sample;
mod silhouette;
mod study;
mod support;
mod tree;
mod typical;

pub use clustered::{Cluster, Clustered, Number};
pub use correspondence::{Axis, Correspondence, Point, correspondence};
pub use counts::Counts;
pub use distance::{Distance, distances};
pub use region::{Place, Region, place};
pub use said::Wished;
pub use sample::{Cell, Drawn, Respondent, Sample};
pub use silhouette::{average, silhouettes};
pub use study::{OfQuestion, profiles};
pub use support::{MOST_LEAVES, Support};
pub use tree::{Branch, Join, Method, Tree, tree};
pub use typical::{NOTABLE, Typical, typical};

use rayon::prelude::*;
use serde::Serialize;

use crate::estimate::Draws;
use crate::problem::{Problem, Result};
use crate::words::Text;
use clustered::{Ways, clustered};
use counts::positive;
use region::{Replica, region, turned};

/// Fewer rows or columns make neither a map nor clusters.
const FEWEST: usize = 3;

/// How profiles are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Settings {
    pub distance: Distance,
    pub method: Method,
    /// Into how many clusters groups are divided; `None`: as many as the average silhouette speaks for.
    pub clusters: Option<usize>,
    pub draws: Draws,
}

/// A table of counts with its names.
#[derive(Debug, Clone, PartialEq)]
pub struct Material {
    /// One per row.
    pub groups: Vec<String>,
    /// One per column.
    pub codes: Vec<Code>,
    pub counts: Counts,
    pub sample: Sample,
}

/// A column: a code, or `several`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    pub id: String,
    pub label: Text,
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Profiles {
    pub groups: Vec<String>,
    pub codes: Vec<Code>,
    /// Groups × codes.
    pub counts: Vec<Vec<u64>>,
    /// Groups for which nothing is counted.
    pub empty_groups: Vec<String>,
    /// Codes that nobody named.
    pub empty_codes: Vec<Code>,
    pub map: Correspondence,
    /// For each group; none without draws.
    pub group_regions: Vec<Option<Region>>,
    /// For each code.
    pub code_regions: Vec<Option<Region>>,
    pub group_clusters: Clustered,
    /// For each cluster of groups what characterises it.
    pub typical: Vec<Vec<Typical>>,
    pub code_clusters: Clustered,
    pub distance: Distance,
    pub method: Method,
    /// Whether somebody asked for this number of clusters of groups.
    pub asked: Option<usize>,
    pub drawn: Drawn,
    pub draws: u64,
    pub seed: u64,
}

/// Profiles of a table. Empty rows and columns are left out and named.
///
/// # Errors
/// Fewer than three groups or codes, or more than [`MOST_LEAVES`]; a number of clusters that groups cannot be divided
/// into; groups that do not differ at all.
pub fn of_table(material: &Material, settings: Settings) -> Result<Profiles> {
    let (rows, columns) = (
        positive(&material.counts.row_sums()),
        positive(&material.counts.column_sums()),
    );
    enough(rows.len(), columns.len())?;
    if let Some(asked) = settings.clusters
        && !(2..rows.len()).contains(&asked)
    {
        return Err(not_so_many(asked, rows.len()));
    }
    let counts = material.counts.only(&rows, &columns);
    let map = correspondence(&counts)?;
    let sample = material.sample.only(&rows, &columns);
    let drawn: Vec<Counts> = (0..settings.draws.n as u64)
        .into_par_iter()
        .map(|draw| sample.draw(&counts, settings.draws.seed, draw))
        .collect();
    let replicas: Vec<Replica> = drawn
        .par_iter()
        .filter_map(|drawn| replica(&map, drawn))
        .collect();
    let ways = |clusters| Ways {
        distance: settings.distance,
        method: settings.method,
        clusters,
    };
    let group_clusters = clustered(&counts, ways(settings.clusters), &drawn);
    let turned: Vec<Counts> = drawn.into_par_iter().map(|drawn| drawn.transposed()).collect();
    let missing = |kept: &[usize], n: usize| (0..n).filter(|at| !kept.contains(at)).collect::<Vec<_>>();
    Ok(Profiles {
        empty_groups: picked(&material.groups, &missing(&rows, material.groups.len())),
        empty_codes: picked(&material.codes, &missing(&columns, material.codes.len())),
        groups: picked(&material.groups, &rows),
        codes: picked(&material.codes, &columns),
        group_regions: (0..rows.len())
            .map(|at| {
                region(
                    &replicas
                        .iter()
                        .map(|replica| replica.rows[at])
                        .collect::<Vec<_>>(),
                )
            })
            .collect(),
        code_regions: (0..columns.len())
            .map(|at| {
                let places = replicas.iter().filter_map(|replica| replica.columns[at]);
                region(&places.collect::<Vec<_>>())
            })
            .collect(),
        typical: typical(&counts.merged(&group_clusters.of_rows())),
        group_clusters,
        code_clusters: clustered(&counts.transposed(), ways(None), &turned),
        counts: (0..rows.len())
            .map(|row| counts.row(row).iter().map(|n| *n as u64).collect())
            .collect(),
        map,
        distance: settings.distance,
        method: settings.method,
        asked: settings.clusters,
        drawn: sample.drawn(),
        draws: settings.draws.n as u64,
        seed: settings.draws.seed,
    })
}

fn picked<T: Clone>(all: &[T], at: &[usize]) -> Vec<T> {
    at.iter().map(|at| all[*at].clone()).collect()
}

/// The map of a drawn table, turned; none where a row is empty or all rows are the same.
fn replica(map: &Correspondence, drawn: &Counts) -> Option<Replica> {
    let rows = positive(&drawn.row_sums());
    let columns = positive(&drawn.column_sums());
    if rows.len() < drawn.rows() || columns.len() < 2 {
        return None;
    }
    let again = correspondence(&drawn.only(&rows, &columns)).ok()?;
    Some(turned(map, &again, &columns))
}

fn enough(groups: usize, codes: usize) -> Result<()> {
    let few = |de: &str, en: &str, n: usize| {
        Err(Problem::input(
            format!("Profile brauchen mindestens {FEWEST} {de}; hier sind es {n}."),
            format!("Profiles need at least {FEWEST} {en}; the number here is {n}."),
        )
        .hint(
            "Nach einem Merkmal mit mehr Gruppen teilen; was gezählt ist, zeigt »freitext table --by NAME«.",
            "Divide by a column with more groups; see what is counted with `freitext table --by NAME`.",
        ))
    };
    if groups < FEWEST {
        return few(
            "Gruppen, in denen etwas gezählt ist",
            "groups in which something is counted",
            groups,
        );
    }
    if codes < FEWEST {
        return few("Kategorien, die vorkommen", "codes that occur", codes);
    }
    if groups.max(codes) > MOST_LEAVES {
        return Err(Problem::input(
            format!(
                "Profile gibt es bis {MOST_LEAVES} Gruppen und Kategorien; hier sind es {groups} und {codes}."
            ),
            format!(
                "Profiles are made of up to {MOST_LEAVES} groups and codes; here are {groups} and {codes}."
            ),
        )
        .hint(
            "Nach einem Merkmal mit weniger Gruppen teilen.",
            "Divide by a column with fewer groups.",
        ));
    }
    Ok(())
}

fn not_so_many(asked: usize, groups: usize) -> Problem {
    let most = groups - 1;
    Problem::usage(
        format!("In {asked} Cluster lassen sich {groups} Gruppen nicht teilen."),
        format!("{groups} groups cannot be divided into {asked} clusters."),
    )
    .hint(
        format!("Möglich sind 2 bis {most}; ohne Angabe entscheidet die mittlere Silhouette."),
        format!("2 to {most} are possible; without a number the average silhouette decides."),
    )
}

impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Fields<'a> {
            id: &'a str,
            label_de: &'a str,
            label_en: &'a str,
        }
        let (id, label) = (&self.id, &self.label);
        let fields = Fields {
            id,
            label_de: &label.de,
            label_en: &label.en,
        };
        fields.serialize(serializer)
    }
}
