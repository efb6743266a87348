//! The entry of a code: what it says to people, to be edited; its match rules; what can be done with the code.

use axum::response::{Html, IntoResponse, Response};
use maud::{Markup, html};

use super::book::{self, Book};
use super::page;
use super::past::{facts, out_of_use, stale};
use crate::codebook::Code;
use crate::problem::{Problem, Result};
use crate::review::View;
use crate::search::Index;
use crate::web::codes::Palette;
use crate::web::failure::{Failure, notice};
use crate::web::fields::Fields;
use crate::web::visitor::{InStudy, Visitor};
use crate::words::Text;

/// What somebody typed that could not be kept, and why.
pub struct Refused {
    pub fields: Fields,
    pub problem: Problem,
}

/// `GET codebook?code=`: without a code the first that is in use.
pub async fn show(at: InStudy, fields: Fields) -> std::result::Result<Response, Failure> {
    let book = Book::of(&at, &fields);
    let code = fields.get("code").map(str::to_owned);
    let done = fields.get("done").map(str::to_owned);
    drawn(&at, book, code, done, None)
        .await
        .map(IntoResponse::into_response)
}

/// The entry, or, where what was typed could not be kept, that once more.
pub async fn drawn(
    at: &InStudy,
    book: Book,
    code: Option<String>,
    done: Option<String>,
    refused: Option<Refused>,
) -> std::result::Result<Html<String>, Failure> {
    let code = match code {
        Some(code) => code,
        None => {
            let first = |view: &View<'_>| {
                let mut codes = view.board.codebook.codebook.codes.iter();
                codes.find(|code| code.is_in_use()).map(|code| code.id.clone())
            };
            at.view(book.named(), move |_, _, view| Ok(first(view)))
                .await?
                .unwrap_or_default()
        }
    };
    let (own, open, visitor, chosen) = (book.clone(), at.study.clone(), at.visitor.clone(), code.clone());
    page(at, book, Some(chosen), move |study, view| {
        let place = book::place(view, &code)?;
        let entry = Entry {
            book: &own,
            view,
            palette: Palette::of(&view.board.codebook.codebook),
            code: &view.board.codebook.codebook.codes[place],
            place,
            refused: refused.as_ref(),
            visitor: &visitor,
            is_renewing: open.is_renewing(&view.board.codebook.name),
        };
        let index = open.index(study, &view.board.codebook.codebook)?;
        entry.draw(&index, done.as_deref())
    })
    .await
}

struct Entry<'e> {
    book: &'e Book,
    view: &'e View<'e>,
    palette: Palette<'e>,
    code: &'e Code,
    place: usize,
    refused: Option<&'e Refused>,
    visitor: &'e Visitor,
    is_renewing: bool,
}

impl Entry<'_> {
    fn draw(&self, index: &Index, done: Option<&str>) -> Result<Markup> {
        let (book, code) = (self.book, self.code);
        let codebook = &self.view.board.codebook.codebook;
        let hangs = self.view.hanging()[self.place];
        let rules = self.rules(index)?;
        Ok(html! {
            (stale(book, self.view.board, self.is_renewing))
            div class={ "head " (self.palette.class(self.place)) } {
                h2 { span.dot {} (book.text(&code.label)) }
                span.muted.small {
                    (book.say("Codewert ", "Code value ")) (code.value) " · " code { (code.id) } " · "
                    a href=(book.to("grid", &[("code", &code.id)])) { (book.pen.answers(hangs.given)) }
                    @if hangs.suggested > 0 { ", " (book.pen.count(hangs.suggested)) " " (book.say("nur vorgeschlagen", "only suggested")) }
                }
                @if done.is_some() { span.saved role="status" { (book.say("Gespeichert", "Saved")) } }
            }
            @if let Some(refused) = self.refused { (notice(&refused.problem, self.visitor)) }
            @if code.is_in_use() {
                (self.form())
                (self.examples())
                (rules)
                (self.changes())
            } @else {
                (out_of_use(book, codebook, code))
                (facts(book, code))
            }
        })
    }

    /// What was typed and could not be kept, else what is there.
    fn typed(&self, name: &str, kept: &str) -> String {
        let typed = self.refused.and_then(|refused| refused.fields.all(name).next());
        typed.unwrap_or(kept).to_owned()
    }

    fn form(&self) -> Markup {
        let (book, code) = (self.book, self.code);
        let parent = self.typed("parent", code.parent.as_deref().unwrap_or_default());
        let version = self.view.board.codebook.id.0.to_string();
        html! {
            form.panel method="post" action=(book.pen.to("codebook")) {
                (book.hidden())
                input type="hidden" name="do" value="entry";
                input type="hidden" name="code" value=(code.id);
                input type="hidden" name="version" value=(self.typed("version", &version));
                div.cols {
                    label.field {
                        span { (book.say("Bezeichnung", "Label")) }
                        input name="label" required value=(self.typed("label", book.text(&code.label)));
                        (self.other_language(&code.label))
                    }
                    label.field {
                        span { (book.say("Oberkategorie", "Parent")) }
                        select name="parent" {
                            option value="" { (book.say("– keine –", "– none –")) }
                            @for other in self.possible_parents() {
                                option value=(other.id) selected[other.id == parent] { (book.text(&other.label)) }
                            }
                        }
                    }
                }
                label.field {
                    span { (book.say("Definition", "Definition")) }
                    textarea name="definition" rows="3" { (self.typed("definition", book.text(&code.definition))) }
                    (self.other_language(&code.definition))
                }
                label.field {
                    span { (book.say("Kodierregel", "Coding rule")) }
                    textarea name="coding_rule" rows="3" { (self.typed("coding_rule", book.text(&code.coding_rule))) }
                    span.hint { (book.say("Für Menschen: wann kodieren, wann nicht.", "For people: when to code, when not.")) }
                    (self.other_language(&code.coding_rule))
                }
                div.row { button.primary { (book.say("Speichern", "Save")) } }
            }
        }
    }

    /// A text that is another one in the other language is only changed in this one.
    fn other_language(&self, text: &Text) -> Markup {
        let (name, other) = self.book.say(("Englisch", &text.en), ("German", &text.de));
        html! { @if text.de != text.en { span.hint { (name) ": " (other) } } }
    }

    fn possible_parents(&self) -> impl Iterator<Item = &Code> {
        let codebook = &self.view.board.codebook.codebook;
        codebook.codes.iter().filter(|other| {
            let is_below = codebook
                .ancestors(&other.id)
                .any(|above| above.id == self.code.id);
            let is_its_own = self.code.parent.as_ref() == Some(&other.id);
            is_its_own || (other.is_in_use() && other.id != self.code.id && !is_below)
        })
    }

    fn examples(&self) -> Markup {
        let (book, code) = (self.book, self.code);
        html! {
            section.panel aria-labelledby="examples" {
                h2 #examples { (book.say("Ankerbeispiele", "Anchor examples")) }
                @if !code.anchor_examples.is_empty() {
                    ul.lines {
                        @for example in &code.anchor_examples {
                            li.pair {
                                span.quote { (example) }
                                form method="post" action=(book.pen.to("codebook")) {
                                    (book.hidden())
                                    input type="hidden" name="do" value="remove_example";
                                    input type="hidden" name="code" value=(code.id);
                                    input type="hidden" name="example" value=(example);
                                    button.quiet.mini aria-label={ (book.say("Entfernen: ", "Remove: ")) (example) } { (book.say("Entfernen", "Remove")) }
                                }
                            }
                        }
                    }
                }
                form.row method="post" action=(book.pen.to("codebook")) {
                    (book.hidden())
                    input type="hidden" name="do" value="add_example";
                    input type="hidden" name="code" value=(code.id);
                    input.wide name="example" required autocomplete="off" aria-label=(book.say("Neues Ankerbeispiel", "New anchor example"))
                      placeholder=(book.say("Ein Zitat aus einer Antwort", "A quotation from an answer"));
                    button { (book.say("Hinzufügen", "Add")) }
                }
            }
        }
    }

    fn rules(&self, index: &Index) -> Result<Markup> {
        let (book, code) = (self.book, self.code);
        let found = code
            .match_rules
            .iter()
            .map(|rule| Ok(index.find(&rule.query)?.count()))
            .collect::<Result<Vec<usize>>>()?;
        let address = |id: &str| book.to("codebook/rule", &[("code", &code.id), ("rule", id)]);
        Ok(html! {
            section.panel aria-labelledby="rules" {
                div.pair {
                    h2 #rules { (book.say("Zuordnungsregeln", "Match rules")) }
                    a.button.mini href=(book.to("codebook/rule", &[("code", &code.id)])) { (book.say("Neue Regel", "New rule")) }
                }
                @if code.match_rules.is_empty() {
                    p.muted { (book.say(
                        "Noch keine. Vorgeschlagen wird die Kategorie dann nach ihrem Text und nach dem, was Menschen entschieden haben.",
                        "None yet. The code is then suggested by its text and by what people have decided.",
                    )) }
                } @else {
                    ul.lines {
                        @for (rule, found) in code.match_rules.iter().zip(&found) {
                            li.pair {
                                span {
                                    code { (rule.find) }
                                    @if !rule.note.is_empty() { " " span.small.muted { (rule.note) } }
                                }
                                span.row.small.muted {
                                    @if rule.weight != 1.0 { span { (book.say("Gewicht ", "weight ")) (weight(book, rule.weight)) } }
                                    span.num { (book.pen.answers(*found)) }
                                    a href=(address(&rule.id)) aria-label={ (book.say("Regel bearbeiten: ", "Edit the rule: ")) (rule.find) } {
                                        (book.say("bearbeiten", "edit"))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        })
    }

    /// Moving, merging, splitting, retiring.
    fn changes(&self) -> Markup {
        let (book, code) = (self.book, self.code);
        let codebook = &self.view.board.codebook.codebook;
        let targets = codebook.codes.iter().filter(|other| {
            let is_below = codebook.ancestors(&other.id).any(|above| above.id == code.id);
            other.is_in_use() && other.id != code.id && !is_below
        });
        html! {
            details.panel {
                summary { (book.say("Verschieben, zusammenlegen, aufteilen, stilllegen", "Move, merge, split, retire")) }
                div.stack {
                    form.row method="post" action=(book.pen.to("codebook")) {
                        (book.hidden())
                        input type="hidden" name="code" value=(code.id);
                        span { (book.say("Reihenfolge", "Order")) }
                        button.mini name="do" value="up" { (book.say("Weiter nach oben", "Further up")) }
                        button.mini name="do" value="down" { (book.say("Weiter nach unten", "Further down")) }
                    }
                    form.row method="get" action=(book.pen.to("codebook/merge")) {
                        (book.hidden())
                        input type="hidden" name="code" value=(code.id);
                        label for="into" { (book.say("Zusammenlegen mit", "Merge into")) }
                        select #into name="into" { @for other in targets { option value=(other.id) { (book.text(&other.label)) } } }
                        button { (book.say("Vorschau …", "Preview …")) }
                    }
                    div.row {
                        span { (book.say("In mehrere Kategorien aufteilen, Antwort für Antwort", "Split into several codes, answer by answer")) }
                        a.button href=(book.to("codebook/split", &[("code", &code.id)])) { (book.say("Aufteilen …", "Split …")) }
                    }
                    div.row {
                        span { (book.say("Nicht mehr vergeben; was kodiert ist, bleibt", "Give it no more; what is coded stays")) }
                        a.button.danger href=(book.to("codebook/retire", &[("code", &code.id)])) { (book.say("Stilllegen …", "Retire …")) }
                    }
                }
            }
        }
    }
}

/// `0,8`
pub fn weight(book: &Book, weight: f64) -> String {
    let written = weight.to_string();
    book.say(written.replace('.', ","), written.clone())
}
