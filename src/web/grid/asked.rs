//! Which answers a grid shows, in which order and with which columns: as the address has it, so that a list can be kept as a
//! bookmark and passed on.
//!
//! | field | what |
//! |---|---|
//! | `q` | search in the query language |
//! | `code`, `by` | id of a code; `decided`, `suggested` or either |
//! | `status`, `mark`, `origin` | as `review::Stand`, `review::Mark` and `study::Share` name them |
//! | `coder`, `question` | by name |
//! | `from`, `to` | score, both included |
//! | `where` | `column=value`, or `column` where it is empty there; several |
//! | `sort`, `down`, `page` | order, direction, page from 1 |
//! | `col` | columns shown, several; none: the usual ones |

use crate::review::Direction;
use crate::web::fields::{Fields, query};

/// What was asked for, in the words of the address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// None: the study's first.
    pub codebook: Option<String>,
    /// Name and value of all other fields that say something, but for the page.
    fields: Vec<(&'static str, String)>,
    /// From 1.
    pub page: usize,
}

/// All fields but codebook and page, in the order in which an address has them.
const FIELDS: [&str; 14] = [
    "q", "code", "by", "status", "mark", "origin", "coder", "question", "from", "to", "where", "sort",
    "down", "col",
];
/// Those that choose answers.
const FILTERS: [&str; 11] = [
    "q", "code", "by", "status", "mark", "origin", "coder", "question", "from", "to", "where",
];
impl Asked {
    pub fn of(fields: &Fields) -> Asked {
        let mut said: Vec<(&'static str, String)> = Vec::new();
        for name in FIELDS {
            let values = fields.all(name).filter(|value| !value.trim().is_empty());
            said.extend(values.map(|value| (name, value.to_owned())));
            // Whoever chooses column and value one by one means the same.
            if let ("where", Some(column), Some(value)) = (name, fields.get("column"), fields.get("value")) {
                said.push(("where", format!("{column}={value}")));
            }
        }
        said.dedup();
        let page = fields.get("page").and_then(|page| page.parse().ok());
        Asked {
            codebook: fields.get("codebook").map(str::to_owned),
            fields: said,
            page: page.unwrap_or(1).max(1),
        }
    }

    /// The first value of a field.
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut named = self.fields.iter().filter(|(known, _)| *known == name);
        named.next().map(|(_, value)| value.as_str())
    }

    pub fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        let named = self.fields.iter().filter(move |(known, _)| *known == name);
        named.map(|(_, value)| value.as_str())
    }

    /// Whether anything chooses answers.
    pub fn filters(&self) -> bool {
        FILTERS.iter().any(|name| self.get(name).is_some())
    }

    /// Name and value of each field, the page included.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let codebook = self.codebook.clone().map(|name| ("codebook", name));
        let page = (self.page > 1).then(|| ("page", self.page.to_string()));
        let said = self.fields.iter().cloned();
        codebook.into_iter().chain(said).chain(page).collect()
    }

    /// `grid?…`
    pub fn address(&self) -> String {
        let fields = self.fields();
        let query = query(fields.iter().map(|(name, value)| (*name, value.as_str())));
        match query.as_str() {
            "" => "grid".to_owned(),
            query => format!("grid?{query}"),
        }
    }

    /// The same on another page.
    pub fn on_page(&self, page: usize) -> Asked {
        Asked { page, ..self.clone() }
    }

    /// The same sorted by a column, from the first page.
    pub fn sorted(&self, column: &str, direction: Direction) -> Asked {
        let mut sorted = self.on_page(1);
        sorted.fields.retain(|(name, _)| !["sort", "down"].contains(name));
        sorted.fields.push(("sort", column.to_owned()));
        if direction == Direction::Down {
            sorted.fields.push(("down", "1".to_owned()));
        }
        sorted
    }

    /// All answers, with the same order and columns.
    pub fn unfiltered(&self) -> Asked {
        let mut all = self.on_page(1);
        all.fields.retain(|(name, _)| !FILTERS.contains(name));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(fields: &[(&str, &str)]) -> Asked {
        let fields = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Asked::of(&Fields::from(fields.collect::<Vec<_>>()))
    }

    #[test]
    fn fields_that_say_nothing_are_not_in_the_address() {
        let empty = asked(&[
            ("q", " "),
            ("code", ""),
            ("where", ""),
            ("page", "1"),
            ("column", "amt"),
            ("value", ""),
        ]);
        assert_eq!((empty.address().as_str(), empty.filters()), ("grid", false));
        let one_by_one = asked(&[("column", "amt"), ("value", "Nord"), ("page", "2")]);
        assert_eq!(one_by_one.address(), "grid?where=amt%3DNord&page=2");
        assert_eq!(
            one_by_one.sorted("id", Direction::Up).address(),
            "grid?where=amt%3DNord&sort=id"
        );
        assert_eq!(
            one_by_one.sorted("id", Direction::Down).unfiltered().address(),
            "grid?sort=id&down=1"
        );
    }
}
