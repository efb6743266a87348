//! How codes look: colour, chip, and the label that is never missing beside a colour.

use maud::{Markup, html};

use crate::codebook::{Code, Codebook, Resolved};
use crate::words::Language;

/// Colours there are; `app.css` has them as `c0` … `c11`.
const COLOURS: usize = 12;

/// The colours of a codebook's codes.
pub struct Palette<'c> {
    codebook: &'c Codebook,
    /// By place of the code.
    colours: Vec<usize>,
}

impl<'c> Palette<'c> {
    /// Dimensions have colours in the order of their values, which never change: a code keeps its colour while others come, go
    /// and move. What stands below them has theirs; below a single dimension the codes directly below it have.
    pub fn of(codebook: &'c Codebook) -> Palette<'c> {
        let branching = branching(codebook);
        let codes = codebook.codes.iter();
        let mut coloured: Vec<&Code> = codes.filter(|code| code.parent.as_deref() == branching).collect();
        coloured.sort_by_key(|code| code.value);
        let colour = |code: &Code| {
            let mut up = std::iter::once(code).chain(codebook.ancestors(&code.id));
            up.find_map(|code| coloured.iter().position(|coloured| coloured.id == code.id))
        };
        let colours = codebook
            .codes
            .iter()
            .map(|code| colour(code).unwrap_or(0))
            .collect();
        Palette { codebook, colours }
    }

    pub fn codebook(&self) -> &'c Codebook {
        self.codebook
    }

    /// `c0` … `c11`; by place of the code.
    pub fn class(&self, place: usize) -> String {
        format!("c{}", self.colours.get(place).copied().unwrap_or(0) % COLOURS)
    }

    pub fn label(&self, place: usize, language: Language) -> &'c str {
        self.codebook
            .codes
            .get(place)
            .map_or("", |code| code.label.get(language))
    }

    /// A code that was given, by its id: dot and label. What the id counts as now is said beside it.
    pub fn chip(&self, id: &str, language: Language) -> Markup {
        let Some((place, code)) = self.find(id) else {
            return html! { span.chip.open title=(id) { (id) } };
        };
        let now = match self.codebook.resolve(id) {
            Resolved::Merged(now) => Some(now.label.get(language)),
            _ => None,
        };
        html! {
            span class={ "chip " (self.class(place)) } {
                (code.label.get(language))
                @if let Some(now) = now { " → " (now) }
            }
        }
    }

    /// Several of them.
    pub fn chips<'i>(&self, ids: impl IntoIterator<Item = &'i String>, language: Language) -> Markup {
        html! { div.chips { @for id in ids { (self.chip(id, language)) } } }
    }

    fn find(&self, id: &str) -> Option<(usize, &'c Code)> {
        let place = self.codebook.order(id)?;
        Some((place, &self.codebook.codes[place]))
    }
}

/// Place, code and depth of all codes, each below its dimension.
pub fn tree(codebook: &Codebook) -> Vec<(usize, &Code, usize)> {
    fn below<'c>(
        codebook: &'c Codebook,
        code: &'c Code,
        depth: usize,
        out: &mut Vec<(usize, &'c Code, usize)>,
    ) {
        out.extend(codebook.order(&code.id).map(|place| (place, code, depth)));
        for child in codebook.children(&code.id) {
            below(codebook, child, depth + 1, out);
        }
    }
    let mut out = Vec::with_capacity(codebook.codes.len());
    for top in codebook.top() {
        below(codebook, top, 0, &mut out);
    }
    out
}

/// Below which code codes first branch; none: at the top. Parents may stand behind their children.
fn branching(codebook: &Codebook) -> Option<&str> {
    let mut above: Option<&str> = None;
    for _ in &codebook.codes {
        let mut below = codebook
            .codes
            .iter()
            .filter(|code| code.parent.as_deref() == above);
        match (below.next(), below.next()) {
            (Some(only), None) if codebook.children(&only.id).next().is_some() => above = Some(&only.id),
            _ => break,
        }
    }
    above
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::{Edit, NewCode, Part};
    use crate::words::Text;

    fn codebook(codes: &[(&str, Option<&str>)]) -> Codebook {
        let mut text = "format = 1\ntitle = 'T'\nversion = '1'\n".to_owned();
        for (at, (id, parent)) in codes.iter().enumerate() {
            text += &format!("[[code]]\nid = '{id}'\nvalue = {at}\nlabel = '{id}'\n");
            if let Some(parent) = parent {
                text += &format!("parent = '{parent}'\n");
            }
        }
        Codebook::read(&text, "t").unwrap()
    }

    fn classes(codebook: &Codebook) -> String {
        let palette = Palette::of(codebook);
        let all: Vec<String> = (0..codebook.codes.len()).map(|at| palette.class(at)).collect();
        all.join(" ")
    }

    #[test]
    fn what_stands_below_a_dimension_has_its_colour() {
        let two = codebook(&[
            ("a1", Some("a")),
            ("a", None),
            ("b", None),
            ("b1", Some("b")),
            ("a2", Some("a1")),
        ]);
        assert_eq!(classes(&two), "c0 c0 c1 c1 c0");
        let one = codebook(&[
            ("top", None),
            ("a", Some("top")),
            ("b", Some("top")),
            ("b1", Some("b")),
        ]);
        assert_eq!(
            classes(&one),
            "c0 c0 c1 c1",
            "a single dimension tells nothing apart"
        );
        let before = codebook(&[("a", None), ("b", None), ("c", None)]);
        let parts = ["Neu", "Anders"].map(|label| {
            let new = NewCode {
                label: Text::new(label, label),
                ..NewCode::default()
            };
            Part::New(new.into())
        });
        let split = Edit::Split {
            code: "a".into(),
            into: parts.into(),
        };
        let after = before.edited(&split).unwrap();
        assert_eq!(classes(&after), "c0 c3 c4 c1 c2", "a, its parts, b and c");
        let flat: Vec<(String, Option<&str>)> = (0..14).map(|at| (format!("k{at}"), None)).collect();
        let flat: Vec<(&str, Option<&str>)> = flat.iter().map(|(id, above)| (&**id, *above)).collect();
        assert!(classes(&codebook(&flat)).ends_with("c10 c11 c0 c1"));
    }
}
