//! How far coders agree, for another program: every figure with its interval, n, and where its formula stands.

use serde_json::{Map, Value, json};

use crate::agreement::{Agreement, COEFFICIENTS, Figure};
use crate::codebook::Codebook;
use crate::review::{Compared, Paired};

/// Everything for another program.
pub fn agreement_json(codebook: &Codebook, compared: &Compared) -> Value {
    let of_codes = |agreement: &Agreement, ids: &[String]| {
        let codes = agreement.codes.iter().zip(ids);
        let codes: Vec<Value> = codes
            .map(|(code, id)| {
                json!({
                    "code": id,
                    "fourfold": code.fourfold,
                    "prevalence": code.prevalence,
                    "units_given": code.given,
                    "units_not_given": code.not_given,
                    "units_that_differ": code.differ,
                    "is_rare": code.is_rare(),
                    "figures": figures(&code.figures),
                })
            })
            .collect();
        json!({
            "n": agreement.n,
            "coders": agreement.coders,
            "exact": agreement.whole.exact,
            "alpha_masi": agreement.whole.masi,
            "alpha_jaccard": agreement.whole.jaccard,
            "means": figures(&agreement.means),
            "codes": codes,
        })
    };
    let of = |agreement: &Agreement| of_codes(agreement, &compared.codes);
    let paired = |paired: &Paired| of_codes(&paired.agreement, &paired.codes);
    let sources: Map<String, Value> = COEFFICIENTS
        .iter()
        .map(|kind| (kind.id.to_owned(), kind.source.into()))
        .collect();
    json!({
        "codebook": { "title": codebook.title.de, "version": codebook.version },
        "coders": compared.coders,
        "intervals": compared.intervals.kind,
        "draws": compared.intervals.draws.n,
        "seed": compared.intervals.draws.seed,
        "mended": compared.mended,
        "all": of(&compared.all),
        "pairs": compared.pairs.iter().map(|((one, other), agreement)| {
            json!({ "coders": [one, other], "agreement": of(agreement) })
        }).collect::<Vec<_>>(),
        "groups": compared.groups.iter().map(|(column, groups)| json!({
            "column": column,
            "groups": groups.iter().map(|(group, agreement)| {
                json!({ "group": group, "agreement": of(agreement) })
            }).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "scales": compared.scales.iter().map(|(id, ordered)| json!({
            "code": id,
            "n": ordered.n,
            "percent_agreement": ordered.percent,
            "krippendorff_alpha_ordinal": ordered.alpha,
            "weighted_kappa": ordered.kappa,
        })).collect::<Vec<_>>(),
        "over_time": compared.over_time.as_ref().map(|(stretch, parts)| json!({
            "by": stretch.id(),
            "stretches": parts.iter().map(|(name, agreement)| {
                json!({ "stretch": name.en, "agreement": of(agreement) })
            }).collect::<Vec<_>>(),
        })),
        "again": compared.again.iter().map(|one| {
            json!({ "coder": one.coder, "agreement": paired(one) })
        }).collect::<Vec<_>>(),
        "machine": compared.machine.iter().map(|(aid, one)| {
            json!({ "coder": one.coder, "aid": aid.id(), "agreement": paired(one) })
        }).collect::<Vec<_>>(),
        "sources": sources,
    })
}

fn figures(figures: &[Figure]) -> Map<String, Value> {
    COEFFICIENTS
        .iter()
        .zip(figures)
        .map(|(kind, figure)| (kind.id.to_owned(), json!(figure)))
        .collect()
}
