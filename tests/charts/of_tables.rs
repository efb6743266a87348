//! Charts of the 437 measures, from the command line: the figures are those of the table, the files are whole.

use crate::desk::Desk;
use crate::picture::{boxes, decode, tree};

fn study() -> Desk {
    let desk = Desk::new();
    let file = desk.corpus("massnahmen.csv");
    desk.import_coded("s.freitext", &file, "Autorin", "handlungsfelder");
    desk
}

fn drawn(desk: &Desk, arguments: &[&str]) -> (String, Vec<String>) {
    let call = [
        &["chart", "s.freitext"],
        arguments,
        &["--to", "bild.svg", "--lang", "de"],
    ]
    .concat();
    let printed = desk.freitext(&call).succeeds();
    let texts = boxes(&tree(&desk.read("bild.svg")));
    (printed, texts.into_iter().map(|one| one.text).collect())
}

/// The published table of fields of action by office (wave 1), as in `tests/table_of_the_measures.rs`: of 69 measures of order
/// offices 11.6 % are only of the social space, 18.8 % presence, 58.0 % of several fields.
#[test]
fn the_stacks_of_the_measures_are_the_published_rows() {
    let desk = study();
    let (printed, texts) = drawn(&desk, &["stacked", "--by", "amt", "--counting", "exclusive"]);
    let row = printed
        .lines()
        .find(|line| line.contains("Ordnungsämter"))
        .unwrap();
    for share in ["11,6\u{a0}%", "18,8\u{a0}%", "58,0\u{a0}%"] {
        assert!(row.contains(share), "{row}");
    }
    for text in ["n = 69", "n = 120", "12\u{a0}%", "19\u{a0}%", "58\u{a0}%"] {
        assert!(texts.iter().any(|one| one == text), "{text} is not in {texts:?}");
    }
}

#[test]
fn each_kind_is_drawn_with_the_base_beneath() {
    let desk = study();
    for kind in ["bars", "radar", "heat"] {
        let (_, texts) = drawn(&desk, &[kind, "--by", "amt", "--dimensions"]);
        let all = texts.join(" ");
        assert!(all.contains("437"), "{kind}: {all}");
        assert!(all.contains("Integrationsbeauftragte"), "{kind}: {all}");
    }
    let (printed, texts) = drawn(&desk, &["ranking"]);
    assert!(printed.contains("Wilson"), "{printed}");
    assert_eq!(texts.iter().filter(|text| *text == "1.").count(), 1);
}

/// The cells that stand out are those that the test of the same table names.
#[test]
fn a_tested_heat_map_marks_what_stands_out() {
    let desk = study();
    let heat = ["heat", "--by", "amt", "--counting", "exclusive"];
    let (_, plain) = drawn(&desk, &heat);
    let (printed, tested) = drawn(&desk, &[&heat[..], &["--test", "--draws", "999"]].concat());
    assert!(!plain.iter().any(|text| text == "mehr als erwartet"));
    assert!(
        tested.iter().any(|text| text == "mehr als erwartet"),
        "{tested:?}"
    );
    assert!(printed.contains("Residuum"), "{printed}");
}

/// Of the 437 measures 1 to 4 of a group are at most 5 of 100 where groups have 64 or more, and 5 of 120 are 4 of 100.
#[test]
fn what_a_table_hides_no_chart_shows() {
    let desk = study();
    let hidden = ["--by", "amt", "--counting", "exclusive", "--min-cell", "5"];
    let (printed, texts) = drawn(&desk, &[&["heat"][..], &hidden].concat());
    let shown = |text: &str| texts.iter().filter(|one| *one == text).count();
    assert!(shown("–") > 10, "{texts:?}");
    for told in ["1\u{a0}%", "2\u{a0}%", "3\u{a0}%"] {
        assert_eq!(shown(told), 0, "{told}");
    }
    assert!(!printed.contains("1,4\u{a0}%"), "{printed}");
    let (printed, texts) = drawn(&desk, &[&["bars"][..], &hidden].concat());
    assert!(texts.iter().any(|text| text == "–"));
    assert!(!texts.contains(&"1,4\u{a0}%".to_owned()) && !printed.contains("1,4\u{a0}%"));
    let stacked = ["chart", "s.freitext", "stacked", "--to", "s.svg"];
    desk.freitext(&[&stacked[..], &hidden].concat())
        .fails(1, &["hidden"]);
}

#[test]
fn a_picture_for_print_has_300_dpi() {
    let desk = study();
    desk.freitext(&["chart", "s.freitext", "bars", "--to", "bild.png"])
        .succeeds();
    let png = std::fs::read(desk.path("bild.png")).unwrap();
    assert_eq!(decode(&png).0, 2250);
    desk.freitext(&["chart", "s.freitext", "bars", "--to", "klein.png", "--scale", "1"])
        .succeeds();
    assert_eq!(decode(&std::fs::read(desk.path("klein.png")).unwrap()).0, 720);
}

#[test]
fn charts_of_results_go_into_a_folder_where_one_is_named() {
    let desk = study();
    let printed = desk
        .freitext(&[
            "profiles",
            "s.freitext",
            "--by",
            "amt",
            "--draws",
            "99",
            "--charts",
            "bilder",
        ])
        .succeeds();
    let files = std::fs::read_dir(desk.path("bilder")).unwrap();
    let mut names: Vec<String> = files
        .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(
        names[..4],
        ["01-heat.png", "01-heat.svg", "02-map.png", "02-map.svg"]
    );
    for name in names {
        assert!(printed.contains(&name), "{name} is not named");
        let bytes = std::fs::read(desk.path("bilder").join(&name)).unwrap();
        match name.ends_with("svg") {
            true => assert!(boxes(&tree(std::str::from_utf8(&bytes).unwrap())).len() > 5),
            false => assert_eq!(decode(&bytes).0, 2250),
        }
    }
}

#[test]
fn what_cannot_be_drawn_is_said_and_leaves_no_file() {
    let desk = study();
    let chart = |arguments: &[&str]| desk.freitext(&[&["chart", "s.freitext"], arguments].concat());
    chart(&["stacked", "--to", "bild.svg"]).fails(1, &["exactly once", "exclusive"]);
    chart(&["bars", "--to", "bild.pdf"]).fails(2, &["bild.pdf", ".svg or .png"]);
    chart(&["bars", "--to", "bild.svg", "--scale", "2"]).fails(2, &["PNG only"]);
    chart(&["bars", "--to", "bild.png", "--scale", "99"]).fails(1, &["between 0.1 and 10"]);
    chart(&["map", "--to", "bild.svg"]).fails(2, &["map"]);
    assert_eq!(desk.names(), ["s.freitext"]);
}
