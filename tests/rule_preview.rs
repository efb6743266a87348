//! What a change of a code's match rules gains, loses and leaves is the difference between two runs of the rules, to the last
//! piece of evidence: worked examples, and any change of any code of the shipped codebooks on their answers.

mod desk;

use std::collections::BTreeMap;

use desk::Desk;
use freitext::codebook::{Codebook, MatchRule};
use freitext::query::{SideBySide, parse};
use freitext::search::Index;
use freitext::study::{Evidence, StoredCodebook, Study};
use freitext::suggest::{MIN_SCORE, Place, Rules, RulesAsTheyAre, Settings, Suggester, Work};
use freitext::survey::{CodebookId, UnitId};
use proptest::prelude::*;

struct Corpus {
    _desk: Desk,
    study: Study,
    index: Index,
    codebook: Codebook,
}

fn corpus(file: &str, codebook: &str) -> Corpus {
    let desk = Desk::new();
    let path = desk.corpus(file);
    desk.freitext(&["import", "s.freitext", &path, "--text", "text", "--id", "id"])
        .succeeds();
    let study = Study::open(&desk.path("s.freitext")).unwrap();
    let codebook = Codebook::open(codebook).unwrap();
    let index = Index::of(&study, &|_, _| Ok(()))
        .unwrap()
        .with_exceptions(&codebook.stem_exceptions);
    Corpus {
        _desk: desk,
        study,
        index,
        codebook,
    }
}

fn rule(find: &str, weight: f64) -> MatchRule {
    MatchRule {
        id: String::new(),
        find: find.into(),
        query: parse(find, SideBySide::Or).unwrap(),
        weight,
        note: String::new(),
    }
}

impl Corpus {
    /// What a run proposes for a code that has these rules.
    fn run(&self, code: usize, rules: &[MatchRule]) -> BTreeMap<UnitId, Vec<Evidence>> {
        let mut codebook = self.codebook.clone();
        codebook.codes[code].match_rules = rules.to_vec();
        let work = Work {
            texts: &self.study,
            index: &self.index,
            codebook: &StoredCodebook {
                id: CodebookId(1),
                name: "t".into(),
                codebook,
            },
            reviewed: &[],
            carried: None,
            settings: &Settings::default(),
        };
        let mut found = BTreeMap::new();
        let mut keep = |suggestion: freitext::study::Suggestion| {
            if suggestion.code == code {
                found.insert(suggestion.unit, suggestion.evidence);
            }
            Ok(())
        };
        Rules.propose(&work, &mut keep).unwrap();
        found
    }

    fn compare(&self, code: usize, old: &[MatchRule], new: &[MatchRule]) -> [usize; 3] {
        let now = RulesAsTheyAre::of(&self.index, old, MIN_SCORE).unwrap();
        let change = now.change(&self.index, new).unwrap();
        let (before, after) = (self.run(code, old), self.run(code, new));
        let evidence =
            |places: &[Place], of: &dyn Fn(Place) -> Vec<Evidence>| -> BTreeMap<UnitId, Vec<Evidence>> {
                places.iter().map(|place| (place.unit, of(*place))).collect()
            };
        let later = |place| change.evidence_after(&self.index, place);
        let earlier = |place| change.evidence_before(&self.index, place);
        let pick =
            |of: &BTreeMap<UnitId, Vec<Evidence>>, other: &BTreeMap<UnitId, Vec<Evidence>>, both: bool| {
                let kept = of.iter().filter(|(unit, _)| other.contains_key(unit) == both);
                kept.map(|(unit, evidence)| (*unit, evidence.clone()))
                    .collect::<BTreeMap<_, _>>()
            };
        assert_eq!(
            evidence(&change.gained, &later),
            pick(&after, &before, false),
            "gained"
        );
        assert_eq!(
            evidence(&change.lost, &earlier),
            pick(&before, &after, false),
            "lost"
        );
        assert_eq!(
            evidence(&change.stays, &later),
            pick(&after, &before, true),
            "stays"
        );
        assert_eq!(
            evidence(&change.stays, &earlier),
            pick(&before, &after, true),
            "stays"
        );
        for places in [&change.gained, &change.lost, &change.stays] {
            assert!(places.is_sorted_by_key(|place| place.unit));
        }
        [&change.gained, &change.lost, &change.stays].map(Vec::len)
    }
}

#[test]
fn a_narrower_rule_loses_and_a_further_one_gains() {
    let corpus = corpus("massnahmen.csv", "handlungsfelder");
    let count = |old: &[MatchRule], new: &[MatchRule]| corpus.compare(0, old, new);
    let festival = [rule("[fest]", 1.0)];
    let [gained, lost, stays] = count(&festival, &[rule("[fest] NOT straßenfest*", 1.0)]);
    assert_eq!(gained, 0);
    assert!(lost > 0 && stays > 0, "{lost} {stays}");
    let [gained, lost, _] = count(&festival, &[rule("[fest]", 1.0), rule("[verein]", 1.0)]);
    assert!(gained > 0 && lost == 0);
    // Two weak rules are strong enough where both hit.
    let weak = |weight: f64| [rule("[kinder]", weight), rule("[jugend]", weight)];
    let [gained, lost, stays] = count(&weak(0.2), &weak(0.3));
    assert!(gained > 0 && lost == 0 && stays == 0);
    assert_eq!(count(&weak(0.6), &weak(0.6))[..2], [0, 0]);
    let all = count(&[], &weak(1.0))[0];
    assert_eq!(count(&weak(1.0), &[]), [0, all, 0]);
    // A rule that only stands elsewhere changes nothing.
    let mut turned = weak(1.0);
    turned.reverse();
    assert_eq!(count(&weak(1.0), &turned), [0, 0, all]);
}

#[test]
fn any_change_of_any_rule_is_told_as_two_runs_would() {
    let shipped = [
        ("massnahmen.csv", "handlungsfelder"),
        ("chancen.csv", "chancen"),
        ("hemmnisse.csv", "hemmnisse"),
        ("zusammenhalt.csv", "zusammenhalt"),
    ];
    for (file, codebook) in shipped {
        let corpus = corpus(file, codebook);
        let all: Vec<MatchRule> = corpus
            .codebook
            .codes
            .iter()
            .flat_map(|code| code.match_rules.clone())
            .collect();
        let codes: Vec<usize> = (0..corpus.codebook.codes.len())
            .filter(|code| !corpus.codebook.codes[*code].match_rules.is_empty())
            .collect();
        let changes = prop::collection::vec(
            (
                0usize..4,
                any::<prop::sample::Index>(),
                any::<prop::sample::Index>(),
                1u32..=10,
            ),
            1..5,
        );
        let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
            cases: 24,
            failure_persistence: None,
            ..ProptestConfig::default()
        });
        let told = |(code, changes): (usize, Vec<(usize, prop::sample::Index, prop::sample::Index, u32)>)| {
            let old = corpus.codebook.codes[code].match_rules.clone();
            let mut new = old.clone();
            for (kind, at, other, weight) in changes {
                let weight = f64::from(weight) / 10.0;
                match kind {
                    0 if !new.is_empty() => drop(new.remove(at.index(new.len()))),
                    1 if !new.is_empty() => {
                        let at = at.index(new.len());
                        new[at].weight = weight;
                    }
                    2 if !new.is_empty() => {
                        let at = at.index(new.len());
                        new[at] = all[other.index(all.len())].clone();
                    }
                    _ => new.push(MatchRule {
                        weight,
                        ..all[other.index(all.len())].clone()
                    }),
                }
            }
            corpus.compare(code, &old, &new);
            Ok(())
        };
        runner.run(&(prop::sample::select(codes), changes), told).unwrap();
    }
}
