//! What is searched for and how it is shown: as the address has it, so that a search can be kept as a bookmark.
//!
//! | field | what |
//! |---|---|
//! | `q` | search in the query language |
//! | `as` | `context`: keyword in context; `forms`: forms of each word; none: answers |
//! | `page` | from 1 |
//! | `all` | all forms of each word, and not the most frequent ones only |
//! | `codebook` | whose stem exceptions hold, and with which answers are coded; none: the study's first |

use crate::web::fields::{Fields, query};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// None: nothing yet.
    pub query: Option<String>,
    pub shown: Shown,
    /// From 1.
    pub page: usize,
    pub forms: Forms,
    pub codebook: Option<String>,
}

/// How what was found is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    Answers,
    Context,
    Forms,
}

/// Of how many forms of a word is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forms {
    MostFrequent,
    All,
}

impl Shown {
    pub const ALL: [Shown; 3] = [Shown::Answers, Shown::Context, Shown::Forms];

    /// As the address has it; the usual way goes without saying.
    pub fn id(self) -> Option<&'static str> {
        match self {
            Shown::Answers => None,
            Shown::Context => Some("context"),
            Shown::Forms => Some("forms"),
        }
    }
}

impl Asked {
    pub fn of(fields: &Fields) -> Asked {
        let text = |name: &str| {
            let said = fields.get(name).map(str::trim);
            said.filter(|said| !said.is_empty()).map(str::to_owned)
        };
        let shown = |shown: &Shown| shown.id() == fields.get("as");
        let page = fields.get("page").and_then(|page| page.parse().ok());
        Asked {
            query: text("q"),
            shown: Shown::ALL.into_iter().find(shown).unwrap_or(Shown::Answers),
            page: page.unwrap_or(1).max(1),
            forms: match fields.get("all") {
                Some(_) => Forms::All,
                None => Forms::MostFrequent,
            },
            codebook: text("codebook"),
        }
    }

    /// `search?…`
    pub fn address(&self) -> String {
        let page = (self.page > 1).then(|| self.page.to_string());
        let fields = [
            ("q", self.query.as_deref()),
            ("as", self.shown.id()),
            ("page", page.as_deref()),
            ("all", (self.forms == Forms::All).then_some("1")),
        ];
        self.to(
            "search",
            fields
                .into_iter()
                .filter_map(|(name, value)| Some((name, value?))),
        )
    }

    /// Another page of the study, with the same codebook.
    pub fn to<'f>(&'f self, page: &str, fields: impl IntoIterator<Item = (&'f str, &'f str)>) -> String {
        let codebook = self.codebook.as_deref().map(|name| ("codebook", name));
        match query(fields.into_iter().chain(codebook)).as_str() {
            "" => page.to_owned(),
            query => format!("{page}?{query}"),
        }
    }

    /// The same search from its first page.
    pub fn shown(&self, shown: Shown) -> Asked {
        Asked {
            shown,
            page: 1,
            forms: Forms::MostFrequent,
            ..self.clone()
        }
    }

    pub fn on_page(&self, page: usize) -> Asked {
        Asked { page, ..self.clone() }
    }

    /// Something else, shown as answers.
    pub fn instead(&self, query: &str) -> Asked {
        Asked {
            query: Some(query.to_owned()),
            ..self.shown(Shown::Answers)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_is_not_in_the_address() {
        let asked = |fields: &[(&str, &str)]| {
            let fields = fields
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            Asked::of(&Fields::from(fields.collect::<Vec<_>>()))
        };
        let empty = asked(&[("q", " "), ("as", "anders"), ("page", "0"), ("codebook", "")]);
        assert_eq!((empty.address().as_str(), &empty.query), ("search", &None));
        let third = asked(&[
            ("q", " a b "),
            ("as", "context"),
            ("page", "3"),
            ("codebook", "x"),
        ]);
        assert_eq!(third.address(), "search?q=a%20b&as=context&page=3&codebook=x");
        assert_eq!(
            third.shown(Shown::Forms).address(),
            "search?q=a%20b&as=forms&codebook=x"
        );
        assert_eq!(third.instead("=c").address(), "search?q=%3Dc&codebook=x");
    }
}
