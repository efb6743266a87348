//! Taking a codebook into a study that has none yet, or beside the one it has.

use axum::extract::Multipart;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use maud::html;

use crate::problem::Problem;
use crate::suggest;
use crate::web::failure::{Failure, notice};
use crate::web::fields::query;
use crate::web::moment::now;
use crate::web::new_study::{At, Chosen, Origin, chosen, codebook_options, steps};
use crate::web::report;
use crate::web::visitor::InStudy;

/// `GET /s/{study}/suggest/codebook`.
pub async fn show(at: InStudy) -> Result<Html<String>, Failure> {
    draw(&at, None).await
}

async fn draw(at: &InStudy, problem: Option<&Problem>) -> Result<Html<String>, Failure> {
    let names = at.read(|study| study.codebook_names()).await?;
    let visitor = &at.visitor;
    let title = at.say("Womit kodiert wird", "What to code with");
    Ok(at.sheet(title).narrow().script("start.js").draw(&html! {
        @if names.is_empty() { (steps(At::Codebook, visitor)) }
        @else { p { (at.say("Die Studie hat schon: ", "The study has already: ")) b { (names.join(", ")) } } }
        @if let Some(problem) = problem { @for problem in problem.each() { (notice(problem, visitor)) } }
        form.stack method="post" enctype="multipart/form-data" action=(at.to("suggest/codebook")) {
            (codebook_options("", &names, visitor))
            div.row { button.primary { (at.say("Aufnehmen", "Take in")) } }
        }
    }))
}

/// `POST /s/{study}/suggest/codebook`.
pub async fn take(at: InStudy, form: Multipart) -> Result<Response, Failure> {
    match chosen(form).await {
        Ok(Some(chosen)) => keep(&at, chosen).await,
        Ok(None) => Ok(Redirect::to(&at.to("study")).into_response()),
        Err(failure) => {
            let page = draw(&at, Some(&failure.problem)).await?;
            Ok((StatusCode::BAD_REQUEST, page).into_response())
        }
    }
}

/// Keeps the codebook; where there is something to know about it, that is shown before going on.
async fn keep(at: &InStudy, chosen: Chosen) -> Result<Response, Failure> {
    let Chosen {
        name,
        mut codebook,
        origin,
        notices: mut told,
    } = chosen;
    let (looked, asked) = (codebook.clone(), name.clone());
    let (mut notices, language) = at
        .read(move |study| {
            let notices = suggest::shipped_again(study, &asked, &looked)?;
            Ok((notices, study.answer_language()?))
        })
        .await?;
    if origin == Origin::BegunHere {
        codebook.language = language;
    }
    let kept = name.clone();
    let id = at
        .write(move |change| change.keep_codebook(&kept, &codebook, now()))
        .await?;
    let of_kept = at.read(move |study| {
        let kept = study.codebook(id)?;
        let mut notices = suggest::decided_elsewhere(study, &kept)?;
        notices.extend(suggest::other_language(study, &kept.name, &kept.codebook)?);
        Ok(notices)
    });
    notices.extend(of_kept.await?);
    told.append(&mut notices);
    let notices = told;
    let on = at.to(&format!("suggest?{}", query([("codebook", &*name)])));
    if notices.is_empty() {
        return Ok(Redirect::to(&on).into_response());
    }
    let page = at.sheet(name).narrow().draw(&html! {
        p.saved { (at.say("Aufgenommen", "Taken in")) }
        (report::notices(&notices, 0, &at.visitor))
        p { a.button.primary href=(on) { (at.say("Weiter zu den Vorschlägen", "On to the suggestions")) } }
    });
    Ok(page.into_response())
}
