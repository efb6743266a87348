//! What was doubtful, kept up to a limit and counted beyond it.

use crate::problem::Notice;

/// Kept in memory, some 300 bytes each; a file of millions of rows that is wrong in every row must not fill it.
const KEPT: usize = 10_000;

#[derive(Debug, Default)]
pub(super) struct Notices {
    file: String,
    /// Where several are read.
    sheet: Option<String>,
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
            let notice = match (&self.sheet, notice.place.row) {
                (Some(sheet), Some(_)) => notice.in_file(format!("{} [{sheet}]", self.file)),
                _ => notice.in_file(&self.file),
            };
            self.kept.push(notice);
        } else {
            self.more += 1;
        }
    }

    /// What comes now is said of rows of this sheet.
    pub fn of_sheet(&mut self, sheet: &str) {
        self.sheet = Some(sheet.to_owned());
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
