//! What is compared of a study: its answers, and the codes of those reviewed answers that stand for all.

use super::shares::Given;
use crate::codebook::Codebook;
use crate::problem::Result;
use crate::study::{Reviewed, UnitTexts};
use crate::survey::{Outcome, Picked, UnitId};

/// Answers whose words are compared; of a larger study an even sample.
const COMPARED: u64 = 5_000;

/// One of two studies that are compared.
pub struct Side {
    pub(super) texts: Vec<String>,
    pub(super) given: Given,
}

impl Side {
    /// `reviewed`: what people decided, ascending by unit. Answers that were reviewed for what they are (uncertain, found by
    /// a search) say nothing about shares, unless all answers are reviewed.
    pub fn read(study: &dyn UnitTexts, reviewed: &[Reviewed], codebook: &Codebook) -> Result<Side> {
        let mut answers: u64 = 0;
        let mut with_words = Vec::new();
        study.each_unit_text(UnitId(i64::MIN), &mut |unit| {
            answers += 1;
            if let Ok(at) = reviewed.binary_search_by_key(&unit.unit, |reviewed| reviewed.unit) {
                with_words.push(&reviewed[at]);
            }
            Ok(())
        })?;
        let all = with_words.len() as u64 == answers;
        with_words.retain(|reviewed| all || reviewed.picked != Picked::Chosen);

        let compared = answers.min(COMPARED);
        let mut texts = Vec::with_capacity(compared as usize);
        let (mut at, mut next) = (0, 0);
        study.each_unit_text(UnitId(i64::MIN), &mut |unit| {
            if next < compared && at == next * answers / compared {
                texts.push(unit.span.of(unit.verbatim).to_owned());
                next += 1;
            }
            at += 1;
            Ok(())
        })?;
        Ok(Side {
            texts,
            given: given(&with_words, codebook),
        })
    }
}

/// In how many of the answers each code was given, those above a given code as well.
fn given(reviewed: &[&Reviewed], codebook: &Codebook) -> Given {
    let mut with_code = vec![0; codebook.codes.len()];
    for reviewed in reviewed {
        let Outcome::Codes(codes) = &reviewed.outcome else {
            continue;
        };
        let mut there = vec![false; with_code.len()];
        for code in codes {
            let above = codebook.ancestors(code).map(|above| &above.id);
            for id in std::iter::once(code).chain(above) {
                if let Some(at) = codebook.order(id) {
                    there[at] = true;
                }
            }
        }
        for (count, there) in with_code.iter_mut().zip(there) {
            *count += u64::from(there);
        }
    }
    Given {
        answers: reviewed.len() as u64,
        with_code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::UnitText;
    use crate::survey::Span;

    const CODEBOOK: &str = "format = 1\ntitle = 'T'\nversion = '1'\n[[code]]\nid = 'oben'\nvalue = 1\nlabel = 'O'\n\
        [[code]]\nid = 'a'\nvalue = 2\nlabel = 'A'\nparent = 'oben'\n";

    /// Answers numbered from 1.
    struct Answers(i64);

    impl UnitTexts for Answers {
        fn each_unit_text(
            &self,
            after: UnitId,
            each: &mut dyn FnMut(UnitText<'_>) -> Result<()>,
        ) -> Result<()> {
            for unit in 1..=self.0 {
                let verbatim = format!("Antwort {unit}");
                if UnitId(unit) > after {
                    each(UnitText {
                        unit: UnitId(unit),
                        span: Span::new(0, verbatim.len()),
                        verbatim: &verbatim,
                    })?;
                }
            }
            Ok(())
        }
    }

    fn reviewed(unit: i64, codes: &[&str], picked: Picked) -> Reviewed {
        Reviewed {
            unit: UnitId(unit),
            outcome: match codes {
                [] => Outcome::NoneFits,
                codes => Outcome::Codes(codes.iter().map(|code| (*code).to_owned()).collect()),
            },
            picked,
        }
    }

    #[test]
    fn answers_picked_for_what_they_are_say_nothing_about_shares_unless_all_are_reviewed() {
        let codebook = Codebook::read(CODEBOOK, "t.toml").unwrap();
        let decided = [
            reviewed(1, &["a"], Picked::Random),
            reviewed(2, &["a", "gone"], Picked::Chosen),
            reviewed(3, &[], Picked::Unknown),
            // Of a unit without words.
            reviewed(9, &["a"], Picked::Random),
        ];
        let given = |answers| Side::read(&Answers(answers), &decided, &codebook).unwrap().given;
        let of = |answers, with| Given {
            answers,
            with_code: vec![with, with],
        };
        assert_eq!(given(4), of(2, 1));
        assert_eq!(given(3), of(3, 2));
    }

    #[test]
    fn a_large_study_is_compared_by_an_even_sample() {
        let codebook = Codebook::read(CODEBOOK, "t.toml").unwrap();
        let side = |answers| Side::read(&Answers(answers), &[], &codebook).unwrap().texts;
        let texts = side(12_500);
        assert_eq!((texts.len(), &*texts[1]), (5_000, "Antwort 3"));
        assert_eq!((side(3).len(), side(0).len()), (3, 0));
    }
}
