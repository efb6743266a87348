//! A background column as pages name it: its name and, where a file has said what it asks, the beginning of that; the whole is
//! in the title.

use maud::{Markup, html};

use crate::study::Labels;

/// Letters of a label that stand beside a name.
const LETTERS: usize = 44;

/// A column by name, with its variable label; empty where it has none that says more.
#[derive(Debug, Clone, Copy)]
pub struct ColumnName<'v> {
    pub name: &'v str,
    pub label: &'v str,
}

/// All columns, in their order.
pub fn column_names<'v>(names: &'v [String], labels: &'v Labels) -> impl Iterator<Item = ColumnName<'v>> {
    let named = names.iter().enumerate();
    named.map(|(column, name)| ColumnName {
        name,
        label: labels.heading(column),
    })
}

impl<'v> ColumnName<'v> {
    /// One of the columns; without a label where it is none of them.
    pub fn of(name: &'v str, names: &'v [String], labels: &'v Labels) -> ColumnName<'v> {
        let known = names.iter().position(|known| known == name);
        let label = known.map_or("", |column| labels.heading(column));
        ColumnName { name, label }
    }

    /// The beginning of the label, on one line.
    pub fn short(&self) -> String {
        let flat = self.label.split_whitespace().collect::<Vec<_>>().join(" ");
        if flat.chars().count() <= LETTERS {
            return flat;
        }
        let start: String = flat.chars().take(LETTERS).collect();
        let start = start.rsplit_once(' ').map_or(start.as_str(), |(words, _)| words);
        format!("{start} …")
    }

    /// The label, where it is shown cut.
    pub fn title(&self) -> Option<&'v str> {
        Some(self.label).filter(|label| self.short() != *label)
    }

    /// Name and label in one line.
    pub fn line(&self) -> String {
        match self.label.is_empty() {
            true => self.name.to_owned(),
            false => format!("{} – {}", self.name, self.short()),
        }
    }

    /// The name, and the label below.
    pub fn draw(&self) -> Markup {
        html! {
            (self.name)
            @if !self.label.is_empty() { span.asks title=[self.title()] { (self.short()) } }
        }
    }
}

/// A column to choose from all. `none`: what it means to choose nothing.
pub fn choose_column<'v>(
    label: &str,
    name: &str,
    chosen: &str,
    none: Option<&str>,
    columns: impl IntoIterator<Item = ColumnName<'v>>,
) -> Markup {
    html! {
        label.field {
            span { (label) }
            select name=(name) {
                @if let Some(none) = none { option value="" selected[chosen.is_empty()] { (none) } }
                @for column in columns {
                    option value=(column.name) selected[column.name == chosen] title=[column.title()] { (column.line()) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_label_is_cut_with_the_whole_in_the_title() {
        let long = "Wie zufrieden sind Sie alles in allem mit der Arbeit der Stadtverwaltung?";
        let column = |label| ColumnName { name: "v1", label };
        assert_eq!(column("").line(), "v1");
        assert_eq!(column("Alter").line(), "v1 – Alter");
        assert_eq!(column("Alter").title(), None);
        assert_eq!(
            column(long).line(),
            "v1 – Wie zufrieden sind Sie alles in allem mit …"
        );
        assert_eq!(column(long).title(), Some(long));
        let drawn = choose_column("Nach", "by", "v1", Some("nicht"), [column(long)]).into_string();
        assert!(
            drawn.contains("value=\"v1\" selected title=\"Wie zufrieden"),
            "{drawn}"
        );
    }
}
