//! What two organisations agreed, as a document to print and keep: every text in force, who accepted it and how, and what proves it without a server.

use survey::Language;

use crate::document::{Block, Chapter, Document, Grid, GridCell};
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

    /// The document in two languages beside each other, by the same agreement in the words of the other one. The parties' own texts stand
    /// once, as they were accepted.
    #[must_use]
    pub fn beside(&self, other: &Self, language: Language) -> Document {
        let (own, others) = (self.document(language), other.document(language.other()));
        let chapters = own.chapters.into_iter().zip(others.chapters);
        Document {
            id: format!("{}-both", self.id),
            subtitle: joined(&own.subtitle, &others.subtitle),
            banner: own.banner.zip(others.banner).map(|(a, b)| joined(&a, &b)),
            facts: named(own.facts, others.facts),
            chapters: chapters.map(|(a, b)| both(a, b, language)).collect(),
            ..own
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

/// The same in two languages, once where it is the same.
fn joined(own: &str, other: &str) -> String {
    match own == other {
        true => own.to_owned(),
        false => format!("{own} / {other}"),
    }
}

type Facts = Vec<(String, String)>;

fn named(own: Facts, other: Facts) -> Facts {
    let both = own.into_iter().zip(other);
    both.map(|((name, value), (name_other, value_other))| {
        (joined(&name, &name_other), joined(&value, &value_other))
    })
    .collect()
}

fn both(own: Chapter, other: Chapter, language: Language) -> Chapter {
    let blocks = own.blocks.into_iter().zip(other.blocks);
    Chapter {
        number: own.number,
        title: joined(&own.title, &other.title),
        blocks: blocks
            .map(|(a, b)| beside(a, b, language))
            .fold(Vec::new(), in_one_table),
    }
}

/// What stands in two columns one after another stands in one table.
fn in_one_table(mut blocks: Vec<Block>, next: Block) -> Vec<Block> {
    match (blocks.last_mut(), next) {
        (Some(Block::Grid(last)), Block::Grid(next)) => last.rows.extend(next.rows),
        (_, next) => blocks.push(next),
    }
    blocks
}

/// A block beside the same one in another language. What the parties wrote is the same in both, and stands once.
fn beside(own: Block, other: Block, language: Language) -> Block {
    match (own, other) {
        (Block::Heading(a), Block::Heading(b)) => {
            let number = a.split_once('　').map_or("", |(number, _)| number);
            let b = b.trim_start_matches(number).trim_start();
            Block::Heading(match a.ends_with(b) {
                true => a,
                false => format!("{a} / {b}"),
            })
        }
        (Block::Facts(a), Block::Facts(b)) if same_values(&a, &b) => Block::Facts(named(a, b)),
        (Block::Facts(a), Block::Facts(b)) => columns(
            a.iter().map(fact).collect(),
            b.iter().map(fact).collect(),
            language,
        ),
        (Block::Paragraph { text: a, .. }, Block::Paragraph { text: b, .. }) if a != b => {
            columns(vec![a], vec![b], language)
        }
        (Block::Code { caption: a, text }, Block::Code { caption: b, .. }) => Block::Code {
            caption: joined(&a, &b),
            text,
        },
        (own, _) => own,
    }
}

fn same_values(own: &Facts, other: &Facts) -> bool {
    let values = |facts: &Facts| {
        facts
            .iter()
            .map(|(_, value)| value.clone())
            .collect::<Vec<_>>()
    };
    values(own) == values(other)
}

fn fact((name, value): &(String, String)) -> String {
    format!("{name}: {value}")
}

/// Two languages as the columns of a table.
fn columns(own: Vec<String>, other: Vec<String>, language: Language) -> Block {
    let head = |language| words::say(language, "agreement-language", &[]);
    let rows = own.into_iter().zip(other);
    Block::Grid(Grid {
        title: String::new(),
        head: [language, language.other()].map(head).into(),
        widths: vec![1, 1],
        rows: rows
            .map(|(a, b)| [a, b].map(GridCell::text).into())
            .collect(),
    })
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
    fn two_languages_stand_beside_each_other_and_the_parties_text_once() {
        let mut other = agreement();
        other.facts[0].0 = "Client".to_owned();
        other.terms[0].heading = "Place".to_owned();
        other.terms[0].facts = vec![("First day".to_owned(), "1 November 2026".to_owned())];
        other.terms[0].accepted = vec!["Accepted by Ichiro".to_owned()];
        let document = agreement().beside(&other, Language::Ja);
        let plain = |text: &str| text.split_whitespace().collect::<String>();
        let text = plain(&crate::pdf::text(&document));
        for part in [
            "委託元 / Client",
            "場所 / Place",
            "初日: 2026年11月1日",
            "First day: 1 November 2026",
        ] {
            assert!(text.contains(&plain(part)), "{part}: {text}");
        }
        for part in [
            "第一の一郎が受諾",
            "Accepted by Ichiro",
            "場所は自宅とする。",
        ] {
            assert_eq!(text.matches(&plain(part)).count(), 1, "{part}: {text}");
        }
        let hash = "ab".repeat(32);
        assert_eq!(text.matches(&hash).count(), 1, "{text}");
    }

    #[test]
    fn a_text_too_long_for_a_code_has_none() {
        assert!(code(&"x".repeat(2_953)).is_some());
        assert_eq!(code(&"x".repeat(2_954)), None);
    }
}
