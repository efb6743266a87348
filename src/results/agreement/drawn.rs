//! Agreement per code as bars with intervals.

use super::Measured;
use crate::agreement::COEFFICIENTS;
use crate::chart::{Bars, Chart, Kind, Series, Unit};
use crate::results::Part;
use crate::words::{Language, Text};

/// The coefficient that is drawn: the one for any number of coders and gaps.
const DRAWN: &str = "krippendorff_alpha";
/// Fewer codes are read faster in the table.
const LEAST: usize = 3;

impl Measured<'_> {
    /// Krippendorff's α of each code, in the order of the codebook; none where there are few codes.
    pub(super) fn drawn(&self, language: Language) -> Option<Part> {
        let place = COEFFICIENTS.iter().position(|kind| kind.id == DRAWN)?;
        let codes = &self.compared.all.codes;
        if codes.len() < LEAST {
            return None;
        }
        let name = COEFFICIENTS[place].name();
        let name = name.get(language);
        let n = language.count(self.compared.all.n);
        let say = |de: String, en: String| Text::new(de, en).get(language).to_owned();
        let lines = match codes
            .iter()
            .any(|code| code.figures[place].estimate.interval().is_some())
        {
            true => say(
                " Linien: 95-%-Konfidenzintervalle.".to_owned(),
                " Lines: 95% confidence intervals.".to_owned(),
            ),
            false => String::new(),
        };
        Some(Part::Chart(Chart {
            title: say(format!("{name} je Kategorie"), format!("{name} per code")),
            note: say(
                format!("Einheiten, die zwei oder mehr kodiert haben: {n}.{lines}"),
                format!("Units coded by two or more: {n}.{lines}"),
            ),
            kind: Kind::Bars(Bars {
                unit: Unit::Number { decimals: 2 },
                of: say("Kategorie".to_owned(), "Code".to_owned()),
                labels: (0..codes.len()).map(|at| self.label(at, language)).collect(),
                groups: vec![Series {
                    name: String::new(),
                    values: codes.iter().map(|code| code.figures[place].estimate).collect(),
                }],
            }),
        }))
    }
}
