//! The same drawing as PNG. Only the font that comes along is used, so that each machine makes the same picture.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use crate::problem::{Problem, Result};

/// Pixels of a drawing; `scale` 1 is 96 dpi, 3 is enough for print. Between 0.1 and 10.
///
/// # Errors
/// A scale outside these bounds.
pub(super) fn png(svg: &str, scale: f32) -> Result<Vec<u8>> {
    if !(0.1..=10.0).contains(&scale) {
        return Err(Problem::input(
            format!("{scale} ist keine Vergrößerung zwischen 0,1 und 10."),
            format!("{scale} is no magnification between 0.1 and 10."),
        )
        .hint("3 ist für den Druck genug.", "3 is enough for print."));
    }
    let tree = tree(svg)?;
    let size = tree.size();
    let pixels = |length: f32| (length * scale).round() as u32;
    let mut pixmap = Pixmap::new(pixels(size.width()), pixels(size.height()))
        .ok_or_else(|| Problem::bug("a picture without extent"))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    pixmap
        .encode_png()
        .map_err(|error| Problem::bug(error.to_string()))
}

/// The drawing with its text laid out.
fn tree(svg: &str) -> Result<Tree> {
    let options = Options {
        fontdb: fonts(),
        font_family: "Noto Sans".to_owned(),
        ..Options::default()
    };
    Tree::from_str(svg, &options).map_err(|error| Problem::bug(error.to_string()))
}

fn fonts() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let load = || {
        let mut fonts = fontdb::Database::new();
        fonts.load_font_data(notosans::REGULAR_TTF.to_vec());
        fonts.load_font_data(notosans::BOLD_TTF.to_vec());
        Arc::new(fonts)
    };
    Arc::clone(FONTS.get_or_init(load))
}
