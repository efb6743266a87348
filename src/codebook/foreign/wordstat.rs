//! WordStat, `.cat`: a category a line, indented by a tab for each level; `WORD (1)` is an entry with its weight.
//!
//! Rules of proximity (`@NAME …`) have no equivalent and are said. Blanks before the tabs occur and count as nothing.

use super::Dictionary;
use crate::problem::Result;
use crate::words::Text;

pub(super) fn read(text: &str, dictionary: &mut Dictionary) -> Result<()> {
    // The categories above, each with its depth.
    let mut above: Vec<(usize, usize)> = Vec::new();
    for (line, words) in (1..).zip(text.lines()) {
        let name = words.trim();
        if name.is_empty() {
            continue;
        }
        let depth = words
            .chars()
            .take_while(|letter| letter.is_whitespace())
            .filter(|letter| *letter == '\t')
            .count();
        while above.last().is_some_and(|(last, _)| *last >= depth) {
            above.pop();
        }
        let parent = above.last().map(|(_, place)| *place);
        match (entry(name), parent) {
            (Some((word, weight)), Some(category)) => {
                if word.starts_with('@') {
                    let why = Text::new("eine Regel über mehrere Wörter", "a rule about several words");
                    dictionary.left_out(line, name, &why);
                } else {
                    dictionary.weighted(category, word, weight, line);
                }
            }
            (Some(_), None) => {
                let why = Text::new("steht in keiner Kategorie", "stands in no category");
                dictionary.left_out(line, name, &why);
            }
            (None, _) => {
                let place = dictionary.category(parent, name, line)?;
                above.push((depth, place));
            }
        }
    }
    Ok(())
}

/// `WORD (1)`
fn entry(line: &str) -> Option<(&str, f64)> {
    let (word, weight) = line.strip_suffix(')')?.rsplit_once(" (")?;
    let weight = weight.trim().replace(',', ".").parse().ok()?;
    Some((word.trim(), weight))
}
