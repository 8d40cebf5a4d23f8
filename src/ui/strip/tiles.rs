//! The numbers of the run. What is not known is a dash, never a zero.

use leptos::prelude::*;

use super::stopwatch::elapsed;
use crate::protocol::Progress;
use crate::stats::summary::Spread;
use crate::ui::state::{PageState, State};
use crate::units::Millis;
use crate::words::{count, rate, stopwatch};

/// All tiles.
#[component]
pub(super) fn Tiles(state: State, phase: Memo<PageState>) -> impl IntoView {
    let progress = Memo::new(move |_| state.current_progress());
    let of_progress = move |words: fn(&Progress) -> Option<String>| {
        Signal::derive(move || progress.with(|progress| progress.as_ref().and_then(words)))
    };
    let of_spread = move |value: fn(&Spread) -> Option<Millis>| {
        Signal::derive(move || {
            state.summary.with(|summary| value(&summary.spread)).map(|value| value.to_string())
        })
    };
    let done = Signal::derive(move || Some(state.summary.with(|summary| count(summary.done))));
    let done_label =
        Signal::derive(move || format!("of {}", state.summary.with(|summary| count(summary.links))));
    let elapsed = elapsed(state, phase);
    let elapsed = Signal::derive(move || {
        let is_moving = phase.get().is_active();
        elapsed.get().map(|elapsed| if is_moving { stopwatch(elapsed) } else { elapsed.to_string() })
    });
    view! {
        <dl class="tiles">
            <Tile label=done_label value=done/>
            <Tile label="a second" value=of_progress(|progress| progress.rate.map(rate))/>
            <Tile label="in flight" value=of_progress(|progress| Some(count(progress.in_flight)))/>
            <Tile label="elapsed" value=elapsed/>
            <Tile label="left" value=of_progress(|progress| progress.left.map(stopwatch))/>
            <div class="tiles-part" aria-hidden="true"></div>
            <Tile label="p50" value=of_spread(|spread| spread.p50)/>
            <Tile label="p90" value=of_spread(|spread| spread.p90)/>
            <Tile label="p99" value=of_spread(|spread| spread.p99)/>
            <Tile label="max" value=of_spread(|spread| spread.max)/>
        </dl>
    }
}

#[component]
fn Tile(#[prop(into)] label: Signal<String>, value: Signal<Option<String>>) -> impl IntoView {
    let is_known = move || value.with(Option::is_some);
    view! {
        <div class="tile">
            <dt>{label}</dt>
            <dd class:unknown=move || !is_known()>{move || value.get().unwrap_or_else(|| "–".to_owned())}</dd>
        </div>
    }
}
