//! For tests: an organisation's own list of items made from a seed.

use super::Seed;
use crate::body::listed::{ItemsListed, OwnItem};

impl Seed {
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
