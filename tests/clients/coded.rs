//! A study of two questions, one of them with two slots, and three coders who differ: what was asked, answered, suggested,
//! said and settled. The study is made of it, and what its exports have to hold is reckoned from it (`coded_expected`).

use std::collections::BTreeMap;

use freitext::codebook::Codebook;
use freitext::study::{Act, Keys, Study, Wanted};
use freitext::survey::{ActionKind, Alone, CodingLayer, Decision, FinalRule, Outcome, Several, UnitId};

use super::desk::Desk;

pub const CODERS: [&str; 3] = ["Bert", "Clara", "Änne"];
pub const QUESTIONS: [&str; 2] = ["q1", "q2"];

/// Each code but the last is suggested where its word stands by itself.
pub const CODEBOOK: &str = r#"
format = 1
title = "Felder der Stadt"
version = "1.0"
[[code]]
id = "bildung"
value = 1
label = "Bildung „für alle“"
definition = "x"
match_rules = ["=schule"]
[[code]]
id = "wohnen"
value = 2
label = "Wohnen"
definition = "x"
match_rules = ["=miete"]
[[code]]
id = "verkehr"
value = 3
label = "Bus & Bahn"
definition = "x"
match_rules = ["=bus"]
[[code]]
id = "umwelt"
value = 10
label = "Ökologie 🌱"
definition = "x"
match_rules = ["=baum"]
[[code]]
id = "rest"
value = 99
label = "Übriges"
definition = "x"
"#;
const WORDS: [(&str, &str); 4] = [
    ("schule", "bildung"),
    ("miete", "wohnen"),
    ("bus", "verkehr"),
    ("baum", "umwelt"),
];

/// Answers, and why they are none (`missing` in the exports).
const TEXTS: [(&str, Option<i8>); 12] = [
    ("Schule und Miete", None),
    ("Der Bus kommt nie 😀", None),
    ("Mehr Grün:\nein Baum, noch ein Baum\n\nund Ruhe", None),
    ("k. A.", Some(-12)),
    ("Ängste, Öl & Übermaß, \"ß\"; 'so'", None),
    ("Miete; Miete, Bus", None),
    ("weiß nicht", Some(-11)),
    ("=1+1", None),
    ("", Some(-16)),
    ("Baum\tund Schule", None),
    ("-", Some(-15)),
    ("Entfällt", Some(-13)),
];

/// What one coder says of a unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Said {
    /// Joined by `|`.
    Codes(&'static str),
    NoneFits,
    NotCodable,
    Deferred,
}

/// What the three say, and what they settle where they differ.
type Opinions = ([Option<Said>; 3], Option<Said>);

const OPINIONS: [Opinions; 13] = {
    use Said::{Codes, Deferred, NoneFits, NotCodable};
    const fn codes(codes: &'static str) -> Option<Said> {
        Some(Codes(codes))
    }
    [
        (
            [
                codes("bildung|wohnen"),
                codes("wohnen|bildung"),
                codes("bildung|wohnen"),
            ],
            None,
        ),
        ([codes("bildung"), codes("wohnen"), None], None),
        ([None, None, None], None),
        ([Some(NoneFits), Some(NoneFits), Some(NoneFits)], None),
        ([codes("verkehr"), None, None], None),
        ([Some(Deferred), None, None], None),
        ([codes("wohnen"), Some(Deferred), codes("wohnen")], None),
        ([Some(NotCodable), None, Some(NotCodable)], None),
        ([codes("umwelt|rest"), codes("rest|umwelt"), None], None),
        (
            [Some(NoneFits), codes("rest"), None],
            codes("rest|umwelt|bildung"),
        ),
        ([None, None, None], None),
        (
            [codes("bildung"), codes("bildung|rest"), codes("rest")],
            Some(NoneFits),
        ),
        ([None, codes("verkehr|umwelt"), Some(Deferred)], None),
    ]
};

/// A returned questionnaire.
pub struct Record {
    pub nr: String,
    pub person: String,
    pub amt: &'static str,
    pub stufe: u8,
    /// `q1`, `q2_1`, `q2_2`
    pub texts: [&'static str; 3],
}

pub struct Unit {
    /// Place of the questionnaire.
    pub record: usize,
    /// Place of the question, and the slot among its columns, from 1.
    pub question: usize,
    pub slot: usize,
    pub text: &'static str,
    pub missing: Option<i8>,
    pub said: [Option<Said>; 3],
    pub settled: Option<Said>,
    /// Ids of codes.
    pub suggested: Vec<&'static str>,
}

pub struct Coded {
    pub records: Vec<Record>,
    pub units: Vec<Unit>,
    pub codebook: Codebook,
}

impl Coded {
    pub fn new() -> Coded {
        let records: Vec<Record> = (0..39)
            .map(|at: usize| Record {
                nr: format!("F{}", at + 1),
                // Three people sent two.
                person: format!("p{}", at % 36),
                amt: ["Jugendämter", "Sozialämter „Süd“", "Amt für Übriges"][at % 36 % 3],
                stufe: (at % 36 % 4 + 1) as u8,
                texts: [
                    TEXTS[at % 12].0,
                    TEXTS[(at * 5 + 3) % 12].0,
                    TEXTS[(at * 7 + at / 12) % 12].0,
                ],
            })
            .collect();
        let mut units = Vec::new();
        for (record, of) in records.iter().enumerate() {
            let mut add = |question: usize, slot: usize, text: &'static str| {
                let missing = TEXTS.iter().find(|(known, _)| *known == text).unwrap().1;
                let (said, settled) = OPINIONS[(units.len() * 8 + record) % OPINIONS.len()];
                // Of what is no answer people say something in one case only.
                let is_told = missing.is_none() || said[0] == Some(Said::NoneFits);
                let words: Vec<String> = text
                    .split(|c: char| !c.is_alphabetic())
                    .map(str::to_lowercase)
                    .collect();
                let suggested = WORDS
                    .iter()
                    .filter(|(word, _)| words.iter().any(|known| known == word));
                units.push(Unit {
                    record,
                    question,
                    slot,
                    text,
                    missing,
                    said: if is_told { said } else { [None; 3] },
                    settled: settled.filter(|_| is_told),
                    suggested: suggested.map(|(_, code)| *code).collect(),
                });
            };
            add(0, 1, of.texts[0]);
            // Of empty slots the first stands for all, where all are empty.
            let filled: Vec<usize> = (1..=2).filter(|slot| !of.texts[*slot].is_empty()).collect();
            for slot in if filled.is_empty() { vec![1] } else { filled } {
                add(1, slot, of.texts[slot]);
            }
        }
        Coded {
            records,
            units,
            codebook: Codebook::read(CODEBOOK, "felder.toml").unwrap(),
        }
    }

    /// A desk with the study `s.freitext`.
    pub fn study(&self) -> Desk {
        let desk = Desk::new();
        let mut out = csv::Writer::from_writer(Vec::new());
        out.write_record(["nr", "person", "amt", "stufe", "q1", "q2_1", "q2_2"])
            .unwrap();
        for record in &self.records {
            let [q1, q2, q3] = record.texts;
            out.write_record([
                &record.nr,
                &record.person,
                record.amt,
                &record.stufe.to_string(),
                q1,
                q2,
                q3,
            ])
            .unwrap();
        }
        desk.file("in.csv", out.into_inner().unwrap());
        desk.file("felder.toml", CODEBOOK);
        let import = [
            "import",
            "s.freitext",
            "in.csv",
            "--id",
            "nr",
            "--respondent",
            "person",
            "--text",
            "q1",
            "q2_1",
            "q2_2",
        ];
        desk.freitext(&import).succeeds();
        let suggest = [
            "suggest",
            "s.freitext",
            "--codebook",
            "felder.toml",
            "--method",
            "rules",
            "--per-answer",
            "several",
        ];
        desk.freitext(&suggest).succeeds();
        self.decide(&desk);
        desk
    }

    fn decide(&self, desk: &Desk) {
        let mut study = Study::open(&desk.path("s.freitext")).unwrap();
        let questions = study.questions().unwrap();
        let mut ids: BTreeMap<(String, String, usize), UnitId> = BTreeMap::new();
        let wanted = Wanted {
            keys: Keys::AlsoOfRecords,
            ..Wanted::default()
        };
        let walk = study.walk(&wanted, |unit| {
            let question = questions
                .iter()
                .find(|question| question.id == unit.question)
                .unwrap();
            let slot = unit.slot.max(1) as usize;
            ids.insert((unit.record_key.clone(), question.key.clone(), slot), unit.unit);
            Ok(())
        });
        walk.unwrap();
        assert_eq!(ids.len(), self.units.len());
        let codebook = study.codebooks().unwrap().remove(0).id;
        let written = study.change(|change| {
            let rule = FinalRule {
                several: Several::Identical,
                alone: Alone::Counts,
            };
            change.state(FinalRule::SETTING, &rule, 0)?;
            let coders = [
                change.coder(CODERS[0])?,
                change.coder(CODERS[1])?,
                change.coder(CODERS[2])?,
            ];
            for unit in &self.units {
                let key = (
                    self.records[unit.record].nr.clone(),
                    QUESTIONS[unit.question].to_owned(),
                    unit.slot,
                );
                let id = ids[&key];
                let act = |coder, kind| Act {
                    coder,
                    codebook,
                    kind,
                    undoes: None,
                    time: 1_700_000_000,
                };
                let mut compared = Vec::new();
                for (said, coder) in unit.said.iter().zip(coders) {
                    let Some(said) = said else { continue };
                    let action = change.act(&act(coder, ActionKind::Decide))?;
                    change.decide(&action, &Decision::of(id, outcome(*said)))?;
                    compared.push(action.uid);
                }
                if let Some(settled) = unit.settled {
                    let action = change.act(&act(coders[0], ActionKind::Settle))?;
                    let decision = Decision {
                        layer: CodingLayer::Final,
                        settled: compared,
                        ..Decision::of(id, outcome(settled))
                    };
                    change.decide(&action, &decision)?;
                }
            }
            Ok(())
        });
        written.unwrap();
    }
}

fn outcome(said: Said) -> Outcome {
    match said {
        Said::Codes(codes) => Outcome::Codes(codes.split('|').map(str::to_owned).collect()),
        Said::NoneFits => Outcome::NoneFits,
        Said::NotCodable => Outcome::NotCodable,
        Said::Deferred => Outcome::Deferred,
    }
}
