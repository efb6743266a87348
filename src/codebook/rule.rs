//! One match rule of a codebook file: a string, or a table with id, find, weight and note.
//!
//! Deliberately absent: the query language (`query`), and whether a rule makes sense (`check`).

use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::MatchRule;
use super::fields::{Fields, Placed};
use super::read::heading;
use crate::query::{SideBySide, parse};

const RULE_KEYS: [&str; 4] = ["id", "find", "weight", "note"];

/// Where a rule stands in the file.
#[derive(Debug, Clone)]
pub(super) struct Places {
    /// The string of `find`, quotes included.
    pub find: Range<usize>,
    /// The id, where one is given.
    pub id: Option<Range<usize>>,
}

/// Entry `n` (from 1) of the match rules of `code`; mistakes are noted, and the rule is then none.
pub(super) fn read(
    fields: &mut Fields<'_, '_, '_>,
    code: &str,
    n: usize,
    entry: &Spanned<DeValue<'_>>,
) -> Option<(MatchRule, Places)> {
    let numbered = MatchRule::numbered_id(code, n);
    let (find, id, weight, note) = match entry.get_ref() {
        DeValue::String(find) => (
            Placed {
                value: find.to_string(),
                span: entry.span(),
            },
            None,
            1.0,
            String::new(),
        ),
        DeValue::Table(table) => {
            let span = heading(fields.source.text, entry.span());
            let mut inner = Fields {
                source: fields.source,
                table,
                span,
                problems: fields.problems,
            };
            inner.only(&RULE_KEYS);
            let (id, weight, note) = (inner.string("id"), weight(&mut inner), inner.free("note"));
            (inner.needed_string("find")?, id, weight, note)
        }
        _ => {
            let problem = fields.source.mistake(
                &entry.span(),
                "Eine Zuordnungsregel ist ein Text oder eine Tabelle.",
                "A match rule is a text or a table.",
            );
            fields.problems.push(problem.hint(
                "\"sprachkurs*\" oder { find = \"sprachkurs*\", weight = 0.8 }",
                "\"sprachkurs*\" or { find = \"sprachkurs*\", weight = 0.8 }",
            ));
            return None;
        }
    };
    let query = match parse(&find.value, SideBySide::Or) {
        Ok(query) => query,
        Err(problem) => {
            let inside = problem
                .place()
                .excerpt
                .as_ref()
                .map_or(0..find.value.len(), |excerpt| excerpt.span.clone());
            let span = fields.source.within(&find.span, &find.value, &inside);
            fields.problems.push(fields.source.place(problem, &span));
            return None;
        }
    };
    let places = Places {
        find: find.span,
        id: id.as_ref().map(|id| id.span.clone()),
    };
    let id = id.map_or(numbered, |id| id.value);
    Some((
        MatchRule {
            id,
            find: find.value,
            query,
            weight,
            note,
        },
        places,
    ))
}

fn weight(fields: &mut Fields<'_, '_, '_>) -> f64 {
    let Some((value, span)) = fields.get("weight") else {
        return 1.0;
    };
    let number: Option<f64> = match value {
        DeValue::Float(number) => number.as_str().replace('_', "").parse().ok(),
        DeValue::Integer(number) => number.as_str().parse().ok(),
        _ => None,
    };
    match number {
        Some(weight) if weight > 0.0 && weight <= 1.0 => weight,
        _ => {
            let problem = fields.source.mistake(
                &span,
                "Das Gewicht liegt nicht über 0 und bis 1.",
                "The weight is not above 0 and up to 1.",
            );
            fields.problems.push(problem.hint(
                "weight = 0.8 (Punkt, keine Anführungszeichen); eine Regel ohne Wirkung löschen.",
                "weight = 0.8 (a point, no quotation marks); delete a rule that has no effect.",
            ));
            1.0
        }
    }
}
