//! Fields of forms as they look everywhere, and words read from them.

use maud::{Markup, html};

use super::fields::Fields;
use super::visitor::Visitor;
use crate::tables::Choice;
use crate::words::Text;

/// What stands in a field, without outer blanks; empty where there is no such field.
pub fn word(fields: &Fields, name: &str) -> String {
    fields.get(name).unwrap_or_default().trim().to_owned()
}

/// What stands in all fields of a name that say something.
pub fn words(fields: &Fields, name: &str) -> Vec<String> {
    let said = fields.all(name).filter(|value| !value.trim().is_empty());
    said.map(str::to_owned).collect()
}

/// A list to choose from; `chosen` is the value of the option that is chosen.
pub fn select(label: &str, name: &str, chosen: &str, options: &[(String, String)]) -> Markup {
    html! {
        label.field {
            span { (label) }
            select name=(name) {
                @for (value, shown) in options { option value=(value) selected[value == chosen] { (shown) } }
            }
        }
    }
}

/// All choices of a kind; the empty one says what is usual.
pub fn choices<C: Choice>(usual: Option<&Text>, visitor: &Visitor) -> Vec<(String, String)> {
    let usual = usual.map(|usual| (String::new(), usual.get(visitor.language).to_owned()));
    let all = C::ALL.iter().map(|choice| {
        let label = choice.label();
        (choice.id().to_owned(), label.get(visitor.language).to_owned())
    });
    usual.into_iter().chain(all).collect()
}

/// Options whose values are what they show; `none`: what it means to choose nothing.
pub fn named<'n>(none: Option<&str>, names: impl IntoIterator<Item = &'n str>) -> Vec<(String, String)> {
    let none = none.map(|none| (String::new(), none.to_owned()));
    let names = names.into_iter().map(|name| (name.to_owned(), name.to_owned()));
    none.into_iter().chain(names).collect()
}

/// A line to write into, with a hint below.
pub fn line(label: &str, name: &str, value: &str, hint: Option<&str>) -> Markup {
    html! {
        label.field {
            span { (label) }
            input name=(name) value=(value) autocomplete="off" spellcheck="false";
            @if let Some(hint) = hint { span.hint { (hint) } }
        }
    }
}
