//! Which tokens a negator governs: "keine Sprachkurse", "Personal fehlt", "weder Zeit noch Geld".
//!
//! By clause, without a parse of the sentence: a negator reaches to the next stop, to a comma that no list goes on after, to a
//! word that begins a clause, or to an "und" before a function word. Two that reach the same word cancel out. The work is
//! done only where a negator occurs. Deliberately absent: un-, -los, Personalmangel, irony.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Morphology;
use super::form::fold;
use super::suspension::gap;
use super::tables::{rows, words};
use super::tokens::Tokens;

/// A list's element has at most so many words: "gute Räume im Stadtteil" is no element any more.
const LIST_ELEMENT: usize = 3;

#[derive(Debug)]
pub(super) struct Negation {
    rules: FxHashMap<String, Vec<Rule>>,
    /// First letters of the words that negate, so that most tokens are passed over at once.
    letters: [bool; 256],
    /// Words that join what one negator governs.
    joins: FxHashSet<String>,
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
        let mut joins = FxHashSet::default();
        for row in rows(table).filter(|row| row.len() >= 2) {
            let reach = match row[1] {
                "after" => Reach::After,
                "clause" => Reach::Clause,
                "not" => Reach::Nothing,
                "end" => Reach::NewClause,
                "join" => {
                    joins.extend(words(row[0]).map(fold));
                    continue;
                }
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
        Negation {
            rules,
            letters,
            joins,
        }
    }

    /// Marks the governed tokens of `text`.
    pub fn mark(&self, morphology: &dyn Morphology, text: &str, tokens: &mut Tokens) {
        let mut firsts = Firsts::default();
        let mut negates = |at: usize| {
            self.letters[tokens.form(at).as_bytes()[0] as usize]
                && matches!(
                    self.reach(tokens, at, &mut firsts),
                    Some(Reach::After | Reach::Clause)
                )
        };
        if !(0..tokens.len()).any(&mut negates) {
            return;
        }
        let reaches: Vec<_> = (0..tokens.len())
            .map(|at| self.reach(tokens, at, &mut firsts))
            .collect();
        let turns = Clauses {
            morphology,
            joins: &self.joins,
            text,
            tokens,
            reaches: &reaches,
        }
        .turns();
        let mut negated = false;
        for (item, turns) in tokens.items.iter_mut().zip(turns) {
            negated ^= turns;
            item.negated = negated;
        }
    }

    fn reach<'n>(&'n self, tokens: &Tokens, at: usize, firsts: &mut Firsts<'n>) -> Option<Reach> {
        let rules = self.rules.get(tokens.form(at))?;
        let mut holds = |company: &'n Company| match company {
            Company::Any => true,
            Company::DirectlyBefore(word) => at > 0 && tokens.form(at - 1) == word,
            Company::DirectlyAfter(word) => at + 1 < tokens.len() && tokens.form(at + 1) == word,
            Company::Earlier(word) => {
                let first = firsts.entry(word).or_insert_with(|| {
                    (0..tokens.len())
                        .find(|&before| tokens.form(before) == word)
                        .unwrap_or(usize::MAX)
                });
                *first < at
            }
        };
        rules
            .iter()
            .find(|rule| holds(&rule.company))
            .map(|rule| rule.reach)
    }
}

/// Where words stand first in a text, each looked for once.
type Firsts<'n> = FxHashMap<&'n str, usize>;

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
    morphology: &'c dyn Morphology,
    joins: &'c FxHashSet<String>,
    text: &'c str,
    tokens: &'c Tokens,
    reaches: &'c [Option<Reach>],
}

impl Clauses<'_> {
    /// At which tokens the governed words begin or end. Each negator adds where its reach turns, so that a word in two
    /// reaches is governed by none, and a text full of negators takes no longer than any other.
    fn turns(&self) -> Vec<bool> {
        let count = self.tokens.len();
        let walls = self.walls();
        let stops = self.stops(&walls);
        let mut turns = vec![false; count + 1];
        let mut from = 0;
        let mut lists = None;
        for at in 0..count {
            let reach = self.reaches[at];
            if reach == Some(Reach::Clause) {
                turns[from] ^= true;
                turns[at] ^= true;
            }
            if matches!(reach, Some(Reach::After | Reach::Clause)) {
                turns[at + 1] ^= true;
                turns[self.end(at, &walls, &stops, &mut lists)] ^= true;
            }
            // A clause's words before a negator begin behind the last wall or comma.
            if walls[at].begins_clause || walls[at].new_clause {
                from = at + 1;
            }
            if at + 1 < count && (walls[at + 1].stop || walls[at + 1].comma) {
                from = at + 1;
            }
        }
        turns
    }

    fn walls(&self) -> Vec<Wall> {
        let wall = |at: usize| {
            let gap = gap(self.text, self.tokens, at);
            let new_negator = self.reaches[at] == Some(Reach::After);
            Wall {
                stop: stops(gap),
                comma: gap.contains(','),
                new_clause: self.reaches[at] == Some(Reach::NewClause),
                begins_clause: self.begins_clause(at),
                joins: new_negator && self.is_join(at),
                joined: new_negator && at > 0 && self.is_join(at - 1),
            }
        };
        (0..self.tokens.len()).map(wall).collect()
    }

    /// For each token the next one, itself included, that ends a reach, and the next one behind a comma.
    fn stops(&self, walls: &[Wall]) -> Vec<(usize, usize)> {
        let mut next = vec![(walls.len(), walls.len()); walls.len() + 2];
        for (at, wall) in walls.iter().enumerate().rev() {
            let (stop, comma) = next[at + 1];
            next[at] = (
                if wall.ends() || wall.joined { at } else { stop },
                if wall.comma { at } else { comma },
            );
        }
        next
    }

    /// Where the words that `negator` governs behind it end. `lists`: the last comma looked at, and whether a list goes on
    /// there; negators in a row share it.
    fn end(
        &self,
        negator: usize,
        walls: &[Wall],
        stops: &[(usize, usize)],
        lists: &mut Option<(usize, bool)>,
    ) -> usize {
        let next = negator + 1;
        // A join that is the negator itself ("noch") parts nothing.
        let stop = match walls.get(next) {
            Some(wall) if wall.ends() => next,
            _ => stops[next + 1].0,
        };
        let comma = stops[next].1;
        if comma >= stop {
            return stop;
        }
        let goes_on = match *lists {
            Some((at, goes_on)) if at == comma => goes_on,
            _ => self.list_goes_on(comma),
        };
        *lists = Some((comma, goes_on));
        if goes_on { stop } else { comma }
    }

    /// "und" before a function word: "keine Kurse und die Beratung ist gut".
    fn begins_clause(&self, at: usize) -> bool {
        let next = at + 1;
        self.is_join(at)
            && next < self.tokens.len()
            && (self.morphology.is_function_word(self.tokens.form(next))
                || self.reaches[next] == Some(Reach::After))
    }

    fn is_join(&self, at: usize) -> bool {
        self.joins.contains(self.tokens.form(at))
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
            if length > LIST_ELEMENT || self.morphology.is_function_word(form) || self.reaches[at].is_some() {
                return false;
            }
        }
        false
    }
}

/// What stands at a token, or between it and the one before, that may end a negator's reach.
struct Wall {
    stop: bool,
    comma: bool,
    new_clause: bool,
    begins_clause: bool,
    /// A new negator that is a join itself, or stands behind one.
    joins: bool,
    joined: bool,
}

impl Wall {
    fn ends(&self) -> bool {
        self.stop || self.new_clause || self.begins_clause || self.joins
    }
}

fn stops(gap: &str) -> bool {
    if gap == " " {
        return false;
    }
    gap.contains(['.', '!', '?', ';', ':', '\n', '\r', '(', ')', '•', '–', '—', '…']) || gap.contains(" - ")
}
