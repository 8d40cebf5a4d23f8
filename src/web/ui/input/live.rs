//! The live reading: how many links, targets and hosts there are in what was given.

use leptos::prelude::*;

use crate::format::{count, counted};
use crate::input::detect::Form;
use crate::protocol::{CodegenCommand, Command, ReadingView, Secrecy};
use crate::units::Bytes;
use crate::web::ui::state::{PageState, State};

/// The reading in numbers, or why there is nothing to count.
#[component]
pub(super) fn Live(state: State, phase: Memo<PageState>) -> impl IntoView {
    let reading = state.list.reading;
    let importing = state.run.importing;
    let is_going_on = move || reading.with(|reading| !reading.done);
    let practice_among = move || reading.with(|reading| reading.practice_among);
    let has_links = move || reading.with(|reading| reading.links > 0);
    let numbers = move || {
        let number =
            |(number, what, class)| view! { <span class=class><b>{count(number)}</b>" "{what}</span> };
        reading.with(counts).into_iter().map(number).collect::<Vec<_>>()
    };
    view! {
        <div class="live">
            <p class="live-numbers" hidden=move || !has_links()>{numbers}</p>
            <p class="note unsure" data-testid="practice-among" hidden=move || practice_among() == 0>
                {move || {
                    let links = counted(practice_among(), "practice link", "practice links");
                    format!("{links} will not be sent: the practice server answers only lists of nothing else.")
                }}
            </p>
            <p class="note" data-testid="kept-in-tab" hidden=move || state.list.secrecy() != Secrecy::Secret>
                "This input holds a secret: it is kept in this tab alone, and gone when you close it."
            </p>
            <p class="note reading-on" hidden=move || !is_going_on()>
                <span>{move || reading.with(how_far)}</span>
                <button
                    class="button quiet small"
                    type="button"
                    data-testid="cancel-reading"
                    hidden=move || reading.with(|reading| reading.sources_in_all == 0)
                    on:click=move |_| state.cancel_reading()
                >
                    "Read no further"
                </button>
            </p>
            <p class="note reading-on" data-testid="importing" role="status" hidden=move || importing.with(String::is_empty)>
                <span>{move || importing.get()}</span>
                <button
                    class="button quiet small"
                    type="button"
                    data-testid="cancel-import"
                    on:click=move |_| state.command(Command::Codegen(CodegenCommand::CancelImport))
                >
                    "Give up"
                </button>
            </p>
            <p class="note" hidden=move || has_links() || is_going_on() || phase.get() == PageState::Reading>
                {move || reading.with(nothing_found)}
            </p>
        </div>
    }
}

/// The counts that there are, each with what it counts.
fn counts(reading: &ReadingView) -> Vec<(u32, &'static str, &'static str)> {
    let named = |number: u32, one, many| (number, if number == 1 { one } else { many }, "");
    let mut counts = vec![
        named(reading.links, "link", "links"),
        named(reading.targets, "target", "targets"),
        named(reading.hosts, "host", "hosts"),
    ];
    if reading.rejected > 0 {
        counts.push((reading.rejected, "cannot be sent", "unsure"));
    }
    if reading.left_out > 0 {
        counts.push((reading.left_out, "left out", ""));
    }
    if reading.commented_out > 0 {
        counts.push((reading.commented_out, "commented out", ""));
    }
    counts
}

/// How far the reading has come.
fn how_far(reading: &ReadingView) -> String {
    format!("Reading… {} of {}", Bytes(reading.bytes.min(reading.bytes_in_all)), Bytes(reading.bytes_in_all))
}

fn nothing_found(reading: &ReadingView) -> &'static str {
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
