//! Codebooks as tables: what researchers keep in spreadsheets becomes a codebook, and a codebook written as a table is the same
//! when it is read again.

use freitext::codebook::{Code, Codebook, Status, TableRow, of_table, shipped};
use freitext::export::{Options, export, write_codebook};
use freitext::import::{codebook_in, codebook_of};
use freitext::packed::{Archive, MOST, xml};
use freitext::problem::{Notice, Result, unwatched};
use freitext::study::Study;
use freitext::survey::PerAnswer;
use freitext::words::{Language, Text};
use proptest::prelude::*;

/// Cells divided by `|`, rows by line ends; `↵` is a line end within a cell.
fn rows(text: &str) -> Vec<TableRow> {
    let cells = |line: &str| line.split('|').map(|cell| cell.replace('↵', "\n")).collect();
    (1..)
        .zip(text.lines())
        .map(|(number, line)| TableRow {
            number,
            cells: cells(line),
        })
        .collect()
}

fn read(text: &str) -> Result<(Codebook, Vec<Notice>)> {
    of_table(&rows(text), "Titel")
}

/// `id=value label <parent`
fn tree(codebook: &Codebook) -> Vec<String> {
    let one = |code: &Code| {
        let parent = code
            .parent
            .as_ref()
            .map(|parent| format!(" <{parent}"))
            .unwrap_or_default();
        format!("{}={} {}{parent}", code.id, code.value, code.label.de)
    };
    codebook.codes.iter().map(one).collect()
}

#[test]
fn a_table_with_all_columns_is_read() {
    let (codebook, notices) = read(
        "Kodierleitfaden Integration||\n\
         id|value|label|label_en|parent|definition|coding_rule|anchor_examples|match_rules|status|Bemerkung\n\
         sprache|3|Sprache|Language||Alles zur Sprache|||[sprache]|||\n\
         kurse|5|Kurse|Courses|sprache|Kurse↵und mehr|nur laufende|Deutschkurs für Mütter↵Sprachcafé|sprachkurs*↵{ find = \"[deutschkurs] NEAR/3 abend\", weight = 0.5 }|stillgelegt|x\n",
    )
    .unwrap();
    assert_eq!(tree(&codebook), ["sprache=3 Sprache", "kurse=5 Kurse <sprache"]);
    let kurse = codebook.code("kurse").unwrap();
    assert_eq!(kurse.label.en, "Courses");
    assert_eq!(kurse.definition, Text::new("Kurse\nund mehr", "Kurse\nund mehr"));
    assert_eq!(kurse.anchor_examples, ["Deutschkurs für Mütter", "Sprachcafé"]);
    assert_eq!(kurse.match_rules.len(), 2);
    assert_eq!(kurse.match_rules[1].weight, 0.5);
    assert_eq!(kurse.status, Status::Retired);
    assert_eq!(notices.len(), 1);
    assert!(notices[0].what.de.contains("»Bemerkung«"));
}

#[test]
fn the_tables_of_researchers_are_read() {
    for (name, table, expected) in [
        (
            "numbers and names",
            "Code|Kategorie|Definition\n1|Sprache|a\n2|Arbeit & Beruf|b\n",
            vec!["sprache=1 Sprache", "arbeit_beruf=2 Arbeit & Beruf"],
        ),
        (
            "a dimension without a row",
            "Dimension|Kategorie\nSprache|Kurse\nSprache|Hilfe\nArbeit|Kurse\n",
            vec![
                "sprache=1 Sprache",
                "kurse=2 Kurse <sprache",
                "hilfe=3 Hilfe <sprache",
                "arbeit=4 Arbeit",
                "kurse_2=5 Kurse <arbeit",
            ],
        ),
        (
            "levels, names once",
            "Ebene 1|Ebene 2|Definition\nSprache||x\n|Kurse|y\n|Hilfe|z\nArbeit|Stellen|w\n",
            vec![
                "sprache=1 Sprache",
                "kurse=2 Kurse <sprache",
                "hilfe=3 Hilfe <sprache",
                "arbeit=4 Arbeit",
                "stellen=5 Stellen <arbeit",
            ],
        ),
        (
            "dimension, category, subcategory",
            "Dimension|Kategorie|Unterkategorie\nSprache|Kurse|Abendkurse\nSprache|Kurse|Tageskurse\nSprache|Hilfe|\n",
            vec![
                "sprache=1 Sprache",
                "kurse=2 Kurse <sprache",
                "abendkurse=3 Abendkurse <kurse",
                "tageskurse=4 Tageskurse <kurse",
                "hilfe=5 Hilfe <sprache",
            ],
        ),
        (
            "indentation",
            "Kategorie|Codewert\nSprache|10\n  Kurse|11\n    Abends|12\n  Hilfe|\nArbeit|20\n",
            vec![
                "sprache=10 Sprache",
                "kurse=11 Kurse <sprache",
                "abends=12 Abends <kurse",
                "hilfe=21 Hilfe <sprache",
                "arbeit=20 Arbeit",
            ],
        ),
        (
            "numbers with full stops",
            "Nr.|Kategorie\n1|Sprache\n1.1|Kurse\n1.1.1|Abends\n2|Arbeit\n",
            vec![
                "sprache=1 Sprache",
                "kurse=2 Kurse <sprache",
                "abends=3 Abends <kurse",
                "arbeit=4 Arbeit",
            ],
        ),
        (
            "ids that are no names of variables",
            "Id|Kategorie|Oberkategorie\nA 1|Sprache|\ntext|Kurse|A 1\n",
            vec!["a_1=1 Sprache", "text_2=2 Kurse <a_1"],
        ),
        (
            "names alone",
            "Kategorie\nSprache\nArbeit\n",
            vec!["sprache=1 Sprache", "arbeit=2 Arbeit"],
        ),
    ] {
        let (codebook, _) = read(table).unwrap_or_else(|problem| panic!("{name}: {problem}"));
        assert_eq!(tree(&codebook), expected, "{name}");
    }
}

#[test]
fn examples_in_merged_cells_belong_to_the_code_above() {
    let (codebook, _) = read(
        "Kategorie|Ankerbeispiel|Beispiel 2|Kodierregel\nSprache|eins|lang↵und breit|nie\n|zwei||immer\n||||\nArbeit|||\n",
    )
    .unwrap();
    assert_eq!(
        codebook.codes[0].anchor_examples,
        ["eins", "lang\nund breit", "zwei"]
    );
    assert_eq!(codebook.codes[0].coding_rule.de, "nie\nimmer");
    assert_eq!(codebook.codes.len(), 2);
}

#[test]
fn all_mistakes_are_told_at_once_with_their_places() {
    let problem = read(
        "id|value|label|parent|status|ordered|match_rules\n\
         a|1|A|b|||\n\
         b|1|B|a|vielleicht|manchmal|sprach AND\n\
         a|x|C||||\n\
         #titel||||||\n",
    )
    .unwrap_err();
    let told: Vec<String> = problem
        .each()
        .map(|problem| format!("{}: {}", problem.place().say(Language::En), problem.what().en))
        .collect();
    for expected in [
        "row 3, column status: There is no such status.",
        "row 3, column ordered: This is neither yes nor no.",
        "row 3: The code value 1 exists already in row 2.",
        "row 4: The code value “x” is no whole number from 0 to 2147483620.",
        "row 4: The id “a” exists already.",
        "row 5: The row “#titel” says nothing about the codebook.",
        "row 2: “A” stands below itself or is nested too deeply.",
    ] {
        assert!(told.iter().any(|said| said == expected), "{expected}\n{told:#?}");
    }
    assert!(
        told.iter()
            .any(|said| said.starts_with("row 3, column match_rules: ")),
        "{told:#?}"
    );
    assert!(problem.each().all(|problem| problem.advice().is_some()));
    for nothing in ["", "a|b\n1|2\n", "Kategorie|Definition\n"] {
        assert!(read(nothing).is_err(), "{nothing}");
    }
    let unknown = read("id|label|status\na|A|merged into x\n").unwrap_err();
    assert!(
        unknown.what().en.contains("There is no code “x”"),
        "{}",
        unknown.what().en
    );
}

fn table(codebook: &Codebook, language: Language) -> Vec<TableRow> {
    (1..)
        .zip(codebook.to_table(language))
        .map(|(number, cells)| TableRow { number, cells })
        .collect()
}

#[test]
fn a_codebook_written_as_a_table_is_the_same_again() {
    let mut all: Vec<Codebook> = shipped()
        .iter()
        .map(|one| Codebook::open(one.name).unwrap())
        .collect();
    for text in [
        include_str!("golden/codebooks/example.toml"),
        include_str!("golden/codebooks/status.toml"),
    ] {
        all.push(Codebook::read(text, "x").unwrap());
    }
    let mut hard = all[0].clone();
    hard.codes_per_answer = Some(PerAnswer::Several);
    hard.stem_exceptions = vec![("Sicherheit".into(), "sicherheit".into())];
    hard.codes[0].anchor_examples = vec![
        "zwei\nZeilen".into(),
        " am Rand ".into(),
        "{ a = 1 }".into(),
        "=1+1".into(),
    ];
    hard.codes[1].definition = Text::new("nur deutsch", "");
    hard.codes[2].match_rules[0].find = "\n  eins\n  zwei ".into();
    hard.codes[2].match_rules[0].query =
        freitext::query::parse("eins zwei", freitext::query::SideBySide::Or).unwrap();
    hard.codes[2].match_rules[0].note = "mit \"Zeichen\"\nund Zeilen".into();
    all.push(hard);
    for codebook in all {
        for language in [Language::De, Language::En] {
            let (again, notices) = of_table(&table(&codebook, language), "anders").unwrap();
            assert_eq!(again, codebook);
            assert!(notices.is_empty(), "{notices:?}");
        }
    }
}

#[test]
fn a_codebook_written_as_a_file_is_the_same_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut all: Vec<Codebook> = ["handlungsfelder", "chancen"]
        .map(|name| Codebook::open(name).unwrap())
        .into();
    all.push(Codebook::read(include_str!("golden/codebooks/status.toml"), "x").unwrap());
    for codebook in &all {
        for ending in ["toml", "csv", "xlsx"] {
            let path = folder.path().join(format!("codebook.{ending}"));
            let notices = write_codebook(codebook, Language::De, &path).unwrap();
            assert!(notices.is_empty(), "{notices:?}");
            let bytes = std::fs::read(&path).unwrap();
            write_codebook(codebook, Language::De, &path).unwrap();
            assert_eq!(
                std::fs::read(&path).unwrap(),
                bytes,
                "{ending}: a second time the same bytes"
            );
            let (again, notices) = codebook_of(path.to_str().unwrap(), None).unwrap();
            assert!(again == *codebook, "{ending}\n{}", again.to_toml());
            assert!(notices.is_empty(), "{notices:?}");
            let (again, _) = codebook_in(bytes, &format!("x.{ending}")).unwrap();
            assert!(again == *codebook, "{ending}");
        }
    }
    let problem = write_codebook(&all[0], Language::De, &folder.path().join("x.pdf")).unwrap_err();
    assert!(problem.advice().unwrap().en.contains("docx"));
}

#[test]
fn the_name_of_a_file_says_that_the_codebook_is_meant() {
    let folder = tempfile::tempdir().unwrap();
    let codebook = Codebook::open("chancen").unwrap();
    let mut draft = Study::draft(&folder.path().join("s.freitext")).unwrap();
    draft
        .study()
        .change(|change| change.keep_codebook("chancen", &codebook, 0))
        .unwrap();
    let study = draft.keep().unwrap();
    for name in ["codebook.csv", "Codebook 2.xlsx", "x.toml"] {
        let path = folder.path().join(name);
        export(&study, &path, None, &Options::default(), &unwatched).unwrap();
        let (again, _) = codebook_of(path.to_str().unwrap(), None).unwrap();
        assert!(again == codebook, "{name}");
    }
    let path = folder.path().join("any.csv");
    export(
        &study,
        &path,
        Some("codebook-csv"),
        &Options::default(),
        &unwatched,
    )
    .unwrap();
    assert_eq!(codebook_of(path.to_str().unwrap(), None).unwrap().0, codebook);
    for (name, begins) in [("any.md", "# Chancen"), ("any.docx", "PK")] {
        let path = folder.path().join(name);
        export(&study, &path, None, &Options::default(), &unwatched).unwrap();
        let bytes = std::fs::read(&path).unwrap();
        assert!(String::from_utf8_lossy(&bytes).starts_with(begins), "{name}");
    }
}

#[test]
fn people_read_a_codebook_as_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let mut codebook = Codebook::read(include_str!("golden/codebooks/example.toml"), "x").unwrap();
    codebook.codes[0].definition = Text::new("a|b\u{1}", "a|b\u{1}");
    let path = folder.path().join("codebook.md");
    write_codebook(&codebook, Language::De, &path).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let table: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
    assert_eq!(table.len(), codebook.codes.len() + 2, "{text}");
    let bars = |line: &str| line.matches('|').count() - line.matches("\\|").count();
    assert!(table.iter().all(|line| bars(line) == bars(table[0])), "{text}");
    assert!(
        table[0].starts_with("| Kategorie | Codewert | Definition |"),
        "{text}"
    );
    assert!(text.contains("a\\|b"), "{text}");

    let path = folder.path().join("codebook.docx");
    let notices = write_codebook(&codebook, Language::En, &path).unwrap();
    assert_eq!(notices.len(), 1, "a control character is left out");
    let bytes = std::fs::read(&path).unwrap();
    write_codebook(&codebook, Language::En, &path).unwrap();
    assert_eq!(
        std::fs::read(&path).unwrap(),
        bytes,
        "a second time the same bytes"
    );
    let mut archive = Archive::open(std::io::Cursor::new(bytes), MOST).unwrap();
    let document = archive.read("word/document.xml").unwrap().unwrap();
    let text = xml::letters(&document).unwrap();
    let root = xml::tree(&text).unwrap();
    let body = root.named("body").next().unwrap();
    let table = body.named("tbl").next().unwrap();
    assert_eq!(table.named("tr").count(), codebook.codes.len() + 1);
    assert!(
        text.contains("w:orient=\"landscape\"") && text.contains("<w:tblHeader />"),
        "{text}"
    );
    for code in &codebook.codes {
        assert!(text.contains(&code.label.en), "{}", code.label.en);
    }
}

#[test]
fn a_csv_of_a_spreadsheet_program_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Leitfaden.csv");
    std::fs::write(
        &path,
        b"Codewert;Kategorie;Definition\r\n1;\xdcbergang;\"a\r\nb\"\r\n2;Schule;\r\n",
    )
    .unwrap();
    let (codebook, notices) = codebook_of(path.to_str().unwrap(), None).unwrap();
    assert_eq!(tree(&codebook), ["uebergang=1 Übergang", "schule=2 Schule"]);
    assert_eq!(codebook.title.de, "Leitfaden");
    assert!(notices.is_empty(), "{notices:?}");
    std::fs::write(&path, b"a;b\n1;2\n").unwrap();
    let problem = codebook_of(path.to_str().unwrap(), None).unwrap_err();
    assert!(
        problem
            .place()
            .file
            .as_deref()
            .is_some_and(|file| file.ends_with("Leitfaden.csv"))
    );
}

#[test]
fn a_damaged_or_hostile_table_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("codebook.xlsx");
    write_codebook(&Codebook::open("chancen").unwrap(), Language::De, &path).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    for end in (0..bytes.len()).step_by(997) {
        assert!(codebook_in(bytes[..end].to_vec(), "x.xlsx").is_err(), "{end}");
    }
    for (at, mask) in (0..bytes.len()).step_by(991).zip((1..=255).cycle()) {
        let mut turned = bytes.clone();
        turned[at] ^= mask;
        let _ = codebook_in(turned, "x.xlsx");
    }
    let wide = format!("Kategorie{}\nA\n", ";x".repeat(100_000));
    let long = "Kategorie;Dimension\nA;B\n".to_owned() + &"A;B\n".repeat(30_000);
    let circle: String = (0..4_000)
        .map(|n| format!("k{n};k{}\n", (n + 1) % 4_000))
        .collect();
    let same = "a;a\n".repeat(5_000);
    let brackets = format!("Kategorie;Zuordnungsregeln\nA;{}\n", "(".repeat(1_000_000));
    let table = format!(
        "Kategorie;Zuordnungsregeln\nA;{{ find = {}\n",
        "[".repeat(1_000_000)
    );
    for text in [
        wide,
        long,
        format!("Kategorie;Dimension\n{circle}"),
        format!("Kategorie;Dimension\n{same}"),
        brackets,
        table,
        "\"".repeat(100_000),
        "Kategorie;".repeat(100_000),
    ] {
        let began = std::time::Instant::now();
        let _ = codebook_in(text.clone().into_bytes(), "x.csv");
        assert!(
            began.elapsed().as_secs() < 60,
            "{}: {:?}",
            &text[..40],
            began.elapsed()
        );
    }
    let _ = codebook_in(vec![0xff; 100_000], "x.csv");
    let _ = codebook_in(vec![0; 100_000], "x.ods");
}

proptest! {
    #[test]
    fn any_table_is_read_or_refused(
        headings in prop::collection::vec("(Code|Id|Kategorie|Label_en|Ebene 1|Ebene 2|Dimension|Codewert|Status|Zuordnungsregeln|Ankerbeispiel 1|geordnet|[a-z]{0,3})", 1..6),
        cells in prop::collection::vec(prop::collection::vec("( {0,3}[a-c1-3]{0,2}(\\.[12])?|#title|ja|split into a, b|\\PC{0,6})", 0..7), 0..12),
    ) {
        let mut rows = vec![TableRow { number: 1, cells: headings }];
        rows.extend((2..).zip(cells).map(|(number, cells)| TableRow { number, cells }));
        if let Ok((codebook, _)) = of_table(&rows, "T") {
            prop_assert_eq!(&Codebook::read(&codebook.to_toml(), "t").unwrap(), &codebook);
            let (again, _) = of_table(&table(&codebook, Language::De), "T").unwrap();
            prop_assert_eq!(again, codebook);
        }
    }
}
