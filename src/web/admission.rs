//! Who may sign in where the page is open to a network: people who were named, each with a passphrase.

use super::passphrase;
use super::random;
use super::sign_in;
use crate::problem::{Problem, Result};
use crate::study::Study;

/// A passphrase that was just made; it is shown once and kept nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPassphrase {
    pub coder: String,
    pub passphrase: String,
}

/// Gives a passphrase to each of the `coders` who has none.
///
/// # Errors
/// Something that is no name; the study cannot be written.
pub fn admit(study: &mut Study, coders: &[String]) -> Result<Vec<NewPassphrase>> {
    let mut without = Vec::new();
    for coder in coders {
        let coder = sign_in::checked_name(coder)?;
        if study.secret(&coder)?.is_none() && !without.contains(&coder) {
            without.push(coder);
        }
    }
    renew(study, &without)
}

/// Gives each of the `coders` a new passphrase; the one before is no longer right.
///
/// # Errors
/// As [`admit`].
pub fn renew(study: &mut Study, coders: &[String]) -> Result<Vec<NewPassphrase>> {
    let mut made = Vec::new();
    let mut kept = Vec::new();
    for coder in coders {
        let coder = sign_in::checked_name(coder)?;
        let passphrase = passphrase::make(random::bytes()?);
        kept.push((coder.clone(), passphrase::hash(&passphrase, random::bytes()?)?));
        made.push(NewPassphrase { coder, passphrase });
    }
    if !kept.is_empty() {
        study.change(|change| {
            kept.iter()
                .try_for_each(|(coder, hash)| change.set_secret(coder, hash))
        })?;
    }
    Ok(made)
}

/// The name of a person who codes in this study, as the study writes it.
///
/// # Errors
/// Nobody of that name.
pub fn known(study: &Study, coder: &str) -> Result<String> {
    let name = sign_in::checked_name(coder)?;
    let people = study.people()?;
    if people.contains(&name) {
        return Ok(name);
    }
    let problem = Problem::input(
        format!("In dieser Studie kodiert niemand, der {name} heißt."),
        format!("Nobody called {name} codes in this study."),
    );
    Err(
        match crate::words::nearest(&name, people.iter().map(String::as_str)) {
            Some(nearest) => problem.hint(
                format!("Gemeint ist vielleicht {nearest}."),
                format!("Perhaps {nearest} is meant."),
            ),
            None => problem.hint(
                "Wer neu dazukommt, bekommt ein Kennwort mit --host ADRESSE --coder NAME.",
                "Somebody new gets a passphrase with --host ADDRESS --coder NAME.",
            ),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_is_made_once_and_renewed_on_demand() {
        let folder = tempfile::tempdir().unwrap();
        let draft = Study::draft(&folder.path().join("studie.freitext")).unwrap();
        let mut study = draft.keep().unwrap();
        let names = ["Anna".to_owned(), " Bert  Ott ".to_owned(), "Anna".to_owned()];
        let made = admit(&mut study, &names).unwrap();
        let coders: Vec<&str> = made.iter().map(|one| one.coder.as_str()).collect();
        assert_eq!(coders, ["Anna", "Bert Ott"]);
        assert_ne!(made[0].passphrase, made[1].passphrase);
        assert_eq!(admit(&mut study, &names).unwrap(), []);
        let right = |study: &Study, written: &str| {
            passphrase::is_right(written, &study.secret("Anna").unwrap().unwrap())
        };
        assert!(right(&study, &made[0].passphrase));
        assert!(!right(&study, &made[1].passphrase));

        let anna = known(&study, "Anna").unwrap();
        let renewed = renew(&mut study, &[anna]).unwrap();
        assert!(right(&study, &renewed[0].passphrase));
        assert!(!right(&study, &made[0].passphrase));
        let nobody = known(&study, "Ana").unwrap_err();
        assert_eq!(nobody.advice().unwrap().en, "Perhaps Anna is meant.");
        assert!(admit(&mut study, &["  ".into()]).is_err());
    }
}
