//! The data sheet: one row per unit, background, 0 and 1 per code, where the unit stands.

use super::sheet::{Sheet, Weight, heading};
use crate::export::Reading;
use crate::export::coding::Codings;
use crate::export::headings::background_headings;
use crate::export::matrix::{Cell, Stray, cells};
use crate::problem::{Notice, Result};
use crate::study::{Background, Read, Wanted};

pub(super) fn fill(sheet: &mut Sheet<'_>, from: &Reading<'_>, codings: &Codings) -> Result<Vec<Notice>> {
    let (study, language) = (from.study, from.options.language);
    let several = codings.questions.len() > 1;
    let mut headings = vec![
        heading("Einheit", "Unit", 14.0, language),
        heading("Befragte", "Respondent", 14.0, language),
    ];
    if several {
        headings.push(heading("Frage", "Question", 16.0, language));
    }
    headings.push(heading("Antwort", "Answer", 70.0, language));
    headings.push(heading("Stand", "Status", 16.0, language));
    let codes: Vec<String> = codings.columns().map(|code| code.id.clone()).collect();
    let names = study.background_names()?;
    let taken: Vec<String> = headings
        .iter()
        .map(|(name, _)| name.clone())
        .chain(codes.iter().cloned())
        .collect();
    let (background, mut notices) = background_headings(&names, &taken);
    headings.extend(background.into_iter().map(|name| (name, 18.0)));
    headings.extend(codes.into_iter().map(|id| {
        let width = (id.chars().count() as f64 + 2.0).max(8.0);
        (id, width)
    }));
    sheet.headings(&headings)?;
    sheet.freeze(1)?;

    let wanted = Wanted {
        background: Background::Stored,
        verbatim: Read::Yes,
        ..codings.wanted()
    };
    let mut stray = Stray::default();
    from.walk(&wanted, |unit| {
        let mut texts = vec![unit.key.as_str(), &unit.respondent_key];
        if several {
            texts.push(codings.question(unit.question));
        }
        texts.push(match unit.missing {
            Some(_) => &unit.verbatim,
            None => unit.span.of(&unit.verbatim),
        });
        let standing = codings.standing(unit).label();
        texts.push(standing.get(language));
        for at in 0..names.len() {
            texts.push(unit.background.get(at).and_then(Option::as_deref).unwrap_or(""));
        }
        for (at, text) in texts.iter().enumerate() {
            sheet.text(at, text, Weight::Plain)?;
        }
        for (at, cell) in cells(codings, unit, &mut stray)?.into_iter().enumerate() {
            match cell {
                Cell::Unknown => {}
                Cell::No => sheet.number(texts.len() + at, 0.0)?,
                Cell::Yes => sheet.number(texts.len() + at, 1.0)?,
            }
        }
        sheet.next_row();
        Ok(())
    })?;
    notices.extend(stray.notices(codings));
    Ok(notices)
}
