//! Attributes of an element, read as what they are: names, times, offsets.

use super::Guid;
use super::project::Coding;

pub(super) struct Attributes(pub Vec<(String, String)>);

impl Attributes {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn text_if_any(&self, name: &str) -> Option<String> {
        self.get(name)
            .filter(|value| !value.is_empty())
            .map(str::to_owned)
    }

    pub fn text(&self, name: &str) -> String {
        self.text_if_any(name).unwrap_or_default()
    }

    pub fn guid(&self, name: &str) -> Guid {
        self.guid_if_any(name).unwrap_or_default()
    }

    pub fn guid_if_any(&self, name: &str) -> Option<Guid> {
        self.get(name).filter(|value| !value.is_empty()).map(Guid::read)
    }

    pub fn coding(&self) -> Coding {
        Coding {
            guid: self.guid("guid"),
            code: Guid::default(),
            user: self.guid_if_any("creatingUser"),
            created: self.moment(),
        }
    }

    /// What is no number from 0 lies outside of every text.
    pub fn offset(&self, name: &str) -> usize {
        let number = self.get(name).and_then(|value| value.trim().parse().ok());
        number.unwrap_or(usize::MAX)
    }

    /// Times without a zone are taken for UTC, as the standard asks for it.
    pub fn moment(&self) -> Option<i64> {
        let written = self.get("creationDateTime")?.trim();
        let zoned = written.parse::<jiff::Timestamp>().ok();
        let moment = zoned.or_else(|| {
            let civil = written.parse::<jiff::civil::DateTime>().ok()?;
            let moment = civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
            Some(moment.timestamp())
        });
        moment.map(|moment| moment.as_second())
    }
}
