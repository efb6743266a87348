//! `freitext cooccurrence STUDY`: which codes occur together, in one codebook or between two.

use clap::{Arg, ArgMatches, Command, value_parser};

use super::new::{study_argument, study_path};
use super::selection::{layer_argument, selection, selection_arguments};
use super::suggest::json_argument;
use super::usage::say;
use super::{Desk, Entry};
use crate::problem::Result;
use crate::results::{self, MOST_PAIRS};
use crate::tables::cooccurrence::{between, within};
use crate::tables::{Said, count};
use crate::words::Language;

pub const ENTRY: Entry = Entry {
    name: "cooccurrence",
    define,
    run,
};

fn define(language: Language, command: Command) -> Command {
    let option = |name: &'static str, value: &'static str, de, en| {
        Arg::new(name)
            .long(name)
            .value_name(value)
            .help(say(language, de, en))
    };
    let command = command
        .about(say(
            language,
            "Welche Kategorien gemeinsam auftreten, in einem Kodierleitfaden oder zwischen zweien",
            "Which codes occur together, in one codebook or between two",
        ))
        .arg(study_argument(language))
        .arg(option(
            "with",
            "NAME",
            "mit den Kategorien dieses Kodierleitfadens, über dieselben Befragten",
            "with the codes of this codebook, over the same respondents",
        ))
        .arg(
            option(
                "with_question",
                say(language, "SPALTE", "COL"),
                "nur diese Frage des zweiten Kodierleitfadens",
                "this question only of the second codebook",
            )
            .long("with-question")
            .requires("with"),
        )
        .arg(layer_argument(language))
        .arg(
            Arg::new("top")
                .long("top")
                .value_name("N")
                .value_parser(value_parser!(usize))
                .help(say(
                    language,
                    "wie viele Paare aufgeführt werden [üblich: 20]",
                    "how many pairs are listed [default: 20]",
                )),
        )
        .arg(json_argument(language));
    // Groups are for tables.
    let arguments = selection_arguments(Command::new(""), language);
    let arguments = arguments.get_arguments().filter(|arg| arg.get_id() != "by");
    arguments.fold(command, |command, arg| command.arg(arg.clone()))
}

fn run(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    let text = |name: &str| given.get_one::<String>(name).cloned().unwrap_or_default();
    let said = Said {
        layer: text("layer"),
        ..selection(given)
    };
    let (first, view) = said.read()?;
    let study = desk.study(study_path(given))?;
    let tables = match given.get_one::<String>("with") {
        Some(with) => {
            let (second, _) = Said {
                codebook: with.clone(),
                question: text("with_question"),
                ..said.clone()
            }
            .read()?;
            vec![between(&study, &first, &second, &view)?]
        }
        None => within(&count(&study, &first)?, &view),
    };
    if let Some(table) = tables.first() {
        desk.remarks(&table.notices);
    }
    if given.get_flag("json") {
        return desk.print_json(&tables);
    }
    let most = given.get_one::<usize>("top").copied().unwrap_or(MOST_PAIRS);
    for (at, table) in tables.iter().enumerate() {
        if at > 0 {
            desk.print("\n")?;
        }
        desk.show(&results::cooccurrence(table, most, desk.language))?;
    }
    Ok(())
}
