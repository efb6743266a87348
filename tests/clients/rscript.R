# Runs a script of ours in its folder, with nothing but what R brings, and says what tables it made.
arguments <- commandArgs(trailingOnly = TRUE)
setwd(arguments[1])
room <- new.env()
printed <- capture.output(source(arguments[2], local = room, encoding = "UTF-8"))
say(list(
  printed = printed,
  packages = setdiff(loadedNamespaces(), c("compiler", "graphics", "utils", "grDevices", "stats", "datasets", "methods", "base")),
  tables = lapply(room$tables, function(table) list(rows = rownames(table), names = names(table), n = table[[1]], percent = table[[2]])),
  crosstabs = lapply(room$crosstabs, function(table) list(
    rows = rownames(table),
    groups = colnames(table),
    cells = lapply(seq_len(ncol(table)), function(at) unname(table[, at]))
  ))
))
