//! The shipped measures in a study, as three coders have coded them, and answers that are hard to carry.

use freitext::codebook::Codebook;

use super::desk::Desk;

pub const CODERS: [&str; 3] = ["Autorin", "Bert", "Clara"];

/// A row of the corpus with what each coder said of it; none: nothing.
pub struct Case {
    pub id: String,
    pub respondent: String,
    pub amt: String,
    pub text: String,
    pub codes: [Option<Vec<String>>; 3],
}

impl Case {
    /// What holds: the latest that a coder said.
    pub fn held(&self) -> Option<&Vec<String>> {
        self.codes.iter().rev().flatten().next()
    }
}

/// The measures with the codings of their author; Bert saw every second and gave one code, Clara every third and gave two
/// at most. Behind them answers that are hard to carry.
fn cases() -> Vec<Case> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/corpora/massnahmen.csv");
    let rows = csv::Reader::from_path(path).unwrap().into_records();
    let mut cases: Vec<Case> = rows
        .map(|row| {
            let row = row.unwrap();
            let codes: Vec<String> = row[5]
                .split('|')
                .filter(|code| !code.is_empty())
                .map(str::to_owned)
                .collect();
            Case {
                id: row[0].to_owned(),
                respondent: row[1].to_owned(),
                amt: row[3].to_owned(),
                text: row[4].to_owned(),
                codes: [Some(codes).filter(|codes| !codes.is_empty()), None, None],
            }
        })
        .collect();
    let hard = [
        "😀 Ängste, Öfen, Überforderung: ß".to_owned(),
        "Zeile eins\nZeile zwei\n\nZeile vier".to_owned(),
        "=1+1".to_owned(),
        "\"Zitat\", Komma; Semikolon\tTabulator".to_owned(),
        "ä".repeat(16_000),
        "Wort ".repeat(5_999) + "Ende.",
    ];
    for (at, text) in hard.into_iter().enumerate() {
        cases.push(Case {
            id: format!("x-{at}"),
            respondent: format!("{}", 1000 + at),
            amt: "Ämter für „Übriges“".to_owned(),
            text,
            codes: [Some(vec!["sozial".to_owned()]), None, None],
        });
    }
    for (at, case) in cases.iter_mut().enumerate() {
        let first = |n: usize| {
            case.codes[0]
                .as_ref()
                .map(|codes| codes.iter().take(n).cloned().collect())
        };
        let (bert, clara) = (first(1), first(2));
        case.codes[1] = bert.filter(|_| at % 2 == 0);
        case.codes[2] = clara.filter(|_| at % 3 == 0);
    }
    cases
}

fn import(desk: &Desk, cases: &[Case]) {
    for (at, coder) in CODERS.into_iter().enumerate() {
        let mut out = csv::Writer::from_writer(Vec::new());
        out.write_record(["id", "respondent", "amt", "text", "codes"])
            .unwrap();
        for case in cases {
            let codes = case.codes[at]
                .as_ref()
                .map(|codes| codes.join("|"))
                .unwrap_or_default();
            out.write_record([&case.id, &case.respondent, &case.amt, &case.text, &codes])
                .unwrap();
        }
        let file = format!("{coder}.csv");
        desk.file(&file, out.into_inner().unwrap());
        desk.codings_come(&file, "text", coder, "handlungsfelder");
    }
}

/// Why an answer of the corpus is missing, as the exports number it (README of the exports: -11 … -17).
pub fn missing(text: &str) -> Option<f64> {
    Some(match text.trim() {
        "" => -16.0,
        "-" => -15.0,
        "siehe oben" | "s.o." | "s. o." => -14.0,
        "entfällt" => -13.0,
        "k. A." | "keine Angabe" => -12.0,
        "weiß nicht" => -11.0,
        _ => return None,
    })
}

pub fn measures() -> (Desk, Vec<Case>, Codebook) {
    let desk = Desk::new();
    let cases = cases();
    import(&desk, &cases);
    (desk, cases, Codebook::open("handlungsfelder").unwrap())
}
