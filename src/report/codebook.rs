//! The codebook as the table of a paper: category, definition, anchor example, coding rule.

use super::CODEBOOK;
use super::document::Draft;
use super::material::Material;
use super::origin::Origin;
use crate::codebook::Code;
use crate::tables::{Field, Grid};
use crate::words::Text;

pub fn write(draft: &mut Draft, material: &Material<'_>) {
    draft.section("codebook", "Der Kodierleitfaden", "The codebook");
    let codebook = material.codebook();
    let file = format!("{}.toml", material.stored.name);
    let origin = draft.origin(
        Origin::new("Der Kodierleitfaden", "The codebook")
            .named(CODEBOOK, material.stored.name.clone())
            .printed_by(material.call("export", &[&file])),
    );
    let description = codebook.description.get(draft.language);
    if !description.is_empty() {
        let said = format!(
            "{} {}",
            draft.say("Zweck und Herkunft:", "Purpose and origin:"),
            description
        );
        draft.sentence_as_said(&said, origin);
    }
    let out_of_use = codebook.codes.iter().filter(|code| !code.is_in_use()).count();
    if out_of_use > 0 {
        let said = Text::new(
            format!(
                "Kategorien, die nicht mehr vergeben werden, stehen mit einem Vermerk in der Tabelle: {out_of_use}."
            ),
            format!("Codes that are not given any more stand in the table with a note: {out_of_use}."),
        );
        draft.sentence(&said, origin);
    }
    let say = |de: &str, en: &str| draft.say(de, en).to_owned();
    let row = |code: &Code| {
        let indent = "\u{a0}\u{a0}".repeat(codebook.ancestors(&code.id).count());
        let mut name = format!("{indent}{}", code.label.get(draft.language));
        if !code.is_in_use() {
            name.push_str(&format!(" ({})", code.status.label().get(draft.language)));
        }
        let text = |text: &Text| Field::Text(dash(text.get(draft.language)));
        vec![
            Field::Text(name),
            Field::Text(code.value.to_string()),
            text(&code.definition),
            Field::Text(dash(code.anchor_examples.first().map_or("", String::as_str))),
            text(&code.coding_rule),
        ]
    };
    let title = codebook.title.get(draft.language);
    let grid = Grid {
        title: format!(
            "{} »{title}« {}",
            say("Kodierleitfaden", "Codebook"),
            codebook.version
        )
        .replace('»', say("»", "“").as_str())
        .replace('«', say("«", "”").as_str()),
        headings: vec![
            say("Kategorie", "Code"),
            say("Codewert", "Value"),
            say("Definition", "Definition"),
            say("Ankerbeispiel", "Anchor example"),
            say("Kodierregel", "Coding rule"),
        ],
        rows: codebook.codes.iter().map(row).collect(),
        sums: 0,
    };
    draft.table_of_words(grid, origin);
}

fn dash(text: &str) -> String {
    if text.is_empty() {
        "–".to_owned()
    } else {
        text.to_owned()
    }
}
