//! Keys of pages: from one table come the help that `?` shows, what stands on and in the buttons, and what the script
//! listens to (`aria-keyshortcuts`).

use maud::{Markup, html};

use crate::words::{Language, Text};

/// A key, or several that do the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// As `aria-keyshortcuts` writes them: `Shift+U`, `ArrowRight L`.
    pub shortcut: &'static str,
    pub de: &'static str,
    pub en: &'static str,
}

/// Keys that belong together.
#[derive(Debug, Clone, Copy)]
pub struct Group {
    pub de: &'static str,
    pub en: &'static str,
    pub keys: &'static [Key],
}

impl Key {
    pub const fn new(shortcut: &'static str, de: &'static str, en: &'static str) -> Key {
        Key { shortcut, de, en }
    }

    /// What it does.
    pub fn does(&self, language: Language) -> &'static str {
        match language {
            Language::De => self.de,
            Language::En => self.en,
        }
    }

    /// The keys as people know them: `⇧U`, `→`.
    pub fn shown(&self, language: Language) -> Vec<String> {
        let each = self.shortcut.split(' ');
        each.map(|one| shown(one, language)).collect()
    }

    /// What a pointer that rests on the button is told: `rückgängig (U)`.
    pub fn title(&self, language: Language) -> String {
        format!("{} ({})", self.does(language), self.shown(language).join(", "))
    }

    /// The first of the keys, for the face of a button that names it in `aria-keyshortcuts` as well.
    pub fn face(&self, language: Language) -> Markup {
        html! { kbd aria-hidden="true" { (self.shown(language).swap_remove(0)) } }
    }
}

impl Group {
    pub fn heading(&self, language: Language) -> &'static str {
        match language {
            Language::De => self.de,
            Language::En => self.en,
        }
    }

    /// Key and what it does, for the help.
    pub fn lines(&self, language: Language) -> impl Iterator<Item = (String, &'static str)> {
        let line = move |key: &Key| (key.shown(language).join(" "), key.does(language));
        self.keys.iter().map(line)
    }
}

fn shown(shortcut: &str, language: Language) -> String {
    let (shift, key) = match shortcut.strip_prefix("Shift+") {
        Some(key) => ("⇧", key),
        None => ("", shortcut),
    };
    let name = |de: &str, en: &str| Text::new(de, en).get(language).to_owned();
    let key = match key {
        "ArrowLeft" => "←".to_owned(),
        "ArrowRight" => "→".to_owned(),
        "ArrowUp" => "↑".to_owned(),
        "ArrowDown" => "↓".to_owned(),
        "Escape" => "Esc".to_owned(),
        "Space" => name("Leertaste", "space bar"),
        other => other.to_owned(),
    };
    format!("{shift}{key}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The README has every key of the pages for coding, in the words of the help, and no other.
    #[test]
    fn the_table_of_keys_in_the_readme_is_the_help() {
        let views = [
            ("one by one", crate::web::code::keys::GROUPS),
            ("by code", crate::web::sweep::keys::GROUPS),
            ("disagreements", crate::web::disagreements::keys::GROUPS),
            ("code again", crate::web::again::GROUPS),
        ];
        let mut rows = Vec::new();
        for (view, groups) in views {
            for key in groups.iter().flat_map(|group| group.keys) {
                let shown = key.shown(Language::En).join(" ");
                rows.push(format!("| {view} | `{shown}` | {} | {} |", key.de, key.en));
            }
        }
        let readme = include_str!("../../README.md");
        let of_readme: Vec<&str> = readme
            .lines()
            .skip_while(|line| !line.starts_with("| view | key |"))
            .skip(2)
            .take_while(|line| line.starts_with('|'))
            .collect();
        assert_eq!(of_readme, rows, "\n{}", rows.join("\n"));
    }

    #[test]
    fn keys_are_written_as_people_know_them() {
        let key = Key::new("ArrowRight L", "nächste", "next");
        assert_eq!(key.title(Language::De), "nächste (→, L)");
        assert_eq!(Key::new("Shift+U", "", "").shown(Language::En), ["⇧U"]);
        assert_eq!(Key::new("Space", "", "").shown(Language::De), ["Leertaste"]);
    }
}
