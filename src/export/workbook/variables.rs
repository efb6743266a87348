//! The sheet of variables: a row for each column of the data set, as a statistics program would tell it.

use super::sheet::{Sheet, heading};
use crate::problem::Result;
use crate::survey::{Dictionary, Measure, SetKind, UserMissing, Variable, VariableKind};
use crate::words::{Language, Text};

pub(super) fn fill(sheet: &mut Sheet<'_>, dictionary: &Dictionary, language: Language) -> Result<()> {
    sheet.headings(&[
        heading("Variable", "Variable", 24.0, language),
        heading("Variablenlabel", "Variable label", 40.0, language),
        heading("Art", "Kind", 12.0, language),
        heading("Messniveau", "Level of measurement", 12.0, language),
        heading("Wertelabel", "Value labels", 50.0, language),
        heading("Fehlende Werte", "Missing values", 16.0, language),
        heading("Mehrfachantworten-Set", "Multiple-response set", 24.0, language),
    ])?;
    sheet.freeze(1)?;
    for variable in &dictionary.variables {
        let labels: Vec<String> = variable
            .labels
            .iter()
            .map(|(value, label)| format!("{} = {label}", variable.stored(value)))
            .collect();
        let is_member = |members: &[String]| members.contains(&variable.name);
        let sets: Vec<&str> = dictionary
            .sets
            .iter()
            .filter(|set| is_member(&set.members))
            .map(|set| set.name.as_str())
            .collect();
        sheet.long_text(0, &variable.name)?;
        sheet.long_text(1, &variable.label)?;
        sheet.long_text(2, kind(variable.kind).get(language))?;
        sheet.long_text(3, measure(variable.measure).get(language))?;
        sheet.long_text(4, &labels.join("\n"))?;
        sheet.long_text(5, &missing(variable, &variable.missing, language))?;
        sheet.long_text(6, &sets.join("\n"))?;
        sheet.next_row();
    }
    for set in &dictionary.sets {
        let kind = match set.kind {
            SetKind::Dichotomies(_) => Text::new("dichotome Variablen", "dichotomies"),
            SetKind::Categories => Text::new("kategoriale Variablen", "categories"),
        };
        sheet.long_text(0, &format!("${}", set.name))?;
        sheet.long_text(1, &set.label)?;
        sheet.long_text(2, kind.get(language))?;
        sheet.long_text(6, &set.members.join("\n"))?;
        sheet.next_row();
    }
    Ok(())
}

fn kind(kind: VariableKind) -> Text {
    match kind {
        VariableKind::Number => Text::new("Zahl", "number"),
        VariableKind::Text => Text::new("Text", "text"),
        VariableKind::Date => Text::new("Datum", "date"),
        VariableKind::DateTime => Text::new("Zeitpunkt", "date and time"),
        VariableKind::Time => Text::new("Uhrzeit", "time"),
    }
}

fn measure(measure: Measure) -> Text {
    match measure {
        Measure::Unknown => Text::new("", ""),
        Measure::Nominal => Text::new("nominal", "nominal"),
        Measure::Ordinal => Text::new("ordinal", "ordinal"),
        Measure::Scale => Text::new("metrisch", "scale"),
    }
}

fn missing(variable: &Variable, missing: &UserMissing, language: Language) -> String {
    let to = Text::new("bis", "to");
    let to = to.get(language);
    let values = missing.values.iter().map(|value| variable.stored(value));
    let range = missing.range.map(|(low, high)| format!("{low} {to} {high}"));
    values.chain(range).collect::<Vec<_>>().join(", ")
}
