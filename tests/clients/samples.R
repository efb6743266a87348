# The SPSS files that a package brings along: the folder in it, and its name.
arguments <- commandArgs(trailingOnly = TRUE)
say(list.files(system.file(arguments[1], package = arguments[2]), "[.]sav$", full.names = TRUE))
