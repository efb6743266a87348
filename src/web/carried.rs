//! What each file for other programs carries over, in one line, in the order in which people look for them.
//!
//! Deliberately absent: everything that is said of a single file when it is written (`export`).

use crate::words::Text;

/// Files for one purpose.
pub struct Group {
    /// Where it stands on the page.
    pub id: &'static str,
    de: &'static str,
    en: &'static str,
    pub files: &'static [Carried],
}

pub struct Carried {
    /// The exporter.
    pub name: &'static str,
    de: &'static str,
    en: &'static str,
}

impl Group {
    pub fn title(&self) -> Text {
        Text::new(self.de, self.en)
    }
}

impl Carried {
    pub fn says(&self) -> Text {
        Text::new(self.de, self.en)
    }
}

pub const GROUPS: &[Group] = &[
    Group {
        id: "tables",
        de: "Tabellen und Excel",
        en: "Tables and Excel",
        files: &[
            file(
                "tables",
                "Mit Kreuztabellen; über 100.000 Einheiten ohne Einzeldaten.",
                "With crosstabs; without single data above 100,000 units.",
            ),
            file(
                "data",
                "Alles, was hereinkam, und die Codes; Labels auf einem eigenen Blatt; Texte bis 32.767 Zeichen.",
                "All that came in, and the codes; labels on a sheet of their own; texts up to 32,767 characters.",
            ),
            file(
                "matrix",
                "Codes und Hintergrund, ohne Labels; UTF-8 mit Kommas.",
                "Codes and background, without labels; UTF-8 with commas.",
            ),
            file(
                "assignments",
                "Wer entschieden hat oder wie sicher ein Vorschlag ist; UTF-8 mit Kommas.",
                "Who decided or how sure a suggestion is; UTF-8 with commas.",
            ),
            file(
                "addon",
                "Codes als 0/1 und nebeneinander, ohne Texte und Labels; UTF-8 mit Kommas.",
                "Codes as 0/1 and side by side, without texts and labels; UTF-8 with commas.",
            ),
        ],
    },
    Group {
        id: "statistics",
        de: "Statistikprogramme",
        en: "Statistics programs",
        files: &[
            file(
                "sav",
                "Alles, was hereinkam, mit Labels und fehlenden Werten; Texte bis 32.766 Byte.",
                "All that came in, with labels and missing values; texts up to 32,766 bytes.",
            ),
            file(
                "dta",
                "Stata 14 und neuer; Texte ganz; Wertelabels an ganzen Zahlen; Sets als Notizen.",
                "Stata 14 and later; whole texts; value labels of whole numbers; sets as notes.",
            ),
            file(
                "rds",
                "Ohne Zusatzpaket lesbar; Faktoren, wo jeder Wert ein Label hat; Sets als Attribute.",
                "Needs no package; factors where every value has a label; sets as attributes.",
            ),
            file(
                "rscript",
                "Braucht kein Zusatzpaket; die .rds-Datei dazu mit denselben Angaben herunterladen.",
                "Needs no package; download the .rds file with the same choices.",
            ),
            file(
                "parquet",
                "Typisierte Spalten; Labels, fehlende Werte und Sets als JSON in den Metadaten.",
                "Typed columns; labels, missing values and sets as JSON in the metadata.",
            ),
            file(
                "sps",
                "Dasselbe wie die .sav-Datei; Zeilenumbrüche in Texten werden Leerzeichen.",
                "The same as the .sav file; line breaks in texts become blanks.",
            ),
            file(
                "sps-data",
                "Gehört in denselben Ordner wie die Syntax.",
                "Belongs into the same folder as the syntax.",
            ),
        ],
    },
    Group {
        id: "qualitative",
        de: "Programme der qualitativen Analyse",
        en: "Programs for qualitative analysis",
        files: &[file(
            "qdpx",
            "Hintergrund als Variablen, Zeitpunkte, Anmerkungen; ohne Zuordnungsregeln.",
            "Background as variables, times, memos; without match rules.",
        )],
    },
    Group {
        id: "codebook",
        de: "Kodierleitfaden",
        en: "Codebook",
        files: &[
            file(
                "codebook",
                "Alles; für freitext, zum Bearbeiten und Wiedereinlesen.",
                "Everything; for freitext, to be edited and read again.",
            ),
            file(
                "codebook-xlsx",
                "Alles; zum Bearbeiten und Wiedereinlesen.",
                "Everything; to be edited and read again.",
            ),
            file(
                "codebook-csv",
                "Alles; zum Bearbeiten und Wiedereinlesen.",
                "Everything; to be edited and read again.",
            ),
            file(
                "codebook-docx",
                "Kategorie, Wert, Definition, Ankerbeispiele, Kodierregel; ohne Zuordnungsregeln.",
                "Category, value, definition, anchor examples, coding rule; without match rules.",
            ),
            file(
                "codebook-md",
                "Kategorie, Wert, Definition, Ankerbeispiele, Kodierregel; ohne Zuordnungsregeln.",
                "Category, value, definition, anchor examples, coding rule; without match rules.",
            ),
            file(
                "qdc",
                "Ebenen, Werte, Definitionen, Ankerbeispiele; ohne Zuordnungsregeln und zweite Sprache.",
                "Levels, values, definitions, anchor examples; without match rules and second language.",
            ),
        ],
    },
];

const fn file(name: &'static str, de: &'static str, en: &'static str) -> Carried {
    Carried { name, de, en }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export;

    #[test]
    fn every_file_stands_in_one_group() {
        let mut shown: Vec<&str> = GROUPS
            .iter()
            .flat_map(|group| group.files)
            .map(|file| file.name)
            .collect();
        let mut all: Vec<&str> = export::ALL.iter().map(|exporter| exporter.name()).collect();
        shown.sort_unstable();
        all.sort_unstable();
        assert_eq!(shown, all);
    }
}
