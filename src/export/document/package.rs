//! What the library cannot say itself, put into the parts that it has written: the language of the text, rows that are repeated on
//! every page, title and program.
//!
//! Places after ECMA-376 part 1: `w:lang` (17.3.2.20) in the defaults of runs, `w:tblHeader` (17.4.49) in the properties of a row.

use docx_rs::{Docx, XMLDocx};

use crate::problem::{Problem, Result};
use crate::words::Language;

/// What a package says of its document.
#[derive(Debug, Clone, Default)]
pub struct About<'d> {
    pub title: &'d str,
    pub language: Language,
    /// `2026-05-31`, where the data have one.
    pub day: Option<&'d str>,
    /// What each picture shows, in the order of the document.
    pub pictures: Vec<&'d str>,
}

/// The file of a document.
///
/// # Errors
/// The library writes its parts in another way than it did, or not at all: our bug.
pub fn packed(docx: Docx, about: &About<'_>) -> Result<Vec<u8>> {
    let mut built = docx.build();
    complete(&mut built, about)?;
    let mut bytes = std::io::Cursor::new(Vec::new());
    built
        .pack(&mut bytes)
        .map_err(|error| Problem::bug(format!("DOCX: {error}")))?;
    Ok(bytes.into_inner())
}

fn complete(built: &mut XMLDocx, about: &About<'_>) -> Result<()> {
    let language = match about.language {
        Language::De => "de-DE",
        Language::En => "en-GB",
    };
    change(&mut built.styles, |styles| {
        let lang = format!("<w:lang w:val=\"{language}\" w:eastAsia=\"{language}\" w:bidi=\"ar-SA\" />");
        put_before(styles, "</w:rPr></w:rPrDefault>", &lang)
    })?;
    let pictures = about.pictures.iter().copied();
    change(&mut built.document, |document| {
        with_names(&with_header_rows(document), pictures)
    })?;
    let day = about.day.unwrap_or("1970-01-01");
    let title = escaped(about.title);
    change(&mut built.doc_props.core, |core| {
        let core = core
            .replace(">unknown<", ">freitext<")
            .replace("1970-01-01T00:00:00Z", &format!("{day}T00:00:00Z"));
        let said = format!("<dc:language>{language}</dc:language><dc:title>{title}</dc:title>");
        put_before(&core, "</cp:coreProperties>", &said)
    })
}

fn change(part: &mut Vec<u8>, change: impl FnOnce(&str) -> Option<String>) -> Result<()> {
    let text = std::str::from_utf8(part).map_err(|error| Problem::bug(error.to_string()))?;
    let changed = change(text).ok_or_else(|| Problem::bug("a part of a DOCX is not as it was expected"))?;
    *part = changed.into_bytes();
    Ok(())
}

fn put_before(text: &str, place: &str, piece: &str) -> Option<String> {
    let at = text.find(place)?;
    Some(format!("{}{piece}{}", &text[..at], &text[at..]))
}

/// The first row of every table is a header row. There are no tables inside of tables.
fn with_header_rows(document: &str) -> String {
    let mut pieces = document.split("<w:tbl>");
    let mut whole = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        whole.push_str("<w:tbl>");
        whole.push_str(&piece.replacen("<w:trPr>", "<w:trPr><w:tblHeader />", 1));
    }
    whole
}

/// Each picture says what it shows, in the order of the document, and has a number of its own.
fn with_names<'c>(document: &str, charts: impl Iterator<Item = &'c str>) -> Option<String> {
    const PICTURE: &str = "<wp:docPr id=\"1\" name=\"Figure\" />";
    let mut pieces = document.split(PICTURE);
    let mut whole = pieces.next()?.to_owned();
    let mut charts = charts.enumerate();
    for piece in pieces {
        let (at, title) = charts.next()?;
        let (number, title) = (at + 1, escaped(title));
        whole.push_str(&format!(
            "<wp:docPr id=\"{number}\" name=\"Figure {number}\" descr=\"{title}\" />{piece}"
        ));
    }
    charts.next().is_none().then_some(whole)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_row_of_each_table_is_repeated_on_every_page() {
        let row = "<w:tr><w:trPr><w:cantSplit /></w:trPr></w:tr>";
        let text = format!("a<w:tbl>{row}{row}</w:tbl>b<w:tbl>{row}</w:tbl>");
        let with = with_header_rows(&text);
        assert_eq!(with.matches("<w:tblHeader />").count(), 2);
        assert_eq!(with.replace("<w:tblHeader />", ""), text);
    }
}
