//! Yes to all that is left on the page, or from a score on: what that changes is told first, and done and undone as one.

use axum::extract::Path;
use axum::response::{Html, Redirect};
use maud::html;

use super::asked::Asked;
use super::place;
use crate::review::{Edit, Plan, Say, View};
use crate::survey::ActionKind;
use crate::web::codes::Palette;
use crate::web::failure::Failure;
use crate::web::fields::Fields;
use crate::web::pen::hidden;
use crate::web::plan::{Told, told};
use crate::web::reading::{Working, changed_meanwhile};
use crate::web::visitor::InStudy;

/// `GET sweep/{code}/rest`: what it would change.
pub async fn show(
    at: InStudy,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> std::result::Result<Html<String>, Failure> {
    let asked = Asked::of(&fields)?;
    let (pen, asked_of, code) = (at.pen(), asked.clone(), id.clone());
    let (drawn, label) = at
        .view(asked.codebook.as_deref(), move |study, _, view| {
            let code = place(view, &code)?;
            let plan = plan(view, code, &asked_of);
            let palette = Palette::of(&view.board.codebook.codebook);
            let label = palette.label(code, pen.language).to_owned();
            Ok((told(study, view, &palette, &pen, &plan)?, label))
        })
        .await?;
    let Told { body, digest, count } = drawn;
    let pen = at.pen();
    let title = pen.say("Was sich ändert", "What will change");
    let all = asked.from.is_some();
    Ok(at.sheet(title).narrow().draw(&html! {
        div.panel {
            p {
                @if all {
                    (pen.say(
                        format!("Alle offenen Vorschläge für »{label}« ab diesem Wert werden mit Ja beantwortet, in Ihrem Namen ({}).", at.coder),
                        format!("All open suggestions of “{label}” from this score on are answered with yes, in your name ({}).", at.coder),
                    ))
                } @else {
                    (pen.say(
                        format!("Alle offenen Zeilen der Seite werden für »{label}« mit Ja beantwortet, in Ihrem Namen ({}).", at.coder),
                        format!("All open lines of the page are answered with yes for “{label}”, in your name ({}).", at.coder),
                    ))
                }
            }
            (body)
            form.row method="post" action=(at.to(&Asked::default().part(&id, "rest"))) {
                (hidden(&asked.fields()))
                input type="hidden" name="digest" value=(digest);
                @if count > 0 {
                    button.primary { (pen.say(format!("{} annehmen", pen.answers(count)), format!("Accept {}", pen.answers(count)))) }
                }
                a.button.quiet href=(at.to(&Asked { until: None, from: None, ..asked.clone() }.address(&id))) { (pen.say("Abbrechen", "Cancel")) }
            }
        }
        form.row method="get" action=(at.to(&Asked::default().part(&id, "rest"))) {
            @if let Some(codebook) = &asked.codebook { input type="hidden" name="codebook" value=(codebook); }
            label.row {
                span { (pen.say("Stattdessen alle offenen ab dem Wert", "Instead all open ones from the score")) }
                input type="text" inputmode="decimal" name="from" size="5" required
                    value=(pen.language.number(asked.from.unwrap_or(0.95), 2));
            }
            button { (pen.say("zeigen", "show")) }
        }
    }))
}

/// `POST sweep/{code}/rest`: what was told is done, or nothing.
pub async fn accept(
    at: InStudy,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> std::result::Result<Redirect, Failure> {
    let asked = Asked::of(&fields)?;
    let digest: String = fields.need("digest")?;
    let (asked_of, code) = (asked.clone(), id.clone());
    let (working, writes) = at
        .view(asked.codebook.as_deref(), move |_, _, view| {
            let plan = plan(view, place(view, &code)?, &asked_of);
            match plan.digest().to_string() == digest {
                true => Ok((Working::of(view), plan.writes)),
                false => Err(changed_meanwhile()),
            }
        })
        .await?;
    at.carry_out(working, ActionKind::Bulk, writes, None).await?;
    Ok(Redirect::to(&at.to(&asked.beginning().address(&id))))
}

fn plan(view: &View<'_>, code: usize, asked: &Asked) -> Plan {
    let lines = view.sweep(code);
    let places: Vec<usize> = lines
        .iter()
        .filter(|line| line.is_open && asked.takes(line))
        .map(|line| line.place)
        .collect();
    view.plan(&places, &Edit::Judge(code, Say::Yes))
}
