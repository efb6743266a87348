//! The table: a row for each answer, a page at a time, and below it what can be done with those that are chosen.

use maud::{Markup, html};

use super::ROWS;
use super::asked::Asked;
use super::filters::headed;
use super::found::Found;
use super::keys;
use crate::codebook::Code;
use crate::problem::Result;
use crate::review::{Card, Column, Direction, Said, Stand, View};
use crate::study::Study;
use crate::web::codes::Palette;
use crate::web::keys::Key;
use crate::web::marks::{found_in, inside, marked};
use crate::web::pen::{Pen, hidden};
use crate::web::plan::outcome;
use crate::web::rows::{Marked, row};

/// The rows of a page and all around them.
pub fn draw(
    study: &Study,
    pen: &Pen,
    view: &View<'_>,
    palette: &Palette<'_>,
    asked: &Asked,
    found: &Found,
) -> Result<Markup> {
    let pages = found.places.len().div_ceil(ROWS).max(1);
    let page = asked.page.min(pages);
    let places: Vec<usize> = found
        .places
        .iter()
        .skip((page - 1) * ROWS)
        .take(ROWS)
        .copied()
        .collect();
    let table = Table {
        pen,
        view,
        palette,
        asked,
        found,
    };
    let mut rows = Vec::with_capacity(places.len());
    for place in &places {
        rows.push(table.row(study, *place)?);
    }
    Ok(html! {
        form.stack #grid method="post" action=(pen.to("grid/change")) {
            (hidden(&asked.on_page(page).fields()))
            div.pair {
                p aria-live="polite" {
                    b { (pen.answers(found.places.len())) } " "
                    span.muted { (pen.say("von", "of")) " " (pen.count(view.board.cards.len())) }
                }
                @if asked.filters() { a.small href=(pen.to(&asked.unfiltered().address())) { (pen.say("Filter zurücksetzen", "Reset filters")) } }
            }
            @if rows.is_empty() {
                div.panel.empty { h2 { (pen.say("Keine Antwort passt dazu", "No answer fits")) }
                    p { (pen.say("Weniger Filter, oder eine andere Suche.", "Fewer filters, or another search.")) } }
            } @else {
                div.table-wrap tabindex="0" role="region" aria-label=(pen.say("Antworten", "Answers")) {
                    table.grid {
                        thead { (table.head()) }
                        tbody { @for row in rows { (row) } }
                    }
                }
                (table.pages(page, pages))
                (table.selection(places.len()))
            }
        }
    })
}

struct Table<'d> {
    pen: &'d Pen,
    view: &'d View<'d>,
    palette: &'d Palette<'d>,
    asked: &'d Asked,
    found: &'d Found,
}

impl Table<'_> {
    fn head(&self) -> Markup {
        let pen = self.pen;
        html! {
            tr {
                th { input #all-of-page type="checkbox" hidden aria-keyshortcuts=(keys::ALL.shortcut) title=(keys::ALL.title(pen.language))
                    aria-label=(pen.say("Alle der Seite auswählen", "Select all of the page")); }
                (self.heading(Column::Key))
                (self.heading(Column::Answer))
                @for column in &self.found.meant.columns { (self.heading(*column)) }
            }
        }
    }

    /// A heading sorts by its column; once more, the other way round.
    fn heading(&self, column: Column) -> Markup {
        let board = self.view.board;
        let is_sorted = self.found.meant.column == Some(column);
        let (sorted, other) = match (is_sorted, self.found.meant.direction, column) {
            (true, Direction::Up, _) => (Some("ascending"), Direction::Down),
            (true, Direction::Down, _) => (Some("descending"), Direction::Up),
            // The surest first is what is wanted.
            (false, _, Column::Score) => (None, Direction::Down),
            (false, _, _) => (None, Direction::Up),
        };
        let class = (column == Column::Score).then_some("num");
        html! {
            th class=[class] aria-sort=[sorted] {
                a href=(self.pen.to(&self.asked.sorted(&column.id(board), other).address())) { (headed(column, board, self.pen)) }
            }
        }
    }

    fn row(&self, study: &Study, place: usize) -> Result<Markup> {
        let pen = self.pen;
        let card = &self.view.board.cards[place];
        let hit = self.found.hit(card.unit);
        let wanted = if hit.is_some() {
            Marked::Nothing
        } else {
            Marked::Codes
        };
        let row = row(study, self.view, place, wanted)?;
        let unit = card.unit.0;
        Ok(html! {
            tr {
                td { input type="checkbox" name="unit" value=(unit) aria-label=(pen.say(format!("{} auswählen", row.key), format!("Select {}", row.key))); }
                td.nowrap { a href=(pen.to(&format!("code?unit={unit}"))) { (row.key) } }
                td {
                    @if let Some(missing) = card.missing {
                        p.muted { @if !row.text.is_empty() { "»" (row.text) "« · " } (missing.label().get(pen.language)) }
                    } @else {
                        p.quote {
                            @match hit {
                                Some(hit) => { (found_in(&row.text, hit.apart().into_iter().filter_map(|span| inside(span, row.span)))) }
                                None => { (marked(&row.text, &row.marks, self.palette, pen.language)) }
                            }
                        }
                    }
                }
                @for column in &self.found.meant.columns { (self.cell(card, *column)) }
            }
        })
    }

    fn cell(&self, card: &Card, column: Column) -> Markup {
        let (pen, view, board) = (self.pen, self.view, self.view.board);
        let nothing = || html! { span.muted { "–" } };
        match column {
            Column::Codes => html! { td { (self.codes(card)) } },
            Column::Score => html! {
                td.num {
                    @match view.score(card, self.found.meant.filter.code) {
                        Some(score) => { (pen.language.number(score, 2)) }
                        None => { (nothing()) }
                    }
                }
            },
            Column::Status => html! { td { (self.status(card)) } },
            Column::Coders => html! {
                td {
                    @let names = self.names(card);
                    @if names.is_empty() { (nothing()) } @else { (names.join(", ")) }
                }
            },
            Column::Question => html! {
                td { (board.questions.iter().find(|one| one.id == card.question).map_or("", |one| &one.key)) }
            },
            Column::Background(at) => html! {
                td { @match board.value(card, at) { Some(value) => { (value) } None => { (nothing()) } } }
            },
            Column::Key | Column::Answer => html! { td {} },
        }
    }

    /// What stands, else what is suggested; where coders differ, what each of them said.
    fn codes(&self, card: &Card) -> Markup {
        let (pen, view) = (self.pen, self.view);
        let suggested: Vec<usize> = view.only_suggested(card).map(|proposed| proposed.code).collect();
        let differ = view.is_disagreed(card);
        let given: Vec<&Said> = match differ {
            true => view.own(card).filter(|said| said.outcome.is_whole()).collect(),
            false => view.stands(card).into_iter().collect(),
        };
        html! {
            @for said in &given {
                @if differ { span.small.muted { (self.name(said)) } }
                @if !said.outcome.given().is_empty() || differ { (outcome(self.palette, pen, Some(&said.outcome))) }
            }
            @if !suggested.is_empty() {
                div.chips {
                    @for code in suggested {
                        span class={ "chip open " (self.palette.class(code)) } { span.dot {} (self.palette.label(code, pen.language)) }
                    }
                }
            } @else if given.iter().all(|said| said.outcome.given().is_empty()) && !differ { span.muted { "–" } }
        }
    }

    fn status(&self, card: &Card) -> Markup {
        let language = self.pen.language;
        let stand = Stand::of(card, self.view.stands(card));
        let class = match stand {
            Stand::Coded => "tag good",
            Stand::Deferred => "tag warn",
            _ => "tag",
        };
        html! {
            span class=(class) { (stand.label().get(language)) }
            @if self.view.is_disagreed(card) { " " span.tag.warn { (self.pen.say("uneinig", "disagreed")) } }
        }
    }

    fn names(&self, card: &Card) -> Vec<String> {
        self.view.own(card).map(|said| self.name(said)).collect()
    }

    fn name(&self, said: &Said) -> String {
        let coder = self.view.board.coder(said.coder);
        coder.map_or_else(String::new, |coder| {
            coder.label().get(self.pen.language).to_owned()
        })
    }

    fn pages(&self, page: usize, pages: usize) -> Markup {
        let pen = self.pen;
        let link = |to: usize, key: &Key, word: &'static str, rel: &'static str| {
            html! {
                a.button rel=(rel) href=(pen.to(&self.asked.on_page(to).address())) aria-keyshortcuts=(key.shortcut) {
                    (word) " " (key.face(pen.language))
                }
            }
        };
        html! {
            @if pages > 1 {
                nav.row aria-label=(pen.say("Seiten", "Pages")) {
                    @if page > 1 { (link(page - 1, &keys::BEFORE, pen.say("Vorige Seite", "Previous page"), "prev")) }
                    span.muted.small { (pen.say("Seite", "Page")) " " (pen.count(page)) " " (pen.say("von", "of")) " " (pen.count(pages)) }
                    @if page < pages { (link(page + 1, &keys::NEXT, pen.say("Nächste Seite", "Next page"), "next")) }
                }
            }
        }
    }

    fn selection(&self, of_page: usize) -> Markup {
        let pen = self.pen;
        let all = self.found.places.len();
        let edit = |id: &'static str, de: &'static str, en: &'static str| {
            html! { button name="edit" value=(id) { (pen.say(de, en)) } }
        };
        html! {
            div.selection role="group" aria-label=(pen.say("Ausgewählte ändern", "Change those selected")) {
                b #chosen data-one=(pen.say("1 Antwort ausgewählt", "1 answer selected"))
                    data-many=(pen.say("# Antworten ausgewählt", "# answers selected")) { (pen.say("Ausgewählte:", "Selected:")) }
                label.row {
                    span.vh { (pen.say("Kategorie", "Code")) }
                    select name="give" { @for code in self.view.board.codebook.codebook.codes.iter().filter(|code| code.is_in_use()) { (self.option(code)) } }
                }
                (edit("give", "geben …", "give …"))
                (edit("take", "nehmen …", "take …"))
                (edit("accept", "Vorschläge annehmen …", "accept suggestions …"))
                details.more-edits {
                    summary { (pen.say("Weiteres", "More")) }
                    div.row {
                        (edit("finish", "als fertig kodiert, übrige Vorschläge ablehnen …", "finish, refuse other suggestions …"))
                        (edit("none_fits", "keine Kategorie trifft zu …", "no category fits …"))
                        (edit("not_codable", "nicht kodierbar …", "not codable …"))
                        (edit("defer", "zurückstellen …", "defer …"))
                        (edit("withdraw", "eigene Entscheidung zurücknehmen …", "take own decision back …"))
                    }
                }
                @if all > of_page {
                    label.choice { input #all type="checkbox" name="all" value=(all); span { (pen.say(format!("alle {} gefundenen", pen.count(all)), format!("all {} found", pen.count(all)))) } }
                }
                span.row.spring {
                    (self.back("undo", "↶", &keys::UNDO))
                    (self.back("redo", "↷", &keys::REDO))
                }
            }
        }
    }

    fn option(&self, code: &Code) -> Markup {
        let is_asked = self.asked.get("code") == Some(&code.id);
        html! { option value=(code.id) selected[is_asked] { (code.label.get(self.pen.language)) } }
    }

    fn back(&self, part: &str, sign: &str, key: &Key) -> Markup {
        let language = self.pen.language;
        html! {
            button.quiet formaction=(self.pen.to(&format!("grid/{part}"))) title=(key.title(language)) aria-keyshortcuts=(key.shortcut) {
                span aria-hidden="true" { (sign) } span.vh { (key.does(language)) }
            }
        }
    }
}
