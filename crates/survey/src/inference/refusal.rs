//! Why a figure is not computed: every reason a function of this module gives instead of a number.

use serde::Serialize;

/// The reason no number is given. Callers turn [`Refusal::code`] into words.
#[derive(Serialize, Clone, Debug, PartialEq)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Refusal {
    /// A test that takes counts as independent draws was asked for on weighted data. With weights taken for frequencies
    /// a true null is rejected about two times in three at nominal 5 % (four strata, a study of 500); use the
    /// design-based test instead.
    ClassicalOnWeighted,
    /// Fewer than two rows or columns hold any answer, so there is nothing to compare.
    NothingToCompare,
    /// The table does not have the shape the method is defined for.
    WrongShape {
        /// Rows expected.
        rows: usize,
        /// Columns expected.
        cols: usize,
    },
    /// The base is empty.
    EmptyBase,
    /// One stratum of the sample has a single respondent, so its variance cannot be estimated.
    LonelyRespondent {
        /// Position of the stratum in the input.
        stratum: usize,
    },
    /// A stratum claims more respondents than its population holds, or fewer respondents than its cells count.
    InconsistentStratum {
        /// Position of the stratum in the input.
        stratum: usize,
    },
    /// A weight, its square sum or another figure is negative, infinite or not a number.
    NotANumber {
        /// Position of the stratum in the input.
        stratum: usize,
    },
    /// The estimated variance is zero, so no test statistic exists.
    NoVariance,
    /// Respondents do not outnumber strata: no degrees of freedom remain.
    NoDegreesOfFreedom,
    /// Some combination of covariates predicts the answer perfectly, so an odds ratio would be zero or infinite.
    Separated,
    /// A parameter (level, margin, power ...) lies outside the range the method is defined for.
    OutOfRange,
}

impl Refusal {
    /// Stable kebab-case name, the key under which words for the reader are kept.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ClassicalOnWeighted => "classical-on-weighted",
            Self::NothingToCompare => "nothing-to-compare",
            Self::WrongShape { .. } => "wrong-shape",
            Self::EmptyBase => "empty-base",
            Self::LonelyRespondent { .. } => "lonely-respondent",
            Self::InconsistentStratum { .. } => "inconsistent-stratum",
            Self::NotANumber { .. } => "not-a-number",
            Self::NoVariance => "no-variance",
            Self::NoDegreesOfFreedom => "no-degrees-of-freedom",
            Self::Separated => "separated",
            Self::OutOfRange => "out-of-range",
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for Refusal {}

/// Whether a test for independent counts (Fisher, Pearson, Newcombe ...) may be printed for these data.
///
/// # Errors
/// [`Refusal::ClassicalOnWeighted`] when the counts carry weights.
pub const fn classical_allowed(weighted: bool) -> Result<(), Refusal> {
    if weighted {
        Err(Refusal::ClassicalOnWeighted)
    } else {
        Ok(())
    }
}
