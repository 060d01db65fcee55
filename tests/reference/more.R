# Reference values for multiple-answer questions, means, quantiles, overlapping groups, planning and response.
# Run in this folder: Rscript more.R
suppressPackageStartupMessages(library(survey))
source("common.R")
RNGkind("Mersenne-Twister", "Inversion", "Rejection"); set.seed(20201101)

# "input;number;sums": groups, patterns, options, strata, the patterns; then per stratum n and per cell count, weights,
# squared weights, group by group.
studies <- 0
study <- function(d, options, groups) {
  s <- as.matrix(d[, options]); d$pattern <- drop(s %*% 2^(seq_along(options) - 1))
  patterns <- sort(unique(d$pattern[d$inside]))
  input <- studies <<- studies + 1
  per <- lapply(sort(unique(d$stratum)), function(h) c(sum(d$stratum == h), unlist(lapply(seq_len(groups), function(g)
    lapply(patterns, function(p) {
      w <- d$w[d$inside & d$stratum == h & d$group == g & d$pattern == p]; c(length(w), sum(w), sum(w^2))
    })))))
  case("input", input, c(groups, length(patterns), length(options), length(per), patterns, unlist(per)))
  whole <- svydesign(ids = ~1, strata = if (length(unique(d$stratum)) > 1) ~stratum, weights = ~w, data = d)
  design <- subset(whole, inside)

  # The influence of every respondent on every gap, as variables; their totals carry the covariance.
  i <- d[d$inside, ]; total <- sum(i$w)
  columns <- list(); gap <- c(); scale <- c()
  for (o in options) for (g in sort(unique(i$group))) {
    r <- sum(i$w[i$group == g]) / total; c1 <- sum(i$w * i[[o]]) / total
    if (c1 == 0 || c1 == 1) next
    joint <- sum(i$w[i$group == g] * i[[o]][i$group == g]) / total
    columns[[length(columns) + 1]] <- ((d$group == g) - r) * (d[[o]] - c1) / total - (joint - r * c1) / total
    gap <- c(gap, joint - r * c1); scale <- c(scale, r * c1 * (1 - c1))
  }
  z <- do.call(cbind, columns); whole$variables$z <- z
  v <- vcov(svytotal(~z, subset(whole, inside)))
  n <- nrow(i); nu <- degf(design); delta <- n * diag(1 / scale) %*% v
  x <- n * sum(gap^2 / scale); f <- x / sum(diag(delta)); ndf <- sum(diag(delta))^2 / sum(diag(delta %*% delta))
  case("multiple", input, c(x, f, ndf, ndf * nu, pf(f, ndf, ndf * nu, lower.tail = FALSE)))

  # The group number as a value: mean, and quantiles by Woodruff's method on the logit scale.
  number <- svymean(~group, design)
  case("mean", input, c(coef(number), SE(number), confint(number, df = nu)))
  for (p in c(.3, .5, .6)) {
    q <- suppressWarnings(svyquantile(~I(group + 0), design, p, interval.type = "xlogit", df = nu))[[1]]
    if (all(is.finite(q[1:3]))) case("quantile", c(input, p), q[1:3])
  }
}

answers <- function(n, groups, weights) {
  stratum <- rep(seq_along(n), n); m <- length(stratum)
  group <- sample(groups, m, TRUE); w <- weights[stratum] * runif(m, .5, 1.5); lean <- rnorm(m)
  d <- data.frame(stratum, group, w, inside = runif(m) < .8)
  for (j in 1:4) d[[paste0("o", j)]] <- as.numeric(lean + rnorm(m) + (j - 2) / 2 + group / 6 * (j == 2) > 0)
  d$never <- 0
  d
}
study(answers(c(40, 88, 56, 230), 3, c(400, 22, 90, 5)), paste0("o", 1:4), 3)
study(answers(c(40, 88, 56, 230), 2, c(400, 22, 90, 5)), c("o1", "o3", "never"), 2)
study(answers(300, 5, 1), paste0("o", 1:4), 5)
study(answers(c(30, 50), 9, c(3, 1)), "o1", 9)

# Logistic regression on cells of outcome, group and size (both as factors), adjusted for size.
logistic <- function(d) {
  sizes <- max(d$size); d$y <- d$o1
  grid <- expand.grid(size = seq_len(sizes), group = 1:2, y = 0:1)
  input <- studies <<- studies + 1
  per <- lapply(sort(unique(d$stratum)), function(h) c(sum(d$stratum == h), unlist(lapply(seq_len(nrow(grid)), function(k) {
    w <- d$w[d$inside & d$stratum == h & d$group == grid$group[k] & d$size == grid$size[k] & d$y == grid$y[k]]
    c(length(w), sum(w), sum(w^2))
  }))))
  # Groups 1, one "pattern" per cell: only the sums matter here.
  case("input", input, c(1, nrow(grid), 1, length(per), seq_len(nrow(grid)), unlist(per)))
  design <- subset(svydesign(ids = ~1, strata = ~stratum, weights = ~w, data = d), inside)
  fit <- svyglm(y ~ factor(group) + factor(size), design, family = quasibinomial, control = glm.control(epsilon = 1e-14))
  t <- summary(fit)$coefficients; r <- regTermTest(fit, ~factor(size))
  case("logistic", c(input, sizes), c(t[, 1], t[, 2], t[, 4]))
  case("logistic-term", c(input, sizes), c(r$Ftest, r$df, r$ddf, r$p))
}
for (sizes in 2:4) {
  d <- answers(c(90, 88, 56, 130), 2, c(40, 22, 90, 5)); d$size <- 1 + (d$stratum + sample(0:(sizes - 1), nrow(d), TRUE)) %% sizes
  logistic(d)
}

for (v in list(c(.6, 120, .5, 400, 120), c(.31, 55.5, .42, 230.25, 20), c(.2, 80, .1, 90, 0))) {
  p <- (v[1] * v[2] + v[3] * v[4]) / (v[2] + v[4]); df <- v[2] + v[4] - v[5] - 2
  t <- (v[1] - v[3]) / sqrt(p * (1 - p) * (1 / v[2] + 1 / v[4] - 2 * v[5] / v[2] / v[4]))
  case("overlapping", v, c(t, df, 2 * pt(-abs(t), df)))
}
# Without overlap the square is, up to t against z, prop.test's statistic.
case("overlapping-z", c(.2, 80, .1, 90, 0), suppressWarnings(prop.test(c(16, 9), c(80, 90), correct = FALSE))$statistic)

for (v in list(c(.5, .35, .8), c(.1, .2, .9), c(.97, .9, .7)))
  case("for-difference", v, ceiling(power.prop.test(p1 = v[1], p2 = v[2], power = v[3], tol = 1e-12)$n))
for (v in list(c(.05, .5, 0, 1, 1), c(.05, .5, 2000, 1, .25), c(.03, .2, 90, 1.4, .6), c(.01, .5, 500, 1, .9))) {
  n <- v[4] * qnorm(.975)^2 * v[2] * (1 - v[2]) / v[1]^2; if (v[3] > 0) n <- n / (1 + (n - 1) / v[3])
  case("for-margin", v, c(ceiling(n), ceiling(ceiling(n) / v[5])))
}
case("detectable", c(220, 285, .8), (qnorm(.975) + qnorm(.8)) * sqrt(.25 * (1 / 220 + 1 / 285)))
rho <- rep(c(40, 88, 56, 230) / c(400, 500, 300, 800), c(400, 500, 300, 800))
case("r-indicator", c(40, 400, 88, 500, 56, 300, 230, 800), c(1 - 2 * sd(rho), sd(rho) / mean(rho)))
finish("more.csv", "survey")
