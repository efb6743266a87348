//! Where a new study is to stand: name and folder, never in the place of a file that is there.

use std::path::{Path, PathBuf};

use maud::{Markup, html};

use super::Wishes;
use crate::problem::{Problem, Result};
use crate::web::form::line;
use crate::web::machine::Machine;
use crate::web::uploads::Upload;
use crate::web::visitor::Visitor;

/// What a study file ends with.
const ENDING: &str = "freitext";

pub fn fields(machine: &Machine, upload: &Upload, wishes: &Wishes, visitor: &Visitor) -> Markup {
    let folders = machine.folders();
    let name = match &wishes.name[..] {
        "" => name_for(&upload.name),
        name => name.to_owned(),
    };
    let known = folders
        .iter()
        .any(|folder| folder.display().to_string() == wishes.folder);
    let other = !wishes.folder.is_empty() && !known || folders.is_empty();
    html! {
        fieldset.panel {
            legend.vh { (visitor.say("Speichern", "Save")) }
            h2 { (visitor.say("Wo die Studie liegen soll", "Where the study is to be")) }
            (line(visitor.say("Name der Studie", "Name of the study"), "name", &name, None))
            fieldset {
                legend { (visitor.say("Ordner", "Folder")) }
                @for (at, folder) in folders.iter().enumerate() {
                    @let path = folder.display().to_string();
                    label.choice {
                        input type="radio" name="folder" value=(path) checked[!other && (wishes.folder == path || wishes.folder.is_empty() && at == 0)];
                        span { code { (path) } }
                    }
                }
                label.choice {
                    input type="radio" name="folder" value="" checked[other];
                    span { (visitor.say("Anderer Ordner", "Another folder")) }
                }
                label.field {
                    span.vh { (visitor.say("Anderer Ordner", "Another folder")) }
                    input name="other-folder" value=(if other { wishes.folder.as_str() } else { "" })
                      autocomplete="off" spellcheck="false" placeholder=(visitor.say("vollständiger Pfad", "full path"));
                }
            }
            p.hint { (visitor.say(
                "Alles bleibt auf diesem Rechner, in einer Datei. Was schon da ist, wird nie überschrieben.",
                "Everything stays on this machine, in one file. What is there already is never written over.",
            )) }
        }
    }
}

/// The path of the study.
pub fn path(wishes: &Wishes) -> PathBuf {
    let name = wishes.name.trim();
    let name = name.strip_suffix(&format!(".{ENDING}")).unwrap_or(name);
    Path::new(&wishes.folder).join(format!("{name}.{ENDING}"))
}

/// # Errors
/// No name, or one that is no file name; no such folder; a file of this name.
pub fn check(wishes: &Wishes) -> Result<()> {
    let name = wishes.name.trim();
    if name.is_empty() || name.trim_matches('.').is_empty() || name.contains(['/', '\\', '\0']) {
        return Err(Problem::usage(
            format!("»{name}« kann nicht der Name einer Datei sein."),
            format!("“{name}” cannot be the name of a file."),
        )
        .hint(
            "Einen Namen ohne / und \\ wählen.",
            "Choose a name without / and \\.",
        ));
    }
    let folder = Path::new(&wishes.folder);
    if wishes.folder.is_empty() || !folder.is_absolute() || !folder.is_dir() {
        let folder = folder.display();
        return Err(Problem::input(
            format!("Den Ordner »{folder}« gibt es nicht."),
            format!("There is no folder “{folder}”."),
        )
        .hint(
            "Einen der Ordner wählen, oder den vollständigen Pfad eines anderen schreiben.",
            "Choose one of the folders, or write the full path of another one.",
        ));
    }
    let path = path(wishes);
    if path.exists() {
        return Err(Problem::input(
            format!("{} gibt es schon.", path.display()),
            format!("{} exists already.", path.display()),
        )
        .hint("Einen anderen Namen wählen.", "Choose another name."));
    }
    Ok(())
}

/// `Antworten 2024.csv` → `Antworten 2024`.
fn name_for(file: &str) -> String {
    let stem = Path::new(file).file_stem();
    stem.map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wishes(name: &str, folder: &Path) -> Wishes {
        let mut wishes = Wishes::default();
        wishes.name = name.to_owned();
        wishes.folder = folder.display().to_string();
        wishes
    }

    #[test]
    fn a_place_is_free_and_within_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let there = |name: &str| wishes(name, folder.path());
        assert_eq!(
            path(&there("Welle 1.freitext")),
            folder.path().join("Welle 1.freitext")
        );
        assert_eq!(path(&there("v1.2")), folder.path().join("v1.2.freitext"));
        check(&there("Welle 1")).unwrap();
        for name in ["", "..", "a/b", "..\\x", "a\0b"] {
            assert!(check(&there(name)).is_err(), "{name:?}");
        }
        std::fs::write(folder.path().join("x.freitext"), "").unwrap();
        let problem = check(&there("x")).unwrap_err();
        assert!(problem.what().de.ends_with("gibt es schon."), "{problem}");
        assert!(check(&wishes("y", &folder.path().join("nirgends"))).is_err());
        assert!(check(&wishes("y", Path::new("relativ"))).is_err());
    }
}
