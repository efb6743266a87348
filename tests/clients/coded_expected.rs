//! What the data sets of the coded study have to hold, variable by variable and set by set: the rules of the README written
//! down a second time, without the program.

use super::coded::{CODERS, Coded, QUESTIONS, Said, Unit};
use super::expected::{Cells, Expected, Set};
use super::labels::{kinds, of_code, of_codes, standings};

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Base {
    Units,
    /// Questionnaires.
    Records,
    Respondents,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Which {
    Held,
    Final,
    Suggested,
    EachCoder,
}

impl Which {
    pub const ALL: [(Which, &'static str); 4] = [
        (Which::Held, "held"),
        (Which::Final, "final"),
        (Which::Suggested, "suggested"),
        (Which::EachCoder, "each-coder"),
    ];
}

pub struct DataSet {
    /// What came in.
    pub came: Vec<Expected>,
    pub own: Vec<Expected>,
    pub sets: Vec<Set>,
}

/// From the least finished to what never gets a code.
const UNFINISHED: [i8; 18] = [
    -1, -2, -3, -4, 5, 4, 6, 2, 1, 3, -5, -11, -12, -13, -14, -15, -16, -17,
];

/// Whose coding a block of variables holds.
#[derive(Clone, Copy, PartialEq)]
enum Whose {
    Held,
    Final,
    Suggested,
    Coder(usize),
}

/// Where a unit stands, and the codes it has, where it is known.
fn standing(unit: &Unit, whose: Whose) -> (i8, Option<Vec<&'static str>>) {
    let nobody = || match (unit.missing, whose) {
        (Some(missing), _) => (missing, None),
        (None, Whose::Final | Whose::Coder(_)) => (-1, None),
        (None, _) if unit.suggested.is_empty() => (6, Some(Vec::new())),
        (None, _) => (4, Some(unit.suggested.clone())),
    };
    let of = |said: Said| match said {
        Said::Codes(codes) => (1, Some(codes.split('|').collect())),
        Said::NoneFits => (3, Some(Vec::new())),
        Said::NotCodable => (-5, None),
        Said::Deferred => (-4, None),
    };
    let sorted = |said: Said| match said {
        Said::Codes(codes) => {
            let mut codes: Vec<&str> = codes.split('|').collect();
            codes.sort_unstable();
            codes.join("|")
        }
        said => format!("{said:?}"),
    };
    match whose {
        Whose::Suggested => nobody(),
        Whose::Coder(at) => unit.said[at].map_or_else(nobody, of),
        Whose::Held | Whose::Final => {
            let decided: Vec<Said> = unit
                .said
                .into_iter()
                .flatten()
                .filter(|said| *said != Said::Deferred)
                .collect();
            match (unit.settled, &decided[..]) {
                (Some(settled), _) => of(settled),
                (None, []) if unit.said.contains(&Some(Said::Deferred)) => (-4, None),
                (None, []) => nobody(),
                (None, [first, rest @ ..]) if rest.iter().all(|said| sorted(*said) == sorted(*first)) => {
                    of(*first)
                }
                (None, _) => (-2, None),
            }
        }
    }
}

/// A row of one block.
struct Row {
    /// Why there are no words.
    missing: Option<f64>,
    standing: Option<f64>,
    /// Codes, where they are known of one unit at least; else why they are not.
    codes: Result<Vec<&'static str>, Option<f64>>,
}

fn row(units: &[&Unit], whose: Whose) -> Row {
    let all: Vec<_> = units.iter().map(|unit| standing(unit, whose)).collect();
    let known: Vec<&&str> = all
        .iter()
        .filter_map(|(_, codes)| codes.as_ref())
        .flatten()
        .collect();
    let is_known = all.iter().any(|(_, codes)| codes.is_some());
    let missing: Option<Vec<i8>> = units.iter().map(|unit| unit.missing).collect();
    Row {
        missing: missing
            .and_then(|missing| missing.into_iter().max())
            .map(f64::from),
        standing: UNFINISHED
            .iter()
            .find(|number| all.iter().any(|(standing, _)| standing == *number))
            .map(|number| f64::from(*number)),
        codes: match is_known {
            true => Ok(known.into_iter().copied().collect()),
            false => Err(all.iter().map(|(standing, _)| *standing).max().map(f64::from)),
        },
    }
}

impl Coded {
    /// The units of each row.
    fn rows(&self, base: Base) -> Vec<Vec<&Unit>> {
        let key = |at: usize, unit: &Unit| match base {
            Base::Units => at.to_string(),
            Base::Records => unit.record.to_string(),
            Base::Respondents => self.records[unit.record].person.clone(),
        };
        let mut rows: Vec<(String, Vec<&Unit>)> = Vec::new();
        for (at, unit) in self.units.iter().enumerate() {
            let key = key(at, unit);
            match rows.iter_mut().find(|(known, _)| *known == key) {
                Some((_, units)) => units.push(unit),
                None => rows.push((key, vec![unit])),
            }
        }
        rows.into_iter().map(|(_, units)| units).collect()
    }

    pub fn data_set(&self, base: Base, which: Which) -> DataSet {
        let rows = self.rows(base);
        let mut made = DataSet {
            came: self.came(base, &rows),
            own: Vec::new(),
            sets: Vec::new(),
        };
        if base == Base::Units {
            made.own.extend(self.of_units(&rows));
        }
        let whose = match which {
            Which::Held | Which::EachCoder => Whose::Held,
            Which::Final => Whose::Final,
            Which::Suggested => Whose::Suggested,
        };
        let coders: &[usize] = if which == Which::EachCoder {
            &[0, 1, 2]
        } else {
            &[]
        };
        for whose in std::iter::once(whose).chain(coders.iter().map(|at| Whose::Coder(*at))) {
            match base {
                Base::Units => self.block(&rows, None, whose, &mut made),
                Base::Records | Base::Respondents => {
                    for question in 0..QUESTIONS.len() {
                        self.block(&rows, Some(question), whose, &mut made);
                    }
                }
            }
        }
        made
    }

    fn came(&self, base: Base, rows: &[Vec<&Unit>]) -> Vec<Expected> {
        let mut came = Vec::new();
        let mut add = |name: &str, label: Option<&str>, cells: Cells| {
            came.push(Expected {
                name: name.to_owned(),
                label: label.map(str::to_owned),
                values: Vec::new(),
                cells,
            });
        };
        let first = |units: &Vec<&Unit>| &self.records[units[0].record];
        if base != Base::Respondents {
            let nr = rows.iter().map(|units| first(units).nr.clone());
            add("nr", Some("Kennung des Fragebogens"), Cells::Texts(nr.collect()));
        }
        let person = rows.iter().map(|units| first(units).person.clone());
        add("person", Some("Befragte"), Cells::Texts(person.collect()));
        let amt = rows.iter().map(|units| first(units).amt.to_owned());
        add("amt", Some(""), Cells::Texts(amt.collect()));
        let stufe = rows.iter().map(|units| Some(f64::from(first(units).stufe)));
        add("stufe", Some(""), Cells::Numbers(stufe.collect()));
        for (name, question, slot) in [("q1", 0, 1), ("q2_1", 1, 1), ("q2_2", 1, 2)] {
            let said = |units: &Vec<&Unit>| {
                let own = units
                    .iter()
                    .filter(|unit| (unit.question, unit.slot) == (question, slot));
                let mut texts: Vec<&str> = Vec::new();
                for unit in own.filter(|unit| !unit.text.is_empty()) {
                    if !texts.contains(&unit.text) {
                        texts.push(unit.text);
                    }
                }
                texts.join(" | ")
            };
            add(name, None, Cells::Texts(rows.iter().map(said).collect()));
        }
        came
    }

    fn of_units(&self, rows: &[Vec<&Unit>]) -> [Expected; 2] {
        let key = |unit: &Unit| {
            let nr = &self.records[unit.record].nr;
            match unit.question {
                0 => format!("{nr}.q1"),
                _ => format!("{nr}.q2.{}", unit.slot),
            }
        };
        let questions = QUESTIONS.iter().enumerate();
        [
            Expected {
                name: "unit".to_owned(),
                label: Some("Kodiereinheit".to_owned()),
                values: Vec::new(),
                cells: Cells::Texts(rows.iter().map(|units| key(units[0])).collect()),
            },
            Expected {
                name: "question".to_owned(),
                label: Some("Frage".to_owned()),
                values: questions
                    .map(|(at, key)| ((at + 1) as f64, (*key).to_owned()))
                    .collect(),
                cells: Cells::Numbers(
                    rows.iter()
                        .map(|units| Some((units[0].question + 1) as f64))
                        .collect(),
                ),
            },
        ]
    }

    /// The variables of one coding of one question; none: of all.
    fn block(&self, rows: &[Vec<&Unit>], question: Option<usize>, whose: Whose, made: &mut DataSet) {
        let rows: Vec<Row> = rows
            .iter()
            .map(|units| {
                let own = units
                    .iter()
                    .filter(|unit| question.is_none_or(|question| unit.question == question));
                row(&own.copied().collect::<Vec<_>>(), whose)
            })
            .collect();
        let before = question
            .map(|at| format!("{}_", QUESTIONS[at]))
            .unwrap_or_default();
        let (after, of) = match whose {
            // Names are made of letters of ASCII, labels are not.
            Whose::Coder(at) => (
                format!("_{}", CODERS[at].replace('Ä', "Ae")),
                format!(" ({})", CODERS[at]),
            ),
            _ => (String::new(), String::new()),
        };
        let mut add = |what: &str, label: &str, values: Vec<(f64, String)>, cells: Vec<Option<f64>>| {
            let name = format!("{before}{what}{after}");
            made.own.push(Expected {
                name: name.clone(),
                label: Some(format!("{label}{of}")),
                values,
                cells: Cells::Numbers(cells),
            });
            name
        };
        if !matches!(whose, Whose::Coder(_)) {
            let cells = rows.iter().map(|row| row.missing).collect();
            add("missing", "Warum eine Antwort fehlt", kinds(), cells);
        }
        let cells = rows.iter().map(|row| row.standing).collect();
        add("status", "Stand der Kodierung", standings(), cells);
        let codes = &self.codebook.codes;
        let mut dichotomies = Vec::new();
        for code in codes {
            let cells = rows.iter().map(|row| match &row.codes {
                Ok(codes) => Some(f64::from(u8::from(codes.contains(&code.id.as_str())))),
                Err(reason) => *reason,
            });
            dichotomies.push(add(&code.id, &code.label.de, of_code(), cells.collect()));
        }
        let own = |row: &Row| -> Vec<f64> {
            let has = |id: &str| row.codes.as_ref().is_ok_and(|codes| codes.contains(&id));
            let values = codes
                .iter()
                .filter(|code| has(&code.id))
                .map(|code| code.value as f64);
            values.collect()
        };
        let values = of_codes(&self.codebook);
        let most = rows.iter().map(|row| own(row).len()).max().unwrap().max(1);
        let mut categories = Vec::new();
        for nth in 0..most {
            let cells = rows.iter().map(|row| match (own(row).get(nth), &row.codes) {
                (Some(value), _) => Some(*value),
                (None, Ok(_)) if nth == 0 => Some(-6.0),
                (None, Err(reason)) if nth == 0 => *reason,
                _ => None,
            });
            let label = format!("{}. Code", nth + 1);
            categories.push(add(
                &format!("code{}", nth + 1),
                &label,
                values.clone(),
                cells.collect(),
            ));
        }
        let about = question.map_or("felder", |at| QUESTIONS[at]);
        let wording = question
            .map(|at| format!(": {}", QUESTIONS[at]))
            .unwrap_or_default();
        for (ending, counted, members) in [("md", Some(1.0), dichotomies), ("mc", None, categories)] {
            if members.len() > 1 {
                made.sets.push(Set {
                    name: format!("{about}_{ending}{after}"),
                    label: format!("Felder der Stadt{wording}{of}"),
                    counted,
                    members,
                });
            }
        }
    }
}
