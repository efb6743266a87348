//! What holds for a unit: the decision of a person, else the suggestions; and where a suggestion comes from.

use rustc_hash::FxHashMap;

use super::{Options, Which};

use crate::codebook::{Code, Codebook, Resolved, Status};
use crate::problem::{Notice, Problem, Result};
use crate::study::{CodedUnit, Evidence, Run, Share, Source, StoredCodebook, Study, Suggestion, Wanted};
use crate::survey::{Coder, CoderKind, Missing, Outcome, Question, QuestionId, Span, Verdict};
use crate::tables::{
    OutOfUse, accepted_by_machine, choose_codebook, choose_coder, choose_questions, not_agreed, stale,
};
use crate::words::Text;

/// Where a unit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Reviewed,
    /// No person has decided; a machine was told to accept what was suggested.
    Accepted,
    NoneFits,
    NotCodable,
    Deferred,
    /// Coders differ and nobody has settled it.
    Differing,
    /// One person has coded it, and the study wants two.
    Waiting,
    Suggested,
    /// A person has looked at some of the suggested codes only; what was refused is not suggested any more.
    Begun,
    /// A run looked at it and found nothing.
    NothingSuggested,
    /// Neither a person nor a run has looked at it; of one person: without this person's decision.
    Untouched,
    Missing(Missing),
}

impl Standing {
    pub fn label(self) -> Text {
        match self {
            Standing::Reviewed => Text::new("geprüft", "reviewed"),
            Standing::Accepted => Text::new("von der Maschine übernommen", "accepted by the machine"),
            Standing::NoneFits => Text::new("keine Kategorie trifft zu", "no category fits"),
            Standing::NotCodable => Text::new("nicht kodierbar", "not codable"),
            Standing::Deferred => Text::new("zurückgestellt", "deferred"),
            Standing::Differing => Text::new("Kodierende uneins", "coders differ"),
            Standing::Waiting => Text::new("wartet auf zweite Kodierung", "waits for a second coding"),
            Standing::Suggested => Text::new("vorgeschlagen", "suggested"),
            Standing::Begun => Text::new("teils geprüft", "partly reviewed"),
            Standing::NothingSuggested => Text::new("ohne Vorschlag", "nothing suggested"),
            Standing::Untouched => Text::new("unbearbeitet", "not coded yet"),
            Standing::Missing(kind) => {
                let kind = kind.label();
                Text::new(format!("fehlend: {}", kind.de), format!("missing: {}", kind.en))
            }
        }
    }

    /// Whether a code that the unit does not have is a 0 (and not unknown).
    pub fn is_valid(self) -> bool {
        matches!(
            self,
            Standing::Reviewed
                | Standing::Accepted
                | Standing::NoneFits
                | Standing::Suggested
                | Standing::Begun
                | Standing::NothingSuggested
        )
    }
}

/// A code that holds for a unit.
#[derive(Debug, Clone, Copy)]
pub enum Assigned<'a> {
    Decided {
        code: &'a str,
        coder: &'a Coder,
    },
    Suggested {
        code: &'a str,
        suggestion: &'a Suggestion,
    },
}

impl<'a> Assigned<'a> {
    pub fn code(&self) -> &'a str {
        match self {
            Assigned::Decided { code, .. } | Assigned::Suggested { code, .. } => code,
        }
    }

    fn score(&self) -> f64 {
        match self {
            Assigned::Decided { .. } => 1.0,
            Assigned::Suggested { suggestion, .. } => suggestion.score,
        }
    }
}

/// The codebook, the run and the questions that an export speaks of.
pub struct Codings {
    pub codebook: StoredCodebook,
    /// Whose suggestions hold where nobody decided; none where one person's decisions are meant.
    pub run: Option<Run>,
    pub questions: Vec<Question>,
    /// The version of the codebook that the run was made with.
    run_codebook: Option<Codebook>,
    /// By place in that version: whether the code is given no more, so that its suggestions do not hold.
    given_no_more: Vec<bool>,
    /// Places in the codebook of the codes that have a column: all but merged ones.
    columns: Vec<usize>,
    /// By id, the column that it counts in.
    places: FxHashMap<String, usize>,
    pub coder: Option<Coder>,
    which: Which,
    one_question: Option<QuestionId>,
}

impl Codings {
    /// # Errors
    /// A codebook, question or coder that the study does not hold.
    pub fn of(study: &Study, options: &Options) -> Result<Codings> {
        let selection = &options.selection;
        let codebook = choose_codebook(study, selection.codebook.as_deref())?;
        let questions = choose_questions(study, selection.question.as_deref())?;
        let coder = choose_coder(study, &codebook.name, selection.coder.as_deref())?;
        if coder.is_some() && options.which != Which::Held {
            return Err(Problem::usage(
                "Die Kodierungen einer Person sind ihre Entscheidungen; andere lassen sich daneben nicht wählen.",
                "The codings of one person are that person's decisions; no others can be chosen beside it.",
            )
            .hint(
                "Entweder --coder oder --codings weglassen.",
                "Leave out either --coder or --codings.",
            ));
        }
        // One person's data set is what that person decided; what a run found is nobody's decision.
        let run = match (&coder, options.which) {
            (Some(_), _) | (None, Which::Final) => None,
            (None, Which::Held | Which::Suggested | Which::EachCoder) => study.latest_run(&codebook.name)?,
        };
        let run_codebook = run
            .as_ref()
            .map(|run| study.codebook(run.codebook))
            .transpose()?
            .map(|stored| stored.codebook);
        let now = &codebook.codebook;
        let columns: Vec<usize> = (0..now.codes.len())
            .filter(|at| !matches!(now.codes[*at].status, Status::MergedInto(_)))
            .collect();
        let column = |id: &str| columns.iter().position(|at| now.codes[*at].id == id);
        let places = now.codes.iter().filter_map(|code| {
            let counts_as = now.resolve(&code.id).counts_as()?;
            Some((code.id.clone(), column(&counts_as.id)?))
        });
        let of_run = run_codebook.as_ref().map_or(&[][..], |of_run| &of_run.codes);
        let given_no_more =
            |code: &Code| matches!(now.resolve(&code.id), Resolved::Retired(_) | Resolved::Split(_));
        Ok(Codings {
            given_no_more: of_run.iter().map(given_no_more).collect(),
            places: places.collect(),
            columns,
            one_question: match &questions[..] {
                [only] => Some(only.id),
                _ => None,
            },
            codebook,
            run,
            questions,
            run_codebook,
            coder,
            which: options.which,
        })
    }

    /// Whose decisions are meant; none: everybody's.
    pub fn coder(&self) -> Option<&Coder> {
        self.coder.as_ref()
    }

    /// What a walk has to read for these codings.
    pub fn wanted(&self) -> Wanted<'_> {
        Wanted {
            codebook: Some(&self.codebook.name),
            run: self.run.as_ref().map(|run| run.id),
            coder: self.coder.as_ref(),
            question: self.one_question,
            ..Wanted::default()
        }
    }

    /// What has to be said of codes that are given no more, once all units were heard.
    pub fn out_of_use(&self) -> OutOfUse {
        OutOfUse::of(&self.codebook.codebook)
    }

    /// Says what a machine accepted, and where suggestions are older than the answers.
    pub fn notices(&self, study: &Study) -> Result<Vec<Notice>> {
        let machine = accepted_by_machine(study, &self.codebook.name, &self.questions, self.coder.as_ref())?;
        let not_agreed = not_agreed(study, &self.codebook.name, &self.questions, self.coder.as_ref())?;
        Ok(machine
            .into_iter()
            .chain(not_agreed)
            .chain(stale(study, self.run.as_ref())?)
            .collect())
    }

    /// The codes that have a column of their own in a data set, in the order of the codebook.
    pub fn columns(&self) -> impl Iterator<Item = &Code> {
        self.columns.iter().map(|at| &self.codebook.codebook.codes[*at])
    }

    /// The column that a code counts in; `None` for one that the codebook no longer holds.
    pub fn place(&self, code: &str) -> Option<usize> {
        self.places.get(code).copied()
    }

    /// The id that a code counts as.
    pub fn counted<'a>(&'a self, code: &'a str) -> &'a str {
        match self.place(code) {
            Some(column) => &self.codebook.codebook.codes[self.columns[column]].id,
            None => code,
        }
    }

    /// The suggestions for a unit that still hold: those of codes that are given.
    pub fn holding<'a>(&'a self, unit: &'a CodedUnit) -> impl Iterator<Item = &'a Suggestion> {
        let holds =
            |suggestion: &&Suggestion| !self.given_no_more.get(suggestion.code).copied().unwrap_or(false);
        unit.suggestions.iter().filter(holds)
    }

    pub fn question(&self, id: QuestionId) -> &str {
        self.questions
            .iter()
            .find(|question| question.id == id)
            .map_or("", |question| question.key.as_str())
    }

    pub fn standing(&self, unit: &CodedUnit) -> Standing {
        let verdict = match self.which {
            Which::Suggested => &Verdict::Nothing,
            Which::Held | Which::Final | Which::EachCoder => &unit.decision,
        };
        match (verdict, unit.missing) {
            (Verdict::Differ, _) => Standing::Differing,
            (Verdict::Waits, _) => Standing::Waiting,
            (Verdict::Agreed(decision) | Verdict::Settled(decision) | Verdict::Ruled(decision), _) => {
                match decision.outcome {
                    _ if decision.coder.kind == CoderKind::Machine => Standing::Accepted,
                    Outcome::Codes(_) => Standing::Reviewed,
                    Outcome::NoneFits => Standing::NoneFits,
                    Outcome::NotCodable => Standing::NotCodable,
                    Outcome::Deferred => Standing::Deferred,
                    // What one person only began is none of that person's codings.
                    Outcome::Begun { .. } if self.run.is_none() => Standing::Untouched,
                    Outcome::Begun { .. } => Standing::Begun,
                    Outcome::Withdrawn => Standing::Untouched,
                }
            }
            (Verdict::Nothing, Some(kind)) => Standing::Missing(kind),
            (Verdict::Nothing, None) if self.holding(unit).next().is_some() => Standing::Suggested,
            (Verdict::Nothing, None) if self.run.as_ref().is_some_and(|run| unit.unit <= run.last_unit) => {
                Standing::NothingSuggested
            }
            (Verdict::Nothing, None) => Standing::Untouched,
        }
    }

    /// The codes that hold for a unit, in the order of the codebook; codes it no longer holds stand last.
    pub fn assigned<'a>(&'a self, unit: &'a CodedUnit) -> Result<Vec<Assigned<'a>>> {
        let decision = match self.which {
            Which::Suggested => None,
            Which::Held | Which::Final | Which::EachCoder => unit.decision.as_ref().holding(),
        };
        // What was only begun is filled up with what is suggested.
        let (given, refused, filled): (&[String], &[String], _) =
            match (&unit.decision, decision.map(|decision| &decision.outcome)) {
                _ if self.which == Which::Suggested => (&[], &[], Some(unit)),
                (Verdict::Nothing, _) => (&[], &[], Some(unit)),
                (_, Some(Outcome::Begun { given, refused })) if self.run.is_some() => {
                    (given, refused, Some(unit))
                }
                (_, Some(Outcome::Codes(codes))) => (codes, &[], None),
                _ => (&[], &[], None),
            };
        let mut assigned: Vec<Assigned<'_>> = Vec::new();
        if let Some(decision) = decision {
            let coder = &decision.coder;
            assigned.extend(given.iter().map(|code| Assigned::Decided {
                code: self.counted(code),
                coder,
            }));
        }
        for suggestion in filled.into_iter().flat_map(|unit| self.holding(unit)) {
            let code = &self.suggested_code(suggestion)?.id;
            if !refused.contains(code) {
                assigned.push(Assigned::Suggested {
                    code: self.counted(code),
                    suggestion,
                });
            }
        }
        // Of two suggestions that count as one code the surer stands.
        assigned.sort_by(|a, b| {
            let place = |one: &Assigned<'_>| self.place(one.code()).unwrap_or(usize::MAX);
            let by_code = place(a).cmp(&place(b)).then(a.code().cmp(b.code()));
            by_code.then(b.score().total_cmp(&a.score()))
        });
        assigned.dedup_by(|later, earlier| later.code() == earlier.code());
        Ok(assigned)
    }

    /// The code of a suggestion, in the version of the codebook that the run was made with.
    pub fn suggested_code(&self, suggestion: &Suggestion) -> Result<&Code> {
        self.run_codebook
            .as_ref()
            .and_then(|codebook| codebook.codes.get(suggestion.code))
            .ok_or_else(|| Problem::bug(format!("suggestion of code number {}", suggestion.code)))
    }

    /// The id of a match rule of a suggestion.
    pub fn rule_id(&self, suggestion: &Suggestion, rule: usize) -> Result<&str> {
        let rules = &self.suggested_code(suggestion)?.match_rules;
        rules
            .get(rule)
            .map(|rule| rule.id.as_str())
            .ok_or_else(|| Problem::bug(format!("evidence of match rule number {rule}")))
    }

    /// What speaks most for a suggestion: the id of a rule, where it is one, and the shortest quotation that holds its
    /// spans. Evidence of the largest share comes first, then the greatest contribution, then the greatest weight in the
    /// codebook, then the first. `None` where the method gives no evidence.
    pub fn strongest(&self, suggestion: &Suggestion) -> Result<Option<(Option<&str>, Span)>> {
        let rules = &self.suggested_code(suggestion)?.match_rules;
        let contribution = |piece: &Evidence| piece.weight.unwrap_or(f64::NEG_INFINITY);
        let in_codebook = |piece: &Evidence| match piece.source {
            Source::Rule(rule) => rules.get(rule).map_or(f64::NEG_INFINITY, |rule| rule.weight),
            Source::Text | Source::Learned => f64::NEG_INFINITY,
        };
        let largest = Share::largest(suggestion);
        let quoted = suggestion
            .evidence
            .iter()
            .filter_map(|piece| Some((piece, Span::cover(&piece.spans)?)));
        let strongest = quoted.min_by(|(piece, span), (other, other_span)| {
            let apart = |piece: &Evidence| Share::of(piece.source) != largest;
            apart(piece)
                .cmp(&apart(other))
                .then(contribution(other).total_cmp(&contribution(piece)))
                .then(in_codebook(other).total_cmp(&in_codebook(piece)))
                .then(piece.source.cmp(&other.source))
                .then(span.cmp(other_span))
        });
        let Some((piece, span)) = strongest else {
            return Ok(None);
        };
        Ok(match piece.source {
            Source::Rule(rule) => Some((Some(self.rule_id(suggestion, rule)?), span)),
            Source::Text | Source::Learned => Some((None, span)),
        })
    }
}
