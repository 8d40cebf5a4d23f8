//! What the targets of a mixed list do, and what is to be said of them.

/// Targets of one kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Share {
    /// Their path, up to their number.
    pub(super) path: &'static str,
    /// How their verdict begins.
    pub(super) verdict: &'static str,
}

pub(super) const SHARES: [Share; 5] = [
    Share { path: "/todos/", verdict: "HTTP 200" },
    Share { path: "/reset?n=", verdict: "No visible answer" },
    // With headers: without them it could be the browser that lets it wait, which is another story.
    Share { path: "/stall?bytes=16&n=", verdict: "Timed out" },
    Share { path: "/status/429?n=", verdict: "HTTP 429" },
    // Over HTTP/2 Chromium takes a body shorter than its `Content-Length` for whole; one that is reset it does not.
    Share { path: "/reset-after-headers?n=", verdict: "HTTP 200, cut short" },
];

/// Of twenty in a row, the first of every five goes wrong.
const EVERY: u32 = 5;
const WRONG: u32 = 4;

impl Share {
    /// The place in [`SHARES`] of what target `n` does.
    pub(super) fn of(n: u32) -> usize {
        if n.is_multiple_of(EVERY) { (n / EVERY % WRONG) as usize + 1 } else { 0 }
    }
}
