//! Text in the two languages of the product. Japanese is the default; neither is a fallback for the other.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A language of pages, reports and the command line.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// 日本語
    #[default]
    Ja,
    /// English
    En,
}

impl Language {
    /// Both languages, Japanese first.
    pub const ALL: [Language; 2] = [Language::Ja, Language::En];

    /// The BCP 47 tag: `ja` or `en`.
    pub const fn tag(self) -> &'static str {
        match self {
            Language::Ja => "ja",
            Language::En => "en",
        }
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Language::Ja => Language::En,
            Language::En => Language::Ja,
        }
    }
}

/// One text, written in both languages.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// 日本語
    pub ja: String,
    /// English
    pub en: String,
}

impl Text {
    /// A text from its Japanese and its English form.
    pub fn new(ja: impl Into<String>, en: impl Into<String>) -> Text {
        Text {
            ja: ja.into(),
            en: en.into(),
        }
    }

    /// The same words in both languages: names, numbers, codes.
    pub fn same(text: impl Into<String>) -> Text {
        let ja = text.into();
        Text { en: ja.clone(), ja }
    }

    /// The text in one language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Ja => &self.ja,
            Language::En => &self.en,
        }
    }
}
