//! The step that makes suggestions. The study is only read while they are made; they come into it in one short change, so that
//! nobody who is deciding meanwhile has to wait.

use std::path::PathBuf;
use std::sync::Arc;

use crate::codebook::Codebook;
use crate::problem::{Notice, Result};
use crate::results::evaluation::say_right;
use crate::results::{self, Part};
use crate::search::Index;
use crate::study::{Accepted, StoredCodebook, Study};
use crate::suggest::{self, Accepting, Asked, Carried, SetAside, Summary, Wish};
use crate::tables::choose_codebook;
use crate::web::Server;
use crate::web::job::{Job, Outcome, Place, Watch};
use crate::web::moment::now;
use crate::web::studies::OpenStudy;
use crate::words::{Language, Text};

/// `from`: the study to start from.
pub fn begin(
    server: &Server,
    study: &Arc<OpenStudy>,
    codebook: String,
    wish: Wish,
    from: Option<PathBuf>,
) -> Arc<Job> {
    let title = match wish.accepting {
        Some(Accepting::Nothing) => Text::new("Übernommenes zurücknehmen", "Taking back what was accepted"),
        _ => Text::new("Vorschläge machen", "Making suggestions"),
    };
    let study = study.clone();
    let place = Place::Study(study.id().to_owned());
    server.jobs().begin(place, title, move |watch| {
        if let Some(Accepting::Nothing) = wish.accepting {
            return take_back(&study, &codebook);
        }
        run(&study, &codebook, &wish, from, watch)
    })
}

/// What a run did.
struct Done {
    summary: Summary,
    /// From which probability on what was accepted.
    accepted: Option<(f64, Accepted)>,
    codebook: Codebook,
}

fn run(
    study: &Arc<OpenStudy>,
    codebook: &str,
    wish: &Wish,
    from: Option<PathBuf>,
    watch: &Watch,
) -> Result<Outcome> {
    let mut notices = Vec::new();
    let (aside, codebook) = study.read_here(|read| {
        let codebook = choose_codebook(read, Some(codebook))?;
        notices.extend(suggest::other_language(read, &codebook.name, &codebook.codebook)?);
        let aside = propose(read, &codebook, wish, from, &mut notices, watch)?;
        Ok((aside, codebook))
    })?;
    watch.part("Vorschläge aufheben", "Keeping the suggestions")?;
    let accepting = wish.accepting;
    let kept = codebook.clone();
    let (summary, accepted) = study.write_here(move |change| {
        let (run, summary) = aside.keep(change)?;
        let accepted = match accepting {
            Some(Accepting::Above(above)) => {
                let accepted = suggest::accept(change, &kept, (run, &summary), above, now())?;
                Some((above, accepted))
            }
            _ => None,
        };
        Ok((summary, accepted))
    })?;
    let done = Done {
        summary,
        accepted,
        codebook: codebook.codebook,
    };
    Ok(Outcome {
        told: Some(Box::new(move |language| done.told(language))),
        notices,
        next: next(study),
        ..Outcome::default()
    })
}

fn propose(
    study: &Study,
    codebook: &StoredCodebook,
    wish: &Wish,
    from: Option<PathBuf>,
    notices: &mut Vec<Notice>,
    watch: &Watch,
) -> Result<SetAside> {
    let hear = |done, all| watch.hear(done, all);
    watch.part("Suchindex anlegen", "Building the search index")?;
    let index = Index::of(study, &hear)?.with_exceptions(&codebook.codebook.stem_exceptions);
    let start = match from {
        None => None,
        Some(path) => {
            watch.part("Frühere Studie lesen", "Reading the earlier study")?;
            let other = Study::look(&path)?;
            let start = Carried::read(study, &other, codebook, |other| {
                Index::of(other, &hear).map_err(|problem| suggest::no_index_there(other.path(), problem))
            })?;
            notices.extend(start.notices.iter().cloned());
            Some(start)
        }
    };
    let suggester = wish.suggester(study, codebook, start.as_ref())?;
    let asked = Asked {
        suggester,
        settings: &wish.settings,
        carried: start.as_ref(),
    };
    watch.part("Vorschläge machen", "Making suggestions")?;
    suggest::propose(study, &index, codebook, asked, now(), &hear)
}

fn take_back(study: &Arc<OpenStudy>, codebook: &str) -> Result<Outcome> {
    let codebook = study.read_here(|read| choose_codebook(read, Some(codebook)))?;
    let accepted = study.write_here(move |change| suggest::take_back(change, &codebook, now()))?;
    let said = results::accepted(None, &accepted);
    Ok(Outcome {
        told: Some(Box::new(move |language| sentences(&said, language))),
        next: next(study),
        ..Outcome::default()
    })
}

fn next(study: &OpenStudy) -> Vec<(String, Text)> {
    let to = |page: &str| format!("/s/{}/{page}", study.id());
    vec![
        (to(""), Text::new("Weiter: Kodieren", "Next: coding")),
        (to("tables"), Text::new("Tabellen", "Tables")),
        (
            to("suggest"),
            Text::new("Zurück zu den Vorschlägen", "Back to the suggestions"),
        ),
    ]
}

impl Done {
    fn told(&self, language: Language) -> Vec<Part> {
        let mut said = results::suggested(&self.summary);
        if let Some((above, accepted)) = &self.accepted {
            said.extend(results::accepted(Some(*above), accepted));
        }
        said.extend(self.summary.right.as_ref().and_then(say_right));
        let mut parts = sentences(&said, language);
        parts.extend(results::carried(&self.summary, &self.codebook, language));
        parts
    }
}

fn sentences(said: &[Text], language: Language) -> Vec<Part> {
    let sentence = |text: &Text| Part::Sentence(text.get(language).to_owned());
    said.iter().map(sentence).collect()
}
