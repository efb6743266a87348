# An .rds file as R reads it, alone: classes, attributes, cells; and with haven, which values are missing.
path <- commandArgs(trailingOnly = TRUE)[1]
read <- readRDS(path)

flat <- function(x) {
  if (is.null(x)) return(NULL)
  if (is.list(x)) return(lapply(x, flat))
  as.vector(unclass(x))
}
found <- function(x, name) flat(attr(x, name, exact = TRUE))
said <- list(
  class = class(read),
  names = names(read),
  rows = one(nrow(read)),
  label = found(read, "label"),
  notes = found(read, "notes"),
  weight = found(read, "weight"),
  sets = found(read, "response_sets"),
  columns = lapply(unname(as.list(read)), function(x) list(
    class = class(x),
    type = one(typeof(x)),
    label = found(x, "label"),
    levels = levels(x),
    codes = found(x, "codes"),
    labels = found(x, "labels"),
    label_names = names(attr(x, "labels", exact = TRUE)),
    na_values = found(x, "na_values"),
    na_range = found(x, "na_range"),
    cells = if (is.factor(x)) as.character(x) else as.vector(unclass(x)),
    encodings = if (is.character(x)) unique(Encoding(x)) else NULL
  ))
)
suppressPackageStartupMessages(library(haven))
said$is_na <- lapply(unname(as.list(read)), is.na)
said$labelled <- vapply(read, is.labelled, TRUE)
said$shown <- one(sum(nchar(capture.output(print(as.list(read)))) > 0))
# What R writes of it is the same again.
copy <- tempfile()
saveRDS(read, copy, version = 2)
said$identical <- one(identical(readRDS(copy), read))
say(said)
