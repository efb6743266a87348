//! `freitext codebook …`: what ships with the program, mistakes, differences between versions; codebooks of other programs in and
//! out.

use std::io::Write;
use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, value_parser};

use super::choices::{answers_in, answers_in_argument};
use super::new::file_argument;
use super::suggest::{json_argument, open_index};
use super::usage::say;
use super::{Desk, Entry};
use crate::codebook::{self, Codebook, Finding, Severity};
use crate::export::{failed, put, write_codebook};
use crate::import::codebook_of;
use crate::problem::{Problem, Result};
use crate::suggest;
use crate::words::Language;

pub const ENTRY: Entry = Entry {
    name: "codebook",
    define,
    run,
};

fn define(language: Language, command: Command) -> Command {
    let codebook = |name: &'static str, de, en| {
        Arg::new(name)
            .required(true)
            .value_name("CB")
            .help(say(language, de, en))
    };
    let either = || {
        codebook(
            "codebook",
            "Name eines mitgelieferten oder Pfad",
            "name of a shipped one, or path",
        )
    };
    command
        .about(say(
            language,
            "Kodierleitfäden: zeigen, prüfen, vergleichen",
            "Codebooks: list, check, compare",
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(
            Command::new("list")
                .about(say(
                    language,
                    "die mitgelieferten Kodierleitfäden",
                    "the codebooks that ship with the program",
                ))
                .arg(json_argument(language)),
        )
        .subcommand(
            Command::new("show")
                .about(say(
                    language,
                    "gibt die Datei aus, als Anfang eines eigenen Leitfadens",
                    "prints the file, to begin your own with",
                ))
                .arg(either()),
        )
        .subcommand(
            Command::new("check")
                .about(say(
                    language,
                    "findet alle Fehler auf einmal",
                    "finds all mistakes at once",
                ))
                .arg(either())
                .arg(
                    Arg::new("study")
                        .long("study")
                        .value_name(say(language, "STUDIE", "STUDY"))
                        .value_parser(value_parser!(PathBuf))
                        .help(say(
                            language,
                            "prüft auch, welche Wörter dieser Antworten eine Regel ungewollt trifft",
                            "also checks which words of these answers a rule matches unintentionally",
                        )),
                )
                .arg(json_argument(language)),
        )
        .subcommand(
            Command::new("import")
                .about(say(
                    language,
                    "macht aus einem Wörterbuch oder einer Tabelle einen Kodierleitfaden",
                    "makes a codebook of a dictionary or a table",
                ))
                .after_help(read_formats(language))
                .arg(codebook(
                    "file",
                    "Datei; ihre Endung sagt, was sie ist",
                    "file; its ending says what it is",
                ))
                .arg(
                    Arg::new("to")
                        .long("to")
                        .required(true)
                        .value_name(say(language, "DATEI.toml", "FILE.toml"))
                        .value_parser(value_parser!(PathBuf))
                        .help(say(
                            language,
                            "Kodierleitfaden, der entsteht",
                            "codebook to write",
                        )),
                )
                .arg(
                    Arg::new("sheet")
                        .long("sheet")
                        .value_name(say(language, "BLATT", "SHEET"))
                        .help(say(language, "Blatt einer Arbeitsmappe", "sheet of a workbook")),
                )
                .arg(answers_in_argument(language)),
        )
        .subcommand(
            Command::new("export")
                .about(say(
                    language,
                    "schreibt einen Kodierleitfaden als DOCX, Markdown, Excel, CSV oder TOML",
                    "writes a codebook as DOCX, Markdown, Excel, CSV or TOML",
                ))
                .arg(either())
                .arg(file_argument(
                    language,
                    "Zieldatei; ihre Endung sagt, was geschrieben wird",
                    "file to write; its ending says what",
                )),
        )
        .subcommand(
            Command::new("diff")
                .about(say(
                    language,
                    "was sich zwischen zwei Fassungen geändert hat",
                    "what changed between two versions",
                ))
                .arg(codebook("old", "alte Fassung", "old version"))
                .arg(codebook("new", "neue Fassung", "new version"))
                .arg(json_argument(language)),
        )
}

fn run(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    match given.subcommand() {
        Some(("list", given)) => list(given, desk),
        Some(("show", given)) => {
            let text = codebook::text_of(named(given, "codebook"))?;
            desk.print(&text)
        }
        Some(("check", given)) => check(given, desk),
        Some(("diff", given)) => diff(given, desk),
        Some(("import", given)) => import(given, desk),
        Some(("export", given)) => export(given, desk),
        _ => Ok(()),
    }
}

/// What `import` reads.
fn read_formats(language: Language) -> String {
    let formats: Vec<String> = codebook::FORMATS
        .iter()
        .map(|format| format!("  {:<12} .{}", format.program, format.endings.join(", .")))
        .collect();
    let heading = say(language, "Was gelesen wird:", "What is read:");
    let tables = say(
        language,
        "  Tabellen     .csv, .xlsx, .ods mit Überschriften wie Codewert, Kategorie, Dimension, Definition",
        "  tables       .csv, .xlsx, .ods with headings such as Code value, Category, Dimension, Definition",
    );
    format!("{heading}\n{}\n{tables}", formats.join("\n"))
}

fn import(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    let to: &PathBuf = given.get_one("to").expect("the file is required");
    let sheet = given.get_one::<String>("sheet").map(String::as_str);
    let (mut codebook, notices) = codebook_of(named(given, "file"), sheet)?;
    if let Some(language) = answers_in(given) {
        codebook.language = language;
    }
    if to.exists() {
        return Err(Problem::usage(
            "Diese Datei gibt es schon; sie wird nicht überschrieben.",
            "This file exists already; it is not written over.",
        )
        .hint(
            "Mit --to einen anderen Namen nennen.",
            "Name another one with --to.",
        )
        .in_file(to.display()));
    }
    put(to, |file| {
        file.write_all(codebook.to_toml().as_bytes())
            .map_err(|error| failed(&error, to))
    })?;
    desk.remarks(&notices);
    let codes = codebook.codes.len();
    let rules: usize = codebook.codes.iter().map(|code| code.match_rules.len()).sum();
    let to = to.display();
    desk.say(
        format!("{to} ist geschrieben: {codes} Kategorien, {rules} Zuordnungsregeln."),
        format!("{to} is written: {codes} codes, {rules} match rules."),
    )
}

fn export(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    let file: &PathBuf = given.get_one("file").expect("the file is required");
    let (codebook, mut notices) = codebook_of(named(given, "codebook"), None)?;
    notices.extend(write_codebook(&codebook, desk.language, file)?);
    desk.remarks(&notices);
    let file = file.display();
    desk.say(format!("{file} ist geschrieben."), format!("{file} is written."))
}

fn named<'a>(given: &'a ArgMatches, name: &str) -> &'a str {
    given.get_one::<String>(name).expect("the codebook is required")
}

#[derive(serde::Serialize)]
struct Listed {
    name: &'static str,
    title: String,
    version: String,
    codes: usize,
    match_rules: usize,
}

fn list(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    let language = desk.language;
    let listed: Vec<Listed> = codebook::shipped()
        .iter()
        .map(|shipped| {
            let codebook = Codebook::open(shipped.name)?;
            Ok(Listed {
                name: shipped.name,
                title: codebook.title.get(language).to_owned(),
                version: codebook.version.clone(),
                codes: codebook.codes.len(),
                match_rules: codebook.codes.iter().map(|code| code.match_rules.len()).sum(),
            })
        })
        .collect::<Result<_>>()?;
    if given.get_flag("json") {
        return desk.print_json(&listed);
    }
    for one in listed {
        let counts = match language {
            Language::De => format!("{} Kategorien, {} Regeln", one.codes, one.match_rules),
            Language::En => format!("{} codes, {} rules", one.codes, one.match_rules),
        };
        desk.print(&format!("{:<18} {:<40} {counts}\n", one.name, one.title))?;
    }
    Ok(())
}

#[derive(serde::Serialize)]
struct Found {
    kind: &'static str,
    mistake: bool,
    code: Option<String>,
    rule: Option<String>,
    row: Option<u64>,
    what: String,
    advice: Option<String>,
}

/// Mistakes make the exit code 1, doubts do not.
fn check(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    let language = desk.language;
    let name = named(given, "codebook");
    let text = codebook::text_of(name)?;
    let words = match given.get_one::<PathBuf>("study") {
        Some(path) => {
            let study = desk.study(path)?;
            // A file with mistakes has no language yet; they are reported below.
            if let Ok(codebook) = Codebook::read(&text, name) {
                desk.remarks(&suggest::other_language(&study, name, &codebook)?);
            }
            open_index(&study, desk)?.all_forms()
        }
        None => Vec::new(),
    };
    let findings = codebook::check(&text, name, &words);
    let (mistakes, doubts): (Vec<&Finding>, Vec<&Finding>) = findings
        .iter()
        .partition(|finding| finding.kind.severity() == Severity::Mistake);
    if given.get_flag("json") {
        let all: Vec<Found> = findings
            .iter()
            .map(|finding| Found {
                kind: finding.kind.id(),
                mistake: finding.kind.severity() == Severity::Mistake,
                code: finding.code.clone(),
                rule: finding.rule.clone(),
                row: finding.problem.place().row,
                what: finding.problem.what().get(language).to_owned(),
                advice: finding
                    .problem
                    .advice()
                    .map(|advice| advice.get(language).to_owned()),
            })
            .collect();
        desk.print_json(&all)?;
    } else {
        for finding in &doubts {
            let drawn = super::draw::doubt(&finding.problem, language);
            desk.print(&drawn)?;
        }
        let (m, d) = (mistakes.len(), doubts.len());
        desk.say(
            format!("{name}: {m} Fehler, {d} Hinweise."),
            format!("{name}: {m} mistakes, {d} doubts."),
        )?;
    }
    match Problem::all(
        mistakes
            .into_iter()
            .map(|finding| finding.problem.clone())
            .collect(),
    ) {
        Some(problem) => Err(problem),
        None => Ok(()),
    }
}

#[derive(serde::Serialize)]
struct Changed {
    code: Option<String>,
    what: &'static str,
    sentence: String,
}

fn diff(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    let language = desk.language;
    let (old, new) = (
        codebook_of(named(given, "old"), None)?.0,
        codebook_of(named(given, "new"), None)?.0,
    );
    let changes = codebook::diff(&old, &new);
    if given.get_flag("json") {
        let all: Vec<Changed> = changes
            .iter()
            .map(|change| Changed {
                code: change.code.clone(),
                what: change.what.id(),
                sentence: change.what.say().get(language).to_owned(),
            })
            .collect();
        return desk.print_json(&all);
    }
    if changes.is_empty() {
        return desk.say("Kein Unterschied.", "No difference.");
    }
    for change in changes {
        desk.print(&format!("{}\n", change.say().get(language)))?;
    }
    Ok(())
}
