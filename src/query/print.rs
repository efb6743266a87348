//! A tree printed as text: `parse(print(query)) == query`, with brackets wherever operators mix.
//!
//! Deliberately absent: the text as it was typed; keep it beside the tree where it is needed.

use std::fmt::{self, Display, Formatter, Write};

use super::{Form, Leaf, Order, Query, token};
use crate::words::Language;

impl Display for Query {
    /// With the English operators, as codebooks are stored.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write(self, Language::En, f)
    }
}

impl Query {
    /// With the operators of `language`: `a NAHE/5 b`, `bejaht(a)`.
    pub fn written(&self, language: Language) -> String {
        let mut out = String::new();
        // Writing to a String does not fail.
        let _ = write(self, language, &mut out);
        out
    }
}

impl Display for Leaf {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut written = String::new();
        self.in_phrase(&mut written)?;
        if token::is_reserved(&written) {
            write!(f, "\"{written}\"")
        } else {
            f.write_str(&written)
        }
    }
}

impl Leaf {
    /// Within quotation marks nothing is an operator.
    fn in_phrase(&self, f: &mut impl Write) -> fmt::Result {
        let word = &self.word;
        match self.form {
            Form::Stem | Form::Wildcard => f.write_str(word),
            Form::Exact => write!(f, "={word}"),
            Form::Fuzzy(0 | 1) => write!(f, "{word}~"),
            Form::Fuzzy(errors) => write!(f, "{word}~{errors}"),
            Form::Part | Form::PartWildcard => write!(f, "[{word}]"),
        }
    }
}

fn write(query: &Query, language: Language, f: &mut impl Write) -> fmt::Result {
    let operator = |de: &'static str, en: &'static str| if language == Language::De { de } else { en };
    match query {
        Query::Word(leaf) => write!(f, "{leaf}"),
        Query::Phrase(leaves) => {
            f.write_char('"')?;
            for (at, leaf) in leaves.iter().enumerate() {
                if at > 0 {
                    f.write_char(' ')?;
                }
                leaf.in_phrase(f)?;
            }
            f.write_char('"')
        }
        Query::Near {
            left,
            right,
            within,
            order,
        } => {
            operand(left, language, f)?;
            let name = match order {
                Order::Either => operator("NAHE", "NEAR"),
                Order::AsWritten => operator("VOR", "BEFORE"),
            };
            write!(f, " {name}/{within} ")?;
            operand(right, language, f)
        }
        Query::And(parts) => list(parts, operator(" UND ", " AND "), language, f),
        Query::Or(parts) => list(parts, operator(" ODER ", " OR "), language, f),
        Query::Not { keep, drop } => {
            operand(keep, language, f)?;
            f.write_str(operator(" OHNE ", " NOT "))?;
            operand(drop, language, f)
        }
        Query::Affirmed(inner) => {
            f.write_str(operator("bejaht(", "affirmed("))?;
            write(inner, language, f)?;
            f.write_char(')')
        }
    }
}

fn list(parts: &[Query], operator: &str, language: Language, f: &mut impl Write) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            f.write_str(operator)?;
        }
        operand(part, language, f)?;
    }
    Ok(())
}

fn operand(query: &Query, language: Language, f: &mut impl Write) -> fmt::Result {
    match query {
        Query::Word(_) | Query::Phrase(_) | Query::Affirmed(_) => write(query, language, f),
        _ => {
            f.write_char('(')?;
            write(query, language, f)?;
            f.write_char(')')
        }
    }
}
