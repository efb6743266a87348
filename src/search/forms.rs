//! Hands normal forms over to tantivy: they are made already, it need not know how.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Stands between normal forms on their way into tantivy; no normal form holds it.
pub const SEPARATOR: char = '\u{1f}';

/// Hands the normal forms over to tantivy as they are.
#[derive(Clone, Default)]
pub struct Forms {
    token: Token,
}

pub struct FormStream<'a> {
    rest: Option<&'a str>,
    token: &'a mut Token,
}

impl Tokenizer for Forms {
    type TokenStream<'a> = FormStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> FormStream<'a> {
        self.token.reset();
        FormStream {
            rest: (!text.is_empty()).then_some(text),
            token: &mut self.token,
        }
    }
}

impl TokenStream for FormStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(rest) = self.rest else { return false };
        let (form, rest) = match rest.split_once(SEPARATOR) {
            Some((form, rest)) => (form, Some(rest)),
            None => (rest, None),
        };
        self.rest = rest;
        self.token.text.clear();
        self.token.text.push_str(form);
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
