//! Two organisations share an engagement: one opens it, the other comes by a link; and everybody else finds nothing.

use std::sync::Arc;

use ledger::admission::Refusal;
use ledger::body::house::Role;
use ledger::body::shared::{Partner, Side, Verb, View};
use ledger::divergence::Divergence;
use ledger::id::EngagementId;

use crate::acts::tests::{Two, founding, visitor};
use crate::acts::{NewEngagement, NewView, NotDone, Recorded, SideInvitation, Speaker};
use crate::door::{EngagementRow, Visitor, When};
use crate::error::StoreError;
use crate::working::secret::Secret;

mod guarded;

const DAY: i64 = 86_400_000;

fn new_engagement() -> NewEngagement {
    NewEngagement {
        side: Side::Client,
        partner: Partner {
            name: "東西システム".to_owned(),
            identifier: None,
        },
        title: "基幹系の保守".to_owned(),
        described: None,
        responsible: None,
    }
}

fn view(item: &str, value: View) -> NewView {
    NewView {
        item: item.parse().unwrap(),
        value,
        from: "2026-11-01".parse().unwrap(),
        note: Some(format!("{item}について")),
        corrects: None,
    }
}

/// The first organisation's engagement with a partner that is not here yet.
struct Engaged {
    two: Two,
    id: EngagementId,
}

impl Engaged {
    fn new() -> Self {
        let two = Two::new();
        let (id, _) = two
            .world
            .store()
            .engage(&two.owner(), new_engagement())
            .unwrap();
        Self { two, id }
    }

    fn link(&self, verbs: &[Verb]) -> Secret {
        let invitation = self.invitation(Side::Vendor, verbs);
        let speaker = Speaker::from(&self.two.owner());
        let store = self.two.world.store();
        store.invite_side(&speaker, self.id, invitation).unwrap().1
    }

    fn invitation(&self, side: Side, verbs: &[Verb]) -> SideInvitation {
        SideInvitation {
            side,
            verbs: verbs.to_vec(),
            items: vec![],
            to: Some("山田様".to_owned()),
            expires: self.two.world.clock.now().plus(20 * DAY),
        }
    }

    fn says(
        &self,
        speaker: impl Into<Speaker>,
        item: &str,
        value: View,
    ) -> Result<Recorded, NotDone> {
        let store = self.two.world.store();
        let said = store.state_views(&speaker.into(), self.id, vec![view(item, value)], false);
        said.map(|recorded| recorded[0]).map_err(|(_, error)| error)
    }

    /// What a visitor sees: items with both words and how they differ; none where there is nothing to them.
    fn seen(&self, visitor: &Visitor) -> Option<Vec<String>> {
        let store = self.two.world.store();
        let looked = store.look_at(visitor, self.id, When::Now, |look| {
            let views = look.views()?;
            Ok::<_, StoreError>(views.map(|views| views.into_inner()))
        });
        let lines = looked.unwrap().flatten()?;
        let word = |view: &Option<ledger::view::shared::ViewOfItem>| {
            view.as_ref().map_or("-", |view| view.value.code())
        };
        let line = |line: &ledger::view::shared::BothViews| {
            let how = line.divergence.map_or("-", Divergence::code);
            format!(
                "{} {} {} {how}",
                line.item,
                word(&line.client),
                word(&line.vendor)
            )
        };
        Some(lines.iter().map(line).collect())
    }

    fn listed(&self, visitor: &Visitor) -> Vec<Arc<EngagementRow>> {
        let rows = self.two.world.store().engagements(visitor).unwrap();
        let rows = rows.unwrap_or_default().into_iter();
        rows.map(|row| row.into_inner()).collect()
    }
}

impl From<&Secret> for Speaker {
    fn from(secret: &Secret) -> Self {
        Self::Holder(secret.hash())
    }
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, NotDone>) -> Refusal {
    match outcome {
        Err(NotDone::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn the_other_side_states_by_link_and_then_comes_itself_and_finds_it_all() {
    let on = Engaged::new();
    let (owner, stranger) = (on.two.owner(), on.two.stranger());
    on.says(&owner, "require.byod", View::HeldAgreed).unwrap();
    assert_eq!(on.seen(&stranger), None, "not theirs yet");
    assert!(on.listed(&stranger).is_empty());
    let link = on.link(&[Verb::Look, Verb::State, Verb::Take]);
    on.says(&link, "require.byod", View::NoPlan).unwrap();
    let held = ["require.byod held-agreed no-plan held-by-one"];
    assert_eq!(on.seen(&owner).unwrap(), held);
    on.two
        .world
        .store()
        .take_side(link.hash(), &stranger)
        .unwrap();
    assert_eq!(on.seen(&stranger).unwrap(), held);
    on.says(&stranger, "require.byod", View::HeldAgreed)
        .unwrap();
    assert_eq!(
        on.seen(&owner).unwrap(),
        ["require.byod held-agreed held-agreed -"]
    );
    assert_eq!(
        on.says(&link, "require.byod", View::NoPlan),
        Err(NotDone::Refused(Refusal::NotPermitted)),
        "the client's link acts for the vendor no more"
    );
    let store = on.two.world.store();
    let by_link = store.look_by_link(link.hash(), |_, _| Ok::<_, StoreError>(()));
    assert_eq!(by_link.unwrap(), None);
}

#[test]
fn lists_name_the_other_side_and_count_differences() {
    let on = Engaged::new();
    let (owner, stranger) = (on.two.owner(), on.two.stranger());
    on.says(&owner, "require.byod", View::HeldAgreed).unwrap();
    let rows = on.listed(&owner);
    let names: Vec<_> = rows
        .iter()
        .map(|row| (row.across.as_str(), row.present))
        .collect();
    assert_eq!(names, [("東西システム", false)]);
    assert_eq!(rows[0].divergences[&Divergence::OneSided], 1);
    let link = on.link(&[Verb::Look, Verb::Take]);
    on.two
        .world
        .store()
        .take_side(link.hash(), &stranger)
        .unwrap();
    let (ours, theirs) = (on.listed(&owner), on.listed(&stranger));
    assert_eq!(
        (ours[0].across.as_str(), ours[0].present),
        ("山田株式会社", true)
    );
    assert_eq!(
        (theirs[0].across.as_str(), theirs[0].own),
        ("髙橋株式会社", Side::Vendor)
    );
}

#[test]
fn a_newcomer_founds_an_organisation_on_the_side_of_their_link() {
    let on = Engaged::new();
    on.says(&on.two.owner(), "require.byod", View::HeldAgreed)
        .unwrap();
    let looking = on.link(&[Verb::Look]);
    let store = on.two.world.store();
    let without = store.found(looking.hash(), founding("東西"));
    assert_eq!(
        refused(without),
        Refusal::NotPermitted,
        "a link to look founds nothing"
    );
    let link = on.link(&[Verb::Look, Verb::Take]);
    let founded = store.found(link.hash(), founding("東西")).unwrap();
    let vendor = visitor(&on.two.world, &founded.session);
    assert_eq!(
        on.seen(&vendor).unwrap(),
        ["require.byod held-agreed - one-sided"]
    );
    let again = store.found(link.hash(), founding("南北"));
    assert_eq!(refused(again), Refusal::NotPermitted, "taken");
}

#[test]
fn who_stands_on_no_side_finds_nothing_to_see_or_to_do() {
    let on = Engaged::new();
    let store = on.two.world.store();
    let (stranger, employee) = (on.two.stranger(), on.two.hire("従業員", Role::Employee));
    let speaker = Speaker::from(&stranger);
    let day = "2026-11-21".parse().unwrap();
    let person = stranger.person;
    let item: ledger::item::ItemCode = "require.byod".parse().unwrap();
    let refusals = [
        on.says(&stranger, "require.byod", View::NoPlan),
        store.close(&stranger, on.id, day),
        store.name_responsible(&stranger, on.id, person, day),
        store.dispute(&stranger, on.id, item, true, None),
        store
            .invite_side(&speaker, on.id, on.invitation(Side::Client, &[Verb::Look]))
            .map(|(recorded, _)| recorded),
    ];
    for refusal in refusals {
        assert_eq!(refusal, Err(NotDone::Absent));
    }
    let denied = on.says(&employee, "require.byod", View::NoPlan);
    assert_eq!(refused(denied), Refusal::NotPermitted);
    assert_eq!(on.seen(&employee), None);
    assert!(on.listed(&employee).is_empty());
    let invented = EngagementId([9; 16]);
    let nothing = store.look_at(&on.two.owner(), invented, When::Now, |_| {
        Ok::<_, StoreError>(())
    });
    assert_eq!(nothing.unwrap(), None);
}

#[test]
fn an_organisation_that_left_says_nothing_more() {
    let on = Engaged::new();
    let (owner, store) = (on.two.owner(), on.two.world.store());
    on.says(&owner, "require.byod", View::HeldAgreed).unwrap();
    store.withdraw(&owner).unwrap();
    let late = on.says(&owner, "require.byod", View::NoPlan);
    assert_eq!(refused(late), Refusal::Closed);
    let opened = store.engage(&owner, new_engagement());
    assert_eq!(refused(opened), Refusal::Closed);
    assert!(on.seen(&owner).is_some(), "it goes on reading");
}

#[test]
fn who_left_the_organisation_sees_its_engagements_no_more() {
    let on = Engaged::new();
    let reader = on.two.hire("閲覧者", Role::Reader);
    assert!(on.seen(&reader).is_some());
    let store = on.two.world.store();
    store
        .end_role(&on.two.owner(), reader.person, Role::Reader)
        .unwrap();
    assert_eq!(on.seen(&reader), None);
    let past = When::EndOf("2026-11-20".parse().unwrap());
    let looked = store.look_at(&reader, on.id, past, |_| Ok::<_, StoreError>(()));
    assert_eq!(looked.unwrap(), None, "nor as of a past day");
}

#[test]
fn a_link_reaches_no_further_than_it_was_given() {
    let on = Engaged::new();
    let link = on.link(&[Verb::Look]);
    let denied = on.says(&link, "require.byod", View::NoPlan);
    assert_eq!(refused(denied), Refusal::NotPermitted, "it only looks");
    let other = Engaged::new();
    assert_eq!(
        other.says(&link, "require.byod", View::NoPlan),
        Err(NotDone::Absent)
    );
    on.two.world.clock.turn(20 * DAY);
    assert_eq!(
        on.says(&link, "require.byod", View::NoPlan),
        Err(NotDone::Absent),
        "over"
    );
    let store = on.two.world.store();
    let unknown = Secret::new([1; 32]);
    let looked = store.look_by_link(unknown.hash(), |_, _| Ok::<_, StoreError>(()));
    assert_eq!(looked.unwrap(), None);
}

#[test]
fn what_was_heard_needs_its_source_and_ends_when_the_side_comes() {
    let on = Engaged::new();
    let owner = Speaker::from(&on.two.owner());
    let store = on.two.world.store();
    let mut silent = view("require.byod", View::WillAgree);
    silent.note = None;
    let without = store.state_views(&owner, on.id, vec![silent], true);
    assert_eq!(without.unwrap_err().1, NotDone::Refused(Refusal::NoReason));
    let heard = vec![view("require.byod", View::WillAgree)];
    store
        .state_views(&owner, on.id, heard.clone(), true)
        .unwrap();
    assert_eq!(
        on.seen(&on.two.owner()).unwrap(),
        ["require.byod - will-agree one-sided"]
    );
    let link = on.link(&[Verb::Look, Verb::Take]);
    store.take_side(link.hash(), &on.two.stranger()).unwrap();
    let late = store.state_views(&owner, on.id, heard, true);
    assert_eq!(late.unwrap_err().1, NotDone::Refused(Refusal::SidePresent));
}

#[test]
fn the_one_who_answers_belongs_to_the_side_and_is_told_across() {
    let on = Engaged::new();
    let store = on.two.world.store();
    let (owner, stranger) = (on.two.owner(), on.two.stranger());
    let day = "2026-11-21".parse().unwrap();
    let foreign = store.name_responsible(&owner, on.id, stranger.person, day);
    assert_eq!(refused(foreign), Refusal::NoSuchPerson);
    let officer = on.two.hire("鈴木", Role::Officer);
    store
        .name_responsible(&owner, on.id, officer.person, day)
        .unwrap();
    let link = on.link(&[Verb::Look, Verb::Take]);
    store.take_side(link.hash(), &stranger).unwrap();
    let told = store.look_at(&stranger, on.id, When::Now, |look| {
        let engagement = look.engagement()?;
        Ok::<_, StoreError>(engagement.map(|seen| seen.into_inner().client.responsible))
    });
    assert_eq!(told.unwrap(), Some(Some(Some("鈴木".to_owned()))));
}

#[test]
fn all_of_it_on_postgres() {
    crate::tests::fixture::on_postgres!(
        the_other_side_states_by_link_and_then_comes_itself_and_finds_it_all,
        lists_name_the_other_side_and_count_differences,
        a_newcomer_founds_an_organisation_on_the_side_of_their_link,
        who_stands_on_no_side_finds_nothing_to_see_or_to_do,
        an_organisation_that_left_says_nothing_more,
        who_left_the_organisation_sees_its_engagements_no_more,
        a_link_reaches_no_further_than_it_was_given,
        what_was_heard_needs_its_source_and_ends_when_the_side_comes,
        the_one_who_answers_belongs_to_the_side_and_is_told_across,
    );
}
