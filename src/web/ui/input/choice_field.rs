//! One choice out of a few.

use leptos::prelude::*;

/// A field that offers `options`, each as its value and its words.
#[component]
pub(super) fn ChoiceField(
    name: &'static str,
    label: &'static str,
    options: &'static [(&'static str, &'static str)],
    /// One more, which can only come about: its value and its words.
    #[prop(optional)]
    unchosen: Option<(&'static str, &'static str)>,
    #[prop(into)] chosen: Signal<&'static str>,
    choose: Callback<String>,
) -> impl IntoView {
    let options: Vec<_> =
        options.iter().map(|(value, words)| view! { <option value=*value>{*words}</option> }).collect();
    let unchosen =
        unchosen.map(|(value, words)| view! { <option value=value disabled hidden>{words}</option> });
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <select
                id=name
                data-testid=name
                aria-describedby=format!("about-{name}")
                prop:value=chosen
                on:change=move |event| choose.run(event_target_value(&event))
            >
                {options}
                {unchosen}
            </select>
        </div>
    }
}
