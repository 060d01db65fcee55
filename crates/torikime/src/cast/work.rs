//! The made-up engagements of the demonstration: one that two organisations see differently, one whose other side never came.

use ledger::body::shared::{Confidentiality, Described, Partner, Side, Verb, View, WorkKind};
use ledger::catalogue::{ItemKind, bundled};
use ledger::id::EngagementId;
use store::Store;
use store::acts::{NewEngagement, NewView, NotDone, SideInvitation, Speaker};
use store::door::Visitor;

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
    let alone = engage(
        store,
        vendor,
        Side::Client,
        ("架空 磯辺ネットワーク", "架空 夜間の監視"),
    )?;
    let ours = vec![Some(View::HeldAgreed); 3];
    say(store, vendor, alone, ours, false)?;
    let heard = vec![Some(View::HeldAgreed), Some(View::WillAgree)];
    say(store, vendor, alone, heard, true)
}

fn engage(
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

fn invite(
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

fn say(
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
