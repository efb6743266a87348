//! Taking a codebook into a study, for suggestions or for review: what is to be known about it beforehand and afterwards.

use std::path::Path;

use super::{check_start, with_decisions};
use crate::codebook::{self, Codebook};
use crate::problem::{Fault, Notice, Problem, Result};
use crate::study::{StoredCodebook, Study};

/// What there is to say before a codebook is kept under a name. A shipped name takes the place of an edited file of the same
/// name: allowed, and said.
pub fn shipped_again(study: &Study, name: &str, codebook: &Codebook) -> Result<Vec<Notice>> {
    let is_shipped = codebook::shipped().iter().any(|shipped| shipped.name == name);
    let edited = study
        .codebooks()?
        .into_iter()
        .find(|kept| is_shipped && kept.name == name && kept.codebook != *codebook);
    let Some(edited) = edited else {
        return Ok(Vec::new());
    };
    let changes = codebook::diff(&edited.codebook, codebook).len();
    Ok(vec![Notice::new(
        format!(
            "Die Studie hatte eine andere Fassung von »{name}« ({changes} Unterschiede); jetzt gilt die mitgelieferte. Die eigene nimmt --codebook {name}.toml."
        ),
        format!(
            "The study had another version of \"{name}\" ({changes} differences); the shipped one holds now. Your own is taken with --codebook {name}.toml."
        ),
    )])
}

/// What there is to say once it is kept. Decisions belong to a codebook by its name: a copy under another name begins without
/// any, which is seldom meant.
pub fn decided_elsewhere(study: &Study, codebook: &StoredCodebook) -> Result<Vec<Notice>> {
    if !study.decided_units(&codebook.name)?.is_empty() {
        return Ok(Vec::new());
    }
    let mut notices = Vec::new();
    for other in study
        .codebooks()?
        .into_iter()
        .filter(|other| other.name != codebook.name)
    {
        let shared = other
            .codebook
            .codes
            .iter()
            .filter(|code| codebook.codebook.code(&code.id).is_some())
            .count();
        let decided = study.decided_units(&other.name)?.len();
        if decided > 0 && shared * 2 >= codebook.codebook.codes.len() {
            let (name, new) = (&other.name, &codebook.name);
            notices.push(Notice::new(
                format!("Es gibt {decided} Entscheidungen mit dem Kodierleitfaden »{name}«; »{new}« ist für die Studie ein anderer. Soll er »{name}« fortführen, muss die Datei {name}.toml heißen."),
                format!("There are {decided} decisions with the codebook \"{name}\"; for the study \"{new}\" is another one. To continue \"{name}\" the file has to be called {name}.toml."),
            ));
        }
    }
    Ok(notices)
}

/// Rules written for another language than the answers are in find little.
pub fn other_language(study: &Study, name: &str, codebook: &Codebook) -> Result<Vec<Notice>> {
    let answers = study.answer_language()?;
    if codebook.language == answers {
        return Ok(Vec::new());
    }
    let (of_rules, of_answers) = (codebook.language.name(), answers.name());
    let (id, path) = (codebook.language.id(), study.path().display());
    Ok(vec![Notice::new(
        format!(
            "Die Regeln des Kodierleitfadens »{name}« sind für Antworten auf {}, die Antworten der Studie gelten als {}. Einen Leitfaden mit language = \"{}\" nehmen; sind die Antworten auf {}: »freitext import {path} DATEI --answers-in {id}«.",
            of_rules.de,
            of_answers.de,
            answers.id(),
            of_rules.de
        ),
        format!(
            "The rules of the codebook \"{name}\" are for answers in {}, the answers of the study count as {}. Take a codebook with language = \"{}\"; if the answers are in {}: `freitext import {path} FILE --answers-in {id}`.",
            of_rules.en,
            of_answers.en,
            answers.id(),
            of_rules.en
        ),
    )])
}

/// The codebook that a study without one gets from the study that it starts from: the one that was coded with there.
///
/// # Errors
/// The other study cannot be a start of this one.
pub fn codebook_along(study: &Study, other: &Study) -> Result<Option<(StoredCodebook, Notice)>> {
    check_start(study, other)?;
    if !study.codebooks()?.is_empty() {
        return Ok(None);
    }
    Ok(match &mut with_decisions(other)?[..] {
        [only] => {
            let name = &only.name;
            let notice = Notice::new(
                format!("Der Kodierleitfaden »{name}« von dort gilt jetzt auch in dieser Studie."),
                format!("The codebook \"{name}\" from there holds in this study as well from now on."),
            );
            Some((only.clone(), notice.in_file(other.path().display())))
        }
        _ => None,
    })
}

/// That the other study cannot be read because no index can stand beside it.
pub fn no_index_there(other: &Path, problem: Problem) -> Problem {
    if problem.fault() != Fault::Input {
        return problem;
    }
    let path = other.display();
    let why = problem.what();
    Problem::input(
        format!("Neben {path} lässt sich kein Suchindex anlegen, ohne den die Regeln dort nichts finden. {}", why.de),
        format!("No search index can be made beside {path}; without it rules find nothing there. {}", why.en),
    )
    .hint(
        "Die Studie in einen Ordner kopieren, in dem geschrieben werden darf, und die Kopie nach --from nennen.",
        "Copy the study into a folder that can be written to, and name the copy after --from.",
    )
}
