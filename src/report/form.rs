//! The forms that a report can be written in, by the ending of its file. Adding one is one file and one line in [`ALL`].

use std::path::Path;

use super::document::Document;
use super::{docx, html};
use crate::problem::{Problem, Result};
use crate::words::Text;

/// A form: the ending of its files, what it is for, and how it is written.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    pub ending: &'static str,
    pub what: fn() -> Text,
    pub write: fn(&Document) -> Result<Vec<u8>>,
}

pub const ALL: &[Form] = &[
    Form {
        ending: "html",
        what: || {
            Text::new(
                "zum Lesen im Browser und zum Drucken",
                "to read in a browser and to print",
            )
        },
        write: |document| Ok(html::file(document).into_bytes()),
    },
    Form {
        ending: "docx",
        what: || Text::new("zum Weiterschreiben", "to go on writing"),
        write: docx::file,
    },
];

/// The form that the ending of a file means, in capitals or not.
///
/// # Errors
/// No ending, or one that no form has.
pub fn form_of(path: &Path) -> Result<&'static Form> {
    let ending = path
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default()
        .to_lowercase();
    ALL.iter().find(|form| form.ending == ending).ok_or_else(|| {
        let endings: Vec<String> = ALL.iter().map(|form| format!(".{}", form.ending)).collect();
        let endings = endings.join(", ");
        Problem::usage(
            format!("In der Form von »{}« gibt es keinen Bericht.", path.display()),
            format!("There is no report in the form of “{}”.", path.display()),
        )
        .hint(
            format!("Mit --to eine Datei mit einer dieser Endungen angeben: {endings}."),
            format!("Name a file with one of these endings with --to: {endings}."),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_says_the_form() {
        assert_eq!(form_of(Path::new("a/Bericht.HTML")).unwrap().ending, "html");
        assert_eq!(form_of(Path::new("bericht.docx")).unwrap().ending, "docx");
        let problem = form_of(Path::new("bericht")).unwrap_err();
        assert!(problem.advice().unwrap().de.contains(".html, .docx"));
    }
}
