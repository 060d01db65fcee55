//! The catalogue that is built in, read once; and the marks of what organisations state of its items.

use std::sync::OnceLock;

use jiff::civil::Date;
use ledger::body::house::Value;
use ledger::body::shared::View;
use ledger::catalogue::{Catalogue, Item, ItemKind, Text, bundled};
use ledger::divergence::Divergence;
use report::marks::{Mark, Standing, of_standing};
use survey::Language;

/// The catalogue.
pub fn catalogue() -> &'static Catalogue {
    static READ: OnceLock<Catalogue> = OnceLock::new();
    READ.get_or_init(bundled)
}

/// Items of a kind that are offered on a day, topic by topic.
pub fn by_topic(kind: ItemKind, on: Date) -> Vec<(&'static str, Vec<&'static Item>)> {
    let mut topics: Vec<(&str, Vec<&Item>)> = Vec::new();
    let offered = catalogue().of_kind(kind);
    for item in offered.filter(|item| item.is_offered(on)) {
        match topics.iter_mut().find(|(topic, _)| *topic == item.topic) {
            Some((_, items)) => items.push(item),
            None => topics.push((&item.topic, vec![item])),
        }
    }
    topics
}

/// A text of the catalogue in a language.
pub fn text(text: &Text, language: Language) -> &str {
    match language {
        Language::Ja => &text.ja,
        Language::En => &text.en,
    }
}

/// The mark of a value; of *not answered*, where nothing is stated.
pub fn mark(value: Option<Value>) -> Mark {
    of_standing(match value {
        Some(Value::InForce) => Standing::InForce,
        Some(Value::Drafting) => Standing::BeingDrafted,
        Some(Value::NotMade) => Standing::NotMade,
        Some(Value::NotKnown) => Standing::NotKnown,
        Some(Value::NotApplicable) => Standing::NotApplicable,
        None => Standing::NotAnswered,
    })
}

/// The word of a value, as the list asks for it: the self-check asks what is done, the others what is laid down.
pub fn word(kind: ItemKind, value: Option<Value>, language: Language) -> String {
    let done = match value {
        Some(Value::InForce) => "practice-in-force",
        Some(Value::Drafting) => "practice-drafting",
        Some(Value::NotMade) => "practice-not-made",
        _ => return mark(value).word(language),
    };
    match kind {
        ItemKind::SelfCheck => report::words::say(language, done, &[]),
        _ => mark(value).word(language),
    }
}

/// The class of the tag that shows a value.
pub fn tone(value: Option<Value>) -> &'static str {
    match value {
        Some(Value::InForce) => "good",
        Some(Value::Drafting) => "key",
        Some(Value::NotMade | Value::NotKnown) => "care",
        Some(Value::NotApplicable) | None => "mute",
    }
}

/// The mark of one side's view of an item in an engagement; of *not answered*, where that side said nothing.
pub fn view_mark(view: Option<View>) -> Mark {
    of_standing(match view {
        Some(View::HeldAgreed) => Standing::HeldAgreed,
        Some(View::WillAgree) => Standing::WillAgree,
        Some(View::ShouldConsider) => Standing::ShouldConsider,
        Some(View::NoPlan) => Standing::NoPlan,
        Some(View::NotKnown) => Standing::NotKnown,
        Some(View::NotApplicable) => Standing::NotApplicable,
        None => Standing::NotAnswered,
    })
}

/// The class of the tag that shows a view.
pub fn view_tone(view: Option<View>) -> &'static str {
    match view {
        Some(View::HeldAgreed) => "good",
        Some(View::WillAgree) => "key",
        Some(View::ShouldConsider | View::NotKnown) => "care",
        Some(View::NoPlan | View::NotApplicable) | None => "mute",
    }
}

/// The class of the tag that shows how two views differ.
pub fn divergence_tone(divergence: Divergence) -> &'static str {
    match divergence {
        Divergence::AgainstAgreement | Divergence::HeldByOne => "bad",
        Divergence::Apart | Divergence::NotKnown => "care",
        Divergence::OneSided => "mute",
    }
}
