//! Value labels of what the program adds to a data set, as the manual has them.

use freitext::codebook::Codebook;

/// Labels of what is not known, of how far a coding is, and of 0/1.
const REASONS: [(f64, &str); 12] = [
    (-17.0, "fehlend: nicht gezeigt"),
    (-16.0, "fehlend: leer"),
    (-15.0, "fehlend: nur ein Strich"),
    (-14.0, "fehlend: Verweis (siehe oben)"),
    (-13.0, "fehlend: trifft nicht zu"),
    (-12.0, "fehlend: keine Angabe"),
    (-11.0, "fehlend: weiß nicht"),
    (-5.0, "nicht kodierbar"),
    (-4.0, "zurückgestellt"),
    (-3.0, "wartet auf zweite Kodierung"),
    (-2.0, "Kodierende uneins"),
    (-1.0, "unbearbeitet"),
];
const STANDINGS: [(f64, &str); 6] = [
    (1.0, "geprüft"),
    (2.0, "von der Maschine übernommen"),
    (3.0, "keine Kategorie trifft zu"),
    (4.0, "vorgeschlagen"),
    (5.0, "teils geprüft"),
    (6.0, "ohne Vorschlag"),
];
const MENTIONED: [(f64, &str); 2] = [(0.0, "nicht genannt"), (1.0, "genannt")];
fn labels(parts: &[&[(f64, &str)]]) -> Vec<(f64, String)> {
    let all = parts.iter().flat_map(|part| part.iter());
    all.map(|(value, label)| (*value, (*label).to_owned())).collect()
}

/// Labels of a variable of a code.
pub fn of_code() -> Vec<(f64, String)> {
    labels(&[&REASONS, &MENTIONED])
}

/// Labels of a variable of codes side by side.
pub fn of_codes(codebook: &Codebook) -> Vec<(f64, String)> {
    let mut values = labels(&[&REASONS, &[(-6.0, "kein Code")]]);
    values.extend(
        codebook
            .codes
            .iter()
            .map(|code| (code.value as f64, code.label.de.clone())),
    );
    values
}

/// Labels of the variable that tells where a coding stands.
pub fn standings() -> Vec<(f64, String)> {
    labels(&[&REASONS, &STANDINGS])
}

/// Labels of the variable that tells why an answer is missing.
pub fn kinds() -> Vec<(f64, String)> {
    let kind = |(number, label): &(f64, &str)| Some((*number, label.strip_prefix("fehlend: ")?.to_owned()));
    REASONS.iter().filter_map(kind).collect()
}
