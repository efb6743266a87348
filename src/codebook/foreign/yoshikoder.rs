//! Yoshikoder, `.ykd`: `cnode` is a category, `pnode` a pattern of it, both with `name`; `patternengine` says what patterns mean.
//!
//! Of the engines `substring` is read, whose `*` is any letters, as quanteda reads it too; a file of regular expressions keeps
//! those patterns that are plain words. Deliberately absent: places in the file, which the XML reader does not tell.

use super::Dictionary;
use crate::packed::xml::{Element, tree};
use crate::problem::{Problem, Result};
use crate::words::Text;

pub(super) fn read(text: &str, dictionary: &mut Dictionary) -> Result<()> {
    let root = tree(text)?;
    if root.name != "dictionary" {
        return Err(Problem::input(
            "Die Datei ist kein Wörterbuch von Yoshikoder.",
            "The file is no dictionary of Yoshikoder.",
        )
        .hint(
            "Prüfen, ob es die richtige Datei ist.",
            "Check that it is the right file.",
        ));
    }
    let regular = root
        .attribute("patternengine")
        .is_some_and(|engine| engine.to_lowercase().contains("reg"));
    // (element, category that it stands in)
    let mut waiting: Vec<(&Element, Option<usize>)> = vec![(&root, None)];
    while let Some((element, category)) = waiting.pop() {
        let mut below = Vec::new();
        for child in &element.children {
            let name = child.attribute("name").unwrap_or_default();
            match &*child.name {
                "cnode" => {
                    let place = dictionary.category(category, name, 0)?;
                    if let Some(definition) = child.attribute("desc") {
                        dictionary.define(place, definition);
                    }
                    below.push((child, Some(place)));
                }
                "pnode" => entry(child, name, category, regular, dictionary),
                other => dictionary.left_out(0, other, &Text::new("unbekanntes Element", "unknown element")),
            }
        }
        waiting.extend(below.into_iter().rev());
    }
    Ok(())
}

fn entry(node: &Element, name: &str, category: Option<usize>, regular: bool, dictionary: &mut Dictionary) {
    let Some(category) = category else {
        let why = Text::new("steht in keiner Kategorie", "stands in no category");
        dictionary.left_out(0, name, &why);
        return;
    };
    if regular && name.contains(['*', '?', '.', '+', '(', '$']) {
        let why = Text::new("ein regulärer Ausdruck", "a regular expression");
        dictionary.left_out(0, name, &why);
        return;
    }
    let score = node
        .attribute("score")
        .map(str::trim)
        .filter(|score| !score.is_empty());
    match score.map(str::parse::<f64>) {
        Some(Ok(score)) => dictionary.weighted(category, name, score, 0),
        _ => dictionary.entry(category, name, 0),
    }
}
