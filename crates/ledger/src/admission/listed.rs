//! What must hold before an organisation's own list of items is changed.

use std::collections::BTreeSet;

use super::house::{check_text, misleads};
use super::{Refusal, refuse_if};
use crate::body::listed::{ItemsListed, OwnItem};
use crate::state::listed::Listed;

/// Items of an organisation's own list.
pub const MOST_LISTED: usize = 500;
/// Letters of an item's number.
pub const LONGEST_NUMBER: usize = 40;
/// Letters of an item's name, and of the heading it stands under.
pub const LONGEST_CALLED: usize = 200;
/// Letters of an item's reason, text or proof.
pub const LONGEST_LISTED: usize = 2_000;
/// Letters that one change may bring along, all texts together.
pub const MOST_LETTERS: usize = 300_000;

pub(super) fn check(list: &Listed, body: &ItemsListed) -> Result<(), Refusal> {
    let numbers = body.items.iter().map(|item| &item.number);
    let numbers: Vec<&String> = numbers.chain(&body.dropped).collect();
    let told: BTreeSet<&&String> = numbers.iter().collect();
    refuse_if(
        numbers.is_empty() || told.len() != numbers.len(),
        Refusal::UnfitList,
    )?;
    let known = |number: &String| list.items.contains_key(number);
    refuse_if(!body.dropped.iter().all(known), Refusal::UnfitList)?;
    body.items.iter().try_for_each(check_item)?;
    let new = body.items.iter().filter(|item| !known(&item.number));
    let items = list.items.len() + new.count() - body.dropped.len();
    let letters: usize = body.items.iter().map(letters).sum();
    refuse_if(
        items > MOST_LISTED || letters > MOST_LETTERS,
        Refusal::ListFull,
    )
}

fn check_item(item: &OwnItem) -> Result<(), Refusal> {
    check_text(&item.number, LONGEST_NUMBER)?;
    refuse_if(
        item.number.contains(char::is_whitespace),
        Refusal::UnfitText,
    )?;
    check_text(&item.name, LONGEST_CALLED)?;
    if let Some(topic) = &item.topic {
        check_text(topic, LONGEST_CALLED)?;
    }
    texts(item).try_for_each(|text| check_long(text))
}

fn check_long(text: &str) -> Result<(), Refusal> {
    refuse_if(text.trim().is_empty(), Refusal::NoName)?;
    let unfit = |letter: char| misleads(letter) && letter != '\n';
    let long = text.chars().count() > LONGEST_LISTED;
    refuse_if(long || text.chars().any(unfit), Refusal::UnfitText)
}

fn texts(item: &OwnItem) -> impl Iterator<Item = &String> {
    let OwnItem {
        reason,
        text,
        proof,
        ..
    } = item;
    reason.iter().chain(text).chain(proof)
}

fn letters(item: &OwnItem) -> usize {
    let all = texts(item).chain([&item.name]).chain(&item.topic);
    all.map(|text| text.chars().count()).sum()
}
