//! What people decided, as it counts now: some codes that they named may be merged, split or retired since.
//!
//! Deliberately absent: writing anything back. Decisions keep the ids they named.

use std::collections::BTreeMap;

use super::carried::DroppedCode;
use crate::codebook::{Codebook, Resolved};
use crate::study::Reviewed;
use crate::survey::{Outcome, UnitId};

/// Decisions under the codes that they count as. One that names a split code is left out: it says nothing about the codes
/// that came in its place.
pub fn as_counted(reviewed: Vec<Reviewed>, codebook: &Codebook) -> Vec<Reviewed> {
    if codebook.codes.iter().all(|code| code.is_in_use()) {
        return reviewed;
    }
    let counted = |reviewed: Reviewed| {
        if names_split(&reviewed.outcome, codebook) {
            return None;
        }
        let outcome = match reviewed.outcome {
            Outcome::Codes(named) => {
                let mut codes: Vec<String> = Vec::with_capacity(named.len());
                for id in named {
                    let counts_as = codebook.resolve(&id).counts_as();
                    let id = counts_as.map_or(id, |code| code.id.clone());
                    if !codes.contains(&id) {
                        codes.push(id);
                    }
                }
                Outcome::Codes(codes)
            }
            other => other,
        };
        Some(Reviewed { outcome, ..reviewed })
    };
    reviewed.into_iter().filter_map(counted).collect()
}

/// Units whose decision names a split code, ascending: they are to be decided anew.
pub fn to_decide_anew(reviewed: &[Reviewed], codebook: &Codebook) -> Vec<UnitId> {
    reviewed
        .iter()
        .filter(|reviewed| names_split(&reviewed.outcome, codebook))
        .map(|reviewed| reviewed.unit)
        .collect()
}

fn names_split(outcome: &Outcome, codebook: &Codebook) -> bool {
    let Outcome::Codes(codes) = outcome else {
        return false;
    };
    codes
        .iter()
        .any(|id| matches!(codebook.resolve(id), Resolved::Split(_)))
}

/// Decisions without the codes that a codebook does not have. A unit whose codes are all gone is left out: that none of the
/// remaining codes fits is not what was decided.
pub fn without_dropped(decided: Vec<Reviewed>, codebook: &Codebook) -> (Vec<Reviewed>, Vec<DroppedCode>) {
    let mut dropped: BTreeMap<String, u64> = BTreeMap::new();
    let mut kept = Vec::with_capacity(decided.len());
    for mut unit in decided {
        if let Outcome::Codes(codes) = &mut unit.outcome {
            codes.retain(|code| {
                let stays = codebook.code(code).is_some();
                if !stays {
                    *dropped.entry(code.clone()).or_default() += 1;
                }
                stays
            });
            if codes.is_empty() {
                continue;
            }
        }
        kept.push(unit);
    }
    let dropped = dropped
        .into_iter()
        .map(|(code, decisions)| DroppedCode { code, decisions })
        .collect();
    (kept, dropped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::Picked;

    const CODEBOOK: &str = "format = 1\ntitle = 'T'\nversion = '1'\n[[code]]\nid = 'a'\nvalue = 1\nlabel = 'A'\n\
        [[code]]\nid = 'b'\nvalue = 2\nlabel = 'B'\n";

    fn decided(unit: i64, outcome: Outcome) -> Reviewed {
        Reviewed {
            unit: UnitId(unit),
            outcome,
            picked: Picked::Unknown,
        }
    }

    fn codes(ids: &[&str]) -> Outcome {
        Outcome::Codes(ids.iter().map(|id| (*id).to_owned()).collect())
    }

    #[test]
    fn a_unit_whose_codes_are_all_gone_is_not_taken_for_one_that_none_fits() {
        let codebook = Codebook::read(CODEBOOK, "t.toml").unwrap();
        let (kept, dropped) = without_dropped(
            vec![
                decided(1, codes(&["a", "alt"])),
                decided(2, codes(&["alt"])),
                decided(3, Outcome::NoneFits),
                decided(4, codes(&["b", "weg", "alt"])),
            ],
            &codebook,
        );
        let outcomes: Vec<(i64, Outcome)> =
            kept.into_iter().map(|unit| (unit.unit.0, unit.outcome)).collect();
        assert_eq!(
            outcomes,
            [(1, codes(&["a"])), (3, Outcome::NoneFits), (4, codes(&["b"]))]
        );
        let dropped: Vec<(&str, u64)> = dropped
            .iter()
            .map(|dropped| (&*dropped.code, dropped.decisions))
            .collect();
        assert_eq!(dropped, [("alt", 3), ("weg", 1)]);
    }

    #[test]
    fn decisions_teach_what_their_codes_count_as() {
        let text = format!(
            "{CODEBOOK}[[code]]\nid = 'c'\nvalue = 3\nlabel = 'C'\nmerged_into = 'a'\n\
             [[code]]\nid = 'd'\nvalue = 4\nlabel = 'D'\nsplit_into = ['a', 'b']\n\
             [[code]]\nid = 'e'\nvalue = 5\nlabel = 'E'\nretired = true\n"
        );
        let codebook = Codebook::read(&text, "t.toml").unwrap();
        let said = vec![
            decided(1, codes(&["c"])),
            decided(2, codes(&["a", "b", "c"])),
            decided(3, codes(&["a", "d"])),
            decided(4, codes(&["e"])),
            decided(5, codes(&["b", "e"])),
            decided(6, Outcome::NoneFits),
        ];
        assert_eq!(to_decide_anew(&said, &codebook), [UnitId(3)]);
        let of = |units: Vec<Reviewed>| -> Vec<(i64, Outcome)> {
            units
                .into_iter()
                .map(|unit| (unit.unit.0, unit.outcome))
                .collect()
        };
        let counted = as_counted(said, &codebook);
        assert_eq!(
            of(counted.clone()),
            [
                (1, codes(&["a"])),
                (2, codes(&["a", "b"])),
                (4, codes(&["e"])),
                (5, codes(&["b", "e"])),
                (6, Outcome::NoneFits)
            ]
        );
        let (taught, _) = without_dropped(counted, &codebook.in_use().0);
        let expected = [
            (1, codes(&["a"])),
            (2, codes(&["a", "b"])),
            (5, codes(&["b"])),
            (6, Outcome::NoneFits),
        ];
        assert_eq!(
            of(taught),
            expected,
            "that unit 4 has a retired code does not mean that none fits"
        );
    }
}
