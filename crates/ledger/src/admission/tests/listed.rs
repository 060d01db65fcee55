//! What the table says of an organisation's own list, as bodies of entries.

use crate::body::Body;
use crate::body::listed::{ItemsListed, OwnItem};

/// `listed NUMBER=NAME … -NUMBER …`: `LONG` is a text of one letter too many, `MANY` a whole list, `_` a space, `\` a line's end.
pub(super) fn listing(words: &[&str]) -> Option<Body> {
    let [first, rest @ ..] = words else {
        return None;
    };
    if *first != "listed" {
        return None;
    }
    let mut body = ItemsListed {
        items: vec![],
        dropped: vec![],
    };
    for word in rest {
        match (word.strip_prefix('-'), word.split_once('=')) {
            (Some(number), _) => body.dropped.push(number.to_owned()),
            (None, Some((numbers, name))) => body.items.extend(items(numbers, name)),
            (None, None) => panic!("{word}"),
        }
    }
    Some(body.into())
}

fn items(numbers: &str, name: &str) -> Vec<OwnItem> {
    let typed = |text: &str| text.replace('_', " ").replace('\\', "\n");
    let (name, text) = name.split_once(':').unwrap_or((name, ""));
    let text = typed(text)
        .replace("LONG", &"長".repeat(2_001))
        .replace("FULL", &"長".repeat(2_000));
    let one = |number: String| OwnItem {
        number,
        topic: None,
        name: typed(name).replace("LONG", &"長".repeat(201)),
        reason: None,
        text: (!text.is_empty()).then(|| text.clone()),
        proof: None,
        flow_down: false,
    };
    match numbers.split_once("..") {
        Some((first, last)) => (first.parse().unwrap()..=last.parse::<u32>().unwrap())
            .map(|number| one(number.to_string()))
            .collect(),
        None => vec![one(typed(numbers).replace("LONG", &"9".repeat(41)))],
    }
}
