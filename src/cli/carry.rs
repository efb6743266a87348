//! `--from OTHER` of `freitext suggest`: what people decided in another study counts as well.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, value_parser};

use super::Desk;
use super::suggest::open_index;
use super::usage::say;
use crate::codebook::Codebook;
use crate::problem::{Fault, Notice, Problem, Result};
use crate::results;
use crate::study::{StoredCodebook, Study};
use crate::suggest::{self, Carried, Suggester, Summary};
use crate::words::Language;

/// `--from`: another study with decisions.
pub fn from_argument(language: Language) -> Arg {
    Arg::new("from")
        .long("from")
        .value_name(say(language, "STUDIE", "STUDY"))
        .value_parser(value_parser!(PathBuf))
        .conflicts_with("take_back")
        .help(say(
            language,
            "lernt auch aus dem, was in einer anderen Studie entschieden ist (der Welle davor), und prüft, ob sich die Antworten geändert haben",
            "learns from what was decided in another study as well (the wave before), and checks whether answers have changed",
        ))
}

/// The study of [`from_argument`], only to be read.
///
/// # Errors
/// It cannot be read; or the method that was named learns nothing from decisions.
pub fn other_study(given: &ArgMatches, named: Option<&dyn Suggester>) -> Result<Option<Study>> {
    let Some(path) = given.get_one::<PathBuf>("from") else {
        return Ok(None);
    };
    if let Some(method) = named.filter(|named| !named.learns()) {
        let method = method.id();
        let learning: Vec<&str> = suggest::ALL
            .iter()
            .filter(|suggester| suggester.learns())
            .map(|suggester| suggester.id())
            .collect();
        return Err(Problem::usage(
            format!("Die Methode »{method}« lernt nichts aus Entscheidungen; mit --from geht sie nicht."),
            format!("The method \"{method}\" learns nothing from decisions; it does not go with --from."),
        )
        .hint(
            format!("--from weglassen, oder --method {}.", learning.join(" oder ")),
            format!("Leave --from out, or use --method {}.", learning.join(" or ")),
        ));
    }
    Study::look(path).map(Some)
}

/// A study that has no codebook yet gets the one that the other study was coded with.
pub fn take_codebook_along(study: &mut Study, other: &Study, desk: &mut Desk<'_>) -> Result<()> {
    suggest::check_start(study, other)?;
    if !study.codebooks()?.is_empty() {
        return Ok(());
    }
    if let [only] = &suggest::with_decisions(other)?[..] {
        let now = desk.now();
        study.change(|change| change.keep_codebook(&only.name, &only.codebook, now))?;
        let name = &only.name;
        desk.remarks(&[Notice::new(
            format!("Der Kodierleitfaden »{name}« von dort gilt jetzt auch in dieser Studie."),
            format!("The codebook \"{name}\" from there holds in this study as well from now on."),
        )
        .in_file(other.path().display())]);
    }
    Ok(())
}

/// What was decided there, with what is to be known about it on standard error.
pub fn carried(
    study: &Study,
    other: &Study,
    codebook: &StoredCodebook,
    desk: &mut Desk<'_>,
) -> Result<Carried> {
    let carried = Carried::read(study, other, codebook, |other| {
        open_index(other, desk).map_err(|problem| no_index(other.path(), problem))
    })?;
    desk.remarks(&carried.notices);
    Ok(carried)
}

fn no_index(other: &Path, problem: Problem) -> Problem {
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

/// Where what was learned comes from, and whether answers have changed.
pub fn say_carried(summary: &Summary, codebook: &Codebook, desk: &mut Desk<'_>) -> Result<()> {
    let parts = results::carried(summary, codebook, desk.language);
    desk.show(&parts)?;
    // What follows stands apart from the comparison.
    match summary.drift {
        Some(_) => desk.print("\n"),
        None => Ok(()),
    }
}
