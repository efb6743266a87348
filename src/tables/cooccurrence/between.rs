//! Codes of one codebook by codes of another, with the respondents who have both.

use std::collections::BTreeMap;

use super::{Pair, Together, codes_of, corrected, side};
use crate::estimate::Fourfold;
use crate::problem::{Problem, Result};
use crate::study::Study;
use crate::survey::RespondentId;
use crate::tables::choice::{Base, Kept, Selection};
use crate::tables::pass::{Counted, Profile, count};
use crate::tables::scheme::CodeAt;
use crate::tables::table::View;
use crate::tables::tally::Layer;

/// Counts both codebooks, each with its own question, coder and level, over respondents. What a respondent said to several
/// questions is taken together.
///
/// # Errors
/// Those of [`count`]; the same codebook twice with the same questions.
pub fn between(study: &Study, first: &Selection, second: &Selection, view: &View) -> Result<Together> {
    let counted = |selection: &Selection| {
        count(
            study,
            &Selection {
                base: Base::Respondents,
                kept: Kept::Respondents,
                by: Vec::new(),
                ..selection.clone()
            },
        )
    };
    let (one, other) = (counted(first)?, counted(second)?);
    let keys = |counted: &Counted| -> Vec<String> {
        let questions = counted.questions.iter();
        questions.map(|(question, _)| question.key.clone()).collect()
    };
    if one.codebook.name == other.codebook.name && keys(&one) == keys(&other) {
        return Err(Problem::usage(
            "Beide Seiten sind derselbe Kodierleitfaden mit denselben Fragen.",
            "Both sides are the same codebook with the same questions.",
        )
        .hint(
            "Gemeinsame Nennungen in einem Leitfaden: --with weglassen.",
            "Codes together in one codebook: leave out --with.",
        ));
    }
    // Of both the same: what people decided is not set against what is only suggested.
    let layers = [one.layer(view), other.layer(view)];
    let layer = match layers.contains(&Layer::Reviewed) {
        true if view.layer.is_none() => Layer::Reviewed,
        _ => layers[0],
    };
    let (mine, theirs) = (of_respondents(&one, layer), of_respondents(&other, layer));

    let mut n = 0;
    let mut single = [
        vec![0; one.scheme.codes().len()],
        vec![0; other.scheme.codes().len()],
    ];
    let mut both: BTreeMap<(CodeAt, CodeAt), u64> = BTreeMap::new();
    for (respondent, codes) in &mine {
        let Some(others) = theirs.get(respondent) else {
            continue;
        };
        n += 1;
        codes.iter().for_each(|code| single[0][*code as usize] += 1);
        others.iter().for_each(|code| single[1][*code as usize] += 1);
        for code in codes {
            for other in others {
                *both.entry((*code, *other)).or_default() += 1;
            }
        }
    }
    let rows = side(&one, keys(&one), &single[0]);
    let columns = side(&other, keys(&other), &single[1]);
    let mut pairs = Vec::new();
    for (row, code) in rows.codes.iter().enumerate() {
        for (column, other) in columns.codes.iter().enumerate() {
            let both = both.get(&(code.at, other.at)).copied().unwrap_or(0);
            pairs.push(Pair::of(row, column, Fourfold::of(both, code.n, other.n, n)));
        }
    }
    let mut notices = one.notices;
    notices.extend(other.notices);
    Ok(Together {
        rows,
        columns: Some(columns),
        base: Base::Respondents,
        layer,
        n,
        one_side_only: (mine.len() as u64 - n, theirs.len() as u64 - n),
        pairs: corrected(pairs),
        notices,
    })
}

/// The codes of every valid respondent, over all questions.
fn of_respondents(counted: &Counted, layer: Layer) -> BTreeMap<RespondentId, Vec<CodeAt>> {
    let mut all: BTreeMap<RespondentId, Vec<CodeAt>> = BTreeMap::new();
    for (_, axes) in &counted.questions {
        for (respondent, groups) in &axes[0].respondents {
            let profiles = groups.iter().flat_map(|(_, profiles)| profiles);
            for (profile, _) in profiles {
                let profile: &Profile = profile;
                if let Some(codes) = codes_of(counted, *profile, layer) {
                    all.entry(*respondent).or_default().extend(codes);
                }
            }
        }
    }
    for codes in all.values_mut() {
        codes.sort_unstable();
        codes.dedup();
    }
    all
}
