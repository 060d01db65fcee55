//! One sign, one word and one colour for each value, the same on every page, figure and printed report.

use serde::Serialize;
use survey::Language;
use survey::hypotheses::HypothesisVerdict;
use survey::retest::Verdict;
use survey::sentences::Holds;
use survey::table::{Against, OptionRole, Value};

use crate::words;

/// How a value is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// Stable key; the word stands under `value-KEY` or `verdict-KEY`.
    pub key: &'static str,
    /// One sign, which the committed font has.
    pub sign: &'static str,
    /// Colour of sign and word on white and on `paper`: at least 4.5 : 1.
    pub ink: &'static str,
    /// A light ground to set it on.
    pub paper: &'static str,
}

impl Mark {
    /// The word.
    pub fn word(&self, language: Language) -> String {
        words::say(language, self.key, &[])
    }

    /// Sign and word.
    pub fn text(&self, language: Language) -> String {
        format!("{} {}", self.sign, self.word(language))
    }
}

/// The values a party states or the product computes on an item or a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// 定めている
    InForce,
    /// 策定中
    BeingDrafted,
    /// 定めていない
    NotMade,
    /// 取り決めたと認識
    HeldAgreed,
    /// 取り決める予定
    WillAgree,
    /// 検討が必要
    ShouldConsider,
    /// 予定なし
    NoPlan,
    /// 把握できていない
    NotKnown,
    /// 対象外
    NotApplicable,
    /// 未回答
    NotAnswered,
    /// 取り決めていない
    NotAgreed,
    /// 認識が異なる
    Disagreed,
    /// 合意済み
    Accepted,
}

impl Standing {
    /// All, in the order of the glossary.
    pub const ALL: [Standing; 13] = [
        Standing::InForce,
        Standing::BeingDrafted,
        Standing::NotMade,
        Standing::HeldAgreed,
        Standing::WillAgree,
        Standing::ShouldConsider,
        Standing::NoPlan,
        Standing::NotKnown,
        Standing::NotApplicable,
        Standing::NotAnswered,
        Standing::NotAgreed,
        Standing::Disagreed,
        Standing::Accepted,
    ];
}

const fn mark(
    key: &'static str,
    sign: &'static str,
    ink: &'static str,
    paper: &'static str,
) -> Mark {
    Mark {
        key,
        sign,
        ink,
        paper,
    }
}

const BLUE: (&str, &str) = ("#0017c1", "#e8f1fe");
const GREEN: (&str, &str) = ("#115a36", "#e6f5ec");
const AMBER: (&str, &str) = ("#6e5600", "#fbf5e0");
const RED: (&str, &str) = ("#a90000", "#fdeeee");
const PURPLE: (&str, &str) = ("#5109ad", "#f1eafa");
const GREY: (&str, &str) = ("#4d4d4d", "#f2f2f2");

/// How a standing is shown.
pub const fn of_standing(standing: Standing) -> Mark {
    match standing {
        Standing::InForce => mark("value-in-force", "●", GREEN.0, GREEN.1),
        Standing::BeingDrafted => mark("value-being-drafted", "◐", BLUE.0, BLUE.1),
        Standing::NotMade => mark("value-not-made", "○", AMBER.0, AMBER.1),
        Standing::HeldAgreed => mark("value-held-agreed", "◆", GREEN.0, GREEN.1),
        Standing::WillAgree => mark("value-will-agree", "▷", BLUE.0, BLUE.1),
        Standing::ShouldConsider => mark("value-should-consider", "◇", AMBER.0, AMBER.1),
        Standing::NoPlan => mark("value-no-plan", "▽", GREY.0, GREY.1),
        Standing::NotKnown => mark("value-not-known", "？", PURPLE.0, PURPLE.1),
        Standing::NotApplicable => mark("value-not-applicable", "／", GREY.0, GREY.1),
        Standing::NotAnswered => mark("value-not-answered", "□", GREY.0, GREY.1),
        Standing::NotAgreed => mark("value-not-agreed", "×", RED.0, RED.1),
        Standing::Disagreed => mark("value-disagreed", "≠", RED.0, RED.1),
        Standing::Accepted => mark("value-accepted", "✓", GREEN.0, GREEN.1),
    }
}

/// How the verdict on a comparison is shown.
pub const fn of_verdict(verdict: Verdict) -> Mark {
    match verdict {
        Verdict::Holds => mark("verdict-holds", "◎", GREEN.0, GREEN.1),
        Verdict::Contradicted => mark("verdict-contradicted", "⇔", RED.0, RED.1),
        Verdict::NoMeaningfulDifference => {
            mark("verdict-no-meaningful-difference", "＝", BLUE.0, BLUE.1)
        }
        Verdict::TooSmallToSay => mark("verdict-too-small-to-say", "△", AMBER.0, AMBER.1),
        Verdict::TooRoundedToSay => mark("verdict-too-rounded-to-say", "≈", PURPLE.0, PURPLE.1),
        Verdict::NotTestable => mark("verdict-not-testable", "―", GREY.0, GREY.1),
    }
}

/// How the verdict on a hypothesis is shown.
pub const fn of_hypothesis(verdict: HypothesisVerdict) -> Mark {
    match verdict {
        HypothesisVerdict::Supported => mark("hypothesis-supported", "◉", GREEN.0, GREEN.1),
        HypothesisVerdict::Partly => mark("hypothesis-partly", "◑", BLUE.0, BLUE.1),
        HypothesisVerdict::NotSupported => mark("hypothesis-not-supported", "▼", RED.0, RED.1),
        HypothesisVerdict::OpinionOnly => mark("hypothesis-opinion-only", "※", PURPLE.0, PURPLE.1),
        HypothesisVerdict::Open => mark("hypothesis-open", "↔", AMBER.0, AMBER.1),
    }
}

/// How a checked sentence is shown.
pub const fn of_sentence(holds: Holds) -> Mark {
    match holds {
        Holds::True => mark("sentence-true", "⊕", GREEN.0, GREEN.1),
        Holds::False => mark("sentence-false", "⊗", RED.0, RED.1),
        Holds::Unknown => mark("sentence-unknown", "⊙", AMBER.0, AMBER.1),
    }
}

/// How an option with a meaning of its own is marked beside its label; a plain one is not.
pub const fn of_role(role: OptionRole) -> Option<Mark> {
    match role {
        OptionRole::Plain | OptionRole::None | OptionRole::Other => None,
        OptionRole::NotKnown => Some(of_standing(Standing::NotKnown)),
        OptionRole::NotApplicable => Some(of_standing(Standing::NotApplicable)),
        OptionRole::NotAnswered => Some(of_standing(Standing::NotAnswered)),
    }
}

/// How a cell is marked whose number cannot be printed (after the signs of Japanese official statistics).
pub const fn of_value(value: &Value) -> Option<Mark> {
    match value {
        Value::Percent(_) | Value::Count(_) => None,
        Value::Nobody => Some(mark("value-nobody", "-", GREY.0, GREY.1)),
        Value::Band { .. } => Some(mark("value-band", "約", BLUE.0, BLUE.1)),
        Value::Lost => Some(mark("value-lost", "…", PURPLE.0, PURPLE.1)),
        Value::Suppressed => Some(mark("value-suppressed", "x", GREY.0, GREY.1)),
        Value::NoBase => Some(mark("value-no-base", "・", GREY.0, GREY.1)),
    }
}

/// How a share is marked that differs from everybody's.
pub const fn of_against(side: Against) -> Mark {
    match side {
        Against::Above => mark("against-above", "↑", BLUE.0, BLUE.1),
        Against::Below => mark("against-below", "↓", AMBER.0, AMBER.1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{font, palette};
    use std::collections::BTreeSet;

    fn all() -> Vec<Mark> {
        let band = Value::Band {
            phrase: survey::Text::same("約8割"),
            low: 75.0,
            high: 85.0,
        };
        let cells = [
            Value::Nobody,
            band,
            Value::Lost,
            Value::Suppressed,
            Value::NoBase,
        ];
        let hypotheses = HypothesisVerdict::ALL.into_iter().map(of_hypothesis);
        let sentences = [Holds::True, Holds::False, Holds::Unknown]
            .into_iter()
            .map(of_sentence);
        let standings = Standing::ALL.into_iter().map(of_standing);
        let against = [Against::Above, Against::Below].into_iter().map(of_against);
        standings
            .chain(against)
            .chain(Verdict::ALL.into_iter().map(of_verdict))
            .chain(hypotheses)
            .chain(sentences)
            .chain(cells.iter().filter_map(of_value))
            .collect()
    }

    #[test]
    fn every_value_has_its_own_sign_and_word() {
        let marks = all();
        let signs: BTreeSet<_> = marks.iter().map(|mark| mark.sign).collect();
        assert_eq!(signs.len(), marks.len());
        for language in Language::ALL {
            let words: BTreeSet<_> = marks.iter().map(|mark| mark.word(language)).collect();
            assert_eq!(words.len(), marks.len());
        }
    }

    #[test]
    fn the_font_has_every_sign_and_the_eye_can_read_it() {
        for mark in all() {
            assert_eq!(font::missing(mark.sign), BTreeSet::new(), "{mark:?}");
            for ground in [palette::WHITE, mark.paper] {
                assert!(
                    palette::contrast(mark.ink, ground) >= 4.5,
                    "{mark:?} on {ground}"
                );
            }
        }
    }
}
