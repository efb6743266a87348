# Which versions of the packages are there, and whether say() writes JSON that reads back.
packages <- c("haven", "foreign", "readstata13")
versions <- lapply(packages, function(package) one(as.character(packageVersion(package))))
names(versions) <- packages
say(list(
  versions = versions,
  said = one(commandArgs(trailingOnly = TRUE)[1]),
  numbers = c(1, 0.1, -1e300, NA, NaN, 0.1 + 0.2)
))
