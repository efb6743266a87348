//! Learning curve and replayed review as tables.

use super::Page;
use crate::suggest::evaluation::{Order, Point};
use crate::tables::{Field, Grid};

impl Page<'_> {
    pub(super) fn curve(&self, points: &[Point], draws: u64) -> (Grid, String) {
        let headings = vec![
            self.say("geprüft", "reviewed"),
            self.say("F1 mikro", "micro F1"),
            self.say("F1 makro", "macro F1"),
            self.say("Kalibrierungsfehler", "calibration error"),
        ];
        let row = |point: &Point| {
            vec![
                Field::Count(point.reviewed),
                self.mean(point.micro_f1),
                self.mean(point.macro_f1),
                self.mean(point.expected_calibration_error),
            ]
        };
        let grid = self.grid(
            self.say("Lernkurve", "Learning curve"),
            headings,
            points.iter().map(row).collect(),
        );
        (grid, self.drawn(draws))
    }

    pub(super) fn replay(&self, points: &[Point], order: Order, draws: u64) -> (Grid, String) {
        let headings = vec![
            self.say("geprüft", "reviewed"),
            self.say("F1 der übrigen", "F1 of the rest"),
            self.say("F1 aller", "F1 of all"),
            self.say("Kalibrierungsfehler", "calibration error"),
        ];
        let row = |point: &Point| {
            vec![
                Field::Count(point.reviewed),
                self.mean(point.micro_f1),
                point
                    .delivered_micro_f1
                    .map_or(Field::Nothing, |mean| self.mean(mean)),
                self.mean(point.expected_calibration_error),
            ]
        };
        let order = order.label();
        let order = order.get(self.language);
        let title = self.say(
            format!("Prüfung nachgespielt, {order}"),
            format!("Review replayed, {order}"),
        );
        let reading = self.say(
            "Übrige: Vorschläge für noch nicht Geprüftes. Alle: der Datensatz, den man dann hätte, geprüft oder vorgeschlagen.",
            "Rest: suggestions for what is not reviewed yet. All: the data set one would have then, reviewed or suggested.",
        );
        let grid = self.grid(title, headings, points.iter().map(row).collect());
        (grid, format!("{reading}\n{}", self.drawn(draws)))
    }

    fn drawn(&self, draws: u64) -> String {
        if draws == 1 {
            return self.say("Eine einzige Ziehung.", "A single draw.");
        }
        self.say(
            format!("Mittel aus {draws} Ziehungen, ± Standardabweichung."),
            format!("Mean of {draws} draws, ± standard deviation."),
        )
    }
}
