//! What people decided in another study, as a start for this one: the wave before, coded with the same codebook.
//!
//! The other study is only read. Its reviewed answers count as much as those of the study itself; its unreviewed
//! answers do not count. Deliberately absent: whether the answers have changed since (`drift`).

use super::drift::{Drift, Side};
use super::learn::{Grid, HELD, Material, Reviewed, evenly};
use super::learned::reviewed;
use super::taught::{as_counted, without_dropped};
use crate::codebook::Codebook;
use crate::language::Analyser;
use crate::problem::{Notice, Problem, Result};
use crate::search::Index;
use crate::study::{StoredCodebook, Study};

/// Reviewed answers of another study.
pub struct Carried {
    pub source: CarriedFrom,
    /// What is to be known about them before anybody relies on them.
    pub notices: Vec<Notice>,
    answers: Material,
    reviewed: Reviewed,
    /// All its answers, to be compared with those that come now.
    side: Side,
    /// Whether a code could be given in the other study, in the order of the codes that can be given here.
    known: Vec<bool>,
}

/// Where decisions were carried over from, as a run records it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CarriedFrom {
    /// Name of the study file.
    pub file: String,
    /// Identity of the study.
    pub study: String,
    /// Name of its codebook.
    pub codebook: String,
    /// Reviewed units that count.
    pub reviewed: u64,
    pub dropped_codes: Vec<DroppedCode>,
}

/// A code that was given in the other study and that the codebook no longer has or gives.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DroppedCode {
    pub code: String,
    /// In how many decisions.
    pub decisions: u64,
}

impl Carried {
    /// What people decided in `other` with the codebook of the same name, else with the only one that shares at least half of
    /// the codes. `index`: opens the index of the other study; its rules are those of `codebook`.
    ///
    /// # Errors
    /// Both are the same study; their answers are in two languages; nothing that could be carried over was decided.
    pub fn read(
        study: &Study,
        other: &Study,
        codebook: &StoredCodebook,
        index: impl FnOnce(&Study) -> Result<Index>,
    ) -> Result<Carried> {
        check_start(study, other)?;
        let theirs = codebook_of(other, codebook)?;
        let mut notices = Vec::new();
        if theirs.name != codebook.name {
            notices.push(other_name(other, &theirs.name, &codebook.name));
        }
        // As it counts in either codebook, in terms of the codes that can be given here.
        let (given, _) = codebook.codebook.in_use();
        let decided = as_counted(other.reviewed(&theirs.name)?, &theirs.codebook);
        let decided = as_counted(decided, &codebook.codebook);
        let side = Side::read(other, &decided, &given)?;
        let (kept, dropped) = without_dropped(decided, &given);
        notices.extend(said_dropped(other, &dropped));
        let known: Vec<bool> = given
            .codes
            .iter()
            .map(|code| theirs.codebook.code(&code.id).is_some())
            .collect();
        notices.extend(said_new(other, &given, &known));
        let held = evenly(&kept, HELD);
        if held.len() < kept.len() {
            notices.push(sampled(other, held.len(), kept.len()));
        }
        if held.is_empty() {
            return Err(nothing_decided(other));
        }
        let index = index(other)?.with_exceptions(&codebook.codebook.stem_exceptions);
        let units: Vec<_> = held.iter().map(|decided| decided.unit).collect();
        let answers = Material::of_units(other, &index, &given, &units)?;
        let reviewed = reviewed(&held, &given, &answers);
        if reviewed.rows.is_empty() {
            return Err(nothing_decided(other));
        }
        Ok(Carried {
            source: CarriedFrom {
                file: file_name(other),
                study: other.identity()?,
                codebook: theirs.name,
                reviewed: reviewed.rows.len() as u64,
                dropped_codes: dropped,
            },
            notices,
            answers,
            reviewed,
            side,
            known,
        })
    }

    /// How the answers of a study differ from those of the other. `codebook`: the codes that can be given; `expected`: mean probabilities in the study, by code.
    pub fn drift(&self, now: &Side, codebook: &Codebook, expected: &[f64], analyser: &Analyser) -> Drift {
        let codes = codebook.codes.iter().map(|code| &*code.id);
        let codes: Vec<(&str, bool)> = codes.zip(self.known.iter().copied()).collect();
        Drift::of(&self.side, now, &codes, expected, analyser)
    }

    /// Puts the answers behind those of the study, and what was decided on them behind what was decided there.
    pub fn join(&self, material: &mut Material, reviewed: &mut Reviewed) {
        let first = material.append(&self.answers);
        reviewed
            .rows
            .extend(self.reviewed.rows.iter().map(|row| first + row));
        reviewed.given = Grid::of(
            reviewed.given.columns(),
            [reviewed.given.data(), self.reviewed.given.data()].concat(),
        );
    }
}

/// The codebook of the other study whose decisions are meant.
fn codebook_of(other: &Study, codebook: &StoredCodebook) -> Result<StoredCodebook> {
    let mut decided = with_decisions(other)?;
    if let Some(at) = decided.iter().position(|kept| kept.name == codebook.name) {
        return Ok(decided.swap_remove(at));
    }
    match &mut decided[..] {
        [] => Err(nothing_decided(other)),
        [only] if shares_half(&only.codebook, &codebook.codebook) => Ok(only.clone()),
        several => {
            let names: Vec<&str> = several.iter().map(|kept| &*kept.name).collect();
            let (names, wanted) = (names.join(", "), &codebook.name);
            Err(Problem::input(
                format!("In {} wurde mit dem Kodierleitfaden »{wanted}« nichts entschieden, wohl aber mit: {names}.", other.path().display()),
                format!("In {} nothing was decided with the codebook \"{wanted}\", but with: {names}.", other.path().display()),
            )
            .hint(
                "Entscheidungen gehören zum Namen des Kodierleitfadens: mit --codebook den nennen, mit dem dort kodiert wurde.",
                "Decisions belong to the codebook's name: name the one that was used there with --codebook.",
            ))
        }
    }
}

/// The codebooks of a study with which people decided anything.
pub fn with_decisions(other: &Study) -> Result<Vec<StoredCodebook>> {
    let mut decided = Vec::new();
    for kept in other.codebooks()? {
        if !other.decided_units(&kept.name)?.is_empty() {
            decided.push(kept);
        }
    }
    Ok(decided)
}

fn shares_half(theirs: &Codebook, own: &Codebook) -> bool {
    let shared = own
        .codes
        .iter()
        .filter(|code| theirs.code(&code.id).is_some())
        .count();
    shared > 0 && shared * 2 >= own.codes.len()
}

/// Whether one study can be the start of another.
///
/// # Errors
/// Both are the same study; their answers are in two languages.
pub fn check_start(study: &Study, other: &Study) -> Result<()> {
    if study.identity()? == other.identity()? {
        return Err(Problem::usage(
            format!(
                "{} ist dieselbe Studie oder eine Kopie von ihr; was dort entschieden wurde, zählt ohnehin.",
                other.path().display()
            ),
            format!(
                "{} is the same study or a copy of it; what was decided there counts anyway.",
                other.path().display()
            ),
        )
        .hint(
            "Nach --from die Studie einer anderen Welle nennen, oder --from weglassen.",
            "Name the study of another wave after --from, or leave --from out.",
        ));
    }
    let (own, theirs) = (study.answer_language()?, other.answer_language()?);
    if own == theirs {
        return Ok(());
    }
    let (own_name, theirs_name, id) = (own.name(), theirs.name(), own.id());
    Err(Problem::input(
        format!("Die Antworten in {} gelten als {}, die der Studie als {}: Aus einer anderen Sprache lässt sich nicht lernen.", other.path().display(), theirs_name.de, own_name.de),
        format!("The answers in {} count as {}, those of the study as {}: nothing can be learned from another language.", other.path().display(), theirs_name.en, own_name.en),
    )
    .hint(
        format!("Ist eine der Sprachen falsch erkannt, sagt »freitext import STUDIE DATEI --answers-in {id}« sie."),
        format!("If one of the languages was recognised wrongly, `freitext import STUDY FILE --answers-in {id}` says it."),
    ))
}

fn file_name(study: &Study) -> String {
    let path = study.path();
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

fn nothing_decided(other: &Study) -> Problem {
    let path = other.path().display();
    Problem::input(
        format!("In {path} hat mit diesem Kodierleitfaden noch niemand etwas entschieden, das sich übernehmen ließe."),
        format!("In {path} nobody has decided anything with this codebook that could be carried over."),
    )
    .hint(
        "--from weglassen, oder die Studie nennen, in der kodiert wurde.",
        "Leave --from out, or name the study that was coded.",
    )
}

fn other_name(other: &Study, theirs: &str, own: &str) -> Notice {
    Notice::new(
        format!("Dort heißt der Kodierleitfaden »{theirs}«, hier »{own}«; mindestens die Hälfte der Codes ist dieselbe, also gelten die Entscheidungen von dort."),
        format!("The codebook is called \"{theirs}\" there and \"{own}\" here; at least half of the codes are the same, so the decisions from there hold."),
    )
    .in_file(other.path().display())
}

fn said_dropped(other: &Study, dropped: &[DroppedCode]) -> Option<Notice> {
    if dropped.is_empty() {
        return None;
    }
    let listed: Vec<String> = dropped
        .iter()
        .map(|dropped| format!("{} ({})", dropped.code, dropped.decisions))
        .collect();
    let listed = listed.join(", ");
    Some(
        Notice::new(
            format!("Codes, die der Kodierleitfaden nicht mehr hat oder nicht mehr vergibt, mit der Zahl der Entscheidungen: {listed}. Sie zählen nicht; Einheiten, die nur solche Codes haben, bleiben weg."),
            format!("Codes that the codebook no longer has or gives, with the number of decisions: {listed}. They do not count; units that have only such codes are left out."),
        )
        .in_file(other.path().display()),
    )
}

fn said_new(other: &Study, codebook: &Codebook, known: &[bool]) -> Option<Notice> {
    let new: Vec<&str> = codebook
        .codes
        .iter()
        .zip(known)
        .filter(|(_, known)| !**known)
        .map(|(code, _)| &*code.id)
        .collect();
    if new.is_empty() {
        return None;
    }
    let new = new.join(", ");
    Some(
        Notice::new(
            format!("Codes, die es dort noch nicht gab: {new}. Niemand konnte sie vergeben, sie gelten dort als nicht vergeben: In dieser Studie Antworten prüfen, zu denen sie passen."),
            format!("Codes that did not exist there: {new}. Nobody could give them, there they count as not given: review answers of this study that they fit."),
        )
        .in_file(other.path().display()),
    )
}

fn sampled(other: &Study, held: usize, all: usize) -> Notice {
    Notice::new(
        format!(
            "Von {all} geprüften Einheiten zählen {held}, gleichmäßig verteilt; mehr fasst der Speicher nicht."
        ),
        format!(
            "Of {all} reviewed units {held} count, evenly spread; more than that memory is not meant to hold."
        ),
    )
    .in_file(other.path().display())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODEBOOK: &str = "format = 1\ntitle = 'T'\nversion = '1'\n[[code]]\nid = 'a'\nvalue = 1\nlabel = 'A'\n\
        [[code]]\nid = 'b'\nvalue = 2\nlabel = 'B'\n";

    #[test]
    fn codebooks_are_alike_from_half_of_the_codes_on() {
        let own = Codebook::read(CODEBOOK, "t.toml").unwrap();
        let renamed = |from: &str, to: &str| {
            Codebook::read(
                &CODEBOOK.replace(&format!("'{from}'"), &format!("'{to}'")),
                "u.toml",
            )
            .unwrap()
        };
        assert!(shares_half(&renamed("a", "x"), &own));
        let neither = Codebook::read(&CODEBOOK.replace("id = '", "id = 'z"), "u.toml").unwrap();
        assert!(!shares_half(&neither, &own));
    }
}
