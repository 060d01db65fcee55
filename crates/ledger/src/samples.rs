//! For tests: people, organisations and one body of every kind, each made from a seed.

mod approval;
mod evidence;
mod listed;
mod screening;
pub mod terms;
mod works;

use jiff::civil::{Date, date};

use crate::admission::{Actor, Draft, Now, endorsement};
use crate::body::house::{
    CredentialConfirmed, CredentialEnrolled, CredentialRevoked, Erased, Founded, Identified,
    Invited, Joined, LinkRevoked, Merged, Profiled, ProviderRemoved, ProviderSet, RecoveryBy,
    RecoveryCompleted, RecoveryRequested, RecoveryStopped, Renamed, Role, RoleEnded, RoleGranted,
    Scope, SheetIssued, Stated, TextErased, TokenIssued, TokenRevoked, Value, Withdrew,
};
use crate::body::server::{Act, ClockJumped, KeyChanged, OperatorActed, Restored, Started};
use crate::body::shared::{
    Closed, Confidentiality, Described, Disputed, Opened, Partner, Relayed, ResponsibleNamed, Side,
    SideInvited, SideLinkRevoked, SideStated, SideTaken, Verb, View, WorkKind,
};
use crate::body::{Body, Kind};
use crate::entry::{Author, Entry, Means, Way};
use crate::hash::Hash;
use crate::id::{
    CredentialId, EngagementId, LedgerId, LedgerKind, LinkId, OrganisationId, PersonId, ServerId,
    TokenId,
};
use crate::moment::{Moment, Offset};
use crate::organisation::{Identifier, Name, NameKind, Profile, Size};
use crate::sealed::{Opening, Sealed};
use crate::signature::PrivateKey;

/// A stream of bytes that a seed decides.
pub struct Seed(pub u64);

impl Seed {
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        self.0 += 1;
        let Hash(bytes) = Hash::of("sample", &[&self.0.to_be_bytes()]);
        std::array::from_fn(|at| bytes[at % 32].wrapping_add((at / 32) as u8))
    }

    pub fn below(&mut self, limit: usize) -> usize {
        usize::from(u16::from_be_bytes(self.bytes())) % limit
    }

    pub fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn maybe<T>(&mut self, value: T) -> Option<T> {
        (self.below(2) == 1).then_some(value)
    }

    fn text(&mut self) -> String {
        self.one(&[
            "",
            "株式会社﨑",
            "a b",
            "𠮷野家\u{0301}",
            "ﾄﾘｷﾒ",
            "<b>&'\"",
            "🍣",
        ])
        .to_owned()
            + self.one(&["x", "山", "9"])
    }

    fn day(&mut self) -> Date {
        date(
            2020 + self.below(6) as i16,
            1 + self.below(12) as i8,
            1 + self.below(28) as i8,
        )
    }

    fn names(&mut self) -> Vec<Name> {
        (0..=self.below(3))
            .map(|_| Name {
                kind: self.one(NameKind::ALL),
                text: self.text(),
            })
            .collect()
    }

    fn profile(&mut self) -> Profile {
        let (size, side) = (self.one(Size::ALL), self.one(Side::ALL));
        Profile {
            size: self.maybe(size),
            side: self.maybe(side),
        }
    }

    fn moment(&mut self) -> Moment {
        Moment::from_millis(1_600_000_000_000 + self.below(60_000) as i64 * 7_777_777).unwrap()
    }

    fn note(&mut self) -> Option<Sealed> {
        let sealed = Sealed(Hash(self.bytes()));
        self.maybe(sealed)
    }

    /// A body of a kind; any that canonical bytes can hold, admissible or not.
    pub fn body(&mut self, kind: Kind) -> Body {
        match kind.ledger() {
            LedgerKind::House if approval::KINDS.contains(&kind) => self.approval(kind),
            LedgerKind::House if screening::KINDS.contains(&kind) => self.screening(kind),
            LedgerKind::House => self.house(kind),
            LedgerKind::Shared => self.shared(kind),
            LedgerKind::Server => self.server(kind),
        }
    }

    fn house(&mut self, kind: Kind) -> Body {
        let (person, link) = (PersonId(self.bytes()), LinkId(self.bytes()));
        let number = Identifier::typed("7000012050002").unwrap();
        let day = self.day();
        match kind {
            Kind::Founded => Founded {
                names: self.names(),
                identifier: self.maybe(number),
                profile: self.profile(),
                owner: person,
            }
            .into(),
            Kind::Renamed => Renamed {
                names: self.names(),
                from: day,
            }
            .into(),
            Kind::Identified => Identified {
                identifier: self.maybe(number),
            }
            .into(),
            Kind::Profiled => Profiled {
                profile: self.profile(),
            }
            .into(),
            Kind::Invited => {
                let role = self.one(Role::ALL);
                Invited {
                    link,
                    role: self.maybe(role),
                    role_until: self.maybe(day),
                    expires: self.moment(),
                }
                .into()
            }
            Kind::LinkRevoked => LinkRevoked { link }.into(),
            Kind::Joined => Joined { link, person }.into(),
            Kind::RoleGranted => RoleGranted {
                person,
                role: self.one(Role::ALL),
                until: self.maybe(day),
            }
            .into(),
            Kind::RoleEnded => RoleEnded {
                person,
                role: self.one(Role::ALL),
            }
            .into(),
            Kind::ProviderSet => ProviderSet {
                issuer: self.text(),
                client: self.text(),
            }
            .into(),
            Kind::ProviderRemoved => ProviderRemoved {
                issuer: self.text(),
            }
            .into(),
            Kind::Stated => Stated {
                item: self.item(),
                value: self.one(Value::ALL),
                from: day,
                note: self.note(),
            }
            .into(),
            Kind::Chained => self.chained(),
            Kind::ItemsListed => self.listed().into(),
            Kind::Withdrew => Withdrew { on: day }.into(),
            _ => self.keys(kind),
        }
    }

    fn keys(&mut self, kind: Kind) -> Body {
        let person = PersonId(self.bytes());
        let (credential, token) = (CredentialId(self.bytes()), TokenId(self.bytes()));
        match kind {
            Kind::Erased => Erased { person }.into(),
            Kind::TextErased => TextErased {
                entry: self.below(9) as u64,
            }
            .into(),
            Kind::Merged => Merged {
                into: OrganisationId(self.bytes()),
                from: self.day(),
            }
            .into(),
            Kind::CredentialEnrolled => CredentialEnrolled {
                credential,
                person,
                key: Hash(self.bytes()),
            }
            .into(),
            Kind::CredentialConfirmed => CredentialConfirmed { credential }.into(),
            Kind::CredentialRevoked => CredentialRevoked { credential }.into(),
            Kind::SheetIssued => SheetIssued {
                person,
                secret: Hash(self.bytes()),
            }
            .into(),
            Kind::RecoveryRequested => RecoveryRequested {
                person,
                by: self.one(RecoveryBy::ALL),
                waits_until: self.moment(),
            }
            .into(),
            Kind::RecoveryStopped => RecoveryStopped { person }.into(),
            Kind::RecoveryCompleted => RecoveryCompleted { person }.into(),
            Kind::TokenIssued => TokenIssued {
                token,
                person,
                scopes: vec![Scope::Read, Scope::State],
                expires: self.moment(),
            }
            .into(),
            _ => TokenRevoked { token }.into(),
        }
    }

    fn shared(&mut self, kind: Kind) -> Body {
        let from = self.day();
        let link = LinkId(self.bytes());
        match kind {
            Kind::Opened => self.opened().into(),
            Kind::Described => self.described().into(),
            Kind::ResponsibleNamed => ResponsibleNamed {
                person: PersonId(self.bytes()),
                from,
            }
            .into(),
            Kind::SideInvited => SideInvited {
                link,
                side: self.one(Side::ALL),
                verbs: vec![Verb::Look, self.one(Verb::ALL)],
                items: vec![self.item()],
                to: self.note(),
                expires: self.moment(),
            }
            .into(),
            Kind::SideLinkRevoked => SideLinkRevoked { link }.into(),
            Kind::SideTaken => SideTaken {
                organisation: OrganisationId(self.bytes()),
            }
            .into(),
            Kind::SideStated => SideStated {
                item: self.item(),
                value: self.one(View::ALL),
                from,
                note: self.note(),
            }
            .into(),
            Kind::Relayed => Relayed {
                item: self.item(),
                value: self.one(View::ALL),
                from,
                source: Sealed(Hash(self.bytes())),
            }
            .into(),
            Kind::Disputed => Disputed {
                item: self.item(),
                disputed: self.below(2) == 1,
                note: self.note(),
            }
            .into(),
            Kind::Closed => Closed { on: from }.into(),
            _ => self.term(kind),
        }
    }

    fn opened(&mut self) -> Opened {
        let partner = Partner {
            name: self.text(),
            identifier: Identifier::typed("7000012050002").ok(),
        };
        Opened {
            client: OrganisationId(self.bytes()),
            vendor: OrganisationId(self.bytes()),
            partner: self.maybe(partner),
            title: self.text(),
        }
    }

    fn described(&mut self) -> Described {
        let (day, kind, text) = (self.day(), self.one(WorkKind::ALL), self.text());
        let information = self.one(Confidentiality::ALL);
        let (renews, personal) = (self.below(2) == 1, self.below(2) == 1);
        Described {
            from: self.maybe(day),
            until: self.maybe(day),
            renews: self.maybe(renews),
            kinds: vec![kind],
            information: self.maybe(information),
            personal_data: self.maybe(personal),
            reference: self.maybe(text),
        }
    }

    fn server(&mut self, kind: Kind) -> Body {
        let (old, new) = (
            PrivateKey::new(&self.bytes()),
            PrivateKey::new(&self.bytes()),
        );
        let endorsement = old.sign(&endorsement(&new.public()));
        match kind {
            Kind::Started => Started {
                origin: "t.example".to_owned(),
                key: new.public(),
            }
            .into(),
            Kind::OperatorActed => OperatorActed {
                act: self.one(Act::ALL),
                detail: self.text(),
            }
            .into(),
            Kind::KeyChanged => KeyChanged {
                old: old.public(),
                new: new.public(),
                endorsement: self.maybe(endorsement),
            }
            .into(),
            Kind::Restored => Restored {
                epoch: 1,
                size: 9,
                root: Hash(self.bytes()),
            }
            .into(),
            _ => ClockJumped {
                last: self.moment(),
                now: self.moment(),
            }
            .into(),
        }
    }

    /// An entry of a kind with everything else made up.
    pub fn entry(&mut self, kind: Kind) -> Entry {
        let ledger = ledger(kind);
        let (person, organisation) = (PersonId(self.bytes()), OrganisationId(self.bytes()));
        let (token, link) = (TokenId(self.bytes()), LinkId(self.bytes()));
        let means = Means {
            way: self.one(Way::ALL),
            token: self.maybe(token),
            link: self.maybe(link),
        };
        let author = Author {
            person: self.maybe(person),
            organisation: self.maybe(organisation),
            means,
        };
        let seq = self.below(9) as u64;
        Entry {
            ledger,
            seq,
            previous: Hash(self.bytes()),
            recorded: self.moment(),
            author,
            corrects: self.maybe(seq),
            body: self.body(kind),
        }
    }
}

/// A ledger into which a kind belongs.
pub fn ledger(kind: Kind) -> LedgerId {
    match kind.ledger() {
        LedgerKind::House => HOUSE.into(),
        LedgerKind::Shared => ENGAGEMENT.into(),
        LedgerKind::Server => ServerId([5; 16]).into(),
    }
}

/// The organisation of most tests.
pub const HOUSE: OrganisationId = OrganisationId([1; 16]);
/// The other side of its engagement.
pub const OTHER: OrganisationId = OrganisationId([2; 16]);
/// The engagement.
pub const ENGAGEMENT: EngagementId = EngagementId([3; 16]);

/// A person by a letter.
pub fn person(letter: char) -> PersonId {
    PersonId([letter as u8; 16])
}

/// Noon in Japan so many days after 21 November 2026.
pub fn noon(days: i64) -> Now {
    let start: Moment = "2026-11-21T03:00:00Z".parse().unwrap();
    Now {
        moment: start.plus(days * 86_400_000),
        offset: Offset::JAPAN,
    }
}

/// Somebody who acts for an organisation in a way.
pub fn actor(letter: char, organisation: OrganisationId, way: Way) -> Actor {
    let author = Author {
        person: Some(person(letter)),
        organisation: Some(organisation),
        means: way.into(),
    };
    Actor {
        author,
        roles: std::collections::BTreeSet::new(),
        scopes: Vec::new(),
    }
}

/// A text with its salt.
pub fn opening(text: &str) -> Opening {
    Opening {
        salt: [8; 16],
        text: text.to_owned(),
    }
}

/// The draft that founds [`HOUSE`] with `a` as its owner.
pub fn founding() -> Draft {
    let names = vec![Name {
        kind: NameKind::Official,
        text: "髙橋製作所".to_owned(),
    }];
    Draft::new(
        HOUSE,
        Founded {
            names,
            identifier: None,
            profile: Profile::default(),
            owner: person('a'),
        },
    )
}
