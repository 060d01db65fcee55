//! For tests: texts, acceptances and talks about cost, made from a seed; and a passkey in software that really signs.

use testkit::passkey::SoftPasskey;

use super::{ENGAGEMENT, HOUSE, OTHER, Seed, actor, noon, person};
use crate::admission::{Actor, Draft, admit};
use crate::assertion::{Algorithm, Assertion, Nonce, Octets, PasskeyKey, Subject, challenge};
use crate::body::chain::{
    Openness, Passing, PassingRuled, SubcontractAsked, SubcontractDecided, SubcontractEnded,
};
use crate::body::house::{Chained, Role};
use crate::body::shared::{Confidentiality, Opened, ResponsibleNamed};
use crate::body::term::{
    Contract, CostTalked, Outcome, Payer, SigningChosen, TermAccepted, TermDropped, TermProposed,
    Wording,
};
use crate::body::{Body, Kind};
use crate::entry::{Entry, Way};
use crate::hash::Hash;
use crate::id::{CredentialId, EngagementId, OrganisationId, SubcontractId};
use crate::item::ItemCode;
use crate::moment::Moment;
use crate::state::State;
use crate::state::term::Proposal;

impl Seed {
    pub(super) fn term(&mut self, kind: Kind) -> Body {
        let (item, proposal) = (self.item(), self.below(9) as u64);
        match kind {
            Kind::TermProposed => TermProposed {
                item,
                answers: self.maybe(proposal),
                wording: self.wording(),
            }
            .into(),
            Kind::TermDropped => TermDropped {
                item,
                proposal,
                reason: self.note(),
            }
            .into(),
            Kind::TermAccepted => {
                let assertion = self.assertion();
                TermAccepted {
                    item,
                    proposal,
                    hash: Hash(self.bytes()),
                    assertion: self.maybe(assertion),
                }
                .into()
            }
            Kind::CostTalked => {
                let (day, payer) = (self.day(), self.one(Payer::ALL));
                CostTalked {
                    item,
                    on: self.maybe(day),
                    outcome: self.one(Outcome::ALL),
                    payer: self.maybe(payer),
                    note: self.note(),
                }
                .into()
            }
            Kind::SigningChosen => SigningChosen {
                signed_in: self.below(2) == 1,
            }
            .into(),
            _ => self.passed_on(kind),
        }
    }

    fn passed_on(&mut self, kind: Kind) -> Body {
        let (subcontract, text) = (SubcontractId(self.bytes()), self.text());
        let (information, personal) = (self.one(Confidentiality::ALL), self.below(2) == 1);
        match kind {
            Kind::PassingRuled => PassingRuled {
                passing: self.one(Passing::ALL),
            }
            .into(),
            Kind::SubcontractAsked => SubcontractAsked {
                subcontract,
                name: self.maybe(text),
                purpose: self.text(),
                information: self.maybe(information),
                personal_data: self.maybe(personal),
                from: self.day(),
            }
            .into(),
            Kind::SubcontractDecided => SubcontractDecided {
                subcontract,
                consents: personal,
                reason: self.note(),
            }
            .into(),
            Kind::SubcontractEnded => SubcontractEnded {
                subcontract,
                on: self.day(),
            }
            .into(),
            Kind::EvidenceAsked
            | Kind::EvidenceUnasked
            | Kind::EvidenceGiven
            | Kind::EvidenceReviewed
            | Kind::EvidenceWithdrawn => self.evidence(kind),
            _ => self.work(kind),
        }
    }

    pub(super) fn chained(&mut self) -> Body {
        let subcontract = SubcontractId(self.bytes());
        Chained {
            engagement: EngagementId(self.bytes()),
            parent: EngagementId(self.bytes()),
            applies: self.below(2) == 1,
            subcontract: self.maybe(subcontract),
            openness: self.one(Openness::ALL),
        }
        .into()
    }

    fn wording(&mut self) -> Wording {
        let (text, day, months) = (self.text(), self.day(), self.below(9) as u64);
        let contract = Contract {
            name: self.text(),
            on: self.day(),
        };
        Wording {
            heading: self.maybe(text.clone()),
            text: self.text(),
            reason: self.maybe(text.clone()),
            alternatives: self.maybe(text.clone()),
            proof: self.maybe(text),
            proof_months: self.maybe(months),
            flow_down: self.below(2) == 1,
            from: self.day(),
            until: self.maybe(day),
            renews: self.below(2) == 1,
            contract: self.maybe(contract),
        }
    }

    fn octets(&mut self) -> Octets {
        let bytes: [u8; 9] = self.bytes();
        Octets(bytes[..self.below(9)].to_vec())
    }

    fn assertion(&mut self) -> Assertion {
        Assertion {
            credential: CredentialId(self.bytes()),
            handle: self.octets(),
            key: PasskeyKey {
                algorithm: self.one(Algorithm::ALL),
                first: self.octets(),
                second: self.octets(),
            },
            nonce: Nonce(self.bytes()),
            expires: self.moment(),
            head: Hash(self.bytes()),
            authenticator: self.octets(),
            client: self.octets(),
            signature: self.octets(),
        }
    }
}

/// What a passkey answers about `subject`, from a site at `origin`.
pub fn accepts(
    key: &SoftPasskey,
    subject: &Subject,
    (head, expires): (Hash, Moment),
    origin: &str,
) -> Assertion {
    let nonce = Nonce([7; 16]);
    let answer = key.answer(&challenge(subject, nonce, expires, head).0, origin);
    let (x, y) = key.point();
    Assertion {
        credential: CredentialId([3; 16]),
        handle: Octets(vec![3; 20]),
        key: PasskeyKey {
            algorithm: Algorithm::Es256,
            first: Octets(x),
            second: Octets(y),
        },
        nonce,
        expires,
        head,
        authenticator: Octets(answer.authenticator),
        client: Octets(answer.client),
        signature: Octets(answer.signature),
    }
}

/// The same with its data signed anew by the same key.
pub fn signed_again(key: &SoftPasskey, answer: Assertion) -> Assertion {
    let signed = key.sign(answer.authenticator.0.clone(), answer.client.0.clone());
    Assertion {
        signature: Octets(signed.signature),
        ..answer
    }
}

/// An engagement's ledger under way: what was said in it, and its state.
pub struct Talk {
    pub entries: Vec<Entry>,
    pub state: State,
}

impl Talk {
    /// Between organisation 1 (as client: `a` answers for it) and 2 (`b`).
    pub fn begun() -> Self {
        let state = State::new(ENGAGEMENT.into());
        let mut talk = Self {
            entries: Vec::new(),
            state,
        };
        let opened = Opened {
            client: HOUSE,
            vendor: OTHER,
            partner: None,
            title: "保守".to_owned(),
        };
        talk.say(0, &client(), opened);
        let from = noon(0).today();
        talk.say(
            0,
            &client(),
            ResponsibleNamed {
                person: person('a'),
                from,
            },
        );
        talk.say(
            0,
            &vendor(),
            ResponsibleNamed {
                person: person('b'),
                from,
            },
        );
        talk
    }

    pub fn say(&mut self, day: i64, by: &Actor, body: impl Into<Body>) {
        let draft = Draft::new(ENGAGEMENT, body);
        let entry = admit(&self.state, draft, noon(day), by).unwrap();
        self.state.apply(&entry);
        self.entries.push(entry);
    }

    pub fn propose(&mut self, day: i64, by: &Actor, item: &str, wording: Wording) {
        let item: ItemCode = item.parse().unwrap();
        let answers = self.open(&item).map(|open| open.seq);
        self.say(
            day,
            by,
            TermProposed {
                item,
                answers,
                wording,
            },
        );
    }

    fn open(&self, item: &ItemCode) -> Option<&Proposal> {
        self.state.shared().unwrap().terms.open(item)
    }

    /// Accepts what is on the table, signed by a passkey made for it.
    pub fn accept(&mut self, day: i64, by: &Actor, item: &str) {
        let item: ItemCode = item.parse().unwrap();
        let open = self.open(&item).unwrap();
        let subject = Subject {
            ledger: ENGAGEMENT.into(),
            seq: open.seq,
            hash: open.hash,
            person: by.author.person.unwrap(),
            organisation: by.author.organisation.unwrap(),
        };
        let expires = noon(day).moment.plus(60_000);
        let head = self.state.spine.head.hash;
        let key = SoftPasskey::new();
        let assertion = accepts(&key, &subject, (head, expires), "https://torikime.example");
        let accepted = TermAccepted {
            item,
            proposal: subject.seq,
            hash: subject.hash,
            assertion: Some(assertion),
        };
        self.say(day, by, accepted);
    }
}

/// Who answers for the client.
pub fn client() -> Actor {
    officer('a', HOUSE)
}

/// Who answers for the vendor.
pub fn vendor() -> Actor {
    officer('b', OTHER)
}

fn officer(letter: char, of: OrganisationId) -> Actor {
    Actor {
        roles: [Role::Officer].into(),
        ..actor(letter, of, Way::Session)
    }
}
