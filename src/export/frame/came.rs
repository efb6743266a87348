//! The columns that came in, in the order and under the names of the files.
//!
//! Which column was what stands in what each import left of itself (`source.settings`); what is not told there (a wave that
//! was named, texts of another program) follows behind. Columns of codes that somebody had given are decisions now and come
//! out as those.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use serde_json::Value as Json;

use super::growing::{Growing, Told};
use super::rows::Rows;
use crate::problem::{Notice, Result};
use crate::statfile::Frame;
use crate::study::{CodedUnit, Study};
use crate::survey::{Dictionary, Question, QuestionId, RecordId, Variable, VariableKind};
use crate::words::{Language, Text};

/// The background column that a named wave fills; keys of records begin with its value.
const WAVE: &str = "wave";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Place {
    Record,
    Respondent,
    Background(usize),
    Open { question: QuestionId, slot: u32 },
}

#[derive(Debug)]
pub(super) struct Came {
    dictionary: Dictionary,
    questions: Vec<Question>,
    rows: Rows,
    columns: Vec<(Place, Growing)>,
    places: FxHashMap<Place, usize>,
    wave: Option<usize>,
    /// The questionnaire heard last.
    record: Option<RecordId>,
}

/// What came in, as variables.
pub(super) struct CameIn {
    pub frame: Frame,
    /// Place of the variable that names rows.
    pub id: Option<usize>,
    /// Places of what is known of respondents: neither an id nor an open answer.
    pub background: Vec<usize>,
    pub notices: Vec<Notice>,
}

/// The part of the settings that says which column was what.
#[derive(Deserialize)]
struct Settings {
    recognised: Columns,
}

#[derive(Deserialize)]
struct Columns {
    columns: Vec<Known>,
}

#[derive(Deserialize)]
struct Known {
    heading: String,
    /// A word, or an object with one.
    role: Json,
}

impl Came {
    pub fn of(study: &Study, rows: Rows) -> Result<Came> {
        let background = study.background_names()?;
        let questions = study.questions()?;
        let mut came = Came {
            dictionary: study.dictionary()?,
            wave: background.iter().position(|name| name == WAVE),
            columns: Vec::new(),
            places: FxHashMap::default(),
            rows,
            record: None,
            questions,
        };
        let at: FxHashMap<&str, usize> = background
            .iter()
            .enumerate()
            .map(|(at, name)| (name.as_str(), at))
            .collect();
        let mut known: Vec<(Place, String)> = Vec::new();
        for written in study.source_settings()? {
            // Settings of another shape say nothing about columns.
            let Ok(settings) = serde_json::from_str::<Settings>(&written) else {
                continue;
            };
            for column in settings.recognised.columns {
                let place = match column.role.as_str() {
                    Some("id") => Some(Place::Record),
                    Some("respondent") => Some(Place::Respondent),
                    Some("background" | "empty") => {
                        at.get(column.heading.as_str()).map(|at| Place::Background(*at))
                    }
                    _ => came.open(&column.role),
                };
                if let Some(place) = place
                    && !known.iter().any(|(other, _)| *other == place)
                {
                    known.push((place, column.heading));
                }
            }
        }
        let names = |place: Place| known.iter().any(|(other, _)| *other == place);
        if rows == Rows::Respondents && !names(Place::Respondent) && !names(Place::Record) {
            came.add(Place::Respondent, "respondent");
        } else if !names(Place::Record) {
            came.add(Place::Record, "record");
        }
        for (place, heading) in &known {
            // Of a respondent with several questionnaires there is no one id of a questionnaire.
            let is_told = !(rows == Rows::Respondents && *place == Place::Record && names(Place::Respondent));
            if is_told {
                came.add(*place, heading);
            }
        }
        for (at, name) in background.iter().enumerate() {
            came.add(Place::Background(at), name);
        }
        Ok(came)
    }

    /// `{"open": {"question": …, "slot": …}}`
    fn open(&self, role: &Json) -> Option<Place> {
        let open = role.get("open")?;
        let key = open.get("question")?.as_str()?;
        let question = self.questions.iter().find(|question| question.key == key)?.id;
        // The study counts slots from 1.
        let slot = open.get("slot")?.as_u64()?.max(1) as u32;
        Some(Place::Open { question, slot })
    }

    fn add(&mut self, place: Place, name: &str) -> usize {
        if let Some(known) = self.places.get(&place) {
            return *known;
        }
        let told = self.dictionary.variable(name).cloned();
        let (variable, told) = match (told, place) {
            (Some(told), Place::Open { .. }) => (
                Variable {
                    kind: VariableKind::Text,
                    ..told
                },
                Told::Kind,
            ),
            (Some(told), _) => (told, Told::Kind),
            (None, Place::Open { .. }) => (Variable::new(name, VariableKind::Text), Told::Kind),
            (None, _) => (Variable::new(name, VariableKind::Number), Told::Nothing),
        };
        let variable = match place {
            Place::Open { question, .. } if variable.label.is_empty() => {
                let known = self.questions.iter().find(|known| known.id == question);
                let wording = known.map_or("", |question| &question.text);
                variable.labelled(wording)
            }
            _ => variable,
        };
        self.columns.push((place, Growing::new(variable, told)));
        self.places.insert(place, self.columns.len() - 1);
        self.columns.len() - 1
    }

    fn put(&mut self, place: Place, row: usize, text: &str) {
        if let Some(at) = self.places.get(&place) {
            self.columns[*at].1.put(row, text);
        }
    }

    pub fn hear(&mut self, unit: &CodedUnit, row: usize) {
        let is_heard = self.rows != Rows::Units && self.record == Some(unit.record);
        if !is_heard {
            self.record = Some(unit.record);
            let wave = self.wave.and_then(|at| unit.background.get(at)?.as_deref());
            let key = &unit.record_key;
            let own = wave
                .and_then(|wave| key.strip_prefix(wave)?.strip_prefix('/'))
                .unwrap_or(key);
            self.put(Place::Record, row, own);
            self.put(Place::Respondent, row, &unit.respondent_key);
            for (at, value) in unit.background.iter().enumerate() {
                if let Some(value) = value {
                    self.put(Place::Background(at), row, value);
                }
            }
        }
        let place = Place::Open {
            question: unit.question,
            slot: unit.slot,
        };
        if !self.places.contains_key(&place) {
            let known = self.questions.iter().find(|known| known.id == unit.question);
            let key = known.map_or("text", |question| &question.key);
            let name = match unit.slot {
                0 | 1 => key.to_owned(),
                slot => format!("{key}_{slot}"),
            };
            self.add(place, &name);
        }
        self.put(place, row, &unit.verbatim);
    }

    /// In so many rows.
    pub fn finish(self, rows: usize, language: Language) -> CameIn {
        let names_rows = match self.rows {
            Rows::Respondents => [Place::Respondent, Place::Record],
            Rows::Units | Rows::Records => [Place::Record, Place::Respondent],
        };
        let id = names_rows
            .iter()
            .find_map(|place| self.places.get(place).copied());
        let background = self.columns.iter().enumerate().filter_map(|(at, (place, _))| {
            let is_background = matches!(place, Place::Background(_));
            is_background.then_some(at)
        });
        let background = background.collect();
        let mut frame = Frame::default();
        let mut notices = Vec::new();
        for (place, growing) in self.columns {
            let (variable, cells, said) = growing.finish(rows);
            notices.extend(said);
            let label = match place {
                Place::Record => Text::new("Kennung des Fragebogens", "id of the questionnaire"),
                Place::Respondent => Text::new("Befragte", "respondent"),
                _ => Text::new("", ""),
            };
            let variable = match variable.label.is_empty() {
                true => variable.labelled(label.get(language)),
                false => variable,
            };
            frame.dictionary.variables.push(variable);
            frame.columns.push(cells);
        }
        let given = self.dictionary;
        let names: FxHashSet<String> = frame
            .dictionary
            .variables
            .iter()
            .map(|known| known.name.clone())
            .collect();
        let holds = |name: &String| names.contains(name);
        for set in given.sets {
            match set.members.iter().all(holds) {
                true => frame.dictionary.sets.push(set),
                false => notices.push(Notice::new(
                    format!("Das Mehrfachantworten-Set »{}« fehlt, weil nicht alle seine Variablen in der Studie sind.", set.name),
                    format!("The multiple-response set “{}” is left out, because not all of its variables are in the study.", set.name),
                )),
            }
        }
        frame.dictionary.weight = given.weight.filter(holds);
        frame.dictionary.label = given.label;
        frame.dictionary.notes = given.notes;
        CameIn {
            frame,
            id,
            background,
            notices,
        }
    }
}
