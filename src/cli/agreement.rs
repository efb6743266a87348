//! `freitext agreement STUDY`: how far coders agree.

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::new::{study_argument, study_path};
use super::selection::by_argument;
use super::usage::say;
use super::{Desk, Entry};
use crate::agreement::Intervals;
use crate::estimate::{Draws, IntervalKind};
use crate::problem::{Problem, Result};
use crate::results;
use crate::review::{Board, Comparison, Scope, Stretch};
use crate::study::Study;
use crate::survey::CoderId;
use crate::tables::{choose_background, choose_codebook, choose_coder};
use crate::words::Language;

pub const ENTRY: Entry = Entry {
    name: "agreement",
    define,
    run,
};

fn define(language: Language, command: Command) -> Command {
    let number = |name: &'static str, de, en| {
        Arg::new(name)
            .long(name)
            .value_name("N")
            .help(say(language, de, en))
    };
    command
        .about(say(
            language,
            "Intercoder-Übereinstimmung: alle üblichen Maße mit Konfidenzintervall",
            "Intercoder agreement: every usual coefficient with its confidence interval",
        ))
        .arg(study_argument(language))
        .arg(Arg::new("codebook").long("codebook").value_name("NAME").help(say(
            language,
            "welcher Kodierleitfaden der Studie",
            "which codebook of the study",
        )))
        .arg(
            Arg::new("coder")
                .long("coder")
                .value_name("NAME")
                .num_args(1..)
                .action(ArgAction::Append)
                .help(say(
                    language,
                    "nur diese Personen vergleichen, zwei oder mehr",
                    "compare these people only, two or more",
                )),
        )
        .arg(by_argument(language).help(say(
            language,
            "auch nach den Werten dieser Spalten",
            "also by the values of these columns",
        )))
        .arg(
            Arg::new("over-time")
                .long("over-time")
                .value_name(say(language, "ZEIT", "TIME"))
                .value_parser(Stretch::ALL.map(Stretch::id))
                .help(say(
                    language,
                    "auch im Lauf der Zeit: nach Wochen, Monaten oder Vierteln der Arbeit",
                    "also over time: by weeks, months or fourths of the work",
                )),
        )
        .arg(
            Arg::new("interval")
                .long("interval")
                .value_name(say(language, "ART", "KIND"))
                .value_parser(IntervalKind::ALL.map(IntervalKind::id))
                .help(say(
                    language,
                    "Konfidenzintervalle: Perzentile der Bootstrap-Ziehungen [üblich], BCa (wo es stabil ist) oder Jackknife",
                    "confidence intervals: percentiles of the bootstrap draws [default], BCa (where it is stable), or jackknife",
                )),
        )
        .arg(
            number(
                "draws",
                "Bootstrap-Ziehungen für die Intervalle [üblich: 1000]; 0: keine Intervalle",
                "bootstrap draws for the intervals [default: 1000]; 0: no intervals",
            )
            .value_parser(value_parser!(usize)),
        )
        .arg(
            number(
                "seed",
                "Startwert der Ziehungen [üblich: 1]",
                "seed of the draws [default: 1]",
            )
            .value_parser(value_parser!(u64)),
        )
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help(say(
            language,
            "Ergebnis als JSON",
            "result as JSON",
        )))
}

fn run(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    let study = desk.study(study_path(given))?;
    let named = given.get_one::<String>("codebook");
    let stored = choose_codebook(&study, named.map(String::as_str))?;
    let board = Board::of(&study, &stored.name)?;
    let several = |name: &str| -> Vec<String> {
        let given = given.get_many::<String>(name);
        given.into_iter().flatten().cloned().collect()
    };
    let usual = Draws::default();
    let asked = Comparison {
        coders: several("coder")
            .iter()
            .map(|name| person(&study, &board, name))
            .collect::<Result<_>>()?,
        by: choose_background(&study, &several("by"))?,
        scope: Scope::Everything,
        over_time: given
            .get_one::<String>("over-time")
            .and_then(|id| Stretch::of_id(id)),
        intervals: Intervals {
            draws: Draws {
                n: given.get_one("draws").copied().unwrap_or(usual.n),
                seed: given.get_one("seed").copied().unwrap_or(usual.seed),
            },
            kind: given
                .get_one::<String>("interval")
                .and_then(|id| IntervalKind::of_id(id))
                .unwrap_or_default(),
        },
    };
    let compared = asked.of(&board);
    if given.get_flag("json") {
        return desk.print_json(&results::agreement_json(&board.codebook.codebook, &compared));
    }
    desk.show(&results::agreement(
        &board.codebook.codebook,
        &compared,
        desk.language,
    ))
}

/// A person who has coded with the codebook of the board.
fn person(study: &Study, board: &Board, name: &str) -> Result<CoderId> {
    let coder = choose_coder(study, &board.codebook.name, Some(name))?;
    coder.and_then(|coder| board.person(&coder.name)).ok_or_else(|| {
        Problem::usage(
            format!("»{name}« ist keine Person."),
            format!("“{name}” is no person."),
        )
        .hint(
            "Verglichen werden Personen; wie gut die Maschine ist, sagt »freitext evaluate«.",
            "People are compared; how good the machine is, “freitext evaluate” says.",
        )
    })
}
