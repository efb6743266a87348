//! What a codebook says about a code, as one text: label, definition, anchor examples, and the words of its match rules as
//! keywords.
//!
//! Deliberately absent: the coding rule, which says when *not* to code as well.

use crate::codebook::Code;
use crate::query::{Form, Leaf, Query};
use crate::words::Language;

/// The text of a code in the language of the answers.
pub fn code_text(code: &Code, language: Language) -> String {
    let mut pieces: Vec<String> = vec![
        code.label.get(language).to_owned(),
        code.definition.get(language).to_owned(),
    ];
    pieces.extend(code.anchor_examples.iter().cloned());
    for rule in &code.match_rules {
        let mut words = Vec::new();
        keywords(&rule.query, &mut words);
        pieces.push(words.join(" "));
    }
    pieces.retain(|piece| !piece.trim().is_empty());
    pieces.join(". ")
}

/// The words that a rule wants, without its signs; what it forbids is no keyword.
fn keywords(query: &Query, words: &mut Vec<String>) {
    match query {
        Query::Word(leaf) => words.extend(keyword(leaf)),
        Query::Phrase(leaves) => words.extend(leaves.iter().filter_map(keyword)),
        Query::Near { left, right, .. } => {
            keywords(left, words);
            keywords(right, words);
        }
        Query::And(parts) | Query::Or(parts) => parts.iter().for_each(|part| keywords(part, words)),
        Query::Not { keep, .. } => keywords(keep, words),
        Query::Affirmed(inner) => keywords(inner, words),
    }
}

fn keyword(leaf: &Leaf) -> Option<String> {
    let word = match leaf.form {
        // The longest run of letters: "stell" of `*stell?n*`.
        Form::Wildcard | Form::PartWildcard => {
            let runs = leaf.word.split(['*', '?']);
            runs.max_by_key(|run| run.chars().count()).unwrap_or("")
        }
        _ => &leaf.word,
    };
    (!word.is_empty()).then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::Codebook;

    #[test]
    fn words_of_rules_are_keywords_unless_they_are_forbidden() {
        let text = "format = 1\ntitle = 'T'\nversion = '1'\n[[code]]\nid = 'a'\nvalue = 1\nlabel = 'Rad'\n\
            definition = 'Fahren mit dem Rad'\ncoding_rule = 'Nicht bei Rollern'\nanchor_examples = ['Radweg fehlt']\n\
            match_rules = ['fahrrad* OR [rad] NOT motorrad', '\"zu fuß\" NEAR/3 gehen~']\n";
        let codebook = Codebook::read(text, "t.toml").unwrap();
        assert_eq!(
            code_text(&codebook.codes[0], Language::De),
            "Rad. Fahren mit dem Rad. Radweg fehlt. fahrrad rad. zu fuß gehen"
        );
    }
}
