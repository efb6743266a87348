//! Which answers stand for a code, by a rule that anybody can follow.
//!
//! Looked at are units with exactly this code, and of these the ones whose length lies between the quartiles. First come
//! those that most people coded alike, then those whose words are nearest to the words of all of them (cosine of tf–idf weighted
//! stems: Salton and Buckley 1988), then those that came in first; at most one of a respondent. What may hold personal data is left out.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::personal::personal;
use crate::language::{Analyser, Tokens};
use crate::survey::{RespondentId, UnitId};

/// Answers that are quoted for a code.
pub const QUOTED: usize = 2;

/// Units of a code that are looked at, the first that came in.
pub const LOOKED_AT: usize = 2000;

/// A unit with exactly one code.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub unit: UnitId,
    pub key: String,
    pub respondent: RespondentId,
    pub words: String,
    /// How many people said the same.
    pub alike: u32,
}

/// What stands for a code.
#[derive(Debug, Clone, Default)]
pub struct Typical {
    pub quoted: Vec<Candidate>,
    /// Units with exactly this code that were looked at.
    pub looked_at: u64,
    /// Of these between the quartiles and left out because they may hold personal data.
    pub personal: u64,
}

/// The answers that stand for each code, by its id.
pub fn typical(
    candidates: &BTreeMap<String, Vec<Candidate>>,
    analyser: &Analyser,
) -> BTreeMap<String, Typical> {
    let stems: BTreeMap<&str, Vec<Vec<String>>> = candidates
        .iter()
        .map(|(code, units)| {
            let stems = units.iter().map(|unit| stems(&unit.words, analyser));
            (code.as_str(), stems.collect())
        })
        .collect();
    let rarity = rarity(stems.values().flatten());
    candidates
        .iter()
        .map(|(code, units)| {
            let vectors = stems[code.as_str()].iter().map(|stems| weighted(stems, &rarity));
            (code.clone(), chosen(units, &vectors.collect::<Vec<_>>()))
        })
        .collect()
}

type Vector = BTreeMap<String, f64>;

fn chosen(units: &[Candidate], vectors: &[Vector]) -> Typical {
    let mut centre = Vector::new();
    for vector in vectors {
        for (stem, weight) in vector {
            *centre.entry(stem.clone()).or_default() += weight;
        }
    }
    let (short, long) = quartiles(units);
    let mut typical = Typical {
        looked_at: units.len() as u64,
        ..Typical::default()
    };
    let mut ranked: Vec<(&Candidate, f64)> = Vec::new();
    for (unit, vector) in units.iter().zip(vectors) {
        if !(short..=long).contains(&length(&unit.words)) {
            continue;
        }
        if personal(&unit.words).is_some() {
            typical.personal += 1;
        } else {
            ranked.push((unit, cosine(vector, &centre)));
        }
    }
    ranked.sort_by(|(one, near), (other, nearer)| {
        let by_people = other.alike.cmp(&one.alike);
        by_people
            .then(nearer.total_cmp(near))
            .then(one.unit.cmp(&other.unit))
    });
    let mut respondents = FxHashSet::default();
    let mut said = FxHashSet::default();
    for (unit, _) in ranked {
        if typical.quoted.len() < QUOTED
            && said.insert(unit.words.trim())
            && respondents.insert(unit.respondent)
        {
            typical.quoted.push(unit.clone());
        }
    }
    typical
}

/// In characters.
fn length(words: &str) -> usize {
    words.trim().chars().count()
}

/// The lower and the upper quartile of the lengths: the values at a quarter and at three quarters of the sorted lengths (nearest
/// rank).
fn quartiles(units: &[Candidate]) -> (usize, usize) {
    let mut lengths: Vec<usize> = units.iter().map(|unit| length(&unit.words)).collect();
    lengths.sort_unstable();
    let at = |share: usize| {
        let rank = (lengths.len() * share).div_ceil(4).max(1);
        lengths.get(rank - 1).copied().unwrap_or_default()
    };
    (at(1), at(3))
}

fn stems(words: &str, analyser: &Analyser) -> Vec<String> {
    let mut tokens = Tokens::new();
    analyser.tokenize(words, &mut tokens);
    let content = tokens.iter().filter(|token| {
        token.form.chars().any(char::is_alphabetic) && !analyser.is_function_word(token.form)
    });
    content.map(|token| analyser.stem(token.form)).collect()
}

/// ln(N / n) of each stem: N texts, n with the stem.
fn rarity<'s>(texts: impl Iterator<Item = &'s Vec<String>>) -> FxHashMap<String, f64> {
    let mut with: FxHashMap<String, usize> = FxHashMap::default();
    let mut all = 0_usize;
    for stems in texts {
        all += 1;
        let distinct: FxHashSet<&String> = stems.iter().collect();
        for stem in distinct {
            *with.entry(stem.clone()).or_default() += 1;
        }
    }
    let weight = |n: usize| (all as f64 / n as f64).ln();
    with.into_iter().map(|(stem, n)| (stem, weight(n))).collect()
}

/// tf · idf, of length 1.
fn weighted(stems: &[String], rarity: &FxHashMap<String, f64>) -> Vector {
    let mut vector = Vector::new();
    for stem in stems {
        *vector.entry(stem.clone()).or_default() += rarity.get(stem).copied().unwrap_or_default();
    }
    let length = norm(&vector);
    if length > 0.0 {
        vector.values_mut().for_each(|weight| *weight /= length);
    }
    vector
}

fn norm(vector: &Vector) -> f64 {
    vector.values().map(|weight| weight * weight).sum::<f64>().sqrt()
}

fn cosine(vector: &Vector, centre: &Vector) -> f64 {
    let length = norm(vector) * norm(centre);
    if length == 0.0 {
        return 0.0;
    }
    let both = vector
        .iter()
        .filter_map(|(stem, weight)| Some(weight * centre.get(stem)?));
    both.sum::<f64>() / length
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::AnswerLanguage;

    fn candidates(words: &[&str]) -> BTreeMap<String, Vec<Candidate>> {
        let units = words.iter().enumerate().map(|(at, words)| Candidate {
            unit: UnitId(at as i64 + 1),
            key: format!("u{at}"),
            respondent: RespondentId(at as i64),
            words: (*words).to_owned(),
            alike: 1,
        });
        BTreeMap::from([("a".to_owned(), units.collect())])
    }

    fn quoted(candidates: &BTreeMap<String, Vec<Candidate>>) -> Vec<String> {
        let chosen = typical(candidates, Analyser::of(AnswerLanguage::German));
        chosen["a"].quoted.iter().map(|unit| unit.words.clone()).collect()
    }

    #[test]
    fn what_is_nearest_to_all_others_stands_for_a_code() {
        let answers = candidates(&[
            "Sprachkurse für alle Eltern",
            "Mehr Licht in dunklen Parks",
            "Sprachkurse und Kurse für Eltern",
            "Sprachkurse",
            "Sprachkurse für Eltern und ganz viele andere Menschen, die hier im Ort leben wollen",
        ]);
        let quoted = quoted(&answers);
        assert_eq!(quoted.len(), QUOTED);
        assert!(
            quoted.iter().all(|words| words.contains("Sprachkurse")),
            "{quoted:?}"
        );
    }

    #[test]
    fn what_more_people_coded_alike_comes_first_and_personal_data_never() {
        let mut answers = candidates(&[
            "Herr Meier hilft uns",
            "Sprachkurse im Ort A",
            "Sprachkurse im Ort B",
            "Mehr Licht im Park C",
        ]);
        answers.get_mut("a").unwrap()[3].alike = 2;
        let chosen = typical(&answers, Analyser::of(AnswerLanguage::German));
        assert_eq!(chosen["a"].quoted[0].words, "Mehr Licht im Park C");
        assert!(
            chosen["a"]
                .quoted
                .iter()
                .all(|unit| !unit.words.contains("Meier"))
        );
        assert_eq!(chosen["a"].personal, 1);
    }

    #[test]
    fn a_respondent_is_quoted_once() {
        let mut answers = candidates(&["Sprachkurse A", "Sprachkurse B"]);
        answers.get_mut("a").unwrap()[1].respondent = RespondentId(0);
        assert_eq!(quoted(&answers).len(), 1);
        assert!(quoted(&candidates(&[])).is_empty());
    }
}
