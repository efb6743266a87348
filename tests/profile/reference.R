# Writes reference.json: correspondence analysis, clustering and silhouettes of published tables by independent programs.
# Run: Rscript tests/profile/reference.R > tests/profile/reference.json
#
# Tables: `smoke` of package ca (Greenacre 1984, p. 55: smoking by staff group, fictitious), `caith` of package MASS (Fisher
# 1940: eye by hair colour of 5387 children of Caithness), and the published table of 437 measures by office (figures as in
# tests/table_of_the_measures.rs) without its column of several fields and with it.

suppressMessages({library(ca); library(MASS); library(cluster)})

data(smoke)
measures <- matrix(c(1, 8, 13, 4, 1, 0, 1, 1, 40,
                     2, 6, 0, 7, 3, 0, 6, 2, 38,
                     0, 1, 0, 0, 4, 0, 1, 0, 14,
                     0, 17, 2, 0, 4, 1, 6, 3, 46,
                     1, 10, 0, 3, 6, 4, 8, 5, 48,
                     1, 17, 0, 0, 6, 14, 20, 1, 61), nrow = 6, byrow = TRUE)
tables <- list(smoke = as.matrix(smoke), caith = as.matrix(caith),
               measures = measures, measures_one_field = measures[, 1:8])

number <- function(x) paste0("[", paste(sprintf("%.17g", x), collapse = ","), "]")
rows <- function(m) paste0("[", paste(apply(m, 1, number), collapse = ","), "]")
field <- function(name, value) paste0("\"", name, "\":", value)
object <- function(...) paste0("{", paste(c(...), collapse = ","), "}")

points <- function(standard, sv, mass, distance, inertia) {
  principal <- sweep(standard, 2, sv, "*")
  object(field("mass", number(mass)),
         field("distance", number(distance)),
         field("inertia_share", number(inertia / sum(inertia))),
         field("standard", rows(standard)),
         field("principal", rows(principal)),
         # Greenacre (2017), appendix A: contributions of points to axes, and of axes to points (squared cosines).
         field("contribution", rows(standard^2 * mass)),
         field("quality", rows(principal^2 / distance^2)))
}

chi_square <- function(m) dist(sweep(m / rowSums(m), 2, sqrt(colSums(m) / sum(m)), "/"))
hellinger <- function(m) dist(sqrt(m / rowSums(m)))

tree <- function(d, method) {
  h <- hclust(d, method)
  n <- length(h$order)
  cuts <- sapply(2:(n - 1), function(k) cutree(h, k))
  widths <- apply(cuts, 2, function(cl) mean(silhouette(cl, d)[, "sil_width"]))
  object(field("heights", number(h$height)),
         field("cuts", rows(t(cuts))),
         field("silhouettes", number(widths)))
}

trees <- function(m) {
  x <- chi_square(m)
  h <- hellinger(m)
  object(field("chi_square", number(as.vector(x))),
         field("hellinger", number(as.vector(h))),
         field("chi_square_ward", tree(x, "ward.D2")),
         field("chi_square_average", tree(x, "average")),
         field("hellinger_ward", tree(h, "ward.D2")),
         field("hellinger_average", tree(h, "average")))
}

one <- function(m) {
  a <- ca(m)
  b <- corresp(m, nf = min(dim(m)) - 1)
  object(field("counts", rows(m)),
         field("inertia", sprintf("%.17g", sum(a$sv^2))),
         field("singular_values", number(a$sv)),
         field("corresp", number(b$cor)),
         field("corresp_rows", rows(b$rscore)),
         field("rows", points(a$rowcoord, a$sv, a$rowmass, a$rowdist, a$rowinertia)),
         field("columns", points(a$colcoord, a$sv, a$colmass, a$coldist, a$colinertia)),
         field("residuals", rows(suppressWarnings(chisq.test(m))$stdres)),
         field("row_trees", trees(m)),
         field("column_trees", trees(t(m))))
}

versions <- object(field("R", paste0("\"", getRversion(), "\"")),
                   field("ca", paste0("\"", packageVersion("ca"), "\"")),
                   field("MASS", paste0("\"", packageVersion("MASS"), "\"")),
                   field("cluster", paste0("\"", packageVersion("cluster"), "\"")))
cat(object(field("versions", versions),
           field("tables", object(sapply(names(tables), function(name) field(name, one(tables[[name]])))))), "\n", sep = "")
