//! A code is given no more, or again. What was decided counts in either case.

use super::{named, place};
use crate::codebook::{Codebook, Status};
use crate::problem::{Problem, Result};

pub fn retire(codebook: &mut Codebook, code: &str) -> Result<()> {
    let at = place(codebook, code)?;
    let name = named(&codebook.codes[at]);
    if !codebook.codes[at].is_in_use() {
        return Err(Problem::input(
            format!("{} ist schon nicht mehr in Gebrauch.", name.de),
            format!("{} is already not in use any more.", name.en),
        )
        .hint(
            "Einen Code wählen, der noch vergeben wird.",
            "Choose a code that is still given.",
        ));
    }
    if codebook.codes.iter().filter(|code| code.is_in_use()).count() == 1 {
        return Err(Problem::input(
            format!("{} ist der letzte Code, der noch vergeben wird.", name.de),
            format!("{} is the last code that is still given.", name.en),
        )
        .hint(
            "Zuerst einen anderen anlegen oder wieder aufnehmen.",
            "Add or bring back another one first.",
        ));
    }
    codebook.codes[at].status = Status::Retired;
    Ok(())
}

/// What went along when it was merged stays where it is: subcategories, rules, anchor examples.
pub fn bring_back(codebook: &mut Codebook, code: &str) -> Result<()> {
    let at = place(codebook, code)?;
    if codebook.codes[at].is_in_use() {
        let name = named(&codebook.codes[at]);
        return Err(Problem::input(
            format!("{} ist in Gebrauch.", name.de),
            format!("{} is in use.", name.en),
        )
        .hint(
            "Einen Code wählen, der stillgelegt, zusammengelegt oder aufgeteilt ist.",
            "Choose a code that is retired, merged or split.",
        ));
    }
    codebook.codes[at].status = Status::InUse;
    Ok(())
}
