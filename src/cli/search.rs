//! `freitext search STUDY QUERY`: answers with the evidence marked; keyword in context; the rule debugger.

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use serde::Serialize;

use super::new::{study_argument, study_path};
use super::suggest::{json_argument, open_index};
use super::usage::say;
use super::{Desk, Entry};
use crate::problem::{Problem, Result};
use crate::query::{SideBySide, parse};
use crate::search::{Explanation, Hit, explain, kwic};
use crate::study::UnitView;
use crate::survey::Span;
use crate::words::Language;

pub const ENTRY: Entry = Entry {
    name: "search",
    define,
    run,
};

/// Characters of context on each side of a keyword.
const CONTEXT: usize = 40;
/// Forms shown for a word by `--explain`.
const FORMS_SHOWN: usize = 25;

fn define(language: Language, command: Command) -> Command {
    let flag = |name: &'static str, de, en| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(say(language, de, en))
    };
    command
        .about(say(
            language,
            "Findet Antworten und zeigt die Fundstellen",
            "Finds answers and shows the evidence",
        ))
        .arg(study_argument(language))
        .arg(
            Arg::new("query")
                .required(true)
                .value_name(say(language, "SUCHE", "QUERY"))
                .help(say(
                    language,
                    "Suche in der Suchsprache, zum Beispiel '[sprache] NAHE/5 kurs*'",
                    "query, for example '[sprache] NEAR/5 kurs*'",
                )),
        )
        .arg(flag("kwic", "Stichwort im Kontext", "keyword in context").conflicts_with("explain"))
        .arg(flag(
            "explain",
            "zeigt, welche Wortformen jedes Wort der Suche trifft",
            "shows which written forms each word of the query matches",
        ))
        .arg(
            Arg::new("limit")
                .long("limit")
                .value_name("N")
                .value_parser(value_parser!(usize))
                .help(say(
                    language,
                    "höchstens N Antworten zeigen",
                    "show at most N answers",
                )),
        )
        .arg(json_argument(language))
}

#[derive(Serialize)]
struct JsonHits {
    count: usize,
    hits: Vec<JsonHit>,
}

#[derive(Serialize)]
struct JsonHit {
    id: String,
    respondent: String,
    question: String,
    text: String,
    evidence: Vec<JsonEvidence>,
}

#[derive(Serialize)]
struct JsonEvidence {
    start: u32,
    end: u32,
    text: String,
}

fn run(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    let text: &String = given.get_one("query").expect("the query is required");
    let query = parse(text, SideBySide::And)?;
    let study = desk.study(study_path(given))?;
    let index = open_index(&study, desk)?;
    if given.get_flag("explain") {
        let explanation = explain(&index, &study, &query, desk.language)?;
        if given.get_flag("json") {
            return desk.print_json(&explanation);
        }
        return print_explanation(&explanation, desk);
    }
    let found = index.find(&query)?;
    let limit = given.get_one("limit").copied().unwrap_or(usize::MAX);
    let hits = found.hits().take(limit).map(|hit| {
        let view = study
            .unit_view(hit.unit)?
            .ok_or_else(|| Problem::bug("a unit of the index is gone"))?;
        Ok((hit, view))
    });
    if given.get_flag("json") {
        let hits = hits
            .map(|hit| hit.map(|(hit, view)| json_hit(&hit, view)))
            .collect::<Result<Vec<_>>>()?;
        return desk.print_json(&JsonHits {
            count: found.count(),
            hits,
        });
    }
    for hit in hits {
        let (hit, view) = hit?;
        let shown = if given.get_flag("kwic") {
            concordance(&hit, &view)
        } else {
            marked(&hit, &view)
        };
        desk.print(&shown)?;
    }
    let count = desk.language.count(found.count() as u64);
    desk.say(
        format!("Gefundene Einheiten: {count}."),
        format!("Units found: {count}."),
    )
}

fn json_hit(hit: &Hit, view: UnitView) -> JsonHit {
    JsonHit {
        evidence: hit
            .evidence
            .iter()
            .map(|span| JsonEvidence {
                start: span.start,
                end: span.end,
                text: span.of(&view.verbatim).to_owned(),
            })
            .collect(),
        id: view.key,
        respondent: view.respondent,
        question: view.question,
        text: view.verbatim,
    }
}

/// `m-001  Mehr »Streifen« am Bahnhof`.
fn marked(hit: &Hit, view: &UnitView) -> String {
    let mut line = format!("{}\t", view.key);
    let mut behind = view.span.start;
    for span in &hit.apart() {
        line.push_str(
            Span {
                start: behind,
                end: span.start,
            }
            .of(&view.verbatim),
        );
        line.push('»');
        line.push_str(span.of(&view.verbatim));
        line.push('«');
        behind = span.end;
    }
    line.push_str(
        Span {
            start: behind,
            end: view.span.end,
        }
        .of(&view.verbatim),
    );
    line.split(['\r', '\n'])
        .filter(|piece| !piece.is_empty())
        .collect::<Vec<_>>()
        .join(" / ")
        + "\n"
}

fn concordance(hit: &Hit, view: &UnitView) -> String {
    kwic(&view.verbatim, view.span, &hit.evidence, CONTEXT)
        .into_iter()
        .map(|line| {
            format!(
                "{:<12} {:>CONTEXT$}  {}  {}\n",
                view.key,
                line.before.trim_start(),
                line.keyword,
                line.behind
            )
        })
        .collect()
}

fn print_explanation(explanation: &Explanation, desk: &mut Desk<'_>) -> Result<()> {
    let language = desk.language;
    let units = language.count(explanation.units as u64);
    desk.say(
        format!("{} – gefundene Einheiten: {units}.", explanation.query),
        format!("{} – units found: {units}.", explanation.query),
    )?;
    for word in &explanation.words {
        let stem = word.stem.as_ref().map_or(String::new(), |stem| match language {
            Language::De => format!(" (Stamm {stem})"),
            Language::En => format!(" (stem {stem})"),
        });
        desk.print(&format!("\n{}{stem}\n", word.written))?;
        if word.forms.is_empty() {
            desk.say(
                "  kommt in den Antworten nicht vor",
                "  does not occur in the answers",
            )?;
        }
        for form in word.forms.iter().take(FORMS_SHOWN) {
            let mut blocks = String::new();
            for (at, block) in form.blocks.iter().enumerate() {
                blocks.push_str(if at == 0 { "  " } else { "|" });
                if form.hit_block.as_ref() == Some(block) {
                    blocks.push_str(&format!("»{block}«"));
                } else {
                    blocks.push_str(block);
                }
            }
            desk.print(&format!(
                "  {:>7}  {}{blocks}\n",
                language.count(form.units),
                form.written
            ))?;
        }
        if word.forms.len() > FORMS_SHOWN {
            let more = language.count((word.forms.len() - FORMS_SHOWN) as u64);
            desk.say(
                format!("  … und {more} weitere Wortformen (alle mit --json)"),
                format!("  … and {more} more forms (all with --json)"),
            )?;
        }
        if let Some(warning) = word.warning() {
            desk.print(&format!("  {}\n", warning.get(language)))?;
        }
    }
    Ok(())
}
