//! Codes proposed by the match rules of the codebook.
//!
//! A code's rules add evidence: the score is 1 − Π(1 − weight) over the rules that hit, the noisy-or of Pearl (1988,
//! "Probabilistic Reasoning in Intelligent Systems", section 4.3.2). A rule that hits twice in a unit counts once.

use rayon::prelude::*;

use super::{Settings, Suggester};
use crate::problem::Result;
use crate::search::{Index, Occurrence, Plan, Shard};
use crate::study::{Evidence, StoredCodebook, Suggestion};
use crate::survey::Span;

pub struct Rules;

/// A rule ready to be evaluated: place of the code, place of the rule, weight, plan.
struct Prepared {
    code: usize,
    rule: usize,
    weight: f64,
    plan: Plan,
}

/// A rule that hit a document.
struct RuleHit {
    document: u32,
    code: usize,
    rule: usize,
    weight: f64,
    /// The spans of each occurrence, in the order of the text.
    occurrences: Vec<Vec<Span>>,
}

impl RuleHit {
    fn evidence(self) -> impl Iterator<Item = Evidence> {
        let rule = self.rule;
        self.occurrences
            .into_iter()
            .map(move |spans| Evidence { rule, spans })
    }
}

impl Suggester for Rules {
    fn id(&self) -> &'static str {
        "rules"
    }

    fn propose(
        &self,
        index: &Index,
        codebook: &StoredCodebook,
        settings: &Settings,
        each: &mut dyn FnMut(Suggestion) -> Result<()>,
    ) -> Result<()> {
        let rules: Vec<(usize, usize)> = codebook
            .codebook
            .codes
            .iter()
            .enumerate()
            .flat_map(|(code, entry)| (0..entry.match_rules.len()).map(move |rule| (code, rule)))
            .collect();
        let prepared: Vec<Prepared> = rules
            .into_par_iter()
            .map(|(code, rule)| {
                let entry = &codebook.codebook.codes[code].match_rules[rule];
                Prepared {
                    code,
                    rule,
                    weight: entry.weight,
                    plan: index.plan(&entry.query),
                }
            })
            .collect();
        // As many shards at a time as there are threads: what is proposed for a shard is held, not for the study.
        for shards in index.shards().chunks(rayon::current_num_threads().max(1)) {
            let proposed: Vec<Vec<Suggestion>> = shards
                .par_iter()
                .map(|shard| of_shard(shard, &prepared, settings.min_score))
                .collect::<Result<_>>()?;
            for suggestion in proposed.into_iter().flatten() {
                each(suggestion)?;
            }
        }
        Ok(())
    }
}

/// The evidence of a rule in one document, apart for each occurrence, so that a quotation can show the first. Where words
/// must meet anywhere in the answer (AND), all of them together are the evidence. An occurrence that brings no new
/// words (the pairs of NEAR) is left out.
fn occurrences_of(shard: &Shard, plan: &Plan, of_document: &[Occurrence]) -> Vec<Vec<Span>> {
    if meets_anywhere(plan) {
        return vec![shard.evidence(of_document)];
    }
    let mut seen: Vec<Span> = Vec::new();
    let mut apart = Vec::new();
    for occurrence in of_document {
        let spans = shard.evidence(std::slice::from_ref(occurrence));
        if spans.iter().any(|span| !seen.contains(span)) {
            seen.extend(&spans);
            apart.push(spans);
        }
    }
    apart
}

fn meets_anywhere(plan: &Plan) -> bool {
    match plan {
        Plan::And(_) => true,
        Plan::Words(_) | Plan::Phrase(_) => false,
        Plan::Near { left, right, .. } => meets_anywhere(left) || meets_anywhere(right),
        Plan::Or(parts) => parts.iter().any(meets_anywhere),
        Plan::Not { keep, .. } => meets_anywhere(keep),
        Plan::Affirmed(inner) => meets_anywhere(inner),
    }
}

fn of_shard(shard: &Shard, rules: &[Prepared], min_score: f64) -> Result<Vec<Suggestion>> {
    let mut hits: Vec<RuleHit> = Vec::new();
    for rule in rules {
        let occurrences = shard.evaluate(&rule.plan)?;
        for of_document in occurrences.chunk_by(|a, b| a.document == b.document) {
            hits.push(RuleHit {
                document: of_document[0].document,
                code: rule.code,
                rule: rule.rule,
                weight: rule.weight,
                occurrences: occurrences_of(shard, &rule.plan, of_document),
            });
        }
    }
    // Stable: the rules of a code stay in codebook order.
    hits.sort_by_key(|hit| (hit.document, hit.code));
    let mut suggestions = Vec::new();
    let mut hits = hits.into_iter().peekable();
    while let Some(first) = hits.next() {
        let (document, code) = (first.document, first.code);
        let mut doubt = 1.0 - first.weight;
        let mut evidence: Vec<Evidence> = first.evidence().collect();
        while let Some(hit) = hits.next_if(|hit| hit.document == document && hit.code == code) {
            doubt *= 1.0 - hit.weight;
            evidence.extend(hit.evidence());
        }
        let score = 1.0 - doubt;
        if score >= min_score {
            suggestions.push(Suggestion {
                unit: shard.unit(document),
                code,
                score,
                evidence,
            });
        }
    }
    Ok(suggestions)
}
