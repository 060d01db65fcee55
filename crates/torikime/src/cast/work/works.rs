//! The made-up works of the demonstration: one confirmed, one confirmed with a change that waits, one that only the client speaks of, after a gate.

use ledger::body::shared::Confidentiality;
use ledger::body::work::{Conditions, Device, Gate, Method, Place, Telework};
use ledger::id::{EngagementId, WorkId};
use store::Store;
use store::acts::NotDone;
use store::door::Visitor;

/// A work on the client's site, with devices the client lends.
fn on_site(name: &str) -> Conditions {
    Conditions {
        name: name.to_owned(),
        places: vec![Place::ClientSite],
        telework: Telework::No,
        words: None,
        devices: vec![Device::Lent],
        tools: Some("貸与端末に入っているもの（見本）".to_owned()),
        methods: Vec::new(),
        information: Some(Confidentiality::Secret),
        personal_data: Some(true),
    }
}

/// A work that may be done at home under conditions.
fn at_home(name: &str) -> Conditions {
    Conditions {
        places: vec![Place::VendorOffice, Place::Home],
        telework: Telework::Conditions,
        words: Some(
            "家族からも画面が見えない場所で行う。印刷しない。終わったら接続を切る。（見本）"
                .to_owned(),
        ),
        devices: vec![Device::Vendor],
        tools: Some("会社が契約するウェブ会議とファイル共有（見本）".to_owned()),
        methods: vec![Method::Remote, Method::SecureBrowser],
        information: Some(Confidentiality::Confidential),
        personal_data: Some(false),
        ..on_site(name)
    }
}

pub(super) fn record(
    store: &Store,
    client: &Visitor,
    vendor: &Visitor,
    engagement: EngagementId,
) -> Result<(), NotDone> {
    let from = store.now().today().first_of_year();
    let set = |by: &Visitor, known: Option<WorkId>, conditions: Conditions| {
        store.set_work(by, engagement, known, (from, conditions))
    };
    let (asked, work) = set(client, None, at_home("架空 問い合わせへの回答"))?;
    store.confirm_work(vendor, engagement, work, asked.seq)?;
    let (asked, site) = set(client, None, on_site("架空 本番環境の保守"))?;
    store.confirm_work(vendor, engagement, site, asked.seq)?;
    let mut less = at_home("架空 本番環境の保守");
    less.information = Some(Confidentiality::Secret);
    set(vendor, Some(site), less)?;
    // What the client adds after the gate opens a point again.
    for side in [client, vendor] {
        store.pass_gate(side, engagement, Gate::Rfp)?;
    }
    let mut open = at_home("架空 夜間の監視");
    open.devices = Vec::new();
    open.tools = None;
    set(client, None, open).map(drop)
}
