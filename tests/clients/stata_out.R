# Writes Stata files of every release that haven, readstata13 and foreign know, and lists them with what they hold.
suppressPackageStartupMessages({
  library(haven)
  library(readstata13)
  library(foreign)
})
folder <- commandArgs(trailingOnly = TRUE)[1]
files <- list()
wrote <- function(name, ...) files[[length(files) + 1]] <<- c(list(name = one(name)), lapply(list(...), one))

read <- data.frame(
  zahl = c(1.5, NA, -3),
  ganz = c(1L, 2L, 100000L),
  text = c("B\u00e4ume", "", "Stra\u00dfe"),
  tag = as.Date(c("2026-11-22", NA, "1970-01-01"))
)
label <- "Gr\u00f6\u00dfe in Metern"

labelled_frame <- read
attr(labelled_frame$zahl, "label") <- label
labelled_frame$code <- labelled(c(1, 2, 1), c(ja = 1, "\u00e4hnlich" = 2))
labelled_frame$offen <- labelled(c(1, tagged_na("a", "z")), c(verweigert = tagged_na("a")))
for (version in 8:15) {
  name <- paste0("haven", version, ".dta")
  write_dta(labelled_frame, file.path(folder, name), version = version)
  wrote(name, label = TRUE, date = TRUE, tagged = TRUE)
}

factors <- read
factors$code <- factor(c("ja", "\u00e4hnlich", "ja"), levels = c("ja", "\u00e4hnlich"))
for (version in c(102:105, 108, 110, 111, 113:115, 117:119)) {
  name <- paste0("readstata13_", version, ".dta")
  attr(factors, "var.labels") <- c(label, "", "", "", "")
  suppressWarnings(save.dta13(factors, file.path(folder, name), version = version))
  # Stata itself never wrote 106, 107, 109 and 112. There are no value labels before release 106.
  wrote(name, label = version >= 108, values = version >= 106)
}

# foreign writes no empty text.
factors$text[2] <- "mitte"
for (version in c(6, 7, 8, 10)) {
  name <- paste0("foreign", version, ".dta")
  write.dta(factors, file.path(folder, name), version = version)
  wrote(name, between = "mitte")
}
say(files)
