//! Two organisations share an engagement: one opens it, the other comes by a link; and everybody else finds nothing.

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

    fn listed(&self, visitor: &Visitor) -> Vec<EngagementRow> {
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
fn neither_side_corrects_what_the_other_said() {
    let on = Engaged::new();
    let store = on.two.world.store();
    let (owner, stranger) = (on.two.owner(), on.two.stranger());
    let said = on.says(&owner, "require.byod", View::HeldAgreed).unwrap();
    let link = on.link(&[Verb::Look, Verb::State, Verb::Take]);
    store.take_side(link.hash(), &stranger).unwrap();
    let corrected = |by: &Visitor| {
        let mut view = view("require.byod", View::NoPlan);
        view.corrects = Some(said.seq);
        let done = store.state_views(&Speaker::from(by), on.id, vec![view], false);
        done.map(drop).map_err(|(_, error)| error)
    };
    assert_eq!(refused(corrected(&stranger)), Refusal::CorrectsOther);
    let about = ledger::body::shared::Described {
        from: None,
        until: None,
        renews: None,
        kinds: vec![],
        information: None,
        personal_data: None,
        reference: Some("K-1".to_owned()),
    };
    let described = store
        .describe_work(&owner, on.id, about.clone(), None)
        .unwrap();
    let other = store.describe_work(&stranger, on.id, about.clone(), Some(described.seq));
    assert_eq!(refused(other), Refusal::CorrectsOther);
    corrected(&owner).unwrap();
    store
        .describe_work(&owner, on.id, about, Some(described.seq))
        .unwrap();
}

#[test]
fn to_whom_links_were_given_is_in_no_file_of_the_other_side() {
    let on = Engaged::new();
    let store = on.two.world.store();
    let (owner, stranger) = (on.two.owner(), on.two.stranger());
    let link = on.link(&[Verb::Look, Verb::Take]);
    store.take_side(link.hash(), &stranger).unwrap();
    let texts = |by: &Visitor| {
        let seen = store.look_at(by, on.id, When::Now, |look| look.export(&[]));
        let export = seen.unwrap().flatten().unwrap().into_inner();
        let origin = export.head.note.checkpoint.origin.clone();
        let findings = ledger::export::verify(&export, &origin, &[], &[]).findings;
        assert_eq!(findings, [ledger::export::Finding::OtherKey]);
        export
            .texts
            .iter()
            .map(|text| text.text.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(texts(&owner), ["山田様"]);
    assert_eq!(texts(&stranger), [""; 0]);
}

#[test]
fn links_end_with_the_organisation_they_speak_for_and_can_be_called_back_after_the_end() {
    let on = Engaged::new();
    let store = on.two.world.store();
    let (owner, stranger) = (on.two.owner(), on.two.stranger());
    let link = on.link(&[Verb::Look, Verb::Take]);
    store.take_side(link.hash(), &stranger).unwrap();
    let invited = |by: &Visitor| {
        let invitation = on.invitation(Side::Vendor, &[Verb::Look, Verb::State, Verb::Forward]);
        store.invite_side(&Speaker::from(by), on.id, invitation)
    };
    let (_, colleague) = invited(&stranger).unwrap();
    on.says(&colleague, "require.byod", View::NoPlan).unwrap();
    let today = store.now().today();
    let tomorrow = store.close(&owner, on.id, today.tomorrow().unwrap());
    assert_eq!(refused(tomorrow), Refusal::NotOver);
    store.close(&owner, on.id, today).unwrap();
    let links = store.look_at(&stranger, on.id, When::Now, |look| look.side_links());
    let links = links.unwrap().flatten().unwrap().into_inner();
    let given = links.iter().find(|link| link.open).unwrap();
    assert!(looks(store, &colleague), "both sides keep reading");
    store
        .revoke_side_link(&Speaker::from(&stranger), on.id, given.id)
        .unwrap();
    assert!(!looks(store, &colleague));

    let other = Engaged::new();
    let store = other.two.world.store();
    let stranger = other.two.stranger();
    let link = other.link(&[Verb::Look, Verb::Take]);
    store.take_side(link.hash(), &stranger).unwrap();
    let invitation = other.invitation(Side::Vendor, &[Verb::Look, Verb::State]);
    let speaker = Speaker::from(&stranger);
    let (_, colleague) = store.invite_side(&speaker, other.id, invitation).unwrap();
    store.withdraw(&stranger).unwrap();
    assert!(!looks(store, &colleague), "nobody speaks for who left");
    let late = other.says(&colleague, "require.byod", View::NoPlan);
    assert_eq!(late, Err(NotDone::Absent));
}

fn looks(store: &crate::Store, link: &Secret) -> bool {
    let looked = store.look_by_link(link.hash(), |_, _| Ok::<_, StoreError>(()));
    looked.unwrap().is_some()
}

#[test]
fn who_holds_a_link_says_so_much_and_then_waits() {
    let on = Engaged::new();
    let link = on.link(&[Verb::Look, Verb::State]);
    let mut said = 0;
    while on.says(&link, "require.byod", View::NoPlan).is_ok() {
        said += 1;
    }
    assert_eq!(said, 30);
    let late = on.says(&link, "require.byod", View::NoPlan);
    assert!(matches!(late, Err(NotDone::TooOften(_))), "{late:?}");
    on.two.world.clock.turn(60_000);
    on.says(&link, "require.byod", View::NoPlan).unwrap();
}

#[test]
fn what_the_other_side_will_be_called_is_not_told_before_its_day() {
    let on = Engaged::new();
    let store = on.two.world.store();
    let (owner, stranger) = (on.two.owner(), on.two.stranger());
    let link = on.link(&[Verb::Look, Verb::Take]);
    store.take_side(link.hash(), &stranger).unwrap();
    let name = |when| {
        let seen = store.look_at(&owner, on.id, when, |look| {
            let seen = look.engagement()?;
            Ok::<_, StoreError>(seen.map(|seen| seen.into_inner().vendor.names))
        });
        seen.unwrap().flatten().unwrap()[0].text.clone()
    };
    let before = name(When::Now);
    let today = store.now().today();
    let later = ledger::organisation::Name {
        kind: ledger::organisation::NameKind::Official,
        text: "新しい名前".to_owned(),
    };
    let from = today.checked_add(jiff::Span::new().months(3)).unwrap();
    store.rename(&stranger, vec![later.clone()], from).unwrap();
    assert_eq!(name(When::EndOf(from.tomorrow().unwrap())), before);
    let past = When::EndOf(today);
    on.two.world.clock.turn(DAY);
    store.rename(&stranger, vec![later], today).unwrap();
    assert_eq!(name(past), before, "recorded later");
    assert_eq!(name(When::Now), "新しい名前");
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
        neither_side_corrects_what_the_other_said,
        to_whom_links_were_given_is_in_no_file_of_the_other_side,
        links_end_with_the_organisation_they_speak_for_and_can_be_called_back_after_the_end,
        who_holds_a_link_says_so_much_and_then_waits,
        what_the_other_side_will_be_called_is_not_told_before_its_day,
    );
}
