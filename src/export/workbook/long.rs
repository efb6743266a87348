//! The long sheet: one row per unit and code, with what tells where it comes from; where each coder is wanted, theirs behind
//! what holds.

use super::sheet::{Sheet, Weight, heading};
use crate::export::Reading;
use crate::export::coding::{Assigned, Codings};
use crate::export::frame::each_coder;
use crate::problem::Result;
use crate::words::Text;

pub(super) fn fill(sheet: &mut Sheet<'_>, from: &Reading<'_>, codings: &Codings) -> Result<()> {
    let language = from.options.language;
    sheet.headings(&[
        heading("Einheit", "Unit", 14.0, language),
        heading("Befragte", "Respondent", 14.0, language),
        heading("Frage", "Question", 16.0, language),
        heading("Code", "Code", 18.0, language),
        heading("Codewert", "Code value", 10.0, language),
        heading("Kategorie", "Category", 32.0, language),
        heading("Kodierung", "Coding", 20.0, language),
        heading("Entschieden von", "Decided by", 20.0, language),
        heading("Bewertung", "Score", 10.0, language),
    ])?;
    sheet.freeze(1)?;
    let holds = Text::new("gilt", "holds").get(language).to_owned();
    rows(sheet, from, codings, &holds)?;
    for codings in each_coder(from, codings)? {
        let label = codings
            .coder
            .as_ref()
            .map(|coder| coder.label().get(language).to_owned());
        rows(sheet, from, &codings, &label.unwrap_or_default())?;
    }
    Ok(())
}

fn rows(sheet: &mut Sheet<'_>, from: &Reading<'_>, codings: &Codings, whose: &str) -> Result<()> {
    let language = from.options.language;
    let codebook = &codings.codebook.codebook;
    from.walk(&codings.wanted(), |unit| {
        if !codings.standing(unit).is_valid() {
            return Ok(());
        }
        for assigned in codings.assigned(unit)? {
            let code = assigned.code();
            let known = codebook.code(code);
            let question = codings.question(unit.question);
            for (at, text) in [&unit.key, &unit.respondent_key, question, code]
                .into_iter()
                .enumerate()
            {
                sheet.text(at, text, Weight::Plain)?;
            }
            if let Some(known) = known {
                sheet.number(4, known.value as f64)?;
                sheet.text(5, known.label.get(language), Weight::Plain)?;
            }
            sheet.text(6, whose, Weight::Plain)?;
            match assigned {
                Assigned::Decided { coder, .. } => {
                    sheet.text(7, coder.label().get(language), Weight::Plain)?;
                }
                Assigned::Suggested { suggestion, .. } => sheet.number(8, suggestion.score)?,
            }
            sheet.next_row();
        }
        Ok(())
    })
}
