//! Ids and values of codes: what programs for statistics take as the name of a variable, and what is still free.

use super::Codebook;
use crate::problem::Problem;

/// Stata's limit for names of variables (manual [U] 11.3), the strictest of the targets of an export.
const LONGEST_ID: usize = 32;

/// Stata's largest `long` (manual [D] Data types), the strictest of the targets of an export.
pub(super) const LARGEST_VALUE: i64 = 2_147_483_620;

/// Columns that exports and tables add, words that stand for a decision without a code, and names that SPSS (Command Syntax Reference, "Variable names"), Stata (manual [U] 11.3) and R
/// (`?Reserved`) keep for themselves.
const RESERVED: [&str; 53] = [
    "unit",
    "respondent",
    "question",
    "text",
    "label",
    "row",
    "status", // exports
    "base",
    "group",
    "mentions",
    "missing",
    "only_suggested",
    "several",
    "total",
    "uncoded", // tables
    "deferred",
    "none_fits",
    "not_codable", // decisions
    "all",
    "and",
    "by",
    "eq",
    "ge",
    "gt",
    "le",
    "lt",
    "ne",
    "not",
    "or",
    "to",
    "with", // SPSS
    "byte",
    "double",
    "float",
    "if",
    "in",
    "int",
    "long",
    "using",
    "strl", // Stata
    "else",
    "repeat",
    "while",
    "function",
    "for",
    "next",
    "break",
    "true",
    "false",
    "null",
    "inf",
    "nan",
    "na", // R
];

impl Codebook {
    /// An id for a new code that nobody has, made from its label.
    pub fn free_id(&self, label: &str) -> String {
        let wanted = wanted(label);
        let free = |id: &String| mistake(id).is_none() && self.has_id(id).is_none();
        std::iter::once(wanted.clone())
            .chain((2..).map(|n| numbered(&wanted, n)))
            .find(free)
            .unwrap_or(wanted)
    }

    /// The id of a code that differs from `id` at most by case.
    pub(super) fn has_id(&self, id: &str) -> Option<&str> {
        let mut ids = self.codes.iter().map(|code| code.id.as_str());
        ids.find(|known| known.eq_ignore_ascii_case(id))
    }

    /// A value that no code has had, as far as the codebook knows.
    pub(super) fn free_value(&self) -> i64 {
        let largest = self.codes.iter().map(|code| code.value).max().unwrap_or(0);
        if largest < LARGEST_VALUE {
            return largest + 1;
        }
        let taken = |value: &i64| self.codes.iter().any(|code| code.value == *value);
        (0..=LARGEST_VALUE)
            .find(|value| !taken(value))
            .unwrap_or(LARGEST_VALUE)
    }
}

/// The id that a label asks for; maybe one that is reserved or taken.
pub(super) fn wanted(label: &str) -> String {
    let id = legal(&label.to_lowercase());
    let kept: Vec<&str> = id.split('_').filter(|piece| !piece.is_empty()).collect();
    match kept.join("_") {
        empty if empty.is_empty() => "code".to_owned(),
        wanted => wanted,
    }
}

/// The same for the `n`th code of that name.
pub(super) fn numbered(wanted: &str, n: u64) -> String {
    let mark = format!("_{n}");
    let kept = wanted.len().min(LONGEST_ID - mark.len());
    format!("{}{mark}", &wanted[..kept])
}

/// Why this cannot be the id of a code.
pub(super) fn mistake(id: &str) -> Option<Problem> {
    let is_legal = id.starts_with(|c: char| c.is_ascii_alphabetic())
        && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && id.len() <= LONGEST_ID;
    if !is_legal {
        let mend = legal(id);
        return Some(
            Problem::input(
                format!("Die Id „{id}“ kann kein Variablenname werden."),
                format!("The id “{id}” cannot become the name of a variable."),
            )
            .hint(
                format!(
                    "Erlaubt sind bis zu {LONGEST_ID} Buchstaben ohne Umlaute, Ziffern und _, vorn ein Buchstabe: \"{mend}\""
                ),
                format!(
                    "Up to {LONGEST_ID} letters without umlauts, digits and _ are allowed, a letter first: \"{mend}\""
                ),
            ),
        );
    }
    RESERVED.contains(&id.to_ascii_lowercase().as_str()).then(|| {
        Problem::input(
            format!("Die Id „{id}“ ist schon vergeben."),
            format!("The id “{id}” is taken."),
        )
        .hint(
            format!("Einen anderen Namen wählen, etwa \"{id}_code\"; Dateien mit Kodierungen, Tabellen und SPSS, Stata oder R brauchen ihn."),
            format!("Choose another name such as \"{id}_code\"; files of codings, tables and SPSS, Stata or R use this one."),
        )
    })
}

/// The nearest legal id.
fn legal(id: &str) -> String {
    let mut out = String::new();
    for c in id.trim().chars() {
        match c {
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'Ä' => out.push_str("Ae"),
            'Ö' => out.push_str("Oe"),
            'Ü' => out.push_str("Ue"),
            'ß' => out.push_str("ss"),
            c if c.is_ascii_alphanumeric() => out.push(c),
            _ => out.push('_'),
        }
    }
    if !out.starts_with(|c: char| c.is_ascii_alphabetic()) {
        out.insert(0, 'k');
    }
    out.truncate(LONGEST_ID);
    out
}
