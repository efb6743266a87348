//! Codes proposed for what nobody has decided yet.
//!
//! | member | what |
//! |---|---|
//! | `accept` | the program accepts suggestions by itself, and takes them back |
//! | `rules` | match rules of the codebook: the code author's own evidence |
//! | `preview` | what a change of a code's rules gains, loses and leaves |
//! | `run` | a suggester over a study, its suggestions kept; or set aside first, where others write to the study |
//! | `again` | when suggestions should be made again while people review |
//! | `set_aside` | suggestions that are not in the study yet |
//! | `wish` | what is wished of a run: method, settings, what the machine is to accept |
//! | `taking` | taking a codebook into a study: what is to be known about it |
//! | `carried` | what people decided in another study, as a start for this one |
//! | `taught` | what people decided, as it counts now |
//! | `learned` | rules, code texts and decisions together: `combined`, or one of them: `text`, `learned` |
//!
//! | room within | what |
//! |---|---|
//! | `learn` | the method that learns from decisions |
//! | `drift` | whether answers have changed since the study that was taken as a start |
//! | `evaluation` | how good suggestions are, on units that people have coded |
//!
//! Members share [`Suggester`]; adding one is one file and one line in [`ALL`]. A run never touches what a person
//! decided: units with a decision get no suggestion. Decisions are written by `accept` alone, in the program's own name.

mod accept;
mod again;
mod carried;
pub mod drift;
pub mod evaluation;
pub mod learn;
mod learned;
mod preview;
mod rules;
mod run;
mod set_aside;
mod taking;
mod taught;
mod wish;

pub use accept::{MACHINE, accept, take_back};
pub use again::{Again, again, again_with, is_due, unknown_changes};
pub use carried::{Carried, CarriedFrom, DroppedCode, check_start, with_decisions};
pub use learned::{COMBINED, LEARNED, Learned, TEXT, reviewed};
pub use preview::{Place, RuleChange, RulesAsTheyAre};
pub use rules::{MIN_SCORE, Rules};
pub use run::{Asked, Summary, propose, suggest};
pub use set_aside::SetAside;
pub use taking::{codebook_along, decided_elsewhere, no_index_there, other_language, shipped_again};
pub use taught::{as_counted, to_decide_anew};
pub use wish::{Accepting, Wish, named};

use evaluation::Seen;
use learn::Uses;

use crate::codebook::{Code, Codebook};
use crate::problem::Result;
use crate::search::Index;
use crate::study::{Reviewed, StoredCodebook, Suggestion, UnitTexts};
use crate::survey::PerAnswer;
use crate::words::Text;

/// What a suggester works on.
pub struct Work<'a> {
    pub texts: &'a dyn UnitTexts,
    pub index: &'a Index,
    /// The codes that can be given; suggestions name them by their places in it.
    pub codebook: &'a StoredCodebook,
    /// What people decided, in terms of these codes, ascending by unit.
    pub reviewed: &'a [Reviewed],
    /// What people decided in another study, where that counts as well.
    pub carried: Option<&'a Carried>,
    pub settings: &'a Settings,
}

/// What a suggester can say about its work.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Proposed {
    /// Reviewed units that it learned from, those of another study among them.
    pub reviewed: u64,
    /// How large a share of the study's answers each code is expected to have; empty where the method does not tell.
    pub expected_shares: Vec<f64>,
    /// Whether it took answers to have one code or several; none where that makes no difference.
    pub per_answer: Option<PerAnswer>,
    /// What it would have proposed for them by what the others say, and what people gave.
    pub seen: Vec<Seen>,
}

/// A way of proposing codes.
pub trait Suggester: Sync {
    /// Name on the command line and in the record of the run.
    fn id(&self) -> &'static str;

    /// Name to be chosen from a list.
    fn label(&self) -> Text;

    /// What it does, in a sentence.
    fn what(&self) -> Text;

    /// Which evidence it weighs; none where it only follows the rules.
    fn uses(&self) -> Option<Uses>;

    /// Whether its scores are probabilities.
    fn scores(&self) -> Scores;

    /// Whether it learns from decisions.
    fn learns(&self) -> bool {
        self.uses().is_some_and(|uses| uses.decisions)
    }

    /// Proposes codes for all units, ascending by unit, then code. Scores lie in (0, 1].
    fn propose(&self, work: &Work<'_>, each: &mut dyn FnMut(Suggestion) -> Result<()>) -> Result<Proposed>;
}

/// What the scores of a suggester mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scores {
    /// Strength of the rules that hit.
    Weights,
    /// Probabilities, calibrated from [`learn::ENOUGH_FOR_PROBABILITIES`] reviewed units on; ranks before.
    Probabilities,
    /// An order only, whatever was reviewed.
    Ranks,
}

/// All suggesters; which one is usual, [`usual`] says.
pub const ALL: &[&dyn Suggester] = &[&COMBINED, &Rules, &TEXT, &LEARNED];

/// The suggester that is taken where none is named: as long as nobody has decided anything, what the author of the
/// codebook wrote as rules is taken at its word; from the first decision on, or where a code has no rules, all evidence.
/// `reviewed`: units on which people have decided, here or in a study that is taken as a start.
pub fn usual(codebook: &Codebook, reviewed: usize) -> &'static dyn Suggester {
    let has_rules =
        |code: &Code| !code.match_rules.is_empty() || codebook.children(&code.id).next().is_some();
    if reviewed == 0
        && codebook
            .codes
            .iter()
            .filter(|code| code.is_in_use())
            .all(has_rules)
    {
        &Rules
    } else {
        &COMBINED
    }
}

/// What a run can be told.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Settings {
    /// A code is suggested from this score on; none: where the method draws the line.
    pub min_score: Option<f64>,
    /// Whether an answer has one code or several; none: as the decisions show.
    pub per_answer: Option<PerAnswer>,
}
