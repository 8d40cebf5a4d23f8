//! Servers with a capacity, for a network to be made of.

use volley::units::Millis;

use crate::world::{Ask, Reply, answer, ms};

/// A token bucket: so many requests a second, and so many at once after a rest.
pub(crate) struct Bucket {
    per_second: f64,
    burst: f64,
    tokens: f64,
    seen: Millis,
}

impl Bucket {
    pub(crate) fn new(per_second: f64, burst: f64) -> Self {
        Self { per_second, burst, tokens: burst, seen: Millis::ZERO }
    }

    /// Whether a request at the instant `at` is served.
    pub(crate) fn take(&mut self, at: Millis) -> bool {
        self.tokens = (self.tokens + at.since(self.seen).get() * self.per_second / 1_000.0).min(self.burst);
        self.seen = at;
        let is_served = self.tokens >= 1.0;
        self.tokens -= f64::from(u8::from(is_served));
        is_served
    }
}

/// `workers` that serve one request each at a time, the rest in a queue: a server, or a browser's connections.
pub(crate) fn workers(workers: usize, takes: impl Fn(u32) -> f64 + 'static) -> impl FnMut(Ask) -> Reply {
    let mut free = vec![Millis::ZERO; workers];
    move |ask| {
        let first = free.iter_mut().min().expect("there are workers");
        *first = (*first).max(ask.at) + ms(takes(ask.target));
        answer(200, first.since(ask.at).get())
    }
}

/// The same behind a machine that stalls for a moment every now and then: what would come meanwhile comes together
/// when it goes on. `seed` says when.
pub(crate) fn behind_a_busy_machine(
    seed: u32,
    mut network: impl FnMut(Ask) -> Reply,
) -> impl FnMut(Ask) -> Reply {
    move |ask| {
        let reply = network(ask);
        let lands = (ask.at + reply.takes()).get();
        // In each second, at its beginning, as long as chance has it; in most seconds not at all.
        let second = (lands / 1_000.0).floor();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few minutes")]
        let stands_still =
            spread(seed.wrapping_mul(65_537).wrapping_add(second as u32), -1_000.0, 700.0).max(0.0);
        reply.landing_at(ms(lands.max(second * 1_000.0 + stands_still)), ask.at)
    }
}

/// Something from `least` to `most` for each target, always the same.
pub(crate) fn spread(target: u32, least: f64, most: f64) -> f64 {
    let mixed = target.wrapping_mul(0x9E37_79B9).rotate_left(13).wrapping_mul(0x85EB_CA6B) >> 16;
    least + (most - least) * f64::from(mixed) / 65_536.0
}
