//! XML without a document type: elements one after the other, or as a tree.
//!
//! Deliberately absent: entities that a file declares itself (by them a small file becomes a large one, or another file
//! comes in), and encodings other than UTF-8 and UTF-16 with a mark.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::problem::{Problem, Result};

/// Elements within elements that are followed.
const DEPTH: usize = 200;

/// What comes next in a file. Names stand without their prefix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Open {
        name: String,
        attributes: Vec<(String, String)>,
    },
    /// Character data up to the next tag, entities resolved; blank text included.
    Text(String),
    Close,
}

/// An element with everything in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// All character data directly in it, joined.
    pub text: String,
    pub children: Vec<Element>,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// The first child of that name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All children of that name.
    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }
}

/// The letters of a file: UTF-8 with or without a mark, UTF-16 with one.
///
/// # Errors
/// Neither of them.
pub fn letters(bytes: &[u8]) -> Result<String> {
    let of_pairs = |pair: fn([u8; 2]) -> u16| {
        let (pairs, rest) = bytes[2..].as_chunks::<2>();
        let units = pairs.iter().map(|bytes| pair(*bytes));
        let letters: std::result::Result<String, _> = char::decode_utf16(units).collect();
        letters.ok().filter(|_| rest.is_empty())
    };
    let read = match bytes {
        [0xff, 0xfe, ..] => of_pairs(u16::from_le_bytes),
        [0xfe, 0xff, ..] => of_pairs(u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok().map(str::to_owned),
        _ => std::str::from_utf8(bytes).ok().map(str::to_owned),
    };
    read.ok_or_else(|| malformed("keine UTF-8-Zeichen", "no UTF-8 letters"))
}

/// Gives each piece of a document to `each`.
///
/// # Errors
/// No well-formed XML; a document type; elements nested absurdly deep; what `each` reports.
pub fn pieces(text: &str, mut each: impl FnMut(Piece) -> Result<()>) -> Result<()> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut open = 0;
    let mut any = false;
    let mut words = String::new();
    loop {
        let event = reader.read_event().map_err(wrong)?;
        if matches!(event, Event::Start(_) | Event::End(_) | Event::Eof) && !words.is_empty() {
            each(Piece::Text(std::mem::take(&mut words)))?;
        }
        match event {
            Event::Start(tag) => {
                if open == 0 && any {
                    return Err(malformed(
                        "mehr als ein Wurzelelement",
                        "more than one root element",
                    ));
                }
                (open, any) = (open + 1, true);
                if open > DEPTH {
                    return Err(malformed("zu tief verschachtelt", "nested too deeply"));
                }
                each(opened(&tag)?)?;
            }
            Event::End(_) => {
                open -= 1;
                each(Piece::Close)?;
            }
            Event::Text(text) if open > 0 => words.push_str(&text.xml10_content()),
            Event::CData(text) if open > 0 => words.push_str(&text.xml10_content()),
            Event::GeneralRef(entity) if open > 0 => {
                let letter = match entity.resolve_char_ref().map_err(wrong)? {
                    Some(letter) => letter,
                    None => match &*entity.into_inner() {
                        "lt" => '<',
                        "gt" => '>',
                        "amp" => '&',
                        "apos" => '\'',
                        "quot" => '"',
                        other => {
                            return Err(malformed(
                                &format!("die unbekannte Entität »{other}«"),
                                &format!("the unknown entity “{other}”"),
                            ));
                        }
                    },
                };
                words.push(letter);
            }
            Event::DocType(_) => {
                return Err(malformed(
                    "eine Dokumenttyp-Deklaration, die nicht gelesen wird",
                    "a document type declaration, which is not read",
                ));
            }
            Event::Eof if open > 0 || !any => return Err(malformed("ein fehlendes Ende", "a missing end")),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// A document as a tree.
///
/// # Errors
/// As [`pieces`].
pub fn tree(text: &str) -> Result<Element> {
    let mut open: Vec<Element> = vec![Element::default()];
    pieces(text, |piece| {
        match piece {
            Piece::Open { name, attributes } => open.push(Element {
                name,
                attributes,
                ..Element::default()
            }),
            Piece::Text(text) => open.last_mut().expect("the root stays").text.push_str(&text),
            Piece::Close => {
                let closed = open.pop().expect("the reader checks that tags match");
                open.last_mut().expect("the root stays").children.push(closed);
            }
        }
        Ok(())
    })?;
    let root = open.pop().and_then(|mut root| root.children.pop());
    root.ok_or_else(|| malformed("kein Element", "no element"))
}

fn opened(tag: &BytesStart<'_>) -> Result<Piece> {
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| wrong(error.into()))?;
        let value = attribute.normalized_value(XmlVersion::default()).map_err(wrong)?;
        attributes.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
    }
    Ok(Piece::Open {
        name: tag.local_name().as_ref().to_owned(),
        attributes,
    })
}

fn wrong(error: quick_xml::Error) -> Problem {
    let what = error.to_string();
    malformed(&what, &what)
}

fn malformed(de: &str, en: &str) -> Problem {
    Problem::input(
        format!("Die Datei ist kein lesbares XML: {de}."),
        format!("The file is no XML that can be read: {en}."),
    )
    .hint(
        "Die Datei noch einmal exportieren oder übertragen.",
        "Export or transfer the file once more.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_attributes_and_entities_are_read() {
        let root = tree(
            "<?xml version='1.0'?><p:a x='1 &amp; &#252;'>Stra&#xDF;e <![CDATA[<b> & ]]>&lt;<c/><c y='2'>z\r\nw</c></p:a>",
        )
        .unwrap();
        assert_eq!(root.name, "a");
        assert_eq!(root.attribute("x"), Some("1 & ü"));
        assert_eq!(root.text, "Straße <b> & <");
        assert_eq!(root.named("c").count(), 2);
        let second = root.named("c").nth(1).unwrap();
        assert_eq!((second.attribute("y"), &*second.text), (Some("2"), "z\nw"));
    }

    #[test]
    fn what_is_hostile_or_broken_is_said() {
        let billion = "<!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c '&b;&b;&b;'>]><a>&c;</a>";
        let outside = "<!DOCTYPE a [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><a>&f;</a>";
        let deep = "<a>".repeat(100_000);
        for (text, says) in [
            (billion, "document type"),
            (outside, "document type"),
            ("<a>&f;</a>", "unknown entity"),
            (&deep, "nested too deeply"),
            ("<a><b></a>", "no XML"),
            ("<a", "no XML"),
            ("<a><b/>", "missing end"),
            ("", "missing end"),
            ("<a/><b/>", "more than one root"),
            ("<a x='1' x='2'/>", "no XML"),
        ] {
            let problem = tree(text).unwrap_err();
            assert!(problem.what().en.contains(says), "{}", problem.what().en);
        }
    }

    #[test]
    fn letters_with_a_mark_are_read() {
        for bytes in [
            &b"\xef\xbb\xbfa\xc3\xbc"[..],
            b"\xff\xfea\0\xfc\0",
            b"\xfe\xff\0a\0\xfc",
            b"a\xc3\xbc",
        ] {
            assert_eq!(letters(bytes).unwrap(), "aü");
        }
        assert!(letters(b"a\xfc").is_err());
        assert!(letters(b"\xff\xfea").is_err());
    }
}
