//! `freitext change STUDY`: what has changed between two waves with those who answered in both.

use clap::{Arg, ArgMatches, Command};

use super::new::{study_argument, study_path};
use super::selection::{layer_argument, selection_arguments};
use super::suggest::json_argument;
use super::usage::say;
use super::{Desk, Entry};
use crate::problem::Result;
use crate::results;
use crate::tables::Said;
use crate::tables::change::{WAVE, Waves, change};
use crate::words::Language;

pub const ENTRY: Entry = Entry {
    name: "change",
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
    let wave = say(language, "WELLE", "WAVE");
    let command = command
        .about(say(
            language,
            "Was sich zwischen zwei Wellen bei denselben Befragten verändert hat",
            "What has changed between two waves with the same respondents",
        ))
        .arg(study_argument(language))
        .arg(option("from", wave, "die frühere Welle", "the earlier wave"))
        .arg(option("to", wave, "die spätere Welle", "the later wave"))
        .arg(option(
            "column",
            say(language, "SPALTE", "COL"),
            "Spalte, die die Welle nennt [üblich: wave]",
            "column that names the wave [default: wave]",
        ))
        .arg(layer_argument(language))
        .arg(json_argument(language));
    // Cases are respondents, groups are waves.
    let arguments = selection_arguments(Command::new(""), language);
    let wanted = |arg: &&Arg| !["by", "base"].contains(&arg.get_id().as_str());
    arguments
        .get_arguments()
        .filter(wanted)
        .fold(command, |command, arg| command.arg(arg.clone()))
}

fn run(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    let text = |name: &str| given.get_one::<String>(name).cloned();
    let said = Said {
        codebook: text("codebook").unwrap_or_default(),
        question: text("question").unwrap_or_default(),
        coder: text("coder").unwrap_or_default(),
        layer: text("layer").unwrap_or_default(),
        ..Said::default()
    };
    let (selection, view) = said.read()?;
    let waves = Waves {
        column: text("column").unwrap_or_else(|| WAVE.to_owned()),
        from: text("from").unwrap_or_default(),
        to: text("to").unwrap_or_default(),
    };
    let study = desk.study(study_path(given))?;
    let changes = change(&study, &selection, &view, &waves)?;
    if let Some(change) = changes.first() {
        desk.remarks(&change.notices);
    }
    if given.get_flag("json") {
        return desk.print_json(&changes);
    }
    for (at, change) in changes.iter().enumerate() {
        if at > 0 {
            desk.print("\n")?;
        }
        desk.show(&results::change(change, desk.language))?;
    }
    Ok(())
}
