//! An R script that reads an `.rds` file of ours and makes the first tables, with R alone.
//!
//! Frequencies of the answers of each response set in percent of cases, and by the groups of a variable: the first of those
//! offered that sorts cases into few groups. Texts of R are ASCII, so that the script runs under any encoding; comments
//! are not.
//!
//! Deliberately absent: the data. The script asks the attributes of the data frame for everything but the group.

use std::collections::BTreeSet;
use std::io::Write;

use crate::statfile::names::Program;
use crate::statfile::renamed::Renamed;
use crate::statfile::{Column, Frame};
use crate::survey::{Measure, Value, Variable, VariableKind};
use crate::words::{Language, Text};

/// As many groups as a table of groups has at most where each has a label: all sixteen Länder, and a few more.
const LABELLED: usize = 20;
/// As many different values as a variable without labels has at most that is taken for one of groups.
const FEW: usize = 12;

/// Writes the script for the file `rds`, which stands beside it. `frame` is what the file holds; `background` are the places
/// of the variables that cases may be grouped by. It is the first of them that is in no response set and whose valid cells
/// all have labels, or are few different values; without one there are frequencies only.
///
/// # Errors
/// What `out` refuses.
pub fn write(
    frame: &Frame,
    background: &[usize],
    rds: &str,
    language: Language,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let names = Renamed::of(&frame.dictionary, Program::R);
    let group = background.iter().find(|at| is_of_groups(frame, **at));
    let group = group.and_then(|at| names.names().nth(*at));
    let say = |de: &str, en: &str| Text::new(de, en).get(language).to_owned();
    let dictionary = &frame.dictionary;
    let parts: [(&str, String); 18] = [
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
            "CHOSEN",
            say(
                "Nach welcher Variable die Kreuztabellen die Fälle gruppieren; NULL: keine Kreuztabellen.",
                "The variable by which crosstabs group the cases; NULL: no crosstabs.",
            ),
        ),
        ("GROUP", group.map_or_else(|| "NULL".to_owned(), quoted)),
        (
            "GROUPS",
            say(
                "Die Gruppen: Wertelabel, sonst die Werte selbst; was als fehlend gilt, gehört zu keiner.",
                "The groups: value labels, else the values themselves; what counts as missing belongs to none.",
            ),
        ),
        (
            "CROSS",
            say(
                "Prozent der Fälle jeder Gruppe, darunter wie viele Fälle das sind.",
                "Percent of the cases of each group, and below how many cases these are.",
            ),
        ),
        (
            "EACH",
            say(
                "Die Tabellen: eine Häufigkeitstabelle je Set, dahinter seine Kreuztabelle.",
                "The tables: one of frequencies for each set, and behind it its crosstab.",
            ),
        ),
        (
            "NONE",
            say(
                "Ohne Mehrfachantworten-Set: Häufigkeiten der Gruppen.",
                "Without response set: frequencies of the groups.",
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

/// Whether a variable sorts cases into groups: not too many, and where they have no labels with several cases in each.
fn is_of_groups(frame: &Frame, at: usize) -> bool {
    let variable = &frame.dictionary.variables[at];
    let is_in_set = frame
        .dictionary
        .sets
        .iter()
        .any(|set| set.members.contains(&variable.name));
    let is_measured = !matches!(variable.kind, VariableKind::Number | VariableKind::Text);
    if is_in_set || is_measured || variable.measure == Measure::Scale {
        return false;
    }
    match &frame.columns[at] {
        Column::Texts(cells) => {
            let filled = cells.iter().filter(|cell| !cell.is_empty());
            are_groups(variable, filled, |cell| Value::Text((*cell).clone()))
        }
        Column::Numbers(cells) => {
            let bits = cells.iter().flatten().map(|number| (number + 0.0).to_bits());
            are_groups(variable, bits, |bits| Value::Number(f64::from_bits(*bits)))
        }
    }
}

fn are_groups<T: Ord>(
    variable: &Variable,
    cells: impl Iterator<Item = T>,
    value: impl Fn(&T) -> Value,
) -> bool {
    let mut different = BTreeSet::new();
    let mut several = 0;
    for cell in cells {
        if variable.missing.holds(&value(&cell)) {
            continue;
        }
        several += 1;
        different.insert(cell);
        if different.len() > LABELLED {
            return false;
        }
    }
    let is_labelled = different
        .iter()
        .all(|cell| variable.label_of(&value(cell)).is_some());
    match different.len() {
        0 | 1 => false,
        _ if is_labelled => true,
        groups => groups <= FEW && several >= 2 * groups,
    }
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
  rbind(table, structure(data.frame(sum(valid), if (any(valid)) 100 else NA), names = names(table), row.names = @BASE_TITLE@))
}

# @CHOSEN@
by <- @GROUP@

# @GROUPS@
groups <- function(x) {
  if (is.factor(x)) return(droplevels(x))
  values <- as.vector(unclass(x))
  values[values %in% attr(x, "na_values", exact = TRUE)] <- NA
  range <- attr(x, "na_range", exact = TRUE)
  if (!is.null(range)) values[!is.na(values) & values >= range[1] & values <= range[2]] <- NA
  found <- sort(unique(values))
  labels <- attr(x, "labels", exact = TRUE)
  at <- match(found, labels)
  titles <- as.character(found)
  titles[!is.na(at)] <- names(labels)[at[!is.na(at)]]
  factor(values, found, make.unique(titles))
}

# @CROSS@
crosstab <- function(given, group) {
  valid <- rowSums(!is.na(given)) > 0 & !is.na(group)
  rows <- lapply(levels(group), function(level) which(valid & group == level))
  n <- vapply(rows, function(rows) colSums(given[rows, , drop = FALSE], na.rm = TRUE), numeric(ncol(given)))
  cases <- lengths(rows)
  percent <- round(100 * t(matrix(n, nrow = ncol(given))) / cases, 1)
  percent[cases == 0, ] <- NA
  table <- rbind(t(percent), cases)
  dimnames(table) <- list(c(names(given), @BASE_TITLE@), levels(group))
  table
}

# @EACH@
sets <- attr(data, "response_sets")
tables <- list()
crosstabs <- list()
for (name in names(sets)) {
  cat("\n", name, ": ", sets[[name]]$label, "\n", sep = "")
  given <- answers(sets[[name]])
  given <- given[order(-colSums(given, na.rm = TRUE))]
  tables[[name]] <- frequencies(given)
  print(tables[[name]])
  if (!is.null(by)) {
    cat("\n", name, " ", @BY@, " ", by, "\n", sep = "")
    crosstabs[[name]] <- crosstab(given, groups(data[[by]]))
    cells <- crosstabs[[name]]
    last <- nrow(cells)
    cells <- rbind(format(cells[-last, , drop = FALSE], nsmall = 1), cells[last, , drop = FALSE])
    print(cells, quote = FALSE, right = TRUE)
  }
}

# @NONE@
if (length(sets) == 0 && !is.null(by)) {
  n <- table(groups(data[[by]]))
  tables[[by]] <- data.frame(n = as.vector(n), percent = round(100 * as.vector(n) / sum(n), 1), row.names = names(n))
  print(tables[[by]])
}
"#;
