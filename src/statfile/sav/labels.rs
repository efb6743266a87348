//! What the records say of the variables: names, labels, values, missing values, level of measurement.

use std::collections::{HashMap, HashSet};

use super::encoding::Decoder;
use super::format::Format;
use super::record::{Order, Records, Source, VariableRecord, damaged};
use super::{HIGHEST, LOWEST, SEGMENT, SEGMENT_SHARE, SPSS_EPOCH};
use crate::problem::{Notice, Result};
use crate::survey::{Measure, UserMissing, Value, Variable, VariableKind};

/// Value labels of all variables: a small file may give many labels to many variables.
const MOST_LABELS: usize = 1_000_000;

/// A variable and where its cells are.
#[derive(Debug)]
pub struct Known {
    pub variable: Variable,
    /// Capital letters.
    pub short: String,
    pub index: i32,
    /// Bytes of a text; 0 of a number.
    pub width: usize,
    /// Widths of its segments; one of 0 of a number.
    pub segments: Vec<usize>,
}

impl Known {
    pub fn is_text(&self) -> bool {
        self.width > 0
    }

    /// A number of the file as the variable counts.
    pub fn number(&self, number: f64) -> f64 {
        match self.variable.kind {
            VariableKind::Date | VariableKind::DateTime => since_1970(number),
            _ => number,
        }
    }

    fn value(&self, bytes: &[u8], order: Order, decoder: &Decoder) -> Value {
        match bytes.try_into() {
            Ok(eight) if !self.is_text() => Value::Number(self.number(order.double(eight))),
            _ => Value::Text(decoder.text(bytes)),
        }
    }
}

/// Seconds since 1970. So far from 1582 the file has them to a millionth: what is within that of a thousandth is one.
fn since_1970(number: f64) -> f64 {
    let seconds = number - SPSS_EPOCH;
    let thousandths = (seconds * 1e3).round() / 1e3;
    if thousandths + SPSS_EPOCH == number {
        thousandths
    } else {
        seconds
    }
}

/// All variables, in the order of the file.
///
/// # Errors
/// A very long text whose segments are missing.
pub fn variables(records: &Records<'_>, decoder: &Decoder, notices: &mut Vec<Notice>) -> Result<Vec<Known>> {
    let mut known = segmented(records, decoder)?;
    long_names(records, decoder, &mut known, notices);
    display(records, &mut known);
    short_value_labels(records, decoder, &mut known, notices)?;
    long_value_labels(records, decoder, &mut known, notices);
    long_missing(records, decoder, &mut known, notices);
    Ok(known)
}

fn segmented(records: &Records<'_>, decoder: &Decoder) -> Result<Vec<Known>> {
    // 7/14: SHORT=00width, zero byte, tab.
    let mut very_long = HashMap::new();
    let content = records.extension(14).map_or(&[][..], |content| content.rest);
    for entry in content.split(|byte| matches!(byte, 0 | b'\t')) {
        if let Some((name, width)) = decoder.text(entry).split_once('=')
            && let Ok(width) = width.trim().parse::<usize>()
        {
            very_long.insert(name.to_uppercase(), width);
        }
    }
    let mut known = Vec::with_capacity(records.variables.len());
    let mut rest = records.variables.iter();
    while let Some(first) = rest.next() {
        let short = decoder.text(first.name).to_uppercase();
        let mut segments = vec![first.width];
        let mut width = first.width;
        if let Some(very_long) = very_long
            .get(&short)
            .filter(|width| **width > SEGMENT && first.width > 0)
        {
            width = *very_long;
            for _ in 1..width.div_ceil(SEGMENT_SHARE) {
                let next = rest.next().filter(|next| next.width > 0).ok_or_else(|| {
                    damaged(
                        &format!("Von der langen Textvariable {short} fehlt ein Teil."),
                        &format!("A part of the long text variable {short} is missing."),
                    )
                })?;
                segments.push(next.width);
            }
        }
        known.push(begin(first, short, width, segments, records.order, decoder));
    }
    Ok(known)
}

fn begin(
    record: &VariableRecord<'_>,
    short: String,
    width: usize,
    segments: Vec<usize>,
    order: Order,
    decoder: &Decoder,
) -> Known {
    let format = Format::of_code(record.format);
    let (kind, format) = match (width, format.kind()) {
        (0, VariableKind::Text) => (VariableKind::Number, "F8.2".to_owned()),
        (0, kind) => (kind, format.to_string()),
        _ => (VariableKind::Text, format!("A{width}")),
    };
    let mut known = Known {
        variable: Variable {
            name: decoder.text(record.name),
            label: decoder.text(record.label),
            kind,
            format,
            ..Variable::default()
        },
        short,
        index: record.index,
        width,
        segments,
    };
    let mut values = record.missing_values.iter();
    let mut missing = UserMissing::default();
    if record.missing < 0
        && !known.is_text()
        && let (Some(low), Some(high)) = (values.next(), values.next())
    {
        let (low, high) = (order.double(*low), order.double(*high));
        missing.range = Some((
            if low <= LOWEST {
                -f64::MAX
            } else {
                known.number(low)
            },
            if high >= HIGHEST {
                f64::MAX
            } else {
                known.number(high)
            },
        ));
    }
    missing.values = values.map(|value| known.value(value, order, decoder)).collect();
    known.variable.missing = missing;
    known
}

/// 7/13: `SHORT=long`, parted by tabs. Names that come twice get a number.
fn long_names(records: &Records<'_>, decoder: &Decoder, known: &mut [Known], notices: &mut Vec<Notice>) {
    let places: HashMap<String, usize> = known
        .iter()
        .enumerate()
        .rev()
        .map(|(at, known)| (known.short.clone(), at))
        .collect();
    let content = records.extension(13).map_or(&[][..], |content| content.rest);
    for entry in content.split(|byte| matches!(byte, 0 | b'\t')) {
        let entry = decoder.text(entry);
        if let Some((short, long)) = entry.split_once('=')
            && let Some(at) = places.get(&short.to_uppercase())
            && !long.is_empty()
        {
            known[*at].variable.name = long.to_owned();
        }
    }
    let all: HashSet<String> = known.iter().map(|known| known.variable.name.clone()).collect();
    let mut given = HashSet::new();
    let mut next: HashMap<String, usize> = HashMap::new();
    for known in known {
        let name = known.variable.name.clone();
        if !given.insert(name.clone()) {
            let number = next.entry(name.clone()).or_insert(2);
            let other = loop {
                let other = format!("{name}_{number}");
                *number += 1;
                if !all.contains(&other) && given.insert(other.clone()) {
                    break other;
                }
            };
            notices.push(
                Notice::new(
                    format!("Zwei Variablen heißen „{name}“; die zweite heißt hier „{other}“."),
                    format!("Two variables are called \"{name}\"; the second is \"{other}\" here."),
                )
                .in_column(&name),
            );
            known.variable.name = other;
        }
    }
}

/// 7/11: level of measurement, width and alignment of each segment; the width is missing in old files.
fn display(records: &Records<'_>, known: &mut [Known]) {
    let Some(mut content) = records.extension(11) else {
        return;
    };
    let (ints, segments) = (content.rest.len() / 4, records.variables.len());
    let others = if ints == segments * 3 {
        2
    } else if ints == segments * 2 {
        1
    } else {
        return;
    };
    for known in known {
        for segment in 0..known.segments.len() {
            let measure = content.int();
            content.take(others * 4);
            if segment == 0 {
                known.variable.measure = match measure {
                    Some(1) => Measure::Nominal,
                    Some(2) => Measure::Ordinal,
                    Some(3) => Measure::Scale,
                    _ => Measure::Unknown,
                };
            }
        }
    }
}

/// Types 3 and 4.
fn short_value_labels(
    records: &Records<'_>,
    decoder: &Decoder,
    known: &mut [Known],
    notices: &mut Vec<Notice>,
) -> Result<()> {
    let places: HashMap<i32, usize> = known
        .iter()
        .enumerate()
        .map(|(at, known)| (known.index, at))
        .collect();
    let (mut nowhere, mut given) = (0, 0);
    for record in &records.labels {
        for index in &record.variables {
            let Some(known) = places.get(index).map(|at| &mut known[*at]) else {
                nowhere += 1;
                continue;
            };
            given += record.labels.len();
            if given > MOST_LABELS {
                return Err(damaged(
                    "Sie gibt mehr Wertelabels, als irgendeine Umfrage hat.",
                    "It gives more value labels than any survey has.",
                ));
            }
            let labels = record.labels.iter();
            let labels = labels
                .map(|(value, label)| (known.value(value, records.order, decoder), decoder.text(label)));
            let labels: Vec<(Value, String)> = labels.collect();
            known.variable.labels.extend(labels);
        }
    }
    unclear(nowhere, notices);
    Ok(())
}

/// 7/21: name, width, number of labels; value and label with their lengths.
fn long_value_labels(
    records: &Records<'_>,
    decoder: &Decoder,
    known: &mut [Known],
    notices: &mut Vec<Notice>,
) {
    let mut content = records.extension(21).unwrap_or(Source {
        rest: &[],
        order: records.order,
    });
    let places = by_name(known);
    let mut nowhere = 0;
    while !content.rest.is_empty() {
        let Some((name, labels)) = long_labels_of_one(&mut content) else {
            nowhere += 1;
            break;
        };
        match place(&places, &decoder.text(name)) {
            Some(at) if known[at].is_text() => {
                let labels = labels.into_iter();
                let labels =
                    labels.map(|(value, label)| (Value::Text(decoder.text(value)), decoder.text(label)));
                known[at].variable.labels.extend(labels);
            }
            _ => nowhere += 1,
        }
    }
    unclear(nowhere, notices);
}

type Labels<'b> = Vec<(&'b [u8], &'b [u8])>;

fn long_labels_of_one<'b>(content: &mut Source<'b>) -> Option<(&'b [u8], Labels<'b>)> {
    let name = content.counted()?;
    content.int()?;
    let mut labels = Vec::new();
    for _ in 0..content.int()? {
        labels.push((content.counted()?, content.counted()?));
    }
    Some((name, labels))
}

/// 7/22: name, number of values, their length, values.
fn long_missing(records: &Records<'_>, decoder: &Decoder, known: &mut [Known], notices: &mut Vec<Notice>) {
    let mut content = records.extension(22).unwrap_or(Source {
        rest: &[],
        order: records.order,
    });
    let places = by_name(known);
    let mut nowhere = 0;
    while !content.rest.is_empty() {
        let Some((name, values)) = long_missing_of_one(&mut content) else {
            nowhere += 1;
            break;
        };
        match place(&places, &decoder.text(name)) {
            Some(at) if known[at].is_text() => {
                let values = values.into_iter().map(|value| Value::Text(decoder.text(value)));
                known[at].variable.missing.values.extend(values);
            }
            _ => nowhere += 1,
        }
    }
    unclear(nowhere, notices);
}

fn long_missing_of_one<'b>(content: &mut Source<'b>) -> Option<(&'b [u8], Vec<&'b [u8]>)> {
    let name = content.counted()?;
    let number = *content.take(1)?.first()?;
    let length = usize::try_from(content.int()?).ok()?;
    let mut values = Vec::new();
    for at in 0..number {
        // PSPP up to 1.6 says the length before each value.
        let mut ahead = *content;
        if at > 0 && length == 8 && ahead.int() == Some(8) {
            *content = ahead;
        }
        values.push(content.take(length)?);
    }
    Some((name, values))
}

/// Places of variables by their names, in capital letters.
pub fn by_name(known: &[Known]) -> HashMap<String, usize> {
    let mut places = HashMap::new();
    for (at, known) in known.iter().enumerate() {
        places.entry(known.variable.name.to_uppercase()).or_insert(at);
    }
    // Some programs say short names here.
    for (at, known) in known.iter().enumerate() {
        places.entry(known.short.clone()).or_insert(at);
    }
    places
}

fn place(places: &HashMap<String, usize>, name: &str) -> Option<usize> {
    places.get(&name.to_uppercase()).copied()
}

fn unclear(number: usize, notices: &mut Vec<Notice>) {
    if number > 0 {
        notices.push(Notice::new(
            format!(
                "Wertelabels oder fehlende Werte, deren Variable es in der SPSS-Datei nicht gibt: {number}."
            ),
            format!("Value labels or missing values whose variable is not in the SPSS file: {number}."),
        ));
    }
}
