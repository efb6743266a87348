//! Elements written one after the other, as XML 1.0 in UTF-8, an element a line.
//!
//! Deliberately absent: what is written (`write`).

use super::plain::is_allowed;

/// A document under way.
pub(super) struct Markup {
    out: String,
    open: Vec<&'static str>,
}

/// Attributes in the order in which they are written; those without a value are left out.
pub(super) type Attributes<'a> = &'a [(&'static str, Option<&'a str>)];

impl Markup {
    pub fn new() -> Markup {
        Markup {
            out: "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".to_owned(),
            open: Vec::new(),
        }
    }

    /// Opens an element in which others follow.
    pub fn open(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.begin(name, attributes);
        self.out.push_str(">\n");
        self.open.push(name);
    }

    pub fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            self.out.push_str(&format!("</{name}>\n"));
        }
    }

    /// An element without content.
    pub fn empty(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.begin(name, attributes);
        self.out.push_str("/>\n");
    }

    /// An element with words only.
    pub fn words(&mut self, name: &'static str, words: &str) {
        self.begin(name, &[]);
        self.out.push('>');
        self.escape(words, Within::Text);
        self.out.push_str(&format!("</{name}>\n"));
    }

    /// The same, unless there are no words.
    pub fn words_if_any(&mut self, name: &'static str, words: &str) {
        if !words.is_empty() {
            self.words(name, words);
        }
    }

    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn begin(&mut self, name: &str, attributes: Attributes<'_>) {
        self.indent();
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            if let Some(value) = value {
                self.out.push_str(&format!(" {name}=\""));
                self.escape(value, Within::Attribute);
                self.out.push('"');
            }
        }
    }

    fn indent(&mut self) {
        self.out.push_str(&" ".repeat(self.open.len()));
    }

    fn escape(&mut self, text: &str, within: Within) {
        for letter in text.chars().filter(|letter| is_allowed(*letter)) {
            match letter {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                // A reader makes a blank of them, or a line feed.
                '\r' => self.out.push_str("&#13;"),
                '\n' | '\t' if within == Within::Attribute => {
                    self.out.push_str(&format!("&#{};", letter as u32));
                }
                letter => self.out.push(letter),
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Attribute,
    Text,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packed::xml::tree;

    #[test]
    fn whatever_is_written_is_read_back() {
        let hard = "a\"b'<c>&amp; \n\t😀 Ö\r\n]]> ";
        let mut markup = Markup::new();
        markup.open("A", &[("x", Some(hard)), ("y", None)]);
        markup.words("B", hard);
        markup.empty("C", &[("z", Some("\u{1}1\0\u{ffff}"))]);
        let root = tree(&markup.finish()).unwrap();
        assert_eq!(root.attribute("x"), Some(hard));
        assert_eq!(root.attribute("y"), None);
        assert_eq!(root.child("B").unwrap().text, hard);
        assert_eq!(root.child("C").unwrap().attribute("z"), Some("1"));
    }
}
