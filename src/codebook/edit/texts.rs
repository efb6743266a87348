//! What a codebook says to people about a code.

use super::{code_of, named};
use crate::codebook::Codebook;
use crate::problem::{Problem, Result};
use crate::words::Text;

/// The label alone; the id never changes.
pub fn label(codebook: &mut Codebook, code: &str, label: &Text) -> Result<()> {
    let label = checked_label(label)?;
    code_of(codebook, code)?.label = label;
    Ok(())
}

/// A label without blanks around it; where one language is empty, that of the other.
///
/// # Errors
/// Both are empty.
pub fn checked_label(label: &Text) -> Result<Text> {
    match (label.de.trim(), label.en.trim()) {
        ("", "") => Err(Problem::input(
            "Ohne Namen ist die Kategorie nirgends zu erkennen.",
            "Without a label the category cannot be recognised anywhere.",
        )
        .hint(
            "Einen Namen eingeben, wie er in Tabellen stehen soll.",
            "Enter a label as it is to stand in tables.",
        )),
        ("", one) | (one, "") => Ok(Text::new(one, one)),
        (de, en) => Ok(Text::new(de, en)),
    }
}

pub fn definition(codebook: &mut Codebook, code: &str, text: &Text) -> Result<()> {
    code_of(codebook, code)?.definition = text.clone();
    Ok(())
}

pub fn coding_rule(codebook: &mut Codebook, code: &str, text: &Text) -> Result<()> {
    code_of(codebook, code)?.coding_rule = text.clone();
    Ok(())
}

pub fn add_example(codebook: &mut Codebook, code: &str, example: &str) -> Result<()> {
    let code = code_of(codebook, code)?;
    let example = example.trim();
    if example.is_empty() {
        return Err(
            Problem::input("Das Ankerbeispiel ist leer.", "The anchor example is empty.").hint(
                "Ein Zitat aus einer Antwort eingeben.",
                "Enter a quotation from an answer.",
            ),
        );
    }
    if code.anchor_examples.iter().any(|known| known == example) {
        let name = named(code);
        return Err(Problem::input(
            format!("Bei {} steht dieses Ankerbeispiel schon.", name.de),
            format!("{} has this anchor example already.", name.en),
        )
        .hint("Ein anderes wählen.", "Choose another one."));
    }
    code.anchor_examples.push(example.to_owned());
    Ok(())
}

pub fn remove_example(codebook: &mut Codebook, code: &str, example: &str) -> Result<()> {
    let code = code_of(codebook, code)?;
    match code.anchor_examples.iter().position(|known| known == example) {
        Some(at) => {
            code.anchor_examples.remove(at);
            Ok(())
        }
        None => {
            let name = named(code);
            Err(Problem::input(
                format!("Bei {} steht dieses Ankerbeispiel nicht (mehr).", name.de),
                format!("{} has no such anchor example (any more).", name.en),
            )
            .hint("Die Seite neu laden.", "Load the page again."))
        }
    }
}
