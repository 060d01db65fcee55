//! For tests: who sees what of an engagement: both sides, a third, whoever holds a link; now and at a past day.

use jiff::civil::{Date, date};

use super::tests::{reader, staffed};
use super::{Note, Texts, history, shared};
use crate::admission::{Actor, Draft, admit};
use crate::body::Body;
use crate::body::house::Role;
use crate::body::shared::{
    Described, Disputed, Opened, Partner, Relayed, ResponsibleNamed, Side, SideInvited, SideStated,
    Verb, View,
};
use crate::disclosed::Reader;
use crate::divergence::Divergence;
use crate::entry::{Author, Means, Way};
use crate::id::{LinkId, OrganisationId, PersonId};
use crate::item::ItemCode;
use crate::moment::{AsOf, Offset};
use crate::samples::{ENGAGEMENT, HOUSE, OTHER, actor, noon, opening, person};
use crate::state::{Content, Shared, State};

const FROM: Date = date(2026, 11, 21);

fn item(code: &str) -> ItemCode {
    code.parse().unwrap()
}

fn now() -> AsOf {
    AsOf::now(noon(1).moment, Offset::JAPAN)
}

fn of_client() -> Actor {
    Actor {
        roles: [Role::Owner].into(),
        ..actor('o', HOUSE, Way::Session)
    }
}

fn of_vendor() -> Actor {
    Actor {
        roles: [Role::Officer].into(),
        ..actor('v', OTHER, Way::Session)
    }
}

fn by_link(link: u8) -> Actor {
    let means = Means {
        way: Way::Link,
        token: None,
        link: Some(LinkId([link; 16])),
    };
    let author = Author {
        person: None,
        organisation: None,
        means,
    };
    Actor {
        author,
        roles: [].into(),
        scopes: vec![],
    }
}

fn begun(partner: Option<&str>) -> State {
    let partner = partner.map(|name| Partner {
        name: name.to_owned(),
        identifier: None,
    });
    let opened = Opened {
        client: HOUSE,
        vendor: OTHER,
        partner,
        title: "保守".to_owned(),
    };
    let mut state = State::new(ENGAGEMENT.into());
    say(&mut state, 0, &of_client(), opened);
    state
}

fn say(state: &mut State, day: i64, by: &Actor, body: impl Into<Body>) {
    let entry = admit(state, Draft::new(ENGAGEMENT, body), noon(day), by).unwrap();
    state.apply(&entry);
}

fn stated(of: &str, value: View) -> SideStated {
    SideStated {
        item: item(of),
        value,
        from: FROM,
        note: Some(opening("口頭のみ").seal()),
    }
}

fn invited(link: u8, verbs: &[Verb], items: &[&str]) -> SideInvited {
    SideInvited {
        link: LinkId([link; 16]),
        side: Side::Vendor,
        verbs: verbs.to_vec(),
        items: items.iter().map(|code| item(code)).collect(),
        to: Some(opening("山田様").seal()),
        expires: noon(30).moment,
    }
}

fn of(state: &State) -> &Shared {
    state.shared().unwrap()
}

/// Items with the client's word, the vendor's word and how they differ.
fn seen(reader: &Reader, state: &State, at: AsOf) -> Vec<String> {
    let both = shared::views(reader, of(state), of(state), at, &Texts::new());
    let lines = both.map(|both| both.into_inner()).unwrap_or_default();
    let word = |view: &Option<shared::ViewOfItem>| {
        view.as_ref().map_or("-".to_owned(), |view| {
            let heard = if view.heard { " heard" } else { "" };
            let link = if view.by_link { " by link" } else { "" };
            format!("{}{heard}{link}", view.value)
        })
    };
    let line = |line: shared::BothViews| {
        let how = line.divergence.map_or("-", Divergence::code);
        let (client, vendor) = (word(&line.client), word(&line.vendor));
        let answered = line
            .answered
            .map_or(String::new(), |day| format!(" | said {day}"));
        format!("{} | {client} | {vendor} | {how}{answered}", line.item)
    };
    lines.into_iter().map(line).collect()
}

fn client_reader(letter: char) -> Reader {
    reader(&staffed().0, letter, Way::Session, &[], 1)
}

#[test]
fn both_sides_see_both_views_and_a_third_nothing() {
    let mut state = begun(None);
    say(
        &mut state,
        0,
        &of_client(),
        stated("rule.byod", View::HeldAgreed),
    );
    say(
        &mut state,
        0,
        &of_vendor(),
        stated("rule.byod", View::NoPlan),
    );
    say(
        &mut state,
        0,
        &of_vendor(),
        stated("rule.takeout", View::NotKnown),
    );
    let lines = [
        "rule.byod | held-agreed | no-plan | held-by-one",
        "rule.takeout | - | not-known | one-sided",
    ];
    assert_eq!(seen(&client_reader('r'), &state, now()), lines);
    assert!(
        seen(&client_reader('m'), &state, now()).is_empty(),
        "an employee"
    );
    let mut elsewhere = state.clone();
    if let Content::Shared(shared) = &mut elsewhere.content {
        shared.client.organisation = OrganisationId([9; 16]);
    }
    let third = client_reader('o');
    assert!(seen(&third, &elsewhere, now()).is_empty());
    assert!(shared::engagement(&third, of(&elsewhere), of(&elsewhere), now()).is_none());
    assert!(shared::links(&third, of(&elsewhere), now(), &Texts::new()).is_none());
    assert!(history::lines(&third, &elsewhere, 0, Vec::new()).is_none());
}

#[test]
fn persons_of_the_other_side_are_not_named_but_who_answers_for_the_engagement() {
    let mut state = begun(None);
    say(
        &mut state,
        0,
        &of_client(),
        stated("rule.byod", View::HeldAgreed),
    );
    say(
        &mut state,
        0,
        &of_vendor(),
        stated("rule.byod", View::NoPlan),
    );
    let named = ResponsibleNamed {
        person: person('v'),
        from: FROM,
    };
    say(&mut state, 0, &of_vendor(), named);
    let reader = client_reader('r');
    let both = shared::views(&reader, of(&state), of(&state), now(), &Texts::new()).unwrap();
    let line = both.into_inner().remove(0);
    let who = |view: Option<shared::ViewOfItem>| view.and_then(|view| view.person);
    assert_eq!(who(line.client), Some(person('o')));
    let vendor = line.vendor.clone().unwrap();
    assert_eq!(vendor.note, Some(Note::Redacted));
    assert_eq!(who(line.vendor), None);
    let engagement = shared::engagement(&reader, of(&state), of(&state), now()).unwrap();
    let responsible: Option<PersonId> = engagement.get().vendor.responsible;
    assert_eq!(responsible, Some(person('v')));
    assert_eq!(engagement.get().own, Side::Client);
}

#[test]
fn a_link_shows_its_items_and_works_until_it_is_called_back_or_the_side_is_taken() {
    let mut state = begun(Some("東西システム"));
    say(
        &mut state,
        0,
        &of_client(),
        stated("rule.byod", View::HeldAgreed),
    );
    say(
        &mut state,
        0,
        &of_client(),
        stated("rule.takeout", View::HeldAgreed),
    );
    let all = [Verb::Look, Verb::State, Verb::Take];
    say(&mut state, 0, &of_client(), invited(1, &all, &[]));
    say(
        &mut state,
        0,
        &of_client(),
        invited(2, &[Verb::Look], &["rule.takeout"]),
    );
    say(
        &mut state,
        0,
        &by_link(1),
        stated("rule.byod", View::WillAgree),
    );
    let link = |state: &State, link: u8, day: i64| {
        Reader::by_link(of(state), LinkId([link; 16]), noon(day).moment)
    };
    let (whole, part) = (link(&state, 1, 1).unwrap(), link(&state, 2, 1).unwrap());
    let byod = "rule.byod | held-agreed | - | - | said 2026-11-21";
    let takeout = "rule.takeout | held-agreed | - | -";
    assert_eq!(seen(&whole, &state, now()), [byod, takeout]);
    let told = "rule.byod | held-agreed | will-agree by link | held-by-one";
    assert_eq!(seen(&client_reader('r'), &state, now())[0], told);
    assert_eq!(seen(&part, &state, now()), [takeout]);
    assert!(shared::links(&whole, of(&state), now(), &Texts::new()).is_none());
    assert!(history::lines(&whole, &state, 0, Vec::new()).is_none());
    assert_eq!(link(&state, 1, 30), None, "over");
    assert_eq!(link(&state, 3, 1), None, "unknown");
    let (house, _) = staffed();
    let texts = Texts::new();
    let own = super::house::standings(&whole, house.house().unwrap(), now(), &texts);
    assert!(own.is_none(), "nothing of a house");
    let taker = Author {
        person: Some(person('v')),
        organisation: Some(OTHER),
        ..by_link(1).author
    };
    let taker = Actor {
        author: taker,
        ..of_vendor()
    };
    let taken = crate::body::shared::SideTaken {
        organisation: OTHER,
    };
    say(&mut state, 2, &taker, taken);
    assert_eq!(link(&state, 1, 2), None, "taken");
}

#[test]
fn what_was_heard_stands_until_the_side_speaks() {
    let mut state = begun(Some("東西システム"));
    say(
        &mut state,
        0,
        &of_client(),
        stated("rule.byod", View::HeldAgreed),
    );
    let relayed = Relayed {
        item: item("rule.byod"),
        value: View::HeldAgreed,
        from: FROM,
        source: opening("5月7日の用紙").seal(),
    };
    say(&mut state, 0, &of_client(), relayed);
    let reader = client_reader('e');
    let heard = "rule.byod | held-agreed | held-agreed heard | -";
    assert_eq!(seen(&reader, &state, now()), [heard]);
    say(
        &mut state,
        0,
        &of_client(),
        invited(1, &[Verb::Look, Verb::State], &[]),
    );
    say(
        &mut state,
        1,
        &by_link(1),
        stated("rule.byod", View::NotKnown),
    );
    let own = "rule.byod | held-agreed | not-known by link | held-by-one";
    assert_eq!(seen(&reader, &state, now()), [own]);
}

#[test]
fn a_dispute_and_what_is_known_of_the_work_are_told_to_both() {
    let mut state = begun(None);
    say(
        &mut state,
        0,
        &of_client(),
        stated("rule.byod", View::HeldAgreed),
    );
    let disputed = |disputed| Disputed {
        item: item("rule.byod"),
        disputed,
        note: None,
    };
    let reader = client_reader('r');
    let dispute = |state: &State| {
        let both = shared::views(&reader, of(state), of(state), now(), &Texts::new());
        both.unwrap().into_inner().remove(0).dispute.map(|it| it.by)
    };
    say(&mut state, 0, &of_vendor(), disputed(true));
    assert_eq!(dispute(&state), Some(Side::Vendor));
    say(&mut state, 0, &of_client(), disputed(false));
    assert_eq!(dispute(&state), None);
    let described = Described {
        from: Some(FROM),
        until: None,
        renews: None,
        kinds: vec![],
        information: None,
        personal_data: Some(true),
        reference: None,
    };
    say(&mut state, 0, &of_vendor(), described.clone());
    let engagement = shared::engagement(&reader, of(&state), of(&state), now()).unwrap();
    assert_eq!(engagement.get().described, Some((4, described)));
}
