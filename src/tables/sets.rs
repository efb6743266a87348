//! Sets of codes, each kept once: a million units share a few thousand sets.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::scheme::{CodeAt, Scheme};

/// A set of codes, by its place in [`CodeSets`]. [`CodeSets::EMPTY`] is the empty one.
pub type SetAt = u32;

/// All sets that occur.
#[derive(Debug)]
pub struct CodeSets {
    sets: Vec<Box<[CodeAt]>>,
    places: FxHashMap<Box<[CodeAt]>, SetAt>,
}

impl CodeSets {
    pub const EMPTY: SetAt = 0;

    pub fn new() -> CodeSets {
        let empty: Box<[CodeAt]> = Box::default();
        CodeSets {
            places: FxHashMap::from_iter([(empty.clone(), Self::EMPTY)]),
            sets: vec![empty],
        }
    }

    /// The place of a set; `codes` in any order, repetitions allowed; sorted afterwards.
    pub fn place(&mut self, codes: &mut Vec<CodeAt>) -> SetAt {
        codes.sort_unstable();
        codes.dedup();
        if let Some(at) = self.places.get(codes.as_slice()) {
            return *at;
        }
        let at = self.sets.len() as SetAt;
        let set: Box<[CodeAt]> = codes.as_slice().into();
        self.sets.push(set.clone());
        self.places.insert(set, at);
        at
    }

    /// Sorted, without repetition.
    pub fn codes(&self, at: SetAt) -> &[CodeAt] {
        &self.sets[at as usize]
    }

    pub fn union(&mut self, a: SetAt, b: SetAt) -> SetAt {
        if a == b || b == Self::EMPTY {
            return a;
        }
        if a == Self::EMPTY {
            return b;
        }
        let mut codes = [self.codes(a), self.codes(b)].concat();
        self.place(&mut codes)
    }

    /// The codes of both sets, each once, sorted.
    pub fn joined(&self, a: SetAt, b: SetAt) -> Cow<'_, [CodeAt]> {
        if a == b || b == Self::EMPTY {
            return Cow::Borrowed(self.codes(a));
        }
        if a == Self::EMPTY {
            return Cow::Borrowed(self.codes(b));
        }
        let mut codes = [self.codes(a), self.codes(b)].concat();
        codes.sort_unstable();
        codes.dedup();
        Cow::Owned(codes)
    }

    /// The codes of `a` that are not in `b`.
    pub fn without(&mut self, a: SetAt, b: SetAt) -> SetAt {
        if a == Self::EMPTY || b == Self::EMPTY {
            return a;
        }
        let kept = self
            .codes(a)
            .iter()
            .filter(|code| self.codes(b).binary_search(code).is_err());
        let mut codes: Vec<CodeAt> = kept.copied().collect();
        self.place(&mut codes)
    }
}

/// A code together with its own parent says one thing: what is above another code of the set is left out.
pub fn mentions(codes: &[CodeAt], scheme: &Scheme) -> Vec<CodeAt> {
    codes
        .iter()
        .copied()
        .filter(|code| {
            !codes
                .iter()
                .any(|other| scheme.ancestors(*other).any(|above| above == *code))
        })
        .collect()
}

/// The codes and everything above them, each once.
pub fn with_ancestors(codes: &[CodeAt], scheme: &Scheme) -> Vec<CodeAt> {
    let mut all: Vec<CodeAt> = codes.to_vec();
    for code in codes {
        all.extend(scheme.ancestors(*code));
    }
    all.sort_unstable();
    all.dedup();
    all
}
