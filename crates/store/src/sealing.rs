//! Seals what must be shown to others as it is, and so cannot be kept as a hash: whoever reads the database alone can use none of it.

use ledger::hash::Hash;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::settings::Settings;

/// What the server's key signs to give the sealing key. The signature is told to nobody, and always the same (RFC 8032).
const DOMAIN: &[u8] = b"torikime/sealing/1";

impl Settings {
    /// Seals a text; `about` must be the same to open it. None where the cipher will not, which is for texts of gigabytes.
    pub(crate) fn seal(&self, about: &[&str], text: &str) -> Option<Vec<u8>> {
        let nonce: [u8; NONCE_LEN] = self.random();
        let mut sealed = text.as_bytes().to_vec();
        let aad = Aad::from(bound(about));
        let with = Nonce::assume_unique_for_key(nonce);
        self.sealing_key()?
            .seal_in_place_append_tag(with, aad, &mut sealed)
            .ok()?;
        Some([nonce.as_slice(), &sealed].concat())
    }

    /// Opens it; none where another key sealed it, or something else.
    pub(crate) fn unseal(&self, about: &[&str], sealed: &[u8]) -> Option<String> {
        let (nonce, rest) = sealed.split_first_chunk::<NONCE_LEN>()?;
        let mut rest = rest.to_vec();
        let aad = Aad::from(bound(about));
        let with = Nonce::assume_unique_for_key(*nonce);
        let key = self.sealing_key()?;
        let text = key.open_in_place(with, aad, &mut rest).ok()?;
        String::from_utf8(text.to_vec()).ok()
    }

    fn sealing_key(&self) -> Option<LessSafeKey> {
        let signature = self.key.sign(DOMAIN);
        let key = Hash::of("torikime/sealing-key/1", &[&signature.0]);
        let key = UnboundKey::new(&CHACHA20_POLY1305, &key.0).ok()?;
        Some(LessSafeKey::new(key))
    }
}

/// What a text is sealed for; each part with its length before it, so that none runs into the next.
fn bound(about: &[&str]) -> [u8; 32] {
    let framed = |part: &&str| format!("{}:{part}", part.len());
    let framed: String = about.iter().map(framed).collect();
    Hash::of("torikime/sealed/1", &[framed.as_bytes()]).0
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use ledger::signature::PrivateKey;

    use crate::settings::Settings;
    use crate::testing::{HandClock, settings};

    #[test]
    fn what_is_sealed_opens_with_its_key_and_for_its_purpose_alone() {
        let told = settings(&HandClock::default(), 1);
        let sealed = told.seal(&["a", "b"], "ひみつ").unwrap();
        let again = told.seal(&["a", "b"], "ひみつ").unwrap();
        assert_ne!(sealed, again, "equal texts do not show");
        let shown = String::from_utf8_lossy(&sealed).into_owned();
        assert!(!shown.contains("ひみつ"));
        let other = Settings {
            key: Arc::new(PrivateKey::new(&[9; 32])),
            ..told.clone()
        };
        let mut bent = sealed.clone();
        *bent.last_mut().unwrap() ^= 1;
        for (told, about, sealed, opens) in [
            (&told, ["a", "b"], &sealed[..], true),
            (&other, ["a", "b"], &sealed, false),
            (&told, ["a", "c"], &sealed, false),
            (&told, ["ab", ""], &sealed, false),
            (&told, ["a", "b"], &bent, false),
            (&told, ["a", "b"], &sealed[..11], false),
            (&told, ["a", "b"], &[], false),
        ] {
            let text = told.unseal(&about, sealed);
            assert_eq!(text.as_deref(), opens.then_some("ひみつ"), "{about:?}");
        }
    }
}
