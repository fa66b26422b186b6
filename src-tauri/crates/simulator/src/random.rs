//! A small deterministic generator: the same seed always plays the same company and sends the same
//! probes. Never for secrets.

/// SplitMix64 (Steele, Lea, Flood 2014): tiny, and every seed gives a full-period sequence.
#[derive(Debug, Clone)]
pub(crate) struct SplitMix(u64);

impl SplitMix {
    /// The sequence that belongs to `seed`.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The sequence of one member of a series, so that the thousandth can be had without the
    /// 999 before it.
    pub(crate) fn nth(seed: u64, index: u64) -> Self {
        let mut mixed = Self(seed ^ index.wrapping_mul(0xD1B5_4A32_D192_ED03));
        mixed.next();
        mixed
    }

    /// The next 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `bound`; 0 when there is nothing to choose from. The bias of the remainder
    /// is far below what anybody could notice in a sample company.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        match u64::try_from(bound) {
            Ok(bound) if bound > 0 => usize::try_from(self.next() % bound).unwrap_or(0),
            _ => 0,
        }
    }

    /// One of `choices`, which is never an empty list in this crate.
    pub(crate) fn pick<'a, T>(&mut self, choices: &'a [T]) -> Option<&'a T> {
        choices.get(self.below(choices.len()))
    }

    /// A GUID in the spelling of a version 4 UUID.
    pub(crate) fn guid(&mut self) -> String {
        let (high, low) = (self.next(), self.next());
        format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0x0fff,
            0x8000 | ((low >> 48) & 0x3fff),
            low & 0xffff_ffff_ffff
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_sequence() {
        let (mut a, mut b) = (SplitMix::new(7), SplitMix::new(7));
        let one: Vec<u64> = (0..32).map(|_| a.next()).collect();
        let other: Vec<u64> = (0..32).map(|_| b.next()).collect();
        assert_eq!(one, other);
        assert_ne!(one, {
            let mut c = SplitMix::new(8);
            (0..32).map(|_| c.next()).collect::<Vec<u64>>()
        });
    }

    #[test]
    fn a_guid_is_spelled_like_a_version_4_uuid() {
        for seed in 0..200 {
            let guid = SplitMix::new(seed).guid();
            let parts: Vec<usize> = guid.split('-').map(str::len).collect();
            assert_eq!(parts, [8, 4, 4, 4, 12], "{guid}");
            assert_eq!(guid.as_bytes()[14], b'4', "{guid}");
            assert!(b"89ab".contains(&guid.as_bytes()[19]), "{guid}");
        }
    }

    #[test]
    fn a_number_stays_below_its_bound() {
        let mut random = SplitMix::new(1);
        assert!((0..1000).all(|_| random.below(7) < 7));
        assert_eq!(random.below(0), 0);
    }
}
