//! How documents are read: where their relative links lead, and whether links in code count.

use leptos::prelude::*;

use crate::input::detect::Form;
use crate::protocol::ReadingView;
use crate::web::ui::state::State;

/// The two choices, while a document with links of its own notation is given.
#[component]
pub(super) fn Documents(state: State) -> impl IntoView {
    let is_needed = move || {
        state.list.reading.with(has_documents) || state.list.choice.with(|choice| !choice.base.is_empty())
    };
    let is_bad = move || {
        let base = state.list.choice.with(|choice| choice.base.trim().to_owned());
        let protocol = web_sys::Url::new(&base).map(|url| (url.protocol(), url.username()));
        let is_good = protocol
            .is_ok_and(|(protocol, user)| matches!(protocol.as_str(), "http:" | "https:") && user.is_empty());
        !base.is_empty() && !is_good
    };
    let set_base = move |event| state.change_choice(|choice| choice.base = event_target_value(&event));
    let set_code = move |event| state.change_choice(|choice| choice.code = event_target_checked(&event));
    view! {
        <div class="documents" hidden=move || !is_needed()>
            <div class="field">
                <label for="base-url">"Relative links lead from"</label>
                <input
                    id="base-url"
                    data-testid="base-url"
                    type="url"
                    autocomplete="off"
                    placeholder="https://example.org/docs/"
                    aria-invalid=move || is_bad().then_some("true")
                    prop:value=move || state.list.choice.with(|choice| choice.base.clone())
                    on:change=set_base
                />
                <p class="field-said" role="status">{move || is_bad().then_some("Not a full http or https URL: not used.")}</p>
            </div>
            <label class="check">
                <input type="checkbox" data-testid="code" prop:checked=move || state.list.choice.with(|choice| choice.code) on:change=set_code/>
                "Links in code count too"
            </label>
        </div>
    }
}

fn has_documents(reading: &ReadingView) -> bool {
    let is_document = |form: Form| {
        matches!(form, Form::Markdown | Form::Html | Form::Bookmarks | Form::Feed | Form::Sitemap)
    };
    reading.form.is_some_and(is_document) || reading.sources.iter().any(|source| is_document(source.form))
}
