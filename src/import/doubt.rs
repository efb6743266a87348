//! What is doubtful about a row as such: too few or too many fields, letters that could not be read, marks out of place.
//! It is mended where that loses nothing, and noticed.

use super::bring::Bringing;
use super::row::{Row, Written};
use crate::problem::Notice;

/// What stands in place of an id in a row below the answers.
const SUMS: [&str; 8] = [
    "summe",
    "gesamt",
    "insgesamt",
    "gesamtsumme",
    "mittelwert",
    "total",
    "sum",
    "mean",
];

impl Bringing<'_, '_> {
    /// Gives a row as many cells as there are columns; surplus ones are joined as they were typed.
    pub fn mend_length(&mut self, row: &mut Row, separator: u8) {
        let (has, wanted) = (row.len(), self.names.len());
        if has < wanted {
            let notice = Notice::new(
                format!("Die Zeile hat nur {has} von {wanted} Feldern; die fehlenden gelten als leer."),
                format!("The row has only {has} of {wanted} fields; the others count as empty."),
            );
            self.notices
                .push(notice.in_row(row.number).in_column(self.name(has)));
        } else if (wanted..has).any(|column| !row.cell(column).trim().is_empty()) {
            let into = self.plan.only_open_column().unwrap_or(wanted - 1);
            row.join(into, into + has - wanted, separator);
            let notice = Notice::new(
                format!(
                    "Die Zeile hat {has} statt {wanted} Felder; die überzähligen wurden hier zusammengefügt."
                ),
                format!("The row has {has} fields instead of {wanted}; the surplus was joined here."),
            );
            self.notices
                .push(notice.in_row(row.number).in_column(self.name(into)));
        }
    }

    /// Notices cells that may not say what was meant.
    pub fn look_at_cells(&mut self, row: &Row) {
        let id = self
            .plan
            .id
            .map(|column| row.cell(column).trim())
            .unwrap_or_default();
        if SUMS.iter().any(|sum| id.eq_ignore_ascii_case(sum)) {
            let notice = Notice::new(
                format!(
                    "Die Zeile sieht nach einer Zusammenfassung aus (»{id}«) und ist wie eine Antwort eingelesen. Ist sie keine: aus der Datei löschen und diese in eine neue Studie einlesen."
                ),
                format!(
                    "The row looks like a summary (\"{id}\") and was imported like a response. If it is none: delete it from the file and import that into a new study."
                ),
            );
            self.notices.push(notice.in_row(row.number));
        }
        if row.text().contains(&0xef) {
            for column in 0..self.names.len().min(row.len()) {
                if row.cell(column).contains('\u{fffd}') {
                    let notice = Notice::new(
                        "Ein Zeichen war nicht zu lesen und erscheint als �.",
                        "A letter could not be read and appears as �.",
                    );
                    self.notices
                        .push(notice.in_row(row.number).in_column(self.name(column)));
                }
            }
        }
        for column in row.cleaned() {
            let notice = Notice::new(
                "Steuerzeichen, die in keinem Text vorkommen, wurden aus der Zelle entfernt.",
                "Control characters, which no text has, were taken out of the cell.",
            );
            let column = self.name((*column).min(self.names.len() - 1));
            self.notices.push(notice.in_row(row.number).in_column(column));
        }
        for column in 0..self.names.len().min(row.len()) {
            let notice = match row.written(column) {
                Written::Stray => Notice::new(
                    "Nach einem schließenden Anführungszeichen geht das Feld weiter; es wurde mit den Zeichen übernommen.",
                    "The field goes on after a closing quotation mark; it was taken with its marks.",
                ),
                Written::Formula => Notice::new(
                    "Die Zelle enthält eine Formel ohne Wert; übernommen wurde ihr Wortlaut.",
                    "The cell holds a formula without a value; its wording was taken.",
                ),
                Written::Error => Notice::new(
                    "Die Zelle enthält einen Fehlerwert; im Tabellenprogramm nachsehen, was dort stehen sollte.",
                    "The cell holds an error value; look in the spreadsheet program what should stand there.",
                ),
                Written::Bare | Written::Quoted => continue,
            };
            self.notices
                .push(notice.in_row(row.number).in_column(self.name(column)));
        }
    }
}
