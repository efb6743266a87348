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

/// Answers with their words and rules: those of the study, ascending by unit, then reviewed ones of another study.
pub struct Material {
    /// Units of the study; there may be more texts than units.
    pub units: Vec<UnitId>,
    /// The words of each answer.
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
        let units: Vec<UnitId> = if all.len() <= HELD {
            all
        } else {
            let mut units = evenly(&all, HELD);
            units.extend(wanted);
            units.sort_unstable();
            units.dedup();
            units
        };
        Material::of_units(study, index, codebook, &units)
    }

    /// Just these units (ascending), as far as they have words.
    pub fn of_units(
        study: &dyn UnitTexts,
        index: &Index,
        codebook: &Codebook,
        wanted: &[UnitId],
    ) -> Result<Material> {
        let mut units = Vec::with_capacity(wanted.len());
        let mut texts = Vec::with_capacity(wanted.len());
        study.each_unit_text(UnitId(i64::MIN), &mut |unit| {
            if wanted.binary_search(&unit.unit).is_ok() {
                units.push(unit.unit);
                texts.push(unit.span.of(unit.verbatim).to_owned());
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

    /// Adds answers of another study; gives the row of the first.
    pub fn append(&mut self, others: &Material) -> usize {
        let first = self.texts.len();
        self.texts.extend_from_slice(&others.texts);
        self.rules = Grid::of(
            self.rules.columns(),
            [self.rules.data(), others.rules.data()].concat(),
        );
        first
    }
}

/// At most `most` of some things, evenly spread.
pub fn evenly<T: Clone>(all: &[T], most: usize) -> Vec<T> {
    let n = all.len().min(most);
    (0..n).map(|at| all[at * all.len() / n].clone()).collect()
}
