//! Where a code stands: added, or moved with all that stands below it.

use super::texts::checked_label;
use super::{NewCode, is_below, named, place, rules};
use crate::codebook::{Below, Code, Codebook, Status, code_id};
use crate::problem::{Problem, Result};

/// At the end of its dimension, or of the codebook.
pub fn add(codebook: &mut Codebook, new: &NewCode) -> Result<()> {
    let parent = new.parent.as_deref();
    if let Some(parent) = parent {
        check_parent(codebook, parent)?;
    }
    let code = made(codebook, new, parent)?;
    let at = end_of(codebook, parent);
    codebook.codes.insert(at, code);
    Ok(())
}

/// A new code below `parent`, not yet in its place.
pub fn made(codebook: &Codebook, new: &NewCode, parent: Option<&str>) -> Result<Code> {
    let label = checked_label(&new.label)?;
    let id = match &new.id {
        Some(id) => checked_id(codebook, id.trim())?,
        None => codebook.free_id(&label.de),
    };
    let mut code = Code {
        value: codebook.free_value(),
        label,
        parent: parent.map(str::to_owned),
        below: Below::Names,
        status: Status::InUse,
        definition: new.definition.clone(),
        coding_rule: new.coding_rule.clone(),
        anchor_examples: new.anchor_examples.clone(),
        match_rules: Vec::new(),
        id,
    };
    rules::all(&mut code, &new.match_rules)?;
    Ok(code)
}

pub fn move_code(
    codebook: &mut Codebook,
    code: &str,
    parent: Option<&str>,
    before: Option<&str>,
) -> Result<()> {
    let at = place(codebook, code)?;
    if let Some(parent) = parent {
        let above = check_parent(codebook, parent)?;
        if parent == code || is_below(codebook, parent, code) {
            let (name, above) = (named(&codebook.codes[at]), named(&codebook.codes[above]));
            return Err(Problem::input(
                format!(
                    "{} kann nicht unter {} stehen, das selbst dazugehört.",
                    name.de, above.de
                ),
                format!(
                    "{} cannot stand below {}, which is itself part of it.",
                    name.en, above.en
                ),
            )
            .hint("Eine andere Oberkategorie wählen.", "Choose another parent."));
        }
    }
    if let Some(before) = before {
        let next = place(codebook, before)?;
        if before == code || is_below(codebook, before, code) {
            let (name, next) = (named(&codebook.codes[at]), named(&codebook.codes[next]));
            return Err(Problem::input(
                format!(
                    "{} kann nicht vor {} stehen, das selbst dazugehört.",
                    name.de, next.de
                ),
                format!(
                    "{} cannot stand before {}, which is itself part of it.",
                    name.en, next.en
                ),
            )
            .hint("Eine andere Stelle wählen.", "Choose another place."));
        }
    }
    codebook.codes[at].parent = parent.map(str::to_owned);
    let moved: Vec<bool> = codebook
        .codes
        .iter()
        .map(|one| one.id == code || is_below(codebook, &one.id, code))
        .collect();
    let mut moved = moved.into_iter();
    let (block, rest): (Vec<Code>, Vec<Code>) = std::mem::take(&mut codebook.codes)
        .into_iter()
        .partition(|_| moved.next() == Some(true));
    codebook.codes = rest;
    let to = match before {
        Some(before) => place(codebook, before)?,
        None => end_of(codebook, parent),
    };
    codebook.codes.splice(to..to, block);
    Ok(())
}

/// The place behind the last code below `parent`; without one, the end.
fn end_of(codebook: &Codebook, parent: Option<&str>) -> usize {
    let Some(parent) = parent else {
        return codebook.codes.len();
    };
    let last = codebook
        .codes
        .iter()
        .rposition(|code| code.id == parent || is_below(codebook, &code.id, parent));
    last.map_or(codebook.codes.len(), |last| last + 1)
}

/// The place of a code that others may stand below.
fn check_parent(codebook: &Codebook, parent: &str) -> Result<usize> {
    let at = place(codebook, parent)?;
    let Status::MergedInto(into) = &codebook.codes[at].status else {
        return Ok(at);
    };
    let name = named(&codebook.codes[at]);
    Err(Problem::input(
        format!("Die Oberkategorie {} ist mit „{into}“ zusammengelegt.", name.de),
        format!("The parent {} is merged into “{into}”.", name.en),
    )
    .hint(format!("„{into}“ wählen."), format!("Choose “{into}”.")))
}

fn checked_id(codebook: &Codebook, id: &str) -> Result<String> {
    if let Some(problem) = code_id::mistake(id) {
        return Err(problem);
    }
    let Some(taken) = codebook.has_id(id) else {
        return Ok(id.to_owned());
    };
    let free = codebook.free_id(id);
    Err(Problem::input(
        format!("Die Id „{taken}“ gibt es schon."),
        format!("The id “{taken}” exists already."),
    )
    .hint(
        format!("Frei ist zum Beispiel „{free}“."),
        format!("“{free}”, for example, is free."),
    ))
}
