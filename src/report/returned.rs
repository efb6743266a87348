//! Who answered: respondents, records and answers, over all and by background column; which columns have few enough values to
//! divide by.

use std::cmp::Ordering;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::problem::Result;
use crate::study::{Background, Labels, Study, Wanted};
use crate::survey::{RecordId, RespondentId, natural};
use crate::tables::change::WAVE;

/// A column divides a table without being asked to where it has so many values.
const FEWEST: usize = 2;
const MOST: usize = 8;

/// Columns by which tables are divided where nobody names any: the first.
pub const MOST_COLUMNS: usize = 3;

/// Values of a column beyond which nobody divides by it.
const TOO_MANY: usize = 60;

/// Respondents and records by the value of a background column.
#[derive(Debug, Clone)]
pub struct Returned {
    pub column: String,
    /// In the order of their labels, else of appearance; empty cells last.
    pub groups: Vec<Group>,
    /// Whether there are more values than anybody divides by; the groups are not all there then.
    pub many: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// `None`: the column is empty there.
    pub value: Option<String>,
    pub respondents: u64,
    pub records: u64,
    /// Coding units with words.
    pub units: u64,
}

impl Returned {
    /// Every background column of the study, in its order.
    ///
    /// # Errors
    /// A study file that cannot be read.
    pub fn of(study: &Study) -> Result<Vec<Returned>> {
        let names = study.background_names()?;
        let mut columns: Vec<Column> = names.iter().map(|_| Column::default()).collect();
        let wanted = Wanted {
            background: Background::Shown,
            keys: crate::study::Keys::Skip,
            ..Wanted::default()
        };
        study.walk(&wanted, |unit| {
            for (at, column) in columns.iter_mut().enumerate() {
                let value = unit.background.get(at).and_then(Option::as_deref);
                column.add(
                    value,
                    unit.respondent,
                    unit.record,
                    u64::from(unit.missing.is_none()),
                );
            }
            Ok(())
        })?;
        let labels = study.labels()?;
        let closed = names.into_iter().zip(columns).enumerate();
        Ok(closed
            .map(|(at, (name, column))| column.close(name, &labels, at))
            .collect())
    }

    /// Whether tables are divided by it where nobody names a column: the wave, or few values in words (numbers are items of
    /// closed questions) for most of the records.
    pub fn divides(&self) -> bool {
        let named = || self.groups.iter().filter(|group| group.value.is_some());
        let records: u64 = self.groups.iter().map(|group| group.records).sum();
        let filled: u64 = named().map(|group| group.records).sum();
        // A scale with "k. A." among its numbers is a scale.
        let words = named()
            .flat_map(|group| &group.value)
            .filter(|value| value.parse::<f64>().is_err());
        let in_words = self.column == WAVE || words.count() * 2 > named().count();
        !self.many && (FEWEST..=MOST).contains(&named().count()) && filled * 2 >= records && in_words
    }
}

#[derive(Default)]
struct Column {
    places: FxHashMap<Option<String>, usize>,
    groups: Vec<Open>,
    many: bool,
}

#[derive(Default)]
struct Open {
    value: Option<String>,
    respondents: FxHashSet<RespondentId>,
    records: FxHashSet<RecordId>,
    units: u64,
}

impl Column {
    fn add(&mut self, value: Option<&str>, respondent: RespondentId, record: RecordId, units: u64) {
        if self.many {
            return;
        }
        let value = value.map(str::to_owned);
        let place = match self.places.get(&value) {
            Some(place) => *place,
            None if self.groups.len() == TOO_MANY => {
                *self = Column {
                    many: true,
                    ..Column::default()
                };
                return;
            }
            None => {
                self.places.insert(value.clone(), self.groups.len());
                self.groups.push(Open {
                    value,
                    ..Open::default()
                });
                self.groups.len() - 1
            }
        };
        let group = &mut self.groups[place];
        group.respondents.insert(respondent);
        group.records.insert(record);
        group.units += units;
    }

    fn close(self, column: String, labels: &Labels, at: usize) -> Returned {
        let mut groups: Vec<Group> = self
            .groups
            .into_iter()
            .map(|group| Group {
                value: group.value,
                respondents: group.respondents.len() as u64,
                records: group.records.len() as u64,
                units: group.units,
            })
            .collect();
        let numbers = groups
            .iter()
            .flat_map(|group| &group.value)
            .all(|value| value.parse::<f64>().is_ok());
        groups.sort_by(|a, b| {
            let (a, b) = (
                a.value.as_deref().unwrap_or_default(),
                b.value.as_deref().unwrap_or_default(),
            );
            let appeared = if numbers { natural(a, b) } else { Ordering::Equal };
            match labels.has(at) {
                true => labels.key(at, a).cmp(&labels.key(at, b)),
                false => appeared,
            }
        });
        groups.sort_by_key(|group| group.value.is_none());
        Returned {
            column,
            groups,
            many: self.many,
        }
    }
}
