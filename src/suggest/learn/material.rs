//! The answers of a study with what the match rules say of them: what learning starts from.

use super::grid::Grid;
use crate::codebook::Codebook;
use crate::problem::Result;
use crate::search::Index;
use crate::study::UnitTexts;
use crate::suggest::rules::each_hit;
use crate::survey::UnitId;

/// Answers that are held at a time; of a larger study an even sample stands for the rest.
pub const HELD: usize = 10_000;

/// Answers with their words and rules, ascending by unit.
pub struct Material {
    pub units: Vec<UnitId>,
    /// The words of each unit.
    pub texts: Vec<String>,
    /// Strength of the rules that hit, answers × codes: 1 − Π(1 − weight).
    pub rules: Grid,
}

impl Material {
    /// All units with words, or an even sample of [`HELD`] of them together with those in `wanted` (ascending).
    pub fn of(
        study: &dyn UnitTexts,
        index: &Index,
        codebook: &Codebook,
        wanted: &[UnitId],
    ) -> Result<Material> {
        let mut all = Vec::new();
        study.each_unit_text(UnitId(i64::MIN), &mut |unit| {
            all.push(unit.unit);
            Ok(())
        })?;
        let mut units: Vec<UnitId> = if all.len() <= HELD {
            all
        } else {
            let mut units: Vec<UnitId> = (0..HELD).map(|at| all[at * all.len() / HELD]).collect();
            units.extend(wanted.iter().filter(|unit| all.binary_search(unit).is_ok()));
            units.sort_unstable();
            units.dedup();
            units
        };
        units.shrink_to_fit();
        let mut texts = Vec::with_capacity(units.len());
        let mut next = 0;
        study.each_unit_text(UnitId(i64::MIN), &mut |unit| {
            if units.get(next) == Some(&unit.unit) {
                texts.push(unit.span.of(unit.verbatim).to_owned());
                next += 1;
            }
            Ok(())
        })?;
        let mut rules = Grid::zeros(units.len(), codebook.codes.len());
        each_hit(index, codebook, 0.0, &mut |hit| {
            if let Ok(row) = units.binary_search(&hit.unit) {
                rules.row_mut(row)[hit.code] = hit.score;
            }
            Ok(())
        })?;
        Ok(Material { units, texts, rules })
    }

    /// The row of a unit.
    pub fn row(&self, unit: UnitId) -> Option<usize> {
        self.units.binary_search(&unit).ok()
    }
}
