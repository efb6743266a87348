# Writes an SPSS file by haven: plain, with codes, or in blocks of zlib.

arguments <- commandArgs(trailingOnly = TRUE)
packing <- c(plain = "none", codes = "byte", zlib = "zsav")[[arguments[2]]]
frame <- data.frame(row = 1:4)
frame$zahl <- haven::labelled_spss(
  c(1, 2.5, NA, -99), c(klein = 1, `keine Angabe` = -99), na_values = -99, na_range = c(90, Inf), label = "Wie groß?"
)
frame$wort <- haven::labelled_spss(
  c("a", "ü", "", "weiß nicht"), c(Anfang = "a", Umlaut = "ü"), na_values = "a", label = "Welches?"
)
frame$tag <- as.Date(c("2026-11-22", "1600-01-01", NA, "1970-01-01"))
frame$wann <- as.POSIXct(c(0, 1795305600.5, NA, -1), origin = "1970-01-01", tz = "UTC")
frame$lang <- c(strrep("ü", 500), "", strrep("x", 1000), "😀")
haven::write_sav(frame, arguments[1], compress = packing)
say(one(arguments[2]))
