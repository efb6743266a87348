//! Codes of a project as codes of a codebook: of the one that was named, of the study's that the project came from, or of a new
//! one with the project's name.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::codebook::{CodeNames, Codebook, FromRefi, Named, grown_by_refi, outcome_of_code};
use crate::import::CodesOf;
use crate::problem::{Notice, Problem, Result};
use crate::refi::{CodeBook, Guid};
use crate::study::Change;
use crate::survey::{CodebookId, Outcome};

/// What codes became at earlier imports, as the study states it: by codebook and GUID the id.
const SETTING: &str = "refi_codes";
/// Codes that a problem lists.
const LISTED: usize = 10;

type Earlier = BTreeMap<String, BTreeMap<String, String>>;

/// The codebook of the decisions.
pub(super) struct Book {
    pub id: CodebookId,
    pub name: String,
    pub notices: Vec<Notice>,
    codes: FxHashMap<Guid, String>,
    order: FxHashMap<String, usize>,
}

impl Book {
    /// `given`: the codes that somebody gave. `known`: names of the study's codebooks. `None`: the project has no codes.
    ///
    /// # Errors
    /// The codebook that was named does not know a code that somebody gave.
    pub fn of(
        change: &Change<'_>,
        (book, given): (&CodeBook, &dyn Fn(Guid) -> bool),
        named: Option<CodesOf<'_>>,
        known: &[String],
        now: i64,
    ) -> Result<Option<Book>> {
        if !book.codes.iter().any(|code| outcome_of_code(code.guid).is_none()) {
            return Ok(None);
        }
        let earlier: Earlier = change.stated(SETTING)?.unwrap_or_default();
        let (name, made) = match named {
            Some(of) => (of.name.to_owned(), mapped(book, of.codebook, given)?),
            None => nearest(change, book, known, &earlier)?,
        };
        let id = change.keep_codebook(&name, &made.codebook, now)?;
        let mut later = earlier.clone();
        let of_book = later.entry(name.clone()).or_default();
        of_book.extend(made.ids.iter().map(|(guid, id)| (guid.to_string(), id.clone())));
        if later != earlier {
            change.state(SETTING, &later, now)?;
        }
        let codes = made.codebook.codes.iter().enumerate();
        Ok(Some(Book {
            id,
            name,
            notices: made.notices,
            order: codes.map(|(at, code)| (code.id.clone(), at)).collect(),
            codes: made.ids,
        }))
    }

    /// What the codes say together, in the order of the codebook; `None` for codes that the project does not have.
    pub fn outcome(&self, codes: &[Guid]) -> Option<Outcome> {
        let mut ids: Vec<String> = codes
            .iter()
            .filter_map(|code| self.codes.get(code).cloned())
            .collect();
        ids.sort_by_key(|id| self.order.get(id).copied());
        ids.dedup();
        match ids.is_empty() {
            false => Some(Outcome::Codes(ids)),
            true => codes.iter().find_map(|code| outcome_of_code(*code)),
        }
    }
}

/// The codes as those of a codebook that is not to grow.
fn mapped(book: &CodeBook, codebook: &Codebook, given: &dyn Fn(Guid) -> bool) -> Result<FromRefi> {
    let mut made = grown_by_refi(book, Some(codebook), &FxHashMap::default())?;
    made.codebook = codebook.clone();
    let names = CodeNames::of(codebook);
    let mut unknown = Vec::new();
    for code in &book.codes {
        let is_known = made
            .ids
            .get(&code.guid)
            .is_some_and(|id| codebook.code(id).is_some());
        if is_known || outcome_of_code(code.guid).is_some() {
            continue;
        }
        made.ids.remove(&code.guid);
        match names.meant(&code.name) {
            Named::Code(place) => {
                made.ids.insert(code.guid, names.id(place).to_owned());
            }
            _ if given(code.guid) => unknown.push(code.name.as_str()),
            _ => {}
        }
    }
    if unknown.is_empty() {
        return Ok(made);
    }
    let n = unknown.len();
    unknown.truncate(LISTED);
    let list = unknown.join(", ");
    let ids = names.ids().collect::<Vec<_>>().join(", ");
    Err(Problem::input(
        format!("Codes des Projekts, die der Kodierleitfaden nicht kennt: {n} ({list})."),
        format!("Codes of the project that the codebook does not know: {n} ({list})."),
    )
    .hint(
        format!("Ohne --codebook kommen die Codes des Projekts mit. Der Kodierleitfaden kennt: {ids}."),
        format!("Without --codebook the project's own codes come along. The codebook knows: {ids}."),
    ))
}

/// The study's codebook that knows at least half of the codes, the most of all; else a new one.
fn nearest(
    change: &Change<'_>,
    book: &CodeBook,
    known: &[String],
    earlier: &Earlier,
) -> Result<(String, FromRefi)> {
    let wanted = named(&book.name);
    let mut best: Option<(usize, String, FromRefi)> = None;
    for name in known {
        let Some(stored) = change.latest_codebook(name)? else {
            continue;
        };
        let of_name = earlier.get(name).into_iter().flatten();
        let ids = of_name.map(|(guid, id)| (Guid::read(guid), id.clone())).collect();
        let made = grown_by_refi(book, Some(&stored.codebook), &ids)?;
        let new = made.codebook.codes.len() - stored.codebook.codes.len();
        let same = made.ids.len() - new;
        let is_near = same * 2 >= made.ids.len() || *name == wanted;
        if is_near && best.as_ref().is_none_or(|(most, _, _)| same > *most) {
            best = Some((same, name.clone(), made));
        }
    }
    match best {
        Some((_, name, made)) => Ok((name, made)),
        None => Ok((wanted, grown_by_refi(book, None, &FxHashMap::default())?)),
    }
}

/// The name of a codebook, from that of the project.
fn named(project: &str) -> String {
    let letter = |letter: char| if letter.is_alphanumeric() { letter } else { ' ' };
    let words: String = project.to_lowercase().chars().map(letter).take(60).collect();
    match words.split_whitespace().collect::<Vec<_>>().join("_") {
        empty if empty.is_empty() => "projekt".to_owned(),
        name => name,
    }
}
