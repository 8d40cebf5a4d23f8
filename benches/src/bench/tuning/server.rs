//! The servers whose best level is known.

/// A server whose best level is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Server {
    pub(super) what: &'static str,
    /// Its path up to the name of its line.
    pub(super) path: &'static str,
    /// As many as it answers in about twenty seconds.
    pub(super) targets: u32,
    /// Levels at and around the best.
    pub(super) fixed: [u32; 4],
}

pub(super) const SERVERS: [Server; 4] = [
    Server {
        what: "8 places of 100 ms",
        path: "/capacity/8/100?line=",
        targets: 1_600,
        fixed: [8, 16, 10, 12],
    },
    Server {
        what: "24 places of 100 ms",
        path: "/capacity/24/100?line=",
        targets: 4_800,
        fixed: [24, 40, 28, 32],
    },
    Server {
        what: "60 places of 100 ms",
        path: "/capacity/60/100?line=",
        targets: 12_000,
        fixed: [60, 90, 66, 76],
    },
    // In 100 ms and what the way takes, 20 in flight ask for just less than 200 a second.
    Server {
        what: "429 past 200 a second",
        path: "/bucket/200/20?ms=100&line=",
        targets: 4_000,
        fixed: [16, 22, 19, 26],
    },
];
