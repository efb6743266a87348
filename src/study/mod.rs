//! The study file: the one truth. All SQL of the program lives in this room.
//!
//! | member | what |
//! |---|---|
//! | `file` | opening, format versions, one change at a time |
//! | `mark` | how far a study has come |
//! | `merge` | two files of one study into one |
//! | `migrate` | from an older format to this one, with a copy beside it |
//! | `copy` | a copy of the file, before something is done to it |
//! | `draft` | a new study before it has its name |
//! | `answer_language` | in which language the answers are |
//! | `attempt` | a part of a change that may fail by itself |
//! | `fill` | what an import adds: sources, questions, records, answers, units |
//! | `newer` | what a newer export adds: answers that were missing, other wordings |
//! | `coding` | codebooks, runs and their suggestions |
//! | `decide` | coders and what they decide |
//! | `dictionary` | labels, value labels and response sets of the columns that came in |
//! | `labels` | what people are shown of the values of closed questions |
//! | `people` | the people who code |
//! | `places` | in which answer and record units stand |
//! | `record` | all that was decided, action by action |
//! | `audit_log` | what happened to the study, the latest first |
//! | `setting` | what the study states about itself |
//! | `outcome` | outcomes as the file writes them |
//! | `standing` | which decision holds for a unit |
//! | `unsettled` | on how many units coders have not come to terms |
//! | `evidence` | what made the program propose a code |
//! | `share` | where most of a suggestion comes from |
//! | `machine` | a machine accepts suggestions and takes them back |
//! | `worked` | what a coder worked on, and when |
//! | `walk` | reading it all back in the order of the units |
//!
//! Ground truth is only ever added to. `Study::change` is one transaction: all of it happens or nothing does. Texts'
//! analysis and the index are derived from here and kept elsewhere (`search`).

mod answer_language;
mod attempt;
mod audit_log;
mod coding;
mod copy;
mod decide;
mod dictionary;
mod draft;
mod evidence;
mod file;
mod fill;
mod labels;
mod machine;
mod mark;
mod merge;
mod migrate;
mod newer;
mod outcome;
mod people;
mod places;
mod record;
mod setting;
mod share;
mod standing;
mod unsettled;
mod walk;
mod worked;

#[cfg(test)]
mod older;

pub use audit_log::{AskedOfLog, Happened, ImportedFile, LogEntry, LoggedAct, Stands, Statement, Topic};
pub use coding::{CodebookVersion, NewRun, Run, StoredCodebook};
pub use decide::{Act, Action, Reviewed};
pub use draft::Draft;
pub use evidence::{Evidence, Origin, Source, Suggestion};
pub use file::{Change, FORMAT, Study};
pub use fill::{Extent, NewRecord, NewSource, NewUnit, StoredAnswer, StoredRecord};
pub use labels::Labels;
pub use machine::{Accepted, Accepting, MachineDecided};
pub use mark::Mark;
pub use merge::{Different, Joined, OfCoder, Side};
pub use places::UnitPlace;
pub use record::{Acted, ActionNumber, Recorded};
pub use share::Share;
pub use standing::Current;
pub use unsettled::Unsettled;
pub use walk::{Background, CodedUnit, Keys, Read, UnitText, UnitTexts, UnitView, Wanted};
pub use worked::Worked;

use crate::problem::Problem;

/// A failure of the database as a sentence: the file is at fault, not the researcher's words.
pub(crate) fn database(error: rusqlite::Error) -> Problem {
    use rusqlite::ErrorCode;
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Problem::input(
            "Die Studiendatei wird gerade von einem anderen Programm beschrieben.",
            "The study file is being written by another program.",
        )
        .hint(
            "Das andere Programm schließen und noch einmal versuchen.",
            "Close the other program and try again.",
        ),
        Some(ErrorCode::DiskFull) => Problem::input("Die Festplatte ist voll.", "The disk is full.").hint(
            "Platz schaffen und noch einmal versuchen.",
            "Make room and try again.",
        ),
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => Problem::input(
            "Die Studiendatei lässt sich hier nicht schreiben.",
            "The study file cannot be written here.",
        )
        .hint(
            "Schreibrechte des Ordners prüfen.",
            "Check the permissions of the folder.",
        ),
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Problem::input(
            "Die Datei ist keine Studiendatei oder ist beschädigt.",
            "The file is no study file, or it is damaged.",
        )
        .hint(
            "Eine Datei angeben, die »freitext import« angelegt hat, oder die Sicherungskopie nehmen.",
            "Name a file that `freitext import` has made, or take the backup.",
        ),
        _ => Problem::bug(format!("SQLite: {error}")),
    }
}
