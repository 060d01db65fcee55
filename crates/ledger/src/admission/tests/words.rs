//! The acts of the tables, read from words.

use jiff::civil::Date;

use super::approvals::approving;
use super::evidence::proving;
use super::listed::listing;
use super::screening::screening;
use super::works::working;
use crate::admission::endorsement;
use crate::assertion::{Algorithm, Assertion, Nonce, Octets, PasskeyKey};
use crate::body::Body;
use crate::body::Kind;
use crate::body::chain::{
    Openness, PassingRuled, SubcontractAsked, SubcontractDecided, SubcontractEnded,
};
use crate::body::house::{
    Chained, CredentialConfirmed, CredentialEnrolled, CredentialRevoked, Erased, Identified,
    Invited, Joined, LinkRevoked, Merged, Profiled, ProviderRemoved, ProviderSet, RecoveryBy,
    RecoveryCompleted, RecoveryRequested, RecoveryStopped, Renamed, Role, RoleEnded, RoleGranted,
    SheetIssued, Stated, TextErased, TokenIssued, TokenRevoked, Withdrew,
};
use crate::body::server::{Act, KeyChanged, OperatorActed, Restored, Started};
use crate::body::shared::{
    Closed, Described, Disputed, Opened, Partner, Relayed, ResponsibleNamed, Side, SideInvited,
    SideLinkRevoked, SideStated, SideTaken, Verb,
};
use crate::body::term::{
    CostTalked, SigningChosen, TermAccepted, TermDropped, TermProposed, Wording,
};
use crate::hash::Hash;
use crate::id::{
    CredentialId, EngagementId, LinkId, OrganisationId, PersonId, SubcontractId, TokenId,
};
use crate::item::ItemCode;
use crate::moment::Moment;
use crate::organisation::{Name, NameKind, Profile};
use crate::samples::{HOUSE, OTHER, Seed, founding, noon, opening, person};
use crate::sealed::Sealed;
use crate::signature::PrivateKey;

/// Sixteen bytes: a word again and again.
pub(super) fn id(word: &str) -> [u8; 16] {
    let letters: Vec<u8> = word.bytes().cycle().take(16).collect();
    letters.try_into().unwrap()
}

pub(super) fn days(word: &str) -> i64 {
    word.strip_prefix('+')
        .map_or_else(|| word.parse().unwrap(), |days| days.parse().unwrap())
}

/// The day on which a line is said, from which its days count.
pub(super) struct Day(pub(super) i64);

impl Day {
    pub(super) fn on(&self, word: &str) -> Date {
        noon(self.0 + days(word)).today()
    }

    pub(super) fn at(&self, word: &str) -> Moment {
        noon(self.0 + days(word)).moment
    }

    fn until(&self, words: &[&str]) -> Option<Date> {
        words.first().map(|word| self.on(word))
    }
}

pub(super) fn somebody(word: &str) -> PersonId {
    person(word.chars().next().unwrap())
}

pub(super) fn note(words: &[&str]) -> Option<Sealed> {
    words.first().map(|text| opening(text).seal())
}

pub(super) fn body(act: &str, day: i64) -> Body {
    let words: Vec<&str> = act.split(' ').collect();
    if let Some(listed) = listing(&words) {
        return listed;
    }
    let readers = [
        describing, keys, standing, approving, engaging, agreeing, passing, working, proving,
        screening, elsewhere,
    ];
    readers
        .iter()
        .find_map(|read| read(&words, &Day(day)))
        .unwrap_or_else(|| panic!("{act}"))
}

fn describing(words: &[&str], of: &Day) -> Option<Body> {
    Some(match *words {
        ["renamed", name, from] => {
            let text = name
                .replace('_', " ")
                .replace('\\', "\n")
                .replace("LONG", &"長".repeat(201));
            Renamed {
                names: vec![Name {
                    kind: NameKind::Official,
                    text,
                }],
                from: of.on(from),
            }
            .into()
        }
        ["renamed", from] => Renamed {
            names: vec![],
            from: of.on(from),
        }
        .into(),
        ["identified"] => Identified { identifier: None }.into(),
        ["profiled"] => Profiled {
            profile: Profile::default(),
        }
        .into(),
        ["invited", link, role, expires, ref rest @ ..] => Invited {
            link: LinkId(id(link)),
            role: Role::of(role),
            role_until: of.until(rest),
            expires: of.at(expires),
        }
        .into(),
        ["link-revoked", link] => LinkRevoked {
            link: LinkId(id(link)),
        }
        .into(),
        ["joined", link, person] => Joined {
            link: LinkId(id(link)),
            person: somebody(person),
        }
        .into(),
        ["role-granted", person, role, ref rest @ ..] => RoleGranted {
            person: somebody(person),
            role: role.parse().unwrap(),
            until: of.until(rest),
        }
        .into(),
        ["role-ended", person, role] => RoleEnded {
            person: somebody(person),
            role: role.parse().unwrap(),
        }
        .into(),
        _ => return None,
    })
}

fn keys(words: &[&str], of: &Day) -> Option<Body> {
    Some(match *words {
        ["credential-enrolled", credential, person] => CredentialEnrolled {
            credential: CredentialId(id(credential)),
            person: somebody(person),
            key: Hash::plain(credential.as_bytes()),
        }
        .into(),
        ["credential-confirmed", credential] => CredentialConfirmed {
            credential: CredentialId(id(credential)),
        }
        .into(),
        ["credential-revoked", credential] => CredentialRevoked {
            credential: CredentialId(id(credential)),
        }
        .into(),
        ["sheet-issued", person] => SheetIssued {
            person: somebody(person),
            secret: Hash([4; 32]),
        }
        .into(),
        ["recovery-requested", person, by, waits] => RecoveryRequested {
            person: somebody(person),
            by: RecoveryBy::of(by).unwrap(),
            waits_until: of.at(waits),
        }
        .into(),
        ["recovery-stopped", person] => RecoveryStopped {
            person: somebody(person),
        }
        .into(),
        ["recovery-completed", person] => RecoveryCompleted {
            person: somebody(person),
        }
        .into(),
        ["token-issued", token, person, expires, ref scopes @ ..] => {
            let scopes = scopes.iter().map(|scope| scope.parse().unwrap()).collect();
            TokenIssued {
                token: TokenId(id(token)),
                person: somebody(person),
                scopes,
                expires: of.at(expires),
            }
            .into()
        }
        ["token-revoked", token] => TokenRevoked {
            token: TokenId(id(token)),
        }
        .into(),
        _ => return None,
    })
}

fn standing(words: &[&str], of: &Day) -> Option<Body> {
    Some(match *words {
        ["provider-set", issuer] => ProviderSet {
            issuer: issuer.to_owned(),
            client: "torikime".to_owned(),
        }
        .into(),
        ["provider-removed", issuer] => ProviderRemoved {
            issuer: issuer.to_owned(),
        }
        .into(),
        ["stated", item, value, from, ref rest @ ..] => Stated {
            item: item.parse().unwrap(),
            value: value.parse().unwrap(),
            from: of.on(from),
            note: note(rest),
        }
        .into(),
        ["erased", person] => Erased {
            person: somebody(person),
        }
        .into(),
        ["merged", into, from] => Merged {
            into: OrganisationId(if into == "itself" { HOUSE.0 } else { OTHER.0 }),
            from: of.on(from),
        }
        .into(),
        ["text-erased", entry] => TextErased {
            entry: entry.parse().unwrap(),
        }
        .into(),
        ["withdrew"] => Withdrew { on: of.on("0") }.into(),
        ["founded"] => founding().body,
        _ => return None,
    })
}

fn organisation(word: &str) -> OrganisationId {
    OrganisationId([word.parse().unwrap(); 16])
}

pub(super) fn list<T>(word: &str, read: impl Fn(&str) -> T) -> Vec<T> {
    word.split(',')
        .filter(|word| *word != "-")
        .map(read)
        .collect()
}

fn verb(word: &str) -> Verb {
    word.parse().unwrap()
}

pub(super) fn item(word: &str) -> ItemCode {
    word.parse().unwrap()
}

fn engaging(words: &[&str], of: &Day) -> Option<Body> {
    Some(match *words {
        ["opened", client, vendor, ref rest @ ..] => Opened {
            client: organisation(client),
            vendor: organisation(vendor),
            partner: rest.first().map(|name| Partner {
                name: name.replace('_', " "),
                identifier: None,
            }),
            title: "保守".to_owned(),
        }
        .into(),
        ["described", from, until] => Described {
            from: Some(of.on(from)),
            until: Some(of.on(until)),
            renews: Some(true),
            kinds: vec![],
            information: None,
            personal_data: None,
            reference: None,
        }
        .into(),
        ["responsible-named", person, from] => ResponsibleNamed {
            person: somebody(person),
            from: of.on(from),
        }
        .into(),
        ["side-invited", link, side, verbs, items, expires] => SideInvited {
            link: LinkId(id(link)),
            side: Side::of(side).unwrap(),
            verbs: list(verbs, verb),
            items: list(items, item),
            to: None,
            expires: of.at(expires),
        }
        .into(),
        ["side-link-revoked", link] => SideLinkRevoked {
            link: LinkId(id(link)),
        }
        .into(),
        ["side-taken", by] => SideTaken {
            organisation: organisation(by),
        }
        .into(),
        ["side-stated", of_item, value, from, ref rest @ ..] => SideStated {
            item: item(of_item),
            value: value.parse().unwrap(),
            from: of.on(from),
            note: note(rest),
        }
        .into(),
        ["relayed", of_item, value, from] => Relayed {
            item: item(of_item),
            value: value.parse().unwrap(),
            from: of.on(from),
            source: opening("用紙").seal(),
        }
        .into(),
        ["disputed", of_item] => Disputed {
            item: item(of_item),
            disputed: true,
            note: None,
        }
        .into(),
        ["closed", on_day] => Closed { on: of.on(on_day) }.into(),
        _ => return None,
    })
}

/// A text with what it is about, from when, and what else is said of it.
fn wording(text: &str, from: Date, rest: &[&str], of: &Day) -> Wording {
    let text = text
        .replace('_', " ")
        .replace('\\', "\t")
        .replace("LONG", &"長".repeat(4_001));
    let mut wording = Wording::new(text, from);
    for word in rest {
        match word.split_once(':') {
            Some(("heading", text)) => wording.heading = Some(text.to_owned()),
            Some(("until", day)) => wording.until = Some(of.on(day)),
            Some(("every", months)) => wording.proof_months = months.parse().ok(),
            Some(("renews", _)) => wording.renews = true,
            _ => panic!("{word}"),
        }
    }
    wording
}

fn passing(words: &[&str], of: &Day) -> Option<Body> {
    let subcontract = |word: &str| SubcontractId(id(word));
    let text = |word: &str| (word != "-").then(|| word.replace('_', " "));
    Some(match *words {
        ["passing-ruled", passing] => PassingRuled {
            passing: passing.parse().unwrap(),
        }
        .into(),
        ["subcontract-asked", number, name, purpose, from] => SubcontractAsked {
            subcontract: subcontract(number),
            name: text(name),
            purpose: purpose.replace('_', " "),
            information: None,
            personal_data: None,
            from: of.on(from),
        }
        .into(),
        ["subcontract-decided", number, word] => SubcontractDecided {
            subcontract: subcontract(number),
            consents: word == "consents",
            reason: None,
        }
        .into(),
        ["subcontract-ended", number, on] => SubcontractEnded {
            subcontract: subcontract(number),
            on: of.on(on),
        }
        .into(),
        ["chained", below, parent] => Chained {
            engagement: EngagementId(id(below)),
            parent: EngagementId(id(parent)),
            applies: true,
            subcontract: None,
            openness: Openness::Open,
        }
        .into(),
        _ => return None,
    })
}

/// A signature of nobody's, in time or late, after this line or an earlier one.
fn assertion(how: &str) -> Option<Assertion> {
    let minutes = |minutes: i64| Moment::from_millis(minutes * 60_000).unwrap();
    let (expires, head) = match how {
        "badly-signed" => (minutes(5), Hash([0; 32])),
        "signed-late" => (minutes(-1), Hash([0; 32])),
        "signed-long-ahead" => (minutes(11), Hash([0; 32])),
        "signed-before" => (minutes(5), Hash([9; 32])),
        _ => return None,
    };
    let nobody = || Octets(Vec::new());
    Some(Assertion {
        credential: CredentialId([1; 16]),
        handle: nobody(),
        key: PasskeyKey {
            algorithm: Algorithm::Es256,
            first: nobody(),
            second: nobody(),
        },
        nonce: Nonce([0; 16]),
        expires,
        head,
        authenticator: nobody(),
        client: nobody(),
        signature: nobody(),
    })
}

fn agreeing(words: &[&str], of: &Day) -> Option<Body> {
    Some(match *words {
        ["term-proposed", of_item, answers, text, from, ref rest @ ..] => TermProposed {
            item: item(of_item),
            answers: answers.parse().ok(),
            wording: wording(text, of.on(from), rest, of),
        }
        .into(),
        ["term-dropped", of_item, proposal] => TermDropped {
            item: item(of_item),
            proposal: proposal.parse().unwrap(),
            reason: None,
        }
        .into(),
        ["term-accepted", of_item, proposal, ref rest @ ..] => TermAccepted {
            item: item(of_item),
            proposal: proposal.parse().unwrap(),
            hash: Hash([u8::from(rest == ["other-text"]); 32]),
            assertion: rest.first().and_then(|how| assertion(how)),
        }
        .into(),
        ["cost-talked", of_item, outcome, ref rest @ ..] => CostTalked {
            item: item(of_item),
            on: None,
            outcome: outcome.parse().unwrap(),
            payer: rest.first().map(|payer| payer.parse().unwrap()),
            note: None,
        }
        .into(),
        ["signing-chosen", word] => SigningChosen {
            signed_in: word == "signed-in",
        }
        .into(),
        _ => return None,
    })
}

fn elsewhere(words: &[&str], _: &Day) -> Option<Body> {
    Some(match *words {
        ["restored", epoch] => Restored {
            epoch: epoch.parse().unwrap(),
            size: 3,
            root: Hash([1; 32]),
        }
        .into(),
        ["started", origin] => Started {
            origin: origin.replace('_', " "),
            key: PrivateKey::new(&[1; 32]).public(),
        }
        .into(),
        ["operator-acted", detail] => {
            let detail = detail.replace("LONG", &"x".repeat(201));
            OperatorActed {
                act: Act::Backup,
                detail,
            }
            .into()
        }
        ["clock-jumped"] => Seed(1).body(Kind::ClockJumped),
        ["key-changed", from, to, by] => {
            let key = |word: &str| PrivateKey::new(&[word.parse().unwrap(); 32]);
            let signed = |word: &str| key(word).sign(&endorsement(&key(to).public()));
            let endorsement = (by != "lost").then(|| signed(by));
            KeyChanged {
                old: key(from).public(),
                new: key(to).public(),
                endorsement,
            }
            .into()
        }
        _ => return None,
    })
}
