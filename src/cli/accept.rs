//! `--accept-above P` and `--take-back` of `freitext suggest`: what the program accepts by itself.

use clap::{Arg, ArgAction, ArgMatches};
use serde::Serialize;

use super::Desk;
use super::new::study_path;
use super::suggest::decimal;
use super::usage::say;
use crate::problem::Result;
use crate::results;
use crate::study::Accepted;
use crate::suggest::{Accepting, Summary};
use crate::words::Language;

/// The arguments that [`accepting`] reads.
pub fn accept_arguments(language: Language) -> [Arg; 2] {
    [
        Arg::new("accept_above")
            .long("accept-above")
            .value_name("P")
            .value_parser(decimal)
            .help(say(
                language,
                "übernimmt Vorschläge ab dieser Wahrscheinlichkeit im Namen der Maschine; was Menschen entschieden haben, bleibt",
                "accepts suggestions from this probability on in the machine's name; what people decided stays",
            )),
        Arg::new("take_back")
            .long("take-back")
            .action(ArgAction::SetTrue)
            .conflicts_with_all(["accept_above", "method", "min_score"])
            .help(say(
                language,
                "nimmt alles zurück, was die Maschine übernommen hat; neue Vorschläge entstehen dabei nicht",
                "takes back all that the machine has accepted; no new suggestions are made",
            )),
    ]
}

/// What was said with [`accept_arguments`].
pub fn accepting(given: &ArgMatches) -> Option<Accepting> {
    if given.get_flag("take_back") {
        return Some(Accepting::Nothing);
    }
    given.get_one("accept_above").copied().map(Accepting::Above)
}

/// As JSON: what was suggested, where anything was, and what the machine accepted.
#[derive(Serialize)]
struct Report<'a> {
    #[serde(flatten)]
    summary: Option<&'a Summary>,
    accepted: ReportedAccepted<'a>,
}

#[derive(Serialize)]
struct ReportedAccepted<'a> {
    /// From which probability on; `null`: taken back.
    above: Option<f64>,
    #[serde(flatten)]
    accepted: &'a Accepted,
}

/// Says what the machine accepted, from which probability on, or what it took back.
pub fn say_accepted(
    suggested: Option<(f64, &Summary)>,
    accepted: &Accepted,
    given: &ArgMatches,
    desk: &mut Desk<'_>,
) -> Result<()> {
    if given.get_flag("json") {
        return desk.print_json(&Report {
            summary: suggested.map(|(_, summary)| summary),
            accepted: ReportedAccepted {
                above: suggested.map(|(above, _)| above),
                accepted,
            },
        });
    }
    desk.tell(&results::accepted(suggested.map(|(above, _)| above), accepted))?;
    if accepted.units > 0 {
        let path = study_path(given).display();
        desk.say(
            format!(
                "Zum Prüfen bleiben diese Einheiten offen. Rückgängig: »freitext suggest {path} --take-back«."
            ),
            format!("These units stay open for review. To undo: `freitext suggest {path} --take-back`."),
        )?;
    }
    Ok(())
}
