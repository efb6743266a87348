//! Prints how fast the program is: answers per second, megabytes per second, peak memory, at growing sizes.
//!
//! `cargo bench --bench speed` measures 10,000 and 100,000 answers of about 25 words; `cargo bench --bench speed -- 1000000`
//! the sizes named. A benchmark prints figures and fails never. Peak memory is read from the kernel and printed on Linux only.

mod cost;
mod generate;

use std::path::Path;
use std::time::Instant;

use cost::{peak_megabytes, processor_seconds, reset_peak};
use freitext::codebook::Codebook;
use freitext::import::{self, Choices};
use freitext::problem::unwatched;
use freitext::query::{SideBySide, parse};
use freitext::search::Index;
use freitext::study::{StoredCodebook, Study};
use freitext::suggest::{self, Asked, MIN_SCORE, Rules, RulesAsTheyAre, Settings, Suggester, Work};
use freitext::survey::UnitId;
use freitext::tables::{self, Counting, Selection, View};

const CODES: usize = 20;
const RULES: usize = 30;
/// Evidence of a first page.
const PAGE: usize = 50;

fn main() {
    let mut sizes: Vec<usize> = std::env::args()
        .skip(1)
        .filter_map(|argument| argument.replace('_', "").parse().ok())
        .collect();
    if sizes.is_empty() {
        sizes = vec![10_000, 100_000];
    }
    small_job();
    for size in sizes {
        measure(size);
    }
}

/// The 437 measures, from file to files, as a whole process.
fn small_job() {
    let folder = tempfile::tempdir().expect("a folder");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/massnahmen.csv");
    let mut times = Vec::new();
    for run in 0..7 {
        let out = folder.path().join(run.to_string());
        let started = Instant::now();
        let status = std::process::Command::new(env!("CARGO_BIN_EXE_freitext"))
            .arg("run")
            .arg(&corpus)
            .args(["--codebook", "handlungsfelder", "--text", "text", "--id", "id"])
            .args(["--respondent", "respondent", "--by", "amt", "--out"])
            .arg(&out)
            .stdout(std::process::Stdio::null())
            .status()
            .expect("the program runs");
        assert!(status.success());
        times.push(started.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    println!(
        "437 measures, file to files: median {:.3} s (least {:.3}, most {:.3}, 7 runs)\n",
        times[3], times[0], times[6]
    );
}

fn measure(answers: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let vocabulary = generate::Vocabulary::of_corpora();
    let csv = folder.path().join("answers.csv");
    let bytes = vocabulary.write_csv(&csv, answers, 20_261_122);
    let toml = vocabulary.codebook(CODES, RULES, 7);
    let codebook = Codebook::read(&toml, "benchmark").expect("the generated codebook is sound");
    println!(
        "{answers} answers, {:.1} MB of CSV, {CODES} codes x {RULES} rules",
        bytes as f64 / 1e6
    );
    println!(
        "{:<44} {:>9} {:>9} {:>12} {:>8} {:>9}",
        "", "wall s", "cpu s", "answers/s", "MB/s", "peak MB"
    );
    let stage = Stage { answers, bytes };

    let path = folder.path().join("study.freitext");
    let choices = Choices {
        text: vec!["text".into()],
        id: Some("id".into()),
        ..Choices::default()
    };
    let mut study = stage.time("import into the study file", || {
        let mut draft = Study::draft(&path).expect("a study");
        import::import(draft.study(), &csv, &choices, None, 0, &unwatched).expect("an import");
        draft.keep().expect("a study")
    });
    let index = stage.time("German analysis and index", || {
        Index::of(&study, &unwatched).expect("an index")
    });
    drop(index);
    let index = stage.time("open the index again", || {
        Index::of(&study, &unwatched).expect("an index")
    });
    let kept = study
        .change(|change| change.keep_codebook("benchmark", &codebook, 0))
        .expect("kept");
    let kept: StoredCodebook = study.codebook(kept).expect("a codebook");
    let settings = Settings::default();
    stage.time("all rules against the index, with evidence", || {
        let mut count = 0_u64;
        let work = Work {
            texts: &study,
            index: &index,
            codebook: &kept,
            reviewed: &[],
            carried: None,
            settings: &settings,
        };
        Rules
            .propose(&work, &mut |_| {
                count += 1;
                Ok(())
            })
            .expect("suggestions");
        count
    });
    let (_, summary) = stage.time("the same, kept in the study", || {
        let asked = Asked {
            suggester: &Rules,
            settings: &settings,
            carried: None,
        };
        suggest::suggest(&mut study, &index, &kept, asked, 0, &unwatched).expect("suggestions")
    });
    for rule in [
        "polizei",
        "[jugend] OR sprach* OR beratung",
        "stadt NEAR/5 [arbeit]",
        "affirmed(polizei)",
    ] {
        let query = parse(rule, SideBySide::Or).expect("a rule");
        stage.time(&format!("changed rule {rule}"), || {
            let found = index.find(&query).expect("found");
            let page: usize = found.hits().take(PAGE).map(|hit| hit.evidence.len()).sum();
            (found.count(), page)
        });
    }
    let rules = &kept.codebook.codes[0].match_rules;
    let now = stage.time("the rules of a code, to try others", || {
        RulesAsTheyAre::of(&index, rules, MIN_SCORE).expect("evaluated")
    });
    for find in ["polizei", "[jugend] OR sprach* OR beratung", "affirmed(polizei)"] {
        let mut others = rules.clone();
        others[0].find = find.to_owned();
        others[0].query = parse(find, SideBySide::Or).expect("a rule");
        stage.time(&format!("preview of {find}"), || {
            let change = now.change(&index, &others).expect("compared");
            let page = change.gained.iter().take(PAGE);
            let page: usize = page
                .map(|place| change.evidence_after(&index, *place).len())
                .sum();
            (change.gained.len(), change.lost.len(), page)
        });
    }
    let units = |of: fn(i64) -> bool| -> Vec<UnitId> {
        let all = index.shards().iter().flat_map(|shard| shard.units());
        all.filter(|unit| of(unit.0)).collect()
    };
    let (tenth, rest) = (units(|unit| unit % 10 == 0), units(|unit| unit % 10 != 0));
    stage.time("words typical of a tenth of the answers", || {
        index.keywords(&study, &tenth, &rest, PAGE).expect("words").len()
    });
    stage.time("table, exclusive, by office", || {
        let selection = Selection {
            by: vec!["amt".into()],
            ..Selection::default()
        };
        let view = View {
            counting: Counting::Exclusive,
            ..View::default()
        };
        tables::count(&study, &selection)
            .expect("counted")
            .crosstabs(&view)
            .len()
    });
    let matrix = folder.path().join("matrix.csv");
    stage.time("matrix.csv", || {
        freitext::export::export(
            &study,
            &matrix,
            None,
            &freitext::export::Options::default(),
            &unwatched,
        )
        .expect("exported")
    });
    println!(
        "{} suggestions for {} units\n",
        summary.suggestions, summary.units
    );
}

struct Stage {
    answers: usize,
    bytes: u64,
}

impl Stage {
    fn time<T>(&self, what: &str, work: impl FnOnce() -> T) -> T {
        reset_peak();
        let (started, processor) = (Instant::now(), processor_seconds());
        let made = std::hint::black_box(work());
        let (wall, processor) = (started.elapsed().as_secs_f64(), processor_seconds() - processor);
        println!(
            "{what:<44} {wall:>9.3} {processor:>9.2} {:>12.0} {:>8.1} {:>9}",
            self.answers as f64 / wall,
            self.bytes as f64 / 1e6 / wall,
            peak_megabytes().map_or("–".to_owned(), |peak| format!("{peak:.0}"))
        );
        made
    }
}
