//! The live reading: how many links, targets and hosts there are in what was given.

use leptos::prelude::*;

use crate::input::detect::Form;
use crate::protocol::Reading;
use crate::ui::state::{PageState, State};
use crate::units::Bytes;
use crate::words::count;

/// The reading in numbers, or why there is nothing to count.
#[component]
pub(super) fn Live(state: State, phase: Memo<PageState>) -> impl IntoView {
    let reading = state.reading;
    let is_going_on = move || reading.with(|reading| !reading.done);
    let has_links = move || reading.with(|reading| reading.links > 0);
    view! {
        <div class="live">
            <p class="live-numbers" hidden=move || !has_links()>
                <Number number=move || reading.with(|reading| reading.links) one="link" many="links"/>
                <Number number=move || reading.with(|reading| reading.targets) one="target" many="targets"/>
                <Number number=move || reading.with(|reading| reading.hosts) one="host" many="hosts"/>
                <span class="unsure" hidden=move || reading.with(|reading| reading.rejected == 0)>
                    {move || cannot_be_sent(reading.with(|reading| reading.rejected))}
                </span>
                <span hidden=move || reading.with(|reading| reading.commented_out == 0)>
                    <b>{move || count(reading.with(|reading| reading.commented_out))}</b>" commented out"
                </span>
            </p>
            <p class="note" hidden=move || !is_going_on()>
                {move || format!("Reading… {} so far.", Bytes(reading.with(|reading| reading.bytes)))}
            </p>
            <p class="note" hidden=move || has_links() || is_going_on() || phase.get() == PageState::Reading>
                {move || reading.with(nothing_found)}
            </p>
        </div>
    }
}

#[component]
fn Number(
    number: impl Fn() -> u32 + Copy + Send + Sync + 'static,
    one: &'static str,
    many: &'static str,
) -> impl IntoView {
    view! {
        <span><b>{move || count(number())}</b>" "{move || if number() == 1 { one } else { many }}</span>
    }
}

fn cannot_be_sent(rejected: u32) -> String {
    format!("{} cannot be sent", count(rejected))
}

fn nothing_found(reading: &Reading) -> &'static str {
    if reading.bytes == 0 {
        "Paste links, drop files here, or choose them."
    } else if reading.form == Some(Form::Text) {
        "No links in this text: in a text only what has a scheme or begins with www. is one."
    } else if reading.commented_out > 0 {
        "No links: every line that holds one is commented out."
    } else {
        "No links in this."
    }
}
