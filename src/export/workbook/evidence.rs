//! The evidence sheet: one row per span that made the program propose a code, also where a person has decided since.

use super::sheet::{Sheet, Weight, heading};
use crate::export::Reading;
use crate::export::coding::Codings;
use crate::problem::{Problem, Result};
use crate::study::{Read, Share, Source, Wanted};

pub(super) fn fill(sheet: &mut Sheet<'_>, from: &Reading<'_>, codings: &Codings) -> Result<()> {
    let language = from.options.language;
    sheet.headings(&[
        heading("Einheit", "Unit", 14.0, language),
        heading("Befragte", "Respondent", 14.0, language),
        heading("Frage", "Question", 16.0, language),
        heading("Code", "Code", 18.0, language),
        heading("Herkunft", "Origin", 16.0, language),
        heading("Zuordnungsregel", "Match rule", 20.0, language),
        heading("Beitrag (Logit)", "Contribution (log odds)", 12.0, language),
        heading("Bewertung", "Score", 10.0, language),
        heading("Anfang (Byte)", "Start (byte)", 10.0, language),
        heading("Ende (Byte)", "End (byte)", 10.0, language),
        heading("Fundstelle", "Evidence", 30.0, language),
        heading("Antwort", "Answer", 70.0, language),
        heading("Stand der Einheit", "Status of the unit", 16.0, language),
    ])?;
    sheet.freeze(1)?;
    let wanted = Wanted {
        evidence: Read::Yes,
        verbatim: Read::Yes,
        ..codings.wanted()
    };
    from.walk(&wanted, |unit| {
        for suggestion in codings.holding(unit) {
            let code = codings.counted(&codings.suggested_code(suggestion)?.id);
            for hit in &suggestion.evidence {
                let rule = match hit.source {
                    Source::Rule(rule) => codings.rule_id(suggestion, rule)?,
                    Source::Text | Source::Learned => "",
                };
                for span in &hit.spans {
                    let words = unit
                        .verbatim
                        .get(span.start as usize..span.end as usize)
                        .ok_or_else(|| Problem::bug(format!("evidence outside of unit {}", unit.key)))?;
                    let question = codings.question(unit.question);
                    let origin = Share::of(hit.source).label();
                    let origin = origin.get(language);
                    let texts = [&unit.key, &unit.respondent_key, question, code, origin, rule];
                    for (at, text) in texts.into_iter().enumerate() {
                        sheet.text(at, text, Weight::Plain)?;
                    }
                    if let Some(weight) = hit.weight {
                        // A hit of several words stands in several rows, which sum to what it brings.
                        sheet.number(6, weight / hit.spans.len() as f64)?;
                    }
                    sheet.number(7, suggestion.score)?;
                    sheet.number(8, f64::from(span.start))?;
                    sheet.number(9, f64::from(span.end))?;
                    sheet.text(10, words, Weight::Plain)?;
                    sheet.text(11, unit.span.of(&unit.verbatim), Weight::Plain)?;
                    sheet.text(12, codings.standing(unit).label().get(language), Weight::Plain)?;
                    sheet.next_row();
                }
            }
        }
        Ok(())
    })
}
