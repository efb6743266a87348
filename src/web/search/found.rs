//! What was found: how many answers by how many respondents, the ways to show them, and where a search leads to.

use std::sync::Arc;

use maud::{Markup, html};

use super::asked::{Asked, Shown};
use super::{answers, forms, keys};
use crate::problem::Result;
use crate::query::Query;
use crate::search::{Hit, Index};
use crate::study::{Study, UnitView};
use crate::survey::UnitId;
use crate::web::keys::Key;
use crate::web::pen::Pen;
use crate::web::studies::OpenStudy;
use crate::words::Language;

/// Answers of a page.
pub const ROWS: usize = 50;

pub struct Found {
    pub index: Arc<Index>,
    pub query: Query,
    answers: usize,
    respondents: u64,
    /// Of the page that is asked for, with their words.
    pub hits: Vec<(Hit, UnitView)>,
    pages: usize,
    page: usize,
    /// Answers with words, in all.
    all: u64,
    pub coding: Coding,
}

/// Whether answers can be coded yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    Begun,
    WithoutCodebook,
}

impl Found {
    /// # Errors
    /// There is no such codebook; the index can be neither read nor written.
    pub fn of(open: &OpenStudy, study: &Study, asked: &Asked, query: Query) -> Result<Found> {
        let coding = match study.codebook_names()?.is_empty() && asked.codebook.is_none() {
            true => Coding::WithoutCodebook,
            false => Coding::Begun,
        };
        let exceptions = match coding {
            Coding::WithoutCodebook => Vec::new(),
            Coding::Begun => open.with_board(study, asked.codebook.as_deref(), |laid| {
                Ok(laid.board.codebook.codebook.stem_exceptions.clone())
            })?,
        };
        let index = open.index_with(study, &exceptions)?;
        let found = index.find(&query)?;
        let units: Vec<UnitId> = found.units().collect();
        let pages = units.len().div_ceil(ROWS).max(1);
        let page = asked.page.min(pages);
        let mut hits = Vec::new();
        for hit in found.part((page - 1) * ROWS, ROWS) {
            // An answer that went while this page was made is none.
            if let Some(view) = study.unit_view(hit.unit)? {
                hits.push((hit, view));
            }
        }
        drop(found);
        Ok(Found {
            answers: units.len(),
            respondents: study.respondents_of(&units)?,
            all: study.extent()?.units,
            coding,
            index,
            query,
            hits,
            pages,
            page,
        })
    }

    pub fn draw(&self, pen: &Pen, study: &Study, asked: &Asked) -> Result<Markup> {
        Ok(html! {
            (self.summary(pen, asked))
            @if asked.shown == Shown::Forms { (forms::draw(pen, study, asked, self)?) }
            @else if self.hits.is_empty() { (nothing(pen, asked)) }
            @else {
                @if asked.shown == Shown::Context { (answers::context(pen, asked, self)) }
                @else { (answers::list(pen, study, asked, self)?) }
                (self.pages(pen, asked))
            }
        })
    }

    fn summary(&self, pen: &Pen, asked: &Asked) -> Markup {
        let (answers, all) = (pen.count(self.answers), pen.count(self.all as usize));
        let respondents = pen.count(self.respondents as usize);
        let understood = self.query.written(pen.language);
        // In whichever language its operators were written.
        let as_typed = |language| asked.query.as_deref() == Some(&self.query.written(language));
        let differs = !as_typed(Language::De) && !as_typed(Language::En);
        let views = [
            (Shown::Answers, pen.say("Antworten", "Answers")),
            (
                Shown::Context,
                pen.say("Stichwort im Kontext", "Keyword in context"),
            ),
            (Shown::Forms, pen.say("Wortformen", "Word forms")),
        ];
        html! {
            div.stack {
                div.pair {
                    p role="status" {
                        b { (pen.say(format!("{answers} von {all} Antworten"), format!("{answers} of {all} answers"))) }
                        @if self.answers > 0 {
                            " " span.muted {
                                @if self.respondents == 1 { (pen.say("von 1 Person", "by 1 respondent")) }
                                @else { (pen.say(format!("von {respondents} Befragten"), format!("by {respondents} respondents"))) }
                            }
                        }
                    }
                    @if self.coding == Coding::Begun {
                        div.row {
                            @if self.answers > 0 {
                                a.button.mini href=(pen.to(&asked.to("grid", asked.query.as_deref().map(|query| ("q", query))))) {
                                    (pen.say("In der Tabelle kodieren", "Code in the table"))
                                }
                            }
                            // With its operators written out: side by side means another thing in a rule.
                            a.button.mini href=(pen.to(&asked.to("codebook/rule", [("find", &*understood)]))) {
                                (pen.say("Als Zuordnungsregel …", "As a match rule …"))
                            }
                        }
                    }
                }
                @if differs { p.small.muted { (pen.say("Verstanden als", "Understood as")) ": " code { (understood) } } }
                nav.views aria-label=(pen.say("Was gezeigt wird", "What is shown")) {
                    @for (shown, word) in views {
                        a href=(pen.to(&asked.shown(shown).address())) aria-current=[(asked.shown == shown).then_some("true")] { (word) }
                    }
                }
            }
        }
    }

    fn pages(&self, pen: &Pen, asked: &Asked) -> Markup {
        let link = |to: usize, key: &Key, word: &'static str, rel: &'static str| {
            html! {
                a.button rel=(rel) href=(pen.to(&asked.on_page(to).address())) aria-keyshortcuts=(key.shortcut) {
                    (word) " " (key.face(pen.language))
                }
            }
        };
        let (page, pages) = (self.page, self.pages);
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
}

fn nothing(pen: &Pen, asked: &Asked) -> Markup {
    html! {
        div.panel.empty {
            h2 { (pen.say("Keine Antwort gefunden", "No answer found")) }
            p {
                (pen.say("Was jedes Wort der Suche in den Antworten trifft, zeigen die ", "What each word of the search matches in the answers is shown by the "))
                a href=(pen.to(&asked.shown(Shown::Forms).address())) { (pen.say("Wortformen", "word forms")) } "."
            }
        }
    }
}
