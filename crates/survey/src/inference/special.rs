//! Distribution functions and quantiles, from `libm` alone so that every machine gives the same bits.
//!
//! Tails are computed directly, not as one minus the other tail, so p-values keep their relative precision far out.

use std::f64::consts::{PI, SQRT_2};

/// A little above the spacing of numbers at one, so that rounding cannot keep a series from ending.
const EPS: f64 = 5e-16;
const TINY: f64 = 1e-300;
const STEPS: usize = 20_000;

/// Upper tail of the standard normal.
pub fn normal_sf(z: f64) -> f64 {
    0.5 * libm::erfc(z / SQRT_2)
}

/// Two-sided p-value of a standard normal statistic.
pub fn normal_two_sided(z: f64) -> f64 {
    libm::erfc(z.abs() / SQRT_2)
}

/// Value with upper tail `q` under the standard normal, 0 < q < 1.
///
/// Start: Abramowitz and Stegun 26.2.23; then Halley steps on the exact tail.
pub fn normal_upper_quantile(q: f64) -> f64 {
    if q > 0.5 {
        return -normal_upper_quantile(1.0 - q);
    }
    let t = (-2.0 * libm::log(q)).sqrt();
    let over = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let under = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    let mut z = t - over / under;
    for _ in 0..4 {
        let step = (normal_sf(z) - q) / normal_pdf(z);
        z += step / (1.0 - 0.5 * z * step).max(0.5);
    }
    z
}

/// The two-sided critical value of the standard normal at `level`: 1.96 for 0.95.
pub fn normal_critical(level: f64) -> f64 {
    normal_upper_quantile(tail(level))
}

/// Probability left in each tail at `level`; levels are held within [0.000001, 1 - 1e-12].
pub(crate) fn tail(level: f64) -> f64 {
    let level = if level.is_nan() { 0.95 } else { level };
    (1.0 - level.clamp(1e-6, 1.0 - 1e-12)) / 2.0
}

fn normal_pdf(z: f64) -> f64 {
    libm::exp(-0.5 * z * z) / (2.0 * PI).sqrt()
}

/// Upper tail of chi-square with `df` > 0 degrees of freedom.
pub fn chi_square_sf(x: f64, df: f64) -> f64 {
    if x <= 0.0 {
        1.0
    } else {
        gamma_tails(df / 2.0, x / 2.0).1
    }
}

/// Upper tail of F with `df1`, `df2` > 0 degrees of freedom (not necessarily whole).
pub fn f_sf(x: f64, df1: f64, df2: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    if df2.is_infinite() {
        return chi_square_sf(x * df1, df1);
    }
    let scale = df2 + df1 * x;
    beta_tails(df2 / scale, df1 * x / scale, df2 / 2.0, df1 / 2.0).0
}

/// Two-sided p-value of a t statistic with `df` > 0 degrees of freedom.
pub fn t_two_sided(t: f64, df: f64) -> f64 {
    if df.is_infinite() {
        normal_two_sided(t)
    } else {
        f_sf(t * t, 1.0, df)
    }
}

/// The two-sided critical value of t at `level`: 1.98 for 0.95 and 100 degrees of freedom.
///
/// Newton from the normal value: the tail is convex, so the steps rise towards the root and never pass it.
pub fn t_critical(level: f64, df: f64) -> f64 {
    let q = tail(level);
    let mut t = normal_upper_quantile(q);
    if df > 1e8 {
        return t;
    }
    let log_norm =
        libm::lgamma((df + 1.0) / 2.0) - libm::lgamma(df / 2.0) - 0.5 * libm::log(df * PI);
    for _ in 0..500 {
        let density = libm::exp(log_norm - (df + 1.0) / 2.0 * libm::log1p(t * t / df));
        let step = (0.5 * t_two_sided(t, df) - q) / density;
        t += step;
        if step.abs() <= 1e-11 * t {
            break;
        }
    }
    t
}

/// Lower and upper tail of Beta(a, b) at x, given with y = 1 - x so that neither end loses digits.
pub fn beta_tails(x: f64, y: f64, a: f64, b: f64) -> (f64, f64) {
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    if y <= 0.0 {
        return (1.0, 0.0);
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        let (upper, lower) = beta_lower_part(y, x, b, a);
        return (lower, upper);
    }
    beta_lower_part(x, y, a, b)
}

fn beta_lower_part(x: f64, y: f64, a: f64, b: f64) -> (f64, f64) {
    let log_front = a * log_of(x, y) + b * log_of(y, x) + ln_inverse_beta(a, b);
    let lower = (libm::exp(log_front) * beta_fraction(x, a, b) / a).clamp(0.0, 1.0);
    (lower, 1.0 - lower)
}

/// ln x, through its complement when x is near one.
fn log_of(x: f64, complement: f64) -> f64 {
    if complement < 0.5 {
        libm::log1p(-complement)
    } else {
        libm::log(x)
    }
}

fn ln_inverse_beta(a: f64, b: f64) -> f64 {
    libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b)
}

/// Continued fraction of the incomplete beta function (DLMF 8.17.22), modified Lentz method.
fn beta_fraction(x: f64, a: f64, b: f64) -> f64 {
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut h = d;
    for m in 1..STEPS {
        let m = m as f64;
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for coefficient in [even, odd] {
            d = 1.0 / away_from_zero(1.0 + coefficient * d);
            c = away_from_zero(1.0 + coefficient / c);
            change = c * d;
            h *= change;
        }
        if (change - 1.0).abs() < EPS {
            break;
        }
    }
    h
}

const fn away_from_zero(x: f64) -> f64 {
    if x.abs() < TINY { TINY } else { x }
}

/// Value of Beta(a, b) with lower tail `p`: Newton within a shrinking bracket.
pub fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    let (mut low, mut high) = (0.0f64, 1.0f64);
    let mut x = a / (a + b);
    let norm = ln_inverse_beta(a, b);
    for _ in 0..200 {
        let miss = beta_tails(x, 1.0 - x, a, b).0 - p;
        if miss > 0.0 {
            high = x
        } else {
            low = x
        }
        let density = libm::exp(norm + (a - 1.0) * libm::log(x) + (b - 1.0) * libm::log1p(-x));
        let mut next = x - miss / density;
        if !(next > low && next < high) {
            next = 0.5 * (low + high);
        }
        let done = (next - x).abs() <= 1e-11 * x;
        x = next;
        if done || high - low <= 1e-16 * high {
            break;
        }
    }
    x
}

/// Lower and upper tail of Gamma(a, 1) at x > 0: series below a + 1, continued fraction above (DLMF 8.7.1, 8.9.2).
pub fn gamma_tails(a: f64, x: f64) -> (f64, f64) {
    let front = libm::exp(a * libm::log(x) - x - libm::lgamma(a));
    if x < a + 1.0 {
        let lower = (front * gamma_series(a, x)).min(1.0);
        (lower, 1.0 - lower)
    } else {
        let upper = (front * gamma_fraction(a, x)).min(1.0);
        (1.0 - upper, upper)
    }
}

fn gamma_series(a: f64, x: f64) -> f64 {
    let (mut term, mut sum) = (1.0 / a, 1.0 / a);
    for m in 1..STEPS {
        term *= x / (a + m as f64);
        sum += term;
        if term < sum * EPS {
            break;
        }
    }
    sum
}

fn gamma_fraction(a: f64, x: f64) -> f64 {
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / away_from_zero(b);
    let mut h = d;
    for m in 1..STEPS {
        let m = m as f64;
        let coefficient = -m * (m - a);
        b += 2.0;
        d = 1.0 / away_from_zero(coefficient * d + b);
        c = away_from_zero(b + coefficient / c);
        let change = c * d;
        h *= change;
        if (change - 1.0).abs() < EPS {
            break;
        }
    }
    h
}
