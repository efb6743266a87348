//! A file that a browser has sent: what was recognised of it, what is said about it, and whether it could be read in. The same
//! on the way to a new study and into one that is there.

use std::path::PathBuf;
use std::sync::Arc;

use maud::{Markup, html};

use super::{Wishes, columns, on_a_thread, questionnaire};
use crate::import::{self, Recognised};
use crate::problem::{Problem, Result};
use crate::study::Study;
use crate::survey::AnswerLanguage;
use crate::web::Server;
use crate::web::failure::{Failure, notice};
use crate::web::fields::Fields;
use crate::web::job::Place;
use crate::web::uploads::Upload;
use crate::web::visitor::Visitor;

/// The file that waits under an id, for this place.
///
/// # Errors
/// There is none (any more).
pub fn found(server: &Server, place: &Place, id: &str) -> std::result::Result<Arc<Upload>, Failure> {
    let upload = server.machine().uploads.find(id);
    upload.filter(|upload| upload.place == *place).ok_or_else(|| {
        Failure::not_found(
            Problem::input(
                "Diese Datei liegt nicht mehr bereit.",
                "This file is not at hand any more.",
            )
            .hint("Die Datei noch einmal wählen.", "Choose the file once more."),
        )
    })
}

/// What was recognised, as far as it could be; a file that is no table has only its problem. `study`: into which it is to
/// come, if there is one.
///
/// # Errors
/// The file is no table; a column or a sheet that was named is not there.
pub async fn recognised(
    upload: &Arc<Upload>,
    study: Option<PathBuf>,
) -> Result<(Recognised, Option<Problem>)> {
    let wishes = upload.wishes().clone();
    let path = upload.path.clone();
    let seen = on_a_thread(move || {
        let study = study.map(|path| Study::look(&path)).transpose()?;
        import::look(&path, &wishes.choices()?, study.as_ref())
    })
    .await
    .map_err(|problem| problem.in_file(&upload.name))?;
    let mut wishes = upload.wishes();
    wishes.is_project = seen.0.is_project();
    wishes.sheets_read.clone_from(&seen.0.sheets);
    drop(wishes);
    Ok(seen)
}

/// What is to be done with what was said.
pub enum Then {
    /// Recognise it again.
    Again,
    GoOn,
}

/// Takes what a form says about a file.
///
/// # Errors
/// A word that cannot be said.
pub fn said(upload: &Upload, fields: &Fields) -> Result<Then> {
    upload.wishes().read(fields)?;
    Ok(match fields.get("do") {
        Some("again") => Then::Again,
        _ => Then::GoOn,
    })
}

/// Looks whether the file could be read in as was said.
///
/// # Errors
/// No column of answers is left; as [`recognised`].
pub async fn check(upload: &Arc<Upload>, study: Option<PathBuf>) -> Result<()> {
    let wishes = upload.wishes().clone();
    wishes.check_columns()?;
    let path = upload.path.clone();
    on_a_thread(move || {
        let study = study.map(|path| Study::look(&path)).transpose()?;
        import::glance(&path, &wishes.choices()?, study.as_ref()).map(|_| ())
    })
    .await
    .map_err(|problem| problem.in_file(&upload.name))
}

/// A file as its page shows it.
pub struct Looked<'l> {
    pub seen: Result<(Recognised, Option<Problem>)>,
    pub wishes: &'l Wishes,
    /// What is wrong with what was said.
    pub problem: Option<&'l Problem>,
    /// Where the form goes; `/drop` behind it takes the file away.
    pub address: &'l str,
    /// Codebooks of the study that codes in the file can belong to; none where one is chosen later.
    pub codebooks: &'l [String],
    /// The language of the answers of the study that they come into.
    pub answers_in: Option<AnswerLanguage>,
}

impl Looked<'_> {
    /// `more`: further fields; `go_on`: what the button says that takes the file as it is.
    pub fn draw(&self, more: &Markup, go_on: &str, visitor: &Visitor) -> Markup {
        let again = |words| html! { button #again name="do" value="again" { (words) } };
        html! {
            @if let Some(problem) = self.problem { @for problem in problem.each() { (notice(problem, visitor)) } }
            @match &self.seen {
                Err(problem) => {
                    @for problem in problem.each() { (notice(problem, visitor)) }
                    @if self.wishes.questionnaire.is_some() { (questionnaire::taken_away(self, visitor)) }
                    @else if self.wishes.says_anything() {
                        form method="post" action=(self.address) {
                            (again(visitor.say("Noch einmal erkennen, wie die Datei ist", "Recognise the file anew")))
                        }
                    }
                }
                Ok((recognised, lacking)) => {
                    (columns::seen(recognised, lacking.as_ref().filter(|_| self.problem.is_none()), visitor))
                    (questionnaire::form(recognised, self, visitor))
                    form.stack #columns method="post" action=(self.address) {
                        (columns::fields(recognised, self, visitor))
                        (more)
                        div.row {
                            button.primary name="do" value="go" { (go_on) }
                            (again(visitor.say("Neu erkennen", "Recognise again")))
                        }
                    }
                }
            }
            form method="post" action={ (self.address) "/drop" } {
                button.quiet { (visitor.say("Andere Datei wählen", "Choose another file")) }
            }
        }
    }
}
