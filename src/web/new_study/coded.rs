//! What the form of a file says about codings in it: columns of codes, by whom and when, or a project that brings its own.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::Looked;
use super::columns::label;
use crate::import::{Recognised, Role};
use crate::web::form::{explained, line, named};
use crate::web::visitor::Visitor;

pub fn codings(recognised: &Recognised, looked: &Looked<'_>, visitor: &Visitor) -> Markup {
    let title = visitor.say("Schon kodiert", "Coded already");
    html! {
        fieldset.panel {
            legend.vh { (title) }
            h2 { (title) }
            @if recognised.is_project() { (of_project(looked, visitor)) } @else { (of_columns(recognised, looked, visitor)) }
        }
    }
}

fn of_columns(recognised: &Recognised, looked: &Looked<'_>, visitor: &Visitor) -> Markup {
    let said = &looked.wishes.said;
    let none = visitor.say("keine", "none");
    let headings = || recognised.columns.iter().map(|column| column.heading.as_str());
    let columns = named(Some(none), headings());
    let alike = alike(recognised).into_iter().map(|(start, columns)| {
        let shown = format!("{start}… ({columns} {})", visitor.say("Spalten", "columns"));
        (format!("{start}*"), shown)
    });
    let with_alike: Vec<(String, String)> = columns.iter().cloned().chain(alike).collect();
    html! {
        p.hint { (visitor.say(
            "Stehen in der Datei schon vergebene Kategorien, werden daraus Entscheidungen derer, die kodiert haben.",
            "If the file holds codes that were given already, they become decisions of those who coded.",
        )) }
        (explained(label("codes", visitor), "codes", &said.codes, &with_alike, visitor.say(
            "Nummern, Namen oder Ids von Kategorien, mehrere in einer Zelle mit | getrennt; oder mehrere Spalten mit \
             gleichem Anfang, eine je Nennung oder eine je Kategorie mit 0 und 1.",
            "Numbers, names or ids of codes, several in one cell joined by |; or several columns that begin alike, one for each \
             mention or one for each code with 0 and 1.",
        )))
        (line(label("coder", visitor), "coder", &said.coder, Some(visitor.say(
            "Name der Person, wenn alles von einer ist oder die Spalte darunter leer bleibt.",
            "Name of the person, if all is by one or where the column below is empty.",
        ))))
        (explained(label("coder-column", visitor), "coder-column", &said.coder_column, &columns, visitor.say(
            "Wenn mehrere kodiert haben: Spalte mit ihren Namen.",
            "If several have coded: the column with their names.",
        )))
        (explained(label("date-column", visitor), "date-column", &said.date_column, &columns, visitor.say(
            "Ohne sie gilt der Zeitpunkt des Einlesens.",
            "Without it the moment of the import counts.",
        )))
        @if !looked.codebooks.is_empty() {
            (explained(label("codebook", visitor), "codebook", &looked.wishes.of_codebook,
                &named(None, looked.codebooks.iter().map(String::as_str)), visitor.say(
                "Zu ihm gehören die vergebenen Kategorien.",
                "The codes that were given belong to it.",
            )))
        }
    }
}

fn of_project(looked: &Looked<'_>, visitor: &Visitor) -> Markup {
    let nearest = visitor.say(
        "der nächste der Studie, sonst ein neuer",
        "the nearest of the study, else a new one",
    );
    html! {
        p.hint { (visitor.say(
            "Das Projekt bringt Codes und Kodierungen mit; sie werden Entscheidungen derer, die dort kodiert haben.",
            "The project brings codes and codings along; they become decisions of those who coded there.",
        )) }
        @if !looked.codebooks.is_empty() {
            (explained(label("codebook", visitor), "codebook", &looked.wishes.of_codebook,
                &named(Some(nearest), looked.codebooks.iter().map(String::as_str)), visitor.say(
                "Ihm werden die Codes des Projekts zugeordnet, nach Kennung und Namen. Kennt er einen vergebenen Code nicht, wird \
                 nichts eingelesen.",
                "The codes of the project are taken for its codes, by identity and name. If it does not know a code that was \
                 given, nothing is imported.",
            )))
        }
    }
}

/// Beginnings that several columns share, none of them of answers, and how many do.
fn alike(recognised: &Recognised) -> Vec<(String, usize)> {
    let mut found: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
    for column in &recognised.columns {
        let numbered = column
            .heading
            .trim_end_matches(|letter: char| letter.is_ascii_digit());
        let parted = column
            .heading
            .rfind(['_', '.', '[', '-', ' '])
            .map(|at| &column.heading[..=at]);
        let starts = [
            Some(numbered).filter(|start| start.len() < column.heading.len()),
            parted,
        ];
        let starts: std::collections::BTreeSet<&str> = starts.into_iter().flatten().collect();
        for start in starts.into_iter().filter(|start| !start.is_empty()) {
            let (columns, is_open) = found.entry(start).or_default();
            *columns += 1;
            *is_open |= matches!(column.role, Role::Open { .. });
        }
    }
    found
        .into_iter()
        .filter(|(_, (columns, is_open))| *columns > 1 && !is_open)
        .map(|(start, (columns, _))| (start.to_owned(), columns))
        .collect()
}
