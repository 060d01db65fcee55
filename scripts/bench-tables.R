# R's second-order Rao-Scott test on the data of scripts/bench-tables: processor time of one test, mean of ten.
suppressPackageStartupMessages(library(survey))
folder <- commandArgs(trailingOnly = TRUE)[1]
bytes <- function(name) readBin(file.path(folder, name), "integer", n = 1e8, size = 1, signed = FALSE)
stratum <- bytes("stratum.u8")
raw <- readBin(file.path(folder, "weight.u64"), "integer", n = 2 * length(stratum), size = 4, endian = "little")
low <- raw[c(TRUE, FALSE)]
weight <- (ifelse(low < 0, low + 2^32, low) + raw[c(FALSE, TRUE)] * 2^32) / 10000
population <- c(12e6, 88e6, 9e6, 41e6)[stratum + 1]
answers <- data.frame(stratum, weight, population)
for (q in 0:10) answers[[sprintf("q%02d", q)]] <- factor(bytes(sprintf("q%02d.u8", q)))
design <- svydesign(ids = ~1, strata = ~stratum, weights = ~weight, fpc = ~population, data = answers)
tests <- NULL
time <- system.time(for (q in 1:10) tests <- c(tests, svychisq(as.formula(sprintf("~q00 + q%02d", q)), design, statistic = "F")$statistic))
cpu <- (time[["user.self"]] + time[["sys.self"]]) / 10
cat(sprintf('{"what":"R %s survey %s svychisq, %d respondents","cpu_each":%.4f}\n',
            getRversion(), packageVersion("survey"), nrow(answers), cpu))
cat(sprintf('{"what":"20000 respondents: check of the first ten tests","value":%.12f}\n', sum(tests)))
