//! The form of what was recognised of a file: columns, how the file is read, missing answers, codings in it.

use maud::{Markup, html};

use super::{Looked, Wishes};
use crate::import::{Column, Incomplete, Recognised, Role, Split};
use crate::problem::Problem;
use crate::survey::{AnswerLanguage, Missing};
use crate::web::failure::notice;
use crate::web::form::{line, named, select};
use crate::web::report;
use crate::web::spoken::field;
use crate::web::visitor::Visitor;

/// Columns that are listed before those that only come along are folded.
const MANY: usize = 12;
/// Values that are shown of a column, and letters of each.
const EXAMPLES: usize = 2;
const LETTERS: usize = 90;

/// Encodings that files of survey tools come in.
const ENCODINGS: [&str; 6] = [
    "utf-8",
    "windows-1252",
    "iso-8859-15",
    "macintosh",
    "utf-16le",
    "utf-16be",
];

/// `lacking`: what keeps the file from being imported as it is.
pub fn fields(
    recognised: &Recognised,
    lacking: Option<&Problem>,
    looked: &Looked<'_>,
    visitor: &Visitor,
) -> Markup {
    let wishes = looked.wishes;
    html! {
        p.muted { (recognised.facts(visitor.language)) ", " (recognised.columns.len()) " " (visitor.say("Spalten", "columns")) }
        @if let Some(lacking) = lacking { (notice(lacking, visitor)) }
        (report::notices(&recognised.notices, 0, visitor))
        (preview(recognised, visitor))
        (answers(recognised, visitor))
        div.cols {
            (people(recognised, wishes, visitor))
            (reading(recognised, wishes, visitor))
        }
        div.cols {
            (missing(wishes, visitor))
            @if is_of_limesurvey(recognised) { (responses(wishes, visitor)) }
            (codings(recognised, looked, visitor))
        }
    }
}

/// What a field is called here and on the command line.
fn label(option: &str, visitor: &Visitor) -> &'static str {
    field(option).map_or("", |name| name.get(visitor.language))
}

fn preview(recognised: &Recognised, visitor: &Visitor) -> Markup {
    let title = visitor.say("Die ersten Zeilen", "The first rows");
    html! {
        div.table-wrap tabindex="0" role="region" aria-label=(title) {
            table.grid {
                caption { (title) }
                thead { tr { @for column in &recognised.columns { th scope="col" { (column.heading) } } } }
                tbody {
                    @for row in &recognised.first_rows {
                        tr {
                            @for (cell, column) in row.iter().zip(&recognised.columns) {
                                @if is_open(column) { td.quote { (shortened(cell)) } } @else { td { (shortened(cell)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn answers(recognised: &Recognised, visitor: &Visitor) -> Markup {
    let many = recognised.columns.len() > MANY;
    let (shown, folded): (Vec<_>, Vec<_>) = recognised
        .columns
        .iter()
        .enumerate()
        .partition(|(_, column)| !many || !matches!(column.role, Role::Background | Role::Empty));
    html! {
        fieldset.panel {
            legend.vh { (label("text", visitor)) }
            h2 { (label("text", visitor)) }
            p.hint { (visitor.say(
                "Angekreuzt ist, was nach Antworten auf offene Fragen aussieht. Die übrigen Spalten kommen als Hintergrund mit.",
                "Ticked is what looks like answers to open questions. All other columns come along as background.",
            )) }
            div.stack { @for (at, column) in shown { (column_choice(recognised, at, column, visitor)) } }
            @if !folded.is_empty() {
                details {
                    summary { (folded.len()) " " (visitor.say("weitere Spalten", "more columns")) }
                    div.stack { @for (at, column) in folded { (column_choice(recognised, at, column, visitor)) } }
                }
            }
        }
    }
}

fn column_choice(recognised: &Recognised, at: usize, column: &Column, visitor: &Visitor) -> Markup {
    let mut examples: Vec<String> = Vec::new();
    for row in &recognised.first_rows {
        let example = row.get(at).map(|cell| shortened(cell)).unwrap_or_default();
        if !example.is_empty() && !examples.contains(&example) && examples.len() < EXAMPLES {
            examples.push(example);
        }
    }
    html! {
        label.choice {
            input type="checkbox" name="text" value=(column.heading) checked[is_open(column)];
            span {
                b { (column.heading) }
                span.hint { (column.say(visitor.language)) @if !examples.is_empty() { ": " (examples.join(" · ")) } }
            }
        }
    }
}

fn people(recognised: &Recognised, wishes: &Wishes, visitor: &Visitor) -> Markup {
    let headings = || recognised.columns.iter().map(|column| column.heading.as_str());
    let seen = |role: &Role| match recognised.columns.iter().find(|column| column.role == *role) {
        Some(column) => format!("{} ({})", column.heading, visitor.say("erkannt", "recognised")),
        None => visitor.say("keine Spalte", "no column").to_owned(),
    };
    let id = seen(&Role::Id);
    let respondent = seen(&Role::Respondent);
    html! {
        fieldset.panel {
            legend.vh { (visitor.say("Wer antwortet", "Who answers")) }
            h2 { (visitor.say("Wer antwortet", "Who answers")) }
            (select(label("id", visitor), "id", &wishes.said.id, &named(Some(&id), headings())))
            (select(label("respondent", visitor), "respondent", &wishes.said.respondent, &named(Some(&respondent), headings())))
            (line(label("wave", visitor), "wave", &wishes.said.wave, Some(visitor.say(
                "Wenn dieselben Befragten mehrmals befragt werden: Name dieser Welle, zum Beispiel 2024.",
                "If the same respondents are asked several times: name of this wave, for example 2024.",
            ))))
        }
    }
}

fn reading(recognised: &Recognised, wishes: &Wishes, visitor: &Visitor) -> Markup {
    let said = &wishes.said;
    let as_seen = |seen: &str| format!("{seen} ({})", visitor.say("erkannt", "recognised"));
    let options = |none: String, all: &[(&str, &str)]| -> Vec<(String, String)> {
        let all = all
            .iter()
            .map(|(value, shown)| ((*value).to_owned(), (*shown).to_owned()));
        std::iter::once((String::new(), none)).chain(all).collect()
    };
    let separators = [
        (",", visitor.say("Komma", "comma")),
        (";", visitor.say("Semikolon", "semicolon")),
        ("tab", visitor.say("Tabulator", "tab")),
        ("|", visitor.say("senkrechter Strich", "vertical bar")),
    ];
    let separator = match recognised.separator {
        Some('\t') => "tab".to_owned(),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let shown = separators.iter().find(|(value, _)| *value == separator);
    let separator = shown.map_or(visitor.say("eine Spalte", "one column"), |(_, shown)| shown);
    let split = Split::ALL.map(|split| (split.id(), split_label(split, visitor)));
    let languages = AnswerLanguage::ALL.map(|language| (language.id(), language_label(language, visitor)));
    html! {
        fieldset.panel {
            legend.vh { (visitor.say("Datei lesen", "Reading the file")) }
            h2 { (visitor.say("Datei lesen", "Reading the file")) }
            @if let Some(encoding) = recognised.encoding {
                div.again { (select(label("encoding", visitor), "encoding", &said.encoding, &named(Some(&as_seen(encoding)), ENCODINGS))) }
                div.again { (select(label("separator", visitor), "separator", &said.separator, &options(as_seen(separator), &separators))) }
            }
            @if let Some(sheet) = &recognised.sheet {
                @let sheets = recognised.sheets.iter().chain(&recognised.other_sheets).map(String::as_str);
                @let all = (recognised.sheets.len() + recognised.other_sheets.len() > 1)
                    .then(|| ("*".to_owned(), visitor.say("alle mit denselben Spalten", "all with the same columns").to_owned()));
                @let chosen = said.sheet.first().map_or(sheet.as_str(), String::as_str);
                div.again { (select(label("sheet", visitor), "sheet", chosen, &named(None, sheets).into_iter().chain(all).collect::<Vec<_>>())) }
            }
            (select(label("split", visitor), "split", if said.split.is_empty() { Split::None.id() } else { &said.split },
                &split.map(|(value, shown)| (value.to_owned(), shown.to_owned()))))
            (select(label("answers-in", visitor), "answers-in", &said.answers_in,
                &options(visitor.say("wird beim Einlesen erkannt", "recognised while importing").to_owned(), &languages)))
        }
    }
}

fn missing(wishes: &Wishes, visitor: &Visitor) -> Markup {
    let words = wishes.missing_words();
    // What is empty or was not shown needs no word.
    let kinds = Missing::ALL
        .into_iter()
        .filter(|kind| words.typed(*kind).next().is_some());
    html! {
        fieldset.panel {
            legend.vh { (label("missing", visitor)) }
            h2 { (label("missing", visitor)) }
            p.hint { (visitor.say(
                "Steht in einer Zelle nur eines dieser Wörter, gilt die Antwort als fehlend.",
                "A cell that holds only one of these words counts as a missing answer.",
            )) }
            details {
                summary { (visitor.say("Wörter ansehen und ändern", "See and change the words")) }
                div.stack {
                    @for kind in kinds {
                        label.field {
                            span { (kind.label().get(visitor.language)) }
                            textarea name={ "missing-" (kind.id()) } rows="4" spellcheck="false" {
                                // A browser takes the first line break for its own.
                                "\n" (words.typed(kind).collect::<Vec<_>>().join("\n"))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Its fixed columns are there, in whatever order.
fn is_of_limesurvey(recognised: &Recognised) -> bool {
    let has = |name: &str| recognised.columns.iter().any(|column| column.heading == name);
    has("submitdate") && has("lastpage")
}

/// Which responses of a survey tool that tells whether they were submitted are read.
fn responses(wishes: &Wishes, visitor: &Visitor) -> Markup {
    let incomplete = Incomplete::ALL.map(|choice| {
        let said = match choice {
            Incomplete::Keep => visitor.say("mit einlesen", "read them, too"),
            Incomplete::LeaveOut => visitor.say("auslassen", "leave them out"),
        };
        (choice.id().to_owned(), said.to_owned())
    });
    html! {
        fieldset.panel {
            legend.vh { (visitor.say("Rücklauf", "Responses")) }
            h2 { (visitor.say("Rücklauf", "Responses")) }
            (select(label("incomplete", visitor), "incomplete", &wishes.said.incomplete, &incomplete))
            (line(label("tests-before", visitor), "tests-before", &wishes.said.tests_before, Some(visitor.say(
                "Was vor diesem Tag kam, wird als Probe ausgelassen: 01.03.2026.",
                "What came before this day is left out as a test: 2026-03-01.",
            ))))
        }
    }
}

fn codings(recognised: &Recognised, looked: &Looked<'_>, visitor: &Visitor) -> Markup {
    let wishes = looked.wishes;
    let headings = recognised.columns.iter().map(|column| column.heading.as_str());
    let none = visitor.say("keine", "none");
    html! {
        fieldset.panel {
            legend.vh { (visitor.say("Schon kodiert", "Coded already")) }
            h2 { (visitor.say("Schon kodiert", "Coded already")) }
            p.hint { (visitor.say(
                "Hat die Datei eine Spalte mit vergebenen Kategorien, werden daraus Entscheidungen einer Person.",
                "If the file has a column of given codes, they become decisions of a person.",
            )) }
            (select(label("codes", visitor), "codes", &wishes.said.codes, &named(Some(none), headings)))
            (line(label("coder", visitor), "coder", &wishes.said.coder, Some(visitor.say(
                "Name der Person; mehrere Kategorien in einer Zelle sind mit | getrennt.",
                "Name of the person; several codes in one cell are joined by |.",
            ))))
            @let headings = || named(Some(none), recognised.columns.iter().map(|column| column.heading.as_str()));
            (select(label("coder-column", visitor), "coder-column", &wishes.said.coder_column, &headings()))
            (select(label("date-column", visitor), "date-column", &wishes.said.date_column, &headings()))
            @if !looked.codebooks.is_empty() {
                (select(label("codebook", visitor), "codebook", &wishes.of_codebook, &named(None, looked.codebooks.iter().map(String::as_str))))
            }
        }
    }
}

fn split_label(split: Split, visitor: &Visitor) -> &str {
    match split {
        Split::None => visitor.say(
            "nein: eine Antwort ist eine Kodiereinheit",
            "no: an answer is one coding unit",
        ),
        Split::Lines => visitor.say("jede Zeile einer Antwort", "each line of an answer"),
        Split::Bullets => visitor.say("jeder Listenpunkt (-, •, 1., a))", "each item (-, •, 1., a))"),
        Split::Semicolon => visitor.say("zwischen Semikolons", "between semicolons"),
    }
}

fn language_label(language: AnswerLanguage, visitor: &Visitor) -> &'static str {
    match (language, visitor.language) {
        (AnswerLanguage::German, crate::words::Language::De) => "Deutsch",
        (AnswerLanguage::German, crate::words::Language::En) => "German",
        (AnswerLanguage::English, crate::words::Language::De) => "Englisch",
        (AnswerLanguage::English, crate::words::Language::En) => "English",
    }
}

fn is_open(column: &Column) -> bool {
    matches!(column.role, Role::Open { .. })
}

/// The beginning of a cell, on one line.
fn shortened(cell: &str) -> String {
    let flat = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= LETTERS {
        return flat;
    }
    flat.chars().take(LETTERS - 1).chain(['…']).collect()
}
