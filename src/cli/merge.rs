//! `freitext merge STUDY OTHER`: two coders' files into one, in either order.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::new::{study_argument, study_path};
use super::usage::say;
use super::{Desk, Entry};
use crate::problem::Result;
use crate::review::{Merged, merge};
use crate::words::Language;

pub const ENTRY: Entry = Entry {
    name: "merge",
    define,
    run,
};

fn define(language: Language, command: Command) -> Command {
    command
        .about(say(
            language,
            "Führt zwei Dateien einer Studie zusammen, in beliebiger Reihenfolge",
            "Joins two files of one study, in either order",
        ))
        .arg(study_argument(language))
        .arg(
            Arg::new("other")
                .value_name(say(language, "ANDERE", "OTHER"))
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(say(
                    language,
                    "die Datei der anderen Person; sie bleibt, wie sie ist",
                    "the other person's file; it stays as it is",
                )),
        )
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help(say(
            language,
            "Ergebnis als JSON",
            "result as JSON",
        )))
}

fn run(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    let mut study = desk.study(study_path(given))?;
    let other: &PathBuf = given.get_one("other").expect("the other file is required");
    let bar = desk.progress("Zusammenführen", "Merging");
    let merged = merge(&mut study, other);
    drop(bar);
    let merged = merged?;
    if given.get_flag("json") {
        return desk.print_json(&merged);
    }
    desk.print(&table(&merged, desk.language))?;
    desk.remarks(&merged.notices());
    let (here, there) = (study.path().display(), other.display());
    match &merged.joined.backup {
        Some(backup) => desk.say(
            format!(
                "{here} enthält jetzt auch, was in {there} stand. Die Datei von vorher bleibt als {} erhalten.",
                backup.display()
            ),
            format!(
                "{here} now also holds what {there} held. The file as it was is kept as {}.",
                backup.display()
            ),
        ),
        None => desk.say(
            format!("In {there} steht nichts, was nicht schon in {here} steht. Verändert ist nichts."),
            format!("{there} holds nothing that is not in {here} already. Nothing has changed."),
        ),
    }
}

/// A line for each kind of thing: in both files, only here, new from there.
fn table(merged: &Merged, language: Language) -> String {
    let lines = merged.lines();
    let heads = [
        say(language, "in beiden", "in both"),
        say(language, "nur hier", "only here"),
        say(language, "neu von dort", "new from there"),
    ];
    let wide = |text: &str| text.chars().count();
    let first = lines.iter().map(|line| wide(line.what.get(language))).max();
    let first = first.unwrap_or_default();
    let mut out = format!("{:first$}  {}  {}  {}\n", "", heads[0], heads[1], heads[2]);
    for line in &lines {
        let what = line.what.get(language);
        let counts = [line.side.both, line.side.only_here, line.side.only_there];
        out.push_str(what);
        out.push_str(&" ".repeat(first - wide(what)));
        for (count, head) in counts.into_iter().zip(heads) {
            let width = wide(head);
            out.push_str(&format!("  {:>width$}", language.count(count)));
        }
        out.push('\n');
    }
    out
}
