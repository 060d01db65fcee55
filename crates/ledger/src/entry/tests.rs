//! Every kind of entry: out to bytes and back, and no second way of writing it.

use proptest::prelude::*;

use crate::body::Kind;
use crate::bytes::Canonical;
use crate::entry::Entry;
use crate::samples::Seed;

#[test]
fn the_layout_of_every_kind_stays() {
    let line = |kind: &Kind| format!("{kind} {}", Seed(7).entry(*kind).hash());
    let layout: Vec<String> = Kind::ALL.iter().map(line).collect();
    insta::assert_snapshot!(layout.join("\n"));
}

proptest! {
    #[test]
    fn bytes_say_one_thing(seed: u32, kind in proptest::sample::select(Kind::ALL)) {
        let entry = Seed(u64::from(seed)).entry(kind);
        prop_assert_eq!(Entry::from_bytes(&entry.to_bytes()), Ok(entry));
    }

    /// Whatever changes, the bytes are refused or they are another entry's, and those alone.
    #[test]
    fn no_entry_has_other_bytes(seed: u32, kind in proptest::sample::select(Kind::ALL), at: prop::sample::Index, change in 1_u8..) {
        let entry = Seed(u64::from(seed)).entry(kind);
        let mut bytes = entry.to_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= change;
        if let Ok(read) = Entry::from_bytes(&bytes) {
            prop_assert_ne!(&read, &entry);
            prop_assert_eq!(read.to_bytes(), bytes);
        }
    }

    #[test]
    fn cut_or_lengthened_bytes_are_refused(seed: u32, kind in proptest::sample::select(Kind::ALL), at: prop::sample::Index) {
        let bytes = Seed(u64::from(seed)).entry(kind).to_bytes();
        prop_assert!(Entry::from_bytes(&bytes[..at.index(bytes.len())]).is_err());
        prop_assert!(Entry::from_bytes(&[&bytes[..], &[0]].concat()).is_err());
    }

    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(entry) = Entry::from_bytes(&bytes) {
            prop_assert_eq!(entry.to_bytes(), bytes);
        }
    }
}
