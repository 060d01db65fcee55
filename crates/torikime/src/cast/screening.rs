//! The made-up screenings of the demonstration: one that was answered with gaps and waits for a decision, one that waits for answers.

use jiff::ToSpan;
use ledger::body::screening::{Candidate, Concern, Extent, Known, Star, StarStanding, Weighing};
use store::Store;
use store::acts::{NewAnswer, NewScreening, NewStar, NotDone};
use store::door::Visitor;

/// A link lasts so long: 30 days.
const LASTS: i64 = 30 * 86_400_000;

/// What the candidate says, concern by concern.
const SAYS: [(Concern, Extent, &str); 10] = [
    (Concern::Adherence, Extent::InPlace, ""),
    (
        Concern::IncidentContact,
        Extent::NotYet,
        "平日の昼だけです。夜間の窓口はまだありません（見本）。",
    ),
    (
        Concern::IncidentCapability,
        Extent::Partly,
        "復旧の手順はありますが、原因を調べる人がいません（見本）。",
    ),
    (Concern::Compliance, Extent::InPlace, ""),
    (
        Concern::Subcontracting,
        Extent::NotKnown,
        "再委託先がどの端末を使っているか、確かめていません（見本）。",
    ),
    (Concern::Telework, Extent::NotYet, "作成中です（見本）。"),
    (
        Concern::Devices,
        Extent::NotApplicable,
        "個人所有の端末は使いません（見本）。",
    ),
    (Concern::Information, Extent::InPlace, ""),
    (Concern::Evidence, Extent::Partly, ""),
    (
        Concern::Telework,
        Extent::Partly,
        "場所のルールだけ、先に決めました（見本）。",
    ),
];

fn new(store: &Store, name: &str, work: &str) -> NewScreening {
    let now = store.now();
    NewScreening {
        candidate: Candidate::Vendor,
        name: name.to_owned(),
        work: work.to_owned(),
        contact: None,
        due: now.today().saturating_add(10.days()),
        weighing: Weighing {
            secrets: Known::Yes,
            delay: Known::No,
            access: Known::NotKnown,
        },
        link: Some(now.moment.plus(LASTS)),
    }
}

pub(super) fn record(store: &Store, owner: &Visitor) -> Result<(), NotDone> {
    let first = NewScreening {
        contact: Some("営業 霧島 まもる（見本）".to_owned()),
        ..new(
            store,
            "架空 霧島ネットワーク株式会社",
            "店舗と本社をつなぐ通信の保守",
        )
    };
    let (_, link) = store.open_screening(owner, first)?;
    let link = link.ok_or(NotDone::Absent)?.hash();
    let star = NewStar {
        standing: StarStanding::Planned,
        star: Some(Star::Three),
        until: Some(store.now().today().saturating_add(400.days())),
    };
    let answers = SAYS.map(|(concern, extent, note)| NewAnswer {
        concern,
        extent,
        note: Some(note.to_owned()),
    });
    let said = store.answer_screening(link, answers.into(), Some(star));
    said.map_err(|(_, error)| error)?;
    let second = NewScreening {
        candidate: Candidate::Client,
        weighing: Weighing {
            secrets: Known::No,
            delay: Known::NotKnown,
            access: Known::No,
        },
        ..new(
            store,
            "架空 桔梗百貨店株式会社",
            "百貨店の催事で売る菓子の受託製造と、注文データの受渡し",
        )
    };
    store.open_screening(owner, second).map(drop)
}
