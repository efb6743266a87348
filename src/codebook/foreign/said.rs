//! What is said of lines that were left out or read differently: each with its line, up to a limit, and then how many more.

use crate::problem::Notice;

/// So many are told one by one; nobody reads more.
const MOST: usize = 300;

#[derive(Debug, Default)]
pub(super) struct Said {
    notices: Vec<Notice>,
    more: u64,
}

impl Said {
    /// `line`: from 1; 0 where the format does not tell.
    pub fn line(&mut self, line: u64, de: impl Into<String>, en: impl Into<String>) {
        if self.notices.len() < MOST {
            let notice = Notice::new(de, en);
            self.notices
                .push(if line > 0 { notice.in_row(line) } else { notice });
        } else {
            self.more += 1;
        }
    }

    pub fn extend(&mut self, notices: impl IntoIterator<Item = Notice>) {
        self.notices.extend(notices);
    }

    /// All, the number of those not told at the end.
    pub fn told(self) -> Vec<Notice> {
        let mut notices = self.notices;
        if self.more > 0 {
            let n = self.more;
            notices.push(Notice::new(
                format!("{n} weitere Hinweise dieser Art sind nicht aufgezählt."),
                format!("{n} more notices of this kind are not listed."),
            ));
        }
        notices
    }
}

/// A piece of the file as it is quoted in a sentence: not longer than a line.
pub(super) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let shown: String = text
        .chars()
        .take(LONGEST)
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        format!("{shown}…")
    } else {
        shown
    }
}
