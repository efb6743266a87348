//! Another file of the study: sent by the browser, joined as a step of its own.

use std::path::Path;

use axum::extract::{Multipart, State};
use axum::response::Redirect;
use maud::{Markup, html};

use super::Drawing;
use crate::problem::Problem;
use crate::results;
use crate::review::merge;
use crate::study::Study;
use crate::web::Server;
use crate::web::failure::Failure;
use crate::web::job::{Outcome, Place};
use crate::web::step;
use crate::web::visitor::InStudy;
use crate::words::Text;

pub(super) fn draw(drawing: &Drawing<'_>) -> Markup {
    let pen = drawing.pen;
    html! {
        form.panel #merge method="post" enctype="multipart/form-data" action=(pen.to("coders/merge")) {
            h2 { (pen.say("Zwei Dateien zusammenführen", "Join two files")) }
            p.muted { (pen.say(
                "Kodiert jede Person in ihrer eigenen Datei, lassen sich die Dateien hier zusammenführen. In welcher Reihenfolge, ist gleich; die andere Datei wird nur gelesen.",
                "Where everybody codes in a file of their own the files can be joined here. In which order makes no difference; the other file is only read.",
            )) }
            label.field {
                span { (pen.say("Studiendatei der anderen Person", "The other person’s study file")) }
                input type="file" name="other" accept=".freitext" required;
                span.hint { (pen.say(
                    "freitext dort erst beenden: Solange es läuft, steht das Letzte noch nicht in der Datei.",
                    "Quit freitext there first: as long as it runs, the latest is not in the file yet.",
                )) }
            }
            div.row { button { (pen.say("Zusammenführen", "Join")) } }
        }
    }
}

/// `POST coders/merge`.
pub(super) async fn take(
    State(server): State<Server>,
    at: InStudy,
    mut form: Multipart,
) -> Result<Redirect, Failure> {
    let lacking = || {
        Problem::input("Es ist keine Datei gewählt.", "No file is chosen.").hint(
            "Die Studiendatei der anderen Person wählen.",
            "Choose the other person's study file.",
        )
    };
    while let Some(field) = form.next_field().await.map_err(|_| lacking())? {
        if field.name() != Some("other") {
            continue;
        }
        let place = Place::Study(at.study.id().to_owned());
        let upload = server.machine().uploads.receive(field, place.clone()).await?;
        let (path, here, on) = (at.study.path().to_owned(), at.study.name(), at.to("coders"));
        let title = Text::new("Dateien zusammenführen", "Joining files");
        let uploads = server.clone();
        let job = server.jobs().begin(place, title, move |watch| {
            watch.check()?;
            let joined = join(&path, &upload.path).map_err(|problem| problem.in_file(&upload.name));
            uploads.machine().uploads.forget(&upload.id);
            let merged = joined?;
            let there = upload.name.clone();
            Ok(Outcome {
                notices: merged.notices(),
                told: Some(Box::new(move |language| {
                    results::merged(&merged, &here, &there, language)
                })),
                next: vec![(on, Text::new("Zu den Kodierenden", "To the coders"))],
                ..Outcome::default()
            })
        });
        return Ok(step::follow(&job).await);
    }
    Err(lacking().into())
}

/// By a connection of its own: joining begins with a copy, which no change under way may take part in.
fn join(path: &Path, other: &Path) -> crate::problem::Result<crate::review::Merged> {
    merge(&mut Study::open(path)?, other)
}
