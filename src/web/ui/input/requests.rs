//! What requests carry: headers, and if the user allows it a method that may change data, with a body.
//!
//! What is entered here goes to the desk with each change and nowhere else: it may be secret.

use leptos::prelude::*;

use super::choice_field::ChoiceField;
use crate::format::counted;
use crate::request::{Write, WriteMethod};
use crate::web::ui::state::State;

const EXAMPLE: &str = "Accept: application/json\n[api.example.com]\nAuthorization: Bearer …";

#[component]
pub(super) fn Requests(state: State) -> impl IntoView {
    let headers = RwSignal::new(String::new());
    let body = RwSignal::new(String::new());
    let send = move || {
        let write =
            state.list.write.get_untracked().map(|method| Write { method, body: body.get_untracked() });
        state.set_payload(headers.get_untracked(), write);
    };
    let may_write = Memo::new(move |_| state.list.write.with(Option::is_some));
    let now = move || {
        let lines = headers.with(|text| text.lines().filter(|line| line.contains(':')).count());
        let lines = u32::try_from(lines).unwrap_or(u32::MAX);
        let headers = (lines > 0).then(|| counted(lines, "header", "headers"));
        let method = state.list.write.get().map(|method| method.name().to_owned());
        [method, headers].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let allow = move |event| {
        state.list.write.set(event_target_checked(&event).then(WriteMethod::default));
        send();
    };
    view! {
        <details class="requests" data-testid="requests">
            <summary>"Headers and body"<span class="knobs-now">{now}</span></summary>
            <div class="field">
                <label for="headers">"Headers, one a line"</label>
                <textarea
                    id="headers"
                    data-testid="headers"
                    rows="3"
                    spellcheck="false"
                    autocomplete="off"
                    placeholder=EXAMPLE
                    aria-describedby="said-headers about-headers"
                    on:input=move |event| {
                        headers.set(event_target_value(&event));
                        send();
                    }
                ></textarea>
                <HeaderProblems state/>
            </div>
            <p class="note" id="about-headers">
                "A line "<code>"[host]"</code>" begins those of one host. Nothing of this is stored. In a web page most headers cost a request more for each link: the browser asks first. Chromium sends its own User-Agent whatever you write here; Firefox sends yours. Where a redirect leads on, the browser sends them too, to other hosts as well; only Authorization it keeps back."
            </p>
            <label class="check">
                <input type="checkbox" data-testid="may-write" autocomplete="off" on:change=allow/>
                "I may change data on these hosts"
            </label>
            <Show when=move || may_write.get()>
                <MethodField state send=Callback::new(move |()| send())/>
                <div class="field">
                    <label for="write-body">"Body"</label>
                    <textarea
                        id="write-body"
                        data-testid="write-body"
                        rows="3"
                        spellcheck="false"
                        autocomplete="off"
                        aria-describedby="about-write-body"
                        prop:value=move || body.get_untracked()
                        on:input=move |event| {
                            body.set(event_target_value(&event));
                            send();
                        }
                    ></textarea>
                    <p class="note" id="about-write-body">
                        "The same for every link, as text. A run like this needs your confirmation. POST and PATCH are never repeated by themselves."
                    </p>
                </div>
            </Show>
        </details>
    }
}

#[component]
fn MethodField(state: State, send: Callback<()>) -> impl IntoView {
    let chosen = Signal::derive(move || state.list.write.get().map_or("", WriteMethod::name));
    let choose = Callback::new(move |name: String| {
        state.list.write.set(WriteMethod::ALL.into_iter().find(|method| method.name() == name));
        send.run(());
    });
    let options = WriteMethod::ALL.map(|method| (method.name(), method.name())).into();
    let label = "Method, in the place of the one in the settings";
    view! { <ChoiceField name="write-method" label options unchosen=None chosen choose/> }
}

#[component]
fn HeaderProblems(state: State) -> impl IntoView {
    let problems = Memo::new(move |_| state.list.reading.with(|reading| reading.header_problems.clone()));
    let rows = move || {
        let problem =
            |(line, why): (u32, String)| view! { <li>{format!("Line {line} is not sent: {why}.")}</li> };
        problems.get().into_iter().map(problem).collect::<Vec<_>>()
    };
    view! { <ul class="field-said header-problems" id="said-headers" data-testid="header-problems" role="status">{rows}</ul> }
}
