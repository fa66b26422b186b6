//! A signed client assertion (RFC 7523 §2.2) with a key pair made for one test.
//!
//! ES256, because a P-256 key is made in no time. No private key is kept in the tree.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use p256::pkcs8::{EncodePublicKey as _, LineEnding};
use serde_json::{Value, json};

/// A workload that can prove who it is.
#[derive(Debug)]
pub struct Prover {
    key: SigningKey,
}

impl Prover {
    /// Makes the key pair from 32 bytes, so that a test is the same each time.
    ///
    /// # Panics
    /// When the bytes are no valid scalar of the curve (all zero, for one).
    #[must_use]
    pub fn from_seed(seed: [u8; 32]) -> Self {
        let key = SigningKey::from_slice(&seed).expect("the seed is a scalar of P-256");
        Self { key }
    }

    /// The public key, as a PEM document.
    ///
    /// # Panics
    /// Never: the key is valid.
    #[must_use]
    pub fn public_key_pem(&self) -> String {
        let key = self.key.verifying_key();
        key.to_public_key_pem(LineEnding::LF)
            .expect("a valid key has a PEM form")
    }

    /// The claims as a signed JWT.
    #[must_use]
    pub fn sign(&self, claims: &Value) -> String {
        let header = json!({"alg": "ES256", "typ": "JWT", "kid": "test"});
        let signed = format!(
            "{}.{}",
            encode(header.to_string()),
            encode(claims.to_string())
        );
        let signature: Signature = self.key.sign(signed.as_bytes());
        format!("{signed}.{}", encode(signature.to_bytes()))
    }
}

fn encode(bytes: impl AsRef<[u8]>) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}
