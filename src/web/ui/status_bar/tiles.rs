//! The numbers of the run, of which what is not known is a dash, never a zero; and its picture over time: answers a second, in
//! flight, the limit, and what was done to it.

use gloo_timers::callback::Interval;
use leptos::prelude::*;

use crate::chart::timeline::{HEIGHT, TimelineChart, WIDTH};
use crate::format::{count, rate, stopwatch};
use crate::protocol::Annotation;
use crate::units::Millis;
use crate::web::ipc::clock::Clock;
use crate::web::ui::controls;
use crate::web::ui::run::RunState;
use crate::web::ui::state::PageState;

const TILES: usize = 9;

/// What the tiles say: each its value, where it is known, and what it is of.
type Texts = [(Option<String>, String); TILES];

/// All tiles. Made in one go and shown by place: a signal for each would be most of the page's weight.
#[component]
pub(super) fn Tiles(run: RunState, phase: Memo<PageState>) -> impl IntoView {
    let elapsed = elapsed(run, phase);
    let texts = Memo::new(move |_| texts(run, elapsed.get(), phase.get().is_active()));
    let tile = |place: usize| {
        view! {
            <div class="tile">
                <dt>{move || texts.with(|texts| texts[place].1.clone())}</dt>
                <dd class:unknown=move || texts.with(|texts| texts[place].0.is_none())>
                    {move || texts.with(|texts| texts[place].0.clone()).unwrap_or_else(|| "–".to_owned())}
                </dd>
            </div>
        }
    };
    view! { <dl class="tiles">{(0..TILES).map(tile).collect::<Vec<_>>()}</dl> }
}

fn texts(run: RunState, elapsed: Option<Millis>, is_moving: bool) -> Texts {
    let progress = run.current_progress();
    let (spread, done, links) = run.summary.with(|summary| (summary.spread, summary.done, summary.links));
    let rate_now = progress.as_ref().and_then(|progress| progress.rate).map(rate);
    let in_flight = progress.as_ref().map(|progress| count(progress.in_flight));
    let left = progress.as_ref().and_then(|progress| progress.left).map(stopwatch);
    let elapsed = elapsed.map(|elapsed| if is_moving { stopwatch(elapsed) } else { elapsed.to_string() });
    let took = |time: Option<Millis>| time.map(|time| time.to_string());
    [
        (Some(count(done)), format!("of {}", count(links))),
        (rate_now, "a second".to_owned()),
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

/// Nothing before there are two samples.
#[component]
pub(super) fn Picture(run: RunState) -> impl IntoView {
    let chart = Memo::new(move |_| run.timeline.with(|view| TimelineChart::of(&view.samples, view.step)));
    let path = move |line: fn(&TimelineChart) -> &String| move || chart.with(|chart| line(chart).clone());
    let marks = move || {
        let chart = chart.get();
        run.timeline.with(|view| view.annotations.iter().map(|mark| drawn(mark, &chart)).collect::<Vec<_>>())
    };
    let scale = move || {
        chart.with(|chart| {
            let (answers, in_flight) = (rate(f64::from(chart.most_rate)), count(chart.most_in_flight));
            format!("Top: {answers} a second, {in_flight} in flight. Width: {}.", chart.span)
        })
    };
    view! {
        <details
            class="timeline"
            data-testid="story"
            prop:open=!controls::is_narrow()
            hidden=move || chart.with(|chart| chart.rate.is_empty())
        >
            <summary>
                <span>"Over time"</span>
                <span class="timeline-key is-rate">"Answers a second"</span>
                <span class="timeline-key is-flight">"In flight"</span>
                <span class="timeline-key is-limit">"Limit"</span>
                <span class="timeline-scale">{scale}</span>
            </summary>
            <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") preserveAspectRatio="none" role="img" aria-label=scale>
                {marks}
                <path class="is-limit" d=path(|chart| &chart.limit)/>
                <path class="is-flight" d=path(|chart| &chart.in_flight)/>
                <path class="is-rate" d=path(|chart| &chart.rate)/>
            </svg>
        </details>
    }
}

/// A mark: a line where a knob was turned, a shade while the tab was hidden; hovered, it says what.
fn drawn(mark: &Annotation, chart: &TimelineChart) -> AnyView {
    match mark {
        Annotation::Knob { at, text } => {
            let x = chart.x(*at);
            view! { <path class="is-knob" d=format!("M{x:.1} 0V{HEIGHT}")><title>{text.clone()}</title></path> }.into_any()
        }
        Annotation::Hidden { from, to } => {
            let (from, to) = (chart.x(*from), to.map_or(WIDTH, |to| chart.x(to)));
            let width = (to - from).max(1.0);
            view! {
                <path class="is-hidden" d=format!("M{from:.1} 0h{width:.1}v{HEIGHT}h-{width:.1}z")>
                    <title>"The tab was hidden"</title>
                </path>
            }
            .into_any()
        }
    }
}
