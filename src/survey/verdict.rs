//! What holds for a unit of what several people said about it: agreed, settled, ruled, or open.
//!
//! The layer `final` is this verdict. It is derived whenever somebody reads it and never written; only what people settle is
//! a decision of its own. In this order:
//!
//! 1. What was settled last holds as long as its premise stands: everybody whose coding it compared still says the same, or
//!    has come to say what was settled; and nobody else says anything but what was settled. A coding that is changed, taken
//!    back or put off re-opens the unit, and bringing it back closes it again.
//! 2. Where people who have decided (putting off is not deciding) agree, or only one has, that holds. One person's coding
//!    waits where the study wants two.
//! 3. Where they differ, the rule of the study says what holds: the latest, what most of three or more say, or nothing.
//! 4. Where nobody has decided, what was put off last says so, and then what was begun.
//!
//! Deliberately absent: machines, which come after all people (`study`), and who has to code what (`review`).

use serde::{Deserialize, Serialize};

use super::CoderId;

/// The rule that a study states for its final coding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FinalRule {
    pub several: Several,
    pub alone: Alone,
}

/// What holds where several people have coded a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Several {
    /// The latest decision, as where people correct one another.
    #[default]
    Latest,
    /// The same codes by all; all else is open until somebody settles it.
    Identical,
    /// The same codes by more than half of three or more; of two, by both.
    Majority,
}

/// What holds where one person alone has coded a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alone {
    #[default]
    Counts,
    /// Nothing until a second person has coded it.
    Waits,
}

impl FinalRule {
    /// The name of the setting.
    pub const SETTING: &str = "final_rule";
}

impl Several {
    pub const ALL: [Several; 3] = [Several::Identical, Several::Majority, Several::Latest];
}

impl Alone {
    pub const ALL: [Alone; 2] = [Alone::Counts, Alone::Waits];
}

/// What holds for a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Verdict<T> {
    /// Nobody has said anything that stands.
    #[default]
    Nothing,
    /// All who decided say this, or the only one who did.
    Agreed(T),
    /// A person was shown what others had said and settled it.
    Settled(T),
    /// People differ; by the rule of the study this holds: the latest, or what most say.
    Ruled(T),
    /// People differ, and nothing holds until somebody settles it.
    Differ,
    /// One person has coded, and the study wants two.
    Waits,
}

impl<T> Verdict<T> {
    /// What holds, where anything does.
    pub fn holding(self) -> Option<T> {
        match self {
            Verdict::Agreed(said) | Verdict::Settled(said) | Verdict::Ruled(said) => Some(said),
            Verdict::Nothing | Verdict::Differ | Verdict::Waits => None,
        }
    }

    pub fn as_ref(&self) -> Verdict<&T> {
        match self {
            Verdict::Nothing => Verdict::Nothing,
            Verdict::Agreed(said) => Verdict::Agreed(said),
            Verdict::Settled(said) => Verdict::Settled(said),
            Verdict::Ruled(said) => Verdict::Ruled(said),
            Verdict::Differ => Verdict::Differ,
            Verdict::Waits => Verdict::Waits,
        }
    }

    /// The same verdict on something made of what holds.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Verdict<U> {
        match self {
            Verdict::Nothing => Verdict::Nothing,
            Verdict::Agreed(said) => Verdict::Agreed(make(said)),
            Verdict::Settled(said) => Verdict::Settled(make(said)),
            Verdict::Ruled(said) => Verdict::Ruled(make(said)),
            Verdict::Differ => Verdict::Differ,
            Verdict::Waits => Verdict::Waits,
        }
    }

    /// The same verdict on what holds, or why that cannot be made.
    ///
    /// # Errors
    /// Those of `make`.
    pub fn try_map<U, E>(self, make: impl FnOnce(T) -> Result<U, E>) -> Result<Verdict<U>, E> {
        Ok(match self.map(make) {
            Verdict::Nothing => Verdict::Nothing,
            Verdict::Agreed(said) => Verdict::Agreed(said?),
            Verdict::Settled(said) => Verdict::Settled(said?),
            Verdict::Ruled(said) => Verdict::Ruled(said?),
            Verdict::Differ => Verdict::Differ,
            Verdict::Waits => Verdict::Waits,
        })
    }
}

/// One thing that a person said about a unit, as far as the rule looks at it.
pub trait Opinion {
    fn coder(&self) -> CoderId;
    fn stage(&self) -> Stage;
    /// The same outcome; codes in any order.
    fn is_like(&self, other: &Self) -> bool;
}

/// How far somebody has come with a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Some of the suggested codes were looked at; gives way to whatever is whole.
    Begun,
    /// Put off: said, but not decided.
    PutOff,
    Decided,
}

/// A final decision and what it compared.
#[derive(Debug, Clone, Copy)]
pub struct Settlement<'a, 's, T> {
    pub decision: &'a T,
    /// What was compared, as it was said then.
    pub compared: &'s [&'a T],
}

impl<T: Opinion> Settlement<'_, '_, T> {
    /// Whether the premise stands. `own`: what stands of people's own codings now.
    pub fn stands(&self, own: &[&T]) -> bool {
        let now = |coder: CoderId| own.iter().find(|said| said.coder() == coder);
        let all_stand = self.compared.iter().all(|then| {
            now(then.coder()).is_some_and(|said| said.is_like(then) || said.is_like(self.decision))
        });
        let compared = |coder: CoderId| self.compared.iter().any(|then| then.coder() == coder);
        all_stand
            && own
                .iter()
                .filter(|said| !compared(said.coder()))
                .all(|said| said.stage() != Stage::Decided || said.is_like(self.decision))
    }
}

/// What holds of people's own codings of a unit, the latest of each in the order in which they were said, and of what was
/// settled last.
pub fn verdict<'a, T: Opinion>(
    own: &[&'a T],
    settlement: Option<Settlement<'a, '_, T>>,
    rule: FinalRule,
) -> Verdict<&'a T> {
    if let Some(settlement) = settlement
        && settlement.stands(own)
    {
        return Verdict::Settled(settlement.decision);
    }
    let decided = || own.iter().copied().filter(|said| said.stage() == Stage::Decided);
    let all = decided().count();
    let whole = own.iter().rfind(|said| said.stage() != Stage::Begun);
    let Some(last_word) = whole.or(own.last()).copied() else {
        return Verdict::Nothing;
    };
    let Some(last) = decided().next_back() else {
        return Verdict::Agreed(last_word);
    };
    if all == 1 && rule.alone == Alone::Waits {
        return Verdict::Waits;
    }
    let alike = |one: &T| decided().filter(|other| other.is_like(one)).count();
    let agreed = alike(last) == all;
    match rule.several {
        // Whoever puts off what another has decided wants it decided anew.
        Several::Latest if agreed => Verdict::Agreed(last_word),
        Several::Latest => Verdict::Ruled(last_word),
        _ if agreed => Verdict::Agreed(last),
        Several::Identical => Verdict::Differ,
        Several::Majority => decided()
            .rfind(|said| all > 2 && alike(said) * 2 > all)
            .map_or(Verdict::Differ, Verdict::Ruled),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Who and what; `-` is put off, `…` begun.
    #[derive(Debug, Clone, Copy, PartialEq)]
    struct Said(i64, &'static str);

    impl Opinion for Said {
        fn coder(&self) -> CoderId {
            CoderId(self.0)
        }
        fn stage(&self) -> Stage {
            match self.1 {
                "…" => Stage::Begun,
                "-" => Stage::PutOff,
                _ => Stage::Decided,
            }
        }
        fn is_like(&self, other: &Self) -> bool {
            self.1 == other.1
        }
    }

    fn of(own: &[Said], several: Several, alone: Alone) -> Verdict<Said> {
        let own: Vec<&Said> = own.iter().collect();
        let verdict = verdict(&own, None, FinalRule { several, alone });
        verdict.map(|said| *said)
    }

    #[test]
    fn each_rule_does_what_it_says() {
        use Several::{Identical, Latest, Majority};
        use Verdict::{Agreed, Differ, Nothing, Ruled, Waits};
        let (anna, bert, carl) = (Said(1, "a"), Said(2, "b"), Said(3, "a"));
        let (put_off, begun) = (Said(2, "-"), Said(3, "…"));
        let carla = Said(3, "c");
        for (own, latest, identical, majority, waiting) in [
            (vec![], Nothing, Nothing, Nothing, Nothing),
            (vec![anna], Agreed(anna), Agreed(anna), Agreed(anna), Waits),
            (
                vec![put_off],
                Agreed(put_off),
                Agreed(put_off),
                Agreed(put_off),
                Agreed(put_off),
            ),
            (
                vec![anna, put_off],
                Agreed(put_off),
                Agreed(anna),
                Agreed(anna),
                Waits,
            ),
            (
                vec![begun],
                Agreed(begun),
                Agreed(begun),
                Agreed(begun),
                Agreed(begun),
            ),
            (
                vec![put_off, begun],
                Agreed(put_off),
                Agreed(put_off),
                Agreed(put_off),
                Agreed(put_off),
            ),
            (vec![anna, begun], Agreed(anna), Agreed(anna), Agreed(anna), Waits),
            (
                vec![anna, carl],
                Agreed(carl),
                Agreed(carl),
                Agreed(carl),
                Agreed(carl),
            ),
            (vec![anna, bert], Ruled(bert), Differ, Differ, Differ),
            (vec![anna, bert, carl], Ruled(carl), Differ, Ruled(carl), Differ),
            (vec![anna, carl, bert], Ruled(bert), Differ, Ruled(carl), Differ),
            (vec![anna, bert, carla], Ruled(carla), Differ, Differ, Differ),
        ] {
            let own = &own[..];
            assert_eq!(of(own, Latest, Alone::Counts), latest, "{own:?}");
            assert_eq!(of(own, Identical, Alone::Counts), identical, "{own:?}");
            assert_eq!(of(own, Majority, Alone::Counts), majority, "{own:?}");
            assert_eq!(of(own, Identical, Alone::Waits), waiting, "{own:?}");
        }
    }

    #[test]
    fn what_was_settled_holds_until_somebody_says_something_else() {
        let (anna, bert, settled) = (Said(1, "a"), Said(2, "b"), Said(9, "ab"));
        let holds = |own: &[Said]| {
            let own: Vec<&Said> = own.iter().collect();
            let settlement = Settlement {
                decision: &settled,
                compared: &[&anna, &bert],
            };
            verdict(&own, Some(settlement), FinalRule::default()) == Verdict::Settled(&settled)
        };
        assert!(holds(&[anna, bert]));
        assert!(holds(&[bert, anna]), "said once more, the same");
        assert!(holds(&[anna, Said(2, "ab")]), "convinced by what was settled");
        assert!(!holds(&[anna, Said(2, "c")]), "changed to something else");
        assert!(!holds(&[anna]), "taken back");
        assert!(!holds(&[anna, Said(2, "-")]), "put off");
        assert!(
            !holds(&[anna, bert, Said(3, "a")]),
            "nobody showed the third coding"
        );
        assert!(holds(&[anna, bert, Said(3, "ab")]));
        assert!(holds(&[anna, bert, Said(3, "-")]));
    }

    #[test]
    fn a_rule_is_read_as_it_was_written_and_an_unknown_one_is_not_guessed() {
        let rule = FinalRule {
            several: Several::Majority,
            alone: Alone::Waits,
        };
        let json = serde_json::to_string(&rule).unwrap();
        assert_eq!(json, r#"{"several":"majority","alone":"waits"}"#);
        assert_eq!(serde_json::from_str::<FinalRule>(&json).unwrap(), rule);
        assert_eq!(
            serde_json::from_str::<FinalRule>("{}").unwrap(),
            FinalRule::default()
        );
        assert!(serde_json::from_str::<FinalRule>(r#"{"several":"oldest"}"#).is_err());
    }
}
