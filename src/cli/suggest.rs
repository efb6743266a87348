//! `freitext suggest STUDY`: suggestions for what is not decided yet.

use clap::{Arg, ArgMatches, Command};

use super::accept::{accept_arguments, accepting, say_accepted};
use super::carry::{carried, from_argument, other_study, say_carried, take_codebook_along};
use super::new::{study_argument, study_path};
use super::usage::say;
use super::{Desk, Entry};
use crate::codebook::name_of;
use crate::import::codebook_of;
use crate::problem::Result;
use crate::results;
use crate::results::evaluation::say_right;
use crate::search::Index;
use crate::study::{StoredCodebook, Study};
use crate::suggest::{self, Accepting, Asked, Carried, Settings, Suggester, Summary, Wish};
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
pub fn named_suggester(given: &ArgMatches) -> Option<&'static dyn Suggester> {
    let id = given.try_get_one::<String>("method").ok().flatten()?;
    suggest::named(id)
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

/// What was said with [`method_argument`], [`min_score_argument`], [`per_answer_argument`] and [`accept_arguments`]; a
/// command may take only some of them.
///
/// # Errors
/// Those of [`Wish::check`].
pub fn wish(given: &ArgMatches) -> Result<Wish> {
    // Whether a command takes an argument, only its value tells in every build: a flag always has one.
    let may_accept = matches!(given.try_get_one::<bool>("take_back"), Ok(Some(_)));
    let per_answer = given.try_get_one::<String>("per_answer").ok().flatten();
    let wish = Wish {
        method: named_suggester(given),
        settings: Settings {
            min_score: given.get_one("min_score").copied(),
            per_answer: per_answer.and_then(|id| PerAnswer::of_id(id)),
        },
        accepting: may_accept.then(|| accepting(given)).flatten(),
    };
    wish.check()?;
    Ok(wish)
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
            let (codebook, notices) = codebook_of(named, None)?;
            desk.remarks(&notices);
            let name = name_of(named);
            desk.remarks(&suggest::shipped_again(study, named, &codebook)?);
            let now = desk.now();
            let id = study.change(|change| change.keep_codebook(&name, &codebook, now))?;
            let kept = study.codebook(id)?;
            desk.remarks(&suggest::decided_elsewhere(study, &kept)?);
            kept
        }
    };
    desk.remarks(&suggest::other_language(
        study,
        &codebook.name,
        &codebook.codebook,
    )?);
    Ok(codebook)
}

fn is_readable(named: &str) -> bool {
    codebook_of(named, None).is_ok()
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
    let wish = wish(given)?;
    let other = other_study(given, &wish)?;
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
    if let Some(Accepting::Nothing) = wish.accepting {
        let accepted = study.change(|change| suggest::take_back(change, &codebook, desk.now()))?;
        return say_accepted(None, &accepted, given, desk);
    }
    let suggester = wish.suggester(&study, &codebook, start.as_ref())?;
    let (run, summary) = suggest(
        &mut study,
        &codebook,
        suggester,
        &wish.settings,
        start.as_ref(),
        desk,
    )?;
    if let Some(Accepting::Above(above)) = wish.accepting {
        let accepted =
            study.change(|change| suggest::accept(change, &codebook, (run, &summary), above, desk.now()))?;
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
