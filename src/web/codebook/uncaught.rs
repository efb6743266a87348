//! Answers that no code caught and the words in which they differ from the others: where new categories are to be found.

use axum::response::Html;
use maud::{Markup, html};

use super::book::{self, Book};
use super::new::parents;
use crate::problem::{Problem, Result};
use crate::query::{SideBySide, parse};
use crate::review::View;
use crate::search::{Index, Keyword, Line};
use crate::study::Study;
use crate::survey::UnitId;
use crate::web::failure::Failure;
use crate::web::fields::Fields;
use crate::web::studies::OpenStudy;
use crate::web::visitor::InStudy;

/// Words of the table, answers of a page.
const WORDS: usize = 40;
const ANSWERS: usize = 50;
/// Letters that are read beside a word, and words that are shown of them.
const WIDTH: usize = 60;
const BESIDE: usize = 4;

/// `GET uncaught?residual=&word=&from=`
pub async fn show(at: InStudy, fields: Fields) -> std::result::Result<Html<String>, Failure> {
    let book = Book::of(&at, &fields);
    let (title, named, open) = (
        at.say("Noch nicht erfasst", "Not caught yet"),
        book.named().map(str::to_owned),
        at.study.clone(),
    );
    let (bar, content) = at
        .view(named.as_deref(), move |study, _, view| {
            let bar = book::bar(&book, &view.board.codebook, &study.codebook_names()?);
            let found = Found::of(&open, study, view, &fields)?;
            Ok((bar, found.draw(&book, study, view, &fields)?))
        })
        .await?;
    Ok(at.sheet(title).bar(bar).draw(&content))
}

/// What no code caught.
struct Found {
    index: std::sync::Arc<Index>,
    units: Vec<UnitId>,
    caught: usize,
    words: Vec<Keyword>,
    /// Those that are listed: all, or those that have the word.
    listed: Vec<UnitId>,
}

impl Found {
    fn of(open: &OpenStudy, study: &Study, view: &View<'_>, fields: &Fields) -> Result<Found> {
        let codebook = &view.board.codebook.codebook;
        let index = open.index(study, codebook)?;
        let residual = match fields.get("residual") {
            Some(code) => vec![book::place(view, code)?],
            None => Vec::new(),
        };
        let all = view.uncaught(&residual);
        let words = index.keywords(study, &all.uncaught, &all.caught, WORDS)?;
        let listed = match fields.get("word") {
            None => all.uncaught.clone(),
            Some(word) => {
                let query = parse(word, SideBySide::And)?;
                let hits = index.find(&query)?;
                let has_word = hits.hits().map(|hit| hit.unit);
                has_word
                    .filter(|unit| all.uncaught.binary_search(unit).is_ok())
                    .collect()
            }
        };
        Ok(Found {
            index,
            units: all.uncaught,
            caught: all.caught.len(),
            words,
            listed,
        })
    }

    fn draw(&self, book: &Book, study: &Study, view: &View<'_>, fields: &Fields) -> Result<Markup> {
        let codebook = &view.board.codebook.codebook;
        let residual = fields.get("residual").unwrap_or_default();
        Ok(html! {
            p.muted {
                (book.pen.answers(self.units.len())) " "
                (book.say("ohne Kategorie und ohne Vorschlag; ", "without a code and without a suggestion; "))
                (book.say("zum Vergleich ", "to compare with: ")) (book.pen.answers(self.caught)) (book.say(", die erfasst sind.", " that are caught."))
            }
            form.filters method="get" {
                (book.hidden())
                label.field {
                    span { (book.say("Als nicht erfasst gilt auch", "Not caught is also")) }
                    select name="residual" {
                        option value="" { "–" }
                        @for code in codebook.codes.iter().filter(|code| code.is_in_use()) {
                            option value=(code.id) selected[code.id == residual] { (book.text(&code.label)) }
                        }
                    }
                }
                button { (book.say("Zeigen", "Show")) }
            }
            @if self.units.is_empty() {
                div.panel.empty { h2 { (book.say("Alles ist erfasst", "All is caught")) } }
            } @else {
                div.cols {
                    (self.table(book, study, residual)?)
                    (self.answers(book, study, view, fields)?)
                }
            }
        })
    }

    fn table(&self, book: &Book, study: &Study, residual: &str) -> Result<Markup> {
        let mut rows = Vec::with_capacity(self.words.len());
        for word in &self.words {
            let line = self
                .index
                .lines_with(study, &word.forms, &self.units, (WIDTH, 1))?;
            let here = book.to("uncaught", &[("residual", residual), ("word", &word.written)]);
            rows.push(html! {
                tr {
                    th scope="row" { a href=(here) { (word.written) } }
                    td.num { (book.pen.count(word.units as usize)) }
                    td.num { (book.pen.count(word.others as usize)) }
                    td.num { @match word.keyness { Some(keyness) => { (book.pen.language.number(keyness, 1)) } None => { "–" } } }
                    td.small { @for (_, line) in &line { (in_context(line)) } }
                    td.num {
                        a.button.mini href=(book.to("codebook/rule", &[("find", &word.written)])) aria-label={ (book.say("Regel mit ", "Rule with ")) (word.written) } {
                            (book.say("Regel …", "Rule …"))
                        }
                    }
                }
            });
        }
        let compares = self.caught > 0;
        Ok(html! {
            div.table-wrap tabindex="0" role="region" aria-label=(book.say("Wörter", "Words")) {
                table {
                    caption {
                        (book.say("Wörter", "Words"))
                        @if compares {
                            small { (book.say(
                                "die hier häufiger sind als in erfassten Antworten, die auffälligsten zuerst (Log-Likelihood nach Dunning 1993)",
                                "that are more frequent here than in answers that are caught, the most striking first (log-likelihood after Dunning 1993)",
                            )) }
                        } @else {
                            small { (book.say("die häufigsten; erfasst ist noch nichts, womit sich vergleichen ließe", "the most frequent; nothing is caught yet to compare with")) }
                        }
                    }
                    thead { tr {
                        th { (book.say("Wort", "Word")) }
                        th.num { (book.say("hier", "here")) }
                        th.num { (book.say("sonst", "elsewhere")) }
                        th.num { "G²" }
                        th { (book.say("zum Beispiel", "for example")) }
                        th { span.vh { (book.say("Regel", "Rule")) } }
                    } }
                    tbody { @for row in rows { (row) } }
                }
            }
        })
    }

    fn answers(&self, book: &Book, study: &Study, view: &View<'_>, fields: &Fields) -> Result<Markup> {
        let codebook = &view.board.codebook.codebook;
        let from = fields
            .get("from")
            .and_then(|from| from.parse().ok())
            .unwrap_or(0_usize);
        let shown: Vec<UnitId> = self.listed.iter().skip(from).take(ANSWERS).copied().collect();
        let mut answers = Vec::with_capacity(shown.len());
        for unit in &shown {
            let missing = || Problem::bug(format!("unit {} is not in the study", unit.0));
            let read = study.unit_view(*unit)?.ok_or_else(missing)?;
            answers.push((unit.0, read.span.of(&read.verbatim).to_owned()));
        }
        let word = fields.get("word");
        let residual = fields.get("residual").unwrap_or_default();
        let page = |from: usize| {
            let from = from.to_string();
            book.to(
                "uncaught",
                &[
                    ("residual", residual),
                    ("word", word.unwrap_or_default()),
                    ("from", &from),
                ],
            )
        };
        Ok(html! {
            form.panel method="post" action=(book.pen.to("uncaught")) {
                (book.hidden())
                div.pair {
                    h2 {
                        (book.say("Antworten", "Answers"))
                        @if let Some(word) = word { (book.say(" mit „", " with “")) (word) (book.say("“", "”")) }
                    }
                    span.muted.small {
                        @if word.is_some() { a href=(book.to("uncaught", &[("residual", residual)])) { (book.say("alle zeigen", "show all")) } " · " }
                        (book.pen.count(self.listed.len()))
                    }
                }
                ul.lines {
                    @for (unit, text) in &answers {
                        li { label.choice { input type="checkbox" name="unit" value=(unit); " " span.quote { (text) } } }
                    }
                }
                div.row {
                    @if from > 0 { a.button.mini href=(page(from.saturating_sub(ANSWERS))) { (book.say("Zurück", "Back")) } }
                    @if from + shown.len() < self.listed.len() { a.button.mini href=(page(from + shown.len())) { (book.say("Weiter", "Further")) } }
                }
                fieldset {
                    legend { (book.say("Die ausgewählten kodieren", "Code the chosen ones")) }
                    div.cols {
                        label.field { span { (book.say("als neue Kategorie", "as a new code")) } input name="label" autocomplete="off"; }
                        label.field { span { (book.say("unter", "below")) } (parents(book, codebook, "")) }
                    }
                    label.field {
                        span { (book.say("oder als vorhandene", "or as an existing one")) }
                        select name="existing" {
                            option value="" { "–" }
                            @for code in codebook.codes.iter().filter(|code| code.is_in_use()) {
                                option value=(code.id) { (book.text(&code.label)) }
                            }
                        }
                    }
                }
                div.row { button.primary name="do" value="tell" { (book.say("Vorschau …", "Preview …")) } }
            }
        })
    }
}

/// A word between its neighbours.
fn in_context(line: &Line) -> Markup {
    let before: Vec<&str> = line.before.split_whitespace().collect();
    let behind: Vec<&str> = line.behind.split_whitespace().collect();
    let from = before.len().saturating_sub(BESIDE);
    let to = behind.len().min(BESIDE);
    // Punctuation stands close to the word.
    let gap = |text: &str, begins: bool| {
        let letter = if begins {
            text.chars().next()
        } else {
            text.chars().last()
        };
        if letter.is_some_and(char::is_whitespace) {
            " "
        } else {
            ""
        }
    };
    html! {
        @if from > 0 { "… " }
        (before[from..].join(" ")) (gap(&line.before, false))
        b { (line.keyword) }
        (gap(&line.behind, true)) (behind[..to].join(" "))
        @if to < behind.len() { " …" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_shown_between_its_neighbours() {
        let line = |before: &str, behind: &str| {
            let line = Line {
                before: before.into(),
                keyword: "Kurs".into(),
                behind: behind.into(),
            };
            in_context(&line).into_string()
        };
        assert_eq!(
            line("ein zwei drei vier fünf ", ", sechs"),
            "… zwei drei vier fünf <b>Kurs</b>, sechs"
        );
        assert_eq!(line("", " <a> b c d e"), "<b>Kurs</b> &lt;a&gt; b c d …");
        assert_eq!(line("(", ")"), "(<b>Kurs</b>)");
    }
}
