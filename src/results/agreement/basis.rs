//! What figures of agreement rest on, and what is doubtful about them.

use super::Measured;
use super::cells::mark;
use crate::agreement::{Agreement, Figure, OBSERVED, OfCode};
use crate::estimate::IntervalKind;
use crate::words::{Language, Text};

impl Measured<'_> {
    /// Whom it is about, what is compared, and how intervals are made.
    pub(super) fn basis(&self, language: Language) -> String {
        let n = language.count(self.compared.all.n);
        let coders = match self.compared.coders.as_slice() {
            [] => "–".to_owned(),
            coders => coders.join(", "),
        };
        let title = self.codebook.title.get(language);
        let version = &self.codebook.version;
        let mut said = match language {
            Language::De => format!(
                "Kodierleitfaden »{title}« {version}. Kodierende: {coders}. Einheiten, die zwei oder mehr kodiert haben: {n}. \
                 Verglichen wird, was alle gesagt haben, bevor sie die anderen Kodierungen sehen konnten."
            ),
            Language::En => format!(
                "Codebook “{title}” {version}. Coders: {coders}. Units coded by two or more: {n}. Compared is what everybody said \
                 before they could see the other codings."
            ),
        };
        if self.compared.mended > 0 {
            let mended = language.count(self.compared.mended);
            said += &match language {
                Language::De => format!(" Danach geändert: {mended}."),
                Language::En => format!(" Changed afterwards: {mended}."),
            };
        }
        if let Some(how) = self.intervals(language) {
            said += &match language {
                Language::De => format!(" In Klammern 95-%-Konfidenzintervalle: {how}."),
                Language::En => format!(" In brackets 95% confidence intervals: {how}."),
            };
        }
        said
    }

    /// How intervals are made; none where there are none.
    pub(super) fn intervals(&self, language: Language) -> Option<String> {
        let intervals = self.compared.intervals;
        let (draws, seed) = (language.count(intervals.draws.n as u64), intervals.draws.seed);
        let how = match intervals.kind {
            IntervalKind::Percentile | IntervalKind::Bca if intervals.draws.n == 0 => return None,
            IntervalKind::Percentile => Text::new(
                format!("Perzentile aus {draws} Bootstrap-Ziehungen von Einheiten, Startwert {seed}"),
                format!("percentiles of {draws} bootstrap draws of units, seed {seed}"),
            ),
            IntervalKind::Bca => Text::new(
                format!("BCa (Efron 1987) aus {draws} Bootstrap-Ziehungen von Einheiten, Startwert {seed}"),
                format!("BCa (Efron 1987) of {draws} bootstrap draws of units, seed {seed}"),
            ),
            IntervalKind::Jackknife => Text::new(
                "Jackknife über Einheiten, ± 1,96 Standardfehler (Tukey 1958)",
                "jackknife over units, ± 1.96 standard errors (Tukey 1958)",
            ),
        };
        Some(how.get(language).to_owned())
    }

    /// Codes too rare to judge, and intervals of another kind.
    pub(super) fn warnings(&self, language: Language) -> Vec<String> {
        let rare = |code: &&(usize, &OfCode)| code.1.is_rare();
        let codes: Vec<(usize, &OfCode)> = self.compared.all.codes.iter().enumerate().collect();
        let rare: Vec<String> = codes
            .iter()
            .filter(rare)
            .map(|(at, code)| format!("{} ({})", self.label(*at, language), language.count(code.given)))
            .collect();
        let mut said = Vec::new();
        if !rare.is_empty() && self.compared.all.n > 0 {
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
        let corrected = |code: &OfCode| {
            code.figures[OBSERVED..]
                .iter()
                .all(|figure| figure.value().is_some())
        };
        let alike: Vec<String> = codes
            .iter()
            .filter(|(_, code)| !corrected(code))
            .map(|(at, _)| self.label(*at, language))
            .collect();
        if !alike.is_empty() && self.compared.all.n > 0 {
            said.push(format!(
                "{} {}.",
                Text::new(
                    "Nicht alle Maße sind bestimmt, wo alle dasselbe sagten; ein Mittel ist eines der übrigen Kategorien:",
                    "Not all coefficients are defined where everybody said the same; a mean is one of the other codes:",
                )
                .get(language),
                alike.join(", ")
            ));
        }
        let other = |kind: IntervalKind| kind != self.compared.intervals.kind && self.has(kind);
        if other(IntervalKind::Percentile) {
            let mark = mark(IntervalKind::Percentile);
            said.push(
                Text::new(
                    format!("{mark} Perzentile, denn BCa ist hier nicht stabil (Davison & Hinkley 1997, Abschnitt 5.3.2)."),
                    format!("{mark} Percentiles, since BCa is not stable here (Davison & Hinkley 1997, section 5.3.2)."),
                )
                .get(language)
                .to_owned(),
            );
        }
        if other(IntervalKind::Jackknife) {
            let mark = mark(IntervalKind::Jackknife);
            said.push(
                Text::new(
                    format!(
                        "{mark} Jackknife über Einheiten, ± 1,96 Standardfehler (Tukey 1958), denn für Ziehungen sind es zu viele \
                         Kodierungen oder zu viele verschiedene Mengen von Kategorien."
                    ),
                    format!(
                        "{mark} Jackknife over units, ± 1.96 standard errors (Tukey 1958), since there are too many codings, or too many \
                         different sets of codes, for draws."
                    ),
                )
                .get(language)
                .to_owned(),
            );
        }
        said
    }

    /// Whether any interval is of a kind.
    fn has(&self, kind: IntervalKind) -> bool {
        let figures = |agreement: &Agreement| -> Vec<Figure> {
            let whole = &agreement.whole;
            let codes = agreement.codes.iter().flat_map(|code| &code.figures);
            let all = agreement.means.iter().chain(codes).copied();
            all.chain([whole.exact, whole.masi, whole.jaccard]).collect()
        };
        let compared = self.compared;
        let groups = compared.groups.iter().flat_map(|(_, groups)| groups);
        let stretches = compared.over_time.iter().flat_map(|(_, stretches)| stretches);
        let scales = compared.scales.iter().map(|(_, ordered)| ordered);
        let of_scales = scales.flat_map(|ordered| [ordered.percent, ordered.alpha, ordered.kappa]);
        std::iter::once(&compared.all)
            .chain(compared.pairs.iter().map(|(_, agreement)| agreement))
            .chain(groups.map(|(_, agreement)| agreement))
            .chain(stretches.map(|(_, agreement)| agreement))
            .chain(compared.again.iter().map(|paired| &paired.agreement))
            .chain(compared.machine.iter().map(|(_, paired)| &paired.agreement))
            .flat_map(figures)
            .chain(of_scales)
            .any(|figure| figure.by == Some(kind))
    }
}
