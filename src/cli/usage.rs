//! What clap has to say, in both languages: headings of the help and mistakes in the call.
//!
//! clap speaks English only; its mistakes are told again here from their kind and context.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};

use super::Desk;
use crate::problem::Problem;
use crate::words::Language;

pub fn say(language: Language, de: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::De => de,
        Language::En => en,
    }
}

/// German headings for a command and all below it.
pub fn translate(command: Command, language: Language) -> Command {
    if language == Language::En {
        return command;
    }
    let names: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    let mut command = command
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading("Befehle")
        .subcommand_value_name("BEFEHL")
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(clap::ArgAction::Help)
                .help("Diese Hilfe zeigen")
                .help_heading("Optionen"),
        )
        .help_template("{about}\n\nAufruf: {usage}\n\n{all-args}{after-help}\n");
    if command.get_version().is_some() {
        command = command.disable_version_flag(true).arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(clap::ArgAction::Version)
                .help("Version zeigen")
                .help_heading("Optionen"),
        );
    }
    command = command.mut_args(in_german);
    for name in names {
        let whole = format!("{} {name}", command.get_bin_name().unwrap_or(command.get_name()));
        command = command.mut_subcommand(name, |sub| translate(sub.bin_name(whole), language));
    }
    let usage = command.clone().render_usage().to_string();
    let usage = usage
        .trim_start_matches("Usage:")
        .trim()
        .replace("[OPTIONS]", "[OPTIONEN]");
    command.override_usage(usage)
}

/// German heading, and the possible values in German words.
fn in_german(arg: Arg) -> Arg {
    let heading = if arg.is_positional() {
        "Angaben"
    } else {
        "Optionen"
    };
    let values: Vec<String> = arg
        .get_possible_values()
        .iter()
        .map(|value| value.get_name().to_owned())
        .collect();
    let takes_value = arg.get_action().takes_values();
    let arg = arg.help_heading(heading);
    if values.is_empty() || !takes_value {
        return arg;
    }
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let values = values.join(", ");
    arg.hide_possible_values(true)
        .help(format!("{help} [möglich: {values}]"))
}

/// Help and version go to standard output, mistakes to standard error.
pub fn answer(error: &clap::Error, desk: &mut Desk<'_>) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = desk.print(&error.to_string());
            0
        }
        ErrorKind::MissingSubcommand => {
            desk.complain(&super::define(desk.language).render_help().to_string());
            2
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            desk.complain(&error.to_string());
            2
        }
        _ => {
            let drawn = super::draw::problem(&retell(error), desk.language);
            desk.complain(&drawn);
            2
        }
    }
}

fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        ContextValue::StyledStr(text) => Some(text.to_string()),
        ContextValue::StyledStrs(texts) => Some(
            texts
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(", "),
        ),
        _ => None,
    }
}

fn retell(error: &clap::Error) -> Problem {
    let argument = context(error, ContextKind::InvalidArg).unwrap_or_default();
    let value = context(error, ContextKind::InvalidValue).unwrap_or_default();
    let problem = match error.kind() {
        ErrorKind::UnknownArgument => Problem::usage(
            format!("Die Angabe {argument} kennt dieser Befehl nicht."),
            format!("This command does not know {argument}."),
        ),
        ErrorKind::InvalidSubcommand => {
            let name = context(error, ContextKind::InvalidSubcommand).unwrap_or_default();
            Problem::usage(
                format!("Den Befehl {name} gibt es nicht."),
                format!("There is no command {name}."),
            )
        }
        ErrorKind::MissingRequiredArgument => {
            Problem::usage(format!("Es fehlt: {argument}."), format!("Missing: {argument}."))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => Problem::usage(
            format!("Nach {argument} fehlt der Wert."),
            format!("The value after {argument} is missing."),
        ),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => Problem::usage(
            format!("»{value}« passt nicht zu {argument}."),
            format!("\"{value}\" does not fit {argument}."),
        ),
        ErrorKind::ArgumentConflict => {
            let other = context(error, ContextKind::PriorArg).unwrap_or_default();
            Problem::usage(
                format!("{argument} und {other} schließen einander aus."),
                format!("{argument} and {other} exclude each other."),
            )
        }
        _ => {
            let text = error.to_string();
            let text = text
                .lines()
                .next()
                .unwrap_or("")
                .trim_start_matches("error: ")
                .to_owned();
            Problem::usage(
                format!("Der Aufruf stimmt nicht: {text}."),
                format!("The call is wrong: {text}."),
            )
        }
    };
    let options = context(error, ContextKind::ValidValue).filter(|options| !options.is_empty());
    let nearest = context(error, ContextKind::SuggestedArg)
        .or_else(|| context(error, ContextKind::SuggestedSubcommand))
        .or_else(|| context(error, ContextKind::SuggestedValue));
    match (options, nearest) {
        (Some(options), _) => problem.hint(format!("Möglich: {options}."), format!("Possible: {options}.")),
        (None, Some(nearest)) => problem.hint(
            format!("Gemeint ist vielleicht {nearest}."),
            format!("Perhaps {nearest} is meant."),
        ),
        (None, None) => problem.hint(
            "Was ein Befehl nimmt, zeigt »freitext BEFEHL --help«.",
            "`freitext COMMAND --help` shows what a command takes.",
        ),
    }
}
