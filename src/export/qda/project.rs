//! Study → project: a source for each answer, a case for each record, a set for each question, a selection for what one user
//! said of one unit.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::names::Names;
use super::variables::Variables;
use super::voices::{Said, Voices, machine};
use super::{rules_stay, space};
use crate::codebook::{outcome_code, to_refi};
use crate::export::coding::Codings;
use crate::export::{Reading, Which};
use crate::problem::{Notice, Result};
use crate::refi::{self, Case, Coding, Guid, PlainText, Project, Selection, Set, TextSource, plain};
use crate::study::{Background, CodedUnit, Read, UnitPlace, Wanted};
use crate::survey::{AnswerId, Outcome, RecordId, UnitId};

/// The variable that tells who answered, where records of several waves have one respondent.
const RESPONDENT: &str = "respondent";

/// The project of a study, with what is worth saying.
pub(super) fn of(from: &Reading<'_>) -> Result<(Project, Vec<Notice>)> {
    let (study, options) = (from.study, from.options);
    let codings = Codings::of(study, options)?;
    let space = space(study, &codings.codebook.name)?;
    let language = options.language;
    let mut voices = Voices::of(study, &codings.codebook.name, codings.coder(), space, language)?;
    let only = options.which == Which::Suggested;
    let suggested = only || voices.users.is_empty() && codings.run.is_some();
    if suggested {
        voices = Voices::default();
        voices.users.push(machine(space, language));
        voices.last = codings.run.as_ref().map(|run| run.time);
    }
    let mut names = study.background_names()?;
    names.push(RESPONDENT.to_owned());
    let mut making = Making {
        space,
        codings: &codings,
        places: study.unit_places()?,
        records: study.record_keys()?,
        variables: Variables::of(&names, &study.dictionary()?, space),
        columns: names.len(),
        names: Names::default(),
        cases: BTreeMap::new(),
        sources: Vec::new(),
        of_answer: FxHashMap::default(),
        sets: codings
            .questions
            .iter()
            .map(|question| {
                let set = Set {
                    guid: space.of(&format!("question {}", question.key)),
                    name: question.key.clone(),
                    description: question.text.clone(),
                    ..Set::default()
                };
                (question.id.0, set)
            })
            .collect(),
        given: BTreeSet::new(),
        outcomes: Vec::new(),
        left_out: 0,
        removed: 0,
        wordless: 0,
        unlike: false,
    };
    let wanted = Wanted {
        verbatim: Read::Yes,
        background: Background::Shown,
        run: codings.run.as_ref().filter(|_| suggested).map(|run| run.id),
        ..codings.wanted()
    };
    let user = voices.users.first().map(|user| user.guid);
    from.walk(&wanted, |unit| {
        let said = match suggested {
            true => making.suggestions(unit, &voices)?,
            false => voices.said.remove(&unit.unit).unwrap_or_default(),
        };
        making.add(unit, said);
        Ok(())
    })?;
    // Where coders differ, each stands for themselves.
    let mut notices = match suggested {
        true => codings.notices(study)?,
        false => Vec::new(),
    };
    notices.extend(making.notices(&voices));
    let rules: usize = codings
        .codebook
        .codebook
        .codes
        .iter()
        .map(|code| code.match_rules.len())
        .sum();
    notices.extend((rules > 0).then(|| rules_stay(rules)));

    let mut codebook = to_refi(&codings.codebook.codebook, space, language, &making.given);
    for id in making
        .given
        .iter()
        .filter(|id| codings.codebook.codebook.code(id).is_none())
    {
        codebook.codes.push(refi::Code {
            guid: space.of(&format!("code {id}")),
            name: id.clone(),
            is_codable: true,
            ..refi::Code::default()
        });
    }
    codebook.codes.extend(
        making
            .outcomes
            .iter()
            .filter_map(|outcome| outcome_code(outcome, language)),
    );
    let mut variables = making.variables.finish();
    let mut cases: Vec<Case> = making.cases.into_values().collect();
    if !making.unlike {
        // The record's name says it already.
        let dropped = variables.pop().map(|variable| variable.guid);
        let lists = cases.iter_mut().map(|case| &mut case.values);
        let lists = lists.chain(making.sources.iter_mut().map(|source| &mut source.values));
        lists.for_each(|values| values.retain(|(guid, _)| Some(*guid) != dropped));
    }
    let project = Project {
        name: codebook.name.clone(),
        origin: refi::ORIGIN.to_owned(),
        description: codings.codebook.codebook.description.get(language).to_owned(),
        creating_user: user,
        created: voices.last,
        users: voices.users,
        codebook,
        variables,
        cases,
        sources: making.sources,
        sets: making
            .sets
            .into_values()
            .filter(|set| !set.sources.is_empty())
            .collect(),
    };
    Ok((project, notices))
}

/// A project under way.
struct Making<'a> {
    space: Guid,
    codings: &'a Codings,
    places: FxHashMap<UnitId, UnitPlace>,
    records: FxHashMap<RecordId, String>,
    variables: Variables,
    columns: usize,
    names: Names,
    cases: BTreeMap<RecordId, Case>,
    sources: Vec<TextSource>,
    of_answer: FxHashMap<AnswerId, usize>,
    /// By question.
    sets: BTreeMap<i64, Set>,
    /// Ids of codes that somebody gave.
    given: BTreeSet<String>,
    outcomes: Vec<Outcome>,
    /// Answers that are missing and about which nobody said anything.
    left_out: usize,
    /// Control characters.
    removed: usize,
    /// Units without a letter, which nothing can be selected of.
    wordless: usize,
    /// Whether a respondent is called otherwise than a record.
    unlike: bool,
}

impl Making<'_> {
    fn add(&mut self, unit: &CodedUnit, said: Vec<Said>) {
        self.case(unit);
        if unit.missing.is_some() && (said.is_empty() || unit.verbatim.trim().is_empty()) {
            self.left_out += 1;
            return;
        }
        let at = self.source(unit);
        let place = |byte: u32| PlainText::place(&unit.verbatim, byte as usize);
        let (start, end) = (place(unit.span.start), place(unit.span.end));
        if start == end {
            self.wordless += usize::from(!said.is_empty());
            return;
        }
        for said in said {
            let name = format!("selection {} {}", unit.key, said.user);
            let codes = self.codes(&said.outcome);
            let coding = |code: Guid| Coding {
                guid: self
                    .space
                    .of(&format!("coding {} {} {code}", unit.key, said.user)),
                code,
                user: Some(said.user),
                created: Some(said.time),
            };
            let codings: Vec<Coding> = codes.into_iter().map(coding).collect();
            self.sources[at].selections.push(Selection {
                guid: self.space.of(&name),
                name: String::new(),
                start,
                end,
                user: Some(said.user),
                created: Some(said.time),
                memo: said.memo,
                codings,
            });
        }
    }

    fn case(&mut self, unit: &CodedUnit) {
        if self.cases.contains_key(&unit.record) {
            return;
        }
        let key = &self.records[&unit.record];
        self.unlike |= *key != unit.respondent_key;
        let mut background = unit.background.clone();
        background.resize(self.columns - 1, None);
        background.push(Some(unit.respondent_key.clone()));
        let case = Case {
            guid: self.space.of(&format!("case {key}")),
            name: key.clone(),
            values: self.variables.values(&background),
            sources: Vec::new(),
        };
        self.cases.insert(unit.record, case);
    }

    /// The place of the answer's source.
    fn source(&mut self, unit: &CodedUnit) -> usize {
        let UnitPlace { answer, slot } = self.places[&unit.unit];
        if let Some(at) = self.of_answer.get(&answer) {
            return *at;
        }
        let question = self.codings.question(unit.question);
        let case = self
            .cases
            .get_mut(&unit.record)
            .expect("its case was added before");
        let guid = self.space.of(&format!("source {} {question} {slot}", case.name));
        let mut wanted = case.name.clone();
        if self.sets.len() > 1 {
            wanted = format!("{wanted} {question}");
        }
        if slot > 1 {
            wanted = format!("{wanted} {slot}");
        }
        let made = plain(&unit.verbatim);
        self.removed += made.removed;
        case.sources.push(guid);
        if let Some(set) = self.sets.get_mut(&unit.question.0) {
            set.sources.push(guid);
        }
        let at = self.sources.len();
        self.sources.push(TextSource {
            guid,
            name: self.names.free(&wanted),
            text: made.text,
            values: case.values.clone(),
            ..TextSource::default()
        });
        self.of_answer.insert(answer, at);
        at
    }

    /// The codes that an outcome gives, in the order of the codebook; what is no code here is one in the project.
    fn codes(&mut self, outcome: &Outcome) -> Vec<Guid> {
        let codebook = &self.codings.codebook.codebook;
        let counted = outcome.counted(|id| Some(codebook.resolve(id).counts_as()?.id.clone()));
        if let Outcome::Codes(ids) = counted {
            let mut ids = ids;
            ids.sort_by_cached_key(|id| (codebook.order(id).unwrap_or(usize::MAX), id.clone()));
            let guids = ids.iter().map(|id| self.space.of(&format!("code {id}")));
            let guids = guids.collect();
            self.given.extend(ids);
            return guids;
        }
        if !self.outcomes.contains(outcome) {
            self.outcomes.push(outcome.clone());
        }
        outcome_code(outcome, Default::default())
            .map(|code| code.guid)
            .into_iter()
            .collect()
    }

    fn suggestions(&self, unit: &CodedUnit, voices: &Voices) -> Result<Vec<Said>> {
        let mut ids: Vec<String> = Vec::new();
        for suggestion in self.codings.holding(unit) {
            let id = self
                .codings
                .counted(&self.codings.suggested_code(suggestion)?.id)
                .to_owned();
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        let user = voices.users.first().map(|user| user.guid).unwrap_or_default();
        let said = (!ids.is_empty()).then(|| Said {
            user,
            outcome: Outcome::Codes(ids),
            memo: String::new(),
            time: voices.last.unwrap_or_default(),
        });
        Ok(Vec::from_iter(said))
    }

    fn notices(&self, voices: &Voices) -> Vec<Notice> {
        let mut notices = Vec::new();
        let mut count = |n: usize, de: &str, en: &str| {
            if n > 0 {
                notices.push(Notice::new(format!("{de}: {n}."), format!("{en}: {n}.")));
            }
        };
        count(
            self.left_out,
            "Fehlende Antworten ohne Entscheidung, die keine Quelle werden",
            "Missing answers without a decision, which become no source",
        );
        count(
            voices.begun,
            "Nur begonnene Kodierungen, die nicht mitgehen",
            "Codings that were only begun, which do not go along",
        );
        count(
            self.wordless,
            "Entscheidungen über Antworten ohne Zeichen, die nicht mitgehen",
            "Decisions on answers without a character, which do not go along",
        );
        count(
            self.removed,
            "Steuerzeichen, die entfernt sind",
            "Control characters that are removed",
        );
        notices
    }
}
