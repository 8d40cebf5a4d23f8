//! The run's elapsed time, moving on between the reports of it.

use gloo_timers::callback::Interval;
use leptos::prelude::*;

use crate::units::Millis;
use crate::web::ipc::clock::Clock;
use crate::web::ui::run::RunState;
use crate::web::ui::state::PageState;

/// How often the stopwatch moves, in milliseconds: as often as the other numbers of a run.
const EVERY_MS: u32 = 200;

/// The time since the run's start, without pauses; `None` before the first run.
pub(super) fn elapsed(run: RunState, phase: Memo<PageState>) -> Signal<Option<Millis>> {
    let clock = StoredValue::new_local(Clock::new());
    let now = move || clock.with_value(Clock::now);
    // What was reported, and when by the clock of this thread.
    let reported = RwSignal::new(None::<(Millis, Millis)>);
    let shown_at = RwSignal::new(Millis::ZERO);
    Effect::new(move |_| {
        // Imported results may not say how long they took.
        let progress =
            run.current_progress().filter(|progress| progress.elapsed > Millis::ZERO || !run.is_imported());
        let report = progress.map(|progress| (progress.elapsed, now()));
        reported.set(report);
        shown_at.set(now());
    });
    let ticking = StoredValue::new_local(None::<Interval>);
    Effect::new(move |_| {
        let is_running = phase.get() == PageState::Running;
        ticking.set_value(is_running.then(|| Interval::new(EVERY_MS, move || shown_at.set(now()))));
    });
    Signal::derive(move || {
        let (elapsed, at) = reported.get()?;
        let since = if phase.get() == PageState::Running { shown_at.get().since(at) } else { Millis::ZERO };
        Some(elapsed + since)
    })
}
