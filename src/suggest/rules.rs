//! Codes proposed by the match rules of the codebook.
//!
//! A code's rules add evidence: the score is 1 − Π(1 − weight) over the rules that hit, the noisy-or of Pearl (1988,
//! "Probabilistic Reasoning in Intelligent Systems", section 4.3.2). A rule that hits twice in a unit counts once.

use rayon::prelude::*;

use super::learn::Uses;
use super::{Proposed, Scores, Suggester, Work};
use crate::codebook::Codebook;
use crate::problem::Result;
use crate::search::{Index, Occurrence, Plan, Shard, spans_of};
use crate::study::{Evidence, Source, Suggestion};
use crate::survey::Span;
use crate::words::Text;

pub struct Rules;

/// From this score on a code is suggested: one rule of weight 0.5, or two of weight 0.3, are enough.
pub const MIN_SCORE: f64 = 0.5;

/// A rule ready to be evaluated: place of the code, place of the rule, weight, plan, whether its words meet anywhere.
pub struct Prepared {
    code: usize,
    rule: usize,
    weight: f64,
    plan: Plan,
    meets_anywhere: bool,
}

/// A rule that hit a document. Rules are numbered by code, then by their order, so that sorting hits gives the order of
/// the suggestions.
struct RuleHit {
    document: u32,
    /// Place in the prepared rules.
    rule: u32,
    /// Its occurrences, among all of the shard.
    occurrences: std::ops::Range<usize>,
}

impl Suggester for Rules {
    fn id(&self) -> &'static str {
        "rules"
    }

    fn label(&self) -> Text {
        Text::new("Zuordnungsregeln", "Match rules")
    }

    fn what(&self) -> Text {
        Text::new(
            "Vorgeschlagen wird, was die Zuordnungsregeln des Kodierleitfadens treffen.",
            "Suggests what the match rules of the codebook hit.",
        )
    }

    fn uses(&self) -> Option<Uses> {
        None
    }

    fn scores(&self) -> Scores {
        Scores::Weights
    }

    fn propose(&self, work: &Work<'_>, each: &mut dyn FnMut(Suggestion) -> Result<()>) -> Result<Proposed> {
        let min_score = work.settings.min_score.unwrap_or(MIN_SCORE);
        each_hit(work.index, &work.codebook.codebook, min_score, each)?;
        Ok(Proposed::default())
    }
}

/// What all rules of a codebook say of all units, from a score on; ascending by unit, then code.
pub fn each_hit(
    index: &Index,
    codebook: &Codebook,
    min_score: f64,
    each: &mut dyn FnMut(Suggestion) -> Result<()>,
) -> Result<()> {
    let prepared = prepare(index, codebook);
    // As many shards at a time as there are threads: what is proposed for a shard is held, not for the study.
    for shards in index.shards().chunks(rayon::current_num_threads().max(1)) {
        let proposed: Vec<Vec<Suggestion>> = shards
            .par_iter()
            .map(|shard| of_shard(shard, &prepared, min_score))
            .collect::<Result<_>>()?;
        proposed.into_iter().flatten().try_for_each(&mut *each)?;
    }
    Ok(())
}

/// The rules of a codebook with their words looked up.
pub fn prepare(index: &Index, codebook: &Codebook) -> Vec<Prepared> {
    let rules: Vec<(usize, usize)> = codebook
        .codes
        .iter()
        .enumerate()
        .flat_map(|(code, entry)| (0..entry.match_rules.len()).map(move |rule| (code, rule)))
        .collect();
    rules
        .into_par_iter()
        .map(|(code, rule)| {
            let entry = &codebook.codes[code].match_rules[rule];
            let plan = index.plan(&entry.query);
            Prepared {
                code,
                rule,
                weight: entry.weight,
                meets_anywhere: meets_anywhere(&plan),
                plan,
            }
        })
        .collect()
}

/// What the rules say of the units of a shard; ascending by unit, then code.
pub fn of_shard(shard: &Shard, rules: &[Prepared], min_score: f64) -> Result<Vec<Suggestion>> {
    let mut occurrences: Vec<Occurrence> = Vec::new();
    let mut hits: Vec<RuleHit> = Vec::new();
    for (rule, prepared) in (0..).zip(rules) {
        let mut start = occurrences.len();
        occurrences.append(&mut shard.evaluate(&prepared.plan)?);
        while let Some(first) = occurrences.get(start) {
            let document = first.document;
            let more = occurrences[start..]
                .iter()
                .take_while(|other| other.document == document)
                .count();
            hits.push(RuleHit {
                document,
                rule,
                occurrences: start..start + more,
            });
            start += more;
        }
    }
    hits.sort_unstable_by_key(|hit| u64::from(hit.document) << 32 | u64::from(hit.rule));

    let mut suggestions = Vec::new();
    // Of one document at a time: its tokens are read once, however many rules hit it.
    let mut tokens: Vec<Span> = Vec::new();
    for of_document in hits.chunk_by(|a, b| a.document == b.document) {
        let document = of_document[0].document;
        tokens.clear();
        let code_of = |hit: &RuleHit| rules[hit.rule as usize].code;
        for of_code in of_document.chunk_by(|a, b| code_of(a) == code_of(b)) {
            let doubt: f64 = of_code
                .iter()
                .map(|hit| 1.0 - rules[hit.rule as usize].weight)
                .product();
            let score = 1.0 - doubt;
            if score < min_score {
                continue;
            }
            if tokens.is_empty() {
                tokens.extend(shard.spans(document).map(|(span, _)| span));
            }
            let mut evidence = Vec::new();
            for hit in of_code {
                let rule = &rules[hit.rule as usize];
                add_evidence(
                    &tokens,
                    (rule.rule, rule.meets_anywhere),
                    &occurrences[hit.occurrences.clone()],
                    &mut evidence,
                );
            }
            suggestions.push(Suggestion {
                unit: shard.unit(document),
                code: code_of(&of_code[0]),
                score,
                origin: None,
                evidence,
            });
        }
    }
    Ok(suggestions)
}

/// The evidence of a rule in one document, apart for each occurrence, so that a quotation can show the first. Where words
/// must meet anywhere in the answer (AND), all of them together are the evidence. An occurrence that brings no new
/// words (the pairs of NEAR) is left out. `rule`: its place in the code, and whether its words meet anywhere.
pub(super) fn add_evidence(
    tokens: &[Span],
    (rule, meets_anywhere): (usize, bool),
    of_document: &[Occurrence],
    evidence: &mut Vec<Evidence>,
) {
    let mut add = |spans: Vec<Span>| {
        evidence.push(Evidence {
            source: Source::Rule(rule),
            weight: None,
            spans,
        });
    };
    if meets_anywhere {
        return add(spans_of(tokens, of_document));
    }
    let mut seen: Vec<Span> = Vec::new();
    for occurrence in of_document {
        let spans = spans_of(tokens, std::slice::from_ref(occurrence));
        if spans.iter().any(|span| !seen.contains(span)) {
            seen.extend(&spans);
            add(spans);
        }
    }
}

/// Whether words of a plan must be in an answer, wherever they stand in it.
pub(super) fn meets_anywhere(plan: &Plan) -> bool {
    match plan {
        Plan::And(_) => true,
        Plan::Words(_) | Plan::Phrase(_) => false,
        Plan::Near { left, right, .. } => meets_anywhere(left) || meets_anywhere(right),
        Plan::Or(parts) => parts.iter().any(meets_anywhere),
        Plan::Not { keep, .. } => meets_anywhere(keep),
        Plan::Affirmed(inner) => meets_anywhere(inner),
    }
}
