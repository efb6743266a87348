//! `freitext table STUDY`: frequencies and crosstabs on the screen or for another program.

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::new::{study_argument, study_path};
use super::selection::{counting_argument, layer_argument, selection, selection_arguments};
use super::usage::say;
use super::{Desk, Entry};
use crate::problem::{Notice, Problem, Result};
use crate::results;
use crate::tables::{self, Choice, Drawing, FORMS, GroupOrder, Level, Order, Said};
use crate::words::Language;

pub const ENTRY: Entry = Entry {
    name: "table",
    define,
    run,
};

/// What is drawn when no form is named.
const DEFAULT_FORM: &str = "text";

fn define(language: Language, command: Command) -> Command {
    let command = command
        .about(say(
            language,
            "Häufigkeiten und Kreuztabellen",
            "Frequencies and crosstabs",
        ))
        .arg(study_argument(language));
    let command = table_arguments(command, language);
    FORMS
        .iter()
        .filter(|form| form.name != DEFAULT_FORM)
        .fold(command, |command, form| {
            let others = FORMS
                .iter()
                .map(|other| other.name)
                .filter(|other| *other != form.name);
            let help = (form.what)().get(language).to_owned();
            command.arg(
                Arg::new(form.name)
                    .long(form.name)
                    .action(ArgAction::SetTrue)
                    .conflicts_with_all(others.filter(|other| *other != DEFAULT_FORM).collect::<Vec<_>>())
                    .help(format!("{}: {help}", form.name)),
            )
        })
}

/// The arguments that [`said`] reads.
pub(super) fn table_arguments(command: Command, language: Language) -> Command {
    let choice = |name: &'static str, values: Vec<&'static str>, de, en| {
        Arg::new(name)
            .long(name)
            .value_parser(values)
            .help(say(language, de, en))
    };
    let flag = |name: &'static str, de, en| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(say(language, de, en))
    };
    let command = command
        .arg(counting_argument(language))
        .arg(layer_argument(language))
        .arg(choice(
            "sort",
            tables::ids::<Order>(),
            "nach Kodierleitfaden [üblich] oder nach Häufigkeit",
            "by codebook [default] or by count",
        ))
        .arg(
            Arg::new("top")
                .long("top")
                .value_name("N")
                .value_parser(value_parser!(usize))
                .help(say(
                    language,
                    "nur die N häufigsten Kategorien",
                    "only the N most frequent codes",
                )),
        )
        .arg(flag("dimensions", "nur Oberkategorien", "dimensions only"))
        .arg(flag(
            "alphabetical",
            "Gruppen alphabetisch",
            "groups in alphabetical order",
        ))
        .arg(
            flag(
                "test",
                "prüfen, ob sich die Gruppen unterscheiden (mit --by)",
                "test whether the groups differ (with --by)",
            )
            .requires("by"),
        )
        .arg(flag(
            "intervals",
            "95-%-Intervalle der Anteile (Wilson)",
            "95 % intervals of shares (Wilson)",
        ))
        .arg(
            Arg::new("contacted")
                .long("contacted")
                .value_name("N")
                .value_parser(value_parser!(u64))
                .help(say(
                    language,
                    "so viele wurden angeschrieben: Intervalle mit Endlichkeitskorrektur",
                    "so many were contacted: intervals with finite population correction",
                )),
        )
        .arg(
            Arg::new("min-cell")
                .long("min-cell")
                .value_name("N")
                .value_parser(value_parser!(u64))
                .conflicts_with("test")
                .help(say(
                    language,
                    "Anzahlen von 1 bis unter N verdecken, und alles, woraus sie sich errechnen ließen",
                    "hide counts from 1 to below N, and whatever they could be computed from",
                )),
        )
        .args(["draws", "seed"].map(|name| {
            let (de, en) = match name {
                "draws" => (
                    "wie oft ein Test zieht, der zieht [üblich: 10000]",
                    "how often a test draws that draws [default: 10000]",
                ),
                _ => (
                    "womit Ziehungen sich wiederholen lassen [üblich: 1]",
                    "what repeats draws [default: 1]",
                ),
            };
            Arg::new(name)
                .long(name)
                .value_name("N")
                .value_parser(value_parser!(u64))
                .requires("test")
                .help(say(language, de, en))
        }));
    selection_arguments(command, language)
}

/// What was said with [`table_arguments`].
pub(super) fn said(given: &ArgMatches) -> Said {
    let text = |name: &str| given.get_one::<String>(name).cloned().unwrap_or_default();
    let flag = |name: &str, id: &'static str| if given.get_flag(name) { id } else { "" };
    let number = |name: &str| {
        given
            .get_one::<u64>(name)
            .map_or_else(String::new, u64::to_string)
    };
    Said {
        test: flag("test", "yes").to_owned(),
        intervals: flag("intervals", "yes").to_owned(),
        contacted: number("contacted"),
        min_cell: number("min-cell"),
        draws: number("draws"),
        seed: number("seed"),
        level: flag("dimensions", Level::Dimensions.id()).to_owned(),
        groups: flag("alphabetical", GroupOrder::Alphabetical.id()).to_owned(),
        counting: text("counting"),
        layer: text("layer"),
        order: text("sort"),
        top: given
            .get_one::<usize>("top")
            .map_or_else(String::new, usize::to_string),
        ..selection(given)
    }
}

fn run(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    let study = desk.study(study_path(given))?;
    let said = said(given);
    let (selection, view) = said.read()?;
    let crossed = !selection.by.is_empty();
    let counted = tables::count(&study, &selection)?;
    desk.remarks(&counted.notices);
    let drawn = if crossed {
        counted.crosstabs(&view)
    } else {
        counted.frequencies(&view)
    };
    let form = FORMS
        .iter()
        .find(|form| form.name != DEFAULT_FORM && given.get_flag(form.name))
        .or_else(|| tables::form(DEFAULT_FORM))
        .ok_or_else(|| Problem::bug("no form of tables is the default"))?;
    let drawing = Drawing {
        language: desk.language,
        width: desk.width(),
    };
    let text = (form.draw)(&drawn, &drawing)?;
    desk.print(&text)?;
    if form.name == "csv" && drawn.iter().any(|table| table.tested.is_some()) {
        desk.remarks(&[Notice::new(
            "Tests stehen nicht in der CSV-Datei; sie gibt es auf dem Bildschirm, mit --markdown und mit --json.",
            "Tests are not in the CSV file; they are on the screen, with --markdown and with --json.",
        )]);
    }
    for table in &drawn {
        let Some(tested) = &table.tested else { continue };
        let parts = results::tested(tested, &table.head, desk.language);
        match form.name {
            "text" => desk.show(&parts)?,
            "markdown" => desk.print(&results::in_markdown(&parts, desk.language))?,
            _ => {}
        }
    }
    Ok(())
}
