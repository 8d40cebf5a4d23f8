//! The settings that few need, folded away until they are wanted.

use leptos::prelude::*;

use super::limits::MORE_LIMITS;
use super::number_field::NumberField;
use super::rate_field::RateField;
use super::whole_download::WholeDownload;
use crate::settings::Limits;
use crate::web::ui::state::State;

/// The fold.
#[component]
pub(super) fn MoreSettings(state: State) -> impl IntoView {
    let now = move || state.settings.values.with(|settings| in_short(&settings.limits));
    view! {
        <details class="more-settings" data-testid="more-settings">
            <summary>"More settings"<span class="knobs-now">{now}</span></summary>
            <div class="knob-grid">
                <RateField state/>
                {MORE_LIMITS.map(|knob| view! { <NumberField state knob/> }).into_iter().collect::<Vec<_>>()}
            </div>
            <BackOff state/>
            <WholeDownload state/>
        </details>
    }
}

#[component]
fn BackOff(state: State) -> impl IntoView {
    let is_on = move || state.settings.values.with(|settings| settings.limits.back_off);
    let change = move |event| {
        let on = event_target_checked(&event);
        state.change_settings(|settings| settings.limits.back_off = on);
    };
    view! {
        <label class="check">
            <input
                type="checkbox"
                data-testid="back-off"
                aria-describedby="about-back-off"
                prop:checked=is_on
                on:change=change
            />
            "Slow down for hosts in trouble"
        </label>
    }
}

/// What is set other than by default, in a few words, for when the fields are folded away.
fn in_short(limits: &Limits) -> String {
    let usual = Limits::default();
    let words = [
        limits.rate.map(|rate| format!("{rate} a second")),
        (limits.spacing_ms > 0).then(|| format!("{} apart", limits.spacing())),
        (limits.stop_after != usual.stop_after).then(|| match limits.stop_after {
            Some(failures) => format!("stop after {failures}"),
            None => "never stop".to_owned(),
        }),
        limits.time_budget().map(|budget| format!("at most {budget}")),
        (limits.retry_share_percent != usual.retry_share_percent)
            .then(|| format!("retries ≤ {} %", limits.retry_share_percent)),
        (limits.back_off != usual.back_off).then(|| "no slowing down".to_owned()),
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
