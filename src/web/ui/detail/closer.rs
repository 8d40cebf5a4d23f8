//! A closer look at one link: one more request, sent by a button, whose headers and body are shown as text.

use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys::Element;

use crate::ids::LinkId;
use crate::protocol::{Access, Command, Inspection, ListId};
use crate::result::outcome::{AttemptEnd, BodyEnd};
use crate::result::verdict::Verdict;
use crate::web::ui::part::Part;
use crate::web::ui::state::State;

/// Has the closer look be offered for links that can be sent.
pub(super) fn bind(panel: &Part, state: State) {
    let can_be_sent = move || {
        let not_sent = |verdict| matches!(verdict, Verdict::NotSent(_));
        // The practice server is opened by its first run.
        let is_open = state.run.has_run() || !state.list.is_practice();
        let detail = state.table.detail.read();
        is_open && detail.as_ref().is_some_and(|detail| !detail.row.verdict.is_some_and(not_sent))
    };
    // The link that is being requested: a row of another list is another link.
    let requested = RwSignal::new(None::<(ListId, LinkId)>);
    panel.when("closer", can_be_sent, move |part| bind_part(part, state, requested));
}

/// Binds the button, and below it what the last look at this link showed.
fn bind_part(part: &Part, state: State, requested: RwSignal<Option<(ListId, LinkId)>>) {
    let table = state.table;
    let open = move || table.open.get().map(|link| (table.list.get(), link));
    let is_asking = move || {
        let answered = state.run.inspected.with(|seen| seen.as_ref().map(|(list, link, _)| (*list, *link)));
        requested.get().is_some_and(|link| Some(link) == open() && Some(link) != answered)
    };
    let button = part.button("inspect");
    button.attribute("aria-disabled", move || is_asking().then_some("true"));
    button.text(move || if is_asking() { "Requesting…" } else { "Fetch headers and body" });
    button.on(ev::click, move |_| {
        if let Some((list, link)) = untrack(open).filter(|_| !untrack(is_asking)) {
            state.run.inspected.set(None);
            requested.set(Some((list, link)));
            let timeout_ms = state.settings.values.with_untracked(|settings| settings.limits.timeout_ms);
            state.command(Command::Inspect { list, link, timeout_ms });
        }
    });
    let seen = move || {
        let inspected = state.run.inspected.get()?;
        let (list, link, seen) = inspected;
        (Some((list, link)) == open()).then(|| (seen, state.access() == Access::Granted))
    };
    let section = part.element::<Element>();
    part.part("seen").redraw(seen, move |place, seen| {
        if let Some((seen, sees_all)) = seen {
            add_inspection(place, seen, *sees_all);
            // Below the fold the button would look dead.
            if let Some(section) = section.as_ref().filter(|_| requested.get_untracked().is_some()) {
                requested.set(None);
                section.scroll_into_view();
            }
        }
    });
}

fn add_inspection(place: &Part, seen: &Inspection, sees_all: bool) {
    let note = |words: &str| {
        place.add("p", &[("class", "note")], words);
    };
    place.add("p", &[("data-testid", "inspection")], &ended(&seen.end));
    if let Some(name) = &seen.error {
        note(&format!("Error: {name}"));
    }
    let headers = place.add("dl", &[("class", "facts")], "");
    for (name, value) in &seen.headers {
        let row = headers.add("div", &[], "");
        row.add("dt", &[], name);
        row.add("dd", &[], value);
    }
    if matches!(seen.end, AttemptEnd::Answered { .. }) {
        note(if sees_all {
            "All headers but Set-Cookie, which no script is shown."
        } else {
            "A browser shows a page only the headers that the site exposes."
        });
    }
    if let Some(text) = &seen.preview {
        place.add("pre", &[("class", "preview"), ("tabindex", "0")], text);
        if seen.cut {
            note("The body goes on after this.");
        }
    }
}

/// How the request ended. That we cut the body says nothing about the answer.
fn ended(end: &AttemptEnd) -> String {
    match *end {
        AttemptEnd::Answered { status, redirected, body: BodyEnd::OverCap } => {
            Verdict::Http { status, redirected }.to_string()
        }
        _ => Verdict::of(end, false).to_string(),
    }
}
