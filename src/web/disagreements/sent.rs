//! What somebody settled on, as the form says it.

use super::changed_meanwhile;
use crate::problem::Result;
use crate::review::{Dispute, Settling, View, dispute};
use crate::survey::{Outcome, UnitId};
use crate::web::fields::Fields;

/// A form that was sent.
pub struct Sent {
    pub unit: UnitId,
    /// Uids of the codings that were shown.
    compared: Vec<String>,
    take: Take,
    codes: Vec<String>,
    memo: String,
}

enum Take {
    /// As one side said, counted from the left.
    Side(usize),
    /// The codes of all sides.
    Both,
    /// What is chosen.
    Own,
    NoneFits,
    NotCodable,
}

impl Sent {
    /// # Errors
    /// A field that cannot be read.
    pub fn of(fields: &Fields) -> Result<Sent> {
        let take = match fields.get("take") {
            Some("both") => Take::Both,
            Some("own") => Take::Own,
            Some("none_fits") => Take::NoneFits,
            Some("not_codable") => Take::NotCodable,
            _ => Take::Side(fields.need("take")?),
        };
        let compared: String = fields.need("compared")?;
        Ok(Sent {
            unit: UnitId(fields.need("unit")?),
            compared: compared.split('|').map(str::to_owned).collect(),
            take,
            codes: fields.all("code").map(str::to_owned).collect(),
            memo: fields.get("memo").unwrap_or_default().trim().to_owned(),
        })
    }

    /// What is to be written.
    ///
    /// # Errors
    /// Somebody has coded otherwise meanwhile; nothing is chosen, or what cannot be given.
    pub fn settling(self, view: &View<'_>) -> Result<Settling> {
        let card = view.board.card(self.unit).ok_or_else(changed_meanwhile)?;
        let dispute = dispute(view.board, card);
        let stands: Vec<&str> = dispute.codings.iter().map(|said| &*said.uid).collect();
        if view.sight(card) < crate::review::Sight::Everything || stands != self.compared {
            return Err(changed_meanwhile());
        }
        Ok(Settling {
            unit: self.unit,
            outcome: self.outcome(view, &dispute)?,
            memo: self.memo,
            compared: self.compared,
        })
    }

    fn outcome(&self, view: &View<'_>, dispute: &Dispute<'_>) -> Result<Outcome> {
        Ok(match self.take {
            Take::NoneFits => Outcome::NoneFits,
            Take::NotCodable => Outcome::NotCodable,
            Take::Side(at) => {
                let said = dispute.codings.get(at).ok_or_else(changed_meanwhile)?;
                match view.board.counted(&said.outcome) {
                    Outcome::Codes(codes) => view.chosen(&codes)?,
                    other => other,
                }
            }
            Take::Both => {
                let all = dispute.codings.iter().flat_map(|said| said.outcome.given());
                view.chosen(&all.cloned().collect::<Vec<_>>())?
            }
            Take::Own => view.chosen(&self.codes)?,
        })
    }
}
