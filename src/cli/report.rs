//! `freitext report STUDY --to FILE`: one file that tells the whole story of a study.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::new::{study_argument, study_path};
use super::selection::{
    base_argument, by, by_argument, codebook_argument, layer_argument, question_argument,
};
use super::usage::say;
use super::{Desk, Entry};
use crate::export;
use crate::problem::{Problem, Result};
use crate::report::{self, FORMS, Items, Quotes, Wish, form_of};
use crate::tables::Said;
use crate::words::Language;

pub const ENTRY: Entry = Entry {
    name: "report",
    define,
    run,
};

fn define(language: Language, command: Command) -> Command {
    let forms: Vec<String> = FORMS
        .iter()
        .map(|form| format!("  .{:<6} {}", form.ending, (form.what)().get(language)))
        .collect();
    let heading = say(language, "Formen des Berichts:", "Forms of the report:");
    let option = |name: &'static str, value: &'static str, de, en| {
        Arg::new(name)
            .long(name)
            .value_name(value)
            .help(say(language, de, en))
    };
    command
        .about(say(
            language,
            "Der Bericht: wer geantwortet hat, wie kodiert wurde, Häufigkeiten, Kreuztabellen, Kodierleitfaden, Methode",
            "The report: who answered, how it was coded, frequencies, crosstabs, codebook, method",
        ))
        .after_help(format!("{heading}\n{}", forms.join("\n")))
        .arg(study_argument(language))
        .arg(
            option(
                "to",
                say(language, "DATEI", "FILE"),
                "Zieldatei; ihre Endung sagt die Form",
                "file to write; its ending says the form",
            )
            .required(true)
            .value_parser(value_parser!(PathBuf)),
        )
        .arg(option(
            "title",
            say(language, "TITEL", "TITLE"),
            "Titel des Berichts",
            "title of the report",
        ))
        .arg(
            option(
                "contacted",
                "N",
                "wie viele Befragte angeschrieben waren; daraus die Rücklaufquote",
                "how many respondents were contacted; gives the response rate",
            )
            .value_parser(value_parser!(u64).range(1..)),
        )
        .arg(by_argument(language).help(say(
            language,
            "Kreuztabellen nach diesen Spalten [üblich: Welle und Spalten mit zwei bis acht Werten in Worten, höchstens drei]",
            "crosstabs by these columns [default: wave and columns with two to eight values in words, at most three]",
        )))
        .arg(codebook_argument(language))
        .arg(question_argument(language))
        .arg(base_argument(language))
        .arg(layer_argument(language).value_name(say(language, "WAS", "WHAT")))
        .arg(
            option(
                "items",
                say(language, "SPALTE", "COL"),
                "geschlossene Fragen: diese Hintergrundspalten; item_* meint alle, die so beginnen",
                "closed questions: these background columns; item_* means all that begin so",
            )
            .num_args(1..)
            .action(ArgAction::Append),
        )
        .arg(
            option(
                "steps",
                say(language, "STUFEN", "STEPS"),
                "Stufen der geschlossenen Fragen, wie bei »freitext items«",
                "steps of the closed questions, as with `freitext items`",
            )
            .requires("items"),
        )
        .arg(
            Arg::new("no_quotes")
                .long("no-quotes")
                .action(ArgAction::SetTrue)
                .help(say(language, "keine Antworten zitieren", "quote no answers")),
        )
}

fn run(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    let path = study_path(given);
    let to: &PathBuf = given.get_one("to").expect("the file is required");
    let form = form_of(to)?;
    refuse_overwriting(path, to)?;
    let study = desk.study(path)?;
    let text = |name: &str| given.get_one::<String>(name).cloned();
    let said = Said {
        codebook: text("codebook").unwrap_or_default(),
        question: text("question").unwrap_or_default(),
        base: text("base").unwrap_or_default(),
        layer: text("layer").unwrap_or_default(),
        by: by(given),
        ..Said::default()
    };
    let (selection, view) = said.read()?;
    let wish = Wish {
        language: desk.language,
        selection,
        layer: view.layer,
        contacted: given.get_one::<u64>("contacted").copied(),
        title: text("title"),
        quotes: match given.get_flag("no_quotes") {
            true => Quotes::LeftOut,
            false => Quotes::Typical,
        },
        items: Items {
            columns: given
                .get_many::<String>("items")
                .map(|columns| columns.cloned().collect())
                .unwrap_or_default(),
            steps: text("steps").unwrap_or_default(),
        },
        study_name: name_of(path),
    };
    let (document, notices) = report::report(&study, &wish)?;
    write(&(form.write)(&document)?, to)?;
    desk.remarks(&notices);
    desk.say(
        format!("{} ist geschrieben.", to.display()),
        format!("{} is written.", to.display()),
    )
}

/// Puts the bytes of a report in their place.
///
/// # Errors
/// A folder that cannot be written; a full disk.
pub fn write(bytes: &[u8], to: &Path) -> Result<()> {
    export::put(to, |file| {
        file.write_all(bytes).map_err(|error| export::failed(&error, to))
    })
}

/// What a study is called, wherever it lies.
pub fn name_of(study: &Path) -> String {
    let name = study.file_name().unwrap_or(study.as_os_str());
    name.to_string_lossy().into_owned()
}

fn refuse_overwriting(study: &Path, to: &Path) -> Result<()> {
    let same = to
        .canonicalize()
        .is_ok_and(|to| study.canonicalize().is_ok_and(|study| study == to));
    if same {
        return Err(Problem::usage(
            "Der Bericht würde die Studie überschreiben.",
            "The report would overwrite the study.",
        )
        .hint(
            "Mit --to eine andere Datei angeben.",
            "Name another file with --to.",
        ));
    }
    Ok(())
}
