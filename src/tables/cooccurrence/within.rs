//! Pairs of codes of one codebook: in the same coding unit, or with the same respondent.

use std::collections::BTreeMap;

use super::{Pair, Together, codes_of, corrected, side};
use crate::estimate::Fourfold;
use crate::tables::choice::Level;
use crate::tables::pass::Counted;
use crate::tables::scheme::CodeAt;
use crate::tables::table::View;

/// One table per question, from what a pass has counted.
pub fn within(counted: &Counted, view: &View) -> Vec<Together> {
    let layer = counted.layer(view);
    let mut tables = Vec::new();
    for (question, axes) in &counted.questions {
        let mut n = 0;
        let mut single = vec![0; counted.scheme.codes().len()];
        let mut both: BTreeMap<(CodeAt, CodeAt), u64> = BTreeMap::new();
        for (_, profile, times) in &axes[0].profiles {
            let Some(codes) = codes_of(counted, *profile, layer) else {
                continue;
            };
            n += times;
            for (at, code) in codes.iter().enumerate() {
                single[*code as usize] += times;
                for other in &codes[at + 1..] {
                    *both.entry((*code, *other)).or_default() += times;
                }
            }
        }
        let rows = side(counted, vec![question.key.clone()], &single);
        let is_above = |a: CodeAt, b: CodeAt| counted.scheme.ancestors(b).any(|above| above == a);
        let mut pairs = Vec::new();
        for (row, one) in rows.codes.iter().enumerate() {
            for (column, other) in rows.codes.iter().enumerate().skip(row + 1) {
                // A code brings those above it: that they go together says nothing.
                if counted.level == Level::Codes && (is_above(one.at, other.at) || is_above(other.at, one.at))
                {
                    continue;
                }
                let key = (one.at.min(other.at), one.at.max(other.at));
                let both = both.get(&key).copied().unwrap_or(0);
                pairs.push(Pair::of(row, column, Fourfold::of(both, one.n, other.n, n)));
            }
        }
        tables.push(Together {
            rows,
            columns: None,
            base: counted.base,
            layer,
            n,
            one_side_only: (0, 0),
            pairs: corrected(pairs),
            notices: counted.notices.clone(),
        });
    }
    tables
}
