//! Figures of agreement as tables show them: with interval, and a mark where it is not of the kind that was asked for.

use crate::agreement::{Agreement, COEFFICIENTS, Figure};
use crate::estimate::{Estimate, IntervalKind};
use crate::tables::{Field, Grid};
use crate::words::{Language, Text};

/// What the marks of this table say is said by `basis`.
pub fn mark(kind: IntervalKind) -> &'static str {
    match kind {
        IntervalKind::Percentile => "*",
        IntervalKind::Bca => "‡",
        IntervalKind::Jackknife => "†",
    }
}

#[derive(Clone, Copy)]
pub struct Cells {
    pub language: Language,
    /// The kind of intervals that was asked for.
    pub kind: IntervalKind,
}

impl Cells {
    /// `0,83 (0,79–0,87)`, or why there is none.
    pub fn figure(self, figure: Figure) -> Field {
        self.known(figure, |figure| figure.say_number(self.language, 2))
    }

    /// `83,1 % (79,0–87,2)`, or why there is none.
    pub fn share(self, share: Figure) -> Field {
        self.known(share, |share| share.say_percent(self.language))
    }

    fn known(self, figure: Figure, say: impl Fn(Estimate) -> String) -> Field {
        let mark = figure.by.filter(|by| *by != self.kind).map_or("", mark);
        text(match figure.estimate {
            Estimate::Undefined { why, .. } => format!("– ({})", why.label().get(self.language)),
            known => match say(known).split_once(" (") {
                Some((value, interval)) => format!("{value}{mark} ({interval}"),
                None => say(known),
            },
        })
    }

    /// One line for each of several agreements.
    pub fn short<'a>(
        self,
        title: String,
        heading: String,
        rows: impl Iterator<Item = (String, &'a Agreement)>,
    ) -> Grid {
        let say = |de: &str, en: &str| Text::new(de, en).get(self.language).to_owned();
        let alpha = COEFFICIENTS
            .iter()
            .position(|kind| kind.id == "krippendorff_alpha");
        let rows = rows.map(|(name, agreement)| {
            vec![
                text(name),
                Field::Count(agreement.n),
                self.share(agreement.whole.exact),
                self.figure(agreement.whole.masi),
                alpha.map_or(Field::Nothing, |alpha| self.figure(agreement.means[alpha])),
            ]
        });
        Grid {
            title,
            rows: rows.collect(),
            headings: vec![
                heading,
                "n".to_owned(),
                say("genau gleich", "Exactly the same"),
                "α (MASI)".to_owned(),
                say("α, Mittel der Kategorien", "α, mean of codes"),
            ],
            sums: 0,
        }
    }
}

pub fn text(text: impl Into<String>) -> Field {
    Field::Text(text.into())
}
