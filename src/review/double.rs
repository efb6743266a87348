//! Double coding: which units several people code, who they are, and who codes the rest.
//!
//! Drawn from the seed and the unit's key alone, so that copies of a study agree, and that answers which come later change
//! nothing of what was drawn. Deliberately absent: what a coder may see (`sight`) and what holds in the end
//! (`survey::verdict`).

use serde::{Deserialize, Serialize};

use super::draw::{drawn_of, is_among};
use crate::problem::{Problem, Result};

/// What a study states about double coding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoubleCoding {
    pub share: Share,
    /// Names of those who code, in any order.
    pub coders: Vec<String>,
    /// How many of them code each unit of the share.
    pub each: usize,
    pub suggestions: Suggestions,
    pub rest: Rest,
    /// Another seed draws another share, and other people for its units.
    pub seed: u64,
}

/// Which units several people code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Share {
    Nothing,
    All,
    /// So many of a hundred, drawn at random.
    Random {
        percent: u32,
    },
    /// Those with one of these values in a background column.
    Group {
        column: String,
        values: Vec<String>,
    },
}

/// Whether whoever codes blind is shown what the machine suggests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Suggestions {
    Hidden,
    /// Suggestions may have learned from what others decided.
    Shown,
}

/// Who codes the units outside of the share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rest {
    /// Whoever comes first.
    Anybody,
    /// One of the coders each, drawn, as is needed where everybody works on a file of their own.
    Divided,
}

/// What a unit is to a coder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Several people code it, this one among them, each on their own.
    Together,
    /// This coder codes it, or whoever comes first.
    Alone,
    /// Others code it.
    Others,
}

/// What a draw looks at of a unit.
pub trait Drawable {
    fn key(&self) -> &str;
    /// What stands in a background column; `None` where it is empty.
    fn value(&self, column: &str) -> Option<&str>;
}

/// Coders that a setting can name.
pub const MOST_CODERS: usize = 64;

impl DoubleCoding {
    /// The name of the setting.
    pub const SETTING: &str = "double_coding";

    /// # Errors
    /// What cannot be done: a share of people who are not named, a column that the study does not have (`columns`), all
    /// mistakes at once.
    pub fn check(&self, columns: &[String]) -> Result<()> {
        let mut wrong = Vec::new();
        let mut names = self.coders.clone();
        names.sort();
        names.dedup();
        if names.len() < self.coders.len() {
            wrong.push(Problem::input(
                "Eine Person steht zweimal unter den Kodierenden.",
                "A person is named twice among the coders.",
            ));
        }
        if self.share != Share::Nothing && (self.each < 2 || self.each > names.len()) {
            let (each, people) = (self.each, names.len());
            wrong.push(
                Problem::input(
                    format!("Doppelt kodieren geht so nicht: {each} von {people} Personen für eine Einheit."),
                    format!("Double coding cannot work like this: {each} of {people} people for a unit."),
                )
                .hint(
                    "Mindestens zwei Personen nennen, und höchstens so viele je Einheit, wie genannt sind.",
                    "Name at least two people, and at most as many per unit as are named.",
                ),
            );
        }
        if names.len() > MOST_CODERS {
            let people = names.len();
            wrong.push(Problem::input(
                format!("{people} Kodierende sind zu viele: Es gehen {MOST_CODERS}."),
                format!("{people} coders are too many: {MOST_CODERS} will do."),
            ));
        }
        if self.rest == Rest::Divided && names.is_empty() {
            wrong.push(
                Problem::input(
                    "Die Arbeit lässt sich nicht aufteilen: Niemand ist genannt.",
                    "The work cannot be divided: nobody is named.",
                )
                .hint("Die Kodierenden nennen.", "Name the coders."),
            );
        }
        match &self.share {
            Share::Random { percent } if !(1..=100).contains(percent) => wrong.push(Problem::input(
                format!("{percent} % ist kein Anteil von 1 bis 100 %."),
                format!("{percent}% is no share from 1 to 100%."),
            )),
            Share::Group { column, .. } if !columns.contains(column) => wrong.push(
                Problem::input(
                    format!("Eine Spalte »{column}« hat die Studie nicht."),
                    format!("The study has no column “{column}”."),
                )
                .hint(
                    format!("Vorhanden: {}.", columns.join(", ")),
                    format!("There are: {}.", columns.join(", ")),
                ),
            ),
            Share::Group { values, .. } if values.is_empty() => wrong.push(Problem::input(
                "Für die Doppelkodierung nach Gruppen ist keine Gruppe genannt.",
                "No group is named for double coding by groups.",
            )),
            _ => {}
        }
        Problem::all(wrong).map_or(Ok(()), Err)
    }

    /// Whether several people code this unit.
    pub fn takes(&self, unit: &impl Drawable) -> bool {
        match &self.share {
            Share::Nothing => false,
            Share::All => true,
            Share::Random { percent } => {
                let drawn = drawn_of(&["double", &self.seed.to_string(), unit.key()]);
                is_among(drawn, *percent)
            }
            Share::Group { column, values } => unit
                .value(column)
                .is_some_and(|value| values.iter().any(|one| one == value)),
        }
    }

    /// Who has to code this unit.
    pub fn people_of(&self, unit: &impl Drawable) -> People {
        let each = match (self.takes(unit), self.rest) {
            (true, _) => self.each,
            (false, Rest::Divided) => 1,
            (false, Rest::Anybody) => return People(0),
        };
        let mut places: Vec<usize> = (0..self.coders.len().min(MOST_CODERS)).collect();
        if each < places.len() {
            // Who draws the lowest numbers for a unit codes it: everybody gets a fair part, and whoever joins later or
            // leaves changes only what is theirs (rendezvous hashing: Thaler & Ravishankar 1998).
            let seed = self.seed.to_string();
            let name = |at: usize| self.coders[at].as_str();
            places.sort_by_cached_key(|at| (drawn_of(&["coder", &seed, unit.key(), name(*at)]), name(*at)));
            places.truncate(each);
        }
        People(places.into_iter().fold(0, |people, at| people | 1 << at))
    }

    /// What a unit with these people is to a coder.
    pub fn task(&self, people: People, coder: &str) -> Task {
        let place = self.coders.iter().position(|name| name == coder);
        match place.is_some_and(|at| at < MOST_CODERS && people.0 & 1 << at != 0) {
            _ if people.0 == 0 => Task::Alone,
            true if people.0.count_ones() > 1 => Task::Together,
            true => Task::Alone,
            false => Task::Others,
        }
    }

    /// Names of these people, sorted.
    pub fn names(&self, people: People) -> Vec<&str> {
        let coders = self.coders.iter().take(MOST_CODERS).enumerate();
        let named = coders.filter(|(at, _)| people.0 & 1 << at != 0);
        let mut names: Vec<&str> = named.map(|(_, name)| name.as_str()).collect();
        names.sort_unstable();
        names
    }
}

/// Those who have to code a unit, by their place in the setting; nobody in particular where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct People(u64);

impl People {
    /// Whether several people code the unit.
    pub fn are_several(self) -> bool {
        self.0.count_ones() > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Unit(String, Option<&'static str>);

    impl Drawable for Unit {
        fn key(&self) -> &str {
            &self.0
        }
        fn value(&self, column: &str) -> Option<&str> {
            self.1.filter(|_| column == "amt")
        }
    }

    fn setting(share: Share) -> DoubleCoding {
        DoubleCoding {
            share,
            coders: ["Anna", "Bert", "Carla"].map(str::to_owned).to_vec(),
            each: 2,
            suggestions: Suggestions::Hidden,
            rest: Rest::Divided,
            seed: 7,
        }
    }

    fn units(n: usize) -> Vec<Unit> {
        (0..n).map(|at| Unit(format!("r{at}"), None)).collect()
    }

    #[test]
    fn everybody_gets_a_fair_part_and_every_unit_its_people() {
        let setting = setting(Share::Random { percent: 20 });
        let units = units(6000);
        let mut part = [0; 3];
        let mut double = 0;
        for unit in &units {
            let people = setting.people_of(unit);
            let coders = setting.names(people);
            assert_eq!(people.are_several(), setting.takes(unit));
            assert_eq!(coders.len(), if setting.takes(unit) { 2 } else { 1 });
            double += usize::from(setting.takes(unit));
            for (at, name) in ["Anna", "Bert", "Carla"].into_iter().enumerate() {
                let task = setting.task(people, name);
                part[at] += usize::from(task != Task::Others);
                let expected = match (coders.contains(&name), coders.len()) {
                    (false, _) => Task::Others,
                    (true, 1) => Task::Alone,
                    (true, _) => Task::Together,
                };
                assert_eq!(task, expected);
            }
        }
        assert!(double.abs_diff(1200) < 120, "{double}");
        for part in part {
            assert!(part.abs_diff(2400) < 160, "{part}");
        }
    }

    #[test]
    fn whoever_joins_changes_only_what_becomes_theirs() {
        let before = setting(Share::All);
        let mut after = before.clone();
        after.coders.push("Dora".into());
        let mut changed = 0;
        for unit in units(2000) {
            let one = before.names(before.people_of(&unit));
            let other = after.names(after.people_of(&unit));
            let new: Vec<_> = other.iter().filter(|name| !one.contains(name)).collect();
            assert!(new.iter().all(|name| **name == "Dora"), "{one:?} {other:?}");
            changed += new.len();
        }
        assert!(changed.abs_diff(1000) < 120, "{changed}");
    }

    #[test]
    fn a_group_is_taken_whole_and_nobody_is_named_for_what_anybody_may_code() {
        let mut setting = setting(Share::Group {
            column: "amt".into(),
            values: vec!["Süd".into()],
        });
        setting.rest = Rest::Anybody;
        let (south, north, none) = (
            Unit("1".into(), Some("Süd")),
            Unit("2".into(), Some("Nord")),
            Unit("3".into(), None),
        );
        assert!(setting.takes(&south) && !setting.takes(&north) && !setting.takes(&none));
        let task = |unit| setting.task(setting.people_of(unit), "wer auch immer");
        assert_eq!(setting.people_of(&north), People::default());
        assert_eq!(task(&north), Task::Alone);
        assert_eq!(task(&south), Task::Others);
    }

    #[test]
    fn what_cannot_be_done_is_said_all_at_once() {
        let good = setting(Share::Random { percent: 20 });
        good.check(&[]).unwrap();
        let bad = DoubleCoding {
            share: Share::Group {
                column: "stadt".into(),
                values: Vec::new(),
            },
            coders: vec!["Anna".into(), "Anna".into()],
            ..good
        };
        let problem = bad.check(&["amt".into()]).unwrap_err();
        let said: Vec<&str> = problem.each().map(|one| one.what().de.as_str()).collect();
        assert_eq!(
            said,
            [
                "Eine Person steht zweimal unter den Kodierenden.",
                "Doppelt kodieren geht so nicht: 2 von 1 Personen für eine Einheit.",
                "Eine Spalte »stadt« hat die Studie nicht.",
            ]
        );
    }

    #[test]
    fn a_setting_is_read_as_it_was_written() {
        for share in [
            Share::Nothing,
            Share::All,
            Share::Random { percent: 5 },
            Share::Group {
                column: "amt".into(),
                values: vec!["Süd".into()],
            },
        ] {
            let setting = setting(share);
            let json = serde_json::to_string(&setting).unwrap();
            assert_eq!(serde_json::from_str::<DoubleCoding>(&json).unwrap(), setting);
        }
    }
}
