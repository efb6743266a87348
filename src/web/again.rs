//! Coding a sample of own answers once more: the answer and the codes, and nothing of what was said or suggested before.

use axum::Router;
use axum::response::{Html, Redirect};
use axum::routing::{get, post};
use maud::{Markup, html};

use super::Server;
use super::code::keys::of_code;
use super::codes::Palette;
use super::failure::Failure;
use super::fields::{Fields, query};
use super::keys::{Group, Key};
use super::page::Page;
use super::pen::Pen;
use super::reading::{Back, Working};
use super::rows::{Marked, row};
use super::visitor::InStudy;
use crate::problem::{Problem, Result};
use crate::review::{Card, Stamp, View, decide, due_again};
use crate::study::Study;
use crate::survey::{ActionKind, CodingLayer, Decision, Outcome, PerAnswer, Picked, UnitId};

pub const PAGE: Page = Page {
    path: "again",
    de: "Noch einmal kodieren",
    en: "Code again",
    area: None,
    routes,
};

const TAKE: Key = Key::new("Enter", "so kodieren, wie gewählt ist", "code as chosen");
const NONE_FITS: Key = Key::new("K", "keine passt", "none fits");
const NOT_CODABLE: Key = Key::new("X", "nicht kodierbar", "not codable");
const MEMO: Key = Key::new("A", "Anmerkung", "memo");
const UNDO: Key = Key::new("U", "zurücknehmen", "undo");

/// What `?` shows, and the README.
pub const GROUPS: &[Group] = &[Group {
    de: "Noch einmal kodieren",
    en: "Code again",
    keys: &[
        Key::new(
            "1 … 9 C … Y",
            "Kategorie geben oder nehmen",
            "give or take back a code",
        ),
        TAKE,
        NONE_FITS,
        NOT_CODABLE,
        MEMO,
        UNDO,
    ],
}];

fn routes() -> Router<Server> {
    Router::new()
        .route("/again", get(show).post(code))
        .route("/again/undo", post(undo))
}

async fn show(at: InStudy, fields: Fields) -> std::result::Result<Html<String>, Failure> {
    let (pen, now) = (at.pen(), at.now());
    let content = at
        .view(fields.get("codebook"), {
            let codebook = fields.get("codebook").map(str::to_owned);
            move |study, _, view| {
                let due = due_again(view.board, view.coder, now);
                match due.first() {
                    Some(place) => draw(study, view, &pen, *place, due.len(), codebook.as_deref()),
                    None => Ok(nothing(view, &pen, codebook.as_deref())),
                }
            }
        })
        .await?;
    let language = at.language();
    let sheet = at.sheet(PAGE.title(language)).narrow();
    let sheet = sheet.keys(GROUPS);
    Ok(sheet.draw(&content))
}

fn draw(
    study: &Study,
    view: &View<'_>,
    pen: &Pen,
    place: usize,
    left: usize,
    codebook: Option<&str>,
) -> Result<Markup> {
    let card = &view.board.cards[place];
    let row = row(study, view, place, Marked::Nothing)?;
    let palette = Palette::of(&view.board.codebook.codebook);
    let question = view
        .board
        .questions
        .iter()
        .find(|question| question.id == card.question);
    let question = question.map(|one| if one.text.is_empty() { &one.key } else { &one.text });
    let one_only = palette.codebook().codes_per_answer == Some(PerAnswer::One);
    let codes = palette.codebook().codes.iter().enumerate();
    let language = study.answer_language()?;
    let button = |act: &str, word: &str, key: &Key, class: Option<&str>| {
        html! {
            button class=[class] name="act" value=(act) aria-keyshortcuts=(key.shortcut) title=(key.title(pen.language)) {
                (word) " " (key.face(pen.language))
            }
        }
    };
    Ok(html! {
        p.muted { (pen.say(
            format!("Noch {} Ihrer Auswahl. Was Sie beim ersten Mal entschieden haben, ist hier nicht zu sehen.", pen.answers(left)),
            format!("{} of your sample left. What you decided the first time is not shown here.", pen.answers(left)),
        )) }
        form.stack #decision method="post" action=(pen.to("again")) {
            input type="hidden" name="unit" value=(card.unit.0);
            @if let Some(name) = codebook { input type="hidden" name="codebook" value=(name); }
            h2.vh { (pen.say("Antwort", "Answer")) " " (card.key) }
            @if let Some(question) = question { p.question { (question) } }
            blockquote.verbatim lang=(language.id()) { (row.text) }
            ul.codes {
                @for (place, code) in codes.filter(|(_, code)| code.is_in_use()) {
                    @let key = of_code(place).filter(|key| key.len() == 1);
                    li {
                        label class={ "code " (palette.class(place)) } {
                            input.vh type=(if one_only { "radio" } else { "checkbox" }) name="code" value=(code.id) aria-keyshortcuts=[key.as_deref()];
                            @if let Some(key) = &key { kbd aria-hidden="true" { (key) } }
                            span.dot {}
                            span.name { (palette.label(place, pen.language)) }
                        }
                    }
                }
            }
            label.field {
                span { (pen.say("Anmerkung", "Memo")) " " (MEMO.face(pen.language)) }
                textarea name="memo" rows="2" aria-keyshortcuts=(MEMO.shortcut) {}
            }
            div.row {
                (button("take", pen.say("Übernehmen", "Take"), &TAKE, Some("primary")))
                (button("none_fits", pen.say("Keine passt", "None fits"), &NONE_FITS, None))
                (button("not_codable", pen.say("Nicht kodierbar", "Not codable"), &NOT_CODABLE, None))
            }
        }
        (back(view, pen, codebook))
    })
}

/// Only where something was coded again: else it would take back what was done on another page.
fn back(view: &View<'_>, pen: &Pen, codebook: Option<&str>) -> Markup {
    let is_again = |card: &Card| card.said_by(view.coder, CodingLayer::Again).is_some();
    if !view.board.cards.iter().any(is_again) {
        return html! {};
    }
    html! {
        form method="post" action=(pen.to("again/undo")) {
            @if let Some(name) = codebook { input type="hidden" name="codebook" value=(name); }
            button.quiet aria-keyshortcuts=(UNDO.shortcut) title=(UNDO.title(pen.language)) {
                span aria-hidden="true" { "↶" } " " (pen.say("Zurücknehmen", "Undo")) " " (UNDO.face(pen.language))
            }
        }
    }
}

fn nothing(view: &View<'_>, pen: &Pen, codebook: Option<&str>) -> Markup {
    let why = match view.board.team.again {
        None => pen.say(
            "Bei den Kodierenden lässt sich festlegen, dass jede Person eine Auswahl ihrer Antworten nach einiger Zeit noch einmal kodiert.",
            "Under Coders it can be stated that everybody codes a sample of their answers once more after some time.",
        ),
        Some(_) => pen.say(
            "Die Auswahl ist fertig, oder die Zeit dafür ist noch nicht gekommen.",
            "The sample is done, or the time for it has not come yet.",
        ),
    };
    html! {
        div.panel.empty {
            h2 { (pen.say("Nichts ist noch einmal zu kodieren", "Nothing is to be coded again")) }
            p { (why) }
            a.button href=(pen.to("coders")) { (pen.say("Zu den Kodierenden", "To the coders")) }
        }
        (back(view, pen, codebook))
    }
}

async fn code(at: InStudy, fields: Fields) -> std::result::Result<Redirect, Failure> {
    let unit = UnitId(fields.need("unit")?);
    let (now, sent) = (at.now(), fields.clone());
    let (working, decision) = at
        .view(fields.get("codebook"), move |_, _, view| {
            let due = due_again(view.board, view.coder, now);
            if !due.iter().any(|place| view.board.cards[*place].unit == unit) {
                return Err(Problem::input(
                    "Diese Antwort ist nicht noch einmal zu kodieren.",
                    "This answer is not to be coded again.",
                )
                .hint("Die Seite neu laden.", "Load the page again."));
            }
            let decision = Decision {
                layer: CodingLayer::Again,
                memo: sent.get("memo").unwrap_or_default().trim().to_owned(),
                picked: Picked::Random,
                ..Decision::of(unit, outcome(view, &sent)?)
            };
            Ok((Working::of(view), decision))
        })
        .await?;
    let moment = at.moment();
    at.write(move |change| {
        let Working { codebook, coder } = &working;
        decide(
            change,
            codebook,
            *coder,
            ActionKind::Decide,
            vec![decision],
            Stamp { moment, uid: None },
        )
    })
    .await?;
    Ok(on(&at, &fields))
}

async fn undo(at: InStudy, fields: Fields) -> std::result::Result<Redirect, Failure> {
    let working = at
        .view(fields.get("codebook"), |_, _, view| Ok(Working::of(view)))
        .await?;
    at.go_back(working, Back::Undo, None).await?;
    Ok(on(&at, &fields))
}

fn on(at: &InStudy, fields: &Fields) -> Redirect {
    let codebook = fields.get("codebook").map(|name| ("codebook", name));
    Redirect::to(&at.to(&format!("again?{}", query(codebook))))
}

fn outcome(view: &View<'_>, fields: &Fields) -> Result<Outcome> {
    match fields.get("act") {
        Some("none_fits") => return Ok(Outcome::NoneFits),
        Some("not_codable") => return Ok(Outcome::NotCodable),
        _ => {}
    }
    let given: Vec<String> = fields.all("code").map(str::to_owned).collect();
    view.chosen(&given)
}
