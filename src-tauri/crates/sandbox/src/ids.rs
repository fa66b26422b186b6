//! Identifiers and random bytes come from here, so that tests are repeatable. This is the only
//! place that asks the operating system for randomness.

use std::fmt::Debug;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

/// Where the sandbox takes identifiers and secrets from.
pub trait Ids: Send + Sync + Debug {
    /// A version 7 UUID (RFC 9562 §5.7) in its usual spelling, used as the `id` of a resource: it
    /// begins with the time, so that new resources stand side by side in every index.
    fn uuid(&self, now: Timestamp) -> String {
        let mut bytes = [0; 10];
        self.bytes(&mut bytes);
        let millis = u64::try_from(now.as_millisecond()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &bytes)
            .into_uuid()
            .to_string()
    }

    /// Fills `buf` with random bytes.
    fn bytes(&self, buf: &mut [u8]);
}

/// The random source of the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct Random;

impl Ids for Random {
    /// An operating system that has no randomness leaves nothing that could be done safely: a
    /// guessable secret would be worse than an aborted process.
    fn bytes(&self, buf: &mut [u8]) {
        if let Err(error) = getrandom::fill(buf) {
            tracing::error!(%error, "the operating system gives no random bytes");
            std::process::abort();
        }
    }
}

/// A repeatable sequence for tests and demos: same seed, same ids. Never for secrets.
#[derive(Debug)]
pub struct Fixed(Mutex<u64>);

impl Fixed {
    /// A sequence determined by `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }
}

impl Ids for Fixed {
    fn bytes(&self, buf: &mut [u8]) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for chunk in buf.chunks_mut(8) {
            chunk.copy_from_slice(&split_mix(&mut state).to_le_bytes()[..chunk.len()]);
        }
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): small, and every seed gives a full-period sequence.
fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

const BASE32: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// `prefix` followed by `length` random letters and digits (5 bits each).
pub(crate) fn short(ids: &dyn Ids, prefix: &str, length: usize) -> String {
    let mut bytes = vec![0; length];
    ids.bytes(&mut bytes);
    let tail = bytes
        .iter()
        .map(|byte| char::from(BASE32[usize::from(byte & 31)]));
    prefix.chars().chain(tail).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at() -> Timestamp {
        Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_hours(500_000)
    }

    #[test]
    fn the_same_seed_gives_the_same_ids_and_another_seed_others() {
        let (a, b, c) = (Fixed::new(7), Fixed::new(7), Fixed::new(8));
        let first = a.uuid(at());
        assert_eq!(first, b.uuid(at()));
        assert_ne!(first, a.uuid(at()));
        assert_ne!(first, c.uuid(at()));
    }

    #[test]
    fn uuids_are_of_version_seven_and_later_ones_sort_behind() {
        for ids in [&Random as &dyn Ids, &Fixed::new(1)] {
            let first = ids.uuid(at());
            let parsed = uuid::Uuid::parse_str(&first).unwrap();
            assert_eq!(parsed.get_version_num(), 7);
            assert!(first < ids.uuid(at() + jiff::SignedDuration::from_millis(1)));
        }
    }

    #[test]
    fn random_bytes_fill_the_whole_buffer() {
        let mut buf = [0; 64];
        Random.bytes(&mut buf);
        assert!(
            buf.chunks(16)
                .all(|chunk| chunk.iter().any(|byte| *byte != 0))
        );
    }

    #[test]
    fn short_ids_have_prefix_length_and_alphabet() {
        let id = short(&Fixed::new(3), "scim_conn_", 20);
        let tail = id.strip_prefix("scim_conn_").unwrap();
        assert_eq!(tail.len(), 20);
        assert!(tail.bytes().all(|byte| BASE32.contains(&byte)));
    }
}
