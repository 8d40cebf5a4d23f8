//! The picture of the run over time: answers a second, in flight, the limit, and what was done to it.

use leptos::prelude::*;

use crate::chart::timeline::{HEIGHT, TimelineChart, WIDTH};
use crate::format::{count, rate};
use crate::protocol::Annotation;
use crate::web::ui::controls;
use crate::web::ui::run::RunState;

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
