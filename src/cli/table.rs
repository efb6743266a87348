//! `freitext table STUDY`: frequencies and crosstabs on the screen or for another program.

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::new::{study_argument, study_path};
use super::selection::{selection, selection_arguments};
use super::suggest::json_argument;
use super::usage::say;
use super::{Desk, Entry};
use crate::problem::Result;
use crate::study::Study;
use crate::tables::{self, Counting, Drawing, GroupOrder, Layer, Level, Order, Selection, View};
use crate::words::Language;

pub const ENTRY: Entry = Entry {
    name: "table",
    define,
    run,
};

fn define(language: Language, command: Command) -> Command {
    let choice = |name: &'static str, values: &[&'static str], de, en| {
        let values: Vec<&'static str> = values.to_vec();
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
        .about(say(
            language,
            "Häufigkeiten und Kreuztabellen",
            "Frequencies and crosstabs",
        ))
        .arg(study_argument(language))
        .arg(choice(
            "counting",
            &["mentions", "exclusive"],
            "mentions: jede Kategorie zählt [üblich]; exclusive: jede Einheit einmal, sonst »mehrere«",
            "mentions: every code counts [default]; exclusive: every unit once, else \"several\"",
        ))
        .arg(choice(
            "layer",
            &["reviewed", "suggested", "both"],
            "geprüft, nur vorgeschlagen oder beides [üblich: geprüft, wenn etwas geprüft ist]",
            "reviewed, only suggested or both [default: reviewed where anything is reviewed]",
        ))
        .arg(choice(
            "sort",
            &["codebook", "count"],
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
        .arg(flag("markdown", "als Markdown", "as Markdown"))
        .arg(
            flag(
                "csv",
                "als CSV (Dezimalpunkt, für andere Programme)",
                "as CSV (for other programs)",
            )
            .conflicts_with_all(["markdown", "json"]),
        )
        .arg(json_argument(language).conflicts_with("markdown"));
    selection_arguments(command, language)
}

fn run(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    let study = Study::open(study_path(given))?;
    let text = |name: &str| given.get_one::<String>(name).cloned();
    let selection = Selection {
        level: if given.get_flag("dimensions") {
            Level::Dimensions
        } else {
            Level::Codes
        },
        ..selection(given)
    };
    let crossed = !selection.by.is_empty();
    let view = View {
        counting: match text("counting").as_deref() {
            Some("exclusive") => Counting::Exclusive,
            _ => Counting::Mentions,
        },
        layer: match text("layer").as_deref() {
            Some("reviewed") => Some(Layer::Reviewed),
            Some("suggested") => Some(Layer::Suggested),
            Some("both") => Some(Layer::Both),
            _ => None,
        },
        order: if text("sort").as_deref() == Some("count") {
            Order::Count
        } else {
            Order::Codebook
        },
        top: given.get_one("top").copied(),
        groups: if given.get_flag("alphabetical") {
            GroupOrder::Alphabetical
        } else {
            GroupOrder::Appearance
        },
    };
    let counted = tables::count(&study, &selection)?;
    desk.notices(&counted.notices, 0);
    let drawn = if crossed {
        counted.crosstabs(&view)
    } else {
        counted.frequencies(&view)
    };
    let name = ["csv", "json", "markdown"]
        .into_iter()
        .find(|name| given.get_flag(name))
        .unwrap_or("text");
    let form = tables::form(name).expect("the names are those of the table of forms");
    let drawing = Drawing {
        language: desk.language,
        width: desk.width(),
    };
    let text = (form.draw)(&drawn, &drawing)?;
    desk.print(&text)
}
