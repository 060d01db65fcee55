//! What two organisations agreed, as a document to print and keep: every text in force, who accepted it and how, and what proves it without a server.

use survey::Language;

use crate::document::{Block, Chapter, Document};
use crate::words;

/// An agreement as it stands on a day. Every text is the parties' own, or a fact in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// The stem of its file's name.
    pub id: String,
    /// What the work is called.
    pub title: String,
    /// Client and vendor by name, the period, the day it speaks of: names and values.
    pub facts: Vec<(String, String)>,
    /// Year, month and day it speaks of.
    pub day: (u16, u8, u8),
    /// What is in force, in order.
    pub terms: Vec<AgreedTerm>,
    /// What to compare it with.
    pub proof: Proof,
    /// Whether it is the demonstration's.
    pub made_up: bool,
}

/// One text in force.
#[derive(Clone, Debug, PartialEq)]
pub struct AgreedTerm {
    /// What it is about.
    pub heading: String,
    /// The text.
    pub text: String,
    /// What is said beside it, by name.
    pub facts: Vec<(String, String)>,
    /// Who accepted it, a sentence each.
    pub accepted: Vec<String>,
}

/// What proves the agreement to whoever has the ledger as a file and the server's public key.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    /// The lines that were accepted: place in the ledger and hash.
    pub lines: Vec<(u64, String)>,
    /// The receipt of the last acceptance, for readers who are given receipts.
    pub receipt: Option<String>,
    /// The server's name and public key.
    pub key: String,
}

impl Agreement {
    /// The document in one language; the parties' texts are in theirs.
    #[must_use]
    pub fn document(&self, language: Language) -> Document {
        let say = |key: &str| words::say(language, key, &[]);
        Document {
            language,
            id: self.id.clone(),
            title: self.title.clone(),
            subtitle: say("agreement-subtitle"),
            banner: self.made_up.then(|| say("agreement-made-up")),
            facts: self.facts.clone(),
            day: self.day,
            chapters: vec![self.texts(language), self.proven(language)],
        }
    }

    fn texts(&self, language: Language) -> Chapter {
        let blocks = self.terms.iter().enumerate();
        Chapter {
            number: String::new(),
            title: words::say(language, "agreement-texts", &[]),
            blocks: blocks.flat_map(|(at, term)| term.blocks(at + 1)).collect(),
        }
    }

    fn proven(&self, language: Language) -> Chapter {
        let say = |key: &str| words::say(language, key, &[]);
        let line = |(seq, hash): &(u64, String)| {
            let name = words::say(language, "agreement-line", &[("seq", seq.to_string())]);
            (name, hash.clone())
        };
        let mut facts: Vec<(String, String)> = self.proof.lines.iter().map(line).collect();
        facts.push((say("agreement-key"), self.proof.key.clone()));
        let receipt = self.proof.receipt.clone().map(|text| Block::Code {
            caption: say("agreement-receipt"),
            text,
        });
        let begun = [plain(say("agreement-how")), Block::Facts(facts)];
        Chapter {
            number: String::new(),
            title: say("agreement-proof"),
            blocks: begun.into_iter().chain(receipt).collect(),
        }
    }
}

fn plain(text: String) -> Block {
    Block::Paragraph {
        text,
        notes: Vec::new(),
    }
}

impl AgreedTerm {
    fn blocks(&self, number: usize) -> Vec<Block> {
        let heading = Block::Heading(format!("{number}　{}", self.heading));
        let paragraphs = self.text.lines().filter(|line| !line.trim().is_empty());
        let accepted = self.accepted.iter().cloned().map(plain);
        let texts = paragraphs.map(|line| plain(line.to_owned()));
        let facts = Block::Facts(self.facts.clone());
        let begun = std::iter::once(heading).chain(texts);
        begun.chain([facts]).chain(accepted).collect()
    }
}

/// A text as a QR code (ISO/IEC 18004, error correction L), drawn; none where it is too long for one: 2,953 bytes.
pub(crate) fn code(text: &str) -> Option<String> {
    let level = qrcode::EcLevel::L;
    let code = qrcode::QrCode::with_error_correction_level(text, level).ok()?;
    Some(
        code.render::<qrcode::render::svg::Color<'_>>()
            .min_dimensions(240, 240)
            .build(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agreement() -> Agreement {
        let fact = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        Agreement {
            id: "agreement".to_owned(),
            title: "保守".to_owned(),
            facts: vec![fact("委託元", "株式会社第一")],
            day: (2026, 11, 22),
            terms: vec![AgreedTerm {
                heading: "場所".to_owned(),
                text: "場所は自宅とする。\n#link(\"https://x\")[押すな] $x$ *太字*".to_owned(),
                facts: vec![fact("初日", "2026年11月1日")],
                accepted: vec!["第一の一郎が受諾".to_owned()],
            }],
            proof: Proof {
                lines: vec![(5, "ab".repeat(32))],
                receipt: Some("c2sp.org/tlog-proof@v1\nindex 4\n".to_owned()),
                key: "t.example 0123".to_owned(),
            },
            made_up: true,
        }
    }

    #[test]
    fn every_form_holds_the_texts_and_the_proof_and_takes_nothing_for_markup() {
        for language in Language::ALL {
            let document = agreement().document(language);
            // Where lines break is the setter's matter.
            let plain = |text: &str| text.split_whitespace().collect::<String>();
            let text = plain(&crate::pdf::text(&document));
            for part in [
                "場所は自宅とする。",
                "#link(\"https://x\")[押すな] $x$ *太字*",
                "tlog-proof",
                "第一の一郎が受諾",
            ] {
                assert!(text.contains(&plain(part)), "{part}: {text}");
            }
            let pictures = crate::pdf::pictures(&document);
            assert_eq!(pictures.len(), 1, "the code");
            let html = crate::html::chapter_html(&document.chapters[1], "c", language);
            assert!(
                html.contains("tlog-proof@v1\nindex 4\n") && html.contains("<svg"),
                "{html}"
            );
        }
    }

    #[test]
    fn a_text_too_long_for_a_code_has_none() {
        assert!(code(&"x".repeat(2_953)).is_some());
        assert_eq!(code(&"x".repeat(2_954)), None);
    }
}
