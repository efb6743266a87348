//! The step that corrects. The study is only read; what came of it is told on the page of the step.

use std::sync::Arc;

use crate::problem::Result;
use crate::results;
use crate::search::Index;
use crate::study::Study;
use crate::suggest::evaluation::{Coded, Counted, Machine, corrected};
use crate::suggest::usual;
use crate::tables::{choose_codebook, choose_questions};
use crate::web::Server;
use crate::web::job::{Job, Outcome, Place, Watch};
use crate::web::studies::OpenStudy;
use crate::words::Text;

/// What is to be corrected.
pub struct Wish {
    pub codebook: String,
    /// Key of the question; none: all.
    pub question: Option<String>,
}

pub fn begin(server: &Server, study: &Arc<OpenStudy>, wish: Wish) -> Arc<Job> {
    let title = Text::new("Hochrechnung", "Corrected shares");
    let study = study.clone();
    let place = Place::Study(study.id().to_owned());
    server.jobs().begin(place, title, move |watch| {
        study.read_here(|read| correct(read, &study, &wish, watch))
    })
}

fn correct(read: &Study, open: &OpenStudy, wish: &Wish, watch: &Watch) -> Result<Outcome> {
    let hear = |done, all| watch.hear(done, all);
    let codebook = choose_codebook(read, Some(&wish.codebook))?;
    let question = match &wish.question {
        None => None,
        key => choose_questions(read, key.as_deref())?.pop(),
    };
    watch.part("Kodierungen lesen", "Reading the codings")?;
    let coded = Coded::of_study(read, &codebook)?;
    let codebook = codebook.in_use();
    let suggester = usual(&codebook.codebook, coded.judged().len());
    watch.part("Suchindex anlegen", "Building the search index")?;
    let index = Index::of(read, &hear)?.with_exceptions(&codebook.codebook.stem_exceptions);
    watch.part("Antworten aufbereiten", "Preparing the answers")?;
    let machine = Machine::prepare(suggester, read, &index, &codebook, &coded, None)?;
    watch.part("Hochrechnen", "Correcting")?;
    let counted = Counted::of(read, question.map(|question| (question.id, question.key)))?;
    let found = corrected(suggester.id(), &machine, &coded, &codebook.codebook, &counted)?;
    let to = |page: &str| format!("/s/{}/{page}", open.id());
    Ok(Outcome {
        codings: Some(codebook.name.clone()),
        told: Some(Box::new(move |language| results::corrected(&found, language))),
        next: vec![
            (to("tables"), Text::new("Tabellen", "Tables")),
            (
                to("code?order=random"),
                Text::new("Zufällig kodieren", "Code at random"),
            ),
        ],
        ..Outcome::default()
    })
}
