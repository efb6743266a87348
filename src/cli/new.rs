//! `freitext new STUDY`: an empty study file.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, value_parser};

use super::choices::{answers_in, answers_in_argument};
use super::usage::say;
use super::{Desk, Entry};
use crate::problem::Result;
use crate::study::Study;
use crate::words::Language;

pub const ENTRY: Entry = Entry {
    name: "new",
    define,
    run,
};

fn define(language: Language, command: Command) -> Command {
    command
        .about(say(language, "Legt eine leere Studie an", "Makes an empty study"))
        .arg(study_argument(language))
        .arg(answers_in_argument(language))
}

/// The study file as the first argument of most commands.
pub fn study_argument(language: Language) -> Arg {
    Arg::new("study")
        .value_name(say(language, "STUDIE", "STUDY"))
        .required(true)
        .value_parser(value_parser!(PathBuf))
        .help(say(
            language,
            "Studiendatei, üblich: name.freitext",
            "study file, usually name.freitext",
        ))
}

/// The file that a command reads or writes, as the argument behind the study.
pub fn file_argument(language: Language, de: &'static str, en: &'static str) -> Arg {
    Arg::new("file")
        .required(true)
        .value_name(say(language, "DATEI", "FILE"))
        .value_parser(value_parser!(PathBuf))
        .help(say(language, de, en))
}

/// The path given for [`study_argument`].
pub fn study_path(given: &ArgMatches) -> &PathBuf {
    given.get_one("study").expect("the study is required")
}

fn run(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    let path = study_path(given);
    let mut draft = Study::draft(path)?;
    if let Some(language) = answers_in(given) {
        draft
            .study()
            .change(|change| change.set_answer_language(language))?;
    }
    draft.keep()?;
    desk.say(
        format!(
            "{} ist angelegt. Weiter mit »freitext import {} DATEI«.",
            path.display(),
            path.display()
        ),
        format!(
            "{} is made. Go on with `freitext import {} FILE`.",
            path.display(),
            path.display()
        ),
    )
}
