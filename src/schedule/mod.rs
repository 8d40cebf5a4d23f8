//! The scheduler: which target to request next, when, and when to try again. A state machine without I/O.
//!
//! # The contract
//! [`Scheduler`] gets a [`Plan`] (targets cut into one lane per origin), [`Limits`], a method and a seed. It names no
//! clock and never sleeps: time is `now`, given with every call and counted from the run's start. It starts no request
//! either; it returns one [`Action`] at a time, which its driver executes:
//!
//! ```text
//! loop {
//!     while let Some(action) = scheduler.poll_action(now()) { execute(action) }
//!     match first of { an attempt ended, a command came, scheduler.next_wakeup() has come } {
//!         ended   => scheduler.handle_end(attempt, &end, hint, now()),
//!         command => scheduler.pause(now()),   // or any other
//!         wakeup  => scheduler.handle_tick(now()),   // scheduler.interrupt(now()) first, when the clock has jumped
//!     }
//! }
//! ```
//! A drain may be millions of actions long: a [`DrainBudget`](drain_budget::DrainBudget) says when to yield.
//!
//! # What is promised
//! - **Limits.** Never more attempts in flight than [`Limits::concurrency`] over all lanes and [`Limits::per_origin`] in
//!   one; never more starts than [`Limits::rate`] in any half-open window of its length; never two starts in a lane
//!   closer than [`Limits::spacing_ms`]. All of them hold from the call that sets them. A limit that is lowered ends
//!   nothing; the surplus drains by itself.
//! - **Fairness.** Lanes take turns: one start each, as long as they have work and may start. A lane that could start
//!   waits for at most one start of every other lane. Finding the next start costs the same for one lane and for a
//!   million.
//! - **One end each.** Every target of the plan ends exactly once: with an [`Action::Settle`] (its last attempt is its
//!   verdict), with an [`Action::Withdraw`] (stopped while it waited for a further attempt), with an [`Action::Skip`] (its
//!   lane was skipped), or in the number that [`Action::Finished`] carries (stopped before its first). `Finished` comes
//!   once and nothing follows it; unless targets are queued again by [`Scheduler::retry`], which end once more, and then
//!   so does the run.
//! - **Bounded steps.** No call takes longer because many targets wait: they leave in pieces of at most
//!   [`MAX_SKIPPED_AT_ONCE`](action::MAX_SKIPPED_AT_ONCE). What a call may take is written at it.
//! - **Always an end.** An attempt that has not ended five seconds after its abort is abandoned ([`Action::Abandon`]): no
//!   slot is lost, and no stop waits for ever.
//! - **Rest.** After a drain there is something in flight, or a wake-up, or a hold, or a question ([`Phase::AwaitingUser`]), or
//!   the end: never a poll in vain.
//! - **No trap.** Every call is legal at any time and in any order. An end that is reported twice or for an unknown
//!   attempt, a command after the end, a lane that does not exist, a clock that stops, steps back or jumps by days: none
//!   of it panics or breaks a promise.
//!
//! # When a target gets a further attempt
//! | its attempt ended in | then |
//! | --- | --- |
//! | 429, 502, 503, 504, a timeout, a network error that may pass | up to [`Limits::retries`] further attempts, each after a growing, jittered delay and no sooner than the server requested, while all retries of the run keep to their share ([`Limits::retry_share_percent`]) |
//! | a timeout without headers, begun while more than six were in flight in its lane | it may have spent its time inside the browser, so it does not count: retried at once, *capped*: with at most six in its lane, even with no retries left |
//! | 403, 404, 405, 501 or no visible answer to the HEAD of *HEAD then GET* | a GET follows at once; no retry |
//! | a refusal by the browser | the same after a delay, at most three times, not counted as retries; the global limit is halved |
//! | nothing, because it was recalled ([`Scheduler::recall`], [`Scheduler::interrupt`], [`Scheduler::suspect_sleep`]) | requested again as if it had not been |
//! | anything else | it settles |
//!
//! A target that waits holds no slot and does not hold up its lane. One that is due goes before those not yet started,
//! which keeps the number of waiting ones small.
//!
//! # When a lane slows down or stops
//! | what happens in it | then |
//! | --- | --- |
//! | 429 or 503, or five targets that fail in a row | it is halved and closed for a while, once for a burst, and stays throttled until it has recovered |
//! | a server says how long to wait | it is closed until then, at most [`MAX_HINT_MS`](hint::MAX_HINT_MS) |
//! | [`Limits::stop_after`] targets fail in a row | it stops until [`Scheduler::resume_lane`], [`Scheduler::skip_lane`] or a greater number |
//!
//! A *failure* is a timeout, 429, 5xx or a reset after the headers, counted once a target. *No visible answer* never is:
//! in a page it is mostly a site without CORS.
//!
//! # Where things are
//! | | |
//! | --- | --- |
//! | who waits | `work` (of a lane), `lane`, `lanes` (the turns, and who waits for time), `plan` |
//! | how fast | `concurrency_limit` (all lanes), `tuner` (what pays), `rate_limiter`, `arrivals` (starts that wait for no answer), `throttle` (a slow lane: AIMD) |
//! | again? | `retry` decides, `backoff` says how long, `budget` how many in all, `hint` and `http_date` what the server said |
//! | how it counts | `attempt_sample` (of an end), `failure_streak` (failures in a row), `hidden_streak` (answers that are not shown) |
//! | what happens | `flights`, `timer_queue` (what is due when), `backoffs`, `hold`, `stopwatch`, `sleep` |
//!
//! [`scheduler`] only moves targets between them.

#[cfg(doc)]
use {crate::settings::Limits, action::Action, plan::Plan, progress::Phase, scheduler::Scheduler};

pub mod action;
pub mod hint;
pub mod hold;
pub mod lane_status;
pub mod notice;
pub mod plan;
pub mod progress;
pub mod scheduler;
pub mod sleep;

pub use scheduler::RetryRequest;
pub use throttle::SlowReason;

mod arrivals;
mod attempt_sample;
mod backoff;
mod backoffs;
mod budget;
mod concurrency_limit;
pub mod drain_budget;
mod failure_streak;
mod flights;
mod hidden_streak;
mod http_date;
mod lane;
mod lanes;
mod rate_limiter;
mod retry;
mod stopwatch;
pub mod throttle;
mod timer_queue;
mod tuner;
mod work;
