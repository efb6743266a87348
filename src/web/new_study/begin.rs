//! The step that makes a study: answers are read in, the index is built, and only then does the file take its name. Where it
//! fails or is ended, nothing stays behind.

use std::path::Path;
use std::sync::Arc;

use super::{Chosen, Origin, Wishes, place};
use crate::import::{CodesOf, Imported, import};
use crate::problem::Result;
use crate::results::{self, Part};
use crate::search::{Index, folder_of};
use crate::study::{Draft, Study};
use crate::web::Server;
use crate::web::job::{Job, Outcome, Place, Watch};
use crate::web::moment::now;
use crate::web::uploads::Upload;
use crate::words::Text;

/// # Errors
/// The place has been taken meanwhile, or columns are missing.
pub fn begin(server: &Server, upload: &Arc<Upload>) -> Result<Arc<Job>> {
    let wishes = upload.wishes().clone();
    place::check(&wishes)?;
    wishes.check_columns()?;
    let title = Text::new("Studie anlegen", "Making the study");
    let (server, upload) = (server.clone(), upload.clone());
    let jobs = server.jobs().clone();
    Ok(jobs.begin(Place::Start, title, move |watch| {
        let path = place::path(&wishes);
        let made = make(&path, &upload, &wishes, watch);
        if made.is_err() && !path.exists() {
            // An index without its study.
            let _ = std::fs::remove_dir_all(folder_of(&path));
        }
        let imported = made.map_err(|problem| problem.in_file(&upload.name))?;
        let study = server.open_study(&path)?;
        server.machine().uploads.forget(&upload.id);
        let next = match wishes.codebook {
            Some(_) => Text::new("Weiter zu den Vorschlägen", "On to the suggestions"),
            None => Text::new(
                "Weiter: Kodierleitfaden und Vorschläge",
                "Next: codebook and suggestions",
            ),
        };
        Ok(told(
            imported,
            vec![
                (format!("/s/{}/suggest", study.id()), next),
                (
                    format!("/s/{}/study", study.id()),
                    Text::new("Zur Studie", "To the study"),
                ),
            ],
        ))
    }))
}

/// What an import came to, for the page of its step.
pub fn told(imported: Imported, next: Vec<(String, Text)>) -> Outcome {
    let said = results::imported(&imported);
    Outcome {
        told: Some(Box::new(move |language| {
            said.iter()
                .map(|text| Part::Sentence(text.get(language).to_owned()))
                .collect()
        })),
        notices: imported.notices,
        notices_more: imported.notices_more,
        next,
        ..Outcome::default()
    }
}

fn make(path: &Path, upload: &Upload, wishes: &Wishes, watch: &Watch) -> Result<Imported> {
    let mut draft = Study::draft(path)?;
    watch.part("Antworten einlesen", "Reading the answers")?;
    let imported = fill(&mut draft, upload, wishes, watch)?;
    watch.part("Suchindex anlegen", "Building the search index")?;
    Index::of(draft.study(), &|done, all| watch.hear(done, all))?;
    watch.check()?;
    draft.keep()?;
    Ok(imported)
}

fn fill(draft: &mut Draft, upload: &Upload, wishes: &Wishes, watch: &Watch) -> Result<Imported> {
    let choices = wishes.choices()?;
    let hear = |done, all| watch.hear(done, all);
    // Codes in the file belong to the codebook; one that is only begun with waits for the language of the answers.
    let brings_codes = wishes.is_project || !choices.codings.is_empty();
    let along = |chosen: &Chosen| chosen.origin != Origin::BegunHere || brings_codes;
    let codes = wishes.codebook.as_ref().filter(|chosen| along(chosen));
    let codes = codes.map(|chosen| CodesOf {
        name: &chosen.name,
        codebook: &chosen.codebook,
    });
    let mut imported = import(draft.study(), &upload.path, &choices, codes, now(), &hear)?;
    if let Some(chosen) = &wishes.codebook {
        imported.notices.splice(0..0, chosen.notices.iter().cloned());
    }
    if let Some(chosen) = wishes.codebook.as_ref().filter(|chosen| !along(chosen)) {
        let study = draft.study();
        let mut codebook = chosen.codebook.clone();
        codebook.language = study.answer_language()?;
        study.change(|change| change.keep_codebook(&chosen.name, &codebook, now()))?;
    }
    Ok(imported)
}
