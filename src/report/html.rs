//! A report as one HTML file: style inside, no script, nothing loaded from elsewhere. Reads on a telephone, prints as A4.

use std::fmt::Write;

use super::document::{Block, Document, Figure, Run, Sentence, Table, TableKind};
use super::origin::{Origin, OriginId, in_language};
use crate::chart::Frame;
use crate::tables::Field;
use crate::words::Language;

/// The style of a report, in its file and for a preview.
pub const STYLE: &str = include_str!("report.css");

/// What a drawing is known by outside of a page.
const NAMESPACE: &str = " xmlns=\"http://www.w3.org/2000/svg\"";

/// The file.
pub fn file(document: &Document) -> String {
    page(document, &format!("<style>\n{STYLE}</style>"))
}

/// The same with a style sheet at an address, for where no style may stand inside a page.
pub fn linked(document: &Document, style: &str) -> String {
    let style = escaped(style);
    // Without an icon of its own a page has the browser ask for one.
    page(
        document,
        &format!("<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"{style}\">"),
    )
}

fn page(document: &Document, style: &str) -> String {
    let mut page = Page {
        document,
        html: String::new(),
    };
    page.whole(style);
    page.html
}

/// Text as HTML holds it, in elements and attributes.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            letter => safe.push(letter),
        }
    }
    safe
}

struct Page<'d> {
    document: &'d Document,
    html: String,
}

impl Page<'_> {
    fn add(&mut self, piece: std::fmt::Arguments<'_>) {
        // Writing into a string never fails.
        let _ = self.html.write_fmt(piece);
    }

    fn whole(&mut self, style: &str) {
        let document = self.document;
        let lang = match document.language {
            Language::De => "de",
            Language::En => "en",
        };
        let title = escaped(&document.title);
        self.add(format_args!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light\">\n<title>{title}</title>\n{style}\n</head>\n<body>\n"
        ));
        self.add(format_args!("<header>\n<h1>{title}</h1>\n"));
        for sentence in &document.lead {
            self.paragraph("lead", sentence);
        }
        self.add(format_args!("</header>\n"));
        self.contents();
        self.add(format_args!("<main>\n"));
        for section in &document.sections {
            self.add(format_args!(
                "<section id=\"{}\">\n<h2>{}</h2>\n",
                section.id,
                escaped(&section.title)
            ));
            for block in &section.blocks {
                self.block(block);
            }
            self.add(format_args!("</section>\n"));
        }
        self.origins();
        self.add(format_args!("</main>\n</body>\n</html>\n"));
    }

    fn contents(&mut self) {
        let document = self.document;
        let name = document.say("Inhalt", "Contents");
        self.add(format_args!(
            "<nav aria-label=\"{name}\">\n<h2>{name}</h2>\n<ol>\n"
        ));
        for section in &document.sections {
            self.add(format_args!(
                "<li><a href=\"#{}\">{}</a></li>\n",
                section.id,
                escaped(&section.title)
            ));
        }
        let origins = document.say("Herkunft der Zahlen", "Where the figures come from");
        self.add(format_args!(
            "<li><a href=\"#origins\">{origins}</a></li>\n</ol>\n</nav>\n"
        ));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(text) => self.add(format_args!("<h3>{}</h3>\n", escaped(text))),
            Block::Sentence(sentence) => self.paragraph("said", sentence),
            Block::Warning(sentence) => self.paragraph("said warning", sentence),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.chart(figure),
            Block::Quotation { words, whose } => self.add(format_args!(
                "<figure class=\"quotation\"><blockquote>{}</blockquote><figcaption>{}</figcaption></figure>\n",
                escaped(words),
                escaped(whose)
            )),
            Block::Source(source) => self.add(format_args!("<p class=\"source\">{}</p>\n", escaped(source))),
        }
    }

    fn paragraph(&mut self, class: &str, sentence: &Sentence) {
        self.add(format_args!("<p class=\"{class}\">"));
        for run in &sentence.0 {
            match run {
                Run::Words(text) => self.words(text),
                Run::Figure(text, origin) => self.figure(text, *origin),
                Run::Section(text, section) => {
                    self.add(format_args!("<a href=\"#{section}\">{}</a>", escaped(text)));
                }
            }
        }
        self.add(format_args!("</p>\n"));
    }

    /// What stands between backticks is typed.
    fn words(&mut self, text: &str) {
        for (at, piece) in text.split('`').enumerate() {
            let piece = escaped(piece);
            match at % 2 {
                1 => self.add(format_args!("<code>{piece}</code>")),
                _ => self.add(format_args!("{piece}")),
            }
        }
    }

    fn figure(&mut self, text: &str, origin: OriginId) {
        self.add(format_args!(
            "<a class=\"figure\" href=\"#{}\">{}</a>",
            origin.anchor(),
            escaped(text)
        ));
    }

    fn table(&mut self, table: &Table) {
        let document = self.document;
        let word = document.say("Tabelle", "Table");
        let title = escaped(&table.grid.title);
        let anchor = table.anchor();
        let (kind, size) = match (table.kind, table.grid.headings.len()) {
            (TableKind::Words, _) => ("words", ""),
            (TableKind::Figures, columns) if columns > 8 => ("figures", " wide"),
            (TableKind::Figures, _) => ("figures", ""),
        };
        let short = if table.grid.rows.len() <= 30 && table.kind == TableKind::Figures {
            " whole"
        } else {
            ""
        };
        self.add(format_args!(
            "<div class=\"table {kind}{size}{short}\" id=\"{anchor}\" tabindex=\"0\" role=\"region\" aria-labelledby=\"{anchor}c\">\n\
             <table>\n<caption id=\"{anchor}c\"><b>{word} {}</b> {title}</caption>\n<thead>\n<tr>",
            table.number
        ));
        for (at, heading) in table.grid.headings.iter().enumerate() {
            if heading.is_empty() {
                self.add(format_args!("<td></td>"));
                continue;
            }
            let class = if table.is_of_figures(at) {
                " class=\"n\""
            } else {
                ""
            };
            self.add(format_args!(
                "<th scope=\"col\"{class}><a href=\"#{}\">{}</a></th>",
                table.origin.anchor(),
                escaped(heading)
            ));
        }
        self.add(format_args!("</tr>\n</thead>\n<tbody>\n"));
        let (rows, sums) = table.rows();
        rows.iter().for_each(|row| self.row(table, row));
        self.add(format_args!("</tbody>\n"));
        if !sums.is_empty() {
            self.add(format_args!("<tfoot>\n"));
            sums.iter().for_each(|row| self.row(table, row));
            self.add(format_args!("</tfoot>\n"));
        }
        self.add(format_args!("</table>\n</div>\n"));
    }

    /// A chart; its title leads to where its figures come from.
    fn chart(&mut self, figure: &Figure) {
        let language = self.document.language;
        let word = self.document.say("Abbildung", "Figure");
        let (chart, anchor) = (&figure.chart, figure.anchor());
        // Inside a page the drawing needs no name space. It escapes its labels itself.
        let drawing = chart.svg(Frame::Captioned, language).replacen(NAMESPACE, "", 1);
        self.add(format_args!(
            "<figure class=\"chart\" id=\"{anchor}\">\n<div class=\"drawing\" tabindex=\"0\" role=\"region\" aria-label=\"{}\">{drawing}</div>\n\
             <figcaption><b>{word} {}</b> <a href=\"#{}\">{}</a>",
            escaped(&chart.title),
            figure.number,
            figure.origin.anchor(),
            escaped(&chart.title)
        ));
        if !chart.note.is_empty() {
            self.add(format_args!(" <small>{}</small>", escaped(&chart.note)));
        }
        self.add(format_args!("</figcaption>\n</figure>\n"));
    }

    fn row(&mut self, table: &Table, row: &[Field]) {
        self.add(format_args!("<tr>"));
        for (at, field) in row.iter().enumerate() {
            let said = escaped(&field.say(self.document.language));
            match at {
                0 => self.add(format_args!("<th scope=\"row\">{said}</th>")),
                _ if table.is_of_figures(at) => self.add(format_args!("<td class=\"n\">{said}</td>")),
                _ => self.add(format_args!("<td>{said}</td>")),
            }
        }
        self.add(format_args!("</tr>\n"));
    }

    /// Where every figure comes from.
    fn origins(&mut self) {
        let document = self.document;
        let title = document.say("Herkunft der Zahlen", "Where the figures come from");
        let reading = document.say(
            "Jede Zahl und jede Spaltenüberschrift dieses Berichts führt hierher. Der Befehl gibt die Zahlen noch einmal aus, im Ordner der Studie.",
            "Every figure and every column heading of this report leads here. The command prints the figures again, in the folder of the study.",
        );
        self.add(format_args!(
            "<section id=\"origins\">\n<h2>{title}</h2>\n<p>{reading}</p>\n"
        ));
        for (at, origin) in document.origins.iter().enumerate() {
            self.origin(OriginId::at(at), origin);
        }
        self.add(format_args!("</section>\n"));
    }

    fn origin(&mut self, id: OriginId, origin: &Origin) {
        let document = self.document;
        let language = document.language;
        self.add(format_args!(
            "<div class=\"origin\" id=\"{}\">\n<h3>{} {}</h3>\n<dl>\n",
            id.anchor(),
            id.name(),
            escaped(origin.title.get(language))
        ));
        for (name, value) in &origin.facts {
            self.add(format_args!(
                "<dt>{}</dt><dd>{}</dd>\n",
                escaped(name.get(language)),
                escaped(value.get(language))
            ));
        }
        if let Some(command) = &origin.command {
            let name = document.say("Befehl", "Command");
            self.add(format_args!(
                "<dt>{name}</dt><dd><code>{}</code></dd>\n",
                escaped(&in_language(command, language))
            ));
        }
        let tables: Vec<&Table> = document.tables().filter(|table| table.origin == id).collect();
        if !tables.is_empty() {
            let (name, word) = (
                document.say("Steht in", "Stands in"),
                document.say("Tabelle", "Table"),
            );
            let links: Vec<String> = tables
                .iter()
                .map(|table| format!("<a href=\"#{}\">{word} {}</a>", table.anchor(), table.number))
                .collect();
            self.add(format_args!("<dt>{name}</dt><dd>{}</dd>\n", links.join(", ")));
        }
        self.add(format_args!("</dl>\n</div>\n"));
    }
}
