//! Reads a system file.

use std::collections::{HashMap, HashSet};

use super::encoding::Decoder;
use super::labels::{self, Known};
use super::record::{self, Records};
use super::{sets, unpack};
use crate::problem::{Notice, Result};
use crate::statfile::Frame;
use crate::survey::{Dictionary, ResponseSet, SetKind, Value};

/// Reads a `.sav` or `.zsav` file, whole. `encoding`: how its texts are encoded, where the file does not say so or is wrong.
///
/// # Errors
/// The file is none of SPSS, encrypted, portable, of a mainframe, damaged, or larger than memory; nobody knows the encoding.
pub fn read(bytes: &[u8], encoding: Option<&str>) -> Result<(Frame, Vec<Notice>)> {
    let records = record::records(bytes)?;
    let decoder = Decoder::new(&records, encoding)?;
    let mut notices = Vec::new();
    let known = labels::variables(&records, &decoder, &mut notices)?;
    let columns = unpack::cells(&records, &known, &decoder, &mut notices)?;
    let dictionary = Dictionary {
        label: decoder.text(records.label),
        sets: response_sets(&records, &decoder, &known, &mut notices),
        notes: records.documents.iter().map(|line| decoder.text(line)).collect(),
        weight: known
            .iter()
            .find(|known| known.index == records.weight && !known.is_text())
            .map(|known| known.variable.name.clone()),
        variables: known.into_iter().map(|known| known.variable).collect(),
    };
    notices.extend(decoder.notices());
    Ok((Frame { dictionary, columns }, notices))
}

/// 7/7 and 7/19. Sets keep the members that there are.
fn response_sets(
    records: &Records<'_>,
    decoder: &Decoder,
    known: &[Known],
    notices: &mut Vec<Notice>,
) -> Vec<ResponseSet> {
    let places = labels::by_name(known);
    let short: HashMap<&str, usize> = known
        .iter()
        .enumerate()
        .rev()
        .map(|(at, known)| (known.short.as_str(), at))
        .collect();
    let mut found: Vec<ResponseSet> = Vec::new();
    let mut names = HashSet::new();
    let mut broken = 0;
    let content = records
        .extensions
        .iter()
        .filter(|(subtype, _)| matches!(subtype, 7 | 19));
    for set in content.flat_map(|(_, content)| sets::parse(content)) {
        let Some(set) = set else {
            broken += 1;
            continue;
        };
        let name = decoder.text(set.name);
        let (mut members, mut seen) = (Vec::new(), HashSet::new());
        for member in &set.members {
            let member = decoder.text(member).to_uppercase();
            match short.get(member.as_str()).or_else(|| places.get(&member)) {
                Some(at) if seen.insert(*at) => members.push(*at),
                Some(_) => {}
                None => broken += 1,
            }
        }
        // Some programs write a set in both records.
        if members.is_empty() || !names.insert(name.clone()) {
            continue;
        }
        let is_text = known[members[0]].is_text();
        let kind = match set.counted {
            None => SetKind::Categories,
            Some(value) => {
                let text = decoder.text(value);
                let number = text.trim().parse::<f64>().ok().filter(|_| !is_text);
                let number = number.filter(|number| number.is_finite());
                SetKind::Dichotomies(number.map_or(Value::Text(text), Value::Number))
            }
        };
        found.push(ResponseSet {
            name,
            label: decoder.text(set.label),
            kind,
            members: members
                .into_iter()
                .map(|at| known[at].variable.name.clone())
                .collect(),
        });
    }
    if broken > 0 {
        notices.push(Notice::new(
            format!("Angaben zu Mehrfachantworten-Sets, die unverständlich sind oder deren Variable fehlt: {broken}."),
            format!("Entries of multiple response sets that make no sense or whose variable is missing: {broken}."),
        ));
    }
    found
}
