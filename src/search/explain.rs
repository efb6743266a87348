//! The rule debugger: which written forms each word of a query matched and how often, which of them are unlike words
//! that only share a stem, and through which building block a compound was found.

use std::collections::BTreeSet;

use serde::Serialize;

use super::build::Index;
use crate::problem::Result;
use crate::query::{Form as Written, Leaf, Query};
use crate::study::Study;
use crate::words::{Language, Text};

/// A query, word by word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The query as it was understood.
    pub query: String,
    pub words: Vec<WordExplanation>,
    /// Units that the whole query finds.
    pub units: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WordExplanation {
    /// As it stands in the query, with its marks.
    pub written: String,
    /// Its stem, where the stem is what is compared.
    pub stem: Option<String>,
    /// Matched forms that are unlike the word and only share its stem.
    pub unlike: Vec<String>,
    /// Most frequent first.
    pub forms: Vec<MatchedForm>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatchedForm {
    /// As it is first written in the answers.
    pub written: String,
    /// Units that use it.
    pub units: u64,
    /// Building blocks, where it is a compound.
    pub blocks: Vec<String>,
    /// The building block through which it was found, where it was not found as a whole.
    pub hit_block: Option<String>,
}

impl WordExplanation {
    /// What is said where unlike words share the stem.
    pub fn warning(&self) -> Option<Text> {
        let unlike = self.unlike.join(", ");
        (!unlike.is_empty()).then(|| {
            Text::new(
                format!("Vorsicht, anderes Wort mit demselben Stamm: {unlike}. Mit = vor dem Wort gilt nur diese Form."),
                format!("Careful, another word with the same stem: {unlike}. With = before the word only this form counts."),
            )
        })
    }
}

/// Explains `query` on the answers of `study`; `language` is that of its operators in the explanation.
pub fn explain(index: &Index, study: &Study, query: &Query, language: Language) -> Result<Explanation> {
    let mut words = Vec::new();
    let mut seen = BTreeSet::new();
    for leaf in query.leaves() {
        if seen.insert(leaf.to_string()) {
            words.push(explain_word(index, study, leaf)?);
        }
    }
    Ok(Explanation {
        query: query.written(language),
        words,
        units: index.find(query)?.count(),
    })
}

fn explain_word(index: &Index, study: &Study, leaf: &Leaf) -> Result<WordExplanation> {
    let by_stem = matches!(leaf.form, Written::Stem | Written::Part);
    let stem = by_stem.then(|| index.stem(&index.analyser().normal_form(&leaf.word)));
    let asked = index.analyser().normal_form(&leaf.word);
    let mut unlike = Vec::new();
    let mut forms = Vec::new();
    for form in index.forms_of(leaf).into_iter().flatten() {
        let word = index
            .analyser()
            .word(&form.form, &|other| index.words().units(other));
        let as_compound = by_stem && stem.as_ref() != Some(&index.stem(&form.form));
        let written = first_written(index, study, &form.form)?.unwrap_or_else(|| form.form.clone());
        if by_stem && !as_compound && index.analyser().unlike(&asked, &form.form) {
            unlike.push(written.clone());
        }
        forms.push(MatchedForm {
            written,
            units: form.units,
            hit_block: word
                .parts
                .iter()
                .chain(&word.runs)
                .find(|part| as_compound && stem.as_ref() == Some(&part.stem))
                .map(|part| part.form.clone()),
            blocks: word.parts.into_iter().map(|part| part.form).collect(),
        });
    }
    forms.sort_by(|a, b| b.units.cmp(&a.units).then_with(|| a.written.cmp(&b.written)));
    Ok(WordExplanation {
        written: leaf.to_string(),
        stem,
        unlike,
        forms,
    })
}

/// How the form is written where it first stands in the answers.
fn first_written(index: &Index, study: &Study, form: &str) -> Result<Option<String>> {
    for shard in index.shards() {
        let Some((document, position)) = shard.first_place(form)? else {
            continue;
        };
        let Some(view) = study.unit_view(shard.unit(document))? else {
            continue;
        };
        if let Some((span, _)) = shard.spans(document).nth(position as usize) {
            return Ok(Some(span.of(&view.verbatim).to_owned()));
        }
    }
    Ok(None)
}
