//! What the targets of a mixed list do, and what is to be said of them.

/// Targets of one kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Share {
    /// Their path, up to their number.
    pub(super) path: &'static str,
    /// How their verdict may begin.
    pub(super) verdicts: &'static [&'static str],
}

pub(super) const SHARES: [Share; 5] = [
    Share { path: "/todos/", verdicts: &["HTTP 200"] },
    Share { path: "/reset?n=", verdicts: &["No visible answer"] },
    // With headers: without them it could be the browser that lets it wait, which is another story.
    Share { path: "/stall?bytes=16&n=", verdicts: &["Timed out"] },
    Share { path: "/status/429?n=", verdicts: &["HTTP 429"] },
    // Over HTTP/2 Chromium takes a body shorter than its `Content-Length` for whole; one that is reset it does not. Now and
    // then (1 to 5 of 5,000) the reset is there before the page has been given the headers: then it has seen no answer.
    Share { path: "/reset-after-headers?n=", verdicts: &["HTTP 200, cut short", "No visible answer"] },
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
