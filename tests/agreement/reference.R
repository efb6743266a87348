# Random ratings of two coders and what R's psych says of them: writes psych.json, which the test compares with.
#
#     Rscript reference.R
#
# Written by R 4.2.2 with psych 2.2.9. The ratings are random, drawn by this script; they are nobody's answers.

library(psych)
set.seed(5)

case <- function(q, n, noise) {
  truth <- sample(0:(q - 1), n, replace = TRUE, prob = q:1)
  coder <- function() ifelse(runif(n) < noise, sample(0:(q - 1), n, replace = TRUE), truth)
  ratings <- data.frame(one = coder(), other = coder())
  kappa <- suppressWarnings(cohen.kappa(ratings, levels = 0:(q - 1)))
  units <- paste(sprintf("[%d,%d]", ratings$one, ratings$other), collapse = ",")
  sprintf('{"q":%d,"units":[%s],"kappa":%.15g,"weighted_kappa":%.15g}', q, units, kappa$kappa, kappa$weighted.kappa)
}

cases <- c(case(2, 60, 0.3), case(3, 80, 0.4), case(5, 120, 0.5))
writeLines(paste0("[", paste(cases, collapse = ",\n"), "]"), "psych.json")
