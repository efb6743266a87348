//! An R script that reads an `.rds` file of ours and makes the first tables, with R alone.
//!
//! Frequencies of the answers of each response set in percent of cases, and by the groups of the first factor that is in no
//! set. Texts of R are ASCII, so that the script runs under any encoding; comments are not.
//!
//! Deliberately absent: the data. The script asks the attributes of the data frame for everything, and works on each of ours.

use std::io::Write;

use crate::statfile::Frame;
use crate::words::{Language, Text};

/// Writes the script for the file `rds`, which stands beside it. `frame` is what the file holds.
///
/// # Errors
/// What `out` refuses.
pub fn write(frame: &Frame, rds: &str, language: Language, out: &mut dyn Write) -> std::io::Result<()> {
    let say = |de: &str, en: &str| Text::new(de, en).get(language).to_owned();
    let dictionary = &frame.dictionary;
    let parts: [(&str, String); 14] = [
        (
            "TITLE",
            say(
                "Erste Tabellen aus den kodierten Antworten. Braucht nur R selbst, keine Pakete.",
                "First tables of the coded answers. Needs R alone, no packages.",
            ),
        ),
        (
            "SIZE",
            say(
                &format!(
                    "{} Fälle, {} Variablen.",
                    frame.rows(),
                    dictionary.variables.len()
                ),
                &format!(
                    "{} cases, {} variables.",
                    frame.rows(),
                    dictionary.variables.len()
                ),
            ),
        ),
        ("FILE", quoted(rds)),
        (
            "FOLDER",
            say(
                "Vorher mit setwd() in den Ordner wechseln, in dem beide Dateien liegen.",
                "Change to the folder of both files with setwd() first.",
            ),
        ),
        (
            "LABELS",
            say(
                "Was die Variablen fragen: ihre Labels.",
                "What the variables ask: their labels.",
            ),
        ),
        (
            "MENTIONED",
            say(
                "Ob eine Antwort genannt wurde: TRUE, FALSE oder NA.",
                "Whether an answer was given: TRUE, FALSE or NA.",
            ),
        ),
        (
            "ONE",
            say(
                "Eine Zeile je Antwort eines Mehrfachantworten-Sets: TRUE/FALSE je Fall.",
                "One column for each answer of a response set: TRUE/FALSE for each case.",
            ),
        ),
        (
            "BASE",
            say(
                "Prozent der Fälle: Basis sind alle Fälle mit mindestens einer gültigen Angabe; die Summe kann 100 übersteigen.",
                "Percent of cases: the base is all cases with one valid entry at least; the sum may exceed 100.",
            ),
        ),
        ("N", quoted(&say("Anzahl", "n"))),
        (
            "PERCENT",
            quoted(&say("Prozent der F\u{e4}lle", "Percent of cases")),
        ),
        (
            "CROSS",
            say(
                "Dasselbe nach der ersten Gruppenvariable (Faktor), die zu keinem Set gehört; in Prozent der Fälle der Gruppe.",
                "The same by the first grouping variable (factor) of no set; in percent of the cases of the group.",
            ),
        ),
        (
            "NONE",
            say(
                "Ohne Mehrfachantworten-Set: Häufigkeiten der ersten Gruppenvariable.",
                "Without response set: frequencies of the first grouping variable.",
            ),
        ),
        ("BASE_TITLE", quoted(&say("Basis (F\u{e4}lle)", "Base (cases)"))),
        ("BY", quoted(&say("nach", "by"))),
    ];
    let mut script = SCRIPT.to_owned();
    // Longer keys first: one is the beginning of another.
    let mut parts = Vec::from(parts);
    parts.sort_by_key(|(key, _)| std::cmp::Reverse(key.len()));
    for (key, text) in parts {
        script = script.replace(&format!("@{key}@"), &text);
    }
    out.write_all(script.as_bytes())
}

/// A text of R in double quotes, in ASCII.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            letter if letter.is_ascii_graphic() || letter == ' ' => out.push(letter),
            letter => out.push_str(&format!("\\U{{{:x}}}", u32::from(letter))),
        }
    }
    out.push('"');
    out
}

const SCRIPT: &str = r#"# @TITLE@
# @SIZE@
# @FOLDER@

data <- readRDS(@FILE@)

# @LABELS@
labels <- vapply(data, function(x) {
  label <- attr(x, "label", exact = TRUE)
  if (is.null(label)) "" else label
}, "")
print(data.frame(label = labels))

# @MENTIONED@
mentioned <- function(x, counted) {
  if (is.factor(x)) x <- attr(x, "codes")[as.integer(x)]
  as.vector(unclass(x)) == counted
}

# @ONE@
answers <- function(set) {
  if (set$kind == "dichotomies") {
    given <- lapply(data[set$variables], mentioned, set$counted)
    titles <- ifelse(labels[set$variables] == "", set$variables, labels[set$variables])
    names(given) <- make.unique(titles)
    given <- as.data.frame(given, check.names = FALSE)
    given[rowSums(!is.na(given)) == 0, ] <- NA
    return(given)
  }
  cells <- vapply(data[set$variables], as.character, character(nrow(data)))
  cells <- matrix(cells, nrow = nrow(data))
  found <- unlist(lapply(data[set$variables], function(x) if (is.factor(x)) levels(x) else sort(unique(as.character(x)))))
  given <- lapply(unique(found), function(answer) rowSums(!is.na(cells) & cells == answer) > 0)
  names(given) <- unique(found)
  given <- as.data.frame(given, check.names = FALSE)
  given[rowSums(!is.na(cells)) == 0, ] <- NA
  given
}

# @BASE@
frequencies <- function(given) {
  valid <- rowSums(!is.na(given)) > 0
  n <- colSums(given[valid, , drop = FALSE], na.rm = TRUE)
  table <- data.frame(n = n, percent = round(100 * n / sum(valid), 1))
  names(table) <- c(@N@, @PERCENT@)
  table <- table[order(-n), ]
  rbind(table, structure(data.frame(sum(valid), if (any(valid)) 100 else NA), names = names(table), row.names = @BASE_TITLE@))
}

sets <- attr(data, "response_sets")
members <- unlist(lapply(sets, function(set) set$variables))
factors <- setdiff(names(data)[vapply(data, is.factor, TRUE)], members)
tables <- list()
for (name in names(sets)) {
  cat("\n", name, ": ", sets[[name]]$label, "\n", sep = "")
  given <- answers(sets[[name]])
  tables[[name]] <- frequencies(given)
  print(tables[[name]])

  # @CROSS@
  if (length(factors) > 0) {
    group <- data[[factors[1]]]
    cat("\n", name, " ", @BY@, " ", factors[1], "\n", sep = "")
    percent <- vapply(split(seq_len(nrow(data)), group), function(rows) {
      some <- given[rows, , drop = FALSE]
      valid <- rowSums(!is.na(some)) > 0
      round(100 * colSums(some[valid, , drop = FALSE], na.rm = TRUE) / sum(valid), 1)
    }, numeric(ncol(given)))
    print(matrix(percent, nrow = ncol(given), dimnames = list(names(given), levels(group))))
  }
}

# @NONE@
if (length(sets) == 0 && length(factors) > 0) {
  n <- table(data[[factors[1]]])
  tables[[factors[1]]] <- data.frame(n = as.vector(n), percent = round(100 * as.vector(n) / sum(n), 1), row.names = names(n))
  print(tables[[factors[1]]])
}
"#;
