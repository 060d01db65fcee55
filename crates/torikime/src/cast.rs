//! The demonstration's made-up organisations and their people, recorded once as anybody's would be: by acts.

mod chain;
mod evidence;
mod screening;
mod work;

use crate::failure::Failure;
use crate::folder;
use ledger::body::house::{Role, Scope, Value};
use ledger::body::shared::Side;
use ledger::catalogue::{Item, ItemKind, bundled};
use ledger::id::PersonId;
use ledger::organisation::{Name, NameKind, Profile, Size};
use serde::{Deserialize, Serialize};
use std::path::Path;
use store::acts::{Founded, Founding, Invitation, NewStatement, Newcomer, NotDone};
use store::door::Visitor;
use store::working::secret::{Secret, SecretHash};
use store::{Store, acts};
use survey::Text;
use web::access::{Access, Character};

/// Who plays whom: their places in [`ROLES`] by number, kept beside the data so that the next start knows them.
#[derive(Serialize, Deserialize)]
struct Kept(Vec<PersonId>);

const FILE: &str = "cast.json";

/// A made-up person: of which organisation, name, reading, role, and what to try.
type Part = (
    Firm,
    &'static str,
    &'static str,
    Role,
    (&'static str, &'static str),
);

/// The owners come first in each organisation.
const ROLES: [Part; 8] = [
    (
        Firm::Confectioner,
        "青葉 みどり",
        "あおば みどり",
        Role::Owner,
        (
            "社長。ITの専任者はいません。人を招待し、会社の状態を申告できます。",
            "The head of a small firm without an IT department. May invite people and state the firm's position.",
        ),
    ),
    (
        Firm::Confectioner,
        "若草 つとむ",
        "わかくさ つとむ",
        Role::Editor,
        (
            "総務。会社の状態を申告できますが、人は招待できません。",
            "General affairs. May state the firm's position, but invite nobody.",
        ),
    ),
    (
        Firm::Confectioner,
        "小春 ひなた",
        "こはる ひなた",
        Role::Employee,
        (
            "従業員。全員に関わることだけが見えます。",
            "Staff. Sees only what concerns everybody.",
        ),
    ),
    (
        Firm::Vendor,
        "白波 わたる",
        "しらなみ わたる",
        Role::Owner,
        (
            "情報システム子会社の責任者。すべての操作ができます。",
            "Owner of the vendor's ledger. May do everything.",
        ),
    ),
    (
        Firm::Vendor,
        "夕凪 しおり",
        "ゆうなぎ しおり",
        Role::Officer,
        (
            "委託元とのやり取りを受け持つ担当者。",
            "Deals with the clients.",
        ),
    ),
    (
        Firm::Vendor,
        "磯辺 いさお",
        "いそべ いさお",
        Role::Reader,
        ("記録を読むだけの人。", "May only read."),
    ),
    (
        Firm::Vendor,
        "灯台 あかり",
        "とうだい あかり",
        Role::Auditor,
        (
            "外部の監査人。年末まで、記録をすべて読めます。",
            "An auditor from outside, until the end of the year.",
        ),
    ),
    (
        Firm::Maker,
        "山吹 さとし",
        "やまぶき さとし",
        Role::Owner,
        (
            "中堅メーカーの情報システム課長。四つの委託先と、その先の再委託先を見渡せます。",
            "Head of IT of a mid-size maker. Looks over four vendors and those below them.",
        ),
    ),
];

/// The organisations whose people can be played.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Firm {
    /// A small client.
    Confectioner,
    /// A large vendor of both clients.
    Vendor,
    /// A mid-size client.
    Maker,
}

impl Firm {
    /// Its names in Japanese and Latin letters, size and usual side.
    fn described(self) -> (&'static str, &'static str, Size, Side) {
        match self {
            Self::Confectioner => (
                "架空 青葉製菓株式会社",
                "Fictional Aoba Confectionery",
                Size::Small,
                Side::Client,
            ),
            Self::Vendor => (
                "架空 白波システムズ株式会社",
                "Fictional Shiranami Systems",
                Size::Large,
                Side::Vendor,
            ),
            Self::Maker => (
                "架空 山吹製作所株式会社",
                "Fictional Yamabuki Works",
                Size::Large,
                Side::Client,
            ),
        }
    }
}

/// The people to choose from; at the first start they and what they said are recorded.
pub fn people(store: &Store, folder: &Path) -> Result<Vec<Character>, Failure> {
    let path = folder.join(FILE);
    if let Ok(text) = std::fs::read_to_string(&path)
        && let Ok(Kept(ids)) = serde_json::from_str(&text)
        && ids.len() == ROLES.len()
    {
        return Ok(ids.into_iter().zip(ROLES).map(character).collect());
    }
    let ids = record(store).map_err(|error| Failure::Server(error.to_string()))?;
    let text = serde_json::to_string(&Kept(ids.clone())).unwrap_or_default();
    std::fs::write(&path, text).map_err(|cause| Failure::File {
        path: path.display().to_string(),
        act: "write",
        cause,
    })?;
    Ok(ids.into_iter().zip(ROLES).map(character).collect())
}

/// Lets programs of this machine act as the first of the cast: a token for everything, in a file that nobody else can read.
pub fn token(access: &Access, path: &Path) -> Result<(), Failure> {
    let issued = |store: &Store| -> Result<Secret, NotDone> {
        let first = access.site.cast.first().ok_or(NotDone::Absent)?;
        let session = store.sign_in_for_demonstration(first.person)?;
        let visitor = store.visitor_by_session(&session)?;
        let visitor = visitor.ok_or(NotDone::Absent)?;
        let expires = store.now().moment.plus(acts::SESSION_LASTS);
        let (.., secret) = store.issue_token(&visitor, Scope::ALL.to_vec(), expires)?;
        store.sign_out(session.hash())?;
        Ok(secret)
    };
    let secret = issued(&access.store).map_err(|error| Failure::Server(error.to_string()))?;
    folder::write_secret(path, format!("{}\n", secret.reveal()).as_bytes())
}

fn character((person, (firm, name, _, role, about)): (PersonId, Part)) -> Character {
    let (ja, en, ..) = firm.described();
    Character {
        person,
        name: name.to_owned(),
        organisation: Text::new(ja, en),
        role,
        about: Text::new(about.0, about.1),
    }
}

fn record(store: &Store) -> Result<Vec<PersonId>, NotDone> {
    let link = store.setup_link()?.ok_or(NotDone::Absent)?;
    let client = found(store, link.hash(), Firm::Confectioner)?;
    let first = entered(store, &client)?;
    let link = invite(store, &first, None)?;
    let vendor = found(store, link, Firm::Vendor)?;
    let second = entered(store, &vendor)?;
    let link = invite(store, &first, None)?;
    let maker = found(store, link, Firm::Maker)?;
    let third = entered(store, &maker)?;
    let mut ids = Vec::new();
    for part in ROLES {
        let (firm, _, _, role, _) = part;
        let (founded, owner) = match firm {
            Firm::Confectioner => (&client, &first),
            Firm::Vendor => (&vendor, &second),
            Firm::Maker => (&maker, &third),
        };
        ids.push(match role {
            Role::Owner => founded.owner,
            role => {
                let link = invite(store, owner, Some(role))?;
                let session = store.join(link, newcomer(part))?;
                store
                    .visitor_by_session(&session)?
                    .ok_or(NotDone::Absent)?
                    .person
            }
        });
    }
    speak(store, &first, false)?;
    speak(store, &second, true)?;
    work::record(store, &first, &second)?;
    chain::record(store, &third, &second)?;
    screening::record(store, &first)?;
    Ok(ids)
}

fn found(store: &Store, link: SecretHash, firm: Firm) -> Result<Founded, NotDone> {
    let (ja, en, size, side) = firm.described();
    let name = |kind, text: &str| Name {
        kind,
        text: text.to_owned(),
    };
    let owner = ROLES
        .into_iter()
        .find(|part| part.0 == firm)
        .ok_or(NotDone::Absent)?;
    let founding = Founding {
        names: vec![name(NameKind::Official, ja), name(NameKind::Latin, en)],
        identifier: None,
        profile: Profile {
            size: Some(size),
            side: Some(side),
        },
        owner: newcomer(owner),
    };
    store.found(link, founding)
}

fn newcomer((_, name, reading, ..): Part) -> Newcomer {
    Newcomer {
        name: name.to_owned(),
        reading: Some(reading.to_owned()),
        address: None,
        language: "ja".to_owned(),
    }
}

fn entered(store: &Store, founded: &Founded) -> Result<Visitor, NotDone> {
    store
        .visitor_by_session(&founded.session)?
        .ok_or(NotDone::Absent)
}

fn invite(store: &Store, owner: &Visitor, role: Option<Role>) -> Result<SecretHash, NotDone> {
    let now = store.now();
    let year = now.today().last_of_year();
    let invitation = Invitation {
        role,
        role_until: (role == Some(Role::Auditor)).then_some(year),
        expires: now.moment.plus(acts::SIGN_IN_LASTS),
        send: None,
    };
    Ok(store.invite(owner, invitation)?.1.hash())
}

/// What each organisation says of itself: the client of a few self-check questions, the vendor of most rules.
fn speak(store: &Store, owner: &Visitor, vendor: bool) -> Result<(), NotDone> {
    const CLIENT_SAYS: [Value; 4] = [
        Value::InForce,
        Value::NotMade,
        Value::NotKnown,
        Value::Drafting,
    ];
    const VENDOR_SAYS: [Value; 5] = [
        Value::InForce,
        Value::InForce,
        Value::Drafting,
        Value::InForce,
        Value::NotMade,
    ];
    let catalogue = bundled();
    let (kind, says, count): (_, &[Value], _) = if vendor {
        (ItemKind::Rule, &VENDOR_SAYS, 20)
    } else {
        (ItemKind::SelfCheck, &CLIENT_SAYS, 10)
    };
    let from = store.now().today();
    let statement = |(item, value): (&Item, &Value)| {
        Some(NewStatement {
            item: item.id.to_string().parse().ok()?,
            value: *value,
            from,
            note: None,
            corrects: None,
            expects: None,
        })
    };
    let items = catalogue.of_kind(kind).take(count);
    let statements = items
        .zip(says.iter().cycle())
        .filter_map(statement)
        .collect();
    store
        .state(owner, statements)
        .map(drop)
        .map_err(|(_, error)| error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::testing::{HandClock, settings};

    #[test]
    fn the_cast_is_recorded_once_and_known_again() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open_folder(folder.path(), settings(&HandClock::default(), 1)).unwrap();
        let ids = |cast: &[Character]| cast.iter().map(|one| one.person).collect::<Vec<_>>();
        let first = people(&store, folder.path()).unwrap();
        let again = people(&store, folder.path()).unwrap();
        assert_eq!(ids(&first), ids(&again));
        for one in &first {
            let session = store.sign_in_for_demonstration(one.person).unwrap();
            let arrival = store.arrive(&session).unwrap().unwrap();
            assert_eq!(arrival.home().unwrap().roles, [one.role], "{}", one.name);
            assert!(
                one.organisation.ja.contains("架空"),
                "{}",
                one.organisation.ja
            );
        }
    }
}
