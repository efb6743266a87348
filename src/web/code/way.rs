//! How somebody goes through the answers: with which codebook, in which order, to which question, open ones or put off.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::review::{Board, Order, Sequence, Status};
use crate::survey::{CoderId, QuestionId};
use crate::web::boards::Laid;
use crate::web::fields::{Fields, query};
use crate::web::visitor::InStudy;

/// As the address has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// None: the study's first.
    pub codebook: Option<String>,
    pub order: Order,
    pub question: Option<QuestionId>,
    pub which: Which,
}

/// Which answers come up by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Which {
    #[default]
    Open,
    Deferred,
}

/// By turns what teaches most and what figures can rest on.
const USUAL: Order = Order::Mixed;

/// The way that each coder went last, by name, so that coming back from another page goes on with it.
#[derive(Default)]
pub struct Ways(Mutex<BTreeMap<String, Way>>);

impl InStudy {
    /// The way that the address names; what it does not name, as the coder went last.
    pub(super) fn way(&self, fields: &Fields) -> Way {
        let mut ways = self.study.ways().0.lock().unwrap_or_else(PoisonError::into_inner);
        let way = match ways.get(&self.coder) {
            Some(last) if !fields.has("order") => last.but(fields),
            _ => Way::of(fields),
        };
        ways.insert(self.coder.clone(), way.clone());
        way
    }
}

impl Way {
    /// The same, but for what the fields name. A form names its order, and with it everything: what is empty there is meant.
    fn but(&self, fields: &Fields) -> Way {
        let named = Way::of(fields);
        Way {
            codebook: named.codebook.or_else(|| self.codebook.clone()),
            order: self.order,
            question: named.question.or(self.question),
            which: if fields.has("which") {
                named.which
            } else {
                self.which
            },
        }
    }

    pub fn of(fields: &Fields) -> Way {
        let question = fields.get("question").and_then(|id| id.parse().ok());
        Way {
            codebook: fields.get("codebook").map(str::to_owned),
            order: fields.get("order").and_then(Order::of_id).unwrap_or(USUAL),
            question: question.map(QuestionId),
            which: match fields.get("which") {
                Some("deferred") => Which::Deferred,
                _ => Which::Open,
            },
        }
    }

    /// Name and value of each field that says something.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let mut fields = Vec::new();
        fields.extend(self.codebook.clone().map(|name| ("codebook", name)));
        fields.push(("order", self.order.id().to_owned()));
        fields.extend(self.question.map(|question| ("question", question.0.to_string())));
        if self.which == Which::Deferred {
            fields.push(("which", "deferred".to_owned()));
        }
        fields
    }

    /// `order=mixed&question=2`, and `more` behind it.
    pub fn query(&self, more: &[(&str, &str)]) -> String {
        let fields = self.fields();
        let own = fields.iter().map(|(name, value)| (*name, value.as_str()));
        query(own.chain(more.iter().copied()))
    }

    pub fn sequence(&self, laid: &Laid) -> std::sync::Arc<Sequence> {
        laid.sequence(self.order, self.question)
    }

    /// Whether a card comes up by itself for a coder.
    pub fn leads_to(&self, board: &Board, place: usize, coder: CoderId) -> bool {
        let card = &board.cards[place];
        let is_deferred = card.status(coder) == Status::Deferred;
        board.is_open(card, coder) && is_deferred == (self.which == Which::Deferred)
    }

    /// The places that come up behind `after`, and from the beginning when the end is reached.
    pub fn ahead<'a>(
        &self,
        board: &'a Board,
        sequence: &'a Sequence,
        after: Option<usize>,
        coder: CoderId,
    ) -> impl Iterator<Item = usize> + 'a {
        let way = self.clone();
        sequence
            .from(after)
            .filter(move |place| way.leads_to(board, *place, coder))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_is_read_as_it_was_written() {
        let way = Way {
            codebook: Some("zwei Felder".into()),
            order: Order::Code,
            question: Some(QuestionId(3)),
            which: Which::Deferred,
        };
        let fields = way
            .fields()
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value));
        assert_eq!(Way::of(&Fields::from(fields.collect::<Vec<_>>())), way);
        assert_eq!(
            way.query(&[("unit", "7")]),
            "codebook=zwei%20Felder&order=code&question=3&which=deferred&unit=7"
        );
        assert_eq!(Way::of(&Fields::default()).query(&[]), "order=mixed");
    }
}
