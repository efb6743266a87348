//! The correspondence analysis in sentences and grids: axes, groups, codes.

use super::{Page, text};
use crate::profile::{Point, Region, place};
use crate::results::Part;
use crate::tables::{Field, Grid};

/// Axes that get columns of their own.
const SHOWN: usize = 2;

impl Page<'_> {
    pub(super) fn map(&self) -> Vec<Part> {
        let map = &self.profiles.map;
        let shown: f64 = map.axes.iter().take(SHOWN).map(|axis| axis.share).sum();
        let (inertia, share) = (self.language.number(map.inertia, 3), self.percent(shown));
        let axes = self.n(map.axes.len().min(SHOWN) as u64);
        let opening = self.say(
            format!(
                "Korrespondenzanalyse (Greenacre 2017): Die Gesamtinertia (Trägheit) ist {inertia} (χ² der Tabelle, geteilt durch ihre Summe); die Karte mit {axes} Achsen zeigt davon {share}. Koordinaten sind Hauptkoordinaten: Abstände zwischen Gruppen und Abstände zwischen Kategorien nähern χ²-Abstände an; zwischen einer Gruppe und einer Kategorie zählt nur, ob sie in derselben Richtung liegen. Die Güte ist der Anteil der Inertia eines Punktes, den die Karte zeigt."
            ),
            format!(
                "Correspondence analysis (Greenacre 2017): total inertia is {inertia} (χ² of the table divided by its sum); the map with {axes} axes shows {share} of it. Coordinates are principal coordinates: distances between groups and distances between codes approximate χ² distances; between a group and a code only the direction counts. Quality is the share of a point's inertia that the map shows."
            ),
        );
        let mut parts = vec![
            Part::Heading(self.say("Korrespondenzanalyse", "Correspondence analysis")),
            Part::Sentence(opening),
        ];
        if self.profiles.draws > 0 {
            parts.push(Part::Sentence(self.say(
                "In Klammern: wo die mittleren 95 % der Ziehungen liegen, jede ihrer Karten auf diese gedreht (Prokrustes-Rotation; Milan & Whittaker 1995).",
                "In brackets: where the middle 95% of the draws lie, each of their maps turned onto this one (Procrustes rotation; Milan & Whittaker 1995).",
            )));
        }
        parts.push(Part::Grid(self.axes()));
        parts.extend(self.picture());
        let groups = self.points(
            self.say("Gruppen auf der Karte", "Groups on the map"),
            self.by().to_owned(),
            &map.rows,
            &self.profiles.group_regions,
            |at| self.profiles.groups[at].clone(),
        );
        let codes = self.points(
            self.say("Kategorien auf der Karte", "Codes on the map"),
            self.say("Kategorie", "Code"),
            &map.columns,
            &self.profiles.code_regions,
            |at| self.code(at).to_owned(),
        );
        parts.extend([Part::Grid(groups), Part::Grid(codes)]);
        parts
    }

    fn axes(&self) -> Grid {
        let mut so_far = 0.0;
        let rows = self.profiles.map.axes.iter().enumerate().map(|(at, axis)| {
            so_far += axis.share;
            vec![
                text((at + 1).to_string()),
                text(self.language.number(axis.singular_value, 3)),
                text(self.language.number(axis.inertia, 3)),
                Field::Share(Ok(axis.share)),
                Field::Share(Ok(so_far)),
            ]
        });
        Grid {
            title: self.say("Achsen", "Axes"),
            rows: rows.collect(),
            headings: vec![
                self.say("Achse", "Axis"),
                self.say("Singulärwert", "Singular value"),
                self.say("Inertia", "Inertia"),
                self.say("Anteil", "Share"),
                self.say("kumuliert", "cumulative"),
            ],
            sums: 0,
        }
    }

    fn points(
        &self,
        title: String,
        what: String,
        points: &[Point],
        regions: &[Option<Region>],
        name: impl Fn(usize) -> String,
    ) -> Grid {
        let axes = self.profiles.map.axes.len().min(SHOWN);
        let mut headings = vec![
            what,
            self.say("Masse", "Mass"),
            self.say("Anteil an der Inertia", "Share of inertia"),
            self.say("Güte", "Quality"),
        ];
        for axis in 1..=axes {
            headings.push(self.say(format!("Achse {axis}"), format!("Axis {axis}")));
            headings.push(self.say(format!("Beitrag zu {axis}"), format!("Contribution to {axis}")));
        }
        let rows = points
            .iter()
            .zip(regions)
            .enumerate()
            .map(|(at, (point, region))| {
                let mut row = vec![
                    text(name(at)),
                    Field::Share(Ok(point.mass)),
                    Field::Share(Ok(point.inertia_share)),
                    Field::Share(Ok(point.quality.iter().take(SHOWN).sum())),
                ];
                for axis in 0..axes {
                    let within = region.map(|region| [region.first, region.second][axis]);
                    row.push(text(self.within(place(&point.principal)[axis], within)));
                    row.push(Field::Share(Ok(point.contribution[axis])));
                }
                row
            });
        Grid {
            title,
            headings,
            rows: rows.collect(),
            sums: 0,
        }
    }

    /// `0,83 (0,79–0,87)`
    fn within(&self, value: f64, within: Option<[f64; 2]>) -> String {
        let said = self.figure(value);
        match within {
            None => said,
            Some([low, high]) => {
                let to = match low < 0.0 {
                    // Beside a minus sign a dash would be read as another one.
                    true => self.say(" bis ", " to "),
                    false => "–".to_owned(),
                };
                format!("{said} ({}{to}{})", self.figure(low), self.figure(high))
            }
        }
    }
}
