//! What somebody is shown of the chain below an engagement: pruned to what each vendor on the way lets its client see.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use crate::body::chain::Openness;
use crate::body::house::Chained;
use crate::body::shared::Side;
use crate::disclosed::{Disclosed, Reader};
use crate::id::{EngagementId, SubcontractId};
use crate::item::ItemCode;
use crate::policy::Part;
use crate::state::{Shared, State};

/// An engagement below another as the ledgers have it, with those below itself: not yet for anybody's eyes.
#[derive(Debug, Clone)]
pub struct Below {
    /// The record of who passes on, no more open than it is now.
    pub link: Chained,
    /// The engagement's ledger.
    pub state: Arc<State>,
    /// What its vendor is called.
    pub name: String,
    /// Those below it.
    pub below: Vec<Below>,
}

/// How far the terms that flow down are agreed in an engagement below.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Number of terms that flow down and are agreed above.
    pub terms: usize,
    /// Those not agreed there.
    pub missing: Vec<ItemCode>,
}

/// One engagement of the chain as shown, in the order of the chain: each after the one it stands below.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BelowView {
    /// How far below: 2 is the first subcontractor's rank.
    pub rank: u64,
    /// What its vendor is called; none where only its number is told.
    pub name: Option<String>,
    /// The engagement, where the reader stands on a side of it.
    pub engagement: Option<EngagementId>,
    /// The subcontract as which the client above was asked.
    pub subcontract: Option<SubcontractId>,
    /// To whom the work was to be passed on, as the client above was asked.
    pub asked: Option<String>,
    /// Whether the client above consents.
    pub consents: Option<bool>,
    /// How much the reader is told.
    pub openness: Openness,
    /// How far what flows down is agreed there.
    pub coverage: Option<Coverage>,
    /// Its last day, where it ended.
    pub closed: Option<Date>,
}

/// Terms that flow down and are in force.
fn flowing(above: &Shared, on: Date) -> BTreeSet<&ItemCode> {
    let items = above.terms.proposals.keys();
    let flows = |item: &&ItemCode| {
        let agreed = above.terms.agreement(item, on);
        agreed.is_some_and(|agreed| agreed.wording.flow_down)
    };
    items.filter(flows).collect()
}

struct Pruning<'a> {
    /// The items that flow down from the top.
    flowing: BTreeSet<&'a ItemCode>,
    /// The reader's organisation.
    reader: &'a Reader,
    on: Date,
}

impl Pruning<'_> {
    fn coverage(&self, lower: &Shared) -> Coverage {
        let lacking = |item: &&&ItemCode| lower.terms.agreement(item, self.on).is_none();
        let missing = self.flowing.iter().filter(lacking);
        Coverage {
            terms: self.flowing.len(),
            missing: missing.map(|item| (*item).clone()).collect(),
        }
    }

    fn rows(&self, above: &Shared, nodes: &[Below], most: Openness, rank: u64) -> Vec<BelowView> {
        let own = self.reader.side(above) == Some(Side::Vendor);
        let mut rows = Vec::new();
        for node in nodes {
            // What the reader passes on itself it knows; the rest is as open as the least open record on the way.
            let told = if own {
                Openness::Open
            } else {
                node.link.openness.min(most)
            };
            let Some(lower) = node.state.shared().filter(|_| told != Openness::Hidden) else {
                continue;
            };
            rows.push(self.row(above, node, lower, told, rank));
            rows.extend(self.rows(lower, &node.below, told, rank + 1));
        }
        rows
    }

    fn row(
        &self,
        above: &Shared,
        node: &Below,
        lower: &Shared,
        told: Openness,
        rank: u64,
    ) -> BelowView {
        let named = told >= Openness::Named;
        let subcontract = node.link.subcontract.filter(|_| named);
        let asked = subcontract.and_then(|id| above.passed_on.subcontracts.get(&id));
        BelowView {
            rank,
            name: named.then(|| node.name.clone()),
            engagement: self.reader.side(lower).filter(|_| named).map(|_| lower.id),
            subcontract,
            asked: asked.and_then(|asked| asked.asked.name.clone()),
            consents: asked
                .and_then(|asked| asked.decided())
                .map(|last| last.consents),
            openness: told,
            coverage: (told == Openness::Open).then(|| self.coverage(lower)),
            closed: lower.closed.filter(|_| named),
        }
    }
}

/// Whether a reader may see anything of the chain below an engagement.
#[must_use]
pub fn may_see(reader: &Reader, above: &Shared) -> bool {
    reader.side(above).is_some() && reader.of_shared(above, Part::PassedOn)
}

/// The chain below an engagement as its reader may see it: as it was then, by the rights of now.
#[must_use]
pub fn below(
    reader: &Reader,
    now: &Shared,
    then: &Shared,
    nodes: &[Below],
    on: Date,
) -> Option<Disclosed<Vec<BelowView>>> {
    if !may_see(reader, now) {
        return None;
    }
    let pruning = Pruning {
        flowing: flowing(then, on),
        reader,
        on,
    };
    Some(Disclosed::new(pruning.rows(then, nodes, Openness::Open, 2)))
}
