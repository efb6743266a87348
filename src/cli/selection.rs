//! What of a study is counted or written: codebook, question, coder, cases, background columns.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::usage::say;
use crate::tables::{self, Base, Counting, Layer, Said};
use crate::words::Language;

/// The arguments that [`selection`] reads.
pub fn selection_arguments(command: Command, language: Language) -> Command {
    command
        .arg(by_argument(language))
        .arg(base_argument(language))
        .arg(codebook_argument(language))
        .arg(question_argument(language))
        .arg(Arg::new("coder").long("coder").value_name("NAME").help(say(
            language,
            "nur Entscheidungen dieser Person, oder der Maschine: »freitext (Maschine)«",
            "this person's decisions only, or the machine's: \"freitext (machine)\"",
        )))
}

/// `--codebook`
pub fn codebook_argument(language: Language) -> Arg {
    Arg::new("codebook").long("codebook").value_name("NAME").help(say(
        language,
        "welcher Kodierleitfaden der Studie",
        "which codebook of the study",
    ))
}

/// `--question`
pub fn question_argument(language: Language) -> Arg {
    Arg::new("question")
        .long("question")
        .value_name(say(language, "SPALTE", "COL"))
        .help(say(language, "nur diese Frage", "this question only"))
}

/// `--base`: what a case is.
pub fn base_argument(language: Language) -> Arg {
    Arg::new("base")
        .long("base")
        .value_name(say(language, "FALL", "CASE"))
        .value_parser(tables::ids::<Base>())
        .help(say(
            language,
            "was ein Fall ist: Kodiereinheiten [üblich] oder Befragte",
            "what a case is: coding units [default] or respondents",
        ))
}

/// `--counting`
pub fn counting_argument(language: Language) -> Arg {
    Arg::new("counting")
        .long("counting")
        .value_parser(tables::ids::<Counting>())
        .help(say(
            language,
            "mentions: jede Kategorie zählt [üblich]; exclusive: jede Einheit einmal, sonst »mehrere«",
            "mentions: every code counts [default]; exclusive: every unit once, else \"several\"",
        ))
}

/// `--layer`: whose assignments are counted.
pub fn layer_argument(language: Language) -> Arg {
    Arg::new("layer")
        .long("layer")
        .value_parser(tables::ids::<Layer>())
        .help(say(
            language,
            "geprüft, nur vorgeschlagen oder beides [üblich: geprüft, wenn etwas geprüft ist]",
            "reviewed, only suggested or both [default: reviewed where anything is reviewed]",
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
