//! For tests: items, and an organisation's own list of them, made from a seed.

use super::Seed;
use crate::body::listed::{ItemsListed, OwnItem};
use crate::item::ItemCode;

impl Seed {
    pub(super) fn item(&mut self) -> ItemCode {
        self.one(&["rule.byod", "selfcheck.01", "rule.takeout.encryption"])
            .parse()
            .unwrap()
    }

    pub(super) fn listed(&mut self) -> ItemsListed {
        let (topic, long) = (self.text(), self.text());
        let item = OwnItem {
            number: format!("{}-1", self.below(9)),
            topic: self.maybe(topic),
            name: self.text(),
            reason: self.maybe(long.clone()),
            text: self.maybe(long.clone()),
            proof: self.maybe(long),
            flow_down: self.below(2) == 1,
        };
        let gone = format!("{}-2", self.below(9));
        ItemsListed {
            items: vec![item],
            dropped: self.maybe(gone).into_iter().collect(),
        }
    }
}
