//! What a drawing comes to when it is laid out: its texts and where each stands.

use std::sync::Arc;

use resvg::tiny_skia::Pixmap;
use resvg::usvg::{Group, Node, Options, Tree, fontdb};

pub fn tree(svg: &str) -> Tree {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(notosans::REGULAR_TTF.to_vec());
    fonts.load_font_data(notosans::BOLD_TTF.to_vec());
    let options = Options {
        fontdb: Arc::new(fonts),
        ..Options::default()
    };
    Tree::from_str(svg, &options).unwrap()
}

/// A text and its bounds.
#[derive(Debug)]
pub struct Bounds {
    pub text: String,
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

impl Bounds {
    /// Whether letters touch: a box of text is as high as the font's accents and tails, which lines may share.
    pub fn touches(&self, other: &Bounds) -> bool {
        let wide = self.right.min(other.right) - self.left.max(other.left);
        let high = self.bottom.min(other.bottom) - self.top.max(other.top);
        wide > 1.0 && high > 3.5
    }
}

pub fn boxes(tree: &Tree) -> Vec<Bounds> {
    let mut found = Vec::new();
    walk(tree.root(), &mut |node| {
        if let Node::Text(text) = node {
            let bounds = text.abs_bounding_box();
            found.push(Bounds {
                text: said(text),
                left: bounds.left(),
                top: bounds.top(),
                right: bounds.right(),
                bottom: bounds.bottom(),
            });
        }
    });
    found
}

pub fn texts(tree: &Tree) -> Vec<String> {
    boxes(tree).into_iter().map(|one| one.text).collect()
}

fn said(text: &resvg::usvg::Text) -> String {
    text.chunks().iter().map(|chunk| chunk.text()).collect()
}

fn walk(group: &Group, see: &mut dyn FnMut(&Node)) {
    for node in group.children() {
        see(node);
        if let Node::Group(group) = node {
            walk(group, see);
        }
    }
}

/// Width, height and the red of each pixel.
pub fn decode(png: &[u8]) -> (u32, u32, Vec<u8>) {
    let pixmap = Pixmap::decode_png(png).unwrap();
    let red = pixmap.pixels().iter().map(|pixel| pixel.red()).collect();
    (pixmap.width(), pixmap.height(), red)
}
