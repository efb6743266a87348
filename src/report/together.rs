//! Which codes occur together in one case, and, where the study holds two waves, what has changed between them.

use super::document::Draft;
use super::material::Material;
use super::origin::Origin;
use super::{BASE, LAYER, LEFT_OUT, QUESTION};
use crate::results::{self, MOST_PAIRS};
use crate::tables::Choice;

pub fn write(draft: &mut Draft, material: &Material<'_>) {
    let layer = material.layer;
    let (label, base) = (layer.label(), material.wish.selection.base);
    let several = material.questions.len() > 1;
    if material
        .together
        .iter()
        .any(|together| !together.pairs.is_empty())
    {
        draft.section("together", "Was gemeinsam auftritt", "What occurs together");
        for (question, together) in material.questions.iter().zip(&material.together) {
            let mut more = vec!["--layer", layer.id(), "--base", base.id()];
            if several {
                more.extend(["--question", &question.key]);
                draft.heading(question.key.clone());
            }
            let origin = draft.origin(
                Origin::new("Gemeinsames Auftreten", "Co-occurrence")
                    .named(QUESTION, question.key.clone())
                    .fact(BASE, base.label().de, base.label().en)
                    .fact(LAYER, label.de.clone(), label.en.clone())
                    .fact(
                        LEFT_OUT,
                        "Paare aus einer Kategorie und einer, die über ihr steht",
                        "pairs of a code and one above it",
                    )
                    .printed_by(material.call("cooccurrence", &more)),
            );
            draft.parts(
                results::cooccurrence(together, MOST_PAIRS, draft.language),
                origin,
            );
        }
    }
    if material.changes.is_empty() {
        return;
    }
    draft.section(
        "change",
        "Veränderung zwischen den Wellen",
        "Change between waves",
    );
    for change in &material.changes {
        let origin = draft.origin(
            Origin::new("Veränderung zwischen den Wellen", "Change between waves")
                .fact(
                    BASE,
                    "Befragte, die in beiden Wellen geantwortet haben; jede und jeder zählt einmal",
                    "respondents who answered in both waves; everybody counts once",
                )
                .fact(LAYER, label.de.clone(), label.en.clone())
                .printed_by(material.call("change", &["--layer", layer.id()])),
        );
        draft.parts(results::change(change, draft.language), origin);
    }
}
