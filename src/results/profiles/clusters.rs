//! Clusters of groups and of codes in sentences and grids: how many, which, how stable, what characterises them.

use super::words::{stability, structure};
use super::{Page, Side, text};
use crate::profile::{Clustered, Distance, Method, NOTABLE, Support};
use crate::results::Part;
use crate::tables::{Field, Grid};

impl Page<'_> {
    pub(super) fn clusters(&self) -> Vec<Part> {
        let groups = &self.profiles.group_clusters;
        let mut parts = vec![
            Part::Heading(self.say("Cluster von Gruppen", "Clusters of groups")),
            Part::Sentence(self.method()),
            Part::Sentence(self.number(groups, self.profiles.asked)),
            Part::Grid(self.numbers(groups)),
            self.tree(groups, Side::Groups),
        ];
        parts.extend(self.stable());
        parts.push(Part::Grid(self.found(groups, Side::Groups)));
        parts.extend(self.again(groups));
        parts.push(Part::Sentence(self.typical_said()));
        parts.push(Part::Grid(self.typical()));
        parts.push(self.cluster_profiles());
        let codes = &self.profiles.code_clusters;
        parts.extend([
            Part::Heading(self.say("Cluster von Kategorien", "Clusters of codes")),
            Part::Sentence(self.say(
                "Kategorien, die von denselben Gruppen genannt werden; gerechnet wie oben, mit den Profilen der Kategorien über die Gruppen.",
                "Codes that the same groups name; computed as above, with the profiles of codes over groups.",
            )),
            Part::Sentence(self.number(codes, None)),
            self.tree(codes, Side::Codes),
            Part::Grid(self.found(codes, Side::Codes)),
        ]);
        parts.extend(self.again(codes));
        parts
    }

    fn names(&self, side: Side, at: &[usize]) -> String {
        match side {
            Side::Groups => self.groups(at),
            Side::Codes => self.codes(at),
        }
    }

    fn method(&self) -> String {
        let (distance_de, distance) = match self.profiles.distance {
            Distance::ChiSquare => ("χ²-Abstand", "χ² distance"),
            Distance::Hellinger => (
                "Hellinger-Abstand (Legendre & Gallagher 2001)",
                "Hellinger distance (Legendre & Gallagher 2001)",
            ),
        };
        let (method_de, method) = match self.profiles.method {
            Method::Ward => (
                "Ward-Verfahren (»ward.D2«; Murtagh & Legendre 2014)",
                "Ward's method (“ward.D2”; Murtagh & Legendre 2014)",
            ),
            Method::Average => (
                "mittlerer Abstand zwischen den Mitgliedern (average linkage)",
                "average linkage",
            ),
        };
        self.say(
            format!(
                "Hierarchische Clusteranalyse: {distance_de} zwischen den Profilen, {method_de}; jede Gruppe wiegt gleich viel, ob groß oder klein."
            ),
            format!(
                "Hierarchical clustering: {distance} between profiles, {method}; every group weighs the same, large or small."
            ),
        )
    }

    /// What speaks for the number of clusters.
    fn number(&self, of: &Clustered, asked: Option<usize>) -> String {
        let at = |k: usize| of.numbers.iter().find(|number| number.clusters == k);
        let Some(best) = at(of.best) else {
            return String::new();
        };
        let (k, silhouette) = (of.best, self.figure(best.silhouette));
        let structure = structure(best.silhouette);
        let mut said = self.say(
            format!(
                "Die mittlere Silhouette (Rousseeuw 1987) ist bei {k} Clustern am größten: {silhouette} (was allein steht, zählt mit 0), nach Kaufman & Rousseeuw (1990) {}.",
                structure.de
            ),
            format!(
                "The average silhouette (Rousseeuw 1987) is largest with {k} clusters: {silhouette} (what stands alone counts as 0), after Kaufman & Rousseeuw (1990) {}.",
                structure.en
            ),
        );
        if let Some(share) = best.best_in {
            let share = self.percent(share);
            said += &self.say(
                format!(" In {share} der Ziehungen ist sie es auch dort."),
                format!(" It is largest there in {share} of the draws, too."),
            );
        }
        if let Some(asked) = asked.filter(|asked| *asked != of.best) {
            let silhouette =
                at(asked).map_or_else(|| "–".to_owned(), |number| self.figure(number.silhouette));
            said += &self.say(
                format!(" Verlangt sind {asked} Cluster; dort ist sie {silhouette}."),
                format!(" {asked} clusters were asked for; there it is {silhouette}."),
            );
        }
        said
    }

    fn numbers(&self, of: &Clustered) -> Grid {
        let rows = of.numbers.iter().map(|number| {
            let mut row = vec![
                Field::Count(number.clusters as u64),
                text(self.figure(number.silhouette)),
            ];
            row.extend(number.best_in.map(|share| Field::Share(Ok(share))));
            row
        });
        let mut headings = vec![
            self.say("Cluster", "Clusters"),
            self.say("mittlere Silhouette", "average silhouette"),
        ];
        if of.draws > 0 {
            headings.push(self.say("am größten in Ziehungen", "largest in draws"));
        }
        let most = of.numbers.last().map_or(0, |number| number.clusters);
        Grid {
            title: self.say(
                format!("Wie viele Cluster, verglichen bis {most}"),
                format!("How many clusters, compared up to {most}"),
            ),
            rows: rows.collect(),
            headings,
            sums: 0,
        }
    }

    fn supported(&self, support: Option<&Support>) -> Vec<Field> {
        support.map_or_else(Vec::new, |support| {
            vec![
                Field::Share(Ok(support.exactly)),
                text(self.figure(support.jaccard)),
            ]
        })
    }

    fn support_headings(&self, of: &Clustered) -> Vec<String> {
        match of.draws {
            0 => Vec::new(),
            _ => vec![
                self.say("genau so in Ziehungen", "exactly so in draws"),
                self.say("Jaccard im Mittel", "mean Jaccard"),
            ],
        }
    }

    /// What the two figures of stability are.
    fn stable(&self) -> Option<Part> {
        (self.profiles.group_clusters.draws > 0).then(|| {
            Part::Sentence(self.say(
                "»Genau so in Ziehungen«: Anteil der Ziehungen, in denen genau dieses Cluster herauskommt (Felsenstein 1985). »Jaccard im Mittel«: wie ähnlich ihm das ähnlichste Cluster einer Ziehung ist (Hennig 2007: ab 0,75 stabil, unter 0,6 nicht zu trauen); bei wenigen Gruppen sind sich große Cluster immer ähnlich, deshalb heißt hier stabil nur, was auch in mehr als der Hälfte der Ziehungen genau so herauskommt, und sehr stabil, was in 95 % herauskommt. Gezogene Gruppen streuen mehr als die beobachteten; die Zahlen sind eher vorsichtig.",
                "“Exactly so in draws”: share of draws in which exactly this cluster comes out (Felsenstein 1985). “Mean Jaccard”: how similar the most similar cluster of a draw is (Hennig 2007: from 0.75 on stable, below 0.6 not to be trusted); among few groups large clusters always resemble each other, so stable is here only what also comes out exactly so in more than half of the draws, and highly stable what does in 95%. Drawn groups scatter more than the observed ones; the figures are rather cautious.",
            ))
        })
    }

    fn found(&self, of: &Clustered, side: Side) -> Grid {
        let rows = of.clusters.iter().enumerate().map(|(at, cluster)| {
            let mut row = vec![
                text((at + 1).to_string()),
                text(self.names(side, &cluster.members)),
                text(self.figure(cluster.silhouette)),
            ];
            row.extend(self.supported(cluster.support.as_ref()));
            row.extend(
                cluster
                    .support
                    .map(|support| text(stability(support).get(self.language))),
            );
            row
        });
        let mut headings = vec![
            "Cluster".to_owned(),
            match side {
                Side::Groups => self.say("Gruppen", "Groups"),
                Side::Codes => self.say("Kategorien", "Codes"),
            },
            self.say("Silhouette", "silhouette"),
        ];
        headings.extend(self.support_headings(of));
        if of.draws > 0 {
            headings.push(self.say("Urteil", "verdict"));
        }
        let k = of.clusters.len();
        Grid {
            title: match side {
                Side::Groups => self.say(
                    format!("{k} Cluster von Gruppen"),
                    format!("{k} clusters of groups"),
                ),
                Side::Codes => self.say(
                    format!("{k} Cluster von Kategorien"),
                    format!("{k} clusters of codes"),
                ),
            },
            rows: rows.collect(),
            headings,
            sums: 0,
        }
    }

    /// How often all clusters come out, and draws that could not be used.
    fn again(&self, of: &Clustered) -> Option<Part> {
        let share = self.percent(of.all_again?);
        let k = of.clusters.len();
        let mut said = self.say(
            format!("Alle {k} Cluster zusammen kommen in {share} der Ziehungen heraus."),
            format!("All {k} clusters together come out in {share} of the draws."),
        );
        if of.draws < self.profiles.draws {
            let (left, all) = (
                self.n(self.profiles.draws - of.draws),
                self.n(self.profiles.draws),
            );
            said += &self.say(
                format!(
                    " In {left} von {all} Ziehungen kam etwas, das zu vergleichen war, gar nicht vor; sie zählen nicht."
                ),
                format!(
                    " In {left} of {all} draws something to be compared did not occur at all; they do not count."
                ),
            );
        }
        Some(Part::Sentence(said))
    }

    fn typical_said(&self) -> String {
        let notable = self.figure(NOTABLE);
        self.say(
            format!(
                "Was ein Cluster auszeichnet: Kategorien, deren korrigiertes standardisiertes Residuum (Haberman 1973) mindestens {notable} groß ist; mit Plus häufiger als in den anderen, mit Minus seltener. Das beschreibt und prüft nichts: Die Cluster sind aus denselben Zahlen gebildet, und für viele Vergleiche ist nicht korrigiert."
            ),
            format!(
                "What characterises a cluster: codes whose adjusted standardised residual (Haberman 1973) is at least {notable} in size; plus means more often than in the others, minus less often. This describes and tests nothing: the clusters are made of the same figures, and many comparisons are not corrected for."
            ),
        )
    }

    fn typical(&self) -> Grid {
        let of = &self.profiles.group_clusters;
        let mut rows = Vec::new();
        for (at, (cluster, typical)) in of.clusters.iter().zip(&self.profiles.typical).enumerate() {
            let name = match cluster.members[..] {
                [only] => format!("{}: {}", at + 1, self.profiles.groups[only]),
                _ => (at + 1).to_string(),
            };
            if typical.is_empty() {
                let nothing = self.say("nichts", "nothing");
                rows.push(vec![
                    text(name),
                    text(nothing),
                    Field::Nothing,
                    Field::Nothing,
                    Field::Nothing,
                ]);
                continue;
            }
            for one in typical {
                let sign = if one.residual > 0.0 { "+" } else { "" };
                rows.push(vec![
                    text(name.clone()),
                    text(self.code(one.code)),
                    Field::Share(Ok(one.share)),
                    Field::Share(Ok(one.elsewhere)),
                    text(format!("{sign}{}", self.figure(one.residual))),
                ]);
            }
        }
        Grid {
            title: self.say("Was die Cluster auszeichnet", "What characterises the clusters"),
            rows,
            headings: vec![
                "Cluster".to_owned(),
                self.say("Kategorie", "Code"),
                self.say("Anteil hier", "share here"),
                self.say("anderswo", "elsewhere"),
                self.say("Residuum", "residual"),
            ],
            sums: 0,
        }
    }
}
