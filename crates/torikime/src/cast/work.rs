//! The made-up engagements of the demonstration: one that two organisations see differently, one whose other side never came.

mod works;

use ledger::body::chain::{Openness, Passing};
use ledger::body::house::Chained;
use ledger::body::shared::{Confidentiality, Described, Partner, Side, Verb, View, WorkKind};
use ledger::body::term::{Outcome, Payer, Wording};
use ledger::catalogue::{ItemKind, bundled};
use ledger::id::EngagementId;
use ledger::item::ItemCode;
use store::Store;
use store::acts::{
    NewCost, NewEngagement, NewSubcontract, NewView, NotDone, Shown, SideInvitation, Speaker,
};
use store::door::{Visitor, When};
use store::error::StoreError;

/// What client and vendor say of the first items of the catalogue, one after the other.
const SAID: [(View, Option<View>); 9] = [
    (View::HeldAgreed, Some(View::HeldAgreed)),
    (View::HeldAgreed, Some(View::NoPlan)),
    (View::WillAgree, Some(View::ShouldConsider)),
    (View::HeldAgreed, Some(View::NotKnown)),
    (View::NotKnown, Some(View::WillAgree)),
    (View::NoPlan, Some(View::NoPlan)),
    (View::HeldAgreed, None),
    (View::ShouldConsider, Some(View::ShouldConsider)),
    (View::WillAgree, None),
];

pub(super) fn record(store: &Store, client: &Visitor, vendor: &Visitor) -> Result<(), NotDone> {
    let shared = engage(
        store,
        client,
        Side::Client,
        ("架空 白波システムズ株式会社", "架空 受発注システムの保守"),
    )?;
    let secret = invite(store, client, shared, Side::Vendor)?;
    store.take_side(secret, vendor)?;
    let ours = SAID.iter().map(|(view, _)| Some(*view)).collect();
    say(store, client, shared, ours, false)?;
    let theirs = SAID.iter().map(|(_, view)| *view).collect();
    say(store, vendor, shared, theirs, false)?;
    agree(store, client, vendor, shared)?;
    works::record(store, client, vendor, shared)?;
    super::evidence::record(store, client, vendor, shared)?;
    let alone = engage(
        store,
        vendor,
        Side::Client,
        ("架空 磯辺ネットワーク", "架空 夜間の監視"),
    )?;
    let ours = vec![Some(View::HeldAgreed); 3];
    say(store, vendor, alone, ours, false)?;
    let heard = vec![Some(View::HeldAgreed), Some(View::WillAgree)];
    say(store, vendor, alone, heard, true)?;
    pass_on(store, client, vendor, (shared, alone))
}

/// The vendor passes on two pieces of the work: one the client consented to, one it was never asked about in time.
fn pass_on(
    store: &Store,
    client: &Visitor,
    vendor: &Visitor,
    (above, below): (EngagementId, EngagementId),
) -> Result<(), NotDone> {
    store.rule_passing(client, above, Passing::PriorConsent)?;
    let new = |name: &str, purpose: &str| NewSubcontract {
        name: Some(name.to_owned()),
        purpose: purpose.to_owned(),
        information: Some(Confidentiality::Internal),
        personal_data: Some(false),
        from: store.now().today().first_of_year(),
    };
    let watching = new("架空 磯辺ネットワーク", "夜間の監視");
    let (_, watching) = store.ask_subcontract(vendor, above, watching)?;
    let when = Some("個人情報を扱わないこと（見本）".to_owned());
    store.decide_subcontract(client, above, watching, true, when)?;
    let printing = new("架空 南風印刷", "帳票の印刷と発送");
    store.ask_subcontract(vendor, above, printing)?;
    let link = Chained {
        engagement: below,
        parent: above,
        applies: true,
        subcontract: Some(watching),
        openness: Openness::Open,
    };
    store.chain(vendor, link).map(drop)
}

pub(super) fn engage(
    store: &Store,
    opener: &Visitor,
    side: Side,
    (partner, title): (&str, &str),
) -> Result<EngagementId, NotDone> {
    let today = store.now().today();
    let described = Described {
        from: Some(today.first_of_year()),
        until: Some(today.last_of_year()),
        renews: Some(true),
        kinds: vec![WorkKind::Maintenance],
        information: Some(Confidentiality::Confidential),
        personal_data: Some(true),
        reference: None,
    };
    let new = NewEngagement {
        side,
        partner: Partner {
            name: partner.to_owned(),
            identifier: None,
        },
        title: title.to_owned(),
        described: Some(described),
        responsible: Some(opener.person),
    };
    Ok(store.engage(opener, new)?.0)
}

pub(super) fn invite(
    store: &Store,
    opener: &Visitor,
    engagement: EngagementId,
    side: Side,
) -> Result<store::working::secret::SecretHash, NotDone> {
    let invitation = SideInvitation {
        side,
        verbs: vec![Verb::Look, Verb::Take],
        items: Vec::new(),
        to: None,
        expires: store.now().moment.plus(store::acts::SIGN_IN_LASTS),
    };
    let given = store.invite_side(&Speaker::from(opener), engagement, invitation)?;
    Ok(given.1.hash())
}

pub(super) fn say(
    store: &Store,
    visitor: &Visitor,
    engagement: EngagementId,
    said: Vec<Option<View>>,
    heard: bool,
) -> Result<(), NotDone> {
    let from = store.now().today();
    let catalogue = bundled();
    let items = catalogue.of_kind(ItemKind::Requirement);
    let views = items.zip(said).filter_map(|(item, value)| {
        Some(NewView {
            item: item.id.to_string().parse().ok()?,
            value: value?,
            from,
            note: heard.then(|| "電話で確認（見本）".to_owned()),
            corrects: None,
        })
    });
    let said = store.state_views(&Speaker::from(visitor), engagement, views.collect(), heard);
    said.map(drop).map_err(|(_, error)| error)
}

/// One text agreed, one countered and waiting for the client, one that lacks a reason and names a product. The made-up people have no
/// passkeys: both sides let them accept by being signed in.
fn agree(
    store: &Store,
    client: &Visitor,
    vendor: &Visitor,
    engagement: EngagementId,
) -> Result<(), NotDone> {
    for side in [client, vendor] {
        store.choose_signing(side, engagement, true)?;
    }
    let text = |text: &str| Wording::new(text, store.now().today().first_of_year());
    let mut notice = text(
        "委託先は、情報の漏えい又はそのおそれを知ったときは、24時間以内に委託元の窓口へ電話で知らせる。",
    );
    notice.reason = Some("委託元の利用者へ早く知らせるため".to_owned());
    notice.flow_down = true;
    notice.proof = Some("連絡訓練の記録".to_owned());
    notice.proof_months = Some(12);
    let agreed = propose(store, client, engagement, "require.incident.notice", notice)?;
    for side in [client, vendor] {
        store.accept_signed_in(side, &agreed)?;
    }
    let settled = NewCost {
        on: Some(store.now().today().first_of_year()),
        outcome: Outcome::Settled,
        payer: Some(Payer::Both),
        note: Some("夜間の当番の費用を折半（見本）".to_owned()),
    };
    let item = agreed.item.clone();
    store.talk_cost(vendor, engagement, item, settled)?;
    let ban = text("委託先は、本業務をテレワークで行わない。");
    propose(
        store,
        client,
        engagement,
        "require.telework.permission",
        ban,
    )?;
    let mut some = text(
        "委託先は、届け出た者に限り、会社が管理する端末で、閲覧だけの作業をテレワークで行うことができる。",
    );
    some.reason = Some("一律の禁止では、災害のときに保守が止まるため".to_owned());
    propose(
        store,
        vendor,
        engagement,
        "require.telework.permission",
        some,
    )?;
    let product = text("委託先は、SKYSEAで操作の記録を残す。");
    propose(store, client, engagement, "require.telework.place", product).map(drop)
}

/// Puts a text forward, in answer to the one on the table if there is one; what was shown by it.
pub(super) fn propose(
    store: &Store,
    by: &Visitor,
    engagement: EngagementId,
    item: &str,
    wording: Wording,
) -> Result<Shown, NotDone> {
    let item: ItemCode = item.parse().map_err(|_| NotDone::Absent)?;
    let open = |store: &Store| {
        let seen = store.look_at(by, engagement, When::Now, |look| {
            Ok::<_, StoreError>(look.terms()?.map(|terms| terms.into_inner().terms))
        })?;
        let terms = seen.flatten().ok_or(NotDone::Absent)?;
        let term = terms.of(&item).cloned();
        Ok::<_, NotDone>(term.and_then(|term| term.waiting().cloned()))
    };
    let answers = open(store)?.map(|open| open.seq);
    store.propose_term(by, engagement, item.clone(), answers, wording)?;
    let made = open(store)?.ok_or(NotDone::Absent)?;
    Ok(Shown {
        engagement,
        item,
        proposal: made.seq,
        hash: made.hash,
    })
}
