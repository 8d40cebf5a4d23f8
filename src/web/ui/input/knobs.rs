//! The settings of a run, those that few need folded away.

use leptos::prelude::*;

use super::limits::{CHOICES, LIMITS, MORE_LIMITS};
use super::{choice_field, number_field};
use crate::format::count;
use crate::settings::{DEFAULT_BODY_CAP_BYTES, Limits, RunSettings};
use crate::units::Millis;
use crate::web::ui::controls;
use crate::web::ui::part::Part;
use crate::web::ui::state::State;

/// Binds all settings, folded away on narrow screens.
pub(super) fn bind(card: &Part, state: State) {
    let values = state.settings.values;
    card.part("knobs").set_flag("open", !controls::is_narrow());
    card.part("knobs-now").text(move || values.with(|settings| in_short(&settings.limits)));
    card.part("more-now").text(move || values.with(|settings| more_in_short(&settings.limits)));
    for knob in CHOICES {
        choice_field::bind(card, state, knob);
    }
    for knob in LIMITS.iter().chain(MORE_LIMITS) {
        number_field::bind(card, state, knob.knob(state));
    }
    number_field::bind_rate(card, state);
    card.field("back-off").tick(
        move || values.with(|settings| settings.limits.back_off),
        move |on| state.change_settings(|settings| settings.limits.back_off = on),
    );
    card.field("whole").tick(
        move || values.with(|settings| settings.body_cap.is_none()),
        move |on| {
            state.change_settings(|settings| settings.body_cap = (!on).then_some(DEFAULT_BODY_CAP_BYTES));
        },
    );
    card.on_press("reset", move || {
        state.change_settings(|settings| *settings = RunSettings::default());
        state.settings.replaced.update(|given| *given += 1);
    });
}

/// The limits in a few words, for when the fields are folded away.
fn in_short(limits: &Limits) -> String {
    let (in_flight, per_origin) = (count(limits.concurrency), count(limits.per_origin));
    let timeout = limits.timeout().get();
    let timeout = if timeout % 1_000.0 == 0.0 {
        format!("{} s", timeout / 1_000.0)
    } else {
        Millis::new(timeout).to_string()
    };
    format!("{in_flight} in flight · {per_origin} per host · {timeout}")
}

/// What is set other than by default, in a few words, for when the fields are folded away.
fn more_in_short(limits: &Limits) -> String {
    let rate = limits.rate.map(|rate| format!("{rate} a second"));
    let back_off = (!limits.back_off).then(|| "no slowing down".to_owned());
    let words = MORE_LIMITS.iter().map(|knob| knob.in_short(limits));
    [rate].into_iter().chain(words).chain([back_off]).flatten().collect::<Vec<_>>().join(" · ")
}
