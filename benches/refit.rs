//! Prints how long learning takes: making a study ready, fitting again after one more decision, suggesting for all answers.
//!
//!     cargo bench --bench refit -- [437] [5000] [1000000]
//!
//! The 437 measures are real and so is their codebook. All other answers, codebooks and codings are **synthetic**: texts after
//! `generate`, codes where match rules of the codebook hit, with mistakes. They say how long it takes, never how right it
//! is. "Fit again" is all that happens after a decision: the fit, the probabilities of all answers held, the cut,
//! the suggestions. A benchmark prints figures and fails never.

mod cost;
mod generate;

use std::path::Path;
use std::time::Instant;

use cost::{peak_megabytes, processor_seconds, reset_peak};
use freitext::codebook::Codebook;
use freitext::import::{self, Choices};
use freitext::problem::unwatched;
use freitext::search::Index;
use freitext::study::{Act, StoredCodebook, Study};
use freitext::suggest::learn::{Grid, Learner, Material, Reviewed, Uses};
use freitext::suggest::{self, Asked, COMBINED, MIN_SCORE, Rules, Settings, Suggester, Work};
use freitext::survey::{ActionKind, Decision, Outcome, PerAnswer, Picked};
use generate::Random;

const ALL: Uses = Uses {
    rules: true,
    texts: true,
    decisions: true,
};
/// Match rules per generated code.
const RULES: usize = 8;
/// One code in so many is forgotten, and one answer in so many gets a code too many.
const MISTAKES: usize = 10;
/// Units decided in the study that is too large to be held.
const DECIDED: usize = 1000;

fn main() {
    let mut sizes: Vec<usize> = std::env::args()
        .skip(1)
        .filter_map(|argument| argument.replace('_', "").parse().ok())
        .collect();
    if sizes.is_empty() {
        sizes = vec![437, 5000, 1_000_000];
    }
    for size in sizes {
        match size {
            437 => {
                let measures = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/massnahmen.csv");
                let codebook = Codebook::open("handlungsfelder").expect("a shipped codebook");
                Desk::of(&measures, codebook).refits("shipped measures", &[25, 100, 400, 437]);
                Desk::generated(437, 12).refits("synthetic", &[25, 100, 400, 437]);
            }
            5000 => Desk::generated(5000, 60).refits("synthetic", &[25, 500, 2500, 5000]),
            _ => Desk::generated(size, 12).all(),
        }
    }
}

/// A study with its index and codebook.
struct Desk {
    study: Study,
    index: Index,
    codebook: StoredCodebook,
    _folder: tempfile::TempDir,
}

impl Desk {
    fn generated(answers: usize, codes: usize) -> Desk {
        let folder = tempfile::tempdir().expect("a folder");
        let vocabulary = generate::Vocabulary::of_corpora();
        let csv = folder.path().join("answers.csv");
        vocabulary.write_csv(&csv, answers, 20_261_122);
        let toml = vocabulary.codebook(codes, RULES, 7);
        Desk::of(
            &csv,
            Codebook::read(&toml, "benchmark").expect("the generated codebook is sound"),
        )
    }

    fn of(csv: &Path, codebook: Codebook) -> Desk {
        let folder = tempfile::tempdir().expect("a folder");
        let choices = Choices {
            text: vec!["text".into()],
            id: Some("id".into()),
            ..Choices::default()
        };
        let mut draft = Study::draft(&folder.path().join("study.freitext")).expect("a study");
        import::import(draft.study(), csv, &choices, None, 0, &unwatched).expect("imported");
        let mut study = draft.keep().expect("a study");
        let index = Index::of(&study, &unwatched).expect("an index");
        let kept = study
            .change(|change| change.keep_codebook("benchmark", &codebook, 0))
            .expect("kept");
        Desk {
            codebook: study.codebook(kept).expect("a codebook"),
            study,
            index,
            _folder: folder,
        }
    }

    /// Answers that are all held, fitted at several numbers of reviewed ones.
    fn refits(&self, name: &str, sizes: &[usize]) {
        let codebook = &self.codebook.codebook;
        let codes = codebook.codes.len();
        reset_peak();
        let read = || Material::of(&self.study, &self.index, codebook, &[]).expect("answers");
        let material = read();
        let prepare = || Learner::prepare(&material, codebook, self.index.analyser(), ALL);
        println!("{} {name} answers x {codes} codes", material.units.len());
        times("read answers and what rules say", 5, || read().units.len());
        times("make ready", 7, || prepare().codes());
        let learner = prepare();
        let order = shuffled(material.units.len());
        let given = with_mistakes(&material.rules);
        for n in sizes {
            let rows = order[..(*n).min(order.len())].to_vec();
            let reviewed = Reviewed {
                given: given.pick(&rows),
                rows,
            };
            times(
                &format!("fit again, {} reviewed", reviewed.rows.len()),
                if *n > 1000 { 5 } else { 11 },
                || {
                    let fitted = learner.fit(&reviewed, Some(PerAnswer::Several)).expect("a fit");
                    (0..material.units.len())
                        .map(|row| fitted.suggested(fitted.probabilities.row(row)))
                        .filter(|suggested| suggested.contains(&true))
                        .count()
                },
            );
        }
        print_peak();
    }

    /// All answers of a study too large to be held, from decisions to suggestions kept in the study.
    fn all(&mut self) {
        let units = self.decide();
        println!(
            "{units} synthetic answers x {} codes, {DECIDED} decided",
            self.codebook.codebook.codes.len()
        );
        let reviewed = self.study.reviewed(&self.codebook.name).expect("decisions");
        let settings = Settings::default();
        let work = Work {
            texts: &self.study,
            index: &self.index,
            codebook: &self.codebook,
            reviewed: &reviewed,
            carried: None,
            settings: &settings,
        };
        for repeat in 0..2 {
            reset_peak();
            let (started, processor) = (Instant::now(), processor_seconds());
            let mut count = 0_u64;
            COMBINED
                .propose(&work, &mut |_| {
                    count += 1;
                    Ok(())
                })
                .expect("suggestions");
            let (seconds, processor) = (started.elapsed().as_secs_f64(), processor_seconds() - processor);
            println!(
                "  suggest, evidence included ({}): {seconds:.1} s ({processor:.0} s of processor), {:.0} answers/s, \
                 {count} suggestions",
                repeat + 1,
                units as f64 / seconds
            );
            print_peak();
        }
        reset_peak();
        let started = Instant::now();
        let (_, summary) = suggest::suggest(
            &mut self.study,
            &self.index,
            &self.codebook,
            Asked {
                suggester: &COMBINED,
                settings: &settings,
                carried: None,
            },
            0,
            &unwatched,
        )
        .expect("suggestions");
        let seconds = started.elapsed().as_secs_f64();
        println!(
            "  the same, kept in the study: {seconds:.1} s, {:.0} answers/s, {} suggestions",
            units as f64 / seconds,
            summary.suggestions
        );
        print_peak();
    }

    /// Decides on units evenly spread over the study; gives the number of units.
    fn decide(&mut self) -> usize {
        let codes = &self.codebook.codebook.codes;
        let mut units = Vec::new();
        freitext::study::UnitTexts::each_unit_text(
            &self.study,
            freitext::survey::UnitId(i64::MIN),
            &mut |unit| {
                units.push(unit.unit);
                Ok(())
            },
        )
        .expect("units");
        let chosen: Vec<_> = (0..DECIDED).map(|at| units[at * units.len() / DECIDED]).collect();
        let mut strength = Grid::zeros(DECIDED, codes.len());
        let work = Work {
            texts: &self.study,
            index: &self.index,
            codebook: &self.codebook,
            reviewed: &[],
            carried: None,
            settings: &Settings::default(),
        };
        Rules
            .propose(&work, &mut |hit| {
                if let Ok(row) = chosen.binary_search(&hit.unit) {
                    strength.row_mut(row)[hit.code] = hit.score;
                }
                Ok(())
            })
            .expect("suggestions");
        let given = with_mistakes(&strength);
        let ids: Vec<String> = codes.iter().map(|code| code.id.clone()).collect();
        let codebook = self.codebook.id;
        self.study
            .change(|change| {
                let action = change.act(&Act {
                    coder: change.coder("synthetic")?,
                    codebook,
                    kind: ActionKind::Decide,
                    undoes: None,
                    time: 0,
                })?;
                for (row, unit) in chosen.iter().enumerate() {
                    let of_unit: Vec<String> = ids
                        .iter()
                        .zip(given.row(row))
                        .filter(|(_, given)| **given == 1.0)
                        .map(|(id, _)| id.clone())
                        .collect();
                    change.decide(
                        &action,
                        &Decision {
                            unit: *unit,
                            outcome: if of_unit.is_empty() {
                                Outcome::NoneFits
                            } else {
                                Outcome::Codes(of_unit)
                            },
                            picked: Picked::Random,
                            ..Decision::of(*unit, Outcome::NoneFits)
                        },
                    )?;
                }
                Ok(())
            })
            .expect("decisions");
        units.len()
    }
}

/// Codes where rules are strong enough, but some forgotten and some too many.
fn with_mistakes(strength: &Grid) -> Grid {
    let mut random = Random::new(2021);
    let mut given = Grid::zeros(strength.rows(), strength.columns());
    for row in 0..strength.rows() {
        for (given, strength) in given.row_mut(row).iter_mut().zip(strength.row(row)) {
            *given = f64::from(u8::from(*strength >= MIN_SCORE && random.below(MISTAKES) > 0));
        }
        if random.below(MISTAKES) == 0 {
            given.row_mut(row)[random.below(strength.columns())] = 1.0;
        }
    }
    given
}

fn shuffled(size: usize) -> Vec<usize> {
    let mut random = Random::new(2021);
    let mut order: Vec<usize> = (0..size).collect();
    for at in (1..size).rev() {
        order.swap(at, random.below(at + 1));
    }
    order
}

/// Least and median wall time, mean processor time.
fn times<T>(what: &str, repeats: usize, mut work: impl FnMut() -> T) {
    let processor = processor_seconds();
    let mut seconds: Vec<f64> = (0..repeats)
        .map(|_| {
            let started = Instant::now();
            std::hint::black_box(work());
            started.elapsed().as_secs_f64()
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    println!(
        "  {what:<36} least {:>7.1} ms, median {:>7.1} ms, of processors {:>7.1} ms",
        seconds[0] * 1e3,
        seconds[repeats / 2] * 1e3,
        (processor_seconds() - processor) * 1e3 / repeats as f64
    );
}

fn print_peak() {
    println!(
        "  peak memory {} MB",
        peak_megabytes().map_or("–".to_owned(), |peak| format!("{peak:.0}"))
    );
}
