//! One row of a table, in buffers that serve for every row.

/// How a cell was written, where that matters for what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// As it stands.
    Bare,
    /// Between quotation marks.
    Quoted,
    /// Began with a quotation mark but goes on after the closing one; kept with its marks.
    Stray,
    /// A formula that the spreadsheet program left without a value; its source stands here.
    Formula,
    /// An error value such as `#NAME?`.
    Error,
}

/// Cells of one row. `number` counts as a spreadsheet counts, from 1.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub number: u64,
    text: Vec<u8>,
    used: usize,
    ends: Vec<(usize, Written)>,
    /// Columns of which [`Row::clean`] took something out.
    cleaned: Vec<usize>,
}

impl Row {
    pub fn clear(&mut self, number: u64) {
        self.number = number;
        self.used = 0;
        self.ends.clear();
        self.cleaned.clear();
    }

    /// A copy that takes no more memory than its cells need.
    pub fn compact(&self) -> Row {
        Row {
            number: self.number,
            text: self.text().to_vec(),
            used: self.used,
            ends: self.ends.clone(),
            cleaned: self.cleaned.clone(),
        }
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The cell at `column`; a cell that the row does not have is empty.
    pub fn cell(&self, column: usize) -> &str {
        self.span(column, column)
    }

    /// How the cell was written; a cell that the row does not have is bare.
    pub fn written(&self, column: usize) -> Written {
        self.ends.get(column).map_or(Written::Bare, |end| end.1)
    }

    pub fn is_blank(&self) -> bool {
        self.text[..self.used]
            .iter()
            .all(|byte| byte.is_ascii_whitespace())
    }

    pub fn text(&self) -> &[u8] {
        &self.text[..self.used]
    }

    /// Room for `more` bytes of the cell that is being read.
    pub fn room(&mut self, more: usize) -> &mut [u8] {
        if self.text.len() < self.used + more {
            self.text.resize((self.used + more).next_power_of_two(), 0);
        }
        &mut self.text[self.used..]
    }

    /// `bytes` of the room were filled.
    pub fn grow(&mut self, bytes: usize) {
        self.used += bytes;
    }

    /// Where the cell that is being read began.
    pub fn open_at(&self) -> usize {
        self.ends.last().map_or(0, |end| end.0)
    }

    /// Ends the cell that is being read.
    pub fn close(&mut self, written: Written) {
        self.ends.push((self.used, written));
    }

    /// Ends the cell that is being read with other bytes than those read.
    pub fn close_with(&mut self, bytes: &[u8], written: Written) {
        self.used = self.open_at();
        self.room(bytes.len())[..bytes.len()].copy_from_slice(bytes);
        self.grow(bytes.len());
        self.close(written);
    }

    /// Makes one cell of `first ..= last`, joined by `separator`.
    pub fn join(&mut self, first: usize, last: usize, separator: u8) {
        let mut text = Vec::new();
        let mut ends = Vec::with_capacity(self.ends.len());
        for column in 0..self.ends.len() {
            if column > first && column <= last {
                text.push(separator);
                ends.pop();
            }
            text.extend_from_slice(self.cell(column).as_bytes());
            ends.push((text.len(), self.ends[column].1));
        }
        self.used = text.len();
        self.text = text;
        self.ends = ends;
    }

    /// Takes out control characters, which nobody typed; a vertical tab, which some programs write for a line break within a
    /// cell, becomes one.
    pub fn clean(&mut self) {
        if !self.text().iter().any(|byte| is_control(*byte)) {
            return;
        }
        let mut text = Vec::with_capacity(self.used);
        let mut start = 0;
        for (column, (end, _)) in self.ends.iter_mut().enumerate() {
            let cell = &self.text[start..*end];
            start = *end;
            if cell.iter().any(|byte| is_control(*byte)) {
                self.cleaned.push(column);
            }
            text.extend(cell.iter().filter_map(|byte| match byte {
                b'\x0b' => Some(b'\n'),
                byte => (!is_control(*byte)).then_some(*byte),
            }));
            *end = text.len();
        }
        self.used = text.len();
        self.text = text;
    }

    /// Columns that control characters were taken out of.
    pub fn cleaned(&self) -> &[usize] {
        &self.cleaned
    }

    fn span(&self, first: usize, last: usize) -> &str {
        let Some(&(end, _)) = self.ends.get(last) else {
            return "";
        };
        let start = if first == 0 { 0 } else { self.ends[first - 1].0 };
        // Readers hand over UTF-8 cut at ASCII bytes only.
        std::str::from_utf8(&self.text[start..end]).unwrap_or("")
    }
}

/// Whether a byte is none that a text has: all below the blank but tab and line breaks, and DEL.
pub(super) fn is_control(byte: u8) -> bool {
    byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r') || byte == 0x7f
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_taken_out_and_remembered() {
        let mut row = Row::default();
        row.clear(2);
        for cell in ["\0", "Sprach\0kurse\u{1b}", "a\tb\nc", "ä\x0bö\u{7f}"] {
            row.close_with(cell.as_bytes(), Written::Bare);
        }
        row.clean();
        let cells: Vec<&str> = (0..row.len()).map(|at| row.cell(at)).collect();
        assert_eq!(cells, ["", "Sprachkurse", "a\tb\nc", "ä\nö"]);
        assert_eq!(row.cleaned(), [0, 1, 3]);
        row.clear(3);
        row.clean();
        assert!(row.cleaned().is_empty());
    }

    #[test]
    fn surplus_cells_are_joined_as_they_were_typed() {
        let mut row = Row::default();
        row.clear(2);
        for cell in ["7", "Sprachkurse", " Feste", " Beratung", "Amt"] {
            row.close_with(cell.as_bytes(), Written::Bare);
        }
        row.join(1, 3, b',');
        let cells: Vec<&str> = (0..row.len()).map(|at| row.cell(at)).collect();
        assert_eq!(cells, ["7", "Sprachkurse, Feste, Beratung", "Amt"]);
        assert_eq!(row.cell(9), "");
    }
}
