//! The tokens of one text, in a buffer that is used again for the next text.
//!
//! Deliberately absent: the surface form, which is the text under the span.

use crate::survey::Span;

/// One word, number or sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// Bytes of the text.
    pub span: Span,
    /// The normal form.
    pub form: &'a str,
    /// A negator governs it ("keine Sprachkurse").
    pub negated: bool,
}

/// The tokens of one text in order: spans sorted, disjoint, on character boundaries.
#[derive(Debug, Clone, Default)]
pub struct Tokens {
    pub(super) forms: String,
    pub(super) items: Vec<Item>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub span: Span,
    pub form: Span,
    pub hyphen: Hyphen,
    pub negated: bool,
}

/// Whether a part is left out at a hyphen: "Sicherheits-" und Ordnungspartnerschaften, Kinderbetreuung und "-erziehung".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hyphen {
    None,
    PartFollows,
    PartPrecedes,
}

impl Tokens {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn len(&self) -> usize {
        self.items.len()
    }

    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = Token<'_>> {
        (0..self.len()).map(|at| self.get(at))
    }

    /// # Panics
    /// When `at` is not below `len()`.
    pub fn get(&self, at: usize) -> Token<'_> {
        let item = self.items[at];
        Token {
            span: item.span,
            form: self.form(at),
            negated: item.negated,
        }
    }

    pub(super) fn form(&self, at: usize) -> &str {
        self.items[at].form.of(&self.forms)
    }

    pub(super) fn clear(&mut self) {
        self.forms.clear();
        self.items.clear();
    }

    /// Closes the form that was appended to `forms` since `form_start` as the token `start..end` of the text.
    pub(super) fn push(&mut self, start: usize, end: usize, form_start: usize, hyphen: Hyphen) {
        let form = Span::new(form_start, self.forms.len());
        if form.start < form.end {
            self.items.push(Item {
                span: Span::new(start, end),
                form,
                hyphen,
                negated: false,
            });
        }
    }

    /// Gives token `at` another form.
    pub(super) fn replace(&mut self, at: usize, form: &str) {
        let start = self.forms.len();
        self.forms.push_str(form);
        self.items[at].form = Span::new(start, self.forms.len());
    }
}
