//! The boards of an open study, one for each codebook in use: read once, and up to date whenever somebody looks, whoever
//! wrote: this page, another browser or another program.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock, RwLockReadGuard};

use rustc_hash::FxHashMap;

use super::failure::Failure;
use super::studies::OpenStudy;
use super::visitor::InStudy;
use crate::problem::{Problem, Result};
use crate::review::{Behind, Board, Card, Groups, Order, Sequence};
use crate::study::Study;
use crate::survey::{QuestionId, RespondentId};

/// A board of so many cards is made anew while whoever asks waits; a larger one beside the old one, which holds meanwhile.
pub const SOON: usize = 5_000;

/// By name of the codebook.
#[derive(Default)]
pub struct Boards(Mutex<BTreeMap<String, Arc<Shelf>>>);

/// Place for one board.
#[derive(Default)]
struct Shelf {
    laid: RwLock<Option<Laid>>,
    /// Held by whoever makes a new board.
    laying: Mutex<()>,
}

/// A board and the orders in which somebody goes through it.
pub struct Laid {
    pub board: Board,
    sequences: Mutex<FxHashMap<Way, Arc<Sequence>>>,
    twins: OnceLock<Groups<(u32, QuestionId)>>,
    respondents: OnceLock<Groups<RespondentId>>,
    learned_from: OnceLock<usize>,
}

/// How somebody goes through the answers, and to which question.
type Way = (Order, Option<QuestionId>);

impl InStudy {
    /// Reads study and board together, on a thread where waiting is allowed. `codebook`: by name; none: the study's first.
    ///
    /// # Errors
    /// The study has no such codebook, or none at all; those of `work`.
    pub async fn read_board<T: Send + 'static>(
        &self,
        codebook: Option<String>,
        work: impl FnOnce(&Study, &Laid) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, Failure> {
        let open = self.study.clone();
        self.read(move |study| open.with_board(study, codebook.as_deref(), |laid| work(study, laid)))
            .await
    }
}

impl OpenStudy {
    /// Looks at the board with `study`, a connection for reading. `codebook`: by name; none: the study's first.
    ///
    /// # Errors
    /// As [`InStudy::read_board`].
    pub fn with_board<T>(
        &self,
        study: &Study,
        codebook: Option<&str>,
        work: impl FnOnce(&Laid) -> Result<T>,
    ) -> Result<T> {
        let name = match codebook {
            Some(name) => name.to_owned(),
            None => first_codebook(study)?,
        };
        let shelf = self.boards().shelf(&name);
        shelf.bring_up(study, &name)?;
        let laid = shelf.read();
        work(laid.as_ref().ok_or_else(|| Problem::bug("a board is missing"))?)
    }
}

impl Laid {
    fn of(board: Board) -> Laid {
        Laid {
            board,
            sequences: Mutex::default(),
            twins: OnceLock::new(),
            respondents: OnceLock::new(),
            learned_from: OnceLock::new(),
        }
    }

    /// All units with words in an order; made when first asked for.
    pub fn sequence(&self, order: Order, question: Option<QuestionId>) -> Arc<Sequence> {
        let mut sequences = locked(&self.sequences);
        let made = sequences.entry((order, question));
        made.or_insert_with(|| Arc::new(Sequence::of(&self.board, order, question)))
            .clone()
    }

    /// Decisions that the suggestions on the board could learn from: those that stand from the time before.
    pub fn learned_from(&self) -> usize {
        let made = self.board.run.as_ref().map_or(i64::MIN, |run| run.time);
        *self.learned_from.get_or_init(|| self.board.decisions_until(made))
    }

    /// Places of all answers to a question that say the same: those with this number.
    pub fn saying(&self, twin: u32, question: QuestionId) -> impl Iterator<Item = usize> + '_ {
        let common = |card: &Card| card.missing.is_none().then_some((card.twin, card.question));
        let twins = self.twins.get_or_init(|| Groups::of(&self.board, common));
        twins.with(&(twin, question))
    }

    /// Places of all answers of the respondent, in the order of the study.
    pub fn of_respondent(&self, card: &Card) -> impl Iterator<Item = usize> + '_ {
        let respondents = self
            .respondents
            .get_or_init(|| Groups::of(&self.board, |card| Some(card.respondent)));
        respondents.with(&card.respondent)
    }
}

impl Boards {
    fn shelf(&self, name: &str) -> Arc<Shelf> {
        locked(&self.0).entry(name.to_owned()).or_default().clone()
    }
}

impl Shelf {
    fn read(&self) -> RwLockReadGuard<'_, Option<Laid>> {
        self.laid.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn bring_up(self: &Arc<Self>, study: &Study, name: &str) -> Result<()> {
        match self.behind(study)? {
            Behind::Nothing => Ok(()),
            Behind::Said => self.catch_up(study),
            Behind::All => self.lay(study, name),
            Behind::Suggestions if self.cards() <= SOON => self.lay(study, name),
            Behind::Suggestions => {
                self.lay_aside(study, name);
                self.catch_up(study)
            }
        }
    }

    fn cards(&self) -> usize {
        self.read().as_ref().map_or(0, |laid| laid.board.cards.len())
    }

    fn behind(&self, study: &Study) -> Result<Behind> {
        match &*self.read() {
            Some(laid) => laid.board.behind(study),
            None => Ok(Behind::All),
        }
    }

    fn catch_up(&self, study: &Study) -> Result<()> {
        let mut laid = self.laid.write().unwrap_or_else(PoisonError::into_inner);
        match &mut *laid {
            Some(laid) => laid.board.catch_up(study).map(|_| ()),
            None => Ok(()),
        }
    }

    /// Makes a new board, unless somebody else has while this one waited.
    fn lay(&self, study: &Study, name: &str) -> Result<()> {
        let _laying = locked(&self.laying);
        if let Behind::Nothing | Behind::Said = self.behind(study)? {
            return self.catch_up(study);
        }
        self.put(Board::of(study, name)?);
        Ok(())
    }

    /// The same in a thread of its own. Where that fails, whoever looks next tries again.
    fn lay_aside(self: &Arc<Self>, study: &Study, name: &str) {
        let (shelf, path, name) = (self.clone(), study.path().to_owned(), name.to_owned());
        std::thread::spawn(move || {
            let Ok(_laying) = shelf.laying.try_lock() else {
                return;
            };
            if let Ok(study) = Study::look(&path)
                && let Ok(Behind::Suggestions) = shelf.behind(&study)
                && let Ok(board) = Board::of(&study, &name)
            {
                shelf.put(board);
            }
        });
    }

    fn put(&self, board: Board) {
        let mut laid = self.laid.write().unwrap_or_else(PoisonError::into_inner);
        *laid = Some(Laid::of(board));
    }
}

/// What a page shows where its address names no codebook.
fn first_codebook(study: &Study) -> Result<String> {
    study.codebook_names()?.into_iter().next().ok_or_else(|| {
        Problem::input(
            "Die Studie hat noch keinen Kodierleitfaden.",
            "The study has no codebook yet.",
        )
        .hint(
            "Einen mitgelieferten wählen, einen einlesen oder leer beginnen.",
            "Choose a shipped one, read one from a file or begin an empty one.",
        )
    })
}

/// What a panic elsewhere left behind is whole: nothing here is changed in two steps.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::Codebook;
    use crate::review::decide;
    use crate::survey::{ActionKind, Decision, Outcome};
    use crate::tables::fixture::{CODEBOOK, Coded, Fixture, row, study};
    use crate::web::studies::Studies;

    fn fixture() -> Fixture {
        let rows = [
            row("1", &[], "Bau", Coded::Suggested(&[("b", 0, "Bau")])),
            row("2", &[], "Rat", Coded::Not),
        ];
        study(CODEBOOK, &[], &rows)
    }

    fn decided(open: &OpenStudy) -> usize {
        let count = |laid: &Laid| {
            laid.board
                .cards
                .iter()
                .filter(|card| card.own().count() > 0)
                .count()
        };
        open.read_here(|study| open.with_board(study, None, |laid| Ok(count(laid))))
            .unwrap()
    }

    #[test]
    fn the_board_knows_what_another_program_wrote() {
        let mut fixture = fixture();
        let open = Studies::default().open(fixture.study.path()).unwrap();
        assert_eq!(decided(&open), 0);
        let board = Board::of(&fixture.study, "test").unwrap();
        let unit = board.cards[1].unit;
        let none_fits = vec![Decision::of(unit, Outcome::NoneFits)];
        fixture
            .study
            .change(|change| {
                let coder = change.coder("Bert")?;
                decide(change, &board.codebook, coder, ActionKind::Decide, none_fits, 7)
            })
            .unwrap();
        assert_eq!(decided(&open), 1);
        fixture
            .study
            .change(|change| change.keep_codebook("test", &Codebook::read(&more(), "test")?, 8))
            .unwrap();
        let codes = |laid: &Laid| Ok(laid.board.codebook.codebook.codes.len());
        let now = open.read_here(|study| open.with_board(study, Some("test"), codes));
        assert_eq!(now.unwrap(), 5);
        assert_eq!(decided(&open), 1);
    }

    fn more() -> String {
        format!("{CODEBOOK}[[code]]\nid = \"c\"\nvalue = 5\nlabel = \"C\"\n")
    }

    #[test]
    fn a_codebook_that_is_not_there_is_said() {
        let fixture = fixture();
        let open = Studies::default().open(fixture.study.path()).unwrap();
        let look = |name| open.read_here(|study| open.with_board(study, Some(name), |_| Ok(())));
        let problem = look("anders").unwrap_err();
        assert!(problem.what().de.contains("»anders«"), "{}", problem.what().de);
        look("test").unwrap();
    }
}
