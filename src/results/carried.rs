//! Where what was learned comes from, how far its probabilities can be trusted, and whether answers have changed.

use super::Part;
use super::drift::drift;
use crate::codebook::Codebook;
use crate::suggest::Summary;
use crate::suggest::learn::ENOUGH_FOR_PROBABILITIES;
use crate::words::{Language, Text};

/// Nothing where a run took no other study as a start.
pub fn carried(summary: &Summary, codebook: &Codebook, language: Language) -> Vec<Part> {
    let Some(from) = &summary.from else {
        return Vec::new();
    };
    let say = |de: String, en: String| Part::Sentence(Text::new(de, en).get(language).to_owned());
    let own = summary.reviewed.saturating_sub(from.reviewed);
    let (here, there, file) = (language.count(own), language.count(from.reviewed), &from.file);
    let mut parts = vec![say(
        format!("Geprüfte Einheiten aus {file}: {there}, aus dieser Studie: {here}."),
        format!("Reviewed units from {file}: {there}, from this study: {here}."),
    )];
    let enough = ENOUGH_FOR_PROBABILITIES;
    if summary.calibrated && own < enough as u64 {
        parts.push(say(
            format!("Solange hier weniger als {enough} geprüft sind, gelten die Wahrscheinlichkeiten nur, soweit sich die Antworten seither nicht geändert haben."),
            format!("As long as fewer than {enough} are reviewed here, probabilities hold only as far as the answers have not drifted since."),
        ));
    }
    if let Some(found) = &summary.drift {
        parts.extend(drift(found, file, codebook, language));
    }
    parts
}
