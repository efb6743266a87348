//! The codes as a table needs them: in the order of the tree, with their ancestors.
//!
//! A merged code has no line of its own: what named it counts under its target. Retired and split codes keep theirs.
//! Codes that were assigned but that the codebook no longer holds are kept at the end, so that no count is lost.

use rustc_hash::FxHashMap;

use crate::codebook::{Code, Codebook, Status};
use crate::words::Text;

/// A code of the scheme, by its place in it.
pub type CodeAt = u32;

/// One code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemeCode {
    pub id: String,
    pub label: Text,
    /// `None` for a code that is not in the codebook.
    pub value: Option<i64>,
    pub parent: Option<CodeAt>,
    /// 0 for the top.
    pub depth: usize,
}

/// All codes, those of the codebook first and in its order.
#[derive(Debug, Clone, Default)]
pub struct Scheme {
    codes: Vec<SchemeCode>,
    places: FxHashMap<String, CodeAt>,
}

impl Scheme {
    /// A parent that does not exist, or that would close a circle, counts as none.
    pub fn new(codebook: &Codebook) -> Scheme {
        let mut scheme = Scheme::default();
        let is_merged = |code: &&Code| matches!(code.status, Status::MergedInto(_));
        for code in codebook.codes.iter().filter(|code| !is_merged(code)) {
            let at = scheme.codes.len() as CodeAt;
            scheme.places.entry(code.id.clone()).or_insert(at);
            scheme.codes.push(SchemeCode {
                id: code.id.clone(),
                label: label(code),
                value: Some(code.value),
                parent: None,
                depth: 0,
            });
        }
        for code in codebook.codes.iter().filter(is_merged) {
            let counts_as = codebook.resolve(&code.id).counts_as();
            if let Some(at) = counts_as.and_then(|other| scheme.places.get(&other.id).copied()) {
                scheme.places.insert(code.id.clone(), at);
            }
        }
        for at in 0..scheme.codes.len() {
            let above = codebook
                .code(&scheme.codes[at].id)
                .and_then(|code| code.parent.as_ref());
            let parent = above.and_then(|parent| scheme.places.get(parent).copied());
            if let Some(parent) = parent
                && parent != at as CodeAt
                && !scheme.ancestors(parent).any(|above| above == at as CodeAt)
            {
                scheme.codes[at].parent = Some(parent);
            }
        }
        for at in 0..scheme.codes.len() {
            scheme.codes[at].depth = scheme.ancestors(at as CodeAt).count();
        }
        scheme
    }

    pub fn codes(&self) -> &[SchemeCode] {
        &self.codes
    }

    pub fn code(&self, at: CodeAt) -> &SchemeCode {
        &self.codes[at as usize]
    }

    /// The place of a code, added at the end where the codebook does not hold it.
    pub fn place(&mut self, id: &str) -> CodeAt {
        if let Some(at) = self.places.get(id) {
            return *at;
        }
        let at = self.codes.len() as CodeAt;
        self.places.insert(id.to_owned(), at);
        self.codes.push(SchemeCode {
            id: id.to_owned(),
            label: Text::new(
                format!("{id} (nicht im Kodierleitfaden)"),
                format!("{id} (not in the codebook)"),
            ),
            value: None,
            parent: None,
            depth: 0,
        });
        at
    }

    /// Parent, its parent and so on.
    pub fn ancestors(&self, at: CodeAt) -> impl Iterator<Item = CodeAt> + '_ {
        std::iter::successors(self.code(at).parent, |above| self.code(*above).parent)
    }

    /// The dimension a code belongs to: its topmost ancestor, or itself.
    pub fn dimension(&self, at: CodeAt) -> CodeAt {
        self.ancestors(at).last().unwrap_or(at)
    }

    pub fn has_children(&self, at: CodeAt) -> bool {
        self.codes.iter().any(|code| code.parent == Some(at))
    }

    /// Every code after its parent, siblings as `before` has them (ties: codebook order).
    pub fn tree_order(&self, mut before: impl FnMut(CodeAt, CodeAt) -> std::cmp::Ordering) -> Vec<CodeAt> {
        let mut children: Vec<Vec<CodeAt>> = vec![Vec::new(); self.codes.len()];
        let mut waiting = Vec::new();
        for at in 0..self.codes.len() as CodeAt {
            match self.code(at).parent {
                Some(parent) => children[parent as usize].push(at),
                None => waiting.push(at),
            }
        }
        for siblings in children.iter_mut().chain([&mut waiting]) {
            siblings.sort_by(|a, b| before(*a, *b));
            siblings.reverse();
        }
        let mut order = Vec::with_capacity(self.codes.len());
        while let Some(next) = waiting.pop() {
            order.push(next);
            waiting.append(&mut children[next as usize]);
        }
        order
    }
}

fn label(code: &Code) -> Text {
    let label = &code.label;
    match code.status {
        Status::InUse | Status::MergedInto(_) => label.clone(),
        Status::Retired => Text::new(
            format!("{} (stillgelegt)", label.de),
            format!("{} (retired)", label.en),
        ),
        Status::SplitInto(_) => Text::new(
            format!("{} (aufgeteilt)", label.de),
            format!("{} (split)", label.en),
        ),
    }
}
