//! What there is to try while the list is empty: examples that show what this page is for.

use leptos::prelude::*;

use super::header::go_to;
use super::help::what_is_seen;
use super::part::Part;
use super::start::Starter;
use super::state::State;
use crate::practice::{LISTS, PracticeList};
use crate::web::page::{access, practice};

/// The list of ten delays among the practice lists.
const TEN_DELAYS: &str = "ten-seconds";

pub(super) fn bind(welcome: &Part, state: State, starter: Starter) {
    let no_practice = practice::refusal();
    let has_practice = no_practice.is_none();
    welcome.button("try").show(!access::is_extension());
    welcome.part("example").set_text(&no_practice.map_or_else(
        || "Links that this page answers itself: no site gets a request.".to_owned(),
        |no_practice| format!("This page’s own files. {}", no_practice.message()),
    ));
    welcome.part("what-is-seen").text(move || what_is_seen(state.access()));
    // What this browser answers itself runs at once.
    let run = move |list: &PracticeList| {
        if state.give_practice(list) {
            starter.press(0);
        }
    };
    welcome.on_press("try", move || {
        if has_practice {
            run(&LISTS[0]);
        } else {
            state.give_text(own_files());
        }
    });
    let ten_delays: Option<&'static PracticeList> = LISTS.iter().find(|list| list.name == TEN_DELAYS);
    welcome.button("ten-delays").show(has_practice && ten_delays.is_some());
    welcome.on_press("ten-delays", move || ten_delays.into_iter().for_each(run));
    welcome.on_press("best-concurrency", move || {
        state.compare.choose("sweep");
        go_to(state.compare.is_shown, true);
    });
}

/// A short list for this page's own site: a few of its files, a missing one, a pattern, and a line that is no link.
fn own_files() -> String {
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    let folder = base.split(['?', '#']).next().unwrap_or_default();
    let folder = folder.rfind('/').map_or("", |end| &folder[..=end]);
    format!(
        "{folder}\n{folder}boot.js\n{folder}worker.js\n{folder}worker.js?copy=[1-20]\n{folder}no-such-file\nnot a link\n"
    )
}
