//! What can be said about a file with answers: columns, waves, lists, encoding, missing words.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::usage::say;
use crate::import::{Choices, CodedBy, Incomplete, Said, Split};
use crate::problem::{Problem, Result, cause};
use crate::survey::{AnswerLanguage, MissingWords};
use crate::words::Language;

/// Everything that can be said about a file.
pub fn choice_arguments(command: Command, language: Language) -> Command {
    let option = |name: &'static str, value: &'static str, de, en| {
        Arg::new(name)
            .long(name)
            .value_name(value)
            .help(say(language, de, en))
    };
    let column = say(language, "SPALTE", "COL");
    let file = say(language, "DATEI", "FILE");
    command
        .arg(
            option(
                "text",
                column,
                "Spalten mit offenen Antworten",
                "columns with open answers",
            )
            .num_args(1..)
            .action(ArgAction::Append),
        )
        .arg(option(
            "id",
            column,
            "Spalte, die jede Zeile eindeutig benennt",
            "column that names each row",
        ))
        .arg(option(
            "respondent",
            column,
            "Spalte, die Befragte benennt, in allen Wellen gleich",
            "column that names the respondent, the same in all waves",
        ))
        .arg(
            option(
                "wave",
                "NAME",
                "Name der Welle, die diese Datei ist",
                "name of the wave that this file is",
            )
            .value_parser(clap::builder::NonEmptyStringValueParser::new()),
        )
        .arg(
            option(
                "codes",
                column,
                "Spalten mit Kategorien, die jemand vergeben hat: Codes (mehrere mit | getrennt) oder 0/1 unter dem Namen des Codes; »k_*« meint alle, die so beginnen",
                "columns with codes that somebody has given: codes (several joined by |) or 0/1 under the name of the code; \"k_*\" means all that begin so",
            )
            .num_args(1..)
            .action(ArgAction::Append),
        )
        .arg(
            option(
                "coder",
                "NAME",
                "wer die Kategorien vergeben hat; zu jedem --codes ein eigener --coder, oder einer für alle",
                "who gave the codes; one --coder for each --codes, or one for all",
            )
            .action(ArgAction::Append)
            .requires("codes"),
        )
        .arg(
            option(
                "coder-column",
                column,
                "Spalte, in der steht, wer die Zeile kodiert hat",
                "column that says who coded the row",
            )
            .requires("codes"),
        )
        .arg(
            option(
                "date-column",
                column,
                "Spalte, in der steht, wann sie kodiert wurde",
                "column that says when it was coded",
            )
            .requires("codes"),
        )
        .arg(
            Arg::new("split")
                .long("split")
                .value_parser(Split::ALL.map(Split::id))
                .value_name(say(language, "ART", "KIND"))
                .help(say(
                    language,
                    "zerlegt Listen in einer Zelle in einzelne Einheiten",
                    "splits lists in one cell into units",
                )),
        )
        .arg(option(
            "encoding",
            "NAME",
            "Zeichensatz, wenn er falsch erkannt wird: utf-8, windows-1252, macintosh …",
            "encoding, where it is recognised wrongly: utf-8, windows-1252, macintosh …",
        ))
        .arg(option(
            "separator",
            say(language, "ZEICHEN", "CHAR"),
            "Trennzeichen: , ; | oder tab",
            "separator: , ; | or tab",
        ))
        .arg(
            option(
                "sheet",
                "NAME",
                "Tabellenblatt; mehrere mit denselben Spalten (Wellen, Teile) werden eine Tabelle, andere über ihre Kennungen damit verbunden; »alle« nimmt alle, die zum ersten passen",
                "sheet of a workbook; several with the same columns (waves, parts) become one table, others are joined to it by their ids; \"all\" takes all that fit the first",
            )
            .action(ArgAction::Append),
        )
        .arg(
            option(
                "missing",
                file,
                "eigene Liste der Wörter für fehlende Angaben (Markdown-Tabelle); sie ersetzt die mitgelieferte",
                "own list of words for missing answers (Markdown table); it replaces the shipped one",
            )
            .value_parser(value_parser!(PathBuf)),
        )
        .arg(answers_in_argument(language))
        .arg(
            option(
                "structure",
                file,
                "Fragebogen der Befragung aus LimeSurvey (.lss oder .lsa)",
                "questionnaire of the survey from LimeSurvey (.lss or .lsa)",
            )
            .value_parser(value_parser!(PathBuf)),
        )
        .arg(
            Arg::new("incomplete")
                .long("incomplete")
                .value_parser(Incomplete::ALL.map(Incomplete::id))
                .value_name(say(language, "WAS", "WHAT"))
                .help(say(
                    language,
                    "was aus nicht abgeschickten Antworten wird (LimeSurvey) [sonst keep]",
                    "what becomes of responses that were not submitted (LimeSurvey) [else keep]",
                )),
        )
        .arg(option(
            "tests-before",
            say(language, "DATUM", "DATE"),
            "lässt Antworten vor diesem Tag als Proben aus (LimeSurvey): 2026-03-01",
            "leaves out responses before this day as tests (LimeSurvey): 2026-03-01",
        ))
        .arg(
            option(
                "notices",
                file,
                "alle Hinweise in diese Datei schreiben",
                "write all notices into this file",
            )
            .value_parser(value_parser!(PathBuf)),
        )
        .arg(
            Arg::new("dry_run")
                .long("dry-run")
                .action(ArgAction::SetTrue)
                .help(say(
                    language,
                    "zeigt nur, was erkannt wird, und ändert nichts",
                    "only shows what is recognised and changes nothing",
                )),
        )
}

/// `--answers-in`: the language of the answers.
pub fn answers_in_argument(language: Language) -> Arg {
    Arg::new("answers_in")
        .long("answers-in")
        .value_name("de|en")
        .value_parser(AnswerLanguage::ALL.map(AnswerLanguage::id))
        .help(say(
            language,
            "Sprache der Antworten [sonst beim ersten Einlesen erkannt]",
            "language of the answers [else recognised at the first import]",
        ))
}

/// What was said with [`answers_in_argument`].
pub fn answers_in(given: &ArgMatches) -> Option<AnswerLanguage> {
    given
        .try_get_one::<String>("answers_in")
        .ok()
        .flatten()
        .and_then(|id| AnswerLanguage::of_id(id))
}

/// What was said with [`choice_arguments`].
pub fn choices(given: &ArgMatches) -> Result<Choices> {
    // A command may leave out what makes no sense for it.
    let text = |name: &str| {
        let text = given.try_get_one::<String>(name).ok().flatten();
        text.cloned().unwrap_or_default()
    };
    let missing = match given.get_one::<PathBuf>("missing") {
        None => MissingWords::shipped(),
        Some(path) => {
            MissingWords::parse(&read_text(path)?).map_err(|problem| problem.in_file(path.display()))?
        }
    };
    let said = Said {
        text: given
            .get_many::<String>("text")
            .map(|names| names.cloned().collect())
            .unwrap_or_default(),
        id: text("id"),
        respondent: text("respondent"),
        wave: text("wave"),
        codes: String::new(),
        coder: String::new(),
        coder_column: text("coder-column"),
        date_column: text("date-column"),
        split: text("split"),
        encoding: text("encoding"),
        separator: text("separator"),
        sheet: given
            .try_get_many::<String>("sheet")
            .ok()
            .flatten()
            .map(|names| names.cloned().collect())
            .unwrap_or_default(),
        missing: String::new(),
        answers_in: text("answers_in"),
        incomplete: text("incomplete"),
        tests_before: text("tests-before"),
    };
    Ok(Choices {
        missing,
        structure: given.try_get_one::<PathBuf>("structure").ok().flatten().cloned(),
        codings: codings(given)?,
        ..said.choices()?
    })
}

/// Each `--codes` with its `--coder`, or all of them with the only one.
fn codings(given: &ArgMatches) -> Result<Vec<CodedBy>> {
    let columns: Vec<Vec<String>> = given
        .try_get_occurrences::<String>("codes")
        .ok()
        .flatten()
        .map(|each| each.map(|names| names.cloned().collect()).collect())
        .unwrap_or_default();
    let coders: Vec<String> = given
        .try_get_many::<String>("coder")
        .ok()
        .flatten()
        .map(|names| names.cloned().collect())
        .unwrap_or_default();
    if columns.is_empty() {
        return Ok(Vec::new());
    }
    if coders.len() < 2 {
        return Ok(vec![CodedBy {
            columns: columns.concat(),
            coder: coders.into_iter().next(),
        }]);
    }
    if coders.len() != columns.len() {
        return Err(Problem::usage(
            "Welcher Person welche Spalten gehören, ist nicht zu sagen.",
            "It cannot be told which columns belong to which person.",
        )
        .hint(
            "Jedem --codes SPALTE … sein --coder NAME geben, oder einen für alle.",
            "Give each --codes COL … its --coder NAME, or one for all.",
        ));
    }
    let pairs = columns.into_iter().zip(coders);
    Ok(pairs
        .map(|(columns, coder)| CodedBy {
            columns,
            coder: Some(coder),
        })
        .collect())
}

/// A small text file that the researcher wrote.
pub fn read_text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|error| {
        Problem::input(
            format!("{} lässt sich nicht lesen: {}.", path.display(), cause(&error).de),
            format!("{} cannot be read: {}.", path.display(), cause(&error).en),
        )
        .hint(
            "Name und Rechte prüfen; die Datei muss UTF-8 sein.",
            "Check name and permissions; it has to be UTF-8.",
        )
    })
}
