//! Lexicoder, `.lc3`: a line `+CATEGORY`, then a pattern a line. Lexicoder 3.0 writes UTF-8.

use super::Dictionary;
use crate::problem::Result;
use crate::words::Text;

pub(super) fn read(text: &str, dictionary: &mut Dictionary) -> Result<()> {
    let mut category = None;
    for (line, words) in (1..).zip(text.lines()) {
        let words = words.trim();
        if words.is_empty() {
            continue;
        }
        if let Some(name) = words.strip_prefix('+') {
            category = Some(dictionary.category(None, name.trim(), line)?);
        } else if let Some(category) = category {
            dictionary.entry(category, words, line);
        } else {
            let why = Text::new(
                "steht vor der ersten Kategorie (+NAME)",
                "stands before the first category (+NAME)",
            );
            dictionary.left_out(line, words, &why);
        }
    }
    Ok(())
}
