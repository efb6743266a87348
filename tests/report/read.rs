//! Reading back what a report holds: tables, links and sentences of HTML, tables of DOCX.
//!
//! Both forms are read by their tags alone, in the way in which they are written; no more of either language is understood.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// A table as it reads.
#[derive(Debug)]
pub struct Table {
    pub title: String,
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Head and rows.
    pub fn cells(&self) -> Vec<Vec<String>> {
        std::iter::once(self.head.clone())
            .chain(self.rows.clone())
            .collect()
    }

    /// What is a figure in it, however the language writes numbers: digits alone.
    pub fn figures(&self) -> Vec<String> {
        let cells = self.rows.iter().flat_map(|row| row.iter().skip(1));
        let digits = cells.map(|cell| {
            let is_figure = cell.starts_with(|first: char| first.is_ascii_digit());
            cell.chars()
                .filter(|letter| is_figure && letter.is_ascii_digit())
                .collect()
        });
        digits.collect()
    }
}

/// A piece of markup.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Piece<'t> {
    /// Without its angle brackets: `p class="said"`, `/p`.
    Tag(&'t str),
    Text(&'t str),
}

/// The pieces of a text, style sheets left out.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        if open > 0 {
            pieces.push(Piece::Text(&rest[..open]));
        }
        let close = rest[open..].find('>').expect("a tag that ends") + open;
        let tag = &rest[open + 1..close];
        pieces.push(Piece::Tag(tag));
        rest = &rest[close + 1..];
        if tag == "style" {
            rest = &rest[rest.find("</style>").expect("a style that ends")..];
        }
    }
    pieces.push(Piece::Text(rest));
    pieces
}

fn name(tag: &str) -> &str {
    tag.split([' ', '\n']).next().unwrap_or_default()
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

/// An HTML page by its tags.
pub struct Html<'t> {
    pieces: Vec<Piece<'t>>,
}

/// A sentence of a page.
#[derive(Debug)]
pub struct Sentence {
    pub text: String,
    pub without_links: String,
}

impl<'t> Html<'t> {
    pub fn of(page: &'t str) -> Html<'t> {
        let html = Html { pieces: pieces(page) };
        html.is_balanced();
        html
    }

    /// Every element that has to be closed is, in the right order.
    fn is_balanced(&self) {
        let mut open: Vec<&str> = Vec::new();
        for piece in &self.pieces {
            let Piece::Tag(tag) = piece else { continue };
            let name = name(tag);
            if let Some(closed) = name.strip_prefix('/') {
                assert_eq!(open.pop(), Some(closed));
            } else if !["!DOCTYPE", "meta", "link", "br", "img"].contains(&name) && !tag.ends_with('/') {
                open.push(name);
            }
        }
        assert!(open.is_empty(), "{open:?} stay open");
    }

    /// Values of an attribute, wherever it stands.
    pub fn attributes<'a>(&'a self, wanted: &'a str) -> impl Iterator<Item = &'t str> + 'a {
        self.pieces.iter().filter_map(move |piece| {
            let Piece::Tag(tag) = piece else { return None };
            let at = tag.find(&format!(" {wanted}=\""))? + wanted.len() + 3;
            let length = tag[at..].find('"')?;
            Some(&tag[at..at + length])
        })
    }

    pub fn sentences(&self) -> Vec<Sentence> {
        let mut sentences = Vec::new();
        let mut open: Option<Sentence> = None;
        let mut links = 0;
        for piece in &self.pieces {
            match piece {
                Piece::Tag(tag) if tag.starts_with("p class=\"said") || tag.starts_with("p class=\"lead") => {
                    open = Some(Sentence {
                        text: String::new(),
                        without_links: String::new(),
                    });
                }
                Piece::Tag("/p") => sentences.extend(open.take()),
                Piece::Tag(tag) if name(tag) == "a" => links += 1,
                Piece::Tag("/a") => links -= 1,
                Piece::Tag(_) => {}
                Piece::Text(text) => {
                    if let Some(sentence) = &mut open {
                        sentence.text.push_str(&unescaped(text));
                        if links == 0 {
                            sentence.without_links.push_str(&unescaped(text));
                        }
                    }
                }
            }
        }
        sentences
    }
}

/// Without what somebody said: a name or a wording between quotation marks may hold numbers.
pub fn without_quoted(text: &str) -> String {
    let mut kept = String::new();
    let mut until = None;
    for letter in text.chars() {
        match (until, letter) {
            (Some(close), letter) if letter == close => until = None,
            (Some(_), _) => {}
            (None, '»') => until = Some('«'),
            (None, '“') => until = Some('”'),
            (None, '`') => until = Some('`'),
            (None, letter) => kept.push(letter),
        }
    }
    kept
}

/// Names and years of sources that a sentence names: `Gail u. a. 1996`, `Holm (1979)`.
pub fn cited(sentence: &str) -> Vec<(String, String)> {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let bare = |word: &str| {
        word.trim_matches(|letter: char| !letter.is_alphanumeric())
            .to_owned()
    };
    let mut cited = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let year = bare(word);
        let is_year = year.len() == 4
            && (year.starts_with("19") || year.starts_with("20"))
            && year.bytes().all(|digit| digit.is_ascii_digit());
        let between = ["&", "u.", "a.", "et", "al.", "und", "and"];
        let name = words[..at].iter().rev().find(|word| !between.contains(word));
        if let (true, Some(name)) = (is_year, name) {
            let name = bare(name);
            if name.starts_with(char::is_uppercase) {
                cited.push((name, year));
            }
        }
    }
    cited
}

/// The tables of a page, in their order.
pub fn html_tables(page: &str) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let (mut rows, mut cell, mut title): (Vec<Vec<String>>, Option<String>, Option<String>) =
        (Vec::new(), None, None);
    let mut inside = false;
    for piece in pieces(page) {
        match piece {
            Piece::Tag(tag) => match name(tag) {
                "table" => {
                    inside = true;
                    rows.clear();
                }
                "caption" => title = Some(String::new()),
                "tr" if inside => rows.push(Vec::new()),
                "th" | "td" if inside => cell = Some(String::new()),
                "/th" | "/td" => {
                    if let (Some(cell), Some(row)) = (cell.take(), rows.last_mut()) {
                        row.push(cell);
                    }
                }
                "/table" => {
                    inside = false;
                    let head = rows.remove(0);
                    tables.push(Table {
                        title: title.take().unwrap_or_default(),
                        head,
                        rows: std::mem::take(&mut rows),
                    });
                }
                _ => {}
            },
            Piece::Text(text) => {
                let text = unescaped(text);
                match (&mut cell, &mut title) {
                    (Some(cell), _) => cell.push_str(&text),
                    (None, Some(title)) if rows.is_empty() => title.push_str(&text),
                    _ => {}
                }
            }
        }
    }
    tables
}

/// The cells of the tables of a document, in their order.
pub fn docx_tables(document: &str) -> Vec<Vec<Vec<String>>> {
    let mut tables: Vec<Vec<Vec<String>>> = Vec::new();
    let (mut inside, mut text) = (false, false);
    for piece in pieces(document) {
        match piece {
            Piece::Tag(tag) => match name(tag) {
                "w:tbl" => {
                    inside = true;
                    tables.push(Vec::new());
                }
                "/w:tbl" => inside = false,
                "w:tr" if inside => tables.last_mut().unwrap().push(Vec::new()),
                "w:tc" if inside => tables.last_mut().unwrap().last_mut().unwrap().push(String::new()),
                "w:t" => text = !tag.ends_with('/'),
                "/w:t" => text = false,
                _ => {}
            },
            Piece::Text(said) if inside && text => {
                let cell = tables.last_mut().unwrap().last_mut().unwrap().last_mut().unwrap();
                cell.push_str(&unescaped(said));
            }
            Piece::Text(_) => {}
        }
    }
    tables
}

/// The XML parts of a document, by name.
pub fn docx_parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip archive");
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        if name.ends_with(".xml") || name.ends_with(".rels") {
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            parts.insert(name, text);
        }
    }
    parts
}

/// Every element is closed in its order, and no sign stands where it must not.
pub fn is_well_formed(text: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    for piece in pieces(text) {
        match piece {
            Piece::Tag(tag) if tag.starts_with(['?', '!']) || tag.ends_with('/') => {}
            Piece::Tag(tag) => match tag.strip_prefix('/') {
                Some(closed) if open.pop() == Some(name(closed)) => {}
                Some(_) => return false,
                None => open.push(name(tag)),
            },
            Piece::Text(text) => {
                let entities = ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&#"];
                let loose = text
                    .match_indices('&')
                    .any(|(at, _)| !entities.iter().any(|known| text[at..].starts_with(known)));
                if loose || text.contains('\u{0}') {
                    return false;
                }
            }
        }
    }
    open.is_empty()
}
