//! `freitext profiles STUDY`: which groups name the same codes, as a map and as clusters, and how stable that is.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::new::{study_argument, study_path};
use super::selection::{by_argument, counting_argument, layer_argument, selection, selection_arguments};
use super::usage::say;
use super::{Desk, Entry};
use crate::problem::Result;
use crate::profile::{self, Distance, Method, Wished};
use crate::results;
use crate::tables::{self, Choice, Level, Said};
use crate::words::Language;

pub const ENTRY: Entry = Entry {
    name: "profiles",
    define,
    run,
};

fn define(language: Language, command: Command) -> Command {
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
    let number = |name: &'static str, de, en| {
        Arg::new(name)
            .long(name)
            .value_name("N")
            .help(say(language, de, en))
    };
    let command = command
        .about(say(
            language,
            "Profile von Gruppen: Korrespondenzanalyse und Cluster, und wie stabil sie sind",
            "Profiles of groups: correspondence analysis and clusters, and how stable they are",
        ))
        .arg(study_argument(language))
        .arg(counting_argument(language))
        .arg(layer_argument(language))
        .arg(choice(
            "distance",
            tables::ids::<Distance>(),
            "Abstand zwischen Profilen [üblich: chi-square]",
            "distance between profiles [default: chi-square]",
        ))
        .arg(choice(
            "method",
            tables::ids::<Method>(),
            "wie Cluster zusammengefasst werden [üblich: ward]",
            "how clusters are joined [default: ward]",
        ))
        .arg(number(
            "groups",
            "in so viele Cluster teilen [üblich: wofür die Silhouette spricht]",
            "divide into so many clusters [default: what the silhouette speaks for]",
        ))
        .arg(number(
            "draws",
            "Bootstrap-Ziehungen von Befragten [üblich: 1000]; 0: keine",
            "bootstrap draws of respondents [default: 1000]; 0: none",
        ))
        .arg(number(
            "seed",
            "Startwert der Ziehungen [üblich: 1]",
            "seed of the draws [default: 1]",
        ))
        .arg(flag("dimensions", "nur Oberkategorien", "dimensions only"))
        .arg(flag("json", "Ergebnis als JSON", "result as JSON"));
    selection_arguments(command, language).mut_arg("by", |_| {
        by_argument(language).help(say(
            language,
            "Gruppen nach dieser Spalte",
            "groups by this column",
        ))
    })
}

fn run(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    let study = desk.study(study_path(given))?;
    let text = |name: &str| given.get_one::<String>(name).cloned().unwrap_or_default();
    let level = match given.get_flag("dimensions") {
        true => Level::Dimensions.id(),
        false => "",
    };
    let said = Said {
        level: level.to_owned(),
        counting: text("counting"),
        layer: text("layer"),
        ..selection(given)
    };
    let (selection, view) = said.read()?;
    let wished = Wished {
        distance: text("distance"),
        method: text("method"),
        groups: text("groups"),
        draws: text("draws"),
        seed: text("seed"),
    };
    let settings = wished.read()?;
    let (all, notices) = profile::profiles(&study, &selection, &view, settings)?;
    desk.remarks(&notices);
    if given.get_flag("json") {
        return desk.print_json(&results::profiles_json(&all));
    }
    for of in &all {
        desk.show(&results::profiles(of, desk.language))?;
    }
    Ok(())
}
