//! The scheduler: which target is asked next, when, and when to try again. A state machine without I/O.
//!
//! # The contract
//! [`Scheduler`] gets a [`Plan`] (targets cut into one lane per origin), [`Limits`] and a seed. It names no clock and
//! never sleeps: time is `now`, given with every call and counted from the run's start. It starts no request either;
//! it says what is to be done, one [`Action`] at a time, and whoever drives it obeys:
//!
//! ```text
//! loop {
//!     while let Some(action) = scheduler.poll_action(now()) { obey(action) }
//!     match first of { an attempt ended, a command came, scheduler.next_wakeup() has come } {
//!         ended   => scheduler.handle_end(attempt, &end, now()),
//!         command => scheduler.pause(now()),   // or resume, stop, set_limits
//!         wakeup  => scheduler.handle_tick(now()),
//!     }
//! }
//! ```
//!
//! # What is promised
//! - **Limits.** Never more attempts in flight than [`Limits::concurrency`] over all lanes and [`Limits::per_origin`] in
//!   one. A limit that is lowered ends nothing; the surplus drains by itself.
//! - **Fairness.** Lanes take turns: one start each, as long as they have work and room. A lane that could start waits
//!   for at most one start of every other lane. Finding the next start costs the same for one lane and for a million.
//! - **One end each.** Every target of the plan ends exactly once: with an [`Action::Settle`] (its last attempt is its
//!   verdict), with an [`Action::Withdraw`] (stopped while it waited for a further attempt), or in the number that
//!   [`Action::Finished`] carries (stopped before its first). `Finished` comes exactly once and nothing follows it.
//! - **Rest.** After a drain there is something in flight, or a wake-up, or a pause, or the end: never a poll in vain.
//! - **No trap.** Every call is legal at any time and in any order. An end that is reported twice or for an unknown
//!   attempt, a command after the end, a clock that stands, steps back or jumps by days: none of it panics or breaks a
//!   promise.
//!
//! # When a target is tried again
//! | its attempt ended in | then |
//! | --- | --- |
//! | 429, 502, 503, 504, a timeout | up to [`Limits::retries`] further attempts, each after a growing, jittered delay |
//! | a timeout without headers, begun while more than six were in flight in its lane | it may have spent its time inside the browser, so it does not count: asked again at once and *narrowly*, with at most six in its lane, even with no retries left |
//! | a refusal by the browser | the same after a delay, at most three times, not counted as retries; the global limit is halved |
//! | anything else | it settles |
//!
//! A target that waits holds no slot; the rest of its lane goes on. One that is due goes before those not yet started,
//! which keeps the number of waiting ones small.
//!
//! # Where things are
//! `retry` decides, `backoff` says how long, `lane` and `lanes` (the turns) hold who waits, `ceiling` the global limit,
//! `agenda` what is due when, and [`scheduler`] only moves targets between them.
//!
//! [`Scheduler`]: scheduler::Scheduler
//! [`Plan`]: plan::Plan
//! [`Action`]: action::Action
//! [`Action::Settle`]: action::Action::Settle
//! [`Action::Withdraw`]: action::Action::Withdraw
//! [`Action::Finished`]: action::Action::Finished
//! [`Limits`]: crate::settings::Limits
//! [`Limits::concurrency`]: crate::settings::Limits::concurrency
//! [`Limits::per_origin`]: crate::settings::Limits::per_origin
//! [`Limits::retries`]: crate::settings::Limits::retries

pub mod action;
pub mod hint;
pub mod hold;
pub mod lane_status;
pub mod notice;
pub mod plan;
pub mod progress;
pub mod scheduler;

pub use pace::SlowReason;
pub use scheduler::Again;

mod agenda;
mod backoff;
mod budget;
mod ceiling;
mod evidence;
mod flights;
mod http_date;
mod lane;
mod lanes;
pub mod pace;
mod random;
mod retry;
mod stop_loss;
mod stopwatch;
mod tuner;
mod window;
