//! What becomes of many answers at once: told in a preview, then done as one action that is undone as one.

use axum::response::{Html, Redirect};
use maud::{Markup, html};

use super::asked::Asked;
use super::found::find;
use crate::problem::{self, Problem};
use crate::review::{Edit, Say, View};
use crate::survey::{ActionKind, Outcome, UnitId};
use crate::web::codes::Palette;
use crate::web::failure::Failure;
use crate::web::fields::Fields;
use crate::web::pen::{Pen, hidden};
use crate::web::plan::{Told, told};
use crate::web::reading::{Back, Working, changed_meanwhile};
use crate::web::visitor::InStudy;

/// What was sent: which change, and of which answers.
#[derive(Debug, Clone)]
struct Sent {
    asked: Asked,
    edit: String,
    /// The code that is given or taken.
    code: Option<String>,
    units: Vec<UnitId>,
    /// All that are found, and not those that are ticked.
    all: bool,
}

/// `POST grid/change`: what it would do.
pub async fn show(at: InStudy, fields: Fields) -> Result<Html<String>, Failure> {
    let sent = Sent::of(&fields)?;
    let (pen, open, meant) = (at.pen(), at.study.clone(), sent.clone());
    let (drawn, what) = at
        .view(sent.asked.codebook.as_deref(), move |study, _, view| {
            let palette = Palette::of(&view.board.codebook.codebook);
            let edit = meant.edit(view)?;
            let found = find(study, &open, view, &meant.asked)?;
            let plan = found.plan(view, meant.chosen(view).as_deref(), &edit);
            let what = says(&pen, &palette, &edit);
            Ok((told(study, view, &palette, &pen, &plan)?, what))
        })
        .await?;
    let Told { body, digest, count } = drawn;
    let pen = at.pen();
    let back = pen.to(&sent.asked.address());
    Ok(at.sheet(pen.say("Was sich ändert", "What will change")).narrow().draw(&html! {
        div.panel #told {
            p { (what) " " (pen.say(format!("In Ihrem Namen ({}).", at.coder), format!("In your name ({}).", at.coder))) }
            (body)
            form.row method="post" action=(pen.to("grid/do")) {
                (hidden(&sent.fields()))
                input type="hidden" name="digest" value=(digest);
                @if count > 0 {
                    button.primary { (pen.say(format!("{} ändern", pen.answers(count)), format!("Change {}", pen.answers(count)))) }
                }
                a.button.quiet href=(back) { (pen.say("Abbrechen", "Cancel")) }
            }
        }
    }))
}

/// `POST grid/do`: what was told is done, or nothing.
pub async fn carry_out(at: InStudy, fields: Fields) -> Result<Redirect, Failure> {
    let sent = Sent::of(&fields)?;
    let digest: String = fields.need("digest")?;
    let (open, meant) = (at.study.clone(), sent.clone());
    let (working, writes) = at
        .view(sent.asked.codebook.as_deref(), move |study, _, view| {
            let found = find(study, &open, view, &meant.asked)?;
            let plan = found.plan(view, meant.chosen(view).as_deref(), &meant.edit(view)?);
            match plan.digest().to_string() == digest {
                true => Ok((Working::of(view), plan.writes)),
                false => Err(changed_meanwhile()),
            }
        })
        .await?;
    let count = writes.len();
    at.carry_out(working, ActionKind::Bulk, writes, None).await?;
    Ok(to(&at, &sent.asked, count))
}

pub async fn undo(at: InStudy, fields: Fields) -> Result<Redirect, Failure> {
    back(at, fields, Back::Undo).await
}

pub async fn redo(at: InStudy, fields: Fields) -> Result<Redirect, Failure> {
    back(at, fields, Back::Redo).await
}

async fn back(at: InStudy, fields: Fields, back: Back) -> Result<Redirect, Failure> {
    let asked = Asked::of(&fields);
    let working = at
        .view(asked.codebook.as_deref(), |_, _, view| Ok(Working::of(view)))
        .await?;
    let done = at.go_back(working, back, None).await?;
    Ok(to(&at, &asked, done.decisions.len()))
}

/// The list once more, saying how many answers were changed.
fn to(at: &InStudy, asked: &Asked, changed: usize) -> Redirect {
    let address = asked.address();
    let mark = if address.contains('?') { '&' } else { '?' };
    Redirect::to(&at.to(&format!("{address}{mark}changed={changed}")))
}

impl Sent {
    fn of(fields: &Fields) -> problem::Result<Sent> {
        let units = fields.all("unit").map(|unit| unit.parse().map(UnitId));
        let units: Result<Vec<UnitId>, _> = units.collect();
        let sent = Sent {
            asked: Asked::of(fields),
            edit: fields.need("edit")?,
            code: fields.get("give").map(str::to_owned),
            units: units.map_err(|_| nothing_chosen())?,
            all: fields.has("all"),
        };
        match sent.units.is_empty() && !sent.all {
            true => Err(nothing_chosen()),
            false => Ok(sent),
        }
    }

    /// Name and value of each field.
    fn fields(&self) -> Vec<(&'static str, String)> {
        let mut fields = self.asked.fields();
        fields.push(("edit", self.edit.clone()));
        fields.extend(self.code.clone().map(|code| ("give", code)));
        match self.all {
            true => fields.push(("all", "1".to_owned())),
            false => fields.extend(self.units.iter().map(|unit| ("unit", unit.0.to_string()))),
        }
        fields
    }

    /// Places of the answers that were ticked; none: all that are found.
    fn chosen(&self, view: &View<'_>) -> Option<Vec<usize>> {
        let places = self.units.iter().filter_map(|unit| view.board.place(*unit));
        (!self.all).then(|| places.collect())
    }

    fn edit(&self, view: &View<'_>) -> problem::Result<Edit> {
        Ok(match self.edit.as_str() {
            "give" => Edit::Judge(self.place(view)?, Say::Yes),
            "take" => Edit::Judge(self.place(view)?, Say::No),
            "accept" => Edit::Accept,
            "finish" => Edit::Finish,
            "none_fits" => Edit::Set(Outcome::NoneFits),
            "not_codable" => Edit::Set(Outcome::NotCodable),
            "defer" => Edit::Set(Outcome::Deferred),
            "withdraw" => Edit::Withdraw,
            other => return Err(Problem::bug(format!("there is no change {other}"))),
        })
    }

    fn place(&self, view: &View<'_>) -> problem::Result<usize> {
        let codebook = &view.board.codebook.codebook;
        let place = self.code.as_deref().and_then(|id| codebook.order(id));
        place
            .filter(|place| codebook.codes[*place].is_in_use())
            .ok_or_else(|| {
                Problem::input(
                    "Es ist keine Kategorie gewählt, die vergeben wird.",
                    "No code that is in use is chosen.",
                )
                .hint("Zurückgehen und eine wählen.", "Go back and choose one.")
            })
    }
}

/// What is about to be done, as a sentence.
fn says(pen: &Pen, palette: &Palette<'_>, edit: &Edit) -> Markup {
    let chip = |code: usize| {
        html! { span class={ "chip " (palette.class(code)) } { (palette.label(code, pen.language)) } }
    };
    let sentence = match edit {
        Edit::Judge(code, Say::Yes) => {
            return html! { (pen.say("Diese Kategorie wird gegeben:", "This code is given:")) " " (chip(*code)) };
        }
        Edit::Judge(code, Say::No) => {
            return html! { (pen.say("Diese Kategorie wird genommen oder abgelehnt:", "This code is taken or refused:")) " " (chip(*code)) };
        }
        Edit::Accept => pen.say(
            "Die Vorschläge werden angenommen.",
            "The suggestions are accepted.",
        ),
        Edit::Finish => pen.say(
            "Angefangene Antworten gelten als fertig kodiert, übrige Vorschläge als abgelehnt.",
            "Answers that were begun count as coded, and the other suggestions as refused.",
        ),
        Edit::Set(Outcome::NoneFits) => pen.say("Keine Kategorie trifft zu.", "No category fits."),
        Edit::Set(Outcome::NotCodable) => pen.say("Nicht kodierbar.", "Not codable."),
        Edit::Set(Outcome::Deferred) => pen.say("Zurückgestellt.", "Deferred."),
        Edit::Set(_) => pen.say("Gleich kodiert.", "Coded alike."),
        Edit::Withdraw => pen.say(
            "Eigene Entscheidungen werden zurückgenommen.",
            "Own decisions are taken back.",
        ),
    };
    html! { (sentence) }
}

fn nothing_chosen() -> Problem {
    Problem::input("Es ist keine Antwort ausgewählt.", "No answer is selected.").hint(
        "Zurückgehen und Antworten ankreuzen.",
        "Go back and tick answers.",
    )
}
