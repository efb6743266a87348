//! What was measured, how, and with what: the sentences before the tables.

use super::{Origin, Page};
use crate::suggest::Scores;
use crate::suggest::evaluation::Design;
use crate::survey::PerAnswer;

impl Page<'_> {
    pub(super) fn opening(&self) -> Vec<String> {
        let n = |count: u64| self.language.count(count);
        let (report, figures) = (self.report, &self.report.figures);
        let (units, reviewed) = (n(figures.units), n(report.reviewed));
        let name = |path: &Option<std::path::PathBuf>| {
            path.as_ref()
                .map_or_else(String::new, |path| path.display().to_string())
        };
        let measured = match (self.origin, report.design) {
            (Origin::Files { test, train: None }, _) => self.say(
                format!("Gemessen an {units} Antworten aus {}, ohne dass etwas geprüft wäre.", name(test)),
                format!("Measured on {units} answers of {}, with nothing reviewed.", name(test)),
            ),
            (Origin::Files { train, test }, Design::Test) => self.say(
                format!(
                    "Gemessen an {units} Antworten aus {}, gelernt aus {reviewed} Antworten aus {}.",
                    name(test),
                    name(train)
                ),
                format!(
                    "Measured on {units} answers of {}, learned from {reviewed} answers of {}.",
                    name(test),
                    name(train)
                ),
            ),
            (Origin::Files { train, .. }, Design::CrossValidation { folds }) => self.say(
                format!("Gemessen an {units} Antworten aus {} in {folds} Teilen: jede beurteilt nach den Antworten der anderen Teile.", name(train)),
                format!("Measured on {units} answers of {} in {folds} folds: each judged by the answers of the other folds.", name(train)),
            ),
            (Origin::Study { path, .. }, _) => self.of_study(path),
            (Origin::Files { .. }, Design::LeaveOneOut) => String::new(),
        };
        let per_answer = match report.per_answer {
            PerAnswer::One => self.say("eine Kategorie je Antwort", "one code per answer"),
            PerAnswer::Several => self.say(
                "mehrere Kategorien je Antwort möglich",
                "several codes per answer possible",
            ),
        };
        let (codebook, version, method) = (&report.codebook, &report.codebook_version, report.method);
        let with = self.say(
            format!("Kodierleitfaden {codebook}, Fassung {version}; Verfahren {method}; {per_answer}."),
            format!("Codebook {codebook}, version {version}; method {method}; {per_answer}."),
        );
        let scores = match report.scores {
            Scores::Probabilities => None,
            Scores::Weights => Some(self.say(
                "Werte sind Gewichte der Regeln, die trafen, keine Wahrscheinlichkeiten.",
                "Scores are weights of the rules that hit, not probabilities.",
            )),
            Scores::Ranks => Some(self.say(
                "Werte sind nur eine Rangfolge; Wahrscheinlichkeiten werden es ab 25 geprüften Antworten.",
                "Scores are an order only; they become probabilities from 25 reviewed answers on.",
            )),
        };
        [measured, with].into_iter().chain(scores).collect()
    }

    fn of_study(&self, path: &std::path::Path) -> String {
        let (units, path) = (self.language.count(self.report.figures.units), path.display());
        self.say(
            format!("Gemessen an {units} geprüften Einheiten aus {path}: jede beurteilt nach allen anderen."),
            format!("Measured on {units} reviewed units of {path}: each judged by all others."),
        )
    }
}
