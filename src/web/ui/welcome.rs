//! What takes the table's place while there is nothing to show: what this page does, and an example.

use leptos::prelude::*;

use super::state::State;
use super::totals::tone;
use crate::practice::LISTS;
use crate::protocol::Access;
use crate::result::verdict::Total;
use crate::web::page::{access, practice};

#[component]
pub(super) fn Welcome(state: State) -> impl IntoView {
    let refusal = practice::refusal();
    let is_extension = access::is_extension();
    let words = match &refusal {
        None => {
            "It fills the list with links that this page answers itself: no site gets a request.".to_owned()
        }
        Some(no_practice) => {
            format!("It fills the list with this page’s own files. {}", no_practice.message())
        }
    };
    let is_offered = refusal.is_none();
    let give_example = move |_| {
        if is_offered {
            state.give_practice(&LISTS[0]);
        } else {
            state.give_text(own_files());
        }
    };
    view! {
        <section class="card welcome" data-testid="welcome" aria-labelledby="welcome-title">
            <h2 id="welcome-title">"Paste a list of links, fire a volley, see every answer"</h2>
            <p>
                "One link a line, or any text with links in it. Volley requests each of them from this browser, many at a time, and shows what came back and how long it took."
            </p>
            <p class="try" hidden=is_extension>
                <button class="button primary" type="button" data-testid="try-it" on:click=give_example>
                    "Try it"
                </button>
                <span class="note">{words}" Nothing is sent before Start."</span>
            </p>
            <dl class="meanings">{meanings(is_extension).map(meaning).into_iter().collect::<Vec<_>>()}</dl>
            <p class="note" data-testid="what-is-seen">{move || what_is_seen(state.access())}</p>
            <p class="note">"Nothing leaves this browser but the requests. What you paste is kept in it for your next visit; where it holds a secret, only in this tab until you close it."</p>
        </section>
    }
}

/// What there is to be seen of the answers.
const fn what_is_seen(access: Access) -> &'static str {
    match access {
        Access::Web => {
            "What a browser hides: a site that sends no CORS header does answer, but a web page is shown neither its status nor its size."
        }
        Access::Granted => {
            "This extension sees every status, every redirect and each network error by its name, on any site. It sends no cookies and keeps nothing of the answers."
        }
        Access::None | Access::Pending | Access::Revoked => {
            "To see every status on any site, Volley needs access to all of them: the browser asks you when you press Start. Without it, Volley sees what a web page sees."
        }
    }
}

const fn meanings(is_extension: bool) -> [(Total, &'static str); 4] {
    let [broken, unverified] = if is_extension {
        ["4xx or 5xx, a network error by its name, a timeout", "what came back says nothing of the link"]
    } else {
        ["4xx or 5xx, a timeout, an answer cut short", "the browser does not show what came back"]
    };
    [
        (Total::Working, "it answered with a 2xx status"),
        (Total::Broken, broken),
        (Total::Unverified, unverified),
        (Total::NotSent, "found before the network: what is wrong, and where"),
    ]
}

fn meaning((total, words): (Total, &'static str)) -> impl IntoView {
    view! {
        <div>
            <dt class=format!("chip {}", tone(Some(total)))>
                <span aria-hidden="true">{total.sign()}</span>
                {total.name()}
            </dt>
            <dd class="note">{words}</dd>
        </div>
    }
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
