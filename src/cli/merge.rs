//! `freitext merge STUDY OTHER`: two coders' files into one, in either order.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::new::{study_argument, study_path};
use super::usage::say;
use super::{Desk, Entry};
use crate::problem::Result;
use crate::results;
use crate::review::merge;
use crate::words::Language;

pub const ENTRY: Entry = Entry {
    name: "merge",
    define,
    run,
};

fn define(language: Language, command: Command) -> Command {
    command
        .about(say(
            language,
            "Führt zwei Dateien einer Studie zusammen, in beliebiger Reihenfolge",
            "Joins two files of one study, in either order",
        ))
        .arg(study_argument(language))
        .arg(
            Arg::new("other")
                .value_name(say(language, "ANDERE", "OTHER"))
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(say(
                    language,
                    "die Datei der anderen Person; sie bleibt, wie sie ist",
                    "the other person's file; it stays as it is",
                )),
        )
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help(say(
            language,
            "Ergebnis als JSON",
            "result as JSON",
        )))
}

fn run(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    let mut study = desk.study(study_path(given))?;
    let other: &PathBuf = given.get_one("other").expect("the other file is required");
    let bar = desk.progress("Zusammenführen", "Merging");
    let merged = merge(&mut study, other);
    drop(bar);
    let merged = merged?;
    if given.get_flag("json") {
        return desk.print_json(&merged);
    }
    let (here, there) = (study.path().display().to_string(), other.display().to_string());
    let parts = results::merged(&merged, &here, &there, desk.language);
    desk.show(&parts)?;
    desk.remarks(&merged.notices());
    Ok(())
}
