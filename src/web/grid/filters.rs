//! The bar above the table: search, filters, columns. A plain form that leads to an address.

use maud::{Markup, html};
use rustc_hash::FxHashSet;

use super::asked::Asked;
use super::keys;
use super::meant::name_of;
use crate::review::{Board, By, Column, Mark, Stand, View};
use crate::study::Share;
use crate::web::codes::{Palette, tree};
use crate::web::column_name::ColumnName;
use crate::web::pen::{Pen, hidden};

/// A column with more values than this gets no list to choose from.
const VALUES: usize = 60;
/// The first columns, id and answer, are always shown.
const ALWAYS: usize = 2;
/// Background columns that stand in the bar; the others are a click away.
const IN_BAR: usize = 2;

/// The form.
pub fn draw(pen: &Pen, view: &View<'_>, palette: &Palette<'_>, asked: &Asked) -> Markup {
    let board = view.board;
    let bar = Bar { pen, asked };
    let lists: Vec<List<'_>> = (0..board.background.len())
        .filter_map(|column| list(board, column))
        .collect();
    let mut telling: Vec<&List<'_>> = lists.iter().filter(|list| list.values.len() > 1).collect();
    telling.sort_by_key(|list| !board.labels.has(list.column));
    let (in_bar, further) = telling.split_at(telling.len().min(IN_BAR));
    let is_open = ["by", "mark", "origin", "coder", "question", "from", "to"]
        .iter()
        .any(|name| asked.get(name).is_some())
        || asked
            .all("where")
            .any(|wanted| !in_bar.iter().any(|list| is_of(board, list.column, wanted)));
    html! {
        form.stack #filters method="get" action=(pen.to("grid")) role="search" {
            @if let Some(codebook) = &asked.codebook { input type="hidden" name="codebook" value=(codebook); }
            @for name in ["sort", "down", "col"] { @for value in asked.all(name) { input type="hidden" name=(name) value=(value); } }
            div.filters {
                label.field.wide {
                    span { (pen.say("Suche", "Search")) }
                    input.query #q type="search" name="q" value=[asked.get("q")] autocomplete="off" spellcheck="false"
                        aria-keyshortcuts=(keys::SEARCH.shortcut) placeholder=(pen.say("[licht] ODER streife*", "[licht] OR streife*"));
                }
                label.field {
                    span { (pen.say("Kategorie", "Code")) }
                    select name="code" {
                        (bar.all())
                        @for (place, code, depth) in tree(&board.codebook.codebook) {
                            option value=(code.id) selected[asked.get("code") == Some(&code.id)] {
                                (indent(depth)) (palette.label(place, pen.language))
                            }
                        }
                    }
                }
                (bar.choice("status", pen.say("Stand", "Status"), Stand::ALL.map(|one| (one.id(), one.label().get(pen.language).to_owned()))))
                @for list in in_bar { (bar.background(board, list)) }
                button { (pen.say("Filtern", "Filter")) }
            }
            details.more open[is_open] {
                summary { (pen.say("Weitere Filter", "Further filters")) }
                div.filters {
                    (bar.choice("by", pen.say("Kategorie ist", "Code is"), By::ALL.map(|one| (one.id(), one.label().get(pen.language).to_owned()))))
                    (bar.choice("origin", pen.say("Herkunft", "Origin"), Share::ALL.map(|one| (one.id(), one.label().get(pen.language).to_owned()))))
                    (bar.choice("mark", pen.say("Merkmal", "Mark"), Mark::ALL.map(|one| (one.id(), one.label().get(pen.language).to_owned()))))
                    (bar.score("from", pen.say("Wert von", "Score from")))
                    (bar.score("to", pen.say("bis", "to")))
                    @if board.coders.len() > 1 {
                        (bar.choice("coder", pen.say("Kodierer/in", "Coder"), board.coders.iter().map(|(id, coder)| {
                            (name_of(board, *id), coder.label().get(pen.language).to_owned())
                        })))
                    }
                    @if board.questions.len() > 1 {
                        (bar.choice("question", pen.say("Frage", "Question"), board.questions.iter().map(|question| {
                            (question.key.clone(), question.key.clone())
                        })))
                    }
                    @for list in further { (bar.background(board, list)) }
                    (bar.one_by_one(board, &lists))
                }
            }
        }
        (bar.columns(board))
    }
}

struct Bar<'d> {
    pen: &'d Pen,
    asked: &'d Asked,
}

impl Bar<'_> {
    fn all(&self) -> Markup {
        html! { option value="" { (self.pen.say("alle", "all")) } }
    }

    fn choice<V: AsRef<str>>(
        &self,
        name: &str,
        label: &str,
        options: impl IntoIterator<Item = (V, String)>,
    ) -> Markup {
        html! {
            label.field {
                span { (label) }
                select name=(name) {
                    (self.all())
                    @for (value, shown) in options {
                        option value=(value.as_ref()) selected[self.asked.get(name) == Some(value.as_ref())] { (shown) }
                    }
                }
            }
        }
    }

    fn score(&self, name: &str, label: &str) -> Markup {
        html! {
            label.field { span { (label) } input name=(name) value=[self.asked.get(name)] inputmode="decimal" size="5" autocomplete="off"; }
        }
    }

    fn background(&self, board: &Board, list: &List<'_>) -> Markup {
        let variable = ColumnName {
            name: &board.background[list.column],
            label: board.labels.heading(list.column),
        };
        let name = variable.name;
        let is_asked = |wanted: &str| self.asked.all("where").any(|asked| asked == wanted);
        let with = |value: &str| format!("{name}={value}");
        html! {
            label.field {
                span { (variable.draw()) }
                select name="where" {
                    (self.all())
                    @for value in &list.values { option value=(with(value)) selected[is_asked(&with(value))] { (value) } }
                    @if list.is_empty_somewhere { option value=(name) selected[is_asked(name)] { (self.pen.say("(leer)", "(empty)")) } }
                }
            }
        }
    }

    /// Columns with too many values for a list: which one, and what stands there. What is asked of them already stays.
    fn one_by_one(&self, board: &Board, lists: &[List<'_>]) -> Markup {
        let long: Vec<usize> = (0..board.background.len())
            .filter(|column| !lists.iter().any(|list| list.column == *column))
            .collect();
        let asked: Vec<&str> = self
            .asked
            .all("where")
            .filter(|wanted| long.iter().any(|column| is_of(board, *column, wanted)))
            .collect();
        html! {
            @for wanted in asked {
                label.choice { input type="checkbox" name="where" value=(wanted) checked; span { (wanted) } }
            }
            @if !long.is_empty() {
                label.field {
                    span { (self.pen.say("Spalte", "Column")) }
                    select name="column" {
                        (self.all())
                        @for column in &long {
                            @let variable = ColumnName { name: &board.background[*column], label: board.labels.heading(*column) };
                            option value=(variable.name) title=[variable.title()] { (variable.line()) }
                        }
                    }
                }
                label.field { span { (self.pen.say("ist genau", "is exactly")) } input name="value" autocomplete="off"; }
            }
        }
    }

    fn columns(&self, board: &Board) -> Markup {
        let pen = self.pen;
        let background = (0..board.background.len()).map(Column::Background);
        let shown = self.asked.meant(board).map(|meant| meant.columns);
        let shown = shown.unwrap_or_default();
        let others = self.asked.fields().into_iter().filter(|(name, _)| *name != "col");
        html! {
            details {
                summary { (pen.say("Spalten", "Columns")) }
                form.row method="get" action=(pen.to("grid")) aria-label=(pen.say("Spalten", "Columns")) {
                    (hidden(&others.collect::<Vec<_>>()))
                    @for column in Column::FIXED.into_iter().skip(ALWAYS).chain(background) {
                        label.choice {
                            input type="checkbox" name="col" value=(column.id(board)) checked[shown.contains(&column)];
                            span { (headed(column, board, pen)) }
                        }
                    }
                    button.mini { (pen.say("Zeigen", "Show")) }
                }
            }
        }
    }
}

/// A column of the table, with the label of a background column below.
pub fn headed(column: Column, board: &Board, pen: &Pen) -> Markup {
    match column {
        Column::Background(at) => ColumnName {
            name: &board.background[at],
            label: board.labels.heading(at),
        }
        .draw(),
        _ => html! { (column.label(board).get(pen.language)) },
    }
}

/// Whether a wish is about a column.
fn is_of(board: &Board, column: usize, wanted: &str) -> bool {
    let behind = wanted.strip_prefix(board.background[column].as_str());
    behind.is_some_and(|behind| behind.is_empty() || behind.starts_with('='))
}

/// A background column and all that stands in it, in the order of a German list.
struct List<'b> {
    column: usize,
    values: Vec<&'b str>,
    is_empty_somewhere: bool,
}

/// None where there is too much to choose from.
fn list(board: &Board, column: usize) -> Option<List<'_>> {
    let mut numbers: FxHashSet<u32> = FxHashSet::default();
    let mut is_empty_somewhere = false;
    for card in &board.cards {
        match card.background.get(column).copied().flatten() {
            Some(number) => numbers.insert(number),
            None => std::mem::replace(&mut is_empty_somewhere, true),
        };
        if numbers.len() > VALUES {
            return None;
        }
    }
    let values = numbers
        .into_iter()
        .filter_map(|number| board.values.get(number as usize));
    let mut values: Vec<&str> = values.map(String::as_str).collect();
    values.sort_by_cached_key(|value| board.labels.key(column, value));
    Some(List {
        column,
        values,
        is_empty_somewhere,
    })
}

fn indent(depth: usize) -> String {
    "\u{2003}".repeat(depth)
}
