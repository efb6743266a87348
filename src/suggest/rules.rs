//! Codes proposed by the match rules of the codebook.
//!
//! A code's rules add evidence: the score is 1 − Π(1 − weight) over the rules that hit, the noisy-or of Pearl (1988,
//! "Probabilistic Reasoning in Intelligent Systems", section 4.3.2). A rule that hits twice in a unit counts once.

use rayon::prelude::*;

use super::{Settings, Suggester};
use crate::problem::Result;
use crate::search::{Index, Plan, Shard};
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
    spans: Vec<Span>,
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
                spans: shard.evidence(of_document),
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
        let mut evidence = vec![Evidence {
            rule: first.rule,
            spans: first.spans,
        }];
        while let Some(hit) = hits.next_if(|hit| hit.document == document && hit.code == code) {
            doubt *= 1.0 - hit.weight;
            evidence.push(Evidence {
                rule: hit.rule,
                spans: hit.spans,
            });
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
