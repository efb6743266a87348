//! The step that measures. The study is only read; what came of it is told on the page of the step.

use std::path::PathBuf;
use std::sync::Arc;

use crate::export;
use crate::problem::Result;
use crate::results::evaluation::{Origin, evaluation};
use crate::search::Index;
use crate::study::Study;
use crate::suggest::Suggester;
use crate::suggest::evaluation::{Coded, Design, Machine, Of, Order, Task, evaluate};
use crate::survey::PerAnswer;
use crate::tables::choose_codebook;
use crate::web::Server;
use crate::web::job::{Job, MadeFile, Outcome, Place, Watch};
use crate::web::studies::OpenStudy;
use crate::words::Text;

/// What is to be measured, and how.
pub struct Wish {
    pub codebook: String,
    pub method: &'static dyn Suggester,
    /// None: as the codebook says or as was decided.
    pub per_answer: Option<PerAnswer>,
    pub curve: bool,
    pub replay: Option<Order>,
    pub draws: u64,
    pub seed: u64,
    pub file: File,
}

/// What is written beside the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum File {
    None,
    /// What was said of every reviewed unit and code.
    Predictions,
}

pub fn begin(server: &Server, study: &Arc<OpenStudy>, wish: Wish) -> Arc<Job> {
    let title = Text::new("Güte der Vorschläge", "Quality of the suggestions");
    let study = study.clone();
    let place = Place::Study(study.id().to_owned());
    server.jobs().begin(place, title, move |watch| {
        study.read_here(|read| measure(read, &study, &wish, watch))
    })
}

fn measure(read: &Study, open: &OpenStudy, wish: &Wish, watch: &Watch) -> Result<Outcome> {
    let hear = |done, all| watch.hear(done, all);
    let codebook = choose_codebook(read, Some(&wish.codebook))?;
    watch.part("Kodierungen lesen", "Reading the codings")?;
    let coded = Coded::of_study(read, &codebook)?;
    let codebook = codebook.in_use();
    let task = Task {
        design: Design::LeaveOneOut,
        pool: coded.judged(),
        test: Vec::new(),
        curve: wish.curve,
        replay: wish.replay,
        draws: wish.draws,
        seed: wish.seed,
    };
    task.check(&coded)?;
    watch.part("Suchindex anlegen", "Building the search index")?;
    let index = Index::of(read, &hear)?.with_exceptions(&codebook.codebook.stem_exceptions);
    watch.part("Antworten aufbereiten", "Preparing the answers")?;
    let machine = Machine::prepare(wish.method, read, &index, &codebook, &coded, wish.per_answer)?;
    watch.part("Vorschläge beurteilen", "Judging the suggestions")?;
    let of = Of {
        method: wish.method.id(),
        scores: wish.method.scores(),
        codebook: &codebook,
    };
    let (report, said) = evaluate(&machine, &coded, of, &task, &hear)?;
    let file = match wish.file {
        File::None => None,
        File::Predictions => {
            let rows = said.rows(&codebook.codebook.codes, |unit| &coded.keys[unit]);
            let name = format!("{} predictions.csv", open.name());
            let headings = crate::suggest::evaluation::Said::HEADINGS;
            let (file, ()) = MadeFile::made(&name, |path| export::put_rows(path, headings, rows))?;
            Some(file)
        }
    };
    // The name alone: where the study lies on this machine is nobody's business on a network.
    let origin = Origin::Study {
        path: PathBuf::from(open.name()),
        codebook: (read.codebook_names()?.len() > 1).then(|| codebook.name.clone()),
    };
    let to = |page: &str| format!("/s/{}/{page}", open.id());
    Ok(Outcome {
        codings: Some(codebook.name.clone()),
        told: Some(Box::new(move |language| {
            evaluation(&report, &origin, &codebook.codebook, language)
        })),
        file,
        next: vec![
            (to("code"), Text::new("Weiter: Kodieren", "Next: coding")),
            (to("suggest"), Text::new("Vorschläge", "Suggestions")),
            (
                to("evaluation"),
                Text::new("Anders messen", "Measure in another way"),
            ),
        ],
        ..Outcome::default()
    })
}
