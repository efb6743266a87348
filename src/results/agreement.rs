//! How far coders agree, as tables: over whole codings, per code, per pair of coders, per group of units.

use super::Part;
use crate::agreement::{Agreement, COEFFICIENTS, OBSERVED, OfCode};
use crate::codebook::Codebook;
use crate::estimate::Estimate;
use crate::review::Compared;
use crate::tables::{Field, Grid};
use crate::words::{Language, Text};

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
            return parts;
        }
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
        if !self.compared.pairs.is_empty() {
            let rows = self
                .compared
                .pairs
                .iter()
                .map(|((one, other), agreement)| (format!("{one} – {other}"), agreement));
            let title = say("Je Paar", "Per pair");
            parts.push(Part::Grid(short(title, say("Paar", "pair"), rows, language)));
        }
        for (heading, groups) in &self.compared.groups {
            let rows = groups.iter().map(|(group, agreement)| (group.clone(), agreement));
            let title = format!("{} {heading}", say("Nach", "By"));
            parts.push(Part::Grid(short(title, heading.clone(), rows, language)));
        }
        parts.extend(self.warnings(language).into_iter().map(Part::Sentence));
        parts
    }

    /// What the figures rest on.
    fn basis(&self, language: Language) -> String {
        let (n, draws) = (
            language.count(self.compared.all.n),
            language.count(self.compared.draws.n as u64),
        );
        let coders = self.compared.coders.join(", ");
        let title = self.codebook.title.get(language);
        let (version, seed) = (&self.codebook.version, self.compared.draws.seed);
        let mut said = match language {
            Language::De => format!(
                "Kodierleitfaden »{title}« {version}. Kodierende: {coders}. Einheiten, die zwei oder mehr kodiert haben: {n}. \
                 Verglichen wird, was alle gesagt haben, bevor sie die anderen Kodierungen sehen konnten. In Klammern \
                 95-%-Konfidenzintervalle: Perzentile aus {draws} Bootstrap-Ziehungen von Einheiten, Startwert {seed}."
            ),
            Language::En => format!(
                "Codebook “{title}” {version}. Coders: {coders}. Units coded by two or more: {n}. Compared is what everybody said \
                 before they could see the other codings. In brackets 95% confidence intervals: percentiles of {draws} bootstrap \
                 draws of units, seed {seed}."
            ),
        };
        if self.compared.mended > 0 {
            let mended = language.count(self.compared.mended);
            said += &match language {
                Language::De => format!(" Danach geändert: {mended}."),
                Language::En => format!(" Changed afterwards: {mended}."),
            };
        }
        said
    }

    fn whole(&self, language: Language) -> Grid {
        let say = |de: &str, en: &str| Text::new(de, en).get(language).to_owned();
        let whole = &self.compared.all.whole;
        let mut rows = vec![
            vec![
                text(say("Genau dieselben Kategorien", "Exactly the same codes")),
                text(whole.exact.say_percent(language)),
            ],
            vec![
                text(say(
                    "α über Mengen von Kategorien (MASI)",
                    "α over sets of codes (MASI)",
                )),
                figure(whole.masi, language),
            ],
            vec![
                text(say(
                    "α über Mengen von Kategorien (Jaccard)",
                    "α over sets of codes (Jaccard)",
                )),
                figure(whole.jaccard, language),
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
                figure(*mean, language),
            ]);
        }
        Grid {
            title: say("Ganze Kodierungen", "Whole codings"),
            headings: vec![say("Maß", "measure"), say("Wert", "value")],
            rows,
            sums: 0,
        }
    }

    fn fourfold(&self, language: Language) -> Grid {
        let say = |de: &str, en: &str| Text::new(de, en).get(language).to_owned();
        let headings = match self.compared.coders.as_slice() {
            [one, other] => [
                say("beide", "both"),
                format!("{} {one}", say("nur", "only")),
                format!("{} {other}", say("nur", "only")),
                say("keine/r", "neither"),
            ],
            _ => [
                say("beide", "both"),
                say("nur die/der erste", "first only"),
                say("nur die/der zweite", "second only"),
                say("keine/r", "neither"),
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
                .chain([say("Prävalenz", "prevalence")])
                .collect(),
            sums: 0,
        }
    }

    fn per_code(&self, title: String, kinds: &[usize], language: Language) -> Grid {
        let say = |de: &str, en: &str| Text::new(de, en).get(language).to_owned();
        let rows = self.compared.all.codes.iter().enumerate().map(|(at, code)| {
            let figures = kinds.iter().map(|kind| match kind {
                0..OBSERVED => share(code.figures[*kind], language),
                _ => figure(code.figures[*kind], language),
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

    /// Codes too rare to judge, and what has no interval.
    fn warnings(&self, language: Language) -> Vec<String> {
        let rare = |code: &&(usize, &OfCode)| code.1.is_rare();
        let codes: Vec<(usize, &OfCode)> = self.compared.all.codes.iter().enumerate().collect();
        let rare: Vec<String> = codes
            .iter()
            .filter(rare)
            .map(|(at, code)| format!("{} ({})", self.label(*at, language), language.count(code.given)))
            .collect();
        let mut said = Vec::new();
        if !rare.is_empty() {
            said.push(format!(
                "{} {}.",
                Text::new(
                    "Zu selten vergeben (oder fast immer), um darüber zu urteilen; in Klammern die Einheiten, denen jemand die Kategorie gab:",
                    "Given too rarely (or nearly always) to be judged; in brackets the units to which anybody gave the code:",
                )
                .get(language),
                rare.join(", ")
            ));
        }
        if self.compared.all.whole.masi.value().is_some()
            && self.compared.all.whole.masi.interval().is_none()
            && self.compared.draws.n > 0
        {
            said.push(
                Text::new(
                    "Ohne Intervall über Mengen: zu viele verschiedene Mengen von Kategorien, oder zu wenige Einheiten.",
                    "No interval over sets: too many different sets of codes, or too few units.",
                )
                .get(language)
                .to_owned(),
            );
        }
        said
    }

    fn label(&self, at: usize, language: Language) -> String {
        let id = &self.compared.codes[at];
        let code = self.codebook.code(id);
        code.map_or_else(|| id.clone(), |code| code.label.get(language).to_owned())
    }
}

/// One line for each of several agreements.
fn short<'a>(
    title: String,
    heading: String,
    rows: impl Iterator<Item = (String, &'a Agreement)>,
    language: Language,
) -> Grid {
    let say = |de: &str, en: &str| Text::new(de, en).get(language).to_owned();
    let alpha = COEFFICIENTS
        .iter()
        .position(|kind| kind.id == "krippendorff_alpha");
    let rows = rows.map(|(name, agreement)| {
        vec![
            text(name),
            Field::Count(agreement.n),
            text(agreement.whole.exact.say_percent(language)),
            figure(agreement.whole.masi, language),
            alpha.map_or(Field::Nothing, |alpha| figure(agreement.means[alpha], language)),
        ]
    });
    Grid {
        title,
        rows: rows.collect(),
        headings: vec![
            heading,
            "n".to_owned(),
            say("genau gleich", "exactly the same"),
            "α (MASI)".to_owned(),
            say("α, Mittel der Kategorien", "α, mean of codes"),
        ],
        sums: 0,
    }
}

fn text(text: impl Into<String>) -> Field {
    Field::Text(text.into())
}

/// `0,83 (0,79–0,87)`, or why there is none.
fn figure(figure: Estimate, language: Language) -> Field {
    known(figure, language, |figure| figure.say_number(language, 2))
}

/// `83,1 % (79,0–87,2)`, or why there is none.
fn share(share: Estimate, language: Language) -> Field {
    known(share, language, |share| share.say_percent(language))
}

fn known(figure: Estimate, language: Language, say: impl Fn(Estimate) -> String) -> Field {
    text(match figure {
        Estimate::Undefined { why, .. } => format!("– ({})", why.label().get(language)),
        known => say(known),
    })
}
