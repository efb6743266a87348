//! Closed questions that came along, for all and by the columns that tables are divided by.

use super::document::Draft;
use super::material::Material;
use super::origin::Origin;
use super::{BASE, LEFT_OUT};
use crate::results;

pub fn write(draft: &mut Draft, material: &Material<'_>) {
    if material.items.is_empty() {
        return;
    }
    draft.section("items", "Geschlossene Fragen", "Closed questions");
    for items in &material.items {
        let mut more: Vec<&str> = material.wish.items.columns.iter().map(String::as_str).collect();
        if !material.wish.items.steps.is_empty() {
            more.extend(["--steps", &material.wish.items.steps]);
        }
        let (mut de, mut en) = ("Geschlossene Fragen".to_owned(), "Closed questions".to_owned());
        if let Some(by) = &items.by {
            more.extend(["--by", by]);
            de.push_str(&format!(" nach {by}"));
            en.push_str(&format!(" by {by}"));
        }
        let mut words = vec!["items", material.wish.study_name.as_str()];
        words.extend(more);
        let origin = draft.origin(
            Origin::new(de, en)
                .fact(
                    BASE,
                    "Befragte; jede und jeder zählt einmal",
                    "respondents; everybody counts once",
                )
                .fact(
                    LEFT_OUT,
                    "leere Zellen und Werte, die keine Antwort sind",
                    "empty cells and values that are no answer",
                )
                .printed_by(words),
        );
        draft.parts(results::items(items, draft.language), origin);
    }
}
