//! One code counts as another from now on. Its own entry stays, so that it can be brought back.

use super::{is_below, named, place, rules};
use crate::codebook::{Codebook, Status};
use crate::problem::{Problem, Result};

/// Codes below it, its rules and its anchor examples go along. The target is in use, so that no circle can come about.
pub fn merge(codebook: &mut Codebook, code: &str, into: &str) -> Result<()> {
    let (at, to) = (place(codebook, code)?, place(codebook, into)?);
    check(codebook, at, to)?;
    for below in &mut codebook.codes {
        if below.parent.as_deref() == Some(code) {
            below.parent = Some(into.to_owned());
        }
    }
    let merged = codebook.codes[at].clone();
    let target = &mut codebook.codes[to];
    rules::take_over(target, &merged);
    for example in merged.anchor_examples {
        if !target.anchor_examples.contains(&example) {
            target.anchor_examples.push(example);
        }
    }
    codebook.codes[at].status = Status::MergedInto(into.to_owned());
    Ok(())
}

fn check(codebook: &Codebook, at: usize, to: usize) -> Result<()> {
    let (code, into) = (&codebook.codes[at], &codebook.codes[to]);
    let (name, target) = (named(code), named(into));
    if at == to {
        return Err(Problem::input(
            format!("{} lässt sich nicht mit sich selbst zusammenlegen.", name.de),
            format!("{} cannot be merged into itself.", name.en),
        )
        .hint("Einen anderen Code wählen.", "Choose another code."));
    }
    if let Status::MergedInto(_) | Status::SplitInto(_) = code.status {
        return Err(Problem::input(
            format!("{} ist schon zusammengelegt oder aufgeteilt.", name.de),
            format!("{} is merged or split already.", name.en),
        )
        .hint("Zuerst wieder aufnehmen.", "Bring it back first."));
    }
    if !into.is_in_use() {
        return Err(Problem::input(
            format!("{} ist nicht mehr in Gebrauch.", target.de),
            format!("{} is not in use any more.", target.en),
        )
        .hint(
            "Einen Code wählen, der noch vergeben wird, oder diesen zuerst wieder aufnehmen.",
            "Choose a code that is still given, or bring this one back first.",
        ));
    }
    if is_below(codebook, &into.id, &code.id) {
        return Err(Problem::input(
            format!("{} ist eine Unterkategorie von {}.", target.de, name.de),
            format!("{} is a subcategory of {}.", target.en, name.en),
        )
        .hint(
            "Andersherum zusammenlegen, oder die Unterkategorie zuerst verschieben.",
            "Merge them the other way round, or move the subcategory first.",
        ));
    }
    Ok(())
}
