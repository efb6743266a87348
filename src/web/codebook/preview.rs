//! What other match rules of a code would change, and what people have decided about that. The rules as they are stay
//! evaluated for as long as somebody tries others, so that each attempt costs one rule.

use std::sync::{Arc, Mutex, PoisonError};

use crate::codebook::{Codebook, Finding, MatchRule, RuleDoubts};
use crate::problem::{Problem, Result};
use crate::review::View;
use crate::search::Index;
use crate::study::{Evidence, Study};
use crate::suggest::{MIN_SCORE, Place, RuleChange, RulesAsTheyAre};
use crate::survey::{CodebookId, Span};
use crate::web::marks::Mark;
use crate::web::studies::OpenStudy;

/// Rules as they are, of the codes that were worked on last.
#[derive(Default)]
pub struct KeptRules(Mutex<Vec<Kept>>);

/// Codes whose rules are kept: as many coders may try rules at once.
const KEPT: usize = 8;

#[derive(Clone)]
struct Kept {
    codebook: CodebookId,
    data_revision: i64,
    code: String,
    rules: Arc<RulesAsTheyAre>,
    doubts: Arc<RuleDoubts>,
}

/// What a change would do.
pub struct Effect {
    pub gained: Side,
    pub gained_decided: Decided,
    pub lost: Side,
    pub lost_decided: Decided,
    pub stays: Side,
}

/// What people have decided about answers.
#[derive(Debug, Clone, Copy, Default)]
pub struct Decided {
    pub answers: usize,
    /// How many of them have the code.
    pub with_code: usize,
}

/// Answers that are gained, lost or stay.
pub struct Side {
    pub all: usize,
    /// Some of them.
    pub shown: Vec<Shown>,
}

/// An answer with what the rules found in it.
pub struct Shown {
    pub key: String,
    pub text: String,
    pub marks: Vec<Mark>,
}

/// Which answers are shown of each side: so many, from there on.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    pub from: usize,
    pub most: usize,
}

/// What the rules `to` would change at the code of a place.
pub fn effect(
    open: &OpenStudy,
    study: &Study,
    view: &View<'_>,
    place: usize,
    to: &[MatchRule],
    part: Part,
) -> Result<Effect> {
    let codebook = &view.board.codebook.codebook;
    let index = open.index(study, codebook)?;
    let kept = kept(open, study, view, place, &index)?;
    let change = kept.rules.change(&index, to)?;
    let after = |place: Place| change.evidence_after(&index, place);
    let before = |place: Place| change.evidence_before(&index, place);
    let RuleChange {
        gained, lost, stays, ..
    } = &change;
    Ok(Effect {
        gained_decided: Decided::of(view, place, gained),
        lost_decided: Decided::of(view, place, lost),
        gained: side(study, place, gained, &after, part)?,
        lost: side(study, place, lost, &before, part)?,
        stays: side(study, place, stays, &after, part)?,
    })
}

/// What is doubtful of a rule for the code of a place, with its place in the rule.
pub fn doubts(
    open: &OpenStudy,
    study: &Study,
    view: &View<'_>,
    place: usize,
    rule: &MatchRule,
) -> Result<Vec<Finding>> {
    let index = open.index(study, &view.board.codebook.codebook)?;
    Ok(kept(open, study, view, place, &index)?.doubts.of(rule))
}

fn kept(open: &OpenStudy, study: &Study, view: &View<'_>, place: usize, index: &Index) -> Result<Kept> {
    let code = &view.board.codebook.codebook.codes[place];
    let (codebook, data_revision) = (view.board.codebook.id, study.data_revision()?);
    let mut all = open.kept_rules().0.lock().unwrap_or_else(PoisonError::into_inner);
    all.retain(|kept| kept.data_revision == data_revision);
    let of_codebook = |kept: &&Kept| kept.codebook == codebook;
    if let Some(known) = all.iter().find(|kept| of_codebook(kept) && kept.code == code.id) {
        return Ok(known.clone());
    }
    let doubts = all.iter().find(of_codebook).map(|kept| kept.doubts.clone());
    let made = Kept {
        codebook,
        data_revision,
        code: code.id.clone(),
        rules: Arc::new(RulesAsTheyAre::of(index, &code.match_rules, MIN_SCORE)?),
        doubts: doubts.unwrap_or_else(|| Arc::new(doubting(&view.board.codebook.codebook, index))),
    };
    if all.len() == KEPT {
        all.remove(0);
    }
    all.push(made.clone());
    Ok(made)
}

fn doubting(codebook: &Codebook, index: &Index) -> RuleDoubts {
    RuleDoubts::new(codebook, &index.all_forms())
}

impl Decided {
    fn of(view: &View<'_>, code: usize, places: &[Place]) -> Decided {
        let mut decided = Decided::default();
        for card in places.iter().filter_map(|place| view.board.card(place.unit)) {
            let mut said = view.own(card).filter(|said| said.outcome.is_whole()).peekable();
            if said.peek().is_some() {
                decided.answers += 1;
                let given = view.places(said.flat_map(|said| said.outcome.given()));
                decided.with_code += usize::from(given.contains(&code));
            }
        }
        decided
    }
}

fn side(
    study: &Study,
    code: usize,
    places: &[Place],
    evidence: &dyn Fn(Place) -> Vec<Evidence>,
    part: Part,
) -> Result<Side> {
    let mut side = Side {
        all: places.len(),
        shown: Vec::new(),
    };
    for place in places.iter().skip(part.from).take(part.most) {
        let missing = || Problem::bug(format!("unit {} is not in the study", place.unit.0));
        let read = study.unit_view(place.unit)?.ok_or_else(missing)?;
        let spans = evidence(*place).into_iter().flat_map(|piece| piece.spans);
        let inside = |span: &Span| span.start >= read.span.start && span.end <= read.span.end;
        let marks = spans.filter(inside).map(|span| Mark {
            code,
            span: Span {
                start: span.start - read.span.start,
                end: span.end - read.span.start,
            },
        });
        side.shown.push(Shown {
            marks: marks.collect(),
            text: read.span.of(&read.verbatim).to_owned(),
            key: read.key,
        });
    }
    Ok(side)
}
