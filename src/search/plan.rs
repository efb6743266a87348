//! A query with its words looked up: each word becomes the set of forms of this study that it finds.
//!
//! Looked up once per query, whatever the number of shards. Neighbouring words under OR become one set, so that a rule
//! of twenty alternatives costs one pass over their postings.

use super::build::Index;
use super::wordlist::Form;
use crate::language::Tokens;
use crate::query::{Form as Written, Leaf, Order, Query};

/// A query ready to be evaluated on a shard. Sets of forms are ascending and without repetition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plan {
    Words(Vec<String>),
    Phrase(Vec<Vec<String>>),
    Near {
        left: Box<Plan>,
        right: Box<Plan>,
        within: u32,
        order: Order,
    },
    And(Vec<Plan>),
    Or(Vec<Plan>),
    Not {
        keep: Box<Plan>,
        drop: Box<Plan>,
    },
    Affirmed(Box<Plan>),
}

impl Index {
    /// Looks up the words of a query.
    pub fn plan(&self, query: &Query) -> Plan {
        match query {
            Query::Word(leaf) => self.plan_leaf(leaf),
            Query::Phrase(leaves) => {
                let words: Vec<Vec<String>> = leaves
                    .iter()
                    .flat_map(|leaf| self.forms_of(leaf))
                    .map(names)
                    .collect();
                Plan::Phrase(words)
            }
            Query::Near {
                left,
                right,
                within,
                order,
            } => Plan::Near {
                left: Box::new(self.plan(left)),
                right: Box::new(self.plan(right)),
                within: *within,
                order: *order,
            },
            Query::And(parts) => Plan::And(parts.iter().map(|part| self.plan(part)).collect()),
            Query::Or(parts) => {
                let mut words = Vec::new();
                let mut others = Vec::new();
                for part in parts {
                    match self.plan(part) {
                        Plan::Words(forms) => words.extend(forms),
                        other => others.push(other),
                    }
                }
                words.sort();
                words.dedup();
                if others.is_empty() {
                    return Plan::Words(words);
                }
                if !words.is_empty() {
                    others.push(Plan::Words(words));
                }
                Plan::Or(others)
            }
            Query::Not { keep, drop } => Plan::Not {
                keep: Box::new(self.plan(keep)),
                drop: Box::new(self.plan(drop)),
            },
            Query::Affirmed(inner) => Plan::Affirmed(Box::new(self.plan(inner))),
        }
    }

    fn plan_leaf(&self, leaf: &Leaf) -> Plan {
        let mut words: Vec<Vec<String>> = self.forms_of(leaf).into_iter().map(names).collect();
        match words.len() {
            1 => Plan::Words(words.swap_remove(0)),
            _ => Plan::Phrase(words),
        }
    }

    /// The forms that a word of a query finds; several sets where what was written is several words ("24/7").
    pub fn forms_of(&self, leaf: &Leaf) -> Vec<Vec<Form>> {
        let one = |forms: Vec<Form>| vec![forms];
        match leaf.form {
            Written::Wildcard => one(self.words().matching(&self.fold_pattern(&leaf.word))),
            Written::PartWildcard => {
                let pattern = self.fold_pattern(&leaf.word);
                let mut forms = self.words().with_block_matching(&pattern);
                forms.extend(self.words().matching(&pattern));
                one(forms)
            }
            Written::Stem => self
                .tokens_of(&leaf.word)
                .iter()
                .map(|form| self.same_stem(form))
                .collect(),
            Written::Exact => self
                .tokens_of(&leaf.word)
                .iter()
                .map(|form| self.words().exactly(form))
                .collect(),
            Written::Fuzzy(errors) => self
                .tokens_of(&leaf.word)
                .iter()
                .map(|form| self.words().similar(form, errors))
                .collect(),
            Written::Part => {
                let mut sets: Vec<Vec<Form>> = Vec::new();
                for form in self.tokens_of(&leaf.word) {
                    let mut forms = self.words().with_block(&self.stem(&form));
                    forms.extend(self.same_stem(&form));
                    sets.push(forms);
                }
                sets
            }
        }
        .into_iter()
        .map(|mut forms| {
            forms.sort();
            forms.dedup();
            forms
        })
        .collect()
    }

    /// Forms of the study that share the stem of `form`.
    fn same_stem(&self, form: &str) -> Vec<Form> {
        let stem = self.stem(form);
        let mut forms = self.words().with_stem(&stem);
        forms.retain(|other| {
            self.exceptions()
                .get(&other.form)
                .is_none_or(|other| *other == stem)
        });
        for (other, other_stem) in self.exceptions() {
            if *other_stem == stem {
                forms.extend(self.words().exactly(other));
            }
        }
        forms
    }

    pub(super) fn stem(&self, form: &str) -> String {
        if let Some(stem) = self.exceptions().get(form) {
            return stem.clone();
        }
        self.analyser()
            .word(form, &|other| self.words().units(other))
            .stem
    }

    /// The normal forms of what stands in a query as one word.
    fn tokens_of(&self, word: &str) -> Vec<String> {
        let mut tokens = Tokens::new();
        self.analyser().tokenize(word, &mut tokens);
        tokens.iter().map(|token| token.form.to_owned()).collect()
    }

    /// Folds what stands between the wildcards as a normal form is folded.
    fn fold_pattern(&self, pattern: &str) -> String {
        let mut folded = String::with_capacity(pattern.len() + 4);
        let mut piece = String::new();
        for character in pattern.chars().chain(['*']) {
            if matches!(character, '*' | '?') {
                if !piece.is_empty() {
                    folded.push_str(&self.analyser().normal_form(&piece));
                    piece.clear();
                }
                folded.push(character);
            } else {
                piece.push(character);
            }
        }
        folded.pop();
        folded
    }
}

fn names(forms: Vec<Form>) -> Vec<String> {
    forms.into_iter().map(|form| form.form).collect()
}
