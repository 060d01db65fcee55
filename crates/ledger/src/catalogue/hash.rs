//! The hash of a catalogue's content.

use std::fmt;

use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

use super::{Item, Scheme, Topic};

/// Sets this hash apart from every other use of SHA-256. A change of the canonical form changes the number.
const DOMAIN: &[u8] = b"torikime catalogue 1\n";

/// SHA-256 over the canonical content: what is said, in its order, without comments, line breaks and file names.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CatalogueHash(pub [u8; 32]);

impl fmt::Display for CatalogueHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for CatalogueHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Serialize for CatalogueHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The canonical form: JSON without spaces, fields in the order of their types, lists in the order of the catalogue.
#[derive(Serialize)]
pub(super) struct Content<'a> {
    pub version: jiff::civil::Date,
    pub topics: &'a [Topic],
    pub schemes: &'a [Scheme],
    pub items: &'a [Item],
}

impl Content<'_> {
    pub fn hash(&self) -> CatalogueHash {
        // Serialising fails only on maps with keys that are not text; there are no maps here.
        let bytes = serde_json::to_vec(self).unwrap_or_default();
        let digest = Sha256::new_with_prefix(DOMAIN).chain_update(bytes);
        CatalogueHash(digest.finalize().into())
    }
}
