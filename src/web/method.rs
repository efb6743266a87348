//! Choosing how suggestions are made: the method, and how many codes an answer has. The fields of the forms that ask for it.

use maud::{Markup, html};

use super::fields::Fields;
use super::form::{select, word};
use super::spoken::field;
use super::visitor::Visitor;
use crate::problem::{Problem, Result};
use crate::suggest::{self, Suggester};
use crate::survey::PerAnswer;

/// All methods with a sentence each, the usual one first and chosen.
pub fn choice(usual: &dyn Suggester, visitor: &Visitor) -> Markup {
    let others = suggest::ALL
        .iter()
        .copied()
        .filter(|other| other.id() != usual.id());
    let title = label("method", visitor);
    html! {
        fieldset.panel {
            legend.vh { (title) }
            h2 { (title) }
            (method(usual, "", visitor))
            @for suggester in others { (method(suggester, suggester.id(), visitor)) }
        }
    }
}

/// An empty value: the usual one.
fn method(suggester: &dyn Suggester, value: &str, visitor: &Visitor) -> Markup {
    html! {
        label.choice {
            input type="radio" name="method" value=(value) checked[value.is_empty()];
            span {
                b { (suggester.label().get(visitor.language)) }
                @if value.is_empty() { " " span.tag { (visitor.say("üblich", "usual")) } }
                span.hint { (suggester.what().get(visitor.language)) }
            }
        }
    }
}

/// How many codes an answer has.
pub fn per_answer(visitor: &Visitor) -> Markup {
    let usual = visitor.say(
        "wie im Leitfaden oder wie entschieden",
        "as the codebook says or as was decided",
    );
    let choices = [
        ("", usual),
        (PerAnswer::One.id(), visitor.say("genau eine", "exactly one")),
        (
            PerAnswer::Several.id(),
            visitor.say("mehrere möglich", "several possible"),
        ),
    ];
    let choices = choices.map(|(value, shown)| (value.to_owned(), shown.to_owned()));
    select(label("per-answer", visitor), "per-answer", "", &choices)
}

/// The method that a form names; none: the usual one.
///
/// # Errors
/// There is no such method.
pub fn read(fields: &Fields) -> Result<Option<&'static dyn Suggester>> {
    match &word(fields, "method")[..] {
        "" => Ok(None),
        id => suggest::named(id).map(Some).ok_or_else(|| unknown(id)),
    }
}

fn label(option: &str, visitor: &Visitor) -> &'static str {
    field(option).map_or("", |name| name.get(visitor.language))
}

fn unknown(method: &str) -> Problem {
    let all: Vec<&str> = suggest::ALL.iter().map(|suggester| suggester.id()).collect();
    let all = all.join(", ");
    Problem::usage(
        format!("Ein Verfahren »{method}« gibt es nicht."),
        format!("There is no method “{method}”."),
    )
    .hint(format!("Möglich: {all}."), format!("Possible: {all}."))
}
