# Reads exported files: exports.R READER FILE… Says a list: names, labels, value labels, all cells (missing as null), sets.
label_of <- function(column) {
  label <- attr(column, "label", exact = TRUE)
  one(if (is.null(label)) "" else label)
}
# Those of a factor are its levels, and behind them the values that they stand for.
values_of <- function(column) {
  labels <- attr(column, "labels", exact = TRUE)
  if (is.factor(column)) labels <- structure(attr(column, "codes"), names = levels(column))
  if (is.null(labels) || !is.numeric(labels)) return(NULL)
  labels <- labels[!is.na(labels)]
  if (length(labels) == 0) return(NULL)
  setNames(as.list(names(labels)), paste0(format(as.numeric(labels), nsmall = 1, trim = TRUE)))
}
read <- function(reader, path) {
  data <- switch(reader,
    sav = haven::read_sav(path, user_na = TRUE),
    dta = haven::read_dta(path),
    readstata13 = readstata13::read.dta13(path, convert.factors = FALSE, generate.factors = FALSE),
    foreign = suppressWarnings(foreign::read.spss(path, to.data.frame = TRUE, use.value.labels = FALSE, use.missings = FALSE)),
    rds = readRDS(path)
  )
  values <- lapply(data, function(column) lapply(values_of(column), one))
  labels <- switch(reader,
    readstata13 = setNames(lapply(attr(data, "var.labels"), one), names(data)),
    # Not every column has one: foreign makes several of a long text.
    foreign = lapply(as.list(attr(data, "variable.labels")[!is.na(names(attr(data, "variable.labels")))]), one),
    lapply(data, label_of)
  )
  list(
    names = names(data),
    labels = labels,
    values = if (any(lengths(values) > 0)) values[lengths(values) > 0],
    # SPSS fills texts with blanks, and foreign leaves them.
    cells = lapply(data, function(column) {
      cells <- if (is.factor(column)) as.character(column) else as.vector(unclass(column))
      if (is.character(cells) && reader == "foreign") sub(" +$", "", cells) else cells
    }),
    sets = lapply(attr(data, "response_sets", exact = TRUE), function(set) {
      list(label = one(set$label), counted = one(set$counted), members = set$variables)
    })
  )
}
arguments <- commandArgs(trailingOnly = TRUE)
say(Map(read, arguments[c(TRUE, FALSE)], arguments[c(FALSE, TRUE)], USE.NAMES = FALSE))
