//! Profiles of groups: which resemble one another, as a map and as a tree, for each column that tables are divided by.

use super::document::Draft;
use super::material::{Material, OfColumn};
use super::origin::Origin;
use super::{BASE, COUNTING, LAYER, LEFT_OUT};
use crate::results;
use crate::tables::{Choice, Counting};
use crate::words::Text;

pub fn write(draft: &mut Draft, material: &Material<'_>) {
    if !material.profiles.iter().any(|of| of.profiles.is_ok()) {
        return;
    }
    draft.section("profiles", "Profile der Gruppen", "Profiles of groups");
    let several = material.questions.len() > 1 || material.wish.selection.question.is_some();
    for OfColumn {
        by,
        question,
        profiles,
    } in &material.profiles
    {
        let (layer, base) = (material.layer, material.wish.selection.base);
        let mut more = vec!["--by", by.as_str(), "--layer", layer.id(), "--base", base.id()];
        if several {
            more.extend(["--question", question.as_str()]);
        }
        let origin = Origin::new(format!("Profile nach {by}"), format!("Profiles by {by}"))
            .named(super::QUESTION, question.clone())
            .fact(BASE, base.label().de, base.label().en)
            .fact(LAYER, layer.label().de, layer.label().en)
            .fact(
                COUNTING,
                Counting::Mentions.label().de,
                Counting::Mentions.label().en,
            )
            .fact(
                LEFT_OUT,
                "Fälle ohne Gruppe und Fälle, auf die keine Kategorie zutrifft",
                "cases without a group and cases that no code fits",
            )
            .printed_by(material.call("profiles", &more));
        let origin = draft.origin(origin);
        match profiles {
            Err(problem) => {
                let (de, en) = (&problem.what().de, &problem.what().en);
                let why = Text::new(
                    format!("Frage »{question}« nach »{by}«: {de}"),
                    format!("Question “{question}” by “{by}”: {en}"),
                );
                draft.sentence(&why, origin);
            }
            Ok(all) => {
                for of in all {
                    draft.parts(results::profiles(of, draft.language), origin);
                }
            }
        }
    }
}
