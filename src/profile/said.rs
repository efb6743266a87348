//! How profiles are compared, as it was typed, on the command line or into a form.

use super::Settings;
use crate::estimate::Draws;
use crate::problem::{Problem, Result};
use crate::tables::{Choice, ids};

/// More draws change hardly a figure that is shown, and take memory: all drawn tables are held.
const MOST_DRAWS: usize = 10_000;

/// Words typed about profiles. An empty one says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wished {
    pub distance: String,
    pub method: String,
    pub groups: String,
    pub draws: String,
    pub seed: String,
}

impl Wished {
    /// # Errors
    /// A word that is none of those that can be said; a number that is none, or too large.
    pub fn read(&self) -> Result<Settings> {
        let usual = Draws::default();
        let draws = number(&self.draws)?.unwrap_or(usual.n as u64);
        if draws > MOST_DRAWS as u64 {
            return Err(Problem::usage(
                format!("So oft wird nicht gezogen: {draws}."),
                format!("It is not drawn as often as this: {draws}."),
            )
            .hint(
                format!(
                    "Möglich sind 0 bis {MOST_DRAWS} Ziehungen; üblich sind {}.",
                    usual.n
                ),
                format!("0 to {MOST_DRAWS} draws are possible; {} are usual.", usual.n),
            ));
        }
        Ok(Settings {
            distance: chosen(&self.distance)?,
            method: chosen(&self.method)?,
            clusters: number(&self.groups)?.map(|k| usize::try_from(k).unwrap_or(usize::MAX)),
            draws: Draws {
                n: draws as usize,
                seed: number(&self.seed)?.unwrap_or(usual.seed),
            },
        })
    }
}

fn chosen<C: Choice + Default>(written: &str) -> Result<C> {
    match written.trim() {
        "" => Ok(C::default()),
        written => C::of_id(written).ok_or_else(|| {
            let list = ids::<C>().join(", ");
            Problem::usage(
                format!("»{written}« kann hier nicht gesagt werden."),
                format!("\"{written}\" cannot be said here."),
            )
            .hint(format!("Möglich: {list}."), format!("Possible: {list}."))
        }),
    }
}

fn number(written: &str) -> Result<Option<u64>> {
    match written.trim() {
        "" => Ok(None),
        written => written.parse().map(Some).map_err(|_| {
            Problem::usage(
                format!("»{written}« ist keine Zahl, mit der hier zu rechnen wäre."),
                format!("\"{written}\" is no number that can be used here."),
            )
            .hint(
                "Eine ganze Zahl ab 0 schreiben, zum Beispiel 3.",
                "Write a whole number from 0 on, for example 3.",
            )
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Distance, Method};
    use super::*;

    #[test]
    fn words_are_read_or_answered_with_those_that_can_be_said() {
        assert_eq!(Wished::default().read().unwrap(), Settings::default());
        let wished = Wished {
            distance: "hellinger".into(),
            method: " average ".into(),
            groups: "3".into(),
            draws: "0".into(),
            seed: "7".into(),
        };
        let settings = wished.read().unwrap();
        assert_eq!(
            (settings.distance, settings.method),
            (Distance::Hellinger, Method::Average)
        );
        assert_eq!(
            (settings.clusters, settings.draws),
            (Some(3), Draws { n: 0, seed: 7 })
        );
        for (draws, groups, distance) in [
            ("-1", "", ""),
            ("10001", "", ""),
            ("", "drei", ""),
            ("", "", "weit"),
        ] {
            let wished = Wished {
                draws: draws.into(),
                groups: groups.into(),
                distance: distance.into(),
                ..Wished::default()
            };
            let problem = wished.read().unwrap_err();
            assert!(problem.advice().is_some(), "{}", problem.what().de);
        }
    }
}
