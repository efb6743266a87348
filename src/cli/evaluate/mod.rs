//! `freitext evaluate`: how good suggestions are, on answers that people have coded.
//!
//! | member | what |
//! |---|---|
//! | `material` | files or a study → the units to learn from and to judge |
//! | `predictions` | what was said of every unit and code, as CSV |

mod material;
mod predictions;

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::choices::choice_arguments;
use super::suggest::{
    codebook_argument, json_argument, method_argument, named_suggester, per_answer_argument,
};
use super::usage::say;
use super::{Desk, Entry};
use crate::problem::Result;
use crate::results::evaluation::evaluation;
use crate::suggest;
use crate::suggest::evaluation::{Design, Machine, Of, Order, Task, evaluate};
use crate::survey::PerAnswer;
use crate::words::Language;
use material::Material;

pub const ENTRY: Entry = Entry {
    name: "evaluate",
    define,
    run,
};

/// Of what can be said about a file with answers, what makes sense for one that is only read for evaluation.
const OF_A_FILE: [&str; 6] = ["text", "id", "encoding", "separator", "sheet", "missing"];

fn define(language: Language, command: Command) -> Command {
    let file = say(language, "DATEI", "FILE");
    let path = |name: &'static str, de, en| {
        Arg::new(name)
            .long(name)
            .value_name(file)
            .value_parser(value_parser!(PathBuf))
            .help(say(language, de, en))
    };
    let number = |name: &'static str, de, en| {
        Arg::new(name)
            .long(name)
            .value_name("N")
            .value_parser(value_parser!(u64).range(1..))
            .help(say(language, de, en))
    };
    let command = command
        .about(say(
            language,
            "Sagt, wie gut Vorschläge sind, an Antworten, die Menschen kodiert haben",
            "Says how good suggestions are, on answers that people have coded",
        ))
        .arg(
            Arg::new("study")
                .value_name(say(language, "STUDIE", "STUDY"))
                .value_parser(value_parser!(PathBuf))
                .conflicts_with_all(["train", "test"])
                .help(say(
                    language,
                    "Studie, in der Menschen entschieden haben: jede geprüfte Einheit, beurteilt nach allen anderen",
                    "study in which people have decided: every reviewed unit, judged by all others",
                )),
        )
        .arg(codebook_argument(language))
        .arg(path(
            "train",
            "kodierte Antworten, aus denen gelernt wird; ohne --test wird daran kreuzvalidiert",
            "coded answers to learn from; without --test they are cross-validated",
        ))
        .arg(path(
            "test",
            "kodierte Antworten, an denen gemessen wird",
            "coded answers to measure on",
        ))
        .arg(
            Arg::new("codes")
                .long("codes")
                .value_name(say(language, "SPALTE", "COL"))
                .help(say(
                    language,
                    "Spalte mit den Kategorien (Id, Wert oder Name, mit | getrennt) [üblich: codes]",
                    "column with the codes (id, value or name, joined by |) [default: codes]",
                )),
        )
        .arg(
            Arg::new("skip_uncoded")
                .long("skip-uncoded")
                .action(ArgAction::SetTrue)
                .help(say(
                    language,
                    "Zeilen ohne Kategorie gelten als nicht kodiert statt als »keine passt«",
                    "rows without a code count as not coded, not as \"none fits\"",
                )),
        );
    let of_a_file = choice_arguments(Command::new(""), language);
    let command = of_a_file
        .get_arguments()
        .filter(|arg| OF_A_FILE.contains(&arg.get_id().as_str()))
        .fold(command, |command, arg| command.arg(arg.clone()));
    command
        .arg(method_argument(language))
        .arg(per_answer_argument(language))
        .arg(
            number(
                "folds",
                "Teile der Kreuzvalidierung [üblich: 10]",
                "folds of the cross-validation [default: 10]",
            )
            .value_parser(value_parser!(u64).range(2..)),
        )
        .arg(
            Arg::new("curve")
                .long("curve")
                .action(ArgAction::SetTrue)
                .help(say(
                    language,
                    "Lernkurve: wie gut es nach 0, 25, 50, 100, 200 … geprüften Antworten ist",
                    "learning curve: how good it is after 0, 25, 50, 100, 200 … reviewed answers",
                )),
        )
        .arg(
            Arg::new("replay")
                .long("replay")
                .value_name(say(language, "FOLGE", "ORDER"))
                .value_parser(Order::ALL.map(Order::id))
                .help(say(
                    language,
                    "spielt eine Prüfung nach: zufällig, Unsicheres zuerst, halb und halb",
                    "replays a review: at random, uncertain first, half and half",
                )),
        )
        .arg(number(
            "draws",
            "wie oft Lernkurve und Prüfung gezogen werden [üblich: 5]",
            "how often curve and review are drawn [default: 5]",
        ))
        .arg(
            Arg::new("seed")
                .long("seed")
                .value_name("N")
                .value_parser(value_parser!(u64))
                .help(say(
                    language,
                    "Startzahl für alles Zufällige [üblich: 1]",
                    "seed of everything random [default: 1]",
                )),
        )
        .arg(path(
            "predictions",
            "je Einheit und Kategorie: id,code,score,suggested (CSV)",
            "per unit and code: id,code,score,suggested (CSV)",
        ))
        .arg(json_argument(language))
}

fn run(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    let number = |name: &str, default| given.get_one::<u64>(name).copied().unwrap_or(default);
    let seed = number("seed", 1);
    if let Some(path) = given.get_one::<PathBuf>("predictions") {
        predictions::refuse(path, given)?;
    }
    let material = Material::read(given, desk)?;
    let design = match (given.contains_id("study"), given.contains_id("test")) {
        (true, _) => Design::LeaveOneOut,
        (_, true) => Design::Test,
        _ => Design::CrossValidation {
            folds: number("folds", 10) as usize,
        },
    };
    let order = given.get_one::<String>("replay");
    let task = Task {
        design,
        pool: material.pool(),
        test: material.test(),
        curve: given.get_flag("curve"),
        replay: order.and_then(|id| Order::ALL.into_iter().find(|order| order.id() == id)),
        draws: number("draws", 5),
        seed,
    };
    task.check(&material.coded)?;
    let per_answer = given
        .get_one::<String>("per_answer")
        .and_then(|id| PerAnswer::of_id(id));
    let suggester = named_suggester(given).unwrap_or(suggest::ALL[0]);
    let bar = desk.progress("Auswertung", "Evaluation");
    let machine = Machine::prepare(
        suggester,
        &material.study,
        &material.index,
        &material.codebook,
        &material.coded,
        per_answer,
    )?;
    let of = Of {
        method: suggester.id(),
        scores: suggester.scores(),
        codebook: &material.codebook,
    };
    let (report, said) = evaluate(&machine, &material.coded, of, &task, &|done, all| {
        bar.at(done, all)
    })?;
    drop(bar);
    if let Some(path) = given.get_one::<PathBuf>("predictions") {
        predictions::write(path, &material, &said)?;
    }
    if given.get_flag("json") {
        return desk.print_json(&report);
    }
    desk.show(&evaluation(
        &report,
        material.origin(),
        &material.codebook.codebook,
        desk.language,
    ))
}
