//! Which tokens a negator governs: "keine Sprachkurse", "Personal fehlt", "weder Zeit noch Geld".
//!
//! By clause, without a parse of the sentence: a negator reaches to the next stop, to a comma that no list goes on after, to a
//! word that begins a clause, or to an "und" before a function word. Two that reach the same word cancel out. The work is
//! done only where a negator occurs. Deliberately absent: un-, -los, Personalmangel, irony.

use rustc_hash::FxHashMap;

use super::form::fold;
use super::stem::Stems;
use super::suspension::gap;
use super::tables::{rows, words};
use super::tokens::Tokens;

/// A list's element has at most so many words: "gute Räume im Stadtteil" is no element any more.
const LIST_ELEMENT: usize = 3;
const JOINS: [&str; 6] = ["und", "oder", "sowie", "bzw", "u", "noch"];

#[derive(Debug)]
pub(super) struct Negation {
    rules: FxHashMap<String, Vec<Rule>>,
    /// First letters of the words that negate, so that most tokens are passed over at once.
    letters: [bool; 256],
}

#[derive(Debug, Clone)]
struct Rule {
    reach: Reach,
    company: Company,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    After,
    Clause,
    Nothing,
    NewClause,
}

/// What must stand near the word for the rule to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Company {
    Any,
    DirectlyBefore(String),
    DirectlyAfter(String),
    Earlier(String),
}

impl Negation {
    pub fn parse(table: &str) -> Self {
        let mut rules: FxHashMap<String, Vec<Rule>> = FxHashMap::default();
        let mut letters = [false; 256];
        for row in rows(table).filter(|row| row.len() >= 2) {
            let reach = match row[1] {
                "after" => Reach::After,
                "clause" => Reach::Clause,
                "not" => Reach::Nothing,
                "end" => Reach::NewClause,
                _ => continue,
            };
            let company = company(row.get(2).copied().unwrap_or(""));
            for word in words(row[0]).map(fold) {
                letters[word.as_bytes()[0] as usize] |= matches!(reach, Reach::After | Reach::Clause);
                rules.entry(word).or_default().push(Rule {
                    reach,
                    company: company.clone(),
                });
            }
        }
        // The narrower rule counts: "nicht nur" before "nicht".
        for all in rules.values_mut() {
            all.sort_by_key(|rule| rule.company == Company::Any);
        }
        Negation { rules, letters }
    }

    /// Marks the governed tokens of `text`.
    pub fn mark(&self, stems: &Stems, text: &str, tokens: &mut Tokens) {
        let negates = |at: usize| {
            self.letters[tokens.form(at).as_bytes()[0] as usize]
                && matches!(self.reach(tokens, at), Some(Reach::After | Reach::Clause))
        };
        if !(0..tokens.len()).any(negates) {
            return;
        }
        let reaches: Vec<_> = (0..tokens.len()).map(|at| self.reach(tokens, at)).collect();
        let scopes = Clauses {
            stems,
            text,
            tokens,
            reaches: &reaches,
        }
        .scopes();
        for at in scopes.into_iter().flatten() {
            tokens.items[at].negated ^= true;
        }
    }

    fn reach(&self, tokens: &Tokens, at: usize) -> Option<Reach> {
        let rules = self.rules.get(tokens.form(at))?;
        let holds = |rule: &&Rule| match &rule.company {
            Company::Any => true,
            Company::DirectlyBefore(word) => at > 0 && tokens.form(at - 1) == word,
            Company::DirectlyAfter(word) => at + 1 < tokens.len() && tokens.form(at + 1) == word,
            Company::Earlier(word) => (0..at).any(|before| tokens.form(before) == word),
        };
        rules.iter().find(holds).map(|rule| rule.reach)
    }
}

/// `zu _` directly before, `_ an` directly after, `weder … _` anywhere before.
fn company(pattern: &str) -> Company {
    let word = |pattern: &str| fold(pattern.trim_matches(['_', '…', ' ']));
    match pattern {
        "" => Company::Any,
        pattern if pattern.starts_with('_') => Company::DirectlyAfter(word(pattern)),
        pattern if pattern.contains('…') => Company::Earlier(word(pattern)),
        pattern => Company::DirectlyBefore(word(pattern)),
    }
}

/// The clauses of one text that has a negator.
struct Clauses<'c> {
    stems: &'c Stems,
    text: &'c str,
    tokens: &'c Tokens,
    reaches: &'c [Option<Reach>],
}

impl Clauses<'_> {
    fn scopes(&self) -> Vec<Vec<usize>> {
        let scope = |at: usize| match self.reaches[at] {
            Some(Reach::After) => self.after(at),
            Some(Reach::Clause) => {
                let mut both = self.before(at);
                both.extend(self.after(at));
                both
            }
            _ => Vec::new(),
        };
        (0..self.tokens.len()).map(scope).collect()
    }

    fn after(&self, negator: usize) -> Vec<usize> {
        let mut governed = Vec::new();
        let mut listing = false;
        for at in negator + 1..self.tokens.len() {
            let gap = gap(self.text, self.tokens, at);
            if stops(gap) || self.reaches[at] == Some(Reach::NewClause) {
                break;
            }
            if gap.contains(',') {
                listing = listing || self.list_goes_on(at);
                if !listing {
                    break;
                }
            }
            let new_negator = self.reaches[at] == Some(Reach::After);
            if (new_negator && (self.is_join(at) || (at > negator + 1 && self.is_join(at - 1))))
                || self.begins_clause(at)
            {
                break;
            }
            governed.push(at);
        }
        governed
    }

    fn before(&self, negator: usize) -> Vec<usize> {
        let mut governed = Vec::new();
        for at in (0..negator).rev() {
            let gap = gap(self.text, self.tokens, at + 1);
            if stops(gap) || gap.contains(',') || self.reaches[at] == Some(Reach::NewClause) {
                break;
            }
            if self.begins_clause(at) {
                break;
            }
            governed.push(at);
        }
        governed
    }

    /// "und" before a function word: "keine Kurse und die Beratung ist gut".
    fn begins_clause(&self, at: usize) -> bool {
        let next = at + 1;
        self.is_join(at)
            && next < self.tokens.len()
            && (self.stems.is_function_word(self.tokens.form(next))
                || self.reaches[next] == Some(Reach::After))
    }

    fn is_join(&self, at: usize) -> bool {
        JOINS.contains(&self.tokens.form(at))
    }

    /// Whether the comma before `from` stands in a list that ends with "und": "Sprachkursen, Personal und Geld".
    fn list_goes_on(&self, from: usize) -> bool {
        let mut length = 0;
        for at in from..self.tokens.len() {
            let gap = gap(self.text, self.tokens, at);
            if at > from && stops(gap) {
                return false;
            }
            if at > from && gap.contains(',') {
                length = 0;
            }
            if self.is_join(at) {
                return length > 0 && at + 1 < self.tokens.len() && !self.begins_clause(at);
            }
            length += 1;
            let form = self.tokens.form(at);
            if length > LIST_ELEMENT || self.stems.is_function_word(form) || self.reaches[at].is_some() {
                return false;
            }
        }
        false
    }
}

fn stops(gap: &str) -> bool {
    gap.contains(['.', '!', '?', ';', ':', '\n', '\r', '(', ')', '•', '–', '—', '…']) || gap.contains(" - ")
}
