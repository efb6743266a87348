//! Profiles for another program: everything that was computed, with its base.

use serde_json::{Value, json};

use crate::profile::OfQuestion;

/// Every question with its profiles.
pub fn profiles_json(all: &[OfQuestion]) -> Value {
    let one = |of: &OfQuestion| {
        let head = &of.table.head;
        json!({
            "question": head.question.key,
            "codebook": head.codebook,
            "codebook_version": head.codebook_version,
            "by": head.by,
            "counting": head.counting,
            "layer": head.layer,
            "total": of.total(),
            "respondents": of.respondents,
            "without_group": of.without_group,
            "none_fits": of.none_fits,
            "profiles": of.profiles,
        })
    };
    json!({ "questions": all.iter().map(one).collect::<Vec<_>>() })
}
