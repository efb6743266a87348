//! The form of what was recognised of a file: columns, how the file is read, missing answers, codings in it.

use maud::{Markup, html};

use super::coded::codings;
use super::questionnaire::responses;
use super::{Looked, Wishes};
use crate::import::{Column, Recognised, Role, Split, Survey};
use crate::problem::Problem;
use crate::survey::{AnswerLanguage, Missing};
use crate::web::failure::notice;
use crate::web::form::{explained, line, named, select};
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

/// What was recognised. `lacking`: what keeps the file from being imported as it is.
pub fn seen(recognised: &Recognised, lacking: Option<&Problem>, visitor: &Visitor) -> Markup {
    html! {
        p.muted { (recognised.facts(visitor.language)) ", " (recognised.columns.len()) " " (visitor.say("Spalten", "columns")) }
        @if let Some(lacking) = lacking { (notice(lacking, visitor)) }
        (report::notices(&recognised.notices, 0, visitor))
        (preview(recognised, visitor))
    }
}

pub fn fields(recognised: &Recognised, looked: &Looked<'_>, visitor: &Visitor) -> Markup {
    let wishes = looked.wishes;
    html! {
        (answers(recognised, visitor))
        div.cols {
            (people(recognised, wishes, visitor))
            (reading(recognised, looked, visitor))
        }
        div.cols {
            (missing(wishes, visitor))
            @if recognised.survey != Survey::Unknown { (responses(wishes, visitor)) }
            (codings(recognised, looked, visitor))
        }
    }
}

/// What a field is called here and on the command line.
pub fn label(option: &str, visitor: &Visitor) -> &'static str {
    field(option).map_or("", |name| name.get(visitor.language))
}

fn preview(recognised: &Recognised, visitor: &Visitor) -> Markup {
    let title = visitor.say("Die ersten Zeilen", "The first rows");
    html! {
        div.table-wrap tabindex="0" role="region" aria-label=(title) {
            table.grid {
                caption { (title) }
                thead { tr { @for column in &recognised.columns { th scope="col" title=[says_more(column)] { (column.heading) } } } }
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
                @if let Some(label) = says_more(column) { " " (shortened(label)) }
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
            (explained(label("id", visitor), "id", &wishes.said.id, &named(Some(&id), headings()), visitor.say(
                "Spalte, die jede Zeile eindeutig benennt. An ihr werden spätere Fassungen der Datei wiedererkannt; ohne sie gilt \
                 die Zeilennummer.",
                "The column that names each row. By it later versions of the file are recognised; without it the number of the \
                 row counts.",
            )))
            (explained(label("respondent", visitor), "respondent", &wishes.said.respondent, &named(Some(&respondent), headings()), visitor.say(
                "Nur wenn von einer Person mehrere Zeilen stammen: Spalte, in der bei allen dasselbe steht.",
                "Only if several rows come from one person: the column that is the same in all of them.",
            )))
            (line(label("wave", visitor), "wave", &wishes.said.wave, Some(visitor.say(
                "Wenn dieselben Befragten mehrmals befragt werden: Name dieser Welle, zum Beispiel 2024.",
                "If the same respondents are asked several times: name of this wave, for example 2024.",
            ))))
        }
    }
}

fn reading(recognised: &Recognised, looked: &Looked<'_>, visitor: &Visitor) -> Markup {
    let said = &looked.wishes.said;
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
    let languages = languages.each_ref().map(|(id, name)| (*id, name.as_str()));
    html! {
        fieldset.panel {
            legend.vh { (visitor.say("Datei lesen", "Reading the file")) }
            h2 { (visitor.say("Datei lesen", "Reading the file")) }
            @if let Some(encoding) = recognised.encoding {
                div.again { (select(label("encoding", visitor), "encoding", &said.encoding, &named(Some(&as_seen(encoding)), ENCODINGS))) }
                div.again { (select(label("separator", visitor), "separator", &said.separator, &options(as_seen(separator), &separators))) }
            }
            @if !recognised.other_sheets.is_empty() || recognised.sheets.len() > 1 { (sheets(recognised, visitor)) }
            (explained(label("split", visitor), "split", if said.split.is_empty() { Split::None.id() } else { &said.split },
                &split.map(|(value, shown)| (value.to_owned(), shown.to_owned())), visitor.say(
                "Wenn in einer Zelle eine ganze Liste steht: Jeder Punkt wird dann für sich kodiert.",
                "If a cell holds a whole list: each item is coded by itself then.",
            )))
            (explained(label("answers-in", visitor), "answers-in", &said.answers_in,
                &options(answers_in(recognised, looked, visitor), &languages), visitor.say(
                "Danach richten sich Wortformen und Verneinung.",
                "Forms of words and negation follow from it.",
            )))
        }
    }
}

/// The sheets of a workbook; those that are read are ticked.
fn sheets(recognised: &Recognised, visitor: &Visitor) -> Markup {
    let read = recognised.sheets.iter().map(|name| (name, true));
    let others = recognised.other_sheets.iter().map(|name| (name, false));
    html! {
        fieldset.again {
            legend { (label("sheet", visitor)) }
            @for (name, is_read) in read.chain(others) {
                label.choice {
                    input type="checkbox" name="sheet" value=(name) checked[is_read];
                    span { (name) }
                }
            }
            p.hint { (visitor.say(
                "Mehrere mit denselben Spalten, etwa Wellen, werden eine Tabelle; andere kommen über dieselbe Antwort-ID dazu.",
                "Several with the same columns, such as waves, become one table; others are joined by the same response ID.",
            )) }
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

/// The language that counts where nobody says another.
fn answers_in(recognised: &Recognised, looked: &Looked<'_>, visitor: &Visitor) -> String {
    match (looked.answers_in, recognised.answers_in) {
        (Some(of_study), _) => {
            let as_before = visitor.say("wie bisher in der Studie", "as before in the study");
            format!("{} ({as_before})", language_label(of_study, visitor))
        }
        (None, Some(seen)) => {
            let recognised = visitor.say("erkannt", "recognised");
            format!("{} ({recognised})", language_label(seen, visitor))
        }
        (None, None) => visitor
            .say("wird beim Einlesen erkannt", "recognised while importing")
            .to_owned(),
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

fn language_label(language: AnswerLanguage, visitor: &Visitor) -> String {
    language.name().get(visitor.language).to_owned()
}

/// The variable label, where it says more than the name.
fn says_more(column: &Column) -> Option<&str> {
    Some(column.label.trim())
        .filter(|label| !label.is_empty() && label.to_lowercase() != column.heading.to_lowercase())
}

fn is_open(column: &Column) -> bool {
    matches!(column.role, Role::Open { .. })
}

/// The beginning of a cell, on one line.
pub fn shortened(cell: &str) -> String {
    let flat = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= LETTERS {
        return flat;
    }
    flat.chars().take(LETTERS - 1).chain(['…']).collect()
}
