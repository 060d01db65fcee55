//! The made-up chain of the demonstration: a mid-size client, four vendors, nine subcontractors down to the third rank, one of them under
//! two vendors; with one passed on without consent, one hidden, and terms that never reached the bottom.

use super::work::{engage, invite, propose, say};
use ledger::body::chain::{Openness, Passing};
use ledger::body::house::Chained;
use ledger::body::shared::{Side, View};
use ledger::body::term::Wording;
use ledger::id::{EngagementId, SubcontractId};
use ledger::organisation::{Name, NameKind, Profile, Size};
use store::Store;
use store::acts::{Founding, NewSubcontract, Newcomer, NotDone};
use store::door::Visitor;

/// A subcontractor: its name, its work, how much of it the client is shown, and what the client decides if it is asked.
type Below = (&'static str, &'static str, Openness, Option<Option<bool>>);

const UNDER_SHIRANAMI: [Below; 2] = [
    (
        "架空 磯辺ネットワーク",
        "架空 回線の監視",
        Openness::Named,
        Some(Some(true)),
    ),
    (
        "架空 星影監視サービス",
        "架空 夜間の一次対応",
        Openness::Counted,
        None,
    ),
];
const UNDER_GUNJO: [Below; 2] = [
    (
        "架空 磯辺ネットワーク",
        "架空 検証環境の運用",
        Openness::Named,
        Some(None),
    ),
    (
        "架空 南風印刷",
        "架空 帳票の印刷",
        Openness::Named,
        Some(Some(false)),
    ),
];
const UNDER_WAKATAKE: [Below; 3] = [
    (
        "架空 雲海ホスティング",
        "架空 サーバーの貸与",
        Openness::Named,
        Some(Some(true)),
    ),
    ("架空 砂丘運送", "架空 媒体の運搬", Openness::Counted, None),
    (
        "架空 渚サポート",
        "架空 問合せの受付",
        Openness::Hidden,
        None,
    ),
];
const UNDER_KODAMA: [Below; 2] = [
    ("架空 小枝開発", "架空 試験の自動化", Openness::Open, None),
    (
        "架空 若芽データ入力",
        "架空 試験データの作成",
        Openness::Named,
        None,
    ),
];

/// Records the chain. `maker` is the client; `shiranami` the vendor that people of the demonstration play.
pub(super) fn record(store: &Store, maker: &Visitor, shiranami: &Visitor) -> Result<(), NotDone> {
    let gunjo = founded(
        store,
        maker,
        ("架空 群青ソフト株式会社", "Fictional Gunjo Software"),
    )?;
    let wakatake = founded(
        store,
        maker,
        ("架空 若竹データ株式会社", "Fictional Wakatake Data"),
    )?;
    let kodama = founded(
        store,
        &gunjo,
        ("架空 木霊テスト株式会社", "Fictional Kodama Testing"),
    )?;
    let held = [View::HeldAgreed, View::WillAgree];
    let first = shared(
        store,
        maker,
        shiranami,
        ("架空 白波システムズ株式会社", "架空 生産管理の運用"),
    )?;
    differ(
        store,
        maker,
        shiranami,
        first,
        [&held, &[View::HeldAgreed, View::NoPlan]],
    )?;
    let second = shared(
        store,
        maker,
        &gunjo,
        ("架空 群青ソフト株式会社", "架空 受注サイトの開発"),
    )?;
    differ(store, maker, &gunjo, second, [&held, &held])?;
    let third = shared(
        store,
        maker,
        &wakatake,
        ("架空 若竹データ株式会社", "架空 給与の計算"),
    )?;
    // One that works on paper: its side stays an empty seat.
    let paper = engage(
        store,
        maker,
        Side::Client,
        ("架空 夕霧通信", "架空 電話設備の保守"),
    )?;
    say(store, maker, paper, vec![Some(View::HeldAgreed); 2], false)?;
    for (vendor, above, below) in [
        (shiranami, first, &UNDER_SHIRANAMI[..]),
        (&gunjo, second, &UNDER_GUNJO),
        (&wakatake, third, &UNDER_WAKATAKE),
    ] {
        store.rule_passing(maker, above, Passing::PriorConsent)?;
        for one in below {
            pass_on(store, (maker, vendor), above, one)?;
        }
    }
    deeper(store, [maker, &gunjo, &kodama], second)?;
    agree_on_notice(store, maker, &gunjo, second)
}

/// The second rank, where it has people here, passes work on to a third.
fn deeper(
    store: &Store,
    [maker, gunjo, kodama]: [&Visitor; 3],
    above: EngagementId,
) -> Result<(), NotDone> {
    let new = NewSubcontract {
        name: Some("架空 木霊テスト株式会社".to_owned()),
        purpose: "架空 結合試験".to_owned(),
        information: None,
        personal_data: Some(false),
        from: store.now().today().first_of_year(),
    };
    let (_, asked) = store.ask_subcontract(gunjo, above, new)?;
    store.decide_subcontract(maker, above, asked, true, None)?;
    let testing = shared(
        store,
        gunjo,
        kodama,
        ("架空 木霊テスト株式会社", "架空 結合試験の実施"),
    )?;
    connect(store, gunjo, (testing, above), Openness::Open, Some(asked))?;
    let mut below = UNDER_KODAMA.iter();
    below.try_for_each(|one| pass_on(store, (gunjo, kodama), testing, one))
}

fn founded(store: &Store, by: &Visitor, (ja, en): (&str, &str)) -> Result<Visitor, NotDone> {
    let name = |kind, text: &str| Name {
        kind,
        text: text.to_owned(),
    };
    let founding = Founding {
        names: vec![name(NameKind::Official, ja), name(NameKind::Latin, en)],
        identifier: None,
        profile: Profile {
            size: Some(Size::Small),
            side: Some(Side::Vendor),
        },
        owner: Newcomer {
            name: format!("{ja} 責任者"),
            reading: None,
            address: None,
            language: "ja".to_owned(),
        },
    };
    let founded = store.found(super::invite(store, by, None)?, founding)?;
    super::entered(store, &founded)
}

/// An engagement that both sides take part in.
fn shared(
    store: &Store,
    client: &Visitor,
    vendor: &Visitor,
    names: (&str, &str),
) -> Result<EngagementId, NotDone> {
    let engagement = engage(store, client, Side::Client, names)?;
    let secret = invite(store, client, engagement, Side::Vendor)?;
    store.take_side(secret, vendor)?;
    Ok(engagement)
}

fn differ(
    store: &Store,
    client: &Visitor,
    vendor: &Visitor,
    engagement: EngagementId,
    [ours, theirs]: [&[View]; 2],
) -> Result<(), NotDone> {
    let said = |views: &[View]| views.iter().copied().map(Some).collect();
    say(store, client, engagement, said(ours), false)?;
    say(store, vendor, engagement, said(theirs), false)
}

/// The vendor engages a subcontractor that is not here, asks the client where it does, and records how open it is.
fn pass_on(
    store: &Store,
    (client, vendor): (&Visitor, &Visitor),
    above: EngagementId,
    (name, work, openness, asked): &Below,
) -> Result<(), NotDone> {
    let below = engage(store, vendor, Side::Client, (name, work))?;
    let subcontract = match asked {
        Some(decision) => {
            let new = NewSubcontract {
                name: Some((*name).to_owned()),
                purpose: (*work).to_owned(),
                information: None,
                personal_data: Some(false),
                from: store.now().today().first_of_year(),
            };
            let (_, id) = store.ask_subcontract(vendor, above, new)?;
            if let Some(consents) = decision {
                store.decide_subcontract(client, above, id, *consents, None)?;
            }
            Some(id)
        }
        None => None,
    };
    connect(store, vendor, (below, above), *openness, subcontract)
}

fn connect(
    store: &Store,
    vendor: &Visitor,
    (engagement, parent): (EngagementId, EngagementId),
    openness: Openness,
    subcontract: Option<SubcontractId>,
) -> Result<(), NotDone> {
    let link = Chained {
        engagement,
        parent,
        applies: true,
        subcontract,
        openness,
    };
    store.chain(vendor, link).map(drop)
}

/// A text that must flow down and is agreed nowhere below.
fn agree_on_notice(
    store: &Store,
    client: &Visitor,
    vendor: &Visitor,
    engagement: EngagementId,
) -> Result<(), NotDone> {
    for side in [client, vendor] {
        store.choose_signing(side, engagement, true)?;
    }
    let mut notice = Wording::new(
        "委託先は、情報の漏えい又はそのおそれを知ったときは、直ちに委託元の窓口へ知らせる。",
        store.now().today().first_of_year(),
    );
    notice.reason = Some("被害の広がりを止めるため".to_owned());
    notice.flow_down = true;
    let agreed = propose(store, client, engagement, "require.incident.notice", notice)?;
    for side in [client, vendor] {
        store.accept_signed_in(side, &agreed)?;
    }
    Ok(())
}
