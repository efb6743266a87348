//! `freitext items STUDY COL…`: closed questions that came along: means, spread, distributions, by group.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::new::{study_argument, study_path};
use super::suggest::json_argument;
use super::usage::say;
use super::{Desk, Entry};
use crate::problem::Result;
use crate::results;
use crate::tables::items::{Asked, items};
use crate::words::Language;

pub const ENTRY: Entry = Entry {
    name: "items",
    define,
    run,
};

fn define(language: Language, command: Command) -> Command {
    let column = say(language, "SPALTE", "COL");
    let option = |name: &'static str, value: &'static str, de, en| {
        Arg::new(name)
            .long(name)
            .value_name(value)
            .help(say(language, de, en))
    };
    command
        .about(say(
            language,
            "Geschlossene Fragen: Mittelwerte, Streuung, Verteilungen, auch nach Gruppen",
            "Closed questions: means, spread, distributions, also by group",
        ))
        .arg(study_argument(language))
        .arg(
            Arg::new("columns")
                .required(true)
                .num_args(1..)
                .value_name(column)
                .help(say(
                    language,
                    "Spalten einer Skala; »haltung_*« meint alle, die so beginnen",
                    "columns of one scale; \"attitude_*\" means all that begin so",
                )),
        )
        .arg(option(
            "by",
            column,
            "Gruppen nach dieser Spalte",
            "groups by this column",
        ))
        .arg(option(
            "question",
            column,
            "nur Befragte, denen diese offene Frage gestellt war",
            "only respondents who were asked this open question",
        ))
        .arg(option(
            "steps",
            say(language, "STUFEN", "STEPS"),
            "Stufen in ihrer Reihenfolge: \"nie|selten|oft\" oder \"1=nie|2=selten|3=oft\" [üblich: Zahlen]",
            "steps in their order: \"never|seldom|often\" or \"1=never|2=seldom|3=often\" [default: numbers]",
        ))
        .arg(
            option(
                "none",
                say(language, "WERT", "VALUE"),
                "Werte, die keine Antwort sind: -9 99 (»k. A.« und Ähnliches ist es ohnehin)",
                "values that are no answer: -9 99 (\"k. A.\" and the like are none anyway)",
            )
            .num_args(1..)
            .allow_negative_numbers(true)
            .action(ArgAction::Append),
        )
        .arg(json_argument(language))
}

fn run(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    let text = |name: &str| given.get_one::<String>(name).cloned();
    let texts = |name: &str| {
        let all = given.get_many::<String>(name);
        all.map(|all| all.cloned().collect()).unwrap_or_default()
    };
    let asked = Asked {
        columns: texts("columns"),
        by: text("by"),
        question: text("question"),
        steps: text("steps").unwrap_or_default(),
        none: texts("none"),
    };
    let study = desk.study(study_path(given))?;
    let items = items(&study, &asked)?;
    if given.get_flag("json") {
        return desk.print_json(&items);
    }
    let parts = results::items(&items, desk.language);
    desk.show(&parts)
}
