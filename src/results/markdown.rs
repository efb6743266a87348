//! Parts of a report as Markdown, to be pasted into a text.

use super::Part;
use crate::tables::{Grid, escaped, grid_in_markdown};
use crate::words::Language;

/// Headings are of the third level, below those of tables.
pub fn in_markdown(parts: &[Part], language: Language) -> String {
    let mut out = String::new();
    for part in parts {
        out.push('\n');
        if let Part::Heading(heading) = part {
            out.push_str(&format!("### {}\n", escaped(heading)));
        } else if let Part::Sentence(sentence) = part {
            out.push_str(&format!("{}\n", escaped(sentence)));
        } else if let Part::Grid(grid) = part {
            out.push_str(&with_title(grid, language));
        } else if let Part::Chart(chart) = part {
            // Markdown has no drawings of its own: the figures stand for it.
            out.push_str(&with_title(&chart.grid(language), language));
            out.push_str(&format!("\n{}\n", escaped(&chart.note)));
        }
    }
    out
}

fn with_title(grid: &Grid, language: Language) -> String {
    let title = escaped(&grid.title);
    format!("**{title}**\n\n{}", grid_in_markdown(grid, language))
}
