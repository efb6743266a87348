//! Frequencies and crosstabs, with everything that can be said about them in the address, so that a table can be kept as a
//! bookmark; and each as a file for other programs.

use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::{Markup, html};

use super::Server;
use super::column_name::{ColumnName, choose_column, column_names};
use super::failure::{Failure, notice};
use super::fields::{Fields, query};
use super::form::{choices, line, named, select, word, words};
use super::page::{Area, Page};
use super::spoken::field;
use super::visitor::InStudy;
use super::{charts, report, sending};
use crate::problem::{Notice, Problem, Result};
use crate::results;
use crate::study::{Labels, Study};
use crate::tables::{
    Base, Choice, Counting, Drawing, FORMS, GroupOrder, Layer, Level, Order, Said, Table, count, form,
};
use crate::words::{Language, Text};

pub const PAGE: Page = Page {
    path: "tables",
    de: "Tabellen",
    en: "Tables",
    area: Some(Area::Results),
    routes,
};

fn routes() -> Router<Server> {
    Router::new()
        .route("/tables", get(show))
        .route("/tables/{form}", get(file))
        .route("/charts/{form}", get(charts::file))
}

/// What can be chosen from in a study.
pub struct Offered {
    pub codebooks: Vec<String>,
    pub questions: Vec<String>,
    /// As they are named in choices.
    pub coders: Vec<Text>,
    pub background: Vec<String>,
    pub labels: Labels,
}

impl Offered {
    /// `codebook`: whose coders are offered; none: the study's first.
    pub fn of(study: &Study, codebook: &str) -> Result<Offered> {
        let codebooks = study.codebook_names()?;
        let named = codebooks
            .iter()
            .find(|name| *name == codebook)
            .or(codebooks.first());
        let coders = named.map_or(Ok(Vec::new()), |name| study.coders(name))?;
        Ok(Offered {
            questions: study
                .questions()?
                .into_iter()
                .map(|question| question.key)
                .collect(),
            coders: coders.iter().map(|coder| coder.label()).collect(),
            background: study.background_names()?,
            labels: study.labels()?,
            codebooks,
        })
    }

    /// The background columns with their labels.
    pub fn column_names(&self) -> impl Iterator<Item = ColumnName<'_>> {
        column_names(&self.background, &self.labels)
    }

    /// Codebook, question and coder, each only where there are several.
    pub fn fields(&self, said: &Said, at: &InStudy) -> Markup {
        let all = at.say("alle", "all");
        let coders: Vec<&str> = self.coders.iter().map(|coder| coder.get(at.language())).collect();
        html! {
            @if self.codebooks.len() > 1 {
                (select(label("codebook", at), "codebook", &said.codebook, &named(None, self.codebooks.iter().map(String::as_str))))
            }
            @if self.questions.len() > 1 {
                (select(label("question", at), "question", &said.question, &named(Some(all), self.questions.iter().map(String::as_str))))
            }
            @if coders.len() > 1 {
                (select(at.say("Kodierende", "Coders"), "coder", &said.coder, &named(Some(all), coders)))
            }
        }
    }
}

/// What a field is called here and on the command line.
pub fn label(option: &str, at: &InStudy) -> &'static str {
    field(option).map_or("", |name| name.get(at.language()))
}

/// What the fields of a form say about tables. The study's first codebook is meant where none is named.
pub fn said(fields: &Fields) -> Said {
    Said {
        codebook: word(fields, "codebook"),
        question: word(fields, "question"),
        coder: word(fields, "coder"),
        base: word(fields, "base"),
        level: word(fields, "level"),
        by: words(fields, "by"),
        counting: word(fields, "counting"),
        layer: word(fields, "layer"),
        order: word(fields, "order"),
        top: word(fields, "top"),
        groups: word(fields, "groups"),
        intervals: word(fields, "intervals"),
        contacted: word(fields, "contacted"),
        min_cell: word(fields, "min_cell"),
        test: word(fields, "test"),
        draws: word(fields, "draws"),
        seed: word(fields, "seed"),
    }
}

/// The same, for a study of which the first codebook is meant where none is named.
pub fn settled(said: &Said, offered: &Offered) -> Said {
    let first = offered.codebooks.first().cloned().unwrap_or_default();
    Said {
        codebook: if said.codebook.is_empty() {
            first
        } else {
            said.codebook.clone()
        },
        by: {
            let mut by = said.by.clone();
            by.dedup();
            by
        },
        ..said.clone()
    }
}

/// Tables as they were asked for.
pub(super) struct Drawn {
    offered: Offered,
    pub(super) made: Result<(Vec<Table>, Vec<Notice>)>,
}

pub(super) async fn draw(at: &InStudy, said: &Said) -> std::result::Result<Drawn, Failure> {
    let said = said.clone();
    let blind = match said.coder == at.coder {
        true => Ok(()),
        false => at.is_not_blind(&said.codebook).await,
    };
    at.read(move |study| {
        study.steady(|| {
            let offered = Offered::of(study, &said.codebook)?;
            Ok(Drawn {
                made: blind.and_then(|()| made(study, &settled(&said, &offered))),
                offered,
            })
        })
    })
    .await
}

fn made(study: &Study, said: &Said) -> Result<(Vec<Table>, Vec<Notice>)> {
    let (selection, view) = said.read()?;
    let counted = count(study, &selection)?;
    let tables = if selection.by.is_empty() {
        counted.frequencies(&view)
    } else {
        counted.crosstabs(&view)
    };
    Ok((tables, counted.notices))
}

async fn show(at: InStudy, fields: Fields) -> std::result::Result<Response, Failure> {
    let said = said(&fields);
    let Drawn { offered, made } = draw(&at, &said).await?;
    let said = settled(&said, &offered);
    let chart = word(&fields, "chart");
    let page = at.sheet(at.say("Tabellen", "Tables")).draw(&html! {
        (filters(&said, &chart, &offered, &at))
        @match &made {
            Err(problem) => { @for problem in problem.each() { (notice(problem, &at.visitor)) } },
            Ok((tables, notices)) => {
                (report::notices(notices, 0, &at.visitor))
                @if !said.test.is_empty() && !said.min_cell.is_empty() {
                    p { (at.say(
                        "Neben verdeckten Anzahlen steht kein Test: Aus ihm ließen sie sich errechnen.",
                        "No test stands beside hidden counts: they could be computed from it.",
                    )) }
                }
                @for (place, table) in tables.iter().enumerate() {
                    (one(table, &at))
                    @if !chart.is_empty() { (charts::beneath(table, &chart, &said, place, &at)) }
                }
                (files(&said, &at))
            }
        }
    });
    Ok(page.into_response())
}

fn filters(said: &Said, chart: &str, offered: &Offered, at: &InStudy) -> Markup {
    let visitor = &at.visitor;
    let usual = |de: &str, en: &str| Text::new(de, en);
    let by = |place: usize| said.by.get(place).map_or("", String::as_str);
    let chosen = |written: &str, first: &'static str| {
        if written.is_empty() {
            first.to_owned()
        } else {
            written.to_owned()
        }
    };
    html! {
        form.stack method="get" action=(at.to("tables")) {
            div.filters {
                (offered.fields(said, at))
                (choose_column(label("by", at), "by", by(0), Some(at.say("nicht geteilt", "not divided")), offered.column_names()))
                @if !said.by.is_empty() && offered.background.len() > 1 {
                    (choose_column(at.say("Und nach", "And by"), "by", by(1), Some("–"), offered.column_names()))
                }
                (select(label("counting", at), "counting", &chosen(&said.counting, Counting::Mentions.id()), &choices::<Counting>(None, visitor)))
                (select(label("layer", at), "layer", &said.layer, &choices::<Layer>(Some(&usual("Geprüftes, sobald es das gibt", "reviewed, as soon as there is any")), visitor)))
                (charts::choice(chart, visitor))
                button { (at.say("Anzeigen", "Show")) }
            }
            details open[!(said.base.is_empty() && said.level.is_empty() && said.order.is_empty() && said.top.is_empty() && said.groups.is_empty())] {
                summary { (at.say("Mehr", "More")) }
                div.filters {
                    (select(label("base", at), "base", &chosen(&said.base, Base::Units.id()), &choices::<Base>(None, visitor)))
                    (select(at.say("Kategorien", "Codes"), "level", &chosen(&said.level, Level::Codes.id()), &choices::<Level>(None, visitor)))
                    (select(label("sort", at), "order", &chosen(&said.order, Order::Codebook.id()), &choices::<Order>(None, visitor)))
                    (select(at.say("Gruppen", "Groups"), "groups", &chosen(&said.groups, GroupOrder::Appearance.id()), &choices::<GroupOrder>(None, visitor)))
                    (line(label("top", at), "top", &said.top, None))
                }
            }
            (statistics(said, at))
        }
    }
}

/// Tests, intervals, and what is kept back; open where something of it is chosen.
fn statistics(said: &Said, at: &InStudy) -> Markup {
    let chosen = |field: &str| !field.is_empty();
    let any = [&said.test, &said.intervals, &said.contacted, &said.min_cell]
        .iter()
        .any(|field| chosen(field));
    let check = |name: &str, field: &str, hint: &str| {
        html! {
            label.choice {
                input type="checkbox" name=(name) value="yes" checked[chosen(field)];
                span { (label(name, at)) span.hint { (hint) } }
            }
        }
    };
    html! {
        details open[any] {
            summary { (at.say("Statistik", "Statistics")) }
            div.filters {
                (check("test", &said.test, at.say("χ², Fisher oder Permutation, je nachdem, was gilt; nur geteilte Tabellen", "χ², Fisher or permutation, whichever is valid; divided tables only")))
                (check("intervals", &said.intervals, at.say("95 %, nach Wilson", "95%, after Wilson")))
                (line(label("contacted", at), "contacted", &said.contacted, Some(at.say("Zahl der Gefragten: Intervalle mit Endlichkeitskorrektur", "how many were asked: intervals with finite population correction"))))
                (line(label("min-cell", at), "min_cell", &said.min_cell, Some(at.say("kleine Anzahlen für eine Veröffentlichung, üblich 5", "small counts for publication, usually 5"))))
                (line(label("draws", at), "draws", &said.draws, Some(at.say("üblich 10000", "usually 10000"))))
                (line(label("seed", at), "seed", &said.seed, Some(at.say("üblich 1", "usually 1"))))
            }
        }
    }
}

fn one(table: &Table, at: &InStudy) -> Markup {
    let title = table.head.title();
    let title = title.get(at.language());
    let grids = table.grids(at.language());
    html! {
        section.stack {
            @if grids.iter().all(|grid| grid.title != *title) { h2 { (title) } }
            div.small.muted { @for sentence in table.says(at.language()) { p { (sentence) } } }
            @for grid in &grids { (report::table(grid, &at.visitor)) }
            @if let Some(tested) = &table.tested {
                (report::parts(&results::tested(tested, &table.head, at.language()), &at.visitor))
            }
        }
    }
}

fn files(said: &Said, at: &InStudy) -> Markup {
    let asked = address(said);
    html! {
        div.row {
            span.muted { (at.say("Diese Tabellen als Datei:", "These tables as a file:")) }
            @for form in FORMS {
                @let what = (form.what)();
                a.button.mini href=(at.to(&format!("tables/{}?{asked}", form.name))) download title=(what.get(at.language())) { (name_of(form.name)) }
            }
            a.button.mini href=(at.to("downloads")) { (at.say("Excel und anderes …", "Excel and more …")) }
        }
    }
}

fn name_of(form: &str) -> &str {
    match form {
        "csv" => "CSV",
        "json" => "JSON",
        "markdown" => "Markdown",
        "text" => "Text",
        other => other,
    }
}

/// The fields as an address has them.
pub(super) fn address(said: &Said) -> String {
    let single = [
        ("codebook", &said.codebook),
        ("question", &said.question),
        ("coder", &said.coder),
        ("base", &said.base),
        ("level", &said.level),
        ("counting", &said.counting),
        ("layer", &said.layer),
        ("order", &said.order),
        ("top", &said.top),
        ("groups", &said.groups),
        ("intervals", &said.intervals),
        ("contacted", &said.contacted),
        ("min_cell", &said.min_cell),
        ("test", &said.test),
        ("draws", &said.draws),
        ("seed", &said.seed),
    ];
    let by = said.by.iter().map(|by| ("by", by.as_str()));
    let single = single.into_iter().map(|(name, value)| (name, value.as_str()));
    query(single.chain(by).filter(|(_, value)| !value.is_empty()))
}

/// `GET /s/{study}/tables/{form}`: the tables as a file.
async fn file(
    Path((_, name)): Path<(String, String)>,
    at: InStudy,
    fields: Fields,
) -> std::result::Result<Response, Failure> {
    let Some(form) = form(&name) else {
        return Err(Failure::not_found(Problem::input(
            "In dieser Form gibt es Tabellen nicht.",
            "There are no tables in this form.",
        )));
    };
    let Drawn { made, .. } = draw(&at, &said(&fields)).await?;
    let (tables, _) = made?;
    let drawing = Drawing {
        language: at.language(),
        width: None,
    };
    let text = (form.draw)(&tables, &drawing)?;
    let ending = match form.name {
        "markdown" => "md",
        "text" => "txt",
        other => other,
    };
    let kind = match at.language() {
        Language::De => "Tabellen",
        Language::En => "tables",
    };
    Ok(sending::text(
        &format!("{} {kind}.{ending}", at.study.name()),
        text,
    ))
}
