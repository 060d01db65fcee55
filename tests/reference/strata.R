# Reference values for stratified, paired and ordered counts. Run in this folder: Rscript strata.R
source("common.R")

# Each stratum: k and n of the first group, k and n of the second.
studies <- list(
  list(c(30, 40, 60, 120), c(45, 60, 40, 110)), list(c(3, 9, 1, 12), c(5, 7, 6, 20), c(2, 15, 3, 11), c(8, 10, 3, 8)),
  list(c(0, 5, 2, 6), c(4, 4, 1, 3), c(10, 22, 9, 30)), list(c(100, 180, 55, 95), c(20, 80, 61, 150)),
  list(c(5, 8, 4, 8), c(6, 8, 5, 8)))
for (study in studies) {
  v <- unlist(study)
  x <- array(unlist(lapply(study, function(s) c(s[1], s[3], s[2] - s[1], s[4] - s[3]))), c(2, 2, length(study)))
  for (corrected in c(TRUE, FALSE)) {
    m <- mantelhaen.test(x, correct = corrected)
    case(if (corrected) "mantel-haenszel-corrected" else "mantel-haenszel", v, c(m$statistic, m$p.value))
  }
  case("common-odds", v, c(m$estimate, m$conf.int))
  # Breslow-Day with Tarone's correction, the expected count found by root search.
  or <- m$estimate
  parts <- apply(x, 3, function(t) {
    na <- sum(t[1, ]); nb <- sum(t[2, ]); k <- sum(t[, 1])
    e <- uniroot(function(e) log(e) + log(nb - k + e) - log(na - e) - log(k - e) - log(or),
                 c(max(0, k - nb), min(na, k)) + c(1, -1) * 1e-12, tol = 1e-15)$root
    c(t[1, 1] - e, 1 / sum(1 / c(e, na - e, k - e, nb - k + e)))
  })
  bd <- sum(parts[1, ]^2 / parts[2, ]) - sum(parts[1, ])^2 / sum(parts[2, ])
  case("breslow-day", v, c(bd, pchisq(bd, length(study) - 1, lower.tail = FALSE)))
  # Difference standardised to 1, 2, 3 ...: Wilson limits combined.
  w <- seq_along(study) / sum(seq_along(study))
  wilson <- function(k, n) suppressWarnings(prop.test(k, n, correct = FALSE))$conf.int
  parts <- sapply(study, function(s) {
    p <- c(s[1] / s[2], s[3] / s[4]); a <- wilson(s[1], s[2]); b <- wilson(s[3], s[4])
    c(p[1], p[2], (p[1] - a[1])^2 + (b[2] - p[2])^2, (a[2] - p[1])^2 + (p[2] - b[1])^2)
  })
  d <- sum(w * (parts[1, ] - parts[2, ]))
  case("standardised", v, c(d, d - sqrt(sum(w^2 * parts[3, ])), d + sqrt(sum(w^2 * parts[4, ]))))
}

for (v in list(c(20, 12, 3, 40), c(150, 14, 31, 300), c(1, 0, 5, 2), c(3, 4, 4, 9))) {
  t <- matrix(v, 2, byrow = TRUE)
  plain <- mcnemar.test(t, correct = FALSE)
  gap <- max(abs(v[2] - v[3]) - 1, 0)^2 / (v[2] + v[3]) # R 4.2 would not stop at zero
  case("mcnemar", v, c(plain$statistic, plain$p.value, gap, pchisq(gap, 1, lower.tail = FALSE),
                       binom.test(v[2], v[2] + v[3])$p.value))
  # Newcombe 1998 (paired), method 10, from the Wilson limits of both margins.
  n <- sum(v); p <- c(v[1] + v[2], v[1] + v[3]) / n
  w <- sapply(p, function(q) suppressWarnings(prop.test(q * n, n, correct = FALSE))$conf.int)
  cross <- det(t); if (cross > 0) cross <- max(cross - n / 2, 0)
  phi <- cross / sqrt(prod(rowSums(t), colSums(t)))
  reach <- function(x, y) sqrt(x^2 - 2 * phi * x * y + y^2)
  case("newcombe-paired", v, p[1] - p[2] + c(-reach(p[1] - w[1, 1], w[2, 2] - p[2]), reach(w[2, 1] - p[1], p[2] - w[1, 2])))
}
for (s in list(c(83, 90, 129, 70, 86, 93, 136, 82), c(2, 20, 18, 22, 9, 30, 30, 30), c(5, 5, 5, 2, 9, 9, 9, 9))) {
  k <- s[1:4]; n <- s[5:8]
  r <- suppressWarnings(prop.trend.test(k, n)); case("trend", s, c(r$statistic, r$p.value))
}
for (t in list(matrix(c(2, 3, 1, 4, 0, 5, 6, 1, 2, 2, 7, 0), 3, byrow = TRUE), matrix(c(9, 4, 1, 3, 8, 12), 2, byrow = TRUE))) {
  i <- rep(row(t), t); j <- rep(col(t), t); m <- (length(i) - 1) * cor(i, j)^2
  case("linear-by-linear", c(dim(t), t(t)), c(m, pchisq(m, 1, lower.tail = FALSE)))
}
finish("strata.csv")
