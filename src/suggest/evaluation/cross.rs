//! Cross-validation: every unit is judged by a fit to the units of the other folds (Stone 1974).

use rayon::prelude::*;

use super::method::{Method, Proposal};
use super::shuffle::shuffled;
use crate::problem::{Progress, Result};

/// Proposals for `units`, in their order. Folds are drawn at random, as equal in size as they can be.
pub fn cross_validated(
    method: &dyn Method,
    units: &[usize],
    folds: usize,
    seed: u64,
    progress: Progress<'_>,
) -> Result<Vec<Proposal>> {
    let order = shuffled(units, seed, 0);
    let folds = folds.clamp(2, units.len().max(2));
    let done = std::sync::atomic::AtomicU64::new(0);
    let of_folds: Vec<Vec<(usize, Proposal)>> = (0..folds)
        .into_par_iter()
        .map(|fold| {
            let part = |inside: bool| {
                let mut part: Vec<usize> = (0..order.len())
                    .filter(|at| (at % folds == fold) == inside)
                    .map(|at| order[at])
                    .collect();
                part.sort_unstable();
                part
            };
            let (asked, reviewed) = (part(true), part(false));
            let proposals = method.propose(&reviewed, &asked)?;
            let done = done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
            progress(done, folds as u64)?;
            Ok(asked.into_iter().zip(proposals).collect())
        })
        .collect::<Result<_>>()?;
    let mut by_unit: std::collections::BTreeMap<usize, Proposal> = of_folds.into_iter().flatten().collect();
    Ok(units.iter().filter_map(|unit| by_unit.remove(unit)).collect())
}

#[cfg(test)]
mod tests {
    use super::super::parrot::Parrot;
    use super::*;
    use crate::problem::unwatched;

    #[test]
    fn no_unit_is_judged_by_itself_and_all_are_judged_once() {
        let given: Vec<Vec<bool>> = (0..23).map(|at| vec![at % 2 == 0, at % 3 == 0]).collect();
        let parrot = Parrot::of(&given);
        let units: Vec<usize> = (0..23).collect();
        let proposals = cross_validated(&parrot, &units, 10, 1, &unwatched).unwrap();
        assert_eq!(proposals.len(), 23);
        assert!(
            proposals
                .iter()
                .all(|proposal| !proposal.suggested.contains(&true))
        );
        // Every fit sees all folds but one: 20 or 21 of 23 units.
        let seen = parrot.seen.lock().unwrap();
        assert_eq!(seen.len(), 10);
        assert!(seen.iter().all(|reviewed| *reviewed == 20 || *reviewed == 21));
    }
}
