//! The interval every estimator returns, and the names of the methods.

use serde::Serialize;

/// A confidence interval with the method it came from.
#[derive(Serialize, Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower limit.
    pub low: f64,
    /// Upper limit.
    pub high: f64,
    /// Confidence level, 0.95 for 95 %.
    pub level: f64,
    /// How it was computed.
    pub method: IntervalMethod,
}

impl Interval {
    pub(crate) const fn new(low: f64, high: f64, level: f64, method: IntervalMethod) -> Self {
        Self {
            low,
            high,
            level,
            method,
        }
    }

    /// Whether `value` lies within the limits, limits included.
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Upper minus lower limit.
    pub fn width(&self) -> f64 {
        self.high - self.low
    }

    /// Limits cut to the range of a proportion.
    pub(crate) const fn within_unit(self) -> Self {
        Self {
            low: self.low.clamp(0.0, 1.0),
            high: self.high.clamp(0.0, 1.0),
            ..self
        }
    }
}

macro_rules! methods {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)+) => {
        /// How an interval was computed.
        #[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum IntervalMethod {
            $($(#[$doc])* #[serde(rename = $text)] $name,)+
        }

        impl IntervalMethod {
            /// Every method, in the order of declaration.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Stable kebab-case name.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }
        }
    };
}

methods! {
    /// Score interval, Wilson 1927.
    Wilson = "wilson",
    /// Exact interval, Clopper and Pearson 1934.
    ClopperPearson = "clopper-pearson",
    /// Equal-tailed interval under the Jeffreys prior, Brown, Cai and DasGupta 2001.
    Jeffreys = "jeffreys",
    /// Agresti and Coull 1998.
    AgrestiCoull = "agresti-coull",
    /// Estimate plus or minus z standard errors; kept to be shown as wrong.
    Wald = "wald",
    /// Difference of two proportions, Newcombe 1998, method 10.
    Newcombe = "newcombe-score",
    /// Log odds ratio plus or minus z standard errors, Woolf 1955.
    WoolfLogit = "woolf-logit",
    /// Mantel-Haenszel odds ratio with the variance of Robins, Breslow and Greenland 1986.
    RobinsBreslowGreenland = "robins-breslow-greenland",
    /// Wilson limits of several shares combined, Zou and Donner 2008.
    MoverScore = "mover-score",
    /// Korn-Graubard limits of two weighted shares combined, Zou and Donner 2008.
    MoverKornGraubard = "mover-korn-graubard",
    /// Newcombe 1998, method 10, for matched pairs.
    NewcombePaired = "newcombe-paired",
    /// Beta interval on the effective sample size, Korn and Graubard 1998.
    KornGraubard = "korn-graubard",
    /// Design-based interval on the logit scale, t quantile.
    LogitT = "logit-t",
    /// Design-based interval on the arcsine square root scale, t quantile.
    AsinT = "asin-t",
    /// Score interval on the effective sample size, t quantile (Dean and Pagano 2015).
    WilsonEffective = "wilson-effective",
    /// Likelihood ratio scaled by the design effect (Rao and Scott 1984).
    RaoScottLikelihood = "rao-scott-likelihood",
    /// Estimate plus or minus t linearised standard errors.
    LinearT = "linear-t",
    /// Log odds ratio of a design-based logistic regression, t quantile.
    LogisticT = "logistic-t",
    /// Quantile by inversion of the distribution function, Woodruff 1952.
    Woodruff = "woodruff",
}
