//! The report as a file: the same bytes, the same tables in both forms, figures that lead somewhere, nothing personal.

mod desk;
#[path = "report/read.rs"]
mod read;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use desk::Desk;
use read::{Html, docx_parts, docx_tables, html_tables, is_well_formed};

/// The measures with their published codes, as decisions of the authors.
fn measures() -> Desk {
    let desk = Desk::new();
    let corpus = desk.corpus("massnahmen.csv");
    let answers = ["import", "s.freitext", &corpus, "--text", "text", "--id", "id"];
    let codings = [
        "--respondent",
        "respondent",
        "--codes",
        "codes",
        "--coder",
        "Autorin",
        "--codebook",
        "handlungsfelder",
    ];
    desk.freitext(&[&answers[..], &codings].concat()).succeeds();
    desk
}

/// Writes a report; gives its bytes.
fn report(desk: &Desk, file: &str, more: &[&str]) -> Vec<u8> {
    desk.freitext(&[&["report", "s.freitext", "--to", file], more].concat())
        .succeeds();
    std::fs::read(desk.path(file)).unwrap()
}

fn html(desk: &Desk, more: &[&str]) -> String {
    String::from_utf8(report(desk, "r.html", more)).unwrap()
}

/// The measures, and reports on them in both languages, made once for all tests.
struct Made {
    html: [String; 2],
    docx: [Vec<u8>; 2],
}

const LANGUAGES: [&str; 2] = ["de", "en"];

fn made() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| {
        let desk = measures();
        let asked = |language| ["--lang", language, "--contacted", "1169"];
        Made {
            html: LANGUAGES.map(|language| html(&desk, &asked(language))),
            docx: LANGUAGES.map(|language| report(&desk, "r.docx", &asked(language))),
        }
    })
}

#[test]
fn a_report_is_the_same_bytes_whenever_it_is_made() {
    // Made from a study of its own, later and in another folder; times in an archive are told in steps of two seconds.
    let made = made();
    std::thread::sleep(std::time::Duration::from_millis(2100));
    let desk = measures();
    let asked = ["--lang", "de", "--contacted", "1169"];
    assert!(report(&desk, "a.html", &asked) == made.html[0].as_bytes());
    assert!(report(&desk, "a.docx", &asked) == made.docx[0]);
}

#[test]
fn the_published_percents_stand_in_the_report() {
    let page = &made().html[0];
    let tables = html_tables(page);
    let by_office = tables
        .iter()
        .find(|table| table.title.contains("nach amt: jeder Fall einmal"))
        .expect("the crosstab of the published table");
    let order = by_office
        .head
        .iter()
        .position(|name| name == "Ordnungsämter")
        .unwrap();
    // Row "order offices" of the published table: one field of action, several, in percent of 69.
    let published = ["1,4", "11,6", "18,8", "5,8", "1,4", "0,0", "1,4", "1,4", "58,0"];
    for (row, percent) in by_office.rows.iter().zip(published) {
        assert!(
            row[order].contains(&format!("({percent}\u{a0}%)")),
            "{row:?} is not {percent}"
        );
    }
    assert_eq!(by_office.rows.last().unwrap()[order], "69");
    assert_eq!(by_office.rows.last().unwrap().last().unwrap(), "437");
    assert!(
        page.contains("22,9\u{a0}%") || page.contains("Rücklaufquote"),
        "the response rate is missing"
    );
}

#[test]
fn every_link_inside_leads_somewhere_and_nothing_is_loaded() {
    for (language, page) in LANGUAGES.iter().zip(&made().html) {
        let html = Html::of(page);
        let ids: BTreeSet<&str> = html.attributes("id").collect();
        assert_eq!(ids.len(), html.attributes("id").count(), "an id stands twice");
        let links: Vec<&str> = html.attributes("href").collect();
        assert!(links.len() > 100, "{} links", links.len());
        for link in links {
            let target = link
                .strip_prefix('#')
                .unwrap_or_else(|| panic!("{link} leads out of the file"));
            assert!(ids.contains(target), "{link} leads nowhere");
        }
        assert_eq!(
            html.attributes("src").count() + html.attributes("style").count(),
            0
        );
        for outside in ["http:", "https:", "<script", "url(", "@import", "<link"] {
            assert!(!page.contains(outside), "{outside} in the report");
        }
        assert!(page.starts_with(&format!("<!DOCTYPE html>\n<html lang=\"{language}\">")));
    }
}

#[test]
fn every_figure_in_a_sentence_leads_to_its_origin() {
    for page in &made().html {
        let html = Html::of(page);
        let sentences = html.sentences();
        assert!(sentences.len() > 10);
        for sentence in sentences {
            let bare = read::without_quoted(&sentence.without_links);
            let loose = bare
                .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
                .find(|word| word.starts_with(|first: char| first.is_ascii_digit()));
            assert_eq!(loose, None, "in {:?}", sentence.text);
        }
    }
}

#[test]
fn both_forms_hold_the_same_tables_in_both_languages() {
    let made = made();
    let mut figures: Vec<Vec<Vec<String>>> = Vec::new();
    for (at, language) in LANGUAGES.into_iter().enumerate() {
        let page = &made.html[at];
        let parts = docx_parts(&made.docx[at]);
        for (name, text) in &parts {
            assert!(is_well_formed(text), "{name} is no well-formed XML");
        }
        let document = &parts["word/document.xml"];
        let (from_page, from_docx) = (html_tables(page), docx_tables(document));
        assert!(from_page.len() >= 7, "{} tables", from_page.len());
        assert_eq!(from_page.len(), from_docx.len());
        for (page, docx) in from_page.iter().zip(&from_docx) {
            assert_eq!(page.cells(), *docx, "{}", page.title);
        }
        assert!(parts["word/styles.xml"].contains(if language == "de" { "de-DE" } else { "en-GB" }));
        assert_eq!(document.matches("<w:tblHeader").count(), from_page.len());
        figures.push(from_page.iter().map(|table| table.figures()).collect());
    }
    assert_eq!(figures[0], figures[1], "German and English have other figures");
}

#[test]
fn every_source_that_is_named_stands_in_the_list() {
    for page in &made().html {
        let html = Html::of(page);
        let sources: Vec<&str> = page
            .lines()
            .filter(|line| line.starts_with("<p class=\"source\">"))
            .collect();
        let mut named = 0;
        for sentence in html.sentences() {
            for (name, year) in read::cited(&sentence.text) {
                named += 1;
                let listed = sources
                    .iter()
                    .any(|source| source.contains(&name) && source.contains(&format!("({year})")));
                assert!(listed, "{name} {year} is in no source: {:?}", sentence.text);
            }
        }
        assert!(named > 10, "{named}");
    }
}

#[test]
fn what_may_tell_who_somebody_is_is_never_quoted() {
    let desk = Desk::new();
    let answers = [
        "Mehr Licht in den Parks bei Nacht",
        "Mehr Licht, fragen Sie Herrn Meier dazu",
        "Mehr Licht: licht@stadt.example schreiben",
        "Mehr Licht, Telefon 0331 2891234 anrufen",
        "Mehr Licht in der Langen Straße 12 bitte",
        "Mehr Licht auf allen Wegen im Ort dort",
    ];
    let rows: Vec<String> = answers
        .iter()
        .enumerate()
        .map(|(at, answer)| format!("u{at},\"{answer}\",licht"))
        .collect();
    desk.file("a.csv", format!("id,text,codes\n{}\n", rows.join("\n")));
    desk.file(
        "felder.toml",
        "format = 1\ntitle = 'Felder'\nversion = '1'\n[[code]]\nid = 'licht'\nvalue = 1\nlabel = 'Licht'\n",
    );
    desk.import_coded("s.freitext", "a.csv", "Eva", "felder.toml");
    for file in ["r.html", "r.docx"] {
        let bytes = report(&desk, file, &["--lang", "de"]);
        let text = match file {
            "r.docx" => docx_parts(&bytes)["word/document.xml"].clone(),
            _ => String::from_utf8(bytes).unwrap(),
        };
        assert!(text.contains("Mehr Licht"), "{file} quotes nothing");
        for personal in ["Meier", "@stadt", "2891234", "Straße 12"] {
            assert!(!text.contains(personal), "{personal} stands in {file}");
        }
    }
    let without = html(&desk, &["--lang", "de", "--no-quotes"]);
    assert!(!without.contains("Mehr Licht"));
}

#[test]
fn a_study_in_which_nobody_has_decided_says_so() {
    let desk = Desk::new();
    let corpus = desk.corpus("chancen.csv");
    desk.import("s.freitext", &corpus);
    desk.freitext(&["suggest", "s.freitext", "--codebook", "chancen"])
        .succeeds();
    let page = html(&desk, &["--lang", "de"]);
    assert!(page.contains("Noch hat niemand etwas entschieden."), "{page}");
    assert!(page.contains("Vorschläge, die noch niemand geprüft hat"));
    let english = html(&desk, &["--lang", "en"]);
    assert!(english.contains("Nobody has decided anything yet."));
    report(&desk, "r.docx", &["--lang", "en"]);
}

#[test]
fn a_study_without_answers_gives_a_report_in_clear_sentences() {
    let desk = Desk::new();
    desk.file("a.csv", "id,text\n1,k. A.\n2,\n");
    desk.import("s.freitext", "a.csv");
    desk.freitext(&["suggest", "s.freitext", "--codebook", "chancen"])
        .succeeds();
    let page = html(&desk, &["--lang", "de"]);
    assert!(page.contains("Prozente sind deshalb nicht bestimmt"), "{page}");
    assert!(!page.contains("NaN"));
    report(&desk, "r.docx", &["--lang", "de"]);
    desk.freitext(&["new", "leer.freitext"]).succeeds();
    desk.freitext(&["report", "leer.freitext", "--to", "l.html"])
        .fails(1, &["no codebook"]);
    assert!(!desk.path("l.html").exists());
}

#[test]
fn what_cannot_be_written_is_said_before_anything_is() {
    let desk = measures();
    desk.freitext(&["report", "s.freitext", "--to", "r.pdf"])
        .fails(2, &[".html, .docx"]);
    desk.freitext(&["report", "s.freitext", "--to", "r.html", "--contacted", "3"])
        .fails(2, &["More have answered than were contacted"]);
    desk.freitext(&["report", "s.freitext", "--to", "r.html", "--by", "stadt"])
        .fails(2, &["no column", "amt"]);
    let names = desk.names();
    assert!(!names.iter().any(|name| name.starts_with("r.")), "{names:?}");
}
