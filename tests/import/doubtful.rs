//! Rows that come in although something about them is doubtful: each with its notice, file, row and column.

use super::*;

#[test]
fn every_doubtful_row_gives_a_notice_with_its_place() {
    struct Doubtful {
        name: &'static str,
        bytes: Vec<u8>,
        de: &'static str,
        en: &'static str,
        row: Option<u64>,
        column: Option<&'static str>,
        words: &'static [&'static str],
    }
    let case = |name, bytes: &[u8], de, en, row, column, words| Doubtful {
        name,
        bytes: bytes.to_vec(),
        de,
        en,
        row,
        column,
        words,
    };
    for doubtful in [
        case(
            "too few fields",
            b"id,text,amt\n1,Kurse\n2,Feste,Nord\n",
            "Die Zeile hat nur 2 von 3 Feldern",
            "The row has only 2 of 3 fields",
            Some(2),
            Some("amt"),
            &["Kurse", "Feste"],
        ),
        case(
            "too many fields",
            b"id,text,amt\n1,Kurse, Feste,Nord\n2,Rat,Ost\n3,Hilfe,West\n",
            "Die Zeile hat 4 statt 3 Felder",
            "The row has 4 fields instead of 3",
            Some(2),
            Some("text"),
            &["Kurse, Feste", "Rat", "Hilfe"],
        ),
        case(
            "text after a closing mark",
            "id,text\n1,\"Gut\" finde ich die Feste\n2,Rat\n".as_bytes(),
            "Nach einem schließenden Anführungszeichen geht das Feld weiter",
            "The field goes on after a closing quotation mark",
            Some(2),
            Some("text"),
            &["\"Gut\" finde ich die Feste", "Rat"],
        ),
        case(
            "a damaged letter",
            b"id,text\n1,B\xc3\xbcrger und \xc3\x84mter\n2,Stra\xdfe\n",
            "Ein Zeichen war nicht zu lesen",
            "A letter could not be read",
            Some(3),
            Some("text"),
            &["Bürger und Ämter", "Stra\u{fffd}e"],
        ),
        case(
            "an id that is missing",
            b"id,text\n1,Kurse\n,Feste\n",
            "Die Kennung fehlt; die Zeile heißt nun r3.",
            "The id is missing; the row is now called r3.",
            Some(3),
            Some("id"),
            &["Kurse", "Feste"],
        ),
        case(
            "a heading twice",
            b"id,text,amt,amt\n1,Kurse,a,b\n",
            "Die Überschrift »amt« kommt mehrmals vor; diese Spalte heißt nun »amt (2)«.",
            "The heading \"amt\" occurs more than once; this column is now called \"amt (2)\".",
            Some(1),
            Some("amt (2)"),
            &["Kurse"],
        ),
        case(
            "a file from a Mac",
            b"id;text\n1;B\x9frger und st\x8adtische Stra\xa7e\n2;f\x9fr M\x8adchen\n",
            "Die Datei ist nicht UTF-8",
            "The file is not UTF-8",
            None,
            None,
            &[],
        ),
        case(
            "umlauts damaged before the export",
            "id;text\n1;BÃ¼rger\n".as_bytes(),
            "In der Datei stehen Zeichenpaare wie »Ã¤«",
            "The file holds pairs such as \"Ã¤\"",
            None,
            None,
            &["BÃ¼rger"],
        ),
    ] {
        let desk = Desk::new();
        let mut study = desk.study();
        let file = desk.file("a.csv", &doubtful.bytes);
        let done = bring(&mut study, &file, &named(&["text"])).unwrap();
        let notice = done
            .notices
            .iter()
            .find(|notice| notice.what.de.starts_with(doubtful.de))
            .unwrap_or_else(|| panic!("{}: {:?}", doubtful.name, done.notices));
        assert!(notice.what.en.starts_with(doubtful.en), "{}", notice.what.en);
        assert_eq!(notice.place.file.as_deref(), Some("a.csv"));
        assert_eq!(
            (notice.place.row, notice.place.column.as_deref()),
            (doubtful.row, doubtful.column),
            "{}",
            doubtful.name
        );
        if !doubtful.words.is_empty() {
            let words: Vec<String> = units(&study).into_iter().map(|(_, _, words)| words).collect();
            assert_eq!(words, doubtful.words, "{}", doubtful.name);
        }
    }
}

#[test]
fn a_file_from_a_mac_is_hinted_at_and_read_by_choice() {
    let bytes = b"id;text\n1;B\x9frger und st\x8adtische Stra\xa7e\n2;f\x9fr M\x8adchen\n";
    let desk = Desk::new();
    let done = bring(&mut desk.study(), &desk.file("a.csv", bytes), &named(&["text"])).unwrap();
    assert!(
        done.notices[0].what.de.contains("--encoding macintosh"),
        "{}",
        done.notices[0].what.de
    );
    let mac = Choices {
        encoding: Some("macintosh".into()),
        ..named(&["text"])
    };
    assert_eq!(
        texts(bytes, &mac),
        ["Bürger und städtische Straße", "für Mädchen"]
    );
}

#[test]
fn a_cell_without_heading_is_not_lost() {
    let desk = Desk::new();
    let mut study = desk.study();
    bring(
        &mut study,
        &desk.file("a.csv", "id,text,\n1,Kurse,Nachtrag\n2,Feste,\n"),
        &named(&["text"]),
    )
    .unwrap();
    assert_eq!(study.background_names().unwrap(), ["Spalte 3"]);
    let mut values = Vec::new();
    each(&study, |unit| {
        values.push(unit.background.first().cloned().flatten())
    });
    assert_eq!(values, [Some("Nachtrag".into()), None]);
}

#[test]
fn a_first_row_of_answers_was_taken_for_headings_in_silence() {
    for (table, text, expected) in [
        ("1,Kurse\n2,Feste\n", "Kurse", true),
        ("Süd,Kurse\nSüd,Feste\nSüd,Rat\n", "Kurse", true),
        (
            "Wir bieten jede Woche Kurse an\nWir feiern Feste mit allen zusammen\n",
            "Wir bieten jede Woche Kurse an",
            true,
        ),
        (
            "id,Was tun Sie dafür im Quartier?\n1,Kurse\n",
            "Was tun Sie dafür im Quartier?",
            false,
        ),
        ("id,text\nid,text\n1,Kurse\n", "text", false),
    ] {
        let desk = Desk::new();
        let done = bring(&mut desk.study(), &desk.file("a.csv", table), &named(&[text])).unwrap();
        let said = done
            .notices
            .iter()
            .any(|notice| notice.what.de.contains("Die erste Zeile gilt als Überschrift"));
        assert_eq!(said, expected, "{table}: {:?}", done.notices);
    }
}
