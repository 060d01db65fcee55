//! A server's name and private key as one line of text, in the form of Go's `sumdb/note`: what stands in its key file.
//!
//! ```text
//! PRIVATE+KEY+torikime.example.jp+2f8bd7b4+AQ…
//! ```

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::checkpoint::{Verifier, is_origin};
use crate::bytes::Malformed;
use crate::signature::PrivateKey;

const PREFIX: &str = "PRIVATE+KEY+";
/// The algorithm number of Ed25519 in signed notes.
const ED25519: u8 = 1;

/// Name and private key of a server.
pub struct Signer {
    /// The name under which it signs.
    pub origin: String,
    /// The key it signs with.
    pub key: PrivateKey,
}

impl Signer {
    /// The line for a new key file, from a name and 32 random bytes.
    ///
    /// # Errors
    /// When the name cannot stand in a note.
    pub fn line(origin: &str, seed: &[u8; 32]) -> Result<String, Malformed> {
        if !is_origin(origin) {
            return Err(Malformed::Value);
        }
        let key = PrivateKey::new(seed).public();
        let verifier = Verifier {
            origin: origin.to_owned(),
            key,
        };
        let public = verifier.to_string();
        // The hint is what stands before the last plus sign that is no part of the base64.
        let hint = public.split('+').nth(1).unwrap_or_default();
        let secret = STANDARD.encode([&[ED25519], &seed[..]].concat());
        Ok(format!("{PREFIX}{origin}+{hint}+{secret}"))
    }

    /// What others check this server's word with.
    #[must_use]
    pub fn verifier(&self) -> Verifier {
        Verifier {
            origin: self.origin.clone(),
            key: self.key.public(),
        }
    }
}

impl FromStr for Signer {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let line = text.trim_end_matches(['\r', '\n']);
        let rest = line.strip_prefix(PREFIX).ok_or(Malformed::Value)?;
        let parts: Vec<&str> = rest.splitn(3, '+').collect();
        let [origin, _, secret] = parts[..] else {
            return Err(Malformed::Value);
        };
        let bytes = STANDARD.decode(secret).map_err(|_| Malformed::Value)?;
        let [ED25519, seed @ ..] = &bytes[..] else {
            return Err(Malformed::Value);
        };
        let seed: [u8; 32] = seed.try_into().map_err(|_| Malformed::Value)?;
        // The one form this key has; a wrong letter in name or hint is refused.
        if Self::line(origin, &seed)? != line {
            return Err(Malformed::Value);
        }
        Ok(Self {
            origin: origin.to_owned(),
            key: PrivateKey::new(&seed),
        })
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer of {}", self.verifier())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_gives_its_key_back_and_shows_it_to_nobody() {
        let line = Signer::line("t.example", &[7; 32]).unwrap();
        let signer: Signer = format!("{line}\n").parse().unwrap();
        assert_eq!(signer.verifier().key, PrivateKey::new(&[7; 32]).public());
        assert_eq!(signer.origin, "t.example");
        let shown = format!("{signer:?}");
        assert!(!shown.contains(line.rsplit('+').next().unwrap()), "{shown}");
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let line = Signer::line("t.example", &[7; 32]).unwrap();
        let public = line.parse::<Signer>().unwrap().verifier().to_string();
        let cases = [
            String::new(),
            public,
            line.replace("t.example", "u.example"),
            line.replace("AQ", "Ag"),
            line.replace("HBw", "Hbw"),
            format!(" {line}"),
        ];
        for case in cases {
            assert!(case.parse::<Signer>().is_err(), "{case}");
        }
        assert!(Signer::line("two words", &[7; 32]).is_err());
    }
}
