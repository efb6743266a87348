//! `freitext suggest STUDY`: suggestions for what is not decided yet.

use clap::{Arg, ArgMatches, Command};

use super::accept::{Accepting, accept_arguments, accepting, say_accepted};
use super::carry::{carried, from_argument, other_study, say_carried, take_codebook_along};
use super::new::{study_argument, study_path};
use super::usage::say;
use super::{Desk, Entry};
use crate::codebook::{self, Codebook, name_of};
use crate::problem::{Notice, Problem, Result};
use crate::results;
use crate::results::evaluation::say_right;
use crate::search::Index;
use crate::study::{StoredCodebook, Study};
use crate::suggest::{self, Asked, Carried, Settings, Suggester, Summary};
use crate::survey::{PerAnswer, RunId};
use crate::tables::choose_codebook;
use crate::words::{Language, Text};

pub const ENTRY: Entry = Entry {
    name: "suggest",
    define,
    run,
};

fn define(language: Language, command: Command) -> Command {
    command
        .about(say(
            language,
            "Schlägt Kategorien vor für alles, was noch niemand entschieden hat",
            "Suggests codes for what nobody has decided yet",
        ))
        .arg(study_argument(language))
        .arg(codebook_argument(language))
        .arg(method_argument(language))
        .arg(min_score_argument(language))
        .args(accept_arguments(language))
        .arg(per_answer_argument(language))
        .arg(from_argument(language))
        .arg(json_argument(language))
}

/// `--codebook`: a name or a path.
pub fn codebook_argument(language: Language) -> Arg {
    Arg::new("codebook").long("codebook").value_name("CB").help(say(
        language,
        "Kodierleitfaden: Name eines mitgelieferten (siehe »codebook list«) oder Pfad",
        "codebook: name of a shipped one (see `codebook list`) or path",
    ))
}

/// `--method`: which suggester.
pub fn method_argument(language: Language) -> Arg {
    let ids: Vec<&str> = suggest::ALL.iter().map(|suggester| suggester.id()).collect();
    Arg::new("method")
        .long("method")
        .value_name(say(language, "NAME", "NAME"))
        .value_parser(ids)
        .help(say(
            language,
            "wie vorgeschlagen wird [üblich: combined; »suggest« nimmt rules, solange nichts entschieden ist]",
            "how codes are suggested [default: combined; `suggest` takes rules until something is decided]",
        ))
}

/// The suggester that [`method_argument`] names.
pub fn named_suggester(named: Option<&String>) -> Option<&'static dyn Suggester> {
    suggest::ALL
        .iter()
        .copied()
        .find(|suggester| named.is_some_and(|name| suggester.id() == name))
}

/// `--min-score`: from which score on a code is suggested.
pub fn min_score_argument(language: Language) -> Arg {
    Arg::new("min_score")
        .long("min-score")
        .value_name("0–1")
        .value_parser(decimal)
        .help(say(
            language,
            "ab welchem Wert vorgeschlagen wird [üblich: bei Regeln 0.5, sonst wo das erwartete F1 am größten ist]",
            "from which score on a code is suggested [default: 0.5 for rules, else where the expected F1 is largest]",
        ))
}

/// `--per-answer`: one code per answer or several.
pub fn per_answer_argument(language: Language) -> Arg {
    Arg::new("per_answer")
        .long("per-answer")
        .value_name("one|several")
        .value_parser(PerAnswer::ALL.map(PerAnswer::id))
        .help(say(
            language,
            "eine oder mehrere Kategorien je Antwort [üblich: wie im Kodierleitfaden, sonst wie entschieden wurde]",
            "one code per answer or several [default: as the codebook says, else as was decided]",
        ))
}

/// A number with decimal point or comma.
pub fn decimal(text: &str) -> std::result::Result<f64, std::num::ParseFloatError> {
    text.replace(',', ".").parse()
}

/// `--json`.
pub fn json_argument(language: Language) -> Arg {
    Arg::new("json")
        .long("json")
        .action(clap::ArgAction::SetTrue)
        .help(say(language, "als JSON ausgeben", "print as JSON"))
}

/// The settings of [`min_score_argument`].
pub fn settings(given: &ArgMatches) -> Result<Settings> {
    let mut settings = Settings::default();
    if let Some(score) = given.get_one::<f64>("min_score") {
        if !(0.0..=1.0).contains(score) {
            return Err(Problem::usage(
                format!("--min-score {score} liegt nicht zwischen 0 und 1."),
                format!("--min-score {score} does not lie between 0 and 1."),
            )
            .hint("Zum Beispiel --min-score 0.5.", "For example --min-score 0.5."));
        }
        settings.min_score = Some(*score);
    }
    // `run` does not ask.
    if let Ok(Some(per_answer)) = given.try_get_one::<String>("per_answer") {
        settings.per_answer = PerAnswer::of_id(per_answer);
    }
    Ok(settings)
}

/// Keeps the named codebook in the study, or takes the one that is there.
pub fn codebook_for(
    study: &mut Study,
    named: Option<&String>,
    desk: &mut Desk<'_>,
) -> Result<StoredCodebook> {
    let codebook = match named {
        None => choose_codebook(study, None)?,
        Some(named) if study.codebooks()?.iter().any(|kept| kept.name == *named) && !is_readable(named) => {
            choose_codebook(study, Some(named))?
        }
        Some(named) => {
            let codebook = Codebook::open(named)?;
            let name = name_of(named);
            desk.remarks(&shipped_again(study, named, &codebook)?);
            let now = desk.now();
            let id = study.change(|change| change.keep_codebook(&name, &codebook, now))?;
            let kept = study.codebook(id)?;
            desk.remarks(&decided_elsewhere(study, &kept)?);
            kept
        }
    };
    desk.remarks(&other_language(study, &codebook.name, &codebook.codebook)?);
    Ok(codebook)
}

/// Rules written for another language than the answers are in find little.
pub fn other_language(study: &Study, name: &str, codebook: &Codebook) -> Result<Vec<Notice>> {
    let answers = study.answer_language()?;
    if codebook.language == answers {
        return Ok(Vec::new());
    }
    let (of_rules, of_answers) = (codebook.language.name(), answers.name());
    let (id, path) = (codebook.language.id(), study.path().display());
    Ok(vec![Notice::new(
        format!(
            "Die Regeln des Kodierleitfadens »{name}« sind für Antworten auf {}, die Antworten der Studie gelten als {}. Einen Leitfaden mit language = \"{}\" nehmen; sind die Antworten auf {}: »freitext import {path} DATEI --answers-in {id}«.",
            of_rules.de,
            of_answers.de,
            answers.id(),
            of_rules.de
        ),
        format!(
            "The rules of the codebook \"{name}\" are for answers in {}, the answers of the study count as {}. Take a codebook with language = \"{}\"; if the answers are in {}: `freitext import {path} FILE --answers-in {id}`.",
            of_rules.en,
            of_answers.en,
            answers.id(),
            of_rules.en
        ),
    )])
}

/// A shipped name takes the place of an edited file of the same name: allowed, and said.
fn shipped_again(study: &Study, named: &str, codebook: &Codebook) -> Result<Vec<Notice>> {
    let is_shipped = codebook::shipped().iter().any(|shipped| shipped.name == named);
    let edited = study
        .codebooks()?
        .into_iter()
        .find(|kept| is_shipped && kept.name == *named && kept.codebook != *codebook);
    let Some(edited) = edited else {
        return Ok(Vec::new());
    };
    let changes = codebook::diff(&edited.codebook, codebook).len();
    Ok(vec![Notice::new(
        format!(
            "Die Studie hatte eine andere Fassung von »{named}« ({changes} Unterschiede); jetzt gilt die mitgelieferte. Die eigene nimmt --codebook {named}.toml."
        ),
        format!(
            "The study had another version of \"{named}\" ({changes} differences); the shipped one holds now. Your own is taken with --codebook {named}.toml."
        ),
    )])
}

/// Decisions belong to a codebook by its name: a copy under another name begins without any, which is seldom meant.
fn decided_elsewhere(study: &Study, codebook: &StoredCodebook) -> Result<Vec<Notice>> {
    if !study.decided_units(&codebook.name)?.is_empty() {
        return Ok(Vec::new());
    }
    let mut notices = Vec::new();
    for other in study
        .codebooks()?
        .into_iter()
        .filter(|other| other.name != codebook.name)
    {
        let shared = other
            .codebook
            .codes
            .iter()
            .filter(|code| codebook.codebook.code(&code.id).is_some())
            .count();
        let decided = study.decided_units(&other.name)?.len();
        if decided > 0 && shared * 2 >= codebook.codebook.codes.len() {
            let (name, new) = (&other.name, &codebook.name);
            notices.push(Notice::new(
                format!("Es gibt {decided} Entscheidungen mit dem Kodierleitfaden »{name}«; »{new}« ist für die Studie ein anderer. Soll er »{name}« fortführen, muss die Datei {name}.toml heißen."),
                format!("There are {decided} decisions with the codebook \"{name}\"; for the study \"{new}\" is another one. To continue \"{name}\" the file has to be called {name}.toml."),
            ));
        }
    }
    Ok(notices)
}

fn is_readable(named: &str) -> bool {
    Codebook::open(named).is_ok()
}

/// Opens the index, builds it when needed, and runs a suggester.
pub fn suggest(
    study: &mut Study,
    codebook: &StoredCodebook,
    suggester: &dyn Suggester,
    settings: &Settings,
    carried: Option<&Carried>,
    desk: &Desk<'_>,
) -> Result<(RunId, Summary)> {
    let index = open_index(study, desk)?.with_exceptions(&codebook.codebook.stem_exceptions);
    let bar = desk.progress("Vorschläge", "Suggestions");
    let asked = Asked {
        suggester,
        settings,
        carried,
    };
    suggest::suggest(study, &index, codebook, asked, desk.now(), &|done, all| {
        bar.at(done, all)
    })
}

/// The index of the study, with a progress bar where it has to be built.
pub fn open_index(study: &Study, desk: &Desk<'_>) -> Result<Index> {
    let bar = desk.progress("Suchindex", "Search index");
    Index::of(study, &|done, all| bar.at(done, all))
}

fn run(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    let settings = settings(given)?;
    let accepting = accepting(given)?;
    let named = named_suggester(given.get_one("method"));
    if let (Some(Accepting::Above(_)), Some(named)) = (&accepting, named) {
        suggest::check_probabilities(named)?;
    }
    let other = other_study(given, named)?;
    let mut study = desk.study(study_path(given))?;
    let codebook_named = given.get_one("codebook");
    if let (Some(other), None) = (&other, codebook_named) {
        take_codebook_along(&mut study, other, desk)?;
    }
    let codebook = codebook_for(&mut study, codebook_named, desk)?;
    let start = match &other {
        Some(other) => Some(carried(&study, other, &codebook, desk)?),
        None => None,
    };
    let suggester = match (named, &accepting) {
        (Some(named), _) => named,
        (None, Some(Accepting::Above(_))) => suggest::ALL[0],
        (None, _) => {
            let elsewhere = start.as_ref().map_or(0, |start| start.source.reviewed as usize);
            let reviewed = study.reviewed(&codebook.name)?.len() + elsewhere;
            suggest::usual(&codebook.codebook, reviewed)
        }
    };
    if let Some(Accepting::Nothing) = accepting {
        let accepted = suggest::take_back(&mut study, &codebook, desk.now())?;
        return say_accepted(None, &accepted, given, desk);
    }
    let (run, summary) = suggest(&mut study, &codebook, suggester, &settings, start.as_ref(), desk)?;
    if let Some(Accepting::Above(above)) = accepting {
        let accepted = suggest::accept(&mut study, &codebook, (run, &summary), above, desk.now())?;
        if !given.get_flag("json") {
            say_carried(&summary, &codebook.codebook, desk)?;
        }
        return say_accepted(Some((above, &summary)), &accepted, given, desk);
    }
    if given.get_flag("json") {
        return desk.print_json(&summary);
    }
    desk.tell(&results::suggested(&summary))?;
    say_carried(&summary, &codebook.codebook, desk)?;
    let path = study_path(given).display();
    let several = if study.codebooks()?.len() > 1 {
        format!(" --codebook {}", codebook.name)
    } else {
        String::new()
    };
    if let Some(right) = summary.right.as_ref().and_then(say_right) {
        // An evaluation knows nothing of another study.
        let more = match summary.from {
            Some(_) => Text::default(),
            None => Text::new(
                format!(" Mehr: »freitext evaluate {path}{several}«."),
                format!(" More: `freitext evaluate {path}{several}`."),
            ),
        };
        desk.say(right.de + &more.de, right.en + &more.en)?;
    }
    desk.say(
        format!("Weiter: »freitext table {path}{several}« zählt aus, »freitext export {path} matrix.csv{several}« gibt aus."),
        format!("Next: `freitext table {path}{several}` counts, `freitext export {path} matrix.csv{several}` exports."),
    )
}
