# Reference values for marks against the total: groups compared with everybody, of whom they are a part.
# Run in this folder: Rscript marks.R
suppressPackageStartupMessages(library(survey))
source("common.R")

# Chosen and asked in each group; then p of every group, plain counts, base R only.
counts <- function(k, n) {
  share <- k / n; total <- sum(k) / sum(n); N <- sum(n)
  pooled <- (k + sum(k)) / (n + N)
  t <- (share - total) / sqrt(pooled * (1 - pooled) * (1 / n + 1 / N - 2 * n / (n * N)))
  p <- 2 * pt(-abs(t), n + N - n - 2)
  case("counts", c(k, n), c(share - total, p, p.adjust(p, "holm")))
}
counts(c(40, 30), c(60, 100))
counts(c(40, 30, 33), c(60, 100, 80))

# Chosen and asked by group within two strata of known population, weighted to it: share of each group minus that of
# everybody as a contrast of two ratios.
designed <- function(k, n, population) {
  d <- do.call(rbind, lapply(1:2, function(h) do.call(rbind, lapply(1:2, function(g) data.frame(
    stratum = h, group = g, y = rep(c(1, 0), c(k[h, g], n[h, g] - k[h, g])))))))
  d$population <- population[d$stratum]; d$one <- 1
  d$a <- as.numeric(d$group == 1); d$ay <- d$a * d$y; d$b <- 1 - d$a; d$by <- d$b * d$y
  design <- svydesign(ids = ~1, strata = ~stratum, fpc = ~population, data = d)
  totals <- svytotal(~y + one + ay + a + by + b, design)
  found <- lapply(c(quote(ay / a - y / one), quote(by / b - y / one)), function(contrast) {
    it <- svycontrast(totals, contrast)
    c(coef(it), 2 * pt(-abs(coef(it) / SE(it)), degf(design)))
  })
  p <- vapply(found, `[`, 0, 2)
  case("designed", c(t(k), t(n), population), c(vapply(found, `[`, 0, 1), p, p.adjust(p, "holm")))
}
designed(rbind(c(30, 12), c(25, 20)), rbind(c(40, 30), c(50, 60)), c(300, 500))
finish("marks.csv", "survey")
