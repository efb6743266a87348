//! `freitext run FILE --codebook CB --out DIR`: the whole job in one command.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command, value_parser};

use super::choices::{choice_arguments, choices};
use super::import::{answers_argument, import, show_recognised};
use super::selection::{by, by_argument};
use super::suggest::{
    codebook_argument, codebook_for, json_argument, min_score_argument, suggest as suggest_for, wish,
};
use super::usage::say;
use super::{Desk, Entry};
use crate::export::{self, Options};
use crate::import::{Role, codebook_of, fold_heading, glance};
use crate::problem::{Problem, Result, cause, unwatched};
use crate::report::{self, Items, Quotes, Wish};
use crate::results;
use crate::study::Study;
use crate::suggest::Summary;
use crate::tables::{self, Layer, Order, Selection, View};
use crate::words::Language;

pub const ENTRY: Entry = Entry {
    name: "run",
    define,
    run,
};

/// What a run writes beside the study: what an export makes, and the report.
const EXPORTS: [&str; 3] = ["assignments.csv", "matrix.csv", "tables.xlsx"];
const REPORT: &str = "report.html";

/// The study in the folder of results.
const STUDY: &str = "study.freitext";

/// Codes named in the summary.
const MOST_FREQUENT: usize = 5;

fn define(language: Language, command: Command) -> Command {
    let command = command
        .about(say(
            language,
            "Die ganze Arbeit: einlesen, Kategorien vorschlagen, auszählen, Dateien schreiben",
            "The whole job: import, suggest codes, count, write the files",
        ))
        .arg(answers_argument(language))
        .arg(codebook_argument(language).required(true))
        .arg(
            Arg::new("out")
                .long("out")
                .required(true)
                .value_name(say(language, "ORDNER", "DIR"))
                .value_parser(value_parser!(PathBuf))
                .help(say(
                    language,
                    "Ordner für die Ergebnisse",
                    "folder for the results",
                )),
        )
        .arg(by_argument(language))
        .arg(min_score_argument(language))
        .arg(json_argument(language));
    choice_arguments(command, language)
}

#[derive(serde::Serialize)]
struct Report {
    records: u64,
    answers: u64,
    units: u64,
    suggestions: Summary,
    files: Vec<PathBuf>,
}

fn out_folder(given: &ArgMatches) -> &PathBuf {
    given.get_one("out").expect("the folder is required")
}

fn run(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    if given.get_flag("dry_run") {
        return show_recognised(given, &out_folder(given).join(STUDY), desk);
    }
    let named: &String = given.get_one("codebook").expect("the codebook is required");
    let out = out_folder(given);
    let wish = wish(given)?;
    // Before anything is written: mistakes that can be known now stop the run with nothing begun.
    codebook_of(named, None)?;
    let path = out.join(STUDY);
    let by = background_columns(&by(given), &path, given)?;
    let new_folder = !out.exists();
    let joined = path.exists();
    refuse_overwriting(given, out)?;
    std::fs::create_dir_all(out).map_err(|error| {
        Problem::input(
            format!(
                "Der Ordner {} lässt sich nicht anlegen: {}.",
                out.display(),
                cause(&error).de
            ),
            format!(
                "The folder {} cannot be made: {}.",
                out.display(),
                cause(&error).en
            ),
        )
        .hint("Einen anderen Ordner angeben.", "Name another folder.")
    })?;

    let imported = import(&path, given, Some(named), desk);
    if imported.is_err() && new_folder {
        // Only an empty folder can be removed this way.
        let _ = std::fs::remove_dir(out);
    }
    let (mut study, imported) = imported?;
    let codebook = codebook_for(&mut study, Some(named), desk)?;
    let suggester = wish.suggester(&study, &codebook, None)?;
    let (_, summary) = suggest_for(&mut study, &codebook, suggester, &wish.settings, None, desk)?;
    let undecided = summary.decided == 0 && study.machine_decided(&codebook.name, None)?.is_none();
    let options = Options {
        selection: Selection {
            codebook: Some(codebook.name.clone()),
            by,
            ..Selection::default()
        },
        view: View {
            // Where nothing is decided, reviewed and suggested side by side would say the same twice.
            layer: Some(if undecided { Layer::Suggested } else { Layer::Both }),
            ..View::default()
        },
        language: desk.language,
        ..Options::default()
    };
    let mut files = vec![path.clone()];
    let mut notices = Vec::new();
    let bar = desk.progress("Dateien", "Files");
    for name in EXPORTS {
        let file = out.join(name);
        for notice in export::export(&study, &file, None, &options, &unwatched)? {
            if !notices.contains(&notice) {
                notices.push(notice);
            }
        }
        files.push(file);
    }
    let file = out.join(REPORT);
    let wish = Wish {
        language: desk.language,
        selection: options.selection.clone(),
        layer: options.view.layer,
        contacted: None,
        title: None,
        quotes: Quotes::Typical,
        items: Items::default(),
        study_name: STUDY.to_owned(),
    };
    let (document, _) = report::report(&study, &wish)?;
    super::report::write(&(report::form_of(&file)?.write)(&document)?, &file)?;
    files.push(file);
    drop(bar);
    desk.remarks(&notices);

    let extent = study.extent()?;
    if given.get_flag("json") {
        return desk.print_json(&Report {
            records: extent.records,
            answers: extent.answers,
            units: extent.units,
            suggestions: summary,
            files,
        });
    }
    if joined {
        desk.say(
            format!(
                "In {} lag schon eine Studie; die Datei ist dazugelesen.",
                out.display()
            ),
            format!(
                "There was a study in {} already; the file was added to it.",
                out.display()
            ),
        )?;
    }
    desk.tell(&results::imported(&imported))?;
    tell(&study, &codebook.name, &summary, desk)?;
    next(out, &path, desk)
}

/// The input must not be one of the files that the run is about to write.
fn refuse_overwriting(given: &ArgMatches, out: &Path) -> Result<()> {
    let file: &PathBuf = given.get_one("file").expect("the file is required");
    let same = |name: &&str| {
        let target = out.join(name).canonicalize();
        target.is_ok_and(|target| file.canonicalize().is_ok_and(|file| file == target))
    };
    match EXPORTS.into_iter().chain([REPORT]).find(same) {
        None => Ok(()),
        Some(name) => Err(Problem::usage(
            format!(
                "{} ist zugleich die Datei, in die das Ergebnis {name} geschrieben würde.",
                file.display()
            ),
            format!(
                "{} is also the file into which the result {name} would be written.",
                file.display()
            ),
        )
        .hint(
            "Einen anderen Ordner mit --out angeben.",
            "Name another folder with --out.",
        )),
    }
}

/// The named columns as they are spelt, in the file or, from earlier waves, in the study.
fn background_columns(by: &[String], study: &Path, given: &ArgMatches) -> Result<Vec<String>> {
    if by.is_empty() {
        return Ok(Vec::new());
    }
    let file: &PathBuf = given.get_one("file").expect("the file is required");
    let choices = choices(given)?;
    let study = study.exists().then(|| Study::look(study)).transpose()?;
    let mut names: Vec<String> = glance(file, &choices, study.as_ref())?
        .columns
        .into_iter()
        .filter(|column| column.role == Role::Background)
        .map(|column| column.heading)
        .collect();
    if choices.wave.is_some() {
        names.push("wave".to_owned());
    }
    if let Some(study) = &study {
        names.extend(study.background_names()?);
    }
    by.iter()
        .map(|wanted| {
            let same = |name: &&String| fold_heading(name) == fold_heading(wanted);
            names
                .iter()
                .find(|name| *name == wanted)
                .or_else(|| names.iter().find(same))
                .cloned()
                .ok_or_else(|| {
                    Problem::usage(
                        format!("Eine Hintergrundspalte »{wanted}« gibt es nicht."),
                        format!("There is no background column \"{wanted}\"."),
                    )
                    .hint(
                        format!("Vorhanden: {}.", names.join(", ")),
                        format!("There are: {}.", names.join(", ")),
                    )
                })
        })
        .collect()
}

/// Coded share and the most frequent codes.
fn tell(study: &Study, codebook: &str, summary: &Summary, desk: &mut Desk<'_>) -> Result<()> {
    let language = desk.language;
    let units = study.extent()?.units;
    let coded = summary.units + summary.decided;
    let share = if units == 0 {
        "–".to_owned()
    } else {
        language.percent(coded as f64 / units as f64)
    };
    let (coded, units) = (language.count(coded), language.count(units));
    desk.say(
        format!("Mit mindestens einer Kategorie oder Entscheidung: {coded} von {units} Einheiten ({share})."),
        format!("With at least one code or decision: {coded} of {units} units ({share})."),
    )?;
    let selection = Selection {
        codebook: Some(codebook.to_owned()),
        ..Selection::default()
    };
    let view = View {
        layer: Some(Layer::Both),
        order: Order::Count,
        top: Some(MOST_FREQUENT),
        ..View::default()
    };
    let counted = tables::count(study, &selection)?;
    for table in counted.frequencies(&view) {
        let most: Vec<String> = table
            .lines
            .iter()
            .zip(&table.total.cells)
            .filter(|(line, cell)| line.kind == tables::Kind::Code && cell.n > 0)
            .map(|(line, cell)| format!("{} ({})", line.label.get(language), language.count(cell.n)))
            .collect();
        if !most.is_empty() {
            let (question, most) = (&table.head.question.key, most.join(" · "));
            desk.say(
                format!("Am häufigsten bei »{question}«: {most}"),
                format!("Most frequent for \"{question}\": {most}"),
            )?;
        }
    }
    Ok(())
}

fn next(out: &Path, study: &Path, desk: &mut Desk<'_>) -> Result<()> {
    let (out, study) = (out.display(), study.display());
    desk.say(
        format!(
            "In {out} liegen: study.freitext, assignments.csv, matrix.csv, tables.xlsx, report.html.\n\
             Weiter: »freitext review {study}« (prüfen), »freitext table {study}« (Auszählung), \
             »freitext search {study} SUCHE« (Fundstellen), Regeln im Kodierleitfaden ändern und noch einmal »freitext run«."
        ),
        format!(
            "In {out}: study.freitext, assignments.csv, matrix.csv, tables.xlsx, report.html.\n\
             Next: `freitext review {study}` (review), `freitext table {study}` (frequencies), \
             `freitext search {study} QUERY` (evidence), change rules in the codebook and `freitext run` again."
        ),
    )
}
