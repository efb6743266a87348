//! `freitext review STUDY`: the review page. `freitext` alone: the start page.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::new::{study_argument, study_path};
use super::usage::say;
use super::{Desk, Entry};
use crate::problem::{Notice, Problem, Result};
use crate::web::{self, Door, Exposure, NewPassphrase, Options};
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
        .args([
            Arg::new("host")
                .long("host")
                .value_name(say(language, "ADRESSE", "ADDRESS"))
                .help(say(
                    language,
                    "Für ein vertrautes Netz freigeben, mit Kennwort; 0.0.0.0: unter allen Adressen dieses Rechners",
                    "open to a trusted network, with passphrases; 0.0.0.0: under all addresses of this machine",
                )),
            Arg::new("coder")
                .long("coder")
                .value_name("NAME")
                .num_args(1..)
                .action(ArgAction::Append)
                .requires("host")
                .help(say(
                    language,
                    "Wer sich anmelden darf; wer noch kein Kennwort hat, bekommt eins",
                    "who may sign in; whoever has no passphrase yet gets one",
                )),
            Arg::new("new_passphrase")
                .long("new-passphrase")
                .value_name("NAME")
                .action(ArgAction::Append)
                .help(say(
                    language,
                    "Ein neues Kennwort für NAME; ohne --host ist damit alles getan",
                    "a new passphrase for NAME; without --host that is all",
                )),
        ])
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
    let mut study = desk.study(&path)?;
    let listed =
        |name: &str| -> Vec<String> { given.get_many(name).into_iter().flatten().cloned().collect() };
    let coders = listed("coder");
    let mut renewed = Vec::new();
    for name in listed("new_passphrase") {
        renewed.push(web::known(&study, &name)?);
    }
    let host: Option<&String> = given.get_one("host");
    let Some(host) = host.cloned() else {
        if renewed.is_empty() {
            let door = open(given, Some(path), Exposure::ThisMachine, desk)?;
            return serve(given, door, &[], desk);
        }
        return tell(&web::renew(&mut study, &renewed)?, desk);
    };
    if coders.is_empty() {
        return Err(
            Problem::usage("Es fehlt, wer sich anmelden darf.", "Who may sign in is missing.").hint(
                "Zum Beispiel: --coder Anna --coder Bert. Wer noch kein Kennwort hat, bekommt eins.",
                "For example: --coder Anna --coder Bert. Whoever has no passphrase yet gets one.",
            ),
        );
    }
    desk.remarks(&[exposed(&coders)]);
    let exposure = Exposure::Network {
        host,
        coders: coders.clone(),
    };
    let door = open(given, Some(path), exposure, desk)?;
    // Made only now: where the page cannot begin nobody would see them.
    let mut made = web::renew(&mut study, &renewed)?;
    made.extend(web::admit(&mut study, &coders)?);
    drop(study);
    serve(given, door, &made, desk)
}

/// `freitext` without a command.
pub fn start(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    let door = open(given, None, Exposure::ThisMachine, desk)?;
    serve(given, door, &[], desk)
}

fn open(given: &ArgMatches, study: Option<PathBuf>, exposure: Exposure, desk: &Desk<'_>) -> Result<Door> {
    Door::open(Options {
        study,
        port: given.get_one("port").copied().unwrap_or(0),
        exposure,
        language: desk.language,
    })
}

/// Says where the page is, then answers until somebody ends it.
fn serve(given: &ArgMatches, door: Door, made: &[NewPassphrase], desk: &mut Desk<'_>) -> Result<()> {
    desk.print(&format!("{}\n", door.link()))?;
    tell(made, desk)?;
    desk.say("Ende mit Strg+C.", "End with Ctrl+C.")?;
    desk.flush()?;
    if !given.get_flag("no_open") {
        door.open_browser();
    }
    door.serve()
}

/// What anybody in the network gets to see, before they do.
fn exposed(coders: &[String]) -> Notice {
    let names = coders.join(", ");
    Notice::new(
        format!(
            "Die Seite ist in diesem Netz unverschlüsselt zu erreichen: Wer dort mitliest, sieht Antworten, Kodierungen und \
             Kennwörter. Wer sich anmelden darf ({names}), sieht und ändert die ganze Studie."
        ),
        format!(
            "The page can be reached in this network without encryption: whoever listens in there sees answers, codings and \
             passphrases. Whoever may sign in ({names}) sees and changes the whole study."
        ),
    )
}

/// Passphrases, once.
fn tell(made: &[NewPassphrase], desk: &mut Desk<'_>) -> Result<()> {
    for NewPassphrase { coder, passphrase } in made {
        desk.say(
            format!("Kennwort für {coder}, nur jetzt zu sehen: {passphrase}"),
            format!("Passphrase for {coder}, to be seen only now: {passphrase}"),
        )?;
    }
    Ok(())
}
