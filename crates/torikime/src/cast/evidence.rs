//! The made-up evidence of the demonstration: some accepted, some that ran out, one that waits, one that was returned, one asked for.

use jiff::ToSpan;
use jiff::civil::Date;
use ledger::id::EngagementId;
use ledger::item::ItemCode;
use store::Store;
use store::acts::{NewEvidence, NewFile, NotDone};
use store::door::Visitor;

fn item(code: &str) -> Result<ItemCode, NotDone> {
    code.parse().map_err(|_| NotDone::Absent)
}

/// A fact that speaks of a month and a half up to ten days ago.
fn fact(code: &str, text: &str, today: Date) -> Result<NewEvidence, NotDone> {
    Ok(NewEvidence {
        item: item(code)?,
        answers: None,
        fact: Some(text.to_owned()),
        file: None,
        from: today.saturating_sub(45.days()),
        until: Some(today.saturating_sub(10.days())),
        expires: None,
    })
}

pub(super) fn record(
    store: &Store,
    client: &Visitor,
    vendor: &Visitor,
    at: EngagementId,
) -> Result<(), NotDone> {
    let today = store.now().today();
    let give = |new| store.give_evidence(vendor, at, new);
    let review = |line, accepts, why: &str| {
        store.review_evidence(client, at, (line, accepts), Some(why.to_owned()))
    };
    let held = "担当の4人全員が、情報の取扱いの研修を受けました（見本）。";
    let held = NewEvidence {
        file: Some(NewFile {
            name: "研修の受講者一覧（見本）.csv".to_owned(),
            bytes: "受講番号,受講日\r\n1,6月2日\r\n2,6月2日\r\n"
                .as_bytes()
                .to_vec(),
        }),
        ..fact("require.people.training", held, today)?
    };
    let held = give(held)?;
    review(held.seq, true, "")?;
    let old = NewEvidence {
        from: today.saturating_sub(400.days()),
        until: None,
        expires: Some(today.saturating_sub(20.days())),
        ..fact(
            "require.device.protection",
            "貸与した端末のウイルス対策ソフトの契約書（見本）。",
            today,
        )?
    };
    let old = give(old)?;
    review(old.seq, true, "契約の更新後にまた示してください（見本）")?;
    let drill = "連絡訓練を行い、12分で窓口の担当者に電話がつながりました（見本）。";
    give(fact("require.incident.drill", drill, today)?)?;
    let asked = |code, what: &str, days: i64| {
        let what = Some(what.to_owned());
        Ok::<_, NotDone>((item(code)?, what, today.saturating_add(days.days())))
    };
    let what = "退職した人のアカウントを止めた日の一覧。氏名は要りません（見本）。";
    store.ask_evidence(client, at, asked("require.access.accounts", what, 14)?)?;
    let what = "この業務で扱う情報の区分の一覧（見本）。";
    store.ask_evidence(vendor, at, asked("require.access.levels", what, 30)?)?;
    let vague = give(fact(
        "require.takeout.encryption",
        "暗号化しています（見本）。",
        today,
    )?)?;
    let why = "どの媒体をどの方式で暗号化しているかを書いてください（見本）";
    review(vague.seq, false, why).map(drop)
}
