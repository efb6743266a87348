//! `freitext export STUDY FILE`: a study written out for other programs.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, value_parser};

use super::new::{file_argument, study_argument, study_path};
use super::selection::{selection, selection_arguments};
use super::usage::say;
use super::{Desk, Entry};
use crate::export::{self, Options, Which};
use crate::problem::Result;
use crate::tables::{self, Choice, Counting, Said};
use crate::words::Language;

pub const ENTRY: Entry = Entry {
    name: "export",
    define,
    run,
};

fn define(language: Language, command: Command) -> Command {
    let kinds: Vec<String> = export::ALL
        .iter()
        .map(|exporter| {
            format!(
                "  {:<12} .{:<5} {}",
                exporter.name(),
                exporter.ending(),
                exporter.what().get(language)
            )
        })
        .collect();
    let heading = say(language, "Was geschrieben werden kann:", "What can be written:");
    let command = command
        .about(say(
            language,
            "Schreibt die Studie für andere Programme",
            "Writes the study for other programs",
        ))
        .after_help(format!("{heading}\n{}", kinds.join("\n")))
        .arg(study_argument(language))
        .arg(file_argument(
            language,
            "Zieldatei; Name oder Endung sagen, was geschrieben wird",
            "file to write; its name or ending says what",
        ))
        .arg(
            Arg::new("as")
                .long("as")
                .value_parser(
                    export::ALL
                        .iter()
                        .map(|exporter| exporter.name())
                        .collect::<Vec<_>>(),
                )
                .value_name(say(language, "ART", "KIND"))
                .help(say(
                    language,
                    "was geschrieben wird, wenn der Name es nicht sagt",
                    "what to write",
                )),
        );
    let command = command
        .arg(
            Arg::new("codings")
                .long("codings")
                .value_parser(tables::ids::<Which>())
                .value_name(say(language, "WELCHE", "WHICH"))
                .help(say(
                    language,
                    "held: Entscheidungen, sonst Vorschläge [üblich]; final: nur Entscheidungen; suggested: nur Vorschläge; each-coder: was gilt, und daneben jede Person für sich",
                    "held: decisions, else suggestions [default]; final: decisions only; suggested: suggestions only; each-coder: what holds, and each coder beside it",
                )),
        )
        .arg(
            Arg::new("counting")
                .long("counting")
                .value_parser(tables::ids::<Counting>())
                .requires("min-cell")
                .help(say(
                    language,
                    "wie gezählt wird, wenn verdeckt wird [üblich: mentions]",
                    "how is counted where counts are hidden [default: mentions]",
                )),
        )
        .arg(
            Arg::new("min-cell")
                .long("min-cell")
                .value_name("N")
                .value_parser(value_parser!(u64))
                .help(say(
                    language,
                    "in der Arbeitsmappe Anzahlen von 1 bis unter N verdecken",
                    "hide counts from 1 to below N in the workbook",
                )),
        );
    selection_arguments(command, language)
}

fn run(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    let study = desk.study(study_path(given))?;
    let file: &PathBuf = given.get_one("file").expect("the file is required");
    let text = |name: &str| given.get_one::<String>(name).cloned();
    let said = Said {
        counting: text("counting").unwrap_or_default(),
        min_cell: given
            .get_one::<u64>("min-cell")
            .map_or_else(String::new, u64::to_string),
        ..selection(given)
    };
    let (selection, view) = said.read()?;
    let options = Options {
        selection,
        view,
        language: desk.language,
        which: text("codings")
            .and_then(|id| Which::of_id(&id))
            .unwrap_or_default(),
    };
    let bar = desk.progress("Ausgabe", "Export");
    let notices = export::export(&study, file, text("as").as_deref(), &options, &|done, all| {
        bar.at(done, all)
    })?;
    drop(bar);
    desk.remarks(&notices);
    desk.say(
        format!("{} ist geschrieben.", file.display()),
        format!("{} is written.", file.display()),
    )
}
