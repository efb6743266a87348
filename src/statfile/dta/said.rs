//! What writing could not carry over, said once for all variables that it concerns.

use crate::problem::Notice;
use crate::statfile::texts::tell;

use super::labels::Losses;

/// What is said once for many variables.
#[derive(Default)]
pub(super) struct Said {
    pub renamed: Vec<String>,
    pub shortened: Vec<String>,
    pub cleaned: Vec<String>,
    pub coded: Vec<String>,
    pub unlabelled: Losses,
    pub text_missing: Vec<String>,
    pub too_large: Vec<String>,
}

impl Said {
    pub fn notices(self) -> Vec<Notice> {
        let mut notices = Vec::new();
        let mut say = |things: &[String], de: &str, en: &str| tell(&mut notices, things, de, en);
        say(
            &self.renamed,
            "Variablennamen, die Stata nicht erlaubt oder die doppelt wären, heißen dort anders",
            "Names of variables that Stata does not allow or that would stand twice are different there",
        );
        say(
            &self.shortened,
            "Variablenlabel mit mehr als 80 Zeichen sind gekürzt und stehen ganz in den Notizen der Variable",
            "Variable labels of more than 80 characters are cut, and in full in the notes of the variable",
        );
        say(
            &self.coded,
            "Texte, die alle ein Wertelabel haben, sind in Stata Zahlen mit diesen Wertelabels (Texte in char …[codes])",
            "Texts that all have a value label are numbers with these value labels in Stata (texts in char …[codes])",
        );
        say(
            &self.unlabelled.texts(),
            "Stata kennt Wertelabels nur an ganzen Zahlen; andere fehlen in der Datei",
            "Stata has value labels on whole numbers only; others are not in the file",
        );
        say(
            &self.text_missing,
            "Stata kennt Werte, die als fehlend gelten, nur bei Zahlen; hier stehen sie als gewöhnliche Texte",
            "Stata has values that count as missing for numbers only; here they are texts like others",
        );
        say(
            &self.cleaned,
            "Steuerzeichen sind aus Texten entfernt (wie viele je Variable)",
            "Control characters are removed from texts (how many in each variable)",
        );
        say(
            &self.too_large,
            "Zahlen, die Stata nicht darstellen kann, sind dort fehlend (wie viele je Variable)",
            "Numbers that Stata cannot hold are missing there (how many in each variable)",
        );
        notices
    }
}
