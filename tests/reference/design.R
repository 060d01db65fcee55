# Reference values for stratified samples with weights. Run in this folder: Rscript design.R
suppressPackageStartupMessages(library(survey))
source("common.R")
options(survey.lonely.psu = "fail")

# Each study is written once as "input;number;sums" and then named by its number, the first argument of its cases.
# The sums the library works on: rows, columns, strata; per stratum n of the whole sample, population (0: none), then
# count, sum of weights and of squared weights for every cell, row by row. `d` has stratum, row, col, w, inside.
sums <- function(d, rows, cols, population) {
  strata <- sort(unique(d$stratum))
  per <- lapply(strata, function(h) {
    s <- d[d$stratum == h, ]; i <- s[s$inside, ]
    cells <- lapply(seq_len(rows), function(r) lapply(seq_len(cols), function(k) {
      w <- i$w[i$row == r & i$col == k]; c(length(w), sum(w), sum(w^2))
    }))
    c(nrow(s), if (is.null(population)) 0 else population[[as.character(h)]], unlist(cells))
  })
  c(rows, cols, length(strata), unlist(per))
}

# Every method on one table: cells are positions counted from 0, row by row.
studies <- 0
study <- function(d, population = NULL, wald = TRUE) {
  d$stratum <- as.character(d$stratum)
  rows <- max(d$row); cols <- max(d$col); input <- studies <<- studies + 1
  case("input", input, sums(d, rows, cols, population))
  d$y <- as.numeric(d$col == 1); d$cell <- factor((d$row - 1) * cols + d$col, levels = seq_len(rows * cols))
  if (!is.null(population)) d$N <- unlist(population)[d$stratum]
  whole <- svydesign(ids = ~1, strata = if (length(unique(d$stratum)) > 1) ~stratum, weights = ~w, data = d,
                     fpc = if (is.null(population)) NULL else ~N)
  design <- if (all(d$inside)) whole else subset(whole, inside)

  # Share of column 1 in the whole domain, then in each row; intervals by every method.
  for (r in 0:rows) {
    part <- if (r == 0) design else subset(design, row == r)
    inside <- if (r == 0) 1:rows else r
    yes <- (inside - 1) * cols; no <- unlist(lapply(inside, function(i) (i - 1) * cols + seq_len(cols - 1)))
    at <- c(input, length(yes), yes, length(no), no)
    m <- svymean(~y, part, deff = "replace"); df <- degf(part)
    if (SE(m) < 1e-9) next # shares of 0 and 1 and the like: no design method works
    case("share", at, c(coef(m), SE(m), nrow(part), if (nrow(part) > 1) deff(m), df))
    for (method in c("beta", "xlogit", "asin", "mean")) {
      ci <- attr(svyciprop(~y, part, method = method), "ci")
      if (method == "asin" && asin(sqrt(coef(m))) < -qt(.025, df) * SE(m) / 2 / sqrt(coef(m) * (1 - coef(m)))) next
      case(method, at, ci)
    }
    # R interpolates the profile, and fails on some small domains.
    ci <- tryCatch(attr(svyciprop(~y, part, method = "likelihood"), "ci"), error = function(e) NULL, warning = function(w) NULL)
    if (length(ci) && !anyNA(ci)) case("likelihood-r", at, ci)
    # The score interval with t (as in survey 4.5) and the likelihood interval, from their formulae.
    p <- as.numeric(coef(m)); e <- p * (1 - p) / as.numeric(vcov(m)); q <- qt(.975, df)
    half <- q * sqrt(p * (1 - p) / e + q^2 / 4 / e^2)
    case("wilson", at, (p + q^2 / 2 / e + c(-1, 1) * half) / (1 + q^2 / e))
    gap <- function(x) 2 * e * (p * log(p / x) + (1 - p) * log((1 - p) / (1 - x))) - q^2
    case("likelihood", at, c(uniroot(gap, c(1e-12, p), tol = 1e-14)$root, uniroot(gap, c(p, 1 - 1e-12), tol = 1e-14)$root))
    case("kish", at, nrow(part) * sum(weights(part)^2) / sum(weights(part))^2)
  }

  totals <- svytotal(~cell, design)
  case("total", c(input, 1), c(coef(totals)[2], SE(totals)[2]))
  if (rows * cols < 20) case("covariance", input, vcov(totals))

  # Row 1 against row 2, and row 1 against everybody (overlapping).
  by <- svyby(~y, ~row, design, svymean, covmat = TRUE)
  contrast <- svycontrast(by, setNames(c(1, -1), names(coef(by))[1:2]))
  two <- subset(design, row %in% 1:2)
  case("difference", c(input, 0), c(coef(contrast), SE(contrast), degf(two)))
  # With a share of 0 or 1 the library gives no t.
  if (all(coef(by)[1:2] > 1e-12 & coef(by)[1:2] < 1 - 1e-12))
    case("difference-p", c(input, 0), 2 * pt(-abs(coef(contrast) / SE(contrast)), degf(two)))
  both <- svyratio(~I(y * (row == 1)) + y, ~I(as.numeric(row == 1)) + I(y * 0 + 1), design, covmat = TRUE)
  v <- vcov(both); g <- c(1, 0, 0, -1) # ratios are ordered numerator within denominator
  value <- both$ratio[1, 1] - both$ratio[2, 2]; se <- sqrt(drop(g %*% v %*% g))
  case("overlap", c(input, 0), c(value, se, degf(design)))
  if (all(coef(by)[1] > 1e-12 & coef(by)[1] < 1 - 1e-12))
    case("overlap-p", c(input, 0), 2 * pt(-abs(value / se), degf(design)))

  f <- svychisq(~row + col, design, statistic = "F"); x <- svychisq(~row + col, design, statistic = "Chisq")
  case("rao-scott", input, c(f$statistic, f$parameter, f$p.value, x$statistic, x$parameter, x$p.value))
  if (wald) {
    w <- svychisq(~row + col, design, statistic = "Wald"); a <- svychisq(~row + col, design, statistic = "adjWald")
    case("wald", input, c(w$statistic, w$parameter, w$p.value, a$statistic, a$parameter, a$p.value))
  }
}

data(api)
table_of <- function(d, row, col, inside = TRUE) data.frame(stratum = d$stype, row = as.integer(factor(d[[row]])),
  col = as.integer(factor(d[[col]])), w = d$pw, inside = inside)
population <- list(E = 4421, H = 755, M = 1018)
study(table_of(apistrat, "sch.wide", "awards"), population)
study(table_of(apistrat, "stype", "awards"), population)
study(table_of(apistrat, "comp.imp", "awards", apistrat$api99 > 600), population)
study(table_of(apistrat, "yr.rnd", "stype"), population, wald = FALSE)
apisrs$stype <- "all"; apisrs$group <- cut(apisrs$meals, c(-1, 20, 50, 100))
study(table_of(apisrs, "group", "awards"))
study(table_of(apisrs, "group", "awards"), list(all = 6194))

# Four strata like client or vendor by size, weights unequal within strata, answers that depend on the stratum.
RNGkind("Mersenne-Twister", "Inversion", "Rejection"); set.seed(20201031)
quota <- function(n, rows, cols, equal = FALSE, inside = 1) {
  stratum <- rep(seq_along(n), n); m <- length(stratum)
  row <- sample(rows, m, TRUE, prob = rows:1)
  col <- 1 + (row + stratum + sample(0:(cols + 1), m, TRUE)) %% cols
  w <- c(400, 22, 90, 5)[1 + (stratum - 1) %% 4] * (if (equal) 1 else runif(m, .4, 1.8))
  data.frame(stratum, row, col, w, inside = runif(m) < inside)
}
study(quota(c(40, 88, 56, 230), 3, 4))
study(quota(c(40, 88, 56, 230), 3, 4, equal = TRUE), list(`1` = 16000, `2` = 1936, `3` = 5040, `4` = 1150))
study(quota(c(40, 88, 56, 230), 2, 2, inside = .3))
study(quota(c(250, 150, 60, 40), 6, 5))
study(quota(c(250, 150, 60, 40, 70, 90, 30, 55), 9, 9), wald = FALSE)
holes <- quota(c(60, 88, 56, 120), 3, 4); holes$inside <- !(holes$row == 2 & holes$col == 3) & holes$stratum != 3
study(holes, wald = FALSE)
two <- quota(c(60, 88, 56, 120), 4, 4); two$inside <- !(two$row == 2 & two$col == 3) & !(two$row == 2 & two$col == 4)
study(two, wald = FALSE)
finish("design.csv", "survey")
