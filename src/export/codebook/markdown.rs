//! The codebook as a table in Markdown, to be pasted into a text.

use std::fmt::Write;

use super::overview::Overview;

pub(super) fn drawn(overview: &Overview) -> String {
    let mut out = format!("# {}\n\n", escaped(&overview.title));
    for paragraph in &overview.lead {
        let _ = writeln!(out, "{}\n", escaped(paragraph));
    }
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    out.push_str(&line(
        overview.headings.iter().map(|heading| escaped(heading)).collect(),
    ));
    out.push_str(&line(
        overview.headings.iter().map(|_| "---".to_owned()).collect(),
    ));
    for row in &overview.rows {
        let cell = |(at, paragraphs): (usize, &Vec<String>)| {
            let text: Vec<String> = paragraphs.iter().map(|paragraph| escaped(paragraph)).collect();
            let text = text.join("<br>");
            match (at, row.is_dimension) {
                (0, true) => format!("{}**{text}**", "\u{2003}".repeat(row.depth)),
                (0, false) => format!("{}{text}", "\u{2003}".repeat(row.depth)),
                _ => text,
            }
        };
        out.push_str(&line(row.cells.iter().enumerate().map(cell).collect()));
    }
    out
}

/// Signs of Markdown as signs; a line end within a piece as a break.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.trim().chars() {
        match letter {
            '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '#' | '~' => {
                out.push('\\');
                out.push(letter);
            }
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\n' => out.push_str("<br>"),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_markdown_stay_signs() {
        assert_eq!(escaped("a|b *c* <d>\r\ne\\"), "a\\|b \\*c\\* &lt;d> <br>e\\\\");
    }
}
