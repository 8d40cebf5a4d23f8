//! The header: the name, the tabs, and from where the answers are seen.

use leptos::prelude::*;

use super::state::State;
use super::tabs::Tabs;

/// The header.
#[component]
pub(super) fn Header(state: State) -> impl IntoView {
    view! {
        <header class="header">
            <h1 class="brand">
                <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
                    <path d="M3 5h9M3 10h14M3 15h6"></path>
                    <path d="m14 7 3 3-3 3"></path>
                </svg>
                "Volley"
            </h1>
            <Tabs state/>
            <p class="seen-from">
                <span class="seen-from-where">"Seen from: a web page · "</span>
                <strong>"status hidden where a site sends no CORS"</strong>
            </p>
        </header>
    }
}
