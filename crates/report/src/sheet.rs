//! A form on paper for a partner who answers by hand: every item with its answers to tick, what the asker says itself, and room for notes.

use survey::Language;

use crate::document::{Block, Chapter, Document, Grid, GridCell};
use crate::words;

/// A form to print.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The stem of its file's name.
    pub id: String,
    /// What the work is called.
    pub title: String,
    /// Both sides by name, and what else is known of the engagement.
    pub facts: Vec<(String, String)>,
    /// Year, month and day on which it was made.
    pub day: (u16, u8, u8),
    /// Who asks.
    pub asker: String,
    /// Who answers for the engagement there, to whom it goes back.
    pub person: Option<String>,
    /// Topics with their items, in order.
    pub topics: Vec<(String, Vec<AskedItem>)>,
    /// Whether it is the demonstration's.
    pub made_up: bool,
}

/// An item on the form.
#[derive(Clone, Debug, PartialEq)]
pub struct AskedItem {
    /// Its name.
    pub name: String,
    /// What it means.
    pub plain: String,
    /// What the asker says of it.
    pub ours: String,
    /// The answers offered.
    pub answers: Vec<String>,
}

/// Room for a hand, as wide as a line of the form.
const BLANK: &str = "＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿";
/// Answers beside each other.
const ABREAST: usize = 2;

impl Sheet {
    /// The form in one language.
    #[must_use]
    pub fn document(&self, language: Language) -> Document {
        let say = |key: &str| words::say(language, key, &[]);
        let asked = Chapter {
            number: String::new(),
            title: say("sheet-items"),
            blocks: self.topics.iter().map(|one| topic(one, language)).collect(),
        };
        Document {
            language,
            id: self.id.clone(),
            title: self.title.clone(),
            subtitle: say("sheet-subtitle"),
            banner: self.made_up.then(|| say("sheet-made-up")),
            facts: self.facts.clone(),
            day: self.day,
            chapters: vec![self.how(language), asked],
        }
    }

    fn how(&self, language: Language) -> Chapter {
        let asker = ("organisation", self.asker.clone());
        let back = match &self.person {
            Some(person) => {
                let person = ("person", person.clone());
                words::say(language, "sheet-return-to", &[asker.clone(), person])
            }
            None => words::say(language, "sheet-return", std::slice::from_ref(&asker)),
        };
        let texts = [
            words::say(language, "sheet-how", std::slice::from_ref(&asker)),
            back,
            words::say(language, "sheet-kept", &[asker]),
        ];
        let by = Block::Heading(words::say(language, "sheet-by", &[]));
        let blocks = texts.map(plain).into_iter();
        Chapter {
            number: String::new(),
            title: words::say(language, "sheet-how-title", &[]),
            blocks: blocks.chain([by, signed(language)]).collect(),
        }
    }
}

fn plain(text: String) -> Block {
    Block::Paragraph {
        text,
        notes: Vec::new(),
    }
}

fn topic((name, items): &(String, Vec<AskedItem>), language: Language) -> Block {
    let heads = ["sheet-item", "sheet-ours", "sheet-answer", "sheet-note"];
    Block::Grid(Grid {
        title: name.clone(),
        head: heads.map(|key| words::say(language, key, &[])).into(),
        widths: vec![34, 14, 32, 20],
        rows: items.iter().map(row).collect(),
    })
}

fn row(item: &AskedItem) -> Vec<GridCell> {
    let boxes: Vec<String> = item
        .answers
        .iter()
        .map(|answer| format!("□ {answer}"))
        .collect();
    let lines: Vec<String> = boxes.chunks(ABREAST).map(|line| line.join("　")).collect();
    [
        format!("{}\n{}", item.name, item.plain),
        item.ours.clone(),
        lines.join("\n"),
        String::new(),
    ]
    .map(GridCell::text)
    .into()
}

/// Who filled it in.
fn signed(language: Language) -> Block {
    let line = |key: &str| (words::say(language, key, &[]), BLANK.to_owned());
    let lines = ["sheet-by-organisation", "sheet-by-person", "sheet-by-day"];
    Block::Facts(lines.map(line).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_asks_each_item_with_its_answers_and_takes_nothing_for_markup() {
        let item = AskedItem {
            name: "私物の端末 #x $y$".to_owned(),
            plain: "個人の端末で業務をするか。".to_owned(),
            ours: "合意している".to_owned(),
            answers: ["一", "二", "三"].map(str::to_owned).into(),
        };
        let sheet = Sheet {
            id: "sheet".to_owned(),
            title: "保守".to_owned(),
            facts: vec![("委託元".to_owned(), "株式会社第一".to_owned())],
            day: (2026, 11, 23),
            asker: "株式会社第一".to_owned(),
            person: Some("一郎".to_owned()),
            topics: vec![("端末".to_owned(), vec![item])],
            made_up: false,
        };
        for language in Language::ALL {
            // Where lines break is the setter's matter.
            let plain = |text: &str| text.split_whitespace().collect::<String>();
            let text = plain(&crate::pdf::text(&sheet.document(language)));
            for part in ["私物の端末 #x $y$", "□ 一", "□ 三", "一郎", BLANK] {
                assert!(text.contains(&plain(part)), "{part}: {text}");
            }
        }
    }
}
