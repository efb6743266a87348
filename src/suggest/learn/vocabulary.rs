//! The terms of a study's answers: stems, neighbouring stems and building blocks of its words; letters three to five long.
//!
//! Words with their compound parts say what an answer is about, and can be shown; letters catch typing errors and
//! endings. Deliberately absent: weights (`vector`).

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::letters::{each_letters, pieces};
use super::vector::Counts;
use crate::language::{Analyser, Tokens, Word};
use crate::survey::Span;

/// A term; [`UNKNOWN`] for one that no answer of the study had.
pub type TermId = u32;
pub const UNKNOWN: TermId = TermId::MAX;

/// Answers that one thread goes through at a time.
const CHUNK: usize = 128;

/// Which of the two blocks a term belongs to; each block has the same weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Block {
    /// Stems and building blocks of words.
    Words,
    /// Two stems side by side; they share the weight of the words.
    Pairs,
    Letters,
}

/// A term at its place: the words `from..to` of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    pub term: TermId,
    pub block: Block,
    pub from: u32,
    pub to: u32,
}

/// A text taken apart; a buffer that is used again.
#[derive(Debug, Default)]
pub struct Taken {
    /// Words in order, and what stands between blanks without being a word ("!!!") after them.
    pub words: Vec<Span>,
    pub occurrences: Vec<Occurrence>,
    tokens: Tokens,
}

/// The terms of a word by itself.
#[derive(Debug, Clone)]
struct FormTerms {
    stem: TermId,
    parts: Box<[TermId]>,
}

/// All terms of a study with the number of answers that have them.
pub struct Vocabulary {
    analyser: Analyser,
    /// In how many answers a form stands: what decides whether a compound is taken apart.
    seen: FxHashMap<String, u64>,
    forms: FxHashMap<String, FormTerms>,
    stems: FxHashMap<String, TermId>,
    pairs: FxHashMap<(TermId, TermId), TermId>,
    /// Up to five characters of 21 bits each.
    letters: FxHashMap<u128, TermId>,
    /// What stands between blanks → its letter terms.
    spelled: FxHashMap<String, Box<[TermId]>>,
    answers_with: Vec<u32>,
    answers: u32,
}

/// How rare each term is in the answers of a study.
pub struct Rarities {
    of_term: Vec<f64>,
    of_unknown: f64,
}

impl Rarities {
    pub fn of(&self, term: TermId) -> f64 {
        self.of_term
            .get(term as usize)
            .copied()
            .unwrap_or(self.of_unknown)
    }
}

impl Vocabulary {
    /// Of the answers of a study, and how often each of them has which terms. The same answers in the same order give terms
    /// the same numbers.
    pub fn of<T: AsRef<str> + Sync>(texts: &[T], analyser: &Analyser) -> (Vocabulary, Vec<Counts>) {
        let mut vocabulary = Vocabulary {
            analyser: analyser.clone(),
            seen: FxHashMap::default(),
            forms: FxHashMap::default(),
            stems: FxHashMap::default(),
            pairs: FxHashMap::default(),
            letters: FxHashMap::default(),
            spelled: FxHashMap::default(),
            answers_with: Vec::new(),
            answers: texts.len() as u32,
        };
        let parts: Vec<Seen> = texts
            .par_chunks(CHUNK)
            .map(|texts| Seen::of(texts, analyser))
            .collect();
        let mut spelled: FxHashSet<String> = FxHashSet::default();
        for part in parts {
            for (form, times) in part.forms {
                *vocabulary.seen.entry(form).or_default() += times;
            }
            spelled.extend(part.spelled);
        }
        vocabulary.number_words();
        vocabulary.number_pairs(texts);
        vocabulary.number_letters(spelled);
        let counts: Vec<Counts> = texts
            .par_iter()
            .map_init(Taken::default, |taken, text| {
                vocabulary.take(text.as_ref(), taken);
                Counts::of(taken)
            })
            .collect();
        for of_answer in &counts {
            for term in of_answer.terms() {
                vocabulary.answers_with[term as usize] += 1;
            }
        }
        (vocabulary, counts)
    }

    /// Number of terms.
    pub fn len(&self) -> usize {
        self.answers_with.len()
    }

    /// (ln((1 + N) / (1 + df)) + 1)^power of every term.
    pub fn rarities(&self, power: f64) -> Rarities {
        let rarity = |with: u32| {
            let rarity = ((1.0 + f64::from(self.answers)) / (1.0 + f64::from(with))).ln() + 1.0;
            rarity.powf(power)
        };
        Rarities {
            of_term: self.answers_with.iter().map(|with| rarity(*with)).collect(),
            of_unknown: rarity(0),
        }
    }

    /// Stems and building blocks of all forms.
    fn number_words(&mut self) {
        let (seen, analyser) = (&self.seen, &self.analyser);
        let mut forms: Vec<&String> = seen.keys().collect();
        forms.par_sort_unstable();
        let words: Vec<Word> = forms
            .par_iter()
            .map(|form| analyser.word(form, &|form| seen.get(form).copied().unwrap_or(0)))
            .collect();
        for (form, word) in forms.into_iter().zip(words) {
            let mut stem = |stem| number(&mut self.stems, &mut self.answers_with, stem);
            let terms = FormTerms {
                stem: stem(word.stem),
                parts: (word.parts.into_iter().chain(word.runs))
                    .map(|part| stem(part.stem))
                    .collect(),
            };
            self.forms.insert(form.clone(), terms);
        }
    }

    /// Stems side by side.
    fn number_pairs<T: AsRef<str> + Sync>(&mut self, texts: &[T]) {
        let of_chunk = |texts: &[T]| {
            let mut tokens = Tokens::new();
            let mut pairs: FxHashSet<(TermId, TermId)> = FxHashSet::default();
            for text in texts {
                self.analyser.tokenize(text.as_ref(), &mut tokens);
                let stems = || tokens.iter().map(|token| self.forms[token.form].stem);
                pairs.extend(stems().zip(stems().skip(1)));
            }
            pairs
        };
        let mut pairs: Vec<(TermId, TermId)> = texts.par_chunks(CHUNK).flat_map_iter(of_chunk).collect();
        pairs.par_sort_unstable();
        pairs.dedup();
        for pair in pairs {
            number(&mut self.pairs, &mut self.answers_with, pair);
        }
    }

    /// Letters of all that stands between blanks.
    fn number_letters(&mut self, spelled: FxHashSet<String>) {
        let mut spelled: Vec<String> = spelled.into_iter().collect();
        spelled.par_sort_unstable();
        for piece in spelled {
            let mut terms = Vec::new();
            each_letters(&piece, |letters| {
                terms.push(number(&mut self.letters, &mut self.answers_with, letters));
            });
            self.spelled.insert(piece, terms.into());
        }
    }

    /// The occurrences of terms in a text.
    pub fn take(&self, text: &str, taken: &mut Taken) {
        let Taken {
            words,
            occurrences,
            tokens,
        } = taken;
        words.clear();
        occurrences.clear();
        self.analyser.tokenize(text, tokens);
        words.extend(tokens.iter().map(|token| token.span));
        let mut before = UNKNOWN;
        for (at, token) in (0u32..).zip(tokens.iter()) {
            let mut push = |term, from| {
                occurrences.push(Occurrence {
                    term,
                    block: if from < at { Block::Pairs } else { Block::Words },
                    from,
                    to: at + 1,
                });
            };
            let stem = match self.forms.get(token.form) {
                Some(terms) => {
                    push(terms.stem, at);
                    terms.parts.iter().for_each(|part| push(*part, at));
                    terms.stem
                }
                None => {
                    let seen = |form: &str| self.seen.get(form).copied().unwrap_or(0);
                    let word = self.analyser.word(token.form, &seen);
                    let known = |stem: &str| self.stems.get(stem).copied().unwrap_or(UNKNOWN);
                    let stem = known(&word.stem);
                    push(stem, at);
                    for part in word.parts.iter().chain(&word.runs) {
                        push(known(&part.stem), at);
                    }
                    stem
                }
            };
            if at > 0 {
                let pair = self.pairs.get(&(before, stem)).copied().unwrap_or(UNKNOWN);
                push(pair, at - 1);
            }
            before = stem;
        }
        let mut first = 0;
        for (span, piece) in pieces(text) {
            while words.get(first).is_some_and(|word| word.end <= span.start) && first < tokens.len() {
                first += 1;
            }
            let mut last = first;
            while last < tokens.len() && words[last].start < span.end {
                last += 1;
            }
            let (from, to) = if first < last {
                (first as u32, last as u32)
            } else {
                words.push(span);
                (words.len() as u32 - 1, words.len() as u32)
            };
            let mut push = |term| {
                occurrences.push(Occurrence {
                    term,
                    block: Block::Letters,
                    from,
                    to,
                });
            };
            let lower = piece.to_lowercase();
            match self.spelled.get(&lower) {
                Some(terms) => terms.iter().for_each(|term| push(*term)),
                None => each_letters(&lower, |letters| {
                    push(self.letters.get(&letters).copied().unwrap_or(UNKNOWN));
                }),
            }
        }
    }
}

/// What some answers are written with.
struct Seen {
    /// In how many of the answers a form stands.
    forms: FxHashMap<String, u64>,
    /// What stands between blanks, in small letters.
    spelled: FxHashSet<String>,
}

impl Seen {
    fn of<T: AsRef<str>>(texts: &[T], analyser: &Analyser) -> Seen {
        let mut tokens = Tokens::new();
        // With the answer in which the form was met last.
        let mut forms: FxHashMap<String, (u64, usize)> = FxHashMap::default();
        let mut spelled = FxHashSet::default();
        for (at, text) in texts.iter().enumerate() {
            analyser.tokenize(text.as_ref(), &mut tokens);
            for token in tokens.iter() {
                match forms.get_mut(token.form) {
                    Some((_, last)) if *last == at => {}
                    Some(known) => *known = (known.0 + 1, at),
                    None => {
                        forms.insert(token.form.to_owned(), (1, at));
                    }
                }
            }
            spelled.extend(pieces(text.as_ref()).map(|(_, piece)| piece.to_lowercase()));
        }
        Seen {
            forms: forms
                .into_iter()
                .map(|(form, (times, _))| (form, times))
                .collect(),
            spelled,
        }
    }
}

fn number<K: std::hash::Hash + Eq>(
    numbers: &mut FxHashMap<K, TermId>,
    answers_with: &mut Vec<u32>,
    key: K,
) -> TermId {
    *numbers.entry(key).or_insert_with(|| {
        answers_with.push(0);
        (answers_with.len() - 1) as TermId
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::AnswerLanguage;

    #[test]
    fn a_compound_shares_terms_with_its_parts() {
        let texts = ["Personal fehlt!", "Mehr Fachpersonal – sofort"];
        let vocabulary = Vocabulary::of(&texts, Analyser::of(AnswerLanguage::German)).0;
        let terms = |text: &str| {
            let mut taken = Taken::default();
            vocabulary.take(text, &mut taken);
            taken
                .occurrences
                .iter()
                .filter(|occurrence| occurrence.block == Block::Words && occurrence.term != UNKNOWN)
                .map(|occurrence| occurrence.term)
                .collect::<Vec<_>>()
        };
        let personal = terms("Personal");
        assert_eq!(personal.len(), 1);
        assert!(terms("Fachpersonal").contains(&personal[0]));
        assert!(terms("Wetter").is_empty());
    }

    #[test]
    fn letters_lie_in_the_words_that_they_spell() {
        let text = "Rad-/Fußweg !!! neu";
        let vocabulary = Vocabulary::of(&[text], Analyser::of(AnswerLanguage::German)).0;
        let mut taken = Taken::default();
        vocabulary.take(text, &mut taken);
        for occurrence in &taken.occurrences {
            assert!(occurrence.from < occurrence.to && (occurrence.to as usize) <= taken.words.len());
        }
        let own: Vec<&str> = taken.words.iter().map(|span| span.of(text)).collect();
        assert_eq!(own.last(), Some(&"!!!"));
    }
}
