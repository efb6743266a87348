# say(x) prints x as JSON: vectors as lists, named vectors and lists as objects, one(x) as a single value, factors by
# their labels, missing and infinite as null. Attributes are left out; ask for them. Every R script is run after this one.

one <- function(x) structure(list(x), class = "one_value")

json_text <- function(x) {
  x <- enc2utf8(x)
  x <- gsub("\\", "\\\\", x, fixed = TRUE)
  x <- gsub("\"", "\\\"", x, fixed = TRUE)
  for (code in 1:31) {
    x <- gsub(intToUtf8(code), sprintf("\\u%04x", code), x, fixed = TRUE)
  }
  ifelse(is.na(x), "null", paste0("\"", x, "\""))
}

json_cells <- function(x) {
  if (is.factor(x)) x <- as.character(x)
  if (is.logical(x)) return(ifelse(is.na(x), "null", ifelse(x, "true", "false")))
  if (is.numeric(x)) {
    x <- as.numeric(unclass(x))
    return(ifelse(is.finite(x), sprintf("%.17g", x), "null"))
  }
  json_text(as.character(x))
}

json <- function(x) {
  if (inherits(x, "one_value")) return(json_cells(unclass(x)[[1]])[1])
  if (is.null(x)) return("null")
  parts <- if (is.list(x)) vapply(unclass(x), json, "") else json_cells(x)
  if (is.null(names(x))) {
    paste0("[", paste(parts, collapse = ","), "]")
  } else {
    paste0("{", paste(paste0(json_text(names(x)), ":", parts), collapse = ","), "}")
  }
}

say <- function(x) cat(json(x), "\n", sep = "")
