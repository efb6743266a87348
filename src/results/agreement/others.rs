//! Agreement on scales, over time, of coders with an earlier self, and with the machine.

use super::Measured;
use super::cells::{Cells, text};
use crate::agreement::Agreement;
use crate::chart::{Chart, Kind, Lines, Series, Unit};
use crate::results::Part;
use crate::review::{Aid, Paired, Stretch};
use crate::tables::{Field, Grid};
use crate::words::{Language, Text};

impl Measured<'_> {
    pub(super) fn scales(&self, language: Language) -> Vec<Part> {
        if self.compared.scales.is_empty() {
            return Vec::new();
        }
        let say = |de: &str, en: &str| Text::new(de, en).get(language).to_owned();
        let cells = self.cells(language);
        let rows = self.compared.scales.iter().map(|(id, ordered)| {
            vec![
                text(self.label_of(id, language)),
                Field::Count(ordered.n),
                cells.share(ordered.percent),
                cells.figure(ordered.alpha),
                cells.figure(ordered.kappa),
            ]
        });
        let grid = Grid {
            title: say("Geordnete Kategorien", "Ordered codes"),
            headings: vec![
                say("Skala", "Scale"),
                "n".to_owned(),
                say("dieselbe Stufe", "The same step"),
                say("Krippendorffs α, ordinal", "Krippendorff’s α, ordinal"),
                say("gewichtetes κ", "Weighted κ"),
            ],
            rows: rows.collect(),
            sums: 0,
        };
        vec![
            Part::Grid(grid),
            Part::Sentence(say(
                "Verglichen sind hier Einheiten, denen zwei oder mehr Personen genau eine Stufe der Skala gaben. κ ist mit den \
                 Quadraten der Abstände in Stufen gewichtet (Cohen 1968).",
                "Compared are units to which two or more people gave exactly one step of the scale. κ is weighted by the squares of the \
                 distances in steps (Cohen 1968).",
            )),
        ]
    }

    pub(super) fn over_time(&self, language: Language) -> Vec<Part> {
        let Some((stretch, parts)) = &self.compared.over_time else {
            return Vec::new();
        };
        let say = |de: &str, en: &str| Text::new(de, en).get(language).to_owned();
        let rows = parts
            .iter()
            .map(|(name, agreement)| (name.get(language).to_owned(), agreement));
        let heading = match stretch {
            Stretch::Week => say("Woche ab", "Week from"),
            Stretch::Month => say("Monat", "Month"),
            Stretch::Fourth => say("Viertel der Arbeit", "Fourth of the work"),
        };
        let title = say("Im Lauf der Zeit", "Over time");
        let mut said = vec![
            Part::Grid(self.cells(language).short(title, heading, rows)),
            Part::Sentence(say(
                "Eine Einheit zählt zu der Zeit, in der die letzte der verglichenen Kodierungen entstand (UTC).",
                "A unit counts for the time when the last of the codings compared was made (UTC).",
            )),
        ];
        if parts.len() > 1 {
            let line = |name: String, of: fn(&Agreement) -> crate::estimate::Estimate| Series {
                name,
                values: parts.iter().map(|(_, agreement)| of(agreement)).collect(),
            };
            said.push(Part::Chart(Chart {
                title: say("α im Lauf der Zeit", "α over time"),
                note: self
                    .intervals(language)
                    .map_or_else(String::new, |how| match language {
                        Language::De => format!("Senkrechte Striche: 95-%-Konfidenzintervalle ({how})."),
                        Language::En => format!("Vertical lines: 95% confidence intervals ({how})."),
                    }),
                kind: Kind::Lines(Lines {
                    unit: Unit::Number { decimals: 2 },
                    moments: parts
                        .iter()
                        .map(|(name, _)| name.get(language).to_owned())
                        .collect(),
                    lines: vec![line(
                        say("α über Mengen (MASI)", "α over sets (MASI)"),
                        |agreement| agreement.whole.masi.estimate,
                    )],
                }),
            }));
        }
        said
    }

    pub(super) fn again(&self, language: Language) -> Vec<Part> {
        if self.compared.again.is_empty() {
            return Vec::new();
        }
        let say = |de: &str, en: &str| Text::new(de, en).get(language).to_owned();
        let title = say("Intracoder-Übereinstimmung", "Intracoder agreement");
        let rows = self
            .compared
            .again
            .iter()
            .map(|paired| (paired.coder.clone(), &paired.agreement));
        vec![
            Part::Grid(self.cells(language).short(title, say("Person", "Coder"), rows)),
            Part::Sentence(say(
                "Verglichen ist, was jemand beim erneuten Kodieren sagte, mit dem, was dieselbe Person davor zuletzt gesagt hatte.",
                "Compared is what somebody said when coding again with what the same person had said last before.",
            )),
        ]
    }

    pub(super) fn machine(&self, language: Language) -> Vec<Part> {
        if self.compared.machine.is_empty() {
            return Vec::new();
        }
        let say = |de: &str, en: &str| Text::new(de, en).get(language).to_owned();
        let name = |aid: &Aid, paired: &Paired| {
            let aid = match aid {
                Aid::Unaided => say("ohne Vorschläge kodiert", "coded without suggestions"),
                Aid::Suggested => say("Vorschläge waren zu sehen", "suggestions in sight"),
            };
            format!("{} – {}, {aid}", say("Maschine", "Machine"), paired.coder)
        };
        let rows = self
            .compared
            .machine
            .iter()
            .map(|(aid, paired)| (name(aid, paired), &paired.agreement));
        let cells: Cells = self.cells(language);
        let mut said = say(
            "Verglichen ist, was die Maschine vorgeschlagen hatte, als jemand kodierte, mit dem, was diese Person sagte: Einheiten, für die \
             etwas vorgeschlagen war, und von gemeinsam entschiedenen eine. Die Vorschläge können aus früheren Kodierungen gelernt haben.",
            "Compared is what the machine had suggested when somebody coded with what this person said: units for which something was \
             suggested, and of those decided together one. Suggestions may have learned from earlier codings.",
        );
        if self
            .compared
            .machine
            .iter()
            .any(|(aid, _)| *aid == Aid::Suggested)
        {
            said += " ";
            said += &say(
                "Wer die Vorschläge sah, kodierte nicht unabhängig von ihnen: Diese Übereinstimmung ist keine Reliabilität und eher zu \
                 hoch.",
                "Whoever saw the suggestions did not code independently of them: this agreement is no reliability and rather too high.",
            );
        }
        vec![
            Part::Grid(cells.short(
                say("Maschine und Personen", "Machine and people"),
                say("Paar", "Pair"),
                rows,
            )),
            Part::Sentence(said),
        ]
    }
}
