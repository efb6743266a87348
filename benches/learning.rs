//! Prints learning curves: how well codes are suggested after 0, 25, 50, … reviewed answers, and how far probabilities hold.
//!
//!     cargo bench --bench learning -- [cimt] [massive] [shipped] [development] [--weights]
//!
//! Protocol, draws and figures stand in `benches/learning/README.md`. The two sets lie beside the project and are left out aloud
//! where they are absent.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use freitext::codebook::Codebook;
use freitext::import::{self, Choices};
use freitext::language::Analyser;
use freitext::problem::unwatched;
use freitext::search::Index;
use freitext::study::{Study, Wanted};
use freitext::suggest::learn::{Grid, Learner, Material, Reviewed, Uses};
use freitext::survey::{AnswerLanguage, PerAnswer};

const SEED: &str = "2021";
const SIZES: [usize; 6] = [0, 25, 50, 100, 200, 400];
const DRAWS: usize = 5;
const INTENTS: usize = 12;
const POOL: usize = 1000;

const NOTHING: Uses = Uses {
    rules: false,
    texts: false,
    decisions: true,
};
const TEXTS: Uses = Uses {
    texts: true,
    ..NOTHING
};
const ALL: Uses = Uses { rules: true, ..TEXTS };
const RULES: Uses = Uses {
    rules: true,
    ..NOTHING
};

fn main() {
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .collect();
    let is_wanted = |name: &str| {
        wanted.iter().all(|word| word == "development") || wanted.iter().any(|word| word == name)
    };
    let part = if wanted.iter().any(|word| word == "development") {
        Part::Development
    } else {
        Part::Final
    };
    println!(
        "{:<18} {:<22} {:>4} {:>9} {:>7} {:>9} {:>7}",
        "set", "evidence", "n", "micro F1", "sd", "macro F1", "ECE"
    );
    if is_wanted("cimt") {
        let keywords = Codebook::open(&path("benches/learning/cimt.toml")).expect("a codebook");
        let rules = Codebook::open(&path("tests/cimt/cimt.toml")).expect("a codebook");
        if let Some(set) = Set::cimt(&keywords, part) {
            set.rules_alone(&rules);
            set.curve("L0", &keywords, NOTHING);
            set.curve("L2", &without_rules(&keywords), TEXTS);
            set.curve("L3 keywords", &keywords, TEXTS);
            set.curve("L3 + as rules", &keywords, ALL);
            set.curve("L3 words of rules", &rules, TEXTS);
            set.curve("L3 + rules", &rules, ALL);
        }
    }
    if is_wanted("massive") {
        let keywords = Codebook::open(&path("benches/learning/massive.toml")).expect("a codebook");
        if let Some(set) = Set::massive(&keywords, part) {
            set.curve("L0", &keywords, NOTHING);
            set.curve("L2", &without_rules(&keywords), TEXTS);
            set.curve("L3 keywords", &keywords, TEXTS);
            set.curve("L3 + as rules", &keywords, ALL);
        }
    }
    if is_wanted("shipped") {
        for (name, file) in [
            ("handlungsfelder", "massnahmen"),
            ("chancen", "chancen"),
            ("herausforderungen", "herausforderungen"),
            ("strukturen", "strukturen"),
            ("foerderung", "foerderung"),
            ("hemmnisse", "hemmnisse"),
            ("zusammenhalt", "zusammenhalt"),
        ] {
            let codebook = Codebook::open(name).expect("a shipped codebook");
            let set = Set::shipped(name, file, &codebook);
            set.rules_alone(&codebook);
            set.curve("learned", &codebook, NOTHING);
            set.curve("texts, learned", &codebook, TEXTS);
            set.curve("rules, learned", &codebook, RULES);
            set.curve("together", &codebook, ALL);
        }
    }
}

fn path(relative: &str) -> String {
    format!("{}/{relative}", env!("CARGO_MANIFEST_DIR"))
}

fn without_rules(codebook: &Codebook) -> Codebook {
    let mut bare = codebook.clone();
    bare.codes.iter_mut().for_each(|code| code.match_rules.clear());
    bare
}

/// FNV-1a of "SEED|draw|id", finished as splitmix64 does.
fn rank(draw: usize, id: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in format!("{SEED}|{draw}|{id}").bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash = (hash ^ hash >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ hash >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ hash >> 31
}

fn drawn(draw: usize, ids: impl Iterator<Item = String>) -> Vec<String> {
    let mut ids: Vec<String> = ids.collect();
    ids.sort_by_key(|id| (rank(draw, id), id.clone()));
    ids
}

/// Rows of a CSV file by heading.
fn rows(file: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(file).expect("a file");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

/// Answers with the codes that people gave.
struct Set {
    name: String,
    study: Study,
    _folder: tempfile::TempDir,
    /// Given codes by unit, in the order of the units.
    given: Vec<Vec<String>>,
    /// Places of the units from which the reviewed ones are drawn, by draw.
    pool: Vec<Vec<usize>>,
    test: Test,
    per_answer: PerAnswer,
}

/// Choices were made on a third of the training part, so that the test part stays unseen.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Development,
    Final,
}

type Row = BTreeMap<String, String>;

impl Part {
    /// The answers to draw from and those to judge by.
    fn divide(self, train: Vec<Row>, test: Vec<Row>) -> (Vec<Row>, Vec<Row>) {
        match self {
            Part::Final => (train, test),
            Part::Development => train
                .into_iter()
                .partition(|row| !rank(0, &row["id"]).is_multiple_of(3)),
        }
    }
}

enum Test {
    /// These units, whatever was drawn.
    Fixed(Vec<usize>),
    /// What was not drawn.
    Rest,
}

impl Set {
    fn cimt(codebook: &Codebook, part: Part) -> Option<Set> {
        let folder = data("cimt_ottensen")?;
        let readme = std::fs::read_to_string(path("tests/cimt/README.md")).expect("the table of ids");
        let ids: BTreeMap<String, String> = readme
            .lines()
            .filter_map(|line| line.strip_prefix("| `"))
            .filter_map(|row| {
                let (id, rest) = row.split_once("` | ")?;
                Some((rest.split(" | ").next()?.trim().to_owned(), id.to_owned()))
            })
            .collect();
        let (train, test) = part.divide(rows(&folder.join("train.csv")), rows(&folder.join("test.csv")));
        let codes = |row: &BTreeMap<String, String>| {
            let codes = row["codes"].split('|').filter(|code| !code.is_empty());
            codes.map(|code| ids[code].clone()).collect()
        };
        Some(Set::of(
            "cimt",
            &train,
            &test,
            &codes,
            codebook,
            PerAnswer::Several,
        ))
    }

    fn massive(codebook: &Codebook, part: Part) -> Option<Set> {
        let folder = data("massive_de")?;
        let intents = rows(&folder.join("codes.csv"))
            .into_iter()
            .map(|row| row["code"].clone());
        let chosen = drawn(0, intents)[..INTENTS].to_vec();
        let named: Vec<&String> = codebook.codes.iter().map(|code| &code.id).collect();
        assert_eq!(
            chosen.iter().collect::<Vec<_>>(),
            named,
            "the codebook has the intents that are drawn"
        );
        let of_intents = |file: &str| {
            let mut rows = rows(&folder.join(file));
            rows.retain(|row| chosen.contains(&row["codes"]));
            rows
        };
        let (mut train, test) = (of_intents("train.csv"), of_intents("test.csv"));
        let pool: BTreeSet<String> = drawn(0, train.iter().map(|row| row["id"].clone()))
            .into_iter()
            .take(POOL)
            .collect();
        train.retain(|row| pool.contains(&row["id"]));
        let (train, test) = part.divide(train, test);
        let codes = |row: &BTreeMap<String, String>| vec![row["codes"].clone()];
        Some(Set::of(
            "massive",
            &train,
            &test,
            &codes,
            codebook,
            PerAnswer::One,
        ))
    }

    /// Only respondents with even numbers: rules were developed on the others.
    fn shipped(name: &str, file: &str, codebook: &Codebook) -> Set {
        let mut even = rows(Path::new(&path(&format!("corpora/{file}.csv"))));
        even.retain(|row| {
            row["respondent"]
                .parse::<u64>()
                .expect("a number")
                .is_multiple_of(2)
        });
        let codes = |row: &BTreeMap<String, String>| {
            let codes = row["codes"].split('|').filter(|code| !code.is_empty());
            codes.map(str::to_owned).collect()
        };
        let mut set = Set::of(name, &even, &[], &codes, codebook, PerAnswer::Several);
        set.test = Test::Rest;
        set
    }

    fn of(
        name: &str,
        train: &[BTreeMap<String, String>],
        test: &[BTreeMap<String, String>],
        codes: &dyn Fn(&BTreeMap<String, String>) -> Vec<String>,
        codebook: &Codebook,
        per_answer: PerAnswer,
    ) -> Set {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("answers.csv");
        let mut writer = csv::Writer::from_path(&file).expect("a file");
        writer.write_record(["id", "text"]).expect("written");
        for row in train.iter().chain(test) {
            writer.write_record([&row["id"], &row["text"]]).expect("written");
        }
        writer.flush().expect("written");
        let mut draft = Study::draft(&folder.path().join("study.freitext")).expect("a study");
        let choices = Choices {
            text: vec!["text".into()],
            id: Some("id".into()),
            ..Choices::default()
        };
        import::import(draft.study(), &file, &choices, None, 0, &unwatched).expect("imported");
        let study = draft.keep().expect("a study");
        // Units are those with words, in the order of the file; a missing answer has no place in the figures.
        let mut present: BTreeSet<String> = BTreeSet::new();
        study
            .walk(&Wanted::default(), |unit| {
                if unit.missing.is_none() {
                    present.insert(unit.key.clone());
                }
                Ok(())
            })
            .expect("units");
        let has_words = |row: &&BTreeMap<String, String>| present.contains(&row["id"]);
        let train: Vec<_> = train.iter().filter(has_words).collect();
        let test: Vec<_> = test.iter().filter(has_words).collect();
        let given = train
            .iter()
            .chain(&test)
            .map(|row| {
                let mut given = codes(row);
                let above: Vec<String> = given
                    .iter()
                    .flat_map(|id| codebook.ancestors(id).map(|code| code.id.clone()))
                    .collect();
                given.extend(above);
                given
            })
            .collect();
        let place: BTreeMap<String, usize> = train
            .iter()
            .enumerate()
            .map(|(at, row)| (row["id"].clone(), at))
            .collect();
        let pool = (1..=DRAWS)
            .map(|draw| {
                drawn(draw, place.keys().cloned())
                    .iter()
                    .map(|id| place[id])
                    .collect()
            })
            .collect();
        Set {
            name: name.to_owned(),
            study,
            _folder: folder,
            given,
            pool,
            test: Test::Fixed((train.len()..train.len() + test.len()).collect()),
            per_answer,
        }
    }

    fn material(&self, codebook: &Codebook) -> Material {
        let index = Index::of(&self.study, &unwatched)
            .expect("an index")
            .with_exceptions(&codebook.stem_exceptions);
        let material = Material::of(&self.study, &index, codebook, &[]).expect("material");
        assert_eq!(
            material.units.len(),
            self.given.len(),
            "a row with words is a unit"
        );
        material
    }

    fn curve(&self, evidence: &str, codebook: &Codebook, uses: Uses) {
        let material = self.material(codebook);
        let learner = Learner::prepare(&material, codebook, Analyser::of(AnswerLanguage::German), uses);
        for n in SIZES {
            if n == 0 && uses == NOTHING {
                continue;
            }
            let draws = if n == 0 { 1 } else { DRAWS };
            let mut weights = Vec::new();
            let figures: Vec<[f64; 3]> = self.pool[..draws]
                .iter()
                .filter(|pool| n < pool.len())
                .map(|pool| {
                    let rows = pool[..n].to_vec();
                    let given: Vec<f64> = rows.iter().flat_map(|row| self.codes(*row, codebook)).collect();
                    let reviewed = Reviewed {
                        rows,
                        given: Grid::of(codebook.codes.len(), given),
                    };
                    let fitted = learner.fit(&reviewed, Some(self.per_answer)).expect("fitted");
                    weights.push(*fitted.model.weights());
                    let pairs: Vec<Vec<Pair>> = self
                        .tested(&pool[..n])
                        .into_iter()
                        .map(|row| {
                            let p = fitted.probabilities.row(row);
                            pairs(&self.codes(row, codebook), p, &fitted.suggested(p))
                        })
                        .collect();
                    figures(&pairs, self.per_answer)
                })
                .collect();
            self.print(evidence, n, &figures);
            if let Some(weights) = weights.first()
                && std::env::args().any(|word| word == "--weights")
            {
                println!("{:<18} {weights:.2?}", "");
            }
        }
    }

    /// What the rules say, judged by the same answers.
    fn rules_alone(&self, codebook: &Codebook) {
        let material = self.material(codebook);
        for n in SIZES {
            let draws = if n == 0 { 1 } else { DRAWS };
            let figures: Vec<[f64; 3]> = self.pool[..draws]
                .iter()
                .filter(|pool| n < pool.len())
                .map(|pool| {
                    let pairs: Vec<Vec<Pair>> = self
                        .tested(&pool[..n])
                        .into_iter()
                        .map(|row| {
                            let scores = material.rules.row(row);
                            let mut suggested: Vec<bool> = scores.iter().map(|score| *score >= 0.5).collect();
                            for (code, entry) in codebook.codes.iter().enumerate() {
                                if suggested[code] {
                                    for above in codebook.ancestors(&entry.id) {
                                        suggested[codebook.order(&above.id).expect("a code")] = true;
                                    }
                                }
                            }
                            pairs(&self.codes(row, codebook), scores, &suggested)
                        })
                        .collect();
                    figures(&pairs, self.per_answer)
                })
                .collect();
            self.print("rules", n, &figures);
            if matches!(self.test, Test::Fixed(_)) {
                return;
            }
        }
    }

    fn tested(&self, drawn: &[usize]) -> Vec<usize> {
        match &self.test {
            Test::Fixed(rows) => rows.clone(),
            Test::Rest => (0..self.given.len()).filter(|row| !drawn.contains(row)).collect(),
        }
    }

    /// 1 for every given code.
    fn codes(&self, row: usize, codebook: &Codebook) -> Vec<f64> {
        let given = &self.given[row];
        codebook
            .codes
            .iter()
            .map(|code| f64::from(u8::from(given.contains(&code.id))))
            .collect()
    }

    fn print(&self, evidence: &str, n: usize, figures: &[[f64; 3]]) {
        if figures.is_empty() {
            return;
        }
        let mean = |at: usize| figures.iter().map(|figure| figure[at]).sum::<f64>() / figures.len() as f64;
        let micro = mean(0);
        let spread = figures
            .iter()
            .map(|figure| (figure[0] - micro).powi(2))
            .sum::<f64>();
        let spread = (spread / (figures.len() as f64 - 1.0).max(1.0)).sqrt();
        println!(
            "{:<18} {evidence:<22} {n:>4} {micro:>9.3} {spread:>7.3} {:>9.3} {:>7.3}",
            self.name,
            mean(1),
            mean(2)
        );
    }
}

fn data(name: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(path(&format!("../shared/data/{name}")));
    if !folder.exists() {
        println!("{name}: the texts are not here, left out");
        return None;
    }
    Some(folder)
}

/// One code of one unit.
struct Pair {
    given: bool,
    suggested: bool,
    score: f64,
}

fn pairs(given: &[f64], scores: &[f64], suggested: &[bool]) -> Vec<Pair> {
    given
        .iter()
        .zip(scores)
        .zip(suggested)
        .map(|((given, score), suggested)| Pair {
            given: *given > 0.0,
            suggested: *suggested,
            score: *score,
        })
        .collect()
}

/// Micro F1, macro F1 (0 for a code that is neither given nor suggested), expected calibration error in ten bins: over all pairs,
/// or, with one code per answer, over the most probable code of each.
fn figures(units: &[Vec<Pair>], per_answer: PerAnswer) -> [f64; 3] {
    let codes = units[0].len();
    let f1 = |of: &dyn Fn(&Pair) -> bool, code: Option<usize>| {
        let count = |is: &dyn Fn(&Pair) -> bool| {
            let pairs = units.iter().flat_map(|unit| match code {
                Some(code) => &unit[code..=code],
                None => &unit[..],
            });
            pairs.filter(|pair| is(pair)).count() as f64
        };
        let (given, suggested) = (count(&|pair| pair.given), count(of));
        let right = count(&|pair| pair.given && of(pair));
        if given + suggested == 0.0 {
            0.0
        } else {
            2.0 * right / (given + suggested)
        }
    };
    let suggested = |pair: &Pair| pair.suggested;
    let macro_f1 = (0..codes).map(|code| f1(&suggested, Some(code))).sum::<f64>() / codes as f64;
    let mut bins = [[0.0; 3]; 10];
    let judged: Vec<&Pair> = match per_answer {
        PerAnswer::Several => units.iter().flatten().collect(),
        PerAnswer::One => {
            let best = |unit: &'_ Vec<Pair>| {
                (0..unit.len()).max_by(|a, b| unit[*a].score.total_cmp(&unit[*b].score).then(b.cmp(a)))
            };
            units
                .iter()
                .filter_map(|unit| best(unit).map(|at| &unit[at]))
                .collect()
        }
    };
    for pair in &judged {
        let bin = &mut bins[((pair.score * 10.0) as usize).min(9)];
        bin[0] += 1.0;
        bin[1] += pair.score;
        bin[2] += f64::from(u8::from(pair.given));
    }
    let all = judged.len() as f64;
    let error = bins
        .iter()
        .map(|[_, score, given]| (score - given).abs() / all)
        .sum();
    [f1(&suggested, None), macro_f1, error]
}
