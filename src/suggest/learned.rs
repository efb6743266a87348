//! Codes proposed by what people decided, together with code texts and match rules: one calibrated probability each.
//!
//! The three members differ only in the evidence they use. The method is fitted to the reviewed answers (`learn`), then all
//! answers are read once more, a batch at a time, so that a million of them need no more memory than ten thousand.

use rayon::prelude::*;

use super::evaluation::{Codes, Proposal, Seen};
use super::learn::{Explanation, Fitted, Grid, HELD, Learner, Material, Reader, Reviewed, Uses, evenly};
use super::rules::{MIN_SCORE, Prepared, of_shard, prepare};
use super::{Proposed, Scores, Suggester, Work};
use crate::codebook::Codebook;
use crate::problem::Result;
use crate::search::Shard;
use crate::study::{Evidence, Origin, Reviewed as Decided, Source, Suggestion};
use crate::survey::{Outcome, Span, UnitId};
use crate::words::Text;

/// A suggester that learns, by the evidence it uses.
pub struct Learned {
    id: &'static str,
    /// German and English.
    label: [&'static str; 2],
    what: [&'static str; 2],
    uses: Uses,
}

/// Rules, code texts and decisions.
pub const COMBINED: Learned = Learned {
    id: "combined",
    label: ["Alles zusammen", "All together"],
    what: [
        "Zuordnungsregeln, Texte des Kodierleitfadens und alles, was schon geprüft ist, zu einer Wahrscheinlichkeit je Kategorie.",
        "Match rules, texts of the codebook and all that is reviewed so far, as one probability for each code.",
    ],
    uses: Uses {
        rules: true,
        texts: true,
        decisions: true,
    },
};

/// Code texts only: how near an answer is to what the codebook says.
pub const TEXT: Learned = Learned {
    id: "text",
    label: ["Texte des Kodierleitfadens", "Texts of the codebook"],
    what: [
        "Vorgeschlagen wird, wessen Name, Definition und Ankerbeispiele der Antwort am ähnlichsten sind.",
        "Suggests codes whose label, definition and anchor examples are most like the answer.",
    ],
    uses: Uses {
        rules: false,
        texts: true,
        decisions: false,
    },
};

/// Decisions only.
pub const LEARNED: Learned = Learned {
    id: "learned",
    label: ["Nur Gelerntes", "Decisions only"],
    what: [
        "Vorgeschlagen wird nur nach dem, was Menschen bisher entschieden haben.",
        "Suggests only by what people have decided so far.",
    ],
    uses: Uses {
        rules: false,
        texts: false,
        decisions: true,
    },
};

/// Answers that are worked on by one thread at a time.
const BATCH: usize = 256;
/// Batches that are held at a time.
const BATCHES: usize = 16;
/// Words that bring less than this share of the strongest word are no evidence: a constant spreads thinly over all words.
const FAINTEST: f64 = 0.15;
const MOST_WORDS: usize = 8;

impl Suggester for Learned {
    fn id(&self) -> &'static str {
        self.id
    }

    fn label(&self) -> Text {
        Text::new(self.label[0], self.label[1])
    }

    fn what(&self) -> Text {
        Text::new(self.what[0], self.what[1])
    }

    fn uses(&self) -> Option<Uses> {
        Some(self.uses)
    }

    fn scores(&self) -> Scores {
        if self.uses.decisions {
            Scores::Probabilities
        } else {
            Scores::Ranks
        }
    }

    fn propose(&self, work: &Work<'_>, each: &mut dyn FnMut(Suggestion) -> Result<()>) -> Result<Proposed> {
        let codebook = &work.codebook.codebook;
        let wanted: Vec<UnitId> = work.reviewed.iter().map(|reviewed| reviewed.unit).collect();
        // Of more than memory is meant to hold, an even sample tells as much.
        let wanted = evenly(&wanted, HELD);
        let mut material = Material::of(work.texts, work.index, codebook, &wanted)?;
        let mut reviewed = reviewed(work.reviewed, codebook, &material);
        if let Some(carried) = work.carried {
            carried.join(&mut material, &mut reviewed);
        }
        let learner = Learner::prepare(&material, codebook, work.index.analyser(), self.uses);
        let fitted = learner.fit(&reviewed, work.settings.per_answer)?;
        let seen = if self.uses.decisions {
            seen(work, &material, &fitted)
        } else {
            Vec::new()
        };
        let rules = if self.uses.rules {
            prepare(work.index, codebook)
        } else {
            Vec::new()
        };
        let stream = Stream {
            learner: &learner,
            fitted: &fitted,
            reader: learner.reader(&fitted),
            min_score: work.settings.min_score,
            rules: &rules,
        };
        stream.all(work, each)?;
        Ok(Proposed {
            reviewed: reviewed.rows.len() as u64,
            expected_shares: fitted.expected_shares(),
            per_answer: Some(fitted.model.per_answer()),
            seen,
        })
    }
}

/// What people decided about units of the material: none fits and not codable are answers without a code.
pub fn reviewed(decided: &[Decided], codebook: &Codebook, material: &Material) -> Reviewed {
    let mut rows = Vec::new();
    let mut given = Vec::new();
    for decided in decided
        .iter()
        .filter(|decided| is_learned_from(decided, material))
    {
        let codes = codes_of(&decided.outcome);
        rows.extend(material.row(decided.unit));
        let is_given = |id: &String| f64::from(u8::from(codes.contains(id)));
        given.extend(codebook.codes.iter().map(|code| is_given(&code.id)));
    }
    Reviewed {
        rows,
        given: Grid::of(codebook.codes.len(), given),
    }
}

/// What would have been suggested for the reviewed units by what the others say: they stand before those of another study.
fn seen(work: &Work<'_>, material: &Material, fitted: &Fitted) -> Vec<Seen> {
    let codebook = &work.codebook.codebook;
    let codes = Codes::of(codebook);
    let left_out = fitted.left_out();
    let learned_from = work
        .reviewed
        .iter()
        .filter(|decided| is_learned_from(decided, material));
    learned_from
        .enumerate()
        .map(|(row, decided)| {
            let probabilities = left_out.row(row);
            let proposal = Proposal {
                score: probabilities.to_vec(),
                suggested: match work.settings.min_score {
                    Some(least) => probabilities.iter().map(|p| *p >= least).collect(),
                    None => fitted.suggested(probabilities),
                },
            };
            let given = codes_of(&decided.outcome);
            let mut given: Vec<bool> = codes.ids.iter().map(|id| given.contains(id)).collect();
            codes.add_parents(&mut given);
            Seen::of(&codes, &proposal, &given, decided.picked)
        })
        .collect()
}

/// None fits and not codable are answers without a code.
fn codes_of(outcome: &Outcome) -> &[String] {
    match outcome {
        Outcome::Codes(codes) => codes,
        Outcome::NoneFits | Outcome::NotCodable => &[],
        Outcome::Deferred | Outcome::Begun { .. } | Outcome::Withdrawn => &[],
    }
}

/// Whether something was decided about a unit with words.
fn is_learned_from(decided: &Decided, material: &Material) -> bool {
    let open = matches!(
        decided.outcome,
        Outcome::Deferred | Outcome::Begun { .. } | Outcome::Withdrawn
    );
    !open && material.row(decided.unit).is_some()
}

/// All answers once more, in the order of the units.
struct Stream<'s> {
    learner: &'s Learner,
    fitted: &'s Fitted,
    reader: Reader<'s>,
    min_score: Option<f64>,
    rules: &'s [Prepared],
}

/// An answer on its way through a batch.
struct Waiting {
    unit: UnitId,
    text: String,
    /// Where the text begins in the verbatim.
    start: u32,
    /// What the rules say, by code.
    hits: Vec<Suggestion>,
}

impl Stream<'_> {
    fn all(&self, work: &Work<'_>, each: &mut dyn FnMut(Suggestion) -> Result<()>) -> Result<()> {
        let mut hits = Hits {
            rules: self.rules,
            shards: work.index.shards(),
            of_shard: Vec::new().into_iter().peekable(),
        };
        let mut waiting: Vec<Waiting> = Vec::with_capacity(BATCH * BATCHES);
        work.texts.each_unit_text(UnitId(i64::MIN), &mut |unit| {
            waiting.push(Waiting {
                unit: unit.unit,
                text: unit.span.of(unit.verbatim).to_owned(),
                start: unit.span.start,
                hits: hits.of(unit.unit)?,
            });
            if waiting.len() == BATCH * BATCHES {
                self.flush(&mut waiting, each)?;
            }
            Ok(())
        })?;
        self.flush(&mut waiting, each)
    }

    fn flush(
        &self,
        waiting: &mut Vec<Waiting>,
        each: &mut dyn FnMut(Suggestion) -> Result<()>,
    ) -> Result<()> {
        let batches: Vec<Vec<Suggestion>> =
            waiting.par_chunks(BATCH).map(|batch| self.batch(batch)).collect();
        waiting.clear();
        batches.into_iter().flatten().try_for_each(each)
    }

    fn batch(&self, batch: &[Waiting]) -> Vec<Suggestion> {
        let codes = self.learner.codes();
        let mut rules = Grid::zeros(batch.len(), codes);
        for (row, waiting) in batch.iter().enumerate() {
            for hit in &waiting.hits {
                rules.row_mut(row)[hit.code] = hit.score;
            }
        }
        let texts: Vec<&str> = batch.iter().map(|waiting| &*waiting.text).collect();
        let reading = self.reader.read(&texts, &rules);
        let own = reading.own_probabilities();
        let mut suggestions = Vec::new();
        for (row, waiting) in batch.iter().enumerate() {
            let mut raised = own.row(row).to_vec();
            let carried = self.learner.raise(&mut raised);
            let suggested = match self.min_score {
                Some(least) => raised.iter().map(|p| *p >= least).collect(),
                None => self.fitted.suggested(&raised),
            };
            let chosen: Vec<usize> = (0..codes)
                // A code above a suggested one is implied by it.
                .filter(|code| suggested[*code] && !self.learner.is_above_any(*code, &suggested))
                .collect();
            if chosen.is_empty() {
                continue;
            }
            for code in chosen {
                let by = carried[code];
                let of_rules = waiting.hits.iter().find(|hit| hit.code == by);
                let explanation = reading.explain(row, by);
                suggestions.push(Suggestion {
                    unit: waiting.unit,
                    code,
                    score: raised[code],
                    origin: Some(origin(&explanation)),
                    evidence: evidence(&explanation, of_rules.filter(|_| by == code), waiting.start),
                });
            }
        }
        suggestions
    }
}

fn origin(explanation: &Explanation) -> Origin {
    Origin {
        base: explanation.base,
        rules: explanation.rules,
        text: explanation.text,
        learned: explanation.learned,
    }
}

/// What the rules found, then the words that speak for the code, strongest first. What rules bring, they bring as one: each
/// of their hits has an even share. Rules too weak to count bring nothing.
fn evidence(explanation: &Explanation, of_rules: Option<&Suggestion>, start: u32) -> Vec<Evidence> {
    let mut evidence = of_rules.map_or(Vec::new(), |hit| hit.evidence.clone());
    let counts = of_rules.is_some_and(|hit| hit.score >= MIN_SCORE);
    let share = counts.then(|| explanation.rules / evidence.len() as f64);
    evidence.iter_mut().for_each(|piece| piece.weight = share);
    let mut words: Vec<(f64, Source, Span)> = explanation
        .words
        .iter()
        .map(|word| {
            let source = if word.text > word.learned {
                Source::Text
            } else {
                Source::Learned
            };
            let span = Span {
                start: word.span.start + start,
                end: word.span.end + start,
            };
            (word.text + word.learned, source, span)
        })
        .collect();
    words.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.start.cmp(&b.2.start)));
    let strongest = words.first().map_or(0.0, |word| word.0);
    let counts = words
        .into_iter()
        .filter(|word| word.0 > 0.0 && word.0 >= FAINTEST * strongest);
    evidence.extend(counts.take(MOST_WORDS).map(|(weight, source, span)| Evidence {
        source,
        weight: Some(weight),
        spans: vec![span],
    }));
    evidence
}

/// What the rules say, shard by shard as the units go by.
struct Hits<'h> {
    rules: &'h [Prepared],
    /// Shards that are still to come.
    shards: &'h [Shard],
    of_shard: std::iter::Peekable<std::vec::IntoIter<Suggestion>>,
}

impl Hits<'_> {
    /// Of a unit; units are asked for in ascending order.
    fn of(&mut self, unit: UnitId) -> Result<Vec<Suggestion>> {
        if self.rules.is_empty() {
            return Ok(Vec::new());
        }
        while let Some((shard, rest)) = self.shards.split_first()
            && shard.first_unit().is_none_or(|first| first <= unit)
        {
            debug_assert!(self.of_shard.peek().is_none_or(|hit| hit.unit < unit));
            self.of_shard = of_shard(shard, self.rules, 0.0)?.into_iter().peekable();
            self.shards = rest;
        }
        let mut hits = Vec::new();
        while let Some(hit) = self.of_shard.next_if(|hit| hit.unit <= unit) {
            if hit.unit == unit {
                hits.push(hit);
            }
        }
        Ok(hits)
    }
}
