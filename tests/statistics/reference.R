# What R says of the tables that reference.py wrote: chisq.test, fisher.test (exact and simulated) and p.adjust of their
# probabilities. Writes r.json:   Rscript reference.R
given <- read.csv("tables.csv", stringsAsFactors = FALSE)
number <- function(x) sprintf("%.17g", x)
list_of <- function(x) paste0("[", paste(number(x), collapse = ", "), "]")
set.seed(1)
entries <- c(); chances <- c()
for (name in unique(given$table)) {
  cells <- given[given$table == name, ]
  counts <- matrix(0, max(cells$row) + 1, max(cells$column) + 1)
  counts[cbind(cells$row + 1, cells$column + 1)] <- cells$n
  test <- suppressWarnings(chisq.test(counts, correct = FALSE))
  exact <- tryCatch(fisher.test(counts, workspace = 2e7)$p.value, error = function(e) NA)
  drawn <- fisher.test(counts, simulate.p.value = nrow(counts) > 2 || ncol(counts) > 2, B = 100000)$p.value
  chances <- c(chances, test$p.value)
  entries <- c(entries, sprintf('  "%s": {"statistic": %s, "df": %d, "p": %s, "stdres": %s, "fisher": %s, "simulated": %s}',
    name, number(test$statistic), as.integer(test$parameter), number(test$p.value), list_of(t(test$stdres)),
    ifelse(is.na(exact), "null", number(exact)), number(drawn)))
}
version <- paste(R.version$major, R.version$minor, sep = ".")
writeLines(c("{", sprintf(' "version": "%s",', version), ' "tables": {', paste(entries, collapse = ",\n"), " },",
  sprintf(' "p": %s,', list_of(chances)), sprintf(' "holm": %s', list_of(p.adjust(chances, "holm"))), "}"), "r.json")
