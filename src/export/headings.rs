//! Names of background columns in a file that has other columns too.

use std::collections::HashSet;

use crate::problem::Notice;

/// A heading for each background column: its own name, or with `_background` where another column bears it. `taken`
/// are the names of the other columns.
pub(super) fn background_headings(names: &[String], taken: &[String]) -> (Vec<String>, Vec<Notice>) {
    let mut taken: HashSet<String> = taken.iter().cloned().collect();
    let mut headings = Vec::new();
    let mut notices = Vec::new();
    for name in names {
        let own = free_name(name, &taken);
        if own != *name {
            notices.push(
                Notice::new(
                    format!(
                        "Die Spalte »{name}« heißt in der Datei »{own}«, weil der Name schon vergeben ist."
                    ),
                    format!("The column “{name}” is called “{own}” in the file, because the name is taken."),
                )
                .in_column(name),
            );
        }
        taken.insert(own.clone());
        headings.push(own);
    }
    (headings, notices)
}

fn free_name(name: &str, taken: &HashSet<String>) -> String {
    std::iter::once(name.to_owned())
        .chain(std::iter::once(format!("{name}_background")))
        .chain((2..=taken.len() + 2).map(|at| format!("{name}_background{at}")))
        .find(|candidate| !taken.contains(candidate))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_heading_stands_twice() {
        let own = |name: &str| name.to_owned();
        let names = [own("amt"), own("sozial"), own("unit"), own("sozial_background")];
        let taken = [own("unit"), own("respondent"), own("sozial")];
        let (headings, notices) = background_headings(&names, &taken);
        assert_eq!(
            headings,
            [
                "amt",
                "sozial_background",
                "unit_background",
                "sozial_background_background"
            ]
        );
        assert_eq!(notices.len(), 3);
    }
}
