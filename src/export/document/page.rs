//! What is the same on every page, upright or across: margins, and its number at the foot.

use docx_rs::{AlignmentType, Docx, Footer, NumPages, PageMargin, PageNum, Paragraph, Run as Words};

use super::MARGIN;

/// The document with margins and `3 / 17` under each page; its size is said by whoever fills it.
pub fn numbered(docx: Docx) -> Docx {
    let margin = PageMargin {
        top: MARGIN,
        left: MARGIN,
        bottom: MARGIN,
        right: MARGIN,
        header: 600,
        footer: 600,
        gutter: 0,
    };
    let number = Paragraph::new()
        .style("PageNumber")
        .align(AlignmentType::Center)
        .add_page_num(PageNum::new())
        .add_run(Words::new().add_text(" / "))
        .add_num_pages(NumPages::new());
    docx.page_margin(margin)
        .footer(Footer::new().add_paragraph(number))
}
