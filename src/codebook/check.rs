//! What the author of a codebook should know before it is used: mistakes, and doubts that do not stop the work.
//!
//! Deliberately absent: drawing, and how often a rule hits (that needs answers: `search --explain`).

use std::collections::BTreeMap;

use super::check_rule::RuleCheck;
use super::read::{CodePlaces, Draft, draft};
use super::source::Source;
use super::unlike::Vocabulary;
use super::{Below, Code};
use crate::problem::Problem;
use crate::query::Reading;

/// One thing found, with its place in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    pub kind: Kind,
    pub problem: Problem,
    /// Id of the code, where it belongs to one.
    pub code: Option<String>,
    /// Id of the match rule, where it belongs to one.
    pub rule: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The codebook cannot be used, or a rule has no effect.
    Mistake,
    /// Probably not meant.
    Doubt,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Refused by `Codebook::read`.
    Unreadable,
    NeverMatches,
    HardlyMatches,
    JoinedStems,
    MatchesNearlyAll,
    SameRule,
    CoveredRule,
    SameLabel,
    NoDefinition,
    NoAnchorExample,
    NoMatchRule,
    FewSteps,
}

impl Kind {
    /// The name in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Kind::Unreadable => "unreadable",
            Kind::NeverMatches => "never_matches",
            Kind::HardlyMatches => "hardly_matches",
            Kind::JoinedStems => "joined_stems",
            Kind::MatchesNearlyAll => "matches_nearly_all",
            Kind::SameRule => "same_rule",
            Kind::CoveredRule => "covered_rule",
            Kind::SameLabel => "same_label",
            Kind::NoDefinition => "no_definition",
            Kind::NoAnchorExample => "no_anchor_example",
            Kind::NoMatchRule => "no_match_rule",
            Kind::FewSteps => "few_steps",
        }
    }

    pub fn severity(self) -> Severity {
        match self {
            Kind::Unreadable | Kind::NeverMatches => Severity::Mistake,
            _ => Severity::Doubt,
        }
    }
}

/// Everything that can be said of a codebook file, in the order of the file. `words` are words of answers, where there are
/// any: stems that join unlike words are looked for among them and among the codebook's own words.
pub fn check(text: &str, name: &str, words: &[String]) -> Vec<Finding> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let source = Source { text, name };
    let Draft {
        codebook,
        places,
        problems,
    } = draft(text, name);
    let mut out: Vec<Finding> = problems
        .into_iter()
        .map(|problem| Finding {
            kind: Kind::Unreadable,
            problem,
            code: None,
            rule: None,
        })
        .collect();
    let vocabulary = Vocabulary::new(&codebook, words);
    // What is not given any more is not worked on: its rules do nothing, and nobody reads its definition.
    let in_use = || {
        codebook
            .codes
            .iter()
            .zip(&places)
            .filter(|(code, _)| code.is_in_use())
    };
    for (code, place) in in_use() {
        let is_dimension = codebook
            .codes
            .iter()
            .any(|other| other.parent.as_ref() == Some(&code.id));
        incomplete(source, code, place, is_dimension, &mut out);
        if code.below == Below::Steps && codebook.steps(&code.id).is_none() {
            out.push(few_steps(source, code, place));
        }
        for (rule, rule_place) in code.match_rules.iter().zip(&place.rules) {
            let mut rule_check = RuleCheck {
                code: Some(&code.id),
                rule,
                place: &|problem, part| {
                    source.place(problem, &source.within(&rule_place.find, &rule.find, part))
                },
                out: &mut out,
            };
            rule_check.matches_at_all();
            rule_check.words(&vocabulary);
        }
        covered(source, code, place, &mut out);
    }
    same_label(source, in_use(), &mut out);
    same_rule(source, in_use(), &mut out);
    out.sort_by_key(|finding| {
        finding
            .problem
            .place()
            .excerpt
            .as_ref()
            .map(|excerpt| (excerpt.span.start, excerpt.span.end))
    });
    out
}

fn incomplete(
    source: Source<'_>,
    code: &Code,
    place: &CodePlaces,
    is_dimension: bool,
    out: &mut Vec<Finding>,
) {
    let id = &code.id;
    let mut doubt = |kind, de: String, en: String, hint: (&str, &str)| {
        let problem = source.mistake(&place.id, de, en).hint(hint.0, hint.1);
        out.push(Finding {
            kind,
            problem,
            code: Some(id.clone()),
            rule: None,
        });
    };
    if code.definition.de.trim().is_empty() {
        doubt(
            Kind::NoDefinition,
            format!("Der Code „{id}“ hat keine Definition."),
            format!("The code “{id}” has no definition."),
            (
                "definition = \"Was die Kategorie umfasst.\"",
                "definition = \"What the category covers.\"",
            ),
        );
    }
    if is_dimension {
        return; // examples and rules stand with the codes below it
    }
    if code.anchor_examples.is_empty() {
        doubt(
            Kind::NoAnchorExample,
            format!("Der Code „{id}“ hat kein Ankerbeispiel."),
            format!("The code “{id}” has no anchor example."),
            (
                "anchor_examples = [\"Ein Zitat aus einer Antwort\"]",
                "anchor_examples = [\"A quotation from an answer\"]",
            ),
        );
    }
    if code.match_rules.is_empty() && place.rules.is_empty() {
        doubt(
            Kind::NoMatchRule,
            format!("Der Code „{id}“ hat keine Zuordnungsregel und wird nie vorgeschlagen."),
            format!("The code “{id}” has no match rule and is never proposed."),
            (
                "match_rules = [\"sprachkurs*\"]",
                "match_rules = [\"sprachkurs*\"]",
            ),
        );
    }
}

/// `ordered` says something only of two codes and more.
fn few_steps(source: Source<'_>, code: &Code, place: &CodePlaces) -> Finding {
    let id = &code.id;
    let problem = source.mistake(
        &place.id,
        format!("Unter „{id}“ stehen keine zwei Stufen, die sich ordnen ließen."),
        format!("There are no two steps below “{id}” that could be ordered."),
    );
    Finding {
        kind: Kind::FewSteps,
        problem: problem.hint(
            format!("Zwei oder mehr Codes mit parent = \"{id}\" ergänzen, oder die Zeile „ordered“ löschen."),
            format!("Add two or more codes with parent = \"{id}\", or delete the line “ordered”."),
        ),
        code: Some(id.clone()),
        rule: None,
    }
}

/// Rules of one code that find nothing beyond another one of at least the same weight.
fn covered(source: Source<'_>, code: &Code, place: &CodePlaces, out: &mut Vec<Finding>) {
    for (at, (rule, rule_place)) in code.match_rules.iter().zip(&place.rules).enumerate() {
        let wider = code.match_rules.iter().enumerate().find(|(other_at, other)| {
            *other_at != at
                && other.query != rule.query
                && other.weight >= rule.weight
                && rule.query.is_covered_by(&other.query, Reading::Forms)
        });
        if let Some((_, other)) = wider {
            let other_find = &other.find;
            out.push(Finding {
                kind: Kind::CoveredRule,
                problem: source
                    .mistake(
                        &rule_place.find,
                        format!("Was diese Regel findet, findet auch die Regel „{}“.", other.id),
                        format!("What this rule finds, the rule “{}” finds as well.", other.id),
                    )
                    .hint(
                        format!("Löschen, außer sie soll das Gewicht erhöhen. Die andere: {other_find}"),
                        format!("Delete it, unless it is to add weight. The other one: {other_find}"),
                    ),
                code: Some(code.id.clone()),
                rule: Some(rule.id.clone()),
            });
        }
    }
}

fn same_label<'c>(
    source: Source<'_>,
    codes: impl Iterator<Item = (&'c Code, &'c CodePlaces)>,
    out: &mut Vec<Finding>,
) {
    // The same label below two parents is usual ("Sonstiges").
    let mut seen: BTreeMap<(Option<&str>, String), u64> = BTreeMap::new();
    for (code, place) in codes.filter(|(code, _)| !code.label.de.trim().is_empty()) {
        let key = (code.parent.as_deref(), code.label.de.to_lowercase());
        let label = &code.label.de;
        if let Some(first) = seen.get(&key) {
            out.push(Finding {
                kind: Kind::SameLabel,
                problem: source
                    .mistake(
                        &place.label,
                        format!("Das Label „{label}“ gibt es schon in Zeile {first}."),
                        format!("The label “{label}” exists already in line {first}."),
                    )
                    .hint(
                        "In Tabellen wären die Kategorien nicht zu unterscheiden: eines der Labels ändern.",
                        "The categories could not be told apart in tables: change one of the labels.",
                    ),
                code: Some(code.id.clone()),
                rule: None,
            });
        } else {
            seen.insert(key, source.line(place.label.start));
        }
    }
}

fn same_rule<'c>(
    source: Source<'_>,
    codes: impl Iterator<Item = (&'c Code, &'c CodePlaces)>,
    out: &mut Vec<Finding>,
) {
    let mut seen: BTreeMap<String, (&str, &str)> = BTreeMap::new();
    for (code, place) in codes {
        for (rule, rule_place) in code.match_rules.iter().zip(&place.rules) {
            let printed = rule.query.to_string();
            let Some((first_code, first_rule)) = seen.get(&printed) else {
                seen.insert(printed, (&code.id, &rule.id));
                continue;
            };
            let hint = if *first_code == code.id {
                ("Eine der beiden löschen.", "Delete one of the two.")
            } else {
                (
                    "Beide Codes werden immer zusammen vorgeschlagen; ist das gemeint, kann es so bleiben.",
                    "Both codes are always proposed together; if that is meant, it may stay.",
                )
            };
            out.push(Finding {
                kind: Kind::SameRule,
                problem: source
                    .mistake(
                        &rule_place.find,
                        format!("Diese Regel steht schon bei „{first_code}“ (Regel „{first_rule}“)."),
                        format!("This rule stands already with “{first_code}” (rule “{first_rule}”)."),
                    )
                    .hint(hint.0, hint.1),
                code: Some(code.id.clone()),
                rule: Some(rule.id.clone()),
            });
        }
    }
}
