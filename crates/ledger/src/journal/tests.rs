//! Known answers of Certificate Transparency, and every proof of every small tree, right and wrong.

use proptest::prelude::*;

use super::checkpoint::{Checkpoint, Note, Verifier};
use super::receipt::Receipt;
use super::tree::{self, Edge, consistency, extends, includes, inclusion, leaf_hash, root};
use super::{Leaf, tree::Nodes};
use crate::bytes::Canonical;
use crate::hash::Hash;
use crate::id::{LedgerId, OrganisationId};
use crate::signature::PrivateKey;

/// Leaves and roots as the Certificate Transparency project tests its trees.
const LEAVES: [&[u8]; 8] = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"@ABC",
    b"PQRSTUVW",
    b"`abcdefghijklmno",
];
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn leaves(count: u64) -> Vec<Hash> {
    (0..count).map(|at| leaf_hash(&at.to_be_bytes())).collect()
}

#[test]
fn known_roots() {
    let mut edge = Edge::default();
    let mut hashes = Vec::new();
    for (size, wanted) in ROOTS.iter().enumerate() {
        assert_eq!(edge.root().to_string(), *wanted);
        assert_eq!(root(&hashes[..], size as u64).unwrap(), edge.root());
        assert_eq!(Edge::from_bytes(&edge.to_bytes()).unwrap(), edge);
        if let Some(leaf) = LEAVES.get(size) {
            hashes.push(leaf_hash(leaf));
            for full in edge.push(leaf_hash(leaf)) {
                assert_eq!(hashes[..].full(full.level, full.index).unwrap(), full.root);
            }
        }
    }
}

#[test]
fn every_leaf_of_every_small_tree_is_proved_and_no_other() {
    for size in 1..40 {
        let hashes = leaves(size);
        let whole = root(&hashes[..], size).unwrap();
        for index in 0..size {
            let path = inclusion(&hashes[..], index, size).unwrap();
            for claimed in 0..=size {
                let leaf = hashes[index as usize];
                assert_eq!(
                    includes(whole, size, claimed, leaf, &path),
                    claimed == index,
                    "{index} as {claimed} of {size}"
                );
            }
            let longer = [&path[..], &[whole]].concat();
            assert!(!includes(
                whole,
                size,
                index,
                hashes[index as usize],
                &longer
            ));
        }
    }
}

#[test]
fn every_small_tree_extends_its_beginnings_and_nothing_else() {
    for new in 0..34 {
        let hashes = leaves(new);
        let after = (new, root(&hashes[..], new).unwrap());
        for old in 0..=new {
            let before = (old, root(&hashes[..], old).unwrap());
            let path = consistency(&hashes[..], old, new).unwrap();
            assert!(extends(before, after, &path), "{old} to {new}");
            let other = (old, Hash([9; 32]));
            assert!(!extends(other, after, &path));
            // Every tree extends the empty one; from there on the new root counts.
            assert_eq!(
                extends(before, (new, Hash([9; 32])), &path),
                old == 0 && new > 0
            );
            assert!(!extends(
                before,
                after,
                &[&path[..], &[Hash([1; 32])]].concat()
            ));
        }
    }
}

fn receipt(count: u64, index: u64) -> (Receipt, Verifier) {
    let ledger = LedgerId::from(OrganisationId([7; 16]));
    let appended: Vec<Leaf> = (0..count)
        .map(|seq| Leaf {
            ledger,
            seq,
            head: leaf_hash(&[1]),
        })
        .collect();
    let hashes: Vec<Hash> = appended.iter().map(Leaf::hash).collect();
    let key = PrivateKey::new(&[3; 32]);
    let checkpoint = Checkpoint {
        origin: "t.example".to_owned(),
        size: count,
        root: root(&hashes[..], count).unwrap(),
        epoch: 2,
    };
    let verifier = Verifier {
        origin: checkpoint.origin.clone(),
        key: key.public(),
    };
    let proof = inclusion(&hashes[..], index, count).unwrap();
    (
        Receipt {
            leaf: appended[index as usize],
            index,
            proof,
            note: checkpoint.signed(&key),
        },
        verifier,
    )
}

#[test]
fn a_receipt_travels_as_text() {
    let (kept, verifier) = receipt(5, 3);
    insta::assert_snapshot!(format!("{kept}\n{verifier}"));
    assert_eq!(
        kept.to_string()
            .replace('\n', "\r\n")
            .parse::<Receipt>()
            .unwrap(),
        kept
    );
    assert_eq!(verifier.to_string().parse::<Verifier>().unwrap(), verifier);
    assert!(kept.holds(&verifier));
    let stranger = Verifier {
        key: PrivateKey::new(&[4; 32]).public(),
        ..verifier
    };
    assert!(!kept.holds(&stranger));
}

proptest! {
    #[test]
    fn a_changed_letter_never_holds(place in 0_usize..900, letter in "[ -~\n]") {
        let (kept, verifier) = receipt(6, 2);
        let text = kept.to_string();
        let place = place % text.len();
        prop_assume!(text.is_char_boundary(place) && text.is_char_boundary(place + 1) && text[place..=place] != letter);
        let changed = format!("{}{letter}{}", &text[..place], &text[place + 1..]);
        let holds = changed.parse::<Receipt>().is_ok_and(|read| read != kept && read.holds(&verifier));
        prop_assert!(!holds, "{changed}");
    }

    #[test]
    fn large_trees_prove_too(size in 1_u64..3000, at in 0_u64..3000, old in 0_u64..3000) {
        let hashes = leaves(size);
        let (index, old) = (at % size, old % (size + 1));
        let whole = tree::root(&hashes[..], size).unwrap();
        prop_assert!(includes(whole, size, index, hashes[index as usize], &inclusion(&hashes[..], index, size).unwrap()));
        let before = (old, tree::root(&hashes[..], old).unwrap());
        prop_assert!(extends(before, (size, whole), &consistency(&hashes[..], old, size).unwrap()));
    }

    #[test]
    fn notes_never_panic(text in "\\PC{0,80}(\n\\PC{0,20}){0,6}") {
        let _ = text.parse::<Note>();
        let _ = text.parse::<Receipt>();
        let _ = text.parse::<Verifier>();
    }
}
