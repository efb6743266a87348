//! How headings, captions, quotations look in a word processor.

use docx_rs::{Docx, LineSpacing, LineSpacingType, RunFonts, Style, StyleType};

/// Half points.
const TEXT: usize = 20;
const SMALL: usize = 17;

const INK: &str = "1F1D1A";
const MUTED: &str = "5F5B54";

pub fn styled(docx: Docx) -> Docx {
    let font = RunFonts::new().ascii("Arial").hi_ansi("Arial").cs("Arial");
    let docx = docx.default_size(TEXT).default_fonts(font).default_line_spacing(
        LineSpacing::new()
            .line_rule(LineSpacingType::Auto)
            .line(264)
            .after(0)
            .before(0),
    );
    let style = |id: &str, name: &str| Style::new(id, StyleType::Paragraph).name(name).based_on("Normal");
    let heading = |level: usize, size: usize, before: u32| {
        style(&format!("Heading{level}"), &format!("heading {level}"))
            .next("Said")
            .size(size)
            .bold()
            .color(INK)
            .outline_lvl(level - 1)
            .q_format(true)
            .line_spacing(spaced(before, 80))
    };
    let styles = [
        heading(1, 30, 480),
        heading(2, 24, 280),
        heading(3, 21, 200),
        style("Title", "Title")
            .size(40)
            .bold()
            .color(INK)
            .line_spacing(spaced(0, 120)),
        style("Lead", "Subtitle")
            .color(MUTED)
            .line_spacing(spaced(0, 120)),
        style("ContentsHeading", "TOC Heading")
            .size(24)
            .bold()
            .line_spacing(spaced(360, 80)),
        style("ToC1", "toc 1").line_spacing(spaced(0, 40)),
        style("Said", "Body Text").line_spacing(spaced(0, 120)),
        style("Warning", "Warning")
            .color("7F5000")
            .indent(Some(280), None, None, None)
            .line_spacing(spaced(40, 120)),
        style("Caption", "caption")
            .size(SMALL)
            .line_spacing(spaced(200, 80)),
        style("Picture", "Picture").line_spacing(spaced(160, 40)),
        style("CaptionBelow", "Figure Caption")
            .size(SMALL)
            .line_spacing(spaced(0, 240)),
        style("BehindTable", "Behind table")
            .size(SMALL)
            .line_spacing(spaced(0, 120)),
        style("Quotation", "Quote")
            .italic()
            .indent(Some(400), None, None, None)
            .line_spacing(spaced(60, 0)),
        style("QuotationOf", "Quote Source")
            .size(SMALL)
            .color(MUTED)
            .indent(Some(400), None, None, None)
            .line_spacing(spaced(0, 120)),
        style("Source", "Bibliography")
            .indent(
                Some(400),
                Some(docx_rs::SpecialIndentType::Hanging(400)),
                None,
                None,
            )
            .line_spacing(spaced(0, 100)),
        style("Fact", "Fact").size(SMALL).line_spacing(spaced(0, 20)),
        style("Cell", "Table Text").line_spacing(spaced(0, 0)),
        style("PageNumber", "footer").size(SMALL).color(MUTED),
    ];
    styles.into_iter().fold(docx, Docx::add_style)
}

/// For what is typed.
pub fn typewriter() -> RunFonts {
    RunFonts::new()
        .ascii("Courier New")
        .hi_ansi("Courier New")
        .cs("Courier New")
}

/// Space before and after, in twentieths of a point.
fn spaced(before: u32, after: u32) -> LineSpacing {
    LineSpacing::new().before(before).after(after)
}
