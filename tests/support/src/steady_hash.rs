//! A hash that stays the same over runs, machines and Rust versions.

/// Returns 64 well-mixed bits of the texts, in this order, as FNV-1a with the finaliser of
/// `MurmurHash3`. A boundary between two texts counts, so `["ab", "c"]` differs from `["a", "bc"]`.
pub(crate) fn steady_hash(texts: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for text in texts {
        for byte in text.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    // FNV alone leaves the low bits of short texts poorly mixed, and callers take a remainder.
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::steady_hash;

    #[test]
    fn the_boundary_between_two_texts_counts() {
        assert_ne!(steady_hash(&["ab", "c"]), steady_hash(&["a", "bc"]));
    }

    #[test]
    fn short_names_spread_evenly() {
        let mut counts = [0_u32; 4];
        for name in 0..4_000 {
            let bucket = steady_hash(&[&format!("h{name}.test")]) % 4;
            counts[usize::try_from(bucket).unwrap()] += 1;
        }
        assert!(counts.iter().all(|count| (900..1_100).contains(count)), "{counts:?}");
    }
}
