//! What every place for files must do, told once for all of them.

use ledger::hash::Hash;

use crate::blobs::Blobs;

/// Files of every size that matters: nothing, little, more than one packet.
pub const FILES: [&[u8]; 3] = [b"", b"evidence", &[7; 300_000]];

/// Goes through the contract on a place that is empty; `again` opens it anew, as after a restart.
///
/// # Panics
/// When it does not hold.
pub fn contract(blobs: &dyn Blobs, again: impl Fn() -> Box<dyn Blobs>) {
    assert_eq!(blobs.list(), Ok(Vec::new()));
    assert_eq!(blobs.get(Hash::plain(b"x")), Ok(None));
    for bytes in FILES {
        let hash = Hash::plain(bytes);
        assert_eq!(blobs.put(bytes), Ok(hash));
        assert_eq!(blobs.put(bytes), Ok(hash), "put twice");
        assert_eq!(blobs.get(hash), Ok(Some(bytes.to_vec())));
    }
    let restarted = again();
    let mut hashes = FILES.map(Hash::plain).to_vec();
    hashes.sort();
    assert_eq!(restarted.list(), Ok(hashes.clone()));
    for bytes in FILES {
        let kept = restarted.get(Hash::plain(bytes));
        assert_eq!(kept, Ok(Some(bytes.to_vec())), "after a restart");
    }
    let gone = Hash::plain(FILES[2]);
    for _ in 0..2 {
        assert_eq!(restarted.remove(gone), Ok(()), "removed twice");
    }
    assert_eq!(restarted.get(gone), Ok(None));
    hashes.retain(|hash| *hash != gone);
    assert_eq!(restarted.list(), Ok(hashes));
}
