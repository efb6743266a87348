//! The codebook: codes in order, each with a definition for people and match rules for the machine.
//!
//! | member | what |
//! |---|---|
//! | `read` | TOML → codebook, all mistakes at once with their places |
//! | `rule` | one match rule of the file |
//! | `fields` | one table of the file: typed fields, unknown keys |
//! | `not_toml` | what is said of a file that is not TOML |
//! | `source` | places in the file |
//! | `code_id` | ids and values of codes |
//! | `whole` | what must hold across codes: ids, values, parents |
//! | `succession` | codes of the file that are retired, merged or split |
//! | `status` | whether a code is still given, and what a decision counts as |
//! | `write` | codebook → TOML |
//! | `foreign` | dictionaries of other programs → codebook |
//! | `table` | codebook ↔ rows of a table |
//! | `check` | mistakes and doubts for the author of a codebook |
//! | `check_rule` | the same for a single match rule |
//! | `unlike` | stems that join unlike words |
//! | `diff` | what changed between two versions |
//! | `edit` | a codebook changed while it is in use |
//! | `named` | which code a name in a file means |
//! | `of_refi`, `to_refi` | the code system of a REFI-QDA project ↔ codebook |
//! | `told` | what a description says of a code, line by line |
//! | `begun` | a codebook that begins with one code |
//! | `shipped` | the codebooks in the program |
//!
//! A *dimension* is a code that has children. Deliberately absent: searching answers (`search`).

mod begun;
mod check;
mod check_rule;
mod code_id;
mod diff;
mod edit;
mod fields;
mod foreign;
mod named;
mod not_toml;
mod of_refi;
mod read;
mod rule;
mod shipped;
mod source;
mod status;
mod succession;
mod table;
mod to_refi;
mod told;
mod unlike;
mod whole;
mod write;

use crate::problem::Result;
use crate::query::Query;
use crate::survey::{AnswerLanguage, PerAnswer};
use crate::words::Text;

pub use check::{Finding, Kind, Severity, check};
pub use check_rule::RuleDoubts;
pub use diff::{Change, What, diff};
pub use edit::{Edit, NewCode, NewRule, Part, RuleMeant};
pub use foreign::{FORMATS, Format, is_foreign, read_foreign};
pub use named::{CodeNames, Named};
pub use of_refi::{FromRefi, from_refi, grown_by_refi};
pub use shipped::{Shipped, name_of, shipped, text_in, text_of};
pub use status::{Resolved, Status};
pub use table::{TableRow, of_table};
pub use to_refi::{outcome_code, outcome_of_code, to_refi};

/// The format of the file that this program reads and writes.
pub const FORMAT: i64 = 1;

/// A code frame for one or several open questions.
#[derive(Debug, Clone, PartialEq)]
pub struct Codebook {
    pub title: Text,
    pub version: String,
    /// That of the answers which the match rules are made for.
    pub language: AnswerLanguage,
    /// Whether an answer has one code or several; none where the decisions shall tell.
    pub codes_per_answer: Option<PerAnswer>,
    /// What the codebook is for and where it comes from; may be empty.
    pub description: Text,
    /// Word and stem, beside the list that ships with the program; sorted by word.
    pub stem_exceptions: Vec<(String, String)>,
    /// At least one, in the order of tables.
    pub codes: Vec<Code>,
}

/// A category.
#[derive(Debug, Clone, PartialEq)]
pub struct Code {
    /// Never changes. A legal variable name: ASCII letters, digits and `_`, a letter first, at most 32.
    pub id: String,
    /// The number in data sets; unique.
    pub value: i64,
    pub label: Text,
    /// Id of the code above this one.
    pub parent: Option<String>,
    /// How the codes directly below relate to one another.
    pub below: Below,
    /// Whether it is still given.
    pub status: Status,
    /// May be empty.
    pub definition: Text,
    /// For people: when to code and when not; may be empty.
    pub coding_rule: Text,
    /// Quotations from answers.
    pub anchor_examples: Vec<String>,
    pub match_rules: Vec<MatchRule>,
}

/// How the codes below one relate to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Below {
    /// They are names.
    #[default]
    Names,
    /// They are steps of a scale, in the order of their values: `ordered = true`.
    Steps,
}

/// A saved search that proposes its code.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchRule {
    /// Unique within its code; `<code>.<n>`, counted from 1, where none is given.
    pub id: String,
    /// As written.
    pub find: String,
    /// `find`, read with OR between words side by side.
    pub query: Query,
    /// 0 < weight ≤ 1.
    pub weight: f64,
    pub note: String,
}

impl Codebook {
    /// Reads a codebook file. The problem holds all mistakes, each with line and span; `name` is the file's in messages.
    pub fn read(toml_text: &str, name: &str) -> Result<Codebook> {
        read::read(toml_text, name)
    }

    /// The file of this codebook: `read(to_toml(c)) == c`. Comments of the original are not kept.
    pub fn to_toml(&self) -> String {
        write::to_toml(self)
    }

    /// A shipped codebook by its name, or a file by its path.
    pub fn open(name_or_path: &str) -> Result<Codebook> {
        Self::read(&text_of(name_or_path)?, name_or_path)
    }

    pub fn code(&self, id: &str) -> Option<&Code> {
        self.codes.iter().find(|code| code.id == id)
    }

    /// The place of a code, from 0.
    pub fn order(&self, id: &str) -> Option<usize> {
        self.codes.iter().position(|code| code.id == id)
    }

    /// The codes directly below, in order.
    pub fn children<'c>(&'c self, id: &'c str) -> impl Iterator<Item = &'c Code> {
        self.codes
            .iter()
            .filter(move |code| code.parent.as_deref() == Some(id))
    }

    /// Steps of a scale, ascending; none where the codes below are names or fewer than two are in use.
    pub fn steps<'c>(&'c self, id: &'c str) -> Option<Vec<&'c Code>> {
        self.code(id).filter(|code| code.below == Below::Steps)?;
        let mut steps: Vec<&Code> = self.children(id).filter(|code| code.is_in_use()).collect();
        steps.sort_by_key(|code| code.value);
        (steps.len() > 1).then_some(steps)
    }

    /// Parent, its parent and so on; empty for an unknown id.
    pub fn ancestors<'c>(&'c self, id: &str) -> impl Iterator<Item = &'c Code> {
        let above = |code: &'c Code| code.parent.as_deref().and_then(|parent| self.code(parent));
        // `read` refuses cycles; the limit keeps one built by hand from going round for ever.
        std::iter::successors(self.code(id).and_then(above), move |code| above(code)).take(self.codes.len())
    }

    /// Codes without a parent, in order.
    pub fn top(&self) -> impl Iterator<Item = &Code> {
        self.codes.iter().filter(|code| code.parent.is_none())
    }
}

impl MatchRule {
    /// The id of the `n`th rule (from 1) of a code, where the file gives none.
    pub fn numbered_id(code: &str, n: usize) -> String {
        format!("{code}.{n}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_in_the_tree() {
        let text = "format = 1\ntitle = 'T'\nversion = '1'\n\
            [[code]]\nid = 'a'\nvalue = 1\nlabel = 'A'\n\
            [[code]]\nid = 'b'\nvalue = 2\nlabel = 'B'\nparent = 'a'\n\
            [[code]]\nid = 'c'\nvalue = 3\nlabel = 'C'\nparent = 'b'\n";
        let codebook = Codebook::read(text, "t.toml").unwrap();
        let ids = |codes: Vec<&Code>| {
            codes
                .iter()
                .map(|code| code.id.clone())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(ids(codebook.ancestors("c").collect()), "b a");
        assert_eq!(ids(codebook.children("a").collect()), "b");
        assert_eq!(ids(codebook.top().collect()), "a");
        assert_eq!(codebook.ancestors("x").count(), 0);
        assert_eq!(codebook.order("c"), Some(2));
    }

    #[test]
    fn steps_stand_in_the_order_of_their_values() {
        let text = "format = 1\ntitle = 'T'\nversion = '1'\n\
            [[code]]\nid = 'staerke'\nvalue = 9\nlabel = 'Stärke'\nordered = true\n\
            [[code]]\nid = 'stark'\nvalue = 3\nlabel = 'stark'\nparent = 'staerke'\n\
            [[code]]\nid = 'schwach'\nvalue = 1\nlabel = 'schwach'\nparent = 'staerke'\n\
            [[code]]\nid = 'weg'\nvalue = 2\nlabel = 'weg'\nparent = 'staerke'\nretired = true\n\
            [[code]]\nid = 'leer'\nvalue = 10\nlabel = 'Leer'\nordered = true\n";
        let codebook = Codebook::read(text, "t.toml").unwrap();
        let ids = |id| {
            let steps = codebook.steps(id)?;
            Some(steps.iter().map(|code| code.id.as_str()).collect::<Vec<_>>())
        };
        assert_eq!(ids("staerke"), Some(vec!["schwach", "stark"]));
        assert_eq!((ids("stark"), ids("leer")), (None, None));
        assert_eq!(Codebook::read(&codebook.to_toml(), "t.toml").unwrap(), codebook);
        let wrong = text.replace("ordered = true", "ordered = 'ja'");
        let problem = Codebook::read(&wrong, "t.toml").unwrap_err();
        assert!(
            problem
                .each()
                .any(|one| one.what().de.contains("„ordered“ ist kein Wahrheitswert"))
        );
    }
}
