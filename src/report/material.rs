//! All that a report is made from, read from the study: who answered, who coded, what was counted, which answers may be quoted.

use std::collections::BTreeMap;

use super::candidates::candidates;
use super::document::{Draft, Sentence};
use super::origin::Origin;
use super::people::People;
use super::returned::{MOST_COLUMNS, Returned};
use super::typical::{Typical, typical};
use super::{Quotes, Wish};
use crate::codebook::Codebook;
use crate::estimate::Draws;
use crate::language::Analyser;
use crate::problem::{Notice, Result};
use crate::profile::{self, OfQuestion, Wished};
use crate::review::{Board, Compared, Comparison};
use crate::study::{AskedOfLog, Extent, MachineDecided, Run, StoredCodebook, Study, Unsettled};
use crate::survey::{CoderKind, Question};
use crate::tables::change::{Change, WAVE, Waves, change};
use crate::tables::cooccurrence::{Together, within};
use crate::tables::items::{Asked, Items};
use crate::tables::{
    self, Counted, Counting, Kept, Layer, Said, Selection, Table, View, choose_codebook, choose_questions,
    count,
};
use crate::words::Language;

/// All that a report is made from.
pub struct Material<'w> {
    pub wish: &'w Wish,
    pub stored: StoredCodebook,
    /// Versions of the codebook that the study holds.
    pub versions: usize,
    /// Codebooks of the study.
    pub codebooks: usize,
    pub questions: Vec<Question>,
    pub extent: Extent,
    pub returned: Vec<Returned>,
    pub people: People,
    /// How far coders agree with one another, with an earlier self, with the machine; none where nobody has coded.
    pub compared: Option<Compared>,
    pub unsettled: Unsettled,
    pub machine: Option<MachineDecided>,
    pub run: Option<Run>,
    /// Whose codes are counted in every table.
    pub layer: Layer,
    pub mentions: Counts,
    pub exclusive: Counts,
    pub profiles: Vec<OfColumn>,
    /// The columns that tables are divided by.
    pub by: Vec<String>,
    /// One per question.
    pub together: Vec<Together>,
    /// Between the two waves of the study, where it has two.
    pub changes: Vec<Change>,
    /// Of all, then by each column.
    pub items: Vec<Items>,
    pub typical: BTreeMap<String, Typical>,
    pub notices: Vec<Notice>,
    /// When anything in the study changed last: year, month and day (UTC).
    pub changed: Option<String>,
}

/// Profiles of the groups of a column in the answers to a question; why not, where there is too little for them.
pub struct OfColumn {
    pub by: String,
    pub question: String,
    pub profiles: Result<Vec<OfQuestion>>,
}

/// Tables of one way of counting.
pub struct Counts {
    /// One per question.
    pub frequencies: Vec<Table>,
    /// Per question one per column.
    pub crosstabs: Vec<Table>,
}

impl<'w> Material<'w> {
    /// # Errors
    /// A name that does not exist; no codebook; a study file that cannot be read.
    pub fn of(study: &Study, wish: &'w Wish) -> Result<Material<'w>> {
        let stored = choose_codebook(study, wish.selection.codebook.as_deref())?;
        let questions = choose_questions(study, wish.selection.question.as_deref())?;
        let returned = Returned::of(study)?;
        let by = if wish.selection.by.is_empty() {
            let dividing = returned
                .iter()
                .filter(|column| column.divides())
                .take(MOST_COLUMNS);
            dividing.map(|column| column.column.clone()).collect()
        } else {
            wish.selection.by.clone()
        };
        let selection = Selection {
            codebook: Some(stored.name.clone()),
            by,
            coder: None,
            kept: Kept::Respondents,
            ..wish.selection.clone()
        };
        let counted = count(study, &selection)?;
        let people = People::of(study, &stored.name, &stored.codebook)?;
        let layer = counted.layer(&View {
            layer: wish.layer,
            ..View::default()
        });
        let of_layer = View {
            layer: Some(layer),
            ..View::default()
        };
        let together = within(&counted, &of_layer);
        let changes = changes(study, &selection, &of_layer, &returned)?;
        let typical = match wish.quotes {
            Quotes::LeftOut => BTreeMap::new(),
            Quotes::Typical => {
                let candidates = candidates(study, &stored, &counted, &people, layer, &questions)?;
                let language = stored.codebook.language;
                let analyser = Analyser::of(language).with(&stored.codebook.stem_exceptions);
                typical(&candidates, &analyser)
            }
        };
        let compared = match people.units {
            0 => None,
            _ => {
                let board = Board::of(study, &stored.name)?;
                Some(Comparison::default().of(&board))
            }
        };
        // What nobody has reviewed is not tested: a test would speak of the program, not of the answers.
        let is_tested = layer == Layer::Reviewed;
        let profiles = match is_tested {
            true => profiles(study, &selection, &questions, layer)?,
            false => Vec::new(),
        };
        let items = items(study, wish, &selection)?;
        // As often drawn as the table of the command line is.
        let tested = Said {
            test: if is_tested { "yes" } else { "" }.to_owned(),
            ..Said::default()
        };
        let (_, usual) = tested.read()?;
        let only = match &questions[..] {
            [only] => Some(only.id),
            _ => None,
        };
        let latest = AskedOfLog {
            most: 1,
            ..AskedOfLog::default()
        };
        let (entries, _) = study.audit_log(&latest)?;
        Ok(Material {
            versions: study.codebook_versions(&stored.name)?.len(),
            codebooks: study.codebook_names()?.len(),
            extent: study.extent()?,
            unsettled: study.unsettled(&stored.name, only)?,
            machine: study.machine_decided(&stored.name, only)?,
            mentions: Counts::of(&counted, Counting::Mentions, layer, usual.test),
            exclusive: Counts::of(&counted, Counting::Exclusive, layer, usual.test),
            changed: entries.first().and_then(|entry| day(entry.moment)),
            run: counted.run,
            notices: counted.notices,
            wish,
            stored,
            questions,
            returned,
            people,
            compared,
            layer,
            profiles,
            by: selection.by,
            together,
            changes,
            items,
            typical,
        })
    }

    pub fn language(&self) -> Language {
        self.wish.language
    }

    pub fn codebook(&self) -> &Codebook {
        &self.stored.codebook
    }

    /// What a command has to be told of this study: its name, and the codebook where it has several.
    pub fn call<'c>(&'c self, command: &'c str, more: &[&'c str]) -> Vec<&'c str> {
        let mut words = vec![command, &self.wish.study_name];
        if self.codebooks > 1 {
            words.extend(["--codebook", &self.stored.name]);
        }
        words.extend(more);
        words
    }

    pub fn title(&self) -> String {
        let title = self.codebook().title.get(self.language());
        self.wish.title.clone().unwrap_or_else(|| match self.language() {
            Language::De => format!("{title}: Bericht über die Kodierung offener Antworten"),
            Language::En => format!("{title}: report on the coding of open-ended answers"),
        })
    }

    /// Study, state of the data, program.
    pub fn lead(&self, draft: &mut Draft) -> Vec<Sentence> {
        let (study, version) = (&self.wish.study_name, env!("CARGO_PKG_VERSION"));
        let state = self
            .changed
            .as_deref()
            .map_or_else(String::new, |day| match self.language() {
                Language::De => format!(", Stand der Daten {}", german_day(day)),
                Language::En => format!(", data as of {day}"),
            });
        let made = draft.origin(
            Origin::new("Dieser Bericht", "This report")
                .fact(
                    ("Stand", "State"),
                    "letzte Änderung der Studie: eingelesen, entschieden, vorgeschlagen oder eingestellt (Tag in UTC)",
                    "last change of the study: imported, decided, suggested or set (day in UTC)",
                )
                .printed_by(["report", study, "--to", draft.say("bericht.html", "report.html")]),
        );
        vec![Sentence::of(
            draft.say(
                &format!("Studie »{study}«{state}. Erstellt mit freitext {version}."),
                &format!("Study “{study}”{state}. Made with freitext {version}."),
            ),
            made,
        )]
    }

    /// Whether a person has decided anything.
    pub fn has_people(&self) -> bool {
        self.people
            .coders
            .iter()
            .any(|coded| coded.coder.kind == CoderKind::Person)
    }
}

impl Counts {
    fn of(counted: &Counted, counting: Counting, layer: Layer, test: Option<Draws>) -> Counts {
        let view = View {
            counting,
            layer: Some(layer),
            test,
            ..View::default()
        };
        Counts {
            frequencies: counted.frequencies(&view),
            crosstabs: counted.crosstabs(&view),
        }
    }
}

fn profiles(
    study: &Study,
    selection: &Selection,
    questions: &[Question],
    layer: Layer,
) -> Result<Vec<OfColumn>> {
    let settings = Wished::default().read()?;
    let view = View {
        layer: Some(layer),
        ..View::default()
    };
    let mut all = Vec::new();
    for by in &selection.by {
        for question in questions {
            let selection = Selection {
                by: vec![by.clone()],
                question: Some(question.key.clone()),
                ..selection.clone()
            };
            let made = profile::profiles(study, &selection, &view, settings);
            all.push(OfColumn {
                by: by.clone(),
                question: question.key.clone(),
                profiles: made.map(|(all, _)| all),
            });
        }
    }
    Ok(all)
}

/// What has changed, where there are exactly two waves; too little of it for pairs is no change to tell of.
fn changes(study: &Study, selection: &Selection, view: &View, returned: &[Returned]) -> Result<Vec<Change>> {
    let waves = returned.iter().find(|column| column.column == WAVE);
    let named = waves.map_or(0, |waves| {
        waves.groups.iter().filter(|group| group.value.is_some()).count()
    });
    if named != 2 {
        return Ok(Vec::new());
    }
    let asked = Waves {
        column: WAVE.to_owned(),
        from: String::new(),
        to: String::new(),
    };
    Ok(change(study, selection, view, &asked).unwrap_or_default())
}

/// Closed questions over all, and by each column.
fn items(study: &Study, wish: &Wish, selection: &Selection) -> Result<Vec<Items>> {
    if wish.items.columns.is_empty() {
        return Ok(Vec::new());
    }
    let by = std::iter::once(None).chain(selection.by.iter().cloned().map(Some));
    let of = |by: Option<String>| {
        let asked = Asked {
            columns: wish.items.columns.clone(),
            by,
            question: wish.selection.question.clone(),
            steps: wish.items.steps.clone(),
            none: Vec::new(),
        };
        tables::items::items(study, &asked)
    };
    by.map(of).collect()
}

/// `2026-11-22`.
fn day(moment: i64) -> Option<String> {
    let moment = jiff::Timestamp::from_millisecond(moment).ok()?;
    Some(moment.to_zoned(jiff::tz::TimeZone::UTC).date().to_string())
}

/// `22.11.2026`.
fn german_day(day: &str) -> String {
    let mut parts: Vec<&str> = day.split('-').collect();
    parts.reverse();
    parts.join(".")
}
