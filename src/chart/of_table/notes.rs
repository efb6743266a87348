//! What stands beneath a chart of a table: base, intervals, marks. What the table counts says the table.

use super::Source;
use crate::tables::Hidden;

impl Source<'_> {
    fn n(&self) -> String {
        match self.table.total.hidden {
            Hidden::No => self.language.count(self.table.total.base),
            Hidden::Small | Hidden::Other => "–".to_owned(),
        }
    }

    pub(super) fn wilson(&self) -> String {
        let n = self.n();
        // How they come about stands with what the table counts.
        if self.table.head.sample.is_some() {
            return self.say(
                &format!("Prozent der Fälle (n = {n}) mit 95-%-Konfidenzintervallen."),
                &format!("Percent of cases (n = {n}) with 95% confidence intervals."),
            );
        }
        self.say(
            &format!("Prozent der Fälle (n = {n}) mit 95-%-Konfidenzintervallen nach Wilson (1927)."),
            &format!("Percent of cases (n = {n}) with 95% confidence intervals after Wilson (1927)."),
        )
    }

    pub(super) fn shares(&self) -> String {
        let n = self.n();
        self.say(
            &format!("Prozent der Fälle jeder Gruppe (n = {n})."),
            &format!("Percent of the cases of each group (n = {n})."),
        )
    }

    /// How cells are marked.
    pub(super) fn marks(&self) -> String {
        if self.table.tested.is_none() {
            return String::new();
        }
        self.say(
            " Dreiecke: korrigiertes standardisiertes Residuum über 1,96 oder unter −1,96 (Haberman 1973), wo der Test Unterschiede \
             zwischen den Gruppen zeigt (5 %; einzelne Kategorien nach Holm 1979).",
            " Triangles: adjusted standardised residual above 1.96 or below −1.96 (Haberman 1973), where the test shows that groups \
             differ (5%; single codes after Holm 1979).",
        )
    }

    pub(super) fn parts(&self) -> String {
        let n = self.n();
        self.say(
            &format!("Jeder Fall zählt einmal (n = {n}); Kategorien ohne Fälle sind weggelassen."),
            &format!("Every case counts once (n = {n}); codes without cases are left out."),
        )
    }
}
