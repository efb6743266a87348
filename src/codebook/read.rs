//! TOML → codebook. One pass finds all mistakes; a draft keeps the places of codes and rules for `check`.
//!
//! Deliberately absent: doubts that do not stop the work (`check`), and what must hold across codes (`whole`).

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fields::{Fields, Placed};
use super::not_toml::not_toml;
use super::source::Source;
use super::{Below, Code, Codebook, FORMAT, rule, succession, whole};
use crate::problem::{Problem, Result};
use crate::survey::{AnswerLanguage, PerAnswer};

const FILE_KEYS: [&str; 8] = [
    "format",
    "title",
    "version",
    "language",
    "codes_per_answer",
    "description",
    "stem_exceptions",
    "code",
];
const CODE_KEYS: [&str; 12] = [
    "id",
    "value",
    "label",
    "parent",
    "ordered",
    succession::KEYS[0],
    succession::KEYS[1],
    succession::KEYS[2],
    "definition",
    "coding_rule",
    "anchor_examples",
    "match_rules",
];

/// What could be read, with its places, and all mistakes. The codebook is whole only where there is no mistake.
pub(super) struct Draft {
    pub codebook: Codebook,
    pub places: Vec<CodePlaces>,
    pub problems: Vec<Problem>,
}

/// Where a code stands in the file; the same order as `Codebook::codes`.
#[derive(Debug, Clone)]
pub(super) struct CodePlaces {
    pub id: Range<usize>,
    pub value: Option<Placed<i64>>,
    pub parent: Option<Range<usize>>,
    pub label: Range<usize>,
    pub status: succession::Places,
    /// The same order as `Code::match_rules`.
    pub rules: Vec<rule::Places>,
}

pub(super) fn read(text: &str, name: &str) -> Result<Codebook> {
    let draft = draft(text, name);
    match Problem::all(draft.problems) {
        None => Ok(draft.codebook),
        Some(problem) => Err(problem),
    }
}

pub(super) fn draft(text: &str, name: &str) -> Draft {
    // A byte-order mark, as some editors write it, is no part of the text.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let source = Source { text, name };
    let mut draft = Draft {
        codebook: empty(),
        places: Vec::new(),
        problems: Vec::new(),
    };
    let (table, mistakes) = DeTable::parse_recoverable(text);
    if !mistakes.is_empty() {
        draft.problems = mistakes.iter().map(|mistake| not_toml(source, mistake)).collect();
        in_order(&mut draft.problems);
        return draft;
    }
    let table = table.into_inner();
    let start = 0..text.find('\n').unwrap_or(text.len());
    let mut fields = Fields {
        source,
        table: &table,
        span: start,
        problems: &mut draft.problems,
    };
    if !readable_format(&mut fields) {
        return draft;
    }
    fields.only(&FILE_KEYS);
    draft.codebook.title = fields.needed_text("title");
    draft.codebook.version = fields
        .needed_string("version")
        .map(|placed| placed.value)
        .unwrap_or_default();
    draft.codebook.language = language(&mut fields);
    draft.codebook.codes_per_answer = codes_per_answer(&mut fields);
    draft.codebook.description = fields.text("description");
    draft.codebook.stem_exceptions = stem_exceptions(&mut fields);
    for entry in codes(&mut fields) {
        if let DeValue::Table(table) = entry.get_ref() {
            let span = heading(text, entry.span());
            let mut fields = Fields {
                source,
                table,
                span,
                problems: &mut draft.problems,
            };
            if let Some((code, places)) = code(&mut fields) {
                draft.codebook.codes.push(code);
                draft.places.push(places);
            }
        }
    }
    draft
        .problems
        .extend(whole::mistakes(source, &draft.codebook, &draft.places));
    in_order(&mut draft.problems);
    draft
}

/// In the order of the file, whichever step found them.
fn in_order(problems: &mut [Problem]) {
    problems.sort_by_key(|problem| {
        problem
            .place()
            .excerpt
            .as_ref()
            .map(|excerpt| (excerpt.span.start, excerpt.span.end))
    });
}

fn empty() -> Codebook {
    Codebook {
        title: Default::default(),
        version: String::new(),
        language: AnswerLanguage::default(),
        codes_per_answer: None,
        description: Default::default(),
        stem_exceptions: Vec::new(),
        codes: Vec::new(),
    }
}

/// Whether the rest can be read. A newer format may mean anything, so nothing else is reported.
fn readable_format(fields: &mut Fields<'_, '_, '_>) -> bool {
    if fields.get("format").is_none() {
        let problem = fields.source.mistake(
            &fields.span,
            "Die Datei sagt nicht, in welchem Format sie geschrieben ist.",
            "The file does not say which format it is written in.",
        );
        fields.problems.push(problem.hint(
            format!("Als erste Zeile ergänzen: format = {FORMAT}"),
            format!("Add as the first line: format = {FORMAT}"),
        ));
        return true;
    }
    match fields.whole_number("format") {
        Some(Placed { value, span }) if value > FORMAT => {
            let problem = fields.source.mistake(
                &span,
                format!("Die Datei hat das Format {value}; dieses Programm liest bis Format {FORMAT}."),
                format!("The file has format {value}; this program reads up to format {FORMAT}."),
            );
            fields
                .problems
                .push(problem.hint("Ein neueres freitext benutzen.", "Use a newer freitext."));
            false
        }
        Some(Placed { value, span }) if value < FORMAT => {
            let problem = fields.source.mistake(
                &span,
                format!("Ein Format {value} gibt es nicht."),
                format!("There is no format {value}."),
            );
            fields
                .problems
                .push(problem.hint(format!("format = {FORMAT}"), format!("format = {FORMAT}")));
            true
        }
        _ => true,
    }
}

fn language(fields: &mut Fields<'_, '_, '_>) -> AnswerLanguage {
    let Some(Placed { value, span }) = fields.string("language") else {
        return AnswerLanguage::default();
    };
    AnswerLanguage::of_id(&value).unwrap_or_else(|| {
        let problem = fields.source.mistake(
            &span,
            format!("Antworten in der Sprache „{value}“ kann das Programm nicht auswerten."),
            format!("The program cannot analyse answers in the language “{value}”."),
        );
        fields.problems.push(problem.hint(
            "language = \"de\" oder \"en\"; gemeint ist die Sprache der Antworten, nicht die der Labels.",
            "language = \"de\" or \"en\"; meant is the language of the answers, not that of the labels.",
        ));
        AnswerLanguage::default()
    })
}

fn codes_per_answer(fields: &mut Fields<'_, '_, '_>) -> Option<PerAnswer> {
    let Placed { value, span } = fields.string("codes_per_answer")?;
    let read = PerAnswer::of_id(&value);
    if read.is_none() {
        let problem = fields.source.mistake(
            &span,
            format!("„{value}“ ist keine Zahl von Kategorien je Antwort."),
            format!("“{value}” is no number of codes per answer."),
        );
        let hint = "codes_per_answer = \"one\" | \"several\"";
        fields.problems.push(problem.hint(hint, hint));
    }
    read
}

fn stem_exceptions(fields: &mut Fields<'_, '_, '_>) -> Vec<(String, String)> {
    match fields.get("stem_exceptions") {
        None => Vec::new(),
        Some((DeValue::Table(table), span)) => {
            let mut inner = Fields {
                source: fields.source,
                table,
                span,
                problems: fields.problems,
            };
            let mut out: Vec<(String, String)> = table
                .keys()
                .filter_map(|word| {
                    let stem = inner.string(word.get_ref())?;
                    Some((word.get_ref().to_string(), stem.value))
                })
                .collect();
            out.sort();
            out
        }
        Some((_, span)) => {
            let problem = fields.source.mistake(
                &span,
                "„stem_exceptions“ ist keine Tabelle von Wörtern und Stämmen.",
                "“stem_exceptions” is not a table of words and stems.",
            );
            fields.problems.push(problem.hint(
                "stem_exceptions = { Sicherheit = \"sicherheit\" }",
                "stem_exceptions = { Sicherheit = \"sicherheit\" }",
            ));
            Vec::new()
        }
    }
}

/// The entries of `[[code]]`.
fn codes<'r, 't>(fields: &mut Fields<'r, '_, 't>) -> &'r [Spanned<DeValue<'t>>] {
    let hint = (
        "Jeder Code beginnt mit einer Zeile [[code]].",
        "Each code begins with a line [[code]].",
    );
    let (span, what) = match fields.get("code") {
        Some((DeValue::Array(entries), span)) => {
            match entries.iter().find(|entry| !entry.get_ref().is_table()) {
                None if !entries.is_empty() => return entries,
                None => (
                    span,
                    (
                        "Der Kodierleitfaden hat keinen Code.",
                        "The codebook has no code.",
                    ),
                ),
                Some(entry) => (entry.span(), ("Das ist kein Code.", "This is not a code.")),
            }
        }
        Some((_, span)) => (
            span,
            ("Das ist keine Liste von Codes.", "This is not a list of codes."),
        ),
        None => (
            fields.span.clone(),
            (
                "Der Kodierleitfaden hat keinen Code.",
                "The codebook has no code.",
            ),
        ),
    };
    fields
        .problems
        .push(fields.source.mistake(&span, what.0, what.1).hint(hint.0, hint.1));
    match fields.get("code") {
        Some((DeValue::Array(entries), _)) => entries,
        _ => &[],
    }
}

/// The first line of a table, which stands for what is missing in it.
pub(super) fn heading(text: &str, span: Range<usize>) -> Range<usize> {
    let piece = text.get(span.clone()).unwrap_or_default();
    span.start..span.start + piece.find('\n').unwrap_or(piece.len())
}

fn code(fields: &mut Fields<'_, '_, '_>) -> Option<(Code, CodePlaces)> {
    fields.only(&CODE_KEYS);
    let id = fields.needed_string("id");
    let value = if fields.get("value").is_none() {
        missing_value(fields);
        None
    } else {
        fields.whole_number("value")
    };
    let label = fields.needed_text("label");
    let parent = fields.string("parent");
    let below = match fields.truth("ordered") {
        Some(Placed { value: true, .. }) => Below::Steps,
        _ => Below::Names,
    };
    let (status, status_places) = succession::read(fields);
    let definition = fields.text("definition");
    let coding_rule = fields.text("coding_rule");
    let anchor_examples = fields.strings("anchor_examples");
    let code = id.as_ref().map_or("", |id| &id.value);
    let mut match_rules = Vec::new();
    let mut rule_places = Vec::new();
    for (at, entry) in fields.list("match_rules").iter().enumerate() {
        if let Some((rule, places)) = rule::read(fields, code, at + 1, entry) {
            match_rules.push(rule);
            rule_places.push(places);
        }
    }
    let id = id?;
    let places = CodePlaces {
        id: id.span,
        value: value.clone(),
        parent: parent.as_ref().map(|parent| parent.span.clone()),
        label: fields.get("label").map_or(fields.span.clone(), |(_, span)| span),
        status: status_places,
        rules: rule_places,
    };
    let code = Code {
        id: id.value,
        value: value.map_or(0, |value| value.value),
        label,
        parent: parent.map(|parent| parent.value),
        below,
        status,
        definition,
        coding_rule,
        anchor_examples,
        match_rules,
    };
    Some((code, places))
}

fn missing_value(fields: &mut Fields<'_, '_, '_>) {
    let problem = fields.source.mistake(
        &fields.span,
        "Hier fehlt das Feld „value“, die Zahl des Codes in Datensätzen.",
        "The field “value” is missing here, the number of the code in data sets.",
    );
    fields
        .problems
        .push(problem.hint("Eine Zeile ergänzen: value = 1", "Add a line: value = 1"));
}
