//! Who answered, of how many: what the interval of a share rests on, in figures and in words.

use serde::Serialize;

use super::choice::{Base, Selection, response};
use crate::estimate::{Estimate, Response};
use crate::problem::Result;
use crate::study::Study;
use crate::words::{Language, Text};

/// Those who answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Sample {
    /// Where it is known how many were contacted.
    pub response: Option<Response>,
    pub respondents: u64,
    /// With words.
    pub units: u64,
}

impl Sample {
    /// # Errors
    /// Fewer were contacted than answered; a study file that cannot be read.
    pub fn of(study: &Study, selection: &Selection) -> Result<Sample> {
        let extent = study.extent()?;
        Ok(Sample {
            response: response(selection.contacted, extent.respondents)?,
            respondents: extent.respondents,
            units: extent.units,
        })
    }

    /// `part` of `whole` with its 95 % interval.
    pub fn share(&self, part: u64, whole: u64) -> Estimate {
        match self.response {
            Some(response) => response.share(part, whole),
            None => Estimate::share(part, whole),
        }
    }

    /// How intervals come about and what they take for granted.
    pub fn says(&self, base: Base, language: Language) -> String {
        let mut said = vec![match self.response {
            None => Text::new(
                "95-%-Intervalle der Anteile nach Wilson (1927).",
                "95 % intervals of shares after Wilson (1927).",
            ),
            Some(response) => {
                let figures = |language: Language| {
                    (
                        language.count(response.contacted),
                        language.count(response.answered),
                        language.percent(response.rate()),
                    )
                };
                let (of_de, n_de, rate_de) = figures(Language::De);
                let (of_en, n_en, rate_en) = figures(Language::En);
                Text::new(
                    format!(
                        "95-%-Intervalle der Anteile nach Wilson (1927) mit Endlichkeitskorrektur: angeschrieben {of_de}, in der Studie {n_de} Befragte ({rate_de}); gerechnet mit n′ = n·(N−1)/(N−n) (Cochran 1977). Angenommen ist, dass die Antwortenden eine Zufallsauswahl der Angeschriebenen sind und jede Gruppe gleich oft geantwortet hat."
                    ),
                    format!(
                        "95 % intervals of shares after Wilson (1927) with finite population correction: contacted {of_en}, in the study {n_en} respondents ({rate_en}); computed with n′ = n·(N−1)/(N−n) (Cochran 1977). It is assumed that those who answered are a random sample of those contacted and that every group answered as often."
                    ),
                )
            }
        }];
        if base == Base::Units && self.units > self.respondents {
            said.push(Text::new(
                "Kodiereinheiten gelten dabei als unabhängig; wo Befragte mehrere haben, sind die Intervalle zu schmal.",
                "They take coding units for independent; where respondents have several, they are too narrow.",
            ));
        }
        let said: Vec<&str> = said.iter().map(|text| text.get(language)).collect();
        said.join(" ")
    }
}
