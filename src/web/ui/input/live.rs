//! The live reading: how many links, targets and hosts there are, which, and why links are not sent.

use leptos::prelude::*;

use crate::format::{count, counted};
use crate::input::detect::Form;
use crate::protocol::{CodegenCommand, Command, ReadingView, Secrecy};
use crate::units::Bytes;
use crate::web::ui::controls::button;
use crate::web::ui::list::ListState;
use crate::web::ui::state::{PageState, State};

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
    let has_no_sources = Signal::derive(move || reading.with(|reading| reading.sources_in_all == 0));
    let cancel_import = move || state.command(Command::Codegen(CodegenCommand::CancelImport));
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
                {button("button quiet small", "cancel-reading", "Read no further", Some(has_no_sources), move || state.cancel_reading())}
            </p>
            <p class="note reading-on" data-testid="importing" role="status" hidden=move || importing.with(String::is_empty)>
                <span>{move || importing.get()}</span>
                {button("button quiet small", "cancel-import", "Give up", None, cancel_import)}
            </p>
            <p class="note" hidden=move || has_links() || is_going_on() || phase.get() == PageState::Reading>
                {move || reading.with(nothing_found)}
            </p>
        </div>
    }
}

/// The counts, each with what it counts and its class.
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

#[component]
pub(super) fn Counts(list: ListState) -> impl IntoView {
    let shown = Memo::new(move |_| list.reading.with(groups));
    let lists = move || shown.get().into_iter().map(|(title, rows)| group(title, rows)).collect::<Vec<_>>();
    view! {
        <details class="counts" data-testid="counts" hidden=move || shown.with(Vec::is_empty)>
            <summary>"Hosts, schemes, reasons"</summary>
            {lists}
        </details>
    }
}

type Rows = Vec<(String, u32)>;

/// The groups that are not empty, each with its title.
fn groups(reading: &ReadingView) -> Vec<(&'static str, Rows)> {
    let named = u32::try_from(reading.busiest.len()).unwrap_or(u32::MAX);
    let mut hosts = reading.busiest.clone();
    let more = reading.hosts.saturating_sub(named);
    if more > 0 {
        let named: u32 = reading.busiest.iter().map(|(_, targets)| *targets).sum();
        hosts.push((counted(more, "more host", "more hosts"), reading.targets.saturating_sub(named)));
    }
    let groups = [
        ("Targets by host", hosts),
        ("By scheme", reading.schemes.clone()),
        ("Links not sent", reading.reasons.clone()),
    ];
    groups.into_iter().filter(|(_, rows)| !rows.is_empty()).collect()
}

fn group(title: &'static str, rows: Rows) -> impl IntoView {
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(name, number)| view! { <li><bdi>{name}</bdi><b>{count(number)}</b></li> })
        .collect();
    view! { <h3>{title}</h3><ul>{rows}</ul> }
}
