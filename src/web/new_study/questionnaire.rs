//! What LimeSurvey knows beside the responses: the questionnaire of the survey as a second file, and which responses are read.

use std::path::PathBuf;
use std::sync::Arc;

use axum::extract::Multipart;
use maud::{Markup, html};

use super::columns::label;
use super::file::recognised;
use super::{Looked, Wishes, on_a_thread, unreadable};
use crate::import::{Incomplete, Recognised, Survey, limesurvey_structure};
use crate::problem::{Problem, Result};
use crate::web::Server;
use crate::web::failure::Failure;
use crate::web::form::{line, select};
use crate::web::job::Place;
use crate::web::uploads::Upload;
use crate::web::visitor::Visitor;

/// Bytes of the largest questionnaire; that of a survey with a thousand questions in three languages has some five million.
const LARGEST: u64 = 64 << 20;

/// Which responses are read, where the survey tool tells whether they were submitted.
pub fn responses(wishes: &Wishes, visitor: &Visitor) -> Markup {
    let incomplete = Incomplete::ALL.map(|choice| {
        let said = match choice {
            Incomplete::Keep => visitor.say("mit einlesen", "read them, too"),
            Incomplete::LeaveOut => visitor.say("auslassen", "leave them out"),
        };
        (choice.id().to_owned(), said.to_owned())
    });
    html! {
        fieldset.panel {
            legend.vh { (visitor.say("Rücklauf", "Responses")) }
            h2 { (visitor.say("Rücklauf", "Responses")) }
            (select(label("incomplete", visitor), "incomplete", &wishes.said.incomplete, &incomplete))
            (line(label("tests-before", visitor), "tests-before", &wishes.said.tests_before, Some(visitor.say(
                "Was vor diesem Tag kam, wird als Probe ausgelassen: 01.03.2026.",
                "What came before this day is left out as a test: 2026-03-01.",
            ))))
        }
    }
}

/// The form that takes the questionnaire beside an export, or takes it away. Nothing where a file brings its own.
pub fn form(recognised: &Recognised, looked: &Looked<'_>, visitor: &Visitor) -> Markup {
    let title = label("structure", visitor);
    let brings_its_own = matches!(recognised.kind, "sav" | "zsav" | "dta" | "lsa" | "qdpx");
    match (&looked.wishes.questionnaire, recognised.survey) {
        (Some(questionnaire), _) => html! {
            section.panel {
                h2 { (title) }
                p { (questionnaire.name) }
                (taken_away(looked, visitor))
            }
        },
        (None, _) if brings_its_own => Markup::default(),
        (None, Survey::Unknown) => html! {
            section.panel {
                details {
                    summary { (visitor.say("Ein Export von LimeSurvey? Den Fragebogen dazulegen", "An export of LimeSurvey? Add the questionnaire")) }
                    (field(looked, visitor))
                }
            }
        },
        (None, _) => html! {
            section.panel {
                h2 { (title) }
                p { (visitor.say("Die Datei ist ein Export von LimeSurvey.", "The file is an export of LimeSurvey.")) }
                (field(looked, visitor))
            }
        },
    }
}

/// Takes the questionnaire away.
pub fn taken_away(looked: &Looked<'_>, visitor: &Visitor) -> Markup {
    html! {
        form method="post" enctype="multipart/form-data" action={ (looked.address) "/questionnaire" } {
            button.mini { (visitor.say("Ohne diesen Fragebogen", "Without this questionnaire")) }
        }
    }
}

fn field(looked: &Looked<'_>, visitor: &Visitor) -> Markup {
    html! {
        form.stack method="post" enctype="multipart/form-data" action={ (looked.address) "/questionnaire" } {
            p.hint { (visitor.say(
                "Mit dem Fragebogen kommen Fragetexte und Antworttexte mit, offene Fragen werden sicher erkannt, und jeder \
                 Export derselben Befragung bringt dieselben Spalten. In LimeSurvey: Umfrage → Exportieren → Umfragestruktur (.lss).",
                "With the questionnaire, texts of questions and answers come along, open questions are known for sure, and \
                 every export of the same survey brings the same columns. In LimeSurvey: Survey → Export → Survey structure (.lss).",
            )) }
            div.row {
                input type="file" name="questionnaire" required accept=".lss,.lsa" data-sends
                  aria-label=(visitor.say("Datei des Fragebogens", "File of the questionnaire"));
                button.mini { (visitor.say("Dazulegen", "Add")) }
            }
        }
    }
}

/// Takes what [`form`] sends. `study`: into which the answers are to come, if there is one.
///
/// # Errors
/// The file is no questionnaire; the answers cannot be read with it. The one before is kept then.
pub async fn take(
    server: &Server,
    upload: &Arc<Upload>,
    study: Option<PathBuf>,
    mut form: Multipart,
) -> std::result::Result<(), Failure> {
    let mut questionnaire = None;
    while let Some(field) = form.next_field().await.map_err(|_| unreadable())? {
        if field.name() == Some("questionnaire") {
            let place = upload.place.clone();
            let file = server.machine().uploads.receive(field, place).await?;
            server.machine().uploads.forget(&file.id);
            questionnaire = Some(file);
        }
    }
    if let Some(file) = &questionnaire {
        check(file).await?;
    }
    let before = upload.wishes().clone();
    upload.wishes().ask_with(questionnaire);
    if let Err(problem) = recognised(upload, study).await {
        *upload.wishes() = before;
        return Err(problem.into());
    }
    Ok(())
}

/// That a file is a questionnaire.
///
/// # Errors
/// It is not.
pub async fn check(file: &Arc<Upload>) -> Result<()> {
    if file.size > LARGEST {
        return Err(Problem::input(
            "Das ist kein Fragebogen: Die Datei ist größer als 64 MB.",
            "That is no questionnaire: the file is larger than 64 MB.",
        )
        .in_file(&file.name)
        .hint("Die richtige Datei wählen.", "Choose the right file."));
    }
    let path = file.path.clone();
    on_a_thread(move || limesurvey_structure(&std::fs::read(&path).map_err(Problem::bug)?).map(|_| ()))
        .await
        .map_err(|problem| problem.in_file_unless_known(std::path::Path::new(&file.name)))
}

/// Whether a file that came along with another is its questionnaire, by its name.
pub fn is_questionnaire(name: &str) -> bool {
    name.to_lowercase().ends_with(".lss")
}

/// The file of answers among those that were dropped together, with its questionnaire.
///
/// # Errors
/// No file; several that are no questionnaires; what the questionnaire is called is none.
pub async fn received(
    server: &Server,
    mut form: Multipart,
    place: &Place,
) -> std::result::Result<Arc<Upload>, Failure> {
    let uploads = &server.machine().uploads;
    let mut files = Vec::new();
    while let Some(field) = form.next_field().await.map_err(|_| unreadable())? {
        if field.name() == Some("file") {
            files.push(uploads.receive(field, place.clone()).await?);
        }
    }
    let taken = match &files[..] {
        [] => return Err(unreadable().into()),
        [one] => Ok(one.clone()),
        [one, two] => match (is_questionnaire(&one.name), is_questionnaire(&two.name)) {
            (false, true) => Ok((one, two)),
            (true, false) => Ok((two, one)),
            _ => Err(one_by_one()),
        }
        .map(|(answers, questionnaire)| {
            answers.wishes().ask_with(Some(questionnaire.clone()));
            answers.clone()
        }),
        _ => Err(one_by_one()),
    };
    for file in &files {
        if taken.as_ref().is_ok_and(|taken| taken.id == file.id) {
            continue;
        }
        uploads.forget(&file.id);
    }
    let taken = taken?;
    let questionnaire = taken.wishes().questionnaire.clone();
    if let Some(questionnaire) = questionnaire
        && let Err(problem) = check(&questionnaire).await
    {
        uploads.forget(&taken.id);
        return Err(problem.into());
    }
    Ok(taken)
}

fn one_by_one() -> Problem {
    Problem::usage(
        "Es kann nur eine Datei mit Antworten auf einmal kommen.",
        "Only one file of answers can come at a time.",
    )
    .hint(
        "Die Dateien nacheinander wählen. Nur der Fragebogen von LimeSurvey (.lss) kommt mit seinen Antworten zusammen.",
        "Choose one file after the other. Only the questionnaire of LimeSurvey (.lss) comes together with its answers.",
    )
}
