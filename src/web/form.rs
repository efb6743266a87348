//! Fields of forms as they look everywhere, and words read from them.

use maud::{Markup, html};

use super::Server;
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

/// As [`select`], with a hint below.
pub fn explained(label: &str, name: &str, chosen: &str, options: &[(String, String)], hint: &str) -> Markup {
    html! {
        label.field {
            span { (label) }
            select name=(name) {
                @for (value, shown) in options { option value=(value) selected[value == chosen] { (shown) } }
            }
            span.hint { (hint) }
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

/// Kinds of files with answers that a browser offers.
pub const TABLES: &str = ".csv,.tsv,.txt,.xlsx,.xlsm,.xls,.ods,.sav,.zsav,.dta,.lsa,.lss,.qdpx";

/// What stands on the area where a file is dropped.
pub struct Dropped<'d> {
    pub title: &'d str,
    pub what: &'d str,
    /// Kinds of files that a browser offers.
    pub accepted: &'d str,
}

/// An area to drop a file on or to choose one; it is sent to `address` as `file`. The page needs `start.js`.
pub fn drop_file(server: &Server, address: &str, dropped: &Dropped<'_>, visitor: &Visitor) -> Markup {
    let largest = server.machine().uploads.largest();
    let too_large = format!(
        "{} {}.",
        visitor.say(
            "Die Datei ist zu groß; angenommen werden Dateien bis",
            "The file is too large; files are taken up to",
        ),
        visitor.language.bytes(largest),
    );
    html! {
        form.drop #drop method="post" action=(address) enctype="multipart/form-data" aria-labelledby="new"
          data-largest=(largest) data-too-large=(too_large) {
            h2 #new { (dropped.title) }
            p.muted { (dropped.what) }
            p.hint { (visitor.say(
                "CSV, Excel, ODS, SPSS (.sav), Stata (.dta), LimeSurvey (.lsa, oder CSV und Fragebogen .lss zusammen), REFI-QDA (.qdpx) \
                 aus MAXQDA, ATLAS.ti, NVivo.",
                "CSV, Excel, ODS, SPSS (.sav), Stata (.dta), LimeSurvey (.lsa, or CSV and questionnaire .lss together), REFI-QDA (.qdpx) \
                 from MAXQDA, ATLAS.ti, NVivo.",
            )) }
            label.row {
                span.vh { (visitor.say("Datei mit Antworten", "File of answers")) }
                input type="file" name="file" required multiple accept=(dropped.accepted);
            }
            p.notice.bad #too-large role="alert" hidden {}
            button.primary { (visitor.say("Weiter", "Go on")) }
        }
    }
}
