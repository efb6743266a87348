//! `freitext review STUDY`: the review page. `freitext` alone: the start page.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::new::{study_argument, study_path};
use super::usage::say;
use super::{Desk, Entry};
use crate::problem::Result;
use crate::web::{Door, Exposure, Options};
use crate::words::Language;

pub const ENTRY: Entry = Entry {
    name: "review",
    define,
    run,
};

fn define(language: Language, command: Command) -> Command {
    command
        .about(say(
            language,
            "Prüft Vorschläge im Browser: kodieren, allein oder zu mehreren",
            "Review suggestions in the browser: code, alone or with others",
        ))
        .arg(study_argument(language))
        .args(browser_arguments(language))
}

/// Where the page is and whether it opens by itself.
pub fn browser_arguments(language: Language) -> [Arg; 2] {
    [
        Arg::new("port")
            .long("port")
            .value_name("N")
            .value_parser(value_parser!(u16))
            .help(say(
                language,
                "Port der Seite; sonst irgendein freier",
                "port of the page; otherwise any that is free",
            )),
        Arg::new("no_open")
            .long("no-open")
            .action(ArgAction::SetTrue)
            .help(say(
                language,
                "Den Browser nicht öffnen; die Adresse steht in der ersten Zeile",
                "do not open the browser; the address is in the first line",
            )),
    ]
}

fn run(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    let path = study_path(given).clone();
    // Says what opening did to the file.
    drop(desk.study(&path)?);
    serve(given, Some(path), desk)
}

/// `freitext` without a command.
pub fn start(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    serve(given, None, desk)
}

fn serve(given: &ArgMatches, study: Option<PathBuf>, desk: &mut Desk<'_>) -> Result<()> {
    let door = Door::open(Options {
        study,
        port: given.get_one("port").copied().unwrap_or(0),
        exposure: Exposure::ThisMachine,
        language: desk.language,
    })?;
    desk.print(&format!("{}\n", door.link()))?;
    desk.say("Ende mit Strg+C.", "End with Ctrl+C.")?;
    desk.flush()?;
    if !given.get_flag("no_open") {
        door.open_browser();
    }
    door.serve()
}
