//! One code gives way to several. What was decided counts under it until each answer is decided anew.

use super::tree::made;
use super::{Part, named, place};
use crate::codebook::{Codebook, Status};
use crate::problem::{Problem, Result};

/// New codes stand right behind the one that is split, in its dimension.
pub fn split(codebook: &mut Codebook, code: &str, into: &[Part]) -> Result<()> {
    let at = place(codebook, code)?;
    let name = named(&codebook.codes[at]);
    if let Status::MergedInto(_) | Status::SplitInto(_) = codebook.codes[at].status {
        return Err(Problem::input(
            format!("{} ist schon zusammengelegt oder aufgeteilt.", name.de),
            format!("{} is merged or split already.", name.en),
        )
        .hint("Zuerst wieder aufnehmen.", "Bring it back first."));
    }
    if into.len() < 2 {
        return Err(Problem::input(
            format!("{} wird in mindestens zwei Codes aufgeteilt.", name.de),
            format!("{} is split into at least two codes.", name.en),
        )
        .hint(
            "Einen weiteren nennen; geht alles in einen Code über, dann zusammenlegen.",
            "Name another one; where all goes to one code, merge them.",
        ));
    }
    let parent = codebook.codes[at].parent.clone();
    let (mut ids, mut behind) = (Vec::new(), at + 1);
    for part in into {
        let id = match part {
            Part::New(new) => {
                let part = made(codebook, new, parent.as_deref())?;
                let id = part.id.clone();
                codebook.codes.insert(behind, part);
                behind += 1;
                id
            }
            Part::Existing(id) => existing(codebook, code, id)?,
        };
        if ids.contains(&id) {
            return Err(Problem::input(
                format!("„{id}“ ist zweimal genannt."),
                format!("“{id}” is named twice."),
            )
            .hint("Einmal weglassen.", "Leave one of them out."));
        }
        ids.push(id);
    }
    codebook.codes[at].status = Status::SplitInto(ids);
    Ok(())
}

/// A code in use other than the one that is split.
fn existing(codebook: &Codebook, code: &str, id: &str) -> Result<String> {
    let part = &codebook.codes[place(codebook, id)?];
    let name = named(part);
    if id == code {
        return Err(Problem::input(
            format!("{} kann nicht in sich selbst aufgeteilt werden.", name.de),
            format!("{} cannot be split into itself.", name.en),
        )
        .hint(
            "Für den Teil, der bleibt, einen neuen Code nennen: Wer bisher so kodierte, meinte das Ganze.",
            "Name a new code for the part that stays: who coded so until now meant the whole.",
        ));
    }
    if !part.is_in_use() {
        return Err(Problem::input(
            format!("{} ist nicht mehr in Gebrauch.", name.de),
            format!("{} is not in use any more.", name.en),
        )
        .hint(
            "Einen Code wählen, der noch vergeben wird, oder diesen zuerst wieder aufnehmen.",
            "Choose a code that is still given, or bring this one back first.",
        ));
    }
    Ok(id.to_owned())
}
