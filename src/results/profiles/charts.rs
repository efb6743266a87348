//! Profiles, map and trees as pictures.

use super::{Page, Side};
use crate::chart::{
    Chart, Dendrogram, Heat, HeatCell, Kind as Picture, Map, MapAxis, MapPoint, Mark, Merge, PointKind,
    Radar, Series, Unit,
};
use crate::estimate::Estimate;
use crate::profile::{Branch, Clustered, Counts, Distance, Method, Point, place, typical};
use crate::results::Part;
use crate::tables::{Counting, Kind};

impl Page<'_> {
    /// The profiles themselves: codes × groups.
    pub(super) fn heat(&self) -> Part {
        let (profiles, codes) = (self.profiles, self.profiles.codes.len());
        let counts = Counts::of_rows(&profiles.counts);
        let sums = counts.row_sums();
        let mut marks = vec![vec![Mark::None; profiles.groups.len()]; codes];
        for (group, notable) in typical(&counts).iter().enumerate() {
            for one in notable {
                marks[one.code][group] = match one.residual > 0.0 {
                    true => Mark::Higher,
                    false => Mark::Lower,
                };
            }
        }
        let cells = (0..codes).map(|code| {
            let cell = |group: usize| HeatCell {
                value: Some(counts.at(group, code) / sums[group]),
                mark: marks[code][group],
            };
            (0..profiles.groups.len()).map(cell).collect()
        });
        Part::Chart(Chart {
            title: self.say("Profile der Gruppen", "Profiles of the groups"),
            note: self.say(
                "Anteile an allem, was in der Gruppe gezählt ist. Markiert: korrigiertes standardisiertes Residuum von mindestens 1,96, ohne Korrektur für viele Vergleiche.",
                "Shares of all that is counted in the group. Marked: adjusted standardised residual of at least 1.96, many comparisons not corrected for.",
            ),
            kind: Picture::Heat(Heat {
                unit: Unit::Share,
                of: self.say("Kategorie", "Code"),
                rows: (0..codes).map(|at| self.code(at).to_owned()).collect(),
                columns: profiles.groups.clone(),
                cells: cells.collect(),
            }),
        })
    }

    /// The map, where there are two axes.
    pub(super) fn picture(&self) -> Option<Part> {
        let map = &self.profiles.map;
        let [first, second, ..] = &map.axes[..] else {
            return None;
        };
        let axis = |number: usize, share: f64| MapAxis {
            label: self.say(format!("Achse {number}"), format!("Axis {number}")),
            inertia: Some(share),
        };
        let point = |label: &str, kind: PointKind, point: &Point, outline: Vec<(f64, f64)>| {
            let [x, y] = place(&point.principal);
            MapPoint {
                label: label.to_owned(),
                kind,
                x,
                y,
                outline,
            }
        };
        let groups = map.rows.iter().zip(&self.profiles.groups);
        let groups = groups
            .zip(&self.profiles.group_regions)
            .map(|((at, name), region)| {
                let outline = region.map_or_else(Vec::new, |region| region.outline());
                point(name, PointKind::Group, at, outline)
            });
        let codes = map.columns.iter().enumerate();
        let codes = codes.map(|(at, one)| point(self.code(at), PointKind::Code, one, Vec::new()));
        let mut note = self.say(
            "Symmetrische Karte, Hauptkoordinaten: Gruppen, und Kategorien, mit ähnlichen Profilen liegen nah beieinander; zwischen beiden zählt nur die Richtung.",
            "Symmetric map, principal coordinates: groups, and codes, with similar profiles lie near each other; between the two only the direction counts.",
        );
        if self.profiles.draws > 0 {
            note += &self.say(
                " Flächen: 95-%-Ellipsen der Gruppen aus den Ziehungen.",
                " Areas: 95% ellipses of the groups from the draws.",
            );
        }
        Some(Part::Chart(Chart {
            title: self.say("Karte der Gruppen und Kategorien", "Map of groups and codes"),
            note,
            kind: Picture::Map(Map {
                axes: [axis(1, first.share), axis(2, second.share)],
                codes: self.say("Kategorien", "Codes"),
                groups: self.say("Gruppen", "Groups"),
                points: codes.chain(groups).collect(),
            }),
        }))
    }

    /// The tree, cut into its clusters.
    pub(super) fn tree(&self, of: &Clustered, side: Side) -> Part {
        let leaves = of.tree.order.len();
        let number = |branch: Branch| match branch {
            Branch::Leaf(leaf) => leaf,
            Branch::Join(at) => leaves + at,
        };
        let joins = &of.tree.joins;
        let merges = joins.iter().enumerate().map(|(at, join)| Merge {
            left: number(join.left),
            right: number(join.right),
            height: join.height,
            // That everybody comes together in the end says nothing.
            support: of
                .joins
                .get(at)
                .filter(|_| at + 1 < joins.len())
                .map(|support| support.exactly),
        });
        let k = of.clusters.len();
        // Between the last join that is kept and the first that is cut.
        let cut = joins
            .get(leaves - k)
            .map(|above| (above.height + joins[..leaves - k].last().map_or(0.0, |below| below.height)) / 2.0);
        let distance = match self.profiles.distance {
            Distance::ChiSquare => self.say("χ²-Abstand", "χ² distance"),
            Distance::Hellinger => self.say("Hellinger-Abstand", "Hellinger distance"),
        };
        let method = match self.profiles.method {
            Method::Ward => "Ward".to_owned(),
            Method::Average => self.say("mittlerer Abstand", "average linkage"),
        };
        let (title, what, names) = match side {
            Side::Groups => (
                self.say("Baum der Gruppen", "Tree of groups"),
                self.by().to_owned(),
                self.profiles.groups.clone(),
            ),
            Side::Codes => (
                self.say("Baum der Kategorien", "Tree of codes"),
                self.say("Kategorie", "Code"),
                (0..leaves).map(|at| self.code(at).to_owned()).collect(),
            ),
        };
        let note = match of.draws {
            0 => String::new(),
            _ => self.say(
                "Prozente: in wie vielen Ziehungen genau dieses Cluster herauskommt.",
                "Percents: in how many draws exactly this cluster comes out.",
            ),
        };
        Part::Chart(Chart {
            title,
            note,
            kind: Picture::Dendrogram(Dendrogram {
                height: format!("{distance} ({method})"),
                of: what,
                leaves: names,
                merges: merges.collect(),
                cut,
            }),
        })
    }

    /// The profile of each cluster of groups, all its groups taken together. What has several codes would hide the rest.
    pub(super) fn cluster_profiles(&self) -> Part {
        let of = &self.profiles.group_clusters;
        let counts = Counts::of_rows(&self.profiles.counts).merged(&of.of_rows());
        let sums = counts.row_sums();
        let lines = &self.of.table.lines;
        let is_several = |at: &usize| {
            let id = &self.profiles.codes[*at].id;
            lines
                .iter()
                .any(|line| line.kind == Kind::Several && line.id == *id)
        };
        let spokes: Vec<usize> = (0..counts.columns()).filter(|at| !is_several(at)).collect();
        let groups = of.clusters.iter().enumerate().map(|(at, cluster)| Series {
            name: format!("{}: {}", at + 1, self.groups(&cluster.members)),
            values: spokes
                .iter()
                .map(|code| {
                    let share = counts.at(at, *code) / sums[at];
                    Estimate::of(Ok(share), None, sums[at] as u64)
                })
                .collect(),
        });
        Part::Chart(Chart {
            title: self.say("Profile der Cluster", "Profiles of the clusters"),
            note: match self.of.counting() {
                Counting::Mentions => self.say(
                    "Anteile an allem, was in den Gruppen des Clusters gezählt ist.",
                    "Shares of all that is counted in the groups of the cluster.",
                ),
                Counting::Exclusive => self.say(
                    "Anteile an allem, was in den Gruppen des Clusters gezählt ist; »mehrere Kategorien« zählt mit und ist nicht gezeichnet.",
                    "Shares of all that is counted in the groups of the cluster; “more than one category” counts and is not drawn.",
                ),
            },
            kind: Picture::Radar(Radar {
                unit: Unit::Share,
                ends: None,
                of: self.say("Kategorie", "Code"),
                spokes: spokes.iter().map(|at| self.code(*at).to_owned()).collect(),
                groups: groups.collect(),
            }),
        })
    }
}
