//! A report as DOCX: headings, tables and captions as a word processor knows them, so that it can be written on.
//!
//! | member | what |
//! |---|---|
//! | `grid` | a table with its header row |
//!
//! The same document gives the same bytes: dates are those of the data, numbers of parts are counted from one.

mod grid;

use docx_rs::{
    Docx, FieldCharType, Hyperlink, HyperlinkType, InstrText, InstrToC, Paragraph, Pic, Run as Words,
};

use super::document::{Block, Document, Figure, Run, Sentence, Table};
use super::origin::{OriginId, in_language};
use crate::chart::Frame;
use crate::export::document::{About, LONG_SIDE, SHORT_SIDE, numbered, packed, styled, typewriter};
use crate::problem::{Problem, Result};

/// The file.
///
/// # Errors
/// The library cannot write it: our bug.
pub fn file(document: &Document) -> Result<Vec<u8>> {
    let mut page = Page {
        document,
        docx: styled(Docx::new()),
        bookmarks: 0,
    };
    page.whole()?;
    let about = About {
        title: &document.title,
        language: document.language,
        day: document.day.as_deref(),
        pictures: document
            .figures()
            .map(|figure| figure.chart.title.as_str())
            .collect(),
    };
    packed(page.docx, &about)
}

/// How wide a picture is, in English metric units: 16 cm.
const PICTURE: u32 = 16 * 360_000;
/// Enough for print.
const SCALE: f32 = 2.0;

struct Page<'d> {
    document: &'d Document,
    docx: Docx,
    bookmarks: usize,
}

impl Page<'_> {
    fn whole(&mut self) -> Result<()> {
        let document = self.document;
        self.change(|docx| numbered(docx).page_size(SHORT_SIDE, LONG_SIDE));
        self.add(
            Paragraph::new()
                .style("Title")
                .add_run(Words::new().add_text(&document.title)),
        );
        for sentence in &document.lead {
            self.sentence("Lead", sentence);
        }
        self.contents();
        for section in &document.sections {
            self.heading("Heading1", &section.title, section.id);
            for block in &section.blocks {
                self.block(block)?;
            }
        }
        self.origins();
        Ok(())
    }

    /// A table of contents that a word processor brings up to date with page numbers; until then, links.
    fn contents(&mut self) {
        let document = self.document;
        let title = document.say("Inhalt", "Contents");
        self.add(
            Paragraph::new()
                .style("ContentsHeading")
                .add_run(Words::new().add_text(title)),
        );
        let origins = (
            "origins",
            document.say("Herkunft der Zahlen", "Where the figures come from"),
        );
        let sections = document
            .sections
            .iter()
            .map(|section| (section.id, section.title.as_str()));
        let entries: Vec<(&str, &str)> = sections.chain([origins]).collect();
        let last = entries.len() - 1;
        for (at, (id, title)) in entries.into_iter().enumerate() {
            let mut line = Paragraph::new().style("ToC1");
            if at == 0 {
                let field = InstrToC::new().heading_styles_range(1, 1).hyperlink();
                line = line.add_run(
                    Words::new()
                        .add_field_char(FieldCharType::Begin, true)
                        .add_instr_text(InstrText::TOC(field))
                        .add_field_char(FieldCharType::Separate, false),
                );
            }
            line = line.add_hyperlink(link(title, id));
            if at == last {
                line = line.add_run(Words::new().add_field_char(FieldCharType::End, false));
            }
            self.add(line);
        }
    }

    fn block(&mut self, block: &Block) -> Result<()> {
        match block {
            Block::Heading(text) => {
                self.add(
                    Paragraph::new()
                        .style("Heading2")
                        .keep_next(true)
                        .add_run(Words::new().add_text(text)),
                );
            }
            Block::Sentence(sentence) => self.sentence("Said", sentence),
            Block::Warning(sentence) => self.sentence("Warning", sentence),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.chart(figure)?,
            Block::Quotation { words, whose } => {
                let quoted = words
                    .split('\n')
                    .enumerate()
                    .fold(Words::new(), |run, (at, line)| {
                        let run = if at > 0 {
                            run.add_break(docx_rs::BreakType::TextWrapping)
                        } else {
                            run
                        };
                        run.add_text(line)
                    });
                self.add(
                    Paragraph::new()
                        .style("Quotation")
                        .keep_next(true)
                        .add_run(quoted),
                );
                self.add(
                    Paragraph::new()
                        .style("QuotationOf")
                        .add_run(Words::new().add_text(whose)),
                );
            }
            Block::Source(source) => {
                self.add(
                    Paragraph::new()
                        .style("Source")
                        .add_run(Words::new().add_text(source)),
                );
            }
        }
        Ok(())
    }

    fn sentence(&mut self, style: &str, sentence: &Sentence) {
        let paragraph = sentence
            .0
            .iter()
            .fold(Paragraph::new().style(style), |paragraph, run| match run {
                Run::Words(text) => typed(paragraph, text),
                Run::Figure(text, origin) => paragraph.add_hyperlink(link(text, &origin.anchor())),
                Run::Section(text, section) => paragraph.add_hyperlink(link(text, section)),
            });
        self.add(paragraph);
    }

    fn table(&mut self, table: &Table) {
        let word = self.document.say("Tabelle", "Table");
        let (id, anchor) = (self.bookmark(), table.anchor());
        let caption = Paragraph::new()
            .style("Caption")
            .keep_next(true)
            .add_bookmark_start(id, anchor)
            .add_run(Words::new().bold().add_text(format!("{word} {}", table.number)))
            .add_bookmark_end(id)
            .add_run(Words::new().add_text(format!(" {}", table.grid.title)));
        self.add(caption);
        let drawn = grid::drawn(table, self.document.language);
        self.change(|docx| docx.add_table(drawn));
        self.add(Paragraph::new().style("BehindTable"));
    }

    /// A chart as a picture; what it says to those who cannot see it, `package` adds.
    fn chart(&mut self, figure: &Figure) -> Result<()> {
        let (language, chart) = (self.document.language, &figure.chart);
        let png = chart.png(Frame::Captioned, language, SCALE)?;
        let (width, height) = size_of(&png)?;
        let tall =
            u32::try_from(u64::from(PICTURE) * u64::from(height) / u64::from(width)).unwrap_or(PICTURE);
        let picture = Pic::new_with_dimensions(png, width, height)
            .id(format!("rIdChart{}", figure.number))
            .size(PICTURE, tall);
        self.add(
            Paragraph::new()
                .style("Picture")
                .keep_next(true)
                .add_run(Words::new().add_image(picture)),
        );
        let word = self.document.say("Abbildung", "Figure");
        let (id, anchor) = (self.bookmark(), figure.anchor());
        let mut caption = Paragraph::new()
            .style("CaptionBelow")
            .add_bookmark_start(id, anchor)
            .add_run(Words::new().bold().add_text(format!("{word} {} ", figure.number)))
            .add_bookmark_end(id)
            .add_hyperlink(link(&chart.title, &figure.origin.anchor()));
        if !chart.note.is_empty() {
            caption = caption.add_run(Words::new().color("5F5B54").add_text(format!(". {}", chart.note)));
        }
        self.add(caption);
        Ok(())
    }

    fn origins(&mut self) {
        let document = self.document;
        let language = document.language;
        let title = document.say("Herkunft der Zahlen", "Where the figures come from");
        self.heading("Heading1", title, "origins");
        let reading = document.say(
            "Jede Zahl und jede Spaltenüberschrift dieses Berichts führt hierher. Der Befehl gibt die Zahlen noch einmal aus, im Ordner der Studie.",
            "Every figure and every column heading of this report leads here. The command prints the figures again, in the folder of the study.",
        );
        self.sentence("Said", &Sentence::plain(reading));
        for (at, origin) in document.origins.iter().enumerate() {
            let id = OriginId::at(at);
            let name = format!("{} {}", id.name(), origin.title.get(language));
            self.heading("Heading3", &name, &id.anchor());
            let mut facts: Vec<(&str, String)> = origin
                .facts
                .iter()
                .map(|(name, value)| (name.get(language), value.get(language).to_owned()))
                .collect();
            if let Some(command) = &origin.command {
                let typed = format!("`{}`", in_language(command, language));
                facts.push((document.say("Befehl", "Command"), typed));
            }
            for (name, value) in facts {
                let line = Paragraph::new()
                    .style("Fact")
                    .add_run(Words::new().bold().add_text(format!("{name}: ")));
                self.add(typed(line, &value));
            }
        }
    }

    /// A heading that can be linked to.
    fn heading(&mut self, style: &str, text: &str, anchor: &str) {
        let id = self.bookmark();
        let heading = Paragraph::new()
            .style(style)
            .keep_next(true)
            .add_bookmark_start(id, anchor)
            .add_run(Words::new().add_text(text))
            .add_bookmark_end(id);
        self.add(heading);
    }

    fn bookmark(&mut self) -> usize {
        self.bookmarks += 1;
        self.bookmarks
    }

    fn add(&mut self, paragraph: Paragraph) {
        self.change(|docx| docx.add_paragraph(paragraph));
    }

    fn change(&mut self, change: impl FnOnce(Docx) -> Docx) {
        self.docx = change(std::mem::take(&mut self.docx));
    }
}

/// What stands between backticks is typed.
fn typed(paragraph: Paragraph, text: &str) -> Paragraph {
    let pieces = text.split('`').enumerate().filter(|(_, piece)| !piece.is_empty());
    pieces.fold(paragraph, |paragraph, (at, piece)| {
        let words = Words::new().add_text(piece);
        paragraph.add_run(if at % 2 == 1 {
            words.fonts(typewriter())
        } else {
            words
        })
    })
}

/// Width and height of a PNG in pixels, from its first chunk (PNG specification, 11.2.2).
fn size_of(png: &[u8]) -> Result<(u32, u32)> {
    let number = |at: usize| {
        let bytes = png.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
        bytes.map(u32::from_be_bytes).filter(|number| *number > 0)
    };
    number(16)
        .zip(number(20))
        .ok_or_else(|| Problem::bug("a picture without a size"))
}

/// Words that lead to a bookmark.
fn link(text: &str, anchor: &str) -> Hyperlink {
    Hyperlink::new(anchor, HyperlinkType::Anchor).add_run(Words::new().add_text(text))
}
