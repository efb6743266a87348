//! Where a command works: the language, the streams, the clock. In tests both streams are buffers.

use std::io::{IsTerminal, Write};
use std::path::Path;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::pictures::Pictures;
use crate::problem::{Notice, Problem, Result};
use crate::results::Part;
use crate::study::Study;
use crate::tables::{Drawing, draw_grid};
use crate::words::{Language, Text};

pub struct Desk<'a> {
    pub language: Language,
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    /// Notices shown in full before the rest is counted.
    notices_shown: usize,
    /// Where charts that are shown are written too.
    pub(super) charts: Option<Pictures>,
}

impl<'a> Desk<'a> {
    pub fn new(language: Language, out: &'a mut dyn Write, err: &'a mut dyn Write) -> Self {
        Desk {
            language,
            out,
            err,
            notices_shown: 20,
            charts: None,
        }
    }

    /// Results, on standard output. A reader that went away (`| head`) is no failure.
    pub fn print(&mut self, text: &str) -> Result<()> {
        match self.out.write_all(text.as_bytes()) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(not_written(&error)),
            _ => Ok(()),
        }
    }

    /// Results so far are seen now, not only when the command ends.
    pub fn flush(&mut self) -> Result<()> {
        match self.out.flush() {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(not_written(&error)),
            _ => Ok(()),
        }
    }

    /// One sentence of results.
    pub fn say(&mut self, de: impl Into<String>, en: impl Into<String>) -> Result<()> {
        let text = Text::new(de, en);
        let line = format!("{}\n", text.get(self.language));
        self.print(&line)
    }

    /// A report: sentences one below the other, headings and tables after an empty line.
    ///
    /// # Errors
    /// The output cannot be written; the folder for charts cannot.
    pub fn show(&mut self, parts: &[Part]) -> Result<()> {
        let drawing = Drawing {
            language: self.language,
            width: self.width(),
        };
        let mut text = String::new();
        for part in parts {
            match part {
                Part::Heading(heading) => text.push_str(&format!("\n{heading}\n")),
                Part::Sentence(sentence) => text.push_str(&format!("{sentence}\n")),
                Part::Grid(grid) => text.push_str(&format!("\n{}", draw_grid(grid, &drawing))),
                // A terminal has no pictures; the figures of one are its table.
                Part::Chart(chart) => {
                    let grid = chart.grid(self.language);
                    text.push_str(&format!("\n{}", draw_grid(&grid, &drawing)));
                    if !chart.note.is_empty() {
                        text.push_str(&format!("{}\n", chart.note));
                    }
                    if let Some(pictures) = &mut self.charts {
                        text.push_str(&format!("→ {}\n", pictures.add(chart, self.language)?.join(", ")));
                    }
                }
            }
        }
        self.print(&text)
    }

    /// Sentences, one below the other.
    pub fn tell(&mut self, said: &[Text]) -> Result<()> {
        let lines: String = said.iter().map(|text| super::line(text, self.language)).collect();
        self.print(&lines)
    }

    /// A value as JSON.
    pub fn print_json(&mut self, value: &impl serde::Serialize) -> Result<()> {
        let json = serde_json::to_string_pretty(value).map_err(|error| Problem::bug(error.to_string()))?;
        self.print(&format!("{json}\n"))
    }

    /// What went wrong, on standard error.
    pub fn complain(&mut self, text: &str) {
        let _ = self.err.write_all(text.as_bytes());
    }

    /// A few remarks on standard error.
    pub fn remarks(&mut self, notices: &[Notice]) {
        for notice in notices {
            let text = super::draw::notice(notice, self.language);
            self.complain(&text);
        }
    }

    /// Opens a study and says what opening did to the file.
    pub fn study(&mut self, path: &Path) -> Result<Study> {
        let study = Study::open(path)?;
        self.remarks(study.notice().map_or(&[], std::slice::from_ref));
        Ok(study)
    }

    /// What is doubtful in a file, on standard error: the first in full, the rest counted.
    pub fn notices(&mut self, notices: &[Notice], not_kept: u64) {
        let language = self.language;
        for notice in notices.iter().take(self.notices_shown) {
            let text = super::draw::notice(notice, language);
            self.complain(&text);
        }
        let more = notices.len().saturating_sub(self.notices_shown) as u64 + not_kept;
        if more > 0 {
            let more = language.count(more);
            let text = Text::new(
                format!("… und {more} weitere Hinweise. Mit --notices DATEI stehen sie in einer Datei."),
                format!("… and {more} more notices. With --notices FILE they are in a file."),
            );
            let text = super::line(&text, language);
            self.complain(&text);
        }
    }

    /// A progress bar on standard error; silent when that is no terminal.
    pub fn progress(&self, de: &str, en: &str) -> Progress {
        let target = if std::io::stderr().is_terminal() {
            ProgressDrawTarget::stderr_with_hz(8)
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(None, target);
        let text = Text::new(de, en);
        bar.set_message(text.get(self.language).to_owned());
        if let Ok(style) = ProgressStyle::with_template("{msg:<24} {bar:30} {percent:>3} % {eta}") {
            bar.set_style(style);
        }
        Progress(bar)
    }

    /// Columns of the terminal; none where the output goes into a file or another program.
    pub fn width(&self) -> Option<usize> {
        std::io::stdout()
            .is_terminal()
            .then(|| terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0)))
    }

    /// Seconds since 1970 UTC.
    pub fn now(&self) -> i64 {
        jiff::Timestamp::now().as_second()
    }
}

fn not_written(error: &std::io::Error) -> Problem {
    Problem::input(
        format!("Die Ausgabe ließ sich nicht schreiben: {error}."),
        format!("The output could not be written: {error}."),
    )
    .hint(
        "Platz und Ziel der Umleitung prüfen und noch einmal aufrufen.",
        "Check the space and the target of the redirection, then call again.",
    )
}

/// A progress bar that goes away when the work is done.
pub struct Progress(ProgressBar);

impl Progress {
    /// Shows how much is done, and of how much. The terminal ends work by its own signals, so this never does.
    pub fn at(&self, done: u64, all: u64) -> Result<()> {
        self.0.set_length(all);
        self.0.set_position(done);
        Ok(())
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
