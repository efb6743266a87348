//! The report: one file that tells the whole story of a study, as HTML or as DOCX, in German or English.
//!
//! | member | what |
//! |---|---|
//! | `document` | a report as data: sections, sentences, tables |
//! | `numbers` | the figures of a sentence |
//! | `origin` | where figures come from |
//! | `material` | all that a report is made from, read once from the study |
//! | `returned`, `people` | who answered; who coded how much |
//! | `candidates`, `typical`, `personal` | which answers are quoted; what is never quoted |
//! | `asked`, `coded`, `counted`, `groups`, `together`, `closed`, `answers`, `codebook`, `methods`, `sources` | a section each |
//! | `html`, `docx` | the two ways to draw it |
//! | `form` | the table of forms, by the ending of the file |
//!
//! The same study and the same wish give the same bytes: nothing of the clock or of this machine is in a report. Deliberately
//! absent: figures of its own; they come from the rooms before, and `origin` says how to print them again.

mod answers;
mod asked;
mod candidates;
mod closed;
mod codebook;
mod coded;
mod counted;
mod document;
mod docx;
mod form;
mod groups;
mod html;
mod material;
mod methods;
mod numbers;
mod origin;
mod people;
mod personal;
mod returned;
mod sources;
mod together;
mod typical;

pub use document::{Block, Document, Figure, Run, Section, Sentence, Table, TableKind};
pub use form::{ALL as FORMS, Form, form_of};
pub use html::{STYLE, linked};
pub use origin::{Origin, OriginId};
pub use personal::{Personal, personal};

use document::Draft;
use material::Material;

use crate::problem::{Notice, Problem, Result};
use crate::study::Study;
use crate::tables::{Layer, Selection};
use crate::words::{Language, Text};

/// What a report is to hold.
#[derive(Debug, Clone)]
pub struct Wish {
    pub language: Language,
    /// Codebook, question, what a case is; columns for crosstabs, or none for those with few values.
    pub selection: Selection,
    /// `None`: what people decided where anything is decided, else what is suggested.
    pub layer: Option<Layer>,
    /// How many were asked to take part.
    pub contacted: Option<u64>,
    pub title: Option<String>,
    pub quotes: Quotes,
    /// Closed questions: background columns, and the steps of their scale.
    pub items: Items,
    /// What the study is called in commands; never where it lies.
    pub study_name: String,
}

/// Closed questions that came along, as they were named.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Items {
    /// Background columns; none: the report holds no closed questions.
    pub columns: Vec<String>,
    /// `a|b|c` or `1=a|2=b`; empty: cells are numbers.
    pub steps: String,
}

/// Whether answers are quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Quotes {
    #[default]
    Typical,
    LeftOut,
}

/// The report on a study, and what is doubtful about it.
///
/// # Errors
/// A name that does not exist; no codebook; fewer contacted than answered; a study file that cannot be read.
pub fn report(study: &Study, wish: &Wish) -> Result<(Document, Vec<Notice>)> {
    study.steady(|| {
        let material = Material::of(study, wish)?;
        if wish
            .contacted
            .is_some_and(|contacted| contacted < material.extent.respondents)
        {
            return Err(fewer_contacted(material.extent.respondents));
        }
        let mut draft = Draft::new(wish.language);
        asked::write(&mut draft, &material);
        coded::write(&mut draft, &material);
        counted::write(&mut draft, &material);
        groups::write(&mut draft, &material);
        together::write(&mut draft, &material);
        closed::write(&mut draft, &material);
        if wish.quotes == Quotes::Typical {
            answers::write(&mut draft, &material);
        }
        codebook::write(&mut draft, &material);
        methods::write(&mut draft, &material);
        sources::write(&mut draft, &material);
        let title = material.title();
        let lead = material.lead(&mut draft);
        Ok((draft.finish(title, lead, material.changed), material.notices))
    })
}

fn fewer_contacted(answered: u64) -> Problem {
    let n = |language: Language| language.count(answered);
    Problem::usage(
        format!(
            "Geantwortet haben mehr, als angeschrieben sein sollen: {}.",
            n(Language::De)
        ),
        format!("More have answered than were contacted: {}.", n(Language::En)),
    )
    .hint(
        "Mit --contacted sagen, wie viele Befragte angeschrieben waren, in allen Wellen zusammen.",
        "Say with --contacted how many respondents were contacted, over all waves.",
    )
}

/// A name in both languages that a fact goes by.
type Name = (&'static str, &'static str);

const QUESTION: Name = ("Frage", "Question");
const BASE: Name = ("Basis", "Base");
const COUNTING: Name = ("Zählweise", "Way of counting");
const LAYER: Name = ("Grundlage", "Based on");
const LEFT_OUT: Name = ("Nicht enthalten", "Left out");
const CODEBOOK: Name = ("Kodierleitfaden", "Codebook");

/// The same in both languages.
fn both(text: impl Into<String>) -> Text {
    let text = text.into();
    Text::new(text.clone(), text)
}
