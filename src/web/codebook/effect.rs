//! What a change of rules would do, drawn: answers that are gained, lost and stay; what is wrong with a rule.

use maud::{Markup, html};

use super::book::Book;
use super::preview::{Decided, Effect, Part, Side};
use crate::problem::Problem;
use crate::review::View;
use crate::web::codes::Palette;
use crate::web::excerpt;
use crate::web::marks::marked;

/// How an effect is drawn.
pub struct Drawing<'d> {
    pub book: &'d Book,
    pub view: &'d View<'d>,
    pub part: Part,
    /// Only this side, page by page; none: some answers of each.
    pub side: Option<&'d str>,
    /// The address of a side, from an answer on.
    pub more: &'d dyn Fn(&str, usize) -> String,
}

/// `took`: milliseconds.
pub fn effect(drawing: &Drawing<'_>, effect: &Effect, took: u128) -> Markup {
    let book = drawing.book;
    let (gained, lost, stays) = (&effect.gained, &effect.lost, &effect.stays);
    let count = |side: &Side| book.pen.count(side.all);
    let said = book.say(
        format!(
            "{} kommen dazu, {} fallen weg, {} bleiben.",
            count(gained),
            count(lost),
            count(stays)
        ),
        format!(
            "{} are gained, {} are lost, {} stay.",
            count(gained),
            count(lost),
            count(stays)
        ),
    );
    let sides = [
        (
            "gained",
            gained,
            book.say("Gewonnen", "Gained"),
            book.say("Trifft erst mit der neuen Regel.", "Hit only by the new rule."),
        ),
        (
            "lost",
            lost,
            book.say("Verloren", "Lost"),
            book.say("Traf bisher, trifft nicht mehr.", "Was hit, is hit no more."),
        ),
        (
            "stays",
            stays,
            book.say("Behalten", "Kept"),
            book.say("Trifft vorher wie nachher.", "Hit before as after."),
        ),
    ];
    html! {
        section.panel aria-labelledby="effect" data-said=(said) {
            div.pair {
                h2 #effect { (book.say("Was die Änderung bewirkt", "What the change does")) }
                span.hint { (book.say(format!("in {took} ms, noch nicht gespeichert"), format!("in {took} ms, not saved yet"))) }
            }
            div.outcome {
                @for (name, answers, title, hint) in sides {
                    @if drawing.side.is_none_or(|side| side == name) {
                        section.stack {
                            div.pair {
                                h3 { (title) }
                                (tag(book, name, answers.all))
                            }
                            p.hint { (hint) }
                            (list(drawing, name, answers))
                        }
                    }
                }
            }
            (decided(book, effect))
            p.hint { (book.say(
                "Gezählt ist, was die Regeln dieser Kategorie allein vorschlagen. Entscheidungen von Menschen ändert eine Regel nie.",
                "Counted is what the rules of this code alone suggest. A rule never changes what people have decided.",
            )) }
        }
    }
}

fn tag(book: &Book, name: &str, n: usize) -> Markup {
    let n = book.pen.count(n);
    match name {
        "gained" => html! { span.tag.good { "+ " (n) } },
        "lost" => html! { span.tag.bad { "− " (n) } },
        _ => html! { span.tag { (n) } },
    }
}

fn list(drawing: &Drawing<'_>, name: &str, side: &Side) -> Markup {
    let (book, part) = (drawing.book, drawing.part);
    let palette = Palette::of(&drawing.view.board.codebook.codebook);
    let behind = part.from + side.shown.len();
    html! {
        @if !side.shown.is_empty() {
            ul.lines {
                @for shown in &side.shown {
                    li { p.quote title=(shown.key) { (marked(&shown.text, &shown.marks, &palette, book.pen.language)) } }
                }
            }
        }
        @if drawing.side.is_some() {
            div.row {
                @if part.from > 0 { a.button.mini href=((drawing.more)(name, part.from.saturating_sub(part.most))) { (book.say("Zurück", "Back")) } }
                @if behind < side.all { a.button.mini href=((drawing.more)(name, behind)) { (book.say("Weiter", "Further")) } }
            }
        } @else if behind < side.all {
            a.small href=((drawing.more)(name, 0)) { (book.say("alle zeigen", "show all")) }
        }
    }
}

/// What people have decided about answers that are gained or lost.
fn decided(book: &Book, effect: &Effect) -> Markup {
    let say = |of: Decided, de: &str, en: &str| {
        let (decided, with) = (book.pen.count(of.answers), book.pen.count(of.with_code));
        let without = book.pen.count(of.answers - of.with_code);
        book.say(
            format!("Von den {de} sind {decided} geprüft: {with} mit dieser Kategorie, {without} ohne."),
            format!("Of those {en} {decided} are reviewed: {with} with this code, {without} without."),
        )
    };
    let (gained, lost) = (effect.gained_decided, effect.lost_decided);
    html! {
        @if gained.answers > 0 { p.small { (say(gained, "gewonnenen", "gained")) } }
        @if lost.answers > 0 { p.small { (say(lost, "verlorenen", "lost")) } }
    }
}

/// What makes a rule unusable, each with the piece at fault.
pub fn mistakes(book: &Book, problem: &Problem) -> Markup {
    told(book, problem, "notice bad")
}

/// What is probably not meant.
pub fn doubts(book: &Book, problem: &Problem) -> Markup {
    told(book, problem, "notice warn")
}

fn told(book: &Book, problem: &Problem, class: &str) -> Markup {
    html! {
        @for problem in problem.each() {
            div class=(class) data-said=(book.text(problem.what())) {
                p { (book.text(problem.what())) }
                @if let Some(excerpt) = &problem.place().excerpt { (excerpt::lines(excerpt)) }
                @if let Some(hint) = problem.advice() { p { (book.text(hint)) } }
            }
        }
    }
}
