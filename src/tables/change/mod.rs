//! What has changed between two waves with those who answered in both: the share of each code then and now.
//!
//! A wave is what a background column says (`wave`, unless another is named). Who is valid in one wave only is counted, and stands beside
//! in the shares of all. Deliberately absent: more than two waves at once, weights for who dropped out.

#[cfg(test)]
mod tests;

use serde::Serialize;

use super::axis::Axis;
use super::choice::{Base, Kept, Selection};
use super::cooccurrence::codes_of;
use super::pass::{Counted, Profile, count};
use super::scheme::CodeAt;
use super::table::View;
use super::tally::Layer;
use crate::estimate::{Estimate, Fourfold, holm};
use crate::problem::{Notice, Problem, Result};
use crate::study::Study;
use crate::survey::Coder;
use crate::words::Text;

/// The column that `import --wave` fills.
pub const WAVE: &str = "wave";

/// Which waves are compared; an empty word: the two that there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waves {
    /// The background column that names the wave.
    pub column: String,
    pub from: String,
    pub to: String,
}

/// One question in two waves.
#[derive(Debug, Clone, Serialize)]
pub struct Change {
    pub codebook: String,
    #[serde(skip)]
    pub title: Text,
    pub version: String,
    pub question: String,
    pub layer: Layer,
    #[serde(skip)]
    pub coders: Vec<Coder>,
    pub column: String,
    pub from: String,
    pub to: String,
    /// Respondents who are valid in both waves: with a code or the decision that none fits.
    pub pairs: u64,
    /// Valid in the first wave only, and in the second only.
    pub only_from: u64,
    pub only_to: u64,
    /// Codes that occur in either wave, in the order of the codebook.
    pub codes: Vec<CodeChange>,
    #[serde(skip)]
    pub notices: Vec<Notice>,
}

/// A code in two waves.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CodeChange {
    pub id: String,
    #[serde(skip)]
    pub label: Text,
    pub depth: usize,
    /// With those who are valid in both waves; the first of the two is the earlier wave.
    #[serde(flatten)]
    pub pairs: Fourfold,
    pub before: Estimate,
    pub after: Estimate,
    /// How much larger the share is in the later wave.
    pub change: Estimate,
    /// McNemar's exact probability, corrected after Holm over all codes; none where nobody changed.
    pub p: Option<f64>,
    /// Shares of all who are valid in the wave, whether or not they answered in the other.
    pub before_of_all: Estimate,
    pub after_of_all: Estimate,
}

/// Counts two waves, question by question; a question that nobody was asked in both is left out.
///
/// # Errors
/// Those of [`count`]; a wave that does not exist; none named where there are not exactly two; no question with pairs.
pub fn change(study: &Study, selection: &Selection, view: &View, waves: &Waves) -> Result<Vec<Change>> {
    let counted = count(
        study,
        &Selection {
            base: Base::Respondents,
            kept: Kept::Respondents,
            by: vec![waves.column.clone()],
            ..selection.clone()
        },
    )?;
    let (from, to) = chosen(&counted, study, waves)?;
    let layer = counted.layer(view);
    let mut changes = Vec::new();
    for (question, axes) in &counted.questions {
        let Some(axis) = axes.get(1) else { continue };
        let panel = Panel::of(&counted, axis, layer, (&from, &to));
        if !panel.pairs.is_empty() {
            changes.push(panel.change(&counted, &question.key, layer, waves, (&from, &to)));
        }
    }
    if changes.is_empty() {
        return Err(Problem::input(
            format!("Keine befragte Stelle oder Person hat in beiden Wellen ({from} und {to}) eine gültige Kodierung zur selben Frage."),
            format!("No respondent has a valid coding of the same question in both waves ({from} and {to})."),
        )
        .hint(
            "Beide Wellen mit derselben Spalte für Befragte und derselben Frage einlesen (--respondent, --text).",
            "Import both waves with the same column of respondents and the same question (--respondent, --text).",
        ));
    }
    Ok(changes)
}

/// The two waves that are meant.
fn chosen(counted: &Counted, study: &Study, waves: &Waves) -> Result<(String, String)> {
    let columns = study.background_names()?;
    let at = columns.iter().position(|name| *name == waves.column);
    let (labels, at) = (study.labels()?, at.unwrap_or(usize::MAX));
    // By the label of a value, as tables show it, or by the value itself.
    let waves = &Waves {
        column: waves.column.clone(),
        from: labels.meant(at, waves.from.trim()).to_owned(),
        to: labels.meant(at, waves.to.trim()).to_owned(),
    };
    let axes = counted.questions.iter().filter_map(|(_, axes)| axes.get(1));
    let mut known: Vec<String> = axes
        .flat_map(|axis| axis.groups.iter().flatten().cloned())
        .collect();
    known.sort_by_cached_key(|wave| labels.key(at, wave));
    known.dedup();
    let list = known.join(", ");
    let column = &waves.column;
    let there = || {
        (
            format!("In der Spalte »{column}« steht: {list}."),
            format!("The column “{column}” holds: {list}."),
        )
    };
    match (&waves.from[..], &waves.to[..], &known[..]) {
        ("", "", [from, to]) => return Ok((from.clone(), to.clone())),
        ("", _, _) | (_, "", _) => {
            let (de, en) = there();
            return Err(Problem::usage(
                "Welche beiden Wellen verglichen werden, ist nicht gesagt.",
                "It is not said which two waves are compared.",
            )
            .hint(de, en));
        }
        _ => {}
    }
    for wave in [&waves.from, &waves.to] {
        if !known.contains(wave) {
            let (de, en) = there();
            return Err(Problem::usage(
                format!("Eine Welle »{wave}« gibt es nicht."),
                format!("There is no wave “{wave}”."),
            )
            .hint(de, en));
        }
    }
    if waves.from == waves.to {
        let (de, en) = there();
        return Err(Problem::usage("Beide Wellen sind dieselbe.", "Both waves are the same.").hint(de, en));
    }
    Ok((waves.from.clone(), waves.to.clone()))
}

/// What respondents have in two waves.
struct Panel {
    pairs: Vec<(Vec<CodeAt>, Vec<CodeAt>)>,
    only_from: Vec<Vec<CodeAt>>,
    only_to: Vec<Vec<CodeAt>>,
}

impl Panel {
    fn of(counted: &Counted, axis: &Axis, layer: Layer, (from, to): (&str, &str)) -> Panel {
        let place = |wave: &str| {
            axis.groups
                .iter()
                .position(|group| group.as_deref() == Some(wave))
        };
        let places = (place(from), place(to));
        let mut panel = Panel {
            pairs: Vec::new(),
            only_from: Vec::new(),
            only_to: Vec::new(),
        };
        for (_, groups) in &axis.respondents {
            let of = |place: Option<usize>| {
                let (_, profiles) = groups.iter().find(|(group, _)| Some(*group as usize) == place)?;
                let (profile, _): &(Profile, u64) = profiles.first()?;
                codes_of(counted, *profile, layer)
            };
            match (of(places.0), of(places.1)) {
                (Some(before), Some(after)) => panel.pairs.push((before, after)),
                (Some(before), None) => panel.only_from.push(before),
                (None, Some(after)) => panel.only_to.push(after),
                (None, None) => {}
            }
        }
        panel
    }

    fn change(
        &self,
        counted: &Counted,
        question: &str,
        layer: Layer,
        waves: &Waves,
        (from, to): (&str, &str),
    ) -> Change {
        let order = counted.scheme.tree_order(|a, b| a.cmp(&b));
        let mut codes: Vec<CodeChange> = order
            .into_iter()
            .map(|at| self.code(counted, at))
            .filter(|code| code.before_of_all.value() > Some(0.0) || code.after_of_all.value() > Some(0.0))
            .collect();
        let single: Vec<Option<f64>> = codes.iter().map(|code| code.p).collect();
        for (code, p) in codes.iter_mut().zip(holm(&single)) {
            code.p = p;
        }
        Change {
            codebook: counted.codebook.name.clone(),
            title: counted.codebook.codebook.title.clone(),
            version: counted.codebook.codebook.version.clone(),
            question: question.to_owned(),
            layer,
            coders: counted.coders.clone(),
            column: waves.column.clone(),
            from: from.to_owned(),
            to: to.to_owned(),
            pairs: self.pairs.len() as u64,
            only_from: self.only_from.len() as u64,
            only_to: self.only_to.len() as u64,
            codes,
            notices: counted.notices.clone(),
        }
    }

    fn code(&self, counted: &Counted, at: CodeAt) -> CodeChange {
        let mut pairs = Fourfold::default();
        for (before, after) in &self.pairs {
            let cell = match (before.contains(&at), after.contains(&at)) {
                (true, true) => &mut pairs.both,
                (true, false) => &mut pairs.first_only,
                (false, true) => &mut pairs.second_only,
                (false, false) => &mut pairs.neither,
            };
            *cell += 1;
        }
        let n = pairs.n();
        let others =
            |others: &[Vec<CodeAt>]| others.iter().filter(|codes| codes.contains(&at)).count() as u64;
        let code = counted.scheme.code(at);
        CodeChange {
            id: code.id.clone(),
            label: code.label.clone(),
            depth: code.depth,
            pairs,
            before: Estimate::share(pairs.first(), n),
            after: Estimate::share(pairs.second(), n),
            change: pairs.change(),
            p: pairs.chance_of_no_change(),
            before_of_all: Estimate::share(
                pairs.first() + others(&self.only_from),
                n + self.only_from.len() as u64,
            ),
            after_of_all: Estimate::share(
                pairs.second() + others(&self.only_to),
                n + self.only_to.len() as u64,
            ),
        }
    }
}
