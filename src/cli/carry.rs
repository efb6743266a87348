//! `--from OTHER` of `freitext suggest`: what people decided in another study counts as well.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, value_parser};

use super::Desk;
use super::suggest::open_index;
use super::usage::say;
use crate::codebook::Codebook;
use crate::problem::Result;
use crate::results;
use crate::study::{StoredCodebook, Study};
use crate::suggest::{self, Carried, Summary, Wish};
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
pub fn other_study(given: &ArgMatches, wish: &Wish) -> Result<Option<Study>> {
    let Some(path) = given.get_one::<PathBuf>("from") else {
        return Ok(None);
    };
    wish.check_start()?;
    Study::look(path).map(Some)
}

/// A study that has no codebook yet gets the one that the other study was coded with.
pub fn take_codebook_along(study: &mut Study, other: &Study, desk: &mut Desk<'_>) -> Result<()> {
    if let Some((codebook, notice)) = suggest::codebook_along(study, other)? {
        let now = desk.now();
        study.change(|change| change.keep_codebook(&codebook.name, &codebook.codebook, now))?;
        desk.remarks(&[notice]);
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
        open_index(other, desk).map_err(|problem| suggest::no_index_there(other.path(), problem))
    })?;
    desk.remarks(&carried.notices);
    Ok(carried)
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
