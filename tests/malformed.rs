//! Bad input of every kind: an exit code, a sentence that says what, where and what to do, in both languages, and a study
//! that stays as it was.

mod desk;

use desk::Desk;

const GOOD: &str =
    "id,amt,text\n1,Jugendamt,Streetwork am Bahnhof\n2,Sozialamt,k. A.\n3,Jugendamt,Sprachkurse für Eltern\n";

/// Name, file name, bytes, further arguments, pieces of the German and the English sentence.
struct Case {
    name: &'static str,
    file: &'static str,
    bytes: Vec<u8>,
    arguments: &'static [&'static str],
    code: i32,
    de: &'static [&'static str],
    en: &'static [&'static str],
}

fn case(
    name: &'static str,
    file: &'static str,
    bytes: impl Into<Vec<u8>>,
    arguments: &'static [&'static str],
    code: i32,
    de: &'static [&'static str],
    en: &'static [&'static str],
) -> Case {
    Case {
        name,
        file,
        bytes: bytes.into(),
        arguments,
        code,
        de,
        en,
    }
}

fn cases() -> Vec<Case> {
    let text: &[&str] = &["--text", "text", "--id", "id"];
    vec![
        case("empty", "leer.csv", "", text, 1, &["leer"], &["empty"]),
        case(
            "heading only",
            "kopf.csv",
            "id,amt,text\n",
            text,
            1,
            &["kopf.csv"],
            &["kopf.csv"],
        ),
        case(
            "a picture",
            "bild.csv",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(),
            text,
            1,
            &["Bild"],
            &["image"],
        ),
        case(
            "a PDF",
            "bericht.csv",
            b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".as_slice(),
            text,
            1,
            &["PDF"],
            &["PDF"],
        ),
        case(
            "SPSS",
            "daten.sav",
            b"$FL2@(#) SPSS DATA FILE\0\0\0\0".as_slice(),
            text,
            1,
            &["SPSS"],
            &["SPSS"],
        ),
        case(
            "a broken workbook",
            "tabelle.xlsx",
            b"PK\x03\x04broken".as_slice(),
            text,
            1,
            &["unvollständig oder beschädigt"],
            &["incomplete or damaged"],
        ),
        case(
            "missing column",
            "a.csv",
            GOOD,
            &["--text", "antwort", "--id", "id"],
            2,
            &["antwort", "amt"],
            &["antwort", "amt"],
        ),
        case(
            "duplicate id",
            "doppelt.csv",
            "id,text\n7,Streife am Markt\n8,Licht im Park\n7,Sprachkurs im Verein\n",
            text,
            1,
            &["7", "Zeile"],
            &["7", "row"],
        ),
        case(
            "open quote",
            "anfuehrung.csv",
            "id,text\n1,\"Streife am Markt\n2,Licht im Park\n3,Sprachkurs\n",
            text,
            1,
            &["Zeile", "Anführungszeichen"],
            &["row", "quot"],
        ),
        case(
            "unknown encoding",
            "a.csv",
            GOOD,
            &["--text", "text", "--encoding", "klingonisch"],
            2,
            &["klingonisch"],
            &["klingonisch"],
        ),
        case(
            "codes without coder",
            "a.csv",
            GOOD,
            &["--text", "text", "--codes", "amt"],
            2,
            &["coder"],
            &["coder"],
        ),
        case(
            "unknown codes",
            "codes.csv",
            "id,text,codes\n1,Streife,praesenz\n2,Licht,plaanen\n",
            &[
                "--text",
                "text",
                "--id",
                "id",
                "--codes",
                "codes",
                "--coder",
                "Anna",
                "--codebook",
                "handlungsfelder",
            ],
            1,
            &["plaanen"],
            &["plaanen"],
        ),
        case(
            "unknown codebook",
            "a.csv",
            GOOD,
            &["--text", "text", "--codebook", "handlungsfeld"],
            2,
            &["handlungsfelder"],
            &["handlungsfelder"],
        ),
    ]
}

/// What a study holds, as files of its own making.
fn content(desk: &Desk) -> (String, String) {
    desk.freitext(&["export", "s.freitext", "matrix.csv"]).succeeds();
    let hits = desk
        .freitext(&["search", "s.freitext", "a* OR e* OR s* OR l*", "--json"])
        .succeeds();
    (desk.read("matrix.csv"), hits)
}

#[test]
fn bad_files_are_refused_with_a_sentence_and_leave_the_study_as_it_was() {
    for case in cases() {
        let desk = Desk::new();
        desk.file("good.csv", GOOD);
        desk.import("s.freitext", "good.csv");
        desk.freitext(&["suggest", "s.freitext", "--codebook", "handlungsfelder"])
            .succeeds();
        let before = content(&desk);
        desk.file(case.file, &case.bytes);
        for (language, pieces) in [("de", case.de), ("en", case.en)] {
            let mut arguments = vec!["import", "s.freitext", case.file, "--lang", language];
            arguments.extend(case.arguments);
            println!("{}, {language}", case.name);
            let answer = desk.freitext(&arguments);
            answer.fails(case.code, pieces);
            assert!(
                answer
                    .err()
                    .starts_with(if language == "de" { "Fehler: " } else { "Error: " }),
                "{}",
                answer.err()
            );
            assert_eq!(content(&desk), before, "{}", case.name);

            // Into a study that does not exist yet: none is made, nothing half-written stays.
            arguments[1] = "new.freitext";
            desk.freitext(&arguments).fails(case.code, pieces);
            assert!(
                !desk.names().iter().any(|name| name.starts_with("new")),
                "{}: {:?}",
                case.name,
                desk.names()
            );
        }
    }
}

#[test]
fn a_run_that_cannot_begin_leaves_no_folder() {
    let desk = Desk::new();
    desk.file("good.csv", GOOD);
    desk.file("bericht.csv", "%PDF-1.7\n");
    let run = |file: &str, codebook: &str, by: &str| {
        desk.freitext(&[
            "run",
            file,
            "--codebook",
            codebook,
            "--text",
            "text",
            "--by",
            by,
            "--out",
            "aus",
            "--lang",
            "de",
        ])
    };
    run("good.csv", "handlungsfelder", "Bundesland").fails(2, &["Bundesland", "amt"]);
    run("good.csv", "handlungsfeld", "amt").fails(2, &["handlungsfelder"]);
    run("bericht.csv", "handlungsfelder", "amt").fails(1, &["PDF"]);
    assert_eq!(desk.names(), ["bericht.csv", "good.csv"]);
}

#[test]
fn a_study_that_is_none_is_refused() {
    let desk = Desk::new();
    desk.file("good.csv", GOOD);
    desk.file("brief.txt", "Sehr geehrte Damen und Herren");
    desk.freitext(&["search", "fehlt.freitext", "streife", "--lang", "de"])
        .fails(1, &["gibt es nicht"]);
    desk.freitext(&["table", "brief.txt", "--lang", "de"])
        .fails(1, &["keine Studiendatei"]);
    desk.freitext(&["import", "good.csv", "good.csv"])
        .fails(1, &["no study file"]);
    assert_eq!(desk.read("good.csv"), GOOD);
}

#[test]
fn doubtful_rows_give_notices_and_nothing_is_dropped() {
    let desk = Desk::new();
    desk.file(
        "a.csv",
        "id;amt;text\n1;Jugendamt;Streetwork\n2;Sozialamt\n3;Jugendamt;Licht;zu viel\n\n4;Sozialamt;Kurse\n",
    );
    let answer = desk.freitext(&["import", "s.freitext", "a.csv", "--text", "text", "--id", "id"]);
    answer.succeeds();
    for piece in ["a.csv, row 3", "a.csv, row 4"] {
        assert!(
            answer.err().contains(piece),
            "{piece} is not in\n{}",
            answer.err()
        );
    }
    let found = desk
        .freitext(&["search", "s.freitext", "streetwork OR licht OR kurs", "--json"])
        .succeeds();
    let found: serde_json::Value = serde_json::from_str(&found).unwrap();
    assert_eq!(found["count"], 3, "{found}");
}

#[test]
fn queries_that_do_not_parse_are_underlined() {
    let desk = Desk::new();
    desk.file("good.csv", GOOD);
    desk.import("s.freitext", "good.csv");
    for query in ["(streife", "NOT", "\"\"", "a NEAR/0 b", "wort~7", "*"] {
        let answer = desk.freitext(&["search", "s.freitext", query, "--lang", "de"]);
        assert!(answer.err().starts_with("Fehler: "), "{query}: {}", answer.err());
        assert!(answer.err().contains('╰'), "{query}: {}", answer.err());
    }
}

#[test]
fn mistakes_in_the_call_are_told_in_the_language() {
    let desk = Desk::new();
    desk.freitext(&["tabelle", "--lang", "de"])
        .fails(2, &["Den Befehl tabelle gibt es nicht", "table"]);
    desk.freitext(&["table", "--lang", "de"])
        .fails(2, &["Es fehlt", "STUDIE"]);
    desk.freitext(&["table", "s.freitext", "--bei", "amt", "--lang", "de"])
        .fails(2, &["--bei"]);
    desk.freitext(&["table", "s.freitext", "--counting", "alle", "--lang", "de"])
        .fails(2, &["alle", "mentions, exclusive"]);
    let help = desk.freitext(&["--lang", "de", "--help"]).succeeds();
    assert!(
        help.contains("Aufruf:") && help.contains("Befehle:") && !help.contains("Usage"),
        "{help}"
    );
    let help = desk.freitext(&["run", "--lang", "de", "--help"]).succeeds();
    assert!(
        help.contains("Optionen:") && !help.contains("OPTIONS") && !help.contains("possible"),
        "{help}"
    );
}
