//! The survey that all tests of this folder export: questionnaire, columns and responses.

use std::fmt::Write;

/// Generations of the questionnaire's format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// DBVersion 365: texts in the rows, a row for each language.
    Three,
    /// 606: texts in tables of their own.
    Six,
    /// 717: items of a ranking are subquestions.
    Seven,
}

impl Version {
    pub const ALL: [Version; 3] = [Version::Three, Version::Six, Version::Seven];

    fn number(self) -> u32 {
        match self {
            Version::Three => 365,
            Version::Six => 606,
            Version::Seven => 717,
        }
    }
}

/// A column: question code, aid, name in the responses, name there from version 7 on, question, parts in brackets.
pub struct Column {
    pub code: &'static str,
    pub em: &'static str,
    pub table: &'static str,
    pub table7: &'static str,
    pub question: &'static str,
    pub parts: &'static [&'static str],
}

const fn column(
    code: &'static str,
    em: &'static str,
    table: &'static str,
    table7: &'static str,
    question: &'static str,
    parts: &'static [&'static str],
) -> Column {
    Column {
        code,
        em,
        table,
        table7,
        question,
        parts,
    }
}

const SPARTE: &str = "In welcher Sparte arbeiten Sie?";
const THEMEN: &str = "Welche Themen sind wichtig?";
const HILFEN: &str = "Welche Hilfen gibt es?";
const ZUFRIEDEN: &str = "Wie zufrieden sind Sie mit …";
const IDEEN: &str = "Ihre Ideen";
const RANG: &str = "Was zuerst?";
const GRUND: &str = "Warum sind Sie dabei?";

/// In the order of an export.
pub const COLUMNS: [Column; 33] = [
    column("id", "id", "id", "id", "Antwort ID", &[]),
    column(
        "submitdate",
        "submitdate",
        "submitdate",
        "submitdate",
        "Datum Abgeschickt",
        &[],
    ),
    column(
        "lastpage",
        "lastpage",
        "lastpage",
        "lastpage",
        "Letzte Seite",
        &[],
    ),
    column(
        "startlanguage",
        "startlanguage",
        "startlanguage",
        "startlanguage",
        "Start-Sprache",
        &[],
    ),
    column("seed", "seed", "seed", "seed", "Zufallsstartwert", &[]),
    column(
        "startdate",
        "startdate",
        "startdate",
        "startdate",
        "Datum gestartet",
        &[],
    ),
    column("sparte", "sparte", "4711X1X10", "Q10", SPARTE, &[]),
    column(
        "sparte[other]",
        "sparte_other",
        "4711X1X10other",
        "Q10_Cother",
        SPARTE,
        &["Sonstiges"],
    ),
    column(
        "massnahmen",
        "massnahmen",
        "4711X1X11",
        "Q11",
        "Welche Maßnahmenfehlen?",
        &[],
    ),
    column("ort", "ort", "4711X1X12", "Q12", "Ihr Ort", &[]),
    column(
        "themen[SQ001]",
        "themen_SQ001",
        "4711X1X13SQ001",
        "Q13_S14",
        THEMEN,
        &["Sprache"],
    ),
    column(
        "themen[SQ002]",
        "themen_SQ002",
        "4711X1X13SQ002",
        "Q13_S15",
        THEMEN,
        &["Arbeit"],
    ),
    column(
        "themen[other]",
        "themen_other",
        "4711X1X13other",
        "Q13_Cother",
        THEMEN,
        &["Sonstiges"],
    ),
    column(
        "hilfen[SQ001]",
        "hilfen_SQ001",
        "4711X1X16SQ001",
        "Q16_S17",
        HILFEN,
        &["Beratung"],
    ),
    column(
        "hilfen[SQ001comment]",
        "hilfen_SQ001comment",
        "4711X1X16SQ001comment",
        "Q16_S17_Ccomment",
        HILFEN,
        &["Beratung", "Kommentar"],
    ),
    column(
        "zufrieden[SQ001]",
        "zufrieden_SQ001",
        "4711X2X20SQ001",
        "Q20_S21",
        ZUFRIEDEN,
        &["dem Amt"],
    ),
    column(
        "zufrieden[SQ002]",
        "zufrieden_SQ002",
        "4711X2X20SQ002",
        "Q20_S22",
        ZUFRIEDEN,
        &["der Schule"],
    ),
    column(
        "ideen[SQ001_SX1]",
        "ideen_SQ001_SX1",
        "4711X2X23SQ001_SX1",
        "Q23_S24_S26",
        IDEEN,
        &["Kita", "jetzt"],
    ),
    column(
        "ideen[SQ001_SX2]",
        "ideen_SQ001_SX2",
        "4711X2X23SQ001_SX2",
        "Q23_S24_S27",
        IDEEN,
        &["Kita", "später"],
    ),
    column(
        "ideen[SQ002_SX1]",
        "ideen_SQ002_SX1",
        "4711X2X23SQ002_SX1",
        "Q23_S25_S26",
        IDEEN,
        &["Schule", "jetzt"],
    ),
    column(
        "ideen[SQ002_SX2]",
        "ideen_SQ002_SX2",
        "4711X2X23SQ002_SX2",
        "Q23_S25_S27",
        IDEEN,
        &["Schule", "später"],
    ),
    column(
        "wichtig[SQ001][1]",
        "wichtig_SQ001_0",
        "4711X2X30SQ001#0",
        "Q30_S31#0",
        "Wichtig und vorhanden",
        &["Beratung", "Skala 1"],
    ),
    column(
        "wichtig[SQ001][2]",
        "wichtig_SQ001_1",
        "4711X2X30SQ001#1",
        "Q30_S31#1",
        "Wichtig und vorhanden",
        &["Beratung", "Skala 2"],
    ),
    column("rang[1]", "rang_1", "4711X2X331", "Q33_S34", RANG, &["Rang 1"]),
    column("rang[2]", "rang_2", "4711X2X332", "Q33_S35", RANG, &["Rang 2"]),
    column("rang[3]", "rang_3", "4711X2X333", "Q33_S36", RANG, &["Rang 3"]),
    column("jahre", "jahre", "4711X2X40", "Q40", "Wie viele Jahre?", &[]),
    column("seit", "seit", "4711X2X41", "Q41", "Seit wann?", &[]),
    column(
        "wieder",
        "wieder",
        "4711X2X42",
        "Q42",
        "Würden Sie wieder teilnehmen?",
        &[],
    ),
    column("grund", "grund", "4711X2X43", "Q43", GRUND, &[]),
    column(
        "grund[comment]",
        "grund_comment",
        "4711X2X43comment",
        "Q43_Ccomment",
        GRUND,
        &["Kommentar"],
    ),
    column("land", "land", "4711X2X44", "Q44", "Ihr Land", &[]),
    column("note", "note", "4711X2X45", "Q45", "Ihre Note", &[]),
];

type Cell = Option<&'static str>;
const NULL: Cell = None;
const EMPTY: Cell = Some("");

/// Responses in the order of [`COLUMNS`]; the third one was not submitted.
#[rustfmt::skip]
pub const RESPONSES: [[Cell; 33]; 4] = [
    [Some("1"), Some("2026-03-02 10:00:00"), Some("2"), Some("de"), Some("123"), Some("2026-03-02 09:50:00"),
     Some("A1"), EMPTY, Some("Mehr Sprachkurse;\n\"überall\" und = gut"), Some("Köln"),
     Some("Y"), EMPTY, EMPTY, Some("Y"), Some("Nur für Frauen, leider"), Some("1"), Some("3"),
     Some("Mehr Plätze"), EMPTY, Some("Kleinere Klassen"), NULL, Some("A1"), Some("B2"),
     Some("b"), Some("a"), Some("c"), Some("7"), Some("2019-05-01 00:00:00"), Some("Y"), Some("G1"), EMPTY, Some("DE"), Some("3")],
    [Some("2"), Some("2026-03-03 11:00:00"), Some("2"), Some("de"), Some("124"), Some("2026-03-03 10:50:00"),
     Some("-oth-"), Some("Kirche"), Some("Keine Angabe"), Some("Überlingen"),
     EMPTY, Some("Y"), Some("Wohnungen für Familien"), EMPTY, EMPTY, Some("2"), EMPTY,
     EMPTY, EMPTY, EMPTY, EMPTY, Some("A2"), Some("B1"),
     Some("c"), EMPTY, EMPTY, Some("2.5"), EMPTY, Some("N"), Some("G2"), Some("Weil es hilft"), Some("AT"), Some("5")],
    [Some("3"), NULL, Some("1"), Some("de"), Some("125"), Some("2026-03-04 09:00:00"),
     Some("A2"), NULL, Some("Ausbau der Beratung"), NULL,
     NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
     NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL],
    [Some("4"), Some("2026-03-05 12:00:00"), Some("2"), Some("de"), Some("126"), Some("2026-02-01 08:00:00"),
     Some("A2"), NULL, EMPTY, Some("Bonn"),
     Some("Y"), Some("Y"), EMPTY, Some("Y"), Some("gut 😀"), Some("3"), Some("3"),
     Some("Essen"), Some("Ganztag"), EMPTY, Some("Sport"), Some("A1"), Some("B1"),
     Some("a"), Some("b"), EMPTY, Some("12"), Some("2020-01-01 00:00:00"), Some("Y"), Some("G1"), Some("aus Überzeugung"), Some("DE"), Some("1")],
];

/// Answers in words, as LimeSurvey exports them to German users: column, code, words.
pub const WORDS: [(&str, &str, &str); 22] = [
    ("sparte", "A1", "Amt"),
    ("sparte", "A2", "Verein"),
    ("sparte", "-oth-", "Sonstiges"),
    ("zufrieden", "1", "schlecht"),
    ("zufrieden", "2", "mittel"),
    ("zufrieden", "3", "gut"),
    ("wichtig[SQ001][1]", "A1", "wenig"),
    ("wichtig[SQ001][1]", "A2", "viel"),
    ("wichtig[SQ001][2]", "B1", "gar nicht"),
    ("wichtig[SQ001][2]", "B2", "überall"),
    ("rang", "a", "Sprache lernen"),
    ("rang", "b", "Arbeit finden"),
    ("rang", "c", "Wohnen"),
    ("wieder", "Y", "Ja"),
    ("wieder", "N", "Nein"),
    ("grund", "G1", "beruflich"),
    ("grund", "G2", "privat"),
    ("land", "DE", "Deutschland"),
    ("land", "AT", "Österreich"),
    ("themen[SQ", "Y", "Ja"),
    ("hilfen[SQ001]", "Y", "Ja"),
    ("grund", "G3", "sonst"),
];

struct Question {
    id: u32,
    group: u32,
    kind: char,
    code: &'static str,
    text: &'static str,
    other: char,
    /// Number, code, text, scale.
    subquestions: &'static [(u32, &'static str, &'static str, u8)],
    /// Code, label, scale.
    answers: &'static [(&'static str, &'static str, u8)],
}

const fn question(
    (id, group, kind): (u32, u32, char),
    code: &'static str,
    text: &'static str,
    other: char,
    subquestions: &'static [(u32, &'static str, &'static str, u8)],
    answers: &'static [(&'static str, &'static str, u8)],
) -> Question {
    Question {
        id,
        group,
        kind,
        code,
        text,
        other,
        subquestions,
        answers,
    }
}

#[rustfmt::skip]
const QUESTIONS: [Question; 16] = [
    question((10, 1, 'L'), "sparte", SPARTE, 'Y', &[], &[("A1", "Amt", 0), ("A2", "Verein", 0)]),
    question((11, 1, 'T'), "massnahmen", "<p>Welche Ma&szlig;nahmen<br />fehlen?</p>", 'N', &[], &[]),
    question((12, 1, 'S'), "ort", "Ihr Ort", 'N', &[], &[]),
    question((13, 1, 'M'), "themen", THEMEN, 'Y', &[(14, "SQ001", "Sprache", 0), (15, "SQ002", "Arbeit", 0)], &[]),
    question((16, 1, 'P'), "hilfen", HILFEN, 'N', &[(17, "SQ001", "Beratung", 0)], &[]),
    question((20, 2, 'F'), "zufrieden", ZUFRIEDEN, 'N', &[(21, "SQ001", "dem Amt", 0), (22, "SQ002", "der Schule", 0)],
             &[("1", "schlecht", 0), ("2", "mittel", 0), ("3", "gut", 0)]),
    question((23, 2, ';'), "ideen", IDEEN, 'N',
             &[(24, "SQ001", "Kita", 0), (25, "SQ002", "Schule", 0), (26, "SX1", "jetzt", 1), (27, "SX2", "später", 1)], &[]),
    question((30, 2, '1'), "wichtig", "Wichtig und vorhanden", 'N', &[(31, "SQ001", "Beratung", 0)],
             &[("A1", "wenig", 0), ("A2", "viel", 0), ("B1", "gar nicht", 1), ("B2", "überall", 1)]),
    question((33, 2, 'R'), "rang", RANG, 'N', &[], &[("a", "Sprache lernen", 0), ("b", "Arbeit finden", 0), ("c", "Wohnen", 0)]),
    question((40, 2, 'N'), "jahre", "Wie viele Jahre?", 'N', &[], &[]),
    question((41, 2, 'D'), "seit", "Seit wann?", 'N', &[], &[]),
    question((42, 2, 'Y'), "wieder", "Würden Sie wieder teilnehmen?", 'N', &[], &[]),
    question((43, 2, 'O'), "grund", GRUND, 'N', &[], &[("G1", "beruflich", 0), ("G2", "privat", 0)]),
    question((44, 2, '!'), "land", "Ihr Land", 'N', &[], &[("DE", "Deutschland", 0), ("AT", "Österreich", 0)]),
    question((45, 2, '5'), "note", "Ihre Note", 'N', &[], &[]),
    question((46, 2, 'X'), "dank", "Vielen Dank!", 'N', &[], &[]),
];

/// The questionnaire.
pub fn lss(version: Version) -> String {
    let mut answers = Vec::new();
    let mut answer_texts = Vec::new();
    let mut questions = Vec::new();
    let mut subquestions = Vec::new();
    let mut texts = Vec::new();
    let languages = ["de", "en"];
    for (order, question) in QUESTIONS.iter().enumerate() {
        let row = format!(
            "qid={}|parent_qid=0|sid=4711|gid={}|type={}|title={}|other={}|mandatory=N|question_order={order}|scale_id=0",
            question.id, question.group, question.kind, question.code, question.other
        );
        let items_below = version == Version::Seven && question.kind == 'R';
        let mut below: Vec<(u32, &str, &str, u8)> = question.subquestions.to_vec();
        if items_below {
            let items = question.answers.iter().zip(34..);
            below.extend(items.map(|((code, label, scale), id)| (id, *code, *label, *scale)));
        }
        let written: Vec<&str> = languages.to_vec();
        for language in &written {
            let text = if *language == "de" {
                question.text
            } else {
                "English"
            };
            if version == Version::Three {
                questions.push(format!("{row}|question={text}|help=|language={language}"));
            } else {
                texts.push(format!("qid={}|question={text}|language={language}", question.id));
            }
        }
        if version != Version::Three {
            questions.push(row);
        }
        for (order, (id, code, text, scale)) in below.iter().enumerate() {
            let row = format!(
                "qid={id}|parent_qid={}|sid=4711|gid={}|type=T|title={code}|question_order={order}|scale_id={scale}",
                question.id, question.group
            );
            if version == Version::Three {
                subquestions.push(format!("{row}|question={text}|language=de"));
                subquestions.push(format!("{row}|question=English|language=en"));
            } else {
                subquestions.push(row);
                texts.push(format!("qid={id}|question={text}|language=de"));
            }
        }
        if items_below {
            continue;
        }
        for (order, (code, label, scale)) in question.answers.iter().enumerate() {
            let id = question.id * 100 + order as u32;
            let row = format!(
                "qid={}|code={code}|sortorder={order}|assessment_value=0|scale_id={scale}",
                question.id
            );
            if version == Version::Three {
                answers.push(format!("{row}|answer=English {code}|language=en"));
                answers.push(format!("{row}|answer={label}|language=de"));
            } else {
                answers.push(format!("aid={id}|{row}"));
                answer_texts.push(format!("id={id}|aid={id}|answer={label}|language=de"));
                answer_texts.push(format!("id={id}|aid={id}|answer=English|language=en"));
            }
        }
    }
    let groups = [(1, "Allgemeines"), (2, "Näheres")];
    let mut group_rows = Vec::new();
    let mut group_texts = Vec::new();
    for (id, name) in groups {
        let row = format!("gid={id}|sid=4711|group_order={id}");
        if version == Version::Three {
            group_rows.push(format!("{row}|group_name={name}|language=de"));
        } else {
            group_rows.push(row);
            group_texts.push(format!("gid={id}|group_name={name}|language=de"));
        }
    }
    let tables = [
        ("answers", answers),
        ("answer_l10ns", answer_texts),
        ("groups", group_rows),
        ("group_l10ns", group_texts),
        ("questions", questions),
        ("subquestions", subquestions),
        ("question_l10ns", texts),
        (
            "question_attributes",
            vec!["qid=11|attribute=display_rows|value=5".to_owned()],
        ),
        (
            "surveys",
            vec![
                "sid=4711|language=de|additional_languages=en|startdate=2026-03-01 00:00:00|anonymized=N"
                    .to_owned(),
            ],
        ),
        (
            "surveys_languagesettings",
            vec![
                "surveyls_survey_id=4711|surveyls_language=en|surveyls_title=Integration (English)"
                    .to_owned(),
                "surveyls_survey_id=4711|surveyls_language=de|surveyls_title=Integration &amp; Stadt"
                    .to_owned(),
            ],
        ),
    ];
    let mut xml = opening("Survey", version);
    for (name, rows) in &tables {
        if rows.is_empty() {
            continue;
        }
        write!(
            xml,
            " <{name}>\n  <fields>\n   <fieldname>x</fieldname>\n  </fields>\n  <rows>\n"
        )
        .unwrap();
        for row in rows {
            let cells = row
                .split('|')
                .map(|cell| cell.split_once('=').expect("name and value"));
            xml.push_str(&written_row(
                cells.map(|(name, value)| (name.to_owned(), Some(value))),
            ));
        }
        write!(xml, "  </rows>\n </{name}>\n").unwrap();
    }
    xml.push_str("</document>\n");
    xml
}

/// The responses as they stand in an archive.
pub fn lsr(version: Version, responses: &[[Cell; 33]]) -> String {
    let name = |column: &Column| match version {
        Version::Seven => column.table7.to_owned(),
        _ => column.table.to_owned(),
    };
    let element = |name: String| {
        let masked = if name.starts_with(|first: char| first.is_ascii_digit()) {
            format!("_{name}")
        } else {
            name
        };
        masked.replace('#', "-")
    };
    let mut xml = opening("Responses", version);
    xml.push_str(" <responses>\n  <fields>\n");
    for column in &COLUMNS {
        writeln!(xml, "   <fieldname>{}</fieldname>", name(column)).unwrap();
    }
    xml.push_str("  </fields>\n  <rows>\n");
    for response in responses {
        let cells = COLUMNS.iter().zip(response);
        xml.push_str(&written_row(
            cells.map(|(column, cell)| (element(name(column)), *cell)),
        ));
    }
    xml.push_str("  </rows>\n </responses>\n</document>\n");
    xml
}

fn opening(holds: &str, version: Version) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<document>\n <LimeSurveyDocType>{holds}</LimeSurveyDocType>\n \
         <DBVersion>{}</DBVersion>\n <languages>\n  <language>de</language>\n  <language>en</language>\n </languages>\n",
        version.number()
    )
}

/// NULL has no element, an empty value an empty one, any other stands in CDATA.
fn written_row<'v>(cells: impl Iterator<Item = (String, Option<&'v str>)>) -> String {
    let mut row = "   <row>\n".to_owned();
    for (name, value) in cells {
        match value {
            None => {}
            Some("") => writeln!(row, "    <{name}/>").unwrap(),
            Some(value) => writeln!(row, "    <{name}><![CDATA[{value}]]></{name}>").unwrap(),
        }
    }
    row.push_str("   </row>\n");
    row
}

/// The archive: questionnaire and responses, with lists that are not for us.
pub fn lsa(version: Version, responses: &[[Cell; 33]]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let entries = [
        ("survey_4711.lss", lss(version)),
        ("survey_4711_responses.lsr", lsr(version, responses)),
        ("survey_4711_tokens.lst", "<document/>".to_owned()),
        ("survey_4711_timings.lsi", "<document/>".to_owned()),
    ];
    for (name, text) in entries {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        std::io::Write::write_all(&mut zip, text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Styles of headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Code,
    ExpressionManager,
    Full,
    Underscores,
    Abbreviated,
    CodeAndText(&'static str),
}

impl Style {
    pub const ALL: [Style; 8] = [
        Style::Code,
        Style::ExpressionManager,
        Style::Full,
        Style::Underscores,
        Style::Abbreviated,
        Style::CodeAndText(". "),
        Style::CodeAndText(" | "),
        Style::CodeAndText("-"),
    ];

    pub fn heading(self, column: &Column) -> String {
        let full = |cut: fn(&str) -> String| {
            let mut text = cut(column.question);
            for (at, part) in column.parts.iter().enumerate() {
                let before = if at == 0 { " [" } else { "[" };
                text = format!("{text}{before}{}]", cut(part));
            }
            text
        };
        match self {
            Style::Code => column.code.to_owned(),
            Style::ExpressionManager => column.em.to_owned(),
            Style::Full => full(str::to_owned),
            Style::Underscores => full(str::to_owned).replace(' ', "_"),
            Style::Abbreviated => full(abbreviated),
            Style::CodeAndText(separator) => format!("{}{separator}{}", column.code, full(str::to_owned)),
        }
    }
}

/// `ellipsize` of LimeSurvey: fifteen letters, where there are more than eighteen.
fn abbreviated(text: &str) -> String {
    if text.chars().count() <= 18 {
        return text.to_owned();
    }
    format!("{}.. ", text.chars().take(15).collect::<String>())
}

/// A CSV file: NULL as nothing, an empty answer as `""`.
pub fn csv(style: Style, responses: &[[Cell; 33]], cell: impl Fn(&Column, Cell) -> Cell) -> Vec<u8> {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let headings: Vec<String> = COLUMNS
        .iter()
        .map(|column| quoted(&style.heading(column)))
        .collect();
    let mut text = format!("\u{feff}{}\r\n", headings.join(";"));
    for response in responses {
        let cells = COLUMNS.iter().zip(response);
        let cells: Vec<String> = cells
            .map(|(column, stored)| cell(column, *stored).map(quoted).unwrap_or_default())
            .collect();
        text.push_str(&format!("{}\r\n", cells.join(";")));
    }
    text.into_bytes()
}

/// The cell as it is.
pub fn as_code(_: &Column, cell: Cell) -> Cell {
    cell
}

/// The cell in words, as `getFullAnswer` gives it.
pub fn in_words(column: &Column, cell: Cell) -> Cell {
    let chosen = ["themen[SQ", "hilfen[SQ001]"]
        .iter()
        .any(|name| column.code.starts_with(name));
    match cell {
        Some("") if chosen => Some("Nein"),
        None if chosen => Some("N/A"),
        None | Some("") if column.code == "wieder" => Some("N/A"),
        Some(code) => {
            let typed = column.code.contains("comment") || column.code.contains("other");
            let known = WORDS
                .iter()
                .find(|(name, known, _)| !typed && column.code.starts_with(name) && *known == code);
            Some(known.map_or(code, |(_, _, words)| words))
        }
        None => None,
    }
}
