//! What of a study is counted or written: codebook, question, coder, cases, background columns.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::usage::say;
use crate::tables::{self, Base, Said};
use crate::words::Language;

/// The arguments that [`selection`] reads.
pub fn selection_arguments(command: Command, language: Language) -> Command {
    let column = say(language, "SPALTE", "COL");
    let option = |name: &'static str, value: &'static str, de, en| {
        Arg::new(name)
            .long(name)
            .value_name(value)
            .help(say(language, de, en))
    };
    command
        .arg(by_argument(language))
        .arg(
            option(
                "base",
                say(language, "FALL", "CASE"),
                "was ein Fall ist: Kodiereinheiten [üblich] oder Befragte",
                "what a case is: coding units [default] or respondents",
            )
            .value_parser(tables::ids::<Base>()),
        )
        .arg(option(
            "codebook",
            "NAME",
            "welcher Kodierleitfaden der Studie",
            "which codebook of the study",
        ))
        .arg(option(
            "question",
            column,
            "nur diese Frage",
            "this question only",
        ))
        .arg(option(
            "coder",
            "NAME",
            "nur Entscheidungen dieser Person, oder der Maschine: »freitext (Maschine)«",
            "this person's decisions only, or the machine's: \"freitext (machine)\"",
        ))
}

/// `--by`: columns for crosstabs.
pub fn by_argument(language: Language) -> Arg {
    Arg::new("by")
        .long("by")
        .num_args(1..)
        .action(ArgAction::Append)
        .value_name(say(language, "SPALTE", "COL"))
        .help(say(
            language,
            "Kreuztabellen nach diesen Spalten",
            "crosstabs by these columns",
        ))
}

/// The columns of [`by_argument`].
pub fn by(given: &ArgMatches) -> Vec<String> {
    // A command may leave it out.
    let by = given.try_get_many::<String>("by").ok().flatten();
    by.map(|names| names.cloned().collect()).unwrap_or_default()
}

/// What was said with [`selection_arguments`].
pub fn selection(given: &ArgMatches) -> Said {
    let text = |name: &str| given.get_one::<String>(name).cloned().unwrap_or_default();
    Said {
        codebook: text("codebook"),
        question: text("question"),
        coder: text("coder"),
        base: text("base"),
        by: by(given),
        ..Said::default()
    }
}
