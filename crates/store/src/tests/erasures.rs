//! A list of erasures is complete, says no name, and is done again whatever the ledgers of before say.

use ledger::id::PersonId;

use super::{Erasures, Repeated};
use crate::Store;
use crate::testing::{HandClock, found, settings, state};
use crate::working::person::Person;

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_folder(folder.path(), settings(&HandClock::default(), 1)).unwrap();
    (folder, store)
}

/// An organisation whose only owner is a person with a name, and what they wrote.
fn peopled(store: &Store, number: u8) {
    found(store, number).unwrap();
    let person = Person {
        id: PersonId([number; 16]),
        name: format!("氏名{number}"),
        reading: None,
        language: "ja".to_owned(),
        created: store.now().moment,
    };
    store.write(move |work| work.add_person(&person)).unwrap();
    state(store, number, "own.rule", &format!("文章{number}")).unwrap();
}

#[test]
fn what_was_erased_since_a_backup_is_erased_again() {
    let ((_one, before), (_two, after)) = (store(), store());
    for store in [&before, &after] {
        peopled(store, 1);
        peopled(store, 2);
        assert_eq!(store.erasures().unwrap(), Erasures::default());
    }
    // In the one store a text and a person go; the other is the backup of before.
    let mut list = after.erasures().unwrap();
    list.people.insert(PersonId([1; 16]));
    let openings = after.read_as(crate::engine::Sight::All, |read| {
        read.openings(ledger::id::OrganisationId([2; 16]).into())
    });
    let sealed = *openings.unwrap().keys().next().unwrap();
    let house = ledger::id::OrganisationId([2; 16]).into();
    after
        .write(move |work| work.erase_text(house, sealed))
        .unwrap();
    assert_eq!(after.erasures().unwrap().texts, [(house, sealed)].into());
    list.texts.insert((house, sealed));
    assert!(!list.to_string().contains("氏名"));
    let read: Erasures = list.to_string().parse().unwrap();
    assert_eq!(read, list);
    // The last owner then goes all the same; what is not there is no error.
    // Both draw the same salts from the same seed, so the text bears the same hash.
    read_again(
        &before,
        &list,
        Repeated {
            people: 1,
            texts: 1,
        },
    );
    read_again(&before, &list, Repeated::default());
    assert_eq!(
        before.read(|read| read.person(PersonId([1; 16]))).unwrap(),
        None
    );
    assert!(
        before
            .read(|read| read.person(PersonId([2; 16])))
            .unwrap()
            .is_some()
    );
    assert_eq!(before.verify_all().unwrap().findings, []);
}

fn read_again(store: &Store, list: &Erasures, wanted: Repeated) {
    assert_eq!(store.erase_again(list.clone()).unwrap(), wanted);
}

#[test]
fn a_list_that_is_not_one_is_refused() {
    let person = PersonId([1; 16]);
    for text in [
        "".to_owned(),
        "torikime-erasures/2\n".to_owned(),
        "torikime-erasures/1\nperson\n".to_owned(),
        format!("torikime-erasures/1\nperson {person} x\n"),
        format!("torikime-erasures/1\nperson {person}x\n"),
        "torikime-erasures/1\ntext house 00\n".to_owned(),
        format!("person {person}\n"),
    ] {
        assert!(text.parse::<Erasures>().is_err(), "{text:?}");
    }
    let empty: Erasures = "torikime-erasures/1\n".parse().unwrap();
    assert_eq!(empty, Erasures::default());
}
