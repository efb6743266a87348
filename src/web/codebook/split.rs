//! Splitting a code: the parts, which rules go to which, and what waits to be decided anew, before it is done.

use axum::response::{Html, IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::book::{self, Book};
use super::edits::{keep, lines};
use super::page;
use super::touch::{after, figures, list};
use crate::codebook::{Code, Edit, NewCode, NewRule, Part};
use crate::problem::{Fault, Problem, Result};
use crate::review::View;
use crate::web::failure::{Failure, notice};
use crate::web::fields::Fields;
use crate::web::visitor::{InStudy, Visitor};
use crate::words::Text;

/// Parts that the form shows, and those that it has room for.
const FEWEST: usize = 2;
const PARTS: usize = 4;

/// `GET codebook/split?code=`
pub async fn show(at: InStudy, fields: Fields) -> std::result::Result<Html<String>, Failure> {
    drawn(&at, fields, Step::Form, None).await
}

/// `POST codebook/split`: told first, done then.
pub async fn split(at: InStudy, fields: Fields) -> std::result::Result<Response, Failure> {
    if fields.get("do") == Some("back") {
        return Ok(drawn(&at, fields, Step::Form, None).await?.into_response());
    }
    if fields.get("do") != Some("split") {
        return Ok(match drawn(&at, fields.clone(), Step::Told, None).await {
            Ok(page) => page.into_response(),
            Err(failure) => again(&at, fields, failure).await?,
        });
    }
    let (book, edit, code): (Book, Edit, String) =
        (Book::of(&at, &fields), edit(&fields)?, fields.need("code")?);
    match keep(&at, &book, move |_| Ok(vec![edit])).await {
        Ok(_) => {
            let address = book.to("codebook", &[("code", &code), ("done", "saved")]);
            Ok(Redirect::to(&address).into_response())
        }
        Err(failure) => again(&at, fields, failure).await,
    }
}

async fn again(at: &InStudy, fields: Fields, failure: Failure) -> std::result::Result<Response, Failure> {
    let Failure { problem, status } = failure;
    if problem.fault() == Fault::Bug {
        return Err(Failure { problem, status });
    }
    let page = drawn(at, fields, Step::Form, Some(problem)).await?;
    Ok((status, page).into_response())
}

enum Step {
    Form,
    Told,
}

async fn drawn(
    at: &InStudy,
    fields: Fields,
    step: Step,
    problem: Option<Problem>,
) -> std::result::Result<Html<String>, Failure> {
    let (book, visitor) = (Book::of(at, &fields), at.visitor.clone());
    let (own, code): (Book, String) = (book.clone(), fields.need("code")?);
    page(at, book, Some(code.clone()), move |_, view| {
        let place = book::place(view, &code)?;
        match step {
            Step::Form => Ok(form(&own, view, place, &fields, problem.as_ref(), &visitor)),
            Step::Told => told(&own, view, place, &fields),
        }
    })
    .await
}

fn form(
    book: &Book,
    view: &View<'_>,
    place: usize,
    fields: &Fields,
    problem: Option<&Problem>,
    visitor: &Visitor,
) -> Markup {
    let codebook = &view.board.codebook.codebook;
    let code = &codebook.codes[place];
    let name = book.text(&code.label);
    let typed = |name: String| fields.get(&name).unwrap_or_default().to_owned();
    let others: Vec<&Code> = codebook
        .codes
        .iter()
        .filter(|other| other.is_in_use() && other.id != code.id)
        .collect();
    html! {
        h2 { (book.say(format!("„{name}“ aufteilen"), format!("Split “{name}”"))) }
        @if let Some(problem) = problem { (notice(problem, visitor)) }
        p.hint { (book.say(
            "Für jeden Teil eine neue Kategorie nennen oder eine wählen, die es schon gibt; mindestens zwei. Die alte wird nicht mehr vergeben.",
            "Name a new code for each part or choose one that is there already; at least two. The old one is given no more.",
        )) }
        form.panel method="post" action=(book.pen.to("codebook/split")) {
            (book.hidden())
            input type="hidden" name="code" value=(code.id);
            @for part in 1..=FEWEST { (part_fields(book, &others, part, &typed)) }
            details {
                summary { (book.say("Weitere Teile", "Further parts")) }
                div.stack { @for part in FEWEST + 1..=PARTS { (part_fields(book, &others, part, &typed)) } }
            }
            @if !code.match_rules.is_empty() {
                fieldset {
                    legend { (book.say("Welche Zuordnungsregel geht zu welcher neuen Kategorie?", "Which match rule goes to which new code?")) }
                    @for (at, rule) in code.match_rules.iter().enumerate() {
                        label.pair {
                            code { (rule.find) }
                            select name=(format!("rule{at}")) {
                                option value="" { (book.say("zu keiner", "to none")) }
                                @for part in 1..=PARTS {
                                    option value=(part) selected[typed(format!("rule{at}")) == part.to_string()] { (book.say("Teil", "Part")) " " (part) }
                                }
                            }
                            input type="hidden" name=(format!("find{at}")) value=(rule.find);
                            input type="hidden" name=(format!("weight{at}")) value=(rule.weight);
                            input type="hidden" name=(format!("note{at}")) value=(rule.note);
                        }
                    }
                }
            }
            div.row {
                button.primary name="do" value="tell" { (book.say("Vorschau …", "Preview …")) }
                a.button.quiet href=(book.entry(&code.id)) { (book.say("Abbrechen", "Cancel")) }
            }
        }
    }
}

fn part_fields(book: &Book, others: &[&Code], part: usize, typed: &dyn Fn(String) -> String) -> Markup {
    html! {
        fieldset {
            legend { (book.say("Teil", "Part")) " " (part) }
            div.cols {
                label.field {
                    span { (book.say("Neue Kategorie", "New code")) }
                    input name=(format!("label{part}")) value=(typed(format!("label{part}"))) autocomplete="off";
                }
                label.field {
                    span { (book.say("oder eine vorhandene", "or an existing one")) }
                    select name=(format!("existing{part}")) {
                        option value="" { "–" }
                        @for other in others {
                            option value=(other.id) selected[typed(format!("existing{part}")) == other.id] { (book.text(&other.label)) }
                        }
                    }
                }
            }
            label.field {
                span { (book.say("Definition", "Definition")) }
                input name=(format!("definition{part}")) value=(typed(format!("definition{part}"))) autocomplete="off";
            }
        }
    }
}

fn told(book: &Book, view: &View<'_>, place: usize, fields: &Fields) -> Result<Markup> {
    let codebook = &view.board.codebook.codebook;
    let code = &codebook.codes[place];
    let changes = after(codebook, &edit(fields)?)?;
    let touched = view.touched(place, None);
    let name = book.text(&code.label);
    let waits = book.say(
        format!(
            "Antworten sind so kodiert, zählen weiter als „{name}“ und warten auf eine neue Entscheidung"
        ),
        format!("answers are coded so, still count as “{name}” and wait for a new decision"),
    );
    Ok(html! {
        h2 { (book.say(format!("„{name}“ so aufteilen?"), format!("Split “{name}” like this?"))) }
        (figures(book, &touched, &waits))
        (list(book, &changes))
        p.hint { (book.say(
            "Was Menschen entschieden haben, bleibt stehen, bis sie es neu entscheiden. Die Antworten stehen dafür wieder an.",
            "What people have decided stays until they decide anew. The answers come up again for that.",
        )) }
        form.row method="post" action=(book.pen.to("codebook/split")) {
            (book.hidden())
            @for (name, value) in sent(fields) { input type="hidden" name=(name) value=(value); }
            button.primary name="do" value="split" { (book.say("Aufteilen", "Split")) }
            button name="do" value="back" { (book.say("Ändern", "Change")) }
            a.button.quiet href=(book.entry(&code.id)) { (book.say("Abbrechen", "Cancel")) }
        }
    })
}

/// All that the form says, to be sent once more.
fn sent(fields: &Fields) -> impl Iterator<Item = (String, &str)> {
    let parts =
        (1..=PARTS).flat_map(|part| ["label", "existing", "definition"].map(|name| format!("{name}{part}")));
    let rules = (0..).map_while(|at| fields.has(&format!("find{at}")).then_some(at));
    let rules = rules.flat_map(|at| ["rule", "find", "weight", "note"].map(|name| format!("{name}{at}")));
    let names = std::iter::once("code".to_owned()).chain(parts).chain(rules);
    names.filter_map(|name| Some((fields.get(&name)?, name)).map(|(value, name)| (name, value)))
}

/// The split that the form says.
fn edit(fields: &Fields) -> Result<Edit> {
    let mut into = Vec::new();
    for part in 1..=PARTS {
        let label = lines(fields.get(&format!("label{part}")).unwrap_or_default());
        match (label.is_empty(), fields.get(&format!("existing{part}"))) {
            (true, None) => {}
            (true, Some(id)) => into.push(Part::Existing(id.to_owned())),
            (false, Some(_)) => {
                return Err(Problem::input(
                    format!("Teil {part} ist eine neue Kategorie und zugleich eine vorhandene."),
                    format!("Part {part} is a new code and an existing one at once."),
                )
                .hint("Eines von beiden leer lassen.", "Leave one of them empty."));
            }
            (false, None) => {
                let definition = lines(fields.get(&format!("definition{part}")).unwrap_or_default());
                let new = NewCode {
                    label: Text::new(label.clone(), label),
                    definition: Text::new(definition.clone(), definition),
                    match_rules: rules_of(fields, part),
                    ..NewCode::default()
                };
                into.push(Part::New(new.into()));
            }
        }
    }
    Ok(Edit::Split {
        code: fields.need("code")?,
        into,
    })
}

/// The rules that go to a part.
fn rules_of(fields: &Fields, part: usize) -> Vec<NewRule> {
    let part = part.to_string();
    let rules = (0..).map_while(|at| Some((at, fields.get(&format!("find{at}"))?)));
    rules
        .filter(|(at, _)| fields.get(&format!("rule{at}")) == Some(&*part))
        .map(|(at, find)| NewRule {
            find: find.to_owned(),
            weight: fields
                .get(&format!("weight{at}"))
                .and_then(|weight| weight.parse().ok())
                .unwrap_or(1.0),
            note: fields.get(&format!("note{at}")).unwrap_or_default().to_owned(),
        })
        .collect()
}
