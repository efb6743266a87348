# A Stata file as haven and readstata13 read it: names, labels, value labels, cells; missing values as ".a".
suppressPackageStartupMessages({
  library(haven)
  library(readstata13)
})
path <- commandArgs(trailingOnly = TRUE)[1]

or_empty <- function(x) if (is.null(x)) "" else x

keyed <- function(texts, keys) if (length(texts) == 0) list() else structure(lapply(texts, one), names = keys)

cells <- function(x, letters_of) {
  lapply(seq_along(x), function(at) {
    if (!is.na(x[at])) return(one(x[at]))
    letter <- letters_of[at]
    if (is.na(letter)) NULL else one(paste0(".", letter))
  })
}

read <- read_dta(path)
plain <- function(x) {
  if (inherits(x, "Date")) return(as.numeric(x))
  if (inherits(x, "POSIXct")) return(as.numeric(x))
  if (is.character(x)) as.character(x) else as.numeric(unclass(x))
}
tags <- function(x) if (is.character(x)) rep(NA_character_, length(x)) else na_tag(plain(x))
by_haven <- list(
  names = names(read),
  labels = vapply(read, function(x) or_empty(attr(x, "label", exact = TRUE)), "", USE.NAMES = FALSE),
  value_labels = lapply(unname(as.list(read)), function(x) {
    labels <- attr(x, "labels", exact = TRUE)
    keys <- ifelse(is.na(labels), paste0(".", na_tag(as.numeric(labels))), as.character(as.numeric(labels)))
    keyed(names(labels), keys)
  }),
  cells = lapply(unname(as.list(read)), function(x) cells(plain(x), tags(x))),
  classes = lapply(unname(as.list(read)), function(x) one(class(x)[1])),
  formats = lapply(unname(as.list(read)), function(x) one(or_empty(attr(x, "format.stata", exact = TRUE)))),
  label = one(or_empty(attr(read, "label", exact = TRUE))),
  notes = attr(read, "notes", exact = TRUE)
)

read <- suppressWarnings(read.dta13(path, convert.factors = FALSE, missing.type = TRUE, convert.dates = FALSE, strlexport = FALSE))
tables <- attr(read, "label.table")
missing <- attr(read, "missing")
by_readstata13 <- list(
  names = names(read),
  labels = unname(attr(read, "var.labels")),
  value_labels = lapply(unname(attr(read, "val.labels")), function(name) {
    table <- if (nzchar(name)) tables[[name]] else c()
    keys <- ifelse(table >= 2147483621, paste0(".", letters[pmax(table - 2147483621, 1)]), as.character(table))
    keyed(names(table), keys)
  }),
  cells = lapply(names(read), function(name) {
    x <- read[[name]]
    reasons <- missing[[name]]
    of <- rep(NA_character_, length(x))
    if (is.numeric(x)) {
      reason <- as.numeric(reasons[is.na(x)])
      # 1 is .a; several widths count from their own first missing value.
      of[is.na(x)] <- ifelse(is.na(reason) | reason == 0, NA, letters[pmax(reason, 1)])
    }
    cells(x, of)
  }),
  label = one(or_empty(attr(read, "datalabel")))
)
say(list(haven = by_haven, readstata13 = by_readstata13))
