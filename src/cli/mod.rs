//! The command line: one file per command, the same verbs that a page calls.
//!
//! | member | what |
//! |---|---|
//! | `desk` | where a command reads its language and writes its results |
//! | `pictures` | charts as files in a folder |
//! | `draw` | problems, notices and tables of figures as text on a terminal |
//! | `choices` | what can be said about a file with answers |
//! | `selection` | what of a study is counted or written |
//! | `carry` | another study as a start |
//! | `accept` | what the program accepts by itself |
//! | `usage` | what clap has to say, in both languages |
//! | the others | a command each, named in [`ALL`] |
//!
//! Exit codes: 0 done, 1 input or study at fault, 2 usage, 70 our bug.

mod accept;
mod agreement;
mod carry;
mod change;
mod chart;
mod choices;
mod codebook;
mod cooccurrence;
mod corrected;
mod desk;
mod draw;
mod evaluate;
mod export;
mod import;
mod items;
mod merge;
mod new;
mod pictures;
mod profiles;
mod report;
mod review;
mod run;
mod search;
mod selection;
mod suggest;
mod table;
mod usage;

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, value_parser};

pub use desk::Desk;
use pictures::Pictures;

use crate::problem::{Fault, Problem, Result};
use crate::words::{Language, Text};

/// A command: what it takes and what it does.
pub struct Entry {
    pub name: &'static str,
    /// Arguments and help, in the language.
    pub define: fn(Language, Command) -> Command,
    pub run: fn(&ArgMatches, &mut Desk<'_>) -> Result<()>,
}

/// All commands, in the order of the help.
pub const ALL: &[Entry] = &[
    run::ENTRY,
    new::ENTRY,
    import::ENTRY,
    codebook::ENTRY,
    suggest::ENTRY,
    review::ENTRY,
    agreement::ENTRY,
    merge::ENTRY,
    search::ENTRY,
    evaluate::ENTRY,
    table::ENTRY,
    chart::ENTRY,
    profiles::ENTRY,
    items::ENTRY,
    cooccurrence::ENTRY,
    change::ENTRY,
    corrected::ENTRY,
    report::ENTRY,
    export::ENTRY,
];

/// Runs the program on the terminal's streams; the return value is the exit code.
pub fn main(arguments: &[OsString]) -> u8 {
    let language = language_of(arguments);
    std::panic::set_hook(Box::new(move |info| {
        let problem = Problem::bug(info.to_string().replace('\n', " "));
        let _ = std::io::stderr().write_all(draw::problem(&problem, language).as_bytes());
    }));
    let work = || {
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        let mut err = std::io::stderr();
        let code = answer(arguments, &mut Desk::new(language, &mut out, &mut err));
        // A reader that went away (`| head`) is no failure.
        let _ = out.flush();
        code
    };
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).unwrap_or(70)
}

/// Runs the program on any streams.
pub fn answer(arguments: &[OsString], desk: &mut Desk<'_>) -> u8 {
    let language = desk.language;
    let matches = match define(language).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return usage::answer(&error, desk),
    };
    desk.charts = matches
        .get_one::<PathBuf>("charts")
        .map(|folder| Pictures::into(folder));
    let done = match matches.subcommand() {
        None => review::start(&matches, desk),
        Some((name, given)) => misplaced(&matches, name).and_then(|()| {
            ALL.iter()
                .find(|entry| entry.name == name)
                .map_or(Ok(()), |entry| (entry.run)(given, desk))
        }),
    };
    match done {
        Ok(()) => 0,
        Err(problem) => {
            desk.complain(&draw::problem(&problem, language));
            match problem.fault() {
                Fault::Input => 1,
                Fault::Usage => 2,
                Fault::Bug => 70,
            }
        }
    }
}

/// The whole command line in one language.
pub fn define(language: Language) -> Command {
    let say = |de: &'static str, en: &'static str| usage::say(language, de, en);
    let mut command = Command::new("freitext")
        .version(env!("CARGO_PKG_VERSION"))
        .about(say(
            "Kodiert offene Antworten: einlesen, Kategorien vorschlagen, auszählen, ausgeben",
            "Codes open survey answers: import, suggest codes, count, export",
        ))
        .after_help(say(
            "Ohne Befehl öffnet freitext die Startseite im Browser.",
            "Without a command freitext opens the start page in the browser.",
        ))
        .args(review::browser_arguments(language))
        .arg(
            Arg::new("lang")
                .long("lang")
                .value_name("de|en")
                .value_parser(["de", "en"])
                .global(true)
                .help(say("Sprache der Ausgabe", "language of the output")),
        )
        .arg(
            Arg::new("charts")
                .long("charts")
                .value_name(say("ORDNER", "FOLDER"))
                .value_parser(value_parser!(PathBuf))
                .global(true)
                .help(say(
                    "Abbildungen der Ergebnisse auch als SVG und PNG in diesen Ordner",
                    "charts of results also as SVG and PNG into this folder",
                )),
        );
    for entry in ALL {
        command = command.subcommand((entry.define)(language, Command::new(entry.name)));
    }
    usage::translate(command, language)
}

/// What is said before a command would be said about the start page.
fn misplaced(matches: &ArgMatches, command: &str) -> Result<()> {
    let before = [
        ("--port", matches.contains_id("port")),
        ("--no-open", matches.get_flag("no_open")),
    ];
    match before.iter().find(|(_, said)| *said) {
        None => Ok(()),
        Some((option, _)) => Err(Problem::usage(
            format!("{option} steht vor dem Befehl {command}."),
            format!("{option} stands before the command {command}."),
        )
        .hint(
            format!("Dahinter schreiben, wenn {command} es kennt, sonst weglassen."),
            format!("Write it behind, if {command} knows it; otherwise leave it out."),
        )),
    }
}

/// `--lang`, else the machine's locale.
fn language_of(arguments: &[OsString]) -> Language {
    let mut words = arguments.iter().filter_map(|word| word.to_str());
    while let Some(word) = words.next() {
        let named = match word.strip_prefix("--lang") {
            Some("") => words.next(),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        };
        match named {
            Some("de") => return Language::De,
            Some("en") => return Language::En,
            _ => {}
        }
    }
    sys_locale::get_locale().map_or(Language::En, |locale| Language::of_locale(&locale))
}

/// A sentence on its own line.
fn line(text: &Text, language: Language) -> String {
    format!("{}\n", text.get(language))
}
