//! How far coders agree, as tables: over whole codings, per code, per pair of coders, per group of units.
//!
//! | member | what |
//! |---|---|
//! | `basis` | what the figures rest on, and what is doubtful |
//! | `drawn` | the same per code as bars |
//! | `cells` | figures as tables show them |
//! | `others` | scales, stretches of time, an earlier self, the machine |
//! | `json` | everything for another program |

mod basis;
mod cells;
mod drawn;
mod json;
mod others;

pub use json::agreement_json;

use super::Part;
use crate::agreement::{COEFFICIENTS, OBSERVED};
use crate::codebook::Codebook;
use crate::review::Compared;
use crate::tables::{Field, Grid};
use crate::words::{Language, Text};
use cells::{Cells, text};

/// In sentences and grids.
pub fn agreement(codebook: &Codebook, compared: &Compared, language: Language) -> Vec<Part> {
    Measured { codebook, compared }.parts(language)
}

struct Measured<'m> {
    codebook: &'m Codebook,
    compared: &'m Compared,
}

impl Measured<'_> {
    fn parts(&self, language: Language) -> Vec<Part> {
        let say = |de: &str, en: &str| Text::new(de, en).get(language).to_owned();
        let mut parts = vec![Part::Sentence(self.basis(language))];
        if self.compared.all.n == 0 {
            parts.push(Part::Sentence(say(
                "Noch haben nicht zwei Personen dieselbe Einheit kodiert, ohne die andere Kodierung zu kennen.",
                "No two people have coded the same unit yet without knowing the other coding.",
            )));
        } else {
            parts.extend(self.of_people(language));
        }
        parts.extend(self.again(language));
        parts.extend(self.machine(language));
        parts.extend(self.warnings(language).into_iter().map(Part::Sentence));
        parts
    }

    /// Between people.
    fn of_people(&self, language: Language) -> Vec<Part> {
        let say = |de: &str, en: &str| Text::new(de, en).get(language).to_owned();
        let cells = self.cells(language);
        let mut parts = Vec::new();
        parts.push(Part::Grid(self.whole(language)));
        parts.push(Part::Grid(self.fourfold(language)));
        for (title, kinds) in [
            (say("Übereinstimmung je Kategorie", "Agreement per code"), 0..3),
            (
                say(
                    "Zufallskorrigierte Übereinstimmung je Kategorie",
                    "Chance-corrected agreement per code",
                ),
                OBSERVED..COEFFICIENTS.len(),
            ),
        ] {
            parts.push(Part::Grid(self.per_code(
                title,
                &kinds.collect::<Vec<_>>(),
                language,
            )));
        }
        parts.extend(self.drawn(language));
        parts.extend(self.scales(language));
        if !self.compared.pairs.is_empty() {
            let rows = self
                .compared
                .pairs
                .iter()
                .map(|((one, other), agreement)| (format!("{one} – {other}"), agreement));
            let title = say("Je Paar", "Per pair");
            parts.push(Part::Grid(cells.short(title, say("Paar", "Pair"), rows)));
        }
        for (heading, groups) in &self.compared.groups {
            let rows = groups.iter().map(|(group, agreement)| (group.clone(), agreement));
            let title = format!("{} {heading}", say("Nach", "By"));
            parts.push(Part::Grid(cells.short(title, heading.clone(), rows)));
        }
        parts.extend(self.over_time(language));
        parts
    }

    fn cells(&self, language: Language) -> Cells {
        Cells {
            language,
            kind: self.compared.intervals.kind,
        }
    }

    fn whole(&self, language: Language) -> Grid {
        let cells = self.cells(language);
        let say = |de: &str, en: &str| Text::new(de, en).get(language).to_owned();
        let whole = &self.compared.all.whole;
        let mut rows = vec![
            vec![
                text(say("Genau dieselben Kategorien", "Exactly the same codes")),
                cells.share(whole.exact),
            ],
            vec![
                text(say(
                    "α über Mengen von Kategorien (MASI)",
                    "α over sets of codes (MASI)",
                )),
                cells.figure(whole.masi),
            ],
            vec![
                text(say(
                    "α über Mengen von Kategorien (Jaccard)",
                    "α over sets of codes (Jaccard)",
                )),
                cells.figure(whole.jaccard),
            ],
        ];
        for (kind, mean) in COEFFICIENTS.iter().zip(&self.compared.all.means).skip(OBSERVED) {
            let name = kind.name();
            let name = name.get(language);
            rows.push(vec![
                text(match language {
                    Language::De => format!("{name}, Mittel der Kategorien"),
                    Language::En => format!("{name}, mean of codes"),
                }),
                cells.figure(*mean),
            ]);
        }
        Grid {
            title: say("Ganze Kodierungen", "Whole codings"),
            headings: vec![say("Maß", "Coefficient"), say("Wert", "Value")],
            rows,
            sums: 0,
        }
    }

    fn fourfold(&self, language: Language) -> Grid {
        let say = |de: &str, en: &str| Text::new(de, en).get(language).to_owned();
        let headings = match self.compared.coders.as_slice() {
            [one, other] => [
                say("beide", "Both"),
                format!("{} {one}", say("nur", "Only")),
                format!("{} {other}", say("nur", "Only")),
                say("keine/r", "Neither"),
            ],
            _ => [
                say("beide", "Both"),
                say("nur die/der erste", "First only"),
                say("nur die/der zweite", "Second only"),
                say("keine/r", "Neither"),
            ],
        };
        let rows = self.compared.all.codes.iter().enumerate().map(|(at, code)| {
            let table = code.fourfold;
            let counts = [table.both, table.first_only, table.second_only, table.neither];
            std::iter::once(text(self.label(at, language)))
                .chain(counts.map(Field::Count))
                .chain([text(code.prevalence.say_percent(language))])
                .collect()
        });
        Grid {
            title: say("Vierfeldertafel je Kategorie", "Fourfold table per code"),
            rows: rows.collect(),
            headings: [say("Kategorie", "Code")]
                .into_iter()
                .chain(headings)
                .chain([say("Prävalenz", "Prevalence")])
                .collect(),
            sums: 0,
        }
    }

    fn per_code(&self, title: String, kinds: &[usize], language: Language) -> Grid {
        let cells = self.cells(language);
        let say = |de: &str, en: &str| Text::new(de, en).get(language).to_owned();
        let rows = self.compared.all.codes.iter().enumerate().map(|(at, code)| {
            let figures = kinds.iter().map(|kind| match kind {
                0..OBSERVED => cells.share(code.figures[*kind]),
                _ => cells.figure(code.figures[*kind]),
            });
            std::iter::once(text(self.label(at, language)))
                .chain(figures)
                .collect()
        });
        let names = kinds
            .iter()
            .map(|kind| COEFFICIENTS[*kind].name().get(language).to_owned());
        Grid {
            title,
            rows: rows.collect(),
            headings: std::iter::once(say("Kategorie", "Code")).chain(names).collect(),
            sums: 0,
        }
    }

    fn label(&self, at: usize, language: Language) -> String {
        self.label_of(&self.compared.codes[at], language)
    }

    fn label_of(&self, id: &str, language: Language) -> String {
        let code = self.codebook.code(id);
        code.map_or_else(|| id.to_owned(), |code| code.label.get(language).to_owned())
    }
}
