//! What the machine accepted, or took back, in sentences.

use crate::study::Accepted;
use crate::words::{Language, Text};

/// `above`: from which probability on it accepted; `None`: it was told to take everything back.
pub fn accepted(above: Option<f64>, accepted: &Accepted) -> Vec<Text> {
    let n = |count: u64| (Language::De.count(count), Language::En.count(count));
    let ((units_de, units), (codes_de, codes)) = (n(accepted.units), n(accepted.codes));
    let mut said = Vec::new();
    if let Some(above) = above {
        let above_de = above.to_string().replace('.', ",");
        said.push(Text::new(
            format!("Von der Maschine übernommen (ab {above_de}): {codes_de} Vorschläge, für Einheiten: {units_de}."),
            format!("Accepted by the machine (from {above}): {codes} suggestions, for units: {units}."),
        ));
    }
    if above.is_none() || accepted.taken_back > 0 {
        let (back_de, back) = n(accepted.taken_back);
        said.push(Text::new(
            format!("Zurückgenommen, für Einheiten: {back_de}."),
            format!("Taken back, for units: {back}."),
        ));
    }
    said
}
