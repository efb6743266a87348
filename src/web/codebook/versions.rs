//! The versions of a codebook: when each was kept, and any two compared.

use axum::response::Html;
use maud::{Markup, html};

use super::book::{self, Book};
use super::wording::compared;
use crate::codebook::{Change, Codebook, MatchRule, What, diff};
use crate::problem::{Problem, Result};
use crate::review::View;
use crate::study::{CodebookVersion, StoredCodebook, Study};
use crate::survey::CodebookId;
use crate::web::codes::Palette;
use crate::web::failure::Failure;
use crate::web::fields::Fields;
use crate::web::moment::{moment, plainly};
use crate::web::visitor::InStudy;
use crate::words::Text;

/// Versions in the table; all of them can be chosen above it.
const LISTED: usize = 40;
/// Sentences of a version in the table.
const SAID: usize = 3;

/// `GET versions?from=&to=`: without them the latest version and the one before.
pub async fn show(at: InStudy, fields: Fields) -> std::result::Result<Html<String>, Failure> {
    let book = Book::of(&at, &fields);
    let title = at.say("Versionen vergleichen", "Compare versions");
    let named = book.named().map(str::to_owned);
    let (bar, content) = at
        .view(named.as_deref(), move |study, _, view| {
            let bar = book::bar(&book, &view.board.codebook, &study.codebook_names()?);
            Ok((bar, content(&book, study, view, &fields)?))
        })
        .await?;
    Ok(at.sheet(title).bar(bar).draw(&content))
}

fn content(book: &Book, study: &Study, view: &View<'_>, fields: &Fields) -> Result<Markup> {
    let mut versions = study.codebook_versions(&view.board.codebook.name)?;
    versions.reverse();
    let Some(latest) = versions.first() else {
        return Err(Problem::bug("a codebook without a version"));
    };
    let chosen = |name: &str, usual: CodebookId| {
        let named = fields.get(name).and_then(|id| id.parse().ok()).map(CodebookId);
        named
            .filter(|id| versions.iter().any(|version| version.id == *id))
            .unwrap_or(usual)
    };
    let to = chosen("to", latest.id);
    let before = versions.iter().skip_while(|version| version.id != to).nth(1);
    let from = chosen("from", before.map_or(to, |before| before.id));
    let (old, new) = (study.codebook(from)?, study.codebook(to)?);
    Ok(html! {
        @if versions.len() > 1 {
            (choice(book, &versions, from, to))
            (difference(book, &old.codebook, &new.codebook))
        } @else {
            p.muted { (book.say(
                "Bisher gibt es eine Version. Jede Änderung am Kodierleitfaden legt eine weitere an; dann lassen sich zwei vergleichen.",
                "So far there is one version. Every change of the codebook makes a further one; then two can be compared.",
            )) }
        }
        (table(book, study, &versions, to)?)
    })
}

fn choice(book: &Book, versions: &[CodebookVersion], from: CodebookId, to: CodebookId) -> Markup {
    let select = |name: &str, label: &str, chosen: CodebookId| {
        html! {
            label.field {
                span { (label) }
                select name=(name) {
                    @for (number, version) in (1..=versions.len()).rev().zip(versions) {
                        option value=(version.id.0) selected[version.id == chosen] {
                            (number) " · " (plainly(version.time, book.pen.language))
                        }
                    }
                }
            }
        }
    };
    html! {
        form.filters method="get" {
            (book.hidden())
            (select("from", book.say("Von", "From"), from))
            (select("to", book.say("Nach", "To"), to))
            button { (book.say("Vergleichen", "Compare")) }
        }
    }
}

/// All changes, code by code.
fn difference(book: &Book, old: &Codebook, new: &Codebook) -> Markup {
    let changes = diff(old, new);
    let mut codes: Vec<Option<&str>> = Vec::new();
    for change in &changes {
        let code = change.code.as_deref();
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    let of = |code: Option<&str>| -> Vec<&Change> {
        changes
            .iter()
            .filter(|change| change.code.as_deref() == code)
            .collect()
    };
    let several = codes.iter().flatten().count();
    html! {
        p {
            b { (book.several(changes.len(), ("Änderung", "change"), ("Änderungen", "changes"))) }
            @if several > 0 { " " span.muted { (book.say("an ", "of ")) (book.several(several, ("Kategorie", "code"), ("Kategorien", "codes"))) } }
        }
        @for code in codes { (panel(book, old, new, code, &of(code))) }
    }
}

fn panel(book: &Book, old: &Codebook, new: &Codebook, code: Option<&str>, changes: &[&Change]) -> Markup {
    let shown = if code.is_some_and(|id| new.code(id).is_some()) {
        new
    } else {
        old
    };
    let palette = Palette::of(shown);
    let place = code.and_then(|id| shown.order(id));
    let title = match (code, place) {
        (Some(_), Some(place)) => palette.label(place, book.pen.language).to_owned(),
        (Some(id), None) => id.to_owned(),
        (None, _) => book.say("Kodierleitfaden", "Codebook").to_owned(),
    };
    html! {
        section class={ "panel " (place.map(|place| palette.class(place)).unwrap_or_default()) } {
            h2 { @if place.is_some() { span.dot {} } (title) }
            dl.facts { @for change in changes { (line(book, old, new, change)) } }
        }
    }
}

fn line(book: &Book, old: &Codebook, new: &Codebook, change: &Change) -> Markup {
    let language = book.pen.language;
    let wording = |name: &str, was: &Text, is: &Text| {
        // Where only the other language has changed, that one is shown.
        let (was, is) = match was.get(language) == is.get(language) {
            true => book.say((&*was.en, &*is.en), (&*was.de, &*is.de)),
            false => (was.get(language), is.get(language)),
        };
        html! { dt { (name) } dd { (compared(was, is)) } }
    };
    let rule = |name: &str, text: Markup| html! { dt { (name) } dd { code { (text) } } };
    match &change.what {
        What::Label(was, is) => wording(book.say("Bezeichnung", "Label"), was, is),
        What::Title(was, is) => wording(book.say("Titel", "Title"), was, is),
        What::Definition(was, is) => wording(book.say("Definition", "Definition"), was, is),
        What::CodingRule(was, is) => wording(book.say("Kodierregel", "Coding rule"), was, is),
        What::RuleAdded(is) => rule(
            book.say("Regel neu", "Rule added"),
            html! { ins { (written(book, is)) } },
        ),
        What::RuleRemoved(was) => rule(
            book.say("Regel entfallen", "Rule removed"),
            html! { del { (written(book, was)) } },
        ),
        What::RuleChanged(was, is) => rule(
            book.say("Regel geändert", "Rule changed"),
            compared(&written(book, was), &written(book, is)),
        ),
        What::AnchorExamples => examples(book, old, new, change.code.as_deref().unwrap_or_default()),
        what => {
            let said = what.say();
            let (name, value) = match book.text(&said).split_once(": ") {
                Some((name, value)) => (name.to_owned(), value.to_owned()),
                None => (
                    book.say("Stand", "Status").to_owned(),
                    book.text(&said).to_owned(),
                ),
            };
            html! { dt { (name) } dd { (value) } }
        }
    }
}

fn written(book: &Book, rule: &MatchRule) -> String {
    let weight = match rule.weight {
        1.0 => String::new(),
        weight => format!(" ({})", super::entry::weight(book, weight)),
    };
    let note = if rule.note.is_empty() {
        String::new()
    } else {
        format!(" – {}", rule.note)
    };
    format!("{}{weight}{note}", rule.find)
}

fn examples(book: &Book, old: &Codebook, new: &Codebook, code: &str) -> Markup {
    let of = |codebook: &Codebook| {
        codebook
            .code(code)
            .map(|code| code.anchor_examples.clone())
            .unwrap_or_default()
    };
    let (was, is) = (of(old), of(new));
    html! {
        dt { (book.say("Ankerbeispiele", "Anchor examples")) }
        dd.quote {
            @for example in was.iter().filter(|example| !is.contains(example)) { div { del { (example) } } }
            @for example in is.iter().filter(|example| !was.contains(example)) { div { ins { (example) } } }
        }
    }
}

/// The latest versions with what each changed.
fn table(book: &Book, study: &Study, versions: &[CodebookVersion], shown: CodebookId) -> Result<Markup> {
    let listed = &versions[..versions.len().min(LISTED)];
    let mut read: Vec<StoredCodebook> = Vec::new();
    for version in versions.iter().take(LISTED + 1) {
        read.push(study.codebook(version.id)?);
    }
    let rows = listed.iter().enumerate().map(|(at, version)| {
        let number = versions.len() - at;
        let before = read.get(at + 1);
        let what = match before {
            None => book.say("die erste", "the first").to_owned(),
            Some(before) => sentences(book, &diff(&before.codebook, &read[at].codebook)),
        };
        html! {
            tr aria-current=[(version.id == shown).then_some("true")] {
                th scope="row" { (number) }
                td { (moment(version.time, book.pen.language)) }
                td { (what) }
                td.num {
                    @if let Some(before) = before {
                        a href=(book.to("versions", &[("from", &before.id.0.to_string()), ("to", &version.id.0.to_string())])) {
                            (book.say("vergleichen", "compare"))
                            span.vh { " " (number) }
                        }
                    }
                }
            }
        }
    });
    Ok(html! {
        div.table-wrap tabindex="0" role="region" aria-label=(book.say("Alle Versionen", "All versions")) {
            table {
                caption {
                    (book.say("Alle Versionen", "All versions"))
                    @if versions.len() > listed.len() { small { (book.say("die letzten ", "the latest ")) (listed.len()) } }
                }
                thead { tr {
                    th { (book.say("Version", "Version")) }
                    th { (book.say("Zeit", "Time")) }
                    th { (book.say("Was", "What")) }
                    th { span.vh { (book.say("Vergleichen", "Compare")) } }
                } }
                tbody { @for row in rows { (row) } }
            }
        }
    })
}

fn sentences(book: &Book, changes: &[Change]) -> String {
    let said = changes
        .iter()
        .take(SAID)
        .map(|change| book.text(&change.say()).to_owned());
    let mut said: Vec<String> = said.collect();
    let more = changes.len().saturating_sub(SAID);
    if more > 0 {
        said.push(book.say(format!("und {more} mehr"), format!("and {more} more")));
    }
    said.join("; ")
}
