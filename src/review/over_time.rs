//! Codings over time: in calendar weeks or months, or in fourths of the work.
//!
//! A unit belongs to the time of the last of its codings; before that nothing could be compared. Times are UTC, so that every
//! copy of a study divides alike.

use jiff::Timestamp;
use jiff::civil::Weekday;
use jiff::tz::TimeZone;

use crate::words::Text;

/// How time is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// From Monday on.
    Week,
    Month,
    /// Four parts with as many units each, in the order of the work.
    Fourth,
}

impl Stretch {
    pub const ALL: [Stretch; 3] = [Stretch::Week, Stretch::Month, Stretch::Fourth];

    /// The name in files.
    pub fn id(self) -> &'static str {
        match self {
            Stretch::Week => "week",
            Stretch::Month => "month",
            Stretch::Fourth => "fourth",
        }
    }

    pub fn of_id(id: &str) -> Option<Stretch> {
        Stretch::ALL.into_iter().find(|stretch| stretch.id() == id)
    }

    pub fn label(self) -> Text {
        match self {
            Stretch::Week => Text::new("Woche", "week"),
            Stretch::Month => Text::new("Monat", "month"),
            Stretch::Fourth => Text::new("Viertel der Arbeit", "fourth of the work"),
        }
    }

    /// Names of the stretches in order, and for each moment the place of its stretch. Moments are in milliseconds since 1970
    /// UTC; those that cannot be are in the first stretch.
    pub fn divide(self, moments: &[i64]) -> (Vec<Text>, Vec<usize>) {
        match self {
            Stretch::Fourth => fourths(moments),
            Stretch::Week | Stretch::Month => {
                let of: Vec<String> = moments.iter().map(|moment| self.begin(*moment)).collect();
                let mut names = of.clone();
                names.sort();
                names.dedup();
                let place = |name: &String| names.binary_search(name).unwrap_or_default();
                let places = of.iter().map(place).collect();
                (names.iter().map(|name| Text::new(name, name)).collect(), places)
            }
        }
    }

    /// `2026-11`, or the Monday of a week: `2026-11-16`.
    fn begin(self, moment: i64) -> String {
        let day = Timestamp::from_millisecond(moment)
            .map(|moment| moment.to_zoned(TimeZone::UTC).date())
            .unwrap_or_default();
        match self {
            Stretch::Month => format!("{:04}-{:02}", day.year(), day.month()),
            _ => {
                let since_monday = i64::from(day.weekday().since(Weekday::Monday));
                let monday = day.checked_sub(jiff::Span::new().days(since_monday));
                monday.unwrap_or(day).to_string()
            }
        }
    }
}

/// What was done at one moment stays together.
fn fourths(moments: &[i64]) -> (Vec<Text>, Vec<usize>) {
    let mut sorted = moments.to_vec();
    sorted.sort_unstable();
    let fourth = |moment: &i64| {
        let before = sorted.partition_point(|other| other < moment);
        4 * before / sorted.len()
    };
    let places: Vec<usize> = moments.iter().map(fourth).collect();
    let mut present = places.clone();
    present.sort_unstable();
    present.dedup();
    let name = |fourth: &usize| {
        let at = fourth + 1;
        Text::new(format!("{at}. Viertel"), format!("fourth {at}"))
    };
    let place = |fourth: &usize| present.binary_search(fourth).unwrap_or_default();
    (
        present.iter().map(name).collect(),
        places.iter().map(place).collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(stretch: Stretch, moments: &[i64]) -> (Vec<String>, Vec<usize>) {
        let (names, places) = stretch.divide(moments);
        (names.into_iter().map(|name| name.de).collect(), places)
    }

    #[test]
    fn weeks_begin_on_monday_and_fourths_have_as_many_units() {
        // 2026-11-22 is a Sunday, 2026-11-23 a Monday.
        let day = 24 * 60 * 60 * 1000;
        let sunday = 20_779 * day;
        let (names, places) = divided(Stretch::Week, &[sunday + day, sunday, sunday + 2 * day]);
        assert_eq!(names, ["2026-11-16", "2026-11-23"]);
        assert_eq!(places, [1, 0, 1]);
        let (names, places) = divided(Stretch::Month, &[sunday, sunday + 20 * day]);
        assert_eq!(
            (names.join(" "), places),
            ("2026-11 2026-12".to_owned(), vec![0, 1])
        );
        let (names, places) = divided(Stretch::Fourth, &[5, 1, 2, 6, 3, 4, 7, 8]);
        assert_eq!(names.len(), 4);
        assert_eq!(places, [2, 0, 0, 2, 1, 1, 3, 3]);
        let (names, places) = divided(Stretch::Fourth, &[5, 5, 5]);
        assert_eq!(
            (names.join(" "), places),
            ("1. Viertel".to_owned(), vec![0, 0, 0])
        );
        for stretch in Stretch::ALL {
            assert_eq!(Stretch::of_id(stretch.id()), Some(stretch));
            assert_eq!(stretch.divide(&[]), (Vec::new(), Vec::new()));
        }
    }
}
