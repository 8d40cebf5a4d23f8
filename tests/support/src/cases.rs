//! How many cases a property test tries.

/// Returns `usual` times the number in `VOLLEY_CASES_TIMES` (1 where it is not set). `cargo xtask test --full` sets it;
/// `PROPTEST_CASES` alone does not reach a property that names its own number.
///
/// # Panics
/// When the variable holds no whole number: fewer cases than meant would pass unseen.
pub fn cases(usual: u32) -> u32 {
    let times = std::env::var("VOLLEY_CASES_TIMES").map_or(1, |times| {
        times.parse().unwrap_or_else(|_| panic!("VOLLEY_CASES_TIMES is not a whole number: {times}"))
    });
    usual.saturating_mul(times)
}
