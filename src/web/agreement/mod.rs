//! How far coders agree, as it stands now: every coefficient, and from each code to the answers on which coders differ.
//!
//! | member | what |
//! |---|---|
//! | `answers` | the answers on which coders differ in a code |
//!
//! Deliberately absent: settling what they differ on (`disagreements`), who codes what (`coders`).

mod answers;

use axum::Router;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use maud::{Markup, html};

use super::Server;
use super::column_name::{choose_column, column_names};
use super::failure::{Failure, notice};
use super::fields::{Fields, query};
use super::form::{named, select, word};
use super::page::{Area, Page};
use super::pen::Pen;
use super::report;
use super::visitor::{InStudy, Visitor};
use crate::agreement::Intervals;
use crate::results;
use crate::review::{Board, Compared, Comparison, Scope, Stretch};

pub const PAGE: Page = Page {
    path: "agreement",
    de: "Übereinstimmung",
    en: "Agreement",
    area: Some(Area::Coders),
    routes,
};

/// With more codings than this the page compares coders each by each only when asked, so that nobody waits for it.
const SOON: usize = 15_000;

fn routes() -> Router<Server> {
    Router::new().route("/agreement", get(show))
}

/// `GET agreement?by=&over_time=&each&codebook=`; with `code=&page=` the answers on which coders differ in a code.
async fn show(at: InStudy, fields: Fields) -> Result<Response, Failure> {
    let title = PAGE.title(at.language());
    let codebook = word(&fields, "codebook");
    if let Err(problem) = at.is_not_blind(&codebook).await {
        return Ok(at
            .sheet(title)
            .draw(&notice(&problem, &at.visitor))
            .into_response());
    }
    let (pen, visitor, by) = (at.pen(), at.visitor.clone(), word(&fields, "by"));
    let (over_time, each_by_each) = (word(&fields, "over_time"), fields.has("each"));
    let (code, page) = (word(&fields, "code"), word(&fields, "page").parse().unwrap_or(1));
    let content = at
        .view(fields.get("codebook"), move |study, _, view| {
            let board = view.board;
            if !code.is_empty() {
                return answers::draw(study, view, &pen, &code, page);
            }
            let scope = match each_by_each || codings_compared(board) <= SOON {
                true => Scope::Everything,
                false => Scope::Together,
            };
            let asked = Comparison {
                coders: Vec::new(),
                by: board.background.iter().position(|name| *name == by).into_iter().collect(),
                over_time: Stretch::of_id(&over_time),
                scope,
                intervals: Intervals::default(),
            };
            let compared = asked.of(board);
            let names = study.codebook_names()?;
            Ok(html! {
                (choices(board, &names, &by, asked.over_time, &visitor))
                (report::parts(&results::agreement(&board.codebook.codebook, &compared, visitor.language), &visitor))
                @if scope == Scope::Together { (later(&asked, board, &pen)) }
                @if compared.all.n > 0 { (differing(board, &compared, &pen)) }
            })
        })
        .await?;
    Ok(Html::into_response(at.sheet(title).draw(&content)))
}

/// Codings of answers that several people coded.
fn codings_compared(board: &Board) -> usize {
    let several = board.cards.iter().map(|card| card.own().count());
    several.filter(|codings| *codings > 1).sum()
}

/// The way to what takes longer.
fn later(asked: &Comparison, board: &Board, pen: &Pen) -> Markup {
    let by = asked.by.first().map_or("", |column| &*board.background[*column]);
    let fields = [
        ("codebook", &*board.codebook.name),
        ("by", by),
        ("over_time", asked.over_time.map_or("", Stretch::id)),
        ("each", "1"),
    ];
    let said = fields.into_iter().filter(|(_, value)| !value.is_empty());
    html! {
        p {
            a href=(pen.to(&format!("agreement?{}", query(said)))) {
                (pen.say(
                    "Auch je Paar, intracoder und mit der Maschine vergleichen",
                    "Also compare each pair, each coder with an earlier self, and the machine",
                ))
            }
            " " span.muted { (pen.say("(dauert bei so vielen Kodierungen länger)", "(takes longer with so many codings)")) }
        }
    }
}

fn choices(
    board: &Board,
    names: &[String],
    by: &str,
    over_time: Option<Stretch>,
    visitor: &Visitor,
) -> Markup {
    let none = visitor.say("nicht geteilt", "not divided");
    let mut stretches = vec![(String::new(), none.to_owned())];
    stretches.extend(Stretch::ALL.map(|stretch| {
        let label = stretch.label();
        (stretch.id().to_owned(), label.get(visitor.language).to_owned())
    }));
    html! {
        form.filters method="get" {
            @if names.len() > 1 {
                (select(
                    visitor.say("Kodierleitfaden", "Codebook"),
                    "codebook",
                    &board.codebook.name,
                    &named(None, names.iter().map(String::as_str)),
                ))
            }
            (choose_column(visitor.say("Nach", "By"), "by", by, Some(none), column_names(&board.background, &board.labels)))
            (select(visitor.say("Im Lauf der Zeit", "Over time"), "over_time", over_time.map_or("", Stretch::id), &stretches))
            button { (visitor.say("Zeigen", "Show")) }
        }
    }
}

/// From each code to the answers that not all gave it to alike.
fn differing(board: &Board, compared: &Compared, pen: &Pen) -> Markup {
    let codes = compared
        .codes
        .iter()
        .zip(&compared.all.codes)
        .filter_map(|(id, code)| {
            let label = &board.codebook.codebook.code(id)?.label;
            Some((id, label.get(pen.language), code.differ))
        });
    html! {
        div.table-wrap tabindex="0" role="region" aria-label=(pen.say("Worin sie auseinandergehen", "On what they differ")) {
            table {
                caption { (pen.say("Worin sie auseinandergehen", "On what they differ")) }
                thead { tr {
                    th scope="col" { (pen.say("Kategorie", "Code")) }
                    th.num scope="col" { (pen.say("Antworten", "answers")) }
                } }
                tbody {
                    @for (id, label, differ) in codes {
                        tr {
                            th scope="row" { (label) }
                            td.num {
                                @if differ == 0 { (pen.count(0)) }
                                @else {
                                    a href=(answers::address(board, pen, id, 1)) { (pen.count(differ as usize)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
