//! How many processors the browser says that there are.

/// Their number; 1 where the browser does not say.
pub fn count() -> u32 {
    let reported = web_sys::window().map_or(1.0, |window| window.navigator().hardware_concurrency());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count; saturates")]
    let count = reported as u32;
    count.max(1)
}
