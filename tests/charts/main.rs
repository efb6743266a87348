//! Every kind of chart with easy and hard data, in both languages: whole, readable, the same every time.
//!
//! With `FREITEXT_GALLERY=FOLDER` the pictures are written there, to be looked at.

#[path = "../desk/mod.rs"]
mod desk;
mod gallery;
mod of_tables;
mod picture;

use freitext::chart::{Chart, Frame, KINDS};
use freitext::words::Language;
use gallery::gallery;
use picture::{boxes, texts, tree};

fn each(mut see: impl FnMut(&str, &Chart, Language)) {
    for language in [Language::De, Language::En] {
        for (name, chart) in gallery(language) {
            let suffix = if language == Language::De { "de" } else { "en" };
            see(&format!("{name}-{suffix}"), &chart, language);
        }
    }
}

#[test]
fn the_gallery_shows_every_kind() {
    let shown: Vec<&str> = gallery(Language::De)
        .iter()
        .map(|(_, chart)| chart.kind.name())
        .collect();
    for kind in KINDS {
        assert!(shown.contains(&kind.name), "{} is not drawn", kind.name);
    }
}

#[test]
fn drawings_are_strict_and_the_same_every_time() {
    each(|name, chart, language| {
        for frame in [Frame::Titled, Frame::Captioned] {
            let svg = chart.svg(frame, language);
            assert_eq!(svg, chart.svg(frame, language), "{name}");
            for absent in [
                " style=", " id=", "href", "url(", "<script", "NaN", "\"inf", ".00000",
            ] {
                assert!(!svg.contains(absent), "{name} contains {absent}");
            }
            assert!(svg.contains("role=\"img\""), "{name}");
            assert!(svg.contains("<title>") && svg.contains("<desc>"), "{name}");
        }
    });
}

#[test]
fn all_labels_are_whole_inside_and_apart() {
    let mut wrong = Vec::new();
    each(|name, chart, language| {
        let svg = chart.svg(Frame::Titled, language);
        let tree = tree(&svg);
        let (width, height) = (tree.size().width(), tree.size().height());
        let boxes = boxes(&tree);
        for one in &boxes {
            if one.left < 0.0 || one.top < 0.0 || one.right > width || one.bottom > height {
                wrong.push(format!("{name}: “{}” leaves the picture: {one:?}", one.text));
            }
        }
        for (at, one) in boxes.iter().enumerate() {
            for other in &boxes[at + 1..] {
                if one.touches(other) {
                    wrong.push(format!("{name}: “{}” touches “{}”", one.text, other.text));
                }
            }
        }
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_label_is_missing() {
    let mut wrong = Vec::new();
    each(|name, chart, language| {
        let svg = chart.svg(Frame::Titled, language);
        let drawn: String = texts(&tree(&svg)).concat();
        let letters = |text: &str| -> String {
            text.chars()
                .filter(|letter| letter.is_alphanumeric() || "<>&\"".contains(*letter))
                .collect()
        };
        let drawn = letters(&drawn);
        for label in gallery::labels(&chart.kind) {
            if !drawn.contains(&letters(&label)) {
                wrong.push(format!("{name}: “{label}”"));
            }
        }
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pictures_have_the_size_of_the_drawing() {
    let folder = std::env::var_os("FREITEXT_GALLERY").map(std::path::PathBuf::from);
    each(|name, chart, language| {
        let png = chart.png(Frame::Titled, language, 2.0).unwrap();
        let size = tree(&chart.svg(Frame::Titled, language)).size();
        let (width, height, pixels) = picture::decode(&png);
        assert_eq!(
            (width, height),
            (size.width() as u32 * 2, size.height() as u32 * 2),
            "{name}"
        );
        assert!(pixels.iter().any(|pixel| *pixel < 120), "{name} is empty");
        if let Some(folder) = &folder {
            std::fs::write(folder.join(format!("{name}.png")), &png).unwrap();
            std::fs::write(
                folder.join(format!("{name}.svg")),
                chart.svg(Frame::Titled, language),
            )
            .unwrap();
        }
    });
}

#[test]
fn the_same_picture_twice_has_the_same_bytes() {
    let charts = gallery(Language::De);
    let (_, chart) = &charts[0];
    let draw = || chart.png(Frame::Captioned, Language::De, 1.0).unwrap();
    assert_eq!(draw(), draw());
    assert!(chart.png(Frame::Captioned, Language::De, 40.0).is_err());
}

#[test]
fn figures_of_every_chart_stand_in_its_table() {
    each(|name, chart, language| {
        let grid = chart.grid(language);
        assert_eq!(grid.title, chart.title);
        for row in &grid.rows {
            assert_eq!(row.len(), grid.headings.len(), "{name}");
        }
        assert!(!grid.rows.is_empty() || name.starts_with("empty"), "{name}");
    });
}

#[test]
fn without_data_a_sentence_stands_in_place_of_the_drawing() {
    each(|name, chart, language| {
        let svg = chart.svg(Frame::Titled, language);
        let said = match language {
            Language::De => "nichts zu zeichnen",
            Language::En => "nothing to draw",
        };
        assert_eq!(svg.contains(said), name.starts_with("empty"), "{name}");
    });
}
