//! The program accepts single suggestions by itself, in its own name and only by probabilities; and takes them back.
//!
//! Deliberately absent: judging how many of them are right (`evaluation`).

use super::Summary;
use crate::problem::{Problem, Result};
use crate::study::{Accepted, Accepting, Change, StoredCodebook};
use crate::survey::RunId;

/// The name of the machine as a coder; shown as `freitext (Maschine)`.
pub const MACHINE: &str = "freitext";

/// Accepts each suggestion of a run whose probability is `above` or more, one decision for each unit. What was accepted
/// before and is not now is taken back. What people decided stays untouched. `now`: seconds since 1970 UTC.
///
/// # Errors
/// The scores are no probabilities: by the method, or because too little was reviewed.
pub fn accept(
    change: &Change<'_>,
    codebook: &StoredCodebook,
    (run, summary): (RunId, &Summary),
    above: f64,
    now: i64,
) -> Result<Accepted> {
    if !summary.calibrated {
        let reviewed = summary.reviewed;
        let enough = super::learn::ENOUGH_FOR_PROBABILITIES;
        return Err(Problem::input(
            format!("Bisher sind {reviewed} Einheiten geprüft; erst ab {enough} sind die Bewertungen Wahrscheinlichkeiten, nach denen die Maschine Vorschläge übernehmen darf."),
            format!("So far {reviewed} units are reviewed; only from {enough} on are scores probabilities by which the machine may accept suggestions."),
        )
        .hint("Weitere Antworten prüfen und dann noch einmal aufrufen.", "Review more answers, then call again."));
    }
    write(change, codebook, Some((run, above)), now)
}

/// Takes back all that [`accept`] has accepted and that still stands.
pub fn take_back(change: &Change<'_>, codebook: &StoredCodebook, now: i64) -> Result<Accepted> {
    write(change, codebook, None, now)
}

fn write(
    change: &Change<'_>,
    codebook: &StoredCodebook,
    from: Option<(RunId, f64)>,
    time: i64,
) -> Result<Accepted> {
    let codes: Vec<String> = codebook
        .codebook
        .codes
        .iter()
        .map(|code| code.id.clone())
        .collect();
    change.accept(&Accepting {
        machine: change.machine(MACHINE)?,
        codebook: codebook.id,
        codes: &codes,
        from,
        time,
    })
}
