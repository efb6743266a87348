//! What a run of suggestions did, in sentences: how many, how they came about, what their scores mean.

use crate::suggest::{Summary, learn};
use crate::words::{Language, Text};

/// How many suggestions there are, how they came about, and what was left alone.
pub fn suggested(summary: &Summary) -> Vec<Text> {
    let n = |count: u64| (Language::De.count(count), Language::En.count(count));
    let ((units_de, units), (all_de, all)) = (n(summary.units), n(summary.suggestions));
    let mut said = vec![Text::new(
        format!("Vorschläge: {all_de}, für Einheiten: {units_de}."),
        format!("Suggestions: {all}, for units: {units}."),
    )];
    said.extend(method(summary));
    if summary.decided > 0 {
        let (decided_de, decided) = n(summary.decided);
        said.push(Text::new(
            format!("Schon entschieden und unberührt: {decided_de}."),
            format!("Decided already and left alone: {decided}."),
        ));
    }
    said
}

/// How the suggestions came about, and what their scores mean.
fn method(summary: &Summary) -> Option<Text> {
    let (reviewed_de, reviewed) = (
        Language::De.count(summary.reviewed),
        Language::En.count(summary.reviewed),
    );
    let enough = learn::ENOUGH_FOR_PROBABILITIES;
    match (summary.method, summary.calibrated) {
        ("rules", _) => None,
        (_, true) => Some(Text::new(
            format!("Gelernt aus {reviewed_de} geprüften Einheiten; die Werte sind Wahrscheinlichkeiten."),
            format!("Learned from {reviewed} reviewed units; scores are probabilities."),
        )),
        (_, false) if summary.reviewed > 0 => Some(Text::new(
            format!(
                "Gelernt aus {reviewed_de} geprüften Einheiten. Die Werte ordnen nur; als Wahrscheinlichkeiten gelten sie ab {enough} geprüften."
            ),
            format!(
                "Learned from {reviewed} reviewed units. Scores are ranks; they hold as probabilities from {enough} reviewed units on."
            ),
        )),
        (_, false) => Some(Text::new(
            format!(
                "Ohne geprüfte Einheiten: Die Werte ordnen nur; als Wahrscheinlichkeiten gelten sie ab {enough} geprüften."
            ),
            format!(
                "Without reviewed units: scores are ranks; they hold as probabilities from {enough} reviewed units on."
            ),
        )),
    }
}
