//! The page as a whole: header, input on the left, run and table on the right.

use leptos::prelude::*;

use super::incoming;
use super::state::State;
use super::table::Table;
use super::trouble::Troubles;
use crate::page::parts::Parts;

/// The page.
#[component]
pub(super) fn App() -> impl IntoView {
    let state = State::new();
    state.connect(Parts::start(move |incoming| incoming::take(state, incoming)));
    view! {
        <Troubles state/>
        <Table state/>
    }
}
