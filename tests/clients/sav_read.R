# What haven or foreign reads from an SPSS file: everything as texts, numbers with 17 digits, dates as seconds since 1970.

arguments <- commandArgs(trailingOnly = TRUE)
path <- arguments[1]

digits <- function(x) ifelse(is.na(x), NA, sprintf("%.17g", x))
said <- function(x) {
  if (is.character(x)) return(as.vector(x))
  if (inherits(x, "Date")) return(digits(as.numeric(unclass(x)) * 86400))
  digits(as.numeric(unclass(x)))
}
pairs <- function(values, labels) {
  unname(Map(function(value, label) c(value, label), said(values), labels))
}
text <- function(x) if (is.null(x)) "" else x

if (arguments[2] == "haven") {
  frame <- haven::read_sav(path, user_na = TRUE)
  say(list(
    names = names(frame),
    labels = unname(vapply(frame, function(x) text(attr(x, "label", exact = TRUE)), "")),
    values = unname(lapply(frame, function(x) {
      labels <- attr(x, "labels", exact = TRUE)
      pairs(unname(labels), as.character(names(labels)))
    })),
    missing = unname(lapply(frame, function(x) {
      values <- said(attr(x, "na_values", exact = TRUE))
      range <- said(attr(x, "na_range", exact = TRUE))
      c(unname(Map(function(value) c(value, value), values)), if (length(range)) list(range))
    })),
    formats = unname(vapply(frame, function(x) text(attr(x, "format.spss", exact = TRUE)), "")),
    cells = unname(lapply(frame, said)),
    label = one(text(attr(frame, "label", exact = TRUE))),
    notes = attr(frame, "notes", exact = TRUE)
  ))
} else {
  frame <- suppressWarnings(foreign::read.spss(
    path, use.value.labels = FALSE, to.data.frame = FALSE, reencode = "UTF-8", use.missings = FALSE
  ))
  labels <- attr(frame, "variable.labels")
  say(list(
    names = names(frame),
    labels = unname(vapply(names(frame), function(name) if (name %in% names(labels)) labels[[name]] else "", "")),
    values = unname(lapply(frame, function(x) {
      labels <- attr(x, "value.labels", exact = TRUE)
      pairs(unname(labels), as.character(names(labels)))
    })),
    cells = unname(lapply(frame, said))
  ))
}
