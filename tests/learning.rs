//! Learning from decisions: every explanation adds up, and nothing depends on the number of threads.

use freitext::codebook::Codebook;
use freitext::language::Analyser;
use freitext::suggest::learn::{Grid, Learner, Material, Reviewed, Uses};
use freitext::survey::{AnswerLanguage, PerAnswer, UnitId};
use proptest::prelude::*;

/// Written by the authors of this program.
const WORDS: [&str; 16] = [
    "Sprachkurse",
    "Sprache",
    "fehlen",
    "Radwege",
    "Fahrrad",
    "sicher",
    "Sicherheit",
    "Personal",
    "Fachpersonal",
    "mehr",
    "wir",
    "brauchen",
    "keine",
    "Bürger*innen",
    "z. B.",
    "–",
];

const CODEBOOK: &str = r#"
format = 1
title = "Probe"
version = "1"
[[code]]
id = "verkehr"
value = 1
label = "Verkehr"
[[code]]
id = "rad"
value = 2
parent = "verkehr"
label = "Radverkehr"
definition = "Fahrrad und Radwege"
match_rules = ["[rad]"]
[[code]]
id = "sprache"
value = 3
label = "Sprache"
match_rules = [{ find = "sprachkurs*", weight = 0.7 }]
"#;

fn uses() -> impl Strategy<Value = Uses> {
    (any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(rules, texts, decisions)| Uses {
        rules,
        texts,
        decisions,
    })
}

fn answers() -> impl Strategy<Value = Vec<String>> {
    let answer =
        prop::collection::vec(prop::sample::select(&WORDS[..]), 0..9).prop_map(|words| words.join(" "));
    prop::collection::vec(answer, 3..24)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Base, rules, text and learned sum to the log odds, the words to their parts, and the log odds are those of the probability.
    #[test]
    fn every_explanation_adds_up(
        texts in answers(),
        seeds in prop::collection::vec(any::<u32>(), 24),
        reviewed in 0usize..24,
        uses in uses(),
        per_answer in prop::sample::select(&[PerAnswer::One, PerAnswer::Several][..]),
    ) {
        let codebook = Codebook::read(CODEBOOK, "probe.toml").unwrap();
        let k = codebook.codes.len();
        let bit = |row: usize, code: usize| seeds[row] >> code & 1 == 1;
        let strength = |row: usize, code: usize| f64::from(seeds[row] >> (8 + code) & 3) / 4.0;
        let rules: Vec<f64> = (0..texts.len()).flat_map(|row| (0..k).map(move |code| strength(row, code))).collect();
        let material = Material {
            units: (1..=texts.len() as i64).map(UnitId).collect(),
            rules: Grid::of(k, rules),
            texts,
        };
        let rows: Vec<usize> = (0..reviewed.min(material.texts.len())).collect();
        let given = rows
            .iter()
            .flat_map(|row| match per_answer {
                PerAnswer::One => (0..k).map(|code| f64::from(u8::from(seeds[*row] as usize % (k + 1) == code))).collect::<Vec<_>>(),
                PerAnswer::Several => (0..k).map(|code| f64::from(u8::from(bit(*row, code)))).collect(),
            })
            .collect();
        let learner = Learner::prepare(&material, &codebook, Analyser::of(AnswerLanguage::German), uses);
        let fitted = learner.fit(&Reviewed { rows, given: Grid::of(k, given) }, Some(per_answer)).unwrap();
        let texts: Vec<&str> = material.texts.iter().map(String::as_str).collect();
        let reader = learner.reader(&fitted);
        let reading = reader.read(&texts, &material.rules);
        let own = reading.own_probabilities();
        for (row, text) in texts.iter().enumerate() {
            let mut raised = own.row(row).to_vec();
            let from = learner.raise(&mut raised);
            for code in 0..k {
                let why = reading.explain(row, code);
                let words = |part: fn(&freitext::suggest::learn::WordShare) -> f64| why.words.iter().map(part).sum::<f64>();
                prop_assert!((why.text - why.text_offset - words(|word| word.text)).abs() < 1e-9);
                prop_assert!((why.learned - why.learned_offset - words(|word| word.learned)).abs() < 1e-9);
                let odds = why.base + why.rules + why.text + why.learned;
                let p = own.row(row)[code];
                prop_assert!((1.0 / (1.0 + (-odds).exp()) - p).abs() < 1e-9, "{odds} {p} {why:?}");
                // In log odds as well, where they can be written down.
                if p > 1e-6 && p < 1.0 - 1e-6 {
                    prop_assert!((odds - (p / (1.0 - p)).ln()).abs() < 1e-9 * (1.0 + odds.abs()), "{odds} {p}");
                }
                if !uses.texts {
                    prop_assert_eq!(why.text, 0.0);
                }
                if !uses.decisions {
                    prop_assert_eq!(why.learned, 0.0);
                }
                for word in &why.words {
                    prop_assert!(text.get(word.span.start as usize..word.span.end as usize).is_some());
                }
                prop_assert_eq!(raised[code], own.row(row)[from[code]]);
            }
            // What is measured again is what was measured at first.
            for (again, first) in raised.iter().zip(fitted.probabilities.row(row)) {
                prop_assert!((again - first).abs() < 1e-9);
            }
        }
    }
}
