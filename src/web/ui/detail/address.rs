//! A URL in full, to be opened and copied.

use leptos::prelude::*;

use crate::web::page::clipboard;

/// How long the copy button says what came of it, in milliseconds.
const TOLD_MS: u32 = 1_600;

/// The URL: a link where it can be opened, with a button that copies it, unless it `is_masked`. Text, never markup.
#[component]
pub(super) fn Address(url: String, is_masked: bool, hook: &'static str) -> impl IntoView {
    let is_link = !is_masked && (url.starts_with("https://") || url.starts_with("http://"));
    let shown = if is_link {
        view! { <a class="address-text" data-testid=hook href=url.clone() target="_blank" rel="noopener noreferrer">{url.clone()}</a> }
            .into_any()
    } else {
        view! { <span class="address-text" data-testid=hook>{url.clone()}</span> }.into_any()
    };
    let note = is_masked.then(
        || view! { <small>"Secrets are masked, so it can be neither opened nor copied from here."</small> },
    );
    view! { <span class="address">{shown}{(!is_masked).then(|| view! { <Copy url/> })}{note}</span> }
}

/// The button that copies.
#[component]
fn Copy(url: String) -> impl IntoView {
    let label = RwSignal::new("Copy");
    let copy = move |_| {
        let url = url.clone();
        leptos::task::spawn_local(async move {
            let copied = clipboard::copy(&url).await;
            // The detail may have been closed meanwhile.
            let _ = label.try_set(if copied { "Copied" } else { "Not allowed" });
            gloo_timers::future::TimeoutFuture::new(TOLD_MS).await;
            let _ = label.try_set("Copy");
        });
    };
    view! {
        <button type="button" class="button small" data-testid="copy-url" aria-live="polite" on:click=copy>
            {move || label.get()}
        </button>
    }
}
