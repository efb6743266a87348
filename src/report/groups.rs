//! Profiles of groups: which resemble one another, as a map and as a tree, for each column that tables are divided by.

use super::document::Draft;
use super::material::Material;
use super::origin::Origin;
use super::{BASE, COUNTING, LAYER, LEFT_OUT};
use crate::results;
use crate::tables::Choice;
use crate::words::Text;

pub fn write(draft: &mut Draft, material: &Material<'_>) {
    let some = material.profiles.iter().any(|(_, profiles)| profiles.is_ok());
    if !some {
        return;
    }
    draft.section("profiles", "Profile der Gruppen", "Profiles of groups");
    for (by, profiles) in &material.profiles {
        let mut origin = Origin::new(format!("Profile nach {by}"), format!("Profiles by {by}"));
        match profiles {
            Err(problem) => {
                let id = draft.origin(origin.printed_by(material.call("profiles", &["--by", by])));
                let (de, en) = (&problem.what().de, &problem.what().en);
                let why = Text::new(format!("Nach »{by}«: {de}"), format!("By “{by}”: {en}"));
                draft.sentence(&why, id);
            }
            Ok(all) => {
                for of in all {
                    let head = &of.table.head;
                    let (counting, layer, base) =
                        (head.counting.label(), head.layer.label(), head.base.label());
                    origin = Origin::new(format!("Profile nach {by}"), format!("Profiles by {by}"))
                        .named(super::QUESTION, head.question.key.clone())
                        .fact(BASE, base.de, base.en)
                        .fact(LAYER, layer.de, layer.en)
                        .fact(COUNTING, counting.de, counting.en)
                        .fact(
                            LEFT_OUT,
                            "Fälle ohne Gruppe und Fälle, auf die keine Kategorie zutrifft",
                            "cases without a group and cases that no code fits",
                        )
                        .printed_by(material.call("profiles", &["--by", by, "--layer", head.layer.id()]));
                    let id = draft.origin(origin);
                    draft.parts(results::profiles(of, draft.language), id);
                }
            }
        }
    }
}
