//! The terms of a study's answers: stems, neighbouring stems and building blocks of its words; letters three to five long.
//!
//! Words with their compound parts say what an answer is about, and can be shown; letters catch typing errors and
//! endings. Salton and Buckley (1988), "Term-weighting approaches in automatic text retrieval", for the weights; letters
//! within words padded by a blank as in scikit-learn's `char_wb`.

use rustc_hash::FxHashMap;

use crate::language::{Analyser, Tokens};
use crate::survey::Span;

/// A term; [`UNKNOWN`] for one that no answer of the study had.
pub type TermId = u32;
pub const UNKNOWN: TermId = TermId::MAX;

const SHORTEST: usize = 3;
const LONGEST: usize = 5;

/// Which of the two blocks a term belongs to; each block has the same weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    /// Of the answers of a study, in any order that is always the same.
    pub fn of<'t>(texts: impl Iterator<Item = &'t str> + Clone, analyser: &Analyser) -> Vocabulary {
        let mut vocabulary = Vocabulary {
            analyser: analyser.clone(),
            seen: FxHashMap::default(),
            forms: FxHashMap::default(),
            stems: FxHashMap::default(),
            pairs: FxHashMap::default(),
            letters: FxHashMap::default(),
            spelled: FxHashMap::default(),
            answers_with: Vec::new(),
            answers: 0,
        };
        let mut tokens = Tokens::new();
        for text in texts.clone() {
            vocabulary.analyser.tokenize(text, &mut tokens);
            let mut distinct: Vec<String> = tokens.iter().map(|token| token.form.to_owned()).collect();
            distinct.sort_unstable();
            distinct.dedup();
            for form in distinct {
                *vocabulary.seen.entry(form).or_default() += 1;
            }
        }
        let mut taken = Taken::default();
        let mut of_answer: Vec<TermId> = Vec::new();
        for text in texts {
            vocabulary.learn(text, &mut tokens);
            vocabulary.take(text, &mut taken);
            of_answer.clear();
            of_answer.extend(taken.occurrences.iter().map(|occurrence| occurrence.term));
            of_answer.sort_unstable();
            of_answer.dedup();
            for term in &of_answer {
                vocabulary.answers_with[*term as usize] += 1;
            }
            vocabulary.answers += 1;
        }
        vocabulary
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

    /// Makes sure that all terms of a text have a number.
    fn learn(&mut self, text: &str, tokens: &mut Tokens) {
        self.analyser.tokenize(text, tokens);
        let mut before = None;
        for token in tokens.iter() {
            if !self.forms.contains_key(token.form) {
                let seen = &self.seen;
                let word = self
                    .analyser
                    .word(token.form, &|form| seen.get(form).copied().unwrap_or(0));
                let terms = FormTerms {
                    stem: number(&mut self.stems, &mut self.answers_with, word.stem),
                    parts: (word.parts.into_iter().chain(word.runs))
                        .map(|part| number(&mut self.stems, &mut self.answers_with, part.stem))
                        .collect(),
                };
                self.forms.insert(token.form.to_owned(), terms);
            }
            let stem = self.forms[token.form].stem;
            if let Some(before) = before {
                number(&mut self.pairs, &mut self.answers_with, (before, stem));
            }
            before = Some(stem);
        }
        for (_, piece) in pieces(text) {
            let lower = piece.to_lowercase();
            if !self.spelled.contains_key(&lower) {
                let mut terms = Vec::new();
                each_letters(&lower, |letters| {
                    terms.push(number(&mut self.letters, &mut self.answers_with, letters));
                });
                self.spelled.insert(lower, terms.into());
            }
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

/// What stands between blanks, with its place.
fn pieces(text: &str) -> impl Iterator<Item = (Span, &str)> {
    text.split_whitespace().map(move |piece| {
        let start = piece.as_ptr() as usize - text.as_ptr() as usize;
        (Span::new(start, start + piece.len()), piece)
    })
}

/// Runs of 3 to 5 letters of a word between blanks; a word shorter than that once, whole.
fn each_letters(word: &str, mut each: impl FnMut(u128)) {
    let padded: Vec<char> = std::iter::once(' ').chain(word.chars()).chain([' ']).collect();
    for length in SHORTEST..=LONGEST {
        padded.windows(length).map(packed).for_each(&mut each);
        if padded.len() <= length {
            return;
        }
    }
}

/// Up to six characters in one number; no two runs share one, since no character is 0.
fn packed(letters: &[char]) -> u128 {
    letters
        .iter()
        .fold(0, |packed, letter| packed << 21 | u128::from(u32::from(*letter)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::AnswerLanguage;

    fn letters(word: &str) -> Vec<String> {
        let mut all = Vec::new();
        each_letters(word, |mut packed| {
            let mut run = String::new();
            while packed > 0 {
                run.insert(0, char::from_u32((packed & 0x1f_ffff) as u32).unwrap());
                packed >>= 21;
            }
            all.push(run);
        });
        all
    }

    /// CountVectorizer(analyzer="char_wb", ngram_range=(3, 5)).build_analyzer() of scikit-learn 1.7.
    #[test]
    fn letters_are_those_of_char_wb() {
        assert_eq!(letters("a"), [" a "]);
        assert_eq!(letters("ab"), [" ab", "ab ", " ab "]);
        assert_eq!(letters("rad"), [" ra", "rad", "ad ", " rad", "rad ", " rad "]);
        assert_eq!(
            letters("kurs"),
            [
                " ku", "kur", "urs", "rs ", " kur", "kurs", "urs ", " kurs", "kurs "
            ]
        );
    }

    #[test]
    fn a_compound_shares_terms_with_its_parts() {
        let texts = ["Personal fehlt!", "Mehr Fachpersonal – sofort"];
        let vocabulary = Vocabulary::of(texts.into_iter(), Analyser::of(AnswerLanguage::German));
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
        let vocabulary = Vocabulary::of([text].into_iter(), Analyser::of(AnswerLanguage::German));
        let mut taken = Taken::default();
        vocabulary.take(text, &mut taken);
        for occurrence in &taken.occurrences {
            assert!(occurrence.from < occurrence.to && (occurrence.to as usize) <= taken.words.len());
        }
        let own: Vec<&str> = taken.words.iter().map(|span| span.of(text)).collect();
        assert_eq!(own.last(), Some(&"!!!"));
    }
}
