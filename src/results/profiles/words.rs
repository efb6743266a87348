//! What figures of clusters mean, in the words of those who proposed them.

use crate::profile::Support;
use crate::words::Text;

/// Kaufman & Rousseeuw (1990), *Finding Groups in Data*, table 4 of chapter 2, on the average silhouette.
pub fn structure(silhouette: f64) -> Text {
    match silhouette {
        strong if strong > 0.70 => Text::new("eine starke Struktur", "a strong structure"),
        fair if fair > 0.50 => Text::new("eine brauchbare Struktur", "a reasonable structure"),
        weak if weak > 0.25 => Text::new(
            "eine schwache Struktur, die auch zufällig sein kann",
            "a weak structure that could be artificial",
        ),
        _ => Text::new(
            "keine Struktur, die der Rede wert ist",
            "no substantial structure",
        ),
    }
}

/// Stable is what Hennig (2007) takes as such and what comes out more often than not; among few groups large clusters
/// resemble each other whatever happens, so that similarity alone would say too much.
pub fn stability(support: Support) -> Text {
    let Support { exactly, jaccard } = support;
    if jaccard >= 0.85 && exactly >= 0.95 {
        Text::new("sehr stabil", "highly stable")
    } else if jaccard >= 0.75 && exactly > 0.5 {
        Text::new("stabil", "stable")
    } else if jaccard >= 0.60 {
        Text::new("unsicher, wer dazugehört", "members in doubt")
    } else {
        Text::new("nicht zu trauen", "not to be trusted")
    }
}
