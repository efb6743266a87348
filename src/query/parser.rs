//! Tokens → tree. Recursive descent, one function for each level of binding: OR, AND, NOT, NEAR, operand.
//!
//! Deliberately absent: repair. The first mistake stops, with its place.

use std::ops::Range;

use super::token::{Operator, Placed, Token, tokens};
use super::{Form, MAX_DEPTH, Query, SideBySide, mistake};
use crate::problem::{Problem, Result};

pub(super) fn parse(text: &str, side_by_side: SideBySide) -> Result<Query> {
    let tokens = tokens(text)?;
    if tokens.is_empty() {
        return Err(mistake::empty(text));
    }
    let mut parser = Parser {
        text,
        tokens: &tokens,
        at: 0,
        open: 0,
        side_by_side,
    };
    let tree = parser.alternatives()?;
    match parser.peek() {
        None => Ok(tree.query),
        // Only a closing bracket ends the outermost level early.
        Some(_) => Err(mistake::never_opened(text, parser.here())),
    }
}

struct Parser<'q> {
    text: &'q str,
    tokens: &'q [Placed],
    at: usize,
    /// Brackets open at the moment.
    open: usize,
    side_by_side: SideBySide,
}

/// A finished piece with its height and bytes.
struct Tree {
    query: Query,
    depth: usize,
    span: Range<usize>,
}

impl Parser<'_> {
    fn alternatives(&mut self) -> Result<Tree> {
        let mut parts = vec![self.conjunction()?];
        loop {
            if self.peek() == Some(&Token::Operator(Operator::Or)) {
                self.at += 1;
            } else if !(self.side_by_side == SideBySide::Or && self.operand_follows()) {
                return self.listed(parts, Query::Or, |query| match query {
                    Query::Or(inner) => Ok(inner),
                    other => Err(other),
                });
            }
            parts.push(self.conjunction()?);
        }
    }

    fn conjunction(&mut self) -> Result<Tree> {
        let mut parts = vec![self.exclusion()?];
        loop {
            if self.peek() == Some(&Token::Operator(Operator::And)) {
                self.at += 1;
            } else if !(self.side_by_side == SideBySide::And && self.operand_follows()) {
                return self.listed(parts, Query::And, |query| match query {
                    Query::And(inner) => Ok(inner),
                    other => Err(other),
                });
            }
            parts.push(self.exclusion()?);
        }
    }

    fn exclusion(&mut self) -> Result<Tree> {
        let mut keep = self.vicinity()?;
        loop {
            match (self.peek(), self.tokens.get(self.at + 1).map(|next| &next.token)) {
                (Some(Token::Operator(Operator::Not)), _) => self.at += 1,
                (Some(Token::Operator(Operator::And)), Some(Token::Operator(Operator::Not))) => self.at += 2,
                _ => return Ok(keep),
            }
            let drop = self.vicinity()?;
            keep = self.joined(keep, drop, |keep, drop| Query::Not { keep, drop })?;
        }
    }

    fn vicinity(&mut self) -> Result<Tree> {
        let mut left = self.operand()?;
        while let Some(&Token::Operator(Operator::Near { within, order })) = self.peek() {
            self.number_without_slash()?;
            self.at += 1;
            let right = self.operand()?;
            for side in [&left, &right] {
                if !has_place(&side.query) {
                    return Err(mistake::no_place(self.text, side.span.clone()));
                }
            }
            left = self.joined(left, right, |left, right| Query::Near {
                left,
                right,
                within,
                order,
            })?;
        }
        Ok(left)
    }

    fn operand(&mut self) -> Result<Tree> {
        let Some(Placed { token, span }) = self.tokens.get(self.at).cloned() else {
            return Err(mistake::nothing_after(self.text, self.before()));
        };
        match token {
            Token::Word(leaf) => {
                self.at += 1;
                Ok(Tree {
                    query: Query::Word(leaf),
                    depth: 1,
                    span,
                })
            }
            Token::Phrase(leaves) => {
                self.at += 1;
                Ok(Tree {
                    query: Query::Phrase(leaves),
                    depth: 1,
                    span,
                })
            }
            Token::Open => self.bracket(),
            Token::Affirmed => {
                self.at += 1;
                let inner = self.bracket()?;
                let query = match inner.query {
                    already @ Query::Affirmed(_) => already,
                    other => Query::Affirmed(Box::new(other)),
                };
                self.grown(query, inner.depth + 1, span.start..inner.span.end)
            }
            Token::Close => Err(self.closed_too_early(span)),
            Token::Operator(operator) => {
                Err(mistake::nothing_before(self.text, self.before(), operator, span))
            }
        }
    }

    fn bracket(&mut self) -> Result<Tree> {
        let opening = self.here();
        self.at += 1;
        self.open += 1;
        if self.open > MAX_DEPTH {
            return Err(mistake::too_deep(self.text, opening));
        }
        if self.peek().is_none() {
            return Err(mistake::never_closed(self.text, opening));
        }
        let inner = self.alternatives()?;
        if self.peek() != Some(&Token::Close) {
            return Err(mistake::never_closed(self.text, opening));
        }
        let span = opening.start..self.here().end;
        self.at += 1;
        self.open -= 1;
        Ok(Tree { span, ..inner })
    }

    /// One part as it is; several as one flat list.
    fn listed(
        &self,
        mut parts: Vec<Tree>,
        list: fn(Vec<Query>) -> Query,
        unlist: fn(Query) -> std::result::Result<Vec<Query>, Query>,
    ) -> Result<Tree> {
        if parts.len() == 1 {
            return Ok(parts.remove(0));
        }
        let span = parts[0].span.start..parts[parts.len() - 1].span.end;
        let depth = parts.iter().map(|part| part.depth).max().unwrap_or(0) + 1;
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match unlist(part.query) {
                Ok(inner) => flat.extend(inner),
                Err(one) => flat.push(one),
            }
        }
        self.grown(list(flat), depth, span)
    }

    fn joined(
        &self,
        left: Tree,
        right: Tree,
        join: impl Fn(Box<Query>, Box<Query>) -> Query,
    ) -> Result<Tree> {
        let span = left.span.start..right.span.end;
        self.grown(
            join(Box::new(left.query), Box::new(right.query)),
            left.depth.max(right.depth) + 1,
            span,
        )
    }

    fn grown(&self, query: Query, depth: usize, span: Range<usize>) -> Result<Tree> {
        if depth > MAX_DEPTH {
            return Err(mistake::too_deep(self.text, span));
        }
        Ok(Tree { query, depth, span })
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|placed| &placed.token)
    }

    /// The bytes of the token at hand, or the end of the text.
    fn here(&self) -> Range<usize> {
        self.tokens
            .get(self.at)
            .map_or(self.text.len()..self.text.len(), |placed| placed.span.clone())
    }

    /// The token before the one at hand, with its bytes.
    fn before(&self) -> Option<&Placed> {
        self.tokens[..self.at].last()
    }

    fn closed_too_early(&self, span: Range<usize>) -> Problem {
        match self.before() {
            Some(Placed {
                token: Token::Open,
                span: open,
            }) => mistake::empty_brackets(self.text, open.start..span.end),
            Some(
                before @ Placed {
                    token: Token::Operator(_),
                    ..
                },
            ) => mistake::nothing_after(self.text, Some(before)),
            _ => mistake::never_opened(self.text, span),
        }
    }

    /// `a NEAR 5 b`: the number would be searched as a word.
    fn number_without_slash(&self) -> Result<()> {
        let [near, number, next, ..] = &self.tokens[self.at..] else {
            return Ok(());
        };
        let is_number = matches!(&number.token, Token::Word(leaf)
            if leaf.form == Form::Stem && leaf.word.bytes().all(|byte| byte.is_ascii_digit()));
        let operand = matches!(
            next.token,
            Token::Open | Token::Affirmed | Token::Word(_) | Token::Phrase(_)
        );
        if is_number && operand && !self.text[near.span.clone()].contains('/') {
            return Err(mistake::number_apart(self.text, near.span.start..number.span.end));
        }
        Ok(())
    }

    fn operand_follows(&self) -> bool {
        matches!(
            self.peek(),
            Some(Token::Open | Token::Affirmed | Token::Word(_) | Token::Phrase(_))
        )
    }
}

/// Words have a place in the text; "both" and "without" have none.
fn has_place(query: &Query) -> bool {
    match query {
        Query::Word(_) | Query::Phrase(_) | Query::Near { .. } => true,
        Query::Or(parts) => parts.iter().all(has_place),
        Query::Affirmed(inner) => has_place(inner),
        Query::And(_) | Query::Not { .. } => false,
    }
}
