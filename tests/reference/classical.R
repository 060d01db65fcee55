# Reference values for intervals, 2x2 and RxC tests and p-value adjustment. Run in this folder: Rscript classical.R
source("common.R")

shares <- list(c(3, 29), c(0, 29), c(29, 29), c(1, 1), c(0, 1), c(21, 29), c(19, 40), c(252, 505), c(1, 100000),
               c(99999, 100000), c(54321, 100000), c(7, 100))
levels <- c(0.95, 0.9, 0.99)
for (s in shares) for (level in levels) {
  k <- s[1]; n <- s[2]; a <- (1 - level) / 2; z <- qnorm(1 - a); p <- k / n
  # prop.test without correction is Wilson's interval; binom.test is Clopper-Pearson.
  case("wilson", c(k, n, level), suppressWarnings(prop.test(k, n, conf.level = level, correct = FALSE))$conf.int)
  case("clopper-pearson", c(k, n, level), binom.test(k, n, conf.level = level)$conf.int)
  case("jeffreys", c(k, n, level), c(if (k == 0) 0 else qbeta(a, k + .5, n - k + .5),
                                     if (k == n) 1 else qbeta(a, k + .5, n - k + .5, lower.tail = FALSE)))
  m <- n + z^2; q <- (k + z^2 / 2) / m
  case("agresti-coull", c(k, n, level), pmin(1, pmax(0, q + c(-1, 1) * z * sqrt(q * (1 - q) / m))))
  case("wald", c(k, n, level), p + c(-1, 1) * z * sqrt(p * (1 - p) / n))
}

pairs <- list(c(56, 70, 48, 80), c(9, 10, 3, 10), c(10, 10, 0, 20), c(0, 10, 0, 20), c(10, 10, 10, 20),
              c(19, 40, 88, 230), c(5, 56, 0, 29), c(6, 7, 2, 7), c(300, 400, 100, 500), c(50300, 100000, 49700, 100000),
              c(52000, 100000, 48000, 100000), c(180, 220, 60, 285), c(1, 2, 1, 2), c(30, 1000, 5, 999))
wilson <- function(k, n, level) suppressWarnings(prop.test(k, n, conf.level = level, correct = FALSE))$conf.int
for (v in pairs) {
  a <- v[1:2]; b <- v[3:4]; pa <- a[1] / a[2]; pb <- b[1] / b[2]
  # Newcombe 1998, method 10, from the Wilson limits of both shares.
  wa <- wilson(a[1], a[2], .95); wb <- wilson(b[1], b[2], .95)
  case("newcombe", v, pa - pb + c(-sqrt((pa - wa[1])^2 + (wb[2] - pb)^2), sqrt((wa[2] - pa)^2 + (pb - wb[1])^2)))
  case("cohens-h", v, 2 * asin(sqrt(pa)) - 2 * asin(sqrt(pb)))
  cells <- c(a[1], a[2] - a[1], b[1], b[2] - b[1]); t <- matrix(cells, 2, byrow = TRUE)
  if (all(cells > 0)) {
    log_or <- log(cells[1] * cells[4] / (cells[2] * cells[3])); h <- qnorm(.975) * sqrt(sum(1 / cells))
    case("odds-ratio", v, exp(c(log_or, log_or - h, log_or + h)))
  }
  case("fisher", v, fisher.test(t, conf.int = FALSE)$p.value)
  case("fisher-greater", v, phyper(a[1] - 1, sum(t[, 1]), sum(t[, 2]), a[2], lower.tail = FALSE))
  case("fisher-less", v, phyper(a[1], sum(t[, 1]), sum(t[, 2]), a[2]))
}

tables <- list(
  matrix(c(12, 5, 7, 9), 2, byrow = TRUE), matrix(c(3, 26, 14, 42), 2, byrow = TRUE),
  matrix(c(10, 3, 2, 4, 6, 8), 2, byrow = TRUE), matrix(c(3, 1, 4, 1, 5, 9, 2, 6, 5), 3, byrow = TRUE),
  matrix(c(20, 9, 14, 42, 33, 23, 41, 40, 12), 3, byrow = TRUE), matrix(c(4, 0, 1, 0, 3, 2, 1, 1, 5, 2, 0, 6), 4, byrow = TRUE),
  matrix(c(2, 3, 1, 4, 0, 5, 6, 1, 2, 2, 7, 0, 1, 1, 3, 2, 4, 0, 2, 5), 4, byrow = TRUE),
  matrix(c(120, 100, 2, 60, 90, 1, 55, 77, 3), 3, byrow = TRUE))
for (t in tables) {
  v <- c(dim(t), t(t)); x <- suppressWarnings(chisq.test(t, correct = FALSE))
  case("chi-square", v, c(x$statistic, x$parameter, x$p.value))
  g <- 2 * sum(ifelse(t > 0, t * log(t / x$expected), 0))
  case("likelihood-ratio", v, c(g, x$parameter, pchisq(g, x$parameter, lower.tail = FALSE)))
  case("adjusted-residuals", v, t(x$stdres))
  case("cramers-v", v, sqrt(x$statistic / (sum(t) * (min(dim(t)) - 1))))
  case("expected-counts", v, c(min(x$expected), sum(x$expected < 5)))
  if (all(dim(t) == 2)) { y <- suppressWarnings(chisq.test(t)); case("yates", v, c(y$statistic, y$parameter, y$p.value)) }
  case("fisher-rxc", v, fisher.test(t, workspace = 2e8, conf.int = FALSE)$p.value)
}

families <- list(c(.01, .02, .03, .04, .05), c(.04, .001, .5, .04, .9, .0003, .02), c(.2), c(.5, .5, .01, .01), c(1, 0, .3),
                 c(.011, .9, .024, .02, .3, .012, .45, .019, .6))
for (p in families) for (m in c("bonferroni", "holm", "hochberg", "hommel", "BH", "BY")) case(m, p, p.adjust(p, m))

# Tails and quantiles the rest stands on.
for (x in c(.1, 1, 3.84, 20, 200, 900)) for (df in c(1, 2, 5.5, 40, 300)) case("chi-square-sf", c(x, df), pchisq(x, df, lower.tail = FALSE))
for (x in c(.1, 1, 3.84, 20, 300)) for (d1 in c(1, 2.7, 16)) for (d2 in c(1, 7.3, 495, 1e5)) case("f-sf", c(x, d1, d2), pf(x, d1, d2, lower.tail = FALSE))
for (level in levels) for (df in c(1, 2, 7, 30, 496, 1e5)) case("t-critical", c(level, df), qt((1 + level) / 2, df))
finish("classical.csv")
