//! The numbers of the run, of which what is not known is a dash, never a zero.

use gloo_timers::callback::Interval;
use leptos::prelude::*;

use crate::format::{count, rate, stopwatch};
use crate::units::Millis;
use crate::web::ipc::clock::Clock;
use crate::web::ui::part::{Part, follow};
use crate::web::ui::run::RunState;
use crate::web::ui::state::PageState;

const TILES: usize = 9;

/// What the tiles say: each its value, where it is known, and what it is of.
type Texts = [(Option<String>, String); TILES];

/// Binds all tiles, by place: a signal for each would be most of the page's weight.
pub(super) fn bind(bar: &Part, run: RunState, phase: Memo<PageState>) {
    let list = bar.part("tiles");
    let tiles: [_; TILES] = core::array::from_fn(|_| {
        let tile = list.add("div", &[("class", "tile")], "");
        (tile.add("dt", &[], ""), tile.add("dd", &[], ""), tile)
    });
    let elapsed = elapsed(run, phase);
    let mut shown: Option<Texts> = None;
    follow(move || {
        let now = texts(run, elapsed.get(), phase.get().is_active());
        for (place, (title, value, tile)) in tiles.iter().enumerate() {
            let text = &now[place];
            if shown.as_ref().is_none_or(|shown| shown[place] != *text) {
                title.set_text(&text.1);
                value.set_text(text.0.as_deref().unwrap_or("–"));
                tile.set_class("unknown", text.0.is_none());
            }
        }
        shown = Some(now);
    });
}

fn texts(run: RunState, elapsed: Option<Millis>, is_moving: bool) -> Texts {
    let progress = run.current_progress();
    let (spread, checked, links) =
        run.summary.with(|summary| (summary.spread, summary.checked(), summary.links));
    let rate_now = progress.as_ref().and_then(|progress| progress.rate).map(rate);
    let in_flight = progress.as_ref().map(|progress| count(progress.in_flight));
    let left = progress.as_ref().and_then(|progress| progress.left).map(stopwatch);
    let elapsed = elapsed.map(|elapsed| if is_moving { stopwatch(elapsed) } else { elapsed.to_string() });
    let took = |time: Option<Millis>| time.map(|time| time.to_string());
    [
        (Some(count(checked)), format!("of {} checked", count(links))),
        (rate_now, "req/s".to_owned()),
        (in_flight, "in flight".to_owned()),
        (elapsed, "elapsed".to_owned()),
        (left, "left".to_owned()),
        (took(spread.p50), "p50".to_owned()),
        (took(spread.p90), "p90".to_owned()),
        (took(spread.p99), "p99".to_owned()),
        (took(spread.max), "max".to_owned()),
    ]
}

/// How often the stopwatch moves, in milliseconds: as often as the other numbers of a run.
const EVERY_MS: u32 = 200;

/// The time since the run's start, without pauses; `None` before the first run.
fn elapsed(run: RunState, phase: Memo<PageState>) -> Signal<Option<Millis>> {
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
