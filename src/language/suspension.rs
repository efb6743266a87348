//! Words with a part left out at a hyphen get their full normal form: "Sicherheits- und Ordnungspartnerschaften",
//! "Sprach-, Integrations- und Alphabetisierungskurse", "Kinderbetreuung und -erziehung", "Ein- und Ausstieg".
//!
//! The spans stay as written. Deliberately absent: parts left out across a full stop or a line break.

use rustc_hash::FxHashSet;

use super::compound::{last_part, split};
use super::form::fold;
use super::gender::MARK;
use super::lexicon::Lexicon;
use super::tables::{rows, words};
use super::tokens::{Hyphen, Tokens};

/// How many tokens the full word may stand away.
const REACH: usize = 10;
/// Longer forms, in bytes, complete no other: each of "-innen und -innen und …" would be longer than the one before.
const LONGEST: usize = 128;

#[derive(Debug)]
pub(super) struct Suspension {
    joins: FxHashSet<String>,
    articles: FxHashSet<String>,
    /// Longest first.
    firsts: Vec<String>,
}

impl Suspension {
    pub fn parse(table: &str) -> Self {
        let of = |kind: &str| -> Vec<String> {
            rows(table)
                .filter(|row| row[0] == kind && row.len() >= 2)
                .flat_map(|row| words(row[1]).map(fold).collect::<Vec<_>>())
                .collect()
        };
        let mut firsts = of("first");
        firsts.sort_by_key(|first| (std::cmp::Reverse(first.len()), first.clone()));
        let set = |kind| of(kind).into_iter().collect();
        Suspension {
            joins: set("joins"),
            articles: set("article"),
            firsts,
        }
    }

    /// Completes the tokens of `text` that need it.
    pub fn complete(&self, lexicon: &Lexicon, text: &str, tokens: &mut Tokens) {
        for at in 0..tokens.len() {
            let full = match tokens.items[at].hyphen {
                Hyphen::None => None,
                Hyphen::PartFollows => self
                    .full_after(text, tokens, at)
                    .filter(|&full| tokens.form(full).len() <= LONGEST)
                    .and_then(|full| self.with_end_of(lexicon, tokens.form(at), tokens.form(full))),
                Hyphen::PartPrecedes => self
                    .full_before(text, tokens, at)
                    .filter(|&full| tokens.form(full).len() <= LONGEST)
                    .and_then(|full| with_start_of(lexicon, tokens.form(full), tokens.form(at))),
            };
            if let Some(form) = full {
                tokens.replace(at, &form);
            }
        }
    }

    /// The token that brings the part which `at` leaves out.
    fn full_after(&self, text: &str, tokens: &Tokens, at: usize) -> Option<usize> {
        let last = (at + REACH).min(tokens.len().checked_sub(1)?);
        for next in at + 1..=last {
            if stops(gap(text, tokens, next)) {
                return None;
            }
            let form = tokens.form(next);
            let between = tokens.items[next].hyphen == Hyphen::PartFollows
                || self.joins.contains(form)
                || self.articles.contains(form);
            if !between {
                return (tokens.items[next].hyphen == Hyphen::None).then_some(next);
            }
        }
        None
    }

    /// The token whose first part `at` leaves out: the one before "und".
    fn full_before(&self, text: &str, tokens: &Tokens, at: usize) -> Option<usize> {
        let mut joined = false;
        for before in (at.saturating_sub(REACH)..at).rev() {
            let gap = gap(text, tokens, before + 1);
            if stops(gap) {
                return None;
            }
            joined |= gap.contains([',', '/']);
            if self.joins.contains(tokens.form(before)) {
                joined = true;
            } else {
                return joined.then_some(before);
            }
        }
        None
    }

    /// "Sicherheits" with the end of "Ordnungspartnerschaften".
    fn with_end_of(&self, lexicon: &Lexicon, start: &str, full: &str) -> Option<String> {
        if let Some(hyphen) = full.find('-') {
            return Some(start.to_owned() + &full[hyphen..]);
        }
        if self.firsts.iter().any(|first| first == start)
            && let Some(first) = self.firsts.iter().find(|first| full.starts_with(first.as_str()))
            && full.len() >= first.len() + 3
        {
            return Some(start.to_owned() + &full[first.len()..]);
        }
        let solid = &full[..full.find(MARK).unwrap_or(full.len())];
        let from = match split(lexicon, solid, &|_| 0).first() {
            Some(first) => first.next,
            None => last_part(lexicon, solid)?,
        };
        Some(start.to_owned() + &full[from..])
    }
}

/// "Kinder" of "Kinderbetreuung" with "erziehung".
fn with_start_of(lexicon: &Lexicon, full: &str, end: &str) -> Option<String> {
    if end == "innen" || end == "in" {
        return Some(format!("{full}{MARK}{end}"));
    }
    if let Some(hyphen) = full.rfind('-') {
        return Some(full[..=hyphen].to_owned() + end);
    }
    let solid = &full[..full.find(MARK).unwrap_or(full.len())];
    let last = *split(lexicon, solid, &|_| 0).last()?;
    Some(full[..last.start].to_owned() + end)
}

/// The text between token `at` and the one before it.
pub(super) fn gap<'t>(text: &'t str, tokens: &Tokens, at: usize) -> &'t str {
    let from = if at == 0 {
        0
    } else {
        tokens.items[at - 1].span.end as usize
    };
    &text[from..tokens.items[at].span.start as usize]
}

fn stops(gap: &str) -> bool {
    gap.contains(['.', '!', '?', ';', ':', '\n', '\r', '•'])
}
