# Runs a script of ours in its folder, with nothing but what R brings, and says what tables it made.
folder <- commandArgs(trailingOnly = TRUE)[1]
setwd(folder)
room <- new.env()
printed <- capture.output(source("tabelle.R", local = room, encoding = "UTF-8"))
say(list(
  printed = printed,
  packages = setdiff(loadedNamespaces(), c("compiler", "graphics", "utils", "grDevices", "stats", "datasets", "methods", "base")),
  tables = lapply(room$tables, function(table) list(rows = rownames(table), names = names(table), n = table[[1]], percent = table[[2]]))
))
