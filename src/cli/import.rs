//! `freitext import STUDY FILE`: answers into a study, which is made where there is none.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command};

use super::choices::{choice_arguments, choices};
use super::new::{file_argument, study_argument, study_path};
use super::suggest::{codebook_argument, json_argument};
use super::usage::say;
use super::{Desk, Entry};
use crate::codebook::name_of;
use crate::export;
use crate::import::{self, CodesOf, Imported, codebook_of};
use crate::problem::{Notice, Problem, Result};
use crate::results::{self, Counts};
use crate::study::Study;
use crate::words::{Language, Text};

/// Characters of a cell that `--dry-run` shows.
const CELL: usize = 40;

pub const ENTRY: Entry = Entry {
    name: "import",
    define,
    run,
};

fn define(language: Language, command: Command) -> Command {
    let command = command
        .about(say(
            language,
            "Liest Antworten in eine Studie ein: aus CSV, Excel, ODS, SPSS (.sav), Stata (.dta), LimeSurvey (.lsa) oder REFI-QDA (.qdpx)",
            "Reads answers into a study: from CSV, Excel, ODS, SPSS (.sav), Stata (.dta), LimeSurvey (.lsa) or REFI-QDA (.qdpx)",
        ))
        .arg(study_argument(language))
        .arg(answers_argument(language))
        .arg(codebook_argument(language))
        .arg(json_argument(language));
    choice_arguments(command, language)
}

/// The file with the answers.
pub fn answers_argument(language: Language) -> Arg {
    file_argument(
        language,
        "Export aus dem Befragungswerkzeug",
        "export of the survey tool",
    )
}

/// Imports into the study at `path`, which is made where there is none; on failure everything stays as it was.
pub fn import(
    path: &Path,
    given: &ArgMatches,
    named_codebook: Option<&String>,
    desk: &mut Desk<'_>,
) -> Result<(Study, Imported)> {
    let file: &PathBuf = given.get_one("file").expect("the file is required");
    let choices = choices(given)?;
    let now = desk.now();
    let codebook = match named_codebook {
        None => None,
        Some(named) => Some((name_of(named), codebook_of(named, None)?.0)),
    };
    let bar = desk.progress("Einlesen", "Import");
    let fill = |study: &mut Study| -> Result<Imported> {
        let kept = codebook
            .as_ref()
            .map(|(name, codebook)| CodesOf { name, codebook });
        import::import(study, file, &choices, kept, now, &|done, all| bar.at(done, all))
    };
    let (study, imported) = if path.exists() {
        let mut study = desk.study(path)?;
        let imported = fill(&mut study)?;
        (study, imported)
    } else {
        let mut draft = Study::draft(path)?;
        let imported = fill(draft.study())?;
        (draft.keep()?, imported)
    };
    drop(bar);
    report_notices(&imported.notices, imported.notices_more, given, desk)?;
    Ok((study, imported))
}

/// Notices on standard error, and all of them in the file of `--notices`.
fn report_notices(notices: &[Notice], not_kept: u64, given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    desk.notices(notices, not_kept);
    if let Some(path) = given.get_one::<PathBuf>("notices") {
        let file: &PathBuf = given.get_one("file").expect("the file is required");
        export::refuse_study(path)?;
        if path
            .canonicalize()
            .is_ok_and(|path| file.canonicalize().is_ok_and(|file| file == path))
        {
            return Err(Problem::usage(
                "--notices nennt die Datei mit den Antworten; sie wird nicht überschrieben.",
                "--notices names the file with the answers; it is not written over.",
            )
            .hint("Einen anderen Namen wählen.", "Choose another name."));
        }
        let mut all: String = notices
            .iter()
            .map(|notice| super::draw::notice(notice, desk.language))
            .collect();
        if not_kept > 0 {
            let more = desk.language.count(not_kept);
            let text = Text::new(
                format!("… und {more} weitere Hinweise, die nicht aufgehoben wurden."),
                format!("… and {more} more notices that were not kept."),
            );
            all.push_str(&super::line(&text, desk.language));
        }
        export::put(path, |file| {
            std::io::Write::write_all(file, all.as_bytes()).map_err(|error| export::failed(&error, path))
        })?;
    }
    Ok(())
}

/// `--dry-run`: what is recognised, in view of the study where there is one.
pub fn show_recognised(given: &ArgMatches, study: &Path, desk: &mut Desk<'_>) -> Result<()> {
    let file: &PathBuf = given.get_one("file").expect("the file is required");
    let study = study.exists().then(|| Study::look(study)).transpose()?;
    let recognised = import::recognise(file, &choices(given)?, study.as_ref())?;
    desk.notices(&recognised.notices, 0);
    if given.get_flag("json") {
        return desk.print_json(&recognised);
    }
    let text = recognised.say(desk.language);
    desk.print(&text)?;
    desk.say("Die ersten Zeilen:", "The first rows:")?;
    for row in &recognised.first_rows {
        let cells: Vec<String> = row.iter().map(|cell| shortened(cell)).collect();
        desk.print(&format!("  {}\n", cells.join(" | ")))?;
    }
    desk.say("Nichts wurde geändert.", "Nothing was changed.")
}

/// The beginning of a cell, on one line.
fn shortened(cell: &str) -> String {
    let flat = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= CELL {
        return flat;
    }
    flat.chars().take(CELL - 1).chain(['…']).collect()
}

fn run(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    if given.get_flag("dry_run") {
        return show_recognised(given, study_path(given), desk);
    }
    let path = study_path(given);
    let named: Option<&String> = given.get_one("codebook");
    if let Some(named) = named {
        desk.remarks(&codebook_of(named, None)?.1);
    }
    let (_, imported) = import(path, given, named, desk)?;
    if given.get_flag("json") {
        return desk.print_json(&Counts::of(&imported));
    }
    desk.tell(&results::imported(&imported))?;
    let path = path.display();
    desk.say(
        format!("Weiter: »freitext suggest {path} --codebook NAME«, »freitext search {path} SUCHE«."),
        format!("Next: `freitext suggest {path} --codebook NAME`, `freitext search {path} QUERY`."),
    )
}
