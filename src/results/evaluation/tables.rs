//! The figures as tables, each with a sentence on how to read it.

use super::Page;
use crate::suggest::evaluation::{Accepted, Averaged};
use crate::tables::{Field, Grid};

impl Page<'_> {
    pub(super) fn over_all(&self) -> (Grid, String) {
        let figures = &self.report.figures;
        let row = |name: String, averaged: &Averaged| {
            vec![
                Field::Text(name),
                self.percent(averaged.precision),
                self.percent(averaged.recall),
                self.number(averaged.f1),
            ]
        };
        let rows = vec![
            row(self.say("mikro", "micro"), &figures.micro),
            row(self.say("makro", "macro"), &figures.macro_mean),
        ];
        let headings = vec![
            String::new(),
            "Precision".to_owned(),
            "Recall".to_owned(),
            "F1".to_owned(),
        ];
        let n = |count: u64| self.language.count(count);
        let (given, suggested, right) = (n(figures.given), n(figures.suggested), n(figures.right));
        let (exact, sets) = (
            figures.sets.exact.say_percent(self.language),
            figures.sets.alpha_masi.say_number(self.language, 3),
        );
        let mean = figures.alpha_mean.say_number(self.language, 3);
        let reading = self.say(
            format!(
                "mikro: alle Zuordnungen zugleich; makro: Mittel der Kategorien; in Klammern 95-%-Intervalle.\n\
                 Precision: wie viele der Vorschläge stimmen; Recall: wie viele der vergebenen Kategorien vorgeschlagen sind.\n\
                 Menschen haben {given} Kategorien vergeben, vorgeschlagen sind {suggested}, beides zugleich {right}.\n\
                 Genau dieselben Kategorien: {exact} der Antworten.\n\
                 Krippendorffs α zwischen Menschen und Programm: {mean} im Mittel der Kategorien,\n\
                 {sets} für ganze Mengen (MASI)."
            ),
            format!(
                "micro: all assignments alike; macro: mean of codes; 95 % intervals in brackets.\n\
                 Precision: how many suggestions are right; recall: how many of the given codes are suggested.\n\
                 People gave {given} codes, {suggested} are suggested, {right} are both.\n\
                 Exactly the same codes: {exact} of the answers.\n\
                 Krippendorff's α between people and program: {mean} as mean of codes,\n\
                 {sets} for whole sets (MASI)."
            ),
        );
        (
            self.grid(self.say("Insgesamt", "Over all"), headings, rows),
            reading,
        )
    }

    pub(super) fn by_code(&self) -> (Grid, String) {
        let codebook = self.codebook;
        let row = |code: &crate::suggest::evaluation::OfCode| {
            let depth = codebook.ancestors(&code.code).count();
            let label = codebook
                .code(&code.code)
                .map_or(code.code.as_str(), |code| code.label.get(self.language));
            vec![
                Field::Text(format!("{}{label}", "\u{a0}\u{a0}".repeat(depth))),
                Field::Count(code.given),
                Field::Count(code.suggested),
                Field::Count(code.right),
                self.bare(code.f1),
                self.bare(code.alpha),
                self.percent(code.precision),
                self.percent(code.recall),
            ]
        };
        let headings = vec![
            self.say("Kategorie", "Code"),
            self.say("vergeben", "given"),
            self.say("vorgeschlagen", "suggested"),
            self.say("richtig", "right"),
            "F1".to_owned(),
            "α".to_owned(),
            "Precision".to_owned(),
            "Recall".to_owned(),
        ];
        let rows = self.report.figures.codes.iter().map(row).collect();
        (
            self.grid(self.say("Je Kategorie", "By code"), headings, rows),
            String::new(),
        )
    }

    pub(super) fn calibration(&self) -> (Grid, String) {
        let calibration = &self.report.figures.calibration;
        let rows = calibration
            .bins
            .iter()
            .map(|bin| {
                let (from, to) = (self.language.number(bin.from, 1), self.language.number(bin.to, 1));
                vec![
                    Field::Text(format!("{from}–{to}")),
                    Field::Count(bin.n),
                    self.percent(bin.mean_score),
                    self.percent(bin.right),
                ]
            })
            .collect();
        let headings = vec![
            self.score(),
            self.say("Paare", "pairs"),
            self.say("im Mittel", "mean"),
            self.say("davon richtig", "of these right"),
        ];
        let error = calibration
            .expected_calibration_error
            .say_number(self.language, 3);
        let brier = calibration.brier_score.say_number(self.language, 3);
        let reading = self.say(
            format!(
                "Paare aus Antwort und Kategorie. Hält der Wert, was er sagt, sind die letzten beiden Spalten gleich.\n\
                 Im Mittel weichen sie um {error} ab (erwarteter Kalibrierungsfehler). Brier-Wert: {brier}."
            ),
            format!(
                "Pairs of answer and code. Where scores hold what they say, the last two columns are the same.\n\
                 On average they differ by {error} (expected calibration error). Brier score: {brier}."
            ),
        );
        (
            self.grid(
                self.say("Wie sicher die Werte sind", "How far scores can be trusted"),
                headings,
                rows,
            ),
            reading,
        )
    }

    pub(super) fn accepted_codes(&self) -> (Grid, String) {
        let headings = vec![
            format!("{} ≥", self.score()),
            self.say("Zuordnungen", "assignments"),
            self.say("davon richtig", "of these right"),
            self.say("vergebene gefunden", "given ones found"),
        ];
        let grid = self.grid(
            self.say(
                "Was sich ungeprüft übernehmen ließe: einzelne Kategorien",
                "What could be accepted unseen: single codes",
            ),
            headings,
            self.accepted(&self.report.figures.accepted_codes),
        );
        (grid, String::new())
    }

    pub(super) fn accepted_sets(&self) -> (Grid, String) {
        let headings = vec![
            self.say("alles richtig ≥", "all right ≥"),
            self.say("Antworten", "answers"),
            self.say("davon ganz richtig", "of these all right"),
            self.say("Anteil der Antworten", "share of answers"),
        ];
        let grid = self.grid(
            self.say(
                "Was sich ungeprüft übernehmen ließe: ganze Antworten",
                "What could be accepted unseen: whole answers",
            ),
            headings,
            self.accepted(&self.report.figures.accepted_sets),
        );
        (grid, String::new())
    }

    fn accepted(&self, accepted: &[Accepted]) -> Vec<Vec<Field>> {
        accepted
            .iter()
            .map(|row| {
                vec![
                    Field::Text(self.language.number(row.confidence, 2)),
                    Field::Count(row.n),
                    self.percent(row.right),
                    self.percent(row.covered),
                ]
            })
            .collect()
    }
}
