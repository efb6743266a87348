//! One pass over a study: how often each constellation of codes occurs, by question and group.
//!
//! Memory grows with the number of different constellations, not with the number of units; with respondents as base a
//! few bytes per respondent and group come on top. How constellations become cells stands in `tally`.

use super::axis::{Axis, Open, entry};
use super::choice::{
    Base, Kept, Level, Selection, accepted_by_machine, choose_background, choose_codebook, choose_coder,
    choose_questions, not_agreed, stale,
};
pub(super) use super::marks::{Marks, Profile};
use super::out_of_use::{OutOfUse, given_of_run};
use super::sample::Sample;
use super::scheme::{CodeAt, Scheme};
use super::sets::{CodeSets, SetAt};
use crate::problem::{Notice, Problem, Result};
use crate::study::{Background, CodedUnit, Keys, Labels, Run, StoredCodebook, Study, Wanted};
use crate::survey::{Coder, CoderKind, Outcome, Question, Verdict};

/// Whose decisions are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    Everybodys,
    /// Of one person who was chosen; suggestions are not counted then.
    OnePersons,
}

/// All that a pass has counted.
#[derive(Debug)]
pub struct Counted {
    pub codebook: StoredCodebook,
    /// Whose suggestions are counted; none where one person's decisions are counted.
    pub run: Option<Run>,
    /// Who decided; one name where only one person's decisions are counted.
    pub coders: Vec<Coder>,
    pub whose: Whose,
    pub notices: Vec<Notice>,
    pub base: Base,
    pub level: Level,
    /// What intervals of shares rest on.
    pub sample: Sample,
    pub scheme: Scheme,
    pub sets: CodeSets,
    /// Each with its axes, first everybody, then the columns asked for.
    pub questions: Vec<(Question, Vec<Axis>)>,
}

/// Reads a study once and counts.
///
/// # Errors
/// A name in the selection that does not exist; a study file that cannot be read.
pub fn count(study: &Study, selection: &Selection) -> Result<Counted> {
    let codebook = choose_codebook(study, selection.codebook.as_deref())?;
    let questions = choose_questions(study, selection.question.as_deref())?;
    let coder = choose_coder(study, &codebook.name, selection.coder.as_deref())?;
    let columns = choose_background(study, &selection.by)?;
    let sample = Sample::of(study, selection)?;
    // One person's table is what that person decided; what a run found is nobody's decision.
    let machine = accepted_by_machine(study, &codebook.name, &questions, coder.as_ref())?;
    let not_agreed = not_agreed(study, &codebook.name, &questions, coder.as_ref())?;
    let (run, mut coders) = match &coder {
        Some(coder) => (None, vec![coder.clone()]),
        None => (study.latest_run(&codebook.name)?, study.coders(&codebook.name)?),
    };

    let scheme = Scheme::new(&codebook.codebook);
    let mut pass = Pass::new(scheme, selection, questions, columns);
    if !selection.by.is_empty() {
        pass.labels = study.labels()?;
    }
    pass.run_codes = given_of_run(study, run.as_ref(), &codebook.codebook)?;
    pass.out_of_use = OutOfUse::of(&codebook.codebook);
    let wanted = Wanted {
        codebook: Some(&codebook.name),
        run: run.as_ref().map(|run| run.id),
        coder: coder.as_ref(),
        question: match &pass.questions[..] {
            [(only, _)] => Some(only.id),
            _ => None,
        },
        keys: Keys::Skip,
        background: if selection.by.is_empty() {
            Background::Skip
        } else {
            Background::Shown
        },
        ..Wanted::default()
    };
    study.walk(&wanted, |unit| pass.unit(unit))?;
    // A machine that took everything back has no part in the table.
    coders.retain(|coder| coder.kind == CoderKind::Person || machine.is_some());
    let stale = stale(study, run.as_ref())?;
    let mut notices: Vec<Notice> = machine.into_iter().chain(not_agreed).chain(stale).collect();
    notices.extend(pass.out_of_use.notices(&codebook.codebook));
    let whose = match coder {
        Some(_) => Whose::OnePersons,
        None => Whose::Everybodys,
    };
    let mut counted = pass.finish(codebook, run, coders, whose);
    counted.sample = sample;
    counted.notices = notices;
    Ok(counted)
}

struct Pass {
    scheme: Scheme,
    sets: CodeSets,
    base: Base,
    level: Level,
    kept: Kept,
    /// By place in the run's version of the codebook; none for a code that is not given any more.
    run_codes: Vec<Option<String>>,
    out_of_use: OutOfUse,
    /// Places of the background columns, one per axis after the first.
    columns: Vec<usize>,
    labels: Labels,
    questions: Vec<(Question, Vec<Open>)>,
    codes: Vec<CodeAt>,
}

impl Pass {
    fn new(scheme: Scheme, selection: &Selection, questions: Vec<Question>, columns: Vec<usize>) -> Pass {
        let axes = || {
            std::iter::once(None)
                .chain(selection.by.iter().cloned().map(Some))
                .map(Open::new)
                .collect()
        };
        Pass {
            scheme,
            sets: CodeSets::new(),
            base: selection.base,
            level: selection.level,
            kept: selection.kept,
            run_codes: Vec::new(),
            out_of_use: OutOfUse::default(),
            columns,
            labels: Labels::default(),
            questions: questions.into_iter().map(|question| (question, axes())).collect(),
            codes: Vec::new(),
        }
    }

    fn unit(&mut self, unit: &CodedUnit) -> Result<()> {
        let Some(question) = self
            .questions
            .iter()
            .position(|(question, _)| question.id == unit.question)
        else {
            return Ok(());
        };
        let profile = self.profile(unit)?;
        for (at, axis) in self.questions[question].1.iter_mut().enumerate() {
            let group = match at {
                0 => axis.group(None),
                at => axis.group(
                    unit.background
                        .get(self.columns[at - 1])
                        .and_then(Option::as_deref),
                ),
            };
            match self.base {
                Base::Units => {
                    *axis.profiles.entry((group, profile)).or_insert(0) += 1;
                    if at > 0 && self.kept == Kept::Respondents {
                        let of_one = axis.bundles.entry(unit.respondent).or_default();
                        let profiles = entry(of_one, group, Vec::new);
                        *entry(profiles, profile, || 0) += 1;
                    }
                }
                Base::Respondents => match axis.respondents.entry((group, unit.respondent)) {
                    std::collections::hash_map::Entry::Vacant(entry) => {
                        entry.insert(profile);
                    }
                    std::collections::hash_map::Entry::Occupied(mut entry) => {
                        let known = entry.get_mut();
                        known.reviewed = self.sets.union(known.reviewed, profile.reviewed);
                        known.suggested = self.sets.union(known.suggested, profile.suggested);
                        known.marks = known.marks.and(profile.marks);
                    }
                },
            }
        }
        Ok(())
    }

    fn profile(&mut self, unit: &CodedUnit) -> Result<Profile> {
        let mut profile = Profile {
            reviewed: CodeSets::EMPTY,
            suggested: CodeSets::EMPTY,
            marks: Marks::default(),
        };
        self.codes.clear();
        let decision = match &unit.decision {
            // Open until somebody settles it or codes it too: no suggestion speaks for it meanwhile.
            Verdict::Differ | Verdict::Waits => {
                profile.marks = Marks::UNSETTLED;
                return Ok(profile);
            }
            verdict => verdict.as_ref().holding(),
        };
        if let Some(decision) = decision {
            self.out_of_use.hear(&decision.outcome);
        }
        match (decision, unit.missing) {
            (Some(decision), _) => match &decision.outcome {
                Outcome::Codes(codes) => {
                    for code in codes {
                        let at = self.scheme.place(code);
                        self.codes.push(at);
                    }
                    profile.reviewed = self.set();
                }
                Outcome::NoneFits => profile.marks = Marks::NONE_FITS,
                Outcome::NotCodable => profile.marks = Marks::NOT_CODABLE,
                Outcome::Deferred => profile.marks = Marks::DEFERRED,
                Outcome::Begun { given, refused } => self.suggested(&mut profile, unit, given, refused)?,
                Outcome::Withdrawn => profile.marks = Marks::UNCODED,
            },
            (None, Some(kind)) => profile.marks = Marks::missing(kind),
            (None, None) => self.suggested(&mut profile, unit, &[], &[])?,
        }
        Ok(profile)
    }

    /// What is suggested, and of what was only begun what was given and not what was refused.
    fn suggested(
        &mut self,
        profile: &mut Profile,
        unit: &CodedUnit,
        given: &[String],
        refused: &[String],
    ) -> Result<()> {
        // One person's table holds no suggestions, and what this person only began is none of that person's codings.
        let given = if self.run_codes.is_empty() { &[] } else { given };
        for code in given {
            let at = self.scheme.place(code);
            self.codes.push(at);
        }
        for suggestion in &unit.suggestions {
            let known = self
                .run_codes
                .get(suggestion.code)
                .ok_or_else(|| Problem::bug(format!("suggestion of code number {}", suggestion.code)))?;
            if let Some(id) = known
                && !refused.contains(id)
                && !given.contains(id)
            {
                let at = self.scheme.place(id);
                self.codes.push(at);
            }
        }
        profile.suggested = self.set();
        if profile.suggested == CodeSets::EMPTY {
            profile.marks = Marks::UNCODED;
        }
        Ok(())
    }

    fn set(&mut self) -> SetAt {
        if self.level == Level::Dimensions {
            for code in &mut self.codes {
                *code = self.scheme.dimension(*code);
            }
        }
        self.sets.place(&mut self.codes)
    }

    fn finish(
        mut self,
        codebook: StoredCodebook,
        run: Option<Run>,
        coders: Vec<Coder>,
        whose: Whose,
    ) -> Counted {
        let mut questions = Vec::new();
        for (question, axes) in std::mem::take(&mut self.questions) {
            let axes = axes
                .into_iter()
                .enumerate()
                .map(|(at, axis)| {
                    let column = at.checked_sub(1).and_then(|at| self.columns.get(at));
                    let axis = match column {
                        Some(column) => axis.in_order(&self.labels, *column),
                        None => axis,
                    };
                    axis.close(&mut self.sets, self.kept)
                })
                .collect();
            questions.push((question, axes));
        }
        Counted {
            codebook,
            run,
            coders,
            whose,
            notices: Vec::new(),
            base: self.base,
            level: self.level,
            sample: Sample::default(),
            scheme: self.scheme,
            sets: self.sets,
            questions,
        }
    }
}
