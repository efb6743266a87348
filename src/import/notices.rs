//! What was doubtful, kept up to a limit and counted beyond it.

use crate::problem::Notice;

/// Kept in memory, some 300 bytes each; a file of millions of rows that is wrong in every row must not fill it.
const KEPT: usize = 10_000;

#[derive(Debug, Default)]
pub(super) struct Notices {
    file: String,
    kept: Vec<Notice>,
    more: u64,
}

impl Notices {
    pub fn of_file(file: &str) -> Self {
        Notices {
            file: file.to_owned(),
            ..Notices::default()
        }
    }

    pub fn push(&mut self, notice: Notice) {
        if self.kept.len() < KEPT {
            self.kept.push(notice.in_file(&self.file));
        } else {
            self.more += 1;
        }
    }

    /// For what is said of the file as a whole, and must not get lost behind its rows.
    pub fn push_first(&mut self, notice: Notice) {
        self.kept.insert(0, notice.in_file(&self.file));
    }

    /// As [`Notices::push_first`], in this order.
    pub fn extend_first(&mut self, notices: Vec<Notice>) {
        for notice in notices.into_iter().rev() {
            self.push_first(notice);
        }
    }

    pub fn extend(&mut self, notices: impl IntoIterator<Item = Notice>) {
        for notice in notices {
            self.push(notice);
        }
    }

    /// The notices kept and how many there were beyond them.
    pub fn finish(self) -> (Vec<Notice>, u64) {
        (self.kept, self.more)
    }
}
