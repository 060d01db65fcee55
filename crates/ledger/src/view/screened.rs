//! What comes of the three questions, which answers stand first, and what a link shows.

use super::screening::{StarFit, asked, due, screening, screenings};
use super::{Note, Texts};
use crate::admission::{Actor, Draft, admit};
use crate::body::Body;
use crate::body::screening::{
    Candidate, Concern, Expected, Extent, Known, Outcome, Question, ScreeningAdjusted,
    ScreeningAnswered, ScreeningDecided, ScreeningLinked, ScreeningOpened, ScreeningStarSaid,
    ScreeningUnlinked, Star, StarStanding, Weighing,
};
use crate::catalogue;
use crate::disclosed::Reader;
use crate::entry::{Author, Means, Way};
use crate::id::{LedgerId, LinkId, OrganisationId};
use crate::moment::Moment;
use crate::samples::{HOUSE, actor, founding, noon, opening, person};
use crate::state::State;
use crate::state::screening::Stage;

const LINK: LinkId = LinkId([7; 16]);

struct Told(State);

impl Told {
    /// An organisation with one screening, of line 1, and a link to it for ten days.
    fn new() -> Self {
        let mut told = Self(State::new(LedgerId::from(HOUSE)));
        told.apply(founding(), 0, &actor('a', HOUSE, Way::Setup));
        let weighing = weighed("nkn");
        let contact = Some(opening("山田 花子").seal());
        told.say(
            0,
            ScreeningOpened {
                candidate: Candidate::Vendor,
                name: "東西システム".to_owned(),
                work: "保守".to_owned(),
                contact,
                due: noon(5).today(),
                weighing,
            },
        );
        let expires = noon(10).moment;
        told.say(
            0,
            ScreeningLinked {
                screening: 1,
                link: LINK,
                expires,
            },
        );
        told
    }

    fn apply(&mut self, draft: Draft, day: i64, by: &Actor) {
        let entry = admit(&self.0, draft, noon(day), by).unwrap();
        self.0.apply(&entry);
    }

    fn say(&mut self, day: i64, body: impl Into<Body>) {
        let draft = Draft::new(HOUSE, body);
        self.apply(draft, day, &actor('a', HOUSE, Way::Session));
    }

    fn answer(&mut self, day: i64, body: impl Into<Body>) {
        let author = Author {
            person: None,
            organisation: None,
            means: Means {
                way: Way::Link,
                token: None,
                link: Some(LINK),
            },
        };
        let holder = Actor {
            author,
            ..actor('z', HOUSE, Way::Link)
        };
        self.apply(Draft::new(HOUSE, body), day, &holder);
    }

    fn extent(&mut self, day: i64, concern: Concern, extent: Extent) {
        let note = Some(opening("ひとこと").seal());
        self.answer(
            day,
            ScreeningAnswered {
                screening: 1,
                concern,
                extent,
                note,
            },
        );
    }

    fn reader(&self, organisation: OrganisationId) -> Reader {
        let house = self.0.house().unwrap();
        let reader = Reader::of(house, person('a'), Way::Session, &[], noon(1).today());
        match organisation == HOUSE {
            true => reader,
            false => reader.without_roles(),
        }
    }

    fn seen(&self, day: i64) -> super::screening::ScreeningView {
        let house = self.0.house().unwrap();
        let texts = Texts::from([(opening("ひとこと").seal(), opening("ひとこと"))]);
        let reader = self.reader(HOUSE);
        let seen = screening(&reader, house, 1, noon(day).today(), &texts);
        seen.unwrap().into_inner()
    }

    fn by_link(&self, at: Moment) -> Option<super::screening::AskedView> {
        let house = self.0.house().unwrap();
        asked(house, LINK, at, noon(1).today()).map(|seen| seen.into_inner())
    }
}

fn weighed(word: &str) -> Weighing {
    let known = |at: usize| match word.as_bytes()[at] {
        b'y' => Known::Yes,
        b'n' => Known::No,
        _ => Known::NotKnown,
    };
    Weighing {
        secrets: known(0),
        delay: known(1),
        access: known(2),
    }
}

#[test]
fn any_yes_expects_four_all_no_three_and_what_is_not_known_decides() {
    use Question::{Access, Delay, Secrets};
    for (word, wanted) in [
        ("nnn", Expected::Three),
        ("ynn", Expected::Four(vec![Secrets])),
        ("kyk", Expected::Four(vec![Delay])),
        ("yyy", Expected::Four(vec![Secrets, Delay, Access])),
        ("nnk", Expected::Open(vec![Access])),
        ("kkn", Expected::Open(vec![Secrets, Delay])),
    ] {
        assert_eq!(weighed(word).expected(), wanted, "{word}");
    }
}

#[test]
fn every_concern_leads_to_items_of_the_catalogue() {
    let known = catalogue::bundled();
    for concern in Concern::ALL {
        for item in concern.items() {
            let known = known.items.iter().any(|one| one.id.as_str() == *item);
            assert!(known, "{concern}: {item}");
        }
    }
    let of_vendors = Concern::asked(Candidate::Vendor);
    let of_clients = Concern::asked(Candidate::Client);
    let both = of_vendors.iter().chain(of_clients);
    let both: std::collections::BTreeSet<&Concern> = both.collect();
    assert_eq!(both.len(), Concern::ALL.len(), "none is never asked");
}

#[test]
fn gaps_stand_first_and_a_correction_leaves_what_was_said() {
    let mut told = Told::new();
    told.extent(1, Concern::Adherence, Extent::InPlace);
    told.extent(1, Concern::Telework, Extent::Partly);
    told.extent(1, Concern::Devices, Extent::NotYet);
    told.extent(2, Concern::Evidence, Extent::NotApplicable);
    told.extent(2, Concern::Devices, Extent::NotKnown);
    let seen = told.seen(3);
    let order: Vec<(Concern, bool)> = seen
        .concerns
        .iter()
        .map(|one| (one.concern, one.is_gap()))
        .collect();
    assert_eq!(order[0], (Concern::Devices, true));
    assert_eq!(order[1], (Concern::IncidentContact, true), "not answered");
    assert_eq!(order[6], (Concern::Telework, true));
    assert_eq!(order[7], (Concern::Evidence, false));
    assert_eq!(order[8], (Concern::Adherence, false));
    assert_eq!(seen.concerns[0].before[0].extent, Extent::NotYet);
    assert_eq!((seen.stage, seen.answered), (Stage::Waiting, 4));
    let answer = seen.concerns[0].answer.as_ref().unwrap();
    assert_eq!(answer.note, Some(Note::Text("ひとこと".to_owned())));
    assert_eq!(seen.contact, Some(Note::Redacted));
    assert_eq!(told.seen(6).stage, Stage::Overdue);
    for concern in Concern::asked(Candidate::Vendor) {
        told.extent(6, *concern, Extent::InPlace);
    }
    assert_eq!(told.seen(6).stage, Stage::Answered);
    assert_eq!(told.seen(6).gaps(), 0, "which star is expected is open");
}

#[test]
fn a_star_said_is_laid_beside_the_one_expected() {
    use StarStanding::{Held, NotKnown, Planned, Without};
    let mut told = Told::new();
    assert_eq!(told.seen(1).fit, StarFit::Open);
    told.say(
        1,
        ScreeningAdjusted {
            screening: 1,
            due: noon(5).today(),
            weighing: weighed("nyn"),
        },
    );
    assert_eq!(told.seen(1).fit, StarFit::Unsaid);
    for (standing, star, until, wanted) in [
        (Held, Some(Star::Three), None, StarFit::Below),
        (Held, Some(Star::Four), None, StarFit::Meets),
        (Held, Some(Star::Five), Some(2), StarFit::Meets),
        (Held, Some(Star::Four), Some(0), StarFit::Over),
        (Planned, Some(Star::Four), Some(90), StarFit::Planned),
        (Planned, Some(Star::Two), None, StarFit::Below),
        (Without, None, None, StarFit::Without),
        (NotKnown, None, None, StarFit::NotKnown),
    ] {
        let until = until.map(|days| noon(days).today());
        told.answer(
            1,
            ScreeningStarSaid {
                screening: 1,
                standing,
                star,
                until,
            },
        );
        assert_eq!(told.seen(1).fit, wanted, "{standing} {star:?}");
    }
    assert_eq!(told.seen(1).stars_before.len(), 7);
}

#[test]
fn a_link_shows_its_screening_while_it_works_and_no_answers() {
    let mut told = Told::new();
    told.extent(1, Concern::Devices, Extent::NotYet);
    let seen = told.by_link(noon(1).moment).unwrap();
    assert_eq!(
        (seen.name.as_str(), seen.concerns.len()),
        ("東西システム", 9)
    );
    let devices = seen.concerns.iter().find(|one| one.0 == Concern::Devices);
    assert_eq!(devices.unwrap().1, Some(noon(1).moment));
    assert_eq!(told.by_link(noon(10).moment), None, "past its moment");
    let mut unlinked = Told(told.0.clone());
    let (screening, link) = (1, LINK);
    unlinked.say(2, ScreeningUnlinked { screening, link });
    assert_eq!(unlinked.by_link(noon(2).moment), None, "called back");
    told.say(
        2,
        ScreeningDecided {
            screening,
            outcome: Outcome::OnConditions,
            reason: Some(opening("条件").seal()),
        },
    );
    assert_eq!(told.by_link(noon(2).moment), None, "decided");
    assert_eq!(told.seen(2).stage, Stage::Decided);
}

#[test]
fn who_has_no_role_sees_none_and_counts_none() {
    let told = Told::new();
    let (house, texts) = (told.0.house().unwrap(), Texts::new());
    let today = noon(6).today();
    let (own, other) = (told.reader(HOUSE), told.reader(OrganisationId([9; 16])));
    assert_eq!(due(&own, house, today).overdue, 1);
    assert_eq!(due(&other, house, today), Default::default());
    let all = screenings(&own, house, today, &texts).unwrap();
    assert_eq!((all.get().screenings.len(), all.get().more), (1, 0));
    assert!(screenings(&other, house, today, &texts).is_none());
    assert!(screening(&other, house, 1, today, &texts).is_none());
    assert!(screening(&own, house, 0, today, &texts).is_none());
}
