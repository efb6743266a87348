//! The codebook as a sheet to read beside the tables.

use super::sheet::{Sheet, heading};
use crate::codebook::Codebook;
use crate::problem::Result;
use crate::words::Language;

pub(super) fn fill(sheet: &mut Sheet<'_>, codebook: &Codebook, language: Language) -> Result<()> {
    sheet.headings(&[
        heading("Code", "Code", 18.0, language),
        heading("Codewert", "Code value", 10.0, language),
        heading("Kategorie", "Category", 32.0, language),
        heading("Dimension", "Dimension", 18.0, language),
        heading("Stand", "Status", 24.0, language),
        heading("Definition", "Definition", 60.0, language),
        heading("Kodierregel", "Coding rule", 60.0, language),
        heading("Ankerbeispiele", "Anchor examples", 60.0, language),
        heading("Zuordnungsregeln", "Match rules", 60.0, language),
    ])?;
    sheet.freeze(1)?;
    for code in &codebook.codes {
        sheet.long_text(0, &code.id)?;
        sheet.number(1, code.value as f64)?;
        sheet.long_text(2, code.label.get(language))?;
        sheet.long_text(3, code.parent.as_deref().unwrap_or(""))?;
        sheet.long_text(4, code.status.label().get(language))?;
        sheet.long_text(5, code.definition.get(language))?;
        sheet.long_text(6, code.coding_rule.get(language))?;
        sheet.long_text(7, &code.anchor_examples.join("\n"))?;
        let rules: Vec<String> = code
            .match_rules
            .iter()
            .map(|rule| format!("{}: {}", rule.id, rule.find))
            .collect();
        sheet.long_text(8, &rules.join("\n"))?;
        sheet.next_row();
    }
    Ok(())
}
